#!/bin/sh
# SPDX-License-Identifier: ISC
# Feeds each fuzz target its seeds, regress/fuzz/NAME/*, and what a fuzzer
# once found, regress/fuzz/NAME/found/*.  A target without seeds fails.  Ends
# with one line, "N passed, M failed", that counts files.
#
# usage: run_replay.sh BUILD NAME ...

build=$1
shift
limit=${FUZZ_TIMEOUT:-120}
out=$(mktemp) || exit 1
trap 'rm -f "$out"' EXIT
trap 'exit 130' INT TERM

passed=0 failed=0
for name in "$@"; do
	seeds=regress/fuzz/$name
	n=$(find "$seeds" -type f 2>/dev/null | wc -l)
	if [ "$n" -eq 0 ]; then
		echo "FAILED $name: no seeds in $seeds"
		failed=$((failed + 1))
		continue
	fi
	if timeout -k 5 "$limit" "$build/fuzz/${name}_fuzz_replay" "$seeds" \
	    >"$out" 2>&1 </dev/null; then
		passed=$((passed + n))
	else
		echo "FAILED $name (exit status $?)"
		tail -n 60 "$out" | sed 's/^/    /'
		# One file ended it: those before it passed.
		done=$(grep -c '^fed ' "$out")
		passed=$((passed + done))
		failed=$((failed + 1))
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
