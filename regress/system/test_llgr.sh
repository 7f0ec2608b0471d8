#!/bin/sh
# SPDX-License-Identifier: ISC
# What a neighbour announced outlives it: stale for the restart time (RFC
# 4724), then long-lived (RFC 9494) but for NO_LLGR, and then no more; and it
# is fresh again when the neighbour is back.
. "$(dirname "$0")/lib.sh"
two_hosts
cat > "$T/bgpd.conf" <<EOF
neighbor 192.0.2.2 {
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	family { ipv4 unicast; }
	capability { graceful-restart 30; long-lived-graceful-restart 100; }
}
EOF
cat > "$T/bird.conf" <<EOF
router id 192.0.2.2;
protocol device {}
protocol static { ipv4; route 10.1.0.0/16 blackhole;
	route 10.2.0.0/16 blackhole { bgp_community.add((65535, 7)); }; }
protocol bgp { local 192.0.2.2 as 64497; neighbor 192.0.2.1 as 64496;
	connect delay time 1; connect retry time 1; error wait time 1, 2;
	graceful restart on; graceful restart time 6;
	long lived graceful restart on; long lived stale time 12;
	ipv4 { import all; export where source = RTS_STATIC; }; }
EOF
no_bird() {
	kill -9 "$(cat "$T/bird.pid")"
	rm -f "$T/bird.pid" "$T/bird.ctl"
}
stale() {
	ctl show rib "$1" | grep -q '^\*\{0,1\}S'
}
held() {
	ctl show rib "$1" > /dev/null
}
both_held() {
	held 10.1.0.0/16 && held 10.2.0.0/16
}
start_bird "$T/bird.conf"
start_herald "$T/bgpd.conf"
ok_within 20 "established" established 192.0.2.2
ok_within 20 "both routes are held" both_held
ok "and fresh" not stale 10.1.0.0/16
no_bird
ok_within 20 "the neighbour died: stale" stale 10.1.0.0/16
ok "so is the one with NO_LLGR" stale 10.2.0.0/16
ok_within 20 "after the restart time NO_LLGR is gone" not held 10.2.0.0/16
ok "the other lives on" stale 10.1.0.0/16
ok_within 20 "after the long-lived time it is gone too" not held 10.1.0.0/16

start_bird "$T/bird.conf"
ok_within 20 "established again" established 192.0.2.2
ok_within 20 "both routes are back" both_held
no_bird
ok_within 20 "NO_LLGR is gone" not held 10.2.0.0/16
ok "the other lives on" stale 10.1.0.0/16
sed -i 's,route 10.1.0.0/16 blackhole;,route 10.3.0.0/16 blackhole;,' "$T/bird.conf"
start_bird "$T/bird.conf"
ok_within 20 "established in the long-lived phase" established 192.0.2.2
ok_within 20 "what is new is there" held 10.3.0.0/16
ok_within 20 "what was not said again is gone" not held 10.1.0.0/16
ok "stops when asked" stop_herald
finish
