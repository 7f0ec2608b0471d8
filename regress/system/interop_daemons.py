# SPDX-License-Identifier: ISC
"""What the test of interoperation knows of the other daemons: how each is told
to offer a family, whether it takes the word, how it is started, and how its
table is asked.

A daemon has one or more pairs of sessions.  On the first of a pair Herald
announces; on the second, where Herald is another AS at another address, comes
back what the daemon makes of it.  An address is n + 10 * side + 20 * pair: n is
1 for Herald and a number of its own for each daemon."""

import os
import re
import shutil
import subprocess

from interop_routes import FAMILIES, ROWS

T = os.environ["T"]
HERALD, OURS = 1, (64496, 64497)	# our AS on each side


def address(n, side, pair, six=False):
    return ("2001:db8::%d" if six else "192.0.2.%d") % (
        n + 10 * side + 20 * pair)


def run(*words, peer=True):
    done = subprocess.run((("ip", "netns", "exec", "peer") if peer else ()) +
                          words, capture_output=True, text=True, check=False,
                          stdin=subprocess.DEVNULL, timeout=60)
    return done.returncode, done.stdout + done.stderr


def write(name, text, owner=None):
    path = os.path.join(T, name)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    os.chmod(path, 0o600 if owner is None else 0o640)
    if owner:
        shutil.chown(path, owner)
    return path


class Daemon:
    """WORDS: of each family that it may know, the words of its configuration,
    the words that ask for its table, and what the table calls our route."""
    sides = 2
    pairs = ("",)		# of each: "six" between IPv6 addresses
    words = {}
    renamed = {}		# what comes back as another: row -> (row, NLRI)
    not_sent = ()		# families that it offers and cannot read
    unread = ()			# rows that it ends the session over
    no_large = ()		# rows that it has no large community for
    keeps = ()			# whose withdraws do nothing, from anybody

    def __init__(self):
        self.spoken = []

    def here(self):
        return shutil.which(self.binary) is not None

    def pair_of(self, family):	# on which pair of sessions it is spoken
        del family
        return 0

    def sessions(self):
        """(pair, side, our address, its address, our AS)"""
        for pair, kind in enumerate(self.pairs):
            for side in range(self.sides):
                six = kind == "six"
                yield (pair, side, address(HERALD, side, pair, six),
                       address(self.n, side, pair, six), OURS[side])

    def learn(self):
        """Which families its own parser takes."""
        self.spoken = [f for f in self.words if self.accepts(f)]

    def families(self, pair):
        return [f for f in self.spoken if self.pair_of(f) == pair]

    def attributes(self, row):
        """Patterns for MED, community, large community, AS, target, next hop"""
        n = row.number
        hop = row.hop.split()[-1] if row.hop else None
        marks = self.marks(n) + ([self.target % n] if row.targets else [])
        return marks + ([re.escape(hop)] if hop else [])

    def held(self, row):
        """None when its table has the route as it was sent, or what is not."""
        text = self.table(row)
        for pattern in [self.called(row)] + self.attributes(row):
            if not re.search(pattern, text):
                return "no '%s' in: %s" % (pattern, text)
        return None

    def gone(self, row):
        return not re.search(self.called(row), self.table(row))


