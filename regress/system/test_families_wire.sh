#!/bin/sh
# SPDX-License-Identifier: ISC
# Families whose NLRI are made of types, or of components: each taken,
# withdrawn, unknown in part, out of order, and broken, from a scripted neighbour
# (families_wire.py).
. "$(dirname "$0")/lib.sh"
here=$(dirname "$0")
two_hosts
cat > "$T/bgpd.conf" <<EOF
neighbor 192.0.2.2 {
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	passive true;
	family {
		ipv4 unicast;
		ipv4 mcast-vpn; ipv6 mcast-vpn;
		ipv4 sr-policy; ipv4 mup;
		bgp-ls bgp-ls; bgp-ls bgp-ls-vpn;
		ipv4 flow; ipv4 flow-vpn; ipv6 flow;
	}
}
EOF
start_herald "$T/bgpd.conf"
at_peer python3 "$here/families_wire.py" "$B/bgpctl" "$T/sock" \
    > "$T/rows" 2>&1
rows families_wire.py "$T/rows"
ok "every row was run" grep -q "every row was run" "$T/rows"
ok "stops when asked" stop_herald
finish
