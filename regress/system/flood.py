#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Neighbours that do too much or nothing, all at once, and one that watches.

usage: flood.py REMOTE SECONDS

From 192.0.2.11: KEEPALIVEs as fast as they go; .12: the same route announced
and withdrawn; .13: never reads; .14: new prefixes without end; .15: hold time
9, keeps its session and measures the longest silence, and for how long it was
itself not run.  Prints "up" when the watcher's session is, at the end what was
seen as JSON.
"""

import json
import select
import socket
import struct
import sys
import threading
import time

MARKER = b"\xff" * 16
KEEPALIVE = MARKER + struct.pack("!HB", 19, 4)
ATTRS = bytes.fromhex("40010100" "4002060201" "0000fbf1" "400304")
STOP = threading.Event()
RESULT = {}


def message(kind, body):
    return MARKER + struct.pack("!HB", 19 + len(body), kind) + body


def update(source, nlri=b"", withdrawn=b""):
    attrs = ATTRS + socket.inet_aton(source) if nlri else b""
    return message(2, struct.pack("!H", len(withdrawn)) + withdrawn +
                   struct.pack("!H", len(attrs)) + attrs + nlri)


def read_message(s):
    head = b""
    while len(head) < 19:
        more = s.recv(19 - len(head))
        if not more:
            raise ConnectionError("closed")
        head += more
    length, kind = struct.unpack("!HB", head[16:])
    body = b""
    while len(body) < length - 19:
        more = s.recv(length - 19 - len(body))
        if not more:
            raise ConnectionError("closed")
        body += more
    return kind, body


def session(source, remote, hold, receive_buffer=None):
    s = socket.socket()
    if receive_buffer:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    s.bind((source, 0))
    s.connect((remote, 179))
    caps = bytes.fromhex("0104000100014104") + struct.pack("!I", 64497)
    s.sendall(message(1, struct.pack("!BHH", 4, 64497, hold) +
                      socket.inet_aton(source) +
                      bytes([len(caps) + 2, 2, len(caps)]) + caps))
    while read_message(s)[0] != 1:
        pass
    s.sendall(KEEPALIVE)
    while read_message(s)[0] != 4:
        pass
    return s


def flood(name, source, remote, chunks):
    """Sends what chunks yields; what Herald says is read and thrown away."""
    sent = 0
    try:
        s = session(source, remote, 180)
        s.settimeout(0.2)
        for chunk in chunks:
            view = memoryview(chunk)
            while view and not STOP.is_set():
                try:
                    n = s.send(view)
                    sent += n
                    view = view[n:]
                except socket.timeout:
                    pass
            if select.select([s], [], [], 0)[0]:
                s.recv(65536)
            if STOP.is_set():
                break
        RESULT[name] = {"sent": sent, "alive": True}
    except OSError as e:
        RESULT[name] = {"sent": sent, "alive": False, "why": str(e)}


def forever(chunk):
    while True:
        yield chunk


def endless(source):
    n = 0
    while True:
        chunk = b""
        for _ in range(200):
            nlri = b"".join(
                bytes([32]) + struct.pack("!I", 0x14000000 + n + i)
                for i in range(100))
            chunk += update(source, nlri)
            n += 100
        yield chunk


def mute(source, remote):
    s = session(source, remote, 180, 4096)
    STOP.wait()
    s.close()


def watch(source, remote):
    s = session(source, remote, 9)
    s.settimeout(0.5)
    print("up", flush=True)
    longest, last, due = 0.0, time.monotonic(), 0.0
    alive, ran, stall = True, last, 0.5
    while not STOP.is_set() and alive:
        now = time.monotonic()
        stall, ran = max(stall, now - ran), now
        if now > due:
            s.sendall(KEEPALIVE)
            due = now + 3
        try:
            read_message(s)
        except socket.timeout:
            continue
        except OSError:
            alive = False
        longest = max(longest, time.monotonic() - last)
        last = time.monotonic()
    RESULT["watch"] = {"alive": alive, "silence": round(longest, 2),
                       "stall": round(stall - 0.5, 2)}


def main():
    remote, seconds = sys.argv[1], float(sys.argv[2])
    one = bytes([24, 10, 9, 9])
    jobs = [
        ("keepalives", "192.0.2.11", forever(KEEPALIVE * 5000)),
        ("flaps", "192.0.2.12", forever(
            (update("192.0.2.12", one) + update("192.0.2.12", b"", one)) *
            1000)),
        ("endless", "192.0.2.14", endless("192.0.2.14")),
    ]
    threads = [threading.Thread(target=flood, args=(n, a, remote, c))
               for n, a, c in jobs]
    threads.append(threading.Thread(target=mute, args=("192.0.2.13", remote)))
    threads.append(threading.Thread(target=watch, args=("192.0.2.15", remote)))
    for t in threads:
        t.start()
    time.sleep(seconds)
    STOP.set()
    for t in threads:
        t.join(5)
    print(json.dumps(RESULT), flush=True)


main()
