#!/bin/sh
# SPDX-License-Identifier: ISC
# bgpctl decode, explain and encode, without a daemon: messages with and without header,
# NLRI, the three shapes, lines of standard input, the session of a
# configuration, and what is refused.
. "$(dirname "$0")/lib.sh"
m=ffffffffffffffffffffffffffffffff
u=${m}0030020000001540010100400200400304c00002014005040000006418c63364
body=0000001540010100400200400304c00002014005040000006418c63364

tool() {
	"$B/bgpctl" -s /nonexistent "$@"
}

# --- decode -------------------------------------------------------------------

# is PYTHON-EXPRESSION OF d, WORDS…: the one line is JSON of which that holds.
is() {
	tool decode "$2" "$3" "$4" "$5" > "$T/out" 2> "$T/err" || return 1
	[ ! -s "$T/err" ] || return 1
	python3 -c 'import json, sys
lines = sys.stdin.read().splitlines()
assert len(lines) == 1, lines
d = json.loads(lines[0])
assert eval(sys.argv[1]), d' "$1" < "$T/out"
}

r='d["neighbor"]["message"]["update"]["announce"]["ipv4 unicast"] == {"192.0.2.1": [{"nlri": "198.51.100.0/24"}]}'
ok "a message" is "$r" -e 6 --message "$u"
ok "an UPDATE with its header" is "$r" -e 6 --update "$u"
ok "an UPDATE without" is "$r" -e 6 --update "$body"
ok "as it is pasted" is "$r" -e 6 --update "0x0000 0x0015:40010100 400200400304C00002014005040000006418C63364"
ok "the identities are ExaBGP's" is \
    'd["neighbor"]["asn"] == {"local": 65533, "peer": 65533} and d["neighbor"]["router-id"] == "127.0.0.1" and d["neighbor"]["direction"] == "in"' \
    -e 6 --message "$u"
ok "shape 6 says so" is 'd["exabgp"] == "6.0.0"' -e 6 --message "$u"
ok "shape 5 too" is 'd["exabgp"] == "5.0.0"' -e 5 --message "$u"
ok "and 4" is 'd["exabgp"] == "4.0.1" and "router-id" not in d["neighbor"]' \
    -e 4 --message "$u"
ok "an OPEN without header" is \
    'd["type"] == "open" and d["neighbor"]["open"]["asn"] == 64497' \
    -e 6 --open 04fbf100b4c000020200
ok "a NOTIFICATION" is 'd["neighbor"]["notification"]["code"] == 6' \
    -e 6 --message "${m}0015030602"
ok "NLRI are an object a line" is 'd == {"nlri": "198.51.100.0/24"}' \
    -f "ipv4 unicast" --nlri 18c63364
ok "with path identifiers" sh -c '"$B/bgpctl" decode -i -f ipv4/unicast \
    --nlri 0000000718c63364 | grep -q "\"path-information\": \"0.0.0.7\""'

ok "with labels" is 'd == {"nlri": "198.51.100.0/24", "label": [[100, 1601]]}' \
    -f "ipv4 nlri-mpls" --nlri 30000641c63364
ok "of any family" is \
    'd["protocol"] == ["=tcp"] and d["string"] == "flow destination-ipv4 192.0.2.0/24 protocol =tcp"' \
    -f "ipv4 flow" --nlri 080118c00002038106

cat > "$T/conf" <<EOF2
neighbor 192.0.2.2 {
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	family { ipv4 unicast; }
	capability { add-path send/receive; }
}
EOF2
ok "the session of a configuration" is \
    'd["neighbor"]["asn"] == {"local": 64496, "peer": 64497} and d["neighbor"]["address"]["peer"] == "192.0.2.2"' \
    -c "$T/conf" --update "0000001540010100400200400304c0000201400504000000640000000718c63364"

# shellcheck disable=SC2059
lines() {
	printf "# two, and one that is none\n$u\n\nzz\n$u\n" |
	    tool decode - > "$T/out" 2> "$T/err"
	[ $? -eq 1 ] && [ "$(wc -l < "$T/out")" -eq 2 ] &&
	    grep -q '^bgpctl: line 4: ' "$T/err"
}

