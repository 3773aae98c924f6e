"""Names of shims that nobody configured: passed on to containerd to the byte, without options."""

from __future__ import annotations

import secrets
from typing import Callable

import docker.errors
import pytest
from docker.models.containers import Container

from integration.client import Client, told
from integration.deviation import NOT_PASSED_ON
from integration.stand import IMAGE
from plimsoll import Shim

pytestmark = NOT_PASSED_ON
Install = Callable[[str], Shim]

ABSENT = "io.containerd.nobody-has-this.v9"
STARTS = (  # each leads to a binary of its own: containerd remembers where it found one
    "io.containerd.invented.v42",
    "com.example.My-Shim.v1",
    "two.parts",
    "without.version.here",
    " space.in.front.v1",
    "io.containerd.späße.v1",
    "io..containerd..doubled..v1",
    "io.containerd.$(true);&.v1",
    "io.containerd.back\\slash.v1",
    'io.containerd."quoted".v1',
    "io.containerd.%s%2e.v1",
    "at-the-end.",
)
ACCEPTED = STARTS + (
    ABSENT,
    "io.containerd.Kata.v2",
    "x.runc.v2",
    "runc.",
    "a..",
    "io.containerd.tab\t.v1",
    "io.containerd.line.v1\n",
    "io.containerd.space.v1 ",
    "io.containerd.⚓.v1",
    "io.containerd.a∕b.v1",
    "io.containerd." + "l" * 300 + ".v1",
    "io.containerd.-.--",
    "io.containerd.\x7f\x1b.v1",
)


@pytest.mark.parametrize("runtime", ACCEPTED, ids=ascii)
def test_it_is_accepted_and_given_back_to_the_byte(engine: Client, runtime: str) -> None:
    assert engine.runtime_of(engine.create(runtime).id) == runtime


@pytest.mark.parametrize("runtime", STARTS, ids=ascii)
def test_the_shim_of_that_name_is_told_the_container_and_no_options(
    plimsoll_shim: Install, engine: Client, runtime: str
) -> None:
    shim = plimsoll_shim(runtime)
    container = engine.run(runtime)
    record = engine.stand.records()[container.id]
    assert (record.runtime, record.options_type, record.options) == (runtime, "", b"")
    testimony = shim.testimony().of(container.id)
    assert [each.options for each in testimony.starts] == [each.options for each in testimony.creates] == [None]
    container.kill()
    assert container.wait()["StatusCode"] == 137
    assert len(shim.testimony().of(container.id).named("Start")) == 1


def test_it_carries_no_warning(engine: Client) -> None:
    answer = engine.client.api.create_container(IMAGE, ["true"], host_config={"Runtime": ABSENT})
    engine.client.api.remove_container(answer["Id"])
    assert answer["Warnings"] == []


def test_it_is_no_runtime_that_info_lists(engine: Client) -> None:
    engine.create(ABSENT)
    assert ABSENT not in engine.client.info()["Runtimes"]


def test_an_image_that_is_missing_is_what_is_wrong_then(engine: Client) -> None:
    with pytest.raises(docker.errors.ImageNotFound):
        engine.client.containers.create("absent", runtime=ABSENT)


def test_two_names_of_one_shim_stay_two_names(plimsoll_shim: Install, engine: Client) -> None:
    shim = plimsoll_shim("one.shared.v1")
    for runtime in ("one.shared.v1", "another.shared.v1"):
        container = engine.run(runtime)
        assert engine.stand.records()[container.id].runtime == runtime
        assert len(shim.testimony().of(container.id).creates) == 1


def failed_start(engine: Client) -> tuple[Container, docker.errors.APIError]:
    container = engine.create(ABSENT)
    with pytest.raises(docker.errors.APIError) as failure:
        container.start()
    return container, failure.value


class TestAShimThatIsMissing:
    """Found out when the container is started, and told with the name of the file to install."""

    def test_it_is_the_servers_error_and_names_the_binary(self, engine: Client) -> None:
        _, error = failed_start(engine)
        missing = {"name": ABSENT, "shim": "containerd-shim-nobody-has-this-v9"}
        assert told(error) == (500, engine.expected.text("shim.missing", **missing))
        assert error.is_server_error()

    def test_the_container_stays_created_and_tells_why(self, engine: Client) -> None:
        container, error = failed_start(engine)
        container.reload()
        state = container.attrs["State"]
        assert (state["Status"], state["ExitCode"], state["Error"]) == ("created", 128, error.explanation)

    def test_it_fails_the_same_the_second_time(self, engine: Client) -> None:
        container, first = failed_start(engine)
        with pytest.raises(docker.errors.APIError) as second:
            container.start()
        assert told(second.value) == told(first)

    def test_nothing_is_left_in_containerd(self, engine: Client) -> None:
        container, _ = failed_start(engine)
        assert container.id not in engine.stand.records()

    def test_the_container_can_be_removed_without_force(self, engine: Client) -> None:
        container, _ = failed_start(engine)
        container.remove()
        assert container.id not in engine.ids()

    def test_it_runs_as_soon_as_the_shim_is_installed(self, plimsoll_shim: Install, engine: Client) -> None:
        part = f"appears-later-{secrets.token_hex(4)}"  # containerd would remember it if this ran twice
        container = engine.create(f"org.example.{part}.v1")
        with pytest.raises(docker.errors.APIError, match=f"containerd-shim-{part}-v1"):
            container.start()
        shim = plimsoll_shim(f"org.example.{part}.v1")
        container.start()
        assert container.wait()["StatusCode"] == 0
        assert [create.options for create in shim.testimony().of(container.id).creates] == [None]
