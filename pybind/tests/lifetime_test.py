"""What is held is given back, once, by whoever made it."""

from __future__ import annotations

import gc
import os
import pathlib
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from typing import Callable, Iterator

import pytest

from plimsoll import ClosedError, Containerd, Engine, ForkedError, PlimsollError, Sandbox, Shim, TimedOut


def in_a_child(act: Callable[[], object]) -> str:
    """Forks, acts, and returns what was raised there."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            act()
        except BaseException as error:
            os.write(writing, traceback.format_exception_only(type(error), error)[0].encode())
        os._exit(0)
    os.close(writing)
    with open(reading) as said:
        text = said.read()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    return text


def test_closing_a_sandbox_leaves_nothing_of_it() -> None:
    with Sandbox() as box:
        sleeper = box.spawn(["sleep", "1000"])
        assert box.directory.exists() and pathlib.Path(f"/proc/{sleeper.pid}").exists()
    assert not box.directory.exists()
    assert not pathlib.Path(f"/proc/{sleeper.pid}").exists()


def test_a_sandbox_that_is_kept_leaves_its_files() -> None:
    with Sandbox(keep=True) as box:
        box.run(["echo", "kept"])
    try:
        assert "kept" in (box.directory / "run-1.log").read_text()
    finally:
        subprocess.run(["rm", "-r", str(box.directory)], check=True)


def test_closing_a_sandbox_closes_what_is_in_it() -> None:
    with Sandbox() as box:
        containerd = Containerd(box)
        engine = Engine.reference(containerd)
        shim = Shim(box, "io.containerd.kata.v2")
    assert (containerd.closed, engine.closed, shim.closed) == (True, True, True)


def test_closing_twice_is_closing_once() -> None:
    box = Sandbox()
    box.close()
    box.close()
    assert box.closed


def test_what_is_closed_is_not_used() -> None:
    with Sandbox() as box, Containerd(box) as containerd:
        engine = Engine.reference(containerd)
        engine.close()
        with pytest.raises(ClosedError, match="use engine: it is closed"):
            engine.restart()
    uses: list[Callable[[], object]] = [lambda: box.run(["true"]), lambda: Containerd(box), lambda: containerd.alive]
    for use in uses:
        with pytest.raises(ClosedError):
            use()
    with pytest.raises(ClosedError), box:
        pass


def test_a_process_of_a_sandbox_that_has_ended_was_killed() -> None:
    with Sandbox() as box:
        sleeper = box.spawn(["sleep", "1000"])
    assert sleeper.wait(10).signal == signal.SIGKILL


def test_an_engine_holds_what_it_stands_on() -> None:
    def made() -> Engine:
        return Engine.reference(Containerd(Sandbox()))

    engine = made()
    gc.collect()
    engine.restart()
    assert engine.alive
    assert engine.containerd is not None
    engine.containerd.sandbox.close()


def test_one_that_was_forgotten_is_closed_and_told_of() -> None:
    box = Sandbox()
    directory = box.directory
    with pytest.warns(ResourceWarning, match="nobody closed this sandbox"):
        del box
        gc.collect()
    assert not directory.exists()


def test_a_child_after_a_fork_is_told_so() -> None:
    with Sandbox() as box, Containerd(box) as containerd:
        assert "ForkedError: use containerd: it belongs to process" in in_a_child(containerd.kill)
        assert "ForkedError: use sandbox" in in_a_child(box.close)
        assert containerd.alive


def test_what_a_child_lets_go_of_is_still_its_parents() -> None:
    with Sandbox() as box:
        assert in_a_child(lambda: vars(box).pop("_handle")) == ""  # there is no other reference
        assert box.run(["true"]).success


def test_a_child_makes_a_sandbox_of_its_own() -> None:
    def make() -> None:
        with Sandbox() as own, Containerd(own) as containerd, Engine.reference(containerd) as engine:
            assert engine.alive

    with Sandbox() as box, Containerd(box) as containerd:
        assert in_a_child(make) == ""
        assert containerd.alive


# The child does not leave by os._exit, as most do.
FORKED = """
import os, sys
from plimsoll import Sandbox
with Sandbox() as box:
    child = os.fork()
    if child == 0:
        sys.exit(7)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), box.run(["true"]).success)
