#!/bin/sh
# SPDX-License-Identifier: ISC
# Random sequences against independent observers: regress/model/run.py.  Each
# run prints its seed; MODEL_ARGS takes other words for run.py, for instance
# "-s SEED", MODEL_SECONDS and MODEL_SEQUENCES how long it may last.
. "$(dirname "$0")/lib.sh"
model=$(cd "$(dirname "$0")/../model" && pwd)
two_hosts
for n in 3 4 5 6 7 9 130; do
	ip -n peer addr add "192.0.2.$n/24" dev v-peer
done
ip -n peer -6 addr add 2001:db8::8/64 dev v-peer nodad

# shellcheck disable=SC2086	# words
at_peer python3 -B "$model/run.py" -N "/proc/$$/ns/net" \
    -t "${MODEL_SECONDS:-400}" -n "${MODEL_SEQUENCES:-3000}" ${MODEL_ARGS-} "$B/bgpd" "$B/bgpctl" "$T" \
    > "$T/model.out" 2>&1
rc=$?
cat "$T/model.out"
ok "what is asked for, held and shown agree" [ $rc -eq 0 ]
ok "no engine failed by itself" not grep -E "fatal|Sanitizer|runtime error" \
    "$T/herald.log"
[ $rc -eq 0 ] || tail -40 "$T/herald.log"
finish
