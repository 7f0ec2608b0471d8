#!/bin/sh
# SPDX-License-Identifier: ISC
# Each of etc/examples is accepted without a warning, and does what it says,
# with BIRD as the neighbour.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/programs.sh"
: "${daemon_log:=}"
two_hosts
ip -n peer addr add 192.0.2.3/24 dev v-peer
examples=$(cd "$(dirname "$0")/../../etc/examples" && pwd)
PATH=$B:$PATH

# This host has their addresses, so nothing is left to warn of.
for conf in "$examples"/*/bgpd.conf; do
	ok "$conf is accepted" "$B/bgpd" -nn -f "$conf"
	ok "without a warning" not says warning "$B/bgpd" -n -f "$conf"
done

# A copy whose files are all in T, for whoever runs its programs.
copy() {
	cp -R "$examples/$1" "$T/$1"
	sed -i -e "s,/run/,$T/,g" -e "s,/var/lib/,$T/,g" \
	    -e "s,/etc/herald/,$T/$1/,g" "$T/$1"/*.conf
	for_daemon "$T/$1/bgpd.conf"
}

start() {
	start_daemon "$T/$1/bgpd.conf"
}

stop() {
	stop_daemon
	bird=$(cat "$T/bird.pid")
	birdc_ down > /dev/null 2>&1
	within 60 not kill -0 "$bird"
}

bird_conf() {	# the rest is on standard input
	{ printf 'router id 192.0.2.2;\nprotocol device {}\n'; cat; } \
	    > "$T/bird.conf"
	start_bird "$T/bird.conf"
}

routes() {
	says "$1" birdc_ show route
}

# --- default-route -------------------------------------------------------------

# Two neighbours are two BIRDs, the second one's path longer.
cat > "$T/second.conf" <<EOF
router id 192.0.2.3;
protocol device {}
protocol static { ipv4; route 0.0.0.0/0 blackhole; }
protocol bgp two { local 192.0.2.3 as 64497; neighbor 192.0.2.1 as 64496;
	strict bind; passive;
	ipv4 { import all; export filter { bgp_path.prepend(64497); accept; }; };
	ipv6 { import all; export none; }; }
EOF
at_peer bird -c "$T/second.conf" -s "$T/second.ctl" -P "$T/second.pid"
bird_conf <<EOF
protocol static { ipv4; route 10.0.0.0/8 blackhole; }
protocol static first4 { ipv4; route 0.0.0.0/0 blackhole; }
protocol static first6 { ipv6; route ::/0 blackhole; }
protocol bgp one { local 192.0.2.2 as 64497; neighbor 192.0.2.1 as 64496;
	strict bind; passive;
	ipv4 { import all; export where source = RTS_STATIC; };
	ipv6 { import all; export where source = RTS_STATIC; next hop address 2001:db8::2; }; }
EOF
default4() {
	ip -4 route show default | grep -q -F -- "$1"
}
default6() {	# BIRD gives a global next hop, or a link-local one
	says '^default via (2001:db8::2|fe80:.*) dev v-herald proto bgp metric 20' \
	    ip -6 route show
}
ip route add default via 192.0.2.9 metric 50
copy default-route
start default-route
first="via 192.0.2.2 dev v-herald proto bgp metric 20"
second="via 192.0.2.3 dev v-herald proto bgp metric 20"
ok_within 20 "the default route of two is in the table" default4 "$first"
ok_within 20 "IPv6 too" default6
ok "no other route" not says '^10.0.0.0/8' ip route show
ok_within 20 "both sessions are up" says 'two +BGP .* Established' \
    birdc -s "$T/second.ctl" show protocols
birdc_ disable first4 > /dev/null
birdc_ disable first6 > /dev/null
ok_within 20 "one withdraws, the other's is taken" default4 "$second"
ok_within 20 "IPv6 has no other" not default6
birdc_ enable first4 > /dev/null
birdc_ enable first6 > /dev/null
ok_within 20 "and back" default4 "$first"
ok_within 20 "and back" default6
pkill -KILL -f "$T/default-route/default_route.py"
ok_within 20 "a program started anew asks again" says 'default is via 192.0.2.2' \
    sed '1,/nobody/d' "$daemon_log"
ok_within 20 "and has the route" default4 "$first"
birdc_ disable one > /dev/null
ok_within 20 "a session ends, the other's is taken" default4 "$second"
birdc -s "$T/second.ctl" disable static1 > /dev/null
ok_within 20 "nobody's" not default4 "proto bgp"
ok "what others set up stays" default4 "via 192.0.2.9 dev v-herald metric 50"
birdc -s "$T/second.ctl" enable static1 > /dev/null
ok_within 20 "somebody's again" default4 "$second"
stop
ok_within 20 "it takes its route away at its end" not default4 "proto bgp"
birdc -s "$T/second.ctl" down > /dev/null

# --- anycast -------------------------------------------------------------------

bird_conf <<EOF
protocol bgp four { local 192.0.2.2 as 64497; neighbor 192.0.2.1 as 64496; passive;
	ipv4 { import all; export none; }; }
protocol bgp six { local 2001:db8::2 as 64497; neighbor 2001:db8::1 as 64496; passive;
	ipv6 { import all; export none; }; }
EOF
copy anycast
sed -i "s,^command = .*,command = test -e $T/resolver," "$T/anycast/dns.conf"
: > "$T/resolver"
start anycast
ok_within 20 "the resolver is announced" routes '198.51.100.53/32'
ok_within 20 "at its IPv6 address too" routes '2001:db8:53::53/128'
: > "$T/dns-maintenance"
ok_within 20 "not during maintenance" not routes '198.51.100.53/32'
rm "$T/dns-maintenance"
ok_within 20 "and afterwards" routes '198.51.100.53/32'
rm "$T/resolver"
ok_within 20 "not when it fails" not routes '198.51.100.53/32|2001:db8:53::53/128'
stop
ok_within 20 "addresses are removed" not says '198.51.100.53|2001:db8:53::53' \
    ip address show dev lo

# --- blackhole -----------------------------------------------------------------

bird_conf <<EOF
protocol bgp { local as 64497; neighbor 192.0.2.1 as 64496; passive;
	ipv4 { import all; export none; }; ipv6 { import all; export none; }; }
EOF
copy blackhole
sed -i "s,$T/blackhole/\(fifo\|state\),$T/blackhole.d/\1,g" "$T/blackhole/bgpd.conf"
mkdir -m 777 "$T/blackhole.d"
hole() {
	timeout 20 sh -c 'echo "$1" > "$2"' sh "$*" "$T/blackhole.d/fifo"
}
start blackhole
ok_within 20 "the session is up" says 'Established' birdc_ show protocols
ok_within 20 "there is a FIFO" [ -p "$T/blackhole.d/fifo" ]
ok "to which is written" hole add 198.51.100.7 30m
ok_within 20 "an address is announced" routes '198.51.100.7/32'
ok_within 20 "with its community" says '\(65535,666\)' birdc_ show route all 198.51.100.7/32
ok "IPv6" hole add 2001:db8:100::7 30m
ok_within 20 "is announced" routes '2001:db8:100::7/128'
ok "for 15 seconds" hole add 198.51.100.8 15s
ok_within 20 "is announced" routes '198.51.100.8/32'
ok "of others" hole add 203.0.113.1
ok "not an address" hole add everything
ok_within 40 "15 seconds later it is not" not routes '198.51.100.8/32'
ok "others are not announced" not routes '203.0.113.1'
ok_within 20 "and that was said" says 'refused: .*203.0.113.1.*: not within --allow' cat "$daemon_log"
ok "for 15 seconds" hole add 198.51.100.9 15s
ok_within 20 "is announced" routes '198.51.100.9/32'
pkill -KILL -f "$T/blackhole/blackhole.py"
ok_within 40 "a program started anew knows the time" not routes '198.51.100.9/32'
ok "and what stays" routes '198.51.100.7/32'
ok "delete" hole delete 198.51.100.7
ok_within 20 "it is withdrawn" not routes '198.51.100.7/32'
stop

# --- watch ---------------------------------------------------------------------

bird_conf <<EOF
protocol static full { ipv4; route 10.1.0.0/16 blackhole; route 10.2.0.0/16 blackhole;
	route 10.3.0.0/16 blackhole; }
protocol static part { ipv4; route 10.4.0.0/16 blackhole; }
protocol static six { ipv6; route 2001:db8:1::/48 blackhole; }
protocol bgp { local as 64497; neighbor 192.0.2.1 as 64496; passive;
	error wait time 1, 2;
	ipv4 { import all; export filter { bgp_path.prepend(64511); accept; }; };
	ipv6 { import all; export all; next hop address 2001:db8::2; }; }
EOF
copy watch
mkdir -m 777 "$T/bgp-watch"
sed -i 's/--every 10/--every 0.5/' "$T/watch/bgpd.conf"
status() {	# EXPRESSION on s, the status of the neighbour
	/usr/bin/python3 -c "import json, sys
s = json.load(open('$T/bgp-watch/status.json'))['neighbors']['192.0.2.2']
sys.exit(not ($1))"
}
start watch
ok_within 20 "it counts" status "s['prefixes'] == {'ipv4 unicast': 4, 'ipv6 unicast': 1}"
ok "the state" status "s['state'] == 'up'"
ok "origins" status "s['origins'] == 2 and s['most'][0] == {'as': 64511, 'prefixes': 4}"
birdc_ disable part > /dev/null
ok_within 20 "a withdraw" status "s['prefixes']['ipv4 unicast'] == 3"
ok "the latest change" status "s['changes'][0]['what'] == 'withdrawn' and s['changes'][0]['prefix'] == '10.4.0.0/16'"
pkill -KILL -f "$T/watch/watch.py"
rm -f "$T/bgp-watch/status.json"
ok_within 20 "a program started anew counts again" status "s['prefixes']['ipv4 unicast'] == 3"
birdc_ disable bgp1 > /dev/null
ok_within 20 "a session that is lost" status "s['state'] == 'down' and s['prefixes'] == {}"
stop

# --- as112 ---------------------------------------------------------------------

for a in 192.175.48.1 192.175.48.6 192.175.48.42 192.31.196.1 \
    2620:4f:8000::1 2620:4f:8000::6 2620:4f:8000::42 2001:4:112::1; do
	ip address add "$a" dev lo
done
# A name server: authoritative for what it is asked, or what the file says.
cat > "$T/ns.py" <<'EOF'
import os, select, socket, sys
socks = []
for a in sys.argv[2:]:
    s = socket.socket(socket.AF_INET6 if ":" in a else socket.AF_INET, socket.SOCK_DGRAM)
    s.bind((a, 53))
    socks.append(s)
while True:
    for s in select.select(socks, [], [])[0]:
        q, who = s.recvfrom(4096)
        flags = open(sys.argv[1]).read().strip() if os.path.exists(sys.argv[1]) else "8400"
        s.sendto(q[:2] + bytes.fromhex(flags) + q[4:6] + b"\0\1\0\0\0\0" + q[12:] +
                 b"\xc0\x0c\0\6\0\1\0\0\0\0\0\x16\0\0" + bytes(20), who)
EOF
/usr/bin/python3 "$T/ns.py" "$T/flags" 192.175.48.1 192.175.48.6 192.175.48.42 \
    192.31.196.1 2620:4f:8000::1 2620:4f:8000::6 2620:4f:8000::42 2001:4:112::1 &
bird_conf <<EOF
protocol bgp four { local 192.0.2.2 as 64497; neighbor 192.0.2.1 as 112; passive;
	ipv4 { import all; export none; }; }
protocol bgp six { local 2001:db8::2 as 64497; neighbor 2001:db8::1 as 112; passive;
	ipv6 { import all; export none; }; }
EOF
copy as112
sed -i 's/--no-ip-setup/--no-ip-setup --interval 0.3 --fast-interval 0.1/' "$T/as112/bgpd.conf"
check="$examples/as112/as112_check.py"
ok_within 20 "the check is content" "$check" 192.175.48.1 2001:4:112::1
ok "not where nobody answers" says '127.0.0.9: ' "$check" 127.0.0.9
start as112
for p in 192.175.48.0/24 192.31.196.0/24 2620:4f:8000::/48 2001:4:112::/48; do
	ok_within 20 "$p is announced" routes "$p"
done
ok_within 20 "by AS 112" says 'BGP.as_path: 112$' birdc_ show route all 192.175.48.0/24
echo 8000 > "$T/flags"
ok "not authoritative" says 'no authoritative answer' "$check" 192.175.48.1
ok_within 20 "and nothing is announced" not routes '/24|/48'
echo 8402 > "$T/flags"
ok "failing" says 'response code 2' "$check" 192.175.48.1
stop
finish
