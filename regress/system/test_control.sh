#!/bin/sh
# SPDX-License-Identifier: ISC
# Who may do what over the control socket and when that ends; how a start in
# the background is told; and that JSON has the keys that OpenBGPD's has.
. "$(dirname "$0")/lib.sh"
: "${herald_pid:=0}"
two_hosts
command -v setpriv > /dev/null || { skip "setpriv is not here"; finish; exit; }
cp "$B/bgpctl" "$T/bgpctl"
chmod 755 "$T/bgpctl"
reader=65534
injector=60001
stranger=60002

as() {	# UID WORDS...: bgpctl of that user
	uid=$1
	shift
	setpriv --reuid="$uid" --regid=65534 --clear-groups \
	    "$T/bgpctl" -s "$T/sock" "$@"
}
configuration() {	# CONTROL-RULES
	cat <<EOF
control { socket $T/sock; $1 }
neighbor 192.0.2.2 {
	description "bird";
	router-id 192.0.2.1;
	local-address 192.0.2.1;
	local-as 64496;
	peer-as 64497;
	family { ipv4 unicast; }
	capability { route-refresh; }
	static { route 198.51.100.0/24 next-hop self community [ 64496:1 ]; }
}
EOF
}
configuration "read user $reader; inject user $injector;" > "$T/bgpd.conf"
cat > "$T/bird.conf" <<EOF
router id 192.0.2.2;
protocol device {}
protocol static { ipv4; route 10.1.0.0/16 blackhole {
	bgp_community.add((64497,1)); bgp_large_community.add((64497,1,1));
	bgp_ext_community.add((rt,64497,7)); bgp_med = 5; }; }
protocol bgp { local 192.0.2.2 as 64497; neighbor 192.0.2.1 as 64496;
	connect delay time 1; connect retry time 1; error wait time 1, 2;
	ipv4 { import all; export where source = RTS_STATIC; }; }
EOF
start_bird "$T/bird.conf"

# --- the start in the background -----------------------------------------------

start() {	# FILE
	"$B/bgpd" -f "$1" -s "$T/sock"
}
echo "neighbor 192.0.2.2 { colour blue; }" > "$T/wrong.conf"
ok "a start that fails returns 1" exits 1 start "$T/wrong.conf"
ok "and says why" says "wrong.conf:1:[0-9]+: .*colour" start "$T/wrong.conf"
ok "and leaves no socket" [ ! -e "$T/sock" ]
ok "a start that succeeds returns 0" exits 0 start "$T/bgpd.conf"
ok "when it can be asked" ctl show
ok "a second daemon does not start" exits 1 start "$T/bgpd.conf"
ok "and says why" says 'bgpd.*sock' start "$T/bgpd.conf"
ok "the first goes on" ctl show
ok "it is stopped by bgpctl" ctl shutdown
ok_within 20 "and ends" [ ! -e "$T/sock" ]

# --- roles ----------------------------------------------------------------------

start_herald "$T/bgpd.conf"
ok "read: show" as $reader show
ok "read: show neighbor" as $reader show neighbor
ok "read: show rib out" as $reader show rib out
ok "read: network show" as $reader network show
ok "read: not network add" exits 1 as $reader network add 198.51.101.0/24
ok "which says so" says 'permission denied' as $reader network add 198.51.101.0/24
ok "read: not network flush" exits 1 as $reader network flush
ok "read: not reload" exits 1 as $reader reload
ok "nothing was added" not says '198.51.101.0' ctl network show
ok "inject: show" as $injector show
ok "inject: network add" as $injector network add 198.51.102.0/24
ok "inject: network delete" as $injector network delete 198.51.102.0/24
ok "inject: not neighbor clear" exits 1 as $injector neighbor 192.0.2.2 clear
ok "inject: not reload" exits 1 as $injector reload
ok "which says what is missing" says 'operate' as $injector reload
ok "inject: not log" exits 1 as $injector log verbose
ok "inject: not shutdown" exits 1 as $injector shutdown
ok "others: nothing" not as $stranger show
ok "which says so" says 'permission denied' as $stranger show
ok "a stranger is refused, there is a daemon" exits 1 as $stranger show
ok "with -j too" says '"error": *".*permission denied' as $stranger -j show
ok "the daemon lives" ctl show

