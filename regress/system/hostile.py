#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""A neighbour that breaks the rules, one at a time.  Each row of `rows` sends
octets to a running bgpd and says what must come of it: the NOTIFICATION, or
what Herald holds afterwards and that the session stands (RFC 4271 6, RFC 7606,
RFC 9072, RFC 7313).  Each time bgpctl must show the message that was wrong,
octet for octet, with that verdict, and no other.

usage: hostile.py BGPCTL SOCKET; prints "ok NAME" or "not ok NAME: why"."""

import json
import socket
import struct
import subprocess
import sys
import time

US, EBGP, MP = "192.0.2.1", "192.0.2.2", "192.0.2.4"
IBGP = "192.0.2.3"
AS = {EBGP: 64497, IBGP: 64496, MP: 64498}
OPEN, UPDATE, NOTIFICATION, KEEPALIVE, REFRESH = 1, 2, 3, 4, 5
WK, OT, ON = 0x40, 0xC0, 0x80


def u16(v):
    return struct.pack("!H", v)


def u32(v):
    return struct.pack("!I", v)


def message(kind, body=b"", length=None, marker=b"\xff" * 16):
    length = 19 + len(body) if length is None else length
    return marker + struct.pack("!HB", length, kind) + body


def attr(flags, kind, value=b"", length=None):
    length = len(value) if length is None else length
    if length > 255:
        return struct.pack("!BBH", flags | 0x10, kind, length) + value
    return struct.pack("!BBB", flags, kind, length) + value


def prefix(text):
    address, bits = text.split("/")
    bits = int(bits)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    raw = socket.inet_pton(family, address)
    return bytes([bits]) + raw[:(bits + 7) // 8]


def update(attrs=b"", nlri=b"", withdrawn=b""):
    return message(UPDATE, struct.pack("!H", len(withdrawn)) + withdrawn +
                   struct.pack("!H", len(attrs)) + attrs + nlri)


def path(*numbers, kind=2, width=4):
    return bytes([kind, len(numbers)]) + b"".join(
        n.to_bytes(width, "big") for n in numbers)


def reach(nlri, nexthop=None, afi=2, safi=1):
    if nexthop is None:
        nexthop = socket.inet_pton(socket.AF_INET6, "2001:db8::2")
    return attr(ON, 14, struct.pack("!HBB", afi, safi, len(nexthop)) +
                nexthop + b"\0" + nlri)


def unreach(nlri, afi=2, safi=1):
    return attr(ON, 15, struct.pack("!HB", afi, safi) + nlri)


ORIGIN = attr(WK, 1, b"\0")
NEXT_HOP = attr(WK, 3, bytes([192, 0, 2, 9]))


def base(asn=64497, width=4):
    """Mandatory attributes but the next hop."""
    return ORIGIN + attr(WK, 2, path(asn, width=width))


def capability(code, value=b""):
    return bytes([code, len(value)]) + value


def parameter(value, kind=2):
    return bytes([kind, len(value)]) + value


FAMILIES = capability(1, b"\0\1\0\1") + capability(1, b"\0\2\0\1")


def open_body(asn, caps=None, hold=90, ident=0xC0000202, version=4, tail=None,
              as16=None):
    if caps is None:
        caps = FAMILIES + capability(2) + capability(70) + capability(6) + \
            capability(65, struct.pack("!I", asn))
    if tail is None:
        tail = parameter(caps)
        tail = bytes([len(tail)]) + tail
    return struct.pack("!BHHI", version, asn if as16 is None else as16, hold,
                       ident) + tail


class Closed(Exception):
    pass


class Speaker:
    def __init__(self, address, width=4):
        self.address = address
        self.width = width
        self.held = b""
        self.socket = socket.create_connection((US, 179), 5, (address, 0))
        self.socket.settimeout(5)

    def send(self, octets):
        try:
            self.socket.sendall(octets)
        except OSError:
            pass

    def receive(self):
        while True:
            if len(self.held) >= 19:
                length = struct.unpack("!H", self.held[16:18])[0]
                if len(self.held) >= length:
                    one, self.held = self.held[:length], self.held[length:]
                    return one[18], one[19:]
            try:
                more = self.socket.recv(65536)
            except (socket.timeout, ConnectionError) as error:
                raise Closed(str(error)) from error
            if not more:
                raise Closed("closed")
            self.held += more

    def wait(self, kind):
        """The body of the first message of this kind."""
        while True:
            got, body = self.receive()
            if got == kind:
                return body
            if got == NOTIFICATION:
                raise Closed("NOTIFICATION %d/%d" % (body[0], body[1]))

    def establish(self, **how):
        self.send(message(OPEN, open_body(AS[self.address], **how)))
        self.send(message(KEEPALIVE))
        self.wait(KEEPALIVE)
        return self

    def announce(self, text):
        """Something that is right."""
        more = base(AS[self.address], self.width)
        if self.address == IBGP:
            more = base(64510) + attr(WK, 5, u32(100))
        if ":" in text:
            self.send(update(reach(prefix(text)) + more))
        else:
            self.send(update(more + NEXT_HOP, prefix(text)))

    def close(self):
        self.socket.close()


def ctl(*words):
    done = subprocess.run([sys.argv[1], "-s", sys.argv[2], "-j", *words],
                          capture_output=True, text=True, check=False)
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {}


def paths(address):
    return ctl("show", "rib", "detail", "neighbor", address).get("rib", [])


def held(address):
    return {r["prefix"]: r for r in paths(address)}


def errors(address):
    n = ctl("show", "neighbor", address)["neighbors"][0]
    return n["stats"]["update"]["errors"]


def noted(address):
    """What is kept of its messages, by engine and serial number."""
    return {(m["engine"], m["serial"]): m for m in ctl(
        "show", "malformed", "neighbor", address).get("malformed", [])}


def last_message(octets):
    """The others stand whole in front of it."""
    while len(octets) >= 19 and octets[:16] == b"\xff" * 16:
        length = struct.unpack("!H", octets[16:18])[0]
        if not 19 <= length < len(octets):
            break
        octets = octets[length:]
    return octets


def judge_noted(address, before, octets, offence):
    """offence: verdict and NOTIFICATION, or None."""
    new = [m for key, m in noted(address).items() if key not in before]
    got = [(m["verdict"], m["message"],
            (m["notification"]["code"], m["notification"]["subcode"])
            if "notification" in m else None) for m in new]
    wanted = [] if offence is None else [
        (offence[0], last_message(octets).hex(), offence[1])]
    return None if got == wanted else "noted %s, not %s" % (got, wanted)


def until(check, seconds=5):
    end = time.time() + seconds
    while time.time() < end:
        if check():
            return True
        time.sleep(0.02)
    return False


# --- what must come of it ---------------------------------------------------

class Notified:
    """A NOTIFICATION, and with data its data."""
    def __init__(self, code, subcode, data=None):
        self.want = (code, subcode)
        self.data = data
        self.offence = ("session-reset", self.want)

    def judge(self, speaker, _):
        try:
            while True:
                kind, body = speaker.receive()
                if kind == NOTIFICATION:
                    break
        except Closed as closed:
            return "no NOTIFICATION: %s" % closed
        if (body[0], body[1]) != self.want:
            return "NOTIFICATION %d/%d" % (body[0], body[1])
        if self.data is not None and body[2:] != self.data:
            return "data %s" % body[2:].hex()
        return None


class Stands:
    """The session stands; `has` are held, `gone` are not.  With `attrs` the
    first of `has` holds exactly these attribute types beside 1, 2, 3."""
    def __init__(self, has=(), gone=(), withdrawn=0, discarded=0, attrs=None,
                 verdict=None):
        self.has, self.gone = has, gone
        if withdrawn or discarded:
            verdict = "treat-as-withdraw" if withdrawn else "attribute-discard"
        self.offence = (verdict, None) if verdict else None
        self.counts = {"treat_as_withdraw": withdrawn,
                       "attribute_discard": discarded}
        self.attrs = attrs

    def judge(self, speaker, before):
        mark = "100.64.0.1/32"
        speaker.announce(mark)
        if not until(lambda: mark in held(speaker.address)):
            try:
                while True:
                    kind, body = speaker.receive()
                    if kind == NOTIFICATION:
                        return "NOTIFICATION %d/%d" % (body[0], body[1])
            except Closed as closed:
                return "the session does not stand: %s" % closed
        now, after = held(speaker.address), errors(speaker.address)
        for one in self.has:
            if one not in now:
                return "%s is not held" % one
        for one in self.gone:
            if one in now:
                return "%s is held" % one
        for name, count in self.counts.items():
            if after[name] - before[name] != count:
                return "%s %d, not %d" % (name, after[name] - before[name],
                                          count)
        if self.attrs is not None:
            got = now[self.has[0]]
            text = json.dumps(got)
            for word, wanted in self.attrs.items():
                if (word in text) != wanted:
                    return "%s %s: %s" % (
                        word, "missing" if wanted else "present", text)
        return None


P = "10.9.0.0/24"
V6 = "2001:db8:9::/48"
GOOD = base() + NEXT_HOP
TAW = Stands(gone=[P], withdrawn=1)
IGNORED = Stands([P], verdict="ignored")
GIVEN_UP = Stands(gone=[V6], verdict="family-disable")


def bad_attr(flags, kind, value=b"", length=None):
    """The attribute between good ones, for P."""
    return update(GOOD + attr(flags, kind, value, length), prefix(P))


def discarded(word):
    return Stands([P], discarded=1, attrs={word: False})


# name, neighbour, octets, what must come of it
HEADER = [
    ("44 marker", EBGP, message(KEEPALIVE, marker=b"\xff" * 15 + b"\0"),
     Notified(1, 1)),
    ("44 marker in the middle", EBGP, update(GOOD, prefix(P)) + b"\0" * 19,
     Notified(1, 1)),
    ("44 KEEPALIVE of 20", EBGP, message(KEEPALIVE, b"\0"),
     Notified(1, 2, u16(20))),
    ("44 length 18", EBGP, message(UPDATE, length=18),
     Notified(1, 2, u16(18))),
    ("44 length 0", EBGP, message(UPDATE, length=0), Notified(1, 2, u16(0))),
    ("44 UPDATE of 22", EBGP, message(UPDATE, b"\0\0\0"),
     Notified(1, 2, u16(22))),
    ("44 type 0", EBGP, message(0), Notified(1, 3, b"\0")),
    ("44 type 6", EBGP, message(6), Notified(1, 3, b"\6")),
    ("44 type 255", EBGP, message(255), Notified(1, 3, b"\xff")),
    ("45 OPEN of 4097", EBGP, message(OPEN, length=4097),
     Notified(1, 2, u16(4097))),
    ("58 second OPEN", EBGP, message(OPEN, open_body(64497)),
     Notified(5, 3)),
    ("55 BoRR of length 5", EBGP, message(REFRESH, b"\0\1\1\1\0"),
     Notified(7, 1)),
    ("55 subtype 3", EBGP, message(REFRESH, b"\0\1\3\1"), IGNORED),
    ("55 unknown family", EBGP, message(REFRESH, b"\1\1\0\1"), IGNORED),
    ("55 ORF", EBGP, message(REFRESH, b"\0\1\0\1" + b"\1" * 9), Stands()),
    ("55 refresh of 22", EBGP, message(REFRESH, b"\0\1\0"),
     Notified(1, 2, u16(22))),
    ("31 EoR of a family not in use", EBGP,
     update(unreach(b"", 1, 128)), Stands()),
    ("39 withdraw of nothing", EBGP, update(withdrawn=prefix(P)), Stands()),
]

UPDATES = [
    ("33 withdrawn-len", EBGP, message(UPDATE, b"\0\x09\0\0"),
     Notified(3, 1)),
    ("33 attr-len", EBGP, message(UPDATE, b"\0\0\0\x09"), Notified(3, 1)),
    ("10 both 65535", EBGP, message(UPDATE, b"\xff\xff\xff\xff"),
     Notified(3, 1)),
    ("34 ORIGIN of 32 in 4 octets", EBGP,
     update(attr(WK, 1, b"\0", 32), prefix(P)), TAW),
    ("34 overrun with MP_REACH before", EBGP,
     update(reach(prefix(V6)) + base() + attr(OT, 8, b"\0" * 4, 99)),
     Stands(gone=[V6], withdrawn=1)),
    ("28 overrun and no NLRI", EBGP, update(attr(WK, 1, b"\0", 32)),
     Notified(3, 1)),
    ("28 bad attribute and no NLRI", EBGP,
     update(attr(WK, 1, b"\7") + attr(WK, 2, path(64497))), Notified(3, 1)),
    ("28 bad attribute and withdraws", EBGP,
     update(base() + attr(OT, 8, b"\0"), withdrawn=prefix(P)),
     Notified(3, 1)),
    ("attributes without NLRI", EBGP, update(GOOD), Stands([P])),
    ("one octet of attributes left", EBGP, update(GOOD + b"\x40", prefix(P)),
     TAW),
    ("three left with extended length", EBGP,
     update(GOOD + b"\x50\x08\x00", prefix(P)), TAW),
    ("26 MP_REACH twice", EBGP, update(reach(prefix(V6)) * 2 + base()),
     Notified(3, 1)),
    ("26 MP_UNREACH twice", EBGP, update(unreach(prefix(V6)) * 2),
     Notified(3, 1)),
    ("25 ORIGIN twice", EBGP,
     update(GOOD + attr(WK, 1, b"\2"), prefix(P)),
     Stands([P], discarded=1, attrs={'"origin": "IGP"': True})),
    ("27 MP_REACH last, after a bad one", EBGP,
     update(attr(WK, 1, b"\7") + attr(WK, 2, path(64497)) +
            reach(prefix(V6))), Stands(gone=[V6], withdrawn=1)),
    ("35 prefix length 33", EBGP, update(GOOD, b"\x21\1\2\3\4\5"),
     Notified(3, 10)),
    ("35 prefix runs out", EBGP, update(GOOD, b"\x18\1"), Notified(3, 10)),
    ("35 withdrawn of 33", EBGP, update(withdrawn=b"\x21\1\2\3\4\5"),
     Notified(3, 10)),
    ("35 IPv6 of 129", EBGP, update(reach(b"\x81" + b"\0" * 17) + base()),
     Notified(3, 9)),
    ("35 MP_UNREACH runs out", EBGP, update(unreach(b"\x80\1")),
     Notified(3, 9)),
    ("35 the same with mp-error disable", MP, update(unreach(b"\x80\1")),
     GIVEN_UP),
    ("53 next hop of 17", EBGP,
     update(reach(prefix(V6), b"\x20" + b"\1" * 16) + base()),
     Notified(3, 1)),
    ("53 next hop of 0", EBGP, update(reach(prefix(V6), b"") + base()),
     Notified(3, 1)),
    ("53 next hop of 255 in nothing", EBGP,
     update(attr(ON, 14, b"\0\2\1\xff\0") + base()), Notified(3, 9)),
    ("53 the same with mp-error disable", MP,
     update(reach(prefix(V6), b"") + base(64498)), GIVEN_UP),
    ("MP_REACH of 4 octets", EBGP, update(attr(ON, 14, b"\0\2\1\0") + base()),
     Notified(3, 9)),
    ("MP_REACH with transitive flag", EBGP,
     update(attr(OT, 14, b"\0\2\1\0\0") + base()), Notified(3, 9)),
    ("37 host bits", EBGP,
     update(GOOD, b"\x19\x0a\x09\x01\xff"),
     Stands(["10.9.1.128/25"])),
    ("54 withdrawn and announced", EBGP,
     update(GOOD, prefix(P), prefix(P)), Stands([P])),
    ("54 in NLRI and in MP_REACH", EBGP,
     update(reach(prefix(P), bytes([192, 0, 2, 8]), 1) + GOOD, prefix(P)),
     Stands([P])),
    ("family not in use", EBGP,
     update(reach(prefix(P), bytes([192, 0, 2, 8]), 1, 2) + base()),
     Stands([P])),
    ("multicast prefix", EBGP, update(GOOD, prefix("224.9.0.0/16")),
     Stands([P], ["224.9.0.0/16"], verdict="ignored")),
    ("class E prefix", EBGP, update(GOOD, prefix("240.9.0.0/16")),
     Stands([P], ["240.9.0.0/16"], verdict="ignored")),
    ("IPv6 multicast prefix", EBGP,
     update(reach(prefix("ff05::/16")) + base()),
     Stands([P], ["ff05::/16"], verdict="ignored")),
    ("32 attr-len 0 with NLRI", EBGP, update(b"", prefix(P)), TAW),
    ("30 only an unknown attribute", EBGP,
     update(attr(OT, 99, b"x"), prefix(P)), TAW),
    ("ORIGIN missing", EBGP,
     update(attr(WK, 2, path(64497)) + NEXT_HOP, prefix(P)), TAW),
    ("AS_PATH missing", EBGP, update(ORIGIN + NEXT_HOP, prefix(P)), TAW),
    ("NEXT_HOP missing", EBGP, update(base(), prefix(P)), TAW),
    ("NEXT_HOP missing, MP only", EBGP, update(reach(prefix(V6)) + base()),
     Stands([P, V6])),
    ("LOCAL_PREF missing, iBGP", IBGP,
     update(base(64510) + NEXT_HOP, prefix(P)), Stands([P])),
]


def nexthop(*octets):
    return update(base() + attr(WK, 3, bytes(octets)), prefix(P))


def as_path(value):
    return update(ORIGIN + attr(WK, 2, value) + NEXT_HOP, prefix(P))


def tlvs(*pairs):
    return b"".join(struct.pack("!HH", t, len(v)) + v for t, v in pairs)


ATTRS = [
    ("ORIGIN 3", EBGP,
     update(attr(WK, 1, b"\3") + attr(WK, 2, path(64497)) + NEXT_HOP,
            prefix(P)), TAW),
    ("ORIGIN of 2", EBGP,
     update(attr(WK, 1, b"\0\0") + attr(WK, 2, path(64497)) + NEXT_HOP,
            prefix(P)), TAW),
    ("ORIGIN optional", EBGP,
     update(attr(OT, 1, b"\0") + attr(WK, 2, path(64497)) + NEXT_HOP,
            prefix(P)), TAW),
    ("ORIGIN with partial", EBGP,
     update(attr(WK | 0x20, 1, b"\0") + attr(WK, 2, path(64497)) + NEXT_HOP,
            prefix(P)), Stands([P])),
    ("19 segment of none", EBGP, as_path(path(64497) + b"\2\0"), TAW),
    ("19 segment type 0", EBGP, as_path(path(64497) + path(1, kind=0)), TAW),
    ("19 segment type 5", EBGP, as_path(path(64497) + path(1, kind=5)), TAW),
    ("19 segment overruns", EBGP, as_path(b"\2\2" + u32(64497)), TAW),
    ("19 one octet left", EBGP, as_path(path(64497) + b"\2"), TAW),
    ("20 empty path", EBGP, as_path(b""), TAW),
    ("20 empty path, iBGP", IBGP, as_path(b""), Stands([P])),
    ("20 long path", EBGP, as_path(path(*[64497] * 255) * 3), Stands([P])),
    ("21 AS 0", EBGP, as_path(path(64497, 0)), TAW),
    ("21 AS_TRANS", EBGP, as_path(path(64497, 23456)), Stands([P])),
    ("22 AS_SET", EBGP, as_path(path(64497) + path(1, 2, kind=1)),
     Stands([P])),
    ("22 AS_SET with reject-as-set", MP,
     update(ORIGIN + attr(WK, 2, path(64498) + path(1, kind=1)) + NEXT_HOP,
            prefix(P)), TAW),
    ("22 confederation segment", EBGP,
     as_path(path(64497) + path(1, kind=3)), TAW),
    ("another first AS", EBGP, as_path(path(64510, 64497)), TAW),
    ("12 NEXT_HOP of 0", EBGP, nexthop(), TAW),
    ("12 NEXT_HOP of 3", EBGP, nexthop(192, 0, 2), TAW),
    ("12 NEXT_HOP of 16", EBGP, nexthop(*[1] * 16), TAW),
    ("11 NEXT_HOP of 3000", EBGP, nexthop(*[1] * 3000), TAW),
    ("13 NEXT_HOP 0.0.0.0", EBGP, nexthop(0, 0, 0, 0), TAW),
    ("13 NEXT_HOP 127.0.0.1", EBGP, nexthop(127, 0, 0, 1), TAW),
    ("13 NEXT_HOP 224.0.0.1", EBGP, nexthop(224, 0, 0, 1), TAW),
    ("13 NEXT_HOP 240.0.0.1", EBGP, nexthop(240, 0, 0, 1), TAW),
    ("13 NEXT_HOP our own", EBGP, nexthop(192, 0, 2, 1), TAW),
    ("MED of 3", EBGP, bad_attr(ON, 4, b"\0" * 3), TAW),
    ("MED transitive", EBGP, bad_attr(OT, 4, b"\0" * 4), TAW),
    ("50 LOCAL_PREF, eBGP", EBGP, bad_attr(WK, 5, b"\0" * 4),
     Stands([P], discarded=1)),
    ("50 LOCAL_PREF of 3, eBGP", EBGP, bad_attr(WK, 5, b"\0" * 3),
     Stands([P], discarded=1)),
    ("50 LOCAL_PREF of 3, iBGP", IBGP, bad_attr(WK, 5, b"\0" * 3), TAW),
    ("ATOMIC_AGGREGATE of 1", EBGP, bad_attr(WK, 6, b"\0"),
     Stands([P], discarded=1)),
    ("AGGREGATOR of 6", EBGP, bad_attr(OT, 7, b"\1" * 6),
     discarded("AGGREGATOR")),
    ("AGGREGATOR with AS 0", EBGP, bad_attr(OT, 7, b"\0" * 4 + b"\1" * 4),
     discarded("AGGREGATOR")),
    ("49 COMMUNITIES of 0", EBGP, bad_attr(OT, 8), TAW),
    ("49 COMMUNITIES of 5", EBGP, bad_attr(OT, 8, b"\1" * 5), TAW),
    ("49 1000 communities", EBGP,
     bad_attr(OT, 8, b"".join(u32(i) for i in range(1000))), Stands([P])),
    ("50 ORIGINATOR_ID of 3, eBGP", EBGP, bad_attr(ON, 9, b"\1" * 3),
     Stands([P], discarded=1)),
    ("ORIGINATOR_ID of 3, iBGP", IBGP, bad_attr(ON, 9, b"\1" * 3), TAW),
    ("50 CLUSTER_LIST of 3, eBGP", EBGP, bad_attr(ON, 10, b"\1" * 3),
     Stands([P], discarded=1)),
    ("CLUSTER_LIST of 0, iBGP", IBGP, bad_attr(ON, 10), TAW),
    ("EXTENDED COMMUNITIES of 7", EBGP, bad_attr(OT, 16, b"\1" * 7), TAW),
    ("EXTENDED COMMUNITIES unknown", EBGP, bad_attr(OT, 16, b"\x3f" * 8),
     Stands([P])),
    ("AS4_PATH of a new speaker", EBGP, bad_attr(OT, 17, path(64510)),
     discarded("AS4_PATH")),
    ("AS4_AGGREGATOR of a new speaker", EBGP, bad_attr(OT, 18, b"\1" * 8),
     discarded("AS4_AGGREGATOR")),
    ("7 AS_PATHLIMIT", EBGP, bad_attr(OT, 21, b"\1\2\3"),
     Stands([P], attrs={"AS_PATHLIMIT": True})),
    ("PMSI_TUNNEL of 4", EBGP, bad_attr(OT, 22, b"\1" * 4), TAW),
    ("3 TUNNEL_ENCAP overruns", EBGP, bad_attr(OT, 23, b"\0\1\0\x10\1"), TAW),
    ("3 TUNNEL_ENCAP with a bad sub-TLV only", EBGP,
     bad_attr(OT, 23, tlvs((1, b"\1\xff"))), TAW),
    ("7 8 IPv6 EXTENDED COMMUNITIES of 19", EBGP,
     bad_attr(OT, 25, b"\1" * 19), TAW),
    ("AIGP where it is off", EBGP,
     bad_attr(ON, 26, b"\1\0\x0b" + b"\0" * 8), discarded("AIGP")),
    ("1 attribute 28, odd", EBGP, bad_attr(OT, 28, b"\xff" * 3),
     Stands([P], attrs={"ENTROPY_LABEL": True})),
    ("2 BGP-LS, corrupt", EBGP, bad_attr(ON, 29, b"\4\1\xff\xff\1"),
     discarded("BGP-LS")),
    ("LARGE COMMUNITIES of 11", EBGP, bad_attr(OT, 32, b"\1" * 11), TAW),
    ("LARGE COMMUNITIES twice the same", EBGP, bad_attr(OT, 32, b"\1" * 24),
     Stands([P])),
    ("4 OTC of 5", EBGP, bad_attr(OT, 35, b"\1" * 5), TAW),
    ("5 OTC of 1024 that is not there", EBGP,
     bad_attr(OT, 35, u32(64497), 1024), TAW),
    ("D-PATH with a segment of none", EBGP, bad_attr(OT, 36, b"\0"), TAW),
    ("BFD_DISCRIMINATOR of 2", EBGP, bad_attr(OT, 38, b"\1\1"),
     discarded("BFD_DISCRIMINATOR")),
    ("NHC of 1", EBGP, bad_attr(OT, 39, b"\1"), discarded("NHC")),
    ("6 PREFIX_SID of zeros, eBGP", EBGP, bad_attr(OT, 40, b"\0" * 10),
     discarded("PREFIX_SID")),
    ("PREFIX_SID with a bad SRv6 TLV, iBGP", IBGP,
     bad_attr(OT, 40, b"\5\0\3\0\1\0"), TAW),
    ("ATTR_SET that overruns", EBGP, bad_attr(OT, 128, u32(1) + b"\x40\1\9"),
     TAW),
    ("attribute 0", EBGP, bad_attr(OT, 0, b"x"), Stands([P], discarded=1)),
    ("unknown, transitive", EBGP, bad_attr(OT, 99, b"x"),
     Stands([P], attrs={'"99"': True, '"partial": true': False})),
    ("unknown, not transitive", EBGP, bad_attr(ON, 99, b"x"),
     Stands([P], attrs={'"99"': False})),
    ("unknown, well-known", EBGP, bad_attr(WK, 99, b"x"), TAW),
]


def old_path(value, *more, width=2):
    return update(ORIGIN + attr(WK, 2, path(64497, 23456, width=width)) +
                  NEXT_HOP + b"".join(more) + value, prefix(P))


# From a speaker without 4-octet AS numbers.
OLD = [
    ("AS4_PATH is merged", old_path(attr(OT, 17, path(70000))),
     Stands([P], attrs={'"64497 70000"': True})),
    ("23 AS4_PATH longer than AS_PATH",
     old_path(attr(OT, 17, path(1, 2, 3))),
     Stands([P], attrs={'"64497 23456"': True})),
    ("23 AGGREGATOR is not AS_TRANS",
     old_path(attr(OT, 17, path(70000)),
              attr(OT, 7, u16(64510) + b"\1" * 4),
              attr(OT, 18, u32(70000) + b"\1" * 4)),
     Stands([P], attrs={'"64497 23456"': True})),
    ("24 AS4_PATH with a confederation segment",
     old_path(attr(OT, 17, path(64999, kind=3) + path(70000))),
     Stands([P], attrs={'"64497 70000"': True})),
    ("AS4_PATH malformed", old_path(attr(OT, 17, b"\2\2\0")),
     Stands([P], discarded=1, attrs={'"64497 23456"': True})),
    ("9 AS4_PATH before AS_PATH, malformed",
     update(attr(OT, 17, b"\2\2\0") + base(64497, 2) + NEXT_HOP, prefix(P)),
     Stands([P], discarded=1)),
    ("AGGREGATOR of 8", old_path(attr(OT, 7, b"\1" * 8)),
     Stands([P], discarded=1)),
    ("a path that outgrows a message with 4 octets",
     update(ORIGIN + attr(WK, 2, path(*[64497] * 255, width=2) * 62) +
            NEXT_HOP + attr(OT, 99, b"x" * 30000), prefix(P)), TAW),
]

OPENS = [
    ("version 3", open_body(64497, version=3), Notified(2, 1, b"\0\4")),
    ("another AS", open_body(64999), Notified(2, 2, u32(64999))),
    ("AS 0", open_body(0, caps=FAMILIES), Notified(2, 2)),
    ("capability AS 0", open_body(64497, caps=capability(65, u32(0))),
     Notified(2, 2)),
    ("AS_TRANS without its capability", open_body(23456, caps=FAMILIES),
     Notified(2, 2)),
    ("hold time 1", open_body(64497, hold=1), Notified(2, 6, u16(1))),
    ("hold time 2", open_body(64497, hold=2), Notified(2, 6, u16(2))),
    ("identifier 0", open_body(64497, ident=0), Notified(2, 3, u32(0))),
    ("parameter 1", open_body(64497, tail=b"\4" + parameter(b"\0\0", 1)),
     Notified(2, 4)),
    ("parameters that overrun", open_body(64497, tail=b"\xff"),
     Notified(2, 0)),
    ("41 length 255 and type 255 alone", open_body(64497, tail=b"\xff\xff"),
     Notified(2, 0)),
    ("40 long form cut", open_body(64497, tail=b"\xff\xff\0"),
     Notified(2, 0)),
    ("40 long form beyond the message",
     open_body(64497, tail=b"\xff\xff\0\x63\2\0\0"), Notified(2, 0)),
    ("40 long parameter overruns",
     open_body(64497, tail=b"\xff\xff\0\4\2\0\x63\1"), Notified(2, 0)),
    ("41 capability overruns",
     open_body(64497, tail=b"\4" + parameter(b"\1\4")), Notified(2, 0)),
    ("trailing octets", open_body(64497, tail=b"\0\0"), Notified(2, 0)),
    ("43 two roles", open_body(64497, caps=capability(9, b"\0") +
                               capability(9, b"\3")), Notified(2, 11)),
]


# --- one row ----------------------------------------------------------------

def down(address):
    return ctl("show", "neighbor",
               address)["neighbors"][0]["state"] != "Established"


def established_row(address, octets, result, width=4, **how):
    speaker = Speaker(address, width)
    try:
        speaker.establish(**how)
        speaker.announce(P)
        speaker.announce(V6)
        if not until(lambda: {P, V6} <= set(held(address))):
            return "good routes are not held: %s" % list(held(address))
        before, kept = errors(address), noted(address)
        speaker.send(octets)
        return result.judge(speaker, before) or judge_noted(
            address, kept, octets, result.offence)
    except Closed as closed:
        return str(closed)
    finally:
        speaker.close()
        until(lambda: down(address) and not paths(address))


def open_row(octets, result):
    kept = noted(EBGP)
    speaker = Speaker(EBGP)
    try:
        speaker.send(octets)
        return result.judge(speaker, None) or judge_noted(
            EBGP, kept, octets, result.offence)
    finally:
        speaker.close()


def flaps(count):
    """Up and down as fast as it goes; then a session as any other."""
    for i in range(count):
        speaker = Speaker(EBGP)
        speaker.send(message(OPEN, open_body(64497)) + message(KEEPALIVE))
        speaker.announce("10.%d.%d.0/24" % (i >> 8 & 255, i & 255))
        if i % 3 == 0:
            try:
                speaker.wait(KEEPALIVE)
            except Closed:
                pass
        if i % 5 == 0:
            speaker.send(message(UPDATE, b"\0\x09\0\0"))
        speaker.close()
    until(lambda: not paths(EBGP))
    return established_row(EBGP, b"", Stands([P]))


def large_attributes(count):
    """More attributes than a control client's queue holds."""
    speaker = Speaker(EBGP).establish()
    for i in range(count):
        speaker.send(update(GOOD + attr(OT, 99, u32(i) * 16370),
                            prefix("10.77.%d.0/24" % i)))
    done = until(lambda: len(ctl("show", "rib", "neighbor",
                                 EBGP).get("rib", [])) == count)
    speaker.close()
    return None if done else "show rib does not list them all"


