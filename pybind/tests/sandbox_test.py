"""A place for daemons, from Python."""

from __future__ import annotations

import os

from plimsoll import Sandbox


def test_a_command_is_run_to_its_end_with_what_it_wrote(box: Sandbox) -> None:
    ran = box.run(["sh", "-c", "echo out; echo error >&2; exit 3"])
    assert (ran.code, ran.signal, ran.success, ran.output) == (3, 0, False, "out\nerror\n")


def test_a_command_that_is_killed_tells_the_signal(box: Sandbox) -> None:
    ran = box.run(["sh", "-c", "kill -KILL $$"])
    assert (ran.code, ran.signal, ran.success) == (0, 9, False)


def test_the_environment_is_all_that_was_given(box: Sandbox) -> None:
    assert box.run(["/usr/bin/env"], environment={"ONE": "1"}).output == "ONE=1\n"


def test_processes_inside_are_those_of_the_sandbox(box: Sandbox) -> None:
    assert box.run(["/bin/busybox", "cat", "/proc/1/comm"]).output == "plimsoll-init\n"


def test_sigpipe_is_not_ignored_as_python_does(box: Sandbox) -> None:
    ignored = box.run(["grep", "SigIgn", "/proc/self/status"]).output.split()[1]
    assert int(ignored, 16) & 1 << (13 - 1) == 0


def test_what_is_written_inside_does_not_reach_the_host(box: Sandbox) -> None:
    assert box.run(["touch", "/etc/plimsoll-was-here"]).success
    assert box.from_outside("/etc/plimsoll-was-here").exists()
    assert not os.path.exists("/etc/plimsoll-was-here")


def test_a_directory_can_be_emptied_with_a_tmpfs() -> None:
    with Sandbox(tmpfs=["/home"]) as box:
        assert box.run(["ls", "/home"]).output == ""
        assert box.run(["grep", " /home tmpfs", "/proc/mounts"]).success


def test_a_process_works_where_it_is_told_to(box: Sandbox) -> None:
    log = box.directory / "pwd.log"
    assert box.spawn(["pwd"], directory="/usr/bin", log=log).wait().success
    assert log.read_text() == "/usr/bin\n"
