"""Errors as somebody meets them who writes Python: which class, which status, which words."""

from __future__ import annotations

import pathlib
import re
from typing import Iterator

import docker.errors
import pytest
from docker.models.containers import Container

from integration.engine import Engine
from integration.generations import says
from integration.restarter import Restarter
from integration.stand import IMAGE, Stand
from integration.target import Target
from integration.testimony import Testimony

RUNTIMES = ["runc", "crun"]
REMEDY = "You have to remove (or rename) that container to be able to reuse that name."


class TestTheClassOfTheException:
    def test_a_refused_runtime_is_an_api_error_and_nothing_narrower(self, engine: Engine) -> None:
        with pytest.raises(docker.errors.APIError) as failure:
            engine.client.containers.run(IMAGE, runtime="a/b.c")
        assert type(failure.value) is docker.errors.APIError
        assert (failure.value.is_client_error(), failure.value.is_server_error()) == (True, False)

    def test_its_text_has_all_a_person_needs(self, engine: Engine) -> None:
        with pytest.raises(docker.errors.APIError) as failure:
            engine.create("no-such-runtime")
        status, words = says("refused", engine.generation, name="no-such-runtime")
        assert str(failure.value).startswith(f"{status} Client Error for ")
        assert str(failure.value).endswith(f'Bad Request ("{words}")')

    def test_its_body_is_json_with_one_member(self, engine: Engine) -> None:
        answer = engine.post_create({"Image": IMAGE, "HostConfig": {"Runtime": "a/b.c"}})
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.json() == {"message": says("refused", engine.generation, name="a/b.c")[1]}

    @pytest.mark.parametrize("runtime", RUNTIMES)
    def test_an_image_that_is_missing_has_its_own(self, engine: Engine, runtime: str) -> None:
        with pytest.raises(docker.errors.ImageNotFound) as failure:
            engine.client.containers.create("absent", runtime=runtime)
        assert (failure.value.status_code, failure.value.explanation) == says(
            "no such image", engine.generation, name="absent:latest"
        )

    def test_a_container_that_is_missing_has_its_own(self, engine: Engine) -> None:
        with pytest.raises(docker.errors.NotFound) as failure:
            engine.client.containers.get("absent")
        assert (failure.value.status_code, failure.value.explanation) == says(
            "no such container", engine.generation, name="absent"
        )

    def test_a_name_that_is_taken_is_a_conflict(self, engine: Engine) -> None:
        first = engine.create("crun", name="only-once")
        with pytest.raises(docker.errors.APIError) as failure:
            engine.create("crun", name="only-once")
        expected = says("name taken", engine.generation, name="only-once", container=first.id, remedy=REMEDY)
        assert (failure.value.status_code, failure.value.explanation) == expected

    @pytest.mark.parametrize("runtime", RUNTIMES)
    def test_a_command_that_fails_is_a_container_error(self, engine: Engine, runtime: str) -> None:
        with pytest.raises(docker.errors.ContainerError) as failure:
            engine.client.containers.run(
                IMAGE, ["sh", "-c", "echo oops >&2; exit 3"], runtime=runtime, network_mode="none", remove=True
            )
        assert (failure.value.exit_status, failure.value.stderr) == (3, b"oops\n")


@pytest.mark.parametrize(
    ("value", "kind"), [(5, "number"), (True, "bool"), (["runc"], "array"), ({"name": "runc"}, "object")], ids=repr
)
def test_a_runtime_that_is_no_string_is_told_by_its_kind(engine: Engine, value: object, kind: str) -> None:
    answer = engine.post_create({"Image": IMAGE, "HostConfig": {"Runtime": value}})
    assert (answer.status_code, answer.json()["message"]) == says("not a string", engine.generation, kind=kind)


