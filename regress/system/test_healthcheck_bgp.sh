#!/bin/sh
# SPDX-License-Identifier: ISC
# bgp-healthcheck as a program of a daemon, with BIRD as the neighbour: what the
# service is, the neighbour's table shows.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/programs.sh"
: "${daemon_pid:=0}"
two_hosts
cat > "$T/bird.conf" <<EOF
router id 192.0.2.2;
protocol device {}
protocol bgp { local as 64497; neighbor 192.0.2.1 as 64496; passive;
	ipv4 { import all; export none; };
	ipv6 { import all; export none; }; }
EOF
cat > "$T/hc.conf" <<EOF
# options of the service
ip = 198.51.100.1
ip = 2001:db8:100::1
next-hop = 192.0.2.1
neighbor = 192.0.2.2
neighbor = 192.0.2.9
community = 64496:1
disabled-community = 64496:2
as-path = 64496 64511
disable = $T/off
interval = 0.2
fast-interval = 0.1
command = test -e $T/ok
no-syslog
EOF
neighbor() {
	cat <<EOF
neighbor $1 {
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	family { ipv4 unicast; ipv6 unicast; }
	api { processes [ hc ]; neighbor-changes; receive { parsed; update; } }
}
EOF
}
{
	cat <<EOF
process hc {
	run $B/bgp-healthcheck --config $T/hc.conf --dynamic-ip-setup;
	encoder json;
	user root;
}
EOF
	neighbor 192.0.2.2
	neighbor 192.0.2.9
} > "$T/bgpd.conf"
for_daemon "$T/bgpd.conf"

has() {
	ip -o address show dev lo | grep -q " $1 "
}
route() {
	birdc_ show route all "$1"
}

start_bird "$T/bird.conf"
: > "$T/ok"
start_daemon "$T/bgpd.conf"
ok_within 20 "the neighbour has the route" says '198.51.100.1/32' birdc_ show route
ok_within 20 "with its attributes" says 'BGP.as_path: 64496 64511' route 198.51.100.1/32
ok_within 20 "its community" says '\(64496,1\)' route 198.51.100.1/32
ok_within 20 "its metric" says 'BGP.med: 100' route 198.51.100.1/32
ok_within 20 "the address is there" has 198.51.100.1/32
ok_within 20 "IPv6 too" has 2001:db8:100::1/128
rm "$T/ok"
ok_within 20 "down: withdrawn" not says '198.51.100.1/32' birdc_ show route
ok_within 20 "and the address goes" not has 198.51.100.1/32
: > "$T/ok"
ok_within 20 "up again" says '198.51.100.1/32' birdc_ show route
ok_within 20 "with its address" has 198.51.100.1/32
: > "$T/off"
ok_within 20 "disabled: withdrawn" not says '198.51.100.1/32' birdc_ show route
rm "$T/off"
ok_within 20 "and up again" says '198.51.100.1/32' birdc_ show route

# It is started again at once, so what it does at its end is written down.
ip monitor address > "$T/monitor" 2>&1 &
monitored() {	# it listens already
	ip address add 203.0.113.77/32 dev lo
	ip address del 203.0.113.77/32 dev lo
	grep -q '^Deleted .* 203.0.113.77/32' "$T/monitor"
}
within 60 monitored
hc=$(pgrep -P "$daemon_pid" -x bgp-healthcheck)
kill -TERM "$hc"
ok_within 20 "told to stop, it stops" not kill -0 "$hc"
ok_within 20 "and removes the address" says '^Deleted .* 198.51.100.1/32' \
    cat "$T/monitor"
ok_within 20 "it is started again" says '198.51.100.1/32' birdc_ show route
ok_within 20 "with the address" has 198.51.100.1/32

hc=$(pgrep -P "$daemon_pid" -x bgp-healthcheck)
kill -KILL "$daemon_pid"
wait "$daemon_pid" 2> /dev/null
ok_within 20 "it does not outlive the daemon" not kill -0 "$hc"
ok_within 20 "nor do its addresses" not has 198.51.100.1/32
finish
