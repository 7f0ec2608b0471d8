#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""What Herald sends, as tshark reads it.  A list (tshark_routes.txt) has
commands, each with what tshark has to say of its message; all messages go to
tshark in one capture, which is written here, so nothing is lost or cut.  A
complaint of tshark's (malformed, unknown, an expert's warning) fails unless
the list has it, with the reason; so does one listed that is not made.

usage: tshark.py BGPCTL LIST SCRATCH-DIRECTORY [-v]
prints "ok NAME" or "not ok NAME: why"; -v: what tshark says of each."""

import re
import struct
import subprocess
import sys

COMPLAINT = re.compile(r"malformed|expert info \((warning|error)|unknown|"
                       r"undecoded|invalid(?!: (Not )?set)|bogus", re.I)
REPEAT = re.compile(r"\{(\d+) x ([^}]*)\}")
SESSION = """neighbor 192.0.2.2 {
	router-id 192.0.2.1; local-address 192.0.2.1;
	local-as 64496; peer-as %d;
	family { all; }
	capability { %s }
	nexthop { ipv4 unicast ipv6; ipv4 mpls-vpn ipv6; }
	%s
}
"""
SESSIONS = {
    "ibgp": (64496, "nexthop true; aigp true; asn4 true;", ""),
    "ebgp": (64497, "nexthop true; asn4 true;", ""),
    "as2": (64497, "asn4 false;", ""),
    "paths": (64496, "add-path send/receive;", "add-path { all; }"),
}


class Case:
    def __init__(self, group, session, command):
        self.group, self.session, self.command = group, session, command
        self.says, self.lacks, self.known = [], [], []

    def name(self):
        return "%s: %s" % (self.group, self.command)


def cases(path):
    """A line at the margin is a command, or [group session]; under it stand
    what is said, what is not said (-), and complaints (~) with a reason.
    {3 x =80} is the same three times."""
    listed = []
    for line in open(path, encoding="utf-8"):
        text = REPEAT.sub(lambda m: " ".join([m[2]] * int(m[1])),
                          line.strip())
        if not text or text.startswith("#"):
            continue
        if text.startswith("["):
            group, session = text[1:-1].rsplit(" ", 1)
            every = one = Case(group, session, "")
        elif not line[0].isspace():
            one = Case(group, session, text)
            one.says, one.known = list(every.says), list(every.known)
            listed.append(one)
        elif text.startswith("~ "):
            said, _, why = text[2:].partition(" -- ")
            if not why:
                raise ValueError("no reason: " + text)
            one.known.append(said)
        elif text.startswith("- "):
            one.lacks.append(text[2:])
        else:
            one.says.append(text)
    return listed


def packet(number, octets):
    """An IPv4 packet of one TCP segment; each of a connection of its own."""
    tcp = struct.pack("!HHIIBBHHH", 1024 + number, 179, 1, 1, 0x50, 0x18,
                      65535, 0, 0)
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 40 + len(octets), number, 0, 64,
                     6, 0, b"\xc0\0\2\1", b"\xc0\0\2\2")
    return ip + tcp + octets


def write_capture(path, messages):
    with open(path, "wb") as f:
        f.write(struct.pack("!IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 262144, 101))
        for number, octets in enumerate(messages):
            p = packet(number, octets)
            f.write(struct.pack("!IIII", number, 0, len(p), len(p)) + p)


def dissect(path, asn):
    """What is said of BGP in each packet, blanks made one."""
    done = subprocess.run(
        ["tshark", "-n", "-r", path, "-O", "bgp", "-o", "bgp.asn_len:" + asn],
        capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit("tshark: " + done.stderr)
    said = []
    for one in re.split(r"^Frame \d+: .*$", done.stdout, flags=re.M)[1:]:
        at = one.find("Border Gateway Protocol")
        said.append([re.sub(r"\s+", " ", x.strip()) for x in
                     (one[at:] if at >= 0 else one).splitlines() if x.strip()])
    return said


def encode(bgpctl, case, scratch):
    done = subprocess.run(
        [bgpctl, "encode", "-c", "%s/%s.conf" % (scratch, case.session),
         case.command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return None, done.stderr.strip()
    return bytes.fromhex(done.stdout.replace("\n", "")), None


def judge(case, lines):
    """What is wrong with what tshark says, or None."""
    whole = "\n".join(lines)
    for text in case.says:
        if text not in whole:
            return "'%s' is not said" % text
    for text in case.lacks:
        if text in whole:
            return "'%s' is said" % text
    for known in case.known:
        if known not in whole:
            return "'%s' is listed as a mistake, and not made" % known
    complaints = [x for x in lines if COMPLAINT.search(x) and
                  not x.startswith(("[Group: ", "[Severity "))]
    for one in complaints:
        if not any(known in one for known in case.known):
            return "tshark: " + one
    return None


def report(name, why):
    print("ok " + name if why is None else "not ok %s: %s" % (name, why),
          flush=True)


def main():
    bgpctl, listed, scratch = sys.argv[1], cases(sys.argv[2]), sys.argv[3]
    for name, words in SESSIONS.items():
        with open("%s/%s.conf" % (scratch, name), "w",
                  encoding="utf-8") as f:
            f.write(SESSION % words)
    for asn in ("4 octet", "2 octet"):
        sent = []
        for case in listed:
            if (case.session == "as2") != (asn == "2 octet"):
                continue
            octets, why = encode(bgpctl, case, scratch)
            if octets is None:
                report(case.name(), why)
            else:
                sent.append((case, octets))
        path = "%s/encoded-%s.pcap" % (scratch, asn[0])
        write_capture(path, [octets for _, octets in sent])
        said = dissect(path, asn)
        if len(said) != len(sent):
            report("a packet for each", "%d, not %d" % (len(said), len(sent)))
        for (case, _), lines in zip(sent, said):
            if "-v" in sys.argv:
                print("\n# %s\n%s" % (case.name(), "\n".join(lines)))
            report(case.name(), judge(case, lines))
    report("all %d" % len(listed), None)


if __name__ == "__main__":
    main()
