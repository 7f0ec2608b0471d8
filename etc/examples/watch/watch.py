#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Counts what neighbours announce, and remembers the latest changes.

A program of bgpd: events come on standard input, one JSON text a line; every
so many seconds a file is replaced that says, for each neighbour, its state, how
many prefixes of each family it announces, how many announcements and withdraws
came, the origins with the most prefixes, and the changes that came last.
"""

import argparse
import collections
import json
import os
import select
import sys
import time

SHOWN = 20		# changes, and origins


class Neighbor:
    def __init__(self):
        self.state = "unknown"
        self.since = None
        self.tables = {}	# of a family: prefix to origin AS
        self.counts = collections.Counter()
        self.changes = collections.deque(maxlen=SHOWN)

    def change(self, when, what, family, prefix, attribute=None):
        change = {"time": when, "what": what, "family": family,
                  "prefix": prefix}
        if attribute:
            change["as-path"] = attribute.get("as-path", [])
        self.changes.appendleft(change)
        self.counts[what] += 1

    def take_update(self, when, update):
        attribute = update.get("attribute", {})
        path = attribute.get("as-path", [])
        for family, nlris in update.get("withdraw", {}).items():
            table = self.tables.setdefault(family, {})
            for nlri in nlris:
                table.pop(nlri["nlri"], None)
                self.change(when, "withdrawn", family, nlri["nlri"])
        for family, hops in update.get("announce", {}).items():
            table = self.tables.setdefault(family, {})
            for nlri in (n for nlris in hops.values() for n in nlris):
                table[nlri["nlri"]] = path[-1] if path else None
                self.change(when, "announced", family, nlri["nlri"],
                            attribute)

    def take_state(self, when, state):
        self.state, self.since = state, when
        self.counts[state] += 1
        if state == "down":
            self.tables.clear()

    def status(self):
        origins = collections.Counter(
            origin for table in self.tables.values()
            for origin in table.values() if origin is not None)
        return {"state": self.state, "since": self.since,
                "prefixes": {f: len(t) for f, t in self.tables.items()},
                "counts": dict(self.counts), "origins": len(origins),
                "most": [{"as": a, "prefixes": n}
                         for a, n in origins.most_common(SHOWN)],
                "changes": list(self.changes)}


def take_event(neighbors, event):
    if "address" not in event.get("neighbor", {}):
        return			# "shutdown" has none
    what = event["neighbor"]
    neighbor = neighbors[what["address"]["peer"]]
    if event["type"] == "state":
        neighbor.take_state(event["time"], what["state"])
    elif event["type"] == "update":
        neighbor.take_update(event["time"],
                             what.get("message", {}).get("update", {}))


def write(path, neighbors):
    """A reader finds the old file or the new one, never a half."""
    with open(path + ".new", "w", encoding="ascii") as f:
        os.fchmod(f.fileno(), 0o644)	# whatever the umask
        json.dump({"time": time.time(), "neighbors": {
            peer: n.status() for peer, n in neighbors.items()}}, f, indent=1)
    os.rename(path + ".new", path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", required=True)
    parser.add_argument("--every", type=float, default=10, metavar="S")
    args = parser.parse_args()
    neighbors = collections.defaultdict(Neighbor)
    pending, due = b"", 0.0
    # When this program was started anew: all that it does not know.
    for family in ("ipv4 unicast", "ipv6 unicast"):
        print(f"announce route-refresh {family}", flush=True)
    while True:
        left = max(0.0, due - time.monotonic())
        if select.select([0], [], [], left)[0]:
            data = os.read(0, 1 << 20)
            if not data:
                sys.exit(0)		# the daemon is gone
            *lines, pending = (pending + data).split(b"\n")
            for line in lines:
                if line.startswith(b"{"):	# else an answer
                    take_event(neighbors, json.loads(line))
        if time.monotonic() >= due:
            write(args.out, neighbors)
            due = time.monotonic() + args.every


main()
