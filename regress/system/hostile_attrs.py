# SPDX-License-Identifier: ISC
"""Attributes that break the rules (RFC 7606 7 and the documents of each), one
of each kind at a time, to an external and to an internal neighbour, with
routes in the NLRI field, in MP_REACH, and with none."""

from hostile_lib import (EBGP, IBGP, KEPT, MP, NEXT_HOP, ORIGIN, P, PLAIN,
                         SERVER, TAW, TAW6, V6, Notified, Stands, base,
                         discarded)
from wire import (ON, OT, WK, attr, path, prefix, reach, tlvs, u16, u32,
                  update)

BOTH, EXT, INT = (EBGP, IBGP), (EBGP,), (IBGP,)
KIND = {EBGP: "eBGP", IBGP: "iBGP", MP: "reject-as-set",
        SERVER: "route server", PLAIN: "old here"}
ROWS = []


def row(name, who, octets, result):
    ROWS.append(("%s, %s" % (name, KIND[who]), who, octets, result))


def bad(name, octets, verdict, who=BOTH, replaces=(), word=None):
    """The attribute in a message that is right otherwise.  With no route that
    could be withdrawn, what withdraws one resets (RFC 7606 5.2)."""
    for a in who:
        attrs = base(a, but=replaces) + octets
        hop = b"" if 3 in replaces else NEXT_HOP
        if verdict == "withdraw":
            results = TAW, TAW6, Notified(3, 1)
        elif verdict == "discard":
            results = discarded(word), discarded(), discarded()
        else:
            results = KEPT, KEPT, KEPT
        row(name, a, update(attrs + hop, prefix(P)), results[0])
        if 3 not in replaces:
            row(name + ", MP_REACH", a,
                update(reach(prefix(V6)) + attrs), results[1])
        row(name + ", no NLRI", a, update(attrs + hop), results[2])


def withdrawn(name, octets, **how):
    bad(name, octets, "withdraw", **how)


def dropped(name, octets, **how):
    bad(name, octets, "discard", **how)


def kept(name, octets, who=EXT, replaces=(), attrs=None):
    for a in who:
        hop = b"" if 3 in replaces else NEXT_HOP
        row(name, a, update(base(a, but=replaces) + hop + octets, prefix(P)),
            Stands([P, V6], attrs=attrs))


def lengths(name, flags, kind, values, verdict="withdraw", **how):
    for n in values:
        bad("%s of %d" % (name, n), attr(flags, kind, b"\1" * n), verdict,
            **how)


def wrong_flags(name, right, kind, value, verdict="withdraw", **how):
    """Neither the optional nor the transitive bit may be another."""
    for text, flags in (("not optional", right ^ 0x80),
                        ("transitive or not", right ^ 0x40)):
        bad("%s, flags: %s" % (name, text), attr(flags, kind, value),
            verdict, **how)


# --- well-known -------------------------------------------------------------

dropped("2.6/0 type 0", attr(OT, 0, b"x"))
dropped("2.6/0 type 0, well-known", attr(WK, 0, b"x"))

withdrawn("2.6/1 ORIGIN 3", attr(WK, 1, b"\3"), replaces=[1])
withdrawn("2.6/1 ORIGIN 255", attr(WK, 1, b"\xff"), replaces=[1])
lengths("2.6/1 ORIGIN", WK, 1, (0, 2), replaces=[1])
wrong_flags("2.6/1 ORIGIN", WK, 1, b"\0", replaces=[1])
kept("2.6/1 ORIGIN with the partial bit", attr(WK | 0x20, 1, b"\0"),
     replaces=[1], who=BOTH)
kept("2.6/1 ORIGIN with extended length", b"\x50\1\0\1\0", replaces=[1])


def seg(address, *more):
    return path(64510 if address == IBGP else 64497) + b"".join(more)


