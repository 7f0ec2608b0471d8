# SPDX-License-Identifier: ISC
"""Headers, OPENs, ROUTE-REFRESHes and NOTIFICATIONs that break the rules,
octets that come in pieces, a neighbour that comes back, and what is too large
to be sent (RFC 4271 6 and 8, RFC 9072, RFC 7313, RFC 8538, RFC 8654)."""

import glob
import json
import re
import socket
import subprocess
import sys
import time

from hostile_lib import (AS, EBGP, GRACEFUL, IBGP, IGNORED, KEPT, P, P2,
                         PLAIN, V6, Notified, Speaker, Stands, base, ctl,
                         down, established_row, flow, gone, good, held,
                         neighbor, noted, open_row, report, until)
from wire import (FAMILIES, KEEPALIVE, MARKER, NOTIFICATION, OPEN, OT, REFRESH,
                  UPDATE, Closed, attr, capability, message, open_body,
                  parameter, prefix, u16, u32, update, usual_caps)

SHUT = Notified(5, 3)
ROWS = [
    ("4/44 marker", EBGP, message(KEEPALIVE, marker=b"\xff" * 15 + b"\0"),
     Notified(1, 1, b"")),
    ("4/44 first octet of the marker", EBGP,
     message(KEEPALIVE, marker=b"\x7f" + b"\xff" * 15), Notified(1, 1)),
    ("4/44 marker in the middle", EBGP, update(good(), prefix(P)) + b"\0" * 19,
     Notified(1, 1)),
    ("4/44 KEEPALIVE of 20", EBGP, message(KEEPALIVE, b"\0"),
     Notified(1, 2, u16(20))),
    ("4/44 length 18", EBGP, message(UPDATE, length=18),
     Notified(1, 2, u16(18))),
    ("4/44 length 0", EBGP, message(UPDATE, length=0),
     Notified(1, 2, u16(0))),
    ("4/44 UPDATE of 22", EBGP, message(UPDATE, b"\0\0\0"),
     Notified(1, 2, u16(22))),
    ("4/44 NOTIFICATION of 20", EBGP, message(NOTIFICATION, b"\6"),
     Notified(1, 2, u16(20))),
    ("4/44 type 0", EBGP, message(0), Notified(1, 3, b"\0")),
    ("4/44 type 6", EBGP, message(6), Notified(1, 3, b"\6")),
    ("4/44 type 255", EBGP, message(255), Notified(1, 3, b"\xff")),
    ("4/44 all of it is wrong: the marker is said", EBGP, b"\0" * 19,
     Notified(1, 1)),
    ("4/44 length and type: the length is said", EBGP,
     message(9, length=18), Notified(1, 2, u16(18))),
    ("4/45 OPEN of 4097", EBGP, message(OPEN, length=4097),
     Notified(1, 2, u16(4097))),
    ("4/45 KEEPALIVE of 65535", EBGP, message(KEEPALIVE, length=65535),
     Notified(1, 2, u16(65535))),
    ("4/45 UPDATE of 65535", EBGP, update(
        good() + attr(OT, 99, b"x" * (65535 - 23 - len(good()) - 8)),
        prefix(P)), KEPT),
    ("4/58 second OPEN", EBGP, message(OPEN, open_body(64497)), SHUT),
    ("4/55 BoRR of length 5", EBGP, message(REFRESH, b"\0\1\1\1\0"),
     Notified(7, 1, message(REFRESH, b"\0\1\1\1\0"))),
    ("4/55 EoRR of length 5", EBGP, message(REFRESH, b"\0\1\2\1\0"),
     Notified(7, 1, message(REFRESH, b"\0\1\2\1\0"))),
    ("4/55 subtype 3", EBGP, message(REFRESH, b"\0\1\3\1"), IGNORED),
    ("4/55 subtype 255", EBGP, message(REFRESH, b"\0\1\xff\1"), IGNORED),
    ("4/55 unknown family", EBGP, message(REFRESH, b"\1\1\0\1"), IGNORED),
    ("4/55 family not in use", EBGP, message(REFRESH, b"\0\1\0\2"), IGNORED),
    ("4/55 BoRR of a family not in use", EBGP,
     message(REFRESH, b"\0\1\1\2"), IGNORED),
    ("4/55 ORF", EBGP, message(REFRESH, b"\0\1\0\1" + b"\1" * 9), KEPT),
    ("4/55 EoRR without BoRR", EBGP, message(REFRESH, b"\0\1\2\1"), KEPT),
    ("4/55 refresh of 22", EBGP, message(REFRESH, b"\0\1\0"),
     Notified(1, 2, u16(22))),
]

