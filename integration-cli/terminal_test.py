"""Containers with a terminal, as somebody at a keyboard uses them."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import termios
import time

import pytest

from integration.stand import DOCKER, IMAGE, Stand


class Keyboard:
    """A terminal with the docker command line on it."""

    def __init__(self, stand: Stand, *arguments: str) -> None:
        self.seen = b""
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            environment = os.environ | {"DOCKER_HOST": stand.docker_host, "DOCKER_CONFIG": str(stand.sandbox.directory)}
            os.execve(DOCKER, [DOCKER, *arguments], environment)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", 33, 99, 0, 0))

    def read_until(self, text: bytes, patience: float = 20) -> None:
        end = time.monotonic() + patience
        while text not in self.seen:
            assert self._read(end), f"{text!r} never came: {self.seen!r}"

    def type(self, text: bytes) -> None:
        os.write(self._fd, text)

    def end(self, patience: float = 20) -> int:
        """Reads to the end, and returns the exit status."""
        end = time.monotonic() + patience
        while self._read(end):
            pass
        status = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
        os.close(self._fd)
        return status

    def _read(self, end: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], max(0, end - time.monotonic()))
        assert ready, f"nothing came any more: {self.seen!r}"
        try:
            piece = os.read(self._fd, 65536)
        except OSError:  # Linux says EIO when the other side has closed
            return False
        self.seen += piece
        return bool(piece)


@pytest.fixture
def container(cli):
    """The name of a container that is removed at the end."""
    yield "at-the-keyboard"
    cli("rm", "-f", "at-the-keyboard")


@pytest.mark.parametrize("runtime", ["runc", "crun"])
def test_a_terminal_has_the_clients_size(stand, runtime):
    keyboard = Keyboard(stand, "run", "-it", "--rm", "--runtime", runtime, "--network", "none", IMAGE, "sh")
    keyboard.read_until(b"/ #")
    keyboard.type(b"stty size; exit 6\n")
    assert keyboard.end() == 6
    assert b"33 99" in keyboard.seen


def test_output_of_a_terminal_without_input_arrives(stand):
    keyboard = Keyboard(stand, "run", "-t", "--rm", "--network", "none", IMAGE, "sh", "-c", "tty; exit 5")
    assert keyboard.end() == 5
    assert b"/dev/pts/0" in keyboard.seen


def test_who_detaches_can_come_back(stand, cli, container):
    keyboard = Keyboard(stand, "run", "-it", "--name", container, "--network", "none", IMAGE, "sh")
    keyboard.read_until(b"/ #")
    keyboard.type(b"\x10\x11")  # Ctrl-P Ctrl-Q
    assert keyboard.end() == 0
    assert cli("inspect", "-f", "{{.State.Running}}", container).stdout == "true\n"
    again = Keyboard(stand, "attach", container)
    again.type(b"echo back; exit 8\n")
    assert again.end() == 8
    assert b"back" in again.seen


def test_exec_has_a_terminal_of_its_own(stand, cli, container):
    assert cli("run", "-d", "--name", container, "--network", "none", IMAGE, "sleep", "600").returncode == 0
    keyboard = Keyboard(stand, "exec", "-it", container, "sh")
    keyboard.read_until(b"/ #")
    keyboard.type(b"echo $TERM; tty; exit 7\n")
    assert keyboard.end() == 7
    assert b"xterm" in keyboard.seen
    assert b"/dev/pts/0" in keyboard.seen
