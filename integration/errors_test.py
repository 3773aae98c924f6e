"""Errors as somebody meets them who writes Python: which class, which status, which words."""

from __future__ import annotations

import re
from typing import Callable, Iterator

import docker.errors
import pytest
from docker.models.containers import Container

from integration.client import Client, told
from integration.restarter import Restarter
from integration.stand import IMAGE, Stand, configuration
from integration.testimony import programs
from plimsoll import Configuration, Shim

RUNTIMES = ["runc", "crun"]


class TestTheClassOfTheException:
    def test_a_refused_runtime_is_an_api_error_and_nothing_narrower(self, engine: Client) -> None:
        with pytest.raises(docker.errors.APIError) as failure:
            engine.client.containers.run(IMAGE, runtime="a/b.c")
        assert type(failure.value) is docker.errors.APIError
        assert (failure.value.is_client_error(), failure.value.is_server_error()) == (True, False)

    def test_its_text_has_all_a_person_needs(self, engine: Client) -> None:
        with pytest.raises(docker.errors.APIError) as failure:
            engine.create("no-such-runtime")
        words = engine.expected.text("runtime.unknown", name="no-such-runtime")
        assert str(failure.value).startswith("400 Client Error for ")
        assert str(failure.value).endswith(f'Bad Request ("{words}")')

    def test_its_body_is_json_with_one_member(self, engine: Client) -> None:
        answer = engine.post_create({"Image": IMAGE, "HostConfig": {"Runtime": "a/b.c"}})
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.json() == {"message": engine.expected.text("runtime.unknown", name="a/b.c")}

    @pytest.mark.parametrize("runtime", RUNTIMES)
    def test_an_image_that_is_missing_has_its_own(self, engine: Client, runtime: str) -> None:
        with pytest.raises(docker.errors.ImageNotFound) as failure:
            engine.client.containers.create("absent", runtime=runtime)
        assert told(failure.value) == (404, engine.expected.text("image.missing", name="absent:latest"))

    def test_a_container_that_is_missing_has_its_own(self, engine: Client) -> None:
        with pytest.raises(docker.errors.NotFound) as failure:
            engine.client.containers.get("absent")
        assert told(failure.value) == (404, engine.expected.text("missing", name="absent"))

    def test_a_name_that_is_taken_is_a_conflict(self, engine: Client) -> None:
        first = engine.create("crun", name="only-once")
        with pytest.raises(docker.errors.APIError) as failure:
            engine.create("crun", name="only-once")
        assert told(failure.value) == (409, engine.expected.text("name.taken", name="only-once", id=first.id))

    @pytest.mark.parametrize("runtime", RUNTIMES)
    def test_a_command_that_fails_is_a_container_error(self, engine: Client, runtime: str) -> None:
        with pytest.raises(docker.errors.ContainerError) as failure:
            engine.client.containers.run(
                IMAGE, ["sh", "-c", "echo oops >&2; exit 3"], runtime=runtime, network_mode="none", remove=True
            )
        assert (failure.value.exit_status, failure.value.stderr) == (3, b"oops\n")


@pytest.mark.parametrize(
    ("value", "kind"), [(5, "number"), (True, "bool"), (["runc"], "array"), ({"name": "runc"}, "object")], ids=repr
)
def test_a_runtime_that_is_no_string_is_told_by_its_kind(engine: Client, value: object, kind: str) -> None:
    answer = engine.post_create({"Image": IMAGE, "HostConfig": {"Runtime": value}})
    expected = engine.expected.status("runtime.no-text.status"), engine.expected.text("runtime.no-text", kind=kind)
    assert (answer.status_code, answer.json()["message"]) == expected


