#!/bin/sh
# SPDX-License-Identifier: ISC
# Neighbours that flood, flap, never read or announce without end: no process
# grows, nobody else's keepalive is late, bgpctl answers.
. "$(dirname "$0")/lib.sh"
two_hosts
for n in 11 12 13 14 15; do
	ip -n peer addr add "192.0.2.$n/24" dev v-peer
	cat <<EOF
neighbor 192.0.2.$n {
	router-id 192.0.2.1; local-address 192.0.2.1;
	local-as 64496; peer-as 64497; passive true;
	family { ipv4 unicast; }
	prefix-limit { ipv4 unicast 100000; }
}
EOF
done > "$T/bgpd.conf"
start_herald "$T/bgpd.conf"
at_peer python3 "$(dirname "$0")/flood.py" 192.0.2.1 20 > "$T/flood.out" 2>&1 &
flood_pid=$!
ok_within 20 "the watcher's session" grep -q up "$T/flood.out"

i=0
while [ $i -lt 5000 ]; do
	echo "10.$((i / 250)).$((i % 250)).0/24"
	i=$((i + 1))
done > "$T/prefixes"
# takes COMMAND...: sets $took, in ms.
takes() {
	before=$(date +%s%N)
	"$@" > /dev/null
	status=$?
	took=$((($(date +%s%N) - before) / 1000000))
	return $status
}
# bgpctl that asks nobody shows what the machine takes beside such a flood.
answers=0 slow=0 worst=0 quick=0 idle=0
while kill -0 $flood_pid 2> /dev/null; do
	ctl network bulk add med $((answers + 1)) neighbor 192.0.2.13 < "$T/prefixes" > /dev/null
	for _ in 1 2 3 4 5; do
		takes ctl -V
		machine=$took
		takes ctl show || slow=$((slow + 1))
		[ $took -le $worst ] || worst=$took
		[ $machine -le $idle ] || idle=$machine
		[ $took -gt $((100 + 3 * machine)) ] || quick=$((quick + 1))
		answers=$((answers + 1))
	done
	ctl network bulk delete < "$T/prefixes" > /dev/null
done
pss() {
	for p in $(pgrep bgpd); do
		sed -n 's/^Pss: *//p' "/proc/$p/smaps_rollup"
	done | awk '{ s += $1 } END { print s }'
}
mib=$(($(pss) / 1024))
echo "bgpctl show: $answers answers, the slowest $worst ms, of none $idle ms; PSS $mib MiB"
cat "$T/flood.out"
seen() {
	tail -1 "$T/flood.out" | python3 -c \
	    "import json, sys; r = json.load(sys.stdin); sys.exit(not ($1))"
}
ok "bgpctl was answered each time" [ "$answers" -gt 3 ]
ok "and never refused" [ $slow -eq 0 ]
ok "within 0.1 s nine times in ten" [ $((quick * 10)) -ge $((answers * 9)) ]
ok "in less than a second always" [ $worst -lt $((1000 + 5 * idle)) ]
ok "the watcher's session stands" seen 'r["watch"]["alive"]'
ok "no keepalive was late (3 s, and what scheduling takes)" \
    seen 'r["watch"]["silence"] - r["watch"]["stall"] < 5'
ok "a flood of KEEPALIVEs is a session" seen 'r["keepalives"]["alive"]'
ok "so is one of tiny UPDATEs" seen 'r["flaps"]["alive"]'
ok "announcing without end meets its limit" not seen 'r["endless"]["alive"]'
ok "all processes stay under 64 MiB" [ "$mib" -lt 64 ]
ok "stops when asked" stop_herald
finish
