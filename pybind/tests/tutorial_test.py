"""docs/python.md and the examples do what they say, with nothing but what is installed."""

from __future__ import annotations

import os
import pathlib
import re
import shutil
import subprocess
from typing import Iterator

import pytest

import plimsoll

BUILD = pathlib.Path(plimsoll.__file__).parents[2]
REPOSITORY = pathlib.Path(__file__).parents[2]
EXAMPLES = REPOSITORY / "examples"
PAGE = (REPOSITORY / "docs/python.md").read_text()
WHERE_THE_PAGE_INSTALLS = "/opt/plimsoll"


def blocks(language: str) -> list[str]:
    """What stands on the page between fences of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


INSTALL, *COMMANDS = blocks("sh")
FILES = {block.splitlines()[0].removeprefix("# "): block for block in blocks("python")}


class Newcomer:
    """Somebody in a directory of their own, who has followed the page's first block."""

    def __init__(self, directory: pathlib.Path) -> None:
        self.directory = directory
        self.prefix = directory / "prefix"
        self._sh(self._moved(INSTALL), REPOSITORY)
        for name, text in FILES.items():
            (directory / name).write_text(text)
        for example in EXAMPLES.glob("*.py"):
            shutil.copy(example, directory)

    def types(self, commands: str) -> str:
        """What came of it, which has to go well."""
        exported = [line for line in INSTALL.splitlines() if line.startswith("export ")]
        return self._sh(self._moved("\n".join([*exported, commands])), self.directory)

    def _moved(self, commands: str) -> str:
        return commands.replace(WHERE_THE_PAGE_INSTALLS, str(self.prefix)).replace("build/release", str(BUILD))

    def _sh(self, commands: str, directory: pathlib.Path) -> str:
        own = ("PYTHONPATH", "PLIMSOLL_PROGRAMS")  # those of the build
        environment = {name: value for name, value in os.environ.items() if name not in own}
        words = ["sh", "-euc", commands]
        ran = subprocess.run(words, cwd=directory, env=environment, capture_output=True, text=True, timeout=300)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout


@pytest.fixture(scope="session")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newcomer]:
    """One for all: what is installed does not change."""
    yield Newcomer(tmp_path_factory.mktemp("newcomer"))


@pytest.mark.parametrize("commands", [line for block in COMMANDS for line in block.splitlines()])
def test_what_the_page_has_typed_works(newcomer: Newcomer, commands: str) -> None:
    assert newcomer.types(commands)


def test_every_file_of_the_page_is_run() -> None:
    assert [name for name in FILES if not any(name in block for block in COMMANDS)] == []


def test_what_is_installed_is_what_is_run(newcomer: Newcomer) -> None:
    where = "import plimsoll; print(plimsoll.__file__, plimsoll.programs.program('plimsolld'))"
    package, program = newcomer.types(f'/usr/bin/python3 -c "{where}"').split()
    assert (pathlib.Path(package).is_relative_to(newcomer.prefix), pathlib.Path(program).parent) == (
        True,
        newcomer.prefix / "bin",
    )


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("my_engine_test.py", id="an engine"),
        # Debian 12's does not pass names on: that is what the example would show its owner.
        pytest.param("my_engine_test.py --plimsoll-target dockerd -k configured_runtime", id="another engine"),
        pytest.param("my_shim_test.py", id="a shim"),
        pytest.param("prove_a_refusal_test.py", id="a refusal"),
    ],
)
def test_an_example_runs(newcomer: Newcomer, words: str) -> None:
    newcomer.types(f"/usr/bin/python3 -m pytest -q {words}")


def test_there_is_no_other_example() -> None:
    tried = {"my_engine_test.py", "my_shim_test.py", "prove_a_refusal_test.py"}
    assert {each.name for each in EXAMPLES.glob("*.py")} == tried
