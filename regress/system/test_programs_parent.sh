#!/bin/sh
# SPDX-License-Identifier: ISC
# Programs as the parent sees to them: what they begin with, how they end, and
# that none of them can do harm.
. "$(dirname "$0")/lib.sh"
two_hosts
: "${herald_pid:=0}"
GUARD="neighbor 192.0.2.2 { router-id 192.0.2.1; local-address 192.0.2.1; local-as 64496; peer-as 64497; passive true; }"

# program NAME: a shell script on standard input.
program() {
	{ echo '#!/bin/sh'; cat; } > "$T/$1"
	chmod 755 "$T/$1"
}
conf() {
	{ cat; echo "$GUARD"; } > "$T/bgpd.conf"
}
value() {	# NAME KEY of show process -j
	ctl -j show process "$1" | python3 -c '
import json, sys
print(json.load(sys.stdin)["processes"][0].get(sys.argv[1], ""))' "$2"
}
is() {		# NAME KEY PATTERN
	value "$1" "$2" | grep -E -q -x -- "$3" || { value "$1" "$2"; return 1; }
}
pid_of() {
	value "$1" pid
}
logged() {
	grep -E -q -- "$1" "$T/herald.log"
}
status() {	# PID FIELD PATTERN
	sed -n "s/^$2:[[:space:]]*//p" "/proc/$1/status" | tr '\t' ' ' |
	    grep -E -q -x -- "$3" || { grep "^$2:" "/proc/$1/status"; return 1; }
}
gone() {
	[ ! -e "/proc/$1" ] || grep -q '^State:[[:space:]]*Z' "/proc/$1/status"
}
# What the stubborn one has started.
sleepers() {
	pgrep -x -f 'sleep 1234'
}

program quiet <<'EOS'
echo "started with $# words: $*" >&2
exec sleep 1000
EOS
program stubborn <<'EOS'
trap '' TERM
echo "up $$" >&2
sleep 1234 &
while :; do sleep 1; done
EOS
program dies <<'EOS'
echo "oh dear" >&2
exit 3
EOS
program once <<'EOS'
exit 0
EOS
program flood <<'EOS'
i=0
while [ $i -lt 5000 ]; do echo "flood $i"; i=$((i + 1)); done >&2
exec sleep 1000
EOS
program long <<'EOS'
head -c 1048576 /dev/zero | tr '\0' 'x' >&2
echo >&2
printf 'a\0b\033[31m\377\n' >&2
exec sleep 1000
EOS
# One in a shell dies out by itself: each that cannot fork ends. These stay and
# try again, so that what is killed is replaced as long as one is left.
program bomb <<'EOS'
exec perl -e 'for (;;) { defined fork or select undef, undef, undef, 0.1 }'
EOS
program suid < /dev/null
chmod 4755 "$T/suid"
program mute <<'EOS'
exec cat > /dev/null
EOS
program deaf <<'EOS'
exec <&-
while echo version && sleep 0.2; do :; done
EOS
program hermit <<'EOS'
exec <&-; echo version; exec >&-; sleep 1000
EOS
program closed < /dev/null
chmod 700 "$T/closed"
printf 'no interpreter\n' > "$T/text"
chmod 755 "$T/text"

# --- what a program begins with ---------------------------------------------
conf <<EOF2
process quiet { run $T/quiet one "two words"; }
process nobody { run $T/quiet; user nobody; }
process daemon { run $T/quiet; user daemon; group 64123; }
process root { run $T/quiet; user root; }
EOF2
NOTIFY_SOCKET=/nowhere WATCHDOG_USEC=1 LISTEN_FDS=1 A_WORD=kept TERM=xterm \
    exabgp_api_version=6 exabgp_daemon_user=nobody exabgp_log_all=true
export NOTIFY_SOCKET WATCHDOG_USEC LISTEN_FDS A_WORD TERM exabgp_api_version \
    exabgp_daemon_user exabgp_log_all
start_herald "$T/bgpd.conf"
unset NOTIFY_SOCKET WATCHDOG_USEC LISTEN_FDS A_WORD exabgp_api_version \
    exabgp_daemon_user exabgp_log_all
ok "words that have no effect are named, once" says '^1$' grep -c -F \
    'exabgp_daemon_user (user in bgpd.conf), exabgp_log_all (log in bgpd.conf, ' \
    "$T/herald.log"
ok_within 20 "it runs" is quiet state running
ok_within 20 "its words are its own" logged '^program quiet: started with 2 words: one two words$'
p=$(pid_of quiet)
prog_uid=$(id -u _herald-prog 2> /dev/null || echo 65523)
ok "the user of programs" status "$p" Uid "$prog_uid $prog_uid $prog_uid $prog_uid"
ok "not root's group" not status "$p" Groups '(.* )?0( .*)?'
ok "shown with its uid" is quiet uid "$prog_uid"
ok "a child of bgpd" status "$p" PPid "$herald_pid"
ok "leads its process group" status "$p" NSpgid "$p"
ok "and its session" status "$p" NSsid "$p"
ok "no signal blocked" status "$p" SigBlk '0+'
ok "no signal ignored" status "$p" SigIgn '0+'
for set in CapInh CapPrm CapEff CapAmb; do
	ok "$set empty" status "$p" $set '0+'
