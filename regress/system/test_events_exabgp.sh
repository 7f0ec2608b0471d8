#!/bin/sh
# SPDX-License-Identifier: ISC
# Events as Herald writes them, octet by octet against those of ExaBGP 4.2 for
# the same messages.  What may differ, and why, is in regress/compat/events.md.
. "$(dirname "$0")/lib.sh"
here=$(cd "$(dirname "$0")" && pwd)
ip link set lo up
ip -6 addr add 2001:db8::1/128 dev lo nodad
ip -6 addr add 2001:db8::2/128 dev lo nodad

case $(exabgp --version 2>/dev/null) in
*4.2.*)	;;
*)	skip "events of ExaBGP: it is not version 4.2"
	finish
	exit
	;;
esac

"$here/events_exabgp.py" "$B/regress/event_print" "$T" \
    "$here/../compat/events.md" "$here/../../etc/schema/event-4.json" \
    > "$T/events.out" 2>&1
passed=$(grep -c '^ok ' "$T/events.out")
failed=$(grep -c '^not ok ' "$T/events.out")
grep -v '^ok ' "$T/events.out"
[ "$passed" -gt 0 ] || failed=$((failed + 1))
finish
