#!/bin/sh
# SPDX-License-Identifier: ISC
# Engines crash while they read what a neighbour sends: the second time it is
# held down, until somebody says otherwise, and nobody else notices.  Engines
# are stopped where they read, as the parent's memory shows, and then aborted.
. "$(dirname "$0")/lib.sh"
two_hosts
for n in 11 130 131; do
	ip -n peer addr add "192.0.2.$n/24" dev v-peer
done
: "${herald_pid:=0}"

neighbor() {
	cat <<EOF
neighbor $1 {
	description "$2";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	$3
	family { ipv4 unicast; }
	capability { route-refresh; graceful-restart 120; }
	static { route 198.51.100.0/24 next-hop self; }
}
EOF
}
{
	neighbor 192.0.2.2 bird ""
	neighbor 192.0.2.11 chatter "passive; hold-time 90;"
	neighbor 192.0.2.128/25 many "passive;"
} > "$T/bgpd.conf"
cat > "$T/bird.conf" <<EOF
router id 192.0.2.2;
protocol device {}
protocol static { ipv4; route 10.1.0.0/16 blackhole; }
protocol bgp herald {
	local 192.0.2.2 as 64497;
	neighbor 192.0.2.1 as 64496;
	strict bind;
	connect delay time 1; connect retry time 1; error wait time 1, 2;
	graceful restart on;
	ipv4 { import all; export where source = RTS_STATIC; };
}
EOF
chatter_at() {
	at_peer python3 "$(dirname "$0")/chatter.py" 192.0.2.1 "192.0.2.$1" \
	    >> "$T/chatter$1" 2>&1 &
}
heard() {	# N LINE
	[ "$(tail -1 "$T/chatter$1")" = "$2" ]
}

engine_pid() {
	pgrep -P "$herald_pid" -x "$1"
}
cat > "$T/stop.py" <<'EOF'
# stop.py PARENT ENGINE ADDRESS: stops it where it reads what that one sent, as
# the parent's memory shows, and prints its pid.
import os, random, signal, socket, sys, time

parent, engine = int(sys.argv[1]), sys.argv[2]
address = socket.inet_aton(sys.argv[3])


def status(pid):
    """Name, state, parent."""
    with open(f"/proc/{pid}/stat") as f:
        name, rest = f.read().rsplit(")", 1)
    return name.split("(", 1)[1], *rest.split()[:2]


def engines():
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            name, state, above = status(pid)
        except OSError:
            continue
        if name == engine and int(above) == parent and state not in "ZX":
            yield int(pid)


def reads():
    """What it has noted is a number and the address of a neighbour."""
    where = f"/proc/{parent}/fd/"
    for fd in os.listdir(where):
        if f"herald-position-{engine} " in os.readlink(where + fd):
            with open(where + fd, "rb") as f:
                noted = f.read(20)
            return noted[:2] != b"\0\0" and noted[16:] == address
    return False


end = time.monotonic() + 120
while time.monotonic() < end:
    for pid in engines():
        try:
            os.kill(pid, signal.SIGSTOP)
            while status(pid)[1] not in "TZX":
                time.sleep(0.001)
            if reads():
                print(pid)
                sys.exit()
            os.kill(pid, signal.SIGCONT)
        except OSError:
            pass		# it has died meanwhile
    time.sleep(random.uniform(0, 0.02))
sys.exit("it never read that")
EOF
# stop_reading ENGINE ADDRESS: $pid stands still while it reads what that sent.
stop_reading() {
	pid=$(python3 "$T/stop.py" "$herald_pid" "$1" "$2")
}
# end_reading ENGINE ADDRESS SIGNAL: it dies of that then and there.
end_reading() {
	stop_reading "$1" "$2" || return 1
	kill "-$3" "$pid"
	kill -CONT "$pid"
	within 20 [ ! -e "/proc/$pid" ]
}
logged() {
	grep -q -E -- "$1" "$T/herald.log"
}
logged_times() {	# COUNT PATTERN
	[ "$(grep -c -E -- "$2" "$T/herald.log")" = "$1" ]
}
answers() {
	ctl show rib memory && ctl show neighbor
}
is_held() {	# ADDRESS HOW
	ctl show neighbor "$1" > "$T/shown"
	grep -q 'BGP state = Idle.*, held down' "$T/shown" && grep -q -F \
	    "Held down: its message was being read when $2; bgpctl neighbor $1 up ends that" \
	    "$T/shown"
}

chatter_route() {
	says '10.8.8.0/24' ctl show rib neighbor 192.0.2.11
}

start_bird "$T/bird.conf"
start_herald "$T/bgpd.conf"
chatter_at 11
ok_within 20 "bird is established" established 192.0.2.2
ok_within 20 "the chatter is established" established 192.0.2.11

# Deaths that nobody is to blame for.
ok "killed from outside while it reads" end_reading bgpd-rde 192.0.2.11 KILL
ok_within 20 "the route engine is back" answers
ok "that does not count" not logged 'being read'

