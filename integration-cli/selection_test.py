"""Runtime selection as a user of the docker command line meets it."""

from __future__ import annotations

import os
import subprocess

import pytest

from conftest import IMAGE, Stand

DOCKER = "/usr/bin/docker"  # Debian's, whatever else is on PATH


@pytest.fixture(scope="module")
def cli(stand: Stand, tmp_path_factory):
    """Runs `docker ARGUMENTS` against the stand's engine."""
    environment = os.environ | {
        "DOCKER_HOST": stand.docker_host,
        "DOCKER_CONFIG": str(tmp_path_factory.mktemp("docker")),
    }

    def run(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [DOCKER, *arguments], env=environment, input=stdin, capture_output=True, text=True, timeout=60
        )

    return run


@pytest.mark.parametrize("runtime", ["runc", "crun", "io.containerd.runc.v2", "nested/name", "io.containerd.kata.v2"])
def test_run_with_a_runtime_that_can_be_reached(cli, runtime):
    ran = cli("run", "--rm", "--network", "none", "--runtime", runtime, IMAGE, "echo", "hello")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "hello\n", "")


@pytest.mark.parametrize("runtime", ["/bin/true", "./io.containerd.runc.v2", "a/b.c", "nodot", ".leading.dot"])
def test_run_is_refused_for_a_name_that_is_no_shim_on_the_path(cli, runtime):
    ran = cli("run", "--rm", "--network", "none", "--runtime", runtime, IMAGE, "true")
    assert ran.returncode == 125
    assert f"Error response from daemon: unknown or invalid runtime name: {runtime}" in ran.stderr
    assert cli("ps", "-aq").stdout == ""


def test_run_names_the_shim_that_is_missing(cli):
    ran = cli("run", "--rm", "--network", "none", "--runtime", "io.containerd.absent.v1", IMAGE, "true")
    assert ran.returncode == 125
    assert 'binary not installed "containerd-shim-absent-v1"' in ran.stderr
    assert cli("ps", "-aq").stdout == ""


def test_the_exit_status_of_the_program_is_the_status_of_run(cli):
    assert cli("run", "--rm", "--network", "none", IMAGE, "sh", "-c", "exit 42").returncode == 42


def test_standard_input_reaches_the_program(cli):
    assert cli("run", "--rm", "-i", "--network", "none", IMAGE, "cat", stdin="typed\n").stdout == "typed\n"


def test_a_container_can_be_followed_through_its_life(cli):
    created = cli("create", "--name", "life", "--network", "none", IMAGE, "sh", "-c", "echo up; exec sleep 600")
    assert created.returncode == 0, created.stderr
    try:
        assert cli("start", "life").stdout == "life\n"
        assert cli("exec", "life", "cat", "/proc/1/comm").stdout == "sleep\n"
        assert cli("logs", "life").stdout == "up\n"
        assert cli("inspect", "-f", "{{.State.Running}} {{.HostConfig.Runtime}}", "life").stdout == "true runc\n"
        assert cli("kill", "life").returncode == 0
        assert cli("wait", "life").stdout == "137\n"
    finally:
        assert cli("rm", "-f", "life").returncode == 0


def test_info_names_the_runtimes(cli):
    info = cli("info")
    assert "Default Runtime: runc" in info.stdout
    (line,) = [line for line in info.stdout.splitlines() if line.strip().startswith("Runtimes:")]
    assert set(line.split(":", 1)[1].split()) == {"runc", "io.containerd.runc.v2", "crun", "nested/name"}