# A client that has its pipes already loses them.
mkfifo "$T/lines"
as $injector network bulk add < "$T/lines" > "$T/bulk.out" 2>&1 &
bulk=$!
exec 9> "$T/lines"
seq -f '198.51.103.%g/32' 1 250 >&9
ok_within 20 "a client injects" says '198.51.103.250' ctl network show
configuration "read user $reader; read user $injector;" > "$T/bgpd.conf"
ok "a reload that takes a role away" ctl reload
ok "inject: no more" exits 1 as $injector network add 198.51.104.0/24
ok "but read" as $injector show
echo 198.51.105.0/24 >&9
exec 9>&-
wait $bulk
ok "who was connected has lost its pipes" [ $? -ne 0 ]
ok "and added nothing since" not says '198.51.105.0' ctl network show
configuration "" > "$T/bgpd.conf"
ok "a reload without rules" ctl reload
ok "read: no more" not as $reader show

# --- keys of JSON ---------------------------------------------------------------

cat > "$T/keys.py" <<'EOF'
# Each line of the file: a path, and keys that stand there; of a list its first.
import json, sys

def at(v, path):
    for name in path.split("."):
        v = v[name]
        if isinstance(v, list):
            v = v[0]
    return v

doc = json.load(sys.stdin)
wrong = 0
for line in open(sys.argv[1]):
    path, _, keys = line.partition(":")
    try:
        have = at(doc, path.strip())
        missing = [k for k in keys.split() if k not in have]
    except (KeyError, IndexError, TypeError) as e:
        missing = [repr(e)]
    if missing:
        wrong = 1
        print(path, "lacks", *missing)
sys.exit(wrong)
EOF
has_keys() {	# NAME WORDS...
	keys=$1
	shift
	ctl -j "$@" > "$T/doc.json" &&
	    python3 "$T/keys.py" "$T/$keys.keys" < "$T/doc.json"
}
cat > "$T/summary.keys" <<'EOF'
neighbors: remote_as description remote_addr bgpid state last_updown last_updown_sec
EOF
cat > "$T/neighbor.keys" <<'EOF'
neighbors: remote_as description remote_addr bgpid state last_updown last_updown_sec config stats session
neighbors.config: template cloned passive down multihop ttl_security holdtime min_holdtime capabilities
neighbors.config.capabilities: as4byte refresh enhanced_refresh extended_message multiprotocol
neighbors.stats: last_read last_read_sec last_write last_write_sec prefixes message update route-refresh queue
neighbors.stats.prefixes: sent received
neighbors.stats.message.sent: open notifications updates keepalives route_refresh total
neighbors.stats.message.received: open notifications updates keepalives route_refresh total
neighbors.stats.update.sent: updates withdraws eor
neighbors.stats.update.received: updates withdraws eor
neighbors.stats.update.pending: updates withdraws
neighbors.stats.route-refresh.sent: request borr eorr
neighbors.stats.route-refresh.received: request borr eorr
neighbors.stats.queue: count size
neighbors.stats.queue.count: rib_entry ibuf_queue
neighbors.stats.queue.size: ibuf_queue
neighbors.session: holdtime keepalive local remote capabilities remote_role local_role
neighbors.session.local: address port capabilities
neighbors.session.remote: address port capabilities
neighbors.session.capabilities: as4byte refresh enhanced_refresh extended_message multiprotocol
EOF
echo 'neighbors.timers: name due' > "$T/timers.keys"
cat > "$T/rib.keys" <<'EOF'
rib: prefix aspath exit_nexthop true_nexthop neighbor valid source ovs avs origin metric localpref weight dmetric last_update last_update_sec communities large_communities extended_communities
rib.neighbor: description remote_addr bgp_id
EOF
cat > "$T/out.keys" <<'EOF'
rib: prefix aspath exit_nexthop true_nexthop neighbor valid source announced ovs avs origin metric localpref weight dmetric last_update last_update_sec communities
rib.neighbor: description remote_addr bgp_id
EOF
echo 'fib: prefix priority origin used_by_nexthop blackhole reject nexthop' \
    > "$T/network.keys"
cat > "$T/memory.keys" <<'EOF'
memory.total: size
memory.IPv4 unicast: count size
EOF
echo 'neighbors: nothing' > "$T/none.keys"
ok_within 20 "established" established 192.0.2.2
ok_within 20 "a route came" says '10.1.0.0/16' ctl show rib
ok "keys of show" has_keys summary show
ok "keys of show neighbor" has_keys neighbor show neighbor
ok "keys of show neighbor timers" has_keys timers show neighbor bird timers
ok "keys of show rib detail" has_keys rib show rib detail
ok "keys of show rib out detail" has_keys out show rib out detail
ok "keys of network show" has_keys network network show
ok "keys of show rib memory" has_keys memory show rib memory
ok "remote_as is a string" says '"remote_as": *"64497"' ctl -j show
ok "a neighbour of another AS is external" says '"source": *"external"' ctl -j show rib
ok "a key that is not there is missed" not has_keys none show

ok "stops when asked" stop_herald
finish
