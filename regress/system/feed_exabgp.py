#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""The same configuration, program and neighbours under ExaBGP and Herald.

Unlike events_exabgp.py, nothing is written by a tool: bgpd itself runs the
programs that record what they are told.  Time, host, pid, counter and the
interleaving of neighbours and directions apart, both records are equal line
by line, but for the rows of SIDE and of DIFFERENCES, which stand in
regress/compat/differences.md.

usage: feed_exabgp.py BGPD DIRECTORY DOCUMENT
prints "ok NAME" or "not ok NAME: why"."""

import os
import re
import subprocess
import sys
from dataclasses import replace

import events_exabgp as ev
from events_script import NEIGHBORS, Neighbor, V4, notification

# One neighbour ends with neither NOTIFICATION nor what ExaBGP chokes on.
CLOSES = "127.0.0.16"
# These never come up: one is refused, one refuses.
IN_VAIN = [
    Neighbor("127.0.0.24", 64514, ("parsed",), [V4], comes_up=False,
             family="ipv4 unicast;", speaks_as=64515),
    Neighbor("127.0.0.25", 64515, ("parsed",), [V4], [],
             notification(6, 5), comes_up=False, family="ipv4 unicast;"),
]

# Beside DIFFERENCES: where the daemons, not their encoders, differ.
SIDE = [
    ("sorted", r"\[ 64496, 2 \], \[ 64496, 1 \]",
     "[ 64496, 1 ], [ 64496, 2 ]"),
    ("sorted", r"\[ 64496, 2 , 3 \], \[ 64496, 1 , 3 \]",
     "[ 64496, 1 , 3 ], [ 64496, 2 , 3 ]"),
    ("sorted", "64496:2 64496:1 ", "64496:1 64496:2 "),
    ("sorted", "64496:2:3 64496:1:3", "64496:1:3 64496:2:3"),
    ("sorted", "FBF00002FBF00001FFFFFF01", "FBF00001FBF00002FFFFFF01"),
    ("sorted", "(0000FBF0)00000002(000000030000FBF0)00000001",
     r"\g<1>00000001\g<2>00000002"),
    ("mp-first", r"005F02(\W+(?:\"body\": \"|body )0x)00000048(4001.*?)"
     r"800E(1C.{56})(?=[\"\n])", r"006002\g<1>00000049900E00\3\2"),
    ("restart-bit", r'("direction": "send", "open".*"restart-flags": \[) '
     '"forwarding"', r"\1"),
    ("restart-bit", r"(send open .*graceful restart flags) 0x8", r"\1 0x0"),
    ("reason-data", r"(Peer De-configured|Unsupported Capability) / "
     r"(?:\\x01\\x02|\\u0001\\u0002|A\\x00|A\\u0000)(?:zz)?", r"\1"),
    ("reason-data", r" / ASN in OPEN \(\d+\) did not match ASN expected "
     r"\(\d+\)", ""),
    ("words-in-data", r"0x41534E20696E204F50454E[0-9A-F]*", "0x0000FC03"),
    ("reason-data", r"Reset / (?:\\u0014|\\x14)Adm", "Reset / Adm"),
]
# Of neighbours that are not of our confederation, or do not begin the path.
WITHDRAWN = [
    ("not-our-path", r'"attribute": \{ [^{}]*"as-path": '
     r'(?:\[\]|\[ 1, [^]]*\]|\[ \d+ \](?=, "confederation-path": \[ |'
     r', "confederation-path": \[\], "confederation-set")).*?"announce": '
     r'(\{ "ipv4 unicast": )\{ "192\.0\.2\.9": (\[ \{ "nlri": "10\.6\.0\.0/24"'
     r' \} \]) \}', r'"withdraw": \1\2'),
    ("not-our-path", r"announced (10\.6\.0\.0/24) .*as-path (?:\[ \( 3 4 .*|"
     r"\[ 1 2 .*|.*\{.*)\n", r"withdrawn \1\n"),
]
# Whole events of one side alone.
HERALD_ONLY = [("operational-sent", r'"type": "operational".*"send"'
                r"| send operational ")]
ROWS = ("sorted", "mp-first", "restart-bit", "reason-data", "words-in-data",
        "not-our-path", "operational-sent")


def herald(bgpd, directory, log):
    # Its programs run as nobody.
    os.chmod(directory, 0o777)
    os.chmod(f"{directory}/commands", 0o666)
    return subprocess.Popen([bgpd, "-d", "-f", f"{directory}/exabgp.conf",
                             "-s", f"{directory}/sock"],
                            stdout=log, stderr=log)


def normal(event):
    event = re.sub(r'"time": [0-9]+\.[0-9]+', '"time": T', event)
    event = re.sub(r'"host" : "[^"]*", "pid" : \d+, "ppid" : \d+, '
                   r'(?:"counter": \d+, )?', "", event)
    return re.sub(r"^shutdown \d+ \d+", "shutdown PID PPID", event)


def place(event):
    """The neighbour, and the direction if it has one."""
    if event.startswith("{"):
        peer = re.search(r'"peer": "([^"]*)" \}', event)
        way = re.search(r'"direction": "(\w+)"', event)
        return (peer and peer[1] or "-", way and way[1] or "state")
    word = event.split() + [""]
    if word[0] == "shutdown":
        return "-", "state"
    return word[1], word[2] if word[2] in ("send", "receive") else "state"


def session_of(events):
    """Of one neighbour, from the attempt that succeeded to its end, and
    signals: when it is dialled otherwise is not compared."""
    up = next((i for i, e in enumerate(events) if re.search(
        r'"state": "OPENSENT"|send open|"type": "open".*"send"', e)), 0)
    first = max((i for i, e in enumerate(events[:up]) if re.search(
        r'"state": "ACTIVE"|^neighbor \S+ connected$', e, re.M)), default=0)
    last = next((i for i, e in enumerate(events)
                 if i > up and re.search(r'"state": "down"| down - ', e)),
                len(events))
    return events[first:last + 1] + [e for e in events[last + 1:]
                                     if '"type": "signal"' in e]


def before_eor(events):
    """Routes of the configuration go out in any order, before End-of-RIB."""
    eor = next((i for i, e in enumerate(events)
                if re.search(r'"eor"| eor \d', e)), 0)
    return events[:2] + sorted(events[2:eor]) + events[max(eor, 2):]


def streams(events):
    peers, out = {}, {}
    for e in events:
        peers.setdefault(place(e)[0], []).append(e)
    for peer, all_of in peers.items():
        for e in session_of(all_of) if peer != "-" else all_of:
            out.setdefault((peer, place(e)[1]), []).append(e)
    return {k: before_eor(v) if k[1] == "send" else v for k, v in out.items()}


def apply(rows, event, used):
    for key, pattern, replacement in rows:
        fixed = re.sub(pattern, replacement, event)
        if fixed != event:
            used.add(key)
            event = fixed
    return event


def without(rows, events, used):
    out = []
    for e in events:
        keys = {k for k, pattern in rows if re.search(pattern, e)}
        used |= keys
        if not keys:
            out.append(e)
    return out


def theirs(events, used):
    out = []
    for e in events:
        e = normal(e)
        if "10.12.0.0/24" not in e:     # neither takes AIGP here
            e = ev.mended(e, set())
        e = apply(SIDE, e, used)
        if place(e)[0] == "127.0.0.11":
            e = apply(WITHDRAWN, e, used)
        out.append(e)
    return out


def kind_of(event):
    if event.startswith("{"):
        return re.search(r'"type": "([^"]*)"', event)[1]
    word = event.split()
    return "shutdown" if word[0] == "shutdown" else " ".join(
        word[2:4] if word[2] in ("send", "receive") else word[2:3])


def compare(name, exabgp, ours):
    kinds = {}
    for key in sorted(set(exabgp) | set(ours)):
        a, b = exabgp.get(key, []), ours.get(key, [])
        for i in range(max(len(a), len(b))):
            x = a[i] if i < len(a) else None
            y = b[i] if i < len(b) else None
            count = kinds.setdefault(f"{key[1]} {kind_of(x or y)}", [0, 0])
            count[0] += 1
            if x != y:
                count[1] += 1
                if count[1] <= 2:
                    print(f"  {key} {i}\n  ExaBGP: {x!r}\n  Herald: {y!r}")
    for kind, (total, bad) in sorted(kinds.items()):
        say = f"{bad} of {total} differ" if bad else None
        ev.say(f"{name}: {kind}", say)
    return kinds


EXPECTED = {
    "JSON": ("state fsm", "state state", "state signal", "state negotiated",
             "state notification", "send open", "receive open",
             "send keepalive", "receive keepalive", "send update",
             "receive update", "receive refresh", "send refresh",
             "receive operational", "send notification",
             "receive notification"),
    "text": ("state connected", "state up", "state down", "state shutdown",
             "send send open", "receive receive open", "send send update",
             "receive receive update", "receive receive route-refresh",
             "receive receive notification"),
}


def main():
    bgpd, directory, document = sys.argv[1:4]
    neighbors = [replace(n, last=b"") if n.address == CLOSES else n
                 for n in NEIGHBORS] + IN_VAIN
    used = set()
    for name in ("exabgp", "herald"):
        os.mkdir(f"{directory}/{name}")
    ev.record(f"{directory}/exabgp", ev.exabgp, neighbors)
    ev.record(f"{directory}/herald", lambda d, log: herald(bgpd, d, log),
              neighbors, True)
    for name, file, split in (("JSON", "json.out", ev.json_events),
                              ("text", "text.out", ev.text_events)):
        exabgp, ours = (split(ev.content(f"{directory}/{who}/{file}"))
                        for who in ("exabgp", "herald"))
        ours = without(HERALD_ONLY, [normal(e) for e in ours], used)
        kinds = compare(name, streams(theirs(exabgp, used)), streams(ours))
        for kind in EXPECTED[name]:
            ev.say(f"{name}: there was a {kind}",
                   None if kind in kinds else sorted(kinds))
    for key in ROWS:
        ev.say(f"difference {key} was met and is explained", None
               if key in used and f"`{key}`" in ev.content(document)
               else f"see {document}")


if __name__ == "__main__":
    main()
