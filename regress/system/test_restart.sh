#!/bin/sh
# SPDX-License-Identifier: ISC
# An engine dies (kill -9) with many routes announced: bgpctl answers within a
# second, everything that was acknowledged is announced, and BIRD, with graceful
# restart, never loses a route.  ROUTES says how many are injected.
. "$(dirname "$0")/lib.sh"
two_hosts
: "${ROUTES:=100000}"

cat > "$T/bgpd.conf" <<EOF2
neighbor 192.0.2.2 {
	description "bird";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	family { ipv4 unicast; }
	capability { route-refresh; graceful-restart 120; }
	static {
		route 198.51.100.0/24 next-hop self med 10;
		route 198.51.100.128/25 next-hop self med 10;
	}
}
neighbor 192.0.2.3 {
	description "nobody";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64499;
	passive true;
	family { ipv4 unicast; }
}
EOF2
cat > "$T/bird.conf" <<EOF2
router id 192.0.2.2;
protocol device {}
protocol bgp herald4 {
	local 192.0.2.2 as 64497;
	neighbor 192.0.2.1 as 64496;
	connect delay time 1; connect retry time 1; error wait time 1, 2;
	graceful restart on;
	ipv4 { import all; export none; gateway recursive; };
}
EOF2

# routes N NETWORK: N prefixes of 24 bits in NETWORK.0.0.0 and behind.
routes() {
	awk -v n="$1" -v a="$2" 'BEGIN { for (i = 0; i < n; i++)
	    printf "%d.%d.%d.0/24\n", a + int(i / 65536),
	    int(i / 256) % 256, i % 256 }'
}

# Everything but what is left of a lease.
asked_for() {
	ctl -j network show | sed 's/"expires_sec": *[0-9]*/"expires_sec": 0/'
}

bird_count() {
	birdc_ show route count | sed -n 's/^\([0-9]*\) of .* for .*table master4.*/\1/p'
}

bird_has() {
	[ "$(bird_count)" = "$1" ]
}

bird_table() {
	birdc_ show route all | sed -n '/BGP/p; /^[0-9].*\//s/\[.*//p'
}

# How many routes bird has, time and again, until watch_ends.
watch_begins() {
	: > "$T/watching"
	: > "$T/counts"
	while [ -e "$T/watching" ]; do
		bird_count >> "$T/counts"
		sleep 0.05
	done &
	watcher=$!
}

watched() {
	[ "$(wc -l < "$T/counts")" -ge "$1" ]
}

# The fewest; what bird makes of the end of what it was sent is seen, too.
watch_ends() {
	ok_within 60 "bird is watched on" watched $(($(wc -l < "$T/counts") + 10))
	rm "$T/watching"
	wait "$watcher"
	least=$(sort -n "$T/counts" | head -1)
}

# pid_of PROGRAM: of ours, there is one in this namespace.
pid_of() {
	pgrep -x "$1" | head -1
}

now() {
	date +%s%3N
}

# Both engines are there, and answer.
answers() {
	ctl -j show rib memory && ctl show neighbor
}

# kill_engine NAME [MS]: bgpctl is answered by a new one within MS.  How long
# the machine takes for questions whose answers are at hand is not counted.
kill_engine() {
	old=$(pid_of "$1")
	begin=$(now)
	answers > /dev/null
	asked_for > /dev/null
	machine=$((($(now) - begin) * 2))
	begin=$(now)
	kill -9 "$old"
	while [ "$(pid_of "$1")" = "$old" ]; do :; done
	until answers > /dev/null 2>&1; do
		[ $(($(now) - begin)) -lt 60000 ] || return 1
	done
	took=$(($(now) - begin))
	echo "answered after $took ms; the machine took $machine ms"
	[ "$took" -lt $((${2:-1000} + machine)) ]
}

# started_again HOW: so was the engine that ended last.
started_again() {
	grep 'ended with signal 9' "$T/herald.log" | tail -1 | grep "again $1\$"
}

# End-of-RIB went out in this session.
eor_sent() {
	ctl -j show neighbor 192.0.2.2 | python3 -c 'import json, sys
n = json.load(sys.stdin)["neighbors"][0]
sys.exit(0 if n["stats"]["update"]["sent"]["eor"] > 0 else 1)'
}

eorr_sent() {
	says 'End-of-RR +[1-9]' ctl show neighbor 192.0.2.2
}

same_as_before() {
	asked_for > "$T/asked.now"
	cmp "$T/asked.before" "$T/asked.now"
}

bird_as_before() {
	bird_table > "$T/bird.now"
	cmp "$T/bird.before" "$T/bird.now"
}

start_bird "$T/bird.conf"
start_herald "$T/bgpd.conf"
ok_within 20 "established" established 192.0.2.2