class Bird(Daemon):
    name, binary, n, asn = "bird", "bird", 2, 64500
    words = {
        "IPv4 unicast": ("ipv4", "ipv4"), "IPv6 unicast": ("ipv6", "ipv6"),
        "IPv4 multicast": ("ipv4 multicast", "ipv4"),
        "IPv6 multicast": ("ipv6 multicast", "ipv6"),
        "IPv4 labeled-unicast": ("ipv4 mpls", "ipv4"),
        "IPv6 labeled-unicast": ("ipv6 mpls", "ipv6"),
        "IPv4 vpn": ("vpn4 mpls", "vpn4"), "IPv6 vpn": ("vpn6 mpls", "vpn6"),
        "IPv4 vpn multicast": ("vpn4 multicast", "vpn4"),
        "IPv6 vpn multicast": ("vpn6 multicast", "vpn6"),
        "IPv4 flowspec": ("flow4", "flow4"),
        "IPv6 flowspec": ("flow6", "flow6"),
        "IPv4 flowspec-vpn": ("vpnflow4", "vpnflow4"),
        "EVPN": ("evpn", "evpn"),
    }
    keys = {9: r"flow4 \{ dst 198\.51\.9\.0/24; proto 6; dport 80; \}",
            18: r"flow6 \{ dst 2001:db8:18::/48; next header 6; dport 80; \}"}
    target = r"\(rt, 64496, %d\)"

    def version(self):
        return re.search(r"[\d.]+", run("bird", "--version")[1]).group()

    def config(self, families):
        text = "router id 192.0.2.2;\nprotocol device {}\n"
        for i, f in enumerate(families):
            text += "%s table t%d;\n" % (self.words[f][1], i)
        for _, side, ours, its, asn in self.sessions():
            text += ("protocol bgp herald%d {\n\tstrict bind yes;\n"
                     "\tlocal %s as %d;\n\tneighbor %s as %d;\n"
                     "\tconnect delay time 1; connect retry time 1;\n"
                     "\terror wait time 1, 2;\n") % (side, its, self.asn, ours,
                                                     asn)
            for i, f in enumerate(families):
                hop = "" if "flow" in f else "gateway recursive;"
                text += "\t%s { table t%d; import all; export all; %s };\n" % (
                    self.words[f][0], i, hop)
            text += "}\n"
        return text

    def accepts(self, family):
        return run("bird", "-p", "-c", write("try", self.config(
            [family])))[0] == 0

    def start(self):
        run("bird", "-c", write("bird.conf", self.config(self.spoken)), "-s",
            T + "/bird.ctl", "-P", T + "/bird.pid")

    def table(self, row):
        return run("birdc", "-s", T + "/bird.ctl", "show", "route", "table",
                   "t%d" % self.spoken.index(row.family), "all")[1]

    def called(self, row):
        words = row.text.split()
        rd = "%s " % words[words.index("rd") + 1] if "rd" in words else ""
        label = r"[\s\S]*mpls_label_stack: 10%02d\n" % row.number
        return self.keys.get(row.number) or "(?m)^" + rd + words[1] + " " + (
            label if "label" in words else "")

    def marks(self, n):
        return [r"as_path: 64496\n", r"med: %d\n" % n, r"\(64496,%d\)" % n,
                r"\(64496, %d, 3\)" % n] + (
                    ["0x80060000, 0x46160000"] if n in self.keys else [])


