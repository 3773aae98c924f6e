"""Copies containerd's .proto files for protoc in C++: what only Go's generator understands is taken out.

Usage: prepare_protos.py SOURCE_ROOT DESTINATION PROTO...

containerd 1.6 annotates its files for gogo/protobuf and imports some weakly; protoc knows neither. What goes over the
wire does not depend on the annotations.
"""

import pathlib
import re
import sys

IMPORT = re.compile(r'^\s*import\s+"(?:gogoproto/gogo\.proto|.*gogo/protobuf/gogoproto/gogo\.proto|.*protobuf/plugin/fieldpath\.proto)";.*$', re.M)
WEAK = re.compile(r'^(\s*import)\s+weak\s+', re.M)
FILE_OPTION = re.compile(r'^\s*option\s+\((?:gogoproto|containerd\.plugin)\.[^;]*;.*$', re.M)
FIELD_OPTION = re.compile(r'\s*\[\s*\(gogoproto\.[^\]]*\]')


def cleaned(text: str) -> str:
    text = WEAK.sub(r"\1 ", text)
    for pattern in (IMPORT, FILE_OPTION, FIELD_OPTION):
        text = pattern.sub("", text)
    return text


def main() -> None:
    source, destination, *protos = sys.argv[1:]
    for proto in protos:
        target = pathlib.Path(destination, proto)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(cleaned(pathlib.Path(source, proto).read_text()))


main()