for WHO in BOTH:
    for NAME, VALUE in (
            ("2.6/2 4/19 segment of none", seg(WHO, b"\2\0")),
            ("2.6/2 4/19 segment type 0", seg(WHO, path(1, kind=0))),
            ("2.6/2 4/19 segment type 5", seg(WHO, path(1, kind=5))),
            ("2.6/2 4/19 segment overruns", b"\2\2" + u32(64497)),
            ("2.6/2 4/19 one octet left", seg(WHO, b"\2")),
            ("2.6/2 4/19 half a number", seg(WHO, b"\2\1\0\0")),
            ("2.6/2 4/21 AS 0", path(64510 if WHO == IBGP else 64497, 0)),
            ("2.6/2 4/21 AS 0 in a set", seg(WHO, path(1, 0, kind=1)))):
        withdrawn(NAME, attr(WK, 2, VALUE), who=[WHO], replaces=[2])
    wrong_flags("2.6/2 AS_PATH", WK, 2, seg(WHO), who=[WHO], replaces=[2])
# What is not an attribute's own fault needs a route to be judged.
for NAME, VALUE in (("4/20 empty path", b""),
                    ("another first AS", path(64510, 64497)),
                    ("a set is first", path(64497, kind=1))):
    ATTRS = ORIGIN + attr(WK, 2, VALUE)
    row("2.6/2 %s" % NAME, EBGP, update(ATTRS + NEXT_HOP, prefix(P)), TAW)
    row("2.6/2 %s, MP_REACH" % NAME, EBGP, update(
        reach(prefix(V6)) + ATTRS), TAW6)
    row("2.6/2 %s, no NLRI" % NAME, EBGP, update(ATTRS + NEXT_HOP), KEPT)
kept("2.6/2 4/20 empty path", attr(WK, 2), who=INT, replaces=[2])
kept("2.6/2 4/20 long path", attr(WK, 2, path(*[64497] * 255) * 3),
     who=BOTH, replaces=[2])
kept("2.6/2 4/21 AS_TRANS", attr(WK, 2, path(64497, 23456)), who=BOTH,
     replaces=[2])
kept("2.6/2 4/22 AS_SET", attr(WK, 2, path(64497) + path(1, 2, kind=1)),
     who=BOTH, replaces=[2], attrs={'"64497 { 1 2 }"': True})
row("2.6/2 4/22 AS_SET", MP, update(
    ORIGIN + attr(WK, 2, path(64498) + path(1, kind=1)) + NEXT_HOP,
    prefix(P)), TAW)
for KINDS, TEXT in ((3, "AS_CONFED_SEQUENCE"), (4, "AS_CONFED_SET")):
    withdrawn("2.6/2 4/22 %s" % TEXT, attr(
        WK, 2, path(64497) + path(1, kind=KINDS)), who=EXT, replaces=[2])
row("2.6/2 another first AS", SERVER, update(
    ORIGIN + attr(WK, 2, path(64510)) + NEXT_HOP, prefix(P)), KEPT)

lengths("2.6/3 4/12 NEXT_HOP", WK, 3, (0, 3, 5, 16), replaces=[3])
lengths("2.6/3 4/11 NEXT_HOP", WK, 3, (3000,), replaces=[3])
wrong_flags("2.6/3 NEXT_HOP", WK, 3, bytes([192, 0, 2, 9]), replaces=[3])
for HOP in ((0, 0, 0, 0), (0, 1, 2, 3), (127, 0, 0, 1), (224, 0, 0, 1),
            (240, 0, 0, 1), (255, 255, 255, 255), (192, 0, 2, 1)):
    for WHO in BOTH:
        row("2.6/3 4/13 NEXT_HOP %d.%d.%d.%d" % HOP, WHO, update(
            base(WHO) + attr(WK, 3, bytes(HOP)), prefix(P)), TAW)
        # RFC 4760 3: beside MP_REACH alone the attribute says nothing.
        row("2.6/3 NEXT_HOP %d.%d.%d.%d, MP_REACH only" % HOP, WHO, update(
            reach(prefix(V6)) + base(WHO) + attr(WK, 3, bytes(HOP))), KEPT)
for HOP in (b"\0" * 16, b"\0" * 15 + b"\1", b"\xff\2" + b"\0" * 13 + b"\1"):
    row("2.6/3 4/13 next hop %s in MP_REACH" % HOP.hex(), EBGP, update(
        reach(prefix(V6), HOP) + base()), TAW6)
row("2.6/3 4/13 our own next hop in MP_REACH", EBGP, update(
    reach(prefix(P), bytes([192, 0, 2, 1]), 1) + base()), TAW)

