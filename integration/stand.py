"""containerd with an engine on top of it, in a sandbox of its own.

with Stand(programs) as stand:
    stand.docker("run", "--rm", stand.image, "true")
"""

from __future__ import annotations

import contextlib
import json
import os
import pathlib
import select
import shutil
import signal
import socket
import subprocess
from typing import Any, Mapping, Sequence

from integration.busybox import CHANGES, busybox_tar
from integration.sandbox import PATIENCE, Process, Sandbox, SandboxError
from integration.target import REFERENCE, Target

IMAGE = "plimsoll/busybox:latest"
API = "1.41"  # the newest version that 20.10 serves
DOCKER = "/usr/bin/docker"  # Debian's, whatever else is on PATH
CONTAINERD_CONFIGURATION = 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt"]\n'


class Stand:
    def __init__(
        self,
        programs: pathlib.Path,
        configuration: Mapping[str, Any] | None = None,
        target: Target = REFERENCE,
        flags: Sequence[str] = (),
    ) -> None:
        self.programs = programs
        self.target = target
        self.flags = tuple(flags)
        self.sandbox = Sandbox(programs)
        self.configuration_file = self.sandbox.directory / "daemon.json"
        try:
            self._notifications = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            self._notifications.settimeout(PATIENCE)
            self._notifications.bind(self._notify_path)
            self.containerd = self.start_containerd()
            self.write_configuration(configuration or {})
            self.engine = self.start_engine()
            self._import_busybox()
        except BaseException:
            self.close()
            raise

    @property
    def image(self) -> str:
        return IMAGE

    @property
    def docker_host(self) -> str:
        return f"unix://{self.sandbox.directory}/d.sock"

    @property
    def client_environment(self) -> dict[str, str]:
        """What the docker command line and its like find the engine by."""
        return os.environ | {"DOCKER_HOST": self.docker_host, "DOCKER_CONFIG": str(self.sandbox.directory)}

    def shim_path(self, name: str) -> pathlib.Path:
        """Where containerd finds the shim that a runtime's name stands for."""
        return self.sandbox.shims / ("containerd-shim-" + "-".join(name.split(".")[-2:]))

    @property
    def _notify_path(self) -> str:
        return str(self.sandbox.directory / "notify")

    def start_containerd(self) -> Process:
        """Returns when it serves."""
        directory, scratch = self.sandbox.directory, self.sandbox.scratch
        file = directory / "containerd.toml"
        file.write_text(CONTAINERD_CONFIGURATION)
        words = ["containerd", "--config", str(file), "--address", f"{directory}/c.sock"]
        words += ["--root", f"{scratch}/containerd", "--state", f"{scratch}/containerd-state"]
        changes = {"PATH": f"{self.sandbox.shims}:{os.environ['PATH']}", "TMPDIR": str(scratch)}
        return self._start(words, "containerd.log", changes)

    def start_engine(self) -> Process:
        """Returns when it serves."""
        return self._start(self.engine_command(), "engine.log", {})

    def stop_engine(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Returns when it has ended, by the signal or before."""
        with contextlib.suppress(ProcessLookupError):
            self.engine.signal(number)
            self.engine.wait()
        self._forget_notifications()

    def engine_command(self, *more: str, configuration_file: pathlib.Path | None = None) -> list[str]:
        """What somebody types to start the engine here."""
        directory, scratch = self.sandbox.directory, self.sandbox.scratch
        words = [*self.target.command(self.programs), *self.flags, *more]
        words += ["--host", self.docker_host, "--containerd", f"{directory}/c.sock", "--pidfile", f"{directory}/pid"]
        words += ["--data-root", f"{scratch}/engine", "--exec-root", f"{scratch}/engine-state"]
        return [*words, "--config-file", str(configuration_file or self.configuration_file)]

    def write_configuration(self, configuration: Mapping[str, Any]) -> None:
        self.configuration_file.write_text(json.dumps(configuration))

    def reload(self) -> None:
        """Returns when the engine has read its configuration again."""
        if not self.target.tells_reloads:
            return self._reload_by_the_log()
        self.engine.signal(signal.SIGHUP)
        self._await("RELOADING=1")
        self._await("READY=1")

    def install_shim(self, name: str, program: str = "/usr/bin/containerd-shim-runc-v2") -> pathlib.Path:
        """Puts a copy of runc's shim on containerd's PATH under the name that a runtime's name stands for."""
        return pathlib.Path(shutil.copy(program, self.shim_path(name)))

    def docker(
        self, *arguments: str, stdin: str | bytes | None = None, program: str = DOCKER
    ) -> subprocess.CompletedProcess[str]:
        """Runs the docker command line against the engine."""
        data = stdin.encode() if isinstance(stdin, str) else stdin
        ran = subprocess.run([program, *arguments], env=self.client_environment, input=data, capture_output=True, timeout=120)
        return subprocess.CompletedProcess(ran.args, ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    def containerd_records(self) -> dict[str, Any]:
        """What containerd itself knows of containers: its records by id."""
        ctr = ["ctr", "--address", f"{self.sandbox.directory}/c.sock", "--namespace", "moby", "container"]
        ids = subprocess.run([*ctr, "list", "--quiet"], capture_output=True, text=True, check=True).stdout.split()
        return {
            each: json.loads(subprocess.run([*ctr, "info", each], capture_output=True, check=True).stdout) for each in ids
        }

    def runs(self, program: str) -> bool:
        """Whether a process of the sandbox executes that file of the directory of shims."""
        return any(program in line for line in self._executables())

    def _executables(self) -> list[str]:
        wanted = []
        for process in pathlib.Path("/proc").glob("[0-9]*/exe"):
            try:
                wanted.append(os.readlink(process))
            except OSError:  # it has ended, or is the kernel's
                continue
        return [path for path in wanted if path.startswith(str(self.sandbox.directory))]

    def logs(self) -> str:
        files = [self.sandbox.directory / name for name in ("containerd.log", "engine.log")]
        return "".join(f"--- {file.name}\n{file.read_text()}" for file in files if file.exists())

    def close(self) -> None:
        self._notifications.close()
        self.sandbox.close()

    def __enter__(self) -> Stand:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self, words: list[str], log: str, changes: Mapping[str, str]) -> Process:
        """Both daemons speak systemd's protocol, so that nobody has to look at sockets until they answer."""
        process = self.sandbox.spawn(words, log, os.environ | {"NOTIFY_SOCKET": self._notify_path} | changes)
        self._await("READY=1")
        return process

    def _reload_by_the_log(self) -> None:
        """tail follows by inotify; from the first new line, so that it does not matter when it starts to read."""
        log = self.sandbox.directory / "engine.log"
        first = log.read_bytes().count(b"\n") + 1
        words = ["timeout", f"{PATIENCE:g}", "tail", "--follow", f"--lines=+{first}", str(log)]
        self.engine.signal(signal.SIGHUP)
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as tail:
            assert tail.stdout is not None
            read = any("Reloaded configuration" in line or "level=error" in line for line in tail.stdout)
            tail.terminate()
        if not read:
            raise SandboxError(f"nobody said that the configuration was read\n{self.logs()}")

    def _await(self, state: str) -> None:
        try:
            said = self._notifications.recv(4096).decode()
        except TimeoutError:
            raise SandboxError(f"nobody said {state}\n{self.logs()}") from None
        assert said == state, self.logs()

    def _forget_notifications(self) -> None:
        """Of one that has ended: it may have said that it was stopping, and it may not."""
        while select.select([self._notifications], [], [], 0)[0]:
            self._notifications.recv(4096)

    def _import_busybox(self) -> None:
        changes = [word for change in CHANGES for word in ("--change", change)]
        imported = self.docker("import", *changes, "-", IMAGE, stdin=busybox_tar())
        assert imported.returncode == 0, imported.stderr + self.logs()
