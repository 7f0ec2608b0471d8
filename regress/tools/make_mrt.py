#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Writes small MRT files of every kind that mrt_replay reads.

usage: make_mrt.py DIRECTORY

Values are made up from a fixed seed; addresses and AS numbers are examples.
"""

import gzip
import random
import socket
import struct
import sys

rnd = random.Random(4271)


def attr(flags, kind, value):
    if len(value) > 255:
        return struct.pack("!BBH", flags | 0x10, kind, len(value)) + value
    return struct.pack("!BBB", flags, kind, len(value)) + value


def as_path(first, size, with_set):
    wide = "!" + ("I" if size == 4 else "H")
    hops = [first] + [rnd.choice([64496, 64499, 64511, 65551 if size == 4
                                  else 23456]) for _ in range(rnd.randrange(5))]
    path = bytes([2, len(hops)]) + b"".join(struct.pack(wide, a) for a in hops)
    if with_set:
        path += bytes([1, 2]) + struct.pack(wide, 64500) + \
            struct.pack(wide, 64501)
    return attr(0x40, 2, path), hops


def attributes(first, size, nexthop, rib_v6=False):
    """Of a route, in type order; MP_REACH in the short form of RFC 6396."""
    with_set = rnd.random() < 0.1
    path, hops = as_path(first, size, with_set)
    out = attr(0x40, 1, bytes([rnd.choice([0, 0, 0, 1, 2])])) + path
    if not rib_v6:
        out += attr(0x40, 3, nexthop)
    if rnd.random() < 0.4:
        out += attr(0x80, 4, struct.pack("!I", rnd.randrange(1, 1000)))
    if rnd.random() < 0.1:
        out += attr(0x40, 6, b"")
    if rnd.random() < 0.2:
        asn = struct.pack("!I" if size == 4 else "!H", 64502)
        out += attr(0xC0, 7, asn + socket.inet_aton("192.0.2.77"))
    n = rnd.choice([0, 0, 1, 3, 80])
    if n:
        out += attr(0xC0, 8, b"".join(
            struct.pack("!HH", 64496 + i % 7, rnd.randrange(1000))
            for i in range(n)))
    if rib_v6:
        out += attr(0x80, 14, bytes([16]) + nexthop)
    if rnd.random() < 0.2:
        out += attr(0xC0, 16, struct.pack("!BBHI", 0, 2, 64496, 7))
    if 23456 in hops and size == 2 and not with_set:
        wide = [65551 if a == 23456 else a for a in hops]
        out += attr(0xC0, 17, bytes([2, len(wide)]) +
                    b"".join(struct.pack("!I", a) for a in wide))
    if rnd.random() < 0.2:
        out += attr(0xC0, 32, struct.pack("!III", 64496, 1, 2))
    return out


def record(kind, sub, body):
    return struct.pack("!IHHI", 1027381055, kind, sub, len(body)) + body


def prefix4(i):
    bits = rnd.choice([24, 24, 24, 16, 22, 32, 8])
    addr = (11 + i % 190) << 24 | (i * 2654435761 & 0xffffff)
    addr &= 0xffffffff << (32 - bits) & 0xffffffff
    return bits, struct.pack("!I", addr)


def prefix6(i):
    return 48, socket.inet_pton(
        socket.AF_INET6, f"2001:db8:{i:x}::")


PEERS4 = [("198.51.100.1", 64497), ("198.51.100.2", 64498)]


def table_dump():
    out, seen = b"", set()
    for i in range(600):
        bits, addr = prefix4(i)
        peer, asn = PEERS4[i % 2]
        if (bits, addr, peer) in seen:
            continue
        seen.add((bits, addr, peer))
        # The second peer is a route server: another AS may stand first.
        first = 64510 if i % 10 == 1 else asn
        a = attributes(first, 2, socket.inet_aton(peer))
        out += record(12, 1, struct.pack("!HH", 0, i) + addr +
                      struct.pack("!BBI", bits, 1, 1027381055) +
                      socket.inet_aton(peer) + struct.pack("!HH", asn, len(a))
                      + a)
    return out


def table_dump_v2():
    v6peer = socket.inet_pton(socket.AF_INET6, "2001:db8:ffff::1")
    body = socket.inet_aton("192.0.2.1") + struct.pack("!HH", 0, 2)
    body += bytes([2]) + socket.inet_aton("10.0.0.1") + \
        socket.inet_aton("198.51.100.1") + struct.pack("!I", 64497)
    body += bytes([3]) + socket.inet_aton("10.0.0.2") + v6peer + \
        struct.pack("!I", 65550)
    out, seen = record(13, 1, body), set()
    for i in range(400):
        v6 = i % 2 == 1
        bits, addr = prefix6(i) if v6 else prefix4(i)
        if (bits, addr) in seen:
            continue
        seen.add((bits, addr))
        a = attributes(65550, 4, v6peer, True) if v6 else \
            attributes(64497, 4, socket.inet_aton("198.51.100.1"))
        out += record(13, 4 if v6 else 2, struct.pack("!IB", i, bits) +
                      addr[:(bits + 7) // 8] +
                      struct.pack("!HHIH", 1, int(v6), 1027381055, len(a)) + a)
    return out


def bgp4mp(size):
    """Announcements, replacements and withdrawals of two peers."""
    out, held = b"", []
    wide = "!IIHH" if size == 4 else "!HHHH"
    for i in range(800):
        peer, asn = PEERS4[i % 2]
        if held and rnd.random() < 0.3:
            nlri = rnd.choice(held)
            body = struct.pack("!H", len(nlri)) + nlri + b"\0\0"
        else:
            a = attributes(asn, size, socket.inet_aton(peer))
            nlri = b""
            for j in range(rnd.randrange(1, 6)):
                bits, addr = prefix4(i * 5 + j)
                one = bytes([bits]) + addr[:(bits + 7) // 8]
                nlri += one
                held.append(one)
            body = struct.pack("!HH", 0, len(a)) + a + nlri
        msg = b"\xff" * 16 + struct.pack("!HB", 19 + len(body), 2) + body
        out += record(16, 4 if size == 4 else 1, struct.pack(
            wide, asn, 64496, 0, 1) + socket.inet_aton(peer) +
            socket.inet_aton("192.0.2.1") + msg)
    return out


def main():
    where = sys.argv[1]
    files = {"table_dump": table_dump(), "table_dump_v2": table_dump_v2(),
             "updates_as4": bgp4mp(4), "updates_as2": bgp4mp(2)}
    for name, data in files.items():
        with open(f"{where}/{name}", "wb") as f:
            f.write(data)
    with gzip.open(f"{where}/cut.gz", "wb") as f:
        f.write(files["table_dump"][:-20])


main()