lengths("2.6/4 MED", ON, 4, (0, 3, 5))
wrong_flags("2.6/4 MED", ON, 4, u32(1))
lengths("2.6/5 4/50 LOCAL_PREF", WK, 5, (0, 3, 4, 5), "discard", who=EXT)
wrong_flags("2.6/5 4/50 LOCAL_PREF", WK, 5, u32(1), "discard", who=EXT)
lengths("2.6/5 LOCAL_PREF", WK, 5, (0, 3, 5), who=INT, replaces=[5])
wrong_flags("2.6/5 LOCAL_PREF", WK, 5, u32(1), who=INT, replaces=[5])
lengths("2.6/6 ATOMIC_AGGREGATE", WK, 6, (1,), "discard")
wrong_flags("2.6/6 ATOMIC_AGGREGATE", WK, 6, b"")
kept("2.6/6 ATOMIC_AGGREGATE", attr(WK, 6), who=BOTH)

# --- optional, as old as well-known ones ------------------------------------

lengths("2.6/7 AGGREGATOR", OT, 7, (0, 6, 7, 9), "discard", word="AGGREGATOR")
dropped("2.6/7 AGGREGATOR with AS 0", attr(OT, 7, u32(0) + b"\1" * 4),
        word="AGGREGATOR")
wrong_flags("2.6/7 AGGREGATOR", OT, 7, u32(64510) + b"\1" * 4)
kept("2.6/7 AGGREGATOR", attr(OT, 7, u32(64510) + b"\1" * 4), who=BOTH,
     attrs={"AGGREGATOR": True})
lengths("2.6/8 4/49 COMMUNITIES", OT, 8, (0, 5))
wrong_flags("2.6/8 COMMUNITIES", OT, 8, u32(1))
kept("2.6/8 4/49 1000 communities", attr(OT, 8, b"".join(
    u32(i) for i in range(1000))), who=BOTH)
for NUMBER, NAME, MULTIPLE in ((9, "ORIGINATOR_ID", False),
                               (10, "CLUSTER_LIST", True)):
    LABEL = "2.6/%d %s" % (NUMBER, NAME)
    lengths(LABEL.replace(" ", " 4/50 ", 1), ON, NUMBER, (0, 3, 4, 5),
            "discard", who=EXT, word=NAME)
    wrong_flags(LABEL.replace(" ", " 4/50 ", 1), ON, NUMBER, u32(1),
                "discard", who=EXT, word=NAME)
    lengths(LABEL, ON, NUMBER, (0, 3, 5) if MULTIPLE else (0, 3, 5, 8),
            who=INT)
    wrong_flags(LABEL, ON, NUMBER, u32(1), who=INT)
    kept(LABEL, attr(ON, NUMBER, u32(1)), who=INT)
lengths("2.6/16 EXTENDED COMMUNITIES", OT, 16, (0, 7, 9))
wrong_flags("2.6/16 EXTENDED COMMUNITIES", OT, 16, b"\1" * 8)
kept("2.6/16 EXTENDED COMMUNITIES unknown", attr(OT, 16, b"\x3f" * 8),
     who=BOTH)
for NUMBER, NAME, VALUE in ((17, "AS4_PATH", path(64510)),
                            (18, "AS4_AGGREGATOR", b"\1" * 8)):
    dropped("2.6/%d %s of a new speaker" % (NUMBER, NAME),
            attr(OT, NUMBER, VALUE), word=NAME)
    dropped("2.6/%d %s of a new speaker, of 1" % (NUMBER, NAME),
            attr(OT, NUMBER, b"\1"), word=NAME)

# --- of other documents -----------------------------------------------------

lengths("2.6/22 PMSI_TUNNEL", OT, 22, (0, 4))
for KINDS, SIZE in ((9, 4), (1, 11), (3, 7), (4, 9), (5, 0), (6, 5)):
    withdrawn("2.6/22 PMSI_TUNNEL type %d with %d" % (KINDS, SIZE),
              attr(OT, 22, bytes([0, KINDS]) + b"\0" * 3 + b"\1" * SIZE))
wrong_flags("2.6/22 PMSI_TUNNEL", OT, 22, b"\0" * 5)
withdrawn("2.6/22 PMSI_TUNNEL type 0 without a label", attr(
    OT, 22, b"\0" * 4))
