"""Orders are kept, so that a page of Amazon's is asked for once."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from spmsg.delivery.orders.store import OrderStore
from spmsg.delivery.orders.sync import Freshness, OrderSync
from tests.delivery.orders.amazon import DE, FR, IT, NOW, Amazon


@pytest.fixture
def amazon() -> Iterator[Amazon]:
    with Amazon().listening() as listening:
        yield listening


@pytest.fixture
def store(tmp_path: Path) -> OrderStore:
    return OrderStore(tmp_path, "shop-de")


Sync = Callable[..., Freshness]


@pytest.fixture
def sync(amazon: Amazon, store: OrderStore) -> Sync:
    """Brings the orders of some days up to date."""

    def run(
        days: float = 7, marketplaces: tuple[str, ...] = (DE,), *, thorough: bool = True, fresh: bool = False
    ) -> Freshness:
        def enough(since: datetime) -> bool:
            return not thorough and len(store.select(marketplaces, since)) >= 50

        syncing = OrderSync(store, amazon.api, thorough=thorough, enough=enough, clock=amazon.clock)
        return syncing.run(marketplaces, amazon.now - timedelta(days=days), fresh=fresh)

    return run


def test_an_hourly_run_costs_one_page_however_far_back_it_looks(
    amazon: Amazon, store: OrderStore, sync: Sync
) -> None:
    amazon.place(1500, days=45)
    assert sync(45) == Freshness(NOW - timedelta(minutes=2))
    assert {query["maxResultsPerPage"] for query in amazon.requests} == {"100"}
    first = amazon.pages
    assert first <= 18
    for hour in range(1, 25):
        amazon.now = NOW + timedelta(hours=hour)
        amazon.place(4, days=1 / 24)
        sync(45)
        assert amazon.pages == first + hour
    amazon.now += timedelta(minutes=3)
    sync(45)
    assert len(store.select((DE,))) == 1500 + 24 * 4


def test_what_has_changed_is_asked_from_the_moment_that_the_last_answer_covered(
    amazon: Amazon, store: OrderStore, sync: Sync
) -> None:
    amazon.place(3, days=7)
    sync()
    amazon.now += timedelta(hours=1)
    amazon.orders[2].status, amazon.orders[2].updated = "SHIPPED", NOW - timedelta(minutes=1)
    sync()
    assert amazon.requests[-1]["lastUpdatedAfter"] == "2026-11-25T11:58:00Z"
    assert [order.status for order in store.select((DE,))] == ["UNSHIPPED", "UNSHIPPED", "SHIPPED"]


def test_a_run_that_needs_few_orders_asks_for_no_more(amazon: Amazon, sync: Sync) -> None:
    amazon.place(7000, days=7)
    assert sync(thorough=False).error is None
    assert amazon.pages <= 10


def test_a_small_sellers_sixty_days_are_few_pages(amazon: Amazon, sync: Sync) -> None:
    amazon.place(60, days=60)
    sync(60)
    assert amazon.pages <= 2


@pytest.mark.parametrize("newest_first", [True, False])
def test_a_run_that_ends_amid_its_pages_is_gone_on_with(
    amazon: Amazon, store: OrderStore, sync: Sync, newest_first: bool
) -> None:
    amazon.newest_first = newest_first
    amazon.place(450, days=7)
    amazon.fails_after = 2
    broken = sync()
    assert broken.until is None
    assert broken.error is not None
    assert len(store.select((DE,))) == 200
    amazon.fails_after, before = None, amazon.pages
    amazon.now += timedelta(hours=1)
    assert sync().error is None
    assert amazon.pages - before == 3 + 1  # the rest, and what has changed in the hour
    assert len(store.select((DE,))) == 450


def test_what_has_changed_meanwhile_does_not_begin_the_older_pages_anew(amazon: Amazon, sync: Sync) -> None:
    amazon.place(900, days=60)
    amazon.fails_after = 5  # amid the slice before the first week
    assert sync(60).error is not None
    amazon.fails_after, before = None, amazon.pages
    amazon.now += timedelta(hours=1)
    sync(60)
    assert "lastUpdatedAfter" in amazon.requests[before]
    assert all("paginationToken" in query for query in amazon.requests[before + 1 :])
    assert amazon.pages - before == 1 + 5


@pytest.mark.parametrize("later", [timedelta(hours=1), timedelta(days=2)])
def test_a_token_that_is_taken_no_longer_begins_the_search_anew(
    amazon: Amazon, store: OrderStore, sync: Sync, later: timedelta
) -> None:
    amazon.place(250, days=7)
    amazon.fails_after = 1
    sync()
    amazon.fails_after, amazon.now = None, amazon.now + later
    amazon.forget_tokens()
    assert sync(9).error is None
    assert len(store.select((DE,))) == 250


def test_what_could_not_be_brought_up_to_date_is_true_up_to_the_last_answer(
    amazon: Amazon, store: OrderStore, sync: Sync
) -> None:
    amazon.place(3, days=7)
    sync()
    amazon.now += timedelta(hours=1)
    amazon.fails_after = 0
    told = sync()
    assert told.until == NOW - timedelta(minutes=2)
    assert told.error is not None
    assert told.error.exit_code == 6
    assert len(store.select((DE,))) == 3


def test_several_marketplaces_are_one_request(amazon: Amazon, store: OrderStore, sync: Sync) -> None:
    for marketplace in (DE, FR, IT):
        amazon.place(10, days=7, marketplace=marketplace)
    sync(7, (DE, FR, IT))
    assert amazon.pages == 1
    assert set(amazon.requests[0]["marketplaceIds"].split(",")) == {DE, FR, IT}
    amazon.now += timedelta(hours=1)
    sync(7, (FR,))
    assert amazon.pages == 2
    assert len(store.select((FR,))) == 10
    amazon.now += timedelta(hours=1)
    amazon.place(1, days=1 / 24, marketplace=FR)
    amazon.now += timedelta(minutes=3)
    sync(7, (DE, FR, IT))
    assert amazon.pages == 3  # although one of them is newer than the others
    assert len(store.select((FR,))) == 11


def test_marketplaces_that_are_long_behind_do_not_have_the_others_asked_for_again(
    amazon: Amazon, sync: Sync
) -> None:
    for marketplace in (DE, FR):
        amazon.place(10, days=20, marketplace=marketplace)
    sync(60, (DE, FR))
    amazon.now += timedelta(days=5)
    sync(60, (FR,))
    amazon.now += timedelta(hours=1)
    sync(60, (DE, FR))
    assert [query["marketplaceIds"] for query in amazon.requests[-2:]] == [DE, FR]
    amazon.now += timedelta(hours=1)
    before = amazon.pages
    sync(60, (DE, FR))
    assert amazon.pages == before + 1


def test_a_longer_look_back_asks_only_for_what_is_older(amazon: Amazon, sync: Sync) -> None:
    amazon.place(60, days=30)
    sync(7)
    amazon.now += timedelta(minutes=10)
    sync(30)
    kinds = ["createdAfter" if "createdAfter" in query else "lastUpdatedAfter" for query in amazon.requests]
    assert kinds == ["createdAfter", "lastUpdatedAfter", "createdAfter"]
    assert amazon.requests[2]["createdBefore"] == "2026-11-18T12:00:00Z"


def test_fresh_asks_for_everything_again(amazon: Amazon, sync: Sync) -> None:
    amazon.place(150, days=7)
    sync()
    amazon.now += timedelta(hours=1)
    sync(fresh=True)
    assert ["createdAfter" in query for query in amazon.requests] == [True] * 4


def test_after_a_long_rest_no_more_is_asked_for_than_is_wanted(amazon: Amazon, sync: Sync) -> None:
    amazon.place(10, days=7)
    sync()
    amazon.now += timedelta(days=300)
    sync()
    assert "createdAfter" in amazon.requests[-1]


def test_what_amazon_refuses_is_said_and_fetched_when_it_is_back(
    amazon: Amazon, store: OrderStore, sync: Sync
) -> None:
    amazon.place(120, days=7)
    amazon.lacks = True
    told = sync()
    assert told.error is None
    assert told.missing_datasets == ("FULFILLMENT", "PROCEEDS", "CANCELLATION")
    assert {order.status for order in store.select((DE,))} == {""}
    amazon.lacks = False
    amazon.now += timedelta(hours=1)
    assert sync(8).missing_datasets == ()
    assert {order.status for order in store.select((DE,))} == {"UNSHIPPED"}


def test_no_page_is_spent_on_orders_that_lack_what_is_needed(amazon: Amazon, store: OrderStore) -> None:
    amazon.place(950, days=60)
    amazon.lacks = True
    syncing = OrderSync(store, amazon.api, thorough=True, needs_datasets=True, clock=amazon.clock)
    told = syncing.run((DE,), NOW - timedelta(days=60))
    assert told.error is not None
    assert (told.error.code, told.error.exit_code) == ("missing-datasets", 6)
    assert amazon.pages == 2  # with the optional parts, and without


def test_an_order_that_lacks_a_part_takes_no_whole_ones_place(
    amazon: Amazon, store: OrderStore, sync: Sync
) -> None:
    amazon.place(2, days=7)
    sync()
    amazon.lacks = True
    amazon.now += timedelta(hours=1)
    amazon.orders[0].updated = NOW + timedelta(minutes=5)
    sync()
    assert {order.status for order in store.select((DE,))} == {"UNSHIPPED"}


def test_no_buyer_data_is_kept(amazon: Amazon, store: OrderStore, sync: Sync, tmp_path: Path) -> None:
    amazon.place(5, days=7)
    sync()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not any(b"Ann Buyer" in path.read_bytes() for path in files)
    assert {oct(path.stat().st_mode & 0o777) for path in files} == {"0o600"}


def test_a_store_that_is_ruined_is_begun_anew(
    amazon: Amazon, store: OrderStore, sync: Sync, tmp_path: Path
) -> None:
    amazon.place(5, days=7)
    sync()
    (path,) = tmp_path.rglob("*.sqlite3")
    path.write_bytes(b"no database" * 500)
    assert sync().error is None
    assert len(store.select((DE,))) == 5
