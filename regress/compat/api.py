#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""ExaBGP's API cases against Herald, by meaning: a program gives the commands
that a case names (`cmd:`), and what reaches the peer must be what the case
expects (`raw:`).  The cases' own programs are not part of the data; where the
commands alone do not tell what those do, SCRIPTS says it.

The commands of the cases of configurations are given too, by a program of the
same configuration without its routes: those are named cmd-CASE.

usage: api.py BUILD-DIRECTORY SHARED-DIRECTORY
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

# Of families, or of an attribute, that come later.
LATER = ("api-api", "api-flow", "api-ipv4", "api-vpls")

# Of configurations.
LATER_CONF = ("conf-addpath", "conf-flow", "conf-l2vpn", "conf-mvpn",
              "conf-srv6-mup", "conf-vpn")

ROUTE = "announce route {} next-hop {} origin igp local-preference {}"
WAIT = "wait"
START = "wait 1.5"

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
    for line in open(path, encoding="utf-8"):
        m = re.match(r"([A-Z]?\d*):cmd:(.*)", line)
        if m is None:
            continue
        group, command = m.groups()
        if last is not None and group != last:
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


EOR = f"\n1:raw:{'F' * 32}:0017:02:00000000\n"
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


def prepare_commands(shared, repo):
    """A case of a configuration becomes one of a program."""
    data = f"{shared}/exabgp-qa/qa/encoding"
    for case in sorted(os.listdir(data)):
        name = case[:-3]
        with open(f"{data}/{case}", encoding="utf-8") as f:
            expected = f.read()
        conf = f"{repo}/etc/exabgp/{name}.conf"
        if name in LATER_CONF or ":cmd:" not in expected or \
                f"option:file:{name}.conf" not in expected:
            continue
        with open(conf, encoding="utf-8") as f:
            text = without_routes(f.read())
        more = "\n\tapi { processes [ cmd ]; }"
        if not re.search(r"\b(family|inherit)\b", text):
            more += "\n\tfamily { ipv4 unicast; }"
        text = re.sub(r"^(neighbor [^{]*{)", r"\1" + more, text, flags=re.M)
        with open(f"{repo}/etc/exabgp/cmd-{name}.conf", "w",
                  encoding="utf-8") as f:
            f.write(f"process cmd {{ run ./run/cmd-{name}.run; "
                    f"encoder json; }}\n{text}")
        if "eor" not in expected:    # here it comes before the route
            expected += EOR
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
        with open(f"{repo}/later", "w", encoding="ascii") as f:
            f.write("".join(f"api/{c}\n" for c in LATER))
        return subprocess.run(
            [f"{shared}/tools/exaqa.py", "encode", "--repo", repo,
             "--meaning", "--exclude", f"{repo}/later", "--daemon",
             f"{build}/bgpd -d -s {{rundir}}/bgpd.sock -f {{conf}}"],
            check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
