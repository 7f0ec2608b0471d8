#!/bin/sh
# SPDX-License-Identifier: ISC
# Neighbours that break the rules, on the wire: hostile.py has a row for each
# way, and what must come of it.  Then thousands of flaps, and what is left.
. "$(dirname "$0")/lib.sh"
here=$(dirname "$0")
two_hosts
ip -n peer addr add 192.0.2.3/24 dev v-peer
ip -n peer addr add 192.0.2.4/24 dev v-peer
neighbor() {
	cat <<EOF
neighbor 192.0.2.$1 {
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as $2;
	passive true;
	family { ipv4 unicast; ipv6 unicast; }
	capability { route-refresh; }
	$3
}
EOF
}
{
	neighbor 2 64497
	neighbor 3 64496
	neighbor 4 64498 "mp-error disable; reject-as-set true;"
} > "$T/bgpd.conf"
start_herald "$T/bgpd.conf"
at_peer python3 "$here/hostile.py" "$B/bgpctl" "$T/sock" > "$T/rows" 2>&1
while read -r line; do
	case $line in
	"ok "*)	ok "${line#ok }" true ;;
	"not ok "*) ok "${line#not ok }" false ;;
	*)	ok "hostile.py: $line" false ;;
	esac
done < "$T/rows"
ok "every row was run" grep -q "2000 flaps" "$T/rows"
ok "the log stays short" sh -c "[ \$(grep -c '192.0.2.2' $T/herald.log) -lt 150 ]"
ok "no engine died" not grep -E "ended with|Sanitizer|runtime error" "$T/herald.log"
ok "stops when asked" stop_herald
finish
