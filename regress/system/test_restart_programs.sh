#!/bin/sh
# SPDX-License-Identifier: ISC
# The daemon restarts beside BIRD, which keeps routes over a graceful restart
# until End-of-RIB: that waits for programs, which announce what they have some
# time after their start, so BIRD never loses a route of theirs.
. "$(dirname "$0")/lib.sh"
two_hosts
: "${herald_pid:=0}"

# slow: silent for a moment, as one that reads its own configuration; then it
# has something to say until it is told to be quiet.
cat > "$T/slow" <<EOF2
#!/bin/sh
sleep 0.3
for i in 1 2 3 4; do
	echo "neighbor 192.0.2.2 announce route 203.0.113.\$i/32 next-hop self"
	sleep 0.2
done
while [ ! -e "$T/quiet" ]; do
	echo "neighbor 192.0.2.2 announce route 203.0.113.4/32 next-hop self"
	sleep 0.2
done
exec sleep 1000
EOF2
# chatter: never quiet.
cat > "$T/chatter" <<'EOF2'
#!/bin/sh
while :; do
	echo "neighbor 192.0.2.2 announce route 203.0.113.9/32 next-hop self"
	sleep 0.2
done
EOF2
chmod 755 "$T/slow" "$T/chatter"

# configuration PROGRAM RESTART-TIME
configuration() {
	cat <<EOF2
process $1 {
	run $T/$1;
	encoder text;
	user root;
}
neighbor 192.0.2.2 {
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	family { ipv4 unicast; }
	capability { route-refresh; graceful-restart $2; }
	api { processes [ $1 ]; }
	static { route 198.51.100.0/24 next-hop self; }
}
EOF2
}
configuration slow 120 > "$T/bgpd.conf"
configuration chatter 60 > "$T/chatter.conf"
cat > "$T/bird.conf" <<EOF2
router id 192.0.2.2;
protocol device {}
protocol bgp herald4 {
	local 192.0.2.2 as 64497;
	neighbor 192.0.2.1 as 64496;
	strict bind;
	connect delay time 1; connect retry time 1; error wait time 1, 2;
	graceful restart on;
	ipv4 { import all; export none; gateway recursive; };
}
EOF2
start_bird "$T/bird.conf"

count() {
	birdc_ show route | grep -c -E '^(198\.51\.100|203\.0\.113)\.'
}
have() {
	[ "$(count)" = "$1" ]
}
eor_sent() {
	ctl -j show neighbor 192.0.2.2 | python3 -c 'import json, sys
n = json.load(sys.stdin)["neighbors"][0]
sys.exit(0 if n["stats"]["update"]["sent"]["eor"] > 0 else 1)'
}
said_r() {
	ctl -j show neighbor 192.0.2.2 | python3 -c 'import json, sys
n = json.load(sys.stdin)["neighbors"][0]
c = n["config"]["capabilities"]["graceful_restart"]
sys.exit(0 if c["restart"] else 1)'
}

another_than() {	# PID
	[ "$(pgrep -x bgpd-rde)" != "$1" ] && ctl show rib memory
}

# The number of routes at BIRD, time and again, until watch_ends.
watch_begins() {
	: > "$T/watching"
	: > "$T/counts"
	while [ -e "$T/watching" ]; do
		count >> "$T/counts"
		sleep 0.05
	done &
	watcher=$!
}
watched() {
	[ "$(wc -l < "$T/counts")" -gt 8 ]
}
watch_ends() {
	ok_within 60 "it was watched all the time" watched
	rm "$T/watching"
	wait "$watcher"
	least=$(sort -n "$T/counts" | head -1)
}

touch "$T/quiet"
start_herald "$T/bgpd.conf"
ok_within 30 "established" established 192.0.2.2
ok_within 20 "bird has the program's routes" have 5
ok_within 20 "and End-of-RIB" eor_sent
ok "OPEN does not say that we restarted" not said_r

# All three are killed: what programs announced is known to nobody but them.
rm "$T/quiet"
watch_begins
kill -9 "$herald_pid"
wait "$herald_pid" 2> /dev/null
start_herald "$T/bgpd.conf"
ok_within 30 "killed: established again" established 192.0.2.2
ok "OPEN says that we restarted" said_r
ok "End-of-RIB waits" not eor_sent
ok "and bgpctl says for whom" says '^  End-of-RIB waits for program slow, 00:00:' \
    ctl show neighbor 192.0.2.2
ok "also in JSON" says '"eor_wait": \{ "program": "slow", "programs": 1, "left_sec": [0-9]+ }' \
    ctl -j show neighbor 192.0.2.2
touch "$T/quiet"
ok_within 20 "until the program is quiet" eor_sent
ok "then nobody is waited for" not says 'waits for program' \
    ctl show neighbor 192.0.2.2
sleep 1
watch_ends
ok "bird never lost a route" [ "$least" = 5 ]

watch_begins
ok "a silent stop" stop_herald
start_herald "$T/bgpd.conf"
ok_within 30 "stopped: established again" established 192.0.2.2
ok_within 20 "End-of-RIB" eor_sent
sleep 1
watch_ends
ok "bird lost none then" [ "$least" = 5 ]

# The route engine dies: the log has them all, and programs start anew.
watch_begins
old=$(pgrep -x bgpd-rde)
kill -9 "$old"
ok_within 20 "route engine killed: another one" another_than "$old"
sleep 4
ok_within 20 "route engine killed: established" established 192.0.2.2
ok_within 20 "route engine killed: End-of-RIB" eor_sent
sleep 1
watch_ends
ok "route engine killed: bird lost none" [ "$least" = 5 ]

# The route engine dies right behind the daemon: R holds, and the log has less.
watch_begins
kill -9 "$herald_pid"
wait "$herald_pid" 2> /dev/null
start_herald "$T/bgpd.conf"
within 30 established 192.0.2.2
old=$(pgrep -x bgpd-rde)
kill -9 "$old"
ok_within 20 "both killed: another one" another_than "$old"
ok_within 30 "both killed: established" established 192.0.2.2
ok_within 20 "both killed: End-of-RIB" eor_sent
sleep 1
watch_ends
ok "both killed: bird lost none" [ "$least" = 5 ]

# Who is never quiet is waited for half the restart time, and no longer.
ok "stops" stop_herald
start_herald "$T/chatter.conf"
ok_within 30 "chatter: established" established 192.0.2.2
sleep 3
ok "chatter: OPEN said that we restarted" said_r
ok "chatter: End-of-RIB still waits" not eor_sent
ok_within 20 "what is not announced any more is kept" have 6
ok "for it waits still" not eor_sent
ok_within 60 "chatter: End-of-RIB after half the restart time" eor_sent
ok_within 20 "and it is gone" have 2
ok "the log says for whom it did not wait" grep -q \
    'End-of-RIB does not wait any longer for program chatter' "$T/herald.log"
ok "stops again" stop_herald
finish