def path_ids():
    """That prefixes have path identifiers is noted with the message."""
    speaker = Speaker(EBGP).establish(
        caps=FAMILIES + capability(65, u32(64497)) +
        capability(69, b"\0\1\1\2"))
    kept = noted(EBGP)
    octets = update(base(), b"\0\0\0\7" + prefix(P))
    speaker.send(octets)
    until(lambda: len(noted(EBGP)) > len(kept))
    new = [m for key, m in noted(EBGP).items() if key not in kept]
    speaker.close()
    if len(new) != 1 or new[0]["message"] != octets.hex():
        return "noted %s" % new
    return None if new[0]["add_path"] and new[0]["as4"] else str(new)


def noise(count):
    """Large bad messages push out what their sender did before, and nothing
    of the others."""
    others = {a: noted(a) for a in (IBGP, MP)}
    speaker = Speaker(EBGP).establish()
    for i in range(count):
        octets = update(base() + attr(OT, 99, u32(i) * 15000), prefix(P))
        speaker.send(octets)
    done = until(lambda: octets.hex() in [
        m["message"] for m in noted(EBGP).values()], 20)
    speaker.close()
    if not done:
        return "the last message is not there"
    for address, before in others.items():
        if not before or noted(address) != before:
            return "%s lost some" % address
    kept = [m for m in noted(EBGP).values() if m["engine"] == "rde"]
    size = sum(m["length"] for m in kept)
    return None if 500000 < size <= 1 << 20 else "%d octets kept" % size


