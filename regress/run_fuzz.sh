#!/bin/sh
# SPDX-License-Identifier: ISC
# Runs each libFuzzer target for FUZZ_SECONDS (60) from its seeds.  What it
# learns stays under the build directory; what breaks the target is left in
# BUILD/fuzz/NAME.crash-* to be looked at and kept as a seed.
#
# usage: run_fuzz.sh BUILD NAME ...

build=$1
shift
seconds=${FUZZ_SECONDS:-60}
failed=0
for name in "$@"; do
	corpus=$build/corpus/$name
	mkdir -p "$corpus" "regress/fuzz/$name"
	if "$build/fuzz/${name}_fuzz" -max_total_time="$seconds" \
	    -timeout=10 -rss_limit_mb=2048 -max_len=70000 \
	    -artifact_prefix="$build/fuzz/$name." -print_final_stats=1 \
	    "$corpus" "regress/fuzz/$name" >"$build/fuzz/$name.log" 2>&1
	then
		runs=$(sed -n 's/^stat::number_of_executed_units: *//p' \
		    "$build/fuzz/$name.log")
		echo "$name: $runs runs in $seconds s, nothing found"
	else
		echo "FAILED $name: see $build/fuzz/$name.log"
		tail -n 40 "$build/fuzz/$name.log" | sed 's/^/    /'
		failed=$((failed + 1))
	fi
done
[ "$failed" -eq 0 ]
