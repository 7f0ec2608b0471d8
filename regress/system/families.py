#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""A neighbour that speaks families of VPNs, on the wire: withdraws in every
form, unknown types of routes, octets that are no NLRI (RFC 7606 5, RFC 8277
2.4).  A case's name begins with the rows of rfc_rows.md that it proves.

usage: families.py BGPCTL SOCKET
prints "ok NAME" or "not ok NAME: why"."""

import itertools
import json
import subprocess
import sys
import time

from wire import (KEEPALIVE, OPEN, WK, Closed, Connection, attr, capability,
                  message, open_body, path, prefix, reach, u16, u32, unreach,
                  update)

US, ASN = "192.0.2.8", 64508
LABELLED, MVPN, MUP, VPN, RTC = (1, 4), (1, 5), (1, 85), (1, 128), (1, 132)
VPLS, EVPN, LS = (25, 65), (25, 70), (16388, 71)
ALL = (1, 1), LABELLED, MVPN, MUP, VPN, RTC, VPLS, EVPN, LS
HOP = bytes([192, 0, 2, 8])
HOPS = {VPN: b"\0" * 8 + HOP}
BASE = attr(WK, 1, b"\0") + attr(WK, 2, path(ASN))
MARKS = itertools.count(1)


def octets(text):
    return bytes.fromhex(text)


RD = "0000fc7c00000001"		# 64636:1
LABEL = "000641"		# 100
NET = octets("30" + LABEL + "0a0800")
VPN_NET = octets("70" + LABEL + RD + "0a0800")
MULTICAST = octets("0311" + RD + "0000000020c0000208")
MAC = octets("0221" + RD + "00" * 14 + "3000005e005308" + "00" + LABEL)
BLOCK = octets("0011" + RD + "000800010008" + LABEL)


class Speaker(Connection):
    def __init__(self):
        super().__init__(US)
        caps = b"".join(capability(1, u16(afi) + bytes([0, safi])) for
                        afi, safi in ALL)
        self.send(message(OPEN, open_body(ASN, caps + capability(
            65, u32(ASN)))) + message(KEEPALIVE))
        self.wait(KEEPALIVE)

    def announce(self, family, *nlri):
        self.send(update(reach(b"".join(nlri), HOPS.get(family, HOP),
                               *family) + BASE))

    def withdraw(self, family, *nlri):
        self.send(update(unreach(b"".join(nlri), *family)))

    def settled(self):
        """What is held when all that was sent is read; None when it is not."""
        mark = "100.64.8.%d/32" % next(MARKS)
        self.send(update(BASE + attr(WK, 3, HOP), prefix(mark)))
        end = time.time() + 30
        while time.time() < end:
            now = held()
            if mark in now:
                return now
            time.sleep(0.05)
        return None


def held():
    done = subprocess.run([sys.argv[1], "-s", sys.argv[2], "-j", "show", "rib",
                           "neighbor", US], capture_output=True, text=True,
                          check=False)
    try:
        return [one["prefix"] for one in json.loads(done.stdout)["rib"]]
    except (ValueError, KeyError):
        return []


def report(name, why):
    print("ok " + name if why is None else "not ok %s: %s" % (name, why),
          flush=True)


# --- cases ------------------------------------------------------------------

def judge(speaker, has, lost):
    now = speaker.settled()
    if now is None:
        body = speaker.end(2)
        return "the session does not stand: %s" % (body and body.hex())
    for one in has:
        if one not in now:
            return "%s is not held, but %s" % (one, now)
    for one in lost:
        if one in now:
            return "%s is held" % one
    return None


def withdraws(speaker):
    """RFC 8277 2.4: whatever stands where the label was."""
    for name, family, net, shown in (
            ("labelled", LABELLED, NET, "nlri-mpls 10.8.0.0/24 label 100"),
            ("VPN", VPN, VPN_NET, "mpls-vpn 10.8.0.0/24 label 100 rd 64636:1")):
        for label in ("800000", "000000", "123450", LABEL):
            what = "4/36 %s withdrawn with %s" % (name, label)
            speaker.announce(family, net)
            why = judge(speaker, [shown], [])
            speaker.withdraw(family, net[:1] + octets(label) + net[4:])
            report(what, why or judge(speaker, [], [shown]))
    # a stack: two labels, and the bottom on the second
    stack = octets("480006400006510a0800")
    speaker.announce(LABELLED, stack)
    report("4/36 a stack of labels", judge(
        speaker, ["nlri-mpls 10.8.0.0/24 label [ 100 101 ]"], []))
    speaker.announce(LABELLED, NET)
    report("4/36 another label takes the place of the first", judge(
        speaker, ["nlri-mpls 10.8.0.0/24 label 100"],
        ["nlri-mpls 10.8.0.0/24 label [ 100 101 ]"]))


def labels(speaker):
    """RFC 8277 2.2: one label, whatever its S bit; of a stack nevertheless,
    as ExaBGP and GoBGP withdraw it, all labels."""
    rd = "0000fde800000001"     # 65000:1, whose third octet is odd
    two = octets("78000640000651" + RD + "0a")
    for name, family, net, gone, shown in (
            ("VPN, one label without S", VPN,
             octets("70000640" + rd + "0a0800"),
             octets("70800000" + rd + "0a0800"),
             "mpls-vpn 10.8.0.0/24 label 100 rd 65000:1"),
            ("labelled, one label without S", LABELLED,
             octets("280006400a08"), octets("288000000a08"),
             "nlri-mpls 10.8.0.0/16 label 100"),
            ("VPN, a stack withdrawn as a stack", VPN, two, two,
             "mpls-vpn 10.0.0.0/8 label [ 100 101 ] rd 64636:1"),
            ("VPN, a stack withdrawn with 800000", VPN, two,
             octets("60800000" + RD + "0a"),
             "mpls-vpn 10.0.0.0/8 label [ 100 101 ] rd 64636:1")):
        speaker.announce(family, net)
        why = judge(speaker, [shown], [])
        speaker.withdraw(family, gone)
        report("4/36 " + name, why or judge(speaker, [], [shown]))


# Each with another on both sides: what is shown of the three.
UNKNOWN = (
    ("EVPN", EVPN, MULTICAST, octets("c803010203"), MAC, (
        "evpn multicast rd 64636:1 ethernet-tag 0 ip 192.0.2.8",
        "evpn type 200 0x010203",
        "evpn mac-ip rd 64636:1 ethernet-tag 0 mac 00:00:5e:00:53:08 label 100"
    )),
    ("MVPN", MVPN, octets("0512" + RD + "200a080001" + "20e9fc0001"),
     octets("c803010203"), octets("0512" + RD + "200a080002" + "20e9fc0001"), (
         "mcast-vpn source-ad rd 64636:1 source 10.8.0.1 group 233.252.0.1",
         "mcast-vpn mcast-vpn-route 0xc8010203",
         "mcast-vpn source-ad rd 64636:1 source 10.8.0.2 group 233.252.0.1")),
    ("MUP", MUP, octets("0100020c" + RD + "0a080001"),
     octets("0100c803010203"), octets("0100020c" + RD + "0a080002"), (
         "mup mup-dsd 10.8.0.1 rd 64636:1",
         "mup mup-route 0x0100c8010203",
         "mup mup-dsd 10.8.0.2 rd 64636:1")),
    ("BGP-LS", LS, octets("ff010003010203"), octets("ff020003010203"),
     octets("ff030003010203"), (
         "bgp-ls type 65281 value 0x010203",
         "bgp-ls type 65282 value 0x010203",
         "bgp-ls type 65283 value 0x010203")),
)


def types(speaker):
    """RFC 7606 5.4: what is around it is read."""
    for name, family, first, unknown, last, shown in UNKNOWN:
        speaker.announce(family, first, unknown, last)
        report("2.7/6 4/51 an unknown type of %s" % name,
               judge(speaker, shown, []))
        speaker.withdraw(family, first, unknown, last)
        report("2.7/6 4/51 an unknown type of %s withdrawn" % name,
               judge(speaker, [], shown))


def other_forms(speaker):
    speaker.announce(VPLS, BLOCK, octets("000c" + RD + "c0000208"),
                     octets("000f" + RD + "00010001004000"))
    report("VPLS, a PE, and circuits", judge(speaker, [
        "vpls rd 64636:1 endpoint 8 base 100 offset 1 size 8",
        "vpls rd 64636:1 pe-address 192.0.2.8",
        "vpls circuits 0x%s00010001004000" % RD], []))
    speaker.announce(RTC, b"\0", octets("60" + "0000fc7c" + "0002fc7c00000064"),
                     octets("28" + "0000fc7cff"))
    report("route targets", judge(speaker, [
        "rtc default", "rtc origin-as 64636 route-target target:64636:100",
        "rtc origin-as 64636 route-target 0xff/8"], []))


BAD = (
    ("no bottom of a stack", LABELLED, octets("480006400006400a0800")),
    ("23 bits", LABELLED, octets("17" + LABEL)),
    ("no bits", LABELLED, b"\0"),
    ("33 bits of prefix", LABELLED, octets("39" + LABEL + "0a08000000")),
    ("no room for a distinguisher", VPN, octets("57" + LABEL + RD)),
    ("33 bits of a VPN's", VPN, octets("79" + LABEL + RD + "0a08000000")),
    ("labels to the end", VPN, octets("ff" + "000640" * 11)),
    ("VPLS of 16 octets", VPLS, octets("0010" + "00" * 16)),
    ("VPLS overruns", VPLS, BLOCK[:-1]),
    ("a MAC address of 47 bits", EVPN, MAC[:24] + b"\x2f" + MAC[25:]),
    ("EVPN overruns", EVPN, MULTICAST[:-1]),
    ("31 bits of AS", RTC, octets("1f0000fc7c")),
    ("97 bits", RTC, octets("61" + "00" * 13)),
)


def malformed():
    for name, family, nlri in BAD:
        for how in (reach, unreach):
            kind = "announced" if how is reach else "withdrawn"
            if how is unreach and name.startswith("no bottom"):
                continue	# any label is good there
            speaker = Speaker()
            if how is reach:
                speaker.announce(family, nlri)
            else:
                speaker.withdraw(family, nlri)
            body = speaker.end(10)
            report("2.7/5 4/35 %s, %s" % (name, kind),
                   None if body is not None and body[:2] == b"\3\x09" else
                   "ended with %s" % (body and body.hex()))
            speaker.close()


def main():
    speaker = Speaker()
    try:
        for case in (withdraws, labels, types, other_forms):
            case(speaker)
    except Closed as closed:
        report("the session", str(closed))
    speaker.close()
    malformed()
    report("all cases", None)


main()
