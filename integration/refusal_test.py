"""Names that are neither configured nor a shim's: refused when the container is created, and nothing is executed."""

from __future__ import annotations

import json
from typing import Any, Iterator

import docker.errors
import pytest

from integration.client import Client, told
from integration.stand import IMAGE, Stand
from plimsoll import Canary

PATHS = (
    "/bin/true",
    "/usr/bin/crun",
    "/usr/bin/containerd-shim-runc-v2",
    "//bin/true",
    "/bin/../bin/true",
    "/path/to/io.containerd.runc.v2",
    "/",
    "./io.containerd.runc.v2",
    "../x.y",
    "../../io.containerd.runc.v2",
    "my/io.containerd.runc.v2",
    "a/b.c",
    "a.b/c",
    "a.b/",
    "io.containerd/runc.v2",
    "~/io.containerd.runc.v2",
    " /bin/true.v1",
    "file:///bin/true.v1",
    "nested/name/",
    "nested/name.v1",
    "io.containerd.runc.v2\0/x",
)
WITHOUT_A_DOT = (
    "foo",
    "nodot",
    "default",
    "containerd-shim-runc-v2",
    " ",
    "\0",
    "C:\\runc",
    "ランタイム",
    "io．containerd．runc．v2",
    "％２ｆ",
)
DOT_FIRST = (".", "..", "...", ".runc.v2", ".leading.dot", ".a.b", ".runc")
NEAR_MISSES = (
    "Runc",
    "RUNC",
    "runc ",
    " runc",
    "runc\n",
    "run",
    "runcc",
    "CRUN",
    "crun\t",
    "cru",
    "nested",
    "Nested",
    "ｒｕｎｃ",
    "runc\0",
    "\x01runc",
    '"runc"',
)


@pytest.mark.parametrize("runtime", PATHS + WITHOUT_A_DOT + DOT_FIRST + NEAR_MISSES, ids=ascii)
def test_the_client_is_told_which_name_and_nothing_is_created(engine: Client, runtime: str) -> None:
    before = engine.ids()
    with pytest.raises(docker.errors.APIError) as refused:
        engine.create(runtime)
    assert told(refused.value) == (400, engine.expected.text("runtime.unknown", name=runtime))
    assert refused.value.is_client_error()
    assert engine.ids() == before


class TestAnExecutableFile:
    """Whatever path leads to it, it is not executed."""

    @pytest.fixture
    def canary(self, stand: Stand) -> Iterator[Canary]:
        with Canary(stand.sandbox, stand.sandbox.directory / "io.example.canary.v1") as canary:
            yield canary

    @pytest.mark.parametrize(
        "spelling", ["{}", "/{}", "/.{}", "/proc/self/root{}", "../../../../../..{}", "./../../../../..{}"]
    )
    def test_it_is_not_executed(self, engine: Client, canary: Canary, spelling: str) -> None:
        with pytest.raises(docker.errors.APIError) as refused:
            engine.run(spelling.format(canary.path))
        assert refused.value.status_code == 400
        assert not canary.executed

    @pytest.mark.parametrize("path", ["/containers/{}/exec", "/containers/{}/update", "/commit", "/build"])
    def test_nor_by_a_request_that_is_about_no_runtime(self, engine: Client, canary: Canary, path: str) -> None:
        container = engine.run("crun")
        body = json.dumps({"Cmd": ["true"], "Runtime": str(canary.path), "HostConfig": {"Runtime": str(canary.path)}})
        engine.post(path.format(container.id), body, {"container": container.id, "runtime": str(canary.path)})
        assert not canary.executed
        assert engine.runtime_of(container.id) == "crun"


