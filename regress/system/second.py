# SPDX-License-Identifier: ISC
"""A second decoder: NLRI of every family beyond unicast, written from the
RFCs alone, so that two readings of them meet where no other program speaks a
family.  A family makes random fields, writes them, reads them back, and says
them in Herald's words and in the keys of its JSON."""

import ipaddress
import struct

DOC4 = (0xc0000200, 0xc6336400, 0xcb007100)
DOC6 = 0x20010db8 << 96


class Cut(Exception):
    """Octets end too early, or too many are left."""


class Octets:
    def __init__(self, raw):
        self.raw, self.at = raw, 0

    def left(self):
        return len(self.raw) - self.at

    def take(self, n):
        if n > self.left():
            raise Cut("%d octets at %d of %s" % (n, self.at, self.raw.hex()))
        self.at += n
        return self.raw[self.at - n:self.at]

    def number(self, n):
        return int.from_bytes(self.take(n), "big")

    def part(self, n):
        return Octets(self.take(n))

    def end(self):
        if self.left():
            raise Cut("%d octets are left of %s" % (self.left(),
                                                    self.raw.hex()))


def show(raw):
    return str(ipaddress.ip_address(raw))


def pack(text):
    return ipaddress.ip_address(text).packed


def address(rng, size):
    if size == 4:
        return show(struct.pack("!I", rng.choice(DOC4) + rng.randrange(256)))
    return show((DOC6 + rng.getrandbits(64)).to_bytes(16, "big"))


def masked(raw, bits):
    whole = int.from_bytes(raw, "big")
    unused = 8 * len(raw) - bits
    return (whole >> unused << unused).to_bytes(len(raw), "big")


# --- kinds of fields: make, put, get ------------------------------------------

class Number:
    def __init__(self, size, most=None):
        self.size = size
        self.most = most or (1 << 8 * size) - 1

    def make(self, rng):
        return rng.choice((0, 1, self.most, rng.randint(0, self.most)))

    def put(self, value):
        return value.to_bytes(self.size, "big")

    def get(self, octets):
        return octets.number(self.size)


class Distinguisher:
    """RFC 4364 4.2."""
    def make(self, rng):
        return rng.choice((
            "%d:%d" % (rng.randint(64496, 64511), rng.getrandbits(32)),
            "%s:%d" % (address(rng, 4), rng.getrandbits(16)),
            "%d:%d" % (rng.randint(65536, 65551), rng.getrandbits(16))))

    def put(self, value):
        left, right = value.split(":")
        if "." in left:
            return b"\0\1" + pack(left) + struct.pack("!H", int(right))
        if int(left) > 65535:
            return b"\0\2" + struct.pack("!IH", int(left), int(right))
        return b"\0\0" + struct.pack("!HI", int(left), int(right))

    def get(self, octets):
        kind = octets.number(2)
        if kind == 1:
            return "%s:%d" % (show(octets.take(4)), octets.number(2))
        a, b = {0: (2, 4), 2: (4, 2)}[kind]
        return "%d:%d" % (octets.number(a), octets.number(b))


class Hex:
    """Octets that are shown in pairs of digits."""
    def __init__(self, size):
        self.size = size

    def make(self, rng):
        return ":".join("%02x" % rng.getrandbits(8) for _ in range(self.size))

    def put(self, value):
        return bytes.fromhex(value.replace(":", ""))

    def get(self, octets):
        return octets.take(self.size).hex(":")


class Address:
    """So many octets; of a size in front when there is a choice."""
    def __init__(self, *sizes, prefixed=True, any_as=None):
        self.sizes, self.prefixed, self.any_as = sizes, prefixed, any_as

    def make(self, rng):
        size = rng.choice(self.sizes)
        return address(rng, size) if size else self.any_as

    def put(self, value):
        raw = b"" if value == self.any_as else pack(value)
        return (bytes([8 * len(raw)]) if self.prefixed else b"") + raw

    def get(self, octets):
        size = octets.number(1) // 8 if self.prefixed else self.sizes[0]
        if size not in self.sizes:
            raise Cut("an address of %d octets" % size)
        return show(octets.take(size)) if size else self.any_as


