#!/bin/sh
# SPDX-License-Identifier: ISC
# enable-sync, end to end: an answer comes when all that the command announced
# has been written to a neighbour that is slow, not before; a session that ends
# is not waited for; other programs and their neighbours do not wait.
. "$(dirname "$0")/lib.sh"
two_hosts
HERE=$(cd "$(dirname "$0")" && pwd)
mkdir -m 777 "$T/p"
chmod 755 "$T"
# A neighbour with little room: reads only while the file "read" is there.
cat > "$T/peer.py" <<'EOF2'
import os, socket, sys, time
sys.path.insert(0, sys.argv[1])
import wire
where = sys.argv[2]
c = wire.Connection("192.0.2.2", [(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)])
c.send(wire.message(wire.OPEN, wire.open_body(64497,
       wire.usual_caps(64497) + wire.capability(185))))
c.wait(wire.OPEN)
c.send(wire.message(wire.KEEPALIVE))
octets = 0
while not os.path.exists(where + "/end"):
    c.send(wire.message(wire.KEEPALIVE))
    if not os.path.exists(where + "/read"):
        time.sleep(0.1)
        continue
    c.socket.settimeout(1)
    try:
        octets += len(c.socket.recv(65536))
    except TimeoutError:
        pass
    open(where + "/octets.new", "w").write(str(octets))
    os.rename(where + "/octets.new", where + "/octets")
c.close()
EOF2
# Says each line of a file that grows, and writes down what it is answered.
cat > "$T/p/program" <<'EOF2'
#!/bin/sh
tail -n +1 -f "$1" &
exec cat > "$1.said"
EOF2
chmod 755 "$T/p/program"
: > "$T/p/sync"
: > "$T/p/other"
cat > "$T/bird.conf" <<EOF2
router id 192.0.2.3;
protocol device {}
protocol bgp { local 192.0.2.3 as 64498; neighbor 192.0.2.1 as 64496;
	connect delay time 1; ipv4 { import all; export none; }; }
EOF2
cat > "$T/bgpd.conf" <<EOF2
process sync { run $T/p/program $T/p/sync; }
process other { run $T/p/program $T/p/other; }
neighbor 192.0.2.2 {
	router-id 192.0.2.1; local-address 192.0.2.1; passive true;
	local-as 64496; peer-as 64497; family { ipv4 unicast; }
	capability { operational; }
	api { processes [ sync ]; }
}
neighbor 192.0.2.3 {
	router-id 192.0.2.1; local-address 192.0.2.1;
	local-as 64496; peer-as 64498; family { ipv4 unicast; }
	api { processes [ sync other ]; }
}
EOF2
say() {		# PROGRAM LINE
	echo "$2" >> "$T/p/$1"
}
said() {	# PROGRAM WHAT: all of it, newlines as commas
	[ "$(tr '\n' , < "$T/p/$1.said")" = "$2" ]
}
slow_peer() {
	rm -f "$T/p/end"
	at_peer /usr/bin/python3 "$T/peer.py" "$HERE" "$T/p" &
	slow_pid=$!
}

ip -n peer addr add 192.0.2.3/24 dev v-peer
start_herald "$T/bgpd.conf"
start_bird "$T/bird.conf"
touch "$T/p/read"
slow_peer
ok_within 20 "both are established" established 192.0.2.2
ok_within 20 "both" established 192.0.2.3
say sync enable-sync
ok_within 20 "enable-sync is answered" said sync "done,"
say sync "announce route 198.51.100.0/24 next-hop self"
ok_within 20 "a neighbour that reads is not waited for long" said sync "done,done,"

rm "$T/p/read"
sleep 3
# 262,144 routes: more than all buffers on the way hold.
say sync "@1 announce route 10.0.0.0/8 next-hop self split /26"
say sync "@2 neighbor 192.0.2.3 announce route 198.51.101.0/24 next-hop self"
say sync "@3 nonsense"
say sync "@4 version"
ok_within 120 "all of it is sent to the other one" says '^262146 of 262146' \
    birdc -s "$T/bird.ctl" show route count
ok "and no answer was given" said sync "done,done,"
say other "@1 announce route 198.51.102.0/24 next-hop self"
ok_within 20 "another program does not wait" said other "@1 done,"
say other "@2 announce route 198.51.103.0/24 next-hop self sync"
ok_within 20 "nor when it asks to, for it has other neighbours" \
    said other "@1 done,@2 done,"
ok "bgpctl does, when it asks to" exits 3 ctl -t 2 api \
    announce route 198.51.104.0/24 next-hop self sync
ok "and does not for whom it does not concern" says '^done$' ctl api \
    neighbor 192.0.2.3 announce route 198.51.105.0/24 next-hop self sync
ok "no answer was given yet" said sync "done,done,"
touch "$T/p/read"
ok_within 120 "when it has read, all are, in order" said sync \
    "done,done,@1 done,@2 done,@3 error: unknown command 'nonsense'; 'help' lists them,@4 exabgp 4.2.21 (Herald 0.1),@4 done,"
ok "the octets of all routes had gone then" \
    [ "$(cat "$T/p/octets")" -gt $((262144 * 5 - 1024 * 1024)) ]

# --- a session engine that does not read --------------------------------------
ticks() {	# of the processor, that the route engine has used
	awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"
}
rde=$(pgrep -x bgpd-rde)
session=$(pgrep -x bgpd-session)
kill -STOP "$session"
awk 'BEGIN { for (i = 0; i < 6000; i++) { printf "@o%d neighbor 192.0.2.2 " \
    "announce operational asm afi ipv4 safi unicast advisory \"", i;
	for (j = 0; j < 100; j++) printf "0123456789"; printf "\"\n" } }' \
    >> "$T/p/sync"
all_wait() {	# it has said what there is room for, and is not read
	had=$(wc -l < "$T/p/sync.said")
	sleep 1
	[ "$had" -gt 1000 ] && [ "$(wc -l < "$T/p/sync.said")" -eq "$had" ]
}
ok_within 30 "commands wait for it" all_wait
ok "not all were taken" not grep -q '^@o5999 ' "$T/p/sync.said"
before=$(ticks "$rde")
sleep 2
ok "asleep" [ $(($(ticks "$rde") - before)) -lt 20 ]
kill -CONT "$session"
ok_within 30 "and go on" grep -q '^@o5999 done$' "$T/p/sync.said"

# --- a session that ends ------------------------------------------------------
rm "$T/p/read"
sleep 3
say sync "@5 withdraw route 10.0.0.0/8 split /26"
sleep 3
ok "a withdraw waits as well" not grep -q '^@5' "$T/p/sync.said"
touch "$T/p/end"
ok_within 20 "until the session ends" grep -q '^@5 done$' "$T/p/sync.said"
wait "$slow_pid"
say sync "disable-sync"
say sync "@6 announce route 198.51.100.0/24 next-hop self med 5"
ok_within 20 "disable-sync" grep -q '^@6 done$' "$T/p/sync.said"
ok "stops" stop_herald
finish
