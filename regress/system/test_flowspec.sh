#!/bin/sh
# SPDX-License-Identifier: ISC
# Flow specification with BIRD: rules of the configuration in both forms, of the
# API and of bgpctl, their order, what is refused, and withdraws; and BIRD's own.
. "$(dirname "$0")/lib.sh"
two_hosts

cat > "$T/bgpd.conf" <<CONF
neighbor 192.0.2.2 {
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	family { ipv4 unicast; ipv4 flow; ipv6 flow; }
	flow {
		route block-form {
			match {
				destination 198.51.100.0/24;
				protocol udp;
				source-port [ 53 >8080&<8088 ];
			}
			then { rate-limit 9600; community 64496:7; }
		}
		route destination 198.51.100.7/32 tcp-flags syn discard;
	}
	announce {
		ipv6 { flow destination 2001:db8:100::/48 next-header tcp redirect 64496:5; }
	}
}
CONF
cat > "$T/bird.conf" <<CONF
router id 192.0.2.2;
protocol device { }
flow4 table f4;
flow6 table f6;
protocol static s4 {
	flow4 { table f4; };
	route flow4 {
		dst 203.0.113.0/24; src 203.0.112.0/23; proto = 6 || 17;
		port 20..30 || 8080; sport > 1023; dport = 80;
		icmp type = 3; icmp code < 5; tcp flags 0x2/0x12;
		length 2048..65535; dscp = 46;
		fragment is_fragment || !first_fragment;
	} { bgp_ext_community.add((generic, 0x80060000, 0x46160000)); };
}
protocol static s6 {
	flow6 { table f6; };
	route flow6 {
		dst ::1234:5678:9800:0/104 offset 64; next header = 6;
		dport 24..30 || 40; label 2277..2279;
	};
}
protocol bgp herald {
	local 192.0.2.2 as 64497;
	neighbor 192.0.2.1 as 64496;
	ipv4 { import all; export none; };
	flow4 { table f4; import all; export where source = RTS_STATIC; };
	flow6 { table f6; import all; export where source = RTS_STATIC; };
}
CONF
start_bird "$T/bird.conf"
start_herald "$T/bgpd.conf"

has() {		# TABLE PATTERN: a rule, or what is said of one
	says "$2" birdc_ show route table "$1" all
}
rule() {
	ctl flowspec "$@"
}

# --- configuration ------------------------------------------------------------

ok_within 20 "the session is up" established 192.0.2.2
ok_within 20 "a rule of a block" has f4 \
    'flow4 \{ dst 198.51.100.0/24; proto 17; sport 53 .. > 8080 && < 8088;'
ok_within 20 "its rate" has f4 '\(generic, 0x80060000, 0x46160000\)'
ok_within 20 "its community" has f4 '\(64496,7\)'
ok_within 20 "a rule of a line" has f4 'dst 198.51.100.7/32; tcp flags'
ok_within 20 "IPv6" has f6 'flow6 \{ dst 2001:db8:100::/48; next header 6;'
ok_within 20 "redirected" has f6 '\(generic, 0x8008fbf0, 0x5\)'

# --- BIRD's own ---------------------------------------------------------------

ok_within 20 "every component from bird" says \
    'flow destination-ipv4 203.0.113.0/24 source-ipv4 203.0.112.0/23 protocol \[ =tcp =udp \] port \[ >=20&<=30 =8080 \] destination-port =80 source-port >1023 icmp-type =unreachable icmp-code <5 tcp-flags \[ =syn&!ack \] packet-length \[ >=2048&<=65535 \] dscp =46 fragment \[ =is-fragment !first-fragment \]$' \
    ctl show rib detail
ok "its action" says 'Ext. Communities: flow-rate 0:9600$' \
    ctl show rib detail
# BIRD does not shift the octets of an offset that is no multiple of 8, as RFC
# 8956 3.1 wants: such a rule from it is malformed here
ok_within 20 "those of IPv6" says \
    'flow destination-ipv6 ::1234:5678:9800:0/104/64 next-header =tcp destination-port \[ >=24&<=30 =40 \] flow-label \[ >=2277&<=2279 \]$' \
    ctl show rib detail
sed -i '/^protocol static s4/,/^}/s/203.0.113.0.24/203.0.113.128\/25/' "$T/bird.conf"
birdc_ configure > /dev/null
ok_within 20 "a rule in its place" says \
    'flow destination-ipv4 203.0.113.128/25' \
    ctl show rib detail
ok_within 20 "a withdraw is taken" not says 'destination-ipv4 203.0.113.0/24' \
    ctl show rib detail

# --- bgpctl -------------------------------------------------------------------

ok "a rule in OpenBGPD's words" rule add inet from any port 123 \
    to 198.51.100.9/32 proto 17 rate-limit 0 for 1h reason "test one"
ok_within 20 "is announced" has f4 \
    'flow4 \{ dst 198.51.100.9/32; proto 17; sport 123;'
ok "one in ExaBGP's" rule add destination 198.51.100.10/32 protocol tcp \
    tcp-flags '=syn&!ack' discard
