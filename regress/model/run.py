#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""The model test: random sequences of commands, lost sessions, refreshes,
reloads, killed engines and neighbours that do not read, against a running
bgpd.  After each sequence, at rest, what independent observers hold must be
what a simple model of the commands says, and what show rib out says.

usage: run.py [-s SEED] [-t SECONDS] [-n SEQUENCES] [-k KIND[=WEIGHT],...]
    [-N NETNS] [--small] BGPD BGPCTL DIR
Runs in the neighbours' network namespace, and bgpd in NETNS; bgpd's files are
in DIR."""

import argparse
import collections
import json
import os
import random
import signal
import subprocess
import sys
import time

import control
import model
import observer
from observer import V4, V6

HERALD_AS = 64496
HERALD4, HERALD6 = "192.0.2.1", "2001:db8::1"
REST_SECONDS = 60
LEASE_SLACK = 0.2
# bgpd begins anew with a delay of nothing when an engine lived for a minute;
# before that it waits 0, 1, 2 and 4 s for those that are killed, then longer.
KILLS, CALM_SECONDS = 4, 60 + 4 + 6
V4_PREFIXES = ["203.0.113.0/24", "203.0.113.0/25", "203.0.113.128/25",
               "203.0.113.7/32", "198.51.100.0/24", "198.51.100.64/26",
               "0.0.0.0/0", "198.18.0.0/15"]
V6_PREFIXES = ["2001:db8:1::/48", "2001:db8:1:2::/64", "2001:db8:1::1/128",
               "2001:db8:4000::/34", "::/0"]


class Wrong(Exception):
    pass


def neighbours():
    one = observer.Observer
    return [
        one("192.0.2.2", HERALD4, 64497),
        one("192.0.2.3", HERALD4, 64498, add_path=[V4, V6], graceful=True),
        one("192.0.2.4", HERALD4, HERALD_AS, ebgp=False, enhanced=False,
            graceful=True),
        one("192.0.2.5", HERALD4, HERALD_AS, ebgp=False, add_path=[V4],
            extended=False),
        one("192.0.2.6", HERALD4, 64499, as4=False, refresh=False,
            extended=False),
        one("192.0.2.7", HERALD4, 64500, add_path=[V6], buffer=4096),
        one("2001:db8::8", HERALD6, 4200000001, graceful=True),
        one("192.0.2.9", HERALD4, 64497, families=[V4], enhanced=False),
        one("192.0.2.130", HERALD4, 64501, add_path=[V4], graceful=True),
    ]


class Driver:
    def __init__(self, options):
        self.options = options
        self.random = random.Random(options.seed)
        self.observers = neighbours()
        # The last is of a range: it is not there while its session is down,
        # so that no command names it.
        self.named = self.observers[:-1]
        self.model = model.Model(self.observers, HERALD_AS)
        self.control = None
        self.trace = collections.deque(maxlen=400)
        self.count = collections.Counter()
        self.slowest, self.asked = 0, 0
        self.kills = collections.defaultdict(list)

    def path(self, name):
        return os.path.join(self.options.directory, name)

    def say(self, text):
        self.trace.append(text)

    # --- bgpd

    def write_configuration(self):
        with open(self.path("bgpd.conf"), "w", encoding="ascii") as out:
            for i, n in enumerate(self.observers):
                if not n.absent:
                    out.write(self.stanza(i, n))

    def stanza(self, i, n):
        names = {V4: "ipv4 unicast;", V6: "ipv6 unicast;"}
        routes = "".join(
            "\t\troute %s%s%s;\n" % (
                prefix, body.words(),
                " path-information %d" % ident if ident else "")
            for (_, prefix, ident), body in
            self.model.configured[n].items())
        return """neighbor %s {
	description "n%d";
	group "%s";
	router-id 192.0.2.1;
	local-address %s;
	local-as %d;
	peer-as %d;
	passive true;
	group-updates %s;
	family { %s }
	capability { route-refresh; add-path send; graceful-restart 120; }
	static {
%s	}
}
""" % (n.address if n in self.named else "192.0.2.128/25", i,
       "range" if n not in self.named else "even" if i % 2 == 0 else "odd", n.herald, HERALD_AS,
       n.asn, "false" if i == 5 else "true",
       " ".join(names[f] for f in n.families), routes)

    def start(self):
        self.change_configuration(20)
        self.write_configuration()
        with open(self.path("herald.log"), "a", encoding="ascii") as log:
            command = [self.options.bgpd, "-d", "-f", self.path("bgpd.conf"),
                       "-s", self.path("sock")]
            if self.options.netns:
                command[:0] = ["nsenter", "--net=" + self.options.netns]
            self.bgpd = subprocess.Popen(command, stderr=log)
        self.connect_control()

    def connect_control(self):
        end = time.monotonic() + REST_SECONDS
        while True:
            try:
                self.control = control.Control(self.path("sock"))
                return
            except control.Gone as error:
                if time.monotonic() > end or self.bgpd.poll() is not None:
                    raise Wrong("bgpd does not answer: %s" % error) from error
                observer.pump(self.observers, 0.01)

    def engine(self, name):
        for pid in subprocess.run(
                ["pgrep", "-P", str(self.bgpd.pid)], capture_output=True,
                text=True, check=False).stdout.split():
            try:
                with open("/proc/%s/cmdline" % pid, encoding="ascii") as f:
                    if name in f.read():
                        return int(pid)
            except OSError:
                pass
        return None

    def bgpctl(self, *words):
        return subprocess.run([self.options.bgpctl, "-s", self.path("sock"),
                               *words], capture_output=True, text=True,
                              check=False)

    # --- what sequences are made of

    def prefix(self):
        if self.random.random() < 0.7:
            return 1, self.random.choice(V4_PREFIXES)
        return 2, self.random.choice(V6_PREFIXES)

    def ident(self):
        return self.random.choice((0, 0, 0, 1, 2, 4294967295))

    def body(self, afi):
        r = self.random
        hop = {1: "192.0.2.%d" % r.randrange(20, 23),
               2: "2001:db8::%d" % r.randrange(20, 23)}[afi]
        if r.random() < 0.3:
            hop = None
        path = r.choice((None, None, [64510], [64510, 4200000007, 64511]))
        communities = [64496 << 16 | r.randrange(4)
                       for _ in range(r.choice((0, 0, 1, 3)))]
        if r.random() < 0.03:
            communities = [64496 << 16 | c for c in range(1100)]
        large = [64496 << 64 | r.randrange(3) << 32 | r.randrange(3)
                 for _ in range(r.choice((0, 0, 2)))]
        return model.Body(hop, path, r.choice((None, 0, 5, 4294967295)),
                          r.choice((None, None, 50)), communities, large)

    def selector(self):
        """(words, those it means)"""
        r, all_of = self.random, self.named
        kind = r.randrange(6)
        if kind < 2:
            return "", list(self.observers)
        if kind == 2:
            n = r.choice(all_of)
            return " neighbor " + n.address, [n]
        if kind == 3:
            some = r.sample(all_of, 2)
            return " neighbor " + " , neighbor ".join(
                n.address for n in some), some
        if kind == 4:
            which = r.randrange(2)
            return " neighbor " + ("even", "odd")[which], all_of[which::2]
        asn = r.choice(all_of).asn
        return " neighbor * peer-as %d" % asn, \
            [n for n in all_of if n.asn == asn]

    def keys(self):
        """(words for prefixes, words for the rest, keys)"""
        afi, prefix = self.prefix()
        ident = self.ident()
        rest = " path-information %d" % ident if ident else ""
        if self.random.random() < 0.02 and self.options.big:
            rest += " split /%d" % 21
            bits = 9 if self.random.random() < 0.1 else 14
            prefix = "10.0.0.0/%d" % bits
            net = model.ipaddress.ip_network(prefix)
            return prefix, rest, [(1, str(s), ident) for s in
                                  net.subnets(new_prefix=21)]
        more = {prefix}
        while self.random.random() < 0.3:
            other, text = self.prefix()
            if other == afi:
                more.add(text)
        return " ".join(sorted(more)), rest, [(afi, p, ident) for p in
                                              sorted(more)]

    def adding(self):
        prefixes, rest, keys = self.keys()
        body = self.body(keys[0][0])
        words, targets = self.selector()
        return self.addition(prefixes, rest, keys, body, words, targets)

    def addition(self, prefixes, rest, keys, body, words, targets):
        """(op, text, what to do with the verdict)"""
        text = prefixes + body.words() + rest + words
        seconds = None
        if self.random.random() < 0.1:
            seconds = self.random.choice((1, 1, 2, 3600))
            text += " for %ds" % seconds

        def done(code, why):
            family = (keys[0][0], 1)
            if not any(family in n.families and not n.absent
                       for n in targets):
                if code == 0:
                    raise Wrong("taken, though no neighbour has the family")
                return
            if code != 0:
                raise Wrong("refused: %s" % why)
            now = time.monotonic()
            end = None if seconds is None else now + seconds
            self.model.add(keys, body, targets, end, now - self.asked)
        return control.ADD, text, done

    def deletion(self):
        prefixes, rest, keys = self.keys()
        if self.random.random() < 0.7 and self.model.injected:
            afi, prefixes, ident = self.random.choice(
                list(self.model.injected))
            rest = " path-information %d" % ident if ident else ""
            keys = [(afi, prefixes, ident)]
        words, targets = self.selector()
        return self.deletion_of(prefixes + rest, keys, words, targets)

    def deletion_of(self, what, keys, words, targets):
        def done(code, why):
            if code not in (0, 1):
                raise Wrong("refused: %s" % why)
            now = time.monotonic()
            self.model.expire(now)
            unsure = self.model.unsure(self.asked, now, LEASE_SLACK)
            if self.model.delete(keys, targets) and code == 1 and \
                    not unsure & {key[:2] for key in keys}:
                raise Wrong("delete found nothing")
        return control.DELETE, what + words, done

    def command(self, commands):
        for op, text, _ in commands:
            self.say("%s %s" % ("add" if op == control.ADD else "delete",
                                text if len(text) < 400 else
                                text[:200] + " … " + text[-100:]))
        self.asked = time.monotonic()
        verdicts = self.control.network([c[:2] for c in commands])
        for (_, _, done), verdict in zip(commands, verdicts):
            done(*verdict)

    def do_add(self):
        self.command([self.adding()])

    def do_delete(self):
        self.command([self.deletion()])

    def do_burst(self):
        """So quick that nothing is sent between them."""
        self.say("at once:")
        self.command([self.deletion() if self.random.random() < 0.4 else
                      self.adding()
                      for _ in range(self.random.randrange(2, 8))])

    def do_stall(self):
        """A neighbour that does not read gets more than may wait for it, so
        that what follows happens before its cursor."""
        n = self.observers[5]
        n.paused = True
        self.say("stop " + n.address)
        net = model.ipaddress.ip_network("198.18.0.0/15")
        keys = [(1, str(s), 0) for s in net.subnets(new_prefix=22)]
        body = model.Body("192.0.2.20", communities=[
            64496 << 16 | c for c in range(990)])
        self.command([self.addition(str(net), " split /22", keys, body,
                                    " neighbor " + n.address, [n])])

    def do_flush(self):
        self.say("flush")
        self.control.flush()
        self.model.flush()

    def do_flap(self):
        n = self.random.choice(self.observers)
        polite = self.random.random() < 0.5
        self.say("flap %s %s" % (n.address, "politely" if polite else ""))
        n.flap(polite)

    def do_clear(self):
        n = self.random.choice(self.observers)
        self.say("clear " + n.address)
        self.bgpctl("neighbor", n.address, "clear")

    def do_refresh(self):
        n = self.random.choice(self.observers)
        family = self.random.choice(n.families)
        self.say("refresh %s %s" % (n.address, family))
        n.ask_refresh(family)

    def do_slow(self):
        n = self.random.choice(self.observers)
        n.paused = not n.paused
        self.say("%s %s" % ("stop" if n.paused else "read", n.address))

    def do_pump(self):
        self.say("pump")
        observer.pump(self.observers, 0.002)

    def change_configuration(self, changes):
        for _ in range(changes):
            n = self.random.choice(self.observers)
            afi, prefix = self.prefix()
            if (afi, 1) not in n.families:
                continue
            key = afi, prefix, self.ident()
            routes = self.model.configured[n]
            if key in routes and self.random.random() < 0.5:
                del routes[key]
            else:
                body = self.body(afi)
                if not body.fits(n, afi):	# refused in a file
                    continue
                routes[key] = body
            self.say("configure %s %s%s" % (
                n.address, key, routes[key].words()[:300] if key in routes
                else ": nothing"))

    def do_reload(self):
        self.change_configuration(self.random.randrange(5))
        self.reload()

    def do_absent(self):
        """A neighbour that comes back gets what selectors mean it to have,
        as if it had been there."""
        self.do_flush()
        n = self.random.choice(self.named)
        self.say("remove " + n.address)
        n.absent = True
        self.reload()
        for _ in range(self.random.randrange(1, 12)):
            if self.random.random() < 0.2:
                self.do_pump()
            elif self.random.random() < 0.7:
                self.command([self.adding()])
            else:		# of all: nobody else may be left out
                prefixes, rest, keys = self.keys()
                self.command([self.deletion_of(prefixes + rest, keys, "",
                                               self.observers)])
        self.say("bring back " + n.address)
        n.absent = False
        self.reload()

    def reload(self):
        self.write_configuration()
        self.say("reload")
        done = self.bgpctl("reload")
        if done.returncode != 0:
            raise Wrong("reload: " + done.stderr)

    def kill(self, name):
        """No more often than bgpd starts it again soon (bgpd(8))."""
        kills, now = self.kills[name], time.monotonic()
        if kills and now - kills[-1] > CALM_SECONDS:
            kills.clear()
        if len(kills) == KILLS:
            return False
        kills.append(now)
        pid = self.engine(name)
        self.say("kill %s (%s)" % (name, pid))
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
            while os.path.exists("/proc/%d" % pid):
                time.sleep(0.001)	# bgpd has not seen it yet
        self.control.close()
        self.connect_control()
        return True

    def do_kill_session(self):
        self.kill("bgpd-session")

    def do_kill_rde(self):
        self.kill("bgpd-rde")

    WEIGHTS = {"add": 30, "delete": 12, "burst": 10, "stall": 0.5,
               "flap": 4, "refresh": 8, "slow": 5,
               "pump": 30, "clear": 0.7, "flush": 1, "reload": 0.8,
               "absent": 0.2,
               "kill_session": 0.02, "kill_rde": 0.1}

    # --- at rest

    def mismatches(self):
        now = time.monotonic()
        self.model.expire(now)
        unsure = self.model.unsure(now, now, LEASE_SLACK)
        found = []
        for n in self.observers:
            if not n.quiet():
                found.append(
                    "%s: not at rest: up %s stale %s eor %s asked %s "
                    "refreshing %s" % (n.address, n.up, len(n.stale), n.eor,
                                       n.asked, n.refreshing))
                continue
            found += model.differences(n, self.model.wanted(n),
                                       unsure)
        return found

    def rest(self):
        for n in self.observers:
            n.paused = False
        end = time.monotonic() + REST_SECONDS
        while True:
            if observer.pump(self.observers, 0.002):
                continue
            found = self.mismatches()
            if not found:
                return
            if time.monotonic() > end:
                raise Wrong("\n".join(found[:20]))

    def shown(self, n):
        """(what show rib out says n holds, was something pending)"""
        done = self.bgpctl("-j", "show", "rib", "out", "detail", "neighbor",
                           n.address)
        if done.returncode == 1:
            return {}, False
        table, pending = {}, False
        for row in json.loads(done.stdout)["rib"]:
            if "unsendable" in row:
                continue
            pending |= "pending" in row
            afi = 2 if ":" in row["prefix"] else 1
            ident = row.get("path_id", 0) if (afi, 1) in n.add_path else 0
            table[afi, row["prefix"], ident] = (
                row["aspath"], row["exit_nexthop"], row["metric"],
                row.get("localpref"), row.get("communities", []),
                row.get("large_communities", []))
        return table, pending

    @staticmethod
    def as_shown(n):
        def text(route):
            path, hop, med, local, communities, large = route
            return (" ".join(map(str, path)), hop, med or 0,
                    100 if local is None else local,
                    ["%d:%d" % (c >> 16, c & 0xffff) for c in communities],
                    ["%d:%d:%d" % (c >> 64, c >> 32 & 0xffffffff,
                                   c & 0xffffffff) for c in large])
        return {key: text(route) for key, route in n.table.items()}

    def check_shown(self, n):
        end = time.monotonic() + REST_SECONDS
        while True:
            table, pending = self.shown(n)
            while observer.pump(self.observers, 0):
                pass
            held = self.as_shown(n)
            if not pending and table == held:
                return
            if time.monotonic() > end:
                raise Wrong("show rib out of %s (pending %s):\n%s" % (
                    n.address, pending, "\n".join(
                        "%s: shown %s, held %s" % (k, table.get(k),
                                                   held.get(k))
                        for k in sorted(set(table) | set(held))
                        if table.get(k) != held.get(k))))

    # --- sequences

    def sequence(self):
        kinds = self.options.kinds
        for kind in self.random.choices(list(kinds), list(kinds.values()),
                                        k=self.random.randrange(1, 12)):
            self.count[kind] += 1
            getattr(self, "do_" + kind)()
        self.rest()
        self.check_shown(self.random.choice(self.observers))

    def run(self):
        begin = time.monotonic()
        done = 0
        try:
            self.start()
            self.rest()
            while (self.options.sequences is None or
                   done < self.options.sequences) and (
                       self.options.seconds is None or
                       time.monotonic() - begin < self.options.seconds):
                self.say("--- sequence %d" % done)
                started = time.monotonic()
                self.sequence()
                done += 1
                self.slowest = max(self.slowest, time.monotonic() - started)
                if done % 1000 == 0:
                    print("%d sequences" % done, flush=True)
            for n in self.observers:
                self.check_shown(n)
        except (Wrong, observer.Broken, control.Gone) as error:
            verdict = "not ok: seed %d, sequence %d: %s" % (
                self.options.seed, done, error)
            print("\n".join([verdict, *list(self.trace)[-120:], verdict]))
            return 1
        finally:
            self.bgpd.terminate()
            self.bgpd.wait(60)
        operations = sum(v for k, v in self.count.items() if k != "pump")
        print("seed %d: %d sequences, %d operations (%s), %d messages, "
              "%d routes received, at most %.1f s" % (
                  self.options.seed, done, operations,
                  ", ".join("%s %d" % i for i in sorted(self.count.items())),
                  sum(n.messages for n in self.observers),
                  sum(n.routes for n in self.observers), self.slowest))
        return 0


def main():
    p = argparse.ArgumentParser()
    p.add_argument("-s", dest="seed", type=int,
                   default=random.SystemRandom().randrange(1 << 32))
    p.add_argument("-t", dest="seconds", type=float)
    p.add_argument("-n", dest="sequences", type=int)
    p.add_argument("-k", dest="kinds", default=",".join(Driver.WEIGHTS))
    p.add_argument("-N", dest="netns", help="bgpd's network namespace")
    p.add_argument("--small", dest="big", action="store_false")
    p.add_argument("bgpd")
    p.add_argument("bgpctl")
    p.add_argument("directory")
    options = p.parse_args()
    options.kinds = {
        word.split("=")[0]: float(word.split("=")[1]) if "=" in word else
        Driver.WEIGHTS.get(word, 1) for word in options.kinds.split(",")}
    print("seed %d" % options.seed, flush=True)
    return Driver(options).run()


if __name__ == "__main__":
    sys.exit(main())
