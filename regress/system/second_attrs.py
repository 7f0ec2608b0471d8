# SPDX-License-Identifier: ISC
"""The second decoder's attributes: extended communities (RFC 4360, RFC 5701
and what they grew), P-multicast tunnels (RFC 6514 5), tunnels (RFC 9012),
SR policies (RFC 9830, RFC 9831), Prefix-SIDs (RFC 8669, RFC 9252) and some
that are numbers.  Each is made at random as Herald's words and as octets."""

import struct

from second import Hex, address, labels_put, pack

OT, ON = 0xc0, 0x80


def u(rng, bits):
    return rng.choice((0, 1, (1 << bits) - 1, rng.getrandbits(bits)))


def asn2(rng):
    return rng.randint(64496, 64511)


def asn4(rng):
    return rng.randint(65536, 65551)


def listed(word, items):
    return "%s %s" % (word, items[0] if len(items) == 1 else
                      "[ %s ]" % " ".join(items))


# --- extended communities -----------------------------------------------------

# RFC 4360 3: three forms of an administrator and a number.
PAIRS = (("target", 0x02), ("origin", 0x03), ("odi", 0x05), ("srcas", 0x09),
         ("l2vid", 0x0a))


def pair(rng, word, sub, high=0):
    form = rng.randrange(3)
    if form == 0:
        a, n = asn2(rng), u(rng, 32)
        return "%s:%d:%d" % (word, a, n), struct.pack("!BBHI", high, sub, a, n)
    n = u(rng, 16)
    if form == 1:
        a = address(rng, 4)
        return "%s:%s:%d" % (word, a, n), struct.pack(
            "!BB4sH", high | 1, sub, pack(a), n)
    a = asn4(rng)
    return "%s:%d:%d" % (word, a, n), struct.pack("!BBIH", high | 2, sub, a, n)


def fixed(kind, sub, layout, text, *makers):
    """Fields of one form: their numbers stand in text as they stand here."""
    def make(rng):
        values = [m(rng) for m in makers]
        return text % tuple(values), struct.pack("!BB" + layout, kind, sub,
                                                 *values)
    return make


def bits(n):
    return lambda rng: u(rng, n)


def mac(word, sub):
    def make(rng):
        m = Hex(6).make(rng)
        return "%s:%s" % (word, m), bytes([6, sub]) + Hex(6).put(m)
    return make


def with_address(word, kind, sub, layout="H", last=0):
    def make(rng):
        a = address(rng, 4)
        return "%s:%s" % (word, a), struct.pack("!BB4s" + layout, kind, sub,
                                                pack(a), last)
    return make


def mobility(rng):
    sticky, n = rng.getrandbits(1), u(rng, 32)
    return "mac-mobility:%d%s" % (n, ":sticky" if sticky else ""), \
        struct.pack("!BBBBI", 6, 0, sticky, 0, n)


def flagged(word, sub, suffix):
    """A flag, and a label of twenty bits (RFC 7432 7.5, RFC 8317 5.1)."""
    def make(rng):
        flag, label = rng.getrandbits(1), u(rng, 20)
        return "%s:%d%s" % (word, label, suffix if flag else ""), \
            struct.pack("!BBBH", 6, sub, flag, 0) + labels_put([label], False)
    return make


def color(rng):
    co, n = rng.randrange(4), u(rng, 32)
    return "color:%d%s" % (n, ":%d" % co if co else ""), struct.pack(
        "!BBHI", 3, 0x0b, co << 14, n)


def interfaces(rng):
    way, a, n = rng.randint(1, 3), asn2(rng), u(rng, 14)
    return "interface-set:%s:%d:%d" % (
        ("input", "output", "input-output")[way - 1], a, n), struct.pack(
            "!BBIH", 7, 2, a, (1, 2, 3)[way - 1] << 14 | n)


def rate(rng):
    packets, n = rng.getrandbits(1), rng.randint(1, 1 << 20)
    return "rate-limit:%d%s" % (n, ":packets" if packets else ""), \
        struct.pack("!BBHf", 0x80, 0x0c if packets else 6, 0, n)


def bandwidth(rng):
    far, a, n = rng.getrandbits(1), asn2(rng), rng.randint(1, 1 << 20)
    return "%sbandwidth:%d:%d" % ("transitive-" if far else "", a, n), \
        struct.pack("!BBHf", 0 if far else 0x40, 4, a, n)


