"""What is installed is all that a newcomer needs."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

import plimsoll

BUILD = pathlib.Path(plimsoll.__file__).parents[2]
NEWCOMERS = """
from plimsoll import programs

def test_it(plimsoll_engine):
    assert plimsoll_engine.alive
    assert str(programs.program("plimsolld")).startswith("{prefix}/bin")
"""


def test_what_is_installed_stands_by_itself(tmp_path: pathlib.Path) -> None:
    prefix = tmp_path / "prefix"
    subprocess.run(["cmake", "--install", BUILD, "--prefix", prefix], check=True, stdout=subprocess.DEVNULL)
    (site,) = prefix.glob("lib/python3*/site-packages")
    (tmp_path / "newcomers_test.py").write_text(NEWCOMERS.replace("{prefix}", str(prefix)))
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(site)}
    pytest_alone = [sys.executable, "-m", "pytest", "-q", "newcomers_test.py"]
    ran = subprocess.run(pytest_alone, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=200)
    assert ran.returncode == 0, ran.stdout + ran.stderr
