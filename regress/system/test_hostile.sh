#!/bin/sh
# SPDX-License-Identifier: ISC
# Neighbours that break the rules, on the wire: hostile.py has a row for each
# way, and what must come of it, noted with the message.  Then thousands of
# flaps, and what is left.
. "$(dirname "$0")/lib.sh"
here=$(dirname "$0")
two_hosts
for n in 3 4 5 6 7 8; do
	ip -n peer addr add "192.0.2.$n/24" dev v-peer
done
# neighbor N AS [CAPABILITIES [MORE]]
neighbor() {
	cat <<EOF
neighbor 192.0.2.$1 {
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as $2;
	passive true;
	family { ipv4 unicast; ipv6 unicast; }
	capability { route-refresh; add-path receive; ${3-} }
	${4-}
}
EOF
}
neighbors() {
	neighbor 2 64497
	neighbor 3 64496 "aigp enable;"
	neighbor 4 64498 "" "mp-error disable; reject-as-set true; accept-prefix-sid true;"
	neighbor 5 64499 "role rs-client;"
	neighbor 6 64500 "asn4 disable; extended-message disable;"
	neighbor 7 64501 "" "prefix-limit { ipv4 unicast 4 restart 1s; }"
	neighbor 8 64502 "graceful-restart 60;"
}
{ echo "control { read user nobody; }"; neighbors; } > "$T/bgpd.conf"
start_herald "$T/bgpd.conf"
: "${herald_pid:=0}"
begin=$(date +%s)
at_peer python3 "$here/hostile.py" "$B/bgpctl" "$T/sock" "$T/herald.log" \
    > "$T/rows" 2>&1
rows hostile.py "$T/rows"
ok "every row was run" grep -q "2000 flaps" "$T/rows"
ok "every row of the RFCs has a test that ran" \
    python3 "$here/rfc_rows.py" "$here/rfc_rows.md" "$T/rows"
ok "the log stays short" sh -c "[ \$(grep -c '192.0.2.2' $T/herald.log) -lt 400 ]"
ok "4/21 AS_TRANS of a new speaker is logged" grep -q \
    '192\.0\.2\.2 (AS 64497): odd, but taken: AS_PATH: 23456' "$T/herald.log"
ok "2.6/35 OTC 0 is logged" grep -q \
    '192\.0\.2\.5 (AS 64499): odd, but taken: OTC: AS 0' "$T/herald.log"
minutes=$((($(date +%s) - begin) / 60))
ok "2.7/10 a family not in use is logged once a minute" sh -c \
    "[ \$(grep -c '192.0.2.2.*family is not in use' $T/herald.log) -le $((minutes + 3)) ]"

# Both engines' messages in one file, which others can read.
ok "messages are written as MRT" ctl show malformed mrt "$T/bad.mrt"
ok "the same to standard output" sh -c \
    "$B/bgpctl -j -s $T/sock show malformed mrt - | cmp - $T/bad.mrt"
ctl -j show malformed > "$T/bad.json"
ctl show malformed > "$T/bad.txt"
ok "it holds what is shown" says '^[0-9]{3,} messages' \
    python3 "$here/compare_malformed.py" "$T/bad.mrt" "$T/bad.json"
# Each neighbour's block by itself; which session had path ids, says the message.
mkdir "$T/conf"
neighbors | sed 's/ add-path receive;//' |
    awk -v d="$T/conf/" '/^neighbor/ { f = d $2 } { print > f }'
ok "bgpctl explain gives the verdict of the daemon" says '^[0-9]{3,} compared, 0 diff' \
    python3 "$here/compare_explain.py" "$B/bgpctl" "$T/bad.json" "$T/conf"
ok "of both engines" sh -c "grep -q '\"engine\": \"rde\"' $T/bad.json &&
    grep -q '\"engine\": \"session\"' $T/bad.json"
ctl show malformed neighbor 192.0.2.3 mrt "$T/ibgp.mrt" > /dev/null
ok "bgpdump reads it" says \
    '^BGP4MP_ET\|[0-9]+\.[0-9]{6}\|A\|192\.0\.2\.3\|64496\|10\.9\.0\.0/24\|' \
    bgpdump -m "$T/ibgp.mrt"