# OPENs, in place of the first message.
OPENS = [
    ("version 3", open_body(64497, version=3), Notified(2, 1, b"\0\4")),
    ("another AS", open_body(64999), Notified(2, 2, u32(64999))),
    ("AS 0", open_body(0, caps=FAMILIES), Notified(2, 2)),
    ("AS 0 beside its capability", open_body(64497, as16=0), Notified(2, 2)),
    ("capability AS 0", open_body(64497, caps=capability(65, u32(0))),
     Notified(2, 2)),
    ("AS_TRANS without its capability", open_body(23456, caps=FAMILIES),
     Notified(2, 2)),
    ("AS4 capability of 3", open_body(64497, caps=capability(65, b"\0\0\1")),
     Notified(2, 0)),
    ("hold time 1", open_body(64497, hold=1), Notified(2, 6, u16(1))),
    ("hold time 2", open_body(64497, hold=2), Notified(2, 6, u16(2))),
    ("identifier 0", open_body(64497, ident=0), Notified(2, 3, u32(0))),
    ("parameter 1", open_body(64497, tail=b"\4" + parameter(b"\0\0", 1)),
     Notified(2, 4)),
    ("4/40 parameter 255 behind others", open_body(
        64497, tail=b"\6" + parameter(b"\2\0") + b"\xff\0"), Notified(2, 4)),
    ("4/41 parameters that overrun", open_body(64497, tail=b"\xff"),
     Notified(2, 0)),
    ("4/40 4/41 length 255 and type 255 alone", open_body(64497, tail=b"\xff\xff"),
     Notified(2, 0)),
    ("4/41 length octet short by one", open_body(
        64497, tail=b"\3" + parameter(b"\2\0")), Notified(2, 0)),
    ("4/40 long form cut", open_body(64497, tail=b"\xff\xff\0"),
     Notified(2, 0)),
    ("4/40 long form beyond the message",
     open_body(64497, tail=b"\xff\xff\0\x63\2\0\0"), Notified(2, 0)),
    ("4/40 long form shorter than the message",
     open_body(64497, tail=b"\xff\xff\0\1\2\0\0"), Notified(2, 0)),
    ("4/40 long parameter overruns",
     open_body(64497, tail=b"\xff\xff\0\4\2\0\x63\1"), Notified(2, 0)),
    ("4/40 short parameters in the long form", open_body(
        64497, tail=b"\xff\xff\0\4" + parameter(b"\2\0")), Notified(2, 0)),
    ("4/41 capability overruns",
     open_body(64497, tail=b"\4" + parameter(b"\1\4")), Notified(2, 0)),
    ("4/41 capability without a length",
     open_body(64497, tail=b"\3" + parameter(b"\1")), Notified(2, 0)),
    ("trailing octets", open_body(64497, tail=b"\0\0"), Notified(2, 0)),
    ("4/43 two roles", open_body(64497, caps=capability(9, b"\0") +
                                 capability(9, b"\3")), Notified(2, 11)),
    ("4/43 two roles in two parameters", open_body(
        64497, tail=b"\x0a" + parameter(capability(9, b"\0")) +
        parameter(capability(9, b"\3"))), Notified(2, 11)),
]
LONG = usual_caps(64497)
STANDING_OPENS = [
    ("4/40 long form", EBGP, {"tail": b"\xff\xff" + u16(len(LONG) + 3) +
                              b"\2" + u16(len(LONG)) + LONG}),
    ("4/40 long form that says 7", EBGP, {
        "tail": b"\7\xff" + u16(len(LONG) + 3) + b"\2" + u16(len(LONG)) +
        LONG}),
    ("4/43 Role on iBGP", IBGP, {"caps": FAMILIES + capability(9, b"\0") +
                                 capability(9, b"\3") +
                                 capability(65, u32(64496))}),
    ("4/43 the same role twice", EBGP, {
        "caps": LONG + capability(9, b"\0") * 2}),
    ("4/42 host name that overruns, a version of nothing", EBGP, {
        "caps": LONG + capability(73, b"\x63\x1b[2J\xff\0") +
        capability(75, b"\0") + capability(75)}),
    ("4/42 host name with a length of 255", EBGP, {
        "caps": LONG + capability(73, b"\xff" + b"x" * 9)}),
]


