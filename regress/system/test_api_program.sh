#!/bin/sh
# SPDX-License-Identifier: ISC
# What programs may do wrong, and must not be punished for, end to end: 200,000
# lines before one answer is read, lines of odd octets, a line of more than
# 1 MiB, a death in the middle of a line.
. "$(dirname "$0")/lib.sh"
two_hosts
MANY=200000
mkdir -m 777 "$T/p"
chmod 755 "$T"
cat > "$T/p/many" <<EOF
#!/usr/bin/python3
# Writes all, and reads then.
import sys, threading
n = $MANY
sys.stdout.write("".join(
    "@%d announce route 10.%d.%d.%d/32 next-hop 192.0.2.1\n"
    % (i, i >> 16, i >> 8 & 255, i & 255) for i in range(n)))
sys.stdout.flush()
at, bad = 0, ""
for line in sys.stdin:
    if line != "@%d done\n" % at:
        bad = bad or "%d: %r" % (at, line)
    at += 1
    if at == n:
        break
open("$T/p/many.said", "w").write("%d answers %s\n" % (at, bad))
for line in sys.stdin:
    pass
EOF
cat > "$T/p/odd" <<'EOF'
#!/usr/bin/python3
# A line after the other, an answer after each.
import sys
out = open(sys.argv[1], "w")
for line in (b"\0", b"announce route 198.51.100.0/24\0 next-hop 192.0.2.1",
             b"\x1b[31mversion\x1b[0m", b"\xff\xfe announce", b"@\xff version",
             b"announce route 198.51.100.0/24 next-hop 192.0.2.1\r",
             b"x" * 1000000,
             b"announce route 198.51.101.0/24 next-hop 192.0.2.1"):
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.flush()
    print(repr(sys.stdin.readline()), file=out, flush=True)
for line in sys.stdin:
    pass
EOF
cat > "$T/p/long" <<'EOF'
#!/usr/bin/python3
import sys, time
sys.stdout.write("announce route 203.0.113.0/24 next-hop 192.0.2.1\n")
sys.stdout.write("announce route 203.0.114.0/24 next-hop 192.0.2.1 " + " " * (1 << 20))
sys.stdout.flush()
time.sleep(1000)
EOF
cat > "$T/p/half" <<'EOF'
#!/bin/sh
printf 'announce route 203.0.115.0/24 next-hop 192.0.2.1\nannounce route 203.0.116.0/24 next-hop 192.0.2.1'
kill -9 $$
EOF
chmod 755 "$T"/p/*
cat > "$T/bird.conf" <<EOF
router id 192.0.2.2;
protocol device {}
protocol bgp { local as 64497; neighbor 192.0.2.1 as 64496; passive;
	ipv4 { import all; export none; }; }
EOF
cat > "$T/bgpd.conf" <<EOF
process many { run $T/p/many; }
process odd { run $T/p/odd $T/p/odd.said; }
process long { run $T/p/long; respawn false; }
process half { run $T/p/half; respawn false; }
neighbor 192.0.2.2 {
	router-id 192.0.2.1; local-address 192.0.2.1;
	local-as 64496; peer-as 64497;
	family { ipv4 unicast; }
	api { processes [ many odd long half ]; }
}
EOF
said() {	# NUMBER REGEX
	sed -n "$1p" "$T/p/odd.said" | grep -qE "$2"
}
logs() {
	grep -qE "$1" "$T/herald.log"
}
start_bird "$T/bird.conf"
start_herald "$T/bgpd.conf"
ok_within 120 "$MANY answers, in order" grep -q "^$MANY answers \$" "$T/p/many.said"
ok_within 60 "and as many routes" says "^$((MANY + 4)) of " birdc_ show route count
ok_within 20 "every odd line has an answer" [ -s "$T/p/odd.said" ]
ok_within 20 "and the last is done" said 8 '^.done'
for i in 1 2 3 4 5 7; do
	ok "odd line $i: error" said "$i" 'error'
done
ok "a carriage return is white space" said 6 '^.done'
ok_within 20 "a line of more than 1 MiB ends its program" logs \
    '^bgpd: program long: it wrote too long a line'
ok "what stood before it holds" says 203.0.113.0/24 birdc_ show route 203.0.113.0/24
ok "the line itself is nothing" not says 203.0.114.0/24 birdc_ show route
ok "nor is half a line" not says 203.0.116.0/24 birdc_ show route
ok "a whole one before it is" says 203.0.115.0/24 birdc_ show route 203.0.115.0/24
ok "no session went down" [ "$(grep -c ': down: ' "$T/herald.log")" -eq 0 ]
stop_herald
finish
