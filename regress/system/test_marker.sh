#!/bin/sh
# SPDX-License-Identifier: ISC
# The daemon ends, all of it, and comes back: BIRD and FRR, which keep routes
# over a graceful restart, never lose one, and hear R in OPEN only when the
# marker of a silent stop or of a crash can be believed.
. "$(dirname "$0")/lib.sh"
two_hosts
ip -n peer addr add 192.0.2.3/24 dev v-peer
mkdir "$T/vty"
chown frr "$T/vty"
markers=/var/lib/herald

neighbor() {
	cat <<EOF
neighbor 192.0.2.$1 {
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as $2;
	family { ipv4 unicast; }
	capability { route-refresh; graceful-restart 120; }
	static {
		route 198.51.100.0/24 next-hop self med 10 split /28;
		route 203.0.113.0/24 next-hop self;
	}
}
EOF
}
{
	neighbor 2 64497
	neighbor 3 64499
} > "$T/bgpd.conf"
cat > "$T/bird.conf" <<EOF
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
EOF
cat > "$T/frr.conf" <<EOF
router bgp 64499
 bgp router-id 192.0.2.3
 no bgp ebgp-requires-policy
 no bgp network import-check
 neighbor 192.0.2.1 remote-as 64496
 neighbor 192.0.2.1 update-source 192.0.2.3
 neighbor 192.0.2.1 timers connect 1
EOF
chown frr "$T/frr.conf"
start_bird "$T/bird.conf"
: "${herald_pid:=0}"
at_peer /usr/lib/frr/bgpd -Z -n -S -l 192.0.2.3 -f "$T/frr.conf" \
    -i "$T/frr.pid" -A 127.0.0.1 --vty_socket "$T/vty" > "$T/frr.log" 2>&1 &
frr() {
	at_peer vtysh --vty_socket "$T/vty" -d bgpd -c "$1"
}
all=17

bird_count() {
	birdc_ show route | grep -c -E '^(198\.51\.100|203\.0\.113)\.'
}
frr_count() {
	frr "show bgp ipv4 unicast" | grep -c -E '(198\.51\.100|203\.0\.113)\.[0-9]+/'
}
frr_stale() {
	frr "show bgp ipv4 unicast" | grep -c -E '^S>? +[0-9]+\.'
}
stale() {
	[ "$(frr_stale)" = "$1" ]
}
have() {
	[ "$(bird_count)" = "$1" ] && [ "$(frr_count)" = "$1" ]
}
# Both are established, have every route, and were sent End-of-RIB.
all_said() {
	established 192.0.2.2 && established 192.0.2.3 && have $all && stale 0
}
# R in our OPEN, as FRR has read it, and as bgpctl shows what both were sent.
heard_r() {
	frr "show bgp ipv4 neighbors 192.0.2.1 graceful-restart" |
	    sed -n 's/^ *R bit: *//p'
}
said_r() {
	ctl -j show neighbor "$1" | python3 -c 'import json, sys
n = json.load(sys.stdin)["neighbors"][0]
print(n["config"]["capabilities"]["graceful_restart"]["restart"])'
}
r_is() {
	echo "heard $(heard_r), said $(said_r 192.0.2.2), $(said_r 192.0.2.3)"
	[ "$(heard_r)" = "$1" ] && [ "$(said_r 192.0.2.2)" = "$1" ] &&
	    [ "$(said_r 192.0.2.3)" = "$1" ]
}

# The number of routes at both, time and again, until watch_ends.
watch_begins() {
	: > "$T/watching"
	: > "$T/counts"
	while [ -e "$T/watching" ]; do
		bird_count >> "$T/counts"
		frr_count >> "$T/counts"
		sleep 0.05
	done &
	watcher=$!
}
watched() {
	[ "$(wc -l < "$T/counts")" -gt 10 ]
}
watch_ends() {
	ok_within 60 "it was watched all the time" watched
	rm "$T/watching"
	wait "$watcher"
	least=$(sort -n "$T/counts" | head -1)
}
the_marker() {
	find "$markers" -name 'restart-marker*'
}

