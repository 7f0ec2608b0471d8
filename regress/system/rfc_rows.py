#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Whether each row of rfc_rows.md has a test that names it, and each test a
row that is there; with what hostile.py printed, also whether it ran.

usage: rfc_rows.py ROWS.md [OUTPUT]; says what is missing, status 1"""

import glob
import os
import re
import sys

ROW = re.compile(r"^\| ((?:2\.6|2\.7|4)/[\w-]+) \| .* \| ([^|]+) \|$")
# In what a test is called: a string, or the first word behind "ok".
NAME = re.compile(r"[\"' ]((?:2\.6|2\.7|4)/[\w%-]+)(?=[ \"'])")


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def names(paths):
    """Comments do not count."""
    return {n for p in paths for line in read(p).splitlines()
            if not line.lstrip().startswith("#")
            for n in NAME.findall(line)}


def main():
    here = os.path.dirname(os.path.abspath(sys.argv[1]))
    rows = dict(m.groups() for m in map(ROW.match, read(
        sys.argv[1]).splitlines()) if m)
    hostile = names(glob.glob(here + "/hostile*.py"))
    # Some are numbers of a loop: "2.6/%d NAME".
    looped = {"2.6/9", "2.6/10", "2.6/17", "2.6/18"}
    hostile = {n for n in hostile if "%" not in n} | looped
    missing = []
    known = set(rows)
    for path in sorted(glob.glob(here + "/test_*.sh")):
        for one in names([path]) - known:
            missing.append("%s: there is no row %s" % (
                os.path.basename(path), one))
    for one in sorted(hostile - known):
        missing.append("hostile: there is no row %s" % one)
    ran = None
    if len(sys.argv) > 2:
        ran = {n for line in read(sys.argv[2]).splitlines()
               if line.startswith("ok ") for n in NAME.findall(line + " ")}
    for row, where in rows.items():
        if where.startswith("later: "):
            if row in hostile:
                missing.append("row %s has a test, and says later" % row)
        elif where == "hostile":
            if row not in hostile:
                missing.append("row %s has no test" % row)
            elif ran is not None and row not in ran:
                missing.append("row %s: no test of it passed" % row)
        elif row not in names([os.path.join(here, where)]):
            missing.append("row %s: %s does not name it" % (row, where))
    print("\n".join(missing) or "%d rows" % len(rows))
    return 1 if missing or len(rows) < 100 else 0


sys.exit(main())
