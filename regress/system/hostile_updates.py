# SPDX-License-Identifier: ISC
"""UPDATEs that break the rules as a whole: lengths, NLRI, multiprotocol
attributes, what is missing or given twice (RFC 4271 6.3, RFC 4760 7, RFC 7606
3 to 5, RFC 7911)."""

from hostile_lib import (AS, EBGP, GIVEN_UP, GRACEFUL, IBGP, KEPT,
                         LIMIT, MP, NEXT_HOP, P, P2,
                         TAW, TAW6, V6, Notified, Speaker, Stands,
                         as_path, base, ctl, flow, gone, good, held,
                         judge_noted, noted, until)
from wire import (FAMILIES, ON, OT, UPDATE, V6_HOP, WK, attr,
                  capability, message, prefix, reach, u16, u32, unreach,
                  update)

ROWS = []
V4_HOP = bytes([192, 0, 2, 8])
BOTH6 = Stands(lost=[P, V6], withdrawn=1)


def both(name, octets, result):
    """octets(neighbour)"""
    for who, kind in ((EBGP, "eBGP"), (IBGP, "iBGP")):
        ROWS.append(("%s, %s" % (name, kind), who, octets(who), result))


def only(name, who, octets, result):
    ROWS.append((name, who, octets, result))


# --- lengths ----------------------------------------------------------------

both("2.7/1 4/33 withdrawn-len", lambda a: message(UPDATE, b"\0\x09\0\0"),
     Notified(3, 1))
both("2.7/1 4/33 attr-len", lambda a: message(UPDATE, b"\0\0\0\x09"),
     Notified(3, 1))
both("2.7/1 4/33 withdrawn-len hides attr-len",
     lambda a: message(UPDATE, b"\0\3\0\0\0\0"), Notified(3, 1))
both("2.7/1 4/10 both 65535", lambda a: message(UPDATE, b"\xff" * 4),
     Notified(3, 1))
both("2.7/1 4/33 attr-len one too long", lambda a: message(
    UPDATE, b"\0\0" + u16(len(good(a)) + 1) + good(a)), Notified(3, 1))

# --- an attribute that overruns the others ----------------------------------

for NAME, TAIL in (("an attribute overruns", attr(OT, 8, b"\0" * 4, 99)),
                   ("4/34 a length of 300", attr(OT, 8, b"\0" * 4, 300)),
                   ("one octet is left", b"\x40"),
                   ("two are left", b"\x40\x08"),
                   ("three are left with extended length",
                    b"\x50\x08\x00")):
    both("2.7/2 %s" % NAME, lambda a, t=TAIL: update(
        good(a) + t, prefix(P)), TAW)
    both("2.7/2 %s, MP_REACH" % NAME, lambda a, t=TAIL: update(
        reach(prefix(V6)) + base(a) + t), TAW6)
    both("2.7/2 %s, both" % NAME, lambda a, t=TAIL: update(
        reach(prefix(V6)) + good(a) + t, prefix(P)), BOTH6)
    both("2.7/2 4/28 %s, no NLRI" % NAME, lambda a, t=TAIL: update(
        good(a) + t), Notified(3, 1))
    both("2.7/2 4/28 %s, MP_REACH of none" % NAME, lambda a, t=TAIL: update(
        reach(b"") + base(a) + t), Notified(3, 1))
    both("2.7/2 4/28 %s, withdraws only" % NAME, lambda a, t=TAIL: update(
        unreach(prefix(V6)) + t, withdrawn=prefix(P)), Notified(3, 1))
both("2.7/2 4/34 ORIGIN of 32 in 4 octets", lambda a: update(
    attr(WK, 1, b"\0", 32), prefix(P)), TAW)
# What the NLRI of MP_REACH are is not known then (RFC 7606 3 j).
both("2.7/2 MP_REACH overruns", lambda a: update(
    good(a) + attr(ON, 14, b"\0\2\1\0\0", 99), prefix(P)), Notified(3, 1))
both("2.7/2 MP_UNREACH overruns", lambda a: update(
    good(a) + attr(ON, 15, b"\0\2\1", 99), prefix(P)), Notified(3, 1))

# --- errors without a route -------------------------------------------------

