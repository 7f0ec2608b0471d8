#!/bin/sh
# SPDX-License-Identifier: ISC
# What operators get wrong: one clear line for each error, an honest exit
# status, nothing changed.
. "$(dirname "$0")/lib.sh"
two_hosts
cat > "$T/good.conf" <<EOF
neighbor 192.0.2.2 {
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	family { ipv4 unicast; }
	static { route 198.51.100.0/24 next-hop self; }
}
EOF
cat > "$T/bad.conf" <<EOF
neighbor 192.0.2.2 {
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 99999999999;
	hold-time 2;
	colour blue;
	operational { asm afi ipv4; }
	static {
		route 198.51.100.1/24 next-hop self;
		route 198.51.100.0/33 next-hop self;
		route 198.51.100.0/24 next-hop 999.1.1.1;
		route 198.51.100.0/24 next-hop self med banana;
		route 198.51.100.0/24 next-hop self colour blue;
	}
}
EOF
bgpd() {
	"$B/bgpd" "$@"
}
ok "a good file: exit 0" exits 0 bgpd -n -f "$T/good.conf"
ok "a bad one: exit 1" exits 1 bgpd -n -f "$T/bad.conf"
for line in 5 6 7 8 10 11 12 13 14; do
	ok "line $line is named" says "bad.conf:$line:[0-9]+: " bgpd -n -f "$T/bad.conf"
done
ok "the word is named" says 'colour' bgpd -n -f "$T/bad.conf"
ok "an operational message is looked at" says "bad.conf:8:28: safi" bgpd -n -f "$T/bad.conf"
ok "nine errors, nine lines" sh -c \
    "[ \$($B/bgpd -n -f $T/bad.conf 2>&1 | grep -c 'bad.conf:[0-9]*:[0-9]*: ') -eq 9 ]"
ok "a bad file does not start" exits 1 bgpd -d -f "$T/bad.conf" -s "$T/sock"
ok "no such file" says 'nowhere.conf: No such file' bgpd -n -f "$T/nowhere.conf"
ok "no such file: exit 1" exits 1 bgpd -n -f "$T/nowhere.conf"
ok "usage: exit 2" exits 2 bgpd -Z
ok "-nv reads back to itself" sh -c \
    "$B/bgpd -nv -f $T/good.conf > $T/nv1 && $B/bgpd -nv -f $T/nv1 > $T/nv2 && cmp $T/nv1 $T/nv2"
ok "bgpctl without a daemon: exit 3" exits 3 ctl show
ok "and says so" says 'sock' ctl show
start_herald "$T/good.conf"
ok "a second daemon on the socket: exit 1" exits 1 bgpd -d -f "$T/good.conf" -s "$T/sock"
ok "the first still answers" ctl show
for words in "show neighbor 203.0.113.9" "neighbor 203.0.113.9 clear" \
    "network add 192.0.2.7/24" "network add 192.0.2.0/33" \
    "network add banana" "network add 192.0.2.0/24 med 99999999999" \
    "network add 192.0.2.0/24 nexthop banana" \
    "network add 192.0.2.0/24 for 5parsecs" \
    "network add 192.0.2.0/24 neighbor 203.0.113.9" \
    "network delete 192.0.2.0/24"; do
	# shellcheck disable=SC2086
	ok "$words: exit 1" exits 1 ctl $words
	# shellcheck disable=SC2086
	ok "$words: on standard error, one line" sh -c \
	    "[ \$($B/bgpctl -s $T/sock $words 2>&1 >/dev/null | wc -l) -eq 1 ]"
	# shellcheck disable=SC2086
	ok "$words: nothing on standard output" sh -c \
	    "[ -z \"\$($B/bgpctl -s $T/sock $words 2>/dev/null)\" ]"
done
for words in "" "frobnicate" "show frobnicate" "neighbor" "network add"; do
	# shellcheck disable=SC2086
	ok "'$words': usage, exit 2" exits 2 ctl $words
done
ok "nothing was announced" sh -c "! $B/bgpctl -s $T/sock network show | grep -q '192.0.2.0/24'"
ok "-j failure is JSON" says '"status": *"FAILED"' ctl -j network delete 192.0.2.0/24
ok "the nobody user may not inject" sh -c \
    "chmod 666 $T/sock; ! setpriv --reuid 65534 --regid 65534 --clear-groups $B/bgpctl -s $T/sock network add 192.0.2.0/24"
ok "garbage on the socket" sh -c \
    "head -c 100000 /dev/urandom | timeout 20 python3 -c 'import socket,sys
s=socket.socket(socket.AF_UNIX); s.connect(\"$T/sock\")
try:
    s.sendall(sys.stdin.buffer.read())
except OSError: pass'"
ok "does not hurt" ctl show
ok "stops when asked" stop_herald
finish
