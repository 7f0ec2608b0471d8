#!/bin/sh
# SPDX-License-Identifier: ISC
# Reloads in front of 500 neighbours: a change reaches exactly those that it
# concerns, everybody else sees no byte, a broken file changes nothing.  Then
# one of a million routes.
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
	within 5 sh -c "[ \$(wc -l < $T/crowd.out) -gt $before ]"
	tail -1 "$T/crowd.out"
}
settled() {
	not says '"pending": *\{[^}]*"updates": [1-9]' ctl -j show neighbor
}

neighbors 1 > "$T/bgpd.conf"
start_herald "$T/bgpd.conf"
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
neighbors 2 > "$T/bgpd.conf"
ok "a reload that changes one route of one neighbour" ctl reload
sleep 1
ok "touches one" says 'touched 1 octets [0-9]+ gone 0' mark
echo "neighbor 10.77.0.0 { colour blue; }" >> "$T/bgpd.conf"
ok "a broken file is refused" exits 1 ctl reload
sleep 1
ok "and touches nobody" says 'touched 0 octets 0 gone 0' mark
neighbors 2 | sed '/^neighbor 10.77.0.7 /d' > "$T/bgpd.conf"
ok "a reload that removes a neighbour" ctl reload
sleep 1
ok "ends one session" says 'touched 1 .* gone 1' mark
ok "and it is not shown" exits 1 ctl show neighbor 10.77.0.7
neighbors 2 | sed 's/203.0.7.0/203.0.207.0/' > "$T/bgpd.conf"
ok "a reload that changes the template" ctl reload
ok_within 30 "everything is sent" settled
sleep 1
ok "touches all" says 'touched (499|500) ' mark
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
ok "a reload of a million unchanged routes" ctl reload
again=$(($(cpu) - before))
sleep 1
ok "touches nobody" says 'touched 0 octets 0 gone 0' mark
echo "load $load ticks, reload $again"
ok "costs no more than loading them" [ "$((again * 4))" -le "$((load * 5))" ]
exec 9>&-
ok "stops when asked" stop_herald
finish
