#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Herald beside BIRD and OpenBGPD, in turn, on this machine (make bench).

ingest     1,000,000 IPv4 prefixes from one neighbour: wall time from the first
           octet sent until the daemon rests, CPU of all its processes, memory
originate  100,000 configured routes to one neighbour: wall time from session
           up to the last prefix received, CPU, memory, and start-up time

Every run has namespaces of its own; the daemons take turns; medians are
printed, and the ratios to each peer.  One attribute set in originate, 5.2
prefixes a set in ingest.

usage: bench.py BUILD [-n RUNS] [-s SCENARIO] [-d DAEMON …] [-c COUNT]
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import hosts
from hosts import OUR_AS, PEER, PEER_AS, US, sh

HERE = os.path.dirname(os.path.abspath(__file__))
DAEMONS = ("herald", "bird", "openbgpd")
COUNTS = {"ingest": 1_000_000, "originate": 100_000}


def routes(count):
    """Distinct /24s, spread as an operator would never write them by hand."""
    for i in range(count):
        yield f"{20 + i // 65536}.{i // 256 % 256}.{i % 256}.0/24"


# --- the daemons: a configuration, a command, how to count its routes --------

class Herald:
    def __init__(self, build, where):
        self.build, self.where = build, where
        self.socket = f"{where}/herald.sock"

    def configure(self, scenario, count):
        static = ""
        if scenario == "originate":
            static = "static {\n" + "\n".join(
                f"route {p} next-hop {US};" for p in routes(count)) + "\n}\n"
        with open(f"{self.where}/herald.conf", "w") as f:
            f.write(f"""neighbor {PEER} {{
router-id {US}; local-address {US}; local-as {OUR_AS}; peer-as {PEER_AS};
passive true; family {{ ipv4 unicast; }}
{static}}}
""")

    def command(self):
        return [f"{self.build}/bgpd", "-d", "-f", f"{self.where}/herald.conf",
                "-s", self.socket]

    def count(self):
        out = json.loads(sh(f"{self.build}/bgpctl", "-s", self.socket, "-j",
                            "show", "neighbor", PEER))
        return out["neighbors"][0]["stats"]["prefixes"]["received"]


class Bird:
    def __init__(self, build, where):
        self.where = where

    def configure(self, scenario, count):
        static, export = "", "none"
        if scenario == "originate":
            static = "protocol static { ipv4;\n" + "\n".join(
                f"route {p} blackhole;" for p in routes(count)) + "\n}\n"
            export = "where source = RTS_STATIC"
        with open(f"{self.where}/bird.conf", "w") as f:
            f.write(f"""router id {US};
protocol device {{}}
{static}
protocol bgp {{ local {US} as {OUR_AS}; neighbor {PEER} as {PEER_AS};
passive yes; ipv4 {{ import all; export {export}; }}; }}
""")

    def command(self):
        return ["/usr/sbin/bird", "-f", "-c", f"{self.where}/bird.conf",
                "-s", f"{self.where}/bird.ctl"]

    def count(self):
        out = sh("/usr/sbin/birdc", "-s", f"{self.where}/bird.ctl", "show",
                 "route", "count")
        return int(re.search(r"(\d+) of \d+ routes", out).group(1))


class OpenBGPD:
    def __init__(self, build, where):
        self.where = where
        os.makedirs("/run/openbgpd", exist_ok=True)

    def configure(self, scenario, count):
        static, policy, export = "", "allow from any", "export none"
        if scenario == "originate":
            static = "prefix-set nets {\n" + "\n".join(routes(count)) + \
                "\n}\nnetwork prefix-set nets set community 65000:1\n"
            policy = "deny to any\nallow to any community 65000:1"
            export = ""
        with open(f"{self.where}/openbgpd.conf", "w") as f:
            f.write(f"""AS {OUR_AS}
router-id {US}
fib-update no
listen on {US}
socket "/run/openbgpd/bgpd.sock"
{static}neighbor {PEER} {{
remote-as {PEER_AS}
passive
{export}
}}
{policy}
""")
        os.chmod(f"{self.where}/openbgpd.conf", 0o600)

    def command(self):
        return ["/usr/sbin/bgpd", "-d", "-f", f"{self.where}/openbgpd.conf"]

    def count(self):
        out = sh("/usr/sbin/bgpctl", "-s", "/run/openbgpd/bgpd.sock", "-j",
                 "show", "neighbor", PEER)
        return json.loads(out)["neighbors"][0]["stats"]["prefixes"]["received"]


KINDS = {"herald": Herald, "bird": Bird, "openbgpd": OpenBGPD}


# --- one run, inside its namespaces ------------------------------------------

def family(pid):
    """The process and all that it started."""
    found = [pid]
    for p in found:
        for task in os.listdir(f"/proc/{p}/task"):
            path = f"/proc/{p}/task/{task}/children"
            found += [int(c) for c in open(path).read().split()]
    return found


def busy(pids):
    return sum(int(open(f"/proc/{p}/schedstat").read().split()[0])
               for p in pids) / 1e9