ok "the route engine crashes while it reads" end_reading bgpd-rde 192.0.2.11 ABRT
ok_within 20 "the log says whose message it was" logged \
    'neighbor 192\.0\.2\.11 \(AS 64497\): its message was being read when bgpd-rde crashed, behind [0-9]+ others: held down if'
ok_within 20 "the route engine is back after that" answers
ok "once is not enough" not logged ': held down: '
ok_within 20 "the chatter is established still" established 192.0.2.11
ok "it crashes again" end_reading bgpd-rde 192.0.2.11 SEGV
ok_within 20 "the log says that it is held down" logged \
    '192\.0\.2\.11 \(AS 64497\): held down: its message was being read when bgpd-rde crashed twice; bgpctl neighbor 192\.0\.2\.11 up ends that'
ok_within 20 "its session ended with a Cease" grep -q 'NOTIFICATION 6/2' "$T/chatter11"
ok_within 20 "its connections are refused" heard 11 'NOTIFICATION 6/5'
ok "show neighbor says it" is_held 192.0.2.11 'bgpd-rde crashed twice'
ok "so does show" says '^chatter .* Idle \(held down\)$' ctl show
ok "and JSON" says '"held_down": *true' ctl -j show
ok "with the reason" says '"held_down_reason": *"its message was being read when bgpd-rde crashed twice;' \
    ctl -j show neighbor chatter
ok_within 20 "the route engine is back once more" answers
ok_within 20 "bird's route is there" says '10.1.0.0/16' ctl show rib
ok "bird's session stood" says 'Opens +1 +1' ctl show neighbor bird
ok "and has ours" says '198.51.100.0/24' birdc_ show route

# Neither an engine's death nor a reload of something else ends it.
kill -KILL "$(engine_pid bgpd-session)"
ok_within 20 "a new session engine: bird is established" established 192.0.2.2
ok_within 20 "the chatter is held down" is_held 192.0.2.11 'bgpd-rde crashed twice'
: > "$T/chatter11"
ok_within 20 "and refused" heard 11 'NOTIFICATION 6/5'
sed 's/description "bird"/description "bird of"/' "$T/bgpd.conf" > "$T/new" &&
    cp "$T/new" "$T/bgpd.conf"
ok "reload of another neighbour" ctl reload
ok "it is held down after that" is_held 192.0.2.11 'bgpd-rde crashed twice'

ok "neighbor up" ctl neighbor 192.0.2.11 up
ok_within 20 "lets it come back" established 192.0.2.11
ok "it is not held down any more" not says 'eld down' ctl show neighbor 192.0.2.11

# One crash of each engine; the parent has forgotten those before.
ok "the route engine crashes while it reads" end_reading bgpd-rde 192.0.2.11 ILL
ok_within 30 "what it announces is back" chatter_route
ok "and then the session engine" end_reading bgpd-session 192.0.2.11 ABRT
ok_within 20 "that is logged" logged 'being read when bgpd-session crashed, behind'
ok_within 20 "held down for both" is_held 192.0.2.11 'bgpd-session and bgpd-rde crashed'
ok_within 20 "its paths are not kept for a session" not chatter_route
ok_within 20 "those of bird are" says '10.1.0.0/16' ctl show rib
sed 's/hold-time 90/hold-time 60/' "$T/bgpd.conf" > "$T/new" &&
    cp "$T/new" "$T/bgpd.conf"
ok_within 20 "the route engine is back at last" answers
ok "reload with another configuration of it" ctl reload
ok_within 20 "ends that" established 192.0.2.11
ok "stops" stop_herald

# One of a range is held down by its address.
: > "$T/herald.log"
start_herald "$T/bgpd.conf"
chatter_at 130
ok_within 20 "one of a range is established" established 192.0.2.130
ok "it makes the route engine crash" end_reading bgpd-rde 192.0.2.130 BUS
ok_within 20 "it is established again" established 192.0.2.130
ok "twice" end_reading bgpd-rde 192.0.2.130 FPE
ok_within 20 "its address is held down" is_held 192.0.2.130 'bgpd-rde crashed twice'
ok_within 20 "and refused" heard 130 'NOTIFICATION 6/5'
ok "as one of the range" says 'Cloned' ctl show neighbor 192.0.2.130
chatter_at 131
ok_within 20 "another of the range is let in" established 192.0.2.131
ok_within 20 "the route engine is back" answers
ok "neighbor clear" ctl neighbor 192.0.2.130 clear
ok_within 20 "lets it in" established 192.0.2.130
ok "nobody else was held down" logged_times 1 ': held down: '

# An engine that does not come back from what it reads.
ok "it stands still while it reads" stop_reading bgpd-rde 192.0.2.130
ok_within 60 "an engine that hangs is killed" logged 'bgpd-rde did not answer'
ok_within 20 "and that counts" logged_times 3 '192\.0\.2\.130 .*being read when bgpd-rde crashed, behind'
ok "stops when asked" stop_herald
finish
