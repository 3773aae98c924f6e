"""What `ps`, `inspect` and `version` show, in the formats that scripts ask for."""

from __future__ import annotations

import json
import re

import pytest

from integration.cli import Cli, Must
from integration.expected import Expected
from integration.stand import IMAGE

CREATE = ("create", "--name", "box", "--network", "none")
NEVER = "0001-01-01T00:00:00Z"


def test_ps_lists_what_runs_and_with_all_the_rest(must: Must, running: str, box: str) -> None:
    must(*CREATE, IMAGE, "true")
    assert must("ps", "--format", "{{.Names}}", "--filter", "name=running") == "running\n"
    assert must("ps", "--format", "{{.Names}}", "--filter", "name=box") == ""
    assert must("ps", "--all", "--format", "{{.Names}}", "--filter", "name=box") == "box\n"


@pytest.mark.parametrize(
    ("given", "is_there"),
    [
        ("name=box", True),
        ("name=bo", True),
        ("name=^/box$", True),
        ("name=boxes", False),
        ("status=created", True),
        ("status=running", False),
        ("label=of", True),
        ("label=of=a test", True),
        ("label=of=another", False),
        ("label=none", False),
        (f"ancestor={IMAGE}", True),
        ("id=0123456789ab", False),
    ],
)
def test_ps_filters(must: Must, box: str, given: str, is_there: bool) -> None:
    must(*CREATE, "--label", "of=a test", IMAGE, "true")
    listed = must("ps", "--all", "--format", "{{.Names}}", "--filter", given).split()
    assert (box in listed) == is_there


def test_ps_filters_by_several_at_once(must: Must, box: str) -> None:
    must(*CREATE, "--label", "a=1", "--label", "b=2", IMAGE, "true")
    both = ("ps", "--all", "--quiet", "--filter", "label=a=1", "--filter")
    assert must(*both, "label=b=2") != ""
    assert must(*both, "label=b=3") == ""


def test_ps_shows_ids_in_short_or_whole(must: Must, box: str) -> None:
    identity = must(*CREATE, IMAGE, "true").strip()
    assert re.fullmatch("[0-9a-f]{64}", identity)
    only = ("ps", "--all", "--quiet", "--filter", f"name={box}")
    assert must(*only) == identity[:12] + "\n"
    assert must(*only, "--no-trunc") == identity + "\n"
    assert must("inspect", "--format", "{{.Name}}", identity[:12]) == "/box\n"


def test_ps_as_json_has_what_the_columns_have(must: Must, running: str) -> None:
    row = json.loads(must("ps", "--format", "{{json .}}", "--filter", f"name={running}"))
    assert (row["Image"], row["Names"], row["State"], row["Networks"]) == (IMAGE, running, "running", "none")
    assert row["Status"].startswith("Up ")


@pytest.mark.parametrize(
    ("command", "status", "listed"),
    [(("true",), 0, "Exited (0)"), (("sh", "-c", "exit 42"), 42, "Exited (42)")],
    ids=["true", "exit 42"],
)
def test_ps_tells_how_it_ended(
    cli: Cli, must: Must, box: str, command: tuple[str, ...], status: int, listed: str
) -> None:
    assert cli("run", "--name", box, "--network", "none", IMAGE, *command).returncode == status
    assert must("ps", "--latest", "--format", "{{.Status}}").startswith(listed)
    assert (
        must("ps", "--all", "--filter", f"exited={status}", "--filter", "name=box", "--format", "{{.Names}}") == "box\n"
    )


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("{{.State.Status}} {{.State.Running}} {{.State.Paused}} {{.State.Pid}}", "created false false 0"),
        ("{{.State.StartedAt}} {{.State.FinishedAt}}", f"{NEVER} {NEVER}"),
        ("{{.Path}} {{json .Args}}", 'echo ["a","b c"]'),
        ("{{.Config.Image}} {{json .Config.Cmd}}", f'{IMAGE} ["echo","a","b c"]'),
        ('{{index .Config.Labels "of"}}', "a test"),
        ("{{range .Config.Env}}{{println .}}{{end}}", "A=B\nPATH=/bin\n"),
        ("{{.HostConfig.NetworkMode}} {{.HostConfig.AutoRemove}} {{.HostConfig.Privileged}}", "none false false"),
        ("{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.RestartPolicy.MaximumRetryCount}}", "on-failure 3"),
        ("{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}}", "67108864 500000000"),
        ("{{.RestartCount}} {{.Platform}}", "0 linux"),
    ],
)
def test_inspect_gives_back_what_was_asked_for(must: Must, box: str, form: str, shown: str) -> None:
    flags = ["--label", "of=a test", "--env", "A=B", "--restart", "on-failure:3", "--memory", "64m", "--cpus", "0.5"]
    must(*CREATE, *flags, IMAGE, "echo", "a", "b c")
    assert must("inspect", "--format", form, box) == shown + "\n"


def test_inspect_looks_at_several_and_tells_the_missing_one(cli: Cli, running: str) -> None:
    ran = cli("inspect", "--format", "{{.Name}}", running, "nobody")
    assert (ran.returncode, ran.stdout.strip(), ran.stderr) == (1, "/running", "Error: No such object: nobody\n")


def test_inspect_tells_a_member_that_there_is_not(cli: Cli, running: str) -> None:
    ran = cli("inspect", "--format", "{{.None}}", running)
    assert (ran.returncode, ran.stderr.startswith("template parsing error")) == (1, True)


def test_version_speaks_an_api_that_the_client_knows(must: Must, expected: Expected) -> None:
    assert (
        must("version", "--format", "{{.Server.APIVersion}} {{.Client.APIVersion}}")
        == expected.text("version.api") + "\n"
    )
    assert must("version", "--format", "{{.Server.Os}}") == "linux\n"


def test_networks_are_those_that_there_are_without_a_bridge(must: Must) -> None:
    assert sorted(must("network", "ls", "--format", "{{.Name}}").split()) == ["host", "none"]