class TestACommandThatCannotBeExecuted:
    """Told in the OCI runtime's own words."""

    WHY = {
        ("runc", "absent"): "program.not-on-path",
        ("crun", "absent"): "program.not-on-path.crun",
        ("runc", "/etc/passwd"): "program.not-executable",
        ("crun", "/etc/passwd"): "program.not-executable.crun",
    }
    EXITS = {"absent": 127, "/etc/passwd": 126}

    @pytest.mark.parametrize(("runtime", "command"), WHY, ids=str)
    def test_it_is_the_clients_fault_and_has_the_status_of_a_shell(
        self, engine: Client, runtime: str, command: str
    ) -> None:
        container = engine.create(runtime, [command])
        with pytest.raises(docker.errors.APIError) as failure:
            container.start()
        why = engine.expected.text(self.WHY[runtime, command], program=command)
        if runtime == "runc":
            why = engine.expected.text("create.failed.runc", why=why)
        assert told(failure.value) == (400, engine.expected.text("create.failed", why=why))
        container.reload()
        state = container.attrs["State"]
        assert (state["Status"], state["ExitCode"], state["Error"]) == (
            "created",
            self.EXITS[command],
            failure.value.explanation,
        )
        assert container.id not in engine.stand.records()


class TestARuntimeThatCannotBeExecuted:
    """Told when the container is started, in the words of runc's shim."""

    FAILURES: dict[str, tuple[str, int, str]] = {
        "missing": ("/nowhere/runtime", 127, "runtime.program-missing"),
        "not-executable": ("/etc/passwd", 126, "runtime.program-not-executable"),
        "a-directory": ("/etc", 126, "runtime.program-not-executable"),
        "no-runtime": ("/bin/false", 127, "runtime.program-failed"),
    }

    @pytest.fixture(scope="class")
    def broken(self, plimsoll_new_stand: Callable[[Configuration], Stand]) -> Iterator[Client]:
        runtimes: dict[str, object] = {name: {"path": path} for name, (path, _, _) in self.FAILURES.items()}
        runtimes["behind-arguments"] = {"path": "/nowhere/runtime", "runtimeArgs": ["-v"]}
        with plimsoll_new_stand(configuration({"runtimes": runtimes})) as stand, Client(stand) as client:
            yield client

    def failed_start(self, engine: Client, runtime: str) -> tuple[Container, docker.errors.APIError]:
        container = engine.create(runtime)
        with pytest.raises(docker.errors.APIError) as failure:
            container.start()
        container.reload()
        return container, failure.value

    @pytest.mark.parametrize("runtime", FAILURES)
    def test_it_is_the_clients_fault_and_says_why(self, broken: Client, runtime: str) -> None:
        _, error = self.failed_start(broken, runtime)
        assert error.status_code == 400
        assert (
            why := re.fullmatch(broken.expected.text("create.failed", why="(.*)"), error.explanation)
        ), error.explanation
        path, _, text = self.FAILURES[runtime]
        assert why[1].endswith(f"log.json: no such file or directory): {broken.expected.text(text, path=path)}")

    @pytest.mark.parametrize("runtime", FAILURES)
    def test_the_container_tells_the_status_of_a_shell(self, broken: Client, runtime: str) -> None:
        container, error = self.failed_start(broken, runtime)
        state = container.attrs["State"]
        assert (state["Status"], state["ExitCode"], state["Error"]) == (
            "created",
            self.FAILURES[runtime][1],
            error.explanation,
        )

    @pytest.mark.parametrize("runtime", FAILURES)
    def test_nothing_is_left_and_the_engine_goes_on(self, broken: Client, runtime: str) -> None:
        container, _ = self.failed_start(broken, runtime)
        assert container.id not in broken.stand.records()
        assert broken.output_of("runc", ["echo", "well"]) == b"well\n"

    def test_nothing_else_runs_in_its_place(self, start_with: Restarter, shim: Shim) -> None:
        engine = start_with({"runtimes": {"it": {"path": "/nowhere/runtime"}}})
        container, _ = self.failed_start(engine, "it")
        assert programs(shim, container.id) == ["/nowhere/runtime"]
        assert shim.testimony().of(container.id).named("Start") == []

    def test_behind_arguments_it_is_looked_for_before(self, broken: Client) -> None:
        with pytest.raises(docker.errors.APIError) as failure:
            container = broken.create("behind-arguments")
            assert broken.expected.holds("runtime.looked-up-at-start")  # moby v20.10.24:daemon/start_unix.go:18
            container.start()
        why = broken.expected.text("program.no-file", program="/nowhere/runtime")
        assert told(failure.value) == (400, broken.expected.text("runtime.not-looked-up", why=why))
