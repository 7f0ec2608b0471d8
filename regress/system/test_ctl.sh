#!/bin/sh
# SPDX-License-Identifier: ISC
# What people are told: what a reload changed, whole refusals, routes of a
# neighbour that is not up, selectors, wrong usage, the reason of a shutdown.
. "$(dirname "$0")/lib.sh"
export TZ=WWW+3
two_hosts
root=$(cd "$(dirname "$0")/../.." && pwd)

neighbor() {	# NAME ADDRESS STATIC
	cat <<EOF
neighbor $2 {
	description "$1";
	router-id 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	family { ipv4 unicast; }
	static { $3 }
}
EOF
}

# --- reload -------------------------------------------------------------------

r1='route 198.51.100.0/24 next-hop 192.0.2.1 med 1;'
r2='route 198.51.101.0/24 next-hop 192.0.2.1;'
r3='route 198.51.102.0/24 next-hop 192.0.2.1;'
neighbor one 192.0.2.2 "$r1 $r2" > "$T/bgpd.conf"
start_herald "$T/bgpd.conf"
: "${herald_pid:=0}"
ok "a reload of the same file" says \
    '^reload done: neighbors 0 added, 0 removed, 0 changed; routes 0 added, 0 removed, 0 changed$' \
    ctl reload
{ neighbor one 192.0.2.2 "route 198.51.100.0/24 next-hop 192.0.2.1 med 2; $r3"
  neighbor two 192.0.2.3 "$r2"; } > "$T/bgpd.conf"
ok "a reload says what changed" says \
    '^reload done: neighbors 1 added, 0 removed, 0 changed; routes 2 added, 1 removed, 1 changed$' \
    ctl reload
neighbor new 192.0.2.2 "$r1 $r3" > "$T/bgpd.conf"
ok "also with -j" says \
    '"text": *"reload done: neighbors 0 added, 1 removed, 1 changed; routes 0 added, 1 removed, 1 changed"' \
    ctl -j reload

# --- what waits for a neighbour that never came up ----------------------------

cat > "$T/bgpd.conf" <<EOF
group crowd {
	router-id 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	family { ipv4 unicast; }
	neighbor 192.0.2.2 { local-address 192.0.2.1; }
	neighbor 192.0.2.3 { }
	neighbor 192.0.2.4 { peer-as 64496; description "four"; }
}
EOF
ok "a group" ctl reload
ok "a route with next-hop self" ctl network add 198.51.105.0/24
ok "is pending, not internal, by the configured address" says \
    '^A\*p +N-\? 198.51.105.0/24 +192.0.2.1 +100 +0 64496 i$' \
    ctl show rib out neighbor 192.0.2.2
ok "and by 'self' where there is none" says \
    '^A\*p +N-\? 198.51.105.0/24 +self +100 +0 64496 i$' \
    ctl show rib out neighbor 192.0.2.3
ok "internal where it will be" says \
    '^AI\*p +N-\? 198.51.105.0/24 +self +100 +0 i$' \
    ctl show rib out neighbor 192.0.2.4
ok "show rib finds neighbours by their group" says '198.51.105.0/24 +self' \
    ctl show rib out neighbor crowd
ok "and nobody else's" exits 1 ctl show rib out neighbor croud

# --- until is local time, also in an engine that cannot see /etc ---------------

# TZ is three hours west of UTC; the minute is two hours from now.
at=$(TZ=WWW+3 date -d '+2 hours' +%H:%M)
ok "until HH:MM" ctl network add 198.51.106.0/24 until "$at"
ok "is local time" says '198.51.106.0/24 .* expires 0[12]:' ctl network show

# --- for whom -----------------------------------------------------------------

for_whom() {	# SELECTOR: the addresses that get it
	ctl network flush > /dev/null
	# shellcheck disable=SC2086
	ctl network add 198.51.107.0/24 neighbor $1 &&
	    ctl show rib out ssv | sed -n 's/.*Neighbor \([^ ]*\) .*/\1/p' |
	    tr '\n' ' '
}
ok "by address" says '^192.0.2.3 $' for_whom 192.0.2.3
ok "by a list" says '^192.0.2.2 four $' for_whom '192.0.2.2, 192.0.2.4'
ok "by group" says '^192.0.2.2 192.0.2.3 four $' for_whom crowd
ok "by group and AS" says '^four $' for_whom 'crowd peer-as 64496'
ok "by description" says '^four $' for_whom four
set -f
ok "everybody" says '^192.0.2.2 192.0.2.3 four $' for_whom '*'
set +f

