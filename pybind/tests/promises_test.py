"""What the package says of itself holds: types, stubs, examples in docstrings."""

from __future__ import annotations

import ast
import doctest
import importlib
import os
import pathlib
import pkgutil
import subprocess
import sys

import pytest

import plimsoll

TESTS = pathlib.Path(__file__).parent
REPOSITORY = TESTS.parents[1]
PACKAGE = pathlib.Path(plimsoll.__file__).parent
MODULES = [each.name for each in pkgutil.iter_modules(plimsoll.__path__) if each.name != "_plimsoll"]


def mypy(cache: pathlib.Path, *words: str | pathlib.Path, directory: str = "", path: str = "") -> None:
    options = [f"--config-file={TESTS.parent / 'mypy.ini'}", f"--cache-dir={cache}", *map(str, words)]
    command = [sys.executable, "-m", "mypy", *options]
    environment = os.environ | {"MYPYPATH": f"{PACKAGE.parent}{path}", "PYTHONPATH": str(PACKAGE.parent)}
    where = REPOSITORY / directory
    ran = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_package_tests_and_examples_are_typed(tmp_path: pathlib.Path) -> None:
    mypy(tmp_path, "-p", "plimsoll")
    mypy(tmp_path, *sorted(TESTS.glob("*.py")))
    mypy(tmp_path, *sorted((REPOSITORY / "examples").glob("*.py")))


def test_the_suites_that_use_it_are_typed(tmp_path: pathlib.Path) -> None:
    mypy(tmp_path, "--explicit-package-bases", "conftest.py", *sorted(REPOSITORY.glob("integration/*.py")))
    # No package's name has a dash: these are modules by themselves.
    modules = [each.name for each in sorted(REPOSITORY.glob("integration-cli/*.py"))]
    mypy(tmp_path / "cli", "--explicit-package-bases", *modules, directory="integration-cli", path=f":{REPOSITORY}")


Names = dict[str, "Names | None"]


def in_the_stub(body: list[ast.stmt]) -> Names:
    """Names, each with the names in it if it is a class."""
    return {
        each.name: in_the_stub(each.body) if isinstance(each, ast.ClassDef) else None
        for each in body
        if isinstance(each, (ast.ClassDef, ast.FunctionDef)) and each.name != "__init__"
    }


def in_the_extension(namespace: object) -> Names:
    """The same, of what was compiled."""
    return {
        name: in_the_extension(each) if isinstance(each, type) else None
        for name, each in vars(namespace).items()
        if not name.startswith("_")
    }


def test_the_stub_names_what_the_extension_has() -> None:
    stub = ast.parse((PACKAGE / "_plimsoll.pyi").read_text())
    assert in_the_stub(stub.body) == in_the_extension(plimsoll._plimsoll)


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings_hold(module: str) -> None:
    tried = doctest.testmod(importlib.import_module(f"plimsoll.{module}"))
    assert tried.failed == 0


@pytest.mark.parametrize("module", MODULES)
def test_what_is_public_says_what_it_is_for(module: str) -> None:
    here = importlib.import_module(f"plimsoll.{module}")
    own = [
        each for name, each in vars(here).items() if getattr(each, "__module__", "") == here.__name__ and name[0] != "_"
    ]
    assert here.__doc__
    assert [each for each in own if callable(each) and not each.__doc__] == []


def test_everything_public_is_exported() -> None:
    assert [name for name in plimsoll.__all__ if not hasattr(plimsoll, name)] == []
