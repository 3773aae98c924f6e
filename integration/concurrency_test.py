"""Many requests at once: each gets its own answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Callable, Iterable, TypeVar

import docker.errors
import pytest

from integration.client import Client, told
from integration.restarter import Restarter
from plimsoll import Shim

T = TypeVar("T")
Item = TypeVar("Item")
THREADS = 8
CRUN = {"path": "/usr/bin/crun"}


def at_once(do: Callable[[Item], T], items: Iterable[Item]) -> list[T]:
    """What each of them came to, in the order of the items."""
    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(do, items))


def outcome(engine: Client, runtime: str, name: str | None = None) -> tuple[int, str]:
    """The status, and what the container or the error tells."""
    try:
        return 201, engine.runtime_of(engine.create(runtime, name=name).id)
    except docker.errors.APIError as error:
        return told(error)


def test_each_gets_the_runtime_it_asked_for(engine: Client) -> None:
    asked = ["runc", "crun", "io.containerd.runc.v2", "nested/name"] * 8
    assert at_once(lambda name: outcome(engine, name), asked) == [(201, name) for name in asked]


def test_each_refusal_names_what_was_asked_for(engine: Client) -> None:
    asked = [name for number in range(24) for name in (f"refused-{number}", "crun", f"/path/{number}.v1")]
    unknown = {name: engine.expected.text("runtime.unknown", name=name) for name in asked}
    expected = [(201, name) if name == "crun" else (400, unknown[name]) for name in asked]
    before = engine.ids()
    assert at_once(lambda name: outcome(engine, name), asked) == expected
    assert len(engine.ids() - before) == asked.count("crun")


def test_one_of_many_gets_a_name(engine: Client) -> None:
    statuses = [
        status for status, _ in at_once(lambda runtime: outcome(engine, runtime, "wanted-by-all"), ["runc", "crun"] * 8)
    ]
    assert sorted(statuses) == [201] + [409] * 15
    assert len(engine.client.containers.list(all=True, filters={"name": "wanted-by-all"})) == 1


@pytest.mark.parametrize("runtimes", [["runc"], ["crun"], ["runc", "crun"]], ids=" and ".join)
def test_many_run_side_by_side(engine: Client, runtimes: list[str]) -> None:
    asked = [(runtimes[number % len(runtimes)], str(number)) for number in range(8)]
    outputs = at_once(lambda each: engine.output_of(each[0], ["echo", each[1]]), asked)
    assert outputs == [f"{number}\n".encode() for _, number in asked]


@pytest.mark.parametrize("runtime", ["runc", "crun"])
def test_a_container_that_all_start_is_started_once(start_with: Restarter, shim: Shim, runtime: str) -> None:
    engine = start_with({"runtimes": {"crun": CRUN}})
    container = engine.create(runtime, ["sleep", "600"])
    at_once(engine.client.api.start, [container.id] * THREADS)
    testimony = shim.testimony().of(container.id)
    assert (len(testimony.creates), len(testimony.named("Start"))) == (1, 1)
    container.reload()
    assert container.status == "running"


def test_a_reload_is_before_or_after_each(start_with: Restarter) -> None:
    engine = start_with({"runtimes": {"x": CRUN}})

    def change() -> None:
        for runtimes in ({}, {"x": CRUN}) * 3:
            engine.stand.reload({"runtimes": runtimes})

    with ThreadPoolExecutor(1) as changing:
        changes = changing.submit(change)
        outcomes = set()
        while not changes.done():
            outcomes.update(at_once(lambda name: outcome(engine, name), ["x", "runc"] * 4))
        changes.result()
    assert outcomes <= {(201, "x"), (201, "runc"), (400, engine.expected.text("runtime.unknown", name="x"))}
    assert (201, "runc") in outcomes
    assert outcome(engine, "x") == (201, "x")
