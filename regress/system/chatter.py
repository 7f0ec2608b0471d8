#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""A neighbour that announces 10.8.8.0/24, and then announces and withdraws
another route without end, so that an engine is nearly always reading what it
sent; it comes back whenever its session is lost.

usage: chatter.py REMOTE SOURCE; prints "up", "NOTIFICATION CODE/SUBCODE" and
"lost", a line each."""

import select
import socket
import struct
import sys
import time

MARKER = b"\xff" * 16
OPEN, UPDATE, NOTIFICATION, KEEPALIVE = 1, 2, 3, 4
ATTRS = bytes.fromhex("40010100" "4002060201" "0000fbf1" "400304")


def message(kind, body=b""):
    return MARKER + struct.pack("!HB", 19 + len(body), kind) + body


def update(source, nlri=b"", withdrawn=b""):
    attrs = ATTRS + socket.inet_aton(source) if nlri else b""
    return message(UPDATE, struct.pack("!H", len(withdrawn)) + withdrawn +
                   struct.pack("!H", len(attrs)) + attrs + nlri)


def say(text):
    print(text, flush=True)


class Session:
    def __init__(self, remote, source):
        self.held = b""
        self.socket = socket.create_connection((remote, 179), 5, (source, 0))
        self.socket.settimeout(5)
        caps = bytes.fromhex("01040001000102004104") + struct.pack("!I", 64497)
        self.socket.sendall(message(OPEN, struct.pack("!BHH", 4, 64497, 90) +
                                    socket.inet_aton(source) +
                                    bytes([len(caps) + 2, 2, len(caps)]) +
                                    caps))
        self.wait(OPEN)
        self.socket.sendall(message(KEEPALIVE))
        self.wait(KEEPALIVE)

    def read(self):
        """Whole messages of what has come."""
        more = self.socket.recv(65536)
        if not more:
            raise ConnectionError("closed")
        self.held += more
        while len(self.held) >= 19:
            length, kind = struct.unpack("!HB", self.held[16:19])
            if len(self.held) < length:
                return
            body, self.held = self.held[19:length], self.held[length:]
            if kind == NOTIFICATION:
                say("NOTIFICATION %d/%d" % (body[0], body[1]))
            yield kind

    def wait(self, wanted):
        while wanted not in self.read():
            pass

    def talk(self, chunk):
        due = time.monotonic()
        while True:
            if time.monotonic() > due:
                self.socket.sendall(message(KEEPALIVE))
                due += 10
            self.socket.sendall(chunk)
            if select.select([self.socket], [], [], 0)[0]:
                for _ in self.read():
                    pass


def main():
    remote, source = sys.argv[1:]
    one = bytes([24, 10, 9, 9])
    chunk = (update(source, one) + update(source, b"", one)) * 500
    while True:
        up = False
        try:
            session = Session(remote, source)
            up = True
            say("up")
            session.socket.sendall(update(source, bytes([24, 10, 8, 8])))
            session.talk(chunk)
        except OSError:
            if up:
                say("lost")
        time.sleep(0.3)


main()
