"""Runtime selection as a user of the docker command line meets it."""

from __future__ import annotations

import pytest

from integration.stand import IMAGE

REACHABLE = ["runc", "crun", "io.containerd.runc.v2", "nested/name", "io.containerd.kata.v2"]


@pytest.mark.parametrize("runtime", REACHABLE)
def test_run_with_a_runtime_that_can_be_reached(cli, runtime):
    ran = cli("run", "--rm", "--network", "none", "--runtime", runtime, IMAGE, "echo", "hello")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "hello\n", "")


@pytest.mark.parametrize("runtime", ["/bin/true", "./io.containerd.runc.v2", "a/b.c", "nodot", ".leading.dot"])
def test_run_is_refused_for_a_name_that_is_no_shim_on_the_path(cli, stand, runtime):
    ran = cli("run", "--rm", "--network", "none", "--runtime", runtime, IMAGE, "true")
    assert ran.returncode == 125
    assert f"Error response from daemon: unknown or invalid runtime name: {runtime}" in ran.stderr
    assert cli("ps", "-aq").stdout == ""
    assert stand.containerd_records() == {}


def test_run_names_the_shim_that_is_missing(cli, stand):
    ran = cli("run", "--rm", "--network", "none", "--runtime", "io.containerd.absent.v1", IMAGE, "true")
    assert ran.returncode == 125
    assert 'binary not installed "containerd-shim-absent-v1"' in ran.stderr
    assert cli("ps", "-aq").stdout == ""
    assert stand.containerd_records() == {}


def test_a_shim_can_be_installed_while_the_engine_runs(cli, stand):
    created = cli("create", "--name", "patient", "--runtime", "org.example.late.v3", "--network", "none", IMAGE, "true")
    assert created.returncode == 0, created.stderr
    try:
        assert "containerd-shim-late-v3" in cli("start", "patient").stderr
        stand.install_shim("org.example.late.v3")
        assert cli("start", "-a", "patient").returncode == 0
    finally:
        cli("rm", "-f", "patient")


def test_the_name_reaches_containerd_to_the_byte_and_the_shim_of_that_name_runs_it(cli, stand):
    stand.install_shim("io.containerd.invented.v7")
    created = cli("run", "-d", "--name", "there", "--runtime", "io.containerd.invented.v7", "--network", "none", IMAGE, "sleep", "60")
    assert created.returncode == 0, created.stderr
    try:
        (record,) = stand.containerd_records().values()
        assert record["Runtime"] == {"Name": "io.containerd.invented.v7", "Options": None}
        assert stand.runs("containerd-shim-invented-v7")
        assert cli("inspect", "-f", "{{.HostConfig.Runtime}}", "there").stdout == "io.containerd.invented.v7\n"
    finally:
        cli("rm", "-f", "there")
    assert stand.containerd_records() == {}


def test_info_names_the_runtimes(cli):
    info = cli("info")
    assert "Default Runtime: runc" in info.stdout
    (line,) = [line for line in info.stdout.splitlines() if line.strip().startswith("Runtimes:")]
    assert set(line.split(":", 1)[1].split()) == {"runc", "io.containerd.runc.v2", "crun", "nested/name"}
