#!/bin/sh
# SPDX-License-Identifier: ISC
# ExaBGP's own healthcheck, in Python, as a program of Herald.
. "$(dirname "$0")/lib.sh"
two_hosts
cat > "$T/bird.conf" <<EOF
router id 192.0.2.2;
protocol device {}
protocol bgp { local as 64497; neighbor 192.0.2.1 as 64496; passive;
	ipv4 { import all; export none; }; }
EOF
cat > "$T/hc" <<EOF
#!/bin/sh
exec /usr/bin/python3 -m exabgp healthcheck --cmd 'test -e $T/ok' \\
    --ip 198.51.100.1/32 --no-ip-setup --next-hop 192.0.2.1 --interval 0.5 \\
    --fast-interval 0.2 --rise 2 --fall 2 --up-metric 7 --down-metric 900 \\
    --community 64496:1 --no-syslog
EOF
chmod 755 "$T" "$T/hc"
cat > "$T/bgpd.conf" <<EOF
process hc {
	run $T/hc;
	encoder text;
}
neighbor 192.0.2.2 {
	router-id 192.0.2.1; local-address 192.0.2.1;
	local-as 64496; peer-as 64497;
	family { ipv4 unicast; }
	api { processes [ hc ]; }
}
EOF

has_med() {
	says "BGP.med: $1\$" birdc_ show route all 198.51.100.1/32
}
start_bird "$T/bird.conf"
: > "$T/ok"
start_herald "$T/bgpd.conf"
ok_within 20 "up: the neighbour has the route" has_med 7
ok_within 20 "with its community" says '\(64496,1\)' birdc_ show route all 198.51.100.1/32
rm "$T/ok"
ok_within 20 "down: another metric" has_med 900
: > "$T/ok"
ok_within 20 "up again" has_med 7
hc=$(ctl -j show process hc | sed -n 's/.*"pid": *\([0-9]*\).*/\1/p')
ok "it was never started again" says '"starts": *1\b' ctl -j show process hc
kill -TERM "$hc"
ok_within 20 "its end is in the log" grep -q '^bgpd: program hc ended' "$T/herald.log"
ok_within 20 "and it is started again" has_med 7
stop_herald
ok_within 20 "it does not outlive the daemon" not pgrep -f "healthcheck --cmd test -e $T/ok"
finish