class TestOtherWaysIn:
    """What else in a request could name a runtime."""

    def refusal(self, engine: Client, name: str = "/bin/true") -> tuple[int, str]:
        return 400, engine.expected.text("runtime.unknown", name=name)

    @pytest.mark.parametrize(
        "settings",
        [
            {"HostConfig": {"runtime": "/bin/true"}},
            {"HostConfig": {"RUNTIME": "/bin/true"}},
            {"hostconfig": {"Runtime": "/bin/true"}},
        ],
        ids=json.dumps,
    )
    def test_a_field_in_other_letters_is_judged_where_it_counts(self, engine: Client, settings: dict[str, Any]) -> None:
        answer = engine.post_create({"Image": IMAGE, **settings})
        if engine.expected.holds("json.members-in-any-letters"):  # Go's encoding/json does not mind
            assert (answer.status_code, answer.json()["message"]) == self.refusal(engine)
        else:
            assert answer.status_code == 201
            engine.client.api.start(answer.json()["Id"])
            assert engine.runtime_of(answer.json()["Id"]) == "runc"

    def test_of_two_the_last_counts(self, engine: Client) -> None:
        answer = engine.post_create(
            '{"Image": "%s", "HostConfig": {"Runtime": "runc", "Runtime": "/bin/true"}}' % IMAGE
        )
        assert (answer.status_code, answer.json()["message"]) == self.refusal(engine)
        answer = engine.post_create(
            '{"Image": "%s", "HostConfig": {"Runtime": "/bin/true", "Runtime": "crun"}}' % IMAGE
        )
        assert answer.status_code == 201
        assert engine.runtime_of(answer.json()["Id"]) == "crun"

    @pytest.mark.parametrize(
        "spelling", [r"\/bin\/true", r"\u002fbin\u002Ftrue", r"\u002f\u0062\u0069\u006e\u002f\u0074\u0072\u0075\u0065"]
    )
    def test_a_path_in_jsons_escapes_is_a_path(self, engine: Client, spelling: str) -> None:
        answer = engine.post_create('{"Image": "%s", "HostConfig": {"Runtime": "%s"}}' % (IMAGE, spelling))
        assert (answer.status_code, answer.json()["message"]) == self.refusal(engine)

    def test_the_top_level_is_not_looked_at_beside_a_host_config(self, engine: Client) -> None:
        answer = engine.post_create({"Image": IMAGE, "Runtime": "/bin/true", "HostConfig": {}})
        assert engine.runtime_of(answer.json()["Id"]) == "runc"

    @pytest.mark.parametrize("name", ["runtime", "Runtime"])
    def test_the_query_is_not_looked_at(self, engine: Client, name: str) -> None:
        body = json.dumps({"Image": IMAGE, "HostConfig": {}})
        answer = engine.post("/containers/create", body, {name: "/bin/true", "name": "by-query"})
        try:
            assert answer.status_code == 201
            assert engine.runtime_of("by-query") == "runc"
        finally:
            engine.client.api.remove_container("by-query", force=True)

    def test_an_update_does_not_change_it(self, engine: Client) -> None:
        container = engine.create("crun")
        answer = engine.post(
            f"/containers/{container.id}/update", json.dumps({"Runtime": "runc", "HostConfig": {"Runtime": "runc"}})
        )
        assert answer.status_code == 200
        assert engine.runtime_of(container.id) == "crun"

    @pytest.mark.parametrize("runtime", ["runc", "/bin/true"])
    def test_a_start_takes_none(self, engine: Client, runtime: str) -> None:
        container = engine.create("crun")
        answer = engine.post(
            f"/containers/{container.id}/start", json.dumps({"Runtime": runtime, "HostConfig": {"Runtime": runtime}})
        )
        assert answer.status_code == 400
        assert "non-empty request body" in answer.json()["message"]
        container.reload()
        assert (container.status, container.attrs["HostConfig"]["Runtime"]) == ("created", "crun")


class TestTheOrderOfChecks:
    def test_before_the_image_is_looked_for(self, engine: Client) -> None:
        answer = engine.post_create({"Image": "absent", "HostConfig": {"Runtime": "a/b.c"}})
        assert (answer.status_code, answer.json()["message"]) == (
            400,
            engine.expected.text("runtime.unknown", name="a/b.c"),
        )

    def test_before_the_containers_name_is_taken(self, engine: Client) -> None:
        engine.create("runc", name="taken")
        with pytest.raises(docker.errors.APIError) as refused:
            engine.create("a/b.c", name="taken")
        assert told(refused.value) == (400, engine.expected.text("runtime.unknown", name="a/b.c"))

    def test_a_refused_create_does_not_keep_the_containers_name(self, engine: Client) -> None:
        with pytest.raises(docker.errors.APIError):
            engine.create("a/b.c", name="free-again")
        assert engine.create("runc", name="free-again").name == "free-again"
