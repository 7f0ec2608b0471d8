# SPDX-License-Identifier: ISC
"""Commands to a running bgpd over one connection to its control socket, as
common/ipc/link.h and control.h have it; a hundred times faster than a bgpctl
for each."""

import array
import socket
import struct

HELLO, VERSION = 0, 1
WELCOME, PIPE_SESSION, PIPE_RDE = 1, 2, 3
NETWORK, FLUSH, END = 63, 65, 100
ADD, DELETE = 1, 2
HEADER = struct.Struct("=IHHII")


class Gone(Exception):
    """An engine or the daemon is not there."""


class Link:
    def __init__(self, s):
        self.socket = s
        self.held = b""
        self.passed = []
        s.settimeout(60)
        self.write(self.packed(HELLO, 0, struct.pack("=I", VERSION)))

    @staticmethod
    def packed(kind, request, body):
        return HEADER.pack(HEADER.size + len(body), kind, 0, request,
                           0) + body

    def write(self, octets):
        try:
            self.socket.sendall(octets)
        except OSError as error:
            raise Gone(str(error)) from error

    def receive(self):
        """(type, request, body, descriptor or None)"""
        while True:
            if len(self.held) >= HEADER.size:
                size, kind, has_fd, request, _ = HEADER.unpack_from(self.held)
                if len(self.held) >= size:
                    body = self.held[HEADER.size:size]
                    self.held = self.held[size:]
                    if kind == HELLO:
                        continue
                    return kind, request, body, \
                        self.passed.pop(0) if has_fd else None
            try:
                more, extra, _, _ = self.socket.recvmsg(65536, 256)
            except OSError as error:
                raise Gone(str(error)) from error
            if not more:
                raise Gone("closed")
            self.held += more
            for _, _, data in extra:
                self.passed.extend(array.array("i", data))

    def close(self):
        self.socket.close()
        for fd in self.passed:
            socket.close(fd)


class Control:
    def __init__(self, path):
        self.last = 0
        s = socket.socket(socket.AF_UNIX)
        try:
            s.connect(path)
        except OSError as error:
            s.close()
            raise Gone(str(error)) from error
        self.parent = Link(s)
        self.rde = None
        seen = set()
        while not {WELCOME, PIPE_SESSION, PIPE_RDE} <= seen:
            kind, _, body, fd = self.parent.receive()
            if kind == END:
                self.close()
                raise Gone(body[12:].decode())
            seen.add(kind)
            if kind == PIPE_RDE and fd is not None:
                self.rde = Link(socket.socket(fileno=fd))
            elif fd is not None:
                socket.close(fd)
        if self.rde is None:
            self.close()
            raise Gone("the route engine is down")

    def close(self):
        self.parent.close()
        if self.rde is not None:
            self.rde.close()

    def verdict(self, number):
        """(code, why)"""
        while True:
            got, request, answer, _ = self.rde.receive()
            if got == END and request == number:
                return answer[0], answer[12:].decode()

    def network(self, commands):
        """Commands (ADD or DELETE, text) written at once; their verdicts."""
        first = self.last + 1
        octets = b""
        for op, text in commands:
            self.last += 1
            body = struct.pack("=B3xI", op, 0) + text.encode()
            octets += self.rde.packed(NETWORK, self.last, body)
        self.rde.write(octets)
        return [self.verdict(n) for n in range(first, self.last + 1)]

    def flush(self):
        self.last += 1
        self.rde.write(self.rde.packed(FLUSH, self.last, b""))
        return self.verdict(self.last)
