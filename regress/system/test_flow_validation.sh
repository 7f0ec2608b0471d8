#!/bin/sh
# SPDX-License-Identifier: ISC
# Validation of received flow specification rules (RFC 8955 6, RFC 9117): BIRD
# is a customer, GoBGP a transit, and a connection of our own a controller over
# iBGP.  Routes come and go, and the configured word changes.
. "$(dirname "$0")/lib.sh"
command -v gobgpd > /dev/null || { skip "gobgpd is not here"; finish; exit; }
two_hosts
for n in 3 4; do
	ip -n peer addr add "192.0.2.$n/24" dev v-peer
done

# config WORD: of the controller
config() {
	echo "listen 192.0.2.1;"
	for n in 2:64497 3:64498 4:64496; do
		cat <<EOF
neighbor 192.0.2.${n%:*} {
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as ${n#*:};
	family {
		ipv4 unicast; ipv4 flow; ipv4 flow-vpn;
		ipv6 unicast; ipv6 flow;
	}
EOF
		[ "$n" != 4:64496 ] || echo "$1"
		echo "}"
	done
}
config "" > "$T/bgpd.conf"

bird_() {	# ROUTES
	cat > "$T/bird.conf" <<EOF
router id 192.0.2.2;
protocol device { }
flow4 table f4;
flow6 table f6;
protocol static u4 { ipv4; $1 }
protocol static u6 { ipv6; route 2001:db8:100::/48 blackhole; }
protocol static s4 {
	flow4 { table f4; };
	route flow4 { dst 203.0.113.7/32; proto = 17; };
	route flow4 { dst 203.0.113.0/24; dport = 53; };
	route flow4 { proto = 47; };
}
protocol static s6 {
	flow6 { table f6; };
	route flow6 { dst 2001:db8:100::7/128; next header 17; };
	route flow6 { dst 2001:db8:200::/48; };
}
protocol bgp herald {
	strict bind yes;
	local 192.0.2.2 as 64497;
	neighbor 192.0.2.1 as 64496;
	ipv4 { import none; export where source = RTS_STATIC; };
	ipv6 { import none; export where source = RTS_STATIC; };
	flow4 { table f4; import none; export all; };
	flow6 { table f6; import none; export all; };
}
EOF
	if [ -S "$T/bird.ctl" ]; then
		birdc_ configure > /dev/null
	else
		start_bird "$T/bird.conf"
	fi
}
start_gobgp 64498 192.0.2.3 ipv4-unicast ipv4-flowspec
gobgp_() {
	at_peer gobgp global rib "$@"
}
# Rules with an empty path, with one of another AS, and of ORIGINATOR_ID
# 10.0.0.7, which one for a route of its own has, too.
cat > "$T/controller.py" <<'EOF'
import sys
import time
from wire import *

c = Connection("192.0.2.4")
caps = b"".join(capability(1, bytes([0, a, 0, s]))
                for a, s in ((1, 1), (1, 133), (1, 134), (2, 1), (2, 133)))
caps += capability(65, u32(64496))
c.send(message(OPEN, open_body(64496, caps, ident=0xC0000204)))
c.wait(OPEN)
c.send(message(KEEPALIVE))
c.wait(KEEPALIVE)


def attrs(path_value, more=b""):
    return (attr(WK, 1, b"\0") + attr(WK, 2, path_value) +
            attr(WK, 5, u32(100)) + more)


def rule(dest, *more, rd=b"", safi=133):
    nlri = rd + b"\1" + prefix(dest)
    c.send(update(attrs(*more) +
                  reach(bytes([len(nlri)]) + nlri, b"", 1, safi)))


origin = attr(ON, 9, b"\x0a\0\0\7")
rule("203.0.113.8/32", b"")
rule("203.0.113.9/32", path(64510))
rule("198.51.100.9/32", b"", origin)
rule("203.0.113.10/32", b"", rd=u32(64496) + u32(7), safi=134)
c.send(update(attrs(b"", origin) + attr(WK, 3, b"\xc0\0\2\4"),
              nlri=prefix("198.51.100.0/24")))
while True:
    c.send(message(KEEPALIVE))
    time.sleep(10)
EOF
bird_ ""
start_herald "$T/bgpd.conf"
at_peer env PYTHONPATH="$(dirname "$0")" PYTHONDONTWRITEBYTECODE=1 \
    python3 "$T/controller.py" > "$T/controller.log" 2>&1 &
for n in 2 3 4; do
	ok_within 20 "192.0.2.$n is there" established "192.0.2.$n"
done

# A line for each rule of the neighbour: destination, verdict, why.
verdicts() {
	ctl -j show rib neighbor "192.0.2.$1" | python3 -c '
import json, sys
for p in json.load(sys.stdin)["rib"]:
    if "flow" in p.get("family", ""):
        to = p["nlri"].get("destination-ipv4", p["nlri"].get("destination-ipv6", ["any"]))
        why = p.get("infeasible", {})
        said = {True: "yes", False: "no", None: "-"}[p.get("feasible")]
        print(to[0], "not-judged" if p.get("not_judged") else said,
              *[str(why[k]) for k in ("reason", "prefix", "as") if k in why])
'
}
# has N LINE
has() {
	verdicts "$1" > "$T/verdicts"
	cat "$T/verdicts"
	grep -qx -- "$2" "$T/verdicts"
}

# of BIRD's rules of IPv4, in the order of show rib
in_order() {
	verdicts 2 | sed -n '/::/!s/ .*//p' | tr '\n' ' '
}

# --- unicast routes come ------------------------------------------------------

# of neighbour N: what show neighbor says of its rules
counted() {
	ctl show neighbor "192.0.2.$1" | sed -n 's/^  Flow rules received: //p'
}

ok_within 20 "no route" has 2 '203.0.113.7/32 no no-route'
ok "rules come in the order of RFC 8955 5.1" says \
    '^203.0.113.7/32 203.0.113.0/24 any $' in_order
ok_within 20 "no destination" has 2 'any no no-destination'
ok_within 20 "IPv6, by its own routes" has 2 '2001:db8:100::7/128/0 yes'
ok_within 20 "and without one" has 2 '2001:db8:200::/48/0 no no-route'
ok "it is marked" says '^n +N-\? flow destination-ipv4 203.0.113.7/32' \
    ctl show rib infeasible
ok "in detail" says '^    Infeasible: no unicast route covers' \
    ctl show rib IPv4 flow neighbor 192.0.2.2 detail
ok_within 20 "they are counted" says '^5, 4 infeasible$' counted 2
ok "in JSON, too" says '"flow": \{ "rules": 5, "infeasible": 4, "not_judged": 0, "counted_sec": [0-9]+ }' \
    ctl -j show neighbor 192.0.2.2
ok "a default route of transit" gobgp_ add 0.0.0.0/0
ok_within 20 "is not the customer's" has 2 \
    '203.0.113.7/32 no originator 0.0.0.0/0 64498'
bird_ "route 203.0.113.0/24 blackhole;"
ok_within 20 "its own is" has 2 '203.0.113.7/32 yes'
ok_within 20 "and so are fewer infeasible" says '^5, 2 infeasible$' counted 2
ok_within 20 "of the whole prefix, too" has 2 '203.0.113.0/24 yes'
ok "which detail says" says 'external, valid, feasible' \
    ctl show rib IPv4 flow neighbor 192.0.2.2 detail
ok "the filter leaves it out" not says '203.0.113.7' ctl show rib infeasible
ok "and keeps others" says 'flow protocol =gre' ctl show rib infeasible

# --- of others ----------------------------------------------------------------

ok "transit has part of it" gobgp_ add 203.0.113.128/25
ok_within 20 "the whole is not the customer's" has 2 \
    '203.0.113.0/24 no more-specific 203.0.113.128/25 64498'
ok "what does not hold that part is" has 2 '203.0.113.7/32 yes'
ok "no longer" gobgp_ del 203.0.113.128/25
ok_within 20 "is the whole again" has 2 '203.0.113.0/24 yes'
ok "transit has it all" gobgp_ add 203.0.113.0/24
ok_within 20 "both may be best" has 2 \
    '203.0.113.7/32 no other-as 203.0.113.0/24 64498'
ok "said in words" says 'Infeasible: AS 64498 announces 203.0.113.0/24 too' \
    ctl show rib infeasible detail
ok "no longer" gobgp_ del 203.0.113.0/24
ok_within 20 "the customer's alone" has 2 '203.0.113.7/32 yes'
ok "a rule of transit" at_peer gobgp global rib -a ipv4-flowspec add match \
    destination 203.0.113.0/26 'then' discard
ok_within 20 "for the customer" has 3 \
    '203.0.113.0/26 no originator 203.0.113.0/24 64497'
ok "one for its own" at_peer gobgp global rib -a ipv4-flowspec add match \
    destination 192.0.2.128/25 'then' discard
ok_within 20 "is feasible" has 3 '192.0.2.128/25 yes'

# --- what it does, in OpenBGPD's words -----------------------------------------

ok "an action, filtered by" says 'flow destination-ipv4 203.0.113.0/26' \
    ctl show rib ext-community flow-rate 0:0
ok "not by another rate" not says 'flow destination' \
    ctl show rib ext-community flow-rate 0:1
ok "is printed" says 'Ext. Communities: flow-rate 0:0' \
    ctl show rib ext-community flow-rate 0:0 detail

# --- over iBGP ----------------------------------------------------------------

ok_within 20 "a controller of this AS" has 4 '203.0.113.8/32 yes'
ok_within 20 "with a path of another" has 4 \
    '203.0.113.9/32 no originator 203.0.113.0/24 64497'
ok_within 20 "a rule of a VPN is not judged" has 4 '203.0.113.10/32 not-judged'
ok "nor called feasible in detail" says 'internal, valid, not judged' \
    ctl show rib afi 1 safi 134 neighbor 192.0.2.4 detail
ok_within 20 "it is told apart in the count" says '^4, 1 infeasible, 1 not judged$' \
    counted 4
ok "by default, the configuration is quiet" not says 'flow-validation' \
    "$B/bgpd" -n -f "$T/bgpd.conf"
config "flow-validation strict;" > "$T/bgpd.conf"
ok "reload: strict" ctl reload
ok_within 20 "is held to its routes" has 4 \
    '203.0.113.8/32 no originator 203.0.113.0/24 64497'
ok_within 20 "and to its ORIGINATOR_ID" has 4 '198.51.100.9/32 yes'
ok "others are as they were" has 2 '203.0.113.7/32 yes'
config "flow-validation off;" > "$T/bgpd.conf"
ok "reload: off" ctl reload
ok_within 20 "nothing is judged" has 4 '203.0.113.9/32 not-judged'
ok "which is marked" says '^[I*]*u  *N-\? flow destination-ipv4 203.0.113.9/32' \
    ctl show rib IPv4 flow neighbor 192.0.2.4
ok_within 20 "nor counted" says '^4, 4 not judged$' counted 4
ok "and the route counts as valid" not says '203.0.113.9' \
    ctl show rib neighbor 192.0.2.4 invalid
config "flow-validation as-path;" > "$T/bgpd.conf"
ok "reload: as-path" ctl reload
ok_within 20 "is the default" has 4 '203.0.113.8/32 yes'
ok "no session ended for it" not says '192.0.2.4 .*down' cat "$T/herald.log"

# --- unicast routes go --------------------------------------------------------

bird_ ""
ok_within 20 "withdrawn" has 2 '203.0.113.7/32 no originator 0.0.0.0/0 64498'
bird_ "route 203.0.113.0/24 blackhole;"
ok_within 20 "announced again" has 2 '203.0.113.7/32 yes'
ok "the session with transit ends" ctl neighbor 192.0.2.3 down
bird_ ""
ok_within 20 "and its routes with it" has 2 '203.0.113.7/32 no no-route'
ok_within 20 "which the log says" says '192.0.2.3 .*down' cat "$T/herald.log"
ok "stops when asked" stop_herald
finish
