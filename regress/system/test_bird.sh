#!/bin/sh
# SPDX-License-Identifier: ISC
# The main job with BIRD over TCP-MD5, IPv4 and IPv6: routes go out, come back,
# leave by themselves, follow a reload.
. "$(dirname "$0")/lib.sh"
two_hosts

cat > "$T/bgpd.conf" <<EOF
neighbor 192.0.2.2 {
	description "bird";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	md5-password "correct horse";
	family { ipv4 unicast; ipv6 unicast; }
	capability { route-refresh; graceful-restart 120; }
	static {
		route 198.51.100.0/24 next-hop self med 10 community [ 64496:1 64496:2 ];
		route 203.0.113.0/25 next-hop 192.0.2.1 as-path [ 64496 64499 ] large-community 64496:1:2;
	}
}
neighbor 2001:db8::2 {
	description "bird six";
	router-id 192.0.2.1;
	local-address 2001:db8::1;
	local-as 64496;
	peer-as 64497;
	family { ipv6 unicast; }
	static {
		route 2001:db8:100::/48 next-hop self;
	}
}
EOF
cat > "$T/bird.conf" <<EOF
router id 192.0.2.2;
protocol device {}
protocol static s4 { ipv4; route 10.1.0.0/16 blackhole { bgp_community.add((64497,7)); }; route 10.2.0.0/24 blackhole; }
protocol static s6 { ipv6; route 2001:db8:200::/48 blackhole; }
protocol bgp herald4 {
	local 192.0.2.2 as 64497;
	neighbor 192.0.2.1 as 64496;
	password "correct horse";
	connect delay time 1; connect retry time 1; error wait time 1, 2;
	ipv4 { import all; export where source = RTS_STATIC; gateway recursive; };
	ipv6 { import all; export where source = RTS_STATIC; next hop address 2001:db8::2; gateway recursive; };
}
protocol bgp herald6 {
	local 2001:db8::2 as 64497;
	neighbor 2001:db8::1 as 64496;
	connect delay time 1; connect retry time 1; error wait time 1, 2;
	ipv6 { import all; export where source = RTS_STATIC; };
}
EOF
start_bird "$T/bird.conf"
start_herald "$T/bgpd.conf"

ok_within 20 "established over TCP-MD5" established 192.0.2.2
ok_within 20 "established over IPv6" established 2001:db8::2
ok_within 20 "a configured route is in bird" \
    says '198.51.100.0/24' birdc_ show route
ok_within 20 "with its communities" says '\(64496,1\) \(64496,2\)' birdc_ show route all 198.51.100.0/24
ok_within 20 "and its MED" says 'BGP.med: 10' birdc_ show route all 198.51.100.0/24
ok_within 20 "next-hop self is our address" says 'BGP.next_hop: 192.0.2.1' birdc_ show route all 198.51.100.0/24
ok_within 20 "our AS in front" says 'BGP.as_path: 64496$' birdc_ show route all 198.51.100.0/24
ok_within 20 "a written as-path goes as it is" says 'BGP.as_path: 64496 64499' birdc_ show route all 203.0.113.0/25
ok_within 20 "large community" says '\(64496, 1, 2\)' birdc_ show route all 203.0.113.0/25
ok_within 20 "the IPv6 route" says '2001:db8:100::/48' birdc_ show route

ok_within 20 "bird's route is in show rib" says '10.1.0.0/16' ctl show rib
ok_within 20 "bird's IPv6 route is there" says '2001:db8:200::/48' ctl show rib
ok "with its community" says '64497:7' ctl show rib detail 10.1.0.0/16
ok "a prefix that is not there exits 1" exits 1 ctl show rib 10.9.0.0/16
ok "show rib out has what we announce" says '198.51.100.0/24' ctl show rib out neighbor 192.0.2.2
ok "show neighbor" says 'BGP state = Established' ctl show neighbor 192.0.2.2
ok "by description" says 'BGP neighbor is 192.0.2.2' ctl show neighbor bird

