# shellcheck shell=sh
# SPDX-License-Identifier: ISC
# replay_mrt FILE: a session for each MRT peer, from its own address, and the
# Adj-RIB-In compared with bgpdump.  Sourced after lib.sh and two_hosts.

mrt_conf() {
	while read -r addr as _ add_path first _; do
		case "$addr" in
		*:*) local=2001:db8::1 ;;
		*) local=192.0.2.1 ;;
		esac
		cat <<EOF
neighbor $addr {
	router-id 192.0.2.1;
	local-address $local;
	local-as 64496;
	peer-as $as;
	passive true;
	family { ipv4 unicast; ipv4 multicast; ipv6 unicast; ipv6 multicast; }
	capability {
		$([ "$add_path" = 0 ] || echo "add-path receive;")
		$([ "$first" = 0 ] || echo "role rs-client;")
	}
}
EOF
	done
}

replay_mrt() {
	file=$1
	mrt=$(basename "$file")
	"$B/regress/mrt_replay" -l "$file" > "$T/peers" 2> /dev/null
	mrt_conf < "$T/peers" > "$T/mrt.conf"
	while read -r addr _; do
		case "$addr" in
		*:*) bits=128 via="2001:db8::2" ;;
		*) bits=32 via="192.0.2.2" ;;
		esac
		ip -n peer addr add "$addr/$bits" dev lo nodad 2> /dev/null ||
		    ip -n peer addr add "$addr/$bits" dev lo
		ip route replace "$addr/$bits" via "$via"
	done < "$T/peers"
	start_herald "$T/mrt.conf"
	mkfifo "$T/hold"
	at_peer "$B/regress/mrt_replay" -t 100 -r 192.0.2.1 -R 2001:db8::1 \
	    "$file" < "$T/hold" > "$T/replay.out" 2> "$T/replay.err" &
	replay_pid=$!
	exec 9> "$T/hold"
	ok_within 100 "$mrt: everything is sent" grep -q sent "$T/replay.out"
	ok_within 30 "$mrt: everything is taken" quiet
	bgpdump -m "$file" > "$T/expected" 2> /dev/null
	# shellcheck disable=SC2016
	ok "$mrt: Adj-RIB-In equals bgpdump" sh -c \
	    '"$B/bgpctl" -t 60 -s "$T/sock" -j show rib detail |
	    python3 "$0/compare_mrt.py" "$T/expected"' "$(dirname "$0")"
	exec 9>&-
	wait "$replay_pid" || true
	ok "$mrt: no session was reset" not grep -q 'session is gone' "$T/replay.err"
	stop_herald
	rm -f "$T/hold"
}

# What both engines count stands still for two seconds.
counted() {
	ctl -j show neighbor | grep -o -E '"(updates|received)": [0-9]+' | cksum
}
quiet() {
	before=$(counted)
	sleep 2
	[ "$before" = "$(counted)" ]
}
