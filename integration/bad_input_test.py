"""What plimsolld answers to requests that are not as they should be, and what they cost it."""

from __future__ import annotations

import contextlib
import json
import re
import socket
from typing import Iterator

import pytest

from integration.stand import IMAGE, Stand

pytestmark = pytest.mark.of_plimsolld("what plimsolld promises about requests that are wrong, beyond runtimes")


class Answer:
    def __init__(self, raw: bytes) -> None:
        head, _, self.body = raw.partition(b"\r\n\r\n")
        self.status = int(head.split(b" ", 2)[1]) if head else 0

    @property
    def message(self) -> str:
        message: str = json.loads(self.body)["message"]
        return message


def connect(stand: Stand) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(60)
    connection.connect(str(stand.engine.socket))
    return connection


def say(stand: Stand, data: bytes) -> Answer:
    """Says it, and nothing more; answers what came until the engine closed the connection."""
    with connect(stand) as connection:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
        said = b""
        with contextlib.suppress(ConnectionResetError):
            while piece := connection.recv(65536):
                said += piece
        return Answer(said)


def request(method: str, target: str, body: bytes = b"") -> bytes:
    head = f"{method} {target} HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def create(stand: Stand, body: object, name: str = "") -> Answer:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return say(stand, request("POST", f"/v1.41/containers/create?name={name}", data))


def ids(stand: Stand) -> set[str]:
    """Of all containers that there are: other tests have some that stay."""
    return {each["Id"] for each in json.loads(say(stand, request("GET", "/containers/json?all=1")).body)}


def resident(stand: Stand) -> int:
    """In KiB."""
    with open(f"/proc/{stand.engine.pid}/status") as status:
        return int(re.findall(r"VmRSS:\s+(\d+)", status.read())[0])


@pytest.fixture(autouse=True)
def still_serves(stand: Stand) -> Iterator[None]:
    """After each of these the engine is the same process and answers, and has created nothing."""
    pid, containers = stand.engine.pid, ids(stand)
    yield
    assert say(stand, request("GET", "/_ping")).body == b"OK"
    assert ids(stand) == containers
    assert stand.engine.pid == pid


@pytest.mark.parametrize(
    "data",
    [
        b"\r\n\r\n\r\n",
        b"hello\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # TLS
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /_ping HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET /_ping HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        b"POST /containers/create HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"".join(b"h%d: %s\r\n" % (i, b"x" * 100) for i in range(2000)) + b"\r\n",
        b"POST /containers/create HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
    ids=lambda data: ascii(data[:40]),
)
def test_what_is_no_http_is_refused_or_hung_up_on(stand: Stand, data: bytes) -> None:
    answer = say(stand, data)
    assert answer.status in (0, 400, 404)
    if answer.status:
        assert answer.message


@pytest.mark.parametrize(
    "body",
    [b"{", b"nonsense", b"[1,", b'{"Image": "x"', b"\xff\xfe", b'"text"', b"5", b"[]", b"null", b"", b"{}"],
    ids=repr,
)
def test_a_body_that_is_no_json_object_is_refused(stand: Stand, body: bytes) -> None:
    answer = create(stand, body)
    assert (answer.status, bool(answer.message)) == (400, True)


def test_a_body_nested_without_end_is_refused(stand: Stand) -> None:
    for depth in (1_000, 100_000, 2_000_000):
        nested = b'{"Image": "x", "HostConfig": {"Devices": ' + b"[" * depth + b"]" * depth + b"}}"
        answer = create(stand, nested)
        assert (answer.status, bool(answer.message)) == (400, True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"Image": 5},
        {"Image": IMAGE, "Cmd": 5},
        {"Image": IMAGE, "Cmd": [1]},
        {"Image": IMAGE, "Env": "A=b"},
        {"Image": IMAGE, "Tty": "yes"},
        {"Image": IMAGE, "Labels": ["a"]},
        {"Image": IMAGE, "HostConfig": []},
        {"Image": IMAGE, "HostConfig": {"Runtime": 5}},
        {"Image": IMAGE, "HostConfig": {"Runtime": ["runc"]}},
        {"Image": IMAGE, "HostConfig": {"Memory": "much"}},
        {"Image": IMAGE, "HostConfig": {"Memory": 1.5}},
        {"Image": IMAGE, "HostConfig": {"Memory": 1e30}},
        {"Image": IMAGE, "HostConfig": {"Binds": [None, 5]}},
        {"Image": IMAGE, "HostConfig": {"Devices": [5]}},
        {"Image": IMAGE, "HostConfig": {"Ulimits": [{"Name": "nofile", "Soft": "x"}]}},
        {"Image": IMAGE, "HostConfig": {"Mounts": [{"Target": {}}]}},
        {"Image": IMAGE, "HostConfig": {"LogConfig": {"Type": 1}}},
        {"Image": IMAGE, "HostConfig": {"Ulimits": [{"Name": "nofiles", "Soft": 1, "Hard": 1}]}},
        {"Image": IMAGE, "HostConfig": {"CapAdd": ["NO_SUCH"]}},
    ],
    ids=json.dumps,
)
def test_a_value_of_the_wrong_type_is_refused(stand: Stand, wrong: object) -> None:
    answer = create(stand, wrong)
    assert (answer.status, bool(answer.message)) == (400, True)


