"""`docker logs`: both streams, how much of them, and since when."""

from __future__ import annotations

import re
from typing import Iterator

import pytest

from integration.cli import Cli, Must
from integration.stand import IMAGE


@pytest.fixture(scope="module")
def talker(must: Must) -> Iterator[str]:
    """Has said three lines on its output and one on its error output, and ended."""
    must(
        "run",
        "--name",
        "talker",
        "--network",
        "none",
        IMAGE,
        "sh",
        "-c",
        "echo one; echo two; echo three; echo oops >&2",
    )
    yield "talker"
    must("rm", "-f", "talker")


def test_the_streams_stay_apart(cli: Cli, talker: str) -> None:
    ran = cli("logs", talker)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "one\ntwo\nthree\n", "oops\n")


@pytest.mark.parametrize(("count", "lines"), [("0", 0), ("1", 1), ("3", 3), ("4", 4), ("99", 4), ("all", 4), ("-1", 4)])
def test_the_last_lines_of_both_together(cli: Cli, talker: str, count: str, lines: int) -> None:
    ran = cli("logs", "--tail", count, talker)
    assert len((ran.stdout + ran.stderr).splitlines()) == lines


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--since", "2001-01-01"), True),
        (("--since", "2100-01-01"), False),
        (("--until", "2001-01-01"), False),
        (("--until", "2100-01-01"), True),
        (("--since", "1h"), True),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_span_of_time(must: Must, talker: str, flags: tuple[str, ...], said: bool) -> None:
    assert must("logs", *flags, talker) == ("one\ntwo\nthree\n" if said else "")


def test_each_line_has_its_time(must: Must, talker: str) -> None:
    lines = must("logs", "--timestamps", talker).splitlines()
    times = [line.split(" ", 1)[0] for line in lines]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z", time) for time in times)
    assert times == sorted(times)
    assert [line.split(" ", 1)[1] for line in lines] == ["one", "two", "three"]


def test_who_follows_what_has_ended_comes_to_an_end(must: Must, talker: str) -> None:
    assert must("logs", "--follow", talker) == "one\ntwo\nthree\n"


def test_a_container_without_a_log_has_none(cli: Cli, must: Must, box: str) -> None:
    assert must("run", "--name", box, "--network", "none", "--log-driver", "none", IMAGE, "echo", "said") == "said\n"
    ran = cli("logs", box)
    assert (ran.returncode, "configured logging driver does not support reading" in ran.stderr) == (1, True)


def test_a_second_start_is_in_the_same_log(must: Must, box: str) -> None:
    must("create", "--name", box, "--network", "none", IMAGE, "echo", "again")
    for _ in range(2):
        must("start", "--attach", box)
    assert must("logs", box) == "again\nagain\n"


def test_what_was_said_before_a_failure_is_kept(cli: Cli, must: Must, box: str) -> None:
    assert (
        cli(
            "run", "--name", box, "--network", "none", IMAGE, "sh", "-c", "echo last words; kill -9 $$; exit 3"
        ).returncode
        != 0
    )
    assert must("logs", box) == "last words\n"
