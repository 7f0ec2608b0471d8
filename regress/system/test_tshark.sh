#!/bin/sh
# SPDX-License-Identifier: ISC
# tshark reads what is sent: every family and attribute that it knows, without
# a malformed field and with the values that were asked for (tshark.py).
. "$(dirname "$0")/lib.sh"
here=$(dirname "$0")

if ! command -v tshark > /dev/null; then
	skip "tshark is not installed"
	finish
	exit
fi

mkdir "$T/encoded"
python3 "$here/tshark.py" "$B/bgpctl" "$here/tshark_routes.txt" "$T/encoded" \
    > "$T/rows" 2>&1
rows tshark.py "$T/rows"
ok "the list was read to its end" grep -q '^ok all [1-9]' "$T/rows"

# --- what a daemon sends ----------------------------------------------------

two_hosts
ip -n peer addr add 192.0.2.3/24 dev v-peer
mkdir "$T/live"
python3 "$here/tshark_live.py" config "$here/tshark_routes.txt" "$T/bgpd.conf"
start_herald "$T/bgpd.conf"
at_peer python3 "$here/tshark_live.py" run "$B/bgpctl" "$T/sock" \
    "$here/tshark_routes.txt" "$T/bgpd.conf" "$T/live" > "$T/rows" 2>&1
rows tshark_live.py "$T/rows"
ok "all was looked at" grep -q '^ok all that a daemon sends' "$T/rows"
ok "stops when asked" stop_herald
finish
