# SPDX-License-Identifier: ISC
"""What the topics of hostile.py share: neighbours, sessions, what bgpctl says,
and what may come of a message.  A row is a test by data: its name begins with
the rows of rfc_rows.md that it proves."""

import itertools
import json
import subprocess
import sys
import time

import wire
from wire import (KEEPALIVE, OPEN, WK, Closed, attr, message, open_body, path,
                  prefix, reach, u32, update)

EBGP, IBGP, MP = "192.0.2.2", "192.0.2.3", "192.0.2.4"
SERVER, PLAIN, LIMIT, GRACEFUL = ("192.0.2.5", "192.0.2.6", "192.0.2.7",
                                  "192.0.2.8")
AS = {EBGP: 64497, IBGP: 64496, MP: 64498, SERVER: 64499, PLAIN: 64500,
      LIMIT: 64501, GRACEFUL: 64502}
P, P2, V6 = "10.9.0.0/24", "10.9.1.0/24", "2001:db8:9::/48"
MARKS = itertools.count(1)
ORIGIN = attr(WK, 1, b"\0")
NEXT_HOP = attr(WK, 3, bytes([192, 0, 2, 9]))
LOCAL_PREF = attr(WK, 5, u32(100))


def as_path(address, width=4):
    return attr(WK, 2, path(64510 if address == IBGP else AS[address],
                            width=width))


def base(address=EBGP, width=4, but=()):
    """Mandatory attributes without the next hop, and without those of the
    types `but`."""
    parts = {1: ORIGIN, 2: as_path(address, width)}
    if address == IBGP:
        parts[5] = LOCAL_PREF
    return b"".join(v for k, v in parts.items() if k not in but)


def good(address=EBGP, width=4):
    return base(address, width) + NEXT_HOP


class Speaker(wire.Connection):
    def __init__(self, address, width=4, options=()):
        super().__init__(address, options)
        self.width, self.mark, self.spoke = width, None, time.time()

    def establish(self, **how):
        self.send(message(OPEN, open_body(AS[self.address], **how)))
        self.send(message(KEEPALIVE))
        self.wait(KEEPALIVE)
        return self

    def stay(self):
        """Now and then, for a session that waits for its next row."""
        if time.time() - self.spoke > 10:
            self.spoke = time.time()
            self.send(message(KEEPALIVE))

    def announce(self, text, more=b""):
        """Something that is right."""
        attrs = base(self.address, self.width)
        if ":" in text:
            self.send(update(reach(prefix(text)) + attrs + more))
        else:
            self.send(update(attrs + NEXT_HOP + more, prefix(text)))

    def read_to_here(self):
        """What is held when all that was sent is read; None when it is not."""
        last, n = self.mark, next(MARKS)
        self.mark = "100.64.%d.%d/32" % (n >> 8, n & 255)
        if last is not None:
            self.send(update(withdrawn=prefix(last)))
        self.announce(self.mark)
        if not until(lambda: self.mark in held(self.address)):
            return None
        return held(self.address)


# --- what bgpctl says -------------------------------------------------------

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


def neighbor(address):
    return ctl("show", "neighbor", address)["neighbors"][0]


def errors(address):
    return neighbor(address)["stats"]["update"]["errors"]


def down(address):
    return neighbor(address)["state"] != "Established"


def noted(address):
    """What is kept of its messages, by engine and serial number."""
    return {(m["engine"], m["serial"]): m for m in ctl(
        "show", "malformed", "neighbor", address).get("malformed", [])}


def until(check, seconds=20):
    end = time.time() + seconds
    while time.time() < end:
        if check():
            return True
        time.sleep(0.01)
    return False


def gone(address):
    """The session is over, and nothing is kept of it."""
    return until(lambda: down(address) and not paths(address))


def last_message(octets):
    """The others stand whole in front of it."""
    while len(octets) >= 19 and octets[:16] == wire.MARKER:
        length = int.from_bytes(octets[16:18], "big")
        if not 19 <= length < len(octets):
            break
        octets = octets[length:]
    return octets


def judge_noted(before, after, octets, offence):
    """offence: verdict and NOTIFICATION, or None."""
    new = [m for key, m in after.items() if key not in before]
    got = [(m["verdict"], m["message"],
            (m["notification"]["code"], m["notification"]["subcode"])
            if "notification" in m else None) for m in new]
    wanted = [] if offence is None else [
        (offence[0], last_message(octets).hex(), offence[1])]
    return None if got == wanted else "noted %s, not %s" % (got, wanted)


# --- what must come of it ---------------------------------------------------