for KINDS, SIZE in ((0, 0), (1, 12), (2, 9), (3, 8), (4, 8), (5, 32), (6, 4),
                    (7, 9)):
    kept("2.6/22 PMSI_TUNNEL type %d" % KINDS,
         attr(OT, 22, bytes([0, KINDS]) + b"\0" * 3 + b"\1" * SIZE),
         who=BOTH, attrs={"PMSI_TUNNEL": True})
withdrawn("2.6/23 4/3 TUNNEL_ENCAP overruns", attr(OT, 23, b"\0\1\0\x10\1"))
withdrawn("2.6/23 4/3 TUNNEL_ENCAP with half a header", attr(
    OT, 23, tlvs((1, b"")) + b"\0\1\0"))
withdrawn("2.6/23 4/3 TUNNEL_ENCAP with a bad sub-TLV only", attr(
    OT, 23, tlvs((1, b"\1\xff"))))
withdrawn("2.6/23 4/3 TUNNEL_ENCAP, long sub-TLV cut", attr(
    OT, 23, tlvs((1, b"\x80\0"))))
lengths("2.6/23 4/3 TUNNEL_ENCAP", OT, 23, (0,))
wrong_flags("2.6/23 TUNNEL_ENCAP", OT, 23, tlvs((1, b"\1\0")))
kept("2.6/23 TUNNEL_ENCAP, a bad TLV beside a good one", attr(
    OT, 23, tlvs((1, b"\1\xff"), (0xffff, b"\4\1\0"))), who=BOTH)
kept("2.6/23 TUNNEL_ENCAP, a bad TLV behind a good one", attr(
    OT, 23, tlvs((0xffff, b"\4\1\0"), (1, b"\1\xff"))), who=BOTH)
lengths("2.6/24 TRAFFIC_ENGINEERING", ON, 24, (0,))
wrong_flags("2.6/24 TRAFFIC_ENGINEERING", ON, 24, b"\1")
kept("2.6/24 TRAFFIC_ENGINEERING, odd", attr(ON, 24, b"\xff" * 3))
lengths("2.6/25 4/7 4/8 IPV6 EXTENDED COMMUNITIES", OT, 25, (0, 19, 21))
wrong_flags("2.6/25 IPV6 EXTENDED COMMUNITIES", OT, 25, b"\1" * 20)

AIGP = b"\1\0\x0b" + b"\0" * 7 + b"\1"
dropped("2.6/26 AIGP where it is off", attr(ON, 26, AIGP), who=EXT,
        word="AIGP")
for NAME, VALUE in (("nothing", b""), ("a metric of 10", b"\1\0\x0a" +
                                       b"\1" * 7),
                    ("a length of 2", b"\1\0\2"),
                    ("a length of 2 behind it", AIGP + b"\2\0\2"),
                    ("a TLV that overruns", AIGP + b"\2\0\x09"),
                    ("the largest metric", b"\1\0\x0b" + b"\xff" * 8)):
    dropped("2.6/26 AIGP with %s" % NAME, attr(ON, 26, VALUE), who=INT,
            word="AIGP")
wrong_flags("2.6/26 AIGP", ON, 26, AIGP, "discard", who=INT, word="AIGP")
kept("2.6/26 AIGP", attr(ON, 26, AIGP), who=INT, attrs={"AIGP": True})
lengths("2.6/27 PE_DISTINGUISHER_LABELS", OT, 27, (0, 8, 20))
wrong_flags("2.6/27 PE_DISTINGUISHER_LABELS", OT, 27, b"\1" * 7)
kept("2.6/27 PE_DISTINGUISHER_LABELS", attr(OT, 27, b"\1" * 19), who=BOTH)
for NAME, VALUE in (("a TLV that overruns", b"\4\1\xff\xff\1"),
                    ("half a header", b"\4\1\0"), ("nothing", b"")):
    dropped("2.6/29 4/2 BGP-LS with %s" % NAME, attr(ON, 29, VALUE),
            word="BGP-LS")
wrong_flags("2.6/29 BGP-LS", ON, 29, tlvs((1025, b"x")), "discard",
            word="BGP-LS")