def ospf(rng):
    a, kind, more = address(rng, 4), rng.randint(1, 7), rng.getrandbits(1)
    return "ospf-route-type:%s:%d:%d" % (a, kind, more), struct.pack(
        "!BB4sBB", 3, 6, pack(a), kind, more)


EXTENDED = [lambda rng, p=p: pair(rng, *p) for p in PAIRS] + [
    lambda rng: pair(rng, "redirect", 8, 0x80),
    with_address("redirect-to-nexthop-ietf", 1, 0x0c),
    with_address("copy-to-nexthop-ietf", 1, 0x0c, last=1),
    fixed(0, 8, "HI", "bdc:%d:%d", asn2, bits(32)),
    fixed(0, 0x10, "HI", "vpn-distinguisher:%d:%d", asn2, bits(32)),
    fixed(6, 0x0a, "HI", "evi-rt:%d:%d", asn2, bits(32)),
    fixed(0x0c, 0, "HI", "mup:%d:%d", asn2, bits(32)),
    fixed(6, 4, "HHxx", "l2-attributes:%d:%d", bits(16), bits(16)),
    fixed(0x80, 0x0a, "BBHH", "l2info:%d:%d:%d:%d", bits(8), bits(8),
          bits(16), bits(16)),
    fixed(0x80, 9, "5xB", "mark:%d", bits(6)),
    fixed(6, 8, "B5x", "nd-flags:%d", bits(8)),
    fixed(6, 9, "H4x", "multicast-flags:%d", bits(16)),
    mac("es-import", 2), mac("router-mac", 3), mobility, color, interfaces,
    flagged("esi-label", 1, ":single-active"), flagged("e-tree", 5, ":leaf"),
    rate, bandwidth, ospf,
    lambda _: ("default-gateway", b"\3\x0d" + bytes(6)),
    lambda _: ("encap:vxlan", b"\3\x0c" + bytes(5) + b"\x08"),
    lambda _: ("ovs:invalid", b"\x43\0" + bytes(5) + b"\2"),
    lambda _: ("action:sample-terminal", b"\x80\7" + bytes(5) + b"\3"),
    lambda _: ("copy-to-nexthop", b"\x08\0" + bytes(5) + b"\1"),
]
WIDE = (("target", 0x02), ("origin", 0x03), ("redirect", 0x0d))


def sorted_list(word, made):
    """RFC 4360 has no order; Herald's is ascending."""
    made = sorted({octets: text for text, octets in made}.items())
    return listed(word, [text for _, text in made]), b"".join(
        octets for octets, _ in made)


def extended(rng):
    words, octets = sorted_list("extended-community", [
        rng.choice(EXTENDED)(rng) for _ in range(rng.randint(1, 5))])
    return words, OT, 16, octets


def extended_wide(rng):
    made = []
    for _ in range(rng.randint(1, 3)):
        word, sub = rng.choice(WIDE)
        a, n = address(rng, 16), u(rng, 16)
        made.append(("%s:%s:%d" % (word, a, n), struct.pack(
            "!BB16sH", 0, sub, pack(a), n)))
    words, octets = sorted_list("extended-community-ipv6", made)
    return words, OT, 25, octets


# --- PMSI, Prefix-SID and numbers ---------------------------------------------

def pmsi(rng):
    kind = rng.choice((0, 1, 3, 4, 5, 6))
    words = [("none", "rsvp-te", None, "pim-ssm", "pim-sm", "bidir-pim",
              "ingress-replication")[kind]]
    flags, raw, size = u(rng, 8), u(rng, 24), rng.choice((4, 16))
    if flags:
        words.append("flags %d" % flags)
    if raw & 15:
        words.append("raw-label %d" % raw)
    elif raw:
        words.append("label %d" % (raw >> 4))
    tail = b""
    if kind == 1:
        tail = pack(address(rng, 4)) + struct.pack("!HH", 0, u(rng, 16)) + \
            pack(address(rng, 4))
        words.append("0x" + tail.hex())
    elif kind:
        ends = [address(rng, size) for _ in range(1 if kind == 6 else 2)]
        words += ends
        tail = b"".join(map(pack, ends))
    return "pmsi ( %s )" % " ".join(words), OT, 22, \
        bytes([flags, kind]) + raw.to_bytes(3, "big") + tail


def prefix_sid(rng):
    index = u(rng, 32)
    ranges = [(u(rng, 24), u(rng, 24)) for _ in range(rng.randrange(3))]
    octets = struct.pack("!BHBHI", 1, 7, 0, 0, index)
    words = "bgp-prefix-sid [ %d" % index
    if ranges:
        words += ", [ %s ]" % ", ".join("( %d,%d )" % r for r in ranges)
        octets += struct.pack("!BHH", 3, 2 + 6 * len(ranges), 0)
        for base, size in ranges:
            octets += base.to_bytes(3, "big") + size.to_bytes(3, "big")
    return words + " ]", OT, 40, octets


