#!/bin/sh
# SPDX-License-Identifier: ISC
# A family that is known by its numbers only: octets both ways with a scripted
# neighbour (families_number.py), routes both ways between two Heralds, a
# family that a reload adds beside a session that stays, and engines that die.
. "$(dirname "$0")/lib.sh"
here=$(dirname "$0")
: "${herald_pid:=0}"

# --- without a daemon: any number of families ---------------------------------

for i in $(seq 1 30) $(seq 127 136); do
	"$B/bgpctl" encode "announce afi $((1000 + i)) safi $i \
	    0x$(printf "%02x" "$i")ab next-hop 192.0.2.9"
	"$B/bgpctl" encode "withdraw afi $((1000 + i)) safi $i \
	    0x$(printf "%02x" "$i")ab"
done > "$T/messages"
"$B/bgpctl" decode - < "$T/messages" > "$T/decoded"
ok "each decodes as what it is" python3 - "$T/decoded" <<'EOF'
import json, sys
got = [json.loads(line)["neighbor"]["message"]["update"]
       for line in open(sys.argv[1])]
want = [{"afi": 1000 + i, "safi": i, "nlri": "0x%02xab" % i}
        for i in [*range(1, 31), *range(127, 137)]]
a = [n for u in got if "announce" in u for f in u["announce"].values()
     for n in f["192.0.2.9"]]
w = [n for u in got if "withdraw" in u for f in u["withdraw"].values()
     for n in f]
print(a, w)
sys.exit(not (a == want and w == want))
EOF
ok "a next hop that is no address, in each shape" sh -c '
    m=$("$1/bgpctl" encode "announce afi 7 safi 8 0x01 next-hop 0x0a0b0c")
    for e in 4 5 6; do
	"$1/bgpctl" decode -e $e "$m" | grep -q "\"0x0a0b0c\": \[ " || exit 1
    done
    "$1/bgpctl" explain "$m" | grep -q "Next hop: 0x0a0b0c "' sh "$B"
ok "not where the family has its own" \
    says 'ipv4 unicast routes cannot have the next hop 0x0a0b0c' \
    "$B/bgpctl" encode 'announce route 192.0.2.0/24 next-hop 0x0a0b0c'
ok "explain says the octets" says 'NLRI: 0x88ab' \
    "$B/bgpctl" explain "$(sed -n 79p "$T/messages")"
ok "NLRI alone" says '^[{] "afi": 7, "safi": 8, "nlri": "0x0102" [}]$' \
    "$B/bgpctl" decode --nlri -f 'afi 7 safi 8' 0102
ok "a family without its SAFI" exits 2 \
    "$B/bgpctl" decode --nlri -f 'afi 7' 0102
ok "End-of-RIB" says '"eor": [{] "afi" : "unknown-afi-0x0x7", "safi" : ' \
    "$B/bgpctl" decode "$("$B/bgpctl" encode announce eor afi 7 safi 8)"
ok "a route refresh" says '^F{32}00170500070008$' \
    "$B/bgpctl" encode announce route-refresh afi 7 safi 8
ok "no path identifier" says 'path-information: afi 7 safi 8 routes have' \
    "$B/bgpctl" encode "announce afi 7 safi 8 0x01 next-hop 192.0.2.9 \
    path-information 1"

two_hosts
ip -n peer addr add 192.0.2.8/24 dev v-peer
mkdir -m 777 "$T/p"
chmod 755 "$T"

far_ctl() {
	at_peer "$B/bgpctl" -s "$T/far.sock" "$@"
}
# near FAMILIES ROUTES: the neighbour 192.0.2.8 has these beside.
near() {
	cat > "$T/bgpd.conf" <<EOF
process json { run /bin/sh -c "exec cat > $T/p/json"; encoder json; }
process text { run /bin/sh -c "exec cat > $T/p/text"; encoder text; }
neighbor 192.0.2.2 {
	router-id 192.0.2.1; local-address 192.0.2.1;
	local-as 64496; peer-as 64497;
	family { ipv4 unicast; afi 16397 safi 99; }
	capability { graceful-restart 120; route-refresh; add-path send/receive; }
	api { processes [ json text ]; receive { parsed; update; } }
	announce {
		afi 16397 {
			safi 99 0x0102ab next-hop 192.0.2.9 med 5;
			safi 99 0xff00 next-hop self community 64496:1;
		}
	}
}
neighbor 192.0.2.8 {
	router-id 192.0.2.1; local-address 192.0.2.1;
	local-as 64496; peer-as 64502;
	passive;
	family { ipv4 unicast; afi 16397 safi 99; $1 }
	capability { route-refresh; }
	prefix-limit { afi 16397 safi 99 5; }
	announce {
		afi 16397 {
			safi 99 0x0102ab next-hop 192.0.2.9 med 5;
			safi 99 0xff00 next-hop self community 64496:1;
			safi 99 0xff01 next-hop self community 64496:1;
			safi 99 0x$(printf '%06000d' 0) next-hop 2001:db8::7;
			safi 99 0xff02 next-hop 0x$(printf 'ab%.0s' $(seq 255));
			$2
		}
	}
}
EOF
}
cat > "$T/far.conf" <<EOF
neighbor 192.0.2.1 {
	router-id 192.0.2.2; local-address 192.0.2.2;
	local-as 64497; peer-as 64496;
	passive; listen 179;
	family { afi 7 safi 7; afi 16397 safi 99; ipv4 unicast; }
	capability { graceful-restart 120; route-refresh; add-path send/receive; }
	announce {
		afi 16397 safi 99 0xbeef next-hop 192.0.2.2 origin egp;
		afi 16397 safi 99 0xbef0 next-hop 0x0badf00d01;
	}
	static { route 203.0.113.0/24 next-hop self; }
}
EOF

