# SPDX-License-Identifier: ISC
"""What the neighbours of events_exabgp.py are and say: one row each.  Messages
that ExaBGP 4.2 answers by dropping the session are the last of a neighbour."""

import socket
import struct
from dataclasses import dataclass, field

WK, OT, ON = 0x40, 0xC0, 0x80
IPV4, IPV6 = 1, 1 << 10         # unicast, in masks by enum family


def u16(v):
    return struct.pack("!H", v)


def u32(v):
    return struct.pack("!I", v)


def ip(text):
    family = socket.AF_INET6 if ":" in text else socket.AF_INET
    return socket.inet_pton(family, text)


def message(kind, body=b""):
    return b"\xff" * 16 + u16(19 + len(body)) + bytes([kind]) + body


def attr(flags, kind, value=b""):
    if len(value) > 255:
        return bytes([flags | 0x10, kind]) + u16(len(value)) + value
    return bytes([flags, kind, len(value)]) + value


def update(attrs=b"", nlri=b"", withdrawn=b""):
    return message(2, u16(len(withdrawn)) + withdrawn + u16(len(attrs)) +
                   attrs + nlri)


def segment(kind, *numbers, width=4):
    return bytes([kind, len(numbers)]) + b"".join(
        n.to_bytes(width, "big") for n in numbers)


def path(*segments):
    return attr(WK, 2, b"".join(segments))


def cap(code, value=b""):
    return bytes([code, len(value)]) + value


def mp(afi, safi):
    return cap(1, u16(afi) + bytes([0, safi]))


def open_message(asn, router_id, caps):
    params = b"".join(bytes([2, len(c)]) + c for c in caps)
    return message(1, bytes([4]) + u16(asn if asn < 65536 else 23456) +
                   u16(180) + ip(router_id) + bytes([len(params)]) + params)


def notification(code, subcode, data=b""):
    return message(3, bytes([code, subcode]) + data)


def refresh(afi, safi, subtype):
    return message(5, u16(afi) + bytes([subtype, safi]))


def operational(what, body):
    return message(6, u16(what) + u16(len(body)) + body)


def reach(nexthop, nlri, afi=2, safi=1):
    return attr(ON, 14, u16(afi) + bytes([safi, len(nexthop)]) + nexthop +
                b"\0" + nlri)


def unreach(nlri, afi=2, safi=1):
    return attr(ON, 15, u16(afi) + bytes([safi]) + nlri)


ORIGIN = attr(WK, 1, b"\0")
NEXT_HOP = attr(WK, 3, ip("192.0.2.9"))
EOR = update()

EXT_COMMUNITIES = [
    "0002fde800000064", "0102c00002010064", "0202000111700001",
    "02020000fde80001", "0003fde800000064", "0103c00002010064",
    "0203000111700001", "4002fde800000064", "030c000000000000",
    "030c000000000008", "030c000000000063", "0314000000070000",
    "06000000000000aa", "060001000000000a", "0702000100004005",
    "4702000100008005", "070200010000c005", "8006000000000000",
    "80060000461c4000", "8006fde849742400",
    "80060000bf800000", "8007000000000001", "8007000000000002",
    "8007000000000003", "8008fde800000064", "800900000000002e",
    "800a130005dc006f", "0800000000000000", "0800000000000001",
    "010cc00002010000", "010cc00002010001", "0c00fde800000064",
    "0013fde800000064", "0113c00002010064", "0213000111700001",
    "4300000000000001", "9901020304050607", "4004fde847c35000",
]


