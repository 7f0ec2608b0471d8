#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""bgp-healthcheck beside the healthcheck of Debian's exabgp: both get the same
options and the same scripted results of checks, and what they do has to be the
same, in the same order: lines written, commands executed, addresses on lo as
each check finds them, exit status.  What differs on purpose is listed with the
case, with the reason; a listed difference that is none any more is a failure.

usage: healthcheck.py PROGRAM    (root, in a network namespace of its own)
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

EXABGP = ["/usr/bin/python3", "-m", "exabgp", "healthcheck"]
ALWAYS = ["--no-syslog", "--interval", "0.05", "--fast-interval", "0.05"]
ONE = ["--ip", "198.51.100.1/32", "--no-ip-setup"]
TWO = ONE + ["--ip", "2001:db8:0::0:1"]
LIMIT = 30

# What the n-th check does; behind the last one the program is asked to stop.
CHECK = """#!/bin/sh
cd "$1" || exit 99
n=$(($(cat n) + 1))
echo $n > n
lo=$(ip -o address show dev lo | sed -n 's,.* inet6* \\([^ ]*\\) .*,\\1,p' |
    grep -v -e ^127 -e ^::1/ | sort | tr '\\n' ' ')
set -- $(sed -n "${n}p" results)
[ $# -gt 0 ] || { echo end >> trace; exec sleep 5; }
echo "check $1 lo: $lo" >> trace
case $1 in
ok)	exit 0 ;;
fail)	echo "some words"; exit 3 ;;
hang)	exec sleep 60 ;;
disable) touch disable; exit 0 ;;
esac
"""

UP = "ok " * 4
DOWN = "fail " * 4


class Case:
    def __init__(self, name, options, results, before="", config=None,
                 differs=None, answer="done\n"):
        self.name, self.options, self.results = name, options, results
        self.before, self.config = before, config
        self.differs = differs or []
        self.answer = answer