ok "every line of text is a fact or octets" not grep -v -E \
    '^([0-9a-f]{38,}|[0-9T:.+-]{29} neighbor 192\.0\.2\.[2-8] \(AS 64[45][0-9]+\): [a-z-]+: .*|)$' \
    "$T/bad.txt"
ok "and all octets are there" sh -c \
    "[ \$(grep -c '^[0-9a-f]*\$' $T/bad.txt) -eq \
    \$((2 * \$(grep -c '\"serial\"' $T/bad.json))) ]"
ok "nobody is named: exit 1" exits 1 ctl show malformed neighbor 192.0.2.9

# Path ids of one prefix: bounded, and none is left out of what is shown.
python3 -c "
for i in range(300):
    for j in range(3): print('10.%d.%d.0/24 path-information %d' % (i >> 8, i & 255, j + 1))" \
    > "$T/three"
python3 -c "
for i in range(2000): print('10.200.0.0/24 path-information', i + 1)" > "$T/many"
ok "three path ids each" sh -c "$B/bgpctl -s $T/sock network bulk add < $T/three"
ok "all of them are shown" sh -c \
    "[ \$($B/bgpctl -s $T/sock show rib out neighbor 192.0.2.2 | grep -c '10\.[01]\.') -eq 900 ]"
ok "2000 of one prefix: exit 1" exits 1 sh -c \
    "$B/bgpctl -s $T/sock network bulk add < $T/many"
ok "says why" says 'at most 128 path ids' sh -c \
    "$B/bgpctl -s $T/sock network bulk add < $T/many"
ok "network show still ends" sh -c \
    "[ \$($B/bgpctl -s $T/sock network show | grep -c '10\.200\.') -eq 128 ]"
ok "flushed" ctl network flush

# Somebody who may only read takes every place that there is, twice over.
chmod 666 "$T/sock"
cat > "$T/crowd.py" <<EOF
import array, os, socket, sys, time
os.setgid(65534)
os.setuid(65534)
kept, pipes = [], []
for i in range(600):
    s = socket.socket(socket.AF_UNIX)
    s.settimeout(0.2)
    try:
        s.connect(sys.argv[1])
        for _ in range(3):
            octets, extra, _, _ = s.recvmsg(65536, 1024)
            for level, kind, data in extra:
                pipes.extend(array.array("i", data))
            if not octets or extra and len(pipes) % 2 == 0:
                break
    except OSError:
        pass
    if i % 2:
        kept.append(s)
print("crowded", len(kept), len(pipes), flush=True)
time.sleep(60)
EOF
python3 "$T/crowd.py" "$T/sock" > "$T/crowd.out" 2>&1 &
crowd=$!
ok_within 60 "a crowd of readers" grep crowded "$T/crowd.out"
cat "$T/crowd.out"
ok "root still has a place" ctl show neighbor
ok "and may act" ctl neighbor 192.0.2.2 clear
ok "and sees routes" ctl show rib
kill "$crowd"
ok "no engine died" not grep -E "ended with|Sanitizer|runtime error" "$T/herald.log"

# An engine that does not answer, and one that is new.
rde=$(pgrep -P "$herald_pid" bgpd-rde)
kill -STOP "$rde"
ok "one engine is silent: exit 3" exits 3 sh -c \
    "$B/bgpctl -j -t 3 -s $T/sock show malformed > $T/half.json 2> $T/half.err"
kill -CONT "$rde"
ok "what the other has is shown" sh -c "grep -q '\"engine\": \"session\"' $T/half.json &&
    ! grep -q '\"engine\": \"rde\"' $T/half.json"
ok "and what is missing is said" grep -q \
    'no answer from the route engine for 3 s: its messages are missing' "$T/half.err"
neighbor 2 64497 > "$T/bgpd.conf"
ok "a neighbour is removed" ctl reload
ok "what it did stays" says 'family-disable: MP_UNREACH_NLRI: malformed NLRI' \
    ctl show malformed neighbor 192.0.2.4
kill -KILL "$rde"
ok_within 20 "the route engine is started again" ctl show rib
ok "what it kept is gone" not says family-disable ctl show malformed
ok "what the other kept is not" says 'unexpected AS number: 64999' \
    ctl show malformed
ok "stops when asked" stop_herald
finish
