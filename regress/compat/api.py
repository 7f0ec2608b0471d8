#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""ExaBGP's API cases against Herald, by meaning: a program gives the commands
that a case names (`cmd:`), and what reaches the peer must be what the case
expects (`raw:`).  The cases' own programs are not part of the data; where the
commands alone do not tell what those do, SCRIPTS says it.

The commands of the cases of configurations are given too, by a program of the
same configuration without its routes: those are named cmd-CASE.

usage: api.py BUILD-DIRECTORY DIRECTORY, of differences.py
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

ROUTE = "announce route {} next-hop {} origin igp local-preference {}"
WAIT = "wait"
START = "wait 1.5"
FLOW = "ipv4 flow destination-ipv4 0.0.0.0/32 source-ipv4 0.0.0.0/32 " \
    "protocol =tcp destination-port =3128"
VPLS = "vpls rd 192.168.201.1:123 endpoint 5 base 10702 offset 1 size 8"
MUP = "ipv4 mup mup-isd 10.0.1.0/24 rd 100:100"
MUP_ATTRS = "extended-community [target:10:10] bgp-prefix-sid-srv6 " \
    "( l3-service 2001:db8:1:1:: 0x48 [64,24,16,0,0,0] )"

# By program, and in place of the case's `cmd:` lines.
SCRIPTS = {
    "api-multiple-public": [
        "announce route 1.1.1.1/32 next-hop 127.0.0.1", WAIT,
        "announce route 3.3.3.3/32 next-hop 127.0.0.1"],
    "api-multiple-private": [
        "announce route 2.2.2.2/32 next-hop 127.0.0.1"],
    "api-rib": [
        START,
        "announce route 192.168.0.1/32 next-hop 10.0.0.1", WAIT,
        "withdraw route 192.168.0.1/32", WAIT,
        "announce route 192.168.0.2/32 next-hop 10.0.0.2",
        "announce route 192.168.0.3/32 next-hop 10.0.0.3", WAIT,
        "flush adj-rib out", WAIT,
        "announce route 192.168.0.4/32 next-hop 10.0.0.4", WAIT,
        "flush adj-rib out", WAIT, "clear adj-rib out", WAIT,
        "announce route 192.168.0.5/32 next-hop 10.0.0.5"],
    "api-teardown": [
        ROUTE.format("1.1.0.0/16", "1.1.1.1", 100), WAIT,
        "neighbor 127.0.0.1 teardown 4", "wait 4",
        ROUTE.format("2.2.0.0/16", "2.2.2.2", 100), WAIT,
        "neighbor 127.0.0.1 teardown 4", "wait 4",
        ROUTE.format("3.3.0.0/16", "3.3.3.3", 100)],
    "api-add-remove": [
        "announce route 1.1.0.0/24 next-hop 101.1.101.1",
        "announce route 1.1.0.0/25 next-hop 101.1.101.1", WAIT,
        "withdraw route 1.1.0.0/24", "withdraw route 1.1.0.0/25"],
    "api-nexthop": [
        "announce ipv6 unicast 2605::2/128 next-hop 2001::1 "
        "local-preference 500", WAIT,
        "announce ipv6 unicast 2605::2/128 next-hop 2001::2 "
        "local-preference 500", WAIT,
        "announce ipv6 unicast 2605::2/128 next-hop 2001::1 "
        "local-preference 500"],
    "api-api.receive": [
        "announce route 6.6.6.0/24 next-hop 1.1.1.1 origin igp "
        "local-preference 100"],
    "api-api.nothing": [],
    "api-flow": [
        START,
        f"announce {FLOW} extended-community [rate-limit:0]", WAIT,
        "announce attributes origin igp local-preference 100", WAIT,
        "announce ipv4 flow destination-ipv4 255.255.255.255/32 source-ipv4 "
        "255.255.255.255/32 extended-community [rate-limit:65535]", WAIT,
        f"withdraw {FLOW}", WAIT,
        f"announce {FLOW} extended-community [rate-limit:0]", WAIT,
        f"withdraw {FLOW}"],
    "api-ipv4": [
        START,
        "announce route 10.0.1.0/24 next-hop 10.0.1.254 origin igp "
        "local-preference 200",
        f"announce {MUP} next-hop 2001::1 {MUP_ATTRS}", WAIT,
        "withdraw route 10.0.1.0/24",
        f"withdraw {MUP} next-hop 2001::1 {MUP_ATTRS}"],
    "api-check": ["announce route 1.2.3.4/32 next-hop 5.6.7.8"],
    "api-reload": [WAIT + " 3", "announce route 3.0.0.0/24 next-hop 4.0.0.0"],
    "api-notification": [],
    "watchdog": ["announce watchdog dnsr", WAIT,
                 "withdraw watchdog dnsr", WAIT] * 3,
}

PROGRAM = '''#!/usr/bin/python3
import sys, time
for line in {lines!r}:
    if line.startswith("wait"):
        time.sleep(float(line[5:] or 0.5))
        continue
    print(line, flush=True)
    for answer in sys.stdin:
        if answer.strip() in ("done", "error"):
            break
time.sleep(60)
'''