# refused WHY WORDS…: exit status 1, nothing printed, why.
refused() {
	why=$1
	shift
	tool "$@" > "$T/out" 2> "$T/err"
	[ $? -eq 1 ] && [ ! -s "$T/out" ] && grep -q "$why" "$T/err"
}

ok "a message a line" lines
ok "half an octet" refused 'half an octet at character 5' decode --update 00000
ok "a body that is not said to be one" refused 'no marker' decode "$body"
ok "a message that is cut" refused 'octets, and its header says' decode "${u%64}"
ok "an OPEN that would be refused" refused 'Unsupported Version' \
    decode --open 03fbf100b4c000020200
ok "an UPDATE that is malformed" refused 'malformed' decode --update 00000001
ok "a message of another type" refused 'its header says UPDATE' decode --open "$u"
ok "NLRI of no family" refused "needs a family" decode --nlri 18c63364
ok "NLRI that are cut" refused 'malformed NLRI at octet 4' \
    decode -f 'ipv4 unicast' --nlri 18c6336418c6
ok "a file that is not there" refused 'No such file' decode -c /nonexistent "$u"
ok "usage is exit status 2" sh -c '"$B/bgpctl" decode -e 7 00 2> /dev/null; [ $? -eq 2 ]'

# --- explain ------------------------------------------------------------------

says_line() {	# STATUS LINE WORDS…
	status=$1
	line=$2
	shift 2
	tool "$@" > "$T/out" 2> "$T/err"
	[ $? -eq "$status" ] && [ ! -s "$T/err" ] && grep -qxF -- "$line" "$T/out"
}

bad=0000001540010109400200400304c00002014005040000006418c63364
ok "a field, its octets, its place, its document" says_line 0 \
    '   16  0030                Length: 48  [RFC 4271 4.1]' explain "$u"
ok "a message that is taken" says_line 0 'outcome: taken' explain "$u"
ok "a fault at its octet" says_line 1 \
    '   26  !                         value is over 2: treat-as-withdraw  [RFC 7606 7.1]' \
    explain --update "$bad"
ok "and what comes of it" says_line 1 \
    'outcome: treat-as-withdraw: ORIGIN: value is over 2' explain --update "$bad"
ok "as the session is" says_line 1 \
    "outcome: treat-as-withdraw: AS_PATH does not begin with the neighbour's AS" \
    explain -a 64496 -z 64497 "$u"
ok "of standard input, wrapped" sh -c 'echo "$1" | fold -w 20 |
    "$B/bgpctl" explain - | grep -qx "outcome: taken"' sh "$u"
