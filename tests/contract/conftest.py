"""Ledgers over both stores."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spmsg.delivery.ledger import Identity, Ledger, open_ledger
from spmsg.delivery.ledger.owner import Owner


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
