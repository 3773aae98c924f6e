"""Engines as fixtures of pytest.

def test_a_path_is_refused(docker_client, plimsoll_image):
    with pytest.raises(docker.errors.APIError, match="unknown or invalid runtime name"):
        docker_client.containers.create(plimsoll_image, runtime="/usr/bin/crun")

What a test gets is its own, and ends with it. With `--plimsoll-shared`, or marked `shared`, it gets what all such tests
of the process use; then it must leave no container behind.
"""

from __future__ import annotations

import pathlib
import re
import shutil
from typing import Any, Callable, Generator, Iterator, Sequence

import pytest

from plimsoll import pytest_leaks, pytest_markers
from plimsoll.containerd import Containerd
from plimsoll.engine import Configuration, Engine
from plimsoll.errors import PlimsollError
from plimsoll.machine import runtimes
from plimsoll.pytest_conformance import SuiteCollector
from plimsoll.pytest_stand import Stand
from plimsoll.sandbox import Sandbox
from plimsoll.shim import Shim

LAST_LINES = 30
# A network of its own runsc only makes where it is not in the root network namespace, as it understands that.
ARGUMENTS: dict[str, dict[str, object]] = {"runsc": {"runtimeArgs": ["--network=none", "--ignore-cgroups"]}}
_stand: pytest.StashKey[Stand] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options, in a group of their own."""
    group = parser.getgroup("plimsoll", "container engines under test (plimsoll)")
    add = group.addoption
    add(
        "--plimsoll-target",
        default="reference",
        help="reference, dockerd[=PATH], podman[=PATH], unix://PATH, defective:NAME",
    )
    add("--plimsoll-runtimes", help="what plimsoll_runtime is: runc,crun; default: all that are installed")
    add("--plimsoll-shared", action="store_true", help="tests share an engine, one for each process")
    add("--plimsoll-keep", action="store_true", help="leave the sandboxes' files, for a human")
    add("--plimsoll-report", metavar="DIR", help="take the suite's report, and the logs of tests that failed")
    add("--plimsoll-conformance", metavar="TARGET", help="collect the suite's own cases, run on TARGET")


def pytest_configure(config: pytest.Config) -> None:
    """Markers, so that --strict-markers knows them."""
    for description in pytest_markers.DESCRIPTIONS:
        config.addinivalue_line("markers", description)
    if config.getoption("--plimsoll-runtimes"):
        pytest_markers.check_installed(_runtimes(config))


def pytest_report_header(config: pytest.Config) -> str:
    """The target; what else there is would have to be asked for, and most runs of pytest are not about engines."""
    return f"plimsoll: target {config.getoption('--plimsoll-target')}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test with plimsoll_runtime runs with each runtime."""
    if "plimsoll_runtime" not in metafunc.fixturenames:
        return
    wanted = [name for each in metafunc.definition.iter_markers("runtime") for name in each.args]
    metafunc.parametrize("plimsoll_runtime", wanted or _runtimes(metafunc.config))


@pytest.hookimpl(tryfirst=True)  # type: ignore[misc]  # Debian's pluggy has no types
def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """The suite's cases, before -k and -m choose; and a marker that means nothing is an error before anything runs."""
    if session.config.getoption("--plimsoll-conformance"):
        suite = SuiteCollector.from_parent(session, name="plimsoll", nodeid="plimsoll")
        items += [item for item in session.genitems(suite) if isinstance(item, pytest.Item)]
    for item in items:
        pytest_markers.check(item)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips what this machine cannot run."""
    pytest_markers.skip_what_cannot_run(item)


@pytest.hookimpl(hookwrapper=True)  # type: ignore[misc]  # Debian's pluggy has no types
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, None]:
    """The evidence of a failure, in its report."""
    outcome = yield
    report = outcome.get_result()
    stand = item.stash.get(_stand, None)
    if not report.failed:
        return
    if call.excinfo is not None and isinstance(call.excinfo.value, PlimsollError) and call.excinfo.value.evidence:
        report.sections.append(("plimsoll: evidence", str(call.excinfo.value.evidence)))
    if stand is not None:
        report.sections += _sections(item, stand)


@pytest.fixture(scope="session")
def plimsoll_configuration() -> Configuration:
    """What the engine is told about runtimes: those installed, by their names. Define it anew for another one."""
    paths = {each.name: str(each.path) for each in runtimes() if each.name in pytest_markers.installed()}
    entries = {name: {"path": path} | ARGUMENTS.get(name, {}) for name, path in paths.items() if name != "runc"}
    return Configuration(runtimes=entries)


@pytest.fixture(scope="session")
def plimsoll_new_stand(pytestconfig: pytest.Config) -> Callable[[Configuration], Stand]:
    """Makes a stand with a configuration of its own: `with plimsoll_new_stand(Configuration(...)) as stand: ...`."""
    target, keep = pytestconfig.getoption("--plimsoll-target"), pytestconfig.getoption("--plimsoll-keep")
    return lambda configuration: Stand(target, configuration, keep=keep)


@pytest.fixture(scope="session")
def plimsoll_shared(
    plimsoll_new_stand: Callable[[Configuration], Stand], plimsoll_configuration: Configuration
) -> Iterator[Stand]:
    """What tests share: one for each process."""
    with plimsoll_new_stand(plimsoll_configuration) as stand:
        yield stand


@pytest.fixture
def plimsoll_stand(
    request: pytest.FixtureRequest,
    plimsoll_new_stand: Callable[[Configuration], Stand],
    plimsoll_configuration: Configuration,
) -> Iterator[Stand]:
    """Sandbox, containerd and engine, each made when it is first asked for; the test's own, or the shared ones."""
    if request.config.getoption("--plimsoll-shared") or request.node.get_closest_marker("shared"):
        yield from _borrowed(request, request.getfixturevalue("plimsoll_shared"))
        return
    before = pytest_leaks.on_this_host()
    with plimsoll_new_stand(plimsoll_configuration) as stand:
        request.node.stash[_stand] = stand
        yield stand
    _report_leaks(pytest_leaks.on_this_host() - before)


