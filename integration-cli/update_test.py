"""`docker update` of containers that run and that do not."""

from __future__ import annotations

import pytest

from integration.cli import Cli, Must
from integration.expected import Expected
from integration.stand import IMAGE

CREATE = ("create", "--name", "box", "--network", "none")


@pytest.mark.parametrize(
    ("flags", "member", "value"),
    [
        (("--memory", "64m", "--memory-swap", "64m"), "Memory", "67108864"),
        (("--cpus", "0.5"), "NanoCpus", "500000000"),
        (("--cpu-shares", "7"), "CpuShares", "7"),
        (("--pids-limit", "33"), "PidsLimit", "33"),
        (("--restart", "on-failure:2"), "RestartPolicy", '{"Name":"on-failure","MaximumRetryCount":2}'),
        (("--restart", "unless-stopped"), "RestartPolicy.Name", '"unless-stopped"'),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_it_is_seen_afterwards(must: Must, box: str, flags: tuple[str, ...], member: str, value: str) -> None:
    must(*CREATE, IMAGE, "true")
    assert must("update", *flags, box) == "box\n"
    assert must("inspect", "--format", f"{{{{json .HostConfig.{member}}}}}", box) == value + "\n"


def test_the_limits_of_a_created_container_are_those_it_runs_with(must: Must, box: str) -> None:
    must(*CREATE, IMAGE, "sh", "-c", "cat /sys/fs/cgroup/pids/pids.max /sys/fs/cgroup/pids.max 2>/dev/null || true")
    must("update", "--pids-limit", "33", box)
    assert must("start", "--attach", box) == "33\n"


def test_the_resources_of_a_running_container(cli: Cli, must: Must, expected: Expected, box: str) -> None:
    must("run", "-d", "--name", box, "--network", "none", IMAGE, "sleep", "600")
    ran = cli("update", "--cpu-shares", "7", box)
    assert (ran.returncode, ran.stdout + ran.stderr) == (
        expected.status("update.running.status"),
        expected.text("update.running"),
    )
    assert must("inspect", "-f", "{{.HostConfig.CpuShares}}", box) == expected.text("update.running.shares")


def test_the_restart_policy_of_a_running_container(must: Must, box: str) -> None:
    must("run", "-d", "--name", box, "--network", "none", IMAGE, "sleep", "600")
    must("update", "--restart", "always", box)
    assert must("inspect", "-f", "{{.HostConfig.RestartPolicy.Name}} {{.State.Running}}", box) == "always true\n"


def test_of_several_the_missing_one_is_told_and_the_others_are_done(
    cli: Cli, must: Must, expected: Expected, box: str
) -> None:
    must(*CREATE, IMAGE, "true")
    ran = cli("update", "--cpus", "1", box, "nobody")
    assert (ran.returncode, ran.stdout) == (1, "box\n")
    assert ran.stderr == f"Error response from daemon: {expected.text('missing', name='nobody')}\n"


def test_nothing_to_update_is_told_by_the_client(cli: Cli) -> None:
    ran = cli("update", "nobody")
    assert (ran.returncode, ran.stderr) == (1, "you must provide one or more flags when using this command\n")