class Notified:
    """A NOTIFICATION, and with data its data."""
    stands = False

    def __init__(self, code, subcode, data=None):
        self.want = (code, subcode)
        self.data = data
        self.offence = ("session-reset", self.want)

    def judge(self, speaker, _):
        body = speaker.end()
        if body is None:
            return "no NOTIFICATION"
        if (body[0], body[1]) != self.want:
            return "NOTIFICATION %d/%d" % (body[0], body[1])
        if self.data is not None and body[2:] != self.data:
            return "data %s" % body[2:].hex()
        return None


class Stands:
    """The session stands; `has` are held, `lost` are not.  With `attrs` the
    first of `has` holds these words, or not."""
    stands = True

    def __init__(self, has=(), lost=(), withdrawn=0, discarded=0, attrs=None,
                 verdict=None):
        self.has, self.lost = has, lost
        if withdrawn or discarded:
            verdict = "treat-as-withdraw" if withdrawn else "attribute-discard"
        self.offence = (verdict, None) if verdict else None
        self.counts = {"treat_as_withdraw": withdrawn,
                       "attribute_discard": discarded}
        self.attrs = attrs or {}

    def judge(self, speaker, before):
        now = speaker.read_to_here()
        if now is None:
            body = speaker.end()
            return "the session does not stand" + (
                "" if body is None else ": NOTIFICATION %d/%d" % (body[0],
                                                                  body[1]))
        for one in self.has:
            if one not in now:
                return "%s is not held" % one
        for one in self.lost:
            if one in now:
                return "%s is held" % one
        after = errors(speaker.address)
        for name, count in self.counts.items():
            if after[name] - before[name] != count:
                return "%s %d, not %d" % (name, after[name] - before[name],
                                          count)
        before.update(after)
        for word, wanted in self.attrs.items():
            text = json.dumps(now[self.has[0]])
            if (word in text) != wanted:
                return "%s %s: %s" % (
                    word, "missing" if wanted else "present", text)
        return None


TAW = Stands([V6], lost=[P], withdrawn=1)
TAW6 = Stands([P], lost=[V6], withdrawn=1)
KEPT = Stands([P, V6])
IGNORED = Stands([P, V6], verdict="ignored")
GIVEN_UP = Stands([P], lost=[V6], verdict="family-disable")


def discarded(word=None):
    return Stands([P, V6], discarded=1, attrs={word: False} if word else None)


# --- one row ----------------------------------------------------------------

class Rows:
    """Rows of one neighbour: a session is used as long as it stands."""
    def __init__(self, address):
        self.address, self.speaker = address, None
        self.noted, self.errors = noted(address), errors(address)

    def begin(self, width=4, **how):
        """Two good routes."""
        if self.speaker is None:
            self.speaker = Speaker(self.address, width).establish(**how)
        self.speaker.announce(P)
        if self.address != PLAIN:
            self.speaker.announce(V6)

    def end(self):
        if self.speaker is None:
            return
        self.speaker.close()
        self.speaker = None
        gone(self.address)

    def judge(self, octets, result):
        self.speaker.send(octets)
        why = result.judge(self.speaker, self.errors)
        if why is None:
            before, self.noted = self.noted, noted(self.address)
            why = judge_noted(before, self.noted, octets, result.offence)
        return why

    def run(self, octets, result, **how):
        why = "not run"
        try:
            self.begin(**how)
            why = self.judge(octets, result)
        except Closed as closed:
            why = str(closed)
        finally:
            if why is not None or not result.stands or how or \
                    result is GIVEN_UP:
                self.end()
        return why


ALL = {}


def rows_of(address):
    if address not in ALL:
        ALL[address] = Rows(address)
    return ALL[address]


def established_row(address, octets, result, **how):
    """Behind two good routes, in a session of its own."""
    rows = Rows(address)
    why = rows.run(octets, result, **how)
    rows.end()
    return why


def open_row(octets, result, address=EBGP):
    """Instead of a session."""
    kept = noted(address)
    speaker = Speaker(address)
    try:
        speaker.send(octets)
        return result.judge(speaker, None) or judge_noted(
            kept, noted(address), octets, result.offence)
    finally:
        speaker.close()


def report(name, why):
    print("ok %s" % name if why is None else "not ok %s: %s" % (name, why),
          flush=True)


def run_rows(rows):
    """(name, neighbour, octets, what must come of it)"""
    for name, address, octets, result in rows:
        for one in ALL.values():
            if one.speaker is not None:
                one.speaker.stay()
        report(name, rows_of(address).run(octets, result))
    for one in ALL.values():
        one.end()
    ALL.clear()


def flow(*names):
    """A test by code: it says why not, or None."""
    def wrap(function):
        def run():
            try:
                why = function()
            except (Closed, OSError, ValueError, LookupError,
                    TypeError) as error:
                why = repr(error)
            for name in names:
                report(name, why)
        run.names = names
        return run
    return wrap
