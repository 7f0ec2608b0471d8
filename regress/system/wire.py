# SPDX-License-Identifier: ISC
"""BGP messages put together octet by octet, right or wrong as the caller
likes, and a connection that sends them (RFC 4271 4, RFC 4760, RFC 5492)."""

import socket
import struct
import time

US = "192.0.2.1"
OPEN, UPDATE, NOTIFICATION, KEEPALIVE, REFRESH = 1, 2, 3, 4, 5
WK, OT, ON = 0x40, 0xC0, 0x80
MARKER = b"\xff" * 16


def u16(v):
    return struct.pack("!H", v)


def u32(v):
    return struct.pack("!I", v)


def message(kind, body=b"", length=None, marker=MARKER):
    length = 19 + len(body) if length is None else length
    return marker + struct.pack("!HB", length, kind) + body


def attr(flags, kind, value=b"", length=None):
    length = len(value) if length is None else length
    if length > 255:
        return struct.pack("!BBH", flags | 0x10, kind, length) + value
    return struct.pack("!BBB", flags, kind, length) + value


def prefix(text):
    address, bits = text.split("/")
    bits = int(bits)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    raw = socket.inet_pton(family, address)
    return bytes([bits]) + raw[:(bits + 7) // 8]


def update(attrs=b"", nlri=b"", withdrawn=b""):
    return message(UPDATE, u16(len(withdrawn)) + withdrawn +
                   u16(len(attrs)) + attrs + nlri)


def path(*numbers, kind=2, width=4):
    return bytes([kind, len(numbers)]) + b"".join(
        n.to_bytes(width, "big") for n in numbers)


V6_HOP = socket.inet_pton(socket.AF_INET6, "2001:db8::2")


def reach(nlri, nexthop=V6_HOP, afi=2, safi=1):
    return attr(ON, 14, struct.pack("!HBB", afi, safi, len(nexthop)) +
                nexthop + b"\0" + nlri)


def unreach(nlri, afi=2, safi=1):
    return attr(ON, 15, struct.pack("!HB", afi, safi) + nlri)


def tlvs(*pairs):
    return b"".join(struct.pack("!HH", t, len(v)) + v for t, v in pairs)


def capability(code, value=b""):
    return bytes([code, len(value)]) + value


def parameter(value, kind=2):
    return bytes([kind, len(value)]) + value


FAMILIES = capability(1, b"\0\1\0\1") + capability(1, b"\0\2\0\1")


def usual_caps(asn):
    return (FAMILIES + capability(2) + capability(70) + capability(6) +
            capability(65, u32(asn)))


def open_body(asn, caps=None, hold=90, ident=0xC0000202, version=4, tail=None,
              as16=None):
    if tail is None:
        tail = parameter(usual_caps(asn) if caps is None else caps)
        tail = bytes([len(tail)]) + tail
    return struct.pack("!BHHI", version, asn if as16 is None else as16, hold,
                       ident) + tail


class Closed(Exception):
    pass


class Connection:
    """TCP to Herald, and messages that come over it."""
    def __init__(self, address, options=()):
        self.address = address
        self.held = b""
        self.socket = socket.socket()
        for level, name, value in options:
            self.socket.setsockopt(level, name, value)
        self.socket.settimeout(20)
        self.socket.bind((address, 0))
        self.socket.connect((US, 179))

    def send(self, octets):
        try:
            self.socket.sendall(octets)
        except OSError:
            pass

    def receive(self):
        """Type and body of the next message."""
        while True:
            if len(self.held) >= 19:
                length = struct.unpack("!H", self.held[16:18])[0]
                if len(self.held) >= length:
                    one, self.held = self.held[:length], self.held[length:]
                    return one[18], one[19:]
            try:
                more = self.socket.recv(65536)
            except (socket.timeout, ConnectionError) as error:
                raise Closed(str(error)) from error
            if not more:
                raise Closed("closed")
            self.held += more

    def wait(self, kind):
        """The body of the first message of this kind."""
        while True:
            got, body = self.receive()
            if got == kind:
                return body
            if got == NOTIFICATION:
                raise Closed("NOTIFICATION %d/%d" % (body[0], body[1]))

    def end(self, seconds=20):
        """How the other side ends it: a NOTIFICATION's body, or None."""
        latest = time.time() + seconds
        try:
            while time.time() < latest:
                kind, body = self.receive()
                if kind == NOTIFICATION:
                    return body
        except Closed:
            pass
        return None

    def close(self):
        self.socket.close()
