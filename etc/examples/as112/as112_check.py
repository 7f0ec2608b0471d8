#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Whether a name server answers for AS112 at each of the addresses given.

Asks for the SOA of a zone that it serves, by UDP, and wants an answer that is
authoritative (RFC 1035 4.1.1).  Says what is wrong and exits with 1, as a check
of bgp-healthcheck(8) should.
"""

import os
import socket
import struct
import sys

SOA, IN = 6, 1
TIMEOUT = 1.0		# of each address; bgp-healthcheck waits 5 for all
DNAME = {"192.31.196.1", "2001:4:112::1"}	# RFC 7535 3.1


def query(ident, zone):
    name = b"".join(bytes([len(label)]) + label.encode("ascii")
                    for label in zone.split(".")) + b"\0"
    return struct.pack(">6H", ident, 0, 1, 0, 0, 0) + name + \
        struct.pack(">2H", SOA, IN)


def check(address):
    """What is wrong with it, or None."""
    zone = "empty.as112.arpa" if address in DNAME else "10.in-addr.arpa"
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    ident = int.from_bytes(os.urandom(2), "big")
    with socket.socket(family, socket.SOCK_DGRAM) as s:
        s.settimeout(TIMEOUT)
        try:
            s.connect((address, 53))
            s.send(query(ident, zone))
            answer = s.recv(4096)
        except OSError as e:
            return f"{address}: {e}"
    if len(answer) < 12:
        return f"{address}: an answer of {len(answer)} octets"
    got, flags, _, answers, _, _ = struct.unpack(">6H", answer[:12])
    if got != ident or not flags & 0x8000:
        return f"{address}: an answer to something else"
    if flags & 0x000f:
        return f"{address}: {zone}: response code {flags & 0x000f}"
    if not flags & 0x0400 or answers == 0:
        return f"{address}: {zone}: no authoritative answer"
    return None


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for address in sys.argv[1:]:
        wrong = check(address)
        if wrong:
            print(wrong)
            sys.exit(1)


main()
