"""Names of shims that nobody configured: passed on to containerd to the byte, without options."""

from __future__ import annotations

import secrets

import docker.errors
import pytest
from docker.models.containers import Container

from integration.engine import Engine
from integration.generations import NAMES_OF_SHIMS_ARE_REFUSED
from integration.stand import IMAGE
from integration.testimony import install_testifier

pytestmark = NAMES_OF_SHIMS_ARE_REFUSED

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
def test_it_is_accepted_and_given_back_to_the_byte(engine: Engine, runtime: str) -> None:
    assert engine.runtime_of(engine.create(runtime).id) == runtime


@pytest.mark.parametrize("runtime", STARTS, ids=ascii)
def test_the_shim_of_that_name_is_told_the_container_and_no_options(engine: Engine, runtime: str) -> None:
    testimony = install_testifier(engine.stand, runtime)
    container = engine.run(runtime)
    assert engine.stand.containerd_records()[container.id]["Runtime"] == {"Name": runtime, "Options": None}
    assert testimony.invocation("start", container.id)["stdin"]["options"] is None
    assert testimony.request("Create", container.id)["options"] is None
    container.kill()
    assert container.wait()["StatusCode"] == 137
    assert len(testimony.requests("Start", container.id)) == 1


def test_it_carries_no_warning(engine: Engine) -> None:
    answer = engine.client.api.create_container(IMAGE, ["true"], host_config={"Runtime": ABSENT})
    engine.client.api.remove_container(answer["Id"])
    assert answer["Warnings"] == []


def test_it_is_no_runtime_that_info_lists(engine: Engine) -> None:
    engine.create(ABSENT)
    assert ABSENT not in engine.client.info()["Runtimes"]


def test_an_image_that_is_missing_is_what_is_wrong_then(engine: Engine) -> None:
    with pytest.raises(docker.errors.ImageNotFound):
        engine.client.containers.create("absent", runtime=ABSENT)


def test_two_names_of_one_shim_stay_two_names(engine: Engine) -> None:
    testimony = install_testifier(engine.stand, "one.shared.v1")
    for runtime in ("one.shared.v1", "another.shared.v1"):
        container = engine.run(runtime)
        assert engine.stand.containerd_records()[container.id]["Runtime"]["Name"] == runtime
        assert testimony.request("Create", container.id)["id"] == container.id


def failed_start(engine: Engine) -> tuple[Container, docker.errors.APIError]:
    container = engine.create(ABSENT)
    with pytest.raises(docker.errors.APIError) as failure:
        container.start()
    return container, failure.value


class TestAShimThatIsMissing:
    """Found out when the container is started, and told with the name of the file to install."""

    def test_it_is_the_servers_error_and_names_the_binary(self, engine: Engine) -> None:
        _, error = failed_start(engine)
        assert (error.status_code, error.is_server_error()) == (500, True)
        assert f'runtime "{ABSENT}" binary not installed "containerd-shim-nobody-has-this-v9"' in error.explanation

    def test_the_container_stays_created_and_tells_why(self, engine: Engine) -> None:
        container, error = failed_start(engine)
        container.reload()
        state = container.attrs["State"]
        assert (state["Status"], state["ExitCode"], state["Error"]) == ("created", 128, error.explanation)

    def test_it_fails_the_same_the_second_time(self, engine: Engine) -> None:
        container, first = failed_start(engine)
        with pytest.raises(docker.errors.APIError) as second:
            container.start()
        assert (second.value.status_code, second.value.explanation) == (first.status_code, first.explanation)

    def test_nothing_is_left_in_containerd(self, engine: Engine) -> None:
        container, _ = failed_start(engine)
        assert container.id not in engine.stand.containerd_records()

    def test_the_container_can_be_removed_without_force(self, engine: Engine) -> None:
        container, _ = failed_start(engine)
        container.remove()
        assert container.id not in engine.ids()

    def test_it_runs_as_soon_as_the_shim_is_installed(self, engine: Engine) -> None:
        part = f"appears-later-{secrets.token_hex(4)}"  # containerd would remember it if this ran twice
        container = engine.create(f"org.example.{part}.v1")
        with pytest.raises(docker.errors.APIError, match=f"containerd-shim-{part}-v1"):
            container.start()
        testimony = install_testifier(engine.stand, f"org.example.{part}.v1")
        container.start()
        assert container.wait()["StatusCode"] == 0
        assert testimony.request("Create", container.id)["options"] is None