near
ok "the configuration" "$B/bgpd" -n -f "$T/bgpd.conf"
"$B/bgpd" -nv -f "$T/bgpd.conf" > "$T/canon.conf" 2> "$T/canon.err"
"$B/bgpd" -nv -f "$T/canon.conf" > "$T/canon2.conf" 2> "$T/canon.err"
ok "its canonical form reads back" cmp "$T/canon.conf" "$T/canon2.conf"

start_herald "$T/bgpd.conf"
at_peer python3 "$here/families_number.py" "$B/bgpctl" "$T/sock" \
    > "$T/rows" 2>&1
rows families_number.py "$T/rows"
ok "every row was run" grep -q "every row was run" "$T/rows"

# --- two Heralds --------------------------------------------------------------

at_peer "$B/bgpd" -d -f "$T/far.conf" -s "$T/far.sock" > "$T/far.log" 2>&1 &
far_pid=$!
ok_within 20 "established" established 192.0.2.2
ok_within 20 "ours are there" says 'afi 16397 safi 99 0xff00 +192.0.2.1 ' \
    far_ctl show rib afi 16397 safi 99
ok_within 20 "with attributes" says 'metric 5|med: *5|, 5' \
    far_ctl show rib detail afi 16397 safi 99
ok_within 20 "theirs is here" says 'afi 16397 safi 99 0xbeef +192.0.2.2 ' \
    ctl show rib
ok_within 20 "a next hop that is no address is said" \
    says 'afi 16397 safi 99 0xbef0 +0x0badf00d01 ' ctl show rib
ok "in detail" says 'Nexthop 0x0badf00d01 [(]via 0x0badf00d01[)] Neighbor' \
    ctl show rib detail afi 16397 safi 99
ok "by who announces it" says '0xbef0 +0x0badf00d01' far_ctl network show
ok "in JSON, too" says '"nexthop": *"0x0badf00d01"' far_ctl -j network show
ok "and by commands" says '0xbef0 next-hop 0x0badf00d01' \
    ctl api show adj-rib in afi 16397 safi 99
ok "of what is sent, too" says '0xbef0 +0x0badf00d01 ' \
    far_ctl show rib out neighbor 192.0.2.1
ok_within 20 "an event in JSON has it" grep -q '"0x0badf00d01": \[ { "afi": ' \
    "$T/p/json"
ok_within 20 "and one in text" grep -q \
    'announced afi 16397 safi 99 0xbef0 next-hop 0x0badf00d01 ' "$T/p/text"
ok "by another family it is not" \
    not says beef ctl show rib afi 16397 safi 98
ok "nor by one that has words" not says beef ctl show rib IPv4 unicast
ok "in JSON" says '"nlri": *\{' ctl -j show rib afi 16397 safi 99
ctl -j show rib afi 16397 safi 99 > "$T/rib.json"
ok "as an object" grep -q '"nlri": "0xbeef"' "$T/rib.json"
ok "what is sent" says 'afi 16397 safi 99 0x0102ab +192.0.2.9 ' \
    ctl show rib out neighbor 192.0.2.2
ok "what was agreed" says 'AFI 16397 SAFI 99' ctl show neighbor 192.0.2.2
ctl show neighbor 192.0.2.2 > "$T/neighbor"
ok "but no path identifiers" not says 'Add-path:.*AFI 16397' \
    cat "$T/neighbor"
ok "what takes memory" says 'AFI 16397 SAFI 99' ctl show rib memory
ok "what is announced" says '0x0102ab' ctl network show afi 16397 safi 99
ok_within 20 "an event in JSON" grep -q \
    '"192.0.2.2": \[ { "afi": 16397, "safi": 99, "nlri": "0xbeef" } \]' \
    "$T/p/json"
ok_within 20 "and in text" grep -q \
    'announced afi 16397 safi 99 0xbeef next-hop 192.0.2.2 ' "$T/p/text"
ok_within 20 "its End-of-RIB" grep -q 'route eor 16397/99' "$T/p/text"
ok "commands show it" says 'afi 16397 safi 99 0xbeef' \
    ctl api show adj-rib in afi 16397 safi 99
