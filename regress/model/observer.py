# SPDX-License-Identifier: ISC
"""A neighbour that believes what it is told and keeps nothing else: the
independent side of the model test.  Its decoder shares nothing with Herald's
and refuses whatever RFC 4271, 4760, 6793, 7606 5.1, 7911 and 8654 do not allow
a speaker to send.  Its table is emptied when the session is lost, or by
End-of-RIB when graceful restart was negotiated (RFC 4724 4.2); enhanced
refresh as in RFC 7313 4."""

import ipaddress
import select
import socket
import struct
import time

OPEN, UPDATE, NOTIFICATION, KEEPALIVE, REFRESH = 1, 2, 3, 4, 5
V4, V6 = (1, 1), (2, 1)
KEEPALIVE_SECONDS, RETRY_SECONDS, HOLD = 20, 0.05, 180


class Broken(Exception):
    """Herald sent what it must not."""


def need(condition, why):
    if not condition:
        raise Broken(why)


class Route(tuple):
    """(AS path, next hop, MED, local preference, communities, large)"""


class Reader:
    def __init__(self, octets):
        self.octets = octets
        self.at = 0

    def left(self):
        return len(self.octets) - self.at

    def take(self, n):
        need(n <= self.left(), "octets are missing")
        self.at += n
        return self.octets[self.at - n:self.at]

    def number(self, n):
        return int.from_bytes(self.take(n), "big")

    def part(self, n):
        return Reader(self.take(n))