done
ok "no_new_privs" status "$p" NoNewPrivs 1
ok "in the root directory" [ "$(readlink "/proc/$p/cwd")" = / ]
ok "three descriptors, all pipes" sh -c \
    "[ \"\$(ls /proc/$p/fd | tr '\n' ' ')\" = '0 1 2 ' ] && [ \$(ls -l /proc/$p/fd | grep -c 'pipe:') -eq 3 ]"
env_of() {
	tr '\0' '\n' < "/proc/$p/environ"
}
ok "the daemon's environment" says '^A_WORD=kept$' env_of
ok "with exabgp's words" says '^exabgp_api_version=6$' env_of
ok "all of them" says '^exabgp_log_all=true$' env_of
ok "TERM is dumb" says '^TERM=dumb$' env_of
ok "nothing of the service manager's" not says '^(NOTIFY_|WATCHDOG_|LISTEN_)' env_of
ok "a bound of processes" grep -q '^Max processes  *512  *512 ' "/proc/$p/limits"
ok "files as select can take" grep -q '^Max open files  *1024 ' "/proc/$p/limits"
p=$(pid_of nobody)
ok "as its user" status "$p" Uid "$(id -u nobody) .*"
ok "with its group" status "$p" Gid "$(id -g nobody) .*"
p=$(pid_of daemon)
ok "as its group" status "$p" Gid '64123 64123 64123 64123'
p=$(pid_of root)
ok "root where it is written" status "$p" Uid '0 0 0 0'
ok "a line each" says '^quiet +[^ ]+ +[0-9]+ running' ctl show process
ok "all about one" says '^  Command: .*/quiet one "two words"$' ctl show process quiet
ok "none of that name" exits 1 ctl show process nosuch
ok "-n has nothing to say of them" "$B/bgpd" -n -f "$T/bgpd.conf"

# --- SIGUSR2, reload --------------------------------------------------------
p=$(pid_of quiet)
q=$(pid_of nobody)
sed -i "s,two words,three words here,; s,user nobody,user nobody; on-exit withdraw; may control," "$T/bgpd.conf"
ok "reload" ctl reload
ok_within 20 "a changed one is started anew" logged 'quiet: started with 2 words: one three words here$'
ok_within 20 "the old one is gone" gone "$p"
ok "one whose words do not need it runs on" [ "$(pid_of nobody)" = "$q" ]
sed -i '/process daemon/d' "$T/bgpd.conf"
p=$(pid_of daemon)
ok "reload" ctl reload
ok_within 20 "a removed one ends" gone "$p"
ok "and is not shown" exits 1 ctl show process daemon
kill -USR2 "$herald_pid"
ok_within 20 "SIGUSR2 starts all anew" sh -c "[ ! -e /proc/$q ]"
ok_within 20 "and they run" is nobody state running
echo 'nonsense;' >> "$T/bgpd.conf"
p=$(pid_of nobody)
kill -USR2 "$herald_pid"
ok_within 20 "an error of the file" logged 'the configuration in force stays'
sleep 0.5
ok "nothing is restarted then" [ "$(pid_of nobody)" = "$p" ]
sed -i '/^nonsense/d' "$T/bgpd.conf"

# --- kill -9 of the route engine, and of bgpd ------------------------------
for e in $(pgrep -P "$herald_pid"); do
	if grep -q rde "/proc/$e/cmdline" 2> /dev/null; then
		kill -9 "$e"
	fi
done
ok_within 20 "programs are started anew with the route engine" sh -c "[ ! -e /proc/$p ]"
ok_within 20 "and run" is nobody state running
ok_within 20 "which is no exit" is nobody last_end 'the route engine died: .*'
p=$(pid_of nobody) q=$(pid_of root)
kill -9 "$herald_pid"
wait "$herald_pid" 2> /dev/null
ok_within 20 "none outlives a bgpd that was killed" gone "$p"
ok_within 20 "nor one of root" gone "$q"

