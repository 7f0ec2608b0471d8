#!/bin/sh
# SPDX-License-Identifier: ISC
# Who connects to whom and how: keys over IPv6 and on an explicit listen,
# link-local neighbours, both dialling at once, either side passive, many at
# once, and one that does not read while the others live on.
. "$(dirname "$0")/lib.sh"
two_hosts
ip -6 addr add fe80::1/64 dev v-herald nodad
ip -n peer -6 addr add fe80::2/64 dev v-peer nodad
for n in 3 4; do
	ip -n peer addr add "192.0.2.$n/24" dev v-peer
done
# Small windows: one that does not read is noticed at once.
at_peer sysctl -q -w net.ipv4.tcp_rmem="4096 8192 16384"
sysctl -q -w net.ipv4.tcp_wmem="4096 16384 32768"

# neighbor ADDRESS LOCAL-ADDRESS REST
neighbor() {
	cat <<EOF
neighbor $1 {
	router-id 192.0.2.1;
	local-address $2;
	local-as 64496;
	peer-as 64497;
	$3
}
EOF
}
S4="family { ipv4 unicast; } static { route 198.51.100.0/24 next-hop self; }"
S6="family { ipv6 unicast; } static { route 2001:db8:100::/48 next-hop self; }"
{
	echo "listen 192.0.2.1;"
	echo "listen 2001:db8::1;"
	echo "listen fe80::1 interface v-herald;"
	neighbor 192.0.2.2 192.0.2.1 "$S4"
	neighbor 192.0.2.3 192.0.2.1 "passive; md5-password \"of 3\"; $S4"
	neighbor 192.0.2.4 192.0.2.1 "$S4"
	neighbor 2001:db8::2 2001:db8::1 "md5-password \"of six\"; $S6"
	neighbor fe80::2%v-herald fe80::1 "$S6"
	neighbor 198.18.0.0/16 192.0.2.1 "passive; range-limit 200; $S4"
} > "$T/bgpd.conf"

# bgp NAME LOCAL NEIGHBOR FAMILY REST
bgp() {
	cat <<EOF
protocol bgp $1 {
	local $2 as 64497;
	neighbor $3 as 64496;
	strict bind;
	connect delay time 1; connect retry time 1; error wait time 1, 2;
	$4 { import all; export where source = RTS_STATIC; };
	$5
}
EOF
}
{
	echo 'router id 192.0.2.2;'
	echo 'protocol device {}'
	echo 'protocol static s4 { ipv4; route 10.1.0.0/16 blackhole; }'
	echo 'protocol static s6 { ipv6; route 2001:db8:200::/48 blackhole; }'
	bgp both 192.0.2.2 192.0.2.1 ipv4 ""
	bgp six 2001:db8::2 2001:db8::1 ipv6 'password "of six";'
	bgp local6 fe80::2 "fe80::1 % 'v-peer'" ipv6 "direct;"
} > "$T/bird.conf"
{	# one BIRD has one session with an address at a time
	echo 'router id 192.0.2.3;'
	echo 'protocol device {}'
	bgp active 192.0.2.3 192.0.2.1 ipv4 'password "of 3";'
} > "$T/active.conf"
{
	echo 'router id 192.0.2.4;'
	echo 'protocol device {}'
	bgp quiet 192.0.2.4 192.0.2.1 ipv4 "passive on;"
} > "$T/quiet.conf"
quiet() {
	birdc -s "$T/quiet.ctl" "$@"
}
start_bird "$T/bird.conf"
at_peer bird -c "$T/active.conf" -s "$T/active.ctl" -P "$T/active.pid"
at_peer bird -c "$T/quiet.conf" -s "$T/quiet.ctl" -P "$T/quiet.pid"
start_herald "$T/bgpd.conf"

