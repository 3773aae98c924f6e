"""The data about defects, and the matrix of a self-test, as their schemas say."""

import json
import os
import pathlib

import jsonschema

HERE = pathlib.Path(__file__).parent


def valid(data: pathlib.Path, schema: str) -> None:
    jsonschema.validate(json.loads(data.read_text()), json.loads((HERE / schema).read_text()))


def main() -> None:
    valid(HERE / "defects.json", "defects.schema.json")
    valid(HERE / "noticed.json", "noticed.schema.json")
    matrix = os.environ.get("PLIMSOLL_MATRIX")
    if matrix:
        valid(pathlib.Path(matrix), "matrix.schema.json")


if __name__ == "__main__":
    main()