def rest(daemon, quiet=1.0, limit=120):
    """Waits until the daemon has done nothing for a while; its last work."""
    begin = last = time.monotonic()
    before = busy(family(daemon.pid))
    while time.monotonic() - begin < limit:
        time.sleep(0.02)
        now = busy(family(daemon.pid))
        if now - before > 0.002:
            last = time.monotonic()
        before = now
        if time.monotonic() - last > quiet:
            return last - begin
    raise SystemExit("the daemon never rests")


def memory(pids):
    """Peak resident and present proportional memory, in octets."""
    peak = pss = 0
    for p in pids:
        peak += int(re.search(r"VmHWM:\s+(\d+)",
                              open(f"/proc/{p}/status").read()).group(1))
        pss += int(re.search(r"\nPss:\s+(\d+)",
                             open(f"/proc/{p}/smaps_rollup").read()).group(1))
    return peak * 1024, pss * 1024


def one(build, name, scenario, count, stream, where):
    hosts.connect()
    kind = KINDS[name](build, where)
    kind.configure(scenario, count)
    log = open(f"{where}/log", "w")
    daemon = subprocess.Popen(kind.command(), stdout=log, stderr=log)
    time.sleep(0.3)
    result = {"start": round(rest(daemon, limit=600) + 0.3, 3)}
    pids = family(daemon.pid)
    base_peak, base_pss = memory(pids)
    before = busy(pids)
    load = [f"{build}/regress/bgpload"]
    load += ["feed", PEER, str(PEER_AS), US, stream, *map(str, pids)] \
        if scenario == "ingest" else \
        ["sink", PEER, str(PEER_AS), US, str(count)]
    tool = subprocess.Popen(["ip", "netns", "exec", "peer", *load],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            text=True)
    result |= json.loads(tool.stdout.readline())
    if "error" in result:
        print(open(f"{where}/log").read()[-2000:], file=sys.stderr)
    if scenario == "originate":
        rest(daemon, 0.5)
        result["cpu"] = busy(pids) - before
    else:
        result["held"] = kind.count()
    peak, pss = memory(pids)
    result |= {"peak": peak, "pss": pss, "grown": pss - base_pss,
               "processes": len(pids)}
    print(json.dumps(result))
    tool.stdin.close()
    daemon.kill()


# --- the whole ---------------------------------------------------------------

def table(scenario, runs, count):
    def mid(name, key):
        return statistics.median(r[key] for r in runs[name])

    print(f"\n{scenario}: {count:,} routes, median of "
          f"{len(next(iter(runs.values())))}")
    print(f"{'':10}{'wall s':>9}{'cpu s':>9}{'peak MB':>9}{'B/route':>9}"
          f"{'start s':>9}")
    for name in runs:
        per = mid(name, "grown" if scenario == "ingest" else "pss") / count
        print(f"{name:10}{mid(name, 'wall'):9.3f}{mid(name, 'cpu'):9.3f}"
              f"{mid(name, 'peak') / 1e6:9.1f}{per:9.0f}"
              f"{mid(name, 'start'):9.2f}")
    for name in runs:
        if name == "herald" or "herald" not in runs:
            continue
        print(f"herald / {name}: " + ", ".join(
            f"{key} {mid('herald', key) / max(mid(name, key), 1e-9):.2f}"
            for key in ("wall", "cpu", "peak")))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("build")
    p.add_argument("-n", type=int, default=3)
    p.add_argument("-s", action="append", choices=COUNTS)
    p.add_argument("-d", action="append", choices=DAEMONS)
    p.add_argument("-c", type=int)
    p.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    a = p.parse_args()
    build = os.path.abspath(a.build)
    if a.one:
        name, scenario, stream, where = a.one
        one(build, name, scenario, a.c, stream, where)
        return
    everything = {}
    for scenario in a.s or COUNTS:
        count = a.c or COUNTS[scenario]
        runs = {d: [] for d in a.d or DAEMONS}
        top = tempfile.mkdtemp(prefix="herald-bench.")
        os.chmod(top, 0o755)
        sh(f"{build}/regress/bgpload", "gen", str(count), str(PEER_AS), PEER,
           f"{top}/stream")
        for n in range(a.n):
            for name in runs:
                where = f"{top}/{name}{n}"
                os.mkdir(where)
                out = subprocess.run(
                    ["unshare", "--net", "--mount", "--pid", "--fork",
                     "--kill-child", "--mount-proc", "sh", "-c",
                     "mount -t tmpfs none /run && mkdir -p /run/netns && "
                     "mount -o bind,ro /var/lib /var/lib && "
                     'exec "$@"', "sh", sys.executable, __file__, build, "-c",
                     str(count), "--one", name, scenario, f"{top}/stream",
                     where], stdout=subprocess.PIPE, text=True)
                try:
                    result = json.loads(out.stdout)
                    runs[name].append(result)
                    print(scenario, name, result, flush=True)
                except ValueError:
                    print(scenario, name, "failed:", out.stdout)
        shutil.rmtree(top)
        everything[scenario] = runs
        if all(runs.values()):
            table(scenario, runs, count)
    with open(f"{build}/bench.json", "w") as f:
        json.dump(everything, f, indent=1)


main()
