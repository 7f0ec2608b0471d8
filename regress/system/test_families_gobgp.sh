#!/bin/sh
# SPDX-License-Identifier: ISC
# Mobile user plane routes both ways with GoBGP, and BGP-LS to it: what each
# holds is asked of both.
. "$(dirname "$0")/lib.sh"
command -v gobgpd > /dev/null || { skip "gobgpd is not here"; finish; exit; }
two_hosts

NODE=0x020000040000fbf0020100040000000002030006000000000001
# $1: routes that come and go
config() {
	cat <<EOF
neighbor 192.0.2.2 {
	description "gobgp";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64500;
	family { ipv4 mup; ipv6 mup; bgp-ls bgp-ls; }
	announce {
		ipv4 {
			mup mup-isd 198.51.100.128/32 rd 64496:7 next-hop 2001:db8::1 extended-community target:64496:1 bgp-prefix-sid-srv6 ( l3-service 2001:db8:1:1:: 0x48 [64,24,16,0,0,0] );
			mup mup-dsd 198.51.100.1 rd 64496:7 next-hop 2001:db8::1 extended-community [ target:64496:1 mup:10:10 ];
			mup mup-t1st 198.51.100.2/32 rd 64496:7 teid 12345 qfi 9 endpoint 203.0.113.1 next-hop 192.0.2.1 extended-community target:64496:1;
			$1
		}
		ipv6 {
			mup mup-t1st 2001:db8:100::1/128 rd 64496:7 teid 7 qfi 1 endpoint 2001:db8:ffff::1 next-hop 192.0.2.1 extended-community target:64496:1;
		}
		bgp-ls {
			bgp-ls type node protocol isis-l2 identifier 7 tlv 256 $NODE next-hop 192.0.2.1 bgp-ls [ 1026 0x7231 1024 0x40 ];
			bgp-ls type ipv4-prefix protocol isis-l2 identifier 7 tlv 256 $NODE tlv 265 0x18c63364 next-hop 192.0.2.1 bgp-ls 1155 0x0000000a;
		}
	}
}
EOF
}
T2ST="mup mup-t2st 203.0.113.2 rd 64496:7 teid 12345/32 next-hop 192.0.2.1 extended-community target:64496:1;"
config "$T2ST" > "$T/bgpd.conf"
start_gobgp 64500 192.0.2.2 ipv4-mup ipv6-mup ls
gobgp_() {
	at_peer gobgp "$@"
}
within 60 gobgp_ global
mup() {
	gobgp_ global rib "$@" > /dev/null
}
ok "gobgp: a type 1 session" mup add -a ipv4-mup t1st 203.0.113.9/32 \
    rd 64500:9 rt 64500:1 teid 99 qfi 5 endpoint 192.0.2.2
ok "gobgp: a type 2 session" mup add -a ipv4-mup t2st 203.0.113.8 \
    rd 64500:9 rt 64500:1 teid 48 mup 10:10
# it writes the octets of a whole address for any prefix, and reads no others
ok "gobgp: a shorter prefix" mup add -a ipv4-mup t1st 203.0.112.0/24 \
    rd 64500:9 rt 64500:1 teid 98 qfi 5 endpoint 192.0.2.2
ok "gobgp: one of the first type" mup add -a ipv4-mup isd 203.0.114.0/23 \
    rd 64500:9 rt 64500:1 prefix 2001:db8:1:1::/64 locator-node-length 24 \
    function-length 16 behavior ENDM_GTP4E nexthop 2001:db8::2

start_herald "$T/bgpd.conf"
ok_within 40 "established" established 192.0.2.2

table() {
	gobgp_ global rib -a "$1"
}
ok_within 20 "gobgp holds the first type" says \
    'type:isd\]\[rd:64496:7\]\[prefix:198.51.100.128/32\] +2001:db8::1' table ipv4-mup
ok_within 20 "the second, with its segment" says \
    'type:dsd\]\[rd:64496:7\]\[prefix:198.51.100.1\].*64496:1\], \[10:10' table ipv4-mup
ok_within 20 "the third, with what is carried" says \
    'type:t1st\]\[rd:64496:7\]\[prefix:198.51.100.2/32\] +12345 +9 +203.0.113.1 +192.0.2.1' \
    table ipv4-mup
ok_within 20 "the fourth" says \
    'type:t2st\]\[rd:64496:7\]\[endpoint:203.0.113.2\]\[teid:12345\]' table ipv4-mup
ok_within 20 "one of IPv6, with an IPv4 next hop" says \
    'type:t1st\]\[rd:64496:7\]\[prefix:2001:db8:100::1/128\] +7 +1 +2001:db8:ffff::1 +(::ffff:)?192.0.2.1' \
    table ipv6-mup
# of BGP-LS it has only keys to show, and none in text
ok_within 20 "gobgp holds the node" says \
    'NODE . AS:64496 BGP-LS ID:0 0000.0000.0001 ISIS-L2:7' gobgp_ -j global rib -a ls
ok_within 20 "and the prefix" says \
    'PREFIXv4 . LOCAL_NODE: 0000.0000.0001 PREFIX: .198.51.100.0/24' gobgp_ -j global rib -a ls

ok_within 20 "herald holds a type 1 session" says \
    'mup mup-t1st 203.0.113.9/32 rd 64500:9 teid 99 qfi 5 endpoint 192.0.2.2' \
    ctl show rib
ok "and one of type 2" says \
    'mup mup-t2st 203.0.113.8 rd 64500:9 teid 48/32' ctl show rib
ok "a shorter prefix" says \
    'mup mup-t1st 203.0.112.0/24 rd 64500:9 teid 98 qfi 5 endpoint 192.0.2.2' \
    ctl show rib
ok "one of the first type" says 'mup mup-isd 203.0.114.0/23 rd 64500:9' \
    ctl show rib
ok "in JSON, too" says '"name": "Type2SessionTransformedRoute".*"endpoint_len": 64' \
    ctl -j show rib

config "" > "$T/bgpd.conf"
ok "reload" ctl reload
ok_within 20 "a withdraw is taken" not says 203.0.113.2 table ipv4-mup
ok "of one route alone" says 'type:t1st' table ipv4-mup
mup del -a ipv4-mup t1st 203.0.113.9/32 rd 64500:9 rt 64500:1 teid 99 \
    qfi 5 endpoint 192.0.2.2
ok_within 20 "a withdraw by gobgp is taken" not says 203.0.113.9/32 ctl show rib
mup del -a ipv4-mup t1st 203.0.112.0/24 rd 64500:9 rt 64500:1 teid 98 \
    qfi 5 endpoint 192.0.2.2
ok_within 20 "of the shorter prefix" not says 203.0.112.0/24 ctl show rib
ok "the session stays" established 192.0.2.2
ok "stops when asked" stop_herald
finish
