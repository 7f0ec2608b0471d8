#!/bin/sh
# SPDX-License-Identifier: ISC
# Programs begin before sessions: with a neighbour that takes the connection at
# once the first event is "connected", each time, and nothing is made up for.
# End-of-RIB that is asked for before the session is there goes out in it.
. "$(dirname "$0")/lib.sh"
two_hosts
chmod 755 "$T"
mkdir -m 777 "$T/p"

cat > "$T/program" <<'EOS'
#!/bin/sh
printf 'announce route 198.51.100.0/24 next-hop self\nannounce eor\n'
exec cat > "$1"
EOS
chmod 755 "$T/program"
cat > "$T/bgpd.conf" <<EOC
process states { run $T/program $T/p/states; encoder text; }
process answers { run $T/program $T/p/answers; encoder text; }
neighbor 192.0.2.2 {
	router-id 192.0.2.1; local-address 192.0.2.1;
	local-as 64496; peer-as 64497; manual-eor;
	family { ipv4 unicast; }
	api states { processes [ states ]; neighbor-changes; }
	api answers { processes [ answers ]; }
}
EOC
cat > "$T/bird.conf" <<EOC
router id 192.0.2.2;
protocol device {}
protocol bgp { local 192.0.2.2 as 64497; neighbor 192.0.2.1 as 64496;
	passive; error wait time 1, 2;
	ipv4 { import all; export none; }; }
EOC
start_bird "$T/bird.conf"

events() {	# FILE: what it was told, answers left out
	grep -v -e '^done$' -e '^$' "$T/p/$1" | tr '\n' ';'
}
told() {	# FILE EVENTS
	[ "$(events "$1")" = "$2" ] || { events "$1"; return 1; }
}
for round in 1 2 3; do
	rm -f "$T/p/"*
	start_herald "$T/bgpd.conf"
	ok_within 20 "$round: established" established 192.0.2.2
	ok_within 20 "$round: connected, then up" told states \
	    'neighbor 192.0.2.2 connected;neighbor 192.0.2.2 up;'
	ok "$round: nothing that was not asked for" told answers ''
	ok_within 20 "$round: each command was done" \
	    says '^2$' grep -c '^done$' "$T/p/answers"
	ok_within 20 "$round: End-of-RIB went out" says '"eor": *1' \
	    ctl -j show neighbor 192.0.2.2
	stop_herald
	ok_within 20 "$round: bird has seen it go" not says Established \
	    birdc_ show protocols
done
finish
