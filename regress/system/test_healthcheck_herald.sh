#!/bin/sh
# SPDX-License-Identifier: ISC
# bgp-healthcheck as a program of Herald itself.
UNDER=herald exec sh "$(dirname "$0")/test_healthcheck_bgp.sh"
