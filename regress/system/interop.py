#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Herald and every daemon of the matrix (interop.md) at once.  What each offers
in its OPEN has to be what the matrix says of it, and of each cell that says so,
a route of Herald's has to be in the daemon's own table, and what the daemon
announces in Herald's, with all attributes, and both have to go again.

usage: interop.py configure | check BGPCTL SOCKET MATRIX
configure writes bgpd.conf into $T, and silent.conf, which announces nothing,
and prints the names of daemons that are not here; check starts the others and
prints "ok NAME" or "not ok NAME: why"."""

import json
import os
import re
import subprocess
import sys
import time

from interop_daemons import DAEMONS, OURS, T, address
from interop_routes import FAMILIES, ROWS

WORDS = {"both": {"out", "in"}, "out": {"out"}, "in": {"in"},
         "offered": set(), "no": None}
PATIENCE = 150


# --- what Herald is told -----------------------------------------------------

def neighbor(daemon, pair, side, ours, its, asn, rows=ROWS):
    wanted = [f for f in FAMILIES if f not in daemon.not_sent]
    text = ("neighbor %s {\n\trouter-id %s;\n\tlocal-address %s;\n"
            "\tlocal-as %d;\n\tpeer-as %d;\n\tfamily { %s }\n" % (
                its, address(1, side, pair), ours, asn, daemon.asn,
                " ".join("%s %s;" % FAMILIES[f] for f in wanted)))
    blocks = {}
    for row in rows:
        if (row.family in wanted and side == 0 and
                row.number not in daemon.unread):
            blocks.setdefault(row.afi, []).append(row.line())
    if side == 1:	# all, from one that sends no more than is asked for
        blocks["ipv4"] = ["rtc default next-hop 192.0.2.9;"]
    text += "\tannounce {\n"
    for afi, lines in blocks.items():
        text += "\t\t%s {\n\t\t\t%s\n\t\t}\n" % (afi, "\n\t\t\t".join(lines))
    return text + "\t}\n}\n"


def configure():
    here = [daemon for daemon in DAEMONS if daemon.here()]
    for name, rows in (("bgpd.conf", ROWS), ("silent.conf", ())):
        listens, text = set(), ""
        for daemon in here:
            for session in daemon.sessions():
                listens.add(session[2])
                text += neighbor(daemon, *session, rows)
        with open("%s/%s" % (T, name), "w", encoding="utf-8") as f:
            f.write("".join("listen %s;\n" % a for a in sorted(listens)) +
                    text)
    for daemon in DAEMONS:
        if daemon not in here:
            print(daemon.name)


def addresses():
    """Each end's addresses, for the daemons that are here."""
    for daemon in DAEMONS:
        for _, _, ours, its, _ in daemon.sessions():
            for words, one, dev in ((("ip",), ours, "v-herald"),
                                    (("ip", "-n", "peer"), its, "v-peer")):
                six = ":" in one
                subprocess.run(words + ("addr", "replace", one + (
                    "/64" if six else "/24"), "dev", dev) + (
                        ("nodad",) if six else ()), check=True)


def start():
    for daemon in DAEMONS:
        if daemon.here():
            daemon.learn()
            daemon.start()


# --- what is seen ------------------------------------------------------------

class Herald:
    def __init__(self, bgpctl, socket):
        self.words = (bgpctl, "-s", socket)

    def say(self, *words):
        return subprocess.run(self.words + words, capture_output=True,
                              text=True, check=False).stdout

    def offered(self, its):
        """Families of its OPEN, None while there is no session."""
        try:
            one = json.loads(self.say("-j", "show", "neighbor", its))
            one = one["neighbors"][0]
            if one["state"] != "Established":
                return None
            return one["session"]["remote"]["capabilities"]["multiprotocol"]
        except (ValueError, KeyError, IndexError):
            return None

    def back(self, daemon, row):
        """The address that the daemon announces a route's family from."""
        pair = daemon.pair_of(row.family)
        return address(daemon.n, daemon.sides - 1, pair,
                       daemon.pairs[pair] == "six")

    def routes(self, its):
        """NLRI -> what show rib detail says of it"""
        found = {}
        for one in self.say("show", "rib", "detail", "neighbor", its).split(
                "BGP routing table entry for ")[1:]:
            nlri, rest = one.split("\n", 1)
            found[nlri] = rest
        return found


def report(name, why):
    print("ok " + name if why is None else "not ok %s: %s" % (
        name, " ".join(str(why).split())[:1500]), flush=True)


def until(question, end):
    """What question() says, when it says None or time is over."""
    while True:
        why = question()
        if why is None or time.time() > end:
            return why
        time.sleep(0.2)


