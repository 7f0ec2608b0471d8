#!/bin/sh
# SPDX-License-Identifier: ISC
# Families of VPNs both ways: labelled prefixes, VPNv4, VPNv6 and EVPN with
# GoBGP, VPLS with ExaBGP.  What one announces, the other holds, with labels
# and next hop; what is withdrawn is gone.  Then what only octets by hand can
# say (families.py), of route targets too.
. "$(dirname "$0")/lib.sh"
here=$(dirname "$0")
two_hosts
for n in 4 6 8; do
	ip -n peer addr add "192.0.2.$n/24" dev v-peer
done

cat > "$T/bgpd.conf" <<'EOC'
listen 192.0.2.1;
neighbor 192.0.2.4 {
	description "gobgp";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64500;
	family {
		ipv4 nlri-mpls;
		ipv6 nlri-mpls;
		ipv4 mpls-vpn;
		ipv6 mpls-vpn;
		l2vpn evpn;
	}
	static {
		route 10.1.0.0/16 label 1000 next-hop 192.0.2.1;
		route 10.1.0.0/16 rd 64496:1 label 1001 next-hop 192.0.2.1 \
		    extended-community target:64496:1;
		route 2001:db8:1::/48 rd 64496:1 label 1002 \
		    next-hop 2001:db8::1 extended-community target:64496:1;
		route 2001:db8:2::/48 rd 64496:1 label 1004 \
		    next-hop 192.0.2.1 extended-community target:64496:1;
		route 2001:db8:3::/48 label 1005 next-hop 192.0.2.1;
	}
	announce {
		l2vpn {
			evpn mac-ip rd 192.0.2.1:1 ethernet-tag 1 \
			    mac 00:00:5e:00:53:01 ip 198.51.100.1 vni 10010 \
			    next-hop 192.0.2.1 \
			    extended-community [ target:64496:1 0x030c000000000008 ];
			evpn multicast rd 192.0.2.1:1 ethernet-tag 1 \
			    ip 192.0.2.1 next-hop 192.0.2.1;
			evpn prefix 10.1.2.0/24 rd 192.0.2.1:1 label 1003 \
			    next-hop 192.0.2.1;
			evpn ethernet-segment rd 192.0.2.1:1 \
			    esi 00:11:22:33:44:55:66:77:88:99 ip 192.0.2.1 \
			    next-hop 192.0.2.1;
			evpn ethernet-ad rd 192.0.2.1:1 \
			    esi 00:11:22:33:44:55:66:77:88:99 \
			    ethernet-tag 4294967295 next-hop 192.0.2.1;
		}
	}
}
neighbor 192.0.2.6 {
	description "exabgp";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64502;
	family { l2vpn vpls; }
	l2vpn {
		vpls endpoint 1 base 2000 offset 1 size 8 rd 192.0.2.1:1 \
		    next-hop 192.0.2.1 \
		    extended-community [ target:64496:1 l2info:19:0:1500:111 ];
	}
}
neighbor 192.0.2.8 {
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64508;
	passive true;
	family {
		ipv4 unicast;
		ipv4 nlri-mpls;
		ipv4 mpls-vpn;
		ipv4 rtc;
		ipv4 mcast-vpn;
		ipv4 mup;
		l2vpn vpls;
		l2vpn evpn;
		bgp-ls bgp-ls;
	}
}
EOC

# --- GoBGP
start_gobgp 64500 192.0.2.4 ipv4-labelled-unicast ipv6-labelled-unicast \
    l3vpn-ipv4-unicast l3vpn-ipv6-unicast l2vpn-evpn
gobgp_() {
	at_peer gobgp global rib "$@"
}
within 60 at_peer gobgp global
{
	gobgp_ -a ipv4-mpls add 10.4.0.0/16 100 nexthop 192.0.2.4
	gobgp_ -a vpnv4 add 10.4.0.0/16 label 101 rd 64500:4 rt 64500:1 \
	    nexthop 192.0.2.4
	gobgp_ -a vpnv6 add 2001:db8:4::/48 label 102 rd 64500:4 \
	    rt 64500:1 nexthop 2001:db8::2
	gobgp_ -a evpn add macadv 00:00:5e:00:53:04 198.51.100.4 etag 4 \
	    label 104 rd 64500:4 rt 64500:1 encap vxlan
	gobgp_ -a evpn add multicast 192.0.2.4 etag 4 rd 64500:4 rt 64500:1
	gobgp_ -a evpn add prefix 10.4.2.0/24 etag 4 label 105 rd 64500:4 \
	    rt 64500:1
	gobgp_ -a evpn add esi 192.0.2.4 esi as 64500 7 rd 192.0.2.4:4 \
	    rt 64500:1
	gobgp_ -a evpn add a-d esi as 64500 7 etag 4 label 106 rd 64500:4 \
	    rt 64500:1
} > "$T/gobgp.add" 2>&1

# --- ExaBGP
cat > "$T/watch" <<EOF2
#!/usr/bin/python3
import sys
with open("$T/exabgp.json", "a") as out:
    for line in iter(sys.stdin.readline, ""):
        out.write(line)
        out.flush()