CASES = [
    Case("the states", TWO, UP + DOWN + UP),
    Case("a change of mind", TWO,
         "ok ok fail ok ok ok ok fail ok ok ok fail fail fail ok fail fail "
         "fail ok"),
    Case("the first failure", ONE, "fail fail fail fail ok ok ok ok"),
    Case("at once", ONE + ["--rise", "1", "--fall", "1"],
         "ok ok fail fail ok fail ok"),
    Case("rise 0, fall 2", ONE + ["--rise", "0", "--fall", "2"],
         "ok fail ok fail fail ok"),
    Case("withdraw on down", TWO + ["--withdraw-on-down"], UP + DOWN + UP),
    Case("stopped before it was up", TWO, "ok"),
    Case("stopped while it falls", TWO, UP + "fail"),
    Case("attributes", TWO + [
        "--next-hop", "192.0.2.1", "--local-preference", "200",
        "--community", "64496:1 64496:2",
        "--extended-community", "target:64496:1",
        "--large-community", "64496:1:1", "--as-path", "64496 64497",
        "--path-id", "7"], UP + DOWN),
    Case("community when it is not up", ONE + [
        "--community", "64496:1", "--disabled-community", "64496:2"],
        UP + DOWN),
    Case("no community but then", ONE + ["--disabled-community", "64496:2"],
         UP + DOWN),
    Case("as paths", ONE + [
        "--as-path", "64496", "--up-as-path", "64497",
        "--disabled-as-path", "64499"], UP + DOWN),
    Case("as paths of all states", ONE + [
        "--up-as-path", "64497", "--down-as-path", "64498 64498"], UP + DOWN),
    Case("metrics", TWO + ["--up-metric", "7", "--down-metric", "30",
                           "--increase", "-5"], UP + DOWN),
    Case("neighbours", TWO + ["--neighbor", "192.0.2.2",
                              "--neighbor", "2001:DB8:0::2"], UP + DOWN),
    Case("start", ["--ip", "198.51.100.1", "--ip", "198.51.100.2", "--ip",
                   "198.51.100.3", "--no-ip-setup", "--start-ip", "1"], UP),
    Case("start from behind", ["--ip", "198.51.100.1", "--ip", "198.51.100.2",
                               "--ip", "198.51.100.3", "--no-ip-setup",
                               "--start-ip", "-4"], UP),
    Case("networks", ["--ip", "198.51.100.0/30", "--ip", "2001:db8::/126",
                      "--no-ip-setup"], UP),
    Case("networks as hosts", [
        "--ip", "198.51.100.0/255.255.255.252", "--ip", "2001:db8::/126",
        "--no-ip-setup", "--deaggregate-networks", "--start-ip", "2"], UP),
    Case("disabled", ONE + ["--disable", "{dir}/disable",
                            "--disabled-metric", "55",
                            "--disabled-as-path", "64499",
                            "--disabled-execute", "echo down {dir} >> {log}",
                            "--execute", "echo state $STATE >> {log}"],
         UP + "disable " + UP),
    Case("disabled and withdrawn", ONE + ["--disable", "{dir}/disable",
                                          "--withdraw-on-down"],
         UP + "disable " + UP),
    Case("commands", ONE + [
        "--execute", "echo 1 $STATE >> {log}",
        "--execute", "echo 2 $STATE >> {log}; false",
        "--up-execute", "echo up $STATE >> {log}",
        "--down-execute", "echo down $STATE >> {log}"],
        UP + "fail " + UP + DOWN + UP),
    Case("commands at once", ONE + [
        "--rise", "1", "--fall", "1", "--execute", "echo $STATE >> {log}"],
        "ok ok fail ok"),
    Case("a check that hangs", ONE + ["--timeout", "3", "--fall", "1",
                                      "--rise", "1"], "ok hang ok"),
    Case("no answers", TWO + ["--no-ack"], UP + DOWN, answer=""),
    Case("refusals", TWO, UP + DOWN, answer="error\n"),
    Case("short options", ["--ip=198.51.100.1", "--no-ip", "-a", "-N",
                           "192.0.2.1", "-t2", "--rise=1", "--with"],
         "ok fail fail fail fail", answer=""),
    Case("a file", ["--config", "{dir}/config", "--up-metric", "9",
                    "--ip", "198.51.100.9"], UP,
         config="# lines\n\n  no-ip-setup\nname = x y\nup-metric = 5\n"
                "ip = 198.51.100.1\n  community =  64496:1   64496:2 \n"
                "execute = echo \"a = b # c\" >> {log}\n"),
    Case("interval 0", ONE + ["--interval", "0"], UP),
    Case("interval 0 and down", ONE + ["--interval", "0"], DOWN),
    Case("addresses of lo", ["--label", "svc"], UP,
         before="ip address add 198.51.100.1/32 dev lo label lo:svc1;"
                "ip address add 198.51.100.2/32 dev lo label lo:other;"
                "ip address add 198.51.100.3/32 dev lo label lo:svc2"),
    Case("addresses of lo with just that label", [
        "--label", "svc"], UP,
         before="ip address add 198.51.100.1/32 dev lo label lo:svc",
         differs=[
        ("exabgp removes what it found on lo, and finds nothing when it is "
         "started again", r"^(status 0 lo:) $", r"\1 198.51.100.1/32 ")]),
    Case("all addresses of lo", ["--no-ip-setup"], UP,
         before="ip address add 198.51.100.1/32 dev lo;"
                "ip address add 198.51.100.2/24 dev lo;"
                "ip address add 2001:db8::1/128 dev lo"),
    Case("addresses that are set up", [
        "--label", "svc", "--ip", "198.51.100.8/31", "--ip", "198.51.100.1"],
        UP + DOWN),
    Case("addresses that come and go", [
        "--label", "svc", "--ip", "198.51.100.8", "--dynamic-ip-setup",
        "--withdraw-on-down"], UP + DOWN + UP + "fail fail fail"),
    Case("without a label", ["--ip", "198.51.100.8"], UP + DOWN, differs=[
        ("exabgp 4.2.21 does not remove addresses without a label at its end,"
         " newer ones do", r"^(status 0 lo:).*$", r"\1 ")]),
    Case("addresses of IPv6", ["--label", "svc", "--ip", "2001:db8::1"], UP,
         differs=[
        ("an IPv6 address has no label: exabgp never removes it",
         r"^(status 0 lo:).*$", r"\1 ")]),
    Case("addresses that go, and a metric", [
        "--label", "svc", "--ip", "198.51.100.8", "--dynamic-ip-setup"],
        UP + DOWN, differs=[
        ("a route whose address is gone is withdrawn, not announced with "
         "another metric",
         r"^announce (route \S+ next-hop self) med 1000$", r"withdraw \1")]),
]


