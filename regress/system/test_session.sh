#!/bin/sh
# SPDX-License-Identifier: ISC
# Sessions with BIRD: keys and their change, TTL, hold timer, extended
# messages, refresh, shutdown communication, refusals in plain words.
. "$(dirname "$0")/lib.sh"
: "${herald_pid:=0}"
two_hosts

# herald OF-THE-NEIGHBOUR: one neighbour, restarted with it.
herald() {
	cat > "$T/bgpd.conf" <<EOF
neighbor 192.0.2.2 {
	description "bird";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	static { $S }
	$1
}
EOF
	if [ "$herald_pid" -eq 0 ]; then
		start_herald "$T/bgpd.conf"
	else
		ctl reload > /dev/null
	fi
}
bird_() {
	cat > "$T/bird.conf" <<EOF
log "$T/bird.msg" all;
router id 192.0.2.2;
protocol device {}
protocol static s4 { ipv4; route 10.1.0.0/16 blackhole; }
protocol bgp herald {
	local 192.0.2.2 as 64497;
	neighbor 192.0.2.1 as 64496;
	connect delay time 1; connect retry time 1; error wait time 1, 2;
	$1
	ipv4 { import all; import keep filtered; export where source = RTS_STATIC; $2 };
}
EOF
	if [ -S "$T/bird.ctl" ]; then
		birdc_ configure > /dev/null
	else
		start_bird "$T/bird.conf"
	fi
}
S="route 198.51.100.0/24 next-hop self;"
F="family { ipv4 unicast; }"

bird_ 'password "one";'
herald "md5-password \"one\"; $F capability { route-refresh; }"
ok_within 20 "TCP-MD5" established 192.0.2.2
herald "md5-password \"two\"; $F capability { route-refresh; }"
ok_within 20 "a reload with another key ends the session" \
    says 'Other Configuration Change|Cease|Hold|timed out' ctl show neighbor 192.0.2.2
ok_within 20 "it does not come up with the old key" not established 192.0.2.2
ok_within 30 "why is said" says 'timed out' ctl show neighbor 192.0.2.2
bird_ 'password "two";'
ok_within 30 "with the new one it does" established 192.0.2.2
ok_within 20 "and the route is there" says '198.51.100.0/24' birdc_ show route

ok "bird asks for a refresh" birdc_ reload in herald
ok_within 20 "which is counted" says 'Request +[01] +1' ctl show neighbor 192.0.2.2
ok "herald down with words" ctl neighbor 192.0.2.2 down "wartung heute"
ok_within 20 "bird got them" says 'wartung heute' cat "$T/bird.msg"
ok "herald up" ctl neighbor 192.0.2.2 up
ok_within 20 "is back" established 192.0.2.2
birdc_ 'disable herald "bis gleich"' > /dev/null
ok_within 20 "bird's words are shown" says 'bis gleich' ctl show neighbor 192.0.2.2
birdc_ enable herald > /dev/null

bird_ 'ttl security on;'
herald "ttl-security 1; $F"
ok_within 20 "ttl security on both sides" established 192.0.2.2
bird_ 'enable extended messages on; hold time 9; keepalive time 3;'
herald "$F capability { extended-message; } hold-time 9;"
ok_within 20 "extended messages, short hold time" established 192.0.2.2
ok "are agreed" says '[Ee]xtended message' ctl show neighbor 192.0.2.2
kill -STOP "$(cat "$T/bird.pid")"
ok_within 40 "a silent neighbour runs into the hold timer" not established 192.0.2.2
ok_within 20 "which is said" says 'Hold Timer Expired|HoldTimer' ctl show neighbor 192.0.2.2
kill -CONT "$(cat "$T/bird.pid")"
ok_within 20 "it comes back" established 192.0.2.2

bird_ 'local as 64499;'
ok_within 20 "another AS is refused" says 'Bad Peer AS|peer AS' ctl show neighbor 192.0.2.2
herald "$F hold-time 0;"
bird_ 'hold time 0;'
ok_within 20 "hold time 0" established 192.0.2.2

bird_ 'graceful restart on;'
herald "$F capability { graceful-restart 120; }"
ok_within 20 "graceful restart" established 192.0.2.2
ok_within 20 "the route is there" says '198.51.100.0/24' birdc_ show route
ok "stops when asked" stop_herald
ok "and bird keeps the route" says '198.51.100.0/24' birdc_ show route
finish
