#!/usr/bin/python3
"""Lists the expectations of the cases that no defect disappoints: nobody would miss one of them.

    plimsoll self-test --full
    conformance/defects/expectations.py self-test-report/matrix.json

Exits with 1 if there are any. What is tried without --full leaves none out that --full has.
"""

import json
import pathlib
import re
import sys

PROJECT = pathlib.Path(__file__).resolve().parents[2]
EXPECTATION = re.compile(r"\s*(EXPECT|ASSERT)_[A-Z]+\(")


def expectations() -> dict[str, str]:
    """FILE:LINE and text of each expectation in the cases."""
    found = {}
    for file in sorted((PROJECT / "conformance" / "cases").glob("*.cc")):
        if file.name.endswith("_test.cc"):
            continue
        for number, line in enumerate(file.read_text().splitlines(), 1):
            if EXPECTATION.match(line):
                found[f"{file.relative_to(PROJECT)}:{number}"] = line.strip()
    return found


def main(matrix: pathlib.Path) -> int:
    disappointed = set(json.loads(matrix.read_text())["expectations_disappointed"])
    found = expectations()
    never = {where: text for where, text in found.items() if where not in disappointed}
    for where, text in never.items():
        print(f"{where}: {text}")
    print(f"{len(found) - len(never)} of {len(found)} expectations are disappointed by a defect")
    return 1 if never else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} MATRIX.json")
    sys.exit(main(pathlib.Path(sys.argv[1])))