def read_nlri(r, afi, add_path):
    """Yields (prefix text, path id)."""
    size = 4 if afi == 1 else 16
    while r.left():
        ident = r.number(4) if add_path else 0
        bits = r.number(1)
        need(bits <= size * 8, "prefix length %d" % bits)
        raw = r.take((bits + 7) // 8)
        value = int.from_bytes(raw.ljust(size, b"\0"), "big")
        need(value & ((1 << size * 8 - bits) - 1) == 0, "bits behind a prefix")
        net = ipaddress.ip_address(raw.ljust(size, b"\0"))
        yield "%s/%d" % (net, bits), ident


def read_path(r, width):
    path = []
    while r.left():
        kind, count = r.number(1), r.number(1)
        need(kind in (1, 2) and count > 0, "AS_PATH segment")
        numbers = [r.number(width) for _ in range(count)]
        path += numbers if kind == 2 else [tuple(numbers)]
    return path


FLAGS = {1: 0x40, 2: 0x40, 3: 0x40, 4: 0x80, 5: 0x40, 6: 0x40, 7: 0xc0,
         8: 0xc0, 14: 0x80, 15: 0x80, 16: 0xc0, 17: 0xc0, 32: 0xc0}


def read_attributes(r):
    values = {}
    while r.left():
        flags, kind = r.number(1), r.number(1)
        value = r.part(r.number(2 if flags & 0x10 else 1))
        need(kind not in values, "attribute %d twice" % kind)
        need(kind in FLAGS and FLAGS[kind] == flags & 0xe0,
             "attribute %d with flags %#x" % (kind, flags))
        values[kind] = value
    return values


def numbers_of(values, kind, width):
    r = values.get(kind)
    found = []
    while r is not None and r.left():
        found.append(r.number(width))
    return found


class Observer:
    """One neighbour: its session, and the table of what it was told."""

    def __init__(self, address, herald, asn, **how):
        self.address, self.herald, self.asn = address, herald, asn
        self.ebgp = how.pop("ebgp", True)
        self.as4 = how.pop("as4", True)
        self.extended = how.pop("extended", True)
        self.refresh = how.pop("refresh", True)
        self.enhanced = how.pop("enhanced", True)
        self.graceful = how.pop("graceful", False)
        self.families = how.pop("families", [V4, V6])
        self.wants_paths = how.pop("add_path", [])
        self.buffer = how.pop("buffer", 0)
        assert not how
        self.table = {}			# (afi, prefix, path id): Route
        self.stale = set()
        self.socket = None
        self.next_try = 0
        self.paused = False
        self.absent = False		# not configured
        self.flaps = self.messages = self.routes = 0
        self.reset()

    def reset(self):
        self.up = self.opened = False
        self.held = bytearray()
        self.add_path = set()
        self.eor = set()
        self.refreshing = set()		# families between BoRR and EoRR
        self.asked = set()
        self.width, self.limit = 2, 4096
        self.keeps = False
        self.next_keepalive = 0

    # --- the session

    def lost(self, keep):
        """keep: graceful restart may hold what there is."""
        if self.socket is not None:
            self.socket.close()
            self.socket = None
            self.flaps += 1
        if keep and self.graceful and self.keeps:
            self.stale |= set(self.table)
        else:
            self.table.clear()
            self.stale.clear()
        self.reset()
        self.next_try = time.monotonic() + RETRY_SECONDS

    def flap(self, polite):
        if self.socket is None:
            return
        if polite:
            self.send(NOTIFICATION, bytes([6, 4]))
        self.lost(keep=not polite)

    def connect(self):
        self.reset()
        kind = socket.AF_INET6 if ":" in self.address else socket.AF_INET
        s = socket.socket(kind, socket.SOCK_STREAM)
        if self.buffer:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self.buffer)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        s.settimeout(1)
        try:
            s.bind((self.address, 0))
            s.connect((self.herald, 179))
        except OSError:
            s.close()
            self.next_try = time.monotonic() + RETRY_SECONDS
            return
        s.setblocking(False)
        self.socket = s
        self.send(OPEN, self.open_body())
        self.send(KEEPALIVE)

    def open_body(self):
        caps = b""

        def add(code, value=b""):
            nonlocal caps
            caps += bytes([code, len(value)]) + value
        for afi, safi in self.families:
            add(1, struct.pack("!HBB", afi, 0, safi))
        if self.refresh:
            add(2)
        if self.refresh and self.enhanced:
            add(70)
        if self.extended:
            add(6)
        if self.as4:
            add(65, struct.pack("!I", self.asn))
        if self.wants_paths:
            add(69, b"".join(struct.pack("!HBB", afi, safi, 1)
                             for afi, safi in self.wants_paths))
        if self.graceful:
            add(64, struct.pack("!H", 120) + b"".join(
                struct.pack("!HBB", afi, safi, 0)
                for afi, safi in self.families))
        tail = bytes([2, len(caps)]) + caps
        ident = 0xcb007100 + int(self.address.split(".")[-1].split(":")[-1])
        return struct.pack("!BHHIB", 4, self.asn if self.asn < 65536 else
                           23456, HOLD, ident, len(tail)) + tail

    def send(self, kind, body=b""):
        try:
            self.socket.send(b"\xff" * 16 + struct.pack(
                "!HB", 19 + len(body), kind) + body)
        except OSError:
            pass

    def ask_refresh(self, family):
        if self.up and self.refresh and family in self.families:
            self.send(REFRESH, struct.pack("!HBB", family[0], 0, family[1]))
            if self.enhanced:
                self.asked.add(family)

    def wants_read(self):
        return self.socket is not None and not self.paused

    def tick(self, now):
        if self.socket is None and not self.absent and \
                now >= self.next_try:
            self.connect()
        if self.up and now >= self.next_keepalive:
            self.next_keepalive = now + KEEPALIVE_SECONDS
            self.send(KEEPALIVE)

    def readable(self):
        try:
            more = self.socket.recv(1 << 18)
        except BlockingIOError:
            return
        except OSError:
            more = b""
        if not more:
            self.lost(keep=True)
            return
        self.held += more
        held, at = memoryview(bytes(self.held)), 0
        while len(held) - at >= 19 and self.socket is not None:
            need(held[at:at + 16] == b"\xff" * 16, "marker")
            length, kind = struct.unpack("!HB", held[at + 16:at + 19])
            need(19 <= length <= (4096 if kind in (OPEN, KEEPALIVE) else
                                  self.limit), "length %d" % length)
            if len(held) - at < length:
                break
            self.messages += 1
            self.message(kind, Reader(bytes(held[at + 19:at + length])))
            at += length
        if self.socket is not None:
            del self.held[:at]

    # --- what arrives

    def message(self, kind, r):
        if kind == OPEN:
            need(not self.opened, "a second OPEN")
            self.read_open(r)
        elif kind == KEEPALIVE:
            need(self.opened, "KEEPALIVE before OPEN")
            if not self.up:
                self.up = True
        elif kind == NOTIFICATION:
            code = r.number(1)
            need(code == 6, "NOTIFICATION %d/%d" % (code, r.number(1)))
            self.lost(keep=False)
        elif kind == REFRESH:
            self.read_refresh(r)
        else:
            need(kind == UPDATE and self.up, "message type %d" % kind)
            self.read_update(r)

    def read_open(self, r):
        need(r.number(1) == 4, "version")
        r.take(8)
        parameters = r.part(r.number(1))
        need(r.left() == 0, "octets behind OPEN")
        self.opened = True
        keeps, families = set(), set()
        while parameters.left():
            need(parameters.number(1) == 2, "OPEN parameter")
            caps = parameters.part(parameters.number(1))
            while caps.left():
                code, value = caps.number(1), caps.part(caps.number(1))
                if code == 1:
                    afi, safi = value.number(2), value.number(2)
                    families.add((afi, safi))
                elif code == 6 and self.extended:
                    self.limit = 65535
                elif code == 64 and self.graceful:
                    value.take(2)
                    self.keeps = True
                    while value.left():
                        family = value.number(2), value.number(1)
                        if value.number(1) & 0x80:
                            keeps.add(family)
                elif code == 65 and self.as4:
                    self.width = 4
                elif code == 69:
                    while value.left():
                        family = value.number(2), value.number(1)
                        if value.number(1) & 2 and family in self.wants_paths:
                            self.add_path.add(family)
        need(set(self.families) <= families, "a family is not offered")
        # RFC 4724 4.2: without the F bit what was kept goes at once.
        self.drop({k for k in self.stale if (k[0], 1) not in keeps})

    def drop(self, keys):
        for key in keys:
            self.table.pop(key, None)
        self.stale -= keys

    def drop_stale(self, afi):
        self.drop({k for k in self.stale if k[0] == afi})

    def read_refresh(self, r):
        family, subtype = (r.number(2), r.take(1) and r.octets[3]), r.octets[2]
        need(self.refresh and family in self.families, "REFRESH not agreed")
        if subtype == 0:
            return
        need(self.enhanced, "BoRR or EoRR not agreed")
        if subtype == 1:
            need(family in self.eor, "BoRR before End-of-RIB")
            self.refreshing.add(family)
            self.stale |= {k for k in self.table if k[0] == family[0]}
        else:
            need(subtype == 2 and family in self.refreshing,
                 "EoRR without BoRR")
            self.refreshing.discard(family)
            self.asked.discard(family)
            self.drop_stale(family[0])

    def ended(self, family):
        need(family in self.families, "End-of-RIB of another family")
        self.eor.add(family)
        if family not in self.refreshing:
            self.drop_stale(family[0])

    def announce(self, afi, nlri, route):
        for prefix, ident in nlri:
            self.routes += 1
            self.table[afi, prefix, ident] = route
            self.stale.discard((afi, prefix, ident))

    def withdraw(self, afi, nlri):
        for prefix, ident in nlri:
            self.table.pop((afi, prefix, ident), None)
            self.stale.discard((afi, prefix, ident))

    def read_update(self, r):
        withdrawn = r.part(r.number(2))
        attributes = r.part(r.number(2))
        nlri = r
        if not (withdrawn.left() or attributes.left() or nlri.left()):
            self.ended(V4)
            return
        values = read_attributes(attributes)
        self.withdraw(1, read_nlri(withdrawn, 1, V4 in self.add_path))
        if 15 in values:
            mp = values[15]
            family = mp.number(2), mp.number(1)
            need(family in self.families, "MP_UNREACH of another family")
            if not mp.left():
                need(len(values) == 1, "attributes beside End-of-RIB")
                self.ended(family)
            self.withdraw(family[0], list(
                read_nlri(mp, family[0], family in self.add_path)))
        if 14 in values:
            self.read_reach(values)
        need(nlri.left() or 14 in values or set(values) <= {15},
             "attributes without NLRI")
        if nlri.left():
            hop = values.get(3)
            need(hop is not None and hop.left() == 4, "NEXT_HOP")
            text = str(ipaddress.ip_address(hop.take(4)))
            self.announce(1, list(read_nlri(nlri, 1, V4 in self.add_path)),
                          self.route(values, text))

    def read_reach(self, values):
        mp = values[14]
        family = mp.number(2), mp.number(1)
        need(family in self.families, "MP_REACH of another family")
        size = mp.number(1)
        need(size == 4 if family == V4 else size in (16, 32),
             "next hop of %d octets" % size)
        hop = mp.take(size)[:16]
        need(mp.number(1) == 0, "reserved octet")
        nlri = list(read_nlri(mp, family[0], family in self.add_path))
        need(nlri, "MP_REACH without NLRI")
        self.announce(family[0], nlri,
                      self.route(values, str(ipaddress.ip_address(hop))))

    def route(self, values, hop):
        need(1 in values and 2 in values, "ORIGIN or AS_PATH is missing")
        path_reader = Reader(values[2].octets)
        path = read_path(path_reader, self.width)
        if 17 in values:
            need(self.width == 2, "AS4_PATH to a new speaker")
            new = read_path(Reader(values[17].octets), 4)
            need(len(new) <= len(path), "AS4_PATH is longer")
            path = path[:len(path) - len(new)] + new
        need((5 in values) != self.ebgp, "LOCAL_PREF")
        med = int.from_bytes(values[4].octets, "big") if 4 in values else None
        local = int.from_bytes(values[5].octets, "big") if 5 in values else \
            None
        communities = numbers_of({8: Reader(values[8].octets)}
                                 if 8 in values else {}, 8, 4)
        large = numbers_of({32: Reader(values[32].octets)}
                           if 32 in values else {}, 32, 12)
        need(communities == sorted(set(communities)), "communities' order")
        return Route((tuple(path), hop, med, local, tuple(communities),
                      tuple(large)))

    def quiet(self):
        """Up, and nothing is under way that will still change the table."""
        return self.up and not self.paused and not self.held and \
            not self.refreshing and not self.asked and not self.stale and \
            self.eor >= set(self.families)


def pump(observers, seconds):
    """Whatever arrives in this time; returns early when something did."""
    now = time.monotonic()
    for o in observers:
        o.tick(now)
    reading = {o.socket.fileno(): o for o in observers if o.wants_read()}
    poll = select.poll()
    for number in reading:
        poll.register(number, select.POLLIN)
    ready = poll.poll(seconds * 1000)
    for number, _ in ready:
        o = reading[number]
        try:
            o.readable()
        except Broken as error:
            raise Broken("%s: %s" % (o.address, error)) from error
    return bool(ready)
