#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""What a running Herald sends to neighbours that have every capability: OPENs,
the routes of tshark_routes.txt in every family and their withdraws,
End-of-RIB, the refresh of a family, NOTIFICATIONs.  tshark reads all of it, and
bgpctl encode has to have said the same UPDATEs.

usage: tshark_live.py config LIST FILE
       tshark_live.py run BGPCTL SOCKET LIST FILE SCRATCH-DIRECTORY [-v]
config writes FILE, and FILE.none without routes; run prints "ok NAME" or
"not ok NAME: why"."""

import re
import shutil
import subprocess
import sys
import time

import tshark
import wire
from tshark import report
from wire import (KEEPALIVE, NOTIFICATION, OPEN, REFRESH, UPDATE, WK, Closed,
                  attr, capability, message, open_body, parameter, path,
                  prefix, u16, u32, unreach, update)

IBGP, EBGP = "192.0.2.2", "192.0.2.3"
AS = {IBGP: 64496, EBGP: 64497}
NEIGHBOR = """neighbor %s {
	router-id 192.0.2.1; local-address 192.0.2.1;
	local-as 64496; peer-as %d;
	passive true;
	group-updates false;
	host-name herald; domain-name example.net;
	%s
%s}
"""
INTERNAL = """family { all; }
	capability {
		route-refresh; software-version; nexthop; aigp;
		graceful-restart 120; long-lived-graceful-restart 1h;
		graceful-notification;
	}
	nexthop { ipv4 unicast ipv6; ipv4 mpls-vpn ipv6; }"""
EXTERNAL = """family { ipv4 unicast; ipv6 unicast; }
	capability {
		route-refresh; nexthop; link-local-nexthop; role provider;
		add-path send/receive; require [ role route-refresh ];
	}
	nexthop { ipv4 unicast ipv6; }
	add-path { ipv4 unicast limit 7; ipv6 unicast; }
	prefix-limit { ipv4 unicast 1; }"""
FAMILIES = 25

BOTH = ["Version: 4", "My AS: 64496", "Hold Time: 180",
        "BGP Identifier: 192.0.2.1", "Capability: BGP-Extended Message",
        "Capability: Route refresh capability",
        "Capability: Enhanced route refresh capability",
        "AS Number: 64496", "Hostname: herald", "Domain Name: example.net",
        "Next hop AFI: IPv6 (2)"]
# What tshark says of an OPEN, and what it does not know.
OPENS = {
    IBGP: (BOTH + ["Restart Timers: 0x4078, Graceful notification",
                   "Flag: 0x80, Preserve forwarding state",
                   "Type: Long-Lived Graceful Restart (LLGR) Capability (71)"],
           {"SAFI: Unknown (85)": "tshark has no MUP",
            "Unknown: 00010180000e10": "nor the fields of RFC 9494 3",
            "Unknown capability 75": "the software's version, a draft's",
            "Type: Unknown (75)": "the same",
            "Unknown: 06486572616c64": "the same"}),
    EBGP: (BOTH + ["Send/Receive: Both (3)", "Type: BGP Role (9)"],
           {"Unknown: 00": "it has a name for it, and no values (RFC 9234)",
            "Unknown capability 76": "limits of paths, a draft's",
            "Type: Unknown (76)": "the same",
            "Unknown: 0001010007": "the same",
            "Unknown capability 77": "link-local next hops, a draft's",
            "Type: Unknown (77)": "the same"}),
}

# What is sent to a session that stands, and what tshark says of the answer.
BAD = [
    ("marker", b"\0" * 19, "Message Header Error (1)",
     "Connection Not Synchronized (1)"),
    ("length", message(KEEPALIVE, b"\0"), "Message Header Error (1)",
     "Bad Message Length (2)"),
    ("type", message(9), "Message Header Error (1)", "Bad Message Type (3)"),
    ("withdrawn routes", message(UPDATE, b"\xff\xff\0\0"),
     "UPDATE Message Error (3)", "Malformed Attribute List (1)"),
    ("a prefix", update(withdrawn=b"\0\0\0\1\x21\1\1\1\1\1"),
     "UPDATE Message Error (3)", "Invalid Network Field (10)"),
    ("NLRI of a family", update(unreach(b"\0\0\0\1\x81", 2, 1)),
     "UPDATE Message Error (3)", "Optional Attribute Error (9)"),
    ("a second OPEN", message(OPEN, open_body(64497)),
     "Finite State Machine Error (5)",
     "Receive Unexpected Message in Established State (3)"),
    ("a refresh", message(REFRESH, b"\0\1\1\1\0"),
     # A draft had 7 before RFC 7313 5 did.
     "CAPABILITY Message Error (7)", "Invalid Action Value (1)"),
    ("more prefixes", update(
        attr(WK, 1, b"\0") + attr(WK, 2, path(64497)) +
        attr(WK, 3, b"\xc0\0\2\3"), b"\0\0\0\1" + prefix("10.1.0.0/16") +
        b"\0\0\0\2" + prefix("10.2.0.0/16")),
     "Cease (6)", "Maximum Number of Prefixes Reached (1)"),
]
ROLE = capability(9, b"\3") + capability(2) + capability(65, u32(64497))
BAD_OPENS = [
    ("version", open_body(64497, version=3), "Unsupported Version Number (1)"),
    ("AS", open_body(64999), "Bad Peer AS (2)"),
    ("identifier", open_body(64497, ident=0), "Bad BGP Identifier (3)"),
    ("parameter", open_body(64497, tail=b"\4" + parameter(b"\0\0", 1)),
     "Unsupported Optional Parameter (4)"),
    ("hold time", open_body(64497, hold=1), "Unacceptable Hold Time (6)"),
    ("role", open_body(64497, caps=ROLE.replace(b"\3", b"\0", 1)),
     "Unknown (11)"),	# role mismatch (RFC 9234 4.2)
    ("capability", open_body(64497, caps=ROLE[:3] + ROLE[5:]),
     "Unsupported Capability (7)"),
]


def rewritten(listed):
    """The announcements of one session, each of an NLRI of its own."""
    for n, case in enumerate(listed):
        text = case.command
        if case.session != "ibgp" or not re.match(
                "announce (?!eor|route-refresh)", text):
            continue
        text = text[len("announce "):]
        text = text.replace("198.51.100.0/24", "198.51.%d.0/24" % n)
        text = text.replace(" 10.0.0.0/8", " 10.%d.0.0/16" % n)
        text = text.replace("2001:db8:1::/48", "2001:db8:%x::/48" % n)
        yield re.sub("^ipv4 flow protocol tcp",
                     "ipv4 flow source 10.%d.0.0/16 protocol tcp" % n, text)


def statement(text):
    if text.startswith("route "):
        return "\tstatic { %s; }\n" % text
    return "\tannounce { %s { %s; } }\n" % tuple(text.split(" ", 1))


def config(listed, file):
    routes = "".join(statement(text) for text in rewritten(listed))
    for name, said in ((file, routes), (file + ".none", "")):
        with open(name, "w", encoding="utf-8") as f:
            f.write("listen 192.0.2.1;\n")
            f.write(NEIGHBOR % (IBGP, AS[IBGP], INTERNAL, said))
            f.write(NEIGHBOR % (EBGP, AS[EBGP], EXTERNAL, ""))


# --- the neighbour ------------------------------------------------------------

class Speaker(wire.Connection):
    """Answers an OPEN with the same capabilities, and keeps all it is sent."""
    def __init__(self, address):
        super().__init__(address)
        self.heard = []

    def receive(self):
        kind, body = super().receive()
        self.heard.append(message(kind, body))
        return kind, body

    def establish(self):
        asn = AS[self.address]
        tail = self.wait(OPEN)[9:]
        # The other side of their role (RFC 9234 4.2).
        tail = tail.replace(capability(9, b"\0"), capability(9, b"\3"))
        tail = tail.replace(capability(65, u32(64496)),
                            capability(65, u32(asn)))
        self.send(message(OPEN, open_body(asn, tail=tail)))
        self.send(message(KEEPALIVE))
        self.wait(KEEPALIVE)
        return self

    def until(self, enough, seconds=20):
        """UPDATEs and refreshes since now, until that is true of them."""
        came, end = [], time.time() + seconds
        while not enough(came) and time.time() < end:
            kind, body = self.receive()
            if kind in (UPDATE, REFRESH):
                came.append(self.heard[-1])
            elif kind == NOTIFICATION:
                raise Closed("NOTIFICATION %s" % body.hex())
        return came


def is_eor(octets):
    return octets[18] == UPDATE and (
        len(octets) == 23 or len(octets) in (29, 30) and octets[24] == 15)


def ends(came):
    return sum(is_eor(x) for x in came) >= FAMILIES


def refreshed(came):
    return len(came) > 1 and came[-1][18] == REFRESH


def ctl(*words):
    subprocess.run([sys.argv[2], "-s", sys.argv[3], *words],
                   capture_output=True, check=False)


def encoded(file, verb, texts):
    """What bgpctl encode says of each, to the first neighbour of that file."""
    done = subprocess.run([sys.argv[2], "encode", "-c", file, "-"],
                          input="".join("%s %s\n" % (verb, text)
                                        for text in texts),
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        report("encode", done.stderr.strip())
    return [bytes.fromhex(x) for x in done.stdout.split()]


def short_opens(octets):
    """RFC 9072 2, taken apart here: tshark does not know the long form.  Its
    parameters come back in OPENs that are as long as the old form can be."""
    fixed, tail = octets[19:28], octets[28:]
    if tail[0] != 255 or tail[1] != 255:
        return [octets]
    if int.from_bytes(tail[2:4], "big") != len(tail) - 4:
        report("the length of an OPEN", tail[:4].hex())
    parts, tail = [b""], tail[4:]
    while tail:
        length = int.from_bytes(tail[1:3], "big")
        one, tail = parameter(tail[3:3 + length], tail[0]), tail[3 + length:]
        if len(parts[-1]) + len(one) > 255:
            parts.append(b"")
        parts[-1] += one
    return [message(OPEN, fixed + bytes([len(p)]) + p) for p in parts]


# --- topics -------------------------------------------------------------------

class Wanted:
    """Messages, and what tshark has to say of each."""
    def __init__(self):
        self.rows = []

    def add(self, name, octets, says=(), known=()):
        case = tshark.Case(name, "", "")
        case.says, case.known = list(says), list(known)
        self.rows.append((case, octets))

    def judge(self, scratch, loose):
        file = scratch + "/live.pcap"
        tshark.write_capture(file, [octets for _, octets in self.rows])
        said = tshark.dissect(file, "4 octet")
        report("a packet for each", None if len(said) == len(self.rows) else
               "%d, not %d" % (len(said), len(self.rows)))
        for (case, _), lines in zip(self.rows, said):
            if "-v" in sys.argv:
                print("\n# %s\n%s" % (case.group, "\n".join(lines)))
            if case.group in ("announced", "withdrawn", "End-of-RIB"):
                # Which mistakes tshark makes is a matter of the list.
                whole = "\n".join(lines)
                case.known = [x for x in loose if x in whole]
            report("tshark: " + case.group, tshark.judge(case, lines))


def same(name, sent, wanted):
    lost = [x.hex() for x in wanted if x not in sent]
    more = [x.hex() for x in sent if x not in wanted]
    report(name, None if wanted and not lost and not more else
           "not sent: %s; not encoded: %s" % (lost[:2], more[:2]))


def opened(wanted, address, octets):
    says, known = OPENS[address]
    wanted.add("OPEN to " + address, b"".join(short_opens(octets)), says,
               known)


def routes(wanted, listed, file):
    """Announced, sent again between BoRR and EoRR, and withdrawn."""
    texts = list(rewritten(listed))
    speaker = Speaker(IBGP).establish()
    came = speaker.until(ends)
    opened(wanted, IBGP, speaker.heard[0])
    report("End-of-RIB of every family", None if ends(came) else len(came))
    sent = [x for x in came if not is_eor(x)]
    same("the daemon announces what encode says", sent,
         encoded(file, "announce", texts))
    for octets in came:
        wanted.add("End-of-RIB" if is_eor(octets) else "announced", octets)

    speaker.send(message(REFRESH, b"\0\1\0\x85"))
    again = speaker.until(refreshed)
    for octets, text in ((again[0], "beginning of a route refresh (1)"),
                         (again[-1], "ending of a route refresh (2)")):
        wanted.add("refresh", octets, [
            "Subtype: Demarcation of the " + text,
            "(SAFI): Flow Spec Filter (133)"])
    same("a refresh sends the family again", again[1:-1],
         [x for x in sent if x[27:30] == b"\0\1\x85"])

    gone = encoded(file, "withdraw", texts)
    shutil.copy(file + ".none", file)
    ctl("reload")
    sent = speaker.until(lambda came: len(came) >= len(gone))
    same("the daemon withdraws what encode says", sent, gone)
    for octets in sent:
        wanted.add("withdrawn", octets)
    ctl("neighbor", IBGP, "refresh")
    for octets in speaker.until(lambda came: len(came) >= FAMILIES):
        wanted.add("refresh", octets, [
            "Subtype: Normal route refresh request"],
                   ["Unknown (85)"] if octets[-1] == 85 else [])
    ctl("neighbor", IBGP, "down", "maintenance until noon")
    wanted.add("hard reset", message(NOTIFICATION, speaker.end(5) or b""),
               ["Major error Code: Cease (6)",
                "Minor error Code (Cease): Hard Reset (9)",
                "Data: 060216" + b"maintenance until noon".hex()])
    speaker.close()


def notifications(wanted):
    for name, octets, major, minor in BAD:
        speaker = Speaker(EBGP).establish()
        speaker.send(octets)
        body = speaker.end(5) or b""
        wanted.add("NOTIFICATION of a wrong " + name,
                   message(NOTIFICATION, body),
                   ["Major error Code: " + major, minor], [minor])
        speaker.close()
        ctl("neighbor", EBGP, "up")
    for name, octets, minor in BAD_OPENS:
        speaker = Speaker(EBGP)
        speaker.send(message(OPEN, octets))
        wanted.add("NOTIFICATION of a wrong " + name,
                   message(NOTIFICATION, speaker.end(5) or b""),
                   ["Major error Code: OPEN Message Error (2)", minor],
                   [minor])
        speaker.close()
    speaker = Speaker(EBGP).establish()
    opened(wanted, EBGP, speaker.heard[0])
    wanted.add("KEEPALIVE", message(KEEPALIVE),
               ["Border Gateway Protocol - KEEPALIVE Message"])
    ctl("neighbor", EBGP, "down", "maintenance until noon")
    wanted.add("NOTIFICATION of a shutdown",
               message(NOTIFICATION, speaker.end(5) or b""),
               ["Major error Code: Cease (6)",
                "Minor error Code (Cease): Administratively Shutdown (2)",
                "BGP Shutdown Communication Length: 22",
                "Shutdown Communication: maintenance until noon"])
    speaker.close()


def main():
    listed = tshark.cases(sys.argv[2 if sys.argv[1] == "config" else 4])
    if sys.argv[1] == "config":
        return config(listed, sys.argv[3])
    wanted = Wanted()
    routes(wanted, listed, sys.argv[5])
    notifications(wanted)
    wanted.judge(sys.argv[6], {x for case in listed for x in case.known})
    return report("all that a daemon sends", None)


if __name__ == "__main__":
    main()
