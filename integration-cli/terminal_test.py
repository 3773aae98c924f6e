"""Containers with a terminal, as somebody at a keyboard uses them."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import termios
import time
from typing import Iterator

import pytest

from integration.cli import Cli, Must
from integration.expected import Expected
from integration.stand import DOCKER, IMAGE, Stand


class Keyboard:
    """A terminal with the docker command line on it."""

    def __init__(self, stand: Stand, *arguments: str) -> None:
        self.seen = b""
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.execve(DOCKER, [DOCKER, *arguments], stand.client_environment)
        self.resize(33, 99)

    def resize(self, rows: int, columns: int) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

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
def container(cli: Cli) -> Iterator[str]:
    """The name of a container that is removed at the end."""
    yield "at-the-keyboard"
    cli("rm", "-f", "at-the-keyboard")


@pytest.mark.parametrize("runtime", ["runc", "crun"])
def test_a_terminal_has_the_clients_size(stand: Stand, runtime: str) -> None:
    keyboard = Keyboard(stand, "run", "-it", "--rm", "--runtime", runtime, "--network", "none", IMAGE, "sh")
    keyboard.read_until(b"/ #")
    keyboard.type(b"stty size; exit 6\n")
    assert keyboard.end() == 6
    assert b"33 99" in keyboard.seen


def test_output_of_a_terminal_without_input_arrives(stand: Stand) -> None:
    keyboard = Keyboard(stand, "run", "-t", "--rm", "--network", "none", IMAGE, "sh", "-c", "tty; exit 5")
    assert keyboard.end() == 5
    assert b"/dev/pts/0" in keyboard.seen


def test_who_detaches_can_come_back(stand: Stand, cli: Cli, container: str) -> None:
    keyboard = Keyboard(stand, "run", "-it", "--name", container, "--network", "none", IMAGE, "sh")
    keyboard.read_until(b"/ #")
    keyboard.type(b"\x10\x11")  # Ctrl-P Ctrl-Q
    assert keyboard.end() == 0
    assert cli("inspect", "-f", "{{.State.Running}}", container).stdout == "true\n"
    again = Keyboard(stand, "attach", container)
    again.type(b"echo back; exit 8\n")
    assert again.end() == 8
    assert b"back" in again.seen


def test_exec_has_a_terminal_of_its_own(stand: Stand, cli: Cli, container: str) -> None:
    assert cli("run", "-d", "--name", container, "--network", "none", IMAGE, "sleep", "600").returncode == 0
    keyboard = Keyboard(stand, "exec", "-it", container, "sh")
    keyboard.read_until(b"/ #")
    keyboard.type(b"echo $TERM; tty; exit 7\n")
    assert keyboard.end() == 7
    assert b"xterm" in keyboard.seen
    assert b"/dev/pts/0" in keyboard.seen


# `run` reads the size once more before it listens for changes, and one in between is lost; `attach` listens before it passes on
# what is typed (docker/cli v20.10.24:cli/command/container/attach.go, tty.go).
def test_a_resize_arrives_and_control_c_is_a_signal_inside(stand: Stand, must: Must, container: str) -> None:
    must("run", "-dit", "--name", container, "--network", "none", IMAGE, "sh")
    keyboard = Keyboard(stand, "attach", container)
    keyboard.type(b"trap 'stty size; echo and back' WINCH; trap 'exit 4' INT\n")
    keyboard.type(b"echo rea''dy; while :; do sleep 60 & wait $!; done\n")
    keyboard.read_until(b"ready")
    keyboard.resize(44, 120)
    keyboard.read_until(b"44 120\r\nand back")  # until then the keyboard is stty's
    keyboard.type(b"\x03")
    assert keyboard.end() == 4


def test_control_c_is_a_signal_inside_of_what_is_run(stand: Stand) -> None:
    keyboard = Keyboard(stand, "run", "-it", "--rm", "--network", "none", IMAGE, "sh")
    keyboard.read_until(b"/ #")
    keyboard.type(b"trap 'exit 4' INT; echo rea''dy; while :; do sleep 60 & wait $!; done\n")
    keyboard.read_until(b"ready")
    keyboard.type(b"\x03")
    assert keyboard.end() == 4


def test_the_keys_to_detach_with_can_be_others(stand: Stand, cli: Cli, container: str) -> None:
    keyboard = Keyboard(
        stand, "run", "-it", "--detach-keys", "ctrl-x,q", "--name", container, "--network", "none", IMAGE, "sh"
    )
    keyboard.read_until(b"/ #")
    keyboard.type(b"\x18q")
    assert keyboard.end() == 0
    assert cli("inspect", "-f", "{{.State.Running}} {{.Config.Tty}}", container).stdout == "true true\n"


def test_a_created_container_is_started_at_the_keyboard(stand: Stand, must: Must, container: str) -> None:
    must("create", "-it", "--name", container, "--network", "none", IMAGE, "sh")
    keyboard = Keyboard(stand, "start", "--attach", "--interactive", container)
    keyboard.type(b"tty; exit 6\n")
    assert keyboard.end() == 6
    assert b"/dev/pts/0" in keyboard.seen


def test_the_end_of_input_ends_a_shell_with_its_last_status(stand: Stand, running: str) -> None:
    keyboard = Keyboard(stand, "exec", "-it", running, "sh")
    keyboard.read_until(b"/ #")
    keyboard.type(b"false\n\x04")
    assert keyboard.end() == 1


@pytest.mark.parametrize("command", ["run", "exec"])
def test_without_a_keyboard_there_is_a_terminal_all_the_same(stand: Stand, running: str, command: str) -> None:
    where = ("run", "--rm", "--tty", "--network", "none", IMAGE) if command == "run" else ("exec", "--tty", running)
    keyboard = Keyboard(stand, *where, "sh", "-c", "test -t 1 && test -t 2 && exit 3")
    assert keyboard.end() == 3


def test_the_log_of_a_terminal_has_a_terminals_lines(stand: Stand, must: Must, container: str) -> None:
    keyboard = Keyboard(
        stand, "run", "--tty", "--name", container, "--network", "none", IMAGE, "sh", "-c", "echo out; echo err >&2"
    )
    assert keyboard.end() == 0
    assert must("logs", container) == "out\r\nerr\r\n"


@pytest.mark.parametrize("runtime", ["nobody", "/bin/true"])
def test_a_refused_runtime_is_told_on_the_terminal(stand: Stand, expected: Expected, runtime: str) -> None:
    keyboard = Keyboard(stand, "run", "-it", "--rm", "--runtime", runtime, "--network", "none", IMAGE, "sh")
    assert keyboard.end() == 125
    assert expected.text("runtime.unknown", name=runtime).encode() in keyboard.seen


@pytest.mark.parametrize(
    ("program", "why", "status"), [("/no/such", "program.no-file", 127), ("/etc/passwd", "program.not-executable", 126)]
)
def test_a_program_that_cannot_be_run_is_told_on_the_terminal(
    stand: Stand, expected: Expected, program: str, why: str, status: int
) -> None:
    keyboard = Keyboard(stand, "run", "-it", "--rm", "--network", "none", IMAGE, program)
    assert keyboard.end() == status
    assert expected.text(why, program=program).encode() in keyboard.seen
