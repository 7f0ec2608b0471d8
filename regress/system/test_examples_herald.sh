#!/bin/sh
# SPDX-License-Identifier: ISC
# The examples' programs under Herald itself.
UNDER=herald exec sh "$(dirname "$0")/test_examples.sh"