# --- text of the neighbour --------------------------------------------------

# Nothing of this may reach a terminal as it is.
RAW = b"\x1b[2J\0\x07\xff\xc3\x28\n\r\xe2\x80\xae"


def herald_log():
    return open(sys.argv[3], "rb").read()


def shown(*words):
    return subprocess.run([sys.argv[1], "-s", sys.argv[2], *words],
                          capture_output=True, check=False).stdout


@flow("4/42 control characters in host name and version")
def odd_names():
    speaker = Speaker(EBGP).establish(
        caps=LONG + capability(73, bytes([len(RAW)]) + RAW +
                               bytes([len(RAW)]) + RAW) +
        capability(75, bytes([len(RAW)]) + RAW))
    text, data = shown("show", "neighbor", EBGP), shown(
        "-j", "show", "neighbor", EBGP)
    speaker.close()
    gone(EBGP)
    json.loads(data.decode())
    for one in text + data:
        if one < 0x20 and one not in b"\n\t" or one == 0x7f:
            return "octet %d is shown" % one
    return None


@flow("4/42 shutdown communication: control characters, too long a length")
def odd_shutdown():
    for data in (b"\xff" + b"x" * 9, bytes([len(RAW)]) + RAW, b"\xff" + RAW,
                 b"\xff", b"\0", b"",
                 b"\xff" + b"x" * 4000):
        speaker = Speaker(EBGP).establish()
        speaker.send(message(NOTIFICATION, b"\6\2" + data))
        if speaker.end() is not None:
            return "a NOTIFICATION was answered"
        speaker.close()
        if not until(lambda: down(EBGP)):
            return "the session stands"
        text, log = shown("show", "neighbor", EBGP), herald_log()
        for one in text + log:
            if one < 0x20 and one not in b"\n\t" or one == 0x7f:
                return "octet %d is shown" % one
        text.decode()
        log.decode()
        said = neighbor(EBGP).get("last_shutdown_reason") or ""
        want = data[1:1 + min(data[0], 255)] if data else b""
        if len(said) > len(want) or data == b"\xff" + b"x" * 9 and \
                said != "x" * 9:
            return "of %s it says %r" % (data[:20], said)
        if any(ord(one) < 0x20 for one in said):
            return "kept as it came: %r" % said
    return None


# --- NOTIFICATIONs ----------------------------------------------------------

@flow("4/56 NOTIFICATIONs of any kind: closed, logged, never answered")
def notifications():
    for body in (b"\6\x09", b"\6\x09\6", b"\6\x09\6\4", b"\0\0",
                 b"\xff\xff", b"\2\1\0\4", b"\6\2",
                 b"\3\1" + b"\xa5" * 4000, b"\6\x09" + b"\xff" * 200,
                 b"\2\7" + capability(65, u32(1)), b"\7\1\0"):
        speaker = Speaker(EBGP).establish()
        speaker.announce(P)
        if not until(lambda: P in held(EBGP)):
            return "not held"
        kept = noted(EBGP)
        speaker.send(message(NOTIFICATION, body))
        if speaker.end() is not None:
            return "%s was answered" % body[:4].hex()
        speaker.close()
        if not gone(EBGP):
            return "%s: the session stands" % body[:4].hex()
        if noted(EBGP) != kept:
            return "%s is malformed?" % body[:4].hex()
        said = str(neighbor(EBGP).get("last_error"))
        if "received NOTIFICATION" not in said:
            return said
    return None


@flow("4/56 a NOTIFICATION instead of OPEN, and behind it")
def early_notifications():
    for first in (b"", message(OPEN, open_body(64497))):
        speaker = Speaker(EBGP)
        speaker.send(first + message(NOTIFICATION, b"\6\5"))
        if speaker.end() is not None:
            return "it was answered"
        speaker.close()
    return established_row(EBGP, b"", KEPT)


