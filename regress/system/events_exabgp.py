#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Events of ExaBGP 4.2 and of Herald for the same facts, octet by octet.

Scripted neighbours talk to the real ExaBGP, whose programs record what they
are told, in JSON and in text.  Then event_print writes the same events from
the same messages, and both are compared.  Only what DIFFERENCES names may
differ; each row stands in regress/compat/differences.md, and must have been needed.

usage: events_exabgp.py EVENT_PRINT DIRECTORY DOCUMENT SCHEMA
prints "ok NAME" or "not ok NAME: why"."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time

from events_script import COMMANDS, IPV4, IPV6, NEIGHBORS, STATIC
from schema import Schema

PORT = 1790
OPEN, UPDATE, NOTIFICATION, KEEPALIVE, REFRESH, OPERATIONAL = range(1, 7)
TYPES = {"open": OPEN, "update": UPDATE, "notification": NOTIFICATION,
         "keepalive": KEEPALIVE, "refresh": REFRESH, "route refresh": REFRESH,
         "route-refresh": REFRESH, "operational": OPERATIONAL}
WHAT = {"parsed": 1, "packets": 2, "consolidate": 4}
LIMIT = 60

RECORDER = """#!/usr/bin/python3
import os, sys, threading
def command():
    for line in open(sys.argv[2]):
        sys.stdout.write(line)
        sys.stdout.flush()
if len(sys.argv) > 2:
    threading.Thread(target=command, daemon=True).start()
out = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
while True:
    some = os.read(0, 65536)
    if not some:
        break
    os.write(out, some)
"""

# ExaBGP's line, made into what it should have said: id, pattern, replacement.
DIFFERENCES = [
    ("quotes", r'""([A-Za-z0-9]+)""', r'"\1"'),
    ("long-as", r"((?:target|origin|rtrecord):70000)L:", r"\1:"),
    ("origin-order", r"origin:(\d+):(192\.0\.2\.1)(?!\d)", r"origin:\2:\1"),
    ("encap", "encap:encap:", "encap:"),
    ("link-local-json", r', "fe80::1": \[[^]]*\]', ""),
    ("link-local-text",
     r"neighbor [^\n]* announced [^\n]* next-hop fe80::1 [^\n]*\n", ""),
    ("refresh-variant", r'("(?:2|route-refresh)": \{ "name": "route-refresh", '
     r'"variant": )"Cisco"', r'\1"RFC"'),
    ("refresh-variant-text", r"cisco (route refresh(?:.*cisco route refresh|"
     r"(?!.*reserved 200)))", r"\1"),
    ("open-as", r'("open": \{ "version": 4, "asn": )23456', r"\g<1>70000"),
    ("open-as-text", r"(open version 4 asn )23456", r"\g<1>70000"),
    ("set-blank", r"as-path \[ \( ([0-9 ]*) \)\]", r"as-path [ ( \1 ) ]"),
    ("confederation-text", r"as-path \[ (\d+) \]\[ (\d+) \]",
     r"as-path [ { \2 } ] [ \1 ]"),
    ("confederation-set-text", r"as-path \[ (\d+) \]\[ \( ([0-9 ]*) \)\]",
     r"as-path [ \1 ] ( { \2 } )"),
    ("segment-order", r"as-path \[ (\d+) 7 \( 3 \) \]",
     r"as-path [ \1 ( 3 ) 7 ]"),
    ("ipv6-community", "0x220010DB8", "0x000220010DB8"),
    ("blank-line", r"( operational [^\n]*\n)\Z", r"\1\n"),
    ("multisession", r'("68": \{ "name": "multisession", "variant": )"Cisco"',
     r'\1"RFC"'),
    ("multisession-text", r"multisession (, multisession )",
     r"multisession (rfc) \1"),
    ("control", r"[\x00-\x09\x0b-\x1f](?=[^\n]*\} \}\n)",
     lambda m: f"\\u{ord(m[0]):04x}"),
    ("control-text", r"[\x00-\x09\x0b-\x1f](?=[^\n]*\n\n)",
     lambda m: f"\\x{ord(m[0]):02x}"),
    ("aigp", r'("confederation-path": \[\]) (\}, "announce": \{ '
     r'"ipv4 unicast": \{ "192\.0\.2\.9": \[ (?:\{ "nlri": )?"10\.12\.)',
     r'\1, "aigp": "0x0000000000000064" \2'),
    ("aigp-text", r"( announced 10\.12\.[^\n]*\])\n",
     r"\1 aigp 0x0000000000000064\n"),
]


