"""What keeps state over both stores: a file, and PostgreSQL."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spmsg.delivery.ledger import Identity, Ledger, open_ledger


@pytest.fixture(params=["sqlite", "postgres"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where to keep a ledger: in each store in turn."""
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return str(tmp_path / "state" / "ledger.sqlite3")


@pytest.fixture
def another_run(location: str) -> Iterator[Callable[[], Ledger]]:
    """Begins another run over the ledger at `location`; it ends with the test."""
    ledgers: list[Ledger] = []

    def begin() -> Ledger:
        ledgers.append(open_ledger(location, patience=10))
        return ledgers[-1]

    yield begin
    for ledger in ledgers:
        ledger.close()


@pytest.fixture
def ledger(another_run: Callable[[], Ledger]) -> Ledger:
    return another_run()


@pytest.fixture
def identity() -> Identity:
    return Identity("seller", "ATVPDKIKX0DER", "902-6786204-8179805", "confirmOrderDetails", "recall-2026")
