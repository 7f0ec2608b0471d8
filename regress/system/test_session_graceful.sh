#!/bin/sh
# SPDX-License-Identifier: ISC
# Graceful notifications (RFC 8538) with GoBGP: an expired hold timer and a
# reset keep routes on both sides, a hard reset does not.
. "$(dirname "$0")/lib.sh"
two_hosts

cat > "$T/bgpd.conf" <<EOF
neighbor 192.0.2.2 {
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	hold-time 6;
	family { ipv4 unicast; }
	capability { graceful-restart 120; graceful-notification; }
	static { route 198.51.100.0/24 next-hop self; }
}
EOF
cat > "$T/gobgp.toml" <<EOF
[global.config]
as = 64497
router-id = "192.0.2.2"
local-address-list = ["192.0.2.2"]
[[neighbors]]
[neighbors.config]
neighbor-address = "192.0.2.1"
peer-as = 64496
[neighbors.timers.config]
connect-retry = 1
idle-hold-time-after-reset = 1
hold-time = 6
keepalive-interval = 2
[neighbors.transport.config]
local-address = "192.0.2.2"
[neighbors.graceful-restart.config]
enabled = true
notification-enabled = true
restart-time = 120
[[neighbors.afi-safis]]
[neighbors.afi-safis.config]
afi-safi-name = "ipv4-unicast"
[neighbors.afi-safis.mp-graceful-restart.config]
enabled = true
EOF
at_peer gobgpd -f "$T/gobgp.toml" --pprof-disable > "$T/gobgp.log" 2>&1 &
gobgpd=$!
gobgp_() {
	at_peer gobgp "$@"
}
within 60 gobgp_ global
gobgp_ global rib add 10.4.0.0/16 > /dev/null 2>&1
start_herald "$T/bgpd.conf"
stale() {
	says '^[*IA]*S[^ ]* .*10\.4\.0\.0/16' ctl show rib
}

ok_within 30 "established" established 192.0.2.2
ok "graceful notification is agreed" says 'graceful notification' ctl show neighbor 192.0.2.2
ok_within 20 "routes come" says '10.4.0.0/16' ctl show rib
ok_within 20 "routes go" says '198.51.100.0/24' gobgp_ global rib

pid=$(pgrep -P "$gobgpd" gobgpd || echo "$gobgpd")
kill -STOP "$pid"
ok_within 40 "a silent neighbour runs into the hold timer" \
    says 'Hold Timer Expired' ctl show neighbor 192.0.2.2
ok_within 20 "and its routes are kept, stale" stale
kill -CONT "$pid"
sleep 1
ok "so are ours there" says '198.51.100.0/24' gobgp_ global rib
ok_within 40 "it comes back" established 192.0.2.2
ok_within 20 "its routes are not stale any more" not stale
ok "they are there" says '10.4.0.0/16' ctl show rib

ok "neighbor clear" ctl neighbor 192.0.2.2 clear
ok "keeps its routes" says '10.4.0.0/16' ctl show rib
ok "and ours there" says '198.51.100.0/24' gobgp_ global rib
ok_within 40 "it comes back" established 192.0.2.2
ok_within 20 "with its routes" not stale

ok "neighbor down" ctl neighbor 192.0.2.2 down "for good"
ok_within 20 "is a hard reset" says 'Hard Reset .Cease, Administrative Shutdown' ctl show neighbor 192.0.2.2
ok_within 20 "our routes are gone there" not says '198.51.100.0/24' gobgp_ global rib
ok_within 20 "and theirs here" not says '10.4.0.0/16' ctl show rib
ok "neighbor up" ctl neighbor 192.0.2.2 up
ok_within 40 "it comes back" established 192.0.2.2
ok_within 20 "with our routes" says '198.51.100.0/24' gobgp_ global rib
ok_within 20 "and theirs" says '10.4.0.0/16' ctl show rib

ok "bgpctl shutdown" ctl shutdown
ok_within 20 "is for good: our routes are gone there" not says '198.51.100.0/24' gobgp_ global rib
wait "${herald_pid:?}"
finish
