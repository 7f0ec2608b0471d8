#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Received routes to a program as JSON: Herald beside ExaBGP (make bench).

A neighbour announces COUNT prefixes, 5.2 to a set of attributes; a program of
the same configuration counts them in its events.  Wall time from the first
octet of the first UPDATE until the program has read the last prefix.  The
daemons take turns, each in namespaces of its own; medians are printed, and how
many times as fast Herald is.

usage: feed.py BUILD [-n RUNS] [-c COUNT] [-d DAEMON …]
"""

import argparse
import json
import os
import shutil
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time

import hosts
from hosts import OUR_AS, PEER, PEER_AS, US, sh

MARKER = b"\xff" * 16
DAEMONS = ("herald", "exabgp")

# What the daemon runs: counts prefixes, and says when it has seen them all.
PROGRAM = """#!/usr/bin/python3
import os, sys, time
seen, rest, want = 0, b"", int(sys.argv[1])
while seen < want:
    data = os.read(0, 1 << 20)
    if not data:
        break
    data = rest + data
    seen += data.count(b'"nlri": "')
    rest = data[-8:]
with open(sys.argv[2], "w") as f:
    f.write(f"{seen} {time.monotonic()}")
while os.read(0, 1 << 20):
    pass
"""


def message(kind, body=b""):
    return MARKER + struct.pack("!HB", 19 + len(body), kind) + body


def open_message():
    caps = bytes([1, 4, 0, 1, 0, 1]) + bytes([65, 4]) + \
        struct.pack("!I", PEER_AS)
    return message(1, struct.pack("!BHH4sB", 4, PEER_AS, 180,
                                  socket.inet_aton(PEER), len(caps) + 2) +
                   bytes([2, len(caps)]) + caps)


def configure(where, count):
    with open(f"{where}/program", "w", encoding="ascii") as f:
        f.write(PROGRAM)
    os.chmod(f"{where}/program", 0o755)
    with open(f"{where}/conf", "w", encoding="ascii") as f:
        f.write(f"""process reader {{
run {where}/program {count} {where}/seen;
encoder json;
}}
neighbor {PEER} {{
router-id {US}; local-address {US}; local-as {OUR_AS}; peer-as {PEER_AS};
passive true; family {{ ipv4 unicast; }}
api {{ processes [ reader ]; receive {{ parsed; update; }} }}
}}
""")


def start(name, build, where):
    log = open(f"{where}/log", "w", encoding="ascii")
    env = dict(os.environ)
    if name == "herald":
        words = [f"{build}/bgpd", "-d", "-f", f"{where}/conf", "-s",
                 f"{where}/sock"]
    else:
        words = ["exabgp", f"{where}/conf"]
        env.update({"exabgp.daemon.user": "root",
                    "exabgp.daemon.drop": "false", "exabgp.api.cli": "false",
                    "exabgp.tcp.bind": US, "exabgp.tcp.port": "179"})
    return subprocess.Popen(words, env=env, stdout=log, stderr=log)


def connect():
    """The neighbour, in its namespace: a session that is up."""
    for _ in range(100):
        try:
            s = socket.create_connection((US, 179))
            break
        except OSError:
            time.sleep(0.1)
    s.sendall(open_message())
    seen = b""
    while seen.count(MARKER) < 1 or b"\x00\x13\x04" not in seen:
        seen += s.recv(4096)
        if seen[18:19] == b"\x01" and len(seen) >= 29:
            s.sendall(message(4))
            seen = seen[struct.unpack("!H", seen[16:18])[0]:]
    time.sleep(0.5)
    return s


def feed(stream):
    s = connect()
    s.settimeout(1200)
    begin = time.monotonic()
    print(begin, flush=True)
    s.sendall(open(stream, "rb").read())
    sys.stdin.read()


def one(name, build, where, count, stream):
    hosts.connect()
    configure(where, count)
    daemon = start(name, build, where)
    time.sleep(2)
    tool = subprocess.Popen(
        ["ip", "netns", "exec", "peer", sys.executable, __file__, build,
         "--feed", stream], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True)
    begin = float(tool.stdout.readline())
    limit = time.monotonic() + 1200
    while not os.path.exists(f"{where}/seen") and time.monotonic() < limit:
        time.sleep(0.01)
    time.sleep(0.1)
    seen, end = open(f"{where}/seen", encoding="ascii").read().split()
    print(json.dumps({"seen": int(seen), "wall": float(end) - begin}))
    tool.stdin.close()
    daemon.kill()


def run(build, name, where, count, stream):
    os.mkdir(where)
    os.chmod(where, 0o777)
    out = subprocess.run(
        ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child",
         "--mount-proc", "sh", "-c",
         "mount -t tmpfs none /run && mkdir -p /run/netns && "
         'mount -o bind,ro /var/lib /var/lib && exec "$@"', "sh",
         sys.executable, __file__, build, "-c", str(count), "--one", name,
         where, stream], stdout=subprocess.PIPE, text=True, check=False)
    try:
        return json.loads(out.stdout)
    except ValueError:
        print("feed", name, "failed:", out.stdout)
        print(open(f"{where}/log", encoding="utf-8").read()[-2000:])
        return None


def main():
    p = argparse.ArgumentParser()
    p.add_argument("build")
    p.add_argument("-n", type=int, default=3)
    p.add_argument("-c", type=int, default=100_000)
    p.add_argument("-d", action="append", choices=DAEMONS)
    p.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    p.add_argument("--feed", help=argparse.SUPPRESS)
    a = p.parse_args()
    build = os.path.abspath(a.build)
    if a.feed:
        feed(a.feed)
        return
    if a.one:
        one(a.one[0], build, a.one[1], a.c, a.one[2])
        return
    top = tempfile.mkdtemp(prefix="herald-bench.")
    os.chmod(top, 0o755)
    sh(f"{build}/regress/bgpload", "gen", str(a.c), str(PEER_AS), PEER,
       f"{top}/stream")
    runs = {d: [] for d in a.d or DAEMONS}
    for n in range(a.n):
        for name, results in runs.items():
            r = run(build, name, f"{top}/{name}{n}", a.c, f"{top}/stream")
            print("feed", name, r, flush=True)
            if r is not None and r["seen"] >= a.c:
                results.append(r["wall"])
    shutil.rmtree(top)
    wall = {d: statistics.median(r) for d, r in runs.items() if r}
    print(f"\nfeed: {a.c:,} received prefixes to a program as JSON, "
          f"median of {a.n}")
    for name, seconds in wall.items():
        print(f"{name:10}{seconds:9.3f} s{a.c / seconds:12,.0f} /s")
    if len(wall) == 2:
        print(f"herald is {wall['exabgp'] / wall['herald']:.1f} times as "
              "fast as exabgp")


main()
