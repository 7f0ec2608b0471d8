# shellcheck shell=sh
# SPDX-License-Identifier: ISC
# What system tests share.  A test runs in network, mount and process
# namespaces of its own (run.sh makes them), so nothing outlives it.  This
# namespace is Herald's host, 192.0.2.1 and 2001:db8::1; the namespace "peer"
# is the neighbour's, 192.0.2.2 and 2001:db8::2.
#
# B is the build directory, T a scratch directory that run.sh removes.

if [ -z "${B-}" ] || [ -z "${T-}" ]; then
	echo "run this test with regress/system/run.sh" >&2
	exit 2
fi

failed=0
passed=0
skipped=0
herald_pid=0

# ok NAME COMMAND…: one test case.
ok() {
	name=$1
	shift
	if "$@" > "$T/case.out" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "not ok: $name"
		echo "  command: $*"
		sed 's/^/  | /' "$T/case.out" | tail -20
	fi
}

# ok_within SECONDS NAME COMMAND…: the command comes true in time.
ok_within() {
	limit=$1
	name=$2
	shift 2
	if within "$limit" "$@"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "not ok: $name (within $limit s)"
		echo "  command: $*"
		"$@" 2>&1 | tail -20 | sed 's/^/  | /'
	fi
}

within() {
	ticks=$(($1 * 10))
	shift
	while [ "$ticks" -gt 0 ]; do
		"$@" > /dev/null 2>&1 && return 0
		sleep 0.1
		ticks=$((ticks - 1))
	done
	return 1
}

not() {
	! "$@"
}

# says PATTERN COMMAND…: its output has a line that matches.
says() {
	pattern=$1
	shift
	"$@" > "$T/says.out" 2>&1
	grep -E -q -- "$pattern" "$T/says.out" || {
		cat "$T/says.out"
		return 1
	}
}

# exits STATUS COMMAND…
exits() {
	want=$1
	shift
	got=0
	"$@" || got=$?
	[ "$got" -eq "$want" ] || {
		echo "exit status $got, not $want"
		return 1
	}
}

skip() {
	skipped=$((skipped + 1))
	echo "skipped: $1"
}

# rows NAME FILE: what a helper of that name says, a case a line.
rows() {
	while read -r line; do
		case $line in
		"ok "*)	ok "${line#ok }" true ;;
		"not ok "*) ok "${line#not ok }" false ;;
		"seed "*) echo "$line" ;;
		*)	ok "$1: $line" false ;;
		esac
	done < "$2"
}

two_hosts() {
	ip link set lo up
	ip netns add peer
	ip link add v-herald type veth peer name v-peer netns peer
	ip addr add 192.0.2.1/24 dev v-herald
	ip -6 addr add 2001:db8::1/64 dev v-herald nodad
	ip link set v-herald up
	ip -n peer addr add 192.0.2.2/24 dev v-peer
	ip -n peer -6 addr add 2001:db8::2/64 dev v-peer nodad
	ip -n peer link set v-peer up
	ip -n peer link set lo up
}

at_peer() {
	ip netns exec peer "$@"
}

ctl() {
	"$B/bgpctl" -s "$T/sock" "$@"
}

# start_herald FILE: bgpd in the foreground of the background.
start_herald() {
	"$B/bgpd" -d -f "$1" -s "$T/sock" >> "$T/herald.log" 2>&1 &
	herald_pid=$!
	within 60 ctl show || {
		echo "herald did not start:"
		cat "$T/herald.log"
		exit 1
	}
}

stop_herald() {
	kill -TERM "$herald_pid"
	wait "$herald_pid"
	stopped=$?
	no_reports || stopped=1
	return "$stopped"
}

# What a sanitizer has to say, it says on stderr, so in the log: one report
# fails the test, whoever looks at the status of stop_herald.
no_reports() {
	[ -e "$T/herald.log" ] || return 0
	grep -n -A 20 -E 'runtime error|(Address|Leak|UndefinedBehavior)Sanitizer' \
	    "$T/herald.log" > "$T/reports" || return 0
	failed=$((failed + 1))
	echo "not ok: a sanitizer reported"
	sed 's/^/  | /' "$T/reports"
	: > "$T/herald.log"
	return 1
}

established() {
	ctl -j show neighbor "$1" | grep -q '"state": *"Established"'
}

start_bird() {
	at_peer bird -c "$1" -s "$T/bird.ctl" -P "$T/bird.pid" > "$T/bird.log" 2>&1
}

birdc_() {
	birdc -s "$T/bird.ctl" "$@"
}

# start_gobgp AS ADDRESS FAMILY …: a neighbour of ours at 192.0.2.1, AS 64496.
start_gobgp() {
	{
		cat <<EOF
[global.config]
as = $1
router-id = "$2"
local-address-list = ["$2"]
[[neighbors]]
[neighbors.config]
neighbor-address = "192.0.2.1"
peer-as = 64496
[neighbors.transport.config]
local-address = "$2"
EOF
		shift 2
		for f in "$@"; do
			printf '[[neighbors.afi-safis]]\n[neighbors.afi-safis.config]\n'
			echo "afi-safi-name = \"$f\""
		done
	} > "$T/gobgp.toml"
	at_peer gobgpd -f "$T/gobgp.toml" --pprof-disable \
	    > "$T/gobgp.log" 2>&1 &
}

finish() {
	no_reports
	echo "$passed passed, $failed failed, $skipped skipped"
	[ "$failed" -eq 0 ]
}
