#!/bin/sh
# SPDX-License-Identifier: ISC
# A route engine that stands still for longer than the hold time: the session
# engine goes on speaking, what the neighbour sends waits in its socket, and
# our own Hold Timer does not end a session for our own slowness.
. "$(dirname "$0")/lib.sh"
two_hosts
cat > "$T/bgpd.conf" <<EOF
neighbor 192.0.2.2 {
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	hold-time 6;
	family { ipv4 unicast; }
}
EOF
{
	cat <<EOF
router id 192.0.2.2;
protocol device {}
protocol bgp { local 192.0.2.2 as 64497; neighbor 192.0.2.1 as 64496;
	connect delay time 1; connect retry time 1; error wait time 1, 2;
	hold time 6;
	ipv4 { import all; export where source = RTS_STATIC; }; }
protocol static many { disabled; ipv4;
EOF
	awk 'BEGIN { for (i = 0; i < 60000; i++)
		printf "route %d.%d.%d.0/24 blackhole { bgp_community.add((%d,%d)); };\n",
		    20 + i / 65536, i / 256 % 256, i % 256, i % 60000, i % 7 }'
	echo "}"
} > "$T/bird.conf"
start_bird "$T/bird.conf"
start_herald "$T/bgpd.conf"
ok_within 20 "established" established 192.0.2.2
rde=$(pgrep -x bgpd-rde)
kill -STOP "$rde"
birdc_ enable many > /dev/null
sleep 14
ok "bird still has its session" says 'Established' birdc_ show protocols
kill -CONT "$rde"
received() {
	ctl show | grep -q ' 60000$'
}
ok_within 60 "everything it announced arrives" received
ok "over the first session" says 'Opens +1 +1' ctl show neighbor 192.0.2.2
kill -STOP "$rde"
sleep 1
ok "bgpctl gives up in time, and says so" exits 3 ctl -t 2 show rib
kill -CONT "$rde"
ok_within 20 "and is answered again" ctl show rib 20.0.0.0/24
ok "stops when asked" stop_herald
finish
