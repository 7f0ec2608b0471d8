#!/bin/sh
# SPDX-License-Identifier: ISC
# The main job, shown: two hosts (network namespaces), Herald on one, BIRD on
# the other, TCP-MD5 between them.  Leaves nothing behind.
#
# usage: demo.sh BUILD-DIRECTORY
set -eu

B=$(cd "$1" && pwd)
if [ "${HERALD_DEMO-}" = "" ]; then
	T=$(mktemp -d /tmp/herald-demo.XXXXXX)
	chmod 755 "$T"
	trap 'rm -rf "$T"' EXIT
	# Everything below ends with these namespaces, whatever happens.
	HERALD_DEMO=yes T=$T unshare --net --mount --pid --fork --kill-child \
	    --mount-proc sh "$0" "$B"
	exit
fi

say() {
	printf '\n### %s\n' "$*"
}
run() {
	printf '\n$ %s\n' "$*"
	"$@" 2>&1
}
bgpctl() {
	"$B/bgpctl" -s "$T/bgpd.sock" "$@"
}
birdc() {
	command birdc -s "$T/bird.ctl" "$@" | grep -v '^BIRD'
}
wait_for() {
	what=$1
	shift
	n=0
	until "$@" > /dev/null 2>&1; do
		n=$((n + 1))
		[ $n -lt 150 ] || {
			echo "demo: $what did not happen in 15 s" >&2
			cat "$T/herald.log" >&2
			exit 1
		}
		sleep 0.1
	done
}
has() {
	pattern=$1
	shift
	"$@" | grep -q "$pattern"
}

mkdir -p /run/netns
mount -t tmpfs none /run/netns
mount -o bind,ro /var/lib /var/lib	# no marker stays there
ip link set lo up
ip netns add bird
ip link add to-bird type veth peer name to-herald netns bird
ip addr add 192.0.2.1/24 dev to-bird
ip link set to-bird up
ip -n bird addr add 192.0.2.2/24 dev to-herald
ip -n bird addr add 198.51.100.1/24 dev to-herald
ip -n bird link set to-herald up

cat > "$T/bgpd.conf" <<EOF
neighbor 192.0.2.2 {
	description "bird";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	md5-password "a secret of two";
	family { ipv4 unicast; }
	static {
		route 203.0.113.0/25 next-hop self community [ 64496:100 ];
		route 203.0.113.128/25 next-hop self med 50;
	}
}
EOF
cat > "$T/bird.conf" <<EOF
router id 192.0.2.2;
protocol device {}
protocol static { ipv4; route 10.0.0.0/8 blackhole; route 172.16.0.0/12 blackhole; }
protocol bgp herald {
	local 192.0.2.2 as 64497;
	neighbor 192.0.2.1 as 64496;
	password "a secret of two";
	connect delay time 1;
	ipv4 { import all; export where source = RTS_STATIC; };
}
EOF
say "Herald's configuration"
cat "$T/bgpd.conf"
say "Herald at 192.0.2.1, BIRD at 192.0.2.2, TCP-MD5 between them"
ip netns exec bird bird -c "$T/bird.conf" -s "$T/bird.ctl" -P "$T/bird.pid"
"$B/bgpd" -d -f "$T/bgpd.conf" -s "$T/bgpd.sock" > "$T/herald.log" 2>&1 &
herald=$!
wait_for "the session" has Established bgpctl show neighbor
wait_for "configured routes at BIRD" has 203.0.113.0/25 birdc show route

say "the configured routes are in BIRD"
run birdc show route protocol herald

say "a route for five seconds"
run bgpctl network add 192.0.2.7/32 nexthop 198.51.100.9 for 5s reason "the demo"
wait_for "the injected route at BIRD" has 192.0.2.7/32 birdc show route
run birdc show route 192.0.2.7/32 all
run bgpctl network show

say "what BIRD announces is in Herald's Adj-RIB-In"
wait_for "BIRD's routes" has 172.16.0.0/12 bgpctl show rib
run bgpctl show rib
run bgpctl show neighbor bird

say "and the five seconds are over"
wait_for "the route leaving by itself" sh -c \
    "! birdc -s $T/bird.ctl show route | grep -q 192.0.2.7/32"
run birdc show route protocol herald
run bgpctl show
kill -TERM "$herald"
wait "$herald"
say "done: all of it worked, and nothing is left behind"
