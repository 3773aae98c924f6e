"""A container's life on the docker command line."""

from __future__ import annotations

import pytest

from integration.busybox import busybox_tar, docker_archive
from integration.cli import Cli
from integration.deviation import NOT_PASSED_ON
from integration.expected import Expected
from integration.stand import IMAGE, Stand

RUN = ("run", "--rm", "--network", "none")
RUNTIMES = ["runc", "crun", pytest.param("io.containerd.kata.v2", marks=NOT_PASSED_ON)]


@pytest.mark.parametrize("runtime", RUNTIMES)
@pytest.mark.parametrize("status", [0, 1, 42, 255])
def test_the_programs_exit_status_is_that_of_run(cli: Cli, runtime: str, status: int) -> None:
    ran = cli(*RUN, "--runtime", runtime, IMAGE, "sh", "-c", f"exit {status}")
    assert (ran.returncode, ran.stderr) == (status, ""), ran.stderr


@pytest.mark.parametrize(
    ("program", "status"),
    [("/no/such", 127), ("no-such-program", 127), ("/etc/passwd", 126), ("/etc", 126)],
)
def test_a_program_that_cannot_be_run_is_told_by_the_status(cli: Cli, program: str, status: int) -> None:
    assert cli(*RUN, IMAGE, program).returncode == status


# Judged by the client and by its own words for the reasons, which crun 1.8 spells otherwise; with dockerd it is the same.
def test_with_crun_a_program_that_is_missing_is_an_error_of_the_daemon(cli: Cli, expected: Expected) -> None:
    ran = cli(*RUN, "--runtime", "crun", IMAGE, "/no/such")
    assert ran.returncode == 125
    assert expected.text("program.not-on-path.crun", program="/no/such") in ran.stderr


@pytest.mark.parametrize(
    ("flags", "command", "output"),
    [
        (["-e", "A=b"], "echo $A", "b\n"),
        (["-w", "/made/for/it"], "pwd", "/made/for/it\n"),
        (["-u", "nobody"], "id -u", "65534\n"),
        (["-u", "1000:1001"], "echo $(id -u) $(id -g)", "1000 1001\n"),
        (["--hostname", "h"], "hostname", "h\n"),
        (["--tmpfs", "/t"], "grep -c ' /t tmpfs ' /proc/mounts", "1\n"),
        (["--read-only"], "touch /x 2>/dev/null || echo no", "no\n"),
        (["--pids-limit", "64"], "cat /sys/fs/cgroup/pids/pids.max /sys/fs/cgroup/pids.max 2>/dev/null", "64\n"),
        ([], "grep Seccomp: /proc/self/status | cut -f2", "2\n"),
        ([], "grep CapEff /proc/self/status | cut -f2", "00000000a80425fb\n"),
        ([], "grep NoNewPrivs /proc/self/status | cut -f2", "0\n"),
        (["--security-opt", "no-new-privileges"], "grep NoNewPrivs /proc/self/status | cut -f2", "1\n"),
        (["--cap-drop", "ALL"], "grep CapEff /proc/self/status | cut -f2", "0000000000000000\n"),
    ],
    ids=lambda value: str(value)[:40],
)
@pytest.mark.parametrize("runtime", ["runc", "crun"])
def test_a_flag_does_what_it_says(cli: Cli, runtime: str, flags: list[str], command: str, output: str) -> None:
    ran = cli(*RUN, "--runtime", runtime, *flags, IMAGE, "sh", "-c", command)
    assert (ran.stdout, ran.stderr) == (output, "")


def test_an_entrypoint_takes_the_place_of_the_command(cli: Cli) -> None:
    assert cli(*RUN, "--entrypoint", "echo", IMAGE, "a", "b").stdout == "a b\n"


@pytest.mark.parametrize("network", ["none", "host"])
def test_a_network_is_the_containers_own_or_the_hosts(cli: Cli, network: str) -> None:
    ran = cli("run", "--rm", "--network", network, IMAGE, "busybox", "readlink", "/proc/self/ns/net")
    own = cli("run", "--rm", "--network", "host", IMAGE, "busybox", "readlink", "/proc/self/ns/net")
    assert (ran.stdout == own.stdout) == (network == "host")


def test_a_directory_of_the_host_is_shared(cli: Cli, stand: Stand) -> None:
    shared = stand.sandbox.directory / "shared"
    shared.mkdir()
    (shared / "in").write_text("from outside\n")
    ran = cli(*RUN, "-v", f"{shared}:/s", IMAGE, "sh", "-c", "cat /s/in; echo from inside > /s/out")
    assert (ran.stdout, (shared / "out").read_text()) == ("from outside\n", "from inside\n")
    assert "Read-only" in cli(*RUN, "-v", f"{shared}:/s:ro", IMAGE, "touch", "/s/x").stderr


