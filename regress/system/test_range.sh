#!/bin/sh
# SPDX-License-Identifier: ISC
# Ranges of neighbours: who connects out of one gets a session and its routes,
# the narrowest range counts, there is a limit, and nothing stays behind.
. "$(dirname "$0")/lib.sh"
two_hosts
for n in 3 4 130; do
	ip -n peer addr add "192.0.2.$n/24" dev v-peer
done

cat > "$T/bgpd.conf" <<EOF
neighbor 192.0.2.0/24 {
	description "wide";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	passive;
	range-limit 2;
	md5-password "of the range";
	family { ipv4 unicast; }
	capability { route-refresh; }
	static { route 198.51.100.0/24 next-hop self med 10; }
}
neighbor 192.0.2.128/25 {
	description "narrow";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64498;
	passive;
	md5-password "of the range";
	family { ipv4 unicast; }
	static { route 203.0.113.0/24 next-hop self; }
}
EOF
# bird N AS: one at 192.0.2.N.
bird_at() {
	cat > "$T/bird$1.conf" <<EOF
router id 192.0.2.$1;
protocol device {}
protocol static { ipv4; route 10.$1.0.0/16 blackhole; }
protocol bgp herald {
	local 192.0.2.$1 as $2;
	neighbor 192.0.2.1 as 64496;
	strict bind;
	password "of the range";
	connect delay time 1; connect retry time 1; error wait time 1, 2;
	ipv4 { import all; export where source = RTS_STATIC; gateway recursive; };
}
EOF
	at_peer bird -c "$T/bird$1.conf" -s "$T/bird$1.ctl" -P "$T/bird$1.pid"
}
bird_of() {
	n=$1
	shift
	birdc -s "$T/bird$n.ctl" "$@"
}
routes() {
	bird_of "$1" show route
}
start_herald "$T/bgpd.conf"
: "${herald_pid:=0}"
bird_at 2 64497
bird_at 3 64497
bird_at 130 64498
child() {
	pgrep -P "$herald_pid" "$1"
}
ok_within 20 "one of the range is established" established 192.0.2.2
ok_within 20 "another one" established 192.0.2.3
ok_within 20 "one of the narrower range" established 192.0.2.130
ok "by its AS" says 'AS:? 64498' ctl show neighbor 192.0.2.130
ok_within 20 "the range's routes are theirs" says '198.51.100.0/24' routes 2
ok_within 20 "also the other's" says '198.51.100.0/24' routes 3
ok_within 20 "the narrow range's only in it" says '203.0.113.0/24' routes 130
ok "and not outside" not says '203.0.113.0/24' routes 2
ok_within 20 "what they say is held" says '10.3.0.0/16' ctl show rib
ok "they are shown as cloned" says Cloned ctl show neighbor 192.0.2.2
ok "the range as a template" says 'Template' ctl show neighbor
ok "the template is JSON" says '"template": *true' ctl -j show neighbor
ok "an injected route goes to all" ctl network add 198.51.100.128/25
ok_within 20 "it arrives" says '198.51.100.128/25' routes 3

ok "a route for the range by its address" \
    ctl network add 198.51.100.64/26 neighbor 192.0.2.0/24
ok_within 20 "goes to who is of it" says '198.51.100.64/26' routes 3
ok "and not to who is of another" not says '198.51.100.64/26' routes 130
ok "network show says for whom" \
    says '198.51.100.64/26 .* neighbor 192.0.2.0/24 192' ctl network show
ok "show neighbor knows a range by its address" \
    says '^BGP neighbor is 192.0.2.3' ctl show neighbor 192.0.2.0/24
ok "and who is not of it" \
    not says '^BGP neighbor is 192.0.2.130' ctl show neighbor 192.0.2.0/24
ok "and that there is none" exits 1 ctl show neighbor 192.0.2.0/23

bird_at 4 64497
ok_within 20 "past range-limit nobody is let in" says 'range-limit' cat "$T/herald.log"
ok_within 20 "bird heard Connection rejected" says 'Connection rejected' bird_of 4 show protocols all herald
bird_of 3 disable herald > /dev/null
ok_within 20 "one leaves: it is not shown any more" exits 1 ctl show neighbor 192.0.2.3
ok_within 20 "what it said is gone" not says '10.3.0.0/16' ctl show rib
ok_within 20 "its place is another's" established 192.0.2.4
ok_within 20 "with the configured route" says '198.51.100.0/24' routes 4
ok_within 20 "and the injected one" says '198.51.100.128/25' routes 4

foretells() {
	ctl reload -n > "$T/foretold" && cat "$T/foretold" &&
	    grep -q "^neighbor $1\$" "$T/foretold"
}
sed -i 's/med 10/med 20/' "$T/bgpd.conf"
ok "a changed route would reach one of them" \
    foretells '192.0.2.2 (wide): 1 announcement, 0 withdraws'
ok "and the other" \
    foretells '192.0.2.4 (wide): 1 announcement, 0 withdraws'
ok "and nobody else" [ "$(grep -c '^neighbor' "$T/foretold")" -eq 2 ]
ok "reload" ctl reload
ok_within 20 "a changed route reaches them" says 'BGP.med: 20' bird_of 2 show route all
ok "on the same session" says 'Opens +1 +1' ctl show neighbor 192.0.2.2

kill -9 "$(child bgpd-rde)"
ok_within 20 "a new route engine learns of them" says '10.2.0.0/16' ctl show rib
ok "and their session stood" says 'Opens +1 +1' ctl show neighbor 192.0.2.2
kill -9 "$(child bgpd-session)"
ok_within 40 "a new session engine has them again" established 192.0.2.2
ok_within 20 "and their routes" says '10.2.0.0/16' ctl show rib

ok "neighbor down on the range" ctl neighbor wide down "closed"
ok_within 20 "ends its sessions" exits 1 ctl show neighbor 192.0.2.2
ok_within 20 "not those of another range" established 192.0.2.130
ok "neighbor up" ctl neighbor wide up
ok_within 20 "lets them in again" established 192.0.2.2

sed -i 's/peer-as 64498;/peer-as 64498; hold-time 60;/' "$T/bgpd.conf"
cat >> "$T/bgpd.conf" <<EOF
neighbor 192.0.2.2 {
	description "by name";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	passive;
	md5-password "of the range";
	family { ipv4 unicast; }
}
EOF
ok "the changed range would change" \
    foretells '192.0.2.128/25 (narrow): would change (hold-time)'
ok "and its neighbor restart" \
    foretells '192.0.2.130 (narrow): session would restart (hold-time)'
ok "one would have a name" foretells '192.0.2.2 (by name): would be added'
ok "and leave the range" \
    foretells '192.0.2.2 (wide): session would restart'
ok "a reload that changes a range and takes one out of the other" ctl reload
ok_within 20 "the changed range is served" says 'holdtime 60s' ctl show neighbor 192.0.2.130
ok_within 20 "the one that has a name now" established 192.0.2.2
ok "is not a clone" not says Cloned ctl show neighbor 192.0.2.2
sed -i '/^neighbor 192.0.2.0/,/^}/d' "$T/bgpd.conf"
ok "the range would go" foretells '192.0.2.0/24 (wide): would be removed'
ok "and who is left of it" foretells '192.0.2.4 (wide): would be removed'
ok "a reload without the range" ctl reload
ok_within 20 "its sessions are gone" exits 1 ctl show neighbor 192.0.2.4
ok "stops when asked" stop_herald
finish
