#!/bin/sh
# SPDX-License-Identifier: ISC
# Reloads in front of 500 neighbours: a change reaches exactly those that it
# concerns, everybody else sees no byte, a broken file changes nothing; and
# what reload -n foretells is what then happens.  Then one of a million routes.
. "$(dirname "$0")/lib.sh"
two_hosts
count=500
first=10.77.0.1
ip addr add 10.77.255.254/16 dev v-herald
ip -n peer addr add 10.77.255.253/16 dev v-peer
ip netns exec peer sh -c 'i=0; while [ $i -lt 500 ]; do
    echo "addr add 10.77.$(((i + 1) / 256)).$(((i + 1) % 256))/32 dev lo"
    i=$((i + 1)); done | ip -batch -'
ip route add 10.77.0.0/21 via 10.77.255.253

neighbors() {	# MED of the route of neighbour 100
	awk -v n=$count -v med="$1" 'BEGIN {
		print "template { neighbor all {"
		print "router-id 10.77.255.254; local-address 10.77.255.254;"
		print "local-as 64496; peer-as 64497; passive true;"
		print "family { ipv4 unicast; }"
		print "static {"
		for (i = 0; i < 200; i++)
			printf "route 203.0.%d.0/24 next-hop self;\n", i
		print "} } }"
		for (i = 1; i <= n; i++)
			printf "neighbor 10.77.%d.%d { inherit all; static { " \
			    "route 198.51.100.0/24 next-hop self med %d; } }\n",
			    i / 256, i % 256, i == 100 ? med : 1
	}'
}
mark() {	# what the crowd saw since the last mark
	before=$(wc -l < "$T/crowd.out")
	echo mark >&9
	within 30 sh -c "[ \$(wc -l < $T/crowd.out) -gt $before ]"
	tail -1 "$T/crowd.out"
}
# foretells PATTERN N: N neighbours are named, and one line says PATTERN.
foretells() {
	ctl reload -n > "$T/foretold" 2>&1 || { cat "$T/foretold"; return 1; }
	cat "$T/foretold"
	grep -E -q -- "$1" "$T/foretold" &&
	    [ "$(grep -c ^neighbor "$T/foretold")" -eq "$2" ]
}
settled() {
	not says '"pending": *\{[^}]*"updates": [1-9]' ctl -j show neighbor
}

neighbors 1 > "$T/bgpd.conf"
start_herald "$T/bgpd.conf"
: "${herald_pid:=0}"
mkfifo "$T/hold"
at_peer "$B/regress/crowd" $first $count 64497 10.77.255.254 < "$T/hold" \
    > "$T/crowd.out" 2>&1 &
exec 9> "$T/hold"
ok_within 60 "500 sessions" grep -q up "$T/crowd.out"
ok_within 30 "everything is sent" settled
sleep 1
ok "everybody was told" says "touched $count .* gone 0" mark
ok "a reload of the same file" ctl reload
sleep 1
ok "touches nobody" says 'touched 0 octets 0 gone 0' mark
ok "reload -n says that nothing would change" \
    foretells '^nothing would change$' 0
neighbors 2 > "$T/bgpd.conf"
ok "a route of one neighbour would change: it is named" \
    foretells '^neighbor 10.77.0.100: 1 announcement, 0 withdraws$' 1
ok "and the route is counted" \
    grep -q '^0 routes would be added, 1 changed, 0 removed$' "$T/foretold"
ok "and nobody else" grep -q '^no other neighbor would see a byte$' \
    "$T/foretold"