def report(name, why):
    print("ok %s" % name if why is None else "not ok %s: %s" % (name, why),
          flush=True)


def main():
    for name, body, result in OPENS:
        report(name, open_row(message(OPEN, body), result))
    report("58 UPDATE before OPEN", open_row(
        update(), Notified(5, 1)))
    report("58 UPDATE before KEEPALIVE", open_row(
        message(OPEN, open_body(64497)) + update(), Notified(5, 2)))
    report("43 Role on iBGP", established_row(
        IBGP, b"", Stands(), caps=FAMILIES + capability(9, b"\0") +
        capability(9, b"\3") + capability(65, u32(64496))))
    report("42 host name that overruns", established_row(
        EBGP, b"", Stands(), caps=FAMILIES + capability(65, u32(64497)) +
        capability(73, b"\x63\x1b[2J\xff\0") + capability(75, b"\0")))
    for name, address, octets, result in HEADER + UPDATES + ATTRS:
        report(name, established_row(address, octets, result))
    for name, octets, result in OLD:
        report("old: " + name, established_row(
            EBGP, octets, result, width=2,
            caps=FAMILIES + capability(6)))
    report("path identifiers", path_ids())
    report("100 bad messages of 60,000 octets", noise(100))
    report("250 paths of 65,508 octets of attributes", large_attributes(250))
    report("2000 flaps", flaps(2000))


main()