class Run:
    """One program's way through a case, as a list of events."""

    def __init__(self, case, command, where):
        self.case, self.dir = case, where
        self.path = os.path.join(where, "trace")
        self.disabled = 0
        self.write("n", "0")
        self.write("trace", "")
        self.write("results", "\n".join(case.results.split()) + "\n")
        self.write("check", CHECK)
        if case.config:
            self.write("config", self.fill(case.config))
        os.chmod(os.path.join(where, "check"), 0o755)
        subprocess.run("ip link set lo up; ip address flush dev lo scope "
                       "global;" + case.before, shell=True, check=True)
        self.process = subprocess.Popen(
            command + ALWAYS + ["--command", f"{where}/check {where}"] +
            [self.fill(o) for o in case.options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, cwd="/")

    def write(self, name, text):
        with open(os.path.join(self.dir, name), "w", encoding="ascii") as f:
            f.write(text)

    def fill(self, text):
        return text.replace("{dir}", self.dir).replace("{log}", self.path)

    def note(self, text):
        with open(self.path, "a", encoding="ascii") as f:
            f.write(text + "\n")

    def events(self):
        with open(self.path, encoding="ascii") as f:
            return f.read().replace(self.dir, "DIR").splitlines()

    def line(self, text):
        self.note(text.rstrip("\n"))
        disable = os.path.join(self.dir, "disable")
        if os.path.exists(disable):
            self.disabled += 1
            if self.disabled == 2:
                os.unlink(disable)
        if not self.case.answer:
            return
        try:
            self.process.stdin.write(self.case.answer.encode())
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def stop_at_end(self):
        while self.process.poll() is None:
            if "end" in self.events():
                self.process.send_signal(signal.SIGTERM)
                return
            try:
                self.process.wait(0.02)
            except subprocess.TimeoutExpired:
                pass

    def all(self):
        stopper = threading.Thread(target=self.stop_at_end)
        killer = threading.Timer(LIMIT, self.process.kill)
        stopper.start()
        killer.start()
        for text in self.process.stdout:
            self.line(text.decode())
        status = self.process.wait()
        killer.cancel()
        stopper.join()
        lo = subprocess.run("ip -o address show dev lo scope global | awk "
                            "'{ printf \"%s \", $4 }'", shell=True,
                            stdout=subprocess.PIPE, text=True, check=True)
        self.note(f"status {status} lo: {lo.stdout}")
        return self.events()


def run(case, command):
    where = tempfile.mkdtemp(prefix="hc", dir=os.environ.get("T"))
    try:
        return Run(case, command, where).all()
    finally:
        shutil.rmtree(where)


def compare(case, ours, theirs):
    """What is wrong, or None."""
    wanted = list(theirs)
    for reason, pattern, replacement in case.differs:
        changed = [re.sub(pattern, replacement, e) for e in wanted]
        if changed == wanted:
            return f"no difference any more: {reason}"
        wanted = changed
    if ours == wanted:
        return None
    at = next((i for i, (a, b) in enumerate(zip(ours, wanted)) if a != b),
              min(len(ours), len(wanted)))
    show = [f"  event {at}", *(f"  ours:   {e}" for e in ours[at:at + 3]),
            *(f"  exabgp: {e}" for e in wanted[at:at + 3])]
    return "\n".join(show)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = [os.path.abspath(sys.argv[1])]
    failed = passed = 0
    for case in CASES:
        if len(sys.argv) > 2 and sys.argv[2] not in case.name:
            continue
        theirs = run(case, EXABGP)
        wrong = compare(case, run(case, program), theirs)
        if wrong is None and len(theirs) > 2:
            passed += 1
        else:
            failed += 1
            print(f"not ok: {case.name}\n{wrong or 'nothing happened'}")
    print(f"{passed} passed, {failed} failed, 0 skipped")
    sys.exit(1 if failed else 0)


main()
