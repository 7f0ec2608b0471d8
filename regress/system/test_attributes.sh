#!/bin/sh
# SPDX-License-Identifier: ISC
# Attributes beyond the common ones as others read them: BIRD (AIGP), FRR and
# GoBGP (Prefix-SID, tunnels, extended communities); what GoBGP announces comes
# back in words; and tshark finds nothing malformed in what is sent.
. "$(dirname "$0")/lib.sh"
two_hosts
for n in 3 4; do
	ip -n peer addr add "192.0.2.$n/24" dev v-peer
done
mkdir "$T/vty"
chown frr "$T/vty"

routes() {
	cat <<EOF
	static {
		route 10.1.0.0/24 next-hop self aigp 1000;
		route 10.2.0.0/24 next-hop self bgp-prefix-sid [ 300, [ ( 800000,4096 ) ] ];
		route 10.3.0.0/24 next-hop self bgp-prefix-sid-srv6 ( l3-service 2001:db8:1:1:: 0x13 [40,24,16,0,0,0] );
		route 10.4.0.0/24 next-hop self tunnel-encap ( vxlan endpoint 192.0.2.9 color 7 udp-port 4789 );
		route 10.5.0.0/24 next-hop self pmsi ( ingress-replication label 100 192.0.2.9 );
		route 10.6.0.0/24 next-hop self extended-community [ target:64496:1 color:100 encap:vxlan mac-mobility:5:sticky router-mac:00:00:5e:00:53:01 esi-label:100:single-active es-import:00:00:5e:00:53:01 default-gateway bandwidth:64496:1000 ];
		route 10.7.0.0/24 next-hop self tunnel-encap ( sr-policy preference 100 binding-sid mpls 24000 priority 5 policy-name p candidate-path-name c segment-list weight 1 segment type-a mpls 16001 segment type-b srv6 2001:db8::1 endpoint-behavior 19 40 24 16 0 );
		route 10.8.0.0/24 next-hop self otc 64510 attribute [ 0x80 0xc0 0x0000fbf040010100 ];
		route 10.9.0.0/24 next-hop self extended-community-ipv6 [ target:2001:db8::1:5 ];
	}
EOF
}
neighbor() {
	cat <<EOF
neighbor 192.0.2.$1 {
	router-id 192.0.2.1; local-address 192.0.2.1;
	local-as 64496; peer-as 64496;
	family { ipv4 unicast; }
	capability { aigp; }
$2
}
EOF
}
# FRR (8.4) reads one octet of length for every sub-TLV of a tunnel, where those
# from 128 on have two (RFC 9012 2), and resets the session over the SR policy.
{
	echo "listen 192.0.2.1;"
	neighbor 2 "$(routes)"
	neighbor 3 "$(routes | grep -v 'route 10\.7\.')"
	neighbor 4 "$(routes)"
} > "$T/bgpd.conf"

cat > "$T/bird.conf" <<EOF
router id 192.0.2.2;
protocol device {}
protocol static s4 { ipv4; route 10.21.0.0/16 blackhole; }
protocol bgp herald {
	strict bind yes;
	local 192.0.2.2 as 64496;
	neighbor 192.0.2.1 as 64496;
	connect delay time 1; connect retry time 1; error wait time 1, 2;
	ipv4 { import all; aigp originate; gateway recursive; export all; };
}
EOF
cat > "$T/frr.conf" <<EOF
router bgp 64496
 bgp router-id 192.0.2.3
 no bgp network import-check
 neighbor 192.0.2.1 remote-as 64496
 neighbor 192.0.2.1 update-source 192.0.2.3
 neighbor 192.0.2.1 timers connect 1
EOF
chown frr "$T/frr.conf"
at_peer /usr/lib/frr/bgpd -Z -n -S -l 192.0.2.3 -f "$T/frr.conf" \
    -i "$T/frr.pid" -A 127.0.0.1 --vty_socket "$T/vty" > "$T/frr.log" 2>&1 &
frr() {
	at_peer vtysh --vty_socket "$T/vty" -d bgpd -c "$1"
}
cat > "$T/gobgp.toml" <<EOF
[global.config]
as = 64496
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
EOF
at_peer gobgpd -f "$T/gobgp.toml" --pprof-disable > "$T/gobgp.log" 2>&1 &
gobgp_() {
	at_peer gobgp "$@"
}
within 60 gobgp_ global
gobgp_ global rib add 10.41.0.0/16 aigp metric 55 > /dev/null 2>&1
gobgp_ global rib add 10.42.0.0/16 rt 64496:7 encap vxlan > /dev/null 2>&1
start_bird "$T/bird.conf"
if command -v tshark > /dev/null; then
	at_peer tshark -q -i v-peer -w "$T/wire.pcap" -f "tcp port 179" \
	    > "$T/tshark.log" 2>&1 &
	tshark_pid=$!
	within 60 test -s "$T/wire.pcap"
