"""Fixtures that all tests share; see `harness`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness import Ran, Run, Server, clean_environment, run_program, serving


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The simulator over real HTTP, keeping Amazon's rules and rates."""
    with serving(tmp_path) as running:
        yield running


@pytest.fixture
def fast_server(tmp_path: Path) -> Iterator[Server]:
    """The simulator over real HTTP without rates, and clients that do not pace themselves."""
    with serving(tmp_path, "--no-throttle", SPMSG_RATE="off") as running:
        yield running


@pytest.fixture
def demo(tmp_path: Path) -> Run:
    """Runs a command on the profile `demo`, with a state of its own."""
    environment = clean_environment(tmp_path, SPMSG_PROFILE="demo")

    def run(*arguments: str, stdin: str | bytes | None = None, **settings: str) -> Ran:
        return run_program(arguments, {**environment, **settings}, stdin)

    return run


@pytest.fixture
def program(tmp_path: Path) -> Run:
    """Runs a command where nothing is set up: no profile, no credentials."""
    environment = clean_environment(tmp_path)

    def run(*arguments: str, stdin: str | bytes | None = None, **settings: str) -> Ran:
        return run_program(arguments, {**environment, **settings}, stdin)

    return run
