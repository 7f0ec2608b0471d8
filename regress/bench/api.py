#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""How fast a program's `announce route` lines are taken, beside ExaBGP's.

The same program writes its lines as fast as they go and reads an answer to
each, once under Herald (200,000 lines with tags) and once under Debian's
exabgp (5,000 without, which it does not have), with a neighbour that takes
the routes.  Printed: lines a second from the first line to the last answer,
and their ratio, which is to be 100 at least.

usage: api.py BUILD [-c LINES] [-x LINES-FOR-EXABGP]
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time

import hosts
from hosts import OUR_AS as AS, PEER, PEER_AS, US

LEAST = 100

PROGRAM = '''#!/usr/bin/python3
import sys, threading, time
count, tagged, out = int({count}), {tagged}, {out!r}
lines = ["%sannounce route 10.%d.%d.%d/30 next-hop 10.0.0.1\\n" % (
    "@%d " % i if tagged else "", i // 16384, i // 64 % 256, i % 64 * 4)
    for i in range(count)]
time.sleep({wait})
def read():
    n = 0
    for line in sys.stdin:
        words = line.split()
        if tagged and words[:1] == ["@%d" % n] or not tagged and \\
                words and words[0] in ("done", "error"):
            if words[-1] != "done":
                break
            n += 1
            if n == count:
                break
    open(out, "w").write("%d %f" % (n, time.time() - begun))
begun = time.time()
reader = threading.Thread(target=read)
reader.start()
for i in range(0, count, 500):
    sys.stdout.write("".join(lines[i:i + 500]))
    sys.stdout.flush()
reader.join()
time.sleep(600)
'''

NEIGHBOR = """
process p {{ run {program}; encoder text; {extra} }}
neighbor {peer} {{
	router-id {us};
	local-address {us};
	local-as {as_};
	peer-as {peer_as};
	passive;
	family {{ ipv4 unicast; }}
	api {{ processes [ p ]; }}
}}
"""


def run(build, where, name, count):
    """Lines a second; the neighbour must have got every route."""
    program, out = f"{where}/program", f"{where}/out"
    with open(program, "w", encoding="ascii") as f:
        f.write(PROGRAM.format(count=count, tagged=name == "herald", out=out,
                               wait=6))
    os.chmod(program, 0o755)
    conf = f"{where}/conf"
    with open(conf, "w", encoding="ascii") as f:
        f.write(NEIGHBOR.format(
            program=program, peer=PEER, us=US, as_=AS, peer_as=PEER_AS,
            extra="user root;" if name == "herald" else ""))
    command, env = [f"{build}/bgpd", "-d", "-f", conf, "-s",
                    f"{where}/sock"], dict(os.environ)
    if name == "exabgp":
        command = ["exabgp", conf]
        env |= {"exabgp.daemon.user": "root", "exabgp.daemon.drop": "false",
                "exabgp.api.cli": "false", "exabgp.tcp.bind": US,
                "exabgp.log.level": "ERR",
                "exabgp.log.destination": f"{where}/log"}
    with open(f"{where}/said", "w", encoding="utf-8") as log:
        daemon = subprocess.Popen(command, stdout=log, stderr=log, env=env)
        time.sleep(2)
        sink = subprocess.Popen(
            ["ip", "netns", "exec", "peer", f"{build}/regress/bgpload",
             "sink", PEER, str(PEER_AS), US, str(count)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        end = time.monotonic() + 300
        while not os.path.exists(out) and time.monotonic() < end:
            time.sleep(0.1)
        time.sleep(0.1)
        answered, took = open(out, encoding="ascii").read().split()
        assert int(answered) == count, f"{name}: {answered} answers"
        got = sink.stdout.readline()
        assert got and "error" not in got, f"{name}: neighbour: {got}"
        sink.stdin.close()
        daemon.kill()
        daemon.wait()
    return count / float(took)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("build")
    p.add_argument("-c", type=int, default=200_000)
    p.add_argument("-x", type=int, default=5_000)
    p.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    a = p.parse_args()
    build = os.path.abspath(a.build)
    if a.one:
        hosts.connect()
        print(run(build, a.one[1], a.one[0],
                  a.c if a.one[0] == "herald" else a.x))
        return 0
    top, rate = tempfile.mkdtemp(prefix="herald-bench."), {}
    os.chmod(top, 0o755)
    for name in ("exabgp", "herald"):
        where = f"{top}/{name}"
        os.mkdir(where)
        out = subprocess.run(
            ["unshare", "--net", "--mount", "--pid", "--fork",
             "--kill-child", "--mount-proc", "sh", "-c",
             "mount -t tmpfs none /run && mkdir -p /run/netns && "
             "mount -o bind,ro /var/lib /var/lib && "
             'exec "$@"', "sh", sys.executable, __file__, build,
             "-c", str(a.c), "-x", str(a.x), "--one", name, where],
            stdout=subprocess.PIPE, text=True, check=True).stdout
        rate[name] = float(out)
        print(f"announce {name:8} {rate[name]:12,.0f} lines/s", flush=True)
    shutil.rmtree(top)
    ratio = rate["herald"] / rate["exabgp"]
    print(f"announce herald / exabgp: {ratio:.0f}")
    return 0 if ratio >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