@pytest.fixture
def plimsoll_sandbox(plimsoll_stand: Stand) -> Sandbox:
    """A place for daemons from which nothing escapes."""
    return plimsoll_stand.sandbox


@pytest.fixture
def plimsoll_containerd(plimsoll_stand: Stand) -> Containerd:
    """containerd, in plimsoll_sandbox."""
    return plimsoll_stand.containerd


@pytest.fixture
def plimsoll_engine(plimsoll_stand: Stand) -> Engine:
    """The engine that --plimsoll-target names, on plimsoll_containerd."""
    return plimsoll_stand.engine


@pytest.fixture
def plimsoll_image(plimsoll_stand: Stand) -> str:
    """The name of a busybox image that plimsoll_engine has."""
    return plimsoll_stand.image


@pytest.fixture
def plimsoll_shim(plimsoll_stand: Stand) -> Iterator[Callable[..., Shim]]:
    """Installs the project's shim: plimsoll_shim("io.containerd.kata.v2", faults=[...]), until the test ends."""
    installed: list[Shim] = []

    def install(runtime_name: str, *, faults: Sequence[str] = ()) -> Shim:
        installed.append(Shim(plimsoll_stand.sandbox, runtime_name, faults=faults))
        return installed[-1]

    yield install
    for shim in installed:
        shim.close()


@pytest.fixture
def docker_client(plimsoll_engine: Engine) -> Iterator[Any]:
    """Docker's SDK, connected to plimsoll_engine (Debian: python3-docker)."""
    import docker

    client = docker.DockerClient(base_url=plimsoll_engine.docker_host, version="auto", timeout=60)
    yield client
    client.close()


def _runtimes(config: pytest.Config) -> list[str]:
    asked: str | None = config.getoption("--plimsoll-runtimes")
    return [name.strip() for name in asked.split(",")] if asked else list(pytest_markers.installed())


def _borrowed(request: pytest.FixtureRequest, stand: Stand) -> Iterator[Stand]:
    request.node.stash[_stand] = stand
    containers = pytest_leaks.containers(stand.engine)  # which is started by now, and no leak
    before = pytest_leaks.on_this_host()
    yield stand
    leaked = pytest_leaks.containers(stand.engine) - containers
    pytest_leaks.remove(stand.engine, leaked)
    _report_leaks(leaked | (pytest_leaks.on_this_host() - before))


def _report_leaks(leaked: set[str]) -> None:
    if leaked:
        pytest.fail("the test left behind: " + ", ".join(sorted(leaked)), pytrace=False)


def _sections(item: pytest.Item, stand: Stand) -> list[tuple[str, str]]:
    sections = []
    for name, log in stand.logs.items():
        if log.exists():
            told = [line for line in log.read_text(errors="replace").splitlines() if "loading plugin" not in line]
            last = told[-LAST_LINES:]
            sections.append((f"plimsoll: the last lines of {name}", "\n".join(last)))
    kept = _kept(item, stand)
    if kept is not None:
        sections.append(("plimsoll: evidence", str(kept)))
    return sections


def _kept(item: pytest.Item, stand: Stand) -> pathlib.Path | None:
    """Where the evidence stays; nothing: nobody asked for it to stay."""
    to: str | None = item.config.getoption("--plimsoll-report")
    if not to:
        return stand.directory if stand.keep else None
    directory = pathlib.Path(to) / "tests" / re.sub(r"[^\w.-]+", "_", item.nodeid)
    directory.mkdir(parents=True, exist_ok=True)
    for name, log in stand.logs.items():
        if log.exists():
            shutil.copy(log, directory / f"{name}.log")
    return directory
