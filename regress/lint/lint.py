#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""The rules of the house that a machine can check (make lint).

1. layers     an include names common/ or the program's own directory
2. calls      objects of a program call each other without a loop
3. sizes      800 lines a file, 100 a function, 80 columns
4. imports    objects import only the libc calls on their directory's list,
              and an engine's executable none that opens or makes anything
5. state      no mutable variable is shared between files
6. tests      a source has a unit test at the mirrored path, or a line in
              untested.txt that names what tests it instead
7. rows       each row of rfc_rows.md has a wire test that names it, or says
              what it waits for
Headers compile alone; sources carry their licence and no leftovers.

usage: lint.py BUILD-DIRECTORY [--write-imports]
"""

import os
import re
import subprocess
import sys
from collections import defaultdict

# Programs, and where their sources are.
PROGRAMS = {"parent": "parent", "session": "session", "rde": "rde",
            "ctl": "ctl", "healthcheck": "ctl/healthcheck"}
FILE_MAX, FUNCTION_MAX, COLUMNS = 800, 100, 80
UNTESTED = "regress/lint/untested.txt"
ROWS = "regress/system/rfc_rows.md"
WORDS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|#\s*if 0\b"
                   r"|\(design [0-9]|\b[a-z]+\.md\b")    # a reader has RFCs
BANNED = re.compile(r"\b(strcpy|strcat|sprintf|gets|alloca)\(")
# What an engine must not even be linked with: it gets descriptors, no names.
ENGINES = {"session": "bgpd-session", "rde": "bgpd-rde"}
DENIED = re.compile(r"^_*(socket|socketpair|connect|bind|listen|f?open(at|dir)?"
                    r"|creat|fopen|freopen|exec\w+|fexecve|posix_spawnp?"
                    r"|v?fork|clone|daemon|system|popen|ptrace|dlopen"
                    r"|getaddrinfo|getpw\w+|getgr(nam|gid)\w*)(64)?(_2|_chk)?$")
problems = []


def problem(where, text):
    problems.append(f"{where}: {text}")


def tracked(*ends):
    out = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"],
                         capture_output=True, text=True, check=True).stdout
    return [f for f in out.split("\n")
            if f.endswith(ends) and os.path.exists(f)]


def columns(line):
    n = 0
    for c in line:
        n = n + 8 - n % 8 if c == "\t" else n + 1
    return n


def check_text(path):
    lines = open(path, encoding="utf-8").read().split("\n")
    if len(lines) - 1 > FILE_MAX:
        problem(path, f"{len(lines) - 1} lines, {FILE_MAX} are the most")
    if "SPDX-License-Identifier: ISC" not in "\n".join(lines[:3]):
        problem(f"{path}:1", "no licence line")
    if not path.endswith((".c", ".h")):
        return
    start = None
    for n, line in enumerate(lines, 1):
        where = f"{path}:{n}"
        if columns(line) > COLUMNS:
            problem(where, f"{columns(line)} columns, {COLUMNS} are the most")
        if line != line.rstrip():
            problem(where, "blanks at the end")
        if WORDS.search(line) or BANNED.search(line):
            problem(where, f"not here: {line.strip()}")
        if re.search(r"(^|\s)//", line):
            problem(where, "// comment")
        if re.match(r'\s*#\s*include\s+".*\.\./', line):
            problem(where, "include goes up")
        if line == "{":
            start = n
        elif line == "}" and start is not None:
            if n - start - 1 > FUNCTION_MAX:
                problem(f"{path}:{start}", f"function of {n - start - 1} lines")
            start = None


def program(path):
    """Whose path it is: a program's, for the deepest directory decides."""
    fits = [p for p, d in PROGRAMS.items() if path.startswith(f"{d}/")]
    return max(fits, key=lambda p: len(PROGRAMS[p]), default=None)


def check_include_dirs(path):
    """Rule 1: what a program may see, whatever -I says."""
    top = program(path)
    if top is None and not path.startswith("common/"):
        return
    own = PROGRAMS.get(top, "common")
    for n, line in enumerate(open(path, encoding="utf-8"), 1):
        m = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        if not m:
            continue
        name = m.group(1)
        beside = os.path.join(os.path.dirname(path), name)
        ok = os.path.exists(f"common/{name}") or any(
            os.path.exists(p) and program(p) == top
            for p in (beside, f"{own}/{name}"))
        if not ok:
            problem(f"{path}:{n}", f'"{name}" is in neither common/ nor {own}/')


def check_header(path, cc):
    top = program(path)
    flags = ["-Icommon"]
    if top is not None:
        flags += [f"-I{PROGRAMS[top]}", f"-DHERALD_{top}"]
    elif path.startswith("regress/"):
        flags += ["-Iregress/unit"]
        tested = program(path.removeprefix("regress/unit/"))
        flags += [f"-I{PROGRAMS[tested]}"] if tested else []
    run = subprocess.run([cc, "-std=c17", "-D_GNU_SOURCE", "-Wall", "-Wextra",
                          "-fsyntax-only", "-x", "c", *flags, path],
                         capture_output=True, text=True)
    if run.returncode != 0:
        problem(path, "does not compile alone: " + run.stderr.split("\n")[0])


def relocated_constants(obj):
    """Names in .data.rel.ro: const, but for the loader's relocation."""
    out = subprocess.run(["objdump", "-t", obj], capture_output=True,
                         text=True, check=True).stdout
    return {line.split()[-1] for line in out.split("\n")
            if " .data.rel.ro" in line}


