#!/bin/sh
# SPDX-License-Identifier: ISC
# Both ways with every other daemon that Debian has: FRR, GoBGP, OpenBGPD and
# ExaBGP, all at once, each at an address of its own; what they hold is asked
# of them.
. "$(dirname "$0")/lib.sh"
two_hosts
for n in 3 4 5 6; do
	ip -n peer addr add "192.0.2.$n/24" dev v-peer
done
mkdir -p "$T/vty" /run/openbgpd	# its chroot
chown frr "$T/vty"

neighbor() {
	cat <<EOF
neighbor 192.0.2.$1 {
	description "$2";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as $((64496 + $1));
	family { ipv4 unicast; ipv6 unicast; }
	capability { route-refresh; graceful-restart 60; $3 }
	static {
		route 198.51.100.0/24 next-hop self med 7 community [ 64496:1 ] large-community 64496:2:3;
		route 198.51.100.128/25 next-hop self as-path [ 64496 64510 64511 ];
		route 2001:db8:100::/48 next-hop 2001:db8::1;
	}
}
EOF
}
{
	echo "listen 192.0.2.1;"
	neighbor 3 frr ""
	neighbor 4 gobgp ""
	neighbor 5 openbgpd ""
	neighbor 6 exabgp ""
} > "$T/bgpd.conf"

# --- FRR
cat > "$T/frr.conf" <<EOF
router bgp 64499
 bgp router-id 192.0.2.3
 no bgp ebgp-requires-policy
 no bgp network import-check
 neighbor 192.0.2.1 remote-as 64496
 neighbor 192.0.2.1 update-source 192.0.2.3
 neighbor 192.0.2.1 timers connect 1
 address-family ipv4 unicast
  network 10.3.0.0/16
 exit-address-family
 address-family ipv6 unicast
  neighbor 192.0.2.1 activate
 exit-address-family
EOF
chown frr "$T/frr.conf"
at_peer /usr/lib/frr/bgpd -Z -n -S -l 192.0.2.3 -f "$T/frr.conf" \
    -i "$T/frr.pid" -A 127.0.0.1 --vty_socket "$T/vty" > "$T/frr.log" 2>&1 &
frr() {
	at_peer vtysh --vty_socket "$T/vty" -d bgpd -c "$1"
}

# --- GoBGP
cat > "$T/gobgp.toml" <<EOF
[global.config]
as = 64500
router-id = "192.0.2.4"
local-address-list = ["192.0.2.4"]
[[neighbors]]
[neighbors.config]
neighbor-address = "192.0.2.1"
peer-as = 64496
[neighbors.transport.config]
local-address = "192.0.2.4"
[[neighbors.afi-safis]]
[neighbors.afi-safis.config]
afi-safi-name = "ipv4-unicast"
[[neighbors.afi-safis]]
[neighbors.afi-safis.config]
afi-safi-name = "ipv6-unicast"
EOF
at_peer gobgpd -f "$T/gobgp.toml" --pprof-disable > "$T/gobgp.log" 2>&1 &
gobgp_() {
	at_peer gobgp "$@"
}
within 60 gobgp_ global
gobgp_ global rib add 10.4.0.0/16 > /dev/null 2>&1

# --- OpenBGPD
cat > "$T/openbgpd.conf" <<EOF
AS 64501
router-id 192.0.2.5
fib-update no
socket "$T/openbgpd.sock"
listen on 192.0.2.5
network 10.5.0.0/16
neighbor 192.0.2.1 {
	remote-as 64496
	local-address 192.0.2.5
	announce IPv4 unicast
	announce IPv6 unicast
}
allow from any
allow to any
EOF
chmod 600 "$T/openbgpd.conf"
at_peer /usr/sbin/bgpd -d -f "$T/openbgpd.conf" > "$T/openbgpd.log" 2>&1 &
openbgpctl() {
	at_peer /usr/sbin/bgpctl -s "$T/openbgpd.sock" "$@"
}

# --- ExaBGP
cat > "$T/watch" <<EOF
#!/usr/bin/python3
import sys
with open("$T/exabgp.json", "a") as out:
    for line in iter(sys.stdin.readline, ""):
        out.write(line)
        out.flush()
