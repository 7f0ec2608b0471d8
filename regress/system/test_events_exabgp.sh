#!/bin/sh
# SPDX-License-Identifier: ISC
# Events as Herald writes them, octet by octet against those of ExaBGP 4.2 for
# the same messages.  What may differ, and why, is in regress/compat/differences.md.
. "$(dirname "$0")/lib.sh"
here=$(cd "$(dirname "$0")" && pwd)
. "$(dirname "$0")/events.sh"
cases "$here/events_exabgp.py" "$B/regress/event_print" "$T" \
    "$here/../compat/differences.md" "$here/../../etc/schema/event-4.json"
finish