def symbols(obj):
    """Of an object: (defined functions and data, mutable shared, undefined)."""
    out = subprocess.run(["nm", "-P", obj], capture_output=True, text=True,
                         check=True).stdout
    defined, shared, undefined = set(), set(), set()
    constant = relocated_constants(obj)
    for line in out.split("\n"):
        part = line.split()
        if len(part) < 2:
            continue
        name, kind = part[0], part[1]
        if kind in "TWVRi":
            defined.add(name)
        elif kind in "DBC":
            defined.add(name)
            if name not in constant:
                shared.add(name)
        elif kind == "U":
            undefined.add(name.split("@")[0])
    return defined, shared, undefined


def objects(build, top):
    paths = [os.path.join(d, f) for d, _, files in
             os.walk(f"{build}/{PROGRAMS.get(top, top)}")
             for f in files if f.endswith(".o")]
    return [p for p in paths
            if program(os.path.relpath(p, build)) in (top, None)]


def loops(graph):
    """Strongly connected parts of more than one object (Tarjan)."""
    index, low, stack, on, found = {}, {}, [], set(), []

    def visit(v):
        work = [(v, iter(sorted(graph[v])))]
        index[v] = low[v] = len(index)
        stack.append(v)
        on.add(v)
        while work:
            node, edges = work[-1]
            for w in edges:
                if w not in index:
                    index[w] = low[w] = len(index)
                    stack.append(w)
                    on.add(w)
                    work.append((w, iter(sorted(graph[w]))))
                    break
                if w in on:
                    low[node] = min(low[node], index[w])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    part = []
                    while True:
                        w = stack.pop()
                        on.discard(w)
                        part.append(w)
                        if w == node:
                            break
                    if len(part) > 1:
                        found.append(sorted(part))

    for v in sorted(graph):
        if v not in index:
            visit(v)
    return found


def check_objects(build, write):
    common = {o: symbols(o) for o in objects(build, "common")}
    for top in PROGRAMS:
        objs = {o: symbols(o) for o in objects(build, top)}
        if not objs:
            problem(top, f"no objects under {build}: build first")
            continue
        check_calls(top, {**objs, **common})
        check_imports(top, objs, common, write)
        check_state(objs)
    check_imports("common", common, {}, write)
    check_state(common)


def check_calls(top, objs):
    where = {s: o for o, (defined, _, _) in objs.items() for s in defined
             if s != "main"}
    graph = defaultdict(set)
    for o, (_, _, undefined) in objs.items():
        graph[o] |= {where[s] for s in undefined if where.get(s, o) != o}
    for part in loops(graph):
        problem(top, "calls form a loop: " + " ".join(part))


def check_state(objs):
    for o, (_, shared, _) in objs.items():
        for s in sorted(shared):
            problem(o, f"{s}: a mutable variable that other files can reach")


def check_imports(top, objs, common, write):
    ours = {s for d, _, _ in [*objs.values(), *common.values()] for s in d}
    used = set()
    for _, _, undefined in objs.values():
        used |= {s for s in undefined - ours if not s.startswith("__asan")
                 and not s.startswith("__ubsan")}
    used = {re.sub(r"^__(\w+)_chk$", r"\1", s) for s in used} - {
        "_GLOBAL_OFFSET_TABLE_", "__stack_chk_fail"}
    path = f"regress/lint/imports/{top}.txt"
    if write:
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(sorted(used)) + "\n")
        return
    listed = set(open(path, encoding="utf-8").read().split())
    for s in sorted(used - listed):
        who = [o for o, (_, _, u) in objs.items()
               if s in u or f"__{s}_chk" in u]
        problem(who[0] if who else top, f"{s} is not on {path}")


def check_tests():
    instead = {}
    for n, line in enumerate(open(UNTESTED, encoding="utf-8"), 1):
        part = line.split()
        if not part or part[0] == "#":
            continue
        instead[part[0]] = n
        if len(part) < 2:
            problem(f"{UNTESTED}:{n}", "names no test")
        for path in part:
            if not os.path.exists(path):
                problem(f"{UNTESTED}:{n}", f"{path} does not exist")
    for path in tracked(".c"):
        if path.endswith("/main.c") or \
                not (program(path) or path.startswith("common/")):
            continue
        stem = f"regress/unit/{path[:-2]}"
        found = any(os.path.exists(stem + end)
                    for end in ("_test.c", "_ftest.c"))
        if not found and path not in instead:
            problem(path, f"has no test {stem}_test.c")
        if found and path in instead:
            problem(f"{UNTESTED}:{instead[path]}", f"{path} has a test")


def check_rows():
    run = subprocess.run([sys.executable, ROWS[:-2] + "py", ROWS],
                         capture_output=True, text=True)
    for line in run.stdout.splitlines() if run.returncode else []:
        problem(ROWS, line)
    if run.stderr:
        problem(ROWS, run.stderr.splitlines()[-1])


def check_engines(build):
    for top, exe in ENGINES.items():
        path = f"{build}/{exe}"
        if not os.path.exists(path):
            problem(path, "not built")
            continue
        out = subprocess.run(["nm", "-D", "-P", "--undefined-only", path],
                             capture_output=True, text=True, check=True).stdout
        for line in out.split("\n"):
            name = line.split("@")[0].split(" ")[0]
            name = re.sub(r"^__(\w+?)(_2|_chk)$", r"\1", name)
            if DENIED.match(name):
                problem(path, f"{top}/ must not call {name}")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    build, write = sys.argv[1], "--write-imports" in sys.argv
    cc = os.environ.get("CC", "gcc")
    for path in tracked(".c", ".h", ".sh", ".py"):
        check_text(path)
    for path in tracked(".c", ".h"):
        check_include_dirs(path)
    for path in tracked(".h"):
        check_header(path, cc)
    check_tests()
    check_rows()
    check_objects(build, write)
    check_engines(build)
    for p in problems:
        print(p)
    print(f"lint: {len(problems)} problems" if problems else "lint: ok")
    sys.exit(1 if problems else 0)


main()
