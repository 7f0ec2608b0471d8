#!/bin/sh
# SPDX-License-Identifier: ISC
# The commands of the API, through bgpctl api: what they do, what they answer,
# who may give them.
. "$(dirname "$0")/lib.sh"
two_hosts

cat > "$T/bgpd.conf" <<CONF
neighbor 192.0.2.2 {
	description "two";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	family { ipv4 unicast; ipv6 unicast; }
	static { route 198.51.100.0/24 next-hop 192.0.2.1 watchdog dog; }
}
neighbor 192.0.2.3 {
	description "three";
	router-id 192.0.2.1;
	local-as 64496;
	peer-as 64498;
	family { ipv4 unicast; }
}
CONF
start_herald "$T/bgpd.conf"

out() {		# NEIGHBOR: prefixes that are to be sent
	ctl -n show rib out neighbor "$1" | awk '$2 ~ /^N/ { print $3 }'
}
is_out() {	# NEIGHBOR PREFIX...
	n=$1; shift
	[ "$(out "$n" | tr '\n' ' ')" = "$(echo "$@" | tr -s ' ') " ]
}

ok "announce" says '^done$' ctl api announce route 203.0.113.0/25 next-hop 192.0.2.9
ok "went to both" is_out 192.0.2.3 203.0.113.0/25
ok "a selector" says '^done$' ctl api neighbor 192.0.2.3 announce route 203.0.113.128/25 next-hop self
ok "reached one" is_out 192.0.2.3 203.0.113.0/25 203.0.113.128/25
ok "and not the other" is_out 192.0.2.2 198.51.100.0/24 203.0.113.0/25
finish
