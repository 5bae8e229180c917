"""How many of Amazon's pages of orders an hourly job asks for, with the orders kept and without.

Run it: python tests/bench/bench_pages.py
"""

import sys
import tempfile
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from spmsg.delivery.orders.store import OrderStore
from spmsg.delivery.orders.sync import OrderSync
from tests.delivery.orders.amazon import DE, NOW, Amazon

DAYS, A_DAY, RUNS = 45, 100, 24


def pages(*, kept: bool) -> tuple[int, int]:
    """The pages of the first run, and of the hourly runs after it."""
    amazon = Amazon()
    amazon.place(DAYS * A_DAY, days=DAYS)
    first = 0
    with tempfile.TemporaryDirectory() as folder, amazon.listening():
        store = OrderStore(Path(folder), "shop-de")
        for run in range(RUNS + 1):
            amazon.now = NOW + timedelta(hours=run)
            amazon.place(A_DAY // 24, days=1 / 24)
            since = amazon.now - timedelta(days=DAYS)
            sync = OrderSync(store, amazon.api, thorough=True, clock=amazon.clock)
            assert sync.run((DE,), since, fresh=not kept).error is None
            first = first or amazon.pages
    return first, amazon.pages - first


if __name__ == "__main__":
    print(f"{RUNS} hourly runs over {DAYS} days of {A_DAY} orders a day, in pages of 100:")
    for kept in (True, False):
        first, hourly = pages(kept=kept)
        print(f"  {'kept' if kept else 'asked for anew (--fresh)':26} {first:5} at first, then {hourly:5}")
