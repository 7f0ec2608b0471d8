#!/bin/sh
# SPDX-License-Identifier: ISC
# The commands of the API, through bgpctl api: what they do, what they answer,
# who may give them, and 200,000 of them as fast as they go.
. "$(dirname "$0")/lib.sh"
two_hosts
: "${herald_pid:=0}"

cat > "$T/bgpd.conf" <<CONF
control { read user nobody; inject user daemon; socket "$T/sock"; }
neighbor 192.0.2.2 {
	description "two";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	family { ipv4 unicast; ipv6 unicast; }
	static { route 198.51.100.0/24 next-hop 192.0.2.1 watchdog dog; }
}
neighbor 192.0.2.3 {
	description "three";
	router-id 192.0.2.1;
	local-as 64496;
	peer-as 64498;
	family { ipv4 unicast; }
}
CONF
cat > "$T/bird.conf" <<CONF
router id 192.0.2.2;
log "$T/bird.said" all;
protocol device { }
protocol bgp herald {
	local 192.0.2.2 as 64497;
	neighbor 192.0.2.1 as 64496;
	ipv4 { import all; export none; };
	ipv6 { import all; export none; };
}
CONF
start_bird "$T/bird.conf"
start_herald "$T/bgpd.conf"
chmod 711 "$T"

as() {		# USER WORDS...: a command of that user
	user=$1
	shift 2
	setpriv --reuid="$user" --regid=nogroup --clear-groups \
	    "$B/bgpctl" -s "$T/sock" "$@"
}
bird_has() {	# PREFIX TEXT
	birdc_ "show route $1 all" | grep -q "$2"
}
bird_count() {
	birdc_ "show route count" |
	    grep -q "^$1 of $1 routes for $1 networks in table master4"
}
out() {		# NEIGHBOR: prefixes that are to be sent
	ctl -n show rib out neighbor "$1" | awk '$2 ~ /^N/ { print $3 }'
}
is_out() {	# NEIGHBOR PREFIX...
	n=$1
	shift
	[ "$(out "$n" | tr '\n' ' ')" = "$(echo "$@" | tr -s ' ') " ]
}

ok_within 20 "the session is up" bird_has 198.51.100.0/24 64496

# --- routes -------------------------------------------------------------------

ok "announce" says '^done$' \
    ctl api announce route 203.0.113.0/25 next-hop 192.0.2.1 med 7
ok_within 20 "it reaches the neighbour" bird_has 203.0.113.0/25 'BGP.med: 7'
ok "it is for both" is_out 192.0.2.3 203.0.113.0/25
ok "a selector" says '^done$' \
    ctl api neighbor 192.0.2.3 announce route 203.0.113.128/25 next-hop self
ok "reached one" is_out 192.0.2.3 203.0.113.0/25 203.0.113.128/25
ok "and not the other" is_out 192.0.2.2 198.51.100.0/24 203.0.113.0/25
ok "they are bgpctl's" says '^ +0 203.0.113.128/25 ' ctl network show
ok "withdraw" says '^done$' ctl api withdraw route 203.0.113.0/25
ok_within 20 "reaches it too" not bird_has 203.0.113.0/25 64496
ok "a watchdog" says '^done$' ctl api withdraw watchdog dog
ok_within 20 "withdraws its routes" not bird_has 198.51.100.0/24 64496
ok "and back" says '^done$' ctl api announce watchdog dog
ok_within 20 "they are back" bird_has 198.51.100.0/24 64496
ok "clear" says '^done$' ctl api neighbor 192.0.2.2 clear adj-rib out
ok_within 20 "withdraws everything" not bird_has 198.51.100.0/24 64496
ok "network flush" ctl network flush
ok_within 20 "undoes it" bird_has 198.51.100.0/24 64496

# Attributes alone are for nobody's table, and cost no session.
updates() {
	ctl api show neighbor 192.0.2.2 json | sed \
	    's/.*"sent": {[^}]*"update": \([0-9]*\).*/\1/;q'
}
one_more() {
	[ "$(updates)" -eq $((had + 1)) ]
}
had=$(updates)
ok "attributes alone" says '^done$' ctl api announce attributes med 7
ok_within 20 "are one more UPDATE" one_more
ok "and no route" is_out 192.0.2.2 198.51.100.0/24
ok "the session stays" says 'established' ctl api show neighbor summary

# --- refusals -----------------------------------------------------------------

ok "an error is an exit status" exits 1 ctl api announce route 203.0.113.1/24
ok "and a reason" says 'bits behind the prefix length' \
    ctl api announce route 203.0.113.1/24 next-hop self
ok "nobody matched" says 'no such neighbor' \
    ctl api neighbor 203.0.113.9 announce route 203.0.113.0/24 \
    next-hop self
ok "with -j" says '"FAILED"' ctl -j api nonsense
ok "who may read may show" says '^done$' \
    as nobody ctl api show adj-rib in
ok "and no more" says 'permission denied' \
    as nobody ctl api announce route 203.0.113.0/24 next-hop self
ok "who may inject may announce" says '^done$' \
    as daemon ctl api announce route 203.0.113.0/24 next-hop self
ok "and no more" says 'permission denied' \
    as daemon ctl api neighbor 192.0.2.2 teardown 2

