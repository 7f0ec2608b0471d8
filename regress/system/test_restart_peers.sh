#!/bin/sh
# SPDX-License-Identifier: ISC
# An engine dies (kill -9) with many routes announced to FRR and GoBGP, which
# help a restarting speaker (RFC 4724): they never lose a route.  FRR gets all
# of them again between BoRR and EoRR when the route engine dies; GoBGP has no
# RFC 7313 and its session is restarted.  ROUTES says how many are injected.
. "$(dirname "$0")/lib.sh"
two_hosts
: "${ROUTES:=100000}"
ip -n peer addr add 192.0.2.3/24 dev v-peer
mkdir "$T/vty"
chown frr "$T/vty"

neighbor() {
	cat <<EOF2
neighbor 192.0.2.$1 {
	description "$2";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as $((64495 + $1));
	family { ipv4 unicast; }
	capability { route-refresh; graceful-restart 120; }
}
EOF2
}
{
	neighbor 2 frr
	neighbor 3 gobgp
} > "$T/bgpd.conf"
cat > "$T/frr.conf" <<EOF2
router bgp 64497
 bgp router-id 192.0.2.2
 no bgp ebgp-requires-policy
 bgp graceful-restart
 neighbor 192.0.2.1 remote-as 64496
 neighbor 192.0.2.1 update-source 192.0.2.2
 neighbor 192.0.2.1 timers connect 1
EOF2
chown frr "$T/frr.conf"
at_peer /usr/lib/frr/bgpd -Z -n -S -l 192.0.2.2 -f "$T/frr.conf" \
    -i "$T/frr.pid" -A 127.0.0.1 --vty_socket "$T/vty" > "$T/frr.log" 2>&1 &
cat > "$T/gobgp.toml" <<EOF2
[global.config]
as = 64498
router-id = "192.0.2.3"
local-address-list = ["192.0.2.3"]
[[neighbors]]
[neighbors.config]
neighbor-address = "192.0.2.1"
peer-as = 64496
[neighbors.timers.config]
connect-retry = 1
idle-hold-time-after-reset = 1
[neighbors.transport.config]
local-address = "192.0.2.3"
[neighbors.graceful-restart.config]
enabled = true
restart-time = 120
[[neighbors.afi-safis]]
[neighbors.afi-safis.config]
afi-safi-name = "ipv4-unicast"
[neighbors.afi-safis.mp-graceful-restart.config]
enabled = true
EOF2
at_peer gobgpd -f "$T/gobgp.toml" --pprof-disable -l error \
    > "$T/gobgp.log" 2>&1 &
within 60 at_peer gobgp global

frr_count() {
	at_peer vtysh --vty_socket "$T/vty" -d bgpd -c 'show bgp ipv4 unicast statistics json' |
	    sed -n 's/.*"totalAdvertisements":\([0-9]*\).*/\1/p'
}

gobgp_count() {
	at_peer gobgp global rib summary |
	    sed -n 's/.*Path: *\([0-9]*\).*/\1/p'
}

frr_has_none() {
	[ "$(frr_count)" = 0 ]
}

has() {
	[ "$("$1_count")" = "$ROUTES" ]
}

# watch WHO: how many it has, time and again, until watch_ends.
watch() {
	while [ -e "$T/watching" ]; do
		"$1_count" >> "$T/counts.$1"
		sleep 0.2
	done
}

watch_begins() {
	: > "$T/watching"
	watch frr &
	frr_watcher=$!
	watch gobgp &
	gobgp_watcher=$!
	sleep 1
}

watch_ends() {
	rm "$T/watching"
	wait "$frr_watcher" "$gobgp_watcher"
}

watched() {
	[ "$(wc -l < "$T/counts.frr")" -gt 5 ] &&
	    [ "$(wc -l < "$T/counts.gobgp")" -gt 5 ]
}

another_than() {	# ENGINE PID
	[ "$(pgrep -x "$1")" != "$2" ] && ctl show rib memory &&
	    ctl show neighbor
}

# lost_none WHO: watched all the time, and always all.
lost_none() {
	[ "$(sort -n "$T/counts.$1" | head -1)" = "$ROUTES" ]
}

start_herald "$T/bgpd.conf"
ok_within 20 "frr: established" established 192.0.2.2
ok_within 60 "gobgp: established" established 192.0.2.3
awk -v n="$ROUTES" 'BEGIN { for (i = 0; i < n; i++)
    printf "%d.%d.%d.0/24\n", 10 + int(i / 65536),
    int(i / 256) % 256, i % 256 }' > "$T/routes"
ok "routes are injected" ctl network bulk add med 5 < "$T/routes"
ok_within 60 "frr has all" has frr
ok_within 60 "gobgp has all" has gobgp

for engine in bgpd-rde bgpd-session; do
	: > "$T/counts.frr"
	: > "$T/counts.gobgp"
	watch_begins
	old=$(pgrep -x "$engine")
	kill -9 "$old"
	ok_within 20 "$engine killed: another one" another_than "$engine" "$old"
	sleep 1
	ok_within 60 "$engine killed: frr: established" established 192.0.2.2
	ok_within 180 "$engine killed: gobgp: established" established 192.0.2.3
	sleep 4
	ok_within 60 "$engine killed: both are watched" watched
	watch_ends
	ok "$engine killed: frr lost none" lost_none frr
	ok "$engine killed: gobgp lost none" lost_none gobgp
done
ok_within 60 "frr takes a withdraw afterwards" ctl network flush
ok_within 60 "frr: all gone" frr_has_none
ok "stops" stop_herald
finish