ok "the same in JSON" sh -c "$B/bgpctl -s $T/sock -j reload -n > $T/json &&
    python3 -c 'import json, sys; t = json.load(sys.stdin); assert [(n[
    \"address\"], n[\"action\"], n[\"announcements\"]) for n in t[\"neighbors\"]
    ] == [(\"10.77.0.100\", \"update\", 1)], t' < $T/json"
ok "what is injected in front of it hides it" ctl network add \
    198.51.100.0/24 neighbor 10.77.0.100
ok_within 30 "and is sent" settled
sleep 1
ok "which touches one" says 'touched 1 octets [0-9]+ gone 0' mark
ok "so that nobody would see a byte" \
    foretells '^no neighbor would see a byte$' 0
ok "until it is gone" ctl network delete 198.51.100.0/24
ok_within 30 "and that is sent" settled
sleep 1
ok "which touches it again" says 'touched 1 octets [0-9]+ gone 0' mark
ok "it is named again" \
    foretells '^neighbor 10.77.0.100: 1 announcement, 0 withdraws$' 1
sleep 1
ok "no session has seen a byte of all these questions" \
    says 'touched 0 octets 0 gone 0' mark
ok "a reload that changes one route of one neighbour" ctl reload
ok_within 30 "which is sent" settled
sleep 1
ok "touches one" says 'touched 1 octets [0-9]+ gone 0' mark
echo "neighbor 10.77.0.0 { colour blue; }" >> "$T/bgpd.conf"
ok "a broken file is refused" exits 1 ctl reload
ctl reload > "$T/errors" 2>&1
ok "by reload -n too" exits 1 ctl reload -n
ctl reload -n > "$T/errors.n" 2>&1
ok "with the same words, file, line and column" sh -c \
    "grep -q 'bgpd.conf:[0-9]*:[0-9]*: ' $T/errors && cmp $T/errors $T/errors.n"
sleep 1
ok "and touches nobody" says 'touched 0 octets 0 gone 0' mark
neighbors 2 | sed '/^neighbor 10.77.0.7 /d' > "$T/bgpd.conf"
ok "a neighbour would be removed" \
    foretells '^neighbor 10.77.0.7: would be removed$' 1
ok "a reload that removes a neighbour" ctl reload
sleep 3
ok "ends one session" says 'touched 1 .* gone 1' mark
ok "and it is not shown" exits 1 ctl show neighbor 10.77.0.7
neighbors 2 | sed -e '/^neighbor 10.77.0.7 /d' \
    -e 's/^neighbor 10.77.0.8 {/& hold-time 60;/' > "$T/bgpd.conf"
ok "a session would restart" \
    foretells '^neighbor 10.77.0.8: session would restart \(hold-time\)$' 1
ok "and does" ctl reload
sleep 3
ok "and no other" says 'touched 1 .* gone 2' mark
neighbors 2 | sed 's/203.0.7.0/203.0.207.0/' > "$T/bgpd.conf"
ok "all would see a change of the template" \
    foretells '^neighbor 10.77.1.9: 1 announcement, 1 withdraw$' 500
ok "a reload that changes the template" ctl reload
ok_within 30 "everything is sent" settled
sleep 1
ok "touches all" says 'touched 498 ' mark
rde=$(pgrep -P "$herald_pid" bgpd-rde)
kill -STOP "$rde"
ctl reload -n > "$T/foretold" 2>&1 &
asking=$!
sleep 2
ok "with a reload meanwhile" kill -HUP "$herald_pid"
ok "it is refused" exits 1 wait "$asking"
ok "and says why" grep -q 'reloaded meanwhile: ask again' "$T/foretold"
kill -CONT "$rde"
ok_within 30 "the next is answered" foretells '^nothing would change$' 0
kill -STOP "$rde"
ctl reload -n > "$T/foretold" 2>&1 &
asking=$!
sleep 2
kill -KILL "$rde"
ok "when the route engine dies it is refused" exits 1 wait "$asking"
ok "with that reason" grep -q 'bgpd-rde died meanwhile: ask again' \
    "$T/foretold"
ok_within 30 "and the next one knows" foretells '^nothing would change$' 0
exec 9>&-
ok "stops when asked" stop_herald

# A million routes, said again: nobody hears of it, and the work is no more
# than reading and loading them was.
: "${ROUTES:=1000000}"
cpu() {	# ticks of bgpd, its children that ended, and the route engine
	cat "/proc/${herald_pid:?}/stat" "/proc/$(pgrep -x bgpd-rde)/stat" |
	    awk '{ n += $14 + $15 + $16 + $17 } END { print n }'
}
awk -v n="$ROUTES" 'BEGIN {
	print "neighbor 10.77.0.1 {"
	print "router-id 10.77.255.254; local-address 10.77.255.254;"
	print "local-as 64496; peer-as 64497; passive true;"
	print "family { ipv4 unicast; }"
	print "static {"
	for (i = 0; i < n; i++)
		printf "route %d.%d.%d.0/24 next-hop self med 5;\n",
		    11 + int(i / 65536), int(i / 256) % 256, i % 256
	print "} }"
}' > "$T/bgpd.conf"
start_herald "$T/bgpd.conf"
load=$(cpu)
at_peer "$B/regress/crowd" $first 1 64497 10.77.255.254 < "$T/hold" \
    > "$T/crowd.out" 2>&1 &
exec 9> "$T/hold"
ok_within 20 "one session" grep -q up "$T/crowd.out"
ok_within 60 "a million routes are sent" settled
sleep 1
mark > "$T/first"
before=$(cpu)
ok "a million unchanged routes are compared" \
    foretells '^nothing would change$' 0
asked=$(($(cpu) - before))
before=$(cpu)
ok "a reload of a million unchanged routes" ctl reload
again=$(($(cpu) - before))
sleep 1
ok "touches nobody" says 'touched 0 octets 0 gone 0' mark
echo "load $load ticks, reload $again, reload -n $asked"
ok "costs no more than loading them" [ "$((again * 4))" -le "$((load * 5))" ]
ok "nor does the question" [ "$((asked * 4))" -le "$((load * 5))" ]
exec 9>&-
ok "stops when asked" stop_herald
finish
