#!/bin/sh
# SPDX-License-Identifier: ISC
# Every family with every daemon of Debian's that speaks it, both ways, all at
# once: interop.md says who speaks what, interop.py asks them.
. "$(dirname "$0")/lib.sh"
here=$(dirname "$0")
two_hosts

python3 "$here/interop.py" configure > "$T/absent"
while read -r name; do
	skip "$name is not installed"
done < "$T/absent"
start_herald "$T/bgpd.conf"
python3 "$here/interop.py" check "$B/bgpctl" "$T/sock" "$here/interop.md" \
    > "$T/rows" 2>&1
rows interop.py "$T/rows"
ok "every cell was asked" grep -q '^ok all cells' "$T/rows"
ok "stops when asked" stop_herald
finish