class TestACommandThatCannotBeExecuted:
    """Told in the OCI runtime's own words."""

    WHY = {
        (
            "runc",
            "absent",
        ): 'runc create failed: unable to start container process: exec: "absent": executable file not found in $PATH',
        ("crun", "absent"): "executable file `absent` not found in $PATH: No such file or directory",
        (
            "runc",
            "/etc/passwd",
        ): 'runc create failed: unable to start container process: exec: "/etc/passwd": permission denied',
        ("crun", "/etc/passwd"): "open executable: Permission denied",
    }
    EXITS = {"absent": 127, "/etc/passwd": 126}

    @pytest.mark.parametrize(("runtime", "command"), WHY, ids=str)
    def test_it_is_the_clients_fault_and_has_the_status_of_a_shell(self, engine: Engine, runtime: str, command: str) -> None:
        container = engine.create(runtime, [command])
        with pytest.raises(docker.errors.APIError) as failure:
            container.start()
        assert (failure.value.status_code, failure.value.explanation) == says(
            "not executed", engine.generation, why=self.WHY[runtime, command]
        )
        container.reload()
        state = container.attrs["State"]
        assert (state["Status"], state["ExitCode"], state["Error"]) == (
            "created",
            self.EXITS[command],
            failure.value.explanation,
        )
        assert container.id not in engine.stand.containerd_records()


class TestARuntimeThatCannotBeExecuted:
    """Told when the container is started, in the words of runc's shim."""

    FAILURES: dict[str, tuple[str, int, str]] = {
        "missing": ("/nowhere/runtime", 127, "fork/exec /nowhere/runtime: no such file or directory"),
        "not-executable": ("/etc/passwd", 126, "fork/exec /etc/passwd: permission denied"),
        "a-directory": ("/etc", 126, "fork/exec /etc: permission denied"),
        "no-runtime": ("/bin/false", 127, "/bin/false did not terminate successfully: exit status 1"),
    }

    @pytest.fixture(scope="class")
    def broken(self, programs: pathlib.Path, target: Target) -> Iterator[Engine]:
        runtimes = {name: {"path": path} for name, (path, _, _) in self.FAILURES.items()}
        behind_arguments = {"path": "/nowhere/runtime", "runtimeArgs": ["-v"]}
        with Stand(programs, {"runtimes": {**runtimes, "behind-arguments": behind_arguments}}, target) as stand, Engine(
            stand
        ) as engine:
            yield engine

    def failed_start(self, engine: Engine, runtime: str) -> tuple[Container, docker.errors.APIError]:
        container = engine.create(runtime)
        with pytest.raises(docker.errors.APIError) as failure:
            container.start()
        container.reload()
        return container, failure.value

    @pytest.mark.parametrize("runtime", FAILURES)
    def test_it_is_the_clients_fault_and_says_why(self, broken: Engine, runtime: str) -> None:
        _, error = self.failed_start(broken, runtime)
        status, words = says("not executed", broken.generation, why="(.*)")
        assert error.status_code == status
        assert (told := re.fullmatch(words, error.explanation)), error.explanation
        assert told[1].endswith(f"log.json: no such file or directory): {self.FAILURES[runtime][2]}")

    @pytest.mark.parametrize("runtime", FAILURES)
    def test_the_container_tells_the_status_of_a_shell(self, broken: Engine, runtime: str) -> None:
        container, error = self.failed_start(broken, runtime)
        state = container.attrs["State"]
        assert (state["Status"], state["ExitCode"], state["Error"]) == ("created", self.FAILURES[runtime][1], error.explanation)

    @pytest.mark.parametrize("runtime", FAILURES)
    def test_nothing_is_left_and_the_engine_goes_on(self, broken: Engine, runtime: str) -> None:
        container, _ = self.failed_start(broken, runtime)
        assert container.id not in broken.stand.containerd_records()
        assert broken.output_of("runc", ["echo", "well"]) == b"well\n"

    def test_nothing_else_runs_in_its_place(self, start_with: Restarter, testimony: Testimony) -> None:
        engine = start_with({"runtimes": {"it": {"path": "/nowhere/runtime"}}})
        container, _ = self.failed_start(engine, "it")
        assert testimony.request("Create", container.id)["options"]["content"]["binary_name"] == "/nowhere/runtime"
        assert testimony.requests("Start", container.id) == []

    def test_behind_arguments_it_is_looked_for_before(self, broken: Engine) -> None:
        with pytest.raises(docker.errors.APIError) as failure:
            container = broken.create("behind-arguments")
            assert broken.generation == "20.10"  # which looks when it starts (moby v20.10.24:daemon/start_unix.go:18)
            container.start()
        expected = says("no program behind arguments", broken.generation, name="/nowhere/runtime")
        assert (failure.value.status_code, failure.value.explanation) == expected
