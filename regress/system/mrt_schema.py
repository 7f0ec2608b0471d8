#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Lines of "bgpctl -j show mrt" against the schema; as many of them are
routes, withdraws and changes of state as the count says.

usage: mrt_schema.py SCHEMA COUNT < LINES"""

import json
import sys

from schema import Schema


def main():
    schema, lines = Schema(sys.argv[1]), 0
    for line in sys.stdin:
        value = json.loads(line)
        lines += value["event"] in ("route", "announce", "withdraw", "state")
        wrong = schema.errors(value)
        if wrong:
            sys.exit(f"{line}{wrong}")
    if lines != int(sys.argv[2]):
        sys.exit(f"{lines} lines, {sys.argv[2]} wanted")


main()
