#!/bin/sh
# SPDX-License-Identifier: ISC
# The operational block: sent when a session begins, before routes; what a
# reload adds to it at once; what a template says; not what no family is for.
. "$(dirname "$0")/lib.sh"
here=$(dirname "$0")
two_hosts
# config MORE
config() {
	cat > "$T/bgpd.conf" <<EOF
template { neighbor all { operational {
	asm afi ipv4 safi unicast advisory "to all";
} } }
neighbor 192.0.2.2 {
	inherit all;
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	passive true;
	family { ipv4 unicast; }
	capability { operational; }
	operational {
		rpcq afi ipv4 safi unicast sequence 7;
		lpcp afi ipv4 safi unicast router-id 192.0.2.7 sequence 8 counter 9;
		adm afi ipv6 safi unicast advisory "not this family's";
		$1
	}
}
EOF
}
# printed LINE…: these lines, and no others, in this order.
printed() {
	printf '%s\n' "$@" > "$T/want"
	cmp -s "$T/want" "$T/said"
}
config ""
start_herald "$T/bgpd.conf"
at_peer python3 "$here/operational.py" 2 > "$T/said" 2>&1 &
ok_within 20 "the block goes out, then routes" printed \
    "rpcq 1/1 3221225985 7" "lpcp 1/1 3221225991 8 9" "asm 1/1 to all" "eor"
config "asm afi ipv4 safi unicast advisory \"at noon\";"
ok "a reload" ctl reload
ok_within 20 "what is new in it goes out at once, alone" printed \
    "rpcq 1/1 3221225985 7" "lpcp 1/1 3221225991 8 9" "asm 1/1 to all" "eor" \
    "asm 1/1 at noon"
ctl neighbor 192.0.2.2 clear > /dev/null
ok_within 20 "and all of it with the next session" printed \
    "rpcq 1/1 3221225985 7" "lpcp 1/1 3221225991 8 9" "asm 1/1 to all" "eor" \
    "asm 1/1 at noon" "end" \
    "rpcq 1/1 3221225985 7" "lpcp 1/1 3221225991 8 9" "asm 1/1 at noon" \
    "asm 1/1 to all" "eor"
"$B/bgpd" -nv -f "$T/bgpd.conf" > "$T/printed" 2>&1
ok "bgpd -nv prints the block" grep -q "lpcp afi ipv4 safi unicast router-id 192.0.2.7 sequence 8 counter 9;" "$T/printed"

# --- a family by number -------------------------------------------------------

config "asm afi 16397 safi 99 advisory numbers;"
sed 's/family { ipv4 unicast; }/family { ipv4 unicast; afi 16397 safi 99; }/' \
    "$T/bgpd.conf" > "$T/numbers.conf"
cp "$T/numbers.conf" "$T/bgpd.conf"
"$B/bgpd" -nv -f "$T/bgpd.conf" > "$T/printed" 2> /dev/null
ok "bgpd -nv prints its numbers" grep -q \
    "asm afi 16397 safi 99 advisory numbers;" "$T/printed"
"$B/bgpd" -nv -f "$T/printed" > "$T/again" 2> /dev/null
ok "which read back" cmp "$T/printed" "$T/again"
ok "a family that nobody had is new with a reload" ctl reload
at_peer python3 "$here/operational.py" 1 16397 99 > "$T/said" 2>&1 &
ok_within 20 "and a message about it goes out" grep -q \
    '^asm 16397/99 numbers$' "$T/said"
ok "a program sends one" \
    ctl api announce operational rpcq afi 16397 safi 99 sequence 3
ok_within 20 "which goes out, too" grep -q \
    '^rpcq 16397/99 3221225985 3$' "$T/said"
ok "but not of one that nobody has" \
    says 'afi 9 safi 9: no neighbor has that family' \
    ctl api announce operational rpcq afi 9 safi 9 sequence 3
ok "bgpctl encode takes any" says '^F{32}0022060003000B400007' \
    "$B/bgpctl" encode announce operational rpcq afi 16384 safi 7 sequence 1
ok "half of a number is none" says "safi: 'unicast' is not a number" \
    "$B/bgpctl" encode announce operational rpcq afi 16384 safi unicast
ok "stops when asked" stop_herald
finish