ok_within 20 "both dial" established 192.0.2.2
ok_within 20 "only the neighbour dials, with a key of an explicit listen" established 192.0.2.3
ok_within 20 "only we dial" established 192.0.2.4
ok_within 20 "TCP-MD5 over IPv6" established 2001:db8::2
ok_within 20 "link-local addresses" established fe80::2%v-herald
ok_within 20 "a route over link-local" says '2001:db8:100::/48.*local6' birdc_ show route protocol local6
ok_within 20 "and one of theirs" says '2001:db8:200::/48' ctl show rib neighbor fe80::2%v-herald

# ups NEIGHBOR: how often it was established so far.
ups() {
	grep -c "neighbor $1 (AS 64497): established" "$T/herald.log"
}
# stays NEIGHBOR: in one and the same connection for two seconds.
connection() {
	ctl -j show neighbor "$1" | python3 -c 'import json, sys
n = json.load(sys.stdin)["neighbors"][0]
print(n["state"], n["session"]["local"]["port"], n["session"]["remote"]["port"])'
}
stays() {
	was=$(connection "$1")
	sleep 2
	echo "$was"
	[ "${was%% *}" = Established ] && [ "$(connection "$1")" = "$was" ]
}
round=0
while [ "$round" -lt 5 ]; do
	round=$((round + 1))
	birdc_ restart both > /dev/null &
	ctl neighbor 192.0.2.2 clear
	wait $!
	ok_within 20 "both dial again, round $round" established 192.0.2.2
	ok_within 10 "and it stays, round $round" stays 192.0.2.2
done
ok "in the end the session stands" established 192.0.2.2
ok "the others saw nothing of it" [ "$(ups 192.0.2.3) $(ups 192.0.2.4)" = "1 1" ]

# --- a crowd
i=0
while [ "$i" -lt 100 ]; do
	i=$((i + 1))
	ip -n peer addr add "198.18.0.$i/32" dev v-peer
done
ip route add 198.18.0.0/16 dev v-herald
mkfifo "$T/crowd.in"
at_peer "$B/regress/crowd" 198.18.0.1 100 64497 192.0.2.1 \
    < "$T/crowd.in" > "$T/crowd.out" 2>&1 &
exec 7> "$T/crowd.in"
ok_within 60 "a hundred at once" grep -q up "$T/crowd.out"
# Nothing waits here for any of them.
settled() {
	not says '"pending": *\{[^}]*"updates": [1-9]' ctl -j show neighbor
}
ok_within 60 "everything is sent" settled
sleep 2
echo >&7
ok_within 20 "each got its route and stays" says 'touched 100 .* gone 0' cat "$T/crowd.out"
exec 7>&-
ok_within 20 "and they leave" exits 1 ctl show neighbor 198.18.0.1

# --- one that does not read
churn() {
	awk -v med="$1" 'BEGIN { for (i = 0; i < 20000; i++)
	    printf "10.%d.%d.%d/32 med %d\n", 100 + i / 65536,
	    i / 256 % 256, i % 256, med + i % 500 }' |
	    ctl network bulk add nexthop 192.0.2.1
}
has() {
	"$1" show route count | grep -q "^20001 of 20001"
}
kill -STOP "$(cat "$T/quiet.pid")"
for med in 1000 2000 3000; do
	ok "routes churn, $med" churn "$med"
done
ok_within 60 "the others get all of them" \
    says 'BGP.med: 3499' birdc_ show route all 10.100.1.243/32 protocol both
ok "4/47 one that does not read has its session" established 192.0.2.4
ok "4/47 it does not fill our memory" sh -c '
	for p in $(pgrep -P "$0"); do
		kb=$(sed -n "s/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p" "/proc/$p/status")
		echo "$p $kb"
		[ "${kb:-0}" -lt "${RSS_KB:-200000}" ] || exit 1
	done' "${herald_pid:?}"
ok "answers are at once" ctl show neighbor
kill -CONT "$(cat "$T/quiet.pid")"
ok_within 60 "it reads again and has all" says '^20001 of 20001' quiet show route count
ok_within 20 "at their last word" says 'BGP.med: 3499' quiet show route all 10.100.1.243/32
ok "in the same session" [ "$(ups 192.0.2.4)" -eq 1 ]
ok "stops when asked" stop_herald
finish
