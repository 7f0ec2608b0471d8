#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""ExaBGP's own vectors against bgpctl encode and bgpctl decode.

Of the *.ci files each `cmd:` line is encoded and compared with the `raw:` line
under it by meaning, each `raw:` line is decoded and compared with the `json:`
line behind it; the session is that of the case's configuration.

usage: offline.py BUILD DIRECTORY, of differences.py; prints PASS or FAIL
lines."""

import glob
import importlib.util
import json
import os
import re
import subprocess
import sys

VOLATILE = ("exabgp", "time", "host", "pid", "ppid", "counter")


def load_exaqa(shared):
    spec = importlib.util.spec_from_file_location(
        "exaqa", f"{shared}/tools/exaqa.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["exaqa"] = module
    spec.loader.exec_module(module)
    return module


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr.strip()


def cases(path):
    """(command or None, message, JSON or None) in the order of the file."""
    command = message = None
    for line in open(path, encoding="utf-8"):
        m = re.match(r"[A-Z]?\d+:(cmd|raw|json):(.*)", line.strip())
        if not m:
            continue
        if m[1] == "cmd":
            command = m[2]
        elif m[1] == "raw":
            message = re.sub(r"[:\s]", "", m[2])
            yield command, message, None
            command = None
        elif message is not None:
            yield None, message, json.loads(m[2])


def conf_of(path, shared):
    for line in open(path, encoding="utf-8"):
        m = re.match(r"option:file:(\S+)", line)
        if m:
            return f"{shared}/exabgp-qa/etc/exabgp/{m[1]}"
    return None


def meaning(exaqa, octets):
    raw, said = bytes.fromhex(octets), []
    while raw:
        n = int.from_bytes(raw[16:18], "big")
        said += exaqa.meaning(raw[:n], set())
        raw = raw[n:]
    return sorted(said)


def encode(tool, exaqa, conf, name, command, message):
    rc, out, err = run(f"{tool}", "encode", *conf, command)
    want, got = meaning(exaqa, message), None
    if rc == 0:
        got = meaning(exaqa, out.replace("\n", ""))
    if got == want:
        print(f"PASS {name}")
    else:
        print(f"FAIL {name}: {command}\n  wanted {message}\n  got    "
              f"{out.strip() or err}")


def decode(tool, conf, name, message, want):
    ids = ["-i"] if "path-information" in json.dumps(want) else []
    rc, out, err = run(tool, "decode", "-e", "6", *conf, *ids, message)
    plain = {k: v for k, v in want.items() if k not in VOLATILE}
    got = err
    if rc == 0:
        got = {k: v for k, v in json.loads(out).items() if k not in VOLATILE}
        # Whose session it is says the case, not the octets.
        for key in ("address", "asn", "router-id", "direction"):
            if key in plain["neighbor"]:
                got["neighbor"][key] = plain["neighbor"][key]
    if got == plain:
        print(f"PASS {name}")
    else:
        print(f"FAIL {name}: {message}\n  wanted {json.dumps(plain)}\n  got"
              f"    {json.dumps(got)}")


def main():
    build, shared = sys.argv[1:]
    tool, exaqa = f"{build}/bgpctl", load_exaqa(shared)
    files = sorted(glob.glob(f"{shared}/exabgp-qa/qa/encoding/*.ci") +
                   glob.glob(f"{shared}/exabgp-qa/qa/api-expected/*.ci"))
    for path in files:
        conf = conf_of(path, shared)
        if conf is None or not os.path.exists(conf):
            conf = []
        else:
            conf = ["-c", conf]
            if run(tool, "encode", *conf, "announce eor")[0] != 0:
                conf = []
        where = os.path.basename(path)
        for n, (command, message, want) in enumerate(cases(path), 1):
            if command is not None:
                encode(tool, exaqa, conf, f"encode {where} {n}", command,
                       message)
            if want is not None:
                decode(tool, conf, f"decode {where} {n}", message, want)


main()
