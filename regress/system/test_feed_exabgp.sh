#!/bin/sh
# SPDX-License-Identifier: ISC
# What programs are told by bgpd and by exabgp 4.2, of the same neighbours with
# the same configuration.  What may differ is in regress/compat/differences.md.
. "$(dirname "$0")/lib.sh"
here=$(cd "$(dirname "$0")" && pwd)
. "$(dirname "$0")/events.sh"
cases "$here/feed_exabgp.py" "$B/bgpd" "$T" "$here/../compat/differences.md"
finish
