#!/bin/sh
# SPDX-License-Identifier: ISC
# What /proc says of the processes: ids, groups, capabilities, no_new_privs,
# not dumpable, an empty root; and that a killed engine comes back.
. "$(dirname "$0")/lib.sh"
two_hosts
cat > "$T/bgpd.conf" <<EOF
neighbor 192.0.2.2 {
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	family { ipv4 unicast; }
	static { route 198.51.100.0/24 next-hop self; }
}
EOF
cat > "$T/bird.conf" <<EOF
router id 192.0.2.2;
protocol device {}
protocol static { ipv4; route 10.1.0.0/16 blackhole; }
protocol bgp { local as 64497; neighbor 192.0.2.1 as 64496;
	connect delay time 1; error wait time 1, 2;
	ipv4 { import all; export where source = RTS_STATIC; }; }
EOF
start_bird "$T/bird.conf"
start_herald "$T/bgpd.conf"
: "${herald_pid:=0}"

child() {
	for p in $(pgrep -P "$herald_pid"); do
		case "$(tr '\0' ' ' < "/proc/$p/cmdline")" in
		*"$1"*) echo "$p"; return ;;
		esac
	done
}
status() {
	sed -n "s/^$2:[[:space:]]*//p" "/proc/$1/status" | tr '\t' ' '
}
field() {	# PID NAME PATTERN
	status "$1" "$2" | grep -E -q -x -- "$3" || { status "$1" "$2"; return 1; }
}
empty_dir() {
	[ -d "$1" ] && [ -z "$(ls -A "$1")" ]
}

ok_within 20 "established" established 192.0.2.2
for engine in bgpd-session bgpd-rde; do
	pid=$(child $engine)
	ok "$engine runs" [ -n "$pid" ]
	ok "$engine: one unprivileged uid" sh -c \
	    "set -- \$(sed -n 's/^Uid:[[:space:]]*//p' /proc/$pid/status); [ \$1 -ne 0 ] && [ \$1 = \$2 ] && [ \$2 = \$3 ] && [ \$3 = \$4 ]"
	ok "$engine: one unprivileged gid" sh -c \
	    "set -- \$(sed -n 's/^Gid:[[:space:]]*//p' /proc/$pid/status); [ \$1 -ne 0 ] && [ \$1 = \$2 ] && [ \$2 = \$3 ]"
	ok "$engine: at most that group" sh -c \
	    "[ \$(sed -n 's/^Groups:[[:space:]]*//p' /proc/$pid/status | wc -w) -le 1 ]"
	for set in CapInh CapPrm CapEff CapBnd CapAmb; do
		ok "$engine: $set empty" field "$pid" $set '0+'
	done
	ok "$engine: no_new_privs" field "$pid" NoNewPrivs 1
	ok "$engine: an empty root" empty_dir "/proc/$pid/root/"
	ok "$engine: not dumpable (its /proc is root's)" sh -c \
	    "[ \$(stat -c %u /proc/$pid/environ) -eq 0 ]"
	ok "$engine: no core" sh -c \
	    "grep -q '^Max core file size *0 ' /proc/$pid/limits"
done
ok "the two run as two users" [ "$(status "$(child bgpd-session)" Uid)" != \
    "$(status "$(child bgpd-rde)" Uid)" ]
# The bits of parent/caps.c, and no other.
beside() {
	left=$((0x$(status "$1" "$2") & ~0x435eb))
	[ "$left" -eq 0 ] || { printf '%s: also %x\n' "$2" "$left"; return 1; }
}
for set in CapPrm CapEff CapBnd; do
	ok "the parent has no capability but its own: $set" beside "$herald_pid" $set
done
# What is not a link (a Unix socket), nor memory, nor of the loop; standard
# error is the daemon's.
foreign() {
	for fd in "/proc/$1/fd"/*; do
		[ "${fd##*/}" -ne 2 ] || continue
		what=$(readlink "$fd") || continue
		case $what in
		/dev/null|anon_inode:*|/memfd:*|pipe:*)
			;;
		socket:*)
			inode=${what#socket:[} inode=${inode%]}
			grep -q " $inode\( \|\$\)" /proc/net/unix || echo "$what"
			;;
		*)	echo "$what" ;;
		esac
	done
}
nothing_foreign() {
	foreign "$1" > "$T/foreign"
	[ ! -s "$T/foreign" ] || { cat "$T/foreign"; return 1; }
}
ok "no descriptor in the route engine but links and memory" \
    nothing_foreign "$(child bgpd-rde)"
ok "the session engine has one of a neighbour, so that is seen" \
    not nothing_foreign "$(child bgpd-session)"

old=$(child bgpd-rde)
kill -9 "$old"
ok_within 20 "a killed route engine is started again" sh -c \
    "$B/bgpctl -s $T/sock show rib out neighbor 192.0.2.2 | grep -q 198.51.100.0/24"
ok "by another process" [ "$(child bgpd-rde)" != "$old" ]
ok_within 20 "with its session" established 192.0.2.2
ok_within 20 "bird has the route" says '198.51.100.0/24' birdc_ show route
old=$(child bgpd-session)
kill -9 "$old"
ok_within 20 "a killed session engine comes back with sessions" established 192.0.2.2
ok_within 20 "and routes" says '198.51.100.0/24' birdc_ show route
ok_within 20 "and what bird announces" says '10.1.0.0/16' ctl show rib
ok "the parent lived" kill -0 "$herald_pid"
ok "stops when asked" stop_herald
ok "the socket is gone" [ ! -e "$T/sock" ]
finish