start_herald "$T/bgpd.conf"
ok_within 30 "both have all routes" all_said
ok "OPEN does not say that we restarted" r_is False
ok "a marker is there" [ "$(the_marker | wc -l)" = 1 ]
ok "for root alone" [ "$(stat -c '%U %a' "$(the_marker)")" = "root 600" ]

watch_begins
kill -9 "$herald_pid"
wait "$herald_pid" 2> /dev/null
ok_within 20 "killed, all three: FRR keeps the routes, stale" stale $all
start_herald "$T/bgpd.conf"
ok "it has found the marker" grep -q 'restarted: sessions ended without' "$T/herald.log"
ok_within 30 "established again" all_said
sleep 2
watch_ends
ok "neither ever lost a route" [ "$least" = $all ]
ok "OPEN said that we restarted" r_is True
ctl neighbor 192.0.2.2 clear > /dev/null
ctl neighbor 192.0.2.3 clear > /dev/null
ok_within 30 "behind End-of-RIB it is not said any more" r_is False
ok_within 30 "all is there" all_said

watch_begins
ok "a silent stop" stop_herald
ok "leaves a marker" grep -q -x stopped "$(the_marker)"
start_herald "$T/bgpd.conf"
ok_within 30 "established again after that" all_said
sleep 2
watch_ends
ok "neither lost a route then" [ "$least" = $all ]
ok "OPEN said so too" r_is True

# Stopped for good: both are told, and nobody says R afterwards.
ok "bgpctl shutdown" ctl shutdown "moved away"
wait "$herald_pid"
ok "leaves no marker" [ -z "$(the_marker)" ]
ok_within 20 "and no routes" have 0
start_herald "$T/bgpd.conf"
ok_within 30 "established after that" all_said
ok "OPEN does not say it" r_is False

# A marker that says nothing any more, as its time shows.
for when in '2 hours ago' '2 hours' '150 seconds ago'; do
	ok "stops silently" stop_herald
	touch -d "$when" "$(the_marker)"
	start_herald "$T/bgpd.conf"
	ok_within 30 "established: $when" all_said
	ok "no restart: $when" r_is False
done

# A daemon that cannot start, and one of another socket.
ok "stops silently again" stop_herald
echo 'neighbor 192.0.2.9 { nonsense; }' > "$T/bad.conf"
ok "one that cannot start" exits 1 "$B/bgpd" -d -f "$T/bad.conf" -s "$T/sock"
ok "leaves the marker" grep -q -x stopped "$(the_marker)"
cat > "$T/other.conf" <<EOF
neighbor 192.0.2.9 {
	router-id 192.0.2.1; local-address 192.0.2.1;
	local-as 64496; peer-as 64509; passive;
}
EOF
"$B/bgpd" -d -f "$T/other.conf" -s "$T/other.sock" > "$T/other.log" 2>&1 &
other=$!
within 60 "$B/bgpctl" -s "$T/other.sock" show
ok "a daemon of another socket does not take it" not grep -q restarted "$T/other.log"
ok "it has one of its own" [ "$(the_marker | wc -l)" = 2 ]
ok "which goes with it" "$B/bgpctl" -s "$T/other.sock" shutdown
wait "$other"
ok "and leaves ours" grep -q -x stopped "$(the_marker)"
start_herald "$T/bgpd.conf"
ok_within 30 "established with ours" all_said
ok "it is believed" r_is True
ok "stops" stop_herald

# Nowhere to put it.
mount -t tmpfs -o ro none "$markers"
: > "$T/herald.log"
start_herald "$T/bgpd.conf"
ok_within 30 "established without a place for a marker" all_said
ok "stops when asked" stop_herald
ok "in silence" not grep -q -i marker "$T/herald.log"
finish