class Frr(Daemon):
    name, binary, n, asn = "frr", "/usr/lib/frr/bgpd", 3, 64501
    # unicast and labelled unicast do not go together on a session of FRR's
    pairs = ("", "")
    words = {
        "IPv4 unicast": ("ipv4 unicast", None),
        "IPv6 unicast": ("ipv6 unicast", None),
        "IPv4 multicast": ("ipv4 multicast", None),
        "IPv6 multicast": ("ipv6 multicast", None),
        "IPv4 labeled-unicast": ("ipv4 labeled-unicast", None),
        "IPv6 labeled-unicast": ("ipv6 labeled-unicast", None),
        "IPv4 vpn": ("ipv4 vpn", None), "IPv6 vpn": ("ipv6 vpn", None),
        "IPv4 flowspec": ("ipv4 flowspec", "detail"),
        "IPv6 flowspec": ("ipv6 flowspec", "detail"),
        "EVPN": ("l2vpn evpn", "route detail"),
        "IPv4 mcast-vpn": ("ipv4 mvpn", ""), "IPv4 rtc": ("ipv4 rtc", ""),
        "IPv4 sr-policy": ("ipv4 sr-policy", ""),
        "BGP-LS": ("link-state link-state", ""), "VPLS": ("l2vpn vpls", ""),
    }
    # What has a label there is what has none elsewhere: FRR announces its
    # unicast table, its own label in front.
    renamed = {3: (1, "nlri-mpls 198.51.1.0/24 label 3"),
               13: (11, "nlri-mpls 2001:db8:11::/48 label 3")}
    target = "RT:64496:%d"
    keys = {
        9: r"Address 198\.51\.9\.0/24\s+IP Protocol = 6\s+Destination Port = 80"
           r"\s+FS:rate 9600\.0",
        18: r"Address 2001:db8:18::/48.*\s+IP Protocol = 6\s+Destination Port ="
            r" 80\s+FS:rate 9600\.0",
    }

    def version(self):
        return re.search(r"version ([\d.]+)", run(self.binary, "-v")[
            1]).group(1)

    def pair_of(self, family):
        return 1 if "labeled" in family else 0

    def config(self, families):
        text = ("router bgp %d\n bgp router-id 192.0.2.3\n"
                " no bgp ebgp-requires-policy\n no bgp network import-check\n"
                " no bgp default ipv4-unicast\n") % self.asn
        for _, _, ours, its, asn in self.sessions():
            text += (" neighbor %(a)s remote-as %(as)d\n"
                     " neighbor %(a)s update-source %(its)s\n"
                     " neighbor %(a)s timers connect 1\n" %
                     {"a": ours, "its": its, "as": asn})
        for f in families:
            text += " address-family %s\n" % self.words[f][0]
            for pair, _, ours, _, _ in self.sessions():
                if pair == self.pair_of(f):
                    text += "  neighbor %s activate\n" % ours
            text += " exit-address-family\n"
        return text

    def accepts(self, family):
        status, said = run(self.binary, "-C", "-Z", "-n", "-S", "-f", write(
            "try", self.config([family]), "frr"))
        return status == 0 and "No such command" not in said

    def start(self):
        os.makedirs(T + "/vty", exist_ok=True)
        shutil.chown(T + "/vty", "frr")
        listen = []
        for _, _, _, its, _ in self.sessions():
            listen += ["-l", its]
        run(self.binary, "-d", "-Z", "-n", "-S", *listen, "-f", write(
            "frr.conf", self.config(self.spoken), "frr"), "-i", T +
            "/vty/frr.pid", "-A", "127.0.0.1", "--vty_socket", T + "/vty")

    def table(self, row):
        words, what = self.words[row.family]
        return run("vtysh", "--vty_socket", T + "/vty", "-d", "bgpd", "-c",
                   "show bgp %s %s" % (words, what or row.text.split()[1]))[1]

    def called(self, row):
        words = row.text.split()
        if row.number == 21:
            return {"mac-ip": r"\[2\]:\[1\]:\[48\]:\[00:00:5e:00:53:21\]:\[32\]"
                              r":\[198\.51\.21\.1\] VNI 16337",
                    "multicast": r"\[3\]:\[1\]:\[32\]:\[192\.0\.2\.9\][\s\S]*"
                                 r"Ingress Replication, label: 1021",
                    "prefix": r"\[5\]:\[0\]:\[24\]:\[198\.51\.21\.0\] VNI "
                              r"16337",
                    "ethernet-segment": r"Route \[4\]:\[00:11:22:33:44:55:66:77"
                                        r":88:99\]:\[32\]:\[192\.0\.2\.9\]",
                    "ethernet-ad": r"Route \[1\]:\[7\]:\[00:11:22:33:44:55:66:"
                                   r"77:88:99\]"}[words[1]]
        label = r"[\s\S]*label: 10%02d\n" % row.number
        return self.keys.get(row.number) or "entry for .*" + words[1] + (
            label if "label" in words else "")

    def attributes(self, row):
        return super().attributes(row) + (
            [r"Remote SID: 2001:db8:1:1::"] if "srv6" in row.more else [])

    def marks(self, n):	# of rules it shows no more than what they do
        return [] if n in self.keys else [
            r"\n +64496\n", r"metric %d," % n, r" Community: 64496:%d\n" % n,
            r"Large Community: 64496:%d:3\n" % n]


