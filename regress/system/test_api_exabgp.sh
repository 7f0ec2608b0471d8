#!/bin/sh
# SPDX-License-Identifier: ISC
# The same program gives the same commands to Debian's exabgp and to Herald,
# each with the same configuration and the same BIRD: the answers are equal.
. "$(dirname "$0")/lib.sh"
command -v exabgp > /dev/null || { skip "exabgp is not here"; finish; exit; }
two_hosts

cat > "$T/commands" <<'EOT'
announce route 203.0.113.0/25 next-hop 192.0.2.1
announce route 203.0.113.128/25 next-hop 192.0.2.1 med 5 community [ 64496:1 64496:2 ] as-path [ 64496 64511 ]
neighbor 192.0.2.2 announce route 198.51.100.0/24 next-hop 192.0.2.1
neighbor 192.0.2.2 local-ip 192.0.2.1 local-as 64496 announce route 198.51.101.0/24 next-hop 192.0.2.1
neighbor 192.0.2.9 announce route 198.51.102.0/24 next-hop 192.0.2.1
neighbor 192.0.2.9, neighbor 192.0.2.2 announce route 198.51.103.0/24 next-hop 192.0.2.1
neighbor 192.0.2.2 local-as 64499 announce route 198.51.104.0/24 next-hop 192.0.2.1
announce attributes next-hop 192.0.2.1 med 7 nlri 198.51.105.0/24 198.51.106.0/24
announce attribute next-hop 192.0.2.1 med 7 nlri 198.51.107.0/24
withdraw route 198.51.101.0/24 next-hop 192.0.2.1
withdraw route 198.51.109.0/24
withdraw attributes next-hop 192.0.2.1 nlri 198.51.107.0/24
announce nonsense
nonsense
announce route 198.51.110.0/24 next-hop 192.0.2.1 nonsense 5
# a comment
announce watchdog dog
withdraw watchdog dog
announce eor ipv4 unicast
announce eor ipv4 nonsense
show neighbor
show adj-rib out
show adj-rib out extensive
show adj-rib out 192.0.2.2
show neighbor summary
neighbor 192.0.2.2 teardown
neighbor 192.0.2.2 teardown x
EOT
cat > "$T/program" <<'EOT'
#!/usr/bin/python3
import os, re, select, sys, time
where = os.path.dirname(os.path.abspath(__file__))
out = open(sys.argv[1], "w")
buffer = b""
def answer():
    """Lines up to done or error; what is volatile is blotted out."""
    global buffer
    lines, end = [], time.time() + 60
    while time.time() < end:
        while b"\n" in buffer:
            line, buffer = buffer.split(b"\n", 1)
            line = re.sub(r"\d:\d\d:\d\d", "UP", line.decode().rstrip())
            line = re.sub(r"(established) +\d+ +\d+$", r"\1 N N", line)
            if line in ("done", "error"):
                return sorted(lines) + [line]
            if not re.match(r"$|neighbor \S+ (connected|up|down)", line):
                lines.append(line)     # else an event
        if select.select([0], [], [], 0.1)[0]:
            data = os.read(0, 65536)
            if not data:
                sys.exit()
            buffer += data
    return lines + ["no answer"]
while not os.path.exists(where + "/go"):
    time.sleep(0.1)
for command in open(where + "/commands"):
    sys.stdout.write(command)
    sys.stdout.flush()
    out.write("> " + command + "\n".join(answer()) + "\n")
    out.flush()
    time.sleep(0.2)
os.rename(sys.argv[1], sys.argv[1] + ".whole")
time.sleep(600)
EOT
chmod 755 "$T/program" "$T"
configuration() {	# OUTPUT WORDS
	cat <<EOT
process p { run $T/program $1; encoder text; $2 }
neighbor 192.0.2.2 {
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	family { ipv4 unicast; }
	api { processes [ p ]; }
	static { route 192.0.2.128/25 next-hop 192.0.2.1 watchdog dog; }
}
EOT
}
cat > "$T/bird.conf" <<EOT
router id 192.0.2.2;
protocol device { }
protocol bgp herald {
	local 192.0.2.2 as 64497;
	neighbor 192.0.2.1 as 64496;
	connect delay time 1;
	ipv4 { import all; export none; };
}
EOT
start_bird "$T/bird.conf"

configuration "$T/exabgp" "" > "$T/exabgp.conf"
env exabgp.daemon.user=root exabgp.daemon.drop=false exabgp.api.cli=false \
    exabgp.tcp.bind='' exabgp "$T/exabgp.conf" > "$T/exabgp.log" 2>&1 &
exabgp_pid=$!
go() {		# the session is up, and has said what it has to say
	within 60 says 192.0.2.128/25 birdc_ show route
	sleep 2
	touch "$T/go"
}
go
within 120 test -e "$T/exabgp.whole" || { tail -3 "$T/exabgp"; grep -B3 -A30 Traceback "$T/exabgp.log" | head -60; }
kill -KILL "$exabgp_pid"
wait "$exabgp_pid" 2> /dev/null
rm "$T/go"
within 60 not says 192.0.2.128/25 birdc_ show route

configuration "$T/herald" "user root;" > "$T/herald.conf"
start_herald "$T/herald.conf"
go
within 120 test -e "$T/herald.whole" || cat "$T/herald.log"

ok "the program's whole conversation is the same" \
    diff "$T/exabgp.whole" "$T/herald.whole"
ok "and has every command" [ "$(grep -c '^>' "$T/herald.whole")" -eq \
    "$(wc -l < "$T/commands")" ]
finish
