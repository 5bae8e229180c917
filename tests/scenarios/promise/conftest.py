"""The stand-in that counts, and the program against it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness import Run, clean_environment, runner
from tests.standin import StandIn, start


@pytest.fixture
def standin() -> Iterator[StandIn]:
    """An Amazon that counts what each buyer received."""
    amazon = StandIn()
    stop = start(amazon)
    yield amazon
    stop()


@pytest.fixture
def environment(standin: StandIn, tmp_path: Path) -> dict[str, str]:
    """The environment of an unpaced client of the stand-in."""
    return clean_environment(tmp_path, **standin.environment, SPMSG_RATE="off")


@pytest.fixture
def spmsg(environment: dict[str, str]) -> Run:
    """Runs a command against the stand-in, inside this process."""
    return runner(environment)
