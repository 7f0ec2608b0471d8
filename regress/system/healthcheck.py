#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""What bgp-healthcheck does with addresses, processes and a daemon that
misbehaves: each test runs the real program, and is itself the daemon.

usage: healthcheck.py PROGRAM    (root, in a network namespace of its own)
"""

import fcntl
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else ""
FAST = ["--no-syslog", "--interval", "0.05", "--fast-interval", "0.05",
        "--rise", "1", "--fall", "1"]
NOBODY = 65534


def sh(command):
    return subprocess.run(command, shell=True, check=True, text=True,
                          stdout=subprocess.PIPE).stdout


def addresses(dev="lo"):
    out = sh(f"ip -o address show dev {dev} scope global")
    return sorted(line.split()[3] for line in out.splitlines())


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as f:
            return f.read().split(") ")[1][0] != "Z"
    except FileNotFoundError:
        return False


def wait_for(what, limit=20.0):
    """The first true value of what(), within so many seconds."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        value = what()
        if value:
            return value
        time.sleep(0.01)
    raise AssertionError("it did not come true")


class Health:
    """The program, and the daemon's ends of its pipes."""

    def __init__(self, where, *options, check=None, **more):
        self.dir, self.buffer, self.told = where, b"", []
        command = [PROGRAM, *FAST, *options]
        if check != "":
            command += ["--command", check or f"test -e {where}/ok"]
        self.err = open(os.path.join(where, "stderr"), "w+", encoding="ascii")
        self.process = subprocess.Popen(
            more.pop("wrap", []) + command, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=self.err, **more)

    def ok(self, value):
        path = os.path.join(self.dir, "ok")
        if value:
            open(path, "w", encoding="ascii").close()
        elif os.path.exists(path):
            os.unlink(path)

    def hear(self, limit=20.0):
        """The next line, not answered; None when none comes."""
        end = time.monotonic() + limit
        while b"\n" not in self.buffer:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [],
                                              left)[0]:
                return None
            data = os.read(self.process.stdout.fileno(), 65536)
            if not data:
                return None
            self.buffer += data
        line, self.buffer = self.buffer.split(b"\n", 1)
        self.told.append(line.decode())
        return self.told[-1]

    def answer(self, text="done\n"):
        try:
            os.write(self.process.stdin.fileno(), text.encode())
        except BrokenPipeError:
            pass

    def until(self, word, limit=20.0):
        """Answers lines up to the first that begins so, which is not."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            line = self.hear(end - time.monotonic())
            assert line is not None, f"no {word}: {self.told} {self.log()}"
            if line.startswith(word):
                return line
            self.answer()
        raise AssertionError(f"no {word}")

    def log(self):
        with open(os.path.join(self.dir, "stderr"), encoding="ascii") as f:
            return f.read()

    def stop(self, sig=signal.SIGTERM):
        self.process.send_signal(sig)

    def finish(self, limit=20.0):
        """Answers everything until it ends; its exit status."""
        end = time.monotonic() + limit
        while self.process.poll() is None:
            assert time.monotonic() < end, f"it does not end: {self.log()}"
            if self.hear(0.05) is not None:
                self.answer()
        while self.hear(0.01) is not None:
            pass
        self.close()
        return self.process.wait()

    def close(self):
        self.process.kill()
        self.process.wait()
        for f in (self.process.stdin, self.process.stdout, self.err):
            try:
                f.close()
            except BrokenPipeError:
                pass


# --- addresses --------------------------------------------------------------

def test_withdraw_is_answered_before_the_address_goes(where):
    h = Health(where, "--ip", "198.51.100.1", "--dynamic-ip-setup")
    h.ok(True)
    h.until("announce")
    assert addresses() == ["198.51.100.1/32"]
    h.answer()
    h.ok(False)
    h.until("withdraw")
    time.sleep(0.4)
    assert addresses() == ["198.51.100.1/32"]
    h.answer()
    wait_for(lambda: addresses() == [])
    h.ok(True)
    h.until("announce")
    assert addresses() == ["198.51.100.1/32"]
    h.answer()
    h.stop()
    h.until("withdraw")
    time.sleep(0.3)
    assert addresses() == ["198.51.100.1/32"]
    h.answer()
    assert h.finish() == 0
    assert addresses() == []


def test_address_stays_while_the_daemon_does_not_read(where):
    h = Health(where, "--ip", "198.51.100.0/24", "--deaggregate-networks",
               "--dynamic-ip-setup")
    fcntl.fcntl(h.process.stdout, fcntl.F_SETPIPE_SZ, 4096)
    h.ok(True)
    wait_for(lambda: len(addresses()) == 256)
    time.sleep(6)
    h.ok(False)
    time.sleep(6)
    assert len(addresses()) == 256
    assert h.log().count("does not read") == 1, h.log()
    while True:
        line = h.hear()
        assert line is not None
        h.answer()
        if line == "withdraw route 198.51.100.255/32 next-hop self":
            break
    wait_for(lambda: addresses() == [])
    # The line that was half written was ended before anything else.
    for line in h.told:
        assert re.fullmatch(r"(announce|withdraw) route 198\.51\.100\.\d+/32 "
                            r"next-hop self( med \d+)?", line), line
    h.stop()
    assert h.finish() == 0


def test_leaves_within_two_seconds_whatever_the_daemon_does(where):
    h = Health(where, "--ip", "198.51.100.0/24", "--deaggregate-networks")
    fcntl.fcntl(h.process.stdout, fcntl.F_SETPIPE_SZ, 4096)
    h.ok(True)
    wait_for(lambda: len(addresses()) == 256)
    time.sleep(0.5)
    h.stop()
    # A second of patience, and what scheduling takes; five when it is not leaving.
    assert h.process.wait(4) == 0
    assert addresses() == []
    h.close()


def test_goes_when_the_daemon_is_killed(where):
    h = Health(where, "--ip", "198.51.100.1", "--interval", "30",
               check="true", wrap=["sh", "-c", '"$@" & wait', "sh"])
    h.until("announce")
    h.answer()
    pid = int(sh(f"pgrep -P {h.process.pid}"))
    h.process.kill()
    h.until("withdraw")
    h.answer()
    wait_for(lambda: not alive(pid))
    assert addresses() == []
    assert "the daemon is gone" in h.log()
    h.close()


def test_goes_when_its_output_is_closed(where):
    h = Health(where, "--ip", "198.51.100.1")
    wait_for(lambda: addresses() == ["198.51.100.1/32"])
    h.process.stdout.close()
    h.process.stdin.close()
    assert h.process.wait(20) == 1
    assert addresses() == []


def test_removes_what_it_added_before_it_was_killed(where):
    h = Health(where, "--ip", "198.51.100.1", "--ip", "2001:db8::1")
    wait_for(lambda: len(addresses()) == 2)
    h.close()
    assert len(addresses()) == 2
    h = Health(where, "--ip", "198.51.100.1", "--ip", "2001:db8::1")
    h.until("announce")
    h.answer()
    h.stop()
    assert h.finish() == 0
    assert addresses() == []


def test_leaves_addresses_of_others(where):
    sh("ip address add 198.51.100.1/32 dev lo")
    sh("ip address add 198.51.100.2/32 dev lo label lo:svc")
    sh("ip address add 198.51.100.9/32 dev lo")
    h = Health(where, "--ip", "198.51.100.1", "--ip", "198.51.100.2",
               "--ip", "198.51.100.3", "--label", "svc")
    wait_for(lambda: len(addresses()) == 4)
    assert "lo:svc" in sh("ip address show dev lo to 198.51.100.3")
    h.stop()
    assert h.finish() == 0
    assert addresses() == ["198.51.100.1/32", "198.51.100.9/32"]


def test_puts_back_what_it_found(where):
    sh("ip address add 198.51.100.1/32 dev lo label lo:svc")
    h = Health(where, "--label", "svc", "--dynamic-ip-setup")
    h.until("withdraw")
    h.answer()
    wait_for(lambda: addresses() == [])
    h.stop()
    assert h.finish() == 0
    assert addresses() == ["198.51.100.1/32"]


def test_does_not_choose_among_too_many(where):
    with open(f"{where}/batch", "w", encoding="ascii") as f:
        for i in range(4097):
            f.write(f"address add 198.18.{i >> 8}.{i & 255}/32 dev lo\n")
    sh(f"ip -batch {where}/batch")
    h = Health(where, check="true")
    assert h.finish() == 1
    assert "lo has more than 4096 addresses" in h.log(), h.log()
    assert h.told == []
    sh("ip address delete 198.18.0.0/32 dev lo")
    h = Health(where, check="true")
    h.until("announce")
    h.answer()
    h.stop()
    assert h.finish() == 0
    assert len(addresses()) == 4096


def test_other_interfaces(where):
    sh("ip link add v0 type veth peer name v1; ip link set v0 up")
    h = Health(where, "--ip", "198.51.100.0/31", "--ip", "198.51.100.7",
               "--ip-ifname", "198.51.100.0/31%v0", "--label", "x")
    wait_for(lambda: len(addresses("v0")) == 2)
    assert "v0:x" in sh("ip address show dev v0")
    assert addresses() == ["198.51.100.7/32"]
    h.stop()
    assert h.finish() == 0
    assert addresses("v0") == addresses() == []
    sh("ip link delete v0")


def test_says_what_it_cannot_do_and_announces(where):
    h = Health(where, "--ip", "198.51.100.1", "--ip", "198.51.100.2",
               check="true", user=NOBODY, extra_groups=[])
    h.until("announce route 198.51.100.2")
    h.answer()
    for _ in range(6):
        h.until("announce")
        h.answer()
    assert addresses() == []
    assert h.log().count("cannot add 198.51.100.1/32 to lo: Operation not "
                         "permitted") == 1, h.log()
    h.stop()
    assert h.finish() == 0


def test_sudo_with_the_words_of_exabgp(where):
    with open(f"{where}/sudo", "w", encoding="ascii") as f:
        f.write(f'#!/bin/sh\nprintf "%s\\n" "$*" >> {where}/sudo.log\nshift\n'
                'exec "$@"\n')
    os.chmod(f"{where}/sudo", 0o755)
    path = {**os.environ, "PATH": where + ":" + os.environ["PATH"]}
    h = Health(where, "--ip", "198.51.100.1", "--label", "svc", "--sudo",
               "--dynamic-ip-setup", env=path)
    wait_for(lambda: addresses() == ["198.51.100.1/32"])
    h.until("withdraw")
    h.answer()
    wait_for(lambda: addresses() == [])
    h.stop()
    assert h.finish() == 0
    with open(f"{where}/sudo.log", encoding="ascii") as f:
        words = f.read()
    assert words == "".join(
        f"-n ip address {verb} 198.51.100.1/32 dev lo label lo:svc\n"
        for verb in ("add", "delete")), words


def test_sudo_that_fails(where):
    with open(f"{where}/sudo", "w", encoding="ascii") as f:
        f.write("#!/bin/sh\necho sorry >&2; exit 1\n")
    os.chmod(f"{where}/sudo", 0o755)
    h = Health(where, "--ip", "198.51.100.1", "--sudo", check="true",
               env={"PATH": where + ":/usr/bin:/bin"})
    h.until("announce")
    h.answer()
    assert "cannot add 198.51.100.1/32 to lo: exit status 1: sorry" in h.log()
    h.stop()
    assert h.finish() == 0


def test_user_keeps_one_capability_for_itself(where):
    os.chmod(where, 0o777)
    h = Health(where, "--ip", "198.51.100.1", "--user", "nobody", "--group",
               "daemon", "--pid", f"{where}/pid",
               check=f"cat /proc/self/status > {where}/st.$$; "
                     f"mv {where}/st.$$ {where}/status")
    h.until("announce")
    h.answer()
    with open(f"/proc/{h.process.pid}/status", encoding="ascii") as f:
        ours = f.read()
    with open(f"{where}/status", encoding="ascii") as f:
        checks = f.read()
    for text, caps in ((ours, "0000000000001000"), (checks, "0" * 16)):
        assert f"Uid:\t{NOBODY}\t{NOBODY}\t{NOBODY}\t{NOBODY}" in text
        assert "Gid:\t1\t1\t1\t1" in text
        assert re.search(r"^Groups:\t?\s*([1 ]|65534)*$", text, re.M), text
        assert f"CapEff:\t{caps}" in text
        assert f"CapPrm:\t{caps}" in text
    with open(f"{where}/pid", encoding="ascii") as f:
        assert int(f.read()) == h.process.pid
    h.stop()
    assert h.finish() == 0
    assert addresses() == []
    assert not os.path.exists(f"{where}/pid")


# --- the daemon -------------------------------------------------------------

def test_events_are_no_answers(where):
    h = Health(where, "--ip", "198.51.100.1", "--no-ip-setup", "--debounce")
    h.ok(True)
    h.until("announce")
    h.answer('{ "exabgp": "4.0.1", "type": "state" }\nneighbor 1 up\n' +
             "x" * 100000 + "\n")
    h.ok(False)
    assert h.hear(0.5) is None		# still waiting
    h.answer("done\n")
    h.until("announce route 198.51.100.1/32 next-hop self med 1000")
    h.answer("error\n")
    h.until("announce route 198.51.100.1/32 next-hop self med 1000")
    h.answer()
    assert h.hear(0.5) is None		# it was told
    assert "the daemon refused 1 of 1 commands, first: announce route " \
        "198.51.100.1/32 next-hop self med 1000" in h.log()
    h.stop(signal.SIGINT)
    assert h.finish() == 0


def test_checks_go_on_without_answers(where):
    h = Health(where, "--ip", "198.51.100.1", "--no-ip-setup")
    h.ok(True)
    assert "med 100" in h.hear()
    assert "med 100" in h.hear()
    h.ok(False)
    wait_for(lambda: "med 1000" in h.hear(1))
    assert h.log().count("no answer") == 1
    h.stop(signal.SIGHUP)
    assert h.finish() == 0


# --- processes --------------------------------------------------------------

def test_kills_the_group_of_a_check(where):
    h = Health(where, "--ip", "198.51.100.1", "--no-ip-setup", "--timeout",
               "3", "--withdraw-on-down",
               check=f"trap '' TERM; sleep 97 & echo $! > {where}/pid; "
                     "echo here; wait")
    h.until("withdraw")
    h.answer()
    with open(f"{where}/pid", encoding="ascii") as f:
        pid = int(f.read())
    wait_for(lambda: not alive(pid))
    assert "INIT -> DOWN: check failed: no end within 3 s: here" in h.log()
    h.stop()
    assert h.finish() == 0
    wait_for(lambda: not sh("pgrep -x -f 'sleep 97' || true"))


def test_leaves_in_the_middle_of_a_check_and_a_command(where):
    h = Health(where, "--ip", "198.51.100.1", "--execute", "sleep 98",
               "--timeout", "60", check="true")
    wait_for(lambda: sh("pgrep -x -f 'sleep 98' || true"))
    assert h.hear(0.3) is None		# UP waits for its command
    h.stop()
    h.until("withdraw")
    h.answer()
    assert h.finish() == 0
    assert addresses() == []
    wait_for(lambda: not sh("pgrep -x -f 'sleep 98' || true"))


def test_disable(where):
    h = Health(where, "--ip", "198.51.100.1", "--no-ip-setup", "--disable",
               f"{where}/off", "--debounce", "--disabled-metric", "7",
               check="true")
    h.until("announce route 198.51.100.1/32 next-hop self med 100")
    h.answer()
    sh(f"touch {where}/off")
    h.until("announce route 198.51.100.1/32 next-hop self med 7")
    h.answer()
    sh(f"rm {where}/off")
    h.until("announce route 198.51.100.1/32 next-hop self med 100")
    h.answer()
    assert "UP -> DISABLED: the file of --disable is there" in h.log()
    h.stop()
    assert h.finish() == 0


def test_pid_file_is_no_link(where):
    os.symlink(f"{where}/victim", f"{where}/pid")
    h = Health(where, "--ip", "198.51.100.1", "--pid", f"{where}/pid")
    assert h.finish() == 1
    assert not os.path.exists(f"{where}/victim")


def test_exit_status(where):
    for status, said, options in (
            (2, "--ip x: not a prefix", ["--ip", "x"]),
            (2, "--nonsense: no such option", ["--nonsense"]),
            (1, "nothing to announce: no --ip, and lo has no address", []),
            (1, "no such user", ["--ip", "198.51.100.1", "--user", "nil"]),
            (1, "not a MED", ["--ip", "198.51.100.1", "--ip", "198.51.100.2",
                              "--up-metric", "4294967295"]),
            (1, "more than 65536 addresses", ["--ip", "10.0.0.0/8"]),
            (1, "--pid /nonexistent/pid: No such file", [
                "--pid", "/nonexistent/pid", "--ip", "198.51.100.1"])):
        h = Health(where, *options)
        assert h.finish() == status, (options, h.log())
        assert said in h.log(), h.log()
        assert addresses() == []
    h = Health(where, "--ip", "10.0.0.0/8", "--no-ip-setup")
    h.ok(True)
    h.until("announce route 10.0.0.0/8 ")
    h.answer()
    h.stop()
    assert h.finish() == 0


def main():
    if not PROGRAM:
        sys.exit(__doc__)
    failed = passed = 0
    sh("ip link set lo up")
    for name, test in sorted(globals().items()):
        if not name.startswith("test_") or \
                (len(sys.argv) > 2 and sys.argv[2] not in name):
            continue
        where = tempfile.mkdtemp(prefix="hc", dir=os.environ.get("T"))
        os.chmod(where, 0o755)
        try:
            test(where)
            passed += 1
        except Exception:		# also what the program made us raise
            failed += 1
            print(f"not ok: {name}")
            traceback.print_exc(file=sys.stdout)
            with open(f"{where}/stderr", encoding="ascii") as f:
                print("".join("  | " + line for line in f))
            sh("pkill -KILL -x bgp-healthcheck || true")
        sh("ip address flush dev lo scope global")
        shutil.rmtree(where)
    print(f"{passed} passed, {failed} failed, 0 skipped")
    sys.exit(1 if failed else 0)


main()
