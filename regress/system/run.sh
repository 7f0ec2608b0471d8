#!/bin/sh
# SPDX-License-Identifier: ISC
# Runs system tests, each in namespaces of its own, and sums up.
#
# usage: run.sh BUILD-DIRECTORY [TEST.sh …]
set -u

here=$(cd "$(dirname "$0")" && pwd)
B=$(cd "$1" && pwd) || exit 2
shift
[ $# -gt 0 ] || set -- "$here"/test_*.sh
export B

if [ "$(id -u)" -ne 0 ]; then
	echo "system tests need root: sudo make check" >&2
	exit 1
fi

one() {
	T=$(mktemp -d /tmp/herald-test.XXXXXX)
	chmod 755 "$T"
	export T
	# shellcheck disable=SC2016	# expanded inside
	timeout -k 10 "${TEST_SECONDS:-600}" unshare --net --mount --pid --fork --kill-child \
	    --mount-proc sh -c '
		mkdir -p /run/netns /var/lib/herald
		mount -t tmpfs none /run/netns
		mount -t tmpfs none /var/lib/herald
		cd "$T" && exec sh "$0"' "$1" > "$T.out" 2>&1
	rc=$?
	rm -rf "$T"
	return $rc
}

# What only serves to be mounted over goes again.
made=
for dir in /run/netns /var/lib/herald; do
	[ -d "$dir" ] || made="$made $dir"
done
# shellcheck disable=SC2086
trap 'rmdir $made 2> /dev/null' EXIT

passed=0 failed=0 skipped=0
for test in "$@"; do
	test=$(cd "$(dirname "$test")" && pwd)/$(basename "$test")
	name=$(basename "$test" .sh)
	begin=$(date +%s)
	if one "$test"; then
		mark=ok
	else
		mark=FAILED
	fi
	echo "$mark $name ($(($(date +%s) - begin)) s)"
	[ $mark = ok ] || sed 's/^/    /' "$T.out"
	grep -E '^(skipped: |seed )' "$T.out"
	sum=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped$/\1 \2 \3/p' "$T.out" | tail -1)
	[ -n "$sum" ] || sum="0 1 0"
	set_sum() { p=$1 f=$2 s=$3; }
	# shellcheck disable=SC2086
	set_sum $sum
	[ $mark = ok ] || [ "$f" -gt 0 ] || f=1
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
	rm -f "$T.out"
done
if [ "$skipped" -gt 0 ]; then
	echo "$passed passed, $failed failed, $skipped skipped"
else
	echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ]
