#!/bin/sh
# SPDX-License-Identifier: ISC
# Programs that are told of neighbours: a session's events, routes of a real
# neighbour, one program that does not read while another hears everything, one
# that is killed in the middle of a line, and what becomes of routes.
. "$(dirname "$0")/lib.sh"
two_hosts
HERE=$(cd "$(dirname "$0")" && pwd)
MANY=50000
ROUNDS=10		# each changes all of them: 500,000 updates
mkdir -m 777 "$T/p"
chmod 755 "$T"
cp "$HERE/feed_program.py" "$T/p/program.py"

# seen NAME EXPRESSION: what that program has last told of itself, as r; P is
# the neighbour.
seen() {
	python3 -c 'import json, sys
r = json.load(open(sys.argv[1]))
P = "192.0.2.2"
print(r)
sys.exit(not eval(sys.argv[2]))' "$T/p/$1.json" "$2"
}
bird_conf() {	# MED
	cat <<EOC
router id 192.0.2.2;
protocol device {}
protocol bgp herald { local 192.0.2.2 as 64497; neighbor 192.0.2.1 as 64496;
	connect delay time 1; connect retry time 1; error wait time 1, 2;
	ipv4 { import all; export filter { if source = RTS_STATIC then {
		bgp_med = $1; accept; } reject; }; }; }
protocol static one { ipv4; route 203.0.113.0/24 blackhole; }
protocol static many { ipv4;
EOC
	awk -v n="$MANY" 'BEGIN { for (i = 0; i < n; i++)
		printf "route %d.%d.%d.0/24 blackhole;\n",
		    20 + i / 65536, i / 256 % 256, i % 256 }'
	echo "}"
}
pid_of() {
	ctl -j show process "$1" | python3 -c '
import json, sys
print(json.load(sys.stdin)["processes"][0]["pid"])'
}
engine_mib() {
	for p in $(pgrep -x bgpd-rde); do
		sed -n 's/^Pss: *//p' "/proc/$p/smaps_rollup"
	done | awk '{ s += $1 } END { print int(s / 1024) }'
}

cat > "$T/bgpd.conf" <<EOC
process quick { run $T/p/program.py $T/p quick ack; queue 64m; }
process slow { run $T/p/program.py $T/p slow; queue 1m; }
process snap { run $T/p/program.py $T/p snap; queue 1m; on-lag snapshot; }
process cut { run $T/p/cut; respawn false; on-exit withdraw; }
process keeps { run $T/p/keeps; respawn false; }
neighbor 192.0.2.2 {
	router-id 192.0.2.1; local-address 192.0.2.1;
	local-as 64496; peer-as 64497;
	family { ipv4 unicast; }
	api { processes [ quick slow snap ]; neighbor-changes;
		receive { parsed; update; } }
	api orders { processes [ cut keeps ]; }
	api more { processes [ quick ]; fsm; negotiated; signal;
		receive { parsed; open; keepalive; notification; refresh; }
		send { parsed; open; keepalive; update; refresh; } }
}
EOC
# Two that announce; one of them stops in the middle of a line.
cat > "$T/p/cut" <<'EOC'
#!/bin/sh
echo 'announce route 198.51.101.0/24 next-hop self'
printf 'announce route 198.51.102.0/24 next-'
exec sleep 1000
EOC
cat > "$T/p/keeps" <<'EOC'
#!/bin/sh
echo 'announce route 198.51.103.0/24 next-hop self'
exec sleep 1000
EOC
chmod 755 "$T/p/cut" "$T/p/keeps" "$T/p/program.py"
bird_conf 1 > "$T/bird.conf"
start_herald "$T/bgpd.conf"
ok_within 20 "they run" [ -e "$T/p/quick.json" ]
start_bird "$T/bird.conf"
ok_within 20 "established" established 192.0.2.2

# --- what is told ------------------------------------------------------------
ok_within 120 "all routes are told" \
    seen quick "r['routes'][P] == $MANY + 1"
