"""A seller's machine with things to complete, and the shells that complete them.

bash, zsh and fish must be there: what they do with our answers is the point of these tests.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spmsg.delivery.order_cache import CachedAction, CachedOrder, OrderCache

EVIL = "Confirm $(touch pwned) `touch pwned` 'it' \"now\" \x1b[31mred\x1b[0m; touch pwned: ok"
"""A title as nobody should send it, and somebody might."""
ORDERS = (
    CachedOrder("902-6786204-8179805", "ATVPDKIKX0DER", "UNSHIPPED", "2026-11-22T21:00:00.000Z"),
    CachedOrder("902-1111111-2222222", "A1PA6795UKMFR9", "PARTIALLY_SHIPPED", "2026-11-20T21:00:00.000Z"),
    CachedOrder("D01-4417290-6638815", "ATVPDKIKX0DER", "SHIPPED", "2026-11-19T21:00:00.000Z"),
)
SCHEMA = {
    "properties": {
        "rawMessageBody": {"type": "string"},
        "coverageStartDate": {"type": "string", "title": "From when it covers"},
        "coverageEndDate": {"type": "string"},
    }
}
CONFIG = """
default_profile = "shop-us"

[profiles.shop-us]
marketplace = "US"

[profiles."my shop's: $HOME"]
marketplace = "DE"
"""


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """The environment of a shell on it; its folder holds `invoice 1.pdf` and `msg.txt`."""
    state, bin_folder = tmp_path / "state", tmp_path / "bin"
    seen = OrderCache(state, "shop-us")
    seen.keep_orders(ORDERS)
    seen.keep_actions(ORDERS[1].order, [CachedAction("warranty", "Share the warranty", SCHEMA)])
    seen.keep_actions(
        ORDERS[0].order, [CachedAction("confirmOrderDetails", EVIL, {}), CachedAction("--yes", "", {})]
    )
    (tmp_path / "config.toml").write_text(CONFIG)
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "invoice 1.pdf").touch()
    (tmp_path / "work" / "msg.txt").touch()
    bin_folder.mkdir()
    program = bin_folder / "spmsg"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m spmsg "$@"\n')
    program.chmod(0o755)
    return {
        "PATH": f"{bin_folder}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "PWD": str(tmp_path / "work"),
        "LANG": "C.UTF-8",
        "TERM": "xterm",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "SPMSG_CONFIG": str(tmp_path / "config.toml"),
        "SPMSG_STATE_DIR": str(state),
    }


@pytest.fixture
def shell() -> Callable[[str], str]:
    """Gives the path of a shell; fails, and does not skip, where it is not installed."""

    def find(name: str) -> str:
        found = shutil.which(name)
        assert found, f"{name} is not installed; these tests need bash, zsh and fish"
        return found

    return find


@pytest.fixture(autouse=True)
def _nothing_in_a_title_is_run(tmp_path: Path) -> Iterator[None]:
    yield
    assert not list(tmp_path.rglob("pwned"))