class Prefix:
    def __init__(self, size):
        self.size = size

    def make(self, rng):
        bits = rng.randint(8 if self.size == 4 else 32, 8 * self.size)
        return "%s/%d" % (show(masked(pack(address(rng, self.size)), bits)),
                          bits)

    def put(self, value):
        text, bits = value.split("/")
        return bytes([int(bits)]) + pack(text)[:(int(bits) + 7) // 8]

    def body(self, octets, bits):
        raw = octets.take((bits + 7) // 8)
        raw += bytes(self.size - len(raw))
        return "%s/%d" % (show(masked(raw, bits)), bits)

    def get(self, octets):
        return self.body(octets, octets.number(1))


RD, U32 = Distinguisher(), Number(4)


def labels_put(labels, bottom=True):
    """RFC 8277 2.3: twenty bits, and one for the last."""
    out = b""
    for n, label in enumerate(labels):
        last = bottom and n == len(labels) - 1
        out += (label << 4 | last).to_bytes(3, "big")
    return out


def labels_get(octets):
    got = []
    while True:
        word = octets.number(3)
        got.append(word >> 4)
        if word & 1:
            return got


def labels_make(rng, most=2):
    return [rng.randint(16, 0xfffff) for _ in range(rng.randint(1, most))]


def labels_text(labels):
    return "label " + (str(labels[0]) if len(labels) == 1 else
                       "[ %s ]" % " ".join(map(str, labels)))


# --- families -----------------------------------------------------------------

class Family:
    def __init__(self, afi, safi, name, hop=b"\xc0\0\2\x09"):
        self.afi, self.safi, self.name, self.hop = afi, safi, name, hop
        self.size = 16 if afi == 2 else 4

    def put_loose(self, f, _):
        """As another may write it."""
        return self.put(f)

    def put_withdraw(self, f):
        return self.put(f)

    def key(self, f):
        """Of two with the same the later one counts."""
        return self.put(f)

    def announcement(self, f):
        return "announce %s %s next-hop 192.0.2.1" % (self.name.split()[0],
                                                      self.text(f))


class Prefixes(Family):
    """RFC 8277 2, RFC 4364 4.3.4, RFC 6514 10: SAFI 4, 128 and 129."""
    def __init__(self, afi, safi, name):
        rd = safi in (128, 129)
        super().__init__(afi, safi, name,
                         (bytes(8) if rd else b"") + (
                             pack("2001:db8::1") if afi == 2 else
                             b"\xc0\0\2\x09"))
        self.rd, self.labelled = rd, safi != 129
        self.prefix = Prefix(self.size)

    def make(self, rng):
        f = {"prefix": self.prefix.make(rng)}
        if self.labelled:
            f["labels"] = labels_make(rng)
        if self.rd:
            f["rd"] = RD.make(rng)
        return f

    def put(self, f):
        front = (labels_put(f["labels"]) if self.labelled else b"") + \
            (RD.put(f["rd"]) if self.rd else b"")
        prefix = self.prefix.put(f["prefix"])
        return bytes([8 * len(front) + prefix[0]]) + front + prefix[1:]

    def key(self, f):
        return f["prefix"], f.get("rd")

    def put_withdraw(self, f):
        """RFC 8277 2.4: one label, and no other."""
        if not self.labelled:
            return self.put(f)
        octets = self.put({**f, "labels": [0]})
        return octets[:1] + b"\x80\0\0" + octets[4:]

    def get(self, octets):
        bits, at, f = octets.number(1), octets.at, {}
        if self.labelled:
            f["labels"] = labels_get(octets)
        if self.rd:
            f["rd"] = RD.get(octets)
        f["prefix"] = self.prefix.body(octets, bits - 8 * (octets.at - at))
        return f

    def text(self, f):
        return " ".join([self.name.split()[1], f["prefix"]] +
                        ([labels_text(f["labels"])] if self.labelled else []) +
                        (["rd " + f["rd"]] if self.rd else []))

    def announcement(self, f):
        return super().announcement(f).replace(
            "next-hop 192.0.2.1", "next-hop 2001:db8::1" if self.afi == 2 else
            "next-hop 192.0.2.1")

    def said(self, f):
        d = {"nlri": f["prefix"]}
        if self.labelled:
            last = len(f["labels"]) - 1
            d["label"] = [[x, x << 4 | (n == last)]
                          for n, x in enumerate(f["labels"])]
        if self.rd:
            d["rd"] = f["rd"]
        return d


class Typed(Family):
    """A type, a length, and fields; row: type, word, JSON's name, fields."""
    word = ""

    def rows(self):
        raise NotImplementedError

    def make(self, rng):
        kind, _, _, fields = rng.choice(self.rows())
        return {"type": kind, **{name: field.make(rng)
                                 for name, field in fields}}

    def row(self, kind):
        return next(r for r in self.rows() if r[0] == kind)

    def put(self, f):
        body = b"".join(field.put(f[name])
                        for name, field in self.row(f["type"])[3])
        return bytes([f["type"], len(body)]) + body

    def get(self, octets):
        kind = octets.number(1)
        body = octets.part(octets.number(1))
        f = {"type": kind, **{name: field.get(body)
                              for name, field in self.row(kind)[3]}}
        body.end()
        return f

    def text(self, f):
        row = self.row(f["type"])
        return " ".join([self.word, row[1]] + ["%s %s" % (name, f[name])
                                               for name, _ in row[3]])

    def said(self, f):
        d = {name.replace("rp", "source"): value for name, value in f.items()
             if name != "type"}
        d.update(code=f["type"], name=self.row(f["type"])[2],
                 raw=self.put(f).hex().upper())
        return d


class RestAddress(Address):
    """The rest of a route (RFC 6514 4.1): its length says which."""
    def get(self, octets):
        return show(octets.take(octets.left()))


class RouteKey:
    """RFC 6514 4.4: all but the originator behind it."""
    def __init__(self, size):
        self.size = size

    def make(self, rng):
        return "0x" + (b"\2\x0c" + RD.put(RD.make(rng)) +
                       U32.put(rng.randint(64496, 64511))).hex()

    def put(self, value):
        return bytes.fromhex(value[2:])

    def get(self, octets):
        return "0x" + octets.take(octets.left() - self.size).hex()


class AsText(Number):
    """A number that JSON has as a string."""
    def make(self, rng):
        return str(super().make(rng))

    def put(self, value):
        return super().put(int(value))

    def get(self, octets):
        return str(super().get(octets))


class Mvpn(Typed):
    """RFC 6514 4, RFC 6625 3 for what is any."""
    word = "mcast-vpn"

    def rows(self):
        size = self.size
        some, any_ = Address(size), Address(0, size, any_as="*")
        who, asn = RestAddress(size, prefixed=False), AsText(4)
        rd, group = ("rd", RD), ("group", some)
        return (
            (1, "intra-as-ad", "Intra-AS I-PMSI A-D Route",
             (rd, ("originator", who))),
            (2, "inter-as-ad", "Inter-AS I-PMSI A-D Route",
             (rd, ("source-as", asn))),
            (3, "s-pmsi-ad", "S-PMSI A-D Route",
             (rd, ("source", any_), ("group", any_), ("originator", who))),
            (4, "leaf-ad", "Leaf A-D Route",
             (("route-key", RouteKey(size)), ("originator", who))),
            (5, "source-ad", "Source Active A-D Route",
             (rd, ("source", some), group)),
            (6, "shared-join", "C-Multicast Shared Tree Join route",
             (rd, ("source-as", asn), ("rp", some), group)),
            (7, "source-join", "C-Multicast Source Tree Join route",
             (rd, ("source-as", asn), ("source", some), group)),
        )


class Policy(Family):
    """RFC 9830 2.1."""
    def make(self, rng):
        return {"distinguisher": U32.make(rng), "color": U32.make(rng),
                "endpoint": address(rng, self.size)}

    def put(self, f):
        body = struct.pack("!II", f["distinguisher"], f["color"]) + \
            pack(f["endpoint"])
        return bytes([8 * len(body)]) + body

    def get(self, octets):
        if octets.number(1) != 64 + 8 * self.size:
            raise Cut("the length of an SR policy")
        return {"distinguisher": octets.number(4), "color": octets.number(4),
                "endpoint": show(octets.take(self.size))}

    def text(self, f):
        return "sr-policy distinguisher %d color %d endpoint %s" % (
            f["distinguisher"], f["color"], f["endpoint"])

    def said(self, f):
        return f


class Mup(Family):
    """draft-ietf-bess-mup-safi 3.1: four types of one architecture.  Where
    the unused bits of a shorter TEID are it leaves open; other speakers have
    them in front."""
    NAMES = {1: "InterworkSegmentDiscoveryRoute",
             2: "DirectSegmentDiscoveryRoute",
             3: "Type1SessionTransformedRoute",
             4: "Type2SessionTransformedRoute"}

    def make(self, rng):
        kind = rng.randint(1, 4)
        f = {"type": kind, "rd": RD.make(rng)}
        if kind in (1, 3):
            f["prefix"] = Prefix(self.size).make(rng)
        else:
            f["address"] = address(rng, self.size)
        if kind == 3:
            f.update(teid=rng.getrandbits(32), qfi=rng.getrandbits(6),
                     endpoint=address(rng, rng.choice((4, 16))),
                     source=rng.choice((None, address(rng, 4),
                                        address(rng, 16))))
        if kind == 4:
            f["bits"] = rng.choice((0, 8, 16, 20, 23, 32))
            f["teid"] = rng.getrandbits(f["bits"]) if f["bits"] else 0
        return f

    def key(self, f):
        return f["rd"], f["type"], f.get("prefix", self.put(f))

    def put(self, f):
        body = RD.put(f["rd"])
        if "prefix" in f:
            body += Prefix(self.size).put(f["prefix"])
        if f["type"] == 2:
            body += pack(f["address"])
        if f["type"] == 3:
            body += struct.pack("!IB", f["teid"], f["qfi"])
            body += Address(4, 16).put(f["endpoint"])
            body += Address(4, 16).put(f["source"]) if f["source"] else b""
        if f["type"] == 4:
            size = (f["bits"] + 7) // 8
            body += bytes([8 * self.size + f["bits"]]) + pack(f["address"]) + \
                f["teid"].to_bytes(size, "big")
        return struct.pack("!BHB", 1, f["type"], len(body)) + body

    def get(self, octets):
        if octets.number(1) != 1:
            raise Cut("an architecture")
        kind = octets.number(2)
        body = octets.part(octets.number(1))
        f = {"type": kind, "rd": RD.get(body)}
        if kind in (1, 3):
            f["prefix"] = Prefix(self.size).get(body)
        if kind == 2:
            f["address"] = show(body.take(self.size))
        if kind == 3:
            f.update(teid=body.number(4), qfi=body.number(1),
                     endpoint=Address(4, 16).get(body), source=None)
            if body.left():
                f["source"] = Address(4, 16).get(body)
        if kind == 4:
            f["bits"] = body.number(1) - 8 * self.size
            f["address"] = show(body.take(self.size))
            f["teid"] = body.number((f["bits"] + 7) // 8)
        body.end()
        return f

    def text(self, f):
        word = "mup mup-" + ("isd", "dsd", "t1st", "t2st")[f["type"] - 1]
        out = "%s %s rd %s" % (word, f.get("prefix", f.get("address")),
                               f["rd"])
        if f["type"] == 3:
            out += " teid %d qfi %d endpoint %s" % (f["teid"], f["qfi"],
                                                    f["endpoint"])
            out += " source " + f["source"] if f["source"] else ""
        if f["type"] == 4:
            out += " teid %d/%d" % (f["teid"], f["bits"])
        return out

    def said(self, f):
        d = {"name": self.NAMES[f["type"]], "arch": 1, "code": f["type"],
             "rd": f["rd"], "raw": self.put(f).hex().upper()}
        if "prefix" in f:
            text, bits = f["prefix"].split("/")
            d.update(prefix_ip=text, prefix_ip_len=int(bits))
        if f["type"] == 2:
            d["ip"] = f["address"]
        if f["type"] == 3:
            d.update(teid=str(f["teid"]), qfi=str(f["qfi"]),
                     endpoint_ip=f["endpoint"])
            if f["source"]:
                d["source_ip"] = f["source"]
        if f["type"] == 4:
            d.update(endpoint_ip=f["address"], teid=str(f["teid"]),
                     endpoint_len=8 * self.size + f["bits"])
        return d


class Targets(Family):
    """RFC 4684 4: the first bits of an AS and a route target."""
    def make(self, rng):
        asn = rng.randint(64496, 64511)
        return rng.choice((
            {"origin": 0, "bits": 0, "target": b""},
            {"origin": asn, "bits": 32, "target": b""},
            {"origin": asn, "bits": 96, "target": b"\0\2" + struct.pack(
                "!HI", rng.randint(64496, 64511), rng.getrandbits(32))},
            {"origin": asn, "bits": 96, "target": b"\1\2" + pack(
                address(rng, 4)) + struct.pack("!H", rng.getrandbits(16))},
            {"origin": asn, "bits": 48, "target": b"\0\2"},
        ))

    def put(self, f):
        body = struct.pack("!I", f["origin"]) if f["bits"] else b""
        return bytes([f["bits"]]) + body + f["target"]

    def get(self, octets):
        bits = octets.number(1)
        return {"bits": bits, "origin": octets.number(4) if bits else 0,
                "target": octets.take((bits - 32) // 8 if bits else 0)}

    def target(self, f):
        body = Octets(f["target"][2:])
        if f["target"][0] == 1:
            return "target:%s:%d" % (show(body.take(4)), body.number(2))
        return "target:%d:%d" % (body.number(2), body.number(4))

    def text(self, f):
        if f["bits"] == 0:
            return "rtc default"
        out = "rtc origin-as %d" % f["origin"]
        if f["bits"] == 96:
            return out + " route-target " + self.target(f)
        if f["bits"] > 32:
            out += " route-target 0x%s/%d" % (f["target"].hex(),
                                              f["bits"] - 32)
        return out

    def said(self, f):
        return {"origin": f["origin"],
                "route-target": self.target(f) if f["bits"] == 96 else None}


class Vpls(Family):
    """RFC 4761 3.2.2; RFC 6074 3.2.2.1 for the form of 12 octets."""
    def make(self, rng):
        if rng.random() < 0.3:
            return {"rd": RD.make(rng), "pe": address(rng, 4)}
        size = rng.randint(1, 999)
        return {"rd": RD.make(rng), "endpoint": rng.getrandbits(16),
                "offset": rng.getrandbits(16), "size": size,
                "base": rng.randint(16, 0xfffff - size)}

    def put(self, f):
        body = RD.put(f["rd"])
        if "pe" in f:
            body += pack(f["pe"])
        else:
            body += struct.pack("!HHH", f["endpoint"], f["offset"], f["size"])
            body += labels_put([f["base"]])
        return struct.pack("!H", len(body)) + body

    def get(self, octets):
        body = octets.part(octets.number(2))
        f = {"rd": RD.get(body)}
        if body.left() == 4:
            f["pe"] = show(body.take(4))
        else:
            for name in "endpoint", "offset", "size":
                f[name] = body.number(2)
            f["base"] = body.number(3) >> 4
        body.end()
        return f

    def text(self, f):
        if "pe" in f:
            return "vpls rd %s pe-address %s" % (f["rd"], f["pe"])
        return "vpls rd %s endpoint %d base %d offset %d size %d" % (
            f["rd"], f["endpoint"], f["base"], f["offset"], f["size"])

    def said(self, f):
        return {"pe-address" if k == "pe" else k: v for k, v in f.items()}


class Evpn(Family):
    """RFC 7432 7, RFC 9136 3.1."""
    NAMES = {1: "Ethernet Auto-Discovery", 2: "MAC/IP advertisement",
             3: "Inclusive Multicast Ethernet Tag", 4: "Ethernet Segment",
             5: "IP Prefix Advertisement"}
    ESI, MAC, TAG = Hex(10), Hex(6), Number(4, 0xfffffffe)

    def make(self, rng):
        kind = rng.randint(1, 5)
        f = {"type": kind, "rd": RD.make(rng)}
        if kind in (1, 4):
            f["rd"] = "%s:%d" % (address(rng, 4), rng.getrandbits(16))
        if kind != 3:
            f["esi"] = self.ESI.make(rng) if kind in (1, 4) or \
                rng.random() < 0.5 else ":".join(["00"] * 10)
        if kind != 4:
            f["tag"] = self.TAG.make(rng)
        if kind == 2:
            f["mac"] = self.MAC.make(rng)
            f["ip"] = rng.choice((None, address(rng, 4), address(rng, 16)))
        if kind in (3, 4):
            f["ip"] = address(rng, rng.choice((4, 16)))
        if kind == 5:
            size = rng.choice((4, 16))
            f["prefix"] = Prefix(size).make(rng)
            f["gateway"] = show(bytes(size))
            if set(f["esi"]) == {"0", ":"} and rng.random() < 0.5:
                f["gateway"] = address(rng, size)
        if kind in (1, 2, 5):
            f["labels"] = [n << 4 | 1 for n in labels_make(
                rng, 2 if kind == 2 else 1)]
            if kind == 5 and (set(f["esi"]) != {"0", ":"} or
                              int(ipaddress.ip_address(f["gateway"]))):
                f["labels"] = [0]
        return f

    def put(self, f):
        body = RD.put(f["rd"])
        body += self.ESI.put(f["esi"]) if "esi" in f else b""
        body += U32.put(f["tag"]) if "tag" in f else b""
        if "mac" in f:
            body += b"\x30" + self.MAC.put(f["mac"])
            body += Address(4, 16).put(f["ip"]) if f["ip"] else b"\0"
        elif "ip" in f:
            body += Address(4, 16).put(f["ip"])
        if "prefix" in f:
            text, bits = f["prefix"].split("/")
            body += bytes([int(bits)]) + pack(text) + pack(f["gateway"])
        body += b"".join(x.to_bytes(3, "big") for x in f.get("labels", ()))
        return bytes([f["type"], len(body)]) + body

    def get(self, octets):
        kind = octets.number(1)
        body = octets.part(octets.number(1))
        f = {"type": kind, "rd": RD.get(body)}
        if kind != 3:
            f["esi"] = self.ESI.get(body)
        if kind != 4:
            f["tag"] = body.number(4)
        if kind == 2:
            if body.number(1) != 48:
                raise Cut("the length of a MAC address")
            f["mac"] = self.MAC.get(body)
        if kind in (2, 3, 4):
            f["ip"] = Address(0, 4, 16).get(body)
        if kind == 5:
            bits, size = body.number(1), {11: 4, 35: 16}[body.left()]
            f["prefix"] = "%s/%d" % (show(body.take(size)), bits)
            f["gateway"] = show(body.take(size))
        if kind in (1, 2, 5):
            f["labels"] = []
            while body.left():
                f["labels"].append(body.number(3))
        body.end()
        return f

    def text(self, f):
        out = ["evpn", ("ethernet-ad", "mac-ip", "multicast",
                        "ethernet-segment", "prefix")[f["type"] - 1]]
        if "prefix" in f:
            out.append(f["prefix"])
        out.append("rd " + f["rd"])
        if "esi" in f and set(f["esi"]) != {"0", ":"}:
            out.append("esi " + f["esi"])
        if "tag" in f:
            out.append("ethernet-tag %d" % f["tag"])
        if "mac" in f:
            out.append("mac " + f["mac"])
        if f.get("ip"):
            out.append("ip " + f["ip"])
        if "gateway" in f and int(ipaddress.ip_address(f["gateway"])):
            out.append("gateway " + f["gateway"])
        out += ["label %d" % (x >> 4) for x in f.get("labels", ()) if x]
        return " ".join(out)

    def said(self, f):
        d = {"code": f["type"], "name": self.NAMES[f["type"]], "rd": f["rd"],
             "raw": self.put(f).hex().upper()}
        if "esi" in f:
            d["esi"] = f["esi"] if set(f["esi"]) != {"0", ":"} else "-"
        if "tag" in f:
            d["ethernet-tag"] = f["tag"]
        if "mac" in f:
            d["mac"] = f["mac"].upper()
        if f.get("ip"):
            d["ip"] = f["ip"]
        if "prefix" in f:
            text, bits = f["prefix"].split("/")
            d.update(ip=text, iplen=int(bits), gateway=f["gateway"])
        if "labels" in f and f["labels"] != [0]:
            d["label"] = [[x >> 4, x] for x in f["labels"]]
        return d


V4, V6 = "ipv4 ", "ipv6 "
FAMILIES = [
    Prefixes(1, 4, V4 + "nlri-mpls"), Prefixes(2, 4, V6 + "nlri-mpls"),
    Prefixes(1, 128, V4 + "mpls-vpn"), Prefixes(2, 128, V6 + "mpls-vpn"),
    Prefixes(1, 129, V4 + "mpls-vpn-multicast"),
    Prefixes(2, 129, V6 + "mpls-vpn-multicast"),
    Mvpn(1, 5, V4 + "mcast-vpn"), Mvpn(2, 5, V6 + "mcast-vpn"),
    Policy(1, 73, V4 + "sr-policy"), Policy(2, 73, V6 + "sr-policy"),
    Mup(1, 85, V4 + "mup"), Mup(2, 85, V6 + "mup"),
    Targets(1, 132, V4 + "rtc"), Vpls(25, 65, "l2vpn vpls"),
    Evpn(25, 70, "l2vpn evpn"),
]
