# shellcheck shell=sh
# SPDX-License-Identifier: ISC
# Tests of programs source this behind lib.sh.  UNDER says whose programs they
# are: of exabgp, Debian's, or of herald.
under=${UNDER:-exabgp}
: "${herald_pid:=0}"
daemon_pid=0
daemon_log=$T/$under.log

# for_daemon FILE: exabgp reads none of Herald's words.
for_daemon() {
	[ "$under" = herald ] ||
	    sed -i -e '/^	user /d' -e '/^	on-exit /d' "$1"
}

# start_daemon FILE: what it and its programs say is in daemon_log.
start_daemon() {
	: > "$daemon_log"
	if [ "$under" = herald ]; then
		start_herald "$1"
		daemon_pid=$herald_pid
		return
	fi
	env exabgp.daemon.user=root exabgp.daemon.drop=false \
	    exabgp.api.cli=false exabgp.tcp.bind= exabgp "$1" \
	    >> "$daemon_log" 2>&1 &
	daemon_pid=$!
}

stop_daemon() {
	if [ "$under" = herald ]; then
		stop_herald
		return
	fi
	kill -TERM "$daemon_pid"
	wait "$daemon_pid" 2> /dev/null
}