# --- those that misbehave ---------------------------------------------------
conf <<EOF2
process dies { run $T/dies; }
process once { run $T/once; respawn false; }
process flood { run $T/flood; }
process long { run $T/long; }
process suid { run $T/suid; }
process closed { run $T/closed; }
process text { run $T/text; }
process missing { run /nonexistent/program; }
process relative { run nowhere-in-path; }
process stranger { run $T/quiet; user no-such-user; }
process stubborn { run $T/stubborn; }
process good { run $T/quiet; }
process mute { run $T/mute; }
process deaf { run $T/deaf; }
process hermit { run $T/hermit; respawn false; }
EOF2
: > "$T/herald.log"
start_herald "$T/bgpd.conf"
ok_within 20 "the good one runs" is good state running
ok_within 20 "one that dies is started again" is dies starts '[3-9]'
ok_within 20 "its words and its end are told" logged '^program dies: oh dear$'
ok_within 20 "with what it ended" is dies last_end 'exit 3'
ok_within 20 "ever later" logged 'program dies ended \(exit 3\); started again in [1-9]'
ok_within 20 "respawn false" is once state ended
ok "started once" is once starts 1
ok_within 20 "set-uid is refused" is suid last_end '.*set-uid.*'
ok_within 20 "not executable" is closed last_end '.*closed: cannot be executed: Permission denied .*for its user.*'
ok_within 20 "no interpreter" is text last_end '.*Exec format error.*'
ok_within 20 "no such file" is missing last_end 'cannot find /nonexistent/program.*'
ok_within 20 "not in PATH" is relative last_end 'cannot find nowhere-in-path in .*'
ok_within 20 "no such user" is stranger last_end 'there is no user no-such-user'
for what in suid closed text missing relative stranger; do
	ok_within 20 "$what: is told in the log" logged "^bgpd: program $what: "
	ok "$what: does not run" is $what pid ''
done
ok "and said before by bgpd -n" says 'stranger.*no-such-user' "$B/bgpd" -n -f "$T/bgpd.conf"
ok_within 20 "one that only reads" logged '^bgpd: program mute: it has closed its output'
ok_within 20 "one that only writes" logged '^bgpd: program deaf: it has closed its input'
ok_within 20 "one that does neither is ended" is hermit state ended
ok_within 20 "and the log says why" logged 'program hermit: it has closed its output and its input'
ok "the one that reads runs" is mute starts 1
ok "the one that writes runs" is deaf starts 1
ok_within 20 "a flood is bounded" sh -c "[ \$(grep -c '^program flood: flood' $T/herald.log) -eq 200 ]"
ok_within 20 "and counted" logged '^program flood: \[4[78][0-9][0-9] more lines were not logged\]$'
ok "still" sh -c "[ \$(grep -c '^program flood: flood' $T/herald.log) -eq 200 ]"
ok_within 20 "a line of a mebibyte is cut" logged '^program long: x{1000} \[and 1047576 octets more\]$'
ok_within 20 "other octets are escaped" logged '^program long: a\\x00b\\x1b\[31m\\xff$'
ok_within 20 "the stubborn one is up" logged '^program stubborn: up'
ok_within 20 "with a child" sleepers
p=$(pid_of stubborn)
sed -i '/process stubborn/d' "$T/bgpd.conf"
begin=$(date +%s)
ok "reload" ctl reload
ok_within 20 "one that ignores SIGTERM is killed" gone "$p"
ok "not before it had its time" [ $(($(date +%s) - begin)) -ge 2 ]
ok_within 20 "which is said" logged 'program stubborn: does not end for SIGTERM: killed'
ok_within 20 "with what it had started" not sleepers
cat > "$T/repaired" <<EOF2
#!/bin/sh
exec sleep 1000
EOF2
cp "$T/repaired" "$T/closed" && chmod 755 "$T/closed"
ok_within 60 "one that is repaired is started by itself" is closed state running
ok "the good one did not notice" is good starts 1

# --- a fork bomb, and the end of it -----------------------------------------
sed -i "1i process bomb { run $T/bomb; user 64124; }" "$T/bgpd.conf"
of_bomb() {
	ps -o pid= -U 64124 | wc -l
}
under_its_limit() {
	n=$(of_bomb)
	echo "$n processes"
	[ "$n" -gt 100 ] && [ "$n" -le 512 ]
}
ok "reload" ctl reload
ok_within 60 "it multiplies up to its limit" under_its_limit
ok "bgpd answers" ctl show process good
sed -i '/process bomb/d' "$T/bgpd.conf"
ok "reload" ctl reload
ok_within 60 "nothing is left of it" sh -c "[ \$(ps -o pid= -U 64124 | wc -l) -eq 0 ]"

# --- the end of bgpd --------------------------------------------------------
sed -i "1i process stubborn { run $T/stubborn; }" "$T/bgpd.conf"
: > "$T/herald.log"
ok "reload" ctl reload
ok_within 20 "the stubborn one is up" logged '^program stubborn: up'
ok_within 20 "with a child" sleepers
p=$(pid_of good) q=$(pid_of stubborn)
begin=$(date +%s)
ok "bgpd stops" stop_herald
ok "in time" [ $(($(date +%s) - begin)) -le 20 ]
ok_within 20 "the good one is gone" gone "$p"
ok_within 20 "the stubborn one too" gone "$q"
ok_within 20 "with what it had started" not sleepers
finish
