#!/bin/sh
# SPDX-License-Identifier: ISC
# ExaBGP's own test data against Herald, by meaning.  Cases whose octets are
# ours by right are named in ours.txt; every other case counts.
#
# usage: run.sh BUILD-DIRECTORY SHARED-DIRECTORY
set -u

B=$(cd "$1" && pwd)
shared=$2
here=$(cd "$(dirname "$0")" && pwd)
out=$(mktemp /tmp/herald-compat.XXXXXX)
trap 'rm -f "$out"' EXIT

# In a mount namespace of its own: no daemon leaves its marker behind.
rc=0
unshare --mount sh -c 'mount -o bind,ro /var/lib /var/lib && exec "$@"' sh \
    "$shared/tools/exaqa.py" encode --repo "$shared/exabgp-qa" --meaning \
    --exclude "$here/ours.txt" \
    --daemon "$B/bgpd -d -s {rundir}/bgpd.sock -f {conf}" > "$out" 2>&1 || rc=1
"$shared/tools/exaqa.py" parse --repo "$shared/exabgp-qa" \
    --exclude "$here/ours.txt" --checker "$B/bgpd -n -f {conf}" \
    >> "$out" 2>&1 || rc=1
unshare --mount sh -c 'mount -o bind,ro /var/lib /var/lib && exec "$@"' sh \
    "$here/api.py" "$B" "$shared" >> "$out" 2>&1 || rc=1
"$here/events.py" "$B/regress/event_print" "$shared/exabgp-qa" >> "$out" 2>&1 || rc=1
"$here/offline.py" "$B" "$shared" >> "$out" 2>&1 || rc=1
"$shared/tools/exaqa.py" decode --repo "$shared/exabgp-qa" \
    --exclude "$here/ours.txt" \
    --decoder "$B/bgpctl decode [-f {family}] --{type} {hex}" >> "$out" 2>&1 || rc=1
cat "$out"
passed=$(grep -c '^PASS' "$out")
failed=$(grep -c -E '^(FAIL|TIMEOUT|ERROR)' "$out")
[ $rc -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