kept("2.6/29 4/2 BGP-LS", attr(ON, 29, tlvs((1025, b"x"))), who=BOTH)
lengths("2.6/32 LARGE COMMUNITIES", OT, 32, (0, 11, 13))
wrong_flags("2.6/32 LARGE COMMUNITIES", OT, 32, b"\1" * 12)
kept("2.6/32 LARGE COMMUNITIES twice the same", attr(
    OT, 32, (u32(1) + u32(2) + u32(3)) * 2), who=BOTH,
     attrs={'["1:2:3"]': True})
lengths("2.6/33 BGPSEC_PATH", ON, 33, (0,))
wrong_flags("2.6/33 BGPSEC_PATH", ON, 33, b"\1")
kept("2.6/33 BGPSEC_PATH, odd", attr(ON, 33, b"\xff" * 3), who=BOTH)
for WHO in BOTH:
    row("2.6/33 BGPSEC_PATH instead of AS_PATH", WHO, update(
        base(WHO, but=[2]) + NEXT_HOP + attr(ON, 33, b"\1" * 9), prefix(P)),
        TAW)
lengths("2.6/35 4/4 OTC", OT, 35, (0, 3, 5, 1024))
wrong_flags("2.6/35 4/4 OTC", OT, 35, u32(64497))
withdrawn("2.6/35 4/5 OTC of 1024 that is not there",
          attr(OT, 35, u32(64497), 1024))
kept("2.6/35 OTC 0", attr(OT, 35, u32(0)), who=(SERVER, EBGP, IBGP))
for NAME, VALUE in (("a segment of none", b"\0"),
                    ("a segment that overruns", b"\2" + b"\1" * 13)):
    withdrawn("2.6/36 D-PATH with %s" % NAME, attr(OT, 36, VALUE))
lengths("2.6/36 D-PATH", OT, 36, (0,))
wrong_flags("2.6/36 D-PATH", OT, 36, b"\1" * 8)
for NAME, VALUE in (("4 octets", b"\1" * 4), ("nothing", b""),
                    ("a TLV that overruns", b"\1" * 5 + b"\1\2\0")):
    dropped("2.6/37 BFD_DISCRIMINATOR with %s" % NAME, attr(OT, 38, VALUE),
            word="BFD_DISCRIMINATOR")
wrong_flags("2.6/37 BFD_DISCRIMINATOR", OT, 38, b"\1" * 5, "discard",
            word="BFD_DISCRIMINATOR")
for NUMBER, NAME in ((37, "SFP"), (41, "BIER")):
    kept("2.6/37 %s, odd" % NAME, attr(OT, NUMBER, b"\xff" * 3), who=BOTH,
         attrs={NAME: True})
for NAME, VALUE in (("1", b"\1"), ("nothing", b""),
                    ("a next hop that overruns", b"\0\1\1\x10\1"),
                    ("a next hop that overruns into a TLV",
                     b"\0\1\1\x10" + b"\0\1\0\0"),
                    ("a TLV that overruns", b"\0\1\1\0" + b"\0\1\0\2\0")):
    dropped("2.6/39 NHC with %s" % NAME, attr(OT, 39, VALUE), word="NHC")
wrong_flags("2.6/39 NHC", OT, 39, b"\0\1\1\0", "discard", word="NHC")

LABEL_INDEX = b"\1\0\7" + b"\0" * 7
SRV6 = b"\5\0\x19\0" + b"\1\0\x15" + b"\1" * 21
dropped("2.6/40 4/6 PREFIX_SID of zeros", attr(OT, 40, b"\0" * 10), who=EXT,
        word="PREFIX_SID")
dropped("2.6/40 4/6 PREFIX_SID", attr(OT, 40, LABEL_INDEX), who=EXT,
        word="PREFIX_SID")
for NAME, VALUE in (("a label index of 6", b"\1\0\6" + b"\0" * 6),
                    ("half a range", b"\3\0\6" + b"\0" * 6),
                    ("a range and a third", b"\3\0\x0a" + b"\0" * 10),
                    ("no range", b"\3\0\2\0\0"),
                    ("a TLV that overruns", LABEL_INDEX + b"\1\0\7"),
                    ("nothing", b"")):
    dropped("2.6/40 PREFIX_SID with %s" % NAME, attr(OT, 40, VALUE), who=INT,
            word="PREFIX_SID")