for NAME, BAD in (("bad ORIGIN", attr(WK, 1, b"\7")),
                  ("bad COMMUNITIES", attr(OT, 8, b"\0"))):
    both("2.7/3 4/28 %s, no NLRI" % NAME, lambda a, b=BAD: update(
        b + as_path(a)), Notified(3, 1))
    both("2.7/3 4/28 %s, MP_REACH of none" % NAME, lambda a, b=BAD: update(
        reach(b"") + b + as_path(a)), Notified(3, 1))
    both("2.7/3 4/28 %s, withdraws" % NAME, lambda a, b=BAD: update(
        b + as_path(a), withdrawn=prefix(P)), Notified(3, 1))
    both("2.7/3 4/28 %s, MP_UNREACH" % NAME, lambda a, b=BAD: update(
        unreach(prefix(V6)) + b + as_path(a)), Notified(3, 1))
both("2.7/3 discarded attribute, no NLRI", lambda a: update(
    good(a) + attr(WK, 6, b"\0")), Stands([P, V6], discarded=1))
for NAME, FIRST, LAST in (
        ("first", attr(OT, 8, b"\0"), attr(WK, 6, b"\0")),
        ("last", attr(WK, 6, b"\0"), attr(OT, 8, b"\0"))):
    both("2.7/3 two are bad, the worse one is %s" % NAME,
         lambda a, f=FIRST, l=LAST: update(f + good(a) + l, prefix(P)), TAW)
both("2.7/3 attributes without NLRI", lambda a: update(good(a)), KEPT)
both("2.7/3 MP_REACH of none, nothing mandatory", lambda a: update(
    reach(b"")), KEPT)
both("2.7/3 4/27 MP_REACH last, after a bad one", lambda a: update(
    attr(WK, 1, b"\7") + as_path(a) + reach(prefix(V6))), TAW6)
both("2.7/3 4/29 a bad one withdraws what it had", lambda a: update(
    attr(WK, 1, b"\7") + as_path(a) + NEXT_HOP, prefix(P)), TAW)

# --- NLRI -------------------------------------------------------------------

for NAME, FIELD in (("length 33", b"\x21\1\2\3\4\5"), ("length 255", b"\xff"),
                    ("runs out", b"\x18\1"),
                    ("runs out behind a good one", prefix(P) + b"\x20\1\2\3")):
    both("2.7/4 4/35 prefix: %s" % NAME, lambda a, f=FIELD: update(
        good(a), f), Notified(3, 10))
    both("2.7/4 4/35 withdrawn prefix: %s" % NAME,
         lambda a, f=FIELD: update(withdrawn=f), Notified(3, 10))
    both("2.7/4 4/35 prefix: %s, beside a bad attribute" % NAME,
         lambda a, f=FIELD: update(good(a) + attr(OT, 8, b"\0"), f),
         Notified(3, 10))
for NAME, FIELD in (("length 129", b"\x81" + b"\0" * 17),
                    ("length 255", b"\xff" + b"\0" * 32),
                    ("runs out", b"\x80\1")):
    both("2.7/5 4/35 MP_REACH: %s" % NAME, lambda a, f=FIELD: update(
        reach(f) + base(a)), Notified(3, 9))
    both("2.7/5 4/35 MP_UNREACH: %s" % NAME, lambda a, f=FIELD: update(
        unreach(f)), Notified(3, 9))
    only("2.7/5 4/35 MP_REACH: %s, mp-error disable" % NAME, MP, update(
        reach(FIELD) + base(MP)), GIVEN_UP)
    only("2.7/5 4/35 MP_UNREACH: %s, mp-error disable" % NAME, MP, update(
        unreach(FIELD)), GIVEN_UP)
both("2.7/5 IPv4 in MP_REACH: length 33", lambda a: update(
    reach(b"\x21" + b"\0" * 5, V4_HOP, 1) + base(a)), Notified(3, 9))
both("2.7/5 2.6/14 MP_REACH of 4 octets", lambda a: update(
    attr(ON, 14, b"\0\2\1\0") + base(a)), Notified(3, 9))
both("2.7/5 2.6/14 MP_REACH of nothing", lambda a: update(
    attr(ON, 14) + base(a)), Notified(3, 9))
both("2.6/15 MP_UNREACH", lambda a: update(unreach(prefix(V6))),
     Stands([P], lost=[V6]))
both("2.7/5 2.6/15 MP_UNREACH of 2 octets", lambda a: update(
    attr(ON, 15, b"\0\2")), Notified(3, 9))
for NAME, FLAGS in (("transitive", OT), ("well-known", WK), ("none", 0)):
    both("2.6/14 MP_REACH, flags: %s" % NAME, lambda a, f=FLAGS: update(
        bytes([f]) + reach(prefix(V6))[1:] + base(a)), Notified(3, 9))
    both("2.6/15 MP_UNREACH, flags: %s" % NAME, lambda a, f=FLAGS: update(
        bytes([f]) + unreach(prefix(V6))[1:]), Notified(3, 9))
