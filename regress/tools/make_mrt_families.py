#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""An MRT file with a table and messages of families that bgpdump leaves out:
VPN, EVPN, flow specification, one by number (RFC 6396 4.3.3, RFC 8050 4.3).

usage: make_mrt_families.py > FILE"""

import struct
import sys

PEER, LOCAL = bytes([198, 51, 100, 1]), bytes([192, 0, 2, 1])
ATTRS = bytes.fromhex("40010100 4002060201 0000fbf1")
NEXT_HOP = bytes.fromhex("400304 c0000209")
VPN = bytes.fromhex("70 003e81 0000fde800000001 c63364")
EVPN = bytes.fromhex("0311 0001c00002010007 00000000 20 c0000201")


def record(kind, sub, body):
    return struct.pack("!IHHI", 1027381055, kind, sub, len(body)) + body


def update(attrs):
    body = struct.pack("!HH", 0, len(attrs)) + attrs
    return record(16, 4, struct.pack("!IIHH", 64497, 64496, 0, 1) + PEER +
                  LOCAL + b"\xff" * 16 +
                  struct.pack("!HB", 19 + len(body), 2) + body)


def announce(afi, safi, nexthop, nlri, more=b""):
    mp = struct.pack("!HBB", afi, safi, len(nexthop)) + nexthop + b"\0" + nlri
    return update(ATTRS + more + struct.pack("!BBH", 0x90, 14, len(mp)) + mp)


def withdraw(afi, safi, nlri):
    mp = struct.pack("!HB", afi, safi) + nlri
    return update(struct.pack("!BBH", 0x90, 15, len(mp)) + mp)


def peers():
    return record(13, 1, LOCAL + struct.pack("!HHB", 0, 1, 2) + LOCAL + PEER +
                  struct.pack("!I", 64497))


def table(afi, safi, nexthop, nlri, path_id=None, more=b""):
    attrs = ATTRS + more + struct.pack("!BBBB", 0x80, 14, 1 + len(nexthop),
                                len(nexthop)) + nexthop
    ident = b"" if path_id is None else struct.pack("!I", path_id)
    return record(13, 6 if path_id is None else 12,
                  struct.pack("!IHB", 7, afi, safi) + nlri +
                  struct.pack("!HHI", 1, 0, 1027381055) + ident +
                  struct.pack("!H", len(attrs)) + attrs)


sys.stdout.buffer.write(
    peers() +
    table(1, 128, bytes(8) + LOCAL, VPN) +
    table(16397, 99, LOCAL, bytes.fromhex("000102")) +
    table(16397, 99, LOCAL, bytes.fromhex("000102"), 5) +
    announce(1, 128, bytes(8) + LOCAL, VPN) +
    withdraw(1, 128, VPN) +
    announce(25, 70, LOCAL, EVPN) +
    announce(1, 133, b"", bytes.fromhex("050118c00002")) +
    announce(16397, 99, bytes.fromhex("0a0b0c"), bytes.fromhex("0102"),
             NEXT_HOP) +
    withdraw(16397, 99, bytes.fromhex("0102")) +
    table(16397, 99, bytes.fromhex("0a0b0c"), b"\3", more=NEXT_HOP) +
    table(1, 133, b"", bytes.fromhex("050118c00002")))