for NAME, VALUE in (
        ("a bad SRv6 TLV", b"\5\0\3\0\1\0"), ("an empty SRv6 TLV", b"\5\0\0"),
        ("a short SRv6 SID", b"\5\0\5\0\1\0\1\0"),
        ("an SRv6 structure that overruns", b"\5\0\x1c\0\1\0\x18" +
         b"\1" * 21 + b"\1\0\6"),
        ("a bad SRv6 structure", b"\6\0\x1e\0\1\0\x1a" + b"\1" * 21 +
         b"\1\0\2\0\0"),
        ("a bad SRv6 TLV behind others", LABEL_INDEX + b"\6\0\3\0\1\0")):
    withdrawn("2.6/40 PREFIX_SID with %s" % NAME, attr(OT, 40, VALUE),
              who=INT)
wrong_flags("2.6/40 PREFIX_SID", OT, 40, LABEL_INDEX, who=INT)
kept("2.6/40 PREFIX_SID by accept-prefix-sid", attr(OT, 40, LABEL_INDEX),
     who=(MP,), attrs={"PREFIX_SID": True})
kept("2.6/40 PREFIX_SID, a second SRv6 TLV is ignored", attr(
    OT, 40, SRV6 + b"\5\0\3\0\1\0"), who=INT, attrs={"PREFIX_SID": True})
for NAME, VALUE in (("3", b"\1" * 3), ("nothing", b""),
                    ("an attribute that overruns", u32(1) + b"\x40\1\x09"),
                    ("half an attribute", u32(1) + b"\x40\1")):
    withdrawn("2.6/128 ATTR_SET with %s" % NAME, attr(OT, 128, VALUE))
wrong_flags("2.6/128 ATTR_SET", OT, 128, u32(1))

# --- without a meaning ------------------------------------------------------

DEPRECATED = (11, 12, 13, 19, 20, 21, 28, 30, 31, 129, 241, 242, 243)
for NUMBER in DEPRECATED:
    ROWNAME = {21: "2.6/deprecated 4/7 ", 28: "2.6/deprecated 4/1 "}.get(
        NUMBER, "2.6/deprecated ") + "type %d, odd" % NUMBER
    NAME = {21: "AS_PATHLIMIT", 28: "ENTROPY_LABEL"}.get(NUMBER, str(NUMBER))
    kept(ROWNAME, attr(OT, NUMBER, b"\xff" * 3), who=BOTH,
         attrs={'"%s"' % NAME: True})
    kept(ROWNAME + ", not transitive", attr(ON, NUMBER, b"\xff" * 3),
         attrs={'"%s"' % NAME: False})
kept("2.6/unknown transitive", attr(OT, 99, b"x"), who=BOTH,
     attrs={'"99"': True, '"partial": true': False})
kept("2.6/unknown transitive, partial, empty", attr(OT | 0x20, 99),
     attrs={'"99"': True, '"partial": true': True})
kept("2.6/unknown not transitive", attr(ON, 99, b"x"), who=BOTH,
     attrs={'"99"': False})
withdrawn("2.6/well-known unknown", attr(WK, 99, b"x"))
withdrawn("2.6/well-known unknown, no flag at all", attr(0, 99, b"x"))


# --- of a speaker with 2-octet AS numbers -----------------------------------

def old(value, *more):
    return update(ORIGIN + attr(WK, 2, path(64497, 23456, width=2)) +
                  NEXT_HOP + b"".join(more) + value, prefix(P))


# They have said what they had to say.
NOT_KEPT = {"AS4_PATH": False, "AS4_AGGREGATOR": False}


def merged(*texts):
    return Stands([P, V6], attrs={**dict.fromkeys(texts, True), **NOT_KEPT})


def discarded_beside(text):
    return Stands([P, V6], discarded=1, attrs={text: True, **NOT_KEPT})


