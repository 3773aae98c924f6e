"""What a reload of the configuration changes, and what it leaves alone."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, Literal

import docker.errors
import pytest

from integration.client import Client, told
from integration.restarter import Restarter
from integration.testimony import programs
from plimsoll import Shim

CRUN = {"path": "/usr/bin/crun"}
RUNC = {"path": "/usr/sbin/runc"}
X = {"runtimes": {"x": CRUN}}
Y = {"runtimes": {"y": CRUN}}


@dataclasses.dataclass(frozen=True)
class After:
    """What can be created after it, and under what if nobody asks; or how the engine ended instead."""

    accepted: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    default: str = "runc"
    ends: bool = False


@dataclasses.dataclass(frozen=True)
class Reload:
    before: dict[str, Any]
    then: dict[str, Any] | str
    """The new file, or its text."""
    after: After
    in_20_10: After | None = None
    """If it differs. 20.10 replaces all runtimes by those of the file, puts runc back and no other stock name, judges the
    file by itself, and panics when the default is none of them (moby v20.10.24:daemon/reload_unix.go:23)."""
    flags: tuple[str, ...] = ()


KEPT = After(accepted=("x", "runc"), refused=("y",))
ENDS = After(ends=True)

RELOADS: dict[str, Reload] = {
    "a new runtime": Reload({}, X, After(accepted=("x", "runc"))),
    "runtimes are replaced": Reload(X, Y, After(accepted=("y",), refused=("x",))),
    "runtimes are emptied": Reload(X, {"runtimes": {}}, After(accepted=("runc",), refused=("x",))),
    "no word of runtimes": Reload(X, {}, After(accepted=("x",))),
    "the stock shim stays": Reload(
        {}, X, After(accepted=("io.containerd.runc.v2",)), After(accepted=("x",), refused=("io.containerd.runc.v2",))
    ),
    "a new default": Reload(X, {**X, "default-runtime": "x"}, After(accepted=("x",), default="x")),
    "the default back": Reload({**X, "default-runtime": "x"}, {**X, "default-runtime": "runc"}, After(accepted=("x",))),
    "no word of the default": Reload({**X, "default-runtime": "x"}, {}, After(accepted=("x",), default="x")),
    "a default of those there are": Reload(X, {"default-runtime": "x"}, After(accepted=("x",), default="x"), KEPT),
    "a shim as the default": Reload(
        {},
        {"default-runtime": "io.containerd.some.v1"},
        After(default="io.containerd.some.v1"),
        After(accepted=("runc",)),
    ),
    "the default is taken away": Reload(
        {**X, "default-runtime": "x"}, Y, After(accepted=("x",), refused=("y",), default="x"), ENDS
    ),
    "the stock shim is the default": Reload(
        {"default-runtime": "io.containerd.runc.v2"}, X, After(accepted=("x",), default="io.containerd.runc.v2"), ENDS
    ),
    "runtimes are null": Reload(X, {"runtimes": None}, After(accepted=("runc",)), ENDS),
    "those of flags stay": Reload(
        {},
        Y,
        After(accepted=("flagged", "y")),
        After(accepted=("y",), refused=("flagged",)),
        ("--add-runtime=flagged=/usr/bin/crun",),
    ),
    "half a file": Reload(X, '{"runtimes": {"y":', KEPT),
    "a list": Reload(X, {"runtimes": []}, KEPT),
    "a path that is a number": Reload(X, {"runtimes": {"y": {"path": 5}}}, KEPT),
    "a misspelt directive": Reload(X, {**Y, "default_runtime": "y"}, KEPT),
    "the reserved name": Reload(X, {"runtimes": {"y": CRUN, "runc": CRUN}}, KEPT),
    "an unknown default": Reload(X, {**Y, "default-runtime": "nobody"}, KEPT),
    "a path as the default": Reload(X, {**Y, "default-runtime": "/usr/bin/crun"}, KEPT),
    "an entry with nothing": Reload(
        X, {"runtimes": {"y": CRUN, "z": {}}}, KEPT, After(accepted=("y", "z"), refused=("x",))
    ),
    "an entry with too much": Reload(
        X,
        {"runtimes": {"y": CRUN, "z": {**CRUN, "runtimeType": "a.b"}}},
        KEPT,
        After(accepted=("y", "z"), refused=("x",)),
    ),
    "arguments for a shim": Reload(
        X,
        {"runtimes": {"y": CRUN, "z": {"runtimeType": "a.b", "runtimeArgs": ["-v"]}}},
        KEPT,
        After(accepted=("y", "z"), refused=("x",)),
    ),
    "options for a path": Reload(
        X,
        {"runtimes": {"y": CRUN, "z": {**CRUN, "options": {"Root": "/r"}}}},
        KEPT,
        After(accepted=("y", "z"), refused=("x",)),
    ),
}


def logged(engine: Client) -> str:
    """All that the daemon wrote until now."""
    log = engine.stand.engine.log
    assert log is not None
    return log.read_text()


def assert_refused(engine: Client, name: str) -> None:
    with pytest.raises(docker.errors.APIError) as refused:
        engine.create(name)
    assert told(refused.value) == (400, engine.expected.text("runtime.unknown", name=name))


@pytest.mark.parametrize("case", RELOADS)
def test_it_takes_effect_as_a_whole_or_not_at_all(start_with: Restarter, case: str) -> None:
    reload = RELOADS[case]
    engine = start_with(reload.before, reload.flags)
    after = engine.expected.of({"reference": reload.after, "20.10": reload.in_20_10 or reload.after})
    daemon, log = engine.stand.engine, logged(engine)
    seen = daemon.reload(reload.then if isinstance(reload.then, str) else json.dumps(reload.then))
    if after.ends:
        daemon.wait()  # it may have told of the reload before
        assert "\npanic: " in logged(engine).removeprefix(log)
        return
    assert seen.outcome in ("took effect", "refused"), seen
    for name in after.accepted:
        assert engine.runtime_of(engine.create(name).id) == name
    for name in after.refused:
        assert_refused(engine, name)
    assert engine.runtime_of(engine.create().id) == engine.client.info()["DefaultRuntime"] == after.default


@pytest.mark.parametrize("runtime", ["runc", "x"])
class TestWhatRuns:
    """Containers that run through a reload, under a stock runtime and under one that the reload takes away."""

    def test_it_runs_on_and_takes_commands(self, start_with: Restarter, runtime: str) -> None:
        engine = start_with(X)
        container = engine.run(runtime)
        engine.stand.reload(Y)
        container.reload()
        assert container.status == "running"
        assert engine.exec(container.id, ["echo", "in"]) == b"in\n"

    def test_it_can_be_stopped_and_removed(self, start_with: Restarter, runtime: str) -> None:
        engine = start_with(X)
        container = engine.run(runtime)
        engine.stand.reload(Y)
        container.stop()
        assert container.wait()["StatusCode"] == 137
        container.remove()
        assert container.id not in engine.stand.records()

    def test_it_keeps_the_name_it_was_created_with(self, start_with: Restarter, runtime: str) -> None:
        engine = start_with(X)
        container = engine.run(runtime)
        engine.stand.reload({**Y, "default-runtime": "y"})
        assert engine.runtime_of(container.id) == runtime


def test_the_next_start_uses_the_new_path(start_with: Restarter, shim: Shim) -> None:
    engine = start_with({"runtimes": {"x": RUNC}})
    container = engine.run("x", ["true"])
    container.wait()
    engine.stand.reload(X)
    container.start()
    container.wait()
    assert programs(shim, container.id) == ["/usr/sbin/runc", "/usr/bin/crun"]


def test_a_start_of_what_was_taken_away_is_refused_and_changes_nothing(start_with: Restarter) -> None:
    engine = start_with(X)
    container = engine.run("x", ["sh", "-c", "exit 3"])
    container.wait()
    engine.stand.reload(Y)
    with pytest.raises(docker.errors.APIError) as refused:
        container.start()
    assert told(refused.value) == (400, engine.expected.text("runtime.unknown", name="x"))
    container.reload()
    state = container.attrs["State"]
    assert (state["Status"], state["ExitCode"], state["Error"]) == ("exited", 3, "")


def test_a_restart_of_what_was_taken_away_leaves_it_stopped(start_with: Restarter) -> None:
    engine = start_with(X)
    container = engine.run("x", name="taken-away")
    engine.stand.reload(Y)
    with pytest.raises(docker.errors.APIError) as refused:
        engine.client.api.restart("taken-away")
    # The restart looks the name up by itself, and loses the kind of the error (moby v28.5.2:daemon/restart.go).
    gone = engine.expected.text("runtime.gone", name="x")
    assert told(refused.value) == (500, engine.expected.text("restart.failed", name="taken-away", why=gone))
    container.reload()
    assert (container.status, container.attrs["State"]["Error"]) == ("exited", gone)


def test_what_comes_back_can_be_started_again(start_with: Restarter) -> None:
    engine = start_with(X)
    container = engine.create("x")
    engine.stand.reload(Y)
    with pytest.raises(docker.errors.APIError):
        container.start()
    engine.stand.reload(X)
    container.start()
    assert container.wait()["StatusCode"] == 0


def test_info_lists_what_is_there_now(start_with: Restarter) -> None:
    engine = start_with(X)
    engine.stand.reload({"runtimes": {"y": CRUN, "z": RUNC}})
    listed = {name: entry["path"] for name, entry in engine.client.info()["Runtimes"].items()}
    stock = engine.expected.text("info.runtimes.after-a-reload").split()
    assert listed == {**dict.fromkeys(stock, "runc"), "y": "/usr/bin/crun", "z": "/usr/sbin/runc"}


def test_an_event_tells_what_is_in_force(start_with: Restarter) -> None:
    engine = start_with({})
    events = engine.client.events(decode=True, filters={"type": "daemon", "event": "reload"})
    engine.stand.reload({**X, "default-runtime": "x"})
    attributes = next(events)["Actor"]["Attributes"]
    events.close()
    assert attributes["default-runtime"] == "x"
    assert "x:/usr/bin/crun" in attributes["runtimes"].split()