for SIZE in (0, 3, 5, 12, 17, 24, 33, 48, 255):
    both("2.6/14 4/53 next hop of %d" % SIZE, lambda a, n=SIZE: update(
        reach(prefix(V6), b"\x20" + b"\1" * (n - 1) if n else b"") +
        base(a)), Notified(3, 1))
only("2.6/14 4/53 next hop of 0, mp-error disable", MP, update(
    reach(prefix(V6), b"") + base(MP)), GIVEN_UP)
both("2.6/14 4/53 next hop of 255 in nothing", lambda a: update(
    attr(ON, 14, b"\0\2\1\xff\0") + base(a)), Notified(3, 9))
both("2.6/14 4/53 next hop takes the reserved octet", lambda a: update(
    attr(ON, 14, b"\0\2\1\x10" + V6_HOP) + base(a)), Notified(3, 9))
both("2.6/14 next hops of 4, 16 and 32", lambda a: update(
    reach(prefix(V6), V6_HOP * 2) + base(a)) + update(
        reach(prefix("2001:db8:a::/48"), V4_HOP) + base(a)), Stands(
            [V6, "2001:db8:a::/48", P]))
# RFC 8950 was not negotiated.
both("2.6/14 4/53 IPv4 with a next hop of 16", lambda a: update(
    reach(prefix(P), V6_HOP, 1) + base(a)), Notified(3, 1))

# --- twice ------------------------------------------------------------------

both("2.7/7 2.6/14 4/26 MP_REACH twice", lambda a: update(
    reach(prefix(V6)) * 2 + base(a)), Notified(3, 1))
both("2.7/7 2.6/14 4/26 MP_REACH twice, of two families", lambda a: update(
    reach(prefix(V6)) + reach(prefix(P), V4_HOP, 1) + base(a)),
     Notified(3, 1))
both("2.7/7 2.6/15 4/26 MP_UNREACH twice", lambda a: update(
    unreach(prefix(V6)) * 2), Notified(3, 1))
both("2.7/8 4/25 ORIGIN twice", lambda a: update(
    good(a) + attr(WK, 1, b"\2"), prefix(P)),
     Stands([P, V6], discarded=1, attrs={'"origin": "IGP"': True}))
both("2.7/8 4/25 ORIGIN twice, the second bad", lambda a: update(
    good(a) + attr(WK, 1, b"\7"), prefix(P)), Stands([P, V6], discarded=1))
both("2.7/8 4/25 ORIGIN twice, the first bad", lambda a: update(
    attr(WK, 1, b"\7") + good(a), prefix(P)), TAW)
both("2.7/8 4/25 an unknown attribute twice", lambda a: update(
    good(a) + attr(OT, 99, b"x") + attr(OT, 99, b"y"), prefix(P)),
     Stands([P, V6], discarded=1))

# --- missing ----------------------------------------------------------------

for NAME, BUT in (("ORIGIN", 1), ("AS_PATH", 2)):
    both("2.7/9 %s missing" % NAME, lambda a, b=BUT: update(
        base(a, but=[b]) + NEXT_HOP, prefix(P)), TAW)
    both("2.7/9 %s missing, MP_REACH" % NAME, lambda a, b=BUT: update(
        reach(prefix(V6)) + base(a, but=[b])), TAW6)
both("2.7/9 NEXT_HOP missing", lambda a: update(base(a), prefix(P)), TAW)
both("2.7/9 NEXT_HOP missing, both", lambda a: update(
    reach(prefix(V6)) + base(a), prefix(P)), BOTH6)
both("2.7/9 NEXT_HOP missing, MP_REACH only", lambda a: update(
    reach(prefix(V6)) + base(a)), KEPT)
only("2.7/9 LOCAL_PREF missing, iBGP", IBGP, update(
    base(IBGP, but=[5]) + NEXT_HOP, prefix(P)), KEPT)
both("2.7/9 4/32 attr-len 0 with NLRI", lambda a: update(b"", prefix(P)), TAW)
both("2.7/9 4/30 only an unknown attribute", lambda a: update(
    attr(OT, 99, b"x"), prefix(P)), TAW)
only("2.7/9 4/30 only an unknown attribute, graceful restart", GRACEFUL,
     update(attr(OT, 99, b"x"), prefix(P)), TAW)

# --- families, and prefixes that are none -----------------------------------

both("2.7/10 MP_REACH of a family not in use", lambda a: update(
    reach(prefix(P2), V4_HOP, 1, 2) + base(a)), Stands([P, V6], [P2]))