ok_within 120 "to each program" seen slow "r['routes'][P] == $MANY + 1"
ok "every line is JSON, and follows" seen quick "r['errors'] == []"
ok "up, once" seen quick "r['ups'] == 1 and r['downs'] == 0"
ok_within 20 "and End-of-RIB" seen quick "r['eors'] == 1"
ok "negotiated behind OPEN" seen quick \
    "r['kinds'].index('open') < r['kinds'].index('negotiated')"
ok "and before UPDATEs" seen quick \
    "r['kinds'].index('negotiated') < r['kinds'].index('update')"
ok_within 20 "it was answered" seen quick "r['done'] == 1"
ok_within 20 "its route is in bird" says '198.51.100.0/24' birdc_ show route

# --- a program that does not read --------------------------------------------
touch "$T/p/slow.stop" "$T/p/snap.stop"
before=$(engine_mib)
i=0
while [ $i -lt "$ROUNDS" ]; do
	i=$((i + 1))
	bird_conf $((i + 1)) > "$T/bird.conf"
	birdc_ configure > /dev/null
	within 120 seen quick "r['med'][P] == ['$((i + 1))']" || break
done
ok "another hears everything" seen quick \
    "r['med'][P] == ['$((ROUNDS + 1))'] and r['downs'] == 0"
after=$(engine_mib)
echo "the route engine: $before MiB, and $after MiB after $((MANY * ROUNDS)) updates"
ok "its memory is bounded" [ $((after - before)) -lt 100 ]
ok "the session stands" says 'Established' birdc_ show protocols
ok "it is told in the log" \
    grep -q 'program slow: does not read fast enough' "$T/herald.log"
ok "and not a line each time" \
    [ "$(grep -c 'program slow: does not read' "$T/herald.log")" -lt 10 ]
rm "$T/p/slow.stop"
# The telling may be overrun once more before it comes to End-of-RIB.
ok_within 120 "it is brought up to date when it reads" seen slow \
    "r['med'][P] == ['$((ROUNDS + 1))'] and r['routes'][P] == $MANY + 1 and r['whole'][P]"
ok "in words that it knew" seen slow \
    "r['downs'] >= 1 and r['ups'] == r['downs'] + 1 and r['lost'] == 0"
ok "without a fault" seen slow "r['errors'] == []"
ok "and End-of-RIB again" seen slow "r['whole'][P] and r['eors'] > 1"
rm "$T/p/snap.stop"
ok_within 120 "a snapshot as well" seen snap \
    "r['med'][P] == ['$((ROUNDS + 1))'] and r['routes'][P] == $MANY + 1"
ok_within 20 "between lost and resync" seen snap \
    "r['lost'] >= 1 and r['resyncs'] == r['lost'] and r['downs'] == 0"

# --- ends of programs --------------------------------------------------------
ok_within 20 "a route of each" says '198.51.101.0/24' birdc_ show route
ok "half a line is none" not says '198.51.102.0/24' birdc_ show route
kill -9 "$(pid_of cut)" "$(pid_of keeps)"
ok_within 20 "on-exit withdraw" not says '198.51.101.0/24' birdc_ show route
ok "on-exit keep" says '198.51.103.0/24' birdc_ show route
ok "half a line is still none" not says '198.51.102.0/24' birdc_ show route
ok "nothing else has changed" seen quick "r['downs'] == 0 and r['errors'] == []"

# --- a session that ends, a program that begins, and the end ------------------
birdc_ disable herald > /dev/null
ok_within 20 "down is told" seen quick \
    "r['downs'] >= 1 and r['states'][P] != 'up' and P not in r['routes']"
birdc_ enable herald > /dev/null
ok_within 120 "and up" seen slow "r['routes'].get(P) == $MANY + 1"
rm "$T/p/slow.json"
kill -9 "$(pid_of slow)"
ok_within 120 "one that is started anew is told what is" seen slow \
    "r['routes'].get(P) == $MANY + 1 and r['downs'] == 0 and r['ups'] == 1"
ok "stops" stop_herald
ok_within 20 "with a farewell" seen quick "r['shutdown'] == 1"
finish
