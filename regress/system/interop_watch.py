# SPDX-License-Identifier: ISC
"""A program of ExaBGP's that writes down what it is told.

usage: interop_watch.py FILE"""

import sys

with open(sys.argv[1], "a", encoding="utf-8") as out:
    for line in iter(sys.stdin.readline, ""):
        out.write(line)
        out.flush()