# --- in pieces --------------------------------------------------------------

def ticks(name):
    """Processor time of that engine so far, in seconds."""
    for stat in glob.glob("/proc/[0-9]*/stat"):
        try:
            text = open(stat, encoding="ascii", errors="replace").read()
        except OSError:
            continue
        if re.search(r"\(%s\)" % name, text):
            field = text.rsplit(")", 1)[1].split()
            return (int(field[11]) + int(field[12])) / 100
    return None


AT_ONCE = ((socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),)


@flow("4/46 an octet at a time, and another's messages between them")
def octets():
    speaker = Speaker(EBGP, options=AT_ONCE)
    other = Speaker(IBGP, options=AT_ONCE).establish()
    for one in message(OPEN, open_body(64497)) + message(KEEPALIVE):
        speaker.send(bytes([one]))
        other.send(message(KEEPALIVE))
        time.sleep(0.001)
    speaker.wait(KEEPALIVE)
    for one in update(good(), prefix(P)) + update(good(), prefix(P2)):
        speaker.send(bytes([one]))
        time.sleep(0.001)
        other.send(message(KEEPALIVE))
        time.sleep(0.001)
    why = None if until(lambda: {P, P2} <= set(held(EBGP))) else "not held"
    if down(IBGP):
        why = "the other one is down"
    for one in (speaker, other):
        one.close()
        gone(one.address)
    return why


@flow("4/46 an octet now and then is no message: the hold timer runs")
def trickles():
    speaker = Speaker(EBGP, options=AT_ONCE).establish(hold=3)
    body = None
    speaker.socket.settimeout(0.4)
    for one in update(good(), prefix(P))[:40]:
        speaker.send(bytes([one]))
        body = speaker.end(0.4)
        if body is not None:
            break
    speaker.close()
    gone(EBGP)
    return None if body is not None and body[0] == 4 else str(body)


@flow("4/46 a header, then nothing: no busy loop, and the hold timer runs")
def stalls():
    for rest in (update(good(), prefix(P))[:19], update(good(),
                                                        prefix(P))[:40],
                 MARKER[:7]):
        speaker = Speaker(EBGP).establish(hold=3)
        before, begin = ticks("bgpd-session"), time.time()
        speaker.announce(P2)
        speaker.send(rest)
        body = speaker.end()
        took, used = time.time() - begin, ticks("bgpd-session") - before
        speaker.close()
        if body is None or body[0] != 4:
            return "ended with %s" % body
        if not 2.9 < took < 15:         # and what scheduling takes
            return "after %.1f s" % took
        if used > 0.2:
            return "%.2f s of processor time" % used
        if not gone(EBGP):
            return "what it announced is still held"
    return None


@flow("4/46 half an UPDATE when it closes")
def half():
    kept = noted(EBGP)
    for cut in (1, 18, 19, 20, 40):
        speaker = Speaker(EBGP).establish()
        speaker.announce(P2)
        if not until(lambda: P2 in held(EBGP)):
            return "not held"
        speaker.send(update(good(), prefix(P))[:cut])
        speaker.close()
        if not gone(EBGP):
            return "what it announced is still held"
    return None if noted(EBGP) == kept else "it was noted"


# --- it comes back ----------------------------------------------------------

@flow("4/57 reconnects while Established: refused, and the old is probed")
def reconnects():
    old = Speaker(EBGP).establish()
    old.announce(P)
    if not until(lambda: P in held(EBGP)):
        return "not held"
    while True:         # what came with the session is read
        old.socket.settimeout(0.3)
        try:
            old.receive()
        except Closed:
            break
    new = Speaker(EBGP)
    new.send(message(OPEN, open_body(64497)))
    body = new.end()
    new.close()
    if body is None or body[:2] != b"\6\7":
        return "the new one: %s" % body
    old.socket.settimeout(10)   # the next of its own comes after 30 s
    kind = UPDATE
    while kind == UPDATE:       # End-of-RIB may be late
        kind, _ = old.receive()
    if kind != KEEPALIVE:
        return "the old one got type %d" % kind
    why = None if P in held(EBGP) else "not held any more"
    old.close()
    gone(EBGP)
    return why


