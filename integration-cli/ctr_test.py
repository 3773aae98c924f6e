"""`ctr` as somebody types it, with containerd's own shim and with ours: the same comes out."""

from __future__ import annotations

import os
import pathlib
import re
import shutil
import socket
from typing import Iterator

import pytest

from integration.busybox import docker_archive
from integration.sandbox import Sandbox

REPOSITORY = pathlib.Path(__file__).parent.parent
RELEASES = pathlib.Path(os.environ.get("PLIMSOLL_CONTAINERDS", REPOSITORY / "build/generations"))
PROGRAMS = {"bookworm": pathlib.Path("/usr/bin")} | {each: RELEASES / each / "usr/bin" for each in ("trixie", "sid")}
IMAGE = "docker.io/library/busybox:ctr"
SHIMS = ("io.containerd.runc.v2", "io.containerd.plimsoll.v1")


class Ctr:
    """A containerd of some generation in a sandbox, and its ctr."""

    def __init__(self, sandbox: Sandbox, directory: pathlib.Path, programs: pathlib.Path) -> None:
        self._sandbox = sandbox
        self._directory = directory
        shutil.copy(programs / "containerd-shim-plimsoll-v1", sandbox.shims)
        self._environment = os.environ | {"PATH": f"{sandbox.shims}:{directory}:{os.environ['PATH']}"}
        self._environment["TMPDIR"] = str(sandbox.scratch)
        self._runs = 0

    def start(self) -> None:
        """Returns when containerd says that it serves."""
        base = self._sandbox.directory
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notifications:
            notifications.settimeout(30)
            notifications.bind(f"{base}/notify")
            self._spawn_containerd(base)
            assert notifications.recv(4096) == b"READY=1"

    def _spawn_containerd(self, base: pathlib.Path) -> None:
        (base / "c.toml").write_text('version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt"]\n')
        words = [str(self._directory / "containerd"), "--config", str(base / "c.toml"), "--address", f"{base}/c.sock"]
        words += ["--root", f"{self._sandbox.scratch}/root", "--state", f"{self._sandbox.scratch}/state"]
        self._sandbox.spawn(words, "containerd.log", self._environment | {"NOTIFY_SOCKET": f"{base}/notify"})

    def __call__(self, *arguments: str) -> tuple[int, str]:
        """Exit status and output. Inside the sandbox, since ctr makes its fifos in /run."""
        self._runs += 1
        log = f"ctr{self._runs}.log"
        words = [str(self._directory / "ctr"), "--address", f"{self._sandbox.directory}/c.sock", *arguments]
        status = self._sandbox.spawn(words, log, self._environment).wait()
        return status, (self._sandbox.directory / log).read_text()


@pytest.fixture(scope="module", params=PROGRAMS)
def ctr(request: pytest.FixtureRequest, programs: pathlib.Path) -> Iterator[Ctr]:
    directory = PROGRAMS[request.param]
    assert (directory / "containerd").exists(), f"hack/containerd-of {request.param} {RELEASES}"
    with Sandbox(programs) as sandbox:
        ctr = Ctr(sandbox, directory, programs)
        ctr.start()
        archive = sandbox.directory / "busybox.tar"
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
