"""Exit statuses 125, 126 and 127, who gives them, and the words that go with them."""

from __future__ import annotations

import pytest

from integration.cli import Cli, Must, Refused
from integration.expected import Expected
from integration.stand import IMAGE

NEW = ("--network", "none")
NOT_RUN = [  # a program, the words of it, and the status
    ("/no/such", "program.no-file", 127),
    ("no-such", "program.not-on-path", 127),
    ("/etc/passwd", "program.not-executable", 126),
    ("/etc", "program.not-executable", 126),
]


def runcs_words(expected: Expected, why: str, program: str) -> str:
    return expected.text("create.failed.runc", why=expected.text(why, program=program))


@pytest.mark.parametrize(("program", "why", "status"), NOT_RUN)
def test_run_says_why_a_program_was_not(
    refused: Refused, expected: Expected, program: str, why: str, status: int
) -> None:
    words = runcs_words(expected, why, program)
    refused("run", "--rm", *NEW, IMAGE, program, status=status, text="create.failed", why=words)


@pytest.mark.parametrize(("program", "why", "status"), NOT_RUN)
def test_start_ends_with_1_and_the_container_keeps_status_and_words(
    must: Must, refused: Refused, expected: Expected, box: str, program: str, why: str, status: int
) -> None:
    must("create", "--name", box, *NEW, IMAGE, program)
    why = runcs_words(expected, why, program)
    refused("start", box, status=1, text="create.failed", why=why)
    state = must("inspect", "--format", "{{.State.Status}} {{.State.ExitCode}} {{.State.Error}}", box)
    assert state == f"created {status} {expected.text('create.failed', why=why)}\n"
    assert must("ps", "-a", "--filter", f"name={box}", "--format", "{{.Status}}") == "Created\n"


@pytest.mark.parametrize(
    ("program", "status"),
    [("/no/such", "exec.status-127"), ("no-such", "exec.status-127"), ("/etc/passwd", "exec.status-126")],
)
def test_exec_tells_it_on_the_output_and_by_the_status(
    cli: Cli, expected: Expected, running: str, program: str, status: str
) -> None:
    ran = cli("exec", running, program)
    assert ran.returncode == expected.status(status)
    assert ran.stdout.startswith("OCI runtime exec failed: ")
    assert program in ran.stdout


@pytest.mark.parametrize("words", [("run", "--rm", *NEW, IMAGE), ("exec", "running")], ids=["run", "exec"])
@pytest.mark.parametrize(
    ("script", "status"),
    [
        ("exit 125", 125),
        ("exit 126", 126),
        ("exit 127", 127),
        ("/no/such", 127),
        ("/etc/passwd", 126),
        ("exit 300", 44),
    ],
)
def test_a_programs_own_status_is_not_told_from_the_daemons(
    cli: Cli, running: str, words: tuple[str, ...], script: str, status: int
) -> None:
    assert cli(*words, "sh", "-c", f"{script} 2>/dev/null").returncode == status


@pytest.mark.parametrize(("signal", "status"), [("KILL", 137), ("TERM", 143), ("USR1", 138)])
def test_a_signal_is_added_to_128(cli: Cli, running: str, signal: str, status: int) -> None:
    assert cli("exec", running, "sh", "-c", f"kill -{signal} $$").returncode == status


@pytest.mark.parametrize("words", [("kill",), ("kill", "--signal", "9"), ("stop", "--time", "0")], ids=" ".join)
def test_a_container_that_was_killed_ends_with_137(must: Must, box: str, words: tuple[str, ...]) -> None:
    must("run", "-d", "--name", box, *NEW, IMAGE, "sleep", "600")
    must(*words, box)
    assert must("wait", box) == "137\n"
    assert must("inspect", "-f", "{{.State.ExitCode}}", box) == "137\n"


def test_start_attached_ends_as_the_program_does(cli: Cli, must: Must, box: str) -> None:
    must("create", "--name", box, *NEW, IMAGE, "sh", "-c", "echo out; exit 9")
    for _ in range(2):
        started = cli("start", "--attach", box)
        assert (started.returncode, started.stdout) == (9, "out\n")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("run", "--none-such", IMAGE), 125),
        (("run", "--rm", "--restart", "always", IMAGE), 125),
        (("run", "--pid", "none", IMAGE), 125),
        (("run", "NOT-AN-IMAGE"), 125),
        (("run",), 1),
        (("create",), 1),
        (("exec", "running"), 1),
        (("inspect", "--format", "{{", "running"), 64),
        (("none-such",), 1),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_command_line_that_never_gets_to_the_daemon(cli: Cli, words: tuple[str, ...], status: int) -> None:
    assert cli(*words).returncode == status


def test_no_daemon(cli: Cli, refused: Refused) -> None:
    refused(
        "--host",
        "unix:///run/plimsoll-none.sock",
        "ps",
        status=1,
        text="no-daemon",
        host="unix:///run/plimsoll-none.sock",
    )
