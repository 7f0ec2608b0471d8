#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""A neighbour that breaks the rules, one at a time.  Each row of the topics
(hostile_attrs, hostile_updates, hostile_sessions) sends octets to a running
bgpd and says what must come of it: the NOTIFICATION, or what Herald holds
afterwards and that the session stands (RFC 4271 6, RFC 7606, RFC 9072, RFC
7313).  Each time bgpctl must show the message that was wrong, octet for octet,
with that verdict, and no other.  At the end, all of it in quantity.

usage: hostile.py BGPCTL SOCKET LOG [attrs|updates|sessions|floods …]
prints "ok NAME" or "not ok NAME: why"."""

import sys

import hostile_attrs as attrs
import hostile_sessions as sessions
import hostile_updates as updates
from hostile_lib import (EBGP, IBGP, MP, P, PLAIN, Speaker, Stands, base, ctl,
                         established_row, good, noted, paths, report, run_rows,
                         until)
from wire import (FAMILIES, KEEPALIVE, OPEN, OT, UPDATE, Closed, attr,
                  capability, message, open_body, prefix, u32, update)


def run_attrs():
    run_rows(attrs.ROWS)
    for name, octets, result in attrs.OLD:
        report(name + ", old", established_row(
            EBGP, octets, result, width=2, caps=FAMILIES + capability(6)))
    for name, octets, result in attrs.HALF:
        report(name + ", old here", established_row(
            PLAIN, octets, result, width=2, caps=capability(1, b"\0\1\0\1") +
            capability(65, u32(64500))))


def run_updates():
    run_rows(updates.ROWS)
    for flow in updates.FLOWS:
        flow()


def run_sessions():
    sessions.run()
    run_rows(sessions.ROWS)
    for flow in sessions.FLOWS:
        flow()


# --- in quantity ------------------------------------------------------------

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
        speaker.send(update(good() + attr(OT, 99, u32(i) * 16370),
                            prefix("10.77.%d.0/24" % i)))
    done = until(lambda: len(ctl("show", "rib", "neighbor",
                                 EBGP).get("rib", [])) == count, 60)
    speaker.close()
    return None if done else "show rib does not list them all"


def large_paths(count):
    """The same for one prefix, by path identifiers."""
    speaker = Speaker(EBGP).establish(
        caps=FAMILIES + capability(6) + capability(65, u32(64497)) +
        capability(69, b"\0\1\1\2"))
    for i in range(count):
        speaker.send(update(good() + attr(OT, 99, u32(i) * 16370),
                            u32(i) + prefix(P)))
    done = until(lambda: len(ctl("show", "rib", P).get("rib", [])) == count,
                 60)
    speaker.close()
    return None if done else "show rib does not list them all"


def noise(count):
    """Large bad messages push out what their sender did before, and nothing
    of the others."""
    others = {a: noted(a) for a in (IBGP, MP)}
    speaker = Speaker(EBGP).establish()
    for i in range(count):
        octets = update(base() + attr(OT, 99, u32(i) * 15000), prefix(P))
        speaker.send(octets)
    done = until(lambda: octets.hex() in [
        m["message"] for m in noted(EBGP).values()], 60)
    speaker.close()
    if not done:
        return "the last message is not there"
    for address, before in others.items():
        if not before or noted(address) != before:
            return "%s lost some" % address
    kept = [m for m in noted(EBGP).values() if m["engine"] == "rde"]
    size = sum(m["length"] for m in kept)
    return None if 200000 < size <= 1 << 20 else "%d octets kept" % size


def run_floods():
    report("100 bad messages of 60,000 octets", noise(100))
    report("250 paths of 65,508 octets of attributes", large_attributes(250))
    report("the same for one prefix", large_paths(250))
    report("2000 flaps", flaps(2000))


TOPICS = {"attrs": run_attrs, "updates": run_updates,
          "sessions": run_sessions, "floods": run_floods}


def main():
    for topic in sys.argv[4:] or TOPICS:
        TOPICS[topic]()


main()