def graceful(restarting=0):
    """RFC 4724, for IPv4 and IPv6."""
    caps = usual_caps(AS[GRACEFUL]) + capability(
        64, u16(restarting << 15 | 60) + b"\0\1\1\x80" + b"\0\2\1\x80")
    return message(OPEN, open_body(AS[GRACEFUL], caps=caps))


def stale():
    return {r["prefix"] for r in ctl(
        "show", "rib", "neighbor", GRACEFUL).get("rib", []) if r.get("stale")}


@flow("4/57 reconnects with graceful restart: takes the session over",
      "4/55 EoRR without BoRR: what is stale stays")
def replaces():
    old = Speaker(GRACEFUL)
    old.send(graceful() + message(KEEPALIVE))
    old.wait(KEEPALIVE)
    old.announce(P)
    old.announce(P2)
    if not until(lambda: {P, P2} <= set(held(GRACEFUL))):
        return "not held"
    new = Speaker(GRACEFUL)
    new.send(graceful(1) + message(KEEPALIVE))
    new.wait(KEEPALIVE)
    if old.end() is not None:
        return "the old one was told"
    if not until(lambda: stale() == {P, P2}):
        return "stale: %s" % stale()
    new.send(message(REFRESH, b"\0\1\2\1"))
    new.announce(P)
    if not until(lambda: stale() == {P2}):
        return "stale, then: %s" % stale()
    new.send(update())                  # End-of-RIB
    if not until(lambda: set(held(GRACEFUL)) == {P}):
        return str(list(held(GRACEFUL)))
    new.send(message(NOTIFICATION, b"\6\2"))
    new.end()
    new.close()
    old.close()
    return None if gone(GRACEFUL) else "it is still held"


@flow("4/57 somebody looks whether the port is open: the session stands")
def port_scans():
    old = Speaker(EBGP).establish()
    old.announce(P)
    if not until(lambda: P in held(EBGP)):
        return "not held"
    for _ in range(5):
        Speaker(EBGP).close()
    time.sleep(1.5)
    now = old.read_to_here()
    why = None if now is not None and P in now else "lost"
    old.close()
    gone(EBGP)
    return why


# --- what we send -----------------------------------------------------------

def plain(hold=90):
    """Neither 4-octet AS numbers nor extended messages."""
    speaker = Speaker(PLAIN, 2)
    speaker.send(message(OPEN, open_body(AS[PLAIN], hold=hold, caps=capability(
        1, b"\0\1\0\1"))) + message(KEEPALIVE))
    speaker.wait(KEEPALIVE)
    return speaker


class Table:
    """What a router would hold of the UPDATEs of a connection."""
    def __init__(self, speaker):
        self.speaker, self.routes, self.longest = speaker, set(), 0

    def read(self, seconds):
        """What comes until nothing does for that long."""
        self.speaker.socket.settimeout(seconds)
        try:
            while True:
                kind, body = self.speaker.receive()
                self.longest = max(self.longest, 19 + len(body))
                if kind == UPDATE:
                    self.take(body)
        except Closed:
            return self

    def until(self, enough):
        """What comes until that is true of the routes, or too long."""
        end = time.time() + 20
        while not enough(self.routes) and time.time() < end:
            self.read(0.2)
        return self

    def take(self, body):
        n = int.from_bytes(body[:2], "big")
        m = int.from_bytes(body[2 + n:4 + n], "big")
        self.routes -= set(self.split(body[2:2 + n]))
        self.routes |= set(self.split(body[4 + n + m:]))

    @staticmethod
    def split(field):
        while field:
            size = 1 + (field[0] + 7) // 8
            yield field[:size]
            field = field[size:]


def network(lines):
    subprocess.run([sys.argv[1], "-s", sys.argv[2], "network", "bulk", "add",
                    "neighbor", PLAIN], input=lines, text=True, check=True,
                   capture_output=True)


