"""Many requests at once: each gets its own answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Callable, Iterable, TypeVar

import docker.errors
import pytest

from integration.engine import Engine
from integration.generations import says
from integration.restarter import Restarter
from integration.testimony import Testimony

T = TypeVar("T")
Item = TypeVar("Item")
THREADS = 8
CRUN = {"path": "/usr/bin/crun"}


def at_once(do: Callable[[Item], T], items: Iterable[Item]) -> list[T]:
    """What each of them came to, in the order of the items."""
    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(do, items))


def outcome(engine: Engine, runtime: str, name: str | None = None) -> tuple[int, str]:
    """The status, and what the container or the error tells."""
    try:
        return 201, engine.runtime_of(engine.create(runtime, name=name).id)
    except docker.errors.APIError as error:
        return error.status_code, error.explanation


def test_each_gets_the_runtime_it_asked_for(engine: Engine) -> None:
    asked = ["runc", "crun", "io.containerd.runc.v2", "nested/name"] * 8
    assert at_once(lambda name: outcome(engine, name), asked) == [(201, name) for name in asked]


def test_each_refusal_names_what_was_asked_for(engine: Engine) -> None:
    asked = [name for number in range(24) for name in (f"refused-{number}", "crun", f"/path/{number}.v1")]
    expected = [(201, name) if name == "crun" else says("refused", engine.generation, name=name) for name in asked]
    before = engine.ids()
    assert at_once(lambda name: outcome(engine, name), asked) == expected
    assert len(engine.ids() - before) == asked.count("crun")


def test_one_of_many_gets_a_name(engine: Engine) -> None:
    statuses = [
        status for status, _ in at_once(lambda runtime: outcome(engine, runtime, "wanted-by-all"), ["runc", "crun"] * 8)
    ]
    assert sorted(statuses) == [201] + [409] * 15
    assert len(engine.client.containers.list(all=True, filters={"name": "wanted-by-all"})) == 1


@pytest.mark.parametrize("runtimes", [["runc"], ["crun"], ["runc", "crun"]], ids=" and ".join)
def test_many_run_side_by_side(engine: Engine, runtimes: list[str]) -> None:
    asked = [(runtimes[number % len(runtimes)], str(number)) for number in range(8)]
    outputs = at_once(lambda each: engine.output_of(each[0], ["echo", each[1]]), asked)
    assert outputs == [f"{number}\n".encode() for _, number in asked]


@pytest.mark.parametrize("runtime", ["runc", "crun"])
def test_a_container_that_all_start_is_started_once(start_with: Restarter, testimony: Testimony, runtime: str) -> None:
    engine = start_with({"runtimes": {"crun": CRUN}})
    container = engine.create(runtime, ["sleep", "600"])
    at_once(engine.client.api.start, [container.id] * THREADS)
    assert len(testimony.requests("Create", container.id)) == 1
    assert len(testimony.requests("Start", container.id)) == 1
    container.reload()
    assert container.status == "running"


def test_a_reload_is_before_or_after_each(start_with: Restarter) -> None:
    engine = start_with({"runtimes": {"x": CRUN}})

    def change() -> None:
        for runtimes in ({}, {"x": CRUN}) * 3:
            engine.stand.write_configuration({"runtimes": runtimes})
            engine.stand.reload()

    with ThreadPoolExecutor(1) as changing:
        changes = changing.submit(change)
        outcomes = set()
        while not changes.done():
            outcomes.update(at_once(lambda name: outcome(engine, name), ["x", "runc"] * 4))
        changes.result()
    assert outcomes <= {(201, "x"), (201, "runc"), says("refused", engine.generation, name="x")}
    assert (201, "runc") in outcomes
    assert outcome(engine, "x") == (201, "x")
