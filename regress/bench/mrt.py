#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""bgpctl show mrt beside bgpdump -m on the same files (make bench).

Each in turn, some runs, output to a file in memory; the best wall time of each
is printed, and how many times as fast Herald is, which is to be 3 at least.
Without files: the project's own samples, made long.

usage: mrt.py BUILD [-n RUNS] [FILE ...]
"""

import argparse
import filecmp
import os
import subprocess
import sys
import tempfile
import time

LEAST = 3
TOOLS = os.path.join(os.path.dirname(__file__), "..", "tools")


def samples(where):
    """Of each kind, some tens of megabytes of lines."""
    made = f"{where}/made"
    os.mkdir(made)
    subprocess.run([sys.executable, f"{TOOLS}/make_mrt.py", made], check=True)
    files = []
    for name in ("table_dump", "table_dump_v2", "updates_as2", "updates_as4"):
        with open(f"{made}/{name}", "rb") as f:
            data = f.read()
        with open(f"{where}/{name}", "wb") as f:
            f.write(data * 100)
        subprocess.run(["gzip", f"{where}/{name}"], check=True)
        files.append(f"{where}/{name}.gz")
    return files


def run(command, out):
    with open(out, "wb") as f:
        begun = time.monotonic()
        subprocess.run(command, stdout=f, stderr=subprocess.DEVNULL,
                       check=False)
        return time.monotonic() - begun


def main():
    p = argparse.ArgumentParser()
    p.add_argument("build")
    p.add_argument("-n", type=int, default=5)
    p.add_argument("files", nargs="*")
    a = p.parse_intermixed_args()
    slow = False
    where = tempfile.mkdtemp(prefix="herald-bench.", dir="/dev/shm")
    try:
        print(f"{'file':32}{'herald':>9}{'bgpdump':>9}{'times':>7}")
        for name in a.files or samples(where):
            commands = {"herald": [f"{a.build}/bgpctl", "show", "mrt", name],
                        "bgpdump": ["bgpdump", "-m", name]}
            best = {c: min(run(commands[c], f"{where}/{c}")
                           for _ in range(a.n)) for c in commands}
            times = best["bgpdump"] / best["herald"]
            same = filecmp.cmp(f"{where}/herald", f"{where}/bgpdump",
                               shallow=False)
            slow = slow or times < LEAST or not same
            print(f"{os.path.basename(name):32}{best['herald']:9.3f}"
                  f"{best['bgpdump']:9.3f}{times:7.1f}"
                  f"{'' if same else '  the lines differ'}")
    finally:
        subprocess.run(["rm", "-rf", where], check=True)
    sys.exit(slow)


main()