def say(name, why=None):
    print(f"ok {name}" if why is None else f"not ok {name}: {why}",
          flush=True)


def config(directory, neighbors):
    out = []
    for encoder in ("text", "json"):
        fifo = f" {directory}/commands" if encoder == "text" else ""
        out.append(f"process {encoder} {{ run {directory}/recorder "
                   f"{directory}/{encoder}.out{fifo}; encoder {encoder}; }}")
    for n in neighbors:
        flags = " ".join(f"{w};" for w in n.what)
        static = f"static {{ {STATIC} }}" if n.static else ""
        messages = ("open; update; notification; keepalive; refresh; "
                    "operational;")
        out.append(
            f"neighbor {n.address} {{ local-address {n.local}; router-id "
            f"192.0.2.1; local-as 65000; peer-as {n.asn}; connect {PORT}; "
            f"hold-time 180; family {{ {n.family} }} capability {{ "
            f"{n.capability} }} api {{ processes [ text json ]; "
            f"neighbor-changes; fsm; signal; "
            f"{'negotiated;' if n.negotiated else ''} receive {{ {flags} "
            f"{messages} }} send {{ {flags} {messages} }} }} {static} }}")
    with open(f"{directory}/exabgp.conf", "w", encoding="ascii") as f:
        f.write("\n".join(out) + "\n")
    with open(f"{directory}/recorder", "w", encoding="ascii") as f:
        f.write(RECORDER)
    os.chmod(f"{directory}/recorder", 0o755)
    os.mkfifo(f"{directory}/commands")


class Session(threading.Thread):
    """One neighbour: what it sent, and what it got, in order."""

    def __init__(self, neighbor, finish):
        super().__init__(daemon=True)
        self.n, self.finish = neighbor, finish
        self.sent, self.got = [], []
        family = socket.AF_INET6 if ":" in neighbor.address else socket.AF_INET
        self.listener = socket.socket(family)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind((neighbor.address, PORT))

    def read(self, conn):
        data = b""
        while True:
            some = conn.recv(65536)
            if not some:
                return
            data += some
            while len(data) >= 19:
                size = int.from_bytes(data[16:18], "big")
                if len(data) < size:
                    break
                self.got.append(data[:size])
                data = data[size:]

    def wait(self, conn, kind):
        while not any(m[18] == kind for m in self.got):
            time.sleep(0.02)
        return conn

    def send(self, conn, message):
        self.sent.append(message)
        conn.sendall(message)

    def run(self):
        self.listener.listen()
        conn, _ = self.listener.accept()
        self.listener.close()
        threading.Thread(target=self.read, args=(conn,), daemon=True).start()
        try:
            self.wait(conn, OPEN)
            self.send(conn, self.n.open)
            self.wait(conn, KEEPALIVE)
            for m in self.n.messages:
                self.send(conn, m)
                time.sleep(0.01)    # ExaBGP takes one a turn
            self.finish.wait(LIMIT)
            self.send(conn, self.n.last)
            time.sleep(1)
            conn.shutdown(socket.SHUT_RDWR)     # wakes the reader, too
        except OSError:
            pass
        conn.close()


def content(path):
    try:
        with open(path, "rb") as f:
            return f.read().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return ""


def until(what, condition):
    end = time.monotonic() + LIMIT
    while not condition():
        if time.monotonic() > end:
            say("the script runs to its end", f"no {what} in {LIMIT} s")
            sys.exit(0)
        time.sleep(0.1)


def exabgp(directory, log, compact=False):
    env = dict(os.environ, **{
        "exabgp.daemon.user": "root", "exabgp.daemon.drop": "false",
        "exabgp.api.cli": "false", "exabgp.tcp.bind": "",
        "exabgp.api.compact": "true" if compact else "false"})
    return subprocess.Popen(["exabgp", f"{directory}/exabgp.conf"],
                            env=env, stdout=log, stderr=log)


