"""Names nobody wrote down, by the hundred: the rule against the live engine. Containers are created and never started."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from typing import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from integration.expected import Expected
from integration.rule import accepted
from integration.stand import API, IMAGE, Stand
from plimsoll import Connection

KNOWN = ("runc", "io.containerd.runc.v2", "crun", "nested/name")  # of the shared stand
OTHERS = ("io.containerd.kata.v2", "io.containerd.runsc.v1", "containerd-shim-runc-v2", "/usr/bin/crun", "default")

PARTS = st.sampled_from(
    ["io", "containerd", "runc", "crun", "kata", "Kata", "v1", "v2", "nested", "name", "a", "bin", "true"]
    + [
        "",
        "",
        " ",
        "\t",
        "\n",
        "\0",
        "-",
        "~",
        "..",
        "%2e",
        "%2F",
        "$HOME",
        "$(true)",
        "`true`",
        "ß",
        "Ω",
        "⚓",
        "．",
        "∕",
        "\\",
        '"',
        "x" * 300,
    ]
)
SEPARATORS = st.sampled_from([".", ".", ".", ".", ".", "/", "//", "/./", "/../", "．", "∕", "\\", ":", "-", ""])
TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)


@st.composite
def built_of_parts(draw: st.DrawFn) -> str:
    """As names of shims and paths are, more or less."""
    pieces = [draw(st.sampled_from(["", "", "", "", ".", "/", "./", "../", " "]))]
    for part in draw(st.lists(PARTS, min_size=1, max_size=5)):
        pieces += [part, draw(SEPARATORS)]
    return "".join(pieces if draw(st.booleans()) else pieces[:-1])


@st.composite
def nearly_known(draw: st.DrawFn) -> str:
    """A name that stands for something, changed in one place or not at all."""
    name = draw(st.sampled_from(KNOWN + OTHERS))
    at = draw(st.integers(0, len(name)))
    changed = (
        name[:at] + draw(st.sampled_from([" ", ".", "/", "\0", "\n", "a", "．", "\u200b", "\u0301"])) + name[at:],
        name[:at] + name[at + 1 :],
        name[:at] + name[at:].upper(),
        name[:at] + name[at:].swapcase(),
        name[:at],
        name,
    )
    return draw(st.sampled_from(changed))


@dataclasses.dataclass(frozen=True)
class Live:
    connection: Connection
    expected: Expected

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        return self.connection.ask(method, f"/v{API}{path}", body)

    def ids(self) -> set[str]:
        return {each["Id"] for each in json.loads(self.ask("GET", "/containers/json?all=1")[1])}


@pytest.fixture
def live(stand: Stand) -> Iterator[Live]:
    """For all of a test's names. At its end nothing of them is there, and nothing is in containerd."""
    with contextlib.closing(Connection(stand.engine.socket)) as connection:
        live = Live(connection, stand.expected)
        before, records = live.ids(), stand.records()
        yield live
        assert live.ids() == before
    assert stand.records() == records


def holds(count: int) -> settings:
    """Nothing is kept between runs: what failed is told with how to see it again."""
    return settings(
        max_examples=count, deadline=None, database=None, print_blob=True, suppress_health_check=list(HealthCheck)
    )


def assert_judged(live: Live, name: str, body: bytes) -> None:
    """The body asks for that name: the answer is the rule's, and what was created is gone again."""
    status, answer = live.ask("POST", "/containers/create", body)
    if not accepted(name, KNOWN, passed_on=live.expected.holds("runtime.passed-on")):
        assert (status, json.loads(answer)["message"]) == (400, live.expected.text("runtime.unknown", name=name))
        return
    assert status == 201, answer
    path = f"/containers/{json.loads(answer)['Id']}"
    created = json.loads(live.ask("GET", f"{path}/json")[1])
    assert live.ask("DELETE", path) == (204, b"")
    assert created["HostConfig"]["Runtime"] == (name or "runc")


def asking_for(name: str, *, escaped: bool = True) -> bytes:
    return json.dumps({"Image": IMAGE, "HostConfig": {"Runtime": name}}, ensure_ascii=escaped).encode()


@holds(800)
@given(built_of_parts())
@example("")
@example("io.containerd.kata.v2")
@example("a/b.c")
def test_names_built_of_parts(live: Live, name: str) -> None:
    assert_judged(live, name, asking_for(name))


@holds(500)
@given(nearly_known())
def test_names_that_are_nearly_known(live: Live, name: str) -> None:
    assert_judged(live, name, asking_for(name, escaped=False))


@holds(400)
@given(TEXT | st.lists(TEXT, min_size=2, max_size=4).map(".".join))
def test_any_text(live: Live, name: str) -> None:
    assert_judged(live, name, asking_for(name))


@holds(300)
@given(st.binary(max_size=12) | st.tuples(st.just(b"io."), st.binary(max_size=12)).map(b"".join))
@example(b"io.containerd.\xff\xfe.v1")
def test_any_bytes(live: Live, name: bytes) -> None:
    body = asking_for("@").replace(
        b"@", b"".join(b"\\u%04x" % byte if byte < 32 or byte in b'"\\' else bytes([byte]) for byte in name)
    )
    try:
        text = name.decode()
    except UnicodeDecodeError:
        # To Go's decoder each such byte is another character; plimsolld reads no such body.
        if live.expected.holds("json.only-utf-8"):
            status, answer = live.ask("POST", "/containers/create", body)
            assert (status, json.loads(answer)["message"]) == (400, live.expected.text("json.unreadable"))
            return
        text = as_go_reads(name)
    assert_judged(live, text, body)


def as_go_reads(data: bytes) -> str:
    """Every byte that belongs to no character is one of its own; Python takes several together."""
    text = ""
    while data:
        for length in range(1, 5):
            try:
                text += data[:length].decode()
                break
            except UnicodeDecodeError:
                continue
        else:
            length = 1
            text += "\ufffd"
        data = data[length:]
    return text