ok_within 20 "is announced, too" has f4 'dst 198.51.100.10/32; proto 6;'
ok "show has it" says 'flow destination-ipv4 198.51.100.9/32 protocol =udp source-port =123' \
    rule show
ok "with its reason" says 'rate-limit:0 .*reason "test one"' rule show inet
ok "as JSON" says '"protocol": *\[ *"=tcp"' ctl -j flowspec show
numbered() {
	rule show inet | sed -n 's/^.\{6\}flow destination-ipv4 \([^ ]*\).*/\1/p' | tr '\n' ' '
}
ok "in the order of RFC 8955 5.1" says \
    '^198.51.100.7/32 198.51.100.9/32 198.51.100.10/32 198.51.100.0/24 $' numbered
ok "those of IPv6 alone" not says 'ipv4' rule show inet6
ok "the same again is no other" rule add inet from any port 123 \
    to 198.51.100.9/32 proto 17 rate-limit 1000
ok "one that is not there" exits 1 rule delete inet proto 47
ok "delete" rule delete inet from any port 123 to 198.51.100.9/32 proto 17
ok_within 20 "withdraws" not has f4 'dst 198.51.100.9/32'

# --- what is refused ----------------------------------------------------------

ok "everything" says 'matches every IPv4 packet' rule add inet from any to 0.0.0.0/0 discard
ok "exit status" exits 1 rule add protocol '>=0' discard
ok "a length that no packet has" says 'no packet has <20' rule add packet-length '<20'
ok "ports of ICMP" says 'have none' rule add protocol icmp port 80 discard
ok "our own session" says 'session with neighbor 192.0.2.2' \
    rule add destination 192.0.2.0/24 protocol tcp discard
ok "a rule" rule add destination 203.0.113.64/26 protocol '[' tcp udp ']' discard
ok "that leaves nothing to another" says \
    "the rule 'destination-ipv4 203.0.113.64/26 protocol \[ =tcp =udp \]' comes first" \
    rule add destination 203.0.113.64/26 protocol tcp rate-limit 9600
ports=$(seq 1000 2 1060)
# shellcheck disable=SC2086
ok "a long rule" rule add destination 203.0.113.32/27 destination-port \
    '[' $ports ']' discard
ok "is named as far as there is room" says \
    "the rule 'destination-ipv4 203.0.113.32/27 .* =1000 =1002 .* \.\.\.' comes first .*; 'force'" \
    rule add destination 203.0.113.32/27 destination-port 1000 rate-limit 9600
ok "nothing of it is announced" not has f4 'dst 192.0.2.0/24|proto 1;'
ok "unless it is forced" rule add destination 192.0.2.0/24 protocol tcp \
    port 179 mark 48 force
ok_within 20 "is announced" has f4 'dst 192.0.2.0/24'

# --- the API ------------------------------------------------------------------

ok "a block on a line" says '^done' ctl api 'announce flow route by-api { match { source 203.0.113.0/24; packet-length >1000; } then { discard; } }'
ok_within 20 "is announced" has f4 'src 203.0.113.0/24; length > 1000'
ok "in a group" says 'announced' ctl api 'peer * group announce flow route { match { source 203.0.113.1/32; } then { discard; } } ; announce route 198.51.100.0/24 next-hop self'
ok_within 20 "is announced" has f4 'src 203.0.113.1/32'
ok_within 20 "with the others" says '198.51.100.0/24' birdc_ show route table master4
ok "refused" says 'it matches every IPv4 packet' ctl api 'announce flow route { match { source 0.0.0.0/0; } then { discard; } }'
ok "an error says where" says "match: unknown word 'sorce' \(did you mean 'source'" \
    ctl api 'announce flow route { match { sorce 203.0.113.1/32; } then { discard; } }'
ok "withdraw" says '^done' ctl api 'withdraw flow route { match { source 203.0.113.0/24; packet-length >1000; } then { discard; } }'
ok_within 20 "is gone" not has f4 'src 203.0.113.0/24'

ok "an action in OpenBGPD's words" rule add inet from any port 19 \
    to 198.51.100.11/32 proto 17 set ext-community flow-rate 64496:0
ok_within 20 "is announced" has f4 '\(generic, 0x8006fbf0, 0x0\)'
ok "and shown" says 'extended-community 0x8006fbf000000000' rule show

# --- flush, reload ------------------------------------------------------------

ok "flush" rule flush
ok_within 20 "what bgpctl announced is gone" not has f4 'dst (198.51.100.10/32|192.0.2.0/24)'
ok "the configuration's stays" has f4 'dst 198.51.100.7/32'
ok "and a route of its own" says '198.51.100.0/24' birdc_ show route table master4
sed -i 's/tcp-flags syn discard/tcp-flags rst discard/' "$T/bgpd.conf"
ok "reload" ctl reload
ok_within 20 "the new rule" has f4 'dst 198.51.100.7/32; tcp flags !0x0/0x4'
ok_within 20 "instead of the old" not has f4 'dst 198.51.100.7/32; tcp flags !0x0/0x2'
stop_herald
finish
