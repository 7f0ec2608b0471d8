# SPDX-License-Identifier: ISC
"""The second decoder's flow specification (RFC 8955, RFC 8956) and link state
(RFC 9552, RFC 9514); see second.py."""

import struct

from second import (RD, Cut, Family, Octets, Prefix, address, masked, pack,
                    show)

# --- flow specification -------------------------------------------------------

NUMERIC, BITS, PREFIX = "numeric", "bits", "prefix"
# Type, kind, words of IPv4 and IPv6, values of one octet and of two.  Values
# that have names are left out, but one.
COMPONENTS = (
    (1, PREFIX, ("destination-ipv4", "destination-ipv6"), (), ()),
    (2, PREFIX, ("source-ipv4", "source-ipv6"), (), ()),
    (3, NUMERIC, ("protocol", "next-header"), (6, 200, 249), ()),
    (4, NUMERIC, ("port",) * 2, (2, 200, 255), (20001, 65535)),
    (5, NUMERIC, ("destination-port",) * 2, (2, 200), (20001, 65535)),
    (6, NUMERIC, ("source-port",) * 2, (2, 200), (20001, 65535)),
    (7, NUMERIC, ("icmp-type",) * 2, (200, 249), ()),
    (8, NUMERIC, ("icmp-code",) * 2, (100, 249), ()),
    (9, BITS, ("tcp-flags",) * 2, range(1, 256), range(256, 512)),
    (10, NUMERIC, ("packet-length",) * 2, (0, 255), (256, 65535)),
    (11, NUMERIC, ("dscp", "traffic-class"), range(64), ()),
    (12, BITS, ("fragment",) * 2, (2, 4, 6, 8, 12, 14), ()),
    (13, NUMERIC, (None, "flow-label"), (), ()),
)
COMPARE = {1: "=", 2: ">", 3: ">=", 4: "<", 5: "<=", 6: "!="}
MASKS = {0: "", 1: "=", 2: "!", 3: "!="}
FLAGS = {9: ("fin", "syn", "rst", "push", "ack", "urg", "ece", "cwr", "ns"),
         12: ("dont-fragment", "is-fragment", "first-fragment",
              "last-fragment")}