EOF
chmod 755 "$T/watch"
cat > "$T/exabgp.conf" <<EOF
process watch { run $T/watch; encoder json; }
neighbor 192.0.2.1 {
	router-id 192.0.2.6;
	local-address 192.0.2.6;
	local-as 64502;
	peer-as 64496;
	family { ipv4 unicast; ipv6 unicast; }
	api { processes [ watch ]; receive { parsed; update; } }
	static { route 10.6.0.0/16 next-hop self med 6; }
}
EOF
at_peer env exabgp.daemon.user=root exabgp.daemon.drop=false \
    exabgp.api.cli=false exabgp.tcp.bind= exabgp "$T/exabgp.conf" \
    > "$T/exabgp.log" 2>&1 &

start_herald "$T/bgpd.conf"
for n in 3:frr 4:gobgp 5:openbgpd 6:exabgp; do
	who=${n#*:}
	ok_within 40 "$who: established" established "192.0.2.${n%:*}"
	ok_within 20 "$who: its route is in show rib" \
	    says "10\.${n%:*}\.0\.0/16 +192\.0\.2\.${n%:*}" ctl show rib neighbor "$who"
	ok_within 20 "$who: nothing is pending" not says pending ctl -j show rib out neighbor "$who"
done
ok_within 20 "frr holds the route" says '198.51.100.0/24.*192.0.2.1 +7 ' frr 'show bgp ipv4 unicast'
ok_within 20 "frr: communities" says '64496:1' frr 'show bgp ipv4 unicast 198.51.100.0/24'
ok_within 20 "frr: large community" says '64496:2:3' frr 'show bgp ipv4 unicast 198.51.100.0/24'
ok_within 20 "frr: as-path" says '64496 64510 64511' frr 'show bgp ipv4 unicast 198.51.100.128/25'
ok_within 20 "frr: IPv6" says '2001:db8:100::/48' frr 'show bgp ipv6 unicast'
ok_within 20 "gobgp holds the route" says '198.51.100.0/24 +192.0.2.1 +64496 ' gobgp_ global rib
ok_within 20 "gobgp: communities" says '64496:1' gobgp_ global rib 198.51.100.0/24
ok_within 20 "gobgp: as-path" says '64496 64510 64511' gobgp_ global rib 198.51.100.128/25
ok_within 20 "gobgp: IPv6" says '2001:db8:100::/48' gobgp_ global rib -a ipv6
ok_within 20 "openbgpd holds the route" says '198.51.100.0/24 +192.0.2.1 +100 +7 64496' openbgpctl show rib
ok_within 20 "openbgpd: communities" says '64496:1' openbgpctl show rib detail 198.51.100.0/24
ok_within 20 "openbgpd: as-path" says '64496 64510 64511' openbgpctl show rib
ok_within 20 "openbgpd: IPv6" says '2001:db8:100::/48' openbgpctl show rib
ok_within 20 "exabgp was told the route" says '198.51.100.0/24' cat "$T/exabgp.json"
ok_within 20 "exabgp: with its attributes" says '"med": 7.*"community": \[ \[ 64496, 1 \] \]' cat "$T/exabgp.json"
ok_within 20 "exabgp: IPv6" says '2001:db8:100::/48' cat "$T/exabgp.json"

ok "network add to all" ctl network add 203.0.113.0/24 med 9
ok_within 20 "frr" says '203.0.113.0/24' frr 'show bgp ipv4 unicast'
ok_within 20 "gobgp" says '203.0.113.0/24' gobgp_ global rib
ok_within 20 "openbgpd" says '203.0.113.0/24' openbgpctl show rib
ok_within 20 "exabgp" says '203.0.113.0/24' cat "$T/exabgp.json"
ok "network delete" ctl network delete 203.0.113.0/24
ok_within 20 "frr" not says '203.0.113.0/24' frr 'show bgp ipv4 unicast'
ok_within 20 "gobgp" not says '203.0.113.0/24' gobgp_ global rib
ok_within 20 "openbgpd" not says '203.0.113.0/24' openbgpctl show rib
ok_within 20 "exabgp" says 'withdraw.*203.0.113.0/24' cat "$T/exabgp.json"
gobgp_ global rib del 10.4.0.0/16 > /dev/null 2>&1
ok_within 20 "a withdraw by gobgp is taken" not says '10.4.0.0/16' ctl show rib
ok "stops when asked" stop_herald
finish
