"""What is said no to, word by word, and the exit status of it."""

from __future__ import annotations

from typing import Iterator

import pytest

from integration.cli import Must, Refused
from integration.stand import IMAGE

NEW = ("--network", "none")
RUN = ("run", "--rm", *NEW)
STATES = ("running", "paused", "created", "ended")

# What is typed, the states in which it is refused, and the entry of the table.
BY_STATE = [
    (("exec", "CONTAINER", "true"), ("created", "ended"), "not-running"),
    (("exec", "CONTAINER", "true"), ("paused",), "exec.paused"),
    (("pause", "CONTAINER"), ("created", "ended"), "not-running"),
    (("pause", "CONTAINER"), ("paused",), "pause.paused"),
    (("unpause", "CONTAINER"), ("running", "created", "ended"), "unpause.not-paused"),
    (("kill", "CONTAINER"), ("created", "ended"), "kill.not-running"),
    (("kill", "--signal", "NOSUCH", "CONTAINER"), ("running",), "kill.no-signal"),
    (("attach", "CONTAINER"), ("created", "ended"), "attach.stopped"),
    (("attach", "CONTAINER"), ("paused",), "attach.paused"),
    (("start", "CONTAINER"), ("paused",), "start.paused"),
    (("rm", "CONTAINER"), ("running",), "rm.running"),
    (("rm", "CONTAINER"), ("paused",), "rm.paused"),
    (("create", "--name", "CONTAINER", *NEW, IMAGE), STATES, "name.taken"),
    (("rename", "CONTAINER", "CONTAINER"), ("running", "ended"), "rename.same"),
    (("update", "--restart", "sometimes", "CONTAINER"), ("created", "running"), "restart.unknown"),
]


@pytest.fixture(scope="module")
def container(request: pytest.FixtureRequest, must: Must) -> Iterator[str]:
    """One in the state that is asked for."""
    name = f"is-{request.param}"
    must("create", "--name", name, *NEW, IMAGE, *(["true"] if request.param == "ended" else ["sleep", "6000"]))
    if request.param == "ended":
        must("start", "--attach", name)
    if request.param in ("running", "paused"):
        must("start", name)
    if request.param == "paused":
        must("pause", name)
    yield name
    must("rm", "-f", name)


@pytest.mark.parametrize(
    ("container", "words", "text"),
    [
        pytest.param(state, words, text, id=f"{' '.join(words[:-1])}-{state}")
        for state in STATES
        for words, states, text in BY_STATE
        if state in states
    ],
    indirect=["container"],
)
def test_a_container_in_the_wrong_state(
    refused: Refused, must: Must, container: str, words: tuple[str, ...], text: str
) -> None:
    identity = must("inspect", "--format", "{{.Id}}", container).strip()
    typed = [container if word == "CONTAINER" else word for word in words]
    refused(*typed, status=1, text=text, id=identity, name=container, policy="sometimes")


def test_a_new_name_that_is_none(refused: Refused, running: str) -> None:
    refused("rename", running, "no/name", status=1, text="name.bad-anew", name="no/name")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("start",), "missing"),
        (("stop",), "missing"),
        (("restart",), "missing"),
        (("wait",), "missing"),
        (("pause",), "missing"),
        (("unpause",), "missing"),
        (("kill",), "kill.missing"),
        (("rm",), "missing"),
        (("logs",), "missing"),
        (("attach",), "missing"),
        (("inspect",), "inspect.missing"),
        (("update", "--cpus", "1"), "missing"),
        (("port",), "missing"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_container_that_does_not_exist(refused: Refused, words: tuple[str, ...], text: str) -> None:
    refused(*words, "nobody", status=1, text=text, name="nobody")


def test_a_program_in_a_container_that_does_not_exist(refused: Refused) -> None:
    refused("exec", "nobody", "true", status=1, text="missing", name="nobody")


@pytest.mark.parametrize(
    ("flags", "text", "names"),
    [
        (("--runtime", "nobody"), "runtime.unknown", {"name": "nobody"}),
        (("--name", "no/name"), "name.bad", {"name": "no/name"}),
        (("-v", "no/path:/x"), "volume.bad-name", {"name": "no/path"}),
        (("-v", "/tmp:relative"), "volume.relative", {}),
        (("--mount", "type=bind,src=/plimsoll/none,dst=/x"), "mount.missing", {"path": "/plimsoll/none"}),
        (("--cap-add", "NONE_SUCH"), "capability.unknown", {"name": "CAP_NONE_SUCH"}),
        (("--user", "nobody-here"), "user.unknown", {"name": "nobody-here"}),
        (("--memory", "1k"), "memory.too-little", {}),
        (("--log-driver", "nobody"), "log-driver.unknown", {"name": "nobody"}),
        (("--ipc", "nobody"), "ipc.unknown", {"name": "nobody"}),
        (("--security-opt", "nobody=1"), "security-option.unknown", {"name": "nobody=1"}),
    ],
    ids=lambda value: " ".join(value)[:30] if isinstance(value, tuple) else "",
)
def test_a_flag_that_asks_for_what_there_is_not(
    refused: Refused, flags: tuple[str, ...], text: str, names: dict[str, str]
) -> None:
    refused(*RUN, *flags, IMAGE, "true", status=125, text=text, **names)


def test_a_restart_policy_that_there_is_not(refused: Refused) -> None:
    refused(
        "run", *NEW, "--restart", "sometimes", IMAGE, "true", status=125, text="restart.unknown", policy="sometimes"
    )


def test_a_device_that_there_is_not_is_taken_for_a_missing_program(refused: Refused) -> None:
    refused(*RUN, "--device", "/dev/none", IMAGE, "true", status=127, text="device.missing", path="/dev/none")


def test_an_image_that_there_is_not(refused: Refused) -> None:
    refused(*RUN, "--pull", "never", "nobody:1", status=125, text="image.missing", name="nobody:1")


@pytest.mark.parametrize(
    "words", [("rmi", "nobody:1"), ("tag", "nobody:1", "other:1"), ("image", "inspect", "nobody:1")], ids=" ".join
)
def test_an_image_that_there_is_not_elsewhere(refused: Refused, words: tuple[str, ...]) -> None:
    refused(*words, status=1, text="image.missing", name="nobody:1")


@pytest.mark.parametrize("given", ["none=1", "status=none"])
def test_a_filter_that_there_is_not(refused: Refused, given: str) -> None:
    refused("ps", "--filter", given, status=1, text="filter.unknown", given=given.removesuffix("=1"))
