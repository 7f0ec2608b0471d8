# shellcheck shell=sh
# SPDX-License-Identifier: ISC
# Tests that compare events with those of exabgp source this behind lib.sh:
# the neighbours' addresses, and a script whose lines are the test cases.
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

# cases SCRIPT WORDS…: prints "ok NAME" and "not ok NAME: why".
# shellcheck disable=SC2034	# finish reads them
cases() {
	"$@" > "$T/events.out" 2>&1
	passed=$(grep -c '^ok ' "$T/events.out")
	failed=$(grep -c '^not ok ' "$T/events.out")
	grep -v '^ok ' "$T/events.out"
	[ "$passed" -gt 0 ] || failed=$((failed + 1))
}