@flow("4/48 many prefixes of equal attributes are split")
def splits():
    speaker = plain()
    table = Table(speaker).read(0.5)
    network("".join("10.60.%d.%d/32 community 64496:1\n" % (i // 250, i % 250)
                    for i in range(5000)))
    table.until(lambda routes: len(routes) >= 5000)
    ctl("network", "flush")
    after = Table(speaker)
    after.routes = set(table.routes)
    after.until(lambda routes: not routes)
    speaker.close()
    gone(PLAIN)
    if len(table.routes) != 5000 or after.routes:
        return "%d, then %d" % (len(table.routes), len(after.routes))
    return None if max(table.longest, after.longest) <= 4096 else \
        "a message of %d" % max(table.longest, after.longest)


@flow("4/48 attributes that do not fit: withdrawn, and said")
def too_large():
    speaker = plain()
    table = Table(speaker).read(0.5)
    network("10.61.0.0/24 community 64496:1\n")
    table.until(bool)
    if table.routes != {prefix("10.61.0.0/24")}:
        return "not announced"
    # More than a message; less, but not with a header and the prefix.
    for count in (1100, 1015):
        network("10.61.0.0/24 community [ %s ]\n" % " ".join(
            "64496:%d" % i for i in range(count)))
        table.until(lambda routes: not routes)
        if table.routes:
            return "%d: it was not withdrawn" % count
        if count == 1100:
            network("10.61.0.0/24 community 64496:1\n")
            table.until(bool)
    out = shown("show", "rib", "out", "neighbor", PLAIN)
    for _ in range(5):          # once a minute, however often it comes
        speaker.close()
        gone(PLAIN)
        speaker = plain()
        Table(speaker).read(0.2)
    network("10.61.0.0/24 community 64496:2\n")
    again = Table(speaker).until(bool)
    ctl("network", "flush")
    speaker.close()
    gone(PLAIN)
    if max(table.longest, again.longest) > 4096:
        return "a message of %d" % max(table.longest, again.longest)
    if again.routes != {prefix("10.61.0.0/24")}:
        return "what fits again was not sent"
    lines = herald_log().count(b"cannot be sent")
    if lines != 1:
        return "%d lines of the log say it" % lines
    return None if b"10.61.0.0/24" in out else "not shown: %s" % out


@flow("4/45 UPDATE of 4097 without extended messages")
def extended_not_offered():
    speaker = plain()
    attrs = base(PLAIN, 2) + attr(0x40, 3, bytes([192, 0, 2, 9]))
    for size, want in ((4096, None), (4097, b"\1\2" + u16(4097))):
        speaker.send(update(attrs + attr(OT, 99, b"x" * (
            size - 23 - len(attrs) - 8)), prefix(P)))
        if want is None and not until(lambda: P in held(PLAIN)):
            return "4096 is not held"
    body = speaker.end()
    speaker.close()
    gone(PLAIN)
    if body != want:
        return str(body)
    speaker = plain()           # the length is said, whatever the type
    speaker.send(message(9, length=4097))
    body = speaker.end()
    speaker.close()
    gone(PLAIN)
    return None if body == want else "of an unknown type: %s" % body


def run():
    for name, body, result in OPENS:
        if not name.startswith("4/"):
            name = "2.2 " + name
        report(name, open_row(message(OPEN, body), result))
    report("4/58 UPDATE before OPEN", open_row(update(), Notified(5, 1)))
    report("4/58 UPDATE before KEEPALIVE", open_row(
        message(OPEN, open_body(64497)) + update(), Notified(5, 2)))
    report("4/58 second OPEN before KEEPALIVE", open_row(
        message(OPEN, open_body(64497)) * 2, Notified(5, 2)))
    report("4/58 KEEPALIVE before OPEN", open_row(
        message(KEEPALIVE), Notified(5, 1)))
    report("4/58 ROUTE-REFRESH before KEEPALIVE", open_row(
        message(OPEN, open_body(64497)) + message(REFRESH, b"\0\1\0\1"),
        Notified(5, 2)))
    for name, address, how in STANDING_OPENS:
        report(name, established_row(address, b"", Stands([P, V6]), **how))


FLOWS = [odd_names, odd_shutdown, notifications, early_notifications, octets,
         trickles, stalls, half, reconnects, replaces, port_scans, splits,
         too_large, extended_not_offered]
