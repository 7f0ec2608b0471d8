#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""ExaBGP's own vectors against Herald's events, by meaning.

The `json:` lines of *.ci files are shape 6 and stand behind the message that
they describe; the files of qa/decoding are a kind, a message, and its JSON.

usage: events.py EVENT_PRINT DIRECTORY, of differences.py; prints PASS or FAIL
lines."""

import glob
import json
import os
import re
import subprocess
import sys

VOLATILE = ("exabgp", "time", "host", "pid", "ppid", "counter")
ALL = (1 << 25) - 1             # a mask of families
HEADER = "FF" * 16


def run(event_print, fields):
    line = "\t".join(f"{k}={v}" for k, v in fields.items()) + "\n"
    return subprocess.run([event_print], input=line, capture_output=True,
                          text=True, check=True).stdout.split("\x1e")[0]


def meaning(event):
    return {k: v for k, v in event.items() if k not in VOLATILE}


def add_path(event):
    return ALL if "path-information" in json.dumps(event) else 0


def check(event_print, name, message, want, shape):
    n = want["neighbor"]
    out = run(event_print, {
        "json": 1, "shape": shape, "what": 1, "kind": "message",
        "direction": n["direction"], "message": message,
        "local": n["address"]["local"], "remote": n["address"]["peer"],
        "local_as": n["asn"]["local"], "peer_as": n["asn"]["peer"],
        "router_id": n.get("router-id", "127.0.0.1"),
        "add_path": add_path(want), "enh": ALL})
    try:
        got = meaning(json.loads(out))
    except ValueError as e:
        got = f"{out!r}: {e}"
    want = meaning(want)
    if got == want:
        print(f"PASS {name}")
        return
    print(f"FAIL {name}\n  wanted {json.dumps(want)}\n  got    "
          f"{json.dumps(got)}")


def messages(path):
    """Pairs of a message and the JSON behind it."""
    raw = None
    for line in open(path, encoding="utf-8"):
        m = re.match(r"[A-Z]?\d+:(raw|json):(.*)", line.strip())
        if not m:
            continue
        if m[1] == "raw":
            raw = re.sub(r"[:\s]", "", m[2]).upper()
        elif raw is not None:
            yield raw, json.loads(m[2])


def with_header(raw, kind):
    if raw.startswith(HEADER):
        return raw
    return f"{HEADER}{19 + len(raw) // 2:04X}{kind:02X}{raw}"


def decoded(event_print, path, shape):
    kind, raw, want = open(path, encoding="utf-8").read().split("\n")[:3]
    word = kind.split()[0]
    if word not in ("open", "update"):
        return
    raw = with_header(raw.replace(":", "").replace(" ", "").upper(),
                      1 if word == "open" else 2)
    check(event_print, f"{os.path.basename(path)} shape {shape}", raw,
          json.loads(want), shape)


def main():
    event_print, data = sys.argv[1:3]
    for path in sorted(glob.glob(f"{data}/all/exabgp-qa/qa/*/*.ci")):
        for i, (raw, want) in enumerate(messages(path)):
            check(event_print, f"{os.path.basename(path)} {i}", raw, want, 6)
    for shape, of in ((5, "shape5"), (6, "all")):
        for path in sorted(glob.glob(f"{data}/{of}/exabgp-qa/qa/decoding/*")):
            decoded(event_print, path, shape)


main()
