#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Compares the MRT file of "bgpctl show malformed mrt" with what "bgpctl -j
show malformed" says (RFC 6396 2, 3 and 4.4, RFC 8050 3).

usage: compare_malformed.py MRT-FILE JSON-FILE; says how many, or what differs
"""

import ipaddress
import json
import struct
import sys

WIDE, NARROW = {4: False, 9: True}, {1: False, 8: True}  # ADD-PATH


def records(octets):
    while octets:
        seconds, kind, subtype, length = struct.unpack("!IHHI", octets[:12])
        body, octets = octets[12:12 + length], octets[12 + length:]
        if kind != 17 or len(body) != length:
            sys.exit("type %d, %d octets of %d" % (kind, len(body), length))
        micro, = struct.unpack("!I", body[:4])
        layout = "!IIHH" if subtype in WIDE else "!HHHH"
        peer, local, _, afi = struct.unpack_from(layout, body, 4)
        at, size = 4 + struct.calcsize(layout), 16 if afi == 2 else 4
        yield {
            "time_ms": seconds * 1000 + micro // 1000,
            "remote_as": peer, "local_as": local,
            "remote_addr": body[at:at + size],
            "local_addr": body[at + size:at + 2 * size],
            "as4": subtype in WIDE,
            "add_path": (WIDE | NARROW)[subtype],
            "message": body[at + 2 * size:].hex(),
        }


def shown(m):
    n = m["neighbor"]
    return {
        "time_ms": m["time_ms"],
        "remote_as": n["remote_as"], "local_as": n["local_as"],
        "remote_addr": ipaddress.ip_address(n["remote_addr"]).packed,
        "local_addr": ipaddress.ip_address(n["local_addr"]).packed,
        "as4": m["as4"], "add_path": m["add_path"],
        "message": m["message"],
    }


def main():
    got = list(records(open(sys.argv[1], "rb").read()))
    want = [shown(m) for m in json.load(open(sys.argv[2],
                                            encoding="utf-8"))["malformed"]]
    for i, (a, b) in enumerate(zip(got, want)):
        if a != b:
            sys.exit("record %d: %s\nis %s" % (i, a, b))
    if len(got) != len(want):
        sys.exit("%d records, %d messages" % (len(got), len(want)))
    if [m["time_ms"] for m in got] != sorted(m["time_ms"] for m in got):
        sys.exit("not in the order of time")
    print(len(got), "messages")


main()
