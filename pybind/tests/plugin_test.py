"""The pytest plugin, by tests that use it."""

from __future__ import annotations

import fcntl
import os
import pathlib
import re
import signal

import pytest

from plimsoll import pytest_markers

RUNS = """
def test_run(docker_client, plimsoll_image):
    output = docker_client.containers.run(plimsoll_image, ["echo", "hello"], network_mode="none", remove=True)
    assert output == b"hello\\n"
"""
SHARED = """
import pytest
engines = set()
@pytest.mark.parametrize("n", range(2))
def test_engine(plimsoll_engine, n):
    engines.add(plimsoll_engine.socket)
def test_how_many():
    assert len(engines) == {expected}
"""
LEAKS_A_CONTAINER = """
import pytest
@pytest.mark.shared
def test_leak(docker_client, plimsoll_image):
    docker_client.containers.create(plimsoll_image, ["true"], name="forgotten", network_mode="none")
@pytest.mark.shared
def test_next(docker_client):
    assert docker_client.containers.list(all=True) == []
"""
LEAKS_A_PROCESS = """
import subprocess
def test_leak(plimsoll_stand):
    global process
    process = subprocess.Popen(["sleep", "5"])
"""
LEAKS_A_MOUNT = """
import subprocess
def test_leak(plimsoll_stand, tmp_path):
    subprocess.run(["mount", "-t", "tmpfs", "forgotten", tmp_path], check=True)
"""
FAILS = """
def test_fails(plimsoll_engine):
    assert plimsoll_engine.socket is None
"""


def run(pytester: pytest.Pytester, test: str, *options: str) -> pytest.RunResult:
    """Runs a file with that test, with the plugin."""
    pytester.makepyfile(test)
    return pytester.runpytest_subprocess("-p", "plimsoll.pytest_plugin", "--strict-markers", *options, timeout=200)


def test_an_engine_is_an_argument(pytester: pytest.Pytester) -> None:
    run(pytester, RUNS).assert_outcomes(passed=1)


def test_another_engine_is_an_option(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        "def test_name(plimsoll_engine): assert plimsoll_engine.name == 'dockerd'",
        "--plimsoll-target=dockerd",
    )
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["plimsoll: target dockerd"])


@pytest.mark.parametrize("options, expected", [([], 2), (["--plimsoll-shared"], 1)])
def test_an_engine_is_private_unless_it_is_to_be_shared(
    pytester: pytest.Pytester, options: list[str], expected: int
) -> None:
    run(pytester, SHARED.replace("{expected}", str(expected)), *options).assert_outcomes(passed=3)


def test_a_test_runs_with_each_runtime(pytester: pytest.Pytester) -> None:
    result = run(pytester, "def test_it(plimsoll_runtime): pass", "--collect-only", "-q")
    result.stdout.fnmatch_lines([f"*::test_it?{name}?" for name in pytest_markers.installed()])


@pytest.mark.parametrize("name, told", [("crunn", "did you mean crun"), ("youki", "one of crun, runc")])
def test_a_runtime_that_is_not_there_is_refused(pytester: pytest.Pytester, name: str, told: str) -> None:
    result = run(pytester, "def test_it(plimsoll_runtime): pass", f"--plimsoll-runtimes={name}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*--plimsoll-runtimes: *{told}*"])


@pytest.mark.parametrize("runtime", pytest_markers.installed())
def test_each_runtime_runs_as_it_is_configured(pytester: pytest.Pytester, runtime: str) -> None:
    test = RUNS.replace("plimsoll_image)", "plimsoll_image, plimsoll_runtime)").replace(
        "remove=True", "remove=True, runtime=plimsoll_runtime"
    )
    run(pytester, test, f"--plimsoll-runtimes={runtime}").assert_outcomes(passed=1)


@pytest.mark.parametrize("options, mark", [(["--plimsoll-runtimes=crun"], ""), ([], "@pytest.mark.runtime('crun')")])
def test_a_test_runs_with_chosen_runtimes(pytester: pytest.Pytester, options: list[str], mark: str) -> None:
    result = run(
        pytester, f"import pytest\n{mark}\ndef test_it(plimsoll_runtime): assert plimsoll_runtime == 'crun'", *options
    )
    result.assert_outcomes(passed=1)


@pytest.mark.parametrize(
    "mark, told",
    [
        ("requirement('REF-0O1')", "did you mean REF-001"),
        ("requirement()", "takes one name or more"),
        ("runtime('kata')", "one of runc, crun, runsc, youki"),
        ("needs('katta')", "did you mean kata"),
    ],
)
def test_a_marker_that_means_nothing_is_refused(pytester: pytest.Pytester, mark: str, told: str) -> None:
    result = run(pytester, f"import pytest\n@pytest.mark.{mark}\ndef test_it(): pass")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*test_it: @pytest.mark.*{told}*"])


def test_what_the_machine_lacks_is_a_skip_that_says_how_to_get_it(pytester: pytest.Pytester) -> None:
    test = "import pytest\n@pytest.mark.needs('kata')\ndef test_it(): pass\n@pytest.mark.needs('runc')\ndef test_other(): pass"
    result = run(pytester, test, "-rs")
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED*needs kata:*not installed*kata-deploy*"])


def test_a_shim_is_installed_for_a_test(pytester: pytest.Pytester) -> None:
    test = """
    def test_it(docker_client, plimsoll_image, plimsoll_shim):
        shim = plimsoll_shim("io.containerd.kata.v2")
        docker_client.containers.run(plimsoll_image, ["true"], runtime=shim.runtime_name, network_mode="none", remove=True)
        assert shim.testimony().creates
    """
    run(pytester, test).assert_outcomes(passed=1)


