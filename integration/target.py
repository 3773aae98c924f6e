"""The engines that a stand can start, as `--plimsoll-target` names them.

    Target.named("dockerd").command(programs)  # ["dockerd", "--bridge=none", ...]

All of them take dockerd's flags for sockets and directories, so these are the stand's.
"""

from __future__ import annotations

import argparse
import dataclasses
import pathlib

# No networks: they are slow to set up and nothing here is about them. As in fixtures/engine/dockerd.cc.
DOCKERD_FLAGS = (
    "--bridge=none",
    "--iptables=false",
    "--ip6tables=false",
    "--userland-proxy=false",
    "--storage-driver=overlay2",
    "--exec-opt=native.cgroupdriver=cgroupfs",
)


@dataclasses.dataclass(frozen=True)
class Target:
    """An engine, and how its answers are to be read."""

    generation: str
    """Whose behaviour is expected: `reference`, or a version of dockerd."""
    program: str
    """A name of our own programs', or an absolute path."""
    flags: tuple[str, ...] = ()
    tells_reloads: bool = True
    """By systemd's protocol. dockerd 20.10 does not; it logs them."""

    @staticmethod
    def named(name: str) -> Target:
        """`reference`, `dockerd` (Debian's), or `defective:NAME` with a name of `plimsoll self-test`."""
        kind, _, defect = name.partition(":")
        if name == "reference":
            return Target("reference", "plimsolld")
        if name == "dockerd":
            return Target("20.10", "/usr/sbin/dockerd", DOCKERD_FLAGS, tells_reloads=False)
        if kind == "defective" and defect:
            return Target("reference", "plimsolld-defective", (f"--defect={defect}",))
        raise argparse.ArgumentTypeError(f"no target {name!r}: there are reference, dockerd, defective:NAME")

    def executable(self, programs: pathlib.Path) -> pathlib.Path:
        return programs / self.program

    def command(self, programs: pathlib.Path) -> list[str]:
        return [str(self.executable(programs)), *self.flags]


REFERENCE = Target.named("reference")