EOF2
chmod 755 "$T/watch"
cat > "$T/exabgp.conf" <<EOF2
process watch { run $T/watch; encoder json; }
neighbor 192.0.2.1 {
	router-id 192.0.2.6;
	local-address 192.0.2.6;
	local-as 64502;
	peer-as 64496;
	family { l2vpn vpls; }
	api { processes [ watch ]; receive { parsed; update; } }
	l2vpn {
		vpls site6 {
			endpoint 6;
			base 10702;
			offset 1;
			size 8;
			rd 192.0.2.6:6;
			next-hop 192.0.2.6;
			extended-community [ target:64502:1 l2info:19:0:1500:111 ];
		}
	}
}
EOF2
at_peer env exabgp.daemon.user=root exabgp.daemon.drop=false \
    exabgp.api.cli=false exabgp.tcp.bind= exabgp "$T/exabgp.conf" \
    > "$T/exabgp.log" 2>&1 &

start_herald "$T/bgpd.conf"
ok_within 40 "gobgp: established" established 192.0.2.4
ok_within 40 "exabgp: established" established 192.0.2.6

# --- what GoBGP announces
in_() {
	says "$1" ctl show rib neighbor gobgp
}
ok_within 20 "in: labelled" in_ '10\.4\.0\.0/16 label 100( |$)'
ok_within 20 "in: VPNv4" in_ '10\.4\.0\.0/16 label 101 rd 64500:4'
ok_within 20 "in: VPNv6" in_ '2001:db8:4::/48 label 102 rd 64500:4'
ok_within 20 "in: mac-ip" in_ 'mac-ip rd 64500:4 ethernet-tag 4 mac 00:00:5e:00:53:04 ip 198\.51\.100\.4 vni 104'
ok_within 20 "in: multicast" in_ 'multicast rd 64500:4 ethernet-tag 4 ip 192\.0\.2\.4'
ok_within 20 "in: prefix" in_ 'prefix 10\.4\.2\.0/24 rd 64500:4 ethernet-tag 4'
ok_within 20 "in: ethernet-segment" in_ 'ethernet-segment rd 192\.0\.2\.4:4 esi 05:00:00:fb:f4:00:00:00:07:00 ip 192\.0\.2\.4'
ok_within 20 "in: ethernet-ad" in_ 'ethernet-ad rd 64500:4 esi 05:00:00:fb:f4:00:00:00:07:00 ethernet-tag 4'

# --- what Herald announces
holds() {
	says "$2" gobgp_ -a "$1"
}
ok_within 20 "out: labelled" holds ipv4-mpls '10\.1\.0\.0/16 +\[1000\] +192\.0\.2\.1 +64496'
ok_within 20 "out: VPNv4" holds vpnv4 '64496:1:10\.1\.0\.0/16 +\[1001\] +192\.0\.2\.1 +64496'
ok_within 20 "out: route target" holds vpnv4 '10\.1\.0\.0/16.*Extcomms: \[64496:1\]'
ok_within 20 "out: VPNv6" holds vpnv6 '64496:1:2001:db8:1::/48 +\[1002\] +2001:db8::1 +64496'
ok_within 20 "out: VPNv6 by way of IPv4" holds vpnv6 '64496:1:2001:db8:2::/48 +\[1004\] +192\.0\.2\.1 +64496'
ok_within 20 "out: labelled IPv6 by way of IPv4" holds ipv6-mpls '2001:db8:3::/48 +\[1005\] +192\.0\.2\.1 +64496'
ok_within 20 "out: mac-ip" holds evpn 'type:macadv.*rd:192\.0\.2\.1:1.*etag:1.*mac:00:00:5e:00:53:01.*ip:198\.51\.100\.1.* 192\.0\.2\.1 +64496'
ok_within 20 "out: multicast" holds evpn 'type:multicast.*rd:192\.0\.2\.1:1.*etag:1.*ip:192\.0\.2\.1'
ok_within 20 "out: prefix" holds evpn 'type:Prefix.*rd:192\.0\.2\.1:1.*etag:0.*prefix:10\.1\.2\.0/24'
ok_within 20 "out: ethernet-segment" holds evpn 'type:esi.*rd:192\.0\.2\.1:1.*ip:192\.0\.2\.1'
ok_within 20 "out: ethernet-ad" holds evpn 'type:A-D.*rd:192\.0\.2\.1:1.*etag:4294967295'
ok_within 20 "nothing is pending" not says pending ctl -j show rib out neighbor gobgp

# --- by prefix, and by route distinguisher
some() {	# some WORDS...: the prefixes of show rib WORDS, in one line
	ctl -j show rib "$@" | python3 -c '
import json, sys
print(", ".join(sorted(p["prefix"] for p in json.load(sys.stdin)["rib"])))'
}
are() {
	want=$1
	shift
	got=$(some "$@")
	[ "$got" = "$want" ] || {
		echo "got: $got"
		return 1
	}
}
ok "a prefix, whatever the route distinguisher" are \
    "mpls-vpn 10.4.0.0/16 label 101 rd 64500:4, nlri-mpls 10.4.0.0/16 label 100" \
    10.4.0.0/16
