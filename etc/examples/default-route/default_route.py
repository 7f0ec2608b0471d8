#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Keeps the best default route of all neighbours in the host's table.

A program of bgpd: events come on standard input, one JSON text a line.  Best
is the highest LOCAL_PREF, then the shortest AS_PATH, then the lowest MED, then
the lowest address.  Routes carry protocol 186 (bgp) and the metric given, so
nothing else is touched; they are removed at the end, unless told otherwise.
"""

import argparse
import ipaddress
import json
import signal
import subprocess
import sys

DEFAULTS = {"ipv4 unicast": ("-4", "0.0.0.0/0"),
            "ipv6 unicast": ("-6", "::/0")}


class Family:
    def __init__(self, flag, prefix, metric):
        self.prefix = prefix
        self.own = ["default", "proto", "186", "metric", str(metric)]
        self.command = ["ip", flag, "route"]
        self.paths = {}			# of a neighbour: (next hop, attributes)
        self.installed = None

    def run(self, verb, *words):
        done = subprocess.run([*self.command, verb, *self.own, *words],
                              stderr=subprocess.PIPE, text=True, check=False)
        return done.stderr.strip() or "failed" if done.returncode else None

    def via(self, peer, hop):
        """The words for a next hop; a link-local one needs an interface."""
        if not ipaddress.ip_address(hop).is_link_local:
            return ("via", hop)
        found = subprocess.run(["ip", "-j", "route", "get", peer], text=True,
                               stdout=subprocess.PIPE, check=False).stdout
        dev = json.loads(found or "[{}]")[0].get("dev")
        return ("via", hop, "dev", dev) if dev else ("via", hop)

    def best(self):
        def rank(item):
            peer, (_, attribute) = item
            address = ipaddress.ip_address(peer)
            return (-attribute.get("local-preference", 100),
                    len(attribute.get("as-path", [])),
                    attribute.get("med", 0), address.version, address)
        if not self.paths:
            return None
        peer, (hop, _) = min(self.paths.items(), key=rank)
        return self.via(peer, hop)

    def settle(self):
        """Makes the table say what the paths do."""
        best = self.best()
        if best == self.installed:
            return
        wrong = self.run("replace", *best) if best else self.run("delete")
        if wrong:
            print(f"default {best}: {wrong}", file=sys.stderr, flush=True)
            best = None			# tried again at the next event
        else:
            print("default is", *best or ["nobody's"], file=sys.stderr,
                  flush=True)
        self.installed = best


def take_update(families, peer, update):
    for name, family in families.items():
        for nlri in update.get("withdraw", {}).get(name, []):
            if nlri["nlri"] == family.prefix:
                family.paths.pop(peer, None)
        for hop, nlris in update.get("announce", {}).get(name, {}).items():
            if any(n["nlri"] == family.prefix for n in nlris):
                family.paths[peer] = (hop, update.get("attribute", {}))


def take_event(families, event):
    neighbor = event.get("neighbor", {})
    peer = neighbor.get("address", {}).get("peer")
    if event["type"] == "update":
        take_update(families, peer,
                    neighbor.get("message", {}).get("update", {}))
    elif event["type"] == "state" and neighbor.get("state") == "down":
        for family in families.values():
            family.paths.pop(peer, None)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--metric", type=int, default=20)
    parser.add_argument("--keep", action="store_true",
                        help="leave the routes at the end")
    args = parser.parse_args()
    families = {name: Family(flag, prefix, args.metric)
                for name, (flag, prefix) in DEFAULTS.items()}
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    for family in families.values():
        family.run("delete")		# of a run that was killed
    # Neighbours whose sessions are up already announce everything again.
    for name in families:
        print(f"announce route-refresh {name}", flush=True)
    try:
        for line in sys.stdin:
            if line.startswith("{"):	# else an answer
                take_event(families, json.loads(line))
                for family in families.values():
                    family.settle()
    finally:
        if not args.keep:
            for family in families.values():
                family.paths.clear()
                family.settle()


main()
