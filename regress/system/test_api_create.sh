#!/bin/sh
# SPDX-License-Identifier: ISC
# A program that creates and deletes a neighbour as fast as it is answered: a
# reload, what one would change, and the program itself all have their turns.
. "$(dirname "$0")/lib.sh"
two_hosts
chmod 755 "$T"
mkdir -m 777 "$T/p"
cat > "$T/restless" <<'EOF2'
#!/usr/bin/python3
import os, sys
def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
    while (answer := sys.stdin.readline()).strip() not in ("done", "error"):
        if not answer:
            sys.exit()
    return answer.strip()
n = 0
while True:
    a = say("create neighbor 203.0.113.9 local-ip 192.0.2.1 local-as 64496 "
            "peer-as 64497 router-id 192.0.2.1")
    b = say("delete neighbor 203.0.113.9")
    n += a == b == "done"
    with open(sys.argv[1] + ".new", "w") as f:
        f.write("%d %s %s\n" % (n, a, b))
    os.rename(sys.argv[1] + ".new", sys.argv[1])
EOF2
chmod 755 "$T/restless"
cat > "$T/bgpd.conf" <<EOF2
process restless { run $T/restless $T/p/rounds; may create 203.0.113.0/24; }
neighbor 192.0.2.2 {
	router-id 192.0.2.1; local-address 192.0.2.1; passive true;
	local-as 64496; peer-as 64497; family { ipv4 unicast; }
	api { processes [ restless ]; }
	static { route 198.51.100.0/24 next-hop self; }
}
EOF2
rounds() {
	sed 's/ .*//' "$T/p/rounds"
}
more_rounds() {	# THAN
	[ "$(rounds)" -gt "$1" ]
}
start_herald "$T/bgpd.conf"
ok_within 20 "it goes round" more_rounds 2
for i in 1 2 3 4 5; do
	sed -i "s/198.51.*.0\/24/198.51.$i.0\/24/" "$T/bgpd.conf"
	ok "$i: what a reload would change is said" says \
	    '^1 route would be added, 0 changed, 1 removed' ctl reload -n
	had=$(rounds)
	ok "$i: a reload is done" says 'routes 1 added, 1 removed' ctl reload
	ok_within 20 "$i: and the program goes on" more_rounds "$had"
done
# Clients that ask all the time do not keep the program from its turn either.
while [ ! -e "$T/enough" ]; do
	ctl reload -n
done > "$T/asked" 2>&1 &
first=$!
while [ ! -e "$T/enough" ]; do
	ctl reload -n
done > "$T/asked.too" 2>&1 &
second=$!
ok_within 20 "one is answered" grep -q '^nothing would change' "$T/asked"
ok_within 20 "and so is the other" grep -q '^nothing would change' "$T/asked.too"
had=$(rounds)
ok_within 60 "five rounds beside them" more_rounds $((had + 5))
touch "$T/enough"
wait "$first" "$second"
ok "and they were never refused" not grep -q 'ask again' "$T/asked" "$T/asked.too"
ok "the program was answered done" says ' done done$' cat "$T/p/rounds"
ok "stops" stop_herald
finish