class Routes:
    """UPDATEs as one neighbour sends them: its AS, with or without path ids."""

    def __init__(self, asn, path_ids=False, ibgp=False, width=4):
        self.asn, self.path_ids, self.ibgp = asn, path_ids, ibgp
        self.width = width

    def nlri(self, *prefixes):
        out = b""
        for i, text in enumerate(prefixes):
            address, bits = text.split("/")
            bits = int(bits)
            out += u32(7 + i) if self.path_ids else b""
            out += bytes([bits]) + ip(address)[:(bits + 7) // 8]
        return out

    def seq(self, *more):
        return path(segment(2, self.asn, *more, width=self.width))

    def base(self):
        return ORIGIN + self.seq(4200000000 if self.width == 4 else 64777)

    def with_attrs(self, attrs, prefix="10.5.0.0/24"):
        return update(self.base() + NEXT_HOP + attrs, self.nlri(prefix))

    def few(self):
        return [
            update(self.base() + NEXT_HOP, self.nlri("10.0.0.0/24")),
            update(self.base() + NEXT_HOP + attr(ON, 4, u32(5)) +
                   attr(WK, 6) + attr(OT, 8, u32(0xfde90002) +
                                      u32(0xffffff01) + u32(0xfde90001)),
                   self.nlri("10.1.0.0/24", "10.1.1.0/24")),
            update(b"", b"", self.nlri("10.0.0.0/24", "10.1.0.0/24")),
        ]

    def communities(self):
        lists = [(8, [0xffff029a]), (8, [0xfde90002]),
                 (8, [0xffffff02, 0xffffff03, 0xffffff04]),
                 (8, [0xffff0000, 0xffff0001])]
        out = [self.with_attrs(attr(OT, k, b"".join(u32(c) for c in v)))
               for k, v in lists]
        out += [self.with_attrs(attr(OT, 16, bytes.fromhex(e)))
                for e in EXT_COMMUNITIES]
        out.append(self.with_attrs(attr(OT, 16, bytes.fromhex(
            EXT_COMMUNITIES[3] + EXT_COMMUNITIES[0]))))
        large = u32(65001) + u32(2) + u32(3)
        out.append(self.with_attrs(attr(OT, 32, large)))
        out.append(self.with_attrs(attr(OT, 32, large + u32(65001) + u32(1) +
                                        u32(3))))
        for v in (bytes.fromhex("000c") + ip("2001:db8::5") + b"\0\0",
                  bytes.fromhex("000c") + ip("2001:db8::5") + b"\0\1",
                  bytes.fromhex("0002") + ip("2001:db8::5") + b"\0\1"):
            out.append(self.with_attrs(attr(OT, 25, v)))
        return out

    def attributes(self):
        out = [self.with_attrs(a) for a in (
            attr(OT, 7, u32(4200000000) + ip("192.0.2.3")),
            attr(OT, 0x99, b"\1\2\xab"), attr(ON, 0x98, b"\1\2\xab"),
            attr(OT | 0x20, 0x99, b"\1\2" * 140), attr(OT, 0x97, b""),
            attr(OT, 35, u32(65001)), attr(OT | 0x20, 8, u32(0xfde90002)))]
        out.append(self.with_attrs(
            attr(ON, 26, b"\1\0\x0b" + b"\0" * 7 + b"d"), "10.12.0.0/24"))
        if self.ibgp:
            out += [self.with_attrs(a) for a in (
                attr(WK, 5, u32(200)), attr(ON, 9, ip("192.0.2.77")),
                attr(ON, 10, ip("192.0.2.78")),
                attr(ON, 10, ip("192.0.2.78") + ip("192.0.2.79")))]
            out.append(update(ORIGIN + path() + NEXT_HOP,
                              self.nlri("10.6.0.0/24")))
        out += [update(attr(WK, 1, bytes([o])) + self.seq() + NEXT_HOP,
                       self.nlri("10.7.0.0/25", "10.7.0.128/25"))
                for o in (1, 2)]
        return out

    def paths(self):
        s = segment
        paths = [(s(2, self.asn), s(1, 3, 4)), (s(1, 3, 4),),
                 (s(2, self.asn), s(1, 3), s(2, 7)),
                 (s(3, 64512), s(2, self.asn)),
                 (s(2, self.asn), s(4, 64512, 64513)),
                 (s(2, *[self.asn] * 3),), (s(2, *range(1, 256)),)]
        return [update(ORIGIN + path(*p) + NEXT_HOP,
                       self.nlri("10.6.0.0/24")) for p in paths]

    def families(self):
        one, other = self.nlri("2001:db8:1::/48"), self.nlri("2001:db8:2::/48")
        near = ip("2001:db8::9")
        return [
            update(self.base() + NEXT_HOP, self.nlri("0.0.0.0/0"),
                   self.nlri("10.9.0.0/24")),
            update(self.base() + reach(near, one + self.nlri("::/0"))),
            update(self.base() + reach(near + ip("fe80::1"), one)),
            update(unreach(one)),
            update(self.base() + NEXT_HOP + unreach(one) + reach(near, other),
                   self.nlri("10.10.0.0/24"), self.nlri("10.11.0.0/24")),
            update(self.base()), EOR, update(unreach(b"")),
        ]

    def all(self):
        return (self.few() + self.communities() + self.attributes() +
                self.paths() + self.families())


@dataclass
class Neighbor:
    address: str
    asn: int
    what: tuple                 # of the api block
    caps: list                  # without that of the AS
    messages: list = field(default_factory=list)
    last: bytes = notification(6, 4)
    capability: str = ""        # ExaBGP's configuration
    negotiated: bool = False
    family: str = "ipv4 unicast; ipv6 unicast;"
    local: str = "127.0.0.1"
    static: bool = False
    as4: bool = True
    add_path: int = 0           # families of both directions, as a mask
    comes_up: bool = True
    speaks_as: int = 0          # in OPEN, if not asn

    @property
    def open(self):
        caps, asn = list(self.caps), self.speaks_as or self.asn
        if self.as4:
            caps.insert(1, cap(65, u32(asn)))
        return open_message(asn, "192.0.2.99", caps)


V4, V6 = mp(1, 1), mp(2, 1)
KEEPALIVE = message(4)
BOTH = u16(1) + b"\1\3" + u16(2) + b"\1\3"
QUERY = u16(1) + b"\1" + ip("192.0.2.5") + u32(7)
RICH = [
    V4, V6, mp(25, 70), mp(1, 85), mp(99, 1), cap(2), cap(128), cap(6),
    cap(5, u16(1) + u16(1) + u16(2)),
    cap(64, u16(0xc078) + u16(1) + b"\1\x80" + u16(2) + b"\1\0"), cap(70),
    cap(71, u16(1) + b"\1\x80\0\x0e\x10"), cap(73, b"\2r1\1x"),
    cap(75, b"\3a/b"), cap(9, b"\3"), cap(99, b"\1\2\xab"), cap(15),
    cap(200, b"\1"), cap(0)]

NEIGHBORS = [
    Neighbor("127.0.0.11", 64501, ("parsed",), [V4, V6],
             [KEEPALIVE] + Routes(64501).all(),
             notification(6, 3, b"\1\2zz"), static=True),
    Neighbor("127.0.0.12", 65000, ("parsed",),
             [V4 + V6, cap(69, BOTH), cap(64, u16(0x0078))],
             [KEEPALIVE] + Routes(65000, True, True).all(),
             capability="add-path send/receive; graceful-restart 60;",
             static=True, add_path=IPV4 | IPV6),
    Neighbor("127.0.0.13", 65000, ("parsed",), [V4, V6, cap(69, BOTH), cap(6)],
             [KEEPALIVE] + Routes(65000, True, True).few(),
             notification(6, 2), "add-path receive;", True, add_path=IPV4 | IPV6),
    Neighbor("2001:db8::2", 70000, ("parsed",), [V4, cap(185)],
             [KEEPALIVE, operational(3, QUERY), operational(5, QUERY)],
             notification(2, 7, cap(65)), "operational;", True,
             "ipv4 unicast;", "2001:db8::1"),
    Neighbor("127.0.0.15", 64505, ("parsed",), [V4, cap(185)],
             [KEEPALIVE] + [operational(w, QUERY + u32(99))
                            for w in (4, 6, 8)],
             capability="operational;", family="ipv4 unicast;"),
    Neighbor("127.0.0.16", 64506, ("packets",), [V4, cap(185)],
             [KEEPALIVE] + Routes(64506).few(),
             operational(1, u16(1) + b"\1hello"), "operational;", True,
             "ipv4 unicast;"),
    Neighbor("127.0.0.17", 64507, ("parsed",),
             [V4, cap(68, b"\0\1"), cap(131, b"\0\1")], [KEEPALIVE],
             family="ipv4 unicast;", comes_up=False),
    Neighbor("127.0.0.18", 64508, ("parsed",), [V4, cap(2)],
             [KEEPALIVE] + [refresh(1, 1, s) for s in (0, 1, 2)] +
             [refresh(2, 1, 0)], capability="route-refresh; asn4 disable;",
             family="ipv4 unicast;", as4=False),
    Neighbor("127.0.0.19", 64509, ("consolidate",), [V4, V6],
             [KEEPALIVE] + Routes(64509).few() + [EOR]),
    Neighbor("127.0.0.20", 64510, ("consolidate", "packets"), [V4, V6, cap(2)],
             [KEEPALIVE] + Routes(64510).few() + [EOR, refresh(1, 1, 0)],
             notification(4, 0), "route-refresh;", True, static=True),
    Neighbor("127.0.0.21", 64511, ("parsed", "packets"), [V4, cap(2)],
             [KEEPALIVE] + Routes(64511).few() + [refresh(1, 1, 0)],
             capability="route-refresh;", negotiated=True,
             family="ipv4 unicast;"),
    Neighbor("127.0.0.22", 64512, ("parsed",), RICH,
             [KEEPALIVE] + Routes(64512).few(),
             capability="asn4; route-refresh; graceful-restart 120;"),
    Neighbor("127.0.0.23", 64513, ("parsed",), [V4],
             [KEEPALIVE] + Routes(64513, width=2).few(),
             capability="asn4 disable;", family="ipv4 unicast;", as4=False),
]

STATIC = (
    "route 198.51.100.0/24 next-hop self med 7 community [ 64496:2 64496:1 "
    "no-export ] large-community [ 64496:2:3 64496:1:3 ] extended-community "
    "[ target:64496:1 origin:64496:5 ]; "
    "route 198.51.100.128/25 next-hop self as-path [ 64496 64510 ( 5 6 ) ]; "
    "route 2001:db8:100::/48 next-hop 2001:db8::1 aggregator "
    "( 64496:192.0.2.1 ) atomic-aggregate originator-id 192.0.2.8 "
    "cluster-list [ 192.0.2.4 ]; "
    "route 203.0.113.0/24 next-hop self attribute [ 0x99 0xC0 0x01ab ];")

COMMANDS = [
    "neighbor 127.0.0.11 announce route 198.18.0.0/24 next-hop 192.0.2.1 "
    "med 3",
    "neighbor 127.0.0.11 withdraw route 198.18.0.0/24 next-hop 192.0.2.1",
    "neighbor 127.0.0.11 announce eor ipv4 unicast",
    "neighbor 127.0.0.12 announce route 198.18.2.0/24 next-hop 192.0.2.1 "
    "path-information 1.2.3.4",
    "neighbor 127.0.0.16 announce route 198.18.3.0/24 next-hop 192.0.2.1",
    "neighbor 127.0.0.18 announce route-refresh ipv4 unicast",
    "neighbor 127.0.0.19 announce route 198.18.4.0/24 next-hop 192.0.2.1",
    "neighbor 127.0.0.21 announce route 198.18.5.0/24 next-hop 192.0.2.1",
    "neighbor 127.0.0.23 announce route 198.18.6.0/24 next-hop 192.0.2.1",
    "neighbor 127.0.0.15 announce operational rpcq afi ipv4 safi unicast "
    "sequence 5",
    "neighbor 127.0.0.15 announce operational rpcp afi ipv4 safi unicast "
    "sequence 5 counter 10",
    "neighbor 127.0.0.21 teardown 4",
]