AGGREGATOR = attr(OT, 7, u16(23456) + b"\1" * 4)
OLD = [
    ("2.6/17 AS4_PATH is merged", old(attr(OT, 17, path(70000))),
     merged('"64497 70000"')),
    ("2.6/17 4/23 AS4_PATH longer than AS_PATH",
     old(attr(OT, 17, path(1, 2, 3))), merged('"64497 23456"')),
    ("2.6/17 2.6/18 4/23 AGGREGATOR is not AS_TRANS",
     old(attr(OT, 17, path(70000)), attr(OT, 7, u16(64510) + b"\1" * 4),
         attr(OT, 18, u32(70000) + b"\1" * 4)),
     merged('"64497 23456"', '"AS": 64510')),
    ("2.6/17 4/24 AS4_PATH with a confederation segment",
     old(attr(OT, 17, path(64999, kind=3) + path(70000))),
     merged('"64497 70000"')),
    ("2.6/17 AS4_PATH overruns", old(attr(OT, 17, b"\2\2\0")),
     discarded_beside('"64497 23456"')),
    ("2.6/17 AS4_PATH with AS 0", old(attr(OT, 17, path(0))),
     discarded_beside('"64497 23456"')),
    ("2.6/17 AS4_PATH of an odd length", old(attr(OT, 17, path(70000) +
                                                  b"\2")),
     discarded_beside('"64497 23456"')),
    ("2.6/17 AS4_PATH of nothing", old(attr(OT, 17)),
     discarded_beside('"64497 23456"')),
    ("2.6/17 AS4_PATH, flags", old(attr(ON, 17, path(70000))),
     discarded_beside('"64497 23456"')),
    ("2.6/17 4/9 AS4_PATH before AS_PATH, malformed",
     update(attr(OT, 17, b"\2\2\0") + base(EBGP, 2) + NEXT_HOP, prefix(P)),
     Stands([P, V6], discarded=1)),
    ("2.6/17 4/9 AS4_PATH before AS_PATH",
     update(attr(OT, 17, path(70000)) + ORIGIN + attr(
         WK, 2, path(64497, 23456, width=2)) + NEXT_HOP, prefix(P)),
     merged('"64497 70000"')),
    ("2.6/18 AS4_AGGREGATOR is merged",
     old(attr(OT, 18, u32(70000) + b"\1" * 4), AGGREGATOR), merged('"AS": 70000')),
    ("2.6/18 AS4_AGGREGATOR of 7", old(attr(OT, 18, b"\1" * 7), AGGREGATOR),
     discarded_beside('"AS": 23456')),
    ("2.6/18 AS4_AGGREGATOR with AS 0",
     old(attr(OT, 18, u32(0) + b"\1" * 4), AGGREGATOR),
     discarded_beside('"AS": 23456')),
    ("2.6/18 AS4_AGGREGATOR, flags",
     old(attr(WK, 18, u32(70000) + b"\1" * 4), AGGREGATOR),
     discarded_beside('"AS": 23456')),
    ("2.6/7 AGGREGATOR of 8", old(attr(OT, 7, u32(64510) + b"\1" * 4)),
     Stands([P, V6], discarded=1, attrs={"AGGREGATOR": False})),
    ("2.6/7 AGGREGATOR of 6", old(AGGREGATOR),
     Stands([P, V6], attrs={"AGGREGATOR": True})),
    ("2.6/2 4/19 segment of 2-octet numbers overruns",
     update(ORIGIN + attr(WK, 2, path(64497)) + NEXT_HOP, prefix(P)), TAW),
    ("2.6/2 4/20 a path that outgrows a message with 4 octets",
     update(ORIGIN + attr(WK, 2, path(*[64497] * 255, width=2) * 62) +
            NEXT_HOP + attr(OT, 99, b"x" * 30000), prefix(P)), TAW),
]
# Capability 65 of both sides counts: here ours is off.
HALF = [
    ("2.6/7 AGGREGATOR of 6",
     update(ORIGIN + attr(WK, 2, path(64500, width=2)) + NEXT_HOP +
            AGGREGATOR, prefix(P)), Stands([P], attrs={"AGGREGATOR": True})),
    ("2.6/7 AGGREGATOR of 8",
     update(ORIGIN + attr(WK, 2, path(64500, width=2)) + NEXT_HOP +
            attr(OT, 7, u32(64510) + b"\1" * 4), prefix(P)),
     Stands([P], discarded=1, attrs={"AGGREGATOR": False})),
]