def test_an_engine_with_another_configuration_is_one_more_stand(pytester: pytest.Pytester) -> None:
    test = """
    import pytest
    from plimsoll import Configuration
    @pytest.fixture(scope="module")
    def other(plimsoll_new_stand):
        with plimsoll_new_stand(Configuration(runtimes={"other": {"path": "/usr/bin/crun"}})) as stand:
            yield stand
    def test_it(other, plimsoll_engine):
        assert other.engine.name == plimsoll_engine.name and other.engine.socket != plimsoll_engine.socket
    """
    run(pytester, test).assert_outcomes(passed=1)


@pytest.mark.parametrize(
    "test, leaked, outcomes",
    [
        pytest.param(LEAKS_A_CONTAINER, r"container forgotten", {"passed": 2, "errors": 1}, id="container"),
        pytest.param(LEAKS_A_PROCESS, r"process \d+ \(sleep\)", {"passed": 1, "errors": 1}, id="process"),
        pytest.param(LEAKS_A_MOUNT, r"mount /.*test_leak", {"passed": 1, "errors": 1}, id="mount"),
    ],
)
def test_a_leak_is_an_error_with_its_name(
    pytester: pytest.Pytester, test: str, leaked: str, outcomes: dict[str, int]
) -> None:
    result = run(pytester, test)
    for line in pathlib.Path("/proc/self/mountinfo").read_text().splitlines():
        if " forgotten " in line:
            pytester.run("umount", line.split()[4])
    result.assert_outcomes(**outcomes)
    assert re.search(rf"the test left behind: {leaked}", result.stdout.str())


def test_a_failure_comes_with_the_daemons_last_words(pytester: pytest.Pytester) -> None:
    result = run(pytester, FAILS, "--plimsoll-report=kept")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*plimsoll: the last lines of containerd*", "*msg=*", "*plimsoll: evidence*", "kept/tests/*test_fails"]
    )
    (directory,) = (pytester.path / "kept" / "tests").iterdir()
    assert {each.name for each in directory.iterdir()} >= {"containerd.log", "plimsolld.log"}


def test_workers_of_xdist_share_nothing(pytester: pytest.Pytester) -> None:
    result = run(pytester, RUNS + RUNS.replace("test_run", "test_other"), "-n2", "--plimsoll-shared")
    result.assert_outcomes(passed=2)


def test_the_suites_cases_are_items(pytester: pytest.Pytester) -> None:
    result = run(pytester, "", "--plimsoll-conformance=reference", "-v", "-k", "StockRunc or NoRuntimeAsked")
    assert result.ret == 0
    result.stdout.fnmatch_lines(
        [
            "*collected * items / * deselected / * selected",
            "plimsoll::Default::NoRuntimeAsked PASSED*",
            "plimsoll::Stock::StockRunc PASSED*",
        ]
    )


def test_the_suites_cases_are_shared_out_to_workers_of_xdist(pytester: pytest.Pytester) -> None:
    result = run(pytester, "", "--plimsoll-conformance=reference", "-n2", "-k", "StockShimName or EmptyRuntimeAsked")
    result.assert_outcomes(passed=3)


def test_a_target_the_suite_does_not_know_fails_its_cases(pytester: pytest.Pytester) -> None:
    result = run(pytester, "", "--plimsoll-conformance=dokcerd", "-k", "EmptyRuntimeAsked")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*dokcerd*dockerd*"])


def test_a_case_that_fails_tells_what_it_found(pytester: pytest.Pytester) -> None:
    result = run(pytester, "", "--plimsoll-conformance=podman", "-k", "Refusal and AbsolutePath and not Configured")
    result.stdout.fnmatch_lines(["REF-* (must): *", "*plimsoll run*"])


@pytest.mark.parametrize("options", [[], ["-n1"]])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_process_of_pytests_that_is_killed_or_interrupted_leaves_nothing(
    pytester: pytest.Pytester, options: list[str], number: int
) -> None:
    test = f"""
    import os, pathlib
    def test_it(plimsoll_engine, plimsoll_sandbox):
        pathlib.Path("where").write_text(str(plimsoll_sandbox.directory))
        os.kill(os.getpid(), {int(number)})
    """
    assert run(pytester, test, *options).ret != 0
    gone(pathlib.Path((pytester.path / "where").read_text()))


@pytest.mark.parametrize("options", [[], ["-n1"]])
def test_a_fixture_that_is_interrupted_leaves_nothing(pytester: pytest.Pytester, options: list[str]) -> None:
    test = """
    import os, pathlib, signal
    import pytest
    @pytest.fixture
    def interrupted(plimsoll_sandbox):
        pathlib.Path("where").write_text(str(plimsoll_sandbox.directory))
        os.kill(os.getpid(), signal.SIGINT)
        plimsoll_sandbox.run(["sleep", "1000"], timeout=1000)
    def test_it(interrupted):
        pass
    """
    assert run(pytester, test, *options).ret != 0
    gone(pathlib.Path((pytester.path / "where").read_text()))


def gone(directory: pathlib.Path) -> None:
    """Waits until a sandbox's keeper, which holds a lock on the directory, has ended; then there is none."""
    try:
        held = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return
    fcntl.flock(held, fcntl.LOCK_SH)
    os.close(held)
    assert not directory.exists()
