#!/bin/sh
# SPDX-License-Identifier: ISC
# Roles and Only to Customer (RFC 9234) with BIRD, FRR and OpenBGPD: what is
# refused, what is marked, what has leaked, what is not sent.
. "$(dirname "$0")/lib.sh"
: "${herald_pid:=0}"
two_hosts
for n in 3 4; do
	ip -n peer addr add "192.0.2.$n/24" dev v-peer
done
mkdir -p "$T/vty" /run/openbgpd	# its chroot
chown frr "$T/vty"

# herald CAPABILITIES…: of the neighbours: bird, frr, openbgpd.
herald() {
	{
		echo "listen 192.0.2.1;"
		for n in 2 3 4; do
			cat <<EOF
neighbor 192.0.2.$n {
	router-id 192.0.2.1; local-address 192.0.2.1;
	local-as 64496; peer-as $((64495 + n));
	family { ipv4 unicast; ipv4 multicast; }
	capability { route-refresh; $1 }
	static {
		route 198.51.100.0/25 next-hop self;
		route 198.51.100.128/25 next-hop self otc 64510;
	}
	announce { ipv4 { multicast 203.0.113.0/25 next-hop self; } }
}
EOF
			shift
		done
	} > "$T/bgpd.conf"
	if [ "$herald_pid" -eq 0 ]; then
		start_herald "$T/bgpd.conf"
	else
		ctl reload > /dev/null
	fi
}

# bird_ LINES: of its session.
bird_() {
	cat > "$T/bird.conf" <<EOF
log "$T/bird.msg" all;
router id 192.0.2.2;
ipv4 table mtab4;
protocol device {}
protocol static s4 { ipv4;
	route 10.1.0.0/16 blackhole;
	route 10.2.0.0/16 blackhole { bgp_otc = 64511; };
}
protocol bgp herald {
	strict bind yes;
	local 192.0.2.2 as 64497;
	neighbor 192.0.2.1 as 64496;
	connect delay time 1; connect retry time 1; error wait time 1, 2;
	$1
	ipv4 { import all; export where source = RTS_STATIC; };
	ipv4 multicast { table mtab4; import all; export none; };
}
EOF
	if [ -S "$T/bird.ctl" ]; then
		birdc_ configure > /dev/null
	else
		start_bird "$T/bird.conf"
	fi
}

# FRR is a provider, OpenBGPD a peer.
cat > "$T/frr.conf" <<EOF
router bgp 64498
 bgp router-id 192.0.2.3
 no bgp ebgp-requires-policy
 no bgp network import-check
 neighbor 192.0.2.1 remote-as 64496
 neighbor 192.0.2.1 update-source 192.0.2.3
 neighbor 192.0.2.1 timers connect 1
 neighbor 192.0.2.1 local-role provider
 address-family ipv4 unicast
  network 10.3.0.0/16
 exit-address-family
EOF
chown frr "$T/frr.conf"
at_peer /usr/lib/frr/bgpd -Z -n -S -l 192.0.2.3 -f "$T/frr.conf" \
    -i "$T/frr.pid" -A 127.0.0.1 --vty_socket "$T/vty" > "$T/frr.log" 2>&1 &
frr() {
	at_peer vtysh --vty_socket "$T/vty" -d bgpd -c "$1"
}
cat > "$T/openbgpd.conf" <<EOF
AS 64499
router-id 192.0.2.4
fib-update no
socket "$T/openbgpd.sock"
listen on 192.0.2.4
network 10.4.0.0/16
neighbor 192.0.2.1 {
	remote-as 64496
	local-address 192.0.2.4
	announce policy peer
	announce IPv4 unicast
}
allow from any
allow to any
EOF
chmod 600 "$T/openbgpd.conf"
at_peer /usr/sbin/bgpd -d -f "$T/openbgpd.conf" > "$T/openbgpd.log" 2>&1 &
openbgpctl() {
	at_peer /usr/sbin/bgpctl -s "$T/openbgpd.sock" "$@"
}

