#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Multicast VPN, mobile user plane, SR policies, BGP-LS and flow specification
from a scripted neighbour: what is held of them, what is left out, and what ends
the session (RFC 6514, RFC 9830, RFC 9552 8.2.2, RFC 8955 4, RFC 7606 5.4).

usage: families_wire.py BGPCTL SOCKET
prints "ok NAME" or "not ok NAME: why"."""

import struct

from hostile_lib import AS, EBGP, Speaker, base, down, held, until
from wire import (ON, attr, capability, open_body, parameter,
                  reach, tlvs, u16, u32, unreach, update)

FAMILIES = {"mvpn": (1, 5), "mvpn6": (2, 5), "sr": (1, 73), "mup": (1, 85),
            "ls": (16388, 71), "lsvpn": (16388, 72), "flow": (1, 133),
            "flowvpn": (1, 134), "flow6": (2, 133)}
HOP = bytes([192, 0, 2, 9])
RD = bytes.fromhex("0000fbf000000007")
GROUP = bytes([32, 233, 252, 0, 1])


def say(name, why):
    print("ok %s" % name if why is None else "not ok %s: %s" % (name, why),
          flush=True)


def speaker():
    caps = b"".join(capability(1, struct.pack("!HBB", afi, 0, safi))
                    for afi, safi in [(1, 1), *FAMILIES.values()])
    caps += capability(65, u32(AS[EBGP]))
    s = Speaker(EBGP)
    tail = parameter(caps)
    s.establish(tail=bytes([len(tail)]) + tail)
    return s


# --- NLRI, and what show rib calls them ---------------------------------------

def mvpn(last):
    body = RD + bytes([32, 198, 51, 100, last]) + GROUP
    return bytes([5, len(body)]) + body, (
        "mcast-vpn source-ad rd 64496:7 source 198.51.100.%d group "
        "233.252.0.1" % last)


def t1st(last, teid=99, more=b""):
    body = (RD + bytes([32, 198, 51, 100, last]) + u32(teid) + b"\5" +
            bytes([32, 203, 0, 113, 1]) + more)
    return b"\1\0\3" + bytes([len(body)]) + body, (
        "mup mup-t1st 198.51.100.%d/32 rd 64496:7 teid %d qfi 5 endpoint "
        "203.0.113.1" % (last, teid))


def policy(color):
    return bytes([96]) + u32(1) + u32(color) + bytes([198, 51, 100, 1]), (
        "sr-policy distinguisher 1 color %d endpoint 198.51.100.1" % color)


def link_state(kind, body, rd=b""):
    return u16(kind) + u16(len(rd) + len(body)) + rd + body


def node(number, rd=b""):
    ids = tlvs((512, u32(64496)), (515, bytes([0, 0, 0, 0, 0, number])))
    return link_state(1, b"\2" + bytes(7) + b"\7" + tlvs((256, ids)), rd), (
        "bgp-ls%s type node%s protocol isis-l2 identifier 7 tlv 256 0x%s" % (
            "-vpn" if rd else "", " rd 64496:7" if rd else "", ids.hex()))


def rule(body, rd=b"", wide=False):
    """A flow specification rule; wide: with two octets of length."""
    body = rd + body
    return (u16(0xf000 | len(body)) if wide or len(body) > 239 else
            bytes([len(body)])) + body


def protocol(number, rd=b""):
    return rule(bytes([3, 0x81, number]), rd), "flow%s protocol =%d%s" % (
        "-vpn" if rd else "", number, " rd 64496:7" if rd else "")


def ports(octets):
    """A rule of so many octets, two or three for each operator."""
    many = (octets - 3 - (0 if octets % 2 else 3)) // 2
    return rule(b"\4" + (b"" if octets % 2 else b"\x11\x1f\x90") +
                b"\1\x50" * many + b"\x81\x51")


ONES = {"mvpn": mvpn, "mup": t1st, "sr": policy, "ls": node,
        "lsvpn": lambda n: node(n, RD),
        "flow": lambda n: protocol(100 + n),
        "flowvpn": lambda n: protocol(100 + n, RD)}
# Of a type that nobody has: kept by its octets.
UNKNOWN = {
    "mvpn": (b"\x09\2\xaa\xbb", "mcast-vpn mcast-vpn-route 0x09aabb"),
    "mup": (b"\1\0\x09\1\xaa", "mup mup-route 0x010009aa"),
    "ls": (b"\0\x63\0\1\xaa", "bgp-ls type 99 value 0xaa"),
    "lsvpn": (u16(99) + u16(9) + RD + b"\xaa",
              "bgp-ls-vpn type 99 rd 64496:7 value 0xaa"),
}
# Wrong inside, of a length that can be trusted.
LEFT_OUT = [
    ("TLVs", link_state(3, b"\2" + bytes(8) + tlvs((265, b"\0"),
                                                   (264, b"\1")))),
    ("TLVs of one type", link_state(2, b"\4" + bytes(8) + tlvs(
        (300, b"\2"), (300, b"\1")))),
    ("TLVs of a node", link_state(1, b"\2" + bytes(8) + tlvs(
        (256, tlvs((513, u32(0)), (512, u32(1))))))),
]
CUT_INSIDE = [
    ("a TLV overruns", link_state(1, b"\2" + bytes(8) + b"\1\0\0\5\0")),
    ("no identifier", link_state(1, b"\2" + bytes(3))),
    ("nothing", link_state(1, b"")),
]
# Octets that cannot be divided into NLRI.
RESET = [
    ("mvpn", b"\5\x03\0\0\0"), ("mvpn", mvpn(1)[0][:-1]),
    ("mup", b"\1\0\1\x08" + RD), ("mup", t1st(1)[0][:-1]),
    ("mup", b"\1\0\4\x0d" + RD + bytes([31, 198, 51, 100, 1])),
    ("sr", policy(1)[0][:-1]), ("sr", bytes([88]) + bytes(11)),
    ("ls", node(1)[0][:-1]), ("ls", b"\0\1\0"),
]
# A rule is right as a whole, or it is not known what it says (RFC 8955 4.1).
BAD_RULES = [
    ("4/15 a rule of no octets", "flow", b"\0"),
    ("4/15 a rule of no octets, wide", "flow", u16(0xf000)),
    ("4/15 a distinguisher alone", "flowvpn", rule(RD)),
    ("4/16 a rule that is cut", "flow", ports(240)[:-1]),
    ("4/17 components out of order", "flow",
     rule(b"\5\x81\x50\3\x81\6")),
    ("4/17 a component twice", "flow", rule(b"\3\x81\6\3\x81\x11")),
    ("4/17 an unknown component", "flow", rule(b"\x0e\x81\1")),
    ("4/17 one of IPv6 in IPv4", "flow", rule(b"\x0d\xa1\0\0\0\1")),
    ("4/14 operators without an end", "flow", rule(b"\3" + b"\1\6" * 99)),
    ("4/18 an offset of the length", "flow6", rule(b"\1\x20\x20")),
    ("4/18 an offset beyond the length", "flow6",
     rule(b"\1\x20\x28\0")),
]
GOOD_RULES = [
    ("4/16 a short rule, wide", "flow", rule(b"\3\x81\x63", wide=True)),
    ("4/16 239 octets", "flow", ports(239)),
    ("4/16 240 octets", "flow", ports(240)),
    ("4/14 1900 operators", "flow", ports(3801)),
    ("4/18 bits behind the length", "flow6", rule(b"\1\x0c\0\x20\x1f")),
]


def announce(s, family, nlri, hop=HOP, more=b""):
    afi, safi = FAMILIES[family]
    s.send(update(reach(nlri, hop, afi, safi) + base(EBGP) + more))


def withdraw(s, family, nlri):
    s.send(update(unreach(nlri, *FAMILIES[family])))


def holds(wanted, lost=()):
    """Exactly these in the end, or why not."""
    def same():
        now = held(EBGP)
        return all(w in now for w in wanted) and \
            not any(x in now for x in lost)
    if until(same):
        return None
    return "%s are held" % sorted(held(EBGP))


def between(s, family, octets):
    """Something between two that are right; both go again."""
    (one, name1), (two, name2) = ONES[family](1), ONES[family](2)
    announce(s, family, one + octets + two)
    return one + two, [name1, name2]


def rows_of_taking(s):
    for family, one in ONES.items():
        octets, name = one(7)
        announce(s, family, octets)
        say("%s: announced" % family, holds([name]))
        withdraw(s, family, octets)
        say("%s: withdrawn" % family, holds([], [name]))
    octets, name = t1st(7)
    again, name2 = t1st(7, 100)
    announce(s, "mup", octets + again)
    say("mup: the later session of a prefix counts", holds([name2], [name]))
    withdraw(s, "mup", octets)
    say("mup: any session withdraws it", holds([], [name, name2]))
    octets, name = t1st(7)
    announce(s, "mup", t1st(7, more=b"\0")[0])
    say("mup: a source of no length is none", holds([name]))
    withdraw(s, "mup", b"\1\0\3\x0d" + RD + bytes([32, 198, 51, 100, 7]))
    say("mup: a withdraw without a session", holds([], [name]))
    octets, name = node(3, RD)
    announce(s, "lsvpn", octets, bytes(8) + HOP)
    say("lsvpn: a next hop with a distinguisher", holds([name]))
    withdraw(s, "lsvpn", octets)


def rows_of_one(s):
    for family, (octets, name) in UNKNOWN.items():
        good, names = between(s, family, octets)
        say("2.7/6 4/51 %s: an unknown type between two others" % family,
            holds(names + [name]))
        withdraw(s, family, good + octets)
        say("4/51 %s: withdrawn again" % family, holds([], names + [name]))
    for what, octets in LEFT_OUT:
        good, names = between(s, "ls", octets)
        say("4/52 %s out of order" % what, holds(names) or
            (None if len([n for n in held(EBGP) if "bgp-ls" in n]) == 2 else
             "%s are held" % sorted(held(EBGP))))
        withdraw(s, "ls", good + octets)
        say("4/52 %s out of order, withdrawn" % what, holds([], names))
    for what, octets in CUT_INSIDE:
        good, names = between(s, "ls", octets)
        say("4/52 BGP-LS: %s inside" % what, holds(names))
        withdraw(s, "ls", good)
        holds([], names)
    octets, name = node(9)
    announce(s, "ls", octets, more=attr(ON, 29, b"\4\0\0\2\0\0"))
    say("2.6/29 BGP-LS: a TLV of another length: AD", holds([name]))
    say("the session stands", None if not down(EBGP) else "it does not")


def rules():
    return [n for n in held(EBGP) if n.startswith("flow")]


def rows_of_rules(s):
    say("no rule is left", None if until(lambda: not rules()) else "one is")
    for what, family, octets in GOOD_RULES:
        announce(s, family, octets, b"")
        say("%s: taken" % what, None if until(
            lambda: len(rules()) == 1) else "%s are held" % rules())
        withdraw(s, family, octets)
        say("%s: withdrawn" % what,
            None if until(lambda: not rules()) else "it is held")
    say("the session stands with all rules",
        None if not down(EBGP) else "it does not")


def rows_of_the_end():
    for what, family, octets in BAD_RULES:
        s = speaker()
        announce(s, family, octets, b"")
        body = s.end()
        say("%s: ends the session" % what,
            None if body is not None and body[:2] == b"\3\x09" else
            "NOTIFICATION %s" % (body and body.hex()))
        s.close()
        until(lambda: down(EBGP))
    for i, (family, octets) in enumerate(RESET):
        s = speaker()
        announce(s, family, octets)
        body = s.end()
        say("2.7/5 %s: NLRI that cannot be divided, %d" % (family, i),
            None if body is not None and body[:2] == b"\3\x09" else
            "NOTIFICATION %s" % (body and body.hex()))
        s.close()
        until(lambda: down(EBGP))
    for length in (0, 5, 12):
        s = speaker()
        announce(s, "mvpn", mvpn(1)[0], bytes(length))
        body = s.end()
        say("mvpn: a next hop of %d octets" % length,
            None if body is not None and body[0] == 3 else
            "NOTIFICATION %s" % (body and body.hex()))
        s.close()
        until(lambda: down(EBGP))


def main():
    s = speaker()
    rows_of_taking(s)
    rows_of_one(s)
    rows_of_rules(s)
    s.close()
    until(lambda: down(EBGP))
    rows_of_the_end()
    say("every row was run", None)


if __name__ == "__main__":
    main()
