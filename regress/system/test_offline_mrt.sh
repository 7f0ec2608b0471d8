#!/bin/sh
# SPDX-License-Identifier: ISC
# bgpctl show mrt without a daemon: line for line what bgpdump -m says of the
# project's own samples, plain and compressed, and of every file in MRT_DIR
# when it is set; JSON of the schema; filters; files that are cut or are none.
. "$(dirname "$0")/lib.sh"
here=$(cd "$(dirname "$0")" && pwd)
mkdir "$T/mrt"
python3 "$here/../tools/make_mrt.py" "$T/mrt"
for f in table_dump table_dump_v2 updates_as2 updates_as4; do
	gzip -k "$T/mrt/$f"
	bzip2 -k "$T/mrt/$f"
done

mrt() {
	"$B/bgpctl" -s /nonexistent show mrt "$@"
}

as_bgpdump() {
	bgpdump -m "$1" > "$T/want" 2> /dev/null
	mrt "$1" > "$T/got" 2> "$T/err"
	rc=$?
	[ -s "$T/want" ] && cmp "$T/want" "$T/got"
}

for f in "$T"/mrt/* ${MRT_DIR:+"$MRT_DIR"/*}; do
	name=$(basename "$f")
	ok "$name: bgpctl show mrt equals bgpdump -m" as_bgpdump "$f"
	case "$name" in
	cut* | bview*)
		ok "$name: a cut file is exit status 1" [ "$rc" -eq 1 ]
		ok "$name: and is said to be" grep -q 'whole records: ' "$T/err"
		;;
	*)
		ok "$name: exit status 0" [ "$rc" -eq 0 ]
		ok "$name: and nothing on standard error" not [ -s "$T/err" ]
		;;
	esac
done

# --- JSON ---------------------------------------------------------------------

as_schema() {
	"$B/bgpctl" -j show mrt "$1" > "$T/json" 2> /dev/null
	python3 "$here/mrt_schema.py" "$here/../../etc/schema/mrt.json" \
	    "$(grep -c . "$T/want")" < "$T/json"
}

for f in "$T"/mrt/*.gz; do
	bgpdump -m "$f" > "$T/want" 2> /dev/null
	ok "$(basename "$f"): -j is of its schema, and as many routes" as_schema "$f"
done

# --- families that bgpdump leaves out ------------------------------------------

python3 "$here/../tools/make_mrt_families.py" > "$T/families"

its_lines() {	# the family's word in front of what is no prefix
	mrt "$T/families" > "$T/got" 2> "$T/err" || return 1
	cat > "$T/want" << 'EOF'
TABLE_DUMP2|B|mpls-vpn 198.51.100.0/24 label 1000 rd 65000:1|64497
TABLE_DUMP2|B|afi 16397 safi 99 0x000102|64497
TABLE_DUMP2_AP|B|afi 16397 safi 99 0x000102|5
BGP4MP|A|mpls-vpn 198.51.100.0/24 label 1000 rd 65000:1|64497
BGP4MP|W|mpls-vpn 198.51.100.0/24 rd 65000:1
BGP4MP|A|evpn multicast rd 192.0.2.1:7 ethernet-tag 0 ip 192.0.2.1|64497
BGP4MP|A|flow destination-ipv4 192.0.2.0/24|64497
BGP4MP|A|afi 16397 safi 99 0x0102|64497
BGP4MP|W|afi 16397 safi 99 0x0102
TABLE_DUMP2|B|afi 16397 safi 99 0x03|64497
TABLE_DUMP2|B|flow destination-ipv4 192.0.2.0/24|64497
EOF
	cut -d'|' -f1,3,6,7 "$T/got" | cmp - "$T/want" && not [ -s "$T/err" ]
}

as_decoded() {	# nlri of -j: what decode says of the same octets
	"$B/bgpctl" -j show mrt "$T/families" > "$T/json" || return 1
	python3 - "$B/bgpctl" "$T/json" << 'EOF'
import json, subprocess, sys
def once(pairs):
    assert len(dict(pairs)) == len(pairs), pairs
    return dict(pairs)

lines = [json.loads(line, object_pairs_hook=once) for line in
         open(sys.argv[2])]
told = [v for v in lines if v["event"] in ("route", "announce", "withdraw")]
assert len(told) == 11, told
for v in told[:1] + told[3:4] + told[5:8]:
    family, octets = {
        "IPv4 vpn": ("ipv4 mpls-vpn", "70003e810000fde800000001c63364"),
        "EVPN": ("l2vpn evpn", "03110001c0000201000700000000 20 c0000201"),
        "IPv4 flowspec": ("ipv4 flow", "050118c00002"),
        "AFI 16397 SAFI 99": ("afi 16397 safi 99", "0102"),
    }[v["family"]]
    want = json.loads(subprocess.check_output([sys.argv[1], "decode", "-f",
        family, "--nlri", octets]))
    assert v["nlri"] == want, (v["nlri"], want)
assert told[1]["nlri"] == {"afi": 16397, "safi": 99, "nlri": "0x000102"}
assert told[2]["path_id"] == 5 and told[2]["nlri"] == told[1]["nlri"]
assert told[7]["exit_nexthop"] == "0x0a0b0c", told[7]
assert [v["exit_nexthop"] for v in told[8:10] if "exit_nexthop" in v] == \
    ["0x0a0b0c"], told[8:]
assert told[4]["nlri"] == {"nlri": "198.51.100.0/24", "rd": "65000:1"}
EOF
}

ok "families that bgpdump leaves out: their words" its_lines
ok "and with -j the object that decode prints" as_decoded
ok "which is of the schema" as_schema "$T/families"
ok "detail names them" sh -c '"$B/bgpctl" show mrt "$1" detail | grep -q \
    "^BGP routing table entry for afi 16397 safi 99 0x000102 "' sh "$T/families"

# --- filters ------------------------------------------------------------------

u=$T/mrt/updates_as4
mrt "$u" > "$T/all"

some=$(cut -d'|' -f12 "$T/all" | grep -o '^[0-9]*:[0-9]*' | head -1)

same() {	# AWK-CONDITION FILTER...
	awk -F'|' "$1" "$T/all" > "$T/want"
	shift
	mrt "$u" "$@" > "$T/got"
	[ -s "$T/want" ] && cmp "$T/want" "$T/got"
}

# shellcheck disable=SC2016
{
ok "neighbor" same '$4 == "198.51.100.2"' neighbor 198.51.100.2
ok "peer-as" same '$7 ~ /^64498( |$)/' peer-as 64498
ok "as" same '$7 ~ /(^|[ {,])64500([ },]|$)/' as 64500
ok "prefix" same '$6 == "11.0.0.0/24"' 11.0.0.0/24
ok "prefix or-longer" same '$6 ~ /^1[23]\./' 12.0.0.0/7 or-longer
ok "community" same '(" " $12 " ") ~ / '"$some"' /' community "$some"
ok "family" same '1' IPv4
}
ok "no match is exit status 1" not mrt "$u" IPv6
ok "and is said" sh -c '"$B/bgpctl" show mrt "$1" IPv6 2>&1 |
    grep -q "no matching route"' sh "$u"
ok "the peers of a table" sh -c '[ "$("$B/bgpctl" show mrt "$1" peers |
    grep -c "10\.0\.0\.[12]$")" -eq 2 ]' sh "$T/mrt/table_dump_v2"
ok "detail" sh -c '"$B/bgpctl" show mrt "$1" detail |
    grep -q "^    Large Communities: 64496:1:2$"' sh "$u"
ok "ssv: a route a line" sh -c '[ "$("$B/bgpctl" show mrt "$1" ssv |
    wc -l)" -eq "$(wc -l < "$2")" ]' sh "$u" "$T/all"

# --- what is not such a file --------------------------------------------------

piped() {
	mrt - < "$u" | cmp - "$T/all" && "$B/bgpctl" show mrt file - < "$u" |
	    cmp - "$T/all"
}

bomb() {	# a thousand times as large: exit status 1 and little memory
	head -c 300000000 /dev/zero | gzip > "$T/bomb"
	python3 -c 'import resource, subprocess, sys
rc = subprocess.run(sys.argv[1:], stdout=-3, stderr=-3).returncode
most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(rc, most)
sys.exit(rc != 1 or most > 150000)' "$B/bgpctl" show mrt "$T/bomb"
}

ok "standard input" piped
ok "text is no MRT file" not mrt "$0"
ok "a directory is none" not mrt /
ok "a file that is not there" not mrt /nonexistent
ok "what becomes large is not held in memory" bomb
printf '\0\0\0\0\0\15\0\2\1\377\377\377' > "$T/long"
ok "a record longer than what comes" not mrt "$T/long"

leaves() {	# more lines than a pipe holds
	{ mrt "$u"; echo $? > "$T/status"; } | head -1 > /dev/null
	[ "$(cat "$T/status")" -eq 0 ]
}

ok "a reader that leaves is no failure" leaves
finish
