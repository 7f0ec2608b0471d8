# SPDX-License-Identifier: ISC
"""The two hosts that the benchmarks have: this network namespace, which the
daemon is in, and one named `peer` behind a veth pair."""

import subprocess

OUR_AS, PEER_AS, US, PEER = 65000, 65001, "10.0.0.1", "10.0.0.2"


def sh(*words, **kw):
    return subprocess.run(words, check=True, capture_output=True, text=True,
                          **kw).stdout


def connect():
    sh("ip", "link", "set", "lo", "up")
    sh("ip", "netns", "add", "peer")
    sh("ip", "link", "add", "dut", "type", "veth", "peer", "name", "p0",
       "netns", "peer")
    sh("ip", "addr", "add", f"{US}/24", "dev", "dut")
    sh("ip", "link", "set", "dut", "up")
    sh("ip", "-n", "peer", "addr", "add", f"{PEER}/24", "dev", "p0")
    sh("ip", "-n", "peer", "link", "set", "p0", "up")
