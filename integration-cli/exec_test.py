"""`docker exec` in a container that runs."""

from __future__ import annotations

import pytest
from integration.cli import Cli, Must


@pytest.mark.parametrize(
    ("flags", "script", "output"),
    [
        ((), "echo $PATH", "/bin\n"),
        (("--env", "A=B"), "echo $A", "B\n"),
        (("--env", "PATH=/bin:/x"), "echo $PATH", "/bin:/x\n"),
        (("--workdir", "/etc"), "pwd", "/etc\n"),
        (("--user", "12:13"), "echo $(id -u) $(id -g)", "12 13\n"),
        (("--user", "nobody"), "id -u", "65534\n"),
        ((), "cat /proc/1/comm", "sleep\n"),
        ((), "grep CapEff /proc/self/status | cut -f2", "00000000a80425fb\n"),
        ((), "grep Seccomp: /proc/self/status | cut -f2", "2\n"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_flag_does_what_it_says(cli: Cli, running: str, flags: tuple[str, ...], script: str, output: str) -> None:
    ran = cli("exec", *flags, running, "sh", "-c", script)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, output, "")


def test_the_streams_stay_apart_and_the_status_arrives(cli: Cli, running: str) -> None:
    ran = cli("exec", running, "sh", "-c", "echo out; echo err >&2; exit 3")
    assert (ran.returncode, ran.stdout, ran.stderr) == (3, "out\n", "err\n")


def test_input_reaches_the_program_only_when_asked_for(must: Must, running: str) -> None:
    assert must("exec", "--interactive", running, "cat", stdin="typed\n") == "typed\n"
    assert must("exec", running, "cat", stdin="typed\n") == ""


def test_much_input_arrives_whole(must: Must, running: str) -> None:
    many = b"x" * (3 << 20)
    assert must("exec", "-i", running, "wc", "-c", stdin=many) == f"{len(many)}\n"


def test_detached_it_says_nothing_and_succeeds(must: Must, running: str) -> None:
    assert must("exec", "--detach", running, "sh", "-c", "echo unheard; exit 3") == ""


def test_it_leaves_no_trace_in_the_log(must: Must, running: str) -> None:
    must("exec", running, "echo", "not logged")
    assert must("logs", running) == "up\n"


def test_a_terminal_needs_one_at_the_client(cli: Cli, running: str) -> None:
    ran = cli("exec", "--interactive", "--tty", running, "sh", stdin="")
    assert (ran.returncode, ran.stderr) == (1, "the input device is not a TTY\n")