class Gobgp(Daemon):
    name, binary, n, asn = "gobgp", "gobgpd", 4, 64502
    # Its OPEN with all of them is longer than it says; and a session on which
    # route targets are spoken gets no BGP-LS.
    pairs = ("", "")
    words = {
        "IPv4 unicast": ("ipv4-unicast", "ipv4", r'"198\.51\.1\.0/24"'),
        "IPv6 unicast": ("ipv6-unicast", "ipv6", r'"2001:db8:11::/48"'),
        "IPv4 multicast": ("ipv4-multicast", None),
        "IPv6 multicast": ("ipv6-multicast", None),
        "IPv4 labeled-unicast": ("ipv4-labelled-unicast", "ipv4-mpls",
                                 r'"198\.51\.3\.0/24","labels":\[1003\]'),
        "IPv6 labeled-unicast": ("ipv6-labelled-unicast", "ipv6-mpls",
                                 r'"2001:db8:13::/48","labels":\[1013\]'),
        "IPv4 vpn": ("l3vpn-ipv4-unicast", "vpnv4",
                     r'"64496:7:198\.51\.7\.0/24".*"labels":\[1007\]'),
        "IPv6 vpn": ("l3vpn-ipv6-unicast", "vpnv6",
                     {"2001:db8:17::/48": r'"64496:17:2001:db8:17::/48":'
                                          r'.*"labels":\[1017\]',
                      "2001:db8:26::/48": r'"64496:26:2001:db8:26::/48":'
                                          r'.*"labels":\[1026\]'}),
        "IPv4 vpn multicast": ("l3vpn-ipv4-multicast", None),
        "IPv6 vpn multicast": ("l3vpn-ipv6-multicast", None),
        "VPLS": ("l2vpn-vpls", None), "BGP-LS": ("ls", None),
        "BGP-LS-VPN": ("ls-vpn", None),
        "IPv4 mcast-vpn": ("ipv4-mvpn", None),
        "EVPN": ("l2vpn-evpn", "evpn", {
            "mac-ip": r'"etag":1,"mac":"00:00:5e:00:53:21","ip":'
                      r'"198\.51\.21\.1","labels":\[16337\]',
            "multicast": r'"etag":1,"ip":"192\.0\.2\.9"',
            "prefix": r'"prefix":"198\.51\.21\.0/24".*"label":16337',
            "ethernet-segment": r'type:esi.*"ip":"192\.0\.2\.9"',
            "ethernet-ad": r'type:A-D.*"etag":7,"label":16337'}),
        "AFI 1 SAFI 7": ("ipv4-encap", "ipv4-encap", r'"192\.0\.2\.9"'),
        "AFI 2 SAFI 7": ("ipv6-encap", "ipv6-encap", r'"2001:db8::9"'),
        "AFI 25 SAFI 134": ("l2vpn-flowspec", "l2vpn-flowspec", "rd: 64496:29"),
        "IPv4 rtc": ("rtc", "rtc", '"64496:64496:8"'),
        "IPv4 flowspec": ("ipv4-flowspec", "ipv4-flowspec",
                          r'"\[destination: 198\.51\.9\.0/24\]\[protocol: '
                          r'==tcp\]\[destination-port: ==80\]".*"rate":9600'),
        "IPv6 flowspec": ("ipv6-flowspec", "ipv6-flowspec",
                          r'"\[destination: 2001:db8:18::/48.*\]\[protocol: '
                          r'==tcp\]\[destination-port: ==80\]".*"rate":9600'),
        "IPv4 flowspec-vpn": ("l3vpn-ipv4-flowspec", "ipv4-l3vpn-flowspec",
                              r'"\[rd: 64496:10\]\[destination: 198\.51\.10\.0'
                              r'/24\]\[protocol: ==udp\]".*"rate":9600'),
        "IPv6 flowspec-vpn": ("l3vpn-ipv6-flowspec", "ipv6-l3vpn-flowspec",
                              r'"\[rd: 64496:19\]\[destination: 2001:db8:19::/'
                              r'48.*\]\[protocol: ==udp\]".*"rate":9600'),
        "IPv4 sr-policy": ("ipv4-srpolicy", None),
        "IPv6 sr-policy": ("ipv6-srpolicy", None),
        "IPv4 mup": ("ipv4-mup", "ipv4-mup", {
            "mup-isd": r'isd\]\[rd:64496:6\]\[prefix:198\.51\.6\.1/32\]"',
            "mup-t1st": r'"prefix":"198\.51\.6\.2/32","teid":99,'
                        r'"qfi":5,"endpoint_address":"203\.0\.113\.6"'}),
        "IPv6 mup": ("ipv6-mup", "ipv6-mup", r'isd\]\[rd:64496:16\]\[prefix:'
                     r'2001:db8:16::1/128\]"'),
    }
    target = '"value":"64496:%d"'

    def version(self):
        return re.search(r"[\d.]+", run("gobgpd", "--version")[1]).group()

    def pair_of(self, family):
        return int("flow" in family or family.split()[-1] in (
            "EVPN", "rtc", "sr-policy", "mup"))

    def config(self, families):
        text = '[global.config]\nas = %d\nrouter-id = "192.0.2.4"\n' % self.asn
        text += "local-address-list = [%s]\n" % ", ".join(
            '"%s"' % its for _, _, _, its, _ in self.sessions())
        for pair, _, ours, its, asn in self.sessions():
            text += ('[[neighbors]]\n[neighbors.config]\n'
                     'neighbor-address = "%s"\npeer-as = %d\n'
                     '[neighbors.timers.config]\nconnect-retry = 1\n'
                     'idle-hold-time-after-reset = 1\n'
                     '[neighbors.transport.config]\nlocal-address = "%s"\n') % (
                         ours, asn, its)
            for f in families:
                if self.pair_of(f) == pair:
                    text += ('[[neighbors.afi-safis]]\n'
                             '[neighbors.afi-safis.config]\n'
                             'afi-safi-name = "%s"\n') % self.words[f][0]
        return text

    def accepts(self, family):
        return run("gobgpd", "--dry-run", "-f", write("try", self.config(
            [family])))[0] == 0

    def start(self):
        path = write("gobgp.toml", self.config(self.spoken))
        with open(T + "/gobgp.log", "w", encoding="utf-8") as log:
            subprocess.Popen(("ip", "netns", "exec", "peer", "gobgpd", "-f",
                              path, "--pprof-disable"), stdout=log, stderr=log,
                             stdin=subprocess.DEVNULL)

    def held(self, row):
        # Its command knows no table of these: what it passes on tells.
        return super().held(row) if self.words[row.family][1] else None

    def gone(self, row):
        return not self.words[row.family][1] or super().gone(row)

    def table(self, row):
        return run("gobgp", "global", "rib", "-j", "-a",
                   self.words[row.family][1])[1]

    def called(self, row):
        known = self.words[row.family][2]
        return known if isinstance(known, str) else known[row.text.split()[1]]

    def marks(self, n):
        return [r'"asns":\[64496\]', r'"metric":%d\b' % n,
                r'"communities":\[%d\]' % (64496 << 16 | n),
                r'"ASN":64496,"LocalData1":%d,"LocalData2":3' % n]

    def attributes(self, row):
        return super().attributes(row) + (
            [r'"sid":"IAENuAABAAEAAAAAAAAAAA==".*"endpoint_behavior":72']
            if "srv6" in row.more else [])