class Flow(Family):
    def __init__(self, afi, safi, name):
        super().__init__(afi, safi, name, b"")
        self.vpn, self.v6 = safi == 134, afi == 2

    def make_prefix(self, rng):
        if not self.v6:
            return Prefix(4).make(rng)
        bits, offset = rng.randint(33, 128), rng.choice((0, 0, 8, 17, 32))
        raw = masked(pack(address(rng, 16)), bits)
        low = int.from_bytes(raw, "big") & (1 << 128 - offset) - 1
        return "%s/%d/%d" % (show(low.to_bytes(16, "big")), bits, offset)

    def make_ops(self, rng, kind, numeric, short, long):
        ops = []
        for n in range(rng.randint(1, 4)):
            if kind == 13:
                value = rng.getrandbits(20)
            else:
                value = rng.choice([rng.choice(x) for x in (short, long) if x])
            op = rng.choice(list(COMPARE)) if numeric else rng.getrandbits(2)
            ops.append((n > 0 and rng.random() < 0.4, op, value))
        return ops

    def make(self, rng):
        f = {"parts": []}
        few = [c for c in COMPONENTS if rng.random() < 0.35] or [COMPONENTS[2]]
        for kind, what, words, short, long in few:
            if words[self.v6] is not None:
                f["parts"].append((kind, self.make_prefix(rng) if
                                   what == PREFIX else self.make_ops(
                                       rng, kind, what == NUMERIC, short,
                                       long)))
        if not f["parts"]:
            f["parts"].append((3, [(False, 1, 6)]))
        if self.vpn:
            f["rd"] = RD.make(rng)
        return f

    def put_prefix(self, text):
        if not self.v6:
            return Prefix(4).put(text)
        where, bits, offset = text.split("/")
        bits, offset = int(bits), int(offset)
        whole = int.from_bytes(pack(where), "big") >> 128 - bits
        size = (bits - offset + 7) // 8
        whole <<= 8 * size - (bits - offset)
        return bytes([bits, offset]) + whole.to_bytes(size, "big")

    def put_ops(self, kind, ops, rng):
        """rng: as wide as it may be, and bits that a receiver ignores."""
        out = b""
        for n, (both, op, value) in enumerate(ops):
            width = 2 if kind == 13 else 1 if value > 255 else 0
            if rng and kind in (4, 5, 6, 9, 10):
                width = max(width, rng.getrandbits(1))
            octet = width << 4 | op | (0x40 if both else 0)
            if rng:
                octet |= (0x40 if n == 0 else 0) & rng.getrandbits(8)
                octet |= (0x08 if kind not in FLAGS else 0x0c) & \
                    rng.getrandbits(8)
            out += bytes([octet | (0x80 if n == len(ops) - 1 else 0)])
            out += value.to_bytes(1 << width, "big")
        return out

    def put_loose(self, f, rng):
        return self.put(f, rng)

    def put(self, f, rng=None):
        body = RD.put(f["rd"]) if self.vpn else b""
        for kind, what in f["parts"]:
            body += bytes([kind])
            body += self.put_prefix(what) if kind < 3 else \
                self.put_ops(kind, what, rng)
        if len(body) < 240 and not (rng and rng.random() < 0.2):
            return bytes([len(body)]) + body
        return struct.pack("!H", 0xf000 | len(body)) + body

    def get_prefix(self, body):
        if not self.v6:
            return Prefix(4).get(body)
        bits, offset = body.number(1), body.number(1)
        size = (bits - offset + 7) // 8
        whole = body.number(size) >> 8 * size - (bits - offset)
        return "%s/%d/%d" % (show((whole << 128 - bits).to_bytes(16, "big")),
                             bits, offset)

    def get(self, octets):
        length = octets.number(1)
        if length >= 0xf0:
            length = (length & 0x0f) << 8 | octets.number(1)
        body = octets.part(length)
        f, last = {}, 0
        if self.vpn:
            f["rd"] = RD.get(body)
        f["parts"] = []
        while body.left():
            kind = body.number(1)
            if kind <= last:
                raise Cut("component %d behind %d" % (kind, last))
            last, ops = kind, []
            if kind < 3:
                f["parts"].append((kind, self.get_prefix(body)))
                continue
            while True:
                octet = body.number(1)
                value = body.number(1 << (octet >> 4 & 3))
                ops.append((bool(octet & 0x40) and bool(ops),
                            octet & (3 if kind in FLAGS else 7), value))
                if octet & 0x80:
                    break
            f["parts"].append((kind, ops))
        return f

    def term(self, kind, op, value):
        if kind in FLAGS:
            return MASKS[op] + "+".join(
                name for n, name in enumerate(FLAGS[kind]) if value >> n & 1)
        return COMPARE[op] + ("tcp" if kind == 3 and value == 6 else
                              str(value))

    def terms(self, kind, ops):
        groups = []
        for both, op, value in ops:
            term = self.term(kind, op, value)
            if both:
                groups[-1] += "&" + term
            else:
                groups.append(term)
        return groups

    def text(self, f):
        out = ["flow-vpn" if self.vpn else "flow"]
        for name, what in self.said_parts(f):
            ops = next(w for k, w in f["parts"]
                       if COMPONENTS[k - 1][2][self.v6] == name)
            out.append(name)
            out.append(what[0] if len(ops) == 1 or isinstance(ops, str) else
                       "[ %s ]" % " ".join(what))
        return " ".join(out + (["rd " + f["rd"]] if self.vpn else []))

    def said_parts(self, f):
        for kind, what in f["parts"]:
            yield COMPONENTS[kind - 1][2][self.v6], [what] if kind < 3 else \
                self.terms(kind, what)

    def said(self, f):
        d = dict(self.said_parts(f))
        d["string"] = self.text(f).replace("flow-vpn ", "flow ")
        if self.vpn:
            d["rd"] = f["rd"]
        return d

    def announcement(self, f):
        return "announce %s %s discard" % (self.name.split()[0], self.text(f))


# --- link state ---------------------------------------------------------------

PROTOCOLS = {1: "isis-l1", 2: "isis-l2", 3: "ospfv2", 4: "direct",
             5: "static", 6: "ospfv3", 7: "bgp"}
TYPES = {1: ("node", "bgpls-node"), 2: ("link", "bgpls-link"),
         3: ("ipv4-prefix", "bgpls-prefix-v4"),
         4: ("ipv6-prefix", "bgpls-prefix-v6"),
         6: ("srv6-sid", "bgpls-srv6sid")}


def tlv(kind, value):
    return struct.pack("!HH", kind, len(value)) + value