ok "in JSON" sh -c '"$B/bgpctl" -j explain --update "$1" | python3 -c "
import json, sys
d = json.load(sys.stdin)
assert d[\"outcome\"] == \"treat-as-withdraw\"
assert [f for f in d[\"fields\"] if \"fault\" in f][0][\"offset\"] == 26
last = [f for f in d[\"fields\"] if \"name\" in f][-1]
assert last[\"value\"] == \"198.51.100.0/24\" and last[\"octets\"] == \"18c63364\"
"' sh "$bad"
flow=0000001f4001010040020040050400000064800e0e0001850000080118c00002038106
ok "a rule to its operators" says_line 0 \
    '   52  81                            Operator: 0x81: end-of-list, len 1, eq  [RFC 8955 4.2.1.1]' \
    explain --update "$flow"
ok "what is no hexadecimal" refused 'no hexadecimal digit' explain xyz

# --- encode -------------------------------------------------------------------

encodes() {	# WANT WORDS…
	want=$1
	shift
	[ "$(tool encode "$@" | tr A-F a-f)" = "$want" ]
}

c='announce route 198.51.100.0/24 next-hop 192.0.2.1'
ok "a command" encodes "$u" "$c"
# shellcheck disable=SC2086
ok "in words" encodes "$u" $c
ok "without headers" encodes "$body" --no-header "$c"
ok "the NLRI alone" encodes 18c63364 -n "$c"
ok "of a session" encodes 0000000718c63364 -n -c "$T/conf" \
    "$c path-information 7"
ok "to an external neighbor" sh -c '"$B/bgpctl" encode -a 64496 -z 64497 "$1" |
    grep -q 400206020100 && ! "$B/bgpctl" encode -a 64496 -z 64497 "$1" |
    grep -q 400504' sh "$c"
ok "a command a line" sh -c '[ "$(printf "%s\n\n%s\n" "$1" "$1" |
    "$B/bgpctl" encode - | sort -u | wc -l)" -eq 1 ]' sh "$c"
ok "an OPERATIONAL message, of the neighbor's router id" encodes \
    "${m}0022060003000b000101c000020100000007" -c "$T/conf" \
    "announce operational rpcq afi ipv4 safi unicast sequence 7"
ok "it is its own inverse" sh -c '"$B/bgpctl" encode "$1" |
    "$B/bgpctl" decode - | grep -q "\"198.51.100.0/24\""' sh "$c"
ok "more than a message holds" sh -c '[ "$("$B/bgpctl" encode \
    "announce route 10.0.0.0/8 next-hop 192.0.2.1 split /18" | wc -l)" -eq 2 ]'
ok "a word that is wrong, and where" refused "character 10: unknown word 'frob'" \
    encode announce frob
# printed VALUE EXIT WORDS…: with -j that object, and nothing else.
printed() {
	want=$1
	status=$2
	shift 2
	tool -j "$@" > "$T/out" 2> "$T/err"
	[ $? -eq "$status" ] && [ ! -s "$T/err" ] && python3 -c 'import json, sys
d = json.load(sys.stdin)
assert d == eval(sys.argv[1]), d' "$want" < "$T/out"
}
ok "as JSON" printed "{'messages': ['$u'.upper()]}" 0 encode "$c"
ok "bodies as JSON" printed "{'messages': ['$body'.upper()]}" 0 \
    encode --no-header "$c"
ok "NLRI as JSON" printed "{'nlri': '18C63364'}" 0 encode -n "$c"
ok "an object a line" sh -c '[ "$(printf "%s\n%s\n" "$1" "$1" |
    "$B/bgpctl" -j encode - | grep -c "^{.*}$")" -eq 2 ]' sh "$c"
ok "what is refused as JSON" printed "{'status': 'FAILED',
    'error': 'character 16: prefix \'1\': not a prefix: ' +
    'wanted a.b.c.d/0-32 or an IPv6 address/0-128'}" 1 encode announce route 1
ok "octets that are none as JSON" printed "{'status': 'FAILED',
    'error': 'no hexadecimal digit at character 1'}" 1 decode zz
ok "a file that is not there as JSON" printed "{'status': 'FAILED',
    'error': '/nonexistent: No such file or directory'}" 1 \
    show mrt /nonexistent

# --- wrong usage, with -j -----------------------------------------------------

# misused WHY WORDS…: exit 2, the object on standard output, a message beside it.
misused() {
	want=$1
	shift
	"$B/bgpctl" "$@" > "$T/out" 2> "$T/err"
	[ $? -eq 2 ] && [ -s "$T/err" ] &&
	    python3 -c 'import json, sys
d = json.load(sys.stdin)
assert d == {"status": "FAILED", "error": sys.argv[1]}, d' "$want" < "$T/out"
}
ok "an unknown word" misused "unknown argument: frob" -j show frob
ok "a missing one" misused "missing argument" -j network add
ok "none at all" misused "a command is missing" -j
ok "one of help" misused "unknown argument: frob" -j help frob
ok "an unknown option, before -j too" misused "-Z: unknown option" -Z -j show
ok "an option without its argument" misused "-s: an argument is missing" -j -s
ok "a time that is none" misused "-t: seconds, 1 to 86400" -j -t 0 show
ok "a reload that means to ask" misused \
    "to tell only what a reload would change, write 'reload -n'" -jn reload
quiet() {
	[ -z "$("$B/bgpctl" "$@" 2> /dev/null)" ]
}
ok "without -j, nothing on standard output" quiet show frob
ok "nothing in the place of an MRT file" quiet -j show malformed mrt - frob
finish