fi
start_herald "$T/bgpd.conf"

ok_within 20 "bird" established 192.0.2.2
ok_within 30 "frr" established 192.0.2.3
ok_within 30 "gobgp" established 192.0.2.4
# said PREFIX: what gobgp says of it, in JSON.
said() {
	gobgp_ global rib "$1" -j
}
# has PREFIX PATTERN
has() {
	said "$1" | tr -d ' \n' | grep -q -E "$2" || {
		said "$1"
		return 1
	}
}
ok_within 20 "bird: AIGP" says 'aigp: 1000' birdc_ show route all 10.1.0.0/24
ok_within 20 "gobgp: AIGP" has 10.1.0.0/24 '"metric":1000'
ok_within 20 "gobgp: label index and SRGB" has 10.2.0.0/24 '"type":40'
ok_within 20 "gobgp: SRv6 service" has 10.3.0.0/24 \
    '"type":5.*"sid":"IAENuAABAAEAAAAAAAAAAA==".*"endpoint_behavior":19'
ok_within 20 "with its structure" has 10.3.0.0/24 \
    '"locator_block_length":40,"locator_node_length":24,"function_length":16'
ok_within 20 "gobgp: tunnel" has 10.4.0.0/24 '"type":23.*4789'
ok_within 20 "with its endpoint" has 10.4.0.0/24 '192\.0\.2\.9'
ok_within 20 "gobgp: PMSI" has 10.5.0.0/24 '"type":22'
ok_within 20 "gobgp: route target" has 10.6.0.0/24 '64496:1'
ok_within 20 "gobgp: MAC mobility" has 10.6.0.0/24 '"sequence":5'
ok_within 20 "gobgp: router's MAC" has 10.6.0.0/24 '00:00:5e:00:53:01'
ok_within 20 "frr: extended communities" \
    says 'RT:64496:1.*' frr 'show bgp ipv4 unicast 10.6.0.0/24'
ok_within 20 "frr: with names" says 'ET:8 Default Gateway MM:5, sticky MAC .*Rmac:00:00:5e:00:53:01' \
    frr 'show bgp ipv4 unicast 10.6.0.0/24'
for n in 1 2 3 4 9; do
	ok_within 20 "frr: the route of 10.$n.0.0" says 'valid, internal' \
	    frr "show bgp ipv4 unicast 10.$n.0.0/24"
done
ok_within 20 "frr: PMSI" says 'PMSI Tunnel Type: Ingress Replication' \
    frr 'show bgp ipv4 unicast 10.5.0.0/24'
ok_within 20 "frr: OTC" says 'otc 64510' frr 'show bgp ipv4 unicast 10.8.0.0/24'
ok_within 20 "gobgp: opaque ones" has 10.8.0.0/24 '"type":128'
ok_within 20 "with their octets" has 10.8.0.0/24 '"type":35'
ok_within 20 "gobgp: IPv6 community" has 10.9.0.0/24 '"type":25'

dissect() {
	timeout 60 tshark -n -r "$T/wire.pcap" "$@" < /dev/null
}
in_words() {
	ctl show rib in detail "$1" | grep -E "$2" || {
		ctl show rib in detail "$1"
		return 1
	}
}
ok_within 20 "from gobgp: AIGP" in_words 10.41.0.0/16 'aigp 55'
ok_within 20 "from gobgp: communities" in_words 10.42.0.0/16 'rt 64496:7'

if [ -n "${tshark_pid-}" ]; then
	sleep 1
	kill -TERM "$tshark_pid"
	wait "$tshark_pid"
	ok "tshark reads the policy" says '^(.*,)?23(,.*)?$' dissect \
	    -Y "bgp && ip.src == 192.0.2.1" \
	    -T fields -e bgp.update.path_attribute.type_code
	ok "nothing is malformed" not says 'alformed' dissect \
	    -Y "bgp && ip.src == 192.0.2.1" -V
else
	skip "tshark is not installed"
fi
ok "stops" stop_herald
finish
