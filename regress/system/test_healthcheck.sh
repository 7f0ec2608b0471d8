#!/bin/sh
# SPDX-License-Identifier: ISC
# bgp-healthcheck on a real lo: addresses, processes, daemons that misbehave.
# The tests are in healthcheck.py.
/usr/bin/python3 "$(dirname "$0")/healthcheck.py" "$B/bgp-healthcheck"
exit $?
