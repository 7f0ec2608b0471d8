# SPDX-License-Identifier: ISC
"""One route of each family for the test of interoperation: as Herald's
configuration says it, and as show rib prints it when it comes back.  The number
of a row is in all of its attributes, so that none is taken for another's."""

NODE = "tlv 256 0x020000040000fbf0020100040000000002030006000000000001"
V4, V6 = "next-hop 192.0.2.9", "next-hop 2001:db8::9"
POLICY = ("tunnel-encap ( sr-policy preference 100 binding-sid mpls 24000 "
          "segment-list weight 1 segment type-a mpls 16001 )")
SID = "bgp-prefix-sid-srv6 ( l3-service 2001:db8:1:1:: 0x48 [64,24,16,0,0,0] )"
RATE = ("flow-rate 0:9600",)
NAME = "bgp-ls [ 1026 0x7231 ]"


class Row:
    """A route: in an announce block of afi, word and text; shown is what
    show rib calls it, unless it is the same words."""

    def __init__(self, number, family, afi, text, hop, shown=None, targets=True,
                 more="", says=()):
        self.number, self.family, self.afi = number, family, afi
        self.safi = text.split()[0]
        if self.safi == "safi":		# a family by its numbers
            self.safi = " ".join(text.split()[:2])
        self.text, self.hop, self.targets = text, hop, targets
        self.shown = shown or text
        self.more = more
        self.says = says	# what else show rib detail has to say of it

    def line(self):
        communities = ("community 64496:%(n)d large-community 64496:%(n)d:3" %
                       {"n": self.number})
        target = " extended-community target:64496:%d" % self.number
        return "%s %s med %d %s%s %s;" % (
            self.text, self.hop, self.number, communities,
            target if self.targets else "", self.more)


def plain(number, family, afi, safi, prefix, hop):
    return Row(number, family, afi, "%s %s" % (safi, prefix), hop, prefix,
               targets=False)