half=$((ROUTES / 2))
routes "$half" 10 | ok "half of them for good" ctl network bulk add med 5
routes "$half" 30 | ok "half of them leased" ctl network bulk add med 6 for 2h
ok "one over the configuration" ctl network add 198.51.100.0/24 med 77
ok "one for one neighbour" ctl network add 203.0.113.7/32 neighbor 192.0.2.2
ok "one for the other" ctl network add 203.0.113.8/32 neighbor 192.0.2.3
ok "one over another" ctl network add 203.0.113.9/32 med 1
ok "with a lease" ctl network add 203.0.113.9/32 med 2 for 2h
ok "one from which a neighbour is taken" ctl network add 203.0.113.10/32
ok "taken" ctl network delete 203.0.113.10/32 neighbor 192.0.2.2
ok "one with a short lease" ctl network add 203.0.113.11/32 for 1s
ok "one that goes" ctl network add 203.0.113.12/32
ok "gone" ctl network delete 203.0.113.12/32
sleep 1.1
all=$((2 * half + 4))
ok_within 30 "bird has all" bird_has "$all"
asked_for > "$T/asked.before"
bird_table > "$T/bird.before"

watch_begins
ok "route engine killed: answers in a second" kill_engine bgpd-rde
ok "it was started at once" started_again 'at once'
ok "everything is there" same_as_before
ok_within 60 "and was all sent again" eorr_sent
watch_ends
ok "bird lost none" [ "$least" = "$all" ]
ok_within 20 "nor an attribute" bird_as_before
ok "the session stood" says 'Opens +1 +1' ctl show neighbor 192.0.2.2
ok "a lease that had ended is not back" not says 203.0.113.11 ctl network show
ok "delete after the restart" ctl network delete 203.0.113.9/32
ok "what was taken stays taken" not says 203.0.113.10/32 birdc_ show route
asked_for > "$T/asked.before"
bird_table > "$T/bird.before"

# A second death in short time: with back-off.
ok "killed again" kill_engine bgpd-rde 10000
ok "it was not started at once" started_again soon
ok "everything is there again" same_as_before
ok_within 30 "also in bird" bird_as_before

watch_begins
ok "session engine killed: answers in a second" kill_engine bgpd-session
ok "it was started at once" started_again 'at once'
ok_within 20 "established again" established 192.0.2.2
ok_within 60 "and bird was sent all again" eor_sent
watch_ends
ok "bird never lost a route" [ "$least" = "$(bird_count)" ]
ok_within 20 "nor an attribute" bird_as_before

# The log's file, as the parent holds it.
# shellcheck disable=SC2154	# lib.sh assigns it
log_file() {
	find "/proc/$herald_pid/fd" -lname '*herald-injected*' -exec stat -L -c '%i %s' {} +
}

file=$(log_file | cut -d ' ' -f 1)
i=0
while [ "$i" -lt 10 ]; do
	routes "$half" 10 | ctl network bulk add med "$i" > "$T/bulk.out" 2>&1
	i=$((i + 1))
done
written_anew() {
	[ "$(log_file | cut -d ' ' -f 1)" != "$file" ] &&
	    [ "$(log_file | wc -l)" = 1 ]
}
ok_within 20 "a log that has grown is written anew, and there is one" \
    written_anew
asked_for > "$T/asked.before"
ok "killed after that" kill_engine bgpd-rde 20000
ok "everything is there after that" same_as_before

ok "network flush" ctl network flush
ok_within 20 "bird has the configuration's" bird_has 2
ok "killed" kill_engine bgpd-rde 10000
ok "nothing came back" not says '"source": "bgpctl"' ctl -j network show

# In the middle of a bulk of singly acknowledged ones.
(
	i=0
	while [ "$i" -lt 400 ]; do
		p=100.64.$((i / 250)).$((i % 250))/32
		ctl network add "$p" > /dev/null 2>&1 && echo "$p" >> "$T/said_ok"
		i=$((i + 1))
	done
) &
some_said() {
	[ "$(wc -l < "$T/said_ok")" -gt 10 ]
}
ok_within 60 "some were acknowledged" some_said
kill -9 "$(pid_of bgpd-rde)"
ok "and not yet all" [ "$(wc -l < "$T/said_ok")" -lt 400 ]
wait $!
ok_within 60 "it is back" ctl network show
ctl network show > "$T/shown"
ok "each of them is there" [ "$(while read -r p; do
    grep -q "$p" "$T/shown" || echo "$p"; done < "$T/said_ok")" = "" ]
routes "$ROUTES" 50 > "$T/bulk"
ctl network bulk add < "$T/bulk" > "$T/bulk.out" 2>&1 &
sleep 0.05
kill -9 "$(pid_of bgpd-rde)"
wait $!
ok_within 60 "and is back again" ctl network show
ctl network show > "$T/shown"
ok "nor did a bulk that was cut off take any away" [ "$(while read -r p; do
    grep -q "$p" "$T/shown" || echo "$p"; done < "$T/said_ok")" = "" ]
ok "nothing but the engines that were killed died" \
    [ "$(grep -c 'ended with signal 9' "$T/herald.log")" = 7 ]
ok "stops" stop_herald
finish