def record(directory, start, neighbors=NEIGHBORS, late=False):
    """A daemon from start to stop; returns the sessions.  Late: neighbours
    are not there before the programs are."""
    config(directory, neighbors)
    finish = threading.Event()
    sessions = [Session(n, finish) for n in neighbors]
    with open(f"{directory}/log", "wb") as log:
        daemon = start(directory, log)
    until("program", lambda: not late or all(os.path.exists(
        f"{directory}/{encoder}.out") for encoder in ("json", "text")))
    for s in sessions:
        s.start()
    down = [f'"peer": "{n.address}" }}.*"state": "down"' for n in neighbors]
    alive = [f'"peer": "{n.address}" }}.*"state": "up"' for n in neighbors
             if n.comes_up]

    def json_has(patterns):
        text = content(f"{directory}/json.out")
        return all(re.search(p, text) for p in patterns)

    until("session up", lambda: json_has(alive))
    with open(f"{directory}/commands", "w", encoding="ascii") as f:
        for c in COMMANDS:
            f.write(c + "\n")
            f.flush()
            time.sleep(0.2)
        until("answer", lambda: len(re.findall(
            r"^(?:done|error)$", content(f"{directory}/text.out"),
            re.M)) >= len(COMMANDS))
        time.sleep(1)
        finish.set()
        until("session down", lambda: json_has(down))
        daemon.send_signal(signal.SIGUSR1)
        until("signal", lambda: json_has(['"name": "SIGUSR1"']))
        daemon.terminate()
        daemon.wait(LIMIT)
    return sessions


# --- what was recorded, as events

def json_events(text):
    return [line + "\n" for line in text.split("\n") if line.startswith("{")]


def text_events(text):
    """Runs of lines: from start to end, or one, with the blank line behind."""
    lines, i, out = text.split("\n"), 0, []
    while i < len(lines):
        event = lines[i] + "\n"
        if not re.match("neighbor |shutdown ", lines[i]):
            i += 1
            continue
        if lines[i].endswith(" update start"):
            while not lines[i].endswith(" update end"):
                i += 1
                event += lines[i] + "\n"
        i += 1
        if i < len(lines) and lines[i] == "":
            event += "\n"
            i += 1
        out.append(event)
    return out


class Facts:
    """The messages of each neighbour, taken one by one as events need them."""

    def __init__(self, sessions):
        self.session = {s.n.address: s for s in sessions}
        self.queue = {}
        for s in sessions:
            for way, messages in (("receive", s.sent), ("send", s.got)):
                for m in messages:
                    self.queue.setdefault(
                        (s.n.address, way, m[18]), []).append(m)

    def message(self, address, way, kind, raw):
        """None: that connection had no such message."""
        queue = self.queue.get((address, way, kind), [])
        if not queue:
            return None
        both = "parsed" in self.session[address].n.what and raw
        return queue[0] if both else queue.pop(0)


def negotiated_fields(line):
    m = re.search(r'"negotiated": (\{.*?\} \} ?)', line)
    if not m or '"hold_time": 0,' in m.group(1):
        return {}
    n = json.loads(m.group(1))
    bit = {"ipv4 unicast": IPV4, "ipv6 unicast": IPV6}

    def mask(families):
        return sum(bit[" ".join(f.split()[:2])] for f in families)

    return {
        "n_extended": int(n["message_size"] > 4096), "n_hold": n["hold_time"],
        "n_as4": int(n["asn4"]), "n_operational": int(n["operational"]),
        "n_refresh": ["absent", "normal", "enhanced"].index(n["refresh"]),
        "n_families": mask(n["families"]), "n_enh": mask(n["nexthop"]),
        "n_tx": mask(n["add_path"]["send"]),
        "n_rx": mask(n["add_path"]["receive"])}


def identity(neighbor):
    return {"local": neighbor.local, "remote": neighbor.address,
            "local_as": 65000, "peer_as": neighbor.asn,
            "router_id": "192.0.2.1",
            "what": sum(WHAT[w] for w in neighbor.what),
            "beside": int(neighbor.negotiated),
            "as4": int(neighbor.as4), "add_path": neighbor.add_path}


def json_fields(line, facts):
    head = re.match(r'\{ "exabgp": "4\.0\.1", "time": ([0-9.]+), "host" : '
                    r'"([^"]*)", "pid" : (\d+), "ppid" : (\d+), '
                    r'(?:"counter": (\d+), )?"type": "([^"]*)"', line)
    f = {"json": 1, "host": head[2], "pid": head[3], "ppid": head[4]}
    peer = re.search(r'"peer": "([^"]*)" \}', line)
    if peer is None:
        return dict(f, kind="shutdown")
    n = facts.session[peer[1]].n
    f.update(identity(n), counter=head[5], **negotiated_fields(line))
    kind = head[6]
    if kind == "state":
        state = re.search(r'"state": "(\w+)"(?:, "reason": (".*"))?', line)
        f["kind"] = state[1]
        if state[2]:
            f["reason"] = json.loads(state[2], strict=False).encode().hex()
    elif kind == "fsm":
        f.update(kind=kind, fsm=re.search(r'"state": "(\w+)"', line)[1])
    elif kind == "signal":
        f.update(kind=kind, signal=re.search(r'"code": "(\d+)"', line)[1])
    elif kind == "negotiated":
        f["kind"] = kind
    else:
        return message_fields(f, facts, n,
                              re.search(r'"direction": "(\w+)"', line)[1],
                              TYPES[kind], '"category"' in line)
    return f


