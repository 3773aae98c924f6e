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
PACKAGE = pathlib.Path(plimsoll.__file__).parent
MODULES = [each.name for each in pkgutil.iter_modules(plimsoll.__path__) if each.name != "_plimsoll"]


def python(*words: str | pathlib.Path) -> None:
    environment = os.environ | {"MYPYPATH": str(PACKAGE.parent), "PYTHONPATH": str(PACKAGE.parent)}
    ran = subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_package_tests_and_examples_are_typed(tmp_path: pathlib.Path) -> None:
    mypy = ("-m", "mypy", "--config-file", TESTS.parent / "mypy.ini", "--cache-dir", tmp_path)
    python(*mypy, "-p", "plimsoll")
    python(*mypy, *sorted(TESTS.glob("*.py")))
    python(*mypy, *sorted((TESTS.parents[1] / "examples").glob("*.py")))


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
