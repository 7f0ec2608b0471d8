#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""A scripted neighbour that speaks a family by its numbers (RFC 4760): octets
both ways, one NLRI a message, next hops of any length, End-of-RIB, refresh and
the prefix limit.  AFI 16397 and SAFI 99 mean nothing to anybody.

usage: families_number.py BGPCTL SOCKET
prints "ok NAME" or "not ok NAME: why"."""

import struct

import hostile_lib
from families_wire import say
from hostile_lib import AS, GRACEFUL, Speaker, base, down, gone, held, until
from wire import (KEEPALIVE, REFRESH, UPDATE, Closed, capability, message,
                  parameter, reach, u16, u32, unreach, update)

WHO = GRACEFUL
FAMILY = (16397, 99)
HEAD = "afi 16397 safi 99 0x"
HOP = bytes([192, 0, 2, 9])
ONE, TWO = bytes.fromhex("18c6336418cb0071"), bytes.fromhex("ff")


def speaker(families=((1, 1), FAMILY)):
    caps = b"".join(capability(1, struct.pack("!HBB", afi, 0, safi))
                    for afi, safi in families)
    caps += capability(2) + capability(65, u32(AS[WHO]))
    s = Speaker(WHO)
    tail = parameter(caps)
    s.establish(tail=bytes([len(tail)]) + tail)
    return s


def announce(s, octets, hop=HOP, family=FAMILY):
    s.send(update(reach(octets, hop, *family) + base(WHO)))


def withdraw(s, octets):
    s.send(update(unreach(octets, *FAMILY)))


def holds(wanted, lost=()):
    def same():
        now = held(WHO)
        return all(HEAD + w.hex() in now for w in wanted) and \
            not any(HEAD + x.hex() in now for x in lost)
    return None if until(same) else "%s are held" % sorted(held(WHO))


def stands():
    return None if not down(WHO) else "it does not"


def rows_of_taking(s):
    announce(s, ONE)
    announce(s, TWO)
    say("two are held", holds([ONE, TWO]))
    announce(s, ONE + TWO)
    say("a field of both is a third", holds([ONE, TWO, ONE + TWO]))
    withdraw(s, ONE)
    say("one goes, by the octets of its field",
        holds([TWO, ONE + TWO], [ONE]))
    withdraw(s, b"\0")
    say("one that was never there", stands())
    withdraw(s, ONE + TWO)
    say("all octets are one", holds([TWO], [ONE + TWO]))
    for length in (0, 1, 6, 12, 16, 20, 24, 32, 48, 63, 64, 255):
        announce(s, b"\7" + bytes([length]), bytes(length))
        say("a next hop of %d octets" % length,
            holds([b"\7" + bytes([length])]))
        if length not in (0, 4, 16, 32):
            now = held(WHO).get(HEAD + "07%02x" % length, {})
            say("which are said", None if now.get("exit_nexthop") ==
                now.get("true_nexthop") == "0x" + "00" * length else
                "%s" % now)
        withdraw(s, b"\7" + bytes([length]))
    announce(s, b"\7", bytes.fromhex("20010db8000000000000000000000009"))
    say("one of IPv6 is said", None if until(lambda: held(WHO).get(
        HEAD + "07", {}).get("exit_nexthop", held(WHO).get(
            HEAD + "07", {}).get("true_nexthop")) == "2001:db8::9")
        else "%s" % held(WHO).get(HEAD + "07"))
    withdraw(s, b"\7")
    say("the session stands", stands())


def rows_of_others(s):
    """Not configured: as before, ignored."""
    announce(s, ONE, family=(16397, 97))
    announce(s, ONE, family=(0, 0))
    say("families that nobody has are ignored", stands())
    say("and nothing of them is held", None if not any(
        "safi 97" in p for p in held(WHO)) else "something is")
    s.send(message(REFRESH, u16(FAMILY[0]) + bytes([0, FAMILY[1]])))


# What is announced to it, of the configuration.
OURS = [bytes.fromhex("0102ab"), bytes.fromhex("ff00"), bytes(3000),
        bytes.fromhex("ff01"),  # as the second, attributes and all
        bytes.fromhex("ff02")]


def next_message(s):
    """Like a session that lives."""
    while True:
        kind, body = s.receive()
        if kind == KEEPALIVE:
            s.send(message(KEEPALIVE))
        else:
            return kind, body


def of_family(body):
    """("reach", NLRI, next hop), ("unreach", NLRI) of an UPDATE, or None."""
    if body[:2] != b"\0\0":
        return None
    attrs = body[4:]
    while attrs:
        wide = attrs[0] & 0x10
        size = struct.unpack("!H", attrs[2:4])[0] if wide else attrs[2]
        value = attrs[4 if wide else 3:][:size]
        if attrs[1] in (14, 15) and value[:3] == struct.pack("!HB", *FAMILY):
            if attrs[1] == 15:
                return "unreach", value[3:]
            hop = value[4:4 + value[3]]
            return "reach", value[5 + len(hop):], hop
        attrs = attrs[(4 if wide else 3) + size:]
    return None


def gather(s):
    """What comes until End-of-RIB of the family."""
    got = []
    try:
        while True:
            kind, body = next_message(s)
            one = of_family(body) if kind == UPDATE else None
            if one == ("unreach", b""):
                return got
            if one is not None:
                got.append(one)
    except Closed as error:
        return "%s, and then %s" % (got, error)


def rows_of_sending(s):
    got = gather(s)
    want = {("reach", OURS[0], HOP), ("reach", OURS[1],
                                      bytes([192, 0, 2, 1])),
            ("reach", OURS[3], bytes([192, 0, 2, 1])),
            ("reach", OURS[2], bytes.fromhex(
                "20010db8000000000000000000000007")),
            ("reach", OURS[4], b"\xab" * 255)}
    say("each in a message of its own, then End-of-RIB",
        None if set(got) == want and len(got) == 5 else "%s" % (got,))


def rows_of_refresh(s):
    got = []
    try:
        while len(got) < len(OURS):
            kind, body = next_message(s)
            one = of_family(body) if kind == UPDATE else None
            if one is not None and one != ("unreach", b""):
                got.append(one[1])
    except Closed as error:
        got = "%s: %s" % (got, error)
    say("a refresh brings all again",
        None if sorted(got) == sorted(OURS) else "%s" % (got,))


def rows_of_injection(s):
    hostile_lib.ctl("network", "add", "afi", "16397", "safi", "99", "0xAA01",
                    "nexthop", "192.0.2.9")
    hostile_lib.ctl("api", "announce", "afi", "16397", "safi", "99", "0xAA02",
                    "next-hop", "0xABCDEF")
    hostile_lib.ctl("api", "withdraw", "afi", "16397", "safi", "99", "0xAA02")
    hostile_lib.ctl("network", "delete", "afi", "16397", "safi", "99",
                    "0xAA01")
    want = [("reach", b"\xaa\1", HOP), ("reach", b"\xaa\2", b"\xab\xcd\xef"),
            ("unreach", b"\xaa\2"), ("unreach", b"\xaa\1")]
    got = []
    try:
        while len(got) < 4:
            kind, body = next_message(s)
            one = of_family(body) if kind == UPDATE else None
            if one is not None:
                got.append(one)
    except Closed as error:
        got.append(str(error))
    say("bgpctl and commands announce and withdraw",
        None if got == want else "%s" % (got,))


def rows_of_the_limit(s):
    for i in range(6):
        announce(s, bytes([0x30 + i]))
    body = s.end()
    say("one over the prefix limit ends the session",
        None if body == b"\6\1" + u16(FAMILY[0]) + bytes([FAMILY[1]]) +
        u32(5) else "NOTIFICATION %s" % (body and body.hex()))
    s.close()
    say("and nothing is kept", None if gone(WHO) else "something is")


def main():
    s = speaker()
    rows_of_sending(s)
    rows_of_taking(s)
    rows_of_others(s)
    rows_of_refresh(s)
    rows_of_injection(s)
    rows_of_the_limit(s)
    hostile_lib.ctl("neighbor", WHO, "up")
    s = speaker(families=((1, 1), (16397, 97)))
    say("an OPEN with families that nobody configured", stands())
    s.close()
    say("every row was run", None)


if __name__ == "__main__":
    main()