def message_fields(f, facts, n, way, kind, raw):
    message = facts.message(n.address, way, kind, raw)
    if message is None:
        return None
    if "parsed" in n.what and "packets" in n.what:
        f["what"] = WHAT["packets"] if raw else WHAT["parsed"]
    return dict(f, kind="message", direction=way, message=message.hex())


def text_fields(event, facts):
    word = event.split()
    if word[0] == "shutdown":
        return {"json": 0, "kind": "shutdown", "pid": word[1],
                "ppid": word[2]}
    n = facts.session[word[1]].n
    f = dict(identity(n), json=0)
    if word[2] in ("connected", "up"):
        return dict(f, kind=word[2])
    if word[2] == "down":
        reason = event.split(" down - ", 1)[1].rstrip("\n")
        return dict(f, kind="down", reason=reason.encode().hex())
    raw = word[3].isdigit()
    return message_fields(f, facts, n, word[2],
                          int(word[3]) if raw else TYPES[word[3]], raw)


def write(event_print, rows):
    """Herald's events for these facts."""
    lines = "".join("\t".join(f"{k}={v}" for k, v in r.items()) + "\n"
                    for r in rows)
    run = subprocess.run([event_print], input=lines.encode(),
                         capture_output=True, check=True)
    return run.stdout.decode("utf-8").split("\x1e\n")[:-1]


def normal(line):
    return re.sub(r'"time": [0-9.]+', '"time": T', line)


def mended(line, used):
    """What ExaBGP should have said; adds the rows it needed."""
    for key, pattern, replacement in DIFFERENCES:
        fixed = re.sub(pattern, replacement, line)
        if fixed != line:
            used.add(key)
            line = fixed
    return line


def compare(name, event_print, events, fields, used):
    rows = [(e, fields(e)) for e in events]
    missing = [e for e, f in rows if f is None]
    rows = [(e, f) for e, f in rows if f is not None]
    # After the script ExaBGP dials again, and nobody hears its OPEN.
    odd = [e for e in missing if not re.search(
        r'send (open|1 )|"type": "open".*"direction": "send"', e)]
    if odd:
        say(f"{name}: every message was seen", f"{len(odd)} not: {odd[0]!r}")
    ours = write(event_print, [f for _, f in rows])
    bad = 0
    for (theirs, _), mine in zip(rows, ours):
        want = normal(theirs)
        want = mended(want, used)
        if want != normal(mine):
            bad += 1
            if bad <= 3:
                print(f"  ExaBGP: {want!r}\n  Herald: {normal(mine)!r}")
    if len(rows) < 100:
        say(name, f"only {len(rows)} events were recorded")
    else:
        say(f"{name}: {len(rows)} events",
            f"{bad} differ" if bad else None)
    return ours


def is_of_schema(name, schema, events):
    bad = [f"{e}: {line}" for line in events
           for e in schema.errors(json.loads(line))]
    say(f"{name}: Herald's are of the schema", bad[0] if bad else None)


def main():
    event_print, directory, document, schema = sys.argv[1:5]
    used = set()
    for compact in (False, True):
        where = f"{directory}/{'compact' if compact else 'plain'}"
        os.mkdir(where)
        sessions = record(where, lambda d, log, c=compact: exabgp(d, log, c))
        name = "compact, " if compact else ""
        facts = Facts(sessions)
        ours = compare(f"{name}JSON", event_print,
                       json_events(content(f"{where}/json.out")),
                       lambda e, f=facts, c=compact: with_compact(
                           json_fields(e, f), c), used)
        is_of_schema(name + "JSON", Schema(schema), ours)
        facts = Facts(sessions)
        compare(f"{name}text", event_print,
                text_events(content(f"{where}/text.out")),
                lambda e, f=facts: text_fields(e, f), used)
    for key, _, _ in DIFFERENCES:
        say(f"difference {key} was met",
            None if key in used else "it was not: take it out")
        say(f"difference {key} is explained",
            None if f"`{key}`" in content(document) else
            f"{document} does not name it")


def with_compact(fields, compact):
    return fields and dict(fields, compact=int(compact))


if __name__ == "__main__":
    main()
