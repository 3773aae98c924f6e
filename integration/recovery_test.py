"""What plimsolld does when it, or what it stands on, goes away, and when its configuration changes."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import threading

import pytest

from integration.stand import DOCKER, IMAGE, Stand
from plimsoll import Process, programs

pytestmark = pytest.mark.of_plimsolld("how plimsolld keeps what it knows, in its own log and records")

CREATE = ("create", "--network", "none")
RUN = ("run", "--network", "none")
SIX: dict[str, object] = {"runtimes": {"six": {"path": "/usr/bin/crun"}}}


def ctr(stand: Stand, *words: str) -> str:
    command = [
        "ctr",
        "--address",
        str(stand.containerd.socket),
        "--namespace",
        stand.engine.containerd_namespace,
        *words,
    ]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def snapshots(stand: Stand) -> set[str]:
    lines = ctr(stand, "snapshot", "list").splitlines()[1:]
    return {line.split()[0] for line in lines if not line.startswith("sha256:")}


def started_by_hand(stand: Stand) -> Process:
    """The engine once more after it was killed, over the socket and the pidfile it left: a process that has a status."""
    command = stand.command
    stand.engine.kill()
    address = str(stand.sandbox.directory / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notifications:
        notifications.settimeout(30)
        notifications.bind(address)
        engine = stand.sandbox.spawn(command, environment=os.environ | {"NOTIFY_SOCKET": address})
        assert notifications.recv(4096) == b"READY=1"
    return engine


def test_the_socket_is_roots_and_its_groups(own_stand: Stand) -> None:
    status = os.stat(own_stand.engine.socket)
    assert (status.st_uid, stat.S_IMODE(status.st_mode)) == (0, 0o660)


def test_a_second_engine_does_not_take_the_socket(own_stand: Stand) -> None:
    words = [str(programs.program("plimsolld")), "--host", own_stand.engine.docker_host]
    words += ["--containerd", str(own_stand.containerd.socket), "--data-root", f"{own_stand.sandbox.scratch}/two"]
    second = own_stand.sandbox.run(words)
    assert second.code == 1
    assert "another engine is listening there" in second.output
    assert own_stand.docker("version").returncode == 0


def test_sigterm_stops_the_containers_and_ends(own_stand: Stand) -> None:
    engine = started_by_hand(own_stand)
    started = own_stand.docker(*RUN, "-d", "--name", "one", "--stop-timeout", "0", IMAGE, "sleep", "600")
    assert started.returncode == 0, started.stderr
    engine.signal(signal.SIGTERM)
    assert engine.wait().success
    assert own_stand.records() == {}
    assert not own_stand.engine.socket.exists()


def test_sigterm_does_not_wait_for_idle_clients_nor_followers(own_stand: Stand) -> None:
    engine = started_by_hand(own_stand)
    own_stand.docker(*RUN, "-d", "--name", "one", "--stop-timeout", "0", IMAGE, "sleep", "600")
    environment = own_stand.client_environment
    follower = subprocess.Popen([DOCKER, "logs", "-f", "one"], env=environment)
    watcher = subprocess.Popen([DOCKER, "events"], env=environment, stdout=subprocess.DEVNULL)
    with socket.socket(socket.AF_UNIX) as idle:
        idle.connect(str(own_stand.engine.socket))
        engine.signal(signal.SIGTERM)
        assert engine.wait().success
    for client in (follower, watcher):
        client.wait(20)


class TestAfterACrash:
    def test_containers_are_found_again(self, own_stand: Stand) -> None:
        command = "echo before; read x; echo $x; exit 7"
        assert own_stand.docker(*RUN, "-d", "-i", "--name", "one", IMAGE, "sh", "-c", command).returncode == 0
        own_stand.engine.kill()
        own_stand.engine.restart()
        assert own_stand.docker("inspect", "-f", "{{.State.Running}}", "one").stdout == "true\n"
        assert own_stand.docker("exec", "one", "echo", "in").stdout == "in\n"
        attached = own_stand.docker("attach", "one", stdin="after\n")
        assert (attached.returncode, attached.stdout) == (7, "after\n")
        assert own_stand.docker("logs", "one").stdout == "before\nafter\n"

    def test_an_end_in_between_is_known(self, own_stand: Stand) -> None:
        assert (
            own_stand.docker(*RUN, "-d", "-i", "--name", "one", IMAGE, "sh", "-c", "sleep 0.2; exit 9").returncode == 0
        )
        own_stand.engine.kill()
        own_stand.engine.restart()
        assert own_stand.docker("wait", "one").stdout == "9\n"
        assert own_stand.records() == {}

    def test_a_container_that_was_to_be_removed_is(self, own_stand: Stand) -> None:
        assert own_stand.docker(*RUN, "-d", "--rm", "--name", "one", IMAGE, "sh", "-c", "sleep 0.2").returncode == 0
        own_stand.engine.kill()
        own_stand.engine.restart()
        own_stand.docker("wait", "one")
        assert own_stand.docker("ps", "-aq").stdout == ""
        assert snapshots(own_stand) == set()

    def test_containers_lost_with_containerd_have_ended(self, own_stand: Stand) -> None:
        assert own_stand.docker(*RUN, "-d", "--name", "one", IMAGE, "sleep", "600").returncode == 0
        own_stand.engine.kill()
        (container,) = own_stand.records()
        ctr(own_stand, "task", "rm", "--force", container)
        ctr(own_stand, "container", "rm", container)
        own_stand.engine.restart()
        assert (
            own_stand.docker("inspect", "-f", "{{.State.Status}} {{.State.ExitCode}}", "one").stdout == "exited 255\n"
        )
        assert own_stand.docker("start", "one").returncode == 0

    @pytest.mark.parametrize("delay", [0.0, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15])
    def test_nothing_is_left_wherever_it_was_killed(self, own_stand: Stand, delay: float) -> None:
        for number in range(3):
            client = threading.Thread(
                target=own_stand.docker, args=(*RUN, "--name", f"number-{number}", IMAGE, "sleep", "600")
            )
            client.start()
            client.join(delay)  # the moment of the kill, not something waited for
            own_stand.engine.kill()
            client.join()
            own_stand.engine.restart()
        known = own_stand.docker("ps", "-aq", "--no-trunc").stdout.split()
        running = own_stand.docker("ps", "-q", "--no-trunc").stdout.split()
        assert set(own_stand.records()) == set(running)
        assert snapshots(own_stand) == set(known)
        for container in known:
            removed = own_stand.docker("rm", "-f", container)
            assert removed.returncode == 0, removed.stderr
        assert own_stand.records() == {}
        assert snapshots(own_stand) == set()


class TestWithoutContainerd:
    def test_the_cause_is_told_and_it_is_found_again(self, own_stand: Stand) -> None:
        own_stand.containerd.kill()
        for words in (("images",), (*CREATE, IMAGE, "true")):
            answer = own_stand.docker(*words)
            assert answer.returncode == 1
            assert "is containerd running" in answer.stderr
        assert own_stand.docker("ps", "-a").returncode == 0
        assert "unreachable" in own_stand.docker("version").stdout
        own_stand.containerd.restart()
        ran = own_stand.docker(*RUN, "--rm", IMAGE, "echo", "hello")
        assert (ran.returncode, ran.stdout) == (0, "hello\n"), ran.stderr

    def test_containers_outlive_it_and_their_ends_are_known(self, own_stand: Stand) -> None:
        assert own_stand.docker(*RUN, "-d", "-i", "--name", "one", IMAGE, "sh", "-c", "read x; exit 5").returncode == 0
        own_stand.containerd.restart()
        assert own_stand.docker("inspect", "-f", "{{.State.Running}}", "one").stdout == "true\n"
        assert own_stand.docker("attach", "one", stdin="x\n").returncode == 5


class TestReload:
    def test_it_takes_effect_without_a_restart(self, own_stand: Stand) -> None:
        assert own_stand.docker(*CREATE, "--runtime", "six", IMAGE, "true").returncode == 1
        own_stand.reload({"default-runtime": "six", **SIX})
        assert own_stand.docker(*CREATE, "--name", "one", IMAGE, "true").returncode == 0
        assert own_stand.docker("inspect", "-f", "{{.HostConfig.Runtime}}", "one").stdout == "six\n"
        assert own_stand.docker(*CREATE, "--runtime", "crun", IMAGE, "true").returncode == 1

    @pytest.mark.parametrize(
        "text",
        [
            "{",
            '{"runtimes": {"six": {"path": "/x"}, "seven": {}}}',
            '{"runtimes": {"runc": {"path": "/x"}, "six": {"path": "/x"}}}',
            '{"runtimes": {"six": {"path": "/x"}}, "default-runtime": "none"}',
            '{"runtimes": {"six": {"path": "/x"}}, "debug-typo": true}',
        ],
    )
    def test_it_takes_effect_as_a_whole_or_not_at_all(self, own_stand: Stand, text: str) -> None:
        reload = own_stand.engine.reload(text)
        assert (reload.outcome, "the configuration stays as it was" in reload.said) == ("refused", True)
        assert own_stand.docker(*CREATE, "--runtime", "six", IMAGE, "true").returncode == 1
        assert own_stand.docker(*CREATE, "--runtime", "crun", IMAGE, "true").returncode == 0

    def test_what_is_asked_of_a_running_container_needs_no_runtime_any_more(self, own_stand: Stand) -> None:
        own_stand.reload({"runtimes": {"wrapped": {"path": "/usr/sbin/runc", "runtimeArgs": ["--debug"]}}})
        assert (
            own_stand.docker(*RUN, "-d", "--name", "one", "--runtime", "wrapped", IMAGE, "sleep", "600").returncode == 0
        )
        own_stand.reload({"runtimes": {}})
        assert own_stand.docker("exec", "one", "echo", "in").stdout == "in\n"
        assert own_stand.docker("stop", "-t", "0", "one").returncode == 0
        assert own_stand.expected.text("runtime.unknown", name="wrapped") in own_stand.docker("start", "one").stderr
        assert (
            own_stand.docker("inspect", "-f", "{{.State.Status}} {{.State.ExitCode}}", "one").stdout == "exited 137\n"
        )

    def test_a_restart_without_the_runtime_leaves_the_container_stopped(self, own_stand: Stand) -> None:
        assert own_stand.docker(*RUN, "-d", "--name", "one", "--runtime", "crun", IMAGE, "sleep", "600").returncode == 0
        own_stand.reload({"runtimes": {}})
        gone = own_stand.expected.text("runtime.gone", name="crun")
        failed = own_stand.expected.text("restart.failed", name="one", why=gone)
        assert failed in own_stand.docker("restart", "-t", "0", "one").stderr
        state = own_stand.docker("inspect", "-f", "{{.State.Status}} {{.State.ExitCode}} {{.State.Error}}", "one")
        assert state.stdout == f"exited 128 {gone}\n"

    def test_a_runtime_with_arguments_has_to_be_there_when_it_is_chosen(self, own_stand: Stand) -> None:
        own_stand.reload(
            {"runtimes": {"gone": {"path": "/no/such", "runtimeArgs": ["x"]}, "plain": {"path": "/no/such"}}}
        )
        refused = own_stand.docker(*CREATE, "--runtime", "gone", IMAGE, "true")
        why = own_stand.expected.text("program.no-file", program="/no/such")
        assert own_stand.expected.text("runtime.not-looked-up", why=why) in refused.stderr
        assert own_stand.docker(*RUN, "--runtime", "plain", IMAGE, "true").returncode == 127
