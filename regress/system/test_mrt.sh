#!/bin/sh
# SPDX-License-Identifier: ISC
# Real tables over real sessions: what Herald holds is what bgpdump says.  The
# project's own samples (made up), and every file in MRT_DIR when it is set.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/mrt.sh"
two_hosts
mkdir "$T/mrt"
python3 "$(dirname "$0")/../tools/make_mrt.py" "$T/mrt"
for f in "$T"/mrt/* ${MRT_DIR:+"$MRT_DIR"/*}; do
	replay_mrt "$f"
done
finish
