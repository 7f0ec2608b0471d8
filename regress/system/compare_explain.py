#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""What bgpctl explain says of each message of "bgpctl -j show malformed": it
must be the verdict that the daemon gave.

usage: compare_explain.py BGPCTL JSON-FILE DIRECTORY
The configuration of neighbor A, without path identifiers, is DIRECTORY/A.
Prints a line for each difference, and how many were compared."""

import json
import re
import subprocess
import sys

# What hangs on more than the message and what was configured.
STATE = re.compile("in state|unexpected AS|role does not|family is not in use")


def explained(tool, m, where):
    words = [tool, "-j", "explain", "-c",
             f"{where}/{m['neighbor']['remote_addr']}"]
    words += [] if m["as4"] else ["-2"]
    words += ["-i"] if m["add_path"] else []
    out = subprocess.run(words + [m["message"]], capture_output=True,
                         text=True, check=False)
    return json.loads(out.stdout)


def main():
    tool, source, where = sys.argv[1:]
    compared = different = 0
    with open(source, encoding="utf-8") as f:
        messages = json.load(f)["malformed"]
    for m in messages:
        if STATE.search(m["reason"]):
            continue
        got = explained(tool, m, where)
        compared += 1
        if got["outcome"] == m["verdict"]:
            continue
        different += 1
        print(m["neighbor"]["remote_addr"], m["engine"], m["verdict"],
              "explain:", got["outcome"], m["reason"], "/",
              got.get("reason"), m["message"])
    print(f"{compared} compared, {different} different")
    sys.exit(different > 0 or compared == 0)


main()
