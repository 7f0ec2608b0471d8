#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""A program as users write them: reads events, and keeps the table they make.

usage: feed_program.py DIRECTORY NAME [ack]

Writes what it holds to DIRECTORY/NAME.json whenever input rests: routes and
their attributes by neighbour, states, and counts of events.  It stops reading
while DIRECTORY/NAME.stop exists.  A line that is not JSON, or does not follow,
is an error and is told there as well.  With "ack" it announces a route first,
and expects to be answered.
"""

import json
import os
import select
import signal
import sys
import time

WHERE, NAME = sys.argv[1], sys.argv[2]
ROUTES, STATES, WHOLE = {}, {}, {}
COUNTS = {"events": 0, "downs": 0, "ups": 0, "eors": 0, "lost": 0,
          "resyncs": 0, "shutdown": 0, "done": 0, "updates": 0}
ERRORS, KINDS, STOPPED = [], [], []


def path(ending):
    return os.path.join(WHERE, NAME + ending)


def tell():
    with open(path(".new"), "w", encoding="utf-8") as f:
        json.dump({"routes": {n: len(r) for n, r in ROUTES.items()},
                   "first": {n: sorted(r)[:3] for n, r in ROUTES.items()},
                   "med": {n: sorted({str(m) for m in r.values()})[:5]
                           for n, r in ROUTES.items()},
                   "states": STATES, "whole": WHOLE, "errors": ERRORS[:5], "kinds": KINDS,
                   **COUNTS}, f)
    os.rename(path(".new"), path(".json"))


def update(peer, message):
    table = ROUTES.setdefault(peer, {})
    if "eor" in message:
        COUNTS["eors"] += 1
        WHOLE[peer] = True
        return
    COUNTS["updates"] += 1
    u = message["update"]
    for prefixes in u.get("withdraw", {}).values():
        for p in prefixes:
            table.pop(p["nlri"], None)
    for hops in u.get("announce", {}).values():
        for prefixes in hops.values():
            for p in prefixes:
                table[p["nlri"]] = u["attribute"].get("med")


def state(peer, what):
    STATES[peer] = what
    if what in ("down", "up"):
        COUNTS[what + "s"] += 1
    WHOLE[peer] = False
    if what == "down":
        ROUTES.pop(peer, None)


def event(e):
    kind = e["type"]
    COUNTS["events"] += 1
    if len(KINDS) < 40:
        KINDS.append(kind)
    if kind == "notification" and "neighbor" not in e:
        COUNTS["shutdown"] += 1
        tell()                  # SIGTERM is what comes next
        return
    peer = e["neighbor"]["address"]["peer"]
    if kind == "update" and e["neighbor"]["direction"] == "receive":
        update(peer, e["neighbor"]["message"])
    elif kind == "state":
        state(peer, e["neighbor"]["state"])
    elif kind == "lost":
        COUNTS["lost"] += 1
        ROUTES.pop(peer, None)
    elif kind == "resync":
        COUNTS["resyncs"] += 1


def line(text):
    if text in ("done", "error"):
        COUNTS["done"] += text == "done"
        return
    try:
        event(json.loads(text))
    except (ValueError, KeyError) as e:
        ERRORS.append(f"{e!r}: {text[:200]}")


def stop(*_):
    """What was written before SIGTERM is read first."""
    STOPPED.append(True)


def main():
    left = b""
    signal.signal(signal.SIGTERM, stop)
    if "ack" in sys.argv:
        print("announce route 198.51.100.0/24 next-hop self", flush=True)
    while True:
        while os.path.exists(path(".stop")):
            time.sleep(0.05)
        if not select.select([0], [], [], 0.2)[0]:
            tell()
            if STOPPED:
                return
            continue
        data = os.read(0, 1 << 20)
        if not data:
            break
        *lines, left = (left + data).split(b"\n")
        for one in lines:
            line(one.decode("utf-8"))
    tell()


main()
