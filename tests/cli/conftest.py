"""A simulated Amazon for the whole session, and a client of it that runs inside this process."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.person import Person
from tests.harness import TUTORIAL_ORDER, Ran, client_environment, run_here, serving_here


@pytest.fixture(scope="session")
def amazon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a simulator that all tests of this worker share: what was sent to it stays there."""
    with serving_here(tmp_path_factory.mktemp("amazon")) as url:
        yield url


@dataclass(frozen=True)
class Client:
    """Runs commands inside this process, in an environment of its own."""

    environment: Mapping[str, str]

    def run(self, *arguments: str, stdin: str | bytes | None = None, **settings: str) -> Ran:
        """Run a command, with `settings` over the environment."""
        return run_here(arguments, {**self.environment, **settings}, stdin)


@pytest.fixture
def client(amazon: str, tmp_path: Path) -> Client:
    """A seller with credentials in the environment, and a state of their own."""
    return Client(client_environment(tmp_path, amazon, SPMSG_RATE="off"))


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    """Somebody at a terminal, on the profile `demo`."""
    somebody = Person(tmp_path)
    yield somebody
    somebody.hangs_up()


@pytest.fixture
def order() -> str:
    """The order of Amazon's tutorial, which offers its three actions."""
    return TUTORIAL_ORDER