both("2.7/10 MP_REACH of an unknown family, odd", lambda a: update(
    reach(b"\xff" * 9, b"\1" * 7, 16397, 99) + base(a)), KEPT)
both("2.7/10 MP_UNREACH of a family not in use", lambda a: update(
    unreach(prefix(P), 1, 2)), KEPT)
both("2.7/11 4/54 withdrawn and announced", lambda a: update(
    good(a), prefix(P), prefix(P)), KEPT)
both("2.7/11 4/54 MP_UNREACH and MP_REACH", lambda a: update(
    reach(prefix(V6)) + unreach(prefix(V6)) + base(a)), KEPT)
both("2.7/11 4/54 withdrawn in the field, announced by MP_REACH",
     lambda a: update(reach(prefix(P), V4_HOP, 1) + base(a),
                      withdrawn=prefix(P)),
     Stands([P, V6], attrs={'"192.0.2.8"': True}))
both("2.7/11 4/54 in NLRI and in MP_REACH", lambda a: update(
    reach(prefix(P), V4_HOP, 1) + good(a), prefix(P)),
     Stands([P, V6], attrs={'"192.0.2.8"': True}))
both("2.7/12 4/37 host bits", lambda a: update(
    good(a), b"\x19\x0a\x09\x01\xff"), Stands(["10.9.1.128/25"]))
both("2.7/12 4/37 host bits, withdrawn", lambda a: update(
    good(a), b"\x19\x0a\x09\x01\x80") + update(
        withdrawn=b"\x19\x0a\x09\x01\xff"),
     Stands([P, V6], lost=["10.9.1.128/25"]))
both("2.7/12 4/37 host bits of IPv6", lambda a: update(reach(
    b"\x31\x20\1\x0d\xb8\0\x0a\xff") + base(a)),
     Stands(["2001:db8:a:8000::/49"]))
for TEXT in ("224.9.0.0/16", "240.9.0.0/16", "255.255.255.255/32"):
    both("2.7/12 prefix %s" % TEXT, lambda a, t=TEXT: update(
        good(a), prefix(t)), Stands([P, V6], [TEXT], verdict="ignored"))
both("2.7/12 prefix ff05::/16", lambda a: update(
    reach(prefix("ff05::/16")) + base(a)),
     Stands([P, V6], ["ff05::/16"], verdict="ignored"))
both("2.7/12 a good prefix beside one of none", lambda a: update(
    good(a), prefix("224.9.0.0/16") + prefix(P2)),
     Stands([P2], ["224.9.0.0/16"], verdict="ignored"))

# --- End-of-RIB, and what looks like it -------------------------------------

both("4/31 EoR of a family not in use", lambda a: update(
    unreach(b"", 1, 128)), KEPT)
both("4/31 EoR of IPv6", lambda a: update(unreach(b"")), KEPT)
both("4/31 EoR with an octet more", lambda a: update(unreach(b"\x80")),
     Notified(3, 9))
both("4/31 EoR beside a bad attribute", lambda a: update(
    unreach(b"") + attr(WK, 1, b"\7")), Notified(3, 1))
both("4/39 withdraw of what is not held", lambda a: update(
    withdrawn=prefix("203.0.113.0/24")), KEPT)


# --- path identifiers (RFC 7911) --------------------------------------------

def add_path(mode):
    """Ours is to receive."""
    return FAMILIES + capability(65, u32(AS[EBGP])) + capability(
        69, b"\0\1\1" + bytes([mode]) + b"\0\2\1" + bytes([mode]))


def ids_held():
    return sorted((r["prefix"], r["path_id"]) for r in ctl(
        "show", "rib", "neighbor", EBGP).get("rib", []) if "path_id" in r)


def with_ids(mode=2):
    return Speaker(EBGP).establish(caps=add_path(mode))


def one(ident, text=P, attrs=None):
    return update(good() if attrs is None else attrs,
                  u32(ident) + prefix(text))


def settled(speaker, want):
    until(lambda: ids_held() == want)
    got = ids_held()
    speaker.close()
    gone(EBGP)
    return None if got == want else str(got)


@flow("2.7/5 NLRI beside an MP_REACH that costs their family")
def beside_given_up():
    speaker = Speaker(MP).establish()
    speaker.announce(P)
    speaker.announce(V6)
    if not until(lambda: {P, V6} <= set(held(MP))):
        return "not held"
    speaker.send(update(reach(b"\x21" + b"\0" * 5, V4_HOP, 1) + good(MP),
                        prefix(P2)))
    speaker.announce("2001:db8:a::/48")
    until(lambda: "2001:db8:a::/48" in held(MP))
    got = sorted(held(MP))
    speaker.close()
    gone(MP)
    return None if got == [V6, "2001:db8:a::/48"] else str(got)


