#!/bin/sh
# SPDX-License-Identifier: ISC
# Somebody has taken an engine over and talks nonsense to its sibling, or
# nothing any more: neither may live on without the other, and the daemon is
# whole again.  A hand of ours in the stream between them says the nonsense.
. "$(dirname "$0")/lib.sh"
: "${herald_pid:=0}"
two_hosts

cat > "$T/hand.py" <<'EOF'
# hand.py PID WHAT: does that to the end that PID has of the siblings' stream.
import ctypes, os, socket, sys

ENGINE_LINK_FD, PIDFD_GETFD = 3, 438
pid, what = int(sys.argv[1]), sys.argv[2]
pidfd = os.pidfd_open(pid)
libc = ctypes.CDLL(None, use_errno=True)
for name in os.listdir(f"/proc/{pid}/fd"):
    if int(name) == ENGINE_LINK_FD or \
            not os.readlink(f"/proc/{pid}/fd/{name}").startswith("socket:"):
        continue
    fd = libc.syscall(PIDFD_GETFD, pidfd, int(name), 0)
    if fd == -1:
        sys.exit(os.strerror(ctypes.get_errno()))
    s = socket.socket(fileno=fd)
    if s.family != socket.AF_UNIX:
        continue
    if what == "part":
        s.shutdown(socket.SHUT_RDWR)
    else:
        s.send(b"\xff" * 64)
    sys.exit(0)
sys.exit("no such stream")
EOF
cat > "$T/bgpd.conf" <<EOF
neighbor 192.0.2.2 {
	router-id 192.0.2.1; local-address 192.0.2.1;
	local-as 64496; peer-as 64497;
	family { ipv4 unicast; }
	capability { route-refresh; graceful-restart 120; }
	static { route 198.51.100.0/24 next-hop self; }
}
EOF
cat > "$T/bird.conf" <<EOF
router id 192.0.2.2;
protocol device {}
protocol static { ipv4; route 10.1.0.0/16 blackhole; }
protocol bgp herald { local 192.0.2.2 as 64497; neighbor 192.0.2.1 as 64496;
	connect delay time 1; connect retry time 1; error wait time 1, 2;
	ipv4 { import all; export where source = RTS_STATIC; }; }
EOF
start_bird "$T/bird.conf"
start_herald "$T/bgpd.conf"
heard() { says '10\.1\.0\.0/16' ctl show rib; }
sees() { birdc_ show route protocol herald | grep -q "$1"; }
ok_within 20 "its routes are here" heard
ok_within 20 "and ours there" sees '198\.51\.100\.0/24'

added=0
whole() {	# NAME
	ok_within 20 "$1: both answer" ctl show rib
	added=$((added + 1))
	ok_within 20 "$1: networks are taken" ctl network add "203.0.113.$added/32"
	ok_within 20 "$1: and reach the neighbour" sees "203\.0\.113\.$added/32"
	ok_within 20 "$1: its routes are here" heard
}
nonsense_of() {	# ENGINE, its SIBLING
	victim=$(pgrep -x "$1")
	other=$(pgrep -x "$2")
	ok "$1 speaks nonsense" python3 "$T/hand.py" "$victim" nonsense
	ok_within 20 "$1 begins anew" not kill -0 "$victim"
	ok "$2 lives" kill -0 "$other"
	ok "who spoke nonsense is named" \
	    grep -q "$1 broke the protocol" "$T/herald.log"
	whole "nonsense of $1"
}
nonsense_of bgpd-rde bgpd-session
nonsense_of bgpd-session bgpd-rde

# Who has left whom cannot be seen from outside; one of them has to go.
engines() { pgrep 'bgpd-' | tr '\n' ' '; }
before=$(engines)
anew() { [ "$before" != "$(engines)" ]; }
ok "the stream ends without a word" \
    python3 "$T/hand.py" "$(pgrep -x bgpd-rde)" part
ok_within 20 "one begins anew" anew
whole "apart"

ok "it stops as asked" stop_herald
finish
