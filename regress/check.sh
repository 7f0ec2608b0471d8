#!/bin/sh
# SPDX-License-Identifier: ISC
# Everything that must hold: gcc with all tests, clang with unit tests, unit,
# replay and fuzz corpus under sanitizers, lint.  Ends with one line of sums.
set -u

cd "$(dirname "$0")/.." || exit 2
log=$(mktemp /tmp/herald-check.XXXXXX)
trap 'rm -f "$log"' EXIT
passed=0 failed=0 skipped=0

# step NAME COMMAND…: its output is shown, its last sum added; a command that
# fails without a sum is one failure, one that passes without a sum one pass.
step() {
	name=$1
	shift
	echo "== $name"
	begin=$(date +%s)
	"$@" > "$log" 2>&1
	rc=$?
	grep -v '^  \(cc\|ld\) ' "$log"
	sums=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed\(, \([0-9]*\) skipped\)\{0,1\}$/\1 \2 \4/p' "$log")
	[ -n "$sums" ] || sums=$([ $rc -eq 0 ] && echo "1 0" || echo "0 1")
	sum_failed=0
	while read -r p f s; do
		passed=$((passed + p))
		failed=$((failed + f))
		sum_failed=$((sum_failed + f))
		skipped=$((skipped + ${s:-0}))
	done <<EOF
$sums
EOF
	[ $rc -eq 0 ] || [ $sum_failed -gt 0 ] || failed=$((failed + 1))
	echo "== $name: status $rc, $(($(date +%s) - begin)) s"
}

jobs=$(nproc 2>/dev/null || echo 2)
asan="-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"

step "build with gcc" make -j"$jobs" all tools
step "unit tests, gcc" make -j"$jobs" unit
step "lint" make lint
step "system tests" make system
step "build with clang" make -j"$jobs" CC=clang B=build/clang all
step "unit tests, clang" make -j"$jobs" CC=clang B=build/clang unit
step "build under sanitizers" make -j"$jobs" CC=clang B=build/asan O=-O1 \
    SANITIZE="$asan" all tools
step "unit tests under sanitizers" make -j"$jobs" CC=clang B=build/asan O=-O1 \
    SANITIZE="$asan" unit
step "fuzz corpus under sanitizers" make -j"$jobs" CC=clang B=build/asan O=-O1 \
    SANITIZE="$asan" fuzz-replay
step "replay and neighbours under sanitizers" sh regress/system/run.sh \
    build/asan regress/system/test_mrt.sh regress/system/test_hostile.sh \
    regress/system/test_bird.sh regress/system/test_range.sh \
    regress/system/test_events_schema.sh regress/system/test_healthcheck.sh \
    regress/system/test_families_number.sh regress/system/test_second.sh \
    regress/system/test_flow_validation.sh

# Test data of others, when a directory of it stands beside the project.
if [ -n "${HERALD_SHARED-}" ] && [ -d "$HERALD_SHARED" ]; then
	MRT_DIR=$HERALD_SHARED/mrt
	export MRT_DIR
	step "replay of real tables" sh regress/system/run.sh build \
	    regress/system/test_mrt.sh regress/system/test_offline_mrt.sh
	step "ExaBGP's cases" sh regress/compat/run.sh build "$HERALD_SHARED"
fi

# A skip has to be one of these.
expected=${EXPECTED_SKIPS:-0}
if [ "$skipped" -gt "$expected" ]; then
	echo "$skipped tests were skipped, $expected are expected"
	failed=$((failed + 1))
fi
echo
if [ "$skipped" -gt 0 ]; then
	echo "$passed passed, $failed failed, $skipped skipped"
else
	echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ]
