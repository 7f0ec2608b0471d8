#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""A neighbour with capability 185 that prints each OPERATIONAL message it is
sent (draft-ietf-idr-operational-message), and End-of-RIB.

usage: operational.py SESSIONS [AFI SAFI]"""

import struct
import sys

from wire import (KEEPALIVE, OPEN, UPDATE, Closed, Connection, capability,
                  message, open_body, usual_caps)

OPERATIONAL = 6
NAMES = [None, "adm", "asm", "rpcq", "rpcp", "apcq", "apcp", "lpcq", "lpcp"]


FAMILY = capability(1, struct.pack("!HBB", int(sys.argv[2]), 0,
                                   int(sys.argv[3]))) \
    if len(sys.argv) > 2 else b""


def said(body):
    kind, length, afi, safi = struct.unpack("!HHHB", body[:7])
    rest = body[7:]
    assert length == len(body) - 4
    text = (rest.decode() if kind < 3 else
            " ".join(str(n) for n in struct.unpack(
                "!%dI" % (len(rest) // 4), rest)))
    return "%s %d/%d %s" % (NAMES[kind], afi, safi, text)


def session():
    c = Connection("192.0.2.2")
    c.socket.settimeout(None)       # silence is no end
    c.send(message(OPEN, open_body(64497, usual_caps(64497) +
                                   FAMILY + capability(185))))
    c.wait(OPEN)
    c.send(message(KEEPALIVE))
    try:
        while True:
            kind, body = c.receive()
            if kind == OPERATIONAL:
                print(said(body), flush=True)
            elif kind == UPDATE and len(body) == 4:
                print("eor", flush=True)
            elif kind == KEEPALIVE:
                c.send(message(KEEPALIVE))
            elif kind not in (UPDATE, OPEN):
                break
    except Closed:
        pass
    c.close()


for _ in range(int(sys.argv[1])):
    session()
    print("end", flush=True)
