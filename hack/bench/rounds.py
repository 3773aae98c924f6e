"""The rounds that fixtures_benchmark made.

rounds = Rounds.measure(programs, soak=1000)
rounds.times("Run", "plimsolld")             # milliseconds, one a round
rounds.counters("Memory", "dockerd", "engine_used_kib")
"""

from __future__ import annotations

import collections
import json
import pathlib
import subprocess
import tempfile
from typing import Any, Mapping


class Rounds:
    def __init__(self, results: Mapping[str, Any]) -> None:
        """From Google Benchmark's JSON."""
        self._entries: dict[tuple[str, str], list[Mapping[str, Any]]] = collections.defaultdict(list)
        for entry in results["benchmarks"]:
            group, contender = entry["name"].split("/")[:2]
            self._entries[group, contender].append(entry)

    @classmethod
    def measure(cls, programs: pathlib.Path, soak: int) -> Rounds:
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            words = [str(programs / "fixtures_benchmark"), f"--soak={soak}"]
            words += [f"--benchmark_out={file.name}", "--benchmark_out_format=json"]
            subprocess.run(words, check=True)
            return cls(json.load(file))

    def times(self, group: str, contender: str) -> list[float]:
        return [entry["real_time"] for entry in self._of(group, contender)]

    def counters(self, group: str, contender: str, counter: str) -> list[float]:
        return [entry[counter] for entry in self._of(group, contender)]

    def _of(self, group: str, contender: str) -> list[Mapping[str, Any]]:
        entries = self._entries[group, contender]
        if not entries:
            raise LookupError(f"fixtures_benchmark did not measure {group}/{contender}")
        return entries
