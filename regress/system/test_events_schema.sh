#!/bin/sh
# SPDX-License-Identifier: ISC
# Events of every kind and shape against the schemas of etc/schema, also with
# random octets wherever a neighbour may choose them; python's JSON parser is
# the second opinion.
. "$(dirname "$0")/lib.sh"
here=$(cd "$(dirname "$0")" && pwd)

"$here/events_schema.py" "$B/regress/event_print" "$here/../../etc/schema" \
    > "$T/events.out" 2>&1
passed=$(grep -c '^ok ' "$T/events.out")
failed=$(grep -c '^not ok ' "$T/events.out")
grep -v '^ok ' "$T/events.out"
[ "$passed" -gt 0 ] || failed=$((failed + 1))
finish
