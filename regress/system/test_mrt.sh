#!/bin/sh
# SPDX-License-Identifier: ISC
# Real tables over real sessions: what Herald holds is what bgpdump says.  The
# project's own samples, and every file in MRT_DIR when it is set.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/mrt.sh"
two_hosts
for mrt in "$(dirname "$0")"/../data/mrt/* ${MRT_DIR:+"$MRT_DIR"/*}; do
	[ -f "$mrt" ] && replay_mrt "$mrt"
done
finish
