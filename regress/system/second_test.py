#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Herald's codecs against second.py's: what bgpctl encodes is read back, and
what is made here is decoded by bgpctl, field by field; with a socket, what is
made here goes through a session into the table, is shown in words, and goes.

usage: second_test.py BGPCTL [live SOCKET]
SEED= repeats a run, COUNT= says how many of each.  Prints "ok NAME" or
"not ok NAME: why"."""

import json
import os
import random
import struct
import subprocess
import sys
import time

import second
import second_attrs
import second_flow
from second import Octets
from tshark_live import IBGP, Speaker
from wire import ON, UPDATE, WK, attr, message, prefix, u16, unreach, update

SEED = int(os.environ.get("SEED") or random.SystemRandom().getrandbits(31))
COUNT = int(os.environ.get("COUNT") or 200)


def report(name, why):
    print("ok " + name if why is None else "not ok %s: %s (SEED=%d)" % (
        name, why, SEED), flush=True)


def tool(*words, lines):
    done = subprocess.run([sys.argv[1], *words, "-"], text=True,
                          input="".join(x + "\n" for x in lines),
                          capture_output=True, check=False)
    return done.stdout.splitlines(), done.stderr.strip()


def body(family, octets):
    """An UPDATE without its header."""
    reach = attr(ON, 14, struct.pack("!HBB", family.afi, family.safi,
                                     len(family.hop)) + family.hop + b"\0" +
                 octets)
    attrs = reach + attr(WK, 1, b"\0") + attr(WK, 2) + attr(
        WK, 5, b"\0\0\0\x64")
    return u16(0) + u16(len(attrs)) + attrs


def differ(asked, got):
    """The first field that is not the same."""
    for name, value in asked.items():
        if name not in got:
            return "%s is not said" % name
        if got[name] != value:
            return "%s is %r, not %r" % (name, got[name], value)
    return None


def encoded(family, made):
    """Words to octets, read here, and written here."""
    out, err = tool("encode", "-n", lines=map(family.announcement, made))
    if len(out) != len(made):
        return "%d of %d: %s" % (len(out), len(made), err[:300])
    for f, line in zip(made, out):
        octets = Octets(bytes.fromhex(line))
        try:
            got = family.get(octets)
            octets.end()
            why = differ(f, got)
        except Exception as error:	# whatever it is, these octets did it
            why = repr(error)
        if why is None and octets.raw != family.put(f):
            why = "octets are not %s" % family.put(f).hex()
        if why is not None:
            return "%s is %s: %s" % (family.text(f), line.lower(), why)
    return None


def decoded(family, made, rng):
    """Octets to JSON."""
    octets = [family.put_loose(f, rng) for f in made]
    out, err = tool("decode", "--update",
                    lines=[body(family, x).hex() for x in octets])
    if len(out) != len(made):
        return "%d of %d: %s" % (len(out), len(made), err[:300])
    for f, raw, line in zip(made, octets, out):
        said = json.loads(line)["neighbor"]["message"]["update"].get(
            "announce", {}).get(family.name, {})
        got = [x for hop in said.values() for x in hop]
        why = differ(family.said(f), got[0]) if len(got) == 1 else \
            "%d NLRI" % len(got)
        if why is not None:
            return "%s, %s is %s: %s" % (family.text(f), raw.hex(),
                                         line[line.find('"announce"'):], why)
    return None


# --- attributes ---------------------------------------------------------------

def attributes(octets):
    """Of an UPDATE without header and withdrawn routes: type to the rest."""
    whole = Octets(octets)
    whole.take(2)
    whole, found = whole.part(whole.number(2)), {}
    while whole.left():
        flags, kind = whole.number(1), whole.number(1)
        value = whole.take(whole.number(2 if flags & 0x10 else 1))
        found[kind] = flags & ~0x10, value
    return found


def attribute_encoded(made):
    """Words to octets."""
    out, err = tool("encode", "--no-header", lines=[
        "announce route 10.0.0.0/8 next-hop 192.0.2.9 " + words
        for words, *_ in made])
    if len(out) != len(made):
        return "%d of %d: %s" % (len(out), len(made), err[:300])
    for (words, flags, kind, value), line in zip(made, out):
        got = attributes(bytes.fromhex(line)).get(kind)
        if got != (flags, value):
            return "%s is %s, not %02x %s" % (
                words, got and "%02x %s" % (got[0], got[1].hex()), flags,
                value.hex())
    return None


def attribute_shown(made):
    """Octets to words, as bgpctl explain has them."""
    for words, flags, kind, value in made:
        raw = attr(flags, kind, value)
        attrs = attr(WK, 1, b"\0") + attr(WK, 2) + attr(
            WK, 3, b"\xc0\0\2\x09") + raw
        done = subprocess.run(
            [sys.argv[1], "-j", "explain", "--update",
             (u16(0) + u16(len(attrs)) + attrs + prefix("10.0.0.0/8")).hex()],
            capture_output=True, text=True, check=False)
        said = [x["value"] for x in json.loads(done.stdout)["fields"]
                if x.get("octets", "").lower() == raw.hex()]
        if said[:1] != [words] or done.returncode != 0:
            return "%s is %s, not %s" % (raw.hex(), said or done.stdout[-300:],
                                         words)
    return None


def link_state_decoded(made):
    """Octets to JSON."""
    base = attr(WK, 1, b"\0") + attr(WK, 2) + attr(WK, 3, b"\xc0\0\2\x09")
    lines = []
    for octets, _ in made:
        attrs = base + attr(ON, 29, octets)
        lines.append((u16(0) + u16(len(attrs)) + attrs +
                      prefix("10.0.0.0/8")).hex())
    out, err = tool("decode", "--update", lines=lines)
    if len(out) != len(made):
        return "%d of %d: %s" % (len(out), len(made), err[:300])
    for (octets, said), line in zip(made, out):
        update_ = json.loads(line)["neighbor"]["message"]["update"]
        got = update_["attribute"].get("bgp-ls", {})
        for value in got.values():
            if isinstance(value, dict):
                value.pop("RSV", None)	# of reserved bits, one
        why = differ(said, got)
        if why is not None:
            return "%s: %s" % (octets.hex(), why)
    return None


# --- a session ----------------------------------------------------------------

def listed():
    done = subprocess.run([sys.argv[1], "-s", sys.argv[3], "-j", "show", "rib",
                           "neighbor", IBGP], capture_output=True, text=True,
                          check=False)
    try:
        return {one["prefix"] for one in json.loads(done.stdout)["rib"]}
    except (ValueError, KeyError):
        return set()


def becomes(wanted):
    """None when the table is exactly that in the end."""
    end = time.time() + 30
    while (now := listed()) != wanted and time.time() < end:
        time.sleep(0.05)
    lost, more = sorted(wanted - now), sorted(now - wanted)
    return None if now == wanted else "%d are not there: %s; %d are: %s" % (
        len(lost), lost[:2], len(more), more[:2])


def held(speaker, family, made, rng):
    """Octets to the words of a table, and out of it again; None or why."""
    made = list({family.key(f): f for f in made}.values())
    for f in made:
        speaker.send(message(UPDATE, body(family, family.put_loose(f, rng))))
    why = becomes({family.text(f) for f in made})
    report(family.name + ": held", why)
    for f in made:
        speaker.send(update(unreach(family.put_withdraw(f), family.afi,
                                    family.safi)))
    gone = becomes(set())
    report(family.name + ": withdrawn", gone)
    return why or gone


def main():
    speaker = Speaker(IBGP).establish() if len(sys.argv) > 3 else None
    for family in second.FAMILIES + second_flow.FAMILIES:
        rng = random.Random("%d %s" % (SEED, family.name))
        made = [family.make(rng) for _ in range(COUNT)]
        if speaker:
            if held(speaker, family, made, rng):
                return
            continue
        report(family.name + ": encoded", encoded(family, made))
        report(family.name + ": decoded", decoded(family, made, rng))
    for name, make in second_attrs.KINDS.items():
        rng = random.Random("%d %s" % (SEED, name))
        made = [make(rng) for _ in range(COUNT // 4)]
        if not speaker:
            report(name + ": encoded", attribute_encoded(made))
            report(name + ": shown", attribute_shown(made))
    if not speaker:
        rng = random.Random("%d link state" % SEED)
        report("link state: decoded", link_state_decoded(
            [second_attrs.link_state(rng) for _ in range(COUNT)]))
    report("all families", None)
    print("seed %d" % SEED)


if __name__ == "__main__":
    main()