ROWS = (
    plain(1, "IPv4 unicast", "ipv4", "unicast", "198.51.1.0/24", V4),
    plain(2, "IPv4 multicast", "ipv4", "multicast", "198.51.2.0/24", V4),
    Row(3, "IPv4 labeled-unicast", "ipv4", "nlri-mpls 198.51.3.0/24 label 1003",
        V4, targets=False),
    Row(4, "IPv4 mcast-vpn", "ipv4", "mcast-vpn source-ad rd 64496:4 source "
        "198.51.4.1 group 233.252.0.4", V4),
    Row(5, "IPv4 sr-policy", "ipv4", "sr-policy distinguisher 1 color 5 "
        "endpoint 198.51.5.1", V4, more=POLICY, says=(
            r"binding-sid mpls 24000 segment-list weight 1 segment type-a "
            r"mpls 16001",)),
    Row(6, "IPv4 mup", "ipv4", "mup mup-isd 198.51.6.1/32 rd 64496:6", V6,
        more=SID),
    Row(6, "IPv4 mup", "ipv4", "mup mup-t1st 198.51.6.2/32 rd 64496:6 teid 99 "
        "qfi 5 endpoint 203.0.113.6", V4),
    Row(7, "IPv4 vpn", "ipv4", "mpls-vpn 198.51.7.0/24 label 1007 rd 64496:7",
        V4),
    Row(8, "IPv4 rtc", "ipv4", "rtc origin-as 64496 route-target "
        "target:64496:8", V4, targets=False),
    Row(9, "IPv4 flowspec", "ipv4", "flow destination-ipv4 198.51.9.0/24 "
        "protocol =tcp destination-port =80 rate-limit 9600", "",
        "flow destination-ipv4 198.51.9.0/24 protocol =tcp destination-port "
        "=80", targets=False, says=RATE),
    Row(10, "IPv4 flowspec-vpn", "ipv4", "flow-vpn destination-ipv4 "
        "198.51.10.0/24 protocol =udp rd 64496:10 rate-limit 9600", "",
        "flow-vpn destination-ipv4 198.51.10.0/24 protocol =udp rd 64496:10",
        says=RATE),
    plain(11, "IPv6 unicast", "ipv6", "unicast", "2001:db8:11::/48", V6),
    plain(12, "IPv6 multicast", "ipv6", "multicast", "2001:db8:12::/48", V6),
    Row(13, "IPv6 labeled-unicast", "ipv6", "nlri-mpls 2001:db8:13::/48 label "
        "1013", V6, targets=False),
    Row(14, "IPv6 mcast-vpn", "ipv6", "mcast-vpn source-ad rd 64496:14 source "
        "2001:db8:14::1 group ff3e::14", V6),
    Row(15, "IPv6 sr-policy", "ipv6", "sr-policy distinguisher 1 color 15 "
        "endpoint 2001:db8:15::1", V6, more=POLICY, says=(
            r"binding-sid mpls 24000 segment-list weight 1 segment type-a "
            r"mpls 16001",)),
    Row(16, "IPv6 mup", "ipv6", "mup mup-isd 2001:db8:16::1/128 rd 64496:16",
        V6, more=SID),
    Row(17, "IPv6 vpn", "ipv6", "mpls-vpn 2001:db8:17::/48 label 1017 rd "
        "64496:17", V6),
    Row(26, "IPv6 vpn", "ipv6", "mpls-vpn 2001:db8:26::/48 label 1026 rd "
        "64496:26", V6, more=SID),
    Row(18, "IPv6 flowspec", "ipv6", "flow destination-ipv6 2001:db8:18::/48/0 "
        "next-header =tcp destination-port =80 rate-limit 9600", "",
        "flow destination-ipv6 2001:db8:18::/48/0 next-header =tcp "
        "destination-port =80", targets=False, says=RATE),
    Row(19, "IPv6 flowspec-vpn", "ipv6", "flow-vpn destination-ipv6 "
        "2001:db8:19::/48/0 next-header =udp rd 64496:19 rate-limit 9600", "",
        "flow-vpn destination-ipv6 2001:db8:19::/48/0 next-header =udp rd "
        "64496:19", says=RATE),
    Row(20, "VPLS", "l2vpn", "vpls rd 64496:20 endpoint 20 base 2000 offset 1 "
        "size 8", V4),
    Row(21, "EVPN", "l2vpn", "evpn mac-ip rd 64496:21 ethernet-tag 1 mac "
        "00:00:5e:00:53:21 ip 198.51.21.1 label 1021", V4),
    Row(21, "EVPN", "l2vpn", "evpn multicast rd 64496:21 ethernet-tag 1 ip "
        "192.0.2.9", V4,
        more="pmsi ( ingress-replication raw-label 1021 192.0.2.9 )",
        says=(r"pmsi \( ingress-replication raw-label 1021 192\.0\.2\.9 \)",)),
    Row(21, "EVPN", "l2vpn", "evpn prefix 198.51.21.0/24 rd 64496:21 "
        "ethernet-tag 0 label 1021", V4),
    Row(21, "EVPN", "l2vpn", "evpn ethernet-segment rd 192.0.2.9:21 esi "
        "00:11:22:33:44:55:66:77:88:99 ip 192.0.2.9", V4),
    Row(21, "EVPN", "l2vpn", "evpn ethernet-ad rd 192.0.2.9:21 esi "
        "00:11:22:33:44:55:66:77:88:99 ethernet-tag 7 label 1021", V4),
    Row(22, "BGP-LS", "bgp-ls", "bgp-ls type node protocol isis-l2 identifier "
        "22 " + NODE, V4, targets=False, more=NAME, says=("r1|0x7231",)),
    Row(23, "BGP-LS-VPN", "bgp-ls", "bgp-ls-vpn type node rd 64496:23 protocol "
        "isis-l2 identifier 23 " + NODE, V4, more=NAME,
        says=("r1|0x7231",)),
    Row(24, "IPv4 vpn multicast", "ipv4", "mpls-vpn-multicast 198.51.24.0/24 "
        "rd 64496:24", V4),
    Row(25, "IPv6 vpn multicast", "ipv6", "mpls-vpn-multicast "
        "2001:db8:25::/48 rd 64496:25", V6),
    Row(27, "AFI 1 SAFI 7", "afi 1", "safi 7 0x20c0000209", V4,
        "afi 1 safi 7 0x20c0000209"),
    Row(28, "AFI 2 SAFI 7", "afi 2", "safi 7 0x8020010db8" + "0" * 22 + "09",
        V6, "afi 2 safi 7 0x8020010db8" + "0" * 22 + "09"),
    # no next hop comes back: GoBGP knows it for rules about Ethernet frames
    Row(29, "AFI 25 SAFI 134", "afi 25", "safi 134 0x0c0000fbf00000001d0e910800"
        " next-hop 192.0.2.9", "",
        "afi 25 safi 134 0x0c0000fbf00000001d0e910800"),
)
FAMILIES = {row.family: (row.afi, row.safi) for row in ROWS}
