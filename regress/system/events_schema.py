#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Events of every kind, direction and shape against etc/schema, and with
random octets wherever a neighbour may choose them: each line must be JSON to
this parser too, of the schema, and with the keys of its first filling.

usage: events_schema.py EVENT_PRINT SCHEMA-DIRECTORY
prints "ok NAME" or "not ok NAME: why"."""

import json
import random
import subprocess
import sys

import events_script as script
from schema import Schema

IDENTITY = {"local": "192.0.2.1", "remote": "2001:db8::2", "local_as": 64496,
            "peer_as": 4200000000, "router_id": "192.0.2.1", "counter": 7,
            "host": "r1", "pid": 12, "ppid": 7, "time": 1700000000000042}
NEGOTIATED = {"n_hold": 90, "n_as4": 1, "n_extended": 1, "n_refresh": 2,
              "n_families": script.IPV4 | script.IPV6, "n_enh": script.IPV4,
              "n_tx": script.IPV4 | script.IPV6, "n_rx": script.IPV6,
              "n_operational": 1}
ROUNDS = 60


def message(octets):
    return {"kind": "message", "message": octets.hex(), "add_path": 0}


RD = "0000fbf400000001"
SEGMENT = "00112233445566778899"
V6 = "20010db8000000000000000000000001"
# By AFI and SAFI: NLRI that are no IP prefixes.
NODE = "02000004" + "0000fbf0" + "02030007" + "0000000000010a"
ROUTER = "02010004" + "c0000201" + "02020004" + "00000000" + \
    "02030008" + "c0000209c000020a"
# TLVs by type of BGP-LS NLRI.
LS = {
    1: "0100%04x" % (len(NODE) // 2) + NODE,
    2: "0100%04x" % (len(ROUTER) // 2) + ROUTER + "01010000" +
       "010200080000002700000035" + "01030004c6336401" +
       "01040004c6336402" + "01050010" + V6 + "010700020002" +
       "0fff0001aa",
    3: "010700020002" + "0108000105" + "0109000518c0000200",
    4: "010900052020010db8",
    5: "022a0024" + "01800000" + V6 + "000000640000fbf0c000020100000003",
    6: "010700020002" + "02060010" + V6,
}
# TLVs of the BGP-LS attribute, some of them twice.
ATTRIBUTE = (
    "040200027231" + "0400000140" + "0403000349000104030003490002" +
    "040a000c8000001f400489000303e800" + "040b00020001" + "0441" + "0004" +
    "4cee6b28" + "04420004" + "7fc00000" + "04430020" + "4cee6b28" * 8 +
    "0444000400000014" + "0447000101" + "044b000730000000049310" +
    "0452001e000580000700" + V6 + "04e4000440182000" + "04860008" +
    "4000000000000064" + "048a00088080000000000064" + "045a0004800003e8" +
    "270f0001ab" + "270f0000" +
    # without a key of ExaBGP's
    "010a0004010a2906" + "010b0000" + "010b00020105" + "01070002f002" +
    "040f000c800100c8" + "0410000400000001" + "044d0007c00a0000005dc1" +
    "0495000400000001" + "04950003000000" + "0462001404000000" +
    "40000000" + "0444000400000014" + "04990000" + "04b50019" +
    "40000000000200000000000a" + "04b600090100800003e8000000" +
    "04b1002480000000" + V6 + V6 + "04b2000807005a2000000064" +
    "04bd00027031" + "04bd00027032")


def state(kind, tlvs, rd=""):
    body = rd + "02" + "0000000000000007" + tlvs
    return "%04x%04x" % (kind, len(body) // 2) + body


KEYED = {
    (1, 4): ["30000641c63364", "48000640000c81c63364"],
    (1, 128): ["70003e81" + RD + "0a0000"],
    (2, 128): ["780001010001c0000201000720010db8",
               "780001010003c0000201000720010db8"],
    (1, 129): ["58" + RD + "cb0071"],
    (25, 65): ["0011" + RD + "000300020008008001", "000c" + RD + "c0000207",
               "000f" + RD + "00010001004000"],
    (25, 70): ["0119" + RD + SEGMENT + "00000005000641",
               "0228" + RD + "00" * 14 + "3000005e005301" +
               "20c0000207" + "00271a00271b", "0221" + RD + SEGMENT +
               "00000064" + "3000005e005301" + "00000641",
               "031d" + RD + "0000000080" + V6,
               "0417" + RD + SEGMENT + "20c0000201",
               "0522" + RD + "00" * 14 + "18cb007100c0000207000000",
               "053a" + RD + SEGMENT + "0000000020" + V6 + "00" * 16 +
               "000641", "c803010203"],
    (1, 132): ["00", "600000fbf40002fbf400000064", "200000fbf4",
               "280000fbf4ff", "600000fbf47f7f000000000001"],
    (1, 5): ["010c" + RD + "c0000201", "020c" + RD + "0000fbf1",
             "030e" + RD + "0000c0000201", "04080102aabbc0000201",
             "0512" + RD + "20c6336401" + "20e9fc0001",
             "0616" + RD + "0000fbf120c633640120e9fc0001", "0902aabb"],
    (2, 5): ["072e" + RD + "0000fbf180" + V6 + "80" + V6],
    (1, 73): ["600000000100000064c0000201"],
    (2, 73): ["c00000000100000064" + V6],
    (1, 85): ["0100010c" + RD + "18c00002", "0100020c" + RD + "c0000201",
              "01000317" + RD + "20c0000201000030390920c6336401",
              "0100031c" + RD + "20c0000201000030390920c633640120c6336402",
              "01000410" + RD + "37c0000201003039", "02000101ff"],
    (2, 85): ["01000218" + RD + V6],
    (16397, 99): ["18c633640102ab"],
    (16388, 71): [state(n, b) for n, b in LS.items()] + ["00630001aa"],
    (16388, 72): [state(n, b, RD) for n, b in LS.items()],
}


def keyed(base):
    """UPDATEs that announce and withdraw them."""
    for (afi, safi), nlri in KEYED.items():
        hop = script.ip("192.0.2.9") if afi != 2 else script.ip("2001:db8::9")
        if safi in (72, 128, 129):
            hop = bytes(8) + hop
        head = script.u16(afi) + bytes([safi])
        whole = bytes.fromhex("".join(nlri))
        more = b"" if afi != 16388 else script.attr(
            script.ON, 29, bytes.fromhex(ATTRIBUTE))
        yield script.update(base + more + script.attr(
            script.ON, 14, head + bytes([len(hop)]) + hop + b"\0" + whole))
        for one in nlri:
            yield script.update(script.attr(script.ON, 15,
                                            head + bytes.fromhex(one)))


def kinds():
    """Rows of fields: one event each, or two where both forms are asked."""
    rows = [{"kind": k} for k in ("connected", "up", "resync", "negotiated")]
    rows += [{"kind": "down", "reason": b"why \"not\"\n".hex()},
             {"kind": "signal", "signal": 10}, {"kind": "lost", "lost": 12}]
    rows += [{"kind": "fsm", "fsm": s} for s in (
        "IDLE", "ACTIVE", "CONNECT", "OPENSENT", "OPENCONFIRM",
        "ESTABLISHED")]
    for k in ("shutdown", "lost", "resync"):
        rows.append({"kind": k, "remote": None})
    opens = [n.open for n in script.NEIGHBORS]
    others = [script.KEEPALIVE, script.notification(6, 2, b"\5hello"),
              script.notification(4, 0), script.refresh(1, 1, 0),
              script.refresh(2, 128, 9), script.message(99, b"x"),
              script.message(6, b"x"), script.message(2, b"\0"),
              script.operational(1, b"\0\1\1text"),
              script.operational(999, b"x")]
    others += [script.operational(w, script.QUERY + script.u32(9))
               for w in (4, 6, 8)]
    others += [script.operational(w, script.QUERY) for w in (3, 5, 7)]
    rows += [message(m) for m in opens + others]
    routes = script.Routes(64501, ibgp=True)
    rows += [message(m) for m in routes.all()]
    rows += [dict(message(m), add_path=script.IPV4 | script.IPV6)
             for m in script.Routes(64501, True).all()]
    rows += [message(m) for m in keyed(routes.base())]
    return rows


def tlv(kind, value):
    return script.u16(kind) + script.u16(len(value)) + value


# Types of TLVs of the BGP-LS attribute with a name, and some without.
TYPES = (*range(256, 270), *range(1024, 1047), *range(1088, 1123),
         *range(1152, 1186), *range(1200, 1218), *range(1250, 1253))
HEADS = (4, 8, 12, 22, 26, 28, 36)


def ls_values(draw):
    """Values of any length, and some with a TLV behind so many octets."""
    yield from (draw.randbytes(n) for n in (
        0, 1, 2, 3, 4, 7, 8, 12, 16, 20, 32))
    for n in HEADS:
        inner = tlv(draw.choice(TYPES), draw.randbytes(draw.choice(HEADS)))
        yield bytes(n) + tlv(draw.choice(TYPES), draw.randbytes(4)) + inner
    yield bytes(5) + tlv(1161, draw.randbytes(3))       # a range


def ls_attributes(draw):
    base = script.Routes(64501).base() + script.NEXT_HOP
    for kind in TYPES:
        for value in ls_values(draw):
            one = tlv(kind, value)
            yield script.update(base + script.attr(
                script.ON, 29, one * draw.choice((1, 1, 2))), b"\x08\x0a")


def wrong(member):
    """The same object with one thing in it of another shape."""
    yield dict(member, unheard={})
    for key in member:
        for value in ({"x": 1}, [[[1]]], True):
            yield dict(member, **{key: value})


def forms():
    for direction in ("receive", "send", "in", "out"):
        for what in (1, 2, 4, 6):
            yield {"direction": direction, "what": what,
                   "compact": int(direction == "in"), "beside": what % 2}


def write(event_print, rows):
    lines = "".join("\t".join(f"{k}={v}" for k, v in r.items()
                              if v is not None) + "\n" for r in rows)
    run = subprocess.run([event_print], input=lines.encode(),
                         capture_output=True, check=True)
    return run.stdout.split(b"\x1e\n")[:-1]


def only_once(pairs):
    keys = [k for k, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError(f"a name twice among {keys}")
    return dict(pairs)


def parse(line):
    """Strict: no NaN, no name twice."""
    def refuse(word):
        raise ValueError(word)
    return json.loads(line.decode("utf-8", "strict"), parse_constant=refuse,
                      object_pairs_hook=only_once)


def keys(value):
    if isinstance(value, dict):
        return {k: keys(v) for k, v in value.items()}
    return [keys(v) for v in value] if isinstance(value, list) else None


class Checker:
    def __init__(self, event_print, directory):
        self.event_print = event_print
        self.schema = {s: Schema(f"{directory}/event-{s}.json")
                       for s in (4, 5, 6)}

    def say(self, name, bad, count):
        if bad:
            print(f"not ok {name}: {len(bad)} of {count}: {bad[0]}")
        else:
            print(f"ok {name}: {count}")

    def faults(self, out, shape):
        if out.count(b"\n") != 1 or not out.endswith(b"\n"):
            return [f"not one line: {out!r}"]
        try:
            event = parse(out)
        except ValueError as e:
            return [f"{e}: {out!r}"]
        return [f"{e}: {out!r}" for e in self.schema[shape].errors(event)]

    def all_kinds(self, shape):
        rows = [dict(IDENTITY, json=1, shape=shape, **dict(form, **row),
                     **NEGOTIATED)
                if row.get("remote", 0) is not None else
                dict({k: v for k, v in IDENTITY.items() if k != "remote"},
                     json=1, shape=shape, kind=row["kind"], lost=3)
                for form in forms() for row in kinds()]
        outs = write(self.event_print, rows)
        bad = [e for out in outs for e in self.faults(out, shape)]
        self.say(f"every kind, shape {shape}", bad, len(outs))

    def link_state(self, shape):
        """TLVs of BGP-LS of random octets, and what they must not be."""
        rows = [dict(IDENTITY, json=1, shape=shape, direction="receive",
                     what=1, **message(m))
                for m in ls_attributes(random.Random(shape))]
        outs = write(self.event_print, rows)
        bad = [e for out in outs for e in self.faults(out, shape)]
        seen = {}
        for out in outs:
            event = parse(out)
            update = event["neighbor"]["message"]["update"]
            for key, value in update["attribute"].get("bgp-ls", {}).items():
                seen[key] = (event, update["attribute"], {key: value})
        if len(seen) < 100:
            bad.append(f"only {len(seen)} names were seen")
        for event, attribute, member in seen.values():
            for attribute["bgp-ls"] in wrong(member):
                if not self.schema[shape].errors(event):
                    bad.append(f"taken: {attribute['bgp-ls']}")
        self.say(f"link state, shape {shape}", bad, len(outs))

    def hostile(self, shape):
        """The same events again with other octets in the same places."""
        draw = random.Random(shape)
        bad, count = [], 0
        for name, make in PLACES.items():
            rows = [dict(IDENTITY, json=1, shape=shape, direction="receive",
                         what=1, **make(b"a" * 16))]
            rows += [dict(rows[0], **make(octets(draw)))
                     for _ in range(ROUNDS)]
            outs = write(self.event_print, rows)
            found = [e for o in outs for e in self.faults(o, shape)]
            if not found:
                first = keys(parse(outs[0]))
                found = [f"other keys: {o!r}" for o in outs
                         if keys(parse(o)) != first]
            bad += [f"{name}: {e}" for e in found]
            count += len(outs)
        self.say(f"octets of a neighbour's choice, shape {shape}", bad, count)


def octets(draw):
    odd = b"\"\\\n\r\t\0{}[](),:\x7f\xff\xc2\xe2\x80\xae"
    return bytes(draw.choice(odd) if draw.random() < 0.5 else
                 draw.randrange(256) for _ in range(16))


def named(code, build):
    caps = [script.V4, script.cap(code, build)]
    return message(script.open_message(64501, "192.0.2.2", caps))


PLACES = {
    "reason": lambda o: {"kind": "down", "reason": o.hex()},
    "host name": lambda o: named(73, b"\x10" + o + b"\1x"),
    "domain name": lambda o: named(73, b"\1x\x10" + o),
    "software version": lambda o: named(75, b"\x10" + o),
    "unknown capability": lambda o: named(99, o),
    "notification": lambda o: message(script.notification(3, 1, o)),
    "shutdown communication": lambda o: message(
        script.notification(6, 2, b"\x10" + o)),
    "advisory": lambda o: message(script.operational(1, b"\0\1\1" + o)),
    "operational": lambda o: message(script.operational(99, o)),
    "unknown message": lambda o: message(script.message(9, o)),
    "opaque attribute": lambda o: message(script.Routes(64501).with_attrs(
        script.attr(script.OT, 0x99, o))),
    "communities": lambda o: message(script.Routes(64501).with_attrs(
        script.attr(script.OT, 8, o))),
    "extended communities": lambda o: message(
        script.Routes(64501).with_attrs(script.attr(script.OT, 16, o))),
    "tunnel of a PMSI": lambda o: message(
        script.Routes(64501).with_attrs(
            script.attr(script.OT, 22, b"\0\2\0\0\0" + o))),
    "name of a policy": lambda o: message(
        script.Routes(64501).with_attrs(
            script.attr(script.OT, 23, b"\0\x0f\0\x14\x82\0\x11\0" + o))),
    "sub-TLV of a tunnel": lambda o: message(
        script.Routes(64501).with_attrs(
            script.attr(script.OT, 23, b"\0\x08\0\x12\x63\x10" + o))),
    "SID of a service": lambda o: message(
        script.Routes(64501).with_attrs(
            script.attr(script.OT, 40, b"\5\0\x19\0\1\0\x15\0" + o +
                        b"\0\0\x48\0"))),
    "prefix": lambda o: message(script.update(
        script.Routes(64501).base() + script.NEXT_HOP, b"\x20" + o[:4])),
}


def main():
    checker = Checker(sys.argv[1], sys.argv[2])
    for shape in (4, 5, 6):
        checker.all_kinds(shape)
        checker.link_state(shape)
        checker.hostile(shape)


main()
