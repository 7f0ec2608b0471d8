#!/bin/sh
# SPDX-License-Identifier: ISC
# bgp-healthcheck beside exabgp's: the same options, the same results of
# checks, the same lines, commands and addresses.  The cases, and what differs
# on purpose, are in regress/compat/healthcheck.py.

# Not by exec: exabgp's takes a parent that is process 1 for none.
/usr/bin/python3 "$(dirname "$0")/../compat/healthcheck.py" \
    "$B/bgp-healthcheck"
exit $?
