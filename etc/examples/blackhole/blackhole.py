#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Announces addresses to be dropped upstream, and withdraws them in time.

A program of bgpd.  Lines of the FIFO are "add ADDRESS [TIME]", TIME as 90s, 30m
or 2h, and "delete ADDRESS".  Only addresses within --allow are taken, so that a
slip cannot take the wrong network down, and only so many at once.  What is
announced, and until when, is kept in a file, for a program started anew.
"""

import argparse
import ipaddress
import os
import select
import sys
import time

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def say(text):
    print(text, file=sys.stderr, flush=True)


class Blackhole:
    def __init__(self, args):
        self.args = args
        self.until = {}			# of an address: wall clock
        if os.path.exists(args.state):
            with open(args.state, encoding="ascii") as f:
                for address, until in (line.split() for line in f):
                    self.until[ipaddress.ip_address(address)] = int(until)
        for address in self.until:	# expire() withdraws what is over
            self.command("announce", address)

    def command(self, verb, address):
        hop = {4: self.args.next_hop, 6: self.args.next_hop6}[address.version]
        print(f"{verb} route {address}/{address.max_prefixlen} next-hop "
              f"{hop} community [ {self.args.community} ]", flush=True)

    def save(self):
        new = self.args.state + ".new"
        with open(new, "w", encoding="ascii") as f:
            for address, until in self.until.items():
                f.write(f"{address} {until}\n")
        os.rename(new, self.args.state)

    def add(self, address, duration="1h"):
        address = ipaddress.ip_address(address)
        seconds = int(duration[:-1]) * UNITS[duration[-1]]
        if not 0 < seconds <= self.args.longest:
            raise ValueError(f"not for {duration}")
        if not any(address in net for net in self.args.allow):
            raise ValueError("not within --allow")
        if address not in self.until and len(self.until) >= self.args.most:
            raise ValueError(f"{self.args.most} are announced already")
        self.until[address] = int(time.time()) + seconds
        self.save()
        self.command("announce", address)

    def delete(self, address):
        address = ipaddress.ip_address(address)
        if self.until.pop(address, None) is None:
            raise ValueError("not announced")
        self.save()
        self.command("withdraw", address)

    def take_line(self, line):
        words = line.split()
        try:
            {"add": self.add, "delete": self.delete}[words[0]](*words[1:])
            say(f"{' '.join(words)}: {len(self.until)} announced")
        except (LookupError, TypeError, ValueError) as e:
            say(f"refused: {line[:100]!r}: {e}")

    def expire(self):
        now = time.time()
        for address in [a for a, t in self.until.items() if t <= now]:
            say(f"{address}: its time is over")
            self.delete(str(address))

    def patience(self):
        return max(0.0, min(self.until.values(), default=1e10) - time.time())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fifo", required=True)
    parser.add_argument("--state", required=True)
    parser.add_argument("--allow", action="append", required=True,
                        type=ipaddress.ip_network, metavar="PREFIX")
    parser.add_argument("--most", type=int, default=1000)
    parser.add_argument("--longest", type=int, default=86400, metavar="S")
    parser.add_argument("--next-hop", default="self")
    parser.add_argument("--next-hop6", default="self")
    parser.add_argument("--community", default="65535:666")
    args = parser.parse_args()
    if not os.path.exists(args.fifo):
        os.mkfifo(args.fifo)
        os.chmod(args.fifo, 0o620)	# whatever the umask
    # Read and write: it has a writer always, so it never ends.
    fifo = os.open(args.fifo, os.O_RDWR | os.O_NONBLOCK)
    hole, pending = Blackhole(args), {fifo: b"", 0: b""}
    while True:
        ready, _, _ = select.select([fifo, 0], [], [],
                                    min(60.0, hole.patience()))
        hole.expire()
        for fd in ready:
            data = os.read(fd, 65536)
            if not data and fd == 0:
                sys.exit(0)		# the daemon is gone
            *lines, rest = (pending[fd] + data).split(b"\n")
            pending[fd] = rest[:4096]
            for line in (raw.decode("ascii", "replace") for raw in lines):
                if fd == fifo:
                    hole.take_line(line)
                elif line.startswith("error"):
                    say("the daemon refused a command")


main()
