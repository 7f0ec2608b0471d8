#!/bin/sh
# SPDX-License-Identifier: ISC
# What a session agrees on about paths: ADD-PATH (RFC 7911) and IPv4 over IPv6
# next hops (RFC 8950) both ways, and how many are taken (prefix-limit).
. "$(dirname "$0")/lib.sh"
two_hosts
ip -n peer addr add 192.0.2.3/24 dev v-peer
ip -n peer addr add 192.0.2.130/24 dev v-peer

cat > "$T/bgpd.conf" <<EOF
neighbor 192.0.2.2 {
	description "paths";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	family { ipv4 unicast; }
	capability { add-path send/receive; }
	static {
		route 198.51.100.0/24 next-hop self med 10 path-information 1;
		route 198.51.100.0/24 next-hop self med 20 path-information 2;
		route 203.0.113.0/24 next-hop self;
	}
}
neighbor 2001:db8::2 {
	description "over six";
	router-id 192.0.2.1;
	local-address 2001:db8::1;
	local-as 64496;
	peer-as 64497;
	family { ipv4 unicast; ipv6 unicast; }
	capability { nexthop; }
	nexthop { ipv4 unicast ipv6; }
	static {
		route 198.51.100.128/25 next-hop 2001:db8::1;
		route 198.51.100.64/26 next-hop self;
	}
}
neighbor 192.0.2.3 {
	description "limited";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64498;
	family { ipv4 unicast; }
	prefix-limit { ipv4 unicast 4 restart 6s; }
}
neighbor 192.0.2.128/25 {
	description "limited range";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64499;
	passive;
	family { ipv4 unicast; }
	prefix-limit { ipv4 unicast 1 restart 8s; }
}
EOF
cat > "$T/bird.conf" <<EOF
router id 192.0.2.2;
protocol device {}
protocol static st_one { ipv4; route 10.1.0.0/16 blackhole { bgp_med = 1; }; route 10.2.0.0/16 blackhole; }
protocol static st_two { ipv4 { preference 150; }; route 10.1.0.0/16 blackhole { bgp_med = 2; }; }
protocol bgp many {
	local 192.0.2.2 as 64497;
	neighbor 192.0.2.1 as 64496;
	strict bind;
	connect delay time 1; connect retry time 1; error wait time 1, 2;
	ipv4 { import all; export where source = RTS_STATIC; add paths on; };
}
ipv4 table t6;
protocol static st_three { ipv4 { table t6; }; route 10.6.0.0/16 blackhole; }
protocol bgp over6 {
	local 2001:db8::2 as 64497;
	neighbor 2001:db8::1 as 64496;
	strict bind;
	connect delay time 1; connect retry time 1; error wait time 1, 2;
	ipv4 { table t6; import all; export where source = RTS_STATIC; extended next hop on; };
}
EOF
limited() {
	cat > "$T/limited.conf" <<EOF
log "$T/limited.msg" all;
router id 192.0.2.3;
protocol device {}
protocol static st_some { ipv4; $1 }
protocol bgp herald {
	local 192.0.2.3 as 64498;
	neighbor 192.0.2.1 as 64496;
	strict bind;
	connect delay time 1; connect retry time 1; error wait time 1, 2;
	ipv4 { import all; export where source = RTS_STATIC; };
}
EOF
	[ ! -S "$T/limited.ctl" ] || birdc -s "$T/limited.ctl" configure
}
cat > "$T/ranged.conf" <<EOF
router id 192.0.2.130;
protocol device {}
protocol static st_some { ipv4; route 10.41.0.0/16 blackhole; route 10.42.0.0/16 blackhole; }
protocol bgp herald {
	local 192.0.2.130 as 64499;
	neighbor 192.0.2.1 as 64496;
	strict bind;
	connect delay time 1; connect retry time 1; error wait time 1, 1;
	ipv4 { import all; export where source = RTS_STATIC; };
}
EOF
ups() {
	grep -c "neighbor 192.0.2.130 (AS 64499): established" "$T/herald.log"
}
R="route 10.31.0.0/16 blackhole; route 10.32.0.0/16 blackhole; route 10.33.0.0/16 blackhole; route 10.34.0.0/16 blackhole;"
limited "$R"
start_bird "$T/bird.conf"
at_peer bird -c "$T/limited.conf" -s "$T/limited.ctl" -P "$T/limited.pid"
start_herald "$T/bgpd.conf"

ok_within 20 "ADD-PATH session" established 192.0.2.2
all_of() {
	birdc_ show route "$@" all
}
ok_within 20 "two paths of a prefix go out: the first" says 'BGP.med: 10' all_of 198.51.100.0/24
ok_within 20 "and the second" says 'BGP.med: 20' all_of 198.51.100.0/24
ok_within 20 "one without an id too" says '203.0.113.0/24' all_of 203.0.113.0/24
held() {	# how many paths of 10.1.0.0/16
	[ "$(ctl -j show rib 10.1.0.0/16 | grep -o '"prefix": *"10.1.0.0/16"' | wc -l)" -eq "$1" ]
}
ok_within 20 "two paths come in" held 2
sed -i '/path-information 2/d' "$T/bgpd.conf"
ok "a reload without the second" ctl reload
ok_within 20 "takes only that back" not says 'BGP.med: 20' all_of 198.51.100.0/24
ok "the first stays" says 'BGP.med: 10' all_of 198.51.100.0/24
birdc_ disable st_two > /dev/null
ok_within 20 "bird takes one back" held 1

ok_within 20 "IPv4 over IPv6" established 2001:db8::2
ok_within 20 "an IPv4 route with an IPv6 next hop" says 'BGP.next_hop: 2001:db8::1' all_of 198.51.100.128/25 table t6
ok_within 20 "with next-hop self" says 'BGP.next_hop: 2001:db8::1' all_of 198.51.100.64/26 table t6
ok_within 20 "bird's comes" says '10.6.0.0/16' ctl show rib
ok "with its next hop" says '2001:db8::2' ctl show rib detail 10.6.0.0/16

ok_within 20 "within the limit" established 192.0.2.3
ok_within 20 "all are held" says '10.34.0.0/16' ctl show rib neighbor 192.0.2.3
begin=$(date +%s)
limited "$R route 10.35.0.0/16 blackhole;" > /dev/null
ok_within 20 "one too many ends the session" not established 192.0.2.3
ok_within 20 "bird hears why" says 'Maximum number of prefixes|prefix' cat "$T/limited.msg"
ok_within 20 "so do people" says 'Maximum Number of Prefixes' ctl show neighbor 192.0.2.3
ok_within 20 "its routes are gone" not says '10.31.0.0/16' ctl show rib
limited "$R" > /dev/null
ok_within 40 "it comes back" established 192.0.2.3
ok "not before its time" [ $(($(date +%s) - begin)) -ge 6 ]
ok_within 20 "with its routes" says '10.34.0.0/16' ctl show rib neighbor 192.0.2.3
ok "the others saw nothing of it" says 'Opens +1 +1' ctl show neighbor 192.0.2.2
begin=$(date +%s)
at_peer bird -c "$T/ranged.conf" -s "$T/ranged.ctl" -P "$T/ranged.pid"
ok_within 20 "one of a range has its limit too" says 'Maximum Number of Prefixes' ctl show neighbor 192.0.2.130
birdc -s "$T/ranged.ctl" disable st_some > /dev/null
ok_within 40 "it is let in again" established 192.0.2.130
ok "not before its time" [ $(($(date +%s) - begin)) -ge 8 ]
ok "nor in between" [ "$(ups)" -le 2 ]
ok "stops when asked" stop_herald
finish