def test_standard_input_reaches_the_program_whole(cli: Cli) -> None:
    many = b"x" * (5 << 20)
    assert cli(*RUN, "-i", IMAGE, "wc", "-c", stdin=many).stdout == f"{len(many)}\n"


def test_output_arrives_whole(cli: Cli) -> None:
    assert len(cli(*RUN, IMAGE, "head", "-c", str(5 << 20), "/dev/zero").stdout) == 5 << 20


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_a_container_can_be_followed_through_its_life(cli: Cli, runtime: str) -> None:
    words = ("create", "--name", "life", "--runtime", runtime, "--network", "none", IMAGE)
    created = cli(*words, "sh", "-c", "echo up; exec sleep 600")
    assert created.returncode == 0, created.stderr
    try:
        assert cli("start", "life").stdout == "life\n"
        assert cli("exec", "life", "cat", "/proc/1/comm").stdout == "sleep\n"
        assert cli("exec", "life", "sh", "-c", "exit 5").returncode == 5
        assert cli("exec", "-i", "life", "cat", stdin="typed\n").stdout == "typed\n"
        assert cli("logs", "life").stdout == "up\n"
        assert cli("inspect", "-f", "{{.State.Running}} {{.HostConfig.Runtime}}", "life").stdout == f"true {runtime}\n"
        assert cli("pause", "life").returncode == 0
        assert cli("ps", "--filter", "name=life", "--format", "{{.Status}}").stdout.endswith("(Paused)\n")
        assert cli("unpause", "life").returncode == 0
        assert "stop the container before " in cli("rm", "life").stderr.lower()
        assert cli("kill", "life").returncode == 0
        assert cli("wait", "life").stdout == "137\n"
        assert cli("exec", "life", "true").returncode == 1
        assert cli("start", "life").stdout == "life\n"
        assert cli("stop", "-t", "0", "life").returncode == 0
        assert cli("ps", "-a", "--filter", "name=life", "--format", "{{.Status}}").stdout.startswith("Exited (137)")
    finally:
        assert cli("rm", "-f", "life").returncode == 0


def test_logs_are_followed_to_the_end(cli: Cli, expected: Expected) -> None:
    words = ("run", "-d", "--name", "talker", "--network", "none", IMAGE)
    assert cli(*words, "sh", "-c", "for i in 1 2 3; do echo $i; sleep 0.1; done; printf unended").returncode == 0
    try:
        whole = "1\n2\n3\nunended"
        may_be_lost = expected.text("logs.lost-at-the-end")  # most times, where it is not empty
        assert cli("logs", "-f", "talker").stdout in (whole, whole.removesuffix(may_be_lost))
        assert cli("logs", "--tail", "1", "talker").stdout == "unended"
    finally:
        cli("rm", "-f", "talker")


def test_a_saved_image_is_loaded(cli: Cli) -> None:
    loaded = cli("load", stdin=docker_archive("saved:1"))
    assert (loaded.returncode, loaded.stdout) == (0, "Loaded image: saved:1\n"), loaded.stderr
    try:
        assert cli(*RUN, "saved:1", "echo", "hello").stdout == "hello\n"
        assert cli("images", "-q", "saved:1").stdout == cli("images", "-q", "saved").stdout != ""
    finally:
        assert cli("rmi", "saved:1").returncode == 0


def test_a_root_file_system_is_imported_with_changes(cli: Cli) -> None:
    changes = ("--change", "ENV A=b", "--change", 'CMD ["sh", "-c", "echo $A"]')
    imported = cli("import", *changes, "-", "imported:1", stdin=busybox_tar())
    assert imported.returncode == 0, imported.stderr
    try:
        assert cli(*RUN, "--env", "PATH=/bin", "imported:1").stdout == "b\n"
    finally:
        assert cli("rmi", "imported:1").returncode == 0


def test_images_come_in_are_listed_and_go(cli: Cli) -> None:
    assert cli("load", stdin=docker_archive("own:1")).returncode == 0
    assert cli("tag", "own:1", "other:1").returncode == 0
    assert "other" in cli("images").stdout
    assert "Untagged: other:1" in cli("rmi", "other:1").stdout
    assert "No such image" in cli("rmi", "other:1").stderr
    assert "Deleted: sha256:" in cli("rmi", "own:1").stdout
    assert cli("inspect", "-f", "{{.Config.Cmd}} {{.Config.Env}}", IMAGE).stdout == "[sh] [PATH=/bin]\n"