ok "network add for 15 s" ctl network add 192.0.2.7/32 nexthop 198.51.100.9 for 15s
ok_within 20 "is in bird" says '192.0.2.7/32' birdc_ show route
ok_within 20 "and its next hop" says 'BGP.next_hop: 198.51.100.9' birdc_ show route all 192.0.2.7/32
ok "network show has it" says '192.0.2.7/32' ctl network show
ok_within 30 "leaves by itself" not says '192.0.2.7/32' birdc_ show route
ok "network add over a configured route" ctl network add 198.51.100.0/24 med 77
ok_within 20 "shadows it" says 'BGP.med: 77' birdc_ show route all 198.51.100.0/24
ok "network delete" ctl network delete 198.51.100.0/24
ok_within 20 "restores it" says 'BGP.med: 10' birdc_ show route all 198.51.100.0/24
ok "deleting what is not there exits 1" exits 1 ctl network delete 198.51.100.0/24
ok "only to one neighbour" ctl network add 203.0.113.128/25 neighbor 192.0.2.2
ok_within 20 "it arrives" says '203.0.113.128/25' birdc_ show route
ok "network flush" ctl network flush
ok_within 20 "all of bgpctl's are gone" not says '203.0.113.128/25' birdc_ show route
ok "the configured ones are not" says '198.51.100.0/24' birdc_ show route

ok "bulk add of 1000" sh -c 'i=0; while [ $i -lt 1000 ]; do
    echo "10.$((100 + i / 250)).$((i % 250)).0/24"; i=$((i + 1)); done |
    "$B/bgpctl" -s "$T/sock" network bulk add nexthop 192.0.2.1 med 5'
ok_within 20 "all are in bird" says '^1004 of 1004|1004 of ' sh -c "birdc -s $T/bird.ctl show route count | grep ' for '"
ok "bulk delete" sh -c 'i=0; while [ $i -lt 1000 ]; do
    echo "10.$((100 + i / 250)).$((i % 250)).0/24"; i=$((i + 1)); done |
    "$B/bgpctl" -s "$T/sock" network bulk delete'
ok_within 20 "all are gone" not says '10.100.' birdc_ show route

sed -i 's/med 10 /med 11 /; s/203.0.113.0\/25/203.0.113.64\/26/' "$T/bgpd.conf"
ok "reload" ctl reload
ok_within 20 "changed route" says 'BGP.med: 11' birdc_ show route all 198.51.100.0/24
ok_within 20 "new route" says '203.0.113.64/26' birdc_ show route
ok_within 20 "removed route" not says '203.0.113.0/25' birdc_ show route
ok "the session stood" says 'Opens +1 +1' ctl show neighbor 192.0.2.2
echo 'neighbor 192.0.2.9 { bogus; }' >> "$T/bgpd.conf"
ok "a broken file is refused" exits 1 ctl reload
ok "and says where" says "bgpd.conf:[0-9]+:[0-9]+: .*bogus" ctl reload
ok "the old one is in force" says 'BGP.med: 11' birdc_ show route all 198.51.100.0/24

route_age() {
	birdc_ show route all 198.51.100.0/24 | grep -o 'herald4 [0-9:.]*'
}
age=$(route_age)
ok "neighbor resend" ctl neighbor 192.0.2.2 resend
ok_within 20 "is bracketed (RFC 7313)" says 'Begin-of-RR +[1-9]' ctl show neighbor 192.0.2.2
ok_within 20 "to its end" says 'End-of-RR +[1-9]' ctl show neighbor 192.0.2.2
ok "and bird keeps the route" [ "$(route_age)" = "$age" ]
ok "neighbor refresh" ctl neighbor 192.0.2.2 refresh
ok_within 20 "bird answers" says 'End-of-RR +[0-9]+ +[1-9]' ctl show neighbor 192.0.2.2
ok "its routes are still there" says '10.1.0.0/16' ctl show rib
ok "no refresh where none was negotiated" exits 1 ctl neighbor 2001:db8::2 refresh

ok "neighbor clear" ctl neighbor 192.0.2.2 clear "for a test"
ok_within 20 "comes back" established 192.0.2.2
ok_within 20 "routes come back" says '198.51.100.0/24' birdc_ show route
ok "neighbor down" ctl neighbor 192.0.2.2 down "maintenance"
ok_within 20 "is down" says 'Idle' ctl show neighbor 192.0.2.2
ok "neighbor up" ctl neighbor 192.0.2.2 up
ok_within 20 "is up again" established 192.0.2.2
ok "no such neighbour exits 1" exits 1 ctl neighbor 203.0.113.99 clear
ok "stops when asked" stop_herald
finish
