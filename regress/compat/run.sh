#!/bin/sh
# SPDX-License-Identifier: ISC
# ExaBGP's own test data against Herald, by meaning: every case counts, with
# what differences.md puts right in it.
#
# usage: run.sh BUILD-DIRECTORY SHARED-DIRECTORY
set -u

B=$(cd "$1" && pwd)
shared=$2
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d /tmp/herald-compat.XXXXXX)
out=$dir/out
trap 'rm -rf "$dir"' EXIT
chmod 755 "$dir"
"$here/differences.py" "$shared" "$dir" || exit 1
all=$dir/all

# In a mount namespace of its own: no daemon leaves its marker behind.
rc=0
unshare --mount sh -c 'mount -o bind,ro /var/lib /var/lib && exec "$@"' sh \
    "$shared/tools/exaqa.py" encode --repo "$dir/routes/exabgp-qa" --meaning \
    --daemon "$B/bgpd -d -s {rundir}/bgpd.sock -f {conf}" > "$out" 2>&1 || rc=1
"$shared/tools/exaqa.py" parse --repo "$all/exabgp-qa" \
    --checker "$B/bgpd -n -f {conf}" \
    >> "$out" 2>&1 || rc=1
unshare --mount sh -c 'mount -o bind,ro /var/lib /var/lib && exec "$@"' sh \
    "$here/api.py" "$B" "$all" >> "$out" 2>&1 || rc=1
"$here/events.py" "$B/regress/event_print" "$dir" >> "$out" 2>&1 || rc=1
"$here/offline.py" "$B" "$all" >> "$out" 2>&1 || rc=1
"$shared/tools/exaqa.py" decode --repo "$all/exabgp-qa" \
    --decoder "$B/bgpctl decode [-f {family}] --{type} {hex}" >> "$out" 2>&1 || rc=1
cat "$out"
passed=$(grep -c '^PASS' "$out")
failed=$(grep -c -E '^(FAIL|TIMEOUT|ERROR)' "$out")
[ $rc -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