def services(rng):
    layer, a, what = rng.choice((2, 3)), address(rng, 16), u(rng, 16)
    words, more = "%s 0x%x" % (a, what), b""
    if rng.getrandbits(1):
        parts = (40, 24, 16, 0, rng.choice((0, 16)), 64)
        words += " [%s]" % ",".join(map(str, parts))
        more = struct.pack("!BH6B", 1, 6, *parts)
    info = b"\0" + pack(a) + struct.pack("!BHB", 0, what, 0) + more
    sub = b"\0" + struct.pack("!BH", 1, len(info)) + info
    return "bgp-prefix-sid-srv6 ( l%d-service %s )" % (layer, words), OT, 40, \
        struct.pack("!BH", 5 if layer == 3 else 6, len(sub)) + sub


def numbers(rng):
    n = rng.getrandbits(32)
    return rng.choice((
        ("aigp %d" % n, ON, 26, struct.pack("!BHQ", 1, 11, n)),
        ("otc %d" % (n or 1), OT, 35, struct.pack("!I", n or 1)),
        ("med %d" % n, ON, 4, struct.pack("!I", n)),
        ("originator-id 192.0.2.77", ON, 9, pack("192.0.2.77")),
        ("large-community %d:%d:%d" % (n, n >> 1, n >> 2), OT, 32,
         struct.pack("!III", n, n >> 1, n >> 2)),
        ("bgp-ls [ 1095 0x%06x ]" % (n & 0x3f), ON, 29,
         struct.pack("!HHBH", 1095, 3, 0, n & 0x3f)),
    ))


# --- tunnels ------------------------------------------------------------------

def sub(kind, value):
    return struct.pack("!BB" if kind < 128 else "!BH", kind,
                       len(value)) + value


def encapsulation(rng, kind):
    """RFC 9012 3.2."""
    if kind in (8, 9):
        vni, m = u(rng, 24), rng.choice((None, Hex(6).make(rng)))
        return "vni %d%s" % (vni, " mac " + m if m else ""), sub(
            1, bytes([0xc0 if m else 0x80]) + vni.to_bytes(3, "big") +
            (Hex(6).put(m) if m else bytes(6)) + bytes(2))
    if kind in (2, 11):
        key = u(rng, 32)
        return "key %d" % key, sub(1, struct.pack("!I", key))
    if kind == 1:
        n, cookie = u(rng, 32), rng.randbytes(rng.choice((0, 4, 8)))
        return "session %d%s" % (n, " cookie 0x" + cookie.hex() if cookie
                                 else ""), sub(1, struct.pack("!I", n) +
                                               cookie)
    return None


def stack(labels):
    return b"".join(struct.pack("!I", x << 12 | (n == len(labels) - 1) << 8)
                    for n, x in enumerate(labels))


def outer(rng):
    a = rng.choice((None, address(rng, 4), address(rng, 16)))
    end = bytes(6) if a is None else struct.pack(
        "!IH", 0, 1 if "." in a else 2) + pack(a)
    labels = [rng.getrandbits(20) for _ in range(rng.randint(1, 3))]
    numbers_ = {n: u(rng, n) for n in (8, 16, 32)}
    return [("protocol %d" % numbers_[16],
             sub(2, struct.pack("!H", numbers_[16]))),
            ("color %d" % numbers_[32],
             sub(4, struct.pack("!BBHI", 3, 0x0b, 0, numbers_[32]))),
            ("endpoint " + (a or "none"), sub(6, end)),
            ("ds-field %d" % numbers_[8], sub(7, bytes([numbers_[8]]))),
            ("udp-port %d" % numbers_[16],
             sub(8, struct.pack("!H", numbers_[16]))),
            ("embedded-label 1", sub(9, b"\1")),
            ("label-stack [ %s ]" % " ".join(map(str, labels)),
             sub(10, stack(labels))),
            ("sub-tlv 200 0x0102", sub(200, b"\1\2"))]


TUNNELS = {1: "l2tpv3", 2: "gre", 7: "ip-in-ip", 8: "vxlan", 9: "nvgre",
           10: "mpls", 11: "mpls-in-gre", 13: "mpls-in-udp", 14: "ipv6",
           19: "geneve", 99: "99"}