ok "of any SAFI" says '0xbeef' ctl api show adj-rib in afi 16397
ok "and not another" exits 1 ctl api show adj-rib in afi 9 safi 9

ok "bgpctl announces" ctl network add afi 16397 safi 99 0xc0de reason test
ok_within 20 "with next hop self" \
    says 'afi 16397 safi 99 0xc0de +192.0.2.1 ' far_ctl show rib
ok "a program announces" ctl api announce afi 16397 safi 99 0xcafe \
    next-hop 192.0.2.9
ok_within 20 "it is there" says '0xcafe' far_ctl show rib
ok "and one with another next hop" ctl api announce afi 16397 safi 99 0xcaff \
    next-hop 0x0102030405
ok_within 20 "is there with it" says '0xcaff +0x0102030405 ' far_ctl show rib
ok "octets that are an address are to be one" \
    says 'next-hop: 4 octets are an address: write 192.0.2.9$' \
    ctl api announce afi 16397 safi 99 0x01 next-hop 0xc0000209
ok "End-of-RIB can be sent" ctl api announce eor afi 16397 safi 99
ok "a refresh asked for" ctl api announce route-refresh afi 16397 safi 99
ok "a family that nobody has" exits 1 ctl network add afi 9 safi 9 0x01
ok "says so" says 'afi 9 safi 9: no neighbor has that family' \
    ctl network add afi 9 safi 9 0x01
ok "a path identifier" says 'path-information: afi 16397 safi 99 routes' \
    ctl api announce afi 16397 safi 99 0x01 next-hop 192.0.2.9 \
    path-information 1
ok "one that has words, by number" \
    ctl network add afi 1 safi 1 198.51.100.0/24
ok_within 20 "is just that" says '198.51.100.0/24' far_ctl show rib

# --- engines that die, and a family more ------------------------------------

rde_pid=$(pgrep -x -P "$herald_pid" bgpd-rde)
kill -KILL "$rde_pid"
ok_within 20 "a new route engine has what was injected" \
    says '0xc0de' ctl network show
ok_within 20 "and gets what they announce" \
    says '0xbeef' ctl show rib afi 16397 safi 99
ok_within 20 "they still hold ours" says '0xcafe' far_ctl show rib
ok_within 20 "with its next hop" says '0xcaff +0x0102030405 ' \
    far_ctl show rib
ok_within 20 "as the new engine has it" says '0xcaff +0x0102030405' \
    ctl network show

sleep 2
far_ctl -j show neighbor 192.0.2.1 > "$T/before.json"
near 'afi 16397 safi 98; afi 1 safi 200;' 'safi 98 0xd00d next-hop self;'
ok "two families more, for another neighbour" ctl reload
ok_within 20 "one of them is announced" says 'afi 16397 safi 98 0xd00d' \
    ctl network show
sleep 1
far_ctl -j show neighbor 192.0.2.1 > "$T/after.json"
ok "the session between the two has stayed" python3 - "$T" <<'EOF'
import json, sys
a, b = (json.load(open("%s/%s.json" % (sys.argv[1], n)))["neighbors"][0]
        for n in ("before", "after"))
print(a["last_updown_sec"], b["last_updown_sec"])
sys.exit(not (b["state"] == "Established" and
              b["last_updown_sec"] > a["last_updown_sec"]))
EOF
ok "with its routes" says '0xbeef' ctl show rib afi 16397 safi 99
ok "and theirs" says '0xff00' far_ctl show rib

near
ok "two families less" ctl reload
kill -KILL "$(pgrep -x -P "$herald_pid" bgpd-rde)"
ok_within 20 "what was injected is still of its family" \
    says 'afi 16397 safi 99 0xc0de' ctl network show
near 'afi 1 safi 200; afi 16397 safi 98;' 'safi 98 0xd00d next-hop self;'
ok "both again, in another order" ctl reload
ok_within 20 "mean what they meant" says 'afi 16397 safi 98 0xd00d' \
    ctl network show

# What is only tried leaves no trace.
for n in 100 120; do
	near "$(for i in $(seq $n $((n + 12))); do
		echo "afi 16397 safi $i;"; done)" "safi $n 0xd00d next-hop self;"
	ok "a trial of as many as there may be" \
	    says '1 route would be added' ctl reload -n
	ok "another one" ctl reload -n
done
ok "they are not there" says 'no neighbor has that family' \
    ctl network add afi 16397 safi 100 0x01
near "$(for i in 1 2 3 4 5 6 7 8 9 10 11 12 13; do
	echo "afi 300 safi $i;"; done)"
ok "all rows" ctl reload
near 'afi 301 safi 1;'
ok "one more is refused" exits 1 ctl reload
ok "and why" says '20:57: afi 301 safi 1: there are 16 families by number' \
    ctl reload
ok "what was in force is" says '0xbeef' ctl show rib afi 16397 safi 99

ok "stops when asked" stop_herald
kill -TERM "$far_pid"
wait "$far_pid"
finish