# path in|out NEIGHBOUR PREFIX: what is said of it.
path() {
	ctl -j show rib "$1" neighbor "$2" | python3 -c '
import json, sys
for p in json.load(sys.stdin)["rib"]:
    if p["prefix"] == sys.argv[1]:
        print(*[k for k in ("leaked", "unsendable", "valid") if p.get(k)])
' "$3"
}
is() {
	want=$1
	shift
	got=$("$@")
	[ "$got" = "$want" ] || {
		echo "got: $got"
		return 1
	}
}

# --- we are BIRD's provider, FRR's customer, OpenBGPD's peer
bird_ 'local role customer;'
herald 'role provider; require [ role ];' 'role customer;' 'role peer;'
ok_within 20 "bird, a customer" established 192.0.2.2
ok_within 30 "frr, a provider" established 192.0.2.3
ok_within 30 "openbgpd, a peer" established 192.0.2.4

ok_within 20 "a customer gets our OTC" \
    says 'otc: 64496' birdc_ show route all 198.51.100.0/25
ok_within 20 "and that of others as it is" \
    says 'otc: 64510' birdc_ show route all 198.51.100.128/25
ok_within 20 "multicast arrives" \
    says '203.0.113.0/25' birdc_ show route all table mtab4
ok "without OTC" not says 'otc' birdc_ show route all table mtab4
ok_within 20 "a provider gets what has none" \
    says '198.51.100.0/25' frr "show bgp ipv4 unicast"
ok "unmarked" not says 'OTC|otc' \
    frr "show bgp ipv4 unicast 198.51.100.0/25"
ok "and not what has it" not says '198.51.100.128/25' \
    frr "show bgp ipv4 unicast"
ok "which is said" is "unsendable valid" path out 192.0.2.3 198.51.100.128/25
ok_within 20 "in the log too" \
    says '192.0.2.3 .*1 route cannot be sent: their OTC' cat "$T/herald.log"
ok_within 20 "a peer gets our OTC" says '198.51.100.0/25' \
    openbgpctl show rib
ok "and it is no leak to it" not says '^ *[^ ]*L[^ ]* .*198.51.100.0/25' \
    openbgpctl show rib
ok "but nothing with that of others" not says '198.51.100.128/25' \
    openbgpctl show rib

ok_within 20 "a provider's route" is "valid" path in 192.0.2.3 10.3.0.0/16
ok_within 20 "a peer's route" is "valid" path in 192.0.2.4 10.4.0.0/16
ok "the customer's" is "valid" path in 192.0.2.2 10.1.0.0/16

# --- a customer that says nothing of roles: strict, then not
bird_ ''
ok_within 30 "strict mode wants one" \
    says '192.0.2.2 .*sent NOTIFICATION: .*Role Mismatch' cat "$T/herald.log"
ok_within 20 "bird is told so" says 'Received: .*[Rr]ole' cat "$T/bird.msg"
ok "and stays away" not established 192.0.2.2
herald 'role provider;' 'role customer;' 'role peer;'
ok_within 30 "not strict" established 192.0.2.2
ok_within 20 "its route with OTC leaked" \
    is "leaked" path in 192.0.2.2 10.2.0.0/16
ok "the other did not" is "valid" path in 192.0.2.2 10.1.0.0/16
ok "which has its own filter" says '10.2.0.0/16' ctl show rib leaked
ok "and that alone" not says '10.1.0.0/16' ctl show rib leaked
ok_within 20 "the log says why" says 'route leak, not valid: OTC' cat "$T/herald.log"

# --- the wrong roles
bird_ 'local role provider;'
ok_within 30 "provider to provider" \
    says 'its role does not go with ours' ctl show malformed
ok "and no session" not established 192.0.2.2
ok "stops" stop_herald
finish