def tunnels(rng):
    words, octets = [], b""
    for _ in range(rng.randint(1, 3)):
        kind = rng.choice(list(TUNNELS))
        parts = [x for x in [encapsulation(rng, kind)] if x]
        parts += rng.sample(outer(rng), rng.randint(1, 4))
        body = b"".join(o for _, o in parts)
        words.append("( %s )" % " ".join([TUNNELS[kind]] +
                                         [w for w, _ in parts]))
        octets += struct.pack("!HH", kind, len(body)) + body
    return listed("tunnel-encap", words), OT, 23, octets


def behaviour(rng):
    """RFC 9830 2.4.4.2.4: eight octets behind a SID, or none."""
    if rng.getrandbits(1):
        return "", b""
    parts = (rng.randint(1, 99), 40, 24, 16, 0)
    return " endpoint-behavior %d %d %d %d %d" % parts, struct.pack(
        "!HH4B", parts[0], 0, *parts[1:])


def segment(rng, last):
    """RFC 9830 2.4.4.2, RFC 9831 2."""
    kind = rng.choice("abcdefghijk")
    four, six = address(rng, 4), [address(rng, 16) for _ in range(2)]
    algo, n = u(rng, 8), [u(rng, 32) for _ in range(2)]
    has = 0x40 if algo else 0	# 0, the shortest path, is that of no algorithm
    if kind == "a":
        label, tc, ttl = rng.getrandbits(20), u(rng, 3), u(rng, 8)
        words = "mpls %d" % label + (" tc %d" % tc if tc else "") + \
            (" ttl %d" % ttl if ttl else "")
        value = struct.pack("!BBI", 0, 0, label << 12 | tc << 9 |
                            (last and 0x100) | ttl)
        number = 1
    elif kind == "b":
        more, tail = behaviour(rng)
        words, number = "srv6 " + six[0] + more, 13
        value = bytes([0x10 if tail else 0, 0]) + pack(six[0]) + tail
    else:
        number, words, value = {
            "c": (3, "ipv4 %s algorithm %d" % (four, algo),
                  bytes([has, algo]) + pack(four)),
            "d": (4, "ipv6 %s algorithm %d" % (six[0], algo),
                  bytes([has, algo]) + pack(six[0])),
            "e": (5, "local-if-id %d ipv4 %s" % (n[0], four),
                  struct.pack("!HI", 0, n[0]) + pack(four)),
            "f": (6, "local %s remote 192.0.2.8" % four,
                  bytes(2) + pack(four) + pack("192.0.2.8")),
            "g": (7, "local-if-id %d local-ipv6 %s remote-if-id %d "
                  "remote-ipv6 %s" % (n[0], six[0], n[1], six[1]),
                  struct.pack("!HI16sI16s", 0, n[0], pack(six[0]), n[1],
                              pack(six[1]))),
            "h": (8, "local %s remote %s" % tuple(six),
                  bytes(2) + pack(six[0]) + pack(six[1])),
            "i": (14, "ipv6 %s algorithm %d" % (six[0], algo),
                  bytes([has, algo]) + pack(six[0])),
            "j": (15, "local-if-id %d local-ipv6 %s remote-if-id %d "
                  "remote-ipv6 %s algorithm %d" % (n[0], six[0], n[1], six[1],
                                                   algo),
                  struct.pack("!BBI16sI16s", has, algo, n[0], pack(six[0]),
                              n[1], pack(six[1]))),
            "k": (16, "local %s remote %s algorithm %d" % (*six, algo),
                  bytes([has, algo]) + pack(six[0]) + pack(six[1])),
        }[kind]
    return "segment type-%s %s" % (kind, words), sub(number, value)


def segment_list(rng):
    weight, count = u(rng, 32), rng.randint(1, 4)
    words = ["segment-list weight %d" % weight]
    value = b"\0" + sub(9, struct.pack("!HI", 0, weight))
    for n in range(count):
        text, octets = segment(rng, n == count - 1)
        words.append(text)
        value += octets
    return " ".join(words), sub(128, value)