ok "of a family" are "mpls-vpn 10.4.0.0/16 label 101 rd 64500:4" \
    VPNv4 10.4.0.0/16
ok "what holds an address" are \
    "evpn prefix 10.4.2.0/24 rd 64500:4 ethernet-tag 4 vni 105, mpls-vpn 10.4.0.0/16 label 101 rd 64500:4" \
    10.4.2.7 rd 64500:4
ok "the address of a MAC" are \
    "evpn mac-ip rd 64500:4 ethernet-tag 4 mac 00:00:5e:00:53:04 ip 198.51.100.4 vni 104" \
    198.51.100.4
ok "what a prefix covers" are "mpls-vpn 2001:db8:4::/48 label 102 rd 64500:4" \
    2001:db8::/32 or-longer
ok "what is announced" are \
    "mpls-vpn 10.1.0.0/16 label 1001 rd 64496:1, nlri-mpls 10.1.0.0/16 label 1000" \
    out 10.1.0.0/16 neighbor gobgp
ok "with a route distinguisher" are \
    "mpls-vpn 10.1.0.0/16 label 1001 rd 64496:1" \
    out neighbor gobgp 10.0.0.0/8 or-longer rd 64496:1
ok "another is not there" exits 1 ctl show rib rd 64500:99
ok "which is said" says 'no matching route' ctl show rib rd 64500:99
ok "no route distinguisher" exits 2 ctl show rib rd 64500

# --- VPLS
ok_within 20 "in: VPLS" says 'rd 192\.0\.2\.6:6 endpoint 6 base 10702 offset 1 size 8' \
    ctl show rib neighbor exabgp
ok_within 20 "out: VPLS" says '"rd": "192.0.2.1:1", "endpoint": 1, "base": 2000, "offset": 1, "size": 8' \
    cat "$T/exabgp.json"

# --- a program's commands, and withdraws both ways
ok "api: announce" ctl api announce ipv4 mpls-vpn 10.1.9.0/24 \
    rd 64496:9 label 1009 next-hop 192.0.2.1
ok_within 20 "api: held" holds vpnv4 '64496:9:10\.1\.9\.0/24 +\[1009\]'
ok "api: another label" ctl api announce ipv4 mpls-vpn 10.1.9.0/24 \
    rd 64496:9 label 1010 next-hop 192.0.2.1
ok_within 20 "api: held anew" holds vpnv4 '64496:9:10\.1\.9\.0/24 +\[1010\]'
ok "api: withdraw" ctl api withdraw ipv4 mpls-vpn 10.1.9.0/24 rd 64496:9
ok_within 20 "api: gone" not holds vpnv4 '10\.1\.9\.0/24'
ok "api: EVPN" ctl api announce l2vpn evpn mac-ip rd 192.0.2.1:1 \
    ethernet-tag 2 mac 00:00:5e:00:53:02 label 1011 next-hop 192.0.2.1
ok_within 20 "api: EVPN held" holds evpn 'etag:2.*mac:00:00:5e:00:53:02'
ok "api: EVPN withdraw" ctl api withdraw l2vpn evpn mac-ip rd 192.0.2.1:1 \
    ethernet-tag 2 mac 00:00:5e:00:53:02
ok_within 20 "api: EVPN gone" not holds evpn 'mac:00:00:5e:00:53:02'
gobgp_ -a vpnv4 del 10.4.0.0/16 label 101 rd 64500:4 > /dev/null 2>&1
ok_within 20 "a withdraw of VPNv4 is taken" not in_ '10\.4\.0\.0/16 label 101'
gobgp_ -a evpn del multicast 192.0.2.4 etag 4 rd 64500:4 > /dev/null 2>&1
ok_within 20 "a withdraw of EVPN is taken" not in_ 'multicast rd 64500:4'
ok "the others are left" in_ '10\.4\.0\.0/16 label 100'

# --- what is deleted is said as it is withdrawn
ok "a label is no part of what is deleted" ctl network add 10.9.0.0/16 \
    rd 64496:9 label 77
ok "nor a VNI" ctl network add evpn mac-ip rd 192.0.2.1:9 \
    mac 00:00:5e:00:53:09 vni 77
ok "both are there" [ "$(ctl network show |
    grep -cE 'label 77 rd 64496:9|53:09 vni 77')" = 2 ]
ok "the one goes" ctl network delete 10.9.0.0/16 rd 64496:9
ok "and the other" ctl network delete evpn mac-ip rd 192.0.2.1:9 \
    mac 00:00:5e:00:53:09
ok "both are gone" [ "$(ctl network show |
    grep -cE 'label 77 rd 64496:9|53:09 vni 77')" = 0 ]

# --- octets by hand
at_peer python3 "$here/families.py" "$B/bgpctl" "$T/sock" > "$T/rows" 2>&1
rows families.py "$T/rows"
ok "every case was run" grep -q '^ok all cases' "$T/rows"

ok "stops when asked" stop_herald
finish