# --- refusals -----------------------------------------------------------------

bulk() {
	printf '198.51.103.0/24 colour 1\n198.51.104.0/24 meed 5\n' |
	    ctl network bulk add
}
no_list() {
	bulk > "$T/bulk.out" 2>&1
	not grep legal "$T/bulk.out"
}
ok "a refusal is whole: the last legal word" says \
    "unknown word 'colour'.*; legal here: .* (originator-id|atomic-aggregate|attribute|aigp).* [a-z-]+[a-z]$" \
    ctl network add 198.51.103.0/24 colour 1
ok "in bulk, a refused line names its word" says "^line 1: .*'colour'" bulk
ok "and what was meant" says "^line 2: .*'meed' \(did you mean 'med'\?\)$" bulk
ok "but not all words each time" no_list

# --- the command line of bgpd -------------------------------------------------

for users in a,b 1,1,1 ""; do
	ok "-n -u '$users' is wrong usage" exits 2 "$B/bgpd" -n -u "$users" -f "$T/bgpd.conf"
	ok "-u '$users' is wrong usage" exits 2 "$B/bgpd" -d -u "$users" -f "$T/bgpd.conf"
done

ok "bgpctl without a word is wrong usage" exits 2 ctl
ok "it tells how it is called" says '^usage: bgpctl' ctl
ok "and which words there are" says '^  network  ' ctl

# --- standard descriptors ---------------------------------------------------------

closed_input() {
	timeout 10 "$B/bgpctl" -s "$T/sock" network bulk add <&-
}
closed_output() {
	ctl "$@" >&-
}
full_output() {
	ctl "$@" > /dev/full
}
ok "a closed standard input is an error" exits 1 closed_input
ok "which is told" says 'cannot read standard input' closed_input
for words in "show" "-j show" "show rib" "-V" help; do
	# shellcheck disable=SC2086
	ok "$words: a closed output is an error" exits 1 closed_output $words
	# shellcheck disable=SC2086
	ok "$words: a full disk, too" exits 1 full_output $words
done
ok "nobody spoke to the daemon" ctl show

# --- completion -------------------------------------------------------------------

# What bash offers behind these words, on one line.
completes() {
	PATH="$B:$PATH" bash -c '
		. "$0"
		COMP_WORDS=(bgpctl -s "$1" "${@:2}")
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		_bgpctl
		echo "${COMPREPLY[*]}"' "$root/etc/completions/bgpctl.bash" "$T/sock" "$@"
}
ok "completion: the first word" says '^show neighbor network ' completes ""
ok "neighbours, as commands take them" says ' 192.0.2.4$' completes show neighbor ""
ok "behind help, too" says '^summary neighbor rib ' completes help show ""
ok "nothing for a number of seconds" says '^$' completes -t ""

# --- shutdown -----------------------------------------------------------------

neighbor bird 192.0.2.2 "" > "$T/bgpd.conf"
cat > "$T/bird.conf" <<EOF
log "$T/bird.msg" all;
router id 192.0.2.2;
protocol device {}
protocol bgp herald { local 192.0.2.2 as 64497; neighbor 192.0.2.1 as 64496;
	connect delay time 1; ipv4 { import all; export none; }; }
EOF
start_bird "$T/bird.conf"
ok "one neighbour" ctl reload
ok_within 20 "which is up" established 192.0.2.2
ok "shutdown with a reason" ctl shutdown "good night"
ok_within 20 "which the neighbour is told" grep -q 'good night' "$T/bird.msg"
wait "$herald_pid"
ok "the daemon ended well" [ $? -eq 0 ]
start_herald "$T/bgpd.conf"

ok "stops when asked" stop_herald
finish