def passed(herald, daemon, row):
    """None when what the daemon announces has come with its attributes."""
    side = daemon.sides - 1
    number, shown = daemon.renamed.get(row.number, (row.number, row.shown))
    routes = herald.routes(herald.back(daemon, row))
    if shown not in routes:
        return "no '%s' in %s" % (shown, list(routes))
    path = "%d %d" % (daemon.asn, OURS[0]) if side else "%d" % daemon.asn
    wanted = [r"(?m)^ +%s$" % path, r" Communities: 64496:%d\n" % number,
              *row.says]
    if row.number not in daemon.no_large:
        wanted.append(r"Large Communities: 64496:%d:3(\n|$)" % number)
    if row.hop:
        wanted.append(r"Nexthop (?!-)[\da-f:.]+ ")
        if not side:	# of its own, so with a MED
            wanted.append("metric %d," % number)
    if row.targets:
        wanted.append(r"Ext. Communities: .*rt 64496:%d\b" % number)
    for pattern in wanted:
        if not re.search(pattern, routes[shown]):
            return "no '%s' in: %s" % (pattern, routes[shown])
    return None


# --- the matrix --------------------------------------------------------------

def read_matrix(path):
    """(daemon -> version, family -> daemon -> word, what is wrong with it)"""
    with open(path, encoding="utf-8") as f:
        lines = [[cell.strip() for cell in line.strip().strip("|").split("|")]
                 for line in f if line.startswith("|")]
    head, rows = lines[0], lines[2:]
    versions = dict(cell.split() for cell in head[1:-1])
    names, cells, wrong = list(versions), {}, []
    here = os.path.dirname(os.path.abspath(path))
    for family, *words, also in rows:
        words = [re.sub(r" ?\[\d+\]", "", word) for word in words]
        cells[family] = dict(zip(names, words))
        wrong += ["%s: %s" % (family, w) for w in words if w not in WORDS]
        wrong += ["%s: no test_%s.sh" % (family, t) for t in also.split()
                  if not os.path.exists("%s/test_%s.sh" % (here, t))]
    wrong += ["no row of %s" % f for f in FAMILIES if f not in cells]
    return versions, cells, wrong


def probe(herald, daemon, cells):
    """None when its OPENs offer what its column says."""
    offered = set()
    for _, _, _, its, _ in daemon.sessions():
        one = herald.offered(its)
        if one is None:
            return "no session with %s" % its
        offered |= set(one)
    said = {f for f, row in cells.items() if row[daemon.name] != "no"}
    if offered != said:
        return "it offers %s, and not %s" % (sorted(offered - said),
                                             sorted(said - offered))
    return None


def gone(herald, daemon, row):
    """None when a route that was there is withdrawn on both sides."""
    if not daemon.gone(row):
        return "it holds the route still"
    if daemon.sides == 1:	# what it announces is its own
        return None
    shown = daemon.renamed.get(row.number, (0, row.shown))[1]
    if shown in herald.routes(herald.back(daemon, row)):
        return "Herald holds '%s' still" % shown
    return None


def offers(herald, daemon, versions, cells, end):
    """Whether there are sessions to ask anything on."""
    version = daemon.version()
    report("%s %s" % (daemon.name, version), None if versions.get(
        daemon.name) == version else "the matrix is of %s" % versions.get(
            daemon.name))
    why = until(lambda: probe(herald, daemon, cells), end)
    report("%s: offers what the matrix says" % daemon.name, why)
    return not (why or "").startswith("no session")


def check(herald, matrix):
    versions, cells, wrong = read_matrix(matrix)
    report("the matrix is whole", wrong or None)
    end, asked = time.time() + PATIENCE, []
    for daemon in DAEMONS:
        if not daemon.here() or not offers(herald, daemon, versions, cells,
                                           end):
            continue
        for row in ROWS:
            if row.number in daemon.unread:
                continue
            ways = WORDS.get(cells.get(row.family, {}).get(daemon.name)) or ()
            what = "%s: %s" % (row.family, " ".join(row.shown.split()[:3]))
            if "out" in ways:
                report("%s holds %s" % (daemon.name, what), until(
                    lambda: daemon.held(row), end))
            if "in" in ways:
                report("%s announces %s" % (daemon.name, what), until(
                    lambda: passed(herald, daemon, row), end))
            if ways and row.family not in daemon.keeps:
                asked.append((daemon, row, what))
    os.replace(T + "/silent.conf", T + "/bgpd.conf")
    herald.say("reload")
    end = time.time() + PATIENCE
    for daemon, row, what in asked:
        report("%s withdraws %s" % (daemon.name, what), until(
            lambda: gone(herald, daemon, row), end))
    report("all cells", None)


def main():
    if sys.argv[1] == "configure":
        addresses()
        configure()
    else:
        start()
        check(Herald(*sys.argv[2:4]), sys.argv[4])


main()