def tlvs_of(octets):
    while octets.left():
        kind = octets.number(2)
        yield kind, octets.take(octets.number(2))


class LinkState(Family):
    """RFC 9552 5.2, RFC 9514 6."""
    def __init__(self, safi, name):
        hop = (bytes(8) if safi == 72 else b"") + b"\xc0\0\2\x09"
        super().__init__(16388, safi, name, hop)
        self.vpn = safi == 72

    def node(self, rng):
        parts = [tlv(512, struct.pack("!I", rng.randint(64496, 64511)))]
        if rng.random() < 0.5:
            parts.append(tlv(513, struct.pack("!I", rng.getrandbits(32))))
        parts.append(tlv(515, rng.randbytes(rng.choice((4, 6)))))
        return b"".join(parts)

    def make(self, rng):
        kind = rng.choice(list(TYPES))
        f = {"type": kind, "protocol": rng.choice(list(PROTOCOLS)),
             "id": rng.getrandbits(rng.choice((8, 63))),
             "tlvs": [(256, self.node(rng))]}
        add = f["tlvs"].append
        if kind == 2:
            add((257, self.node(rng)))
            if rng.random() < 0.5:
                add((258, struct.pack("!II", rng.getrandbits(32),
                                      rng.getrandbits(32))))
            else:
                add((259, pack(address(rng, 4))))
                add((260, pack(address(rng, 4))))
        if kind in (3, 4):
            add((265, Prefix(4 if kind == 3 else 16).put(
                Prefix(4 if kind == 3 else 16).make(rng))))
        if kind == 6:
            add((518, pack(address(rng, 16))))
        if self.vpn:
            f["rd"] = RD.make(rng)
        return f

    def put(self, f):
        body = RD.put(f["rd"]) if self.vpn else b""
        body += struct.pack("!BQ", f["protocol"], f["id"])
        body += b"".join(tlv(*one) for one in f["tlvs"])
        return struct.pack("!HH", f["type"], len(body)) + body

    def get(self, octets):
        f = {"type": octets.number(2)}
        body = octets.part(octets.number(2))
        if self.vpn:
            f["rd"] = RD.get(body)
        f.update(protocol=body.number(1), id=body.number(8))
        f["tlvs"] = list(tlvs_of(body))
        return f

    def text(self, f):
        return "%s type %s %sprotocol %s identifier %d %s" % (
            self.name.split()[1], TYPES[f["type"]][0],
            "rd %s " % f["rd"] if self.vpn else "", PROTOCOLS[f["protocol"]],
            f["id"], " ".join("tlv %d 0x%s" % (kind, value.hex())
                              for kind, value in f["tlvs"]))

    def said_node(self, value):
        return [{512: lambda v: {"autonomous-system": int(v.hex(), 16)},
                 513: lambda v: {"bgp-ls-identifier": str(int(v.hex(), 16))},
                 515: lambda v: {"router-id": show(v) if len(v) == 4 else
                                 v.hex()}}[kind](one)
                for kind, one in tlvs_of(Octets(value))]

    def said(self, f):
        tlvs = dict(f["tlvs"])
        d = {"ls-nlri-type": TYPES[f["type"]][1], "protocol-id": f["protocol"],
             "l3-routing-topology": f["id"]}
        if self.vpn:
            d["rd"] = f["rd"]
        if f["type"] == 2:
            d["local-node-descriptors"] = self.said_node(tlvs[256])
            d["remote-node-descriptors"] = self.said_node(tlvs[257])
            if 258 in tlvs:
                local, remote = struct.unpack("!II", tlvs[258])
                d["link-identifiers"] = [{"link-local-id": local,
                                          "link-remote-id": remote}]
        else:
            d["node-descriptors"] = self.said_node(tlvs[256])
        if f["type"] in (3, 4):
            d["ip-reachability-tlv"] = Prefix(4 if f["type"] == 3 else 16).get(
                Octets(tlvs[265]))
        if f["type"] == 6:
            d["srv6-sid-descriptors"] = {"multi-topology-ids": [],
                                         "srv6-sid": show(tlvs[518])}
        return d


FAMILIES = [
    Flow(1, 133, "ipv4 flow"), Flow(2, 133, "ipv6 flow"),
    Flow(1, 134, "ipv4 flow-vpn"), Flow(2, 134, "ipv6 flow-vpn"),
    LinkState(71, "bgp-ls bgp-ls"), LinkState(72, "bgp-ls bgp-ls-vpn"),
]