def commands(path):
    """A case's commands; End-of-RIB of the start is the daemon's."""
    lines, last = [], None
    slow = os.path.basename(path)[:-3] in ONE_BY_ONE
    for line in open(path, encoding="utf-8"):
        m = re.match(r"([A-Z]?\d*):cmd:(.*)", line)
        if m is None:
            continue
        group, command = m.groups()
        if last is not None and (group != last or slow):
            lines.append(WAIT)
        if "eor" not in command.split() or last not in (None, group) or \
                lines and WAIT in lines:
            lines.append(command.strip())
        last = group
    return lines


def write(path, lines):
    with open(path, "w", encoding="utf-8") as f:
        if START not in lines:
            lines = [START] + lines
        f.write(PROGRAM.format(lines=lines))
    os.chmod(path, 0o755)


def prepare(shared, repo):
    data = f"{shared}/exabgp-qa"
    shutil.copytree(f"{data}/etc", f"{repo}/etc")
    shutil.copytree(f"{data}/qa/api-expected", f"{repo}/qa/api")
    os.makedirs(f"{repo}/qa/encoding", exist_ok=True)
    run = f"{repo}/etc/exabgp/run"
    for case in sorted(os.listdir(f"{repo}/qa/api")):
        name = case[:-3]
        if os.path.exists(f"{run}/{name}.run"):
            write(f"{run}/{name}.run",
                  commands(f"{repo}/qa/api/{case}"))
    shutil.copy(f"{data}/qa/encoding/conf-watchdog.ci", f"{repo}/qa/api")
    for name, lines in SCRIPTS.items():
        write(f"{run}/{name}.run", lines)


ONE_BY_ONE = ("api-vpls", "conf-l2vpn")    # each command after a while
IPV4_EOR = f"1:raw:{'F' * 32}:0017:02:00000000\n"
EOR = f"1:raw:{'F' * 32}:001E:02:00000007900F0003{{:04X}}{{:02X}}\n"
AFIS = {"ipv4": 1, "ipv6": 2, "l2vpn": 25}
SAFIS = {"unicast": 1, "nlri-mpls": 4, "mcast-vpn": 5, "vpls": 65, "mup": 85,
         "mpls-vpn": 128}
FAMILY = re.compile(r"(ipv4|ipv6|l2vpn)\s+([a-z-]+)\s*;")
ROUTES = re.compile(r"\b(static|announce|flow|l2vpn|process|api)\b[^{};]*{")


def without_routes(text):
    while True:
        m = ROUTES.search(text)
        if m is None:
            return text
        end, depth = m.end(), 1
        while depth > 0:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        text = text[:m.start()] + text[end:]


def ends_of_rib(text):
    block = re.search(r"\bfamily\s*{(.*?)}", text, re.S)
    families = FAMILY.findall(block.group(1)) if block else \
        [("ipv4", "unicast")]
    return "".join(
        IPV4_EOR if (afi, safi) == ("ipv4", "unicast") else
        EOR.format(AFIS[afi], SAFIS[safi]) for afi, safi in families)


def prepare_commands(shared, repo):
    """A case of a configuration becomes one of a program."""
    data = f"{shared}/exabgp-qa/qa/encoding"
    for case in sorted(os.listdir(data)):
        name = case[:-3]
        with open(f"{data}/{case}", encoding="utf-8") as f:
            expected = f.read()
        conf = f"{repo}/etc/exabgp/{name}.conf"
        if ":cmd:" not in expected or \
                f"option:file:{name}.conf" not in expected:
            continue
        with open(conf, encoding="utf-8") as f:
            text = without_routes(f.read())
        more = "\n\tapi { processes [ cmd ]; }"
        if not re.search(r"\b(family|inherit)\b", text):
            vpn = " ipv4 mpls-vpn;" if " rd " in expected else ""
            more += f"\n\tfamily {{ ipv4 unicast;{vpn} }}"
        text = re.sub(r"^(neighbor [^{]*{)", r"\1" + more, text, flags=re.M)
        with open(f"{repo}/etc/exabgp/cmd-{name}.conf", "w",
                  encoding="utf-8") as f:
            f.write(f"process cmd {{ run ./run/cmd-{name}.run; "
                    f"encoder json; }}\n{text}")
        if "eor" not in expected:    # here it comes before the route
            expected += "\n" + ends_of_rib(text)
        with open(f"{repo}/qa/api/cmd-{case}", "w", encoding="utf-8") as f:
            f.write(expected.replace(f"option:file:{name}.conf",
                                     f"option:file:cmd-{name}.conf"))
        write(f"{repo}/etc/exabgp/run/cmd-{name}.run",
              commands(f"{data}/{case}"))


def main():
    build, shared = (os.path.abspath(a) for a in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix="herald-api.") as repo:
        os.chmod(repo, 0o755)
        prepare(shared, repo)
        prepare_commands(shared, repo)
        return subprocess.run(
            [f"{shared}/tools/exaqa.py", "encode", "--repo", repo,
             "--meaning", "--daemon",
             f"{build}/bgpd -d -s {{rundir}}/bgpd.sock -f {{conf}}"],
            check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
