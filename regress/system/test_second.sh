#!/bin/sh
# SPDX-License-Identifier: ISC
# A second decoder (second.py), written from the RFCs: what is encoded is read
# by it, and what it makes of random fields is decoded, shown in words and
# withdrawn: every family and attribute, also where nothing at hand speaks it.
. "$(dirname "$0")/lib.sh"
here=$(dirname "$0")

python3 "$here/second_test.py" "$B/bgpctl" > "$T/rows" 2>&1
rows second_test.py "$T/rows"
ok "every family was tried" grep -q '^ok all families' "$T/rows"

two_hosts
cat > "$T/bgpd.conf" <<EOF2
listen 192.0.2.1;
neighbor 192.0.2.2 {
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64496;
	passive true;
	family { all; }
}
EOF2
start_herald "$T/bgpd.conf"
at_peer python3 "$here/second_test.py" "$B/bgpctl" live "$T/sock" \
    > "$T/rows" 2>&1
rows second_test.py "$T/rows"
ok "every family was sent" grep -q '^ok all families' "$T/rows"
ok "stops when asked" stop_herald
finish