def policy(rng):
    n, flags = u(rng, 32), rng.choice((0, 0x80, 0x40, 0xc0))
    said = (" specified-only" if flags & 0x80 else "") + \
        (" drop-upon-invalid" if flags & 0x40 else "")
    a, label = address(rng, 16), rng.getrandbits(20)
    more, tail = behaviour(rng)
    parts = [
        ("preference %d" % n, sub(12, struct.pack("!HI", 0, n))),
        ("priority %d" % (n & 255), sub(15, bytes([n & 255, 0]))),
        ("enlp %d" % (1 + n % 4), sub(14, bytes([0, 0, 1 + n % 4]))),
        rng.choice((
            ("binding-sid mpls %d" % label + said,
             sub(13, struct.pack("!BBI", flags, 0, label << 12))),
            ("binding-sid srv6 %s" % a + said,
             sub(13, bytes([flags, 0]) + pack(a))),
            ("binding-sid null" + said, sub(13, bytes([flags, 0]))))),
        ("srv6-binding-sid %s" % a + more + said,
         sub(20, bytes([flags | (0x20 if tail else 0), 0]) + pack(a) + tail)),
        ("policy-name blue", sub(130, b"\0blue")),
        ("candidate-path-name \"one two\"", sub(129, b"\0one two")),
    ]
    parts = [x for x in parts if rng.random() < 0.6]
    parts += [segment_list(rng) for _ in range(rng.randint(1, 2))]
    body = b"".join(o for _, o in parts)
    return "tunnel-encap ( sr-policy %s )" % " ".join(w for w, _ in parts), \
        OT, 23, struct.pack("!HH", 15, len(body)) + body


# --- link state ---------------------------------------------------------------

def flags(names, value):
    """The first bits of an octet (RFC 9552 5.3)."""
    return {name: value >> 7 - n & 1 for n, name in enumerate(names)}


def link_state(rng):
    """TLVs, and what JSON has to say of them."""
    n, octet, short = u(rng, 32), u(rng, 8), u(rng, 16)
    rate_ = float(rng.randint(1, 1 << 20))
    a4, a6 = address(rng, 4), address(rng, 16)
    whole = struct.pack("!I", n)
    rows = [
        (1024, bytes([octet]), "node-flags", flags("OTEBRV", octet)),
        (1026, b"node", "node-name", "node"),
        (1028, pack(a4), "local-router-ids", [a4]),
        (1031, pack(a6), "remote-router-ids", [a6]),
        (1035, bytes([0, octet]), "sr-algorithms", [0, octet]),
        (1088, whole, "admin-group-mask", n),
        (1089, struct.pack("!f", rate_), "maximum-link-bandwidth", rate_),
        (1091, struct.pack("!f", rate_) * 8, "unreserved-bandwidth",
         [rate_] * 8),
        (1092, whole, "te-metric", n),
        (1094, bytes([octet]), "mpls-mask", flags(("LDP", "RSVP-TE"), octet)),
        (1095, struct.pack("!H", short), "igp-metric", short),
        (1096, whole * 2, "shared-risk-link-groups", [n, n]),
        (1098, b"blue", "link-name", "blue"),
        (1099, bytes([0x30, octet]) + bytes(2) + labels_put([n >> 12], False),
         None, None),
        (1114, struct.pack("!I", 1 << 31 | n >> 8),
         "unidirectional-link-delay", {"delay-us": n >> 8, "anomalous": True}),
        (1115, struct.pack("!II", n >> 8, short),
         "minmax-unidirectional-link-delay",
         {"min-delay-us": n >> 8, "max-delay-us": short, "anomalous": False}),
        (1118, struct.pack("!f", rate_), "unidirectional-residual-bandwidth",
         rate_),
        (1152, bytes([octet]), "igp-flags", flags("DNLP", octet)),
        (1153, whole, "igp-route-tags", [n]),
        (1154, whole * 2, "igp-extended-route-tags", [n << 32 | n]),
        (1155, whole, "prefix-metric", n),
        (1156, pack(a4), "ospf-forwarding-address", a4),
        (1170, bytes([octet]), "sr-prefix-attribute-flags",
         flags("XRN", octet)),
        (1252, bytes([40, 24, 16, octet & 7]), "srv6-sid-structure",
         {"loc_block_len": 40, "loc_node_len": 24, "func_len": 16,
          "arg_len": octet & 7}),
        (1999, whole, "generic-lsid-1999", ["0x%08X" % n]),
    ]
    rows = sorted(rng.sample(rows, rng.randint(1, 6)), key=lambda r: r[0])
    return b"".join(struct.pack("!HH", r[0], len(r[1])) + r[1]
                    for r in rows), {r[2]: r[3] for r in rows if r[2]}


KINDS = {"extended communities": extended,
         "extended communities of IPv6": extended_wide, "PMSI": pmsi,
         "Prefix-SID": prefix_sid, "SRv6 services": services,
         "numbers": numbers, "tunnels": tunnels, "SR policies": policy}