@flow("4/38 path identifiers: 0 is one, and the same one replaces")
def identifiers():
    speaker = with_ids()
    speaker.send(one(0) + one(7) + one(7) + one(9))
    return settled(speaker, [(P, 0), (P, 7), (P, 9)])


@flow("4/39 withdraw of a path identifier that is not held")
def unknown_identifier():
    speaker = with_ids()
    speaker.send(one(7) + update(withdrawn=u32(8) + prefix(P)) + one(9))
    return settled(speaker, [(P, 7), (P, 9)])


@flow("2.7/3 4/29 a bad one withdraws its path identifier only")
def bad_identifier():
    speaker = with_ids()
    kept, octets = noted(EBGP), one(7, attrs=base())
    speaker.send(one(7) + one(8) + octets + one(9))
    want = [(P, 8), (P, 9)]
    until(lambda: ids_held() == want)
    got, new = ids_held(), [m for k, m in noted(EBGP).items()
                            if k not in kept]
    speaker.close()
    gone(EBGP)
    if got != want:
        return str(got)
    if len(new) != 1 or new[0]["message"] != octets.hex():
        return "noted %s" % new
    return None if new[0]["add_path"] and new[0]["as4"] else str(new)


def mismatch(speaker, octets, word):
    """The NOTIFICATION, and that people are told what it looks like."""
    kept = noted(EBGP)
    speaker.send(octets)
    body = speaker.end()
    speaker.close()
    gone(EBGP)
    if body is None or body[:2] != b"\3\x0a":
        return str(body)
    new = [m["reason"] for k, m in noted(EBGP).items() if k not in kept]
    return None if len(new) == 1 and word in new[0] else str(new)


@flow("4/38 path identifiers that were not negotiated")
def sent_without():
    return mismatch(Speaker(EBGP).establish(), update(
        good(), u32(40) + prefix(P)), "that were not negotiated?")


@flow("4/38 path identifiers for the other direction only")
def other_direction():
    return mismatch(with_ids(1), update(good(), u32(40) + prefix(P)),
                    "that were not negotiated?")


@flow("4/38 no path identifiers where they were negotiated")
def missing_ids():
    return mismatch(with_ids(), update(good(), prefix(P)),
                    "without the path identifiers")


@flow("4/38 path identifiers of IPv6 run out")
def short_ids():
    speaker = with_ids()
    kept, octets = noted(EBGP), update(reach(b"\0\0\0") + base())
    speaker.send(octets)
    body = speaker.end()
    speaker.close()
    gone(EBGP)
    if body is None or body[:2] != b"\3\x09":
        return str(body)
    return judge_noted(kept, noted(EBGP), octets, ("session-reset", (3, 9)))


# --- prefix-limit (RFC 4486) ------------------------------------------------

def limited():
    return Speaker(LIMIT).establish(caps=capability(
        1, b"\0\1\0\1") + capability(65, u32(AS[LIMIT])))


def nets(*numbers):
    return b"".join(prefix("10.20.%d.0/24" % n) for n in numbers)


@flow("4/59 prefix-limit counts what is held")
def limit_counts():
    speaker = limited()
    ok = good(LIMIT)
    speaker.send(update(ok, nets(1, 2, 3, 4)) + update(ok, nets(1, 2, 3, 4)) +
                 update(ok, nets(5), nets(1)) + update(ok, nets(1), nets(5)) +
                 update(ok, prefix("224.0.0.0/8")) +
                 update(base(LIMIT), nets(7, 8, 9)) +
                 update(ok, nets(6) + nets(6), nets(1)) +
                 update(withdrawn=nets(6)))
    got = sorted(speaker.read_to_here() or [])
    speaker.close()
    gone(LIMIT)
    want = ["10.20.%d.0/24" % n for n in (2, 3, 4)] + [speaker.mark]
    return None if got == want else str(got)


@flow("4/59 prefix-limit exceeded by one")
def limit_exceeded():
    speaker = limited()
    speaker.send(update(good(LIMIT), nets(1, 2, 3, 4), nets(1)) +
                 update(good(LIMIT), nets(5)))
    body = speaker.end()
    speaker.close()
    if body != b"\6\1\0\1\1" + u32(4):
        return str(body)
    return None if gone(LIMIT) else "what it announced is still held"


FLOWS = [beside_given_up, identifiers, unknown_identifier, bad_identifier,
         sent_without, other_direction, missing_ids, short_ids, limit_counts,
         limit_exceeded]