def test_fields_nobody_knows_are_ignored(stand: Stand) -> None:
    answer = create(
        stand, {"Image": IMAGE, "Unknown": {"deep": [1]}, "HostConfig": {"NetworkMode": "none", "Future": 1}}
    )
    assert answer.status == 201
    assert say(stand, request("DELETE", f"/containers/{json.loads(answer.body)['Id']}")).status == 204


@pytest.mark.parametrize("length", [300, 10 * 1024])
def test_a_long_name_is_an_error_of_the_client(stand: Stand, length: int) -> None:
    long = "x" * length
    assert create(stand, {"Image": f"{long}:{long}"}).status == 400
    assert create(stand, {"Image": f"{IMAGE}-{long}"}).status in (400, 404)
    assert create(stand, {"Image": IMAGE, "HostConfig": {"Runtime": long}}).status == 400
    assert say(stand, request("GET", f"/containers/{long}/json")).status == 404
    assert say(stand, request("POST", f"/containers/{long}/start")).status == 404
    assert say(stand, request("DELETE", f"/images/{long}")).status in (400, 404)


@pytest.mark.parametrize(
    "location",
    [
        "/containers/json?filters={",
        "/containers/json?filters=[]",
        '/containers/json?filters={"status":5}',
        '/containers/json?filters={"status":["odd"]}',
        "/containers/json?limit=x",
        '/images/json?filters={"reference":5}',
        '/images/json?filters={"reference":[5]}',
        '/images/json?filters={"dangling":[5]}',
        '/events?until=0&filters={"type":5}',
        '/events?until=0&filters={"type":[5]}',
        "/events?until=x",
        "/v1.99/info",
        "/v1.1/info",
    ],
)
def test_a_query_that_cannot_be_read_is_refused(stand: Stand, location: str) -> None:
    answer = say(stand, request("GET", location.replace('"', "%22").replace("{", "%7B").replace("}", "%7D")))
    assert (answer.status, bool(answer.message)) == (400, True)


@pytest.mark.parametrize(
    "location", ["/nowhere", "/containers//json", "/v1.41", "//", "/%00", "/..", "/containers/a/b/c"]
)
def test_a_path_nobody_serves_is_not_found(stand: Stand, location: str) -> None:
    assert say(stand, request("GET", location)).status == 404


def test_an_image_that_is_none_is_refused(stand: Stand) -> None:
    for body in (b"", b"no tar", b"\0" * 10240, b"\x1f\x8b\x08\x00garbage"):
        answer = say(stand, request("POST", "/images/load", body))
        assert (answer.status, bool(answer.message)) == (400, True)


HUNDRED_MIB = 100 * 1024 * 1024


@pytest.mark.parametrize(
    "location",
    ["/containers/create", "/nowhere", "/_ping", "/containers/x/start", "/images/load", "/images/create?fromImage=x"],
)
def test_a_body_of_100_mib_is_an_error_and_is_not_kept(stand: Stand, location: str) -> None:
    before = resident(stand)
    answer = say(stand, request("POST", location, b" " * HUNDRED_MIB))
    assert 400 <= answer.status < 500
    assert answer.message
    assert resident(stand) - before < 4096


def test_half_requests_and_idle_connections_cost_little(stand: Stand) -> None:
    count = 500
    with contextlib.ExitStack() as open_ones:
        before = resident(stand)
        for number in range(count):
            connection = open_ones.enter_context(connect(stand))
            halves = [b"", b"POST /containers/cr", request("POST", "/containers/create", b"x" * 100)[:-50]]
            connection.sendall(halves[number % len(halves)])
        assert say(stand, request("GET", "/_ping")).body == b"OK"
        assert (resident(stand) - before) / count < 64
    assert say(stand, request("GET", "/_ping")).body == b"OK"


def test_the_same_mistakes_again_and_again_do_not_make_it_grow(stand: Stand) -> None:
    def mistakes() -> None:
        for _ in range(200):
            create(stand, {"Image": IMAGE, "HostConfig": {"Runtime": "a/b.c"}})
            create(stand, b"{" * 1000)
            say(stand, request("GET", "/containers/none/json"))
            say(stand, b"rubbish\r\n\r\n")

    mistakes()
    before = resident(stand)
    mistakes()
    assert resident(stand) - before < 512