"""


def test_a_child_ends_as_it_likes() -> None:
    ran = subprocess.run([sys.executable, "-c", FORKED], capture_output=True, text=True, timeout=100)
    assert (ran.stdout, ran.stderr) == ("7 True\n", "")


def test_a_process_is_not_for_a_child_either(box: Sandbox) -> None:
    sleeper = box.spawn(["sleep", "1000"])
    assert ForkedError.__name__ in in_a_child(lambda: sleeper.signal(signal.SIGKILL))
    sleeper.signal(signal.SIGKILL)
    assert sleeper.wait().signal == signal.SIGKILL


def test_a_command_that_takes_too_long_is_killed(box: Sandbox) -> None:
    with pytest.raises(TimedOut, match="wait for sleep: it has not ended after 0.1 s"):
        box.run(["sleep", "1000"], timeout=0.1)


def test_other_threads_go_on_while_one_waits(box: Sandbox) -> None:
    sleeper = box.spawn(["sleep", "1000"])
    threading.Thread(target=sleeper.signal, args=[signal.SIGTERM]).start()
    assert sleeper.wait().signal == signal.SIGTERM


def test_threads_use_one_sandbox_together(box: Sandbox) -> None:
    outputs: list[str] = []
    threads = [threading.Thread(target=lambda: outputs.append(box.run(["echo", "here"]).output)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outputs == ["here\n"] * 8


def test_a_sandbox_that_is_closed_ends_the_waits_of_other_threads() -> None:
    with Sandbox() as box:
        sleeper = box.spawn(["sleep", "1000"])
        waited: list[int] = []
        waiter = threading.Thread(target=lambda: waited.append(sleeper.wait(60).signal))
        waiter.start()
    waiter.join(30)
    assert waited == [signal.SIGKILL]


Alarm = Callable[[Callable[[], None]], None]


@pytest.fixture
def alarm() -> Iterator[Alarm]:
    """Has a signal handled in half a second, when whoever asked for it waits for something else."""
    before = signal.getsignal(signal.SIGALRM)

    def in_half_a_second(act: Callable[[], None]) -> None:
        signal.signal(signal.SIGALRM, lambda *_: act())
        signal.setitimer(signal.ITIMER_REAL, 0.5)

    yield in_half_a_second
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def interrupt() -> None:
    """What Python does at Ctrl-C."""
    raise KeyboardInterrupt


def test_a_signal_ends_a_wait(box: Sandbox, alarm: Alarm) -> None:
    sleeper = box.spawn(["sleep", "1000"])
    before = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        alarm(interrupt)
        sleeper.wait(60)
    assert time.monotonic() - before < 30
    sleeper.signal(signal.SIGKILL)


def test_a_signal_somebody_handles_is_handled_while_the_wait_goes_on(box: Sandbox, alarm: Alarm) -> None:
    sleeper = box.spawn(["sleep", "1000"])
    alarm(lambda: sleeper.signal(signal.SIGTERM))
    assert sleeper.wait(60).signal == signal.SIGTERM


def test_whoever_listens_for_signals_hears_of_them_nevertheless(box: Sandbox, alarm: Alarm) -> None:
    reading, writing = socket.socketpair()
    writing.setblocking(False)
    before = signal.set_wakeup_fd(writing.fileno())
    try:
        sleeper = box.spawn(["sleep", "1000"])
        alarm(lambda: sleeper.signal(signal.SIGTERM))
        sleeper.wait(60)
        assert reading.recv(1)[0] == signal.SIGALRM
    finally:
        assert signal.set_wakeup_fd(before) == writing.fileno()
        reading.close()
        writing.close()


# An engine that says it was started, and then nothing: whoever hears it interrupts the one who waits for it.
INTERRUPTED = """
import os, subprocess
from plimsoll import Containerd, Engine, Sandbox
with Sandbox() as box, Containerd(box) as containerd:
    print(box.directory, flush=True)
    started = box.directory / "started"
    os.mkfifo(started)
    silent = box.directory / "silent"
    silent.write_text(f"#!/bin/sh\\necho > {started}\\nexec sleep 1000\\n")
    silent.chmod(0o755)
    subprocess.Popen(["sh", "-c", f"read line < {started}; kill -INT {os.getpid()}"])
    Engine.dockerd(containerd, program=silent)
"""


def test_an_interrupted_start_leaves_nothing() -> None:
    before = time.monotonic()
    ran = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, timeout=100)
    assert ran.returncode == -signal.SIGINT, ran.stderr
    assert "KeyboardInterrupt" in ran.stderr
    assert not pathlib.Path(ran.stdout.strip()).exists()
    assert time.monotonic() - before < 18  # dockerd has 20 seconds to answer


def test_a_daemon_that_dies_under_ones_feet_is_told_of_and_no_wait_hangs() -> None:
    with Sandbox() as box, Containerd(box) as containerd:
        with Engine.reference(containerd) as engine:
            engine.kill()
            assert (engine.alive, engine.ending_signal) == (False, signal.SIGKILL)
            with pytest.raises(PlimsollError, match="docker.sock"):
                engine.load_busybox()
            engine.restart()
            assert engine.alive
        containerd.kill()
        assert not containerd.alive