# --- what is shown ------------------------------------------------------------

ok "show adj-rib out" says \
    '^neighbor 192.0.2.2 ipv4 unicast 198.51.100.0/24 next-hop 192.0.2.1$' \
    ctl api show adj-rib out
ok "as JSON" says '^\{"192.0.2.2": \{"routes": \[\{"family": "ipv4 unicast"' \
    ctl -j api show adj-rib out
ok "help" says 'announce route PREFIX' ctl api help
ok "version" says '^exabgp 4' ctl api version

ok "show neighbor summary" says \
    '^192.0.2.2 +64497 +[0-9:]+ established +[0-9]+ +[0-9]+$' \
    ctl api show neighbor summary
ok "of one that is down" says '^192.0.2.3 +64498 +down ' \
    ctl api show neighbor 192.0.2.3 summary
ok "extensive" says '^   state  +ESTABLISHED' \
    ctl api show neighbor 192.0.2.2 extensive
ok "configuration" says 'peer-as 64497;' \
    ctl api show neighbor 192.0.2.2 configuration
ok "and JSON that is JSON" sh -c \
    "'$B/bgpctl' -s '$T/sock' -j api show neighbor | python3 -c '
import json, sys
v = json.load(sys.stdin)
sys.exit(len(v) != 2 or v[0][\"fsm\"] != \"ESTABLISHED\")'"

ok "status" says '^Uptime: 0h [0-9]+m [0-9]+s$' ctl api status
ok "with its neighbours" says \
    '^  - neighbor 192.0.2.2 local-ip .* in-open: ESTABLISHED$' \
    ctl api daemon status
ok "names the same run as ping" sh -c \
    "'$B/bgpctl' -s '$T/sock' -j api status > '$T/status'
    '$B/bgpctl' -s '$T/sock' api ping | head -n 1 > '$T/pong'
    python3 - '$T/status' '$T/pong' $herald_pid" <<EOT
import json, sys, time, uuid
status, pong = (json.loads(open(f).readline()) for f in sys.argv[1:3])
u = uuid.UUID(status["uuid"])
sys.exit(pong != {"pong": str(u), "active": True} or u.version != 4
    or u.variant != uuid.RFC_4122 or status["pid"] != int(sys.argv[3])
    or not 0 <= time.time() - status["start_time"] < 600
    or len(status["peers"]) != 2)
EOT
ok "no program, no queue" says '^no queued messages$' ctl api queue-status

# --- the daemon ---------------------------------------------------------------

ok "reload" says '^reload in progress$' ctl api reload
ok "create" says '^done$' ctl api create neighbor 192.0.2.9 \
    local-address 192.0.2.1 local-as 64496 peer-as 64510 router-id 192.0.2.1
ok "is a neighbor" says '^192.0.2.9 ' ctl api show neighbor summary
ok "delete" says '^done$' ctl api delete neighbor 192.0.2.9
ok "and it is none any more" not says '^192.0.2.9 ' \
    ctl api show neighbor summary
ok "who may inject may not" says 'permission denied' \
    as daemon ctl api delete neighbor 192.0.2.3

# --- sessions -----------------------------------------------------------------

ok "teardown" says '^done$' ctl api neighbor 192.0.2.2 teardown 2
ok_within 20 "is a Cease with that subcode" \
    grep -q 'Received: Administrative shutdown' "$T/bird.said"
again() {
	ctl api show neighbor 192.0.2.2 summary | grep -q established &&
	    [ "$(grep -c 'neighbor 192.0.2.2 (AS 64497): established' \
	    "$T/herald.log")" -eq 2 ]
}
ok_within 20 "and a new session" again
ok_within 20 "with its route" bird_has 198.51.100.0/24 64496

# --- a stream -----------------------------------------------------------------

cat > "$T/lines" <<EOT
# a comment
@a announce route 203.0.113.64/26 next-hop self
announce nonsense
@b announce route 203.0.113.64/99 next-hop self
withdraw route 203.0.113.64/26
EOT
ctl api - < "$T/lines" > "$T/answers" 2> "$T/errors"
ok "an error somewhere is the status" [ $? -eq 1 ]
ok "answers are a program's, in order" [ "$(cut -c 1-9 "$T/answers" |
    tr '\n' '|')" = "done|@a done|error|@b error:|done|" ]
ok "reasons are told by line" says '^line 3: unknown word .nonsense.' cat "$T/errors"

# 200,000 tagged lines: each is answered once, in order, and done.
awk 'BEGIN { for (i = 0; i < 200000; i++)
	printf "@%d announce route 10.%d.%d.%d/30 next-hop 192.0.2.1\n", i,
	    int(i / 16384), int(i / 64) % 256, i % 64 * 4 }' > "$T/many"
awk '{ print $1, "done" }' "$T/many" > "$T/want"
begun=$(date +%s%N)
ctl api - < "$T/many" > "$T/answers" 2>&1
ok "200,000 tagged lines" [ $? -eq 0 ]
echo "200,000 lines in $((($(date +%s%N) - begun) / 1000000)) ms"
ok "each tag once, in order" cmp "$T/answers" "$T/want"
ok_within 60 "and the neighbour has them" bird_count 200002
finish
