#!/bin/sh
# SPDX-License-Identifier: ISC
# Runs each unit test binary given, one at a time, each with a time limit.
# Prints the output of those that fail, and ends with one line that counts
# test cases: "N passed, M failed", and ", K skipped" when there are any.  A
# binary that dies or hangs counts as one failed case more.
#
# usage: run_unit.sh BINARY ...

limit=${UNIT_TIMEOUT:-120}
out=$(mktemp) || exit 1
trap 'rm -f "$out"' EXIT
trap 'exit 130' INT TERM

CMOCKA_MESSAGE_OUTPUT=stdout
export CMOCKA_MESSAGE_OUTPUT
ASAN_OPTIONS=${ASAN_OPTIONS-detect_leaks=1:abort_on_error=0}
UBSAN_OPTIONS=${UBSAN_OPTIONS-print_stacktrace=1}
export ASAN_OPTIONS UBSAN_OPTIONS

# Lines of the output that begin so, e.g. "[       OK ]".
count() {
	grep -c "^\\[ *$1 *\\] " "$out"
}

# cmocka sums up each group: "[  PASSED  ] 3 test(s)."
total() {
	sed -n "s/^\\[ *$1 *\\] \\([0-9][0-9]*\\) test.*/\\1/p" "$out" |
	    awk '{ n += $1 } END { print n + 0 }'
}

passed=0 failed=0 skipped=0
for t in "$@"; do
	timeout -k 5 "$limit" "$t" >"$out" 2>&1 </dev/null
	status=$?
	ok=$(count OK)
	bad=$(total FAILED)
	skip=$(total SKIPPED)
	if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
		bad=1
	fi
	if [ "$status" -eq 0 ] && [ "$ok" -eq 0 ] && [ "$skip" -eq 0 ]; then
		bad=1		# it tested nothing
	fi
	if [ "$bad" -gt 0 ]; then
		why="exit status $status"
		[ "$status" -eq 124 ] && why="no end within $limit s"
		echo "FAILED $t ($why)"
		grep -v '^\[ *\(OK\|RUN\) *\]' "$out" | tail -n 60 |
		    sed 's/^/    /'
	fi
	passed=$((passed + ok))
	failed=$((failed + bad))
	skipped=$((skipped + skip))
done

sums="$passed passed, $failed failed"
[ "$skipped" -gt 0 ] && sums="$sums, $skipped skipped"
echo "$sums"
[ "$failed" -eq 0 ]
