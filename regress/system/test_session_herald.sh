#!/bin/sh
# SPDX-License-Identifier: ISC
# What no other daemon here speaks, between two Heralds: PATHS-LIMIT, and next
# hops that are link-local alone (capabilities 76 and 77).
. "$(dirname "$0")/lib.sh"
two_hosts

# far WORDS: the other one, at 192.0.2.2.
far() {
	cat > "$T/far.conf" <<EOF
neighbor 192.0.2.1 {
	router-id 192.0.2.2; local-address 192.0.2.2;
	local-as 64497; peer-as 64496;
	passive; listen 179;
	family { ipv4 unicast; ipv6 unicast; }
	capability { add-path receive; route-refresh; $1 }
	add-path { ipv4 unicast limit 2; }
}
EOF
}
far_ctl() {
	at_peer "$B/bgpctl" -s "$T/far.sock" "$@"
}
cat > "$T/bgpd.conf" <<EOF
neighbor 192.0.2.2 {
	router-id 192.0.2.1; local-address 192.0.2.1;
	local-link-local fe80::1;
	local-as 64496; peer-as 64497;
	family { ipv4 unicast; ipv6 unicast; }
	capability { add-path send; route-refresh; link-local-nexthop; }
	static {
		route 198.51.100.0/24 next-hop self med 1 path-information 1;
		route 198.51.100.0/24 next-hop self med 2 path-information 2;
		route 198.51.100.0/24 next-hop self med 3 path-information 3;
		route 203.0.113.0/24 next-hop self med 4 path-information 4;
		route 2001:db8:1::/48 next-hop self;
		route 2001:db8:2::/48 next-hop fe80::2;
	}
}
EOF
# has PREFIX N: so many paths of it, at the other one.
has() {
	[ "$(far_ctl show rib in "$1" | grep -c "$1")" = "$2" ]
}

far 'link-local-nexthop;'
at_peer "$B/bgpd" -d -f "$T/far.conf" -s "$T/far.sock" > "$T/far.log" 2>&1 &
far_pid=$!
start_herald "$T/bgpd.conf"
ok_within 20 "established" established 192.0.2.2
ok_within 20 "what is within the limit" has 203.0.113.0/24 1
ok_within 20 "two of three paths" has 198.51.100.0/24 2
ok "the third is unsendable" \
    says '^E.*198.51.100.0/24' ctl show rib out neighbor 192.0.2.2
ok_within 20 "and the log says why" \
    says '1 route cannot be sent: it takes no more paths' cat "$T/herald.log"

sed '/path-information 1;/d' "$T/bgpd.conf" > "$T/less.conf"
cp "$T/less.conf" "$T/bgpd.conf"
ok "a path less" ctl reload
ok_within 20 "the third takes its place" says 'med: *3|metric 3|, 3' \
    far_ctl show rib detail in 198.51.100.0/24
ok "of two" has 198.51.100.0/24 2
ok "nothing is unsendable" \
    not says '^E' ctl show rib out neighbor 192.0.2.2
ok "a refresh" ctl neighbor 192.0.2.2 refresh
ok "they stay" has 198.51.100.0/24 2

ok_within 20 "next hop self, link-local alone" \
    says '2001:db8:1::/48 +fe80::1 ' far_ctl show rib
ok_within 20 "and one that was written" \
    says '2001:db8:2::/48 +fe80::2 ' far_ctl show rib

far ''
ok "the other without the capability" far_ctl reload
ok_within 20 "a new session" says '198.51.100.0/24' far_ctl show rib
ok_within 20 "has no next hop for them" \
    says '^E.*2001:db8:2::/48' ctl show rib out neighbor 192.0.2.2
ok "nor the other" not says '2001:db8:' far_ctl show rib

ok "stops" stop_herald
kill -TERM "$far_pid"
wait "$far_pid"
finish