class Openbgpd(Daemon):
    name, binary, n, asn = "openbgpd", "/usr/sbin/bgpd", 5, 64503
    # IPv6 on a session between IPv4 addresses has no next hop there
    pairs = ("", "six")
    keeps = ("IPv4 vpn", "IPv6 vpn")
    words = {
        "IPv4 unicast": ("IPv4 unicast",), "IPv6 unicast": ("IPv6 unicast",),
        "IPv4 vpn": ("IPv4 vpn",), "IPv6 vpn": ("IPv6 vpn",),
        "IPv4 flowspec": ("IPv4 flowspec",),
        "IPv6 flowspec": ("IPv6 flowspec",),
        "IPv4 multicast": ("IPv4 multicast",), "EVPN": ("EVPN",),
    }
    target = "rt 64496:%d"

    def version(self):
        return re.search(r"[\d.]+", run(self.binary, "-V")[1]).group()

    def pair_of(self, family):
        return int("IPv6" in family)

    def config(self, families):
        text = ('AS %d\nrouter-id 192.0.2.5\nfib-update no\n'
                'socket "%s/openbgpd.sock"\n' % (self.asn, T))
        for _, _, _, its, _ in self.sessions():
            text += "listen on %s\n" % its
        for pair, _, ours, its, asn in self.sessions():
            text += ("neighbor %s {\n\tremote-as %d\n\tlocal-address %s\n"
                     "\tannounce IPv%d none\n") % (ours, asn, its,
                                                   4 if pair else 6)
            for f in families:
                if self.pair_of(f) == pair:
                    text += "\tannounce %s\n" % self.words[f][0]
            text += "}\n"
        return text + "allow from any\nallow to any\n"

    def accepts(self, family):
        return run(self.binary, "-n", "-f", write("try", self.config(
            [family])))[0] == 0

    def start(self):
        os.makedirs("/run/openbgpd", exist_ok=True)	# its chroot
        path = write("openbgpd.conf", self.config(self.spoken))
        with open(T + "/openbgpd.log", "w", encoding="utf-8") as log:
            subprocess.Popen(("ip", "netns", "exec", "peer", self.binary, "-d",
                              "-f", path), stdout=log, stderr=log,
                             stdin=subprocess.DEVNULL)

    def table(self, row):
        return run("/usr/sbin/bgpctl", "-s", T + "/openbgpd.sock", "show",
                   "rib", "detail")[1]

    def called(self, row):
        words = row.text.split()
        rd = "rd %s " % words[words.index("rd") + 1] if "rd" in words else ""
        return "(?m)entry for %s%s$" % (rd, words[1])

    def marks(self, n):
        return [r"\n +64496\n", r"metric %d," % n,
                r"\n +Communities: 64496:%d\n" % n,
                r"Large Communities: 64496:%d:3\n" % n]


