"""`ctr` as somebody types it, with containerd's own shim and with ours: the same comes out."""

from __future__ import annotations

import os
import pathlib
import re
import shutil
from typing import Iterator

import pytest

from integration.busybox import docker_archive
from plimsoll import Containerd, Sandbox, programs

REPOSITORY = pathlib.Path(__file__).parent.parent
RELEASES = pathlib.Path(os.environ.get("PLIMSOLL_CONTAINERDS", REPOSITORY / "build/generations"))
PROGRAMS = {"bookworm": pathlib.Path("/usr/bin")} | {each: RELEASES / each / "usr/bin" for each in ("trixie", "sid")}
IMAGE = "docker.io/library/busybox:ctr"
SHIMS = ("io.containerd.runc.v2", "io.containerd.plimsoll.v1")


class Ctr:
    """The ctr that belongs to a containerd of some generation."""

    def __init__(self, containerd: Containerd, program: pathlib.Path) -> None:
        self._containerd = containerd
        self._program = program

    def __call__(self, *arguments: str) -> tuple[int, str]:
        """Exit status and output. Inside the sandbox, since ctr makes its fifos in /run."""
        box = self._containerd.sandbox
        words = [str(self._program), "--address", str(self._containerd.socket), *arguments]
        ran = box.run(words, environment=os.environ | {"TMPDIR": f"{box.scratch}/tmp"})
        return ran.code, ran.output


@pytest.fixture(scope="module", params=PROGRAMS)
def ctr(request: pytest.FixtureRequest) -> Iterator[Ctr]:
    directory = PROGRAMS[request.param]
    assert (directory / "containerd").exists(), f"hack/containerd-of {request.param} {RELEASES}"
    with Sandbox() as box, Containerd(box, binary=directory / "containerd", path=[directory]) as containerd:
        shutil.copy(programs.program("containerd-shim-plimsoll-v1"), box.shims)
        ctr = Ctr(containerd, directory / "ctr")
        archive = box.directory / "busybox.tar"
        archive.write_bytes(docker_archive("library/busybox:ctr"))
        status, said = ctr("image", "import", str(archive))
        assert status == 0, said
        yield ctr


def comparable(said: str) -> str:
    """Without times, and in an order of its own: two streams come in any."""
    return "\n".join(sorted(re.sub(r'time="[^"]*"', "time=T", said).splitlines()))


def same(ctr: Ctr, *steps: tuple[str, ...]) -> list[tuple[int, str]]:
    """Plays the steps with each shim. SHIM and ID in them stand for what differs."""

    def play(shim: str) -> list[tuple[int, str]]:
        container = "c" + shim.split(".")[-2]
        answers = [ctr(*(word.replace("SHIM", shim).replace("ID", container) for word in step)) for step in steps]
        return [(status, comparable(said.replace(container, "ID"))) for status, said in answers]

    theirs, ours = (play(shim) for shim in SHIMS)
    assert theirs == ours
    return ours


@pytest.mark.parametrize("status", [0, 7])
def test_run(ctr: Ctr, status: int) -> None:
    command = ("sh", "-c", f"echo out; echo err >&2; exit {status}")
    (ran,) = same(ctr, ("run", "--rm", "--runtime", "SHIM", IMAGE, "ID", *command))
    assert ran[0] == status
    assert ran[1] == "err\nout"


def test_a_task_is_followed_through_its_life(ctr: Ctr) -> None:
    answers = same(
        ctr,
        ("run", "-d", "--runtime", "SHIM", IMAGE, "ID", "sleep", "600"),
        ("task", "exec", "--exec-id", "x", "ID", "sh", "-c", "echo of exec; exit 5"),
        ("task", "pause", "ID"),
        ("task", "exec", "--exec-id", "y", "ID", "true"),
        ("task", "resume", "ID"),
        ("task", "kill", "--signal", "SIGKILL", "ID"),
        ("task", "attach", "ID"),
        ("task", "delete", "ID"),
        ("container", "delete", "ID"),
    )
    assert answers[1] == (5, "of exec")
    assert answers[3][0] != 0
    assert [status for status, _ in answers[4:6]] == [0, 0]


def test_metrics_are_of_the_same_kind(ctr: Ctr) -> None:
    def names(shim: str) -> list[str]:
        assert ctr("run", "-d", "--runtime", shim, IMAGE, "m", "sleep", "600")[0] == 0
        status, said = ctr("task", "metrics", "m")
        ctr("task", "delete", "--force", "m")
        ctr("container", "delete", "m")
        assert status == 0, said
        return [line.split()[0] for line in said.splitlines() if line.strip()]

    theirs, ours = (names(shim) for shim in SHIMS)
    assert theirs == ours


def test_attach_hears_what_comes_after_it(ctr: Ctr) -> None:
    (_, attached, *_) = same(
        ctr,
        ("run", "-d", "--runtime", "SHIM", IMAGE, "ID", "sh", "-c", "sleep 1; echo the end; exit 3"),
        ("task", "attach", "ID"),  # which deletes the task at its end
        ("container", "delete", "ID"),
    )
    assert attached == (3, "the end")
