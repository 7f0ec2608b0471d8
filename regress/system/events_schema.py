#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Events of every kind, direction and shape against etc/schema, and with
random octets wherever a neighbour may choose them: each line must be JSON to
this parser too, of the schema, and with the keys of its first filling.

usage: events_schema.py EVENT_PRINT SCHEMA-DIRECTORY
prints "ok NAME" or "not ok NAME: why"."""

import json
import random
import subprocess
import sys

import events_script as script
from schema import Schema

IDENTITY = {"local": "192.0.2.1", "remote": "2001:db8::2", "local_as": 64496,
            "peer_as": 4200000000, "router_id": "192.0.2.1", "counter": 7,
            "host": "r1", "pid": 12, "ppid": 7, "time": 1700000000000042}
NEGOTIATED = {"n_hold": 90, "n_as4": 1, "n_extended": 1, "n_refresh": 2,
              "n_families": 15, "n_enh": 1, "n_tx": 5, "n_rx": 4,
              "n_operational": 1}
ROUNDS = 60


def message(octets):
    return {"kind": "message", "message": octets.hex(), "add_path": 0}


def kinds():
    """Rows of fields: one event each, or two where both forms are asked."""
    rows = [{"kind": k} for k in ("connected", "up", "resync", "negotiated")]
    rows += [{"kind": "down", "reason": b"why \"not\"\n".hex()},
             {"kind": "signal", "signal": 10}, {"kind": "lost", "lost": 12}]
    rows += [{"kind": "fsm", "fsm": s} for s in (
        "IDLE", "ACTIVE", "CONNECT", "OPENSENT", "OPENCONFIRM",
        "ESTABLISHED")]
    for k in ("shutdown", "lost", "resync"):
        rows.append({"kind": k, "remote": None})
    opens = [n.open for n in script.NEIGHBORS]
    others = [script.KEEPALIVE, script.notification(6, 2, b"\5hello"),
              script.notification(4, 0), script.refresh(1, 1, 0),
              script.refresh(2, 128, 9), script.message(99, b"x"),
              script.message(6, b"x"), script.message(2, b"\0"),
              script.operational(1, b"\0\1\1text"),
              script.operational(999, b"x")]
    others += [script.operational(w, script.QUERY + script.u32(9))
               for w in (4, 6, 8)]
    others += [script.operational(w, script.QUERY) for w in (3, 5, 7)]
    rows += [message(m) for m in opens + others]
    routes = script.Routes(64501, ibgp=True)
    rows += [message(m) for m in routes.all()]
    rows += [dict(message(m), add_path=15)
             for m in script.Routes(64501, True).all()]
    return rows


def forms():
    for direction in ("receive", "send", "in", "out"):
        for what in (1, 2, 4, 6):
            yield {"direction": direction, "what": what,
                   "compact": int(direction == "in"), "beside": what % 2}


def write(event_print, rows):
    lines = "".join("\t".join(f"{k}={v}" for k, v in r.items()
                              if v is not None) + "\n" for r in rows)
    run = subprocess.run([event_print], input=lines.encode(),
                         capture_output=True, check=True)
    return run.stdout.split(b"\x1e\n")[:-1]


def only_once(pairs):
    keys = [k for k, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError(f"a name twice among {keys}")
    return dict(pairs)


def parse(line):
    """Strict: no NaN, no name twice."""
    def refuse(word):
        raise ValueError(word)
    return json.loads(line.decode("utf-8", "strict"), parse_constant=refuse,
                      object_pairs_hook=only_once)


def keys(value):
    if isinstance(value, dict):
        return {k: keys(v) for k, v in value.items()}
    return [keys(v) for v in value] if isinstance(value, list) else None


class Checker:
    def __init__(self, event_print, directory):
        self.event_print = event_print
        self.schema = {s: Schema(f"{directory}/event-{s}.json")
                       for s in (4, 5, 6)}

    def say(self, name, bad, count):
        if bad:
            print(f"not ok {name}: {len(bad)} of {count}: {bad[0]}")
        else:
            print(f"ok {name}: {count}")

    def faults(self, out, shape):
        if out.count(b"\n") != 1 or not out.endswith(b"\n"):
            return [f"not one line: {out!r}"]
        try:
            event = parse(out)
        except ValueError as e:
            return [f"{e}: {out!r}"]
        return [f"{e}: {out!r}" for e in self.schema[shape].errors(event)]

    def all_kinds(self, shape):
        rows = [dict(IDENTITY, json=1, shape=shape, **dict(form, **row),
                     **NEGOTIATED)
                if row.get("remote", 0) is not None else
                dict({k: v for k, v in IDENTITY.items() if k != "remote"},
                     json=1, shape=shape, kind=row["kind"], lost=3)
                for form in forms() for row in kinds()]
        outs = write(self.event_print, rows)
        bad = [e for out in outs for e in self.faults(out, shape)]
        self.say(f"every kind, shape {shape}", bad, len(outs))

    def hostile(self, shape):
        """The same events again with other octets in the same places."""
        draw = random.Random(shape)
        bad, count = [], 0
        for name, make in PLACES.items():
            rows = [dict(IDENTITY, json=1, shape=shape, direction="receive",
                         what=1, **make(b"a" * 16))]
            rows += [dict(rows[0], **make(octets(draw)))
                     for _ in range(ROUNDS)]
            outs = write(self.event_print, rows)
            found = [e for o in outs for e in self.faults(o, shape)]
            if not found:
                first = keys(parse(outs[0]))
                found = [f"other keys: {o!r}" for o in outs
                         if keys(parse(o)) != first]
            bad += [f"{name}: {e}" for e in found]
            count += len(outs)
        self.say(f"octets of a neighbour's choice, shape {shape}", bad, count)


def octets(draw):
    odd = b"\"\\\n\r\t\0{}[](),:\x7f\xff\xc2\xe2\x80\xae"
    return bytes(draw.choice(odd) if draw.random() < 0.5 else
                 draw.randrange(256) for _ in range(16))


def named(code, build):
    caps = [script.V4, script.cap(code, build)]
    return message(script.open_message(64501, "192.0.2.2", caps))


PLACES = {
    "reason": lambda o: {"kind": "down", "reason": o.hex()},
    "host name": lambda o: named(73, b"\x10" + o + b"\1x"),
    "domain name": lambda o: named(73, b"\1x\x10" + o),
    "software version": lambda o: named(75, b"\x10" + o),
    "unknown capability": lambda o: named(99, o),
    "notification": lambda o: message(script.notification(3, 1, o)),
    "shutdown communication": lambda o: message(
        script.notification(6, 2, b"\x10" + o)),
    "advisory": lambda o: message(script.operational(1, b"\0\1\1" + o)),
    "operational": lambda o: message(script.operational(99, o)),
    "unknown message": lambda o: message(script.message(9, o)),
    "opaque attribute": lambda o: message(script.Routes(64501).with_attrs(
        script.attr(script.OT, 0x99, o))),
    "communities": lambda o: message(script.Routes(64501).with_attrs(
        script.attr(script.OT, 8, o))),
    "extended communities": lambda o: message(
        script.Routes(64501).with_attrs(script.attr(script.OT, 16, o))),
    "tunnel of a PMSI": lambda o: message(
        script.Routes(64501).with_attrs(
            script.attr(script.OT, 22, b"\0\2\0\0\0" + o))),
    "name of a policy": lambda o: message(
        script.Routes(64501).with_attrs(
            script.attr(script.OT, 23, b"\0\x0f\0\x14\x82\0\x11\0" + o))),
    "sub-TLV of a tunnel": lambda o: message(
        script.Routes(64501).with_attrs(
            script.attr(script.OT, 23, b"\0\x08\0\x12\x63\x10" + o))),
    "SID of a service": lambda o: message(
        script.Routes(64501).with_attrs(
            script.attr(script.OT, 40, b"\5\0\x19\0\1\0\x15\0" + o +
                        b"\0\0\x48\0"))),
    "prefix": lambda o: message(script.update(
        script.Routes(64501).base() + script.NEXT_HOP, b"\x20" + o[:4])),
}


def main():
    checker = Checker(sys.argv[1], sys.argv[2])
    for shape in (4, 5, 6):
        checker.all_kinds(shape)
        checker.hostile(shape)


main()
