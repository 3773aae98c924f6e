"""What the plugin's fixtures hand out: a sandbox, and what is started in it when somebody first asks for it.

>>> from plimsoll import Configuration
>>> with Stand("reference", Configuration(default_runtime="io.containerd.runc.v2")) as stand:
...     print(stand.image, list(stand.logs))
plimsoll/busybox:latest ['containerd', 'plimsolld']
"""

from __future__ import annotations

import pathlib
from functools import cached_property
from typing import Self

from plimsoll.containerd import Containerd
from plimsoll.engine import Configuration, Engine
from plimsoll.sandbox import Sandbox


class Stand:
    """An engine, what it stands on and what it stands in, each made when it is first asked for.

    Args:
        target: reference, dockerd[=PATH], podman[=PATH], unix://PATH or defective:NAME.
        configuration: of the engine.
        keep: leave the sandbox's files, for a human.
    """

    def __init__(self, target: str, configuration: Configuration, keep: bool = False) -> None:
        self.target = target
        self.configuration = configuration
        self.keep = keep

    @cached_property
    def sandbox(self) -> Sandbox:
        """Empty, until one asks for more."""
        return Sandbox(keep=self.keep)

    @cached_property
    def containerd(self) -> Containerd:
        """In the sandbox."""
        return Containerd(self.sandbox)

    @cached_property
    def engine(self) -> Engine:
        """The target, on containerd unless somebody else runs it."""
        if self.target.startswith("unix://"):
            return Engine.external(self.target.removeprefix("unix://"))
        return Engine.start(self.target, self.containerd, self.configuration)

    @cached_property
    def image(self) -> str:
        """The name of an image the engine has."""
        return self.engine.load_busybox()

    @property
    def logs(self) -> dict[str, pathlib.Path]:
        """Of the daemons that were started, by their names."""
        there = vars(self)
        logs = {"containerd": self.containerd.log} if "containerd" in there else {}
        if "engine" in there and self.engine.log is not None:
            logs[self.engine.name] = self.engine.log
        return logs

    @property
    def directory(self) -> pathlib.Path | None:
        """The sandbox's; nothing: none was made."""
        return self.sandbox.directory if "sandbox" in vars(self) else None

    def close(self) -> None:
        """Ends all of it; an engine of somebody else goes on."""
        for name in ("engine", "sandbox"):
            if name in vars(self):
                getattr(self, name).close()

    def __enter__(self) -> Self:
        if not self.target.startswith("unix://"):
            self.sandbox  # now: a test that is the first to use it would have to answer for its process
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
