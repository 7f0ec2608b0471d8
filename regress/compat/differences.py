#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""ExaBGP's own data, made into what it should have said.

The first table of differences.md is a row a place where the right octets, or
the right JSON, are others than those of ExaBGP's data: each is put in its
place in a copy, and everything is compared with that.  A row of which the data
has no such place, or several, is an error.

usage: differences.py SHARED-DIRECTORY OUT
makes OUT/all, OUT/routes and OUT/shape5, each like SHARED-DIRECTORY: with the
rows of all, and with those that count for the routes of a configuration, or
for events of shape 5, as well."""

import os
import re
import shutil
import sys

DOCUMENT = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                        "differences.md")
KINDS = ("all", "routes", "shape5")
CASE, NOTHING = "the whole case", "nothing"


def rows():
    """(kind, file, ExaBGP's, ours): the cells in backquotes."""
    with open(DOCUMENT, encoding="utf-8") as f:
        section = f.read().split("\n## ")[1]
    for line in section.splitlines():
        cells = [c.strip() for c in line.strip("|").split(" | ")]
        if line.startswith("| ") and cells[0] in KINDS:
            yield cells[0], *(c.strip("`") for c in cells[1:4])


def put(path, theirs, ours):
    """Three dots stand for what is left out of a line."""
    if theirs == CASE:
        os.remove(path)
        return 1
    with open(path, encoding="utf-8") as f:
        text = f.read()
    pattern = re.escape(theirs).replace("\\.\\.\\.", "[^\n]*")
    text, n = re.subn(pattern, "" if ours == NOTHING else ours, text)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return n


def main():
    shared, out = (os.path.abspath(a) for a in sys.argv[1:3])
    for kind in KINDS:
        data = f"{out}/{kind}/exabgp-qa"
        shutil.copytree(f"{shared}/exabgp-qa", data)
        os.symlink(f"{shared}/tools", f"{out}/{kind}/tools")
        for of, name, theirs, ours in rows():
            if of not in ("all", kind):
                continue
            n = put(f"{data}/qa/{name}", theirs, ours)
            if n != 1:
                sys.exit(f"differences.md: {name}: {theirs[:60]}: found "
                         f"{n} times, not once")


main()
