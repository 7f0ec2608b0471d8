#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Compares Herald's Adj-RIB-In with what bgpdump says of an MRT file.

usage: compare_mrt.py BGPDUMP-M-OUTPUT  < JSON of "bgpctl -j show rib detail"

The table that bgpdump's lines leave behind (announcements less withdrawals,
in order) must equal the daemon's, path for path, attribute for attribute.
"""

import ipaddress
import json
import sys

ORIGIN = {"IGP": "IGP", "EGP": "EGP", "INCOMPLETE": "incomplete"}


def prefix(text):
    return str(ipaddress.ip_network(text, strict=False))


def aggregator(text):
    """RFC 7607 2: an AGGREGATOR with AS 0 is malformed and is discarded."""
    return "" if text.startswith("0 ") else text


def expected(path):
    table = {}
    for line in open(path, encoding="ascii", errors="replace"):
        f = line.rstrip("\n").split("|")
        if f[2] not in ("A", "B", "W"):
            continue
        key = (str(ipaddress.ip_address(f[3])), prefix(f[5]))
        if f[2] == "W":
            table.pop(key, None)
            continue
        table[key] = {
            "aspath": f[6].replace("{", "{ ").replace("}", " }")
                          .replace(",", " ").split(),
            "origin": ORIGIN[f[7]],
            "nexthop": str(ipaddress.ip_address(f[8])),
            "med": int(f[10] or 0),
            "communities": f[11].split(),
            "atomic": f[12] == "AG",
            "aggregator": aggregator(f[13]),
        }
    return table


WELL_KNOWN = {"no-export": "65535:65281", "no-advertise": "65535:65282",
              "local-AS": "65535:65283"}
NAMES = {"NO_EXPORT": "65535:65281", "NO_ADVERTISE": "65535:65282",
         "NO_EXPORT_SUBCONFED": "65535:65283", "NO_PEER": "65535:65284",
         "BLACKHOLE": "65535:666", "GRACEFUL_SHUTDOWN": "65535:0"}


def held(entry):
    path = {
        "aspath": entry["aspath"].split(),
        "origin": entry["origin"],
        "nexthop": str(ipaddress.ip_address(entry["exit_nexthop"])),
        "med": entry["metric"],
        "communities": [NAMES.get(c, c) for c in entry.get("communities", [])],
        "atomic": False,
        "aggregator": "",
    }
    for a in entry.get("attributes", []):
        kind = a["type"].upper().replace(" ", "_").replace("-", "_")
        if "ATOMIC" in kind:
            path["atomic"] = True
        elif kind == "AGGREGATOR":
            path["aggregator"] = f"{a['AS']} {a['router_id']}"
    return path


def main():
    want = expected(sys.argv[1])
    got, twice = {}, 0
    for e in json.load(sys.stdin)["rib"]:
        key = (e["neighbor"]["remote_addr"], prefix(e["prefix"]))
        twice += key in got
        got[key] = held(e)
    for p in want.values():
        p["communities"] = [WELL_KNOWN.get(c, c) for c in p["communities"]]
    bad = 0
    for key in sorted(want.keys() | got.keys()):
        a, b = want.get(key), got.get(key)
        if a != b:
            bad += 1
            if bad <= 10:
                print(*key, "\n  bgpdump:", a, "\n  herald: ", b)
    print(f"{len(want)} paths, {len(got)} held, {twice} twice, "
          f"{bad} differences")
    sys.exit(bool(bad or twice or not want))


main()
