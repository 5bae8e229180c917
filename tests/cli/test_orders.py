"""`spmsg orders`: which orders are chosen, and how true the list is; on the demo's orders."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.conftest import Client
from tests.harness import TUTORIAL_ORDER, Run, run_program

DUE_FOR_REVIEW = {
    "113-2075518-4429087", "112-5067731-2298846", "112-3029184-6671150", "305-7720416-3318897",
    "503-1190473-6625580", "701-6210829-5037842", "701-3381946-7750428", "404-8863091-5574423",
}  # fmt: skip
LATE = {"112-6648203-9917345", "304-5503918-2277641", "304-9917624-1105578", "249-5529013-8814467"}
BOOKCASE, WALL_ANCHORS = "BOOKCASE-OAK-5", "BOOKCASE-ANCHOR"
"""The two items of the order 112-6648203-9917345."""


def ids(demo: Run, *options: str, **settings: str) -> list[str]:
    ran = demo("orders", "-o", "ids", *options, **settings)
    assert ran.code == 0, ran.err
    return ran.out.split()


@pytest.mark.parametrize(
    ("what", "orders", "header"), [("review", DUE_FOR_REVIEW, "ask until"), ("shipment", LATE, "promised")]
)
def test_what_is_due_is_listed_with_until_when(demo: Run, what: str, orders: set[str], header: str) -> None:
    assert set(ids(demo, "--due", what)) == orders
    assert header in demo("orders", "--due", what, "-o", "table").out


def test_orders_without_promised_dates_are_counted(demo: Run) -> None:
    assert "tells no promised dates of 3 more" in demo("orders", "--due", "review", "-o", "ids").err


def test_what_is_due_is_of_the_marketplace_that_the_environment_names(demo: Run) -> None:
    assert ids(demo, "--due", "shipment", SPMSG_MARKETPLACE="US") == ["112-6648203-9917345"]
    assert set(ids(demo, "--due", "shipment", "-m", "DE", SPMSG_MARKETPLACE="US")) == {
        "304-5503918-2277641", "304-9917624-1105578",
    }  # fmt: skip


def test_skus_and_asins_choose_and_leave_out(demo: Run) -> None:
    assert ids(demo, "--sku", f"{WALL_ANCHORS},nothing") == ["112-6648203-9917345"]
    [row] = demo("orders", "--sku", BOOKCASE, "-o", "json").json
    assert ids(demo, "--asin", row["items"][1]["asin"].lower()) == [row["order"]]
    assert ids(demo, "--sku", BOOKCASE, "--not-sku", WALL_ANCHORS) == []
    left = ids(demo, "--all", "--not-sku", BOOKCASE)
    assert "112-6648203-9917345" not in left
    assert TUTORIAL_ORDER in left


@pytest.mark.parametrize("option", ["--not-sku", "--status"])
def test_an_option_that_names_nothing_is_wrong_usage(demo: Run, option: str) -> None:
    ran = demo("orders", option, "")
    assert (ran.code, ran.out) == (2, "")
    assert f"{option} names nothing" in ran.err


def test_an_option_that_is_given_twice_adds_up(demo: Run) -> None:
    assert ids(demo, "--sku", "nothing", "--sku", WALL_ANCHORS) == ["112-6648203-9917345"]
    left = ids(demo, "--all", "--not-sku", BOOKCASE, "--not-sku", "nothing")
    assert "112-6648203-9917345" not in left
    rows = demo("orders", "--all", "--status", "shipped", "--status", "cancelled,pending", "-o", "json").json
    assert {row["status"] for row in rows} == {"SHIPPED", "CANCELLED", "PENDING"}


def test_the_fulfiller_chooses(demo: Run) -> None:
    rows = demo("orders", "--fulfilled-by", "amazon", "-o", "json").json
    assert {row["fulfilled_by"] for row in rows} == {"AMAZON"}


@pytest.mark.parametrize("options", [("--sku", "nothing"), ("--due", "shipment", "--asin", "nothing")])
def test_nothing_found_is_told_with_what_may_find_some(demo: Run, options: tuple[str, ...]) -> None:
    told = demo("orders", *options, "-o", "table")
    assert (told.code, told.out) == (0, "")
    assert "an earlier --since or fewer filters" in told.err


def test_until_ends_the_time(demo: Run) -> None:
    end = (datetime.now(UTC) - timedelta(days=2)).isoformat()
    rows = demo("orders", "--since", "5d", "--until", end, "-o", "json").json
    assert rows
    assert all(row["purchased_at"] < end for row in rows)


def test_several_marketplaces_are_one_request(demo: Run) -> None:
    ran = demo("orders", "-m", "DE,FR", "-o", "json", "-v")
    assert {row["marketplace"] for row in ran.json} == {"A1PA6795UKMFR9", "A13V1IB3VIYZZH"}
    assert ran.err.count("> GET ") == ran.err.count("marketplaceIds=A13V1IB3VIYZZH%2CA1PA6795UKMFR9&")


def test_the_next_command_needs_no_marketplace(demo: Run) -> None:
    told = demo("orders", "-m", "DE,FR", "-o", "table").err
    line = told.rpartition("Next: spmsg ")[2].split()
    assert demo(*line).code == 0


def test_csv_has_a_column_for_skus_asins_and_titles(demo: Run) -> None:
    [row] = csv.DictReader(io.StringIO(demo("orders", "--sku", BOOKCASE, "-o", "csv").out))
    [record] = demo("orders", "--sku", BOOKCASE, "-o", "json").json
    assert row["skus"] == f"{BOOKCASE};{WALL_ANCHORS}"
    assert row["asins"].split(";") == [item["asin"] for item in record["items"]]
    assert row["titles"] == "Solid Oak Bookcase, 5 Shelves;Bookcase Wall Anchor Kit"
    assert (row["cancel_requested"], row["replacement_of"]) == ("false", "")


def test_a_request_to_cancel_and_a_replacement_are_told(demo: Run) -> None:
    rows = {row["order"]: row for row in demo("orders", "-o", "json").json}
    assert [order for order, row in rows.items() if row["cancel_requested"]] == ["114-2250918-7713364"]
    assert rows["111-2098455-6630174"]["replacement_of"] == "112-1183940-2275561"
    wide = demo("orders", "-o", "table", COLUMNS="120").out
    assert "asks to cancel" in wide


@pytest.mark.parametrize("columns", ["60", "80", "100", "120"])
def test_what_was_bought_can_be_told_on_any_terminal(demo: Run, columns: str) -> None:
    out = demo("orders", "--all", "-m", "US", "-o", "table", COLUMNS=columns).out
    assert "Insulated W" in out
    assert max(map(len, out.splitlines())) <= int(columns)


def test_the_list_is_cut_and_says_so(demo: Run) -> None:
    demo("orders", "--all")  # else it is the hour that tells how many the first page holds
    ran = demo("orders", "--limit", "2", "-o", "table", COLUMNS="120")
    assert len(ran.out.splitlines()) == 4
    assert "2 of at least" in ran.err
    assert "Next: spmsg actions" in ran.err


@pytest.mark.parametrize("fault", ["throttle@orders", "error@orders"])
def test_what_amazon_does_not_give_is_said_and_the_list_is_printed(demo: Run, fault: str) -> None:
    before = ids(demo)
    ran = demo("orders", "-o", "ids", SPMSG_SIMULATOR_FAULTS=fault, SPMSG_TIMEOUT="1")
    assert ran.code == 6
    assert ran.out.split() == before
    assert "The list is true up to 20" in ran.err
    assert "hint: " in ran.err


def test_with_nothing_kept_it_says_what_amazon_did(demo: Run) -> None:
    ran = demo("orders", "-o", "json", SPMSG_SIMULATOR_FAULTS="throttle@orders")
    assert ran.code == 6
    assert "true up to" not in ran.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-m", "US,DE"], "several selling regions"),
        (["--status", "SHIPED"], "There are UNSHIPPED, PARTIALLY_SHIPPED, SHIPPED"),
        (["--since", "2099-01-01"], "lies in the future"),
        (["--limit", "2", "--all"], "--limit and --all exclude each other"),
        (["--since", "2d", "--until", "3d"], "--until lies before --since"),
    ],
)
def test_what_cannot_be_asked_for_is_wrong_usage(demo: Run, options: list[str], said: str) -> None:
    ran = demo("orders", *options)
    assert ran.code == 2
    assert said in ran.err


def test_a_failure_is_tried_again_and_not_taken_for_amazons_rate(demo: Run) -> None:
    assert demo("orders", SPMSG_SIMULATOR_FAULTS="error=503:1").code == 0


def test_a_pace_that_machines_share_is_no_waiting(client: Client, postgres_url: str) -> None:
    shared = {**client.environment, "SPMSG_LEDGER": postgres_url, "SPMSG_RATE": ""}
    ran = run_program(["orders", "-o", "ids"], shared)
    assert (ran.code, ran.err) == (0, "")
    assert "The buyer's language" in run_program(["actions", TUTORIAL_ORDER, "-o", "table"], shared).err