class Exabgp(Daemon):
    name, binary, n, asn = "exabgp", "exabgp", 6, 64504
    sides = 1		# it passes nothing on, but has routes of its own
    words = dict.fromkeys(FAMILIES)
    not_sent = ("BGP-LS-VPN",)	# answered with NOTIFICATION 3/0
    unread = (26,)		# with 3/5: its SRv6 services are a draft's
    no_large = (20,)
    own = ("unicast", "multicast", "nlri-mpls", "mpls-vpn", "flow", "flow-vpn",
           "vpls")
    target = r'"target:64496:%d"'
    called_so = {
        9: r'"destination-ipv4": \[ "198\.51\.9\.0/24" \], "protocol": \[ '
           r'"=tcp" \], "destination-port": \[ "=80" \].*',
        10: r'"destination-ipv4": \[ "198\.51\.10\.0/24" \], "protocol": \[ '
            r'"=udp" \], "rd": "64496:10"',
        18: r'"destination-ipv6": \[ "2001:db8:18::/48/0" \], "next-header": '
            r'\[ "=tcp" \], "destination-port": \[ "=80" \]',
        19: r'"destination-ipv6": \[ "2001:db8:19::/48/0" \], "next-header": '
            r'\[ "=udp" \], "rd": "64496:19"',
        20: r'"rd": "64496:20", "endpoint": 20, "base": 2000, "offset": 1, '
            r'"size": 8',
        21: r'"code": 2.*"mac": "00:00:5E:00:53:21", "label": \[ \[1021.*"ip": '
            r'"198\.51\.21\.1"[\s\S]*"code": 3.*"ip": "192\.0\.2\.9"',
        22: r'"node-name": "r1"[\s\S]*"l3-routing-topology": 22, "protocol-id":'
            r' 2.*"autonomous-system": 64496',
    }

    def version(self):
        return re.search(r"ExaBGP : ([\d.]+)", run("exabgp", "--version")[
            1]).group(1)

    def config(self, families):
        (_, _, ours, its, asn), = self.sessions()
        text = ("process watch { run %s/watch; encoder json; }\n"
                "neighbor %s {\n\trouter-id %s;\n\tlocal-address %s;\n"
                "\tlocal-as %d;\n\tpeer-as %d;\n"
                "\tapi { processes [ watch ]; receive { parsed; update; } }\n"
                "\tfamily {" % (T, ours, its, its, self.asn, asn))
        for f in families:
            text += " %s %s;" % FAMILIES[f]
        text += " }\n"
        if len(families) > 1:
            text += self.routes(families)
        return text + "}\n"

    def routes(self, families):
        text = ""
        for row in ROWS:
            if (row.family not in families or row.safi not in self.own or
                    row.number in self.unread):
                continue
            line = row.line()
            if row.safi.startswith("flow"):	# it has a block of its own
                match, then = row.text.split(" ", 1)[1].split(" rate-limit ")
                match = re.sub(r"-ipv[46]|/0(?= )", "", match)
                rd = re.search(r" (rd \S+)", match)
                match = re.sub(r" rd \S+", "", match)
                words = match.split()
                pairs = "; ".join(" ".join(words[i:i + 2]) for i in
                                  range(0, len(words), 2))
                n = {"n": row.number}
                then = ("rate-limit %s; community 64496:%%(n)d; large-community"
                        " 64496:%%(n)d:3;" % then) % n
                if row.targets:
                    then += " extended-community target:64496:%(n)d;" % n
                text += "\tflow { route { %s match { %s; } then { %s } } }\n" \
                    % (rd.group(1) + ";" if rd else "", pairs, then)
            elif row.safi == "vpls":
                text += "\tl2vpn { %s }\n" % re.sub(
                    r"large-community \S+", "", line)
            elif row.safi == "multicast":
                text += "\tannounce { %s { %s } }\n" % (row.afi, line)
            else:	# announce would send these as unicast, label and all
                text += "\tstatic { route %s }\n" % line.split(" ", 1)[1]
        return text

    def learn(self):	# from its parser's table: to ask it takes long
        said = run("/usr/bin/python3", "-c", "from exabgp.configuration."
                   "neighbor.family import ParseFamily as p\n"
                   "for a, s in p.convert.items():\n"
                   "  for f in s: print(a, f)")[1].splitlines()
        self.spoken = [f for f, words in FAMILIES.items()
                       if " ".join(words) in said]

    def start(self):
        with open(T + "/watch", "w", encoding="utf-8") as f:
            f.write("#!/bin/sh\nexec /usr/bin/python3 %s %s/exabgp.json\n" % (
                os.path.join(os.path.dirname(os.path.abspath(__file__)),
                             "interop_watch.py"), T))
        os.chmod(T + "/watch", 0o755)
        path = write("exabgp.conf", self.config(self.spoken))
        with open(T + "/exabgp.log", "w", encoding="utf-8") as log:
            subprocess.Popen(("ip", "netns", "exec", "peer", "env",
                              "exabgp.daemon.user=root",
                              "exabgp.daemon.drop=false",
                              "exabgp.api.cli=false", "exabgp.tcp.bind=",
                              "exabgp", path), stdout=log, stderr=log,
                             stdin=subprocess.DEVNULL)

    def table(self, row):	# what it told its program
        del row
        try:
            with open(T + "/exabgp.json", encoding="utf-8") as f:
                return f.read()
        except FileNotFoundError:
            return ""

    def gone(self, row):
        return re.search(r'"withdraw": \{ "%s %s"' % FAMILIES[row.family],
                         self.table(row))

    def called(self, row):
        words = row.text.split()
        return self.called_so.get(row.number) or r'"nlri": "%s"%s' % (
            words[1], r', "label": \[ \[10%02d\]' % row.number
            if "label" in words else "")

    def marks(self, n):
        return [r'"as-path": \[ 64496 \].*"med": %d,' % n,
                r'"community": \[ \[ 64496, %d \]' % n,
                r'"large-community": \[ \[ 64496, %d , 3 \]' % n]


DAEMONS = (Bird(), Frr(), Gobgp(), Openbgpd(), Exabgp())
