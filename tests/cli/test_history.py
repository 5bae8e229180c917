"""`spmsg history`: which entries it shows of which account, and what it tells of each."""

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from spmsg.delivery.ledger import Identity, MessageRecord, Resend, open_ledger
from spmsg.delivery.orders.store import OrderStore
from spmsg.delivery.result import Status
from spmsg.spapi.orders import Order, OrderItem
from tests.harness import Run

REVIEW = "productReviewAndSellerFeedback"
US, DE = "ATVPDKIKX0DER", "A1PA6795UKMFR9"
Keep = Callable[..., int]
Configure = Callable[[str], None]


@pytest.fixture
def keep(tmp_path: Path) -> Iterator[Keep]:
    """Put an entry into the ledger of the program; gives its ID."""
    folder = tmp_path / "state"
    ledger = open_ledger(str(folder / "ledger.sqlite3"), own_folder=folder)

    def put(
        order: str = "902-0000001-0000000",
        status: Status = Status.SENT,
        *,
        action: str = REVIEW,
        marketplace: str = US,
        key: str = "k",
        account: str = "default",
        profile: str | None = None,
        at: datetime | None = None,
        **told: Any,
    ) -> int:
        identity = Identity(account, marketplace, order, action, key)
        entry = ledger.claim(MessageRecord(identity, "d", 1), profile or account, Resend())
        ledger.finish(entry, status, **told)
        if at is not None:
            with closing(sqlite3.connect(folder / "ledger.sqlite3")) as connection, connection:
                values = (int(at.timestamp() * 1_000_000), entry.id)
                connection.execute("UPDATE spmsg_entries SET at = ? WHERE id = ?", values)
        return entry.id

    yield put
    ledger.close()


@pytest.fixture
def configure(tmp_path: Path) -> Callable[[str], None]:
    """Write config.toml."""

    def write(document: str) -> None:
        file = tmp_path / "config" / "config.toml"
        file.parent.mkdir()
        file.write_text(document, encoding="utf-8")

    return write


@pytest.fixture
def tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine is nine hours ahead of UTC."""
    if sys.platform == "win32":
        pytest.skip("the time zone of a process cannot be changed")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def orders(run: Run, *arguments: str, **settings: str) -> list[str]:
    """The last digits of the orders that are shown."""
    ran = run("history", *arguments, "-o", "json", **settings)
    assert ran.code == 0, ran.err
    return [entry["order"][-1] for entry in ran.json]


def test_an_entry_tells_what_when_whose_and_why(program: Run, keep: Keep) -> None:
    moment = datetime(2026, 11, 3, 14, 5, 9, tzinfo=UTC)
    number = keep(
        status=Status.FAILED, at=moment, code="already-requested", reason="A review was asked for.",
        request_id="r-1",
    )  # fmt: skip
    assert program("history", "-o", "json").json == [
        {
            "id": number,
            "at": "2026-11-03T14:05:09Z",
            "profile": "default",
            "order": "902-0000001-0000000",
            "marketplace": US,
            "action": REVIEW,
            "key": "k",
            "status": "failed",
            "code": "already-requested",
            "reason": "A review was asked for.",
            "request_id": "r-1",
            "title": None,
        }
    ]


def test_the_products_title_is_told_of_an_order_that_is_kept(
    program: Run, keep: Keep, tmp_path: Path
) -> None:
    for number in range(3):
        keep(f"902-0000000-000000{number}")
    items = (OrderItem("Mug \x1b[31m, blue", None, None, 1), OrderItem("Lid", None, None, 1))
    order = Order("902-0000000-0000000", US, "SHIPPED", "AMAZON", "2026-11-01T00:00:00Z", items, None)
    untitled = replace(order, id="902-0000000-0000001", items=(OrderItem("", None, None, 1),))
    OrderStore(tmp_path / "state", "default").keep([order, untitled])
    assert [each["title"] for each in program("history", "-o", "json").json] == [None, None, items[0].title]
    shown = program("history", "-o", "table", COLUMNS="120")
    assert "Mug" in shown.out and "\x1b" not in shown.out
    next((tmp_path / "state" / "orders").glob("*.sqlite3")).write_bytes(b"no database")
    assert orders(program) == ["2", "1", "0"]


def test_the_current_profiles_entries_are_shown_and_with_all_profiles_all(
    program: Run, keep: Keep, configure: Configure
) -> None:
    for number, account in enumerate(("default", "shop-de", "shop-us")):
        keep(f"902-0000000-000000{number}", account=account)
    keep("902-0000000-0000003", account="A2Z", profile="default")  # its name in the ledger was another then
    config = "[profiles.shop-de]\n[profiles.shop-us]\n"
    assert orders(program) == ["0"]
    configure(config)
    assert orders(program, "-p", "shop-de") == ["1"]
    assert orders(program, SPMSG_PROFILE="shop-us") == ["2"]
    assert orders(program, "-p", "shop-de", "--all-profiles") == ["3", "2", "1", "0"]


def test_simulators_and_the_sandbox_are_apart_also_with_all_profiles(
    program: Run, keep: Keep, configure: Configure
) -> None:
    local, sandbox = "127.0.0.1:8043", "sandbox.sellingpartnerapi-na.amazon.com"
    keep("902-0000000-0000000")
    keep("902-0000000-0000001", account="demo")
    keep("902-0000000-0000002", account=f"default@{local}", profile="default")
    keep("902-0000000-0000003", account=f"default@{sandbox}", profile="default")
    keep("902-0000000-0000004", account=f"shop@{local}", profile="shop")
    keep("902-0000000-0000005", account="me@shop.example", profile="shop")
    configure('[profiles.shop]\naccount = "me@shop.example"\n')
    simulator = {"SPMSG_ENDPOINT": f"http://{local}"}
    assert orders(program) == ["0"]
    assert orders(program, "-p", "shop") == ["5"]
    assert orders(program, "--all-profiles") == ["5", "0"]
    assert orders(program, "-p", "demo") == orders(program, "-p", "demo", "--all-profiles") == ["1"]
    assert orders(program, **simulator) == ["2"]
    assert orders(program, "--all-profiles", **simulator) == ["4", "2"]
    assert orders(program, "--sandbox", SPMSG_MARKETPLACE="US") == ["3"]


def test_entries_are_chosen_by_action_status_key_and_order(program: Run, keep: Keep) -> None:
    keep("902-0000000-0000000")
    keep("902-0000000-0000001", action="sendInvoice")
    keep("902-0000000-0000002", Status.FAILED, key="recall-2026")
    keep("902-0000000-0000003", Status.UNCERTAIN, key="recall-2026")
    assert orders(program, "--action", "sendInvoice") == ["1"]
    assert orders(program, "--status", "FAILED") == ["2"]
    assert orders(program, "--key", "recall-2026") == ["3", "2"]
    assert orders(program, "--order", "902-0000000-0000000") == ["0"]
    assert orders(program, "--uncertain") == orders(program, "--status", "uncertain") == ["3"]
    assert orders(program, "--key", "recall-2026", "--status", "sent") == []
    assert orders(program, "--limit", "2") == ["3", "2"]
    assert program("history", "--uncertain", "--status", "sent").code == 2
    assert program("history", "--status", "lost").code == 2
    assert program("history", "--order", "902-0000000").code == 2


@pytest.mark.usefixtures("tokyo")
def test_a_date_means_the_start_of_the_local_day_since_and_its_end_until(program: Run, keep: Keep) -> None:
    local = timedelta(hours=9)
    for number, day in enumerate((datetime(2026, 11, 2, 23, 59), datetime(2026, 11, 3, 0, 1))):
        keep(f"902-0000000-000000{number}", at=(day - local).replace(tzinfo=UTC))
    keep("902-0000000-0000002", at=(datetime(2026, 11, 3, 23, 59) - local).replace(tzinfo=UTC))
    here = {"TZ": os.environ["TZ"]}
    assert orders(program, "--since", "2026-11-03", "--until", "2026-11-03", **here) == ["2", "1"]
    assert orders(program, "--until", "2026-11-02", **here) == ["0"]
    summary = program("history", "summary", "-o", "json", **here).json
    assert [(each["day"], each["count"]) for each in summary] == [("2026-11-02", 1), ("2026-11-03", 2)]


def test_the_table_shows_more_the_wider_the_terminal_is(program: Run, keep: Keep) -> None:
    keep(status=Status.FAILED, code="throttled")
    seen = {}
    for width in (60, 80, 120):
        ran = program("history", "-o", "table", COLUMNS=str(width))
        header, _, row = ran.out.splitlines()
        seen[width] = header.split()
        assert len(row.rstrip()) <= width
        assert row.startswith(" 1") and "902-0000001-0000000" in row and "failed" in row
    assert seen[60] == ["id", "at", "order", "status"]
    assert seen[80] == ["id", "at", "order", "in", "action", "status"]
    assert seen[120] == ["id", "at", "order", "in", "action", "status", "why"]  # no title is kept
    ran = program("history", "--all-profiles", "-o", "table", COLUMNS="120")
    assert "profile" in ran.out.splitlines()[0] and "throttled" in ran.out


def test_an_option_before_the_subcommand_is_not_passed_over(program: Run) -> None:
    ran = program("history", "--all-profiles", "summary", SPMSG_OUTPUT="json")
    assert (ran.code, ran.out) == (2, "")
    assert "spmsg history summary --all-profiles" in ran.err


def test_an_uncertain_message_is_resolved_as_the_hint_says(
    program: Run, keep: Keep, configure: Configure
) -> None:
    number = keep(status=Status.UNCERTAIN, account="shop")
    configure("[profiles.shop]\n")
    shown = program("history", "--uncertain", "-p", "shop", "-o", "table")
    told = [line for line in shown.err.splitlines() if line.startswith("spmsg")]
    assert told == [f"spmsg history resolve {number} --as {each} -p shop" for each in ("sent", "not-sent")]
    resolved = program("history", "resolve", str(number), "--as", "sent", "-p", "shop", "-o", "json")
    assert [(each["status"], each["reason"]) for each in resolved.json] == [("sent", "resolved as sent")]
    assert orders(program, "--uncertain", "-p", "shop") == []
    again = program("history", "resolve", str(number), "--as", "sent")
    assert again.code == 2 and "nothing to resolve" in again.err


def test_what_is_not_there_is_said_with_where_else_to_look(program: Run) -> None:
    def told(*arguments: str) -> str:
        ran = program("history", *arguments, "-o", "table")
        assert (ran.code, ran.out) == (0, "")
        return " ".join(ran.err.split())

    elsewhere = " in the profile default; --all-profiles looks in all."
    assert told() == told("--since", "7d") == f"No such message is recorded{elsewhere}"
    assert told("--uncertain") == f"Nothing is uncertain{elsewhere}"
    assert told("summary", "--key", "x", "--all-profiles") == "No such message is recorded."


def test_an_export_is_all_of_it_as_csv(program: Run, keep: Keep) -> None:
    for number in range(3):
        keep(f"902-0000000-000000{number}")
    ran = program("history", "export")
    header, *rows = ran.out.splitlines()
    assert header == "id,at,profile,order,marketplace,action,key,status,code,reason,request_id,title"
    assert len(rows) == 3
    assert program("history", "export", "--order", "902-0000000-0000001", "-o", "ids").out == "2\n"


def test_a_summary_counts_by_day_marketplace_action_and_outcome(program: Run, keep: Keep) -> None:
    noon = datetime(2026, 11, 3, 12, tzinfo=UTC)
    for number in range(3):
        keep(f"902-0000000-000000{number}", at=noon)
    keep("902-0000000-0000003", Status.FAILED, action="sendInvoice", marketplace=DE, at=noon)
    keep("902-0000000-0000004", at=noon + timedelta(days=1))
    keep("902-0000000-0000005", account="demo", at=noon)
    counts = program("history", "summary", "-o", "json", TZ="UTC").json
    assert counts == [
        {"day": "2026-11-03", "marketplace": DE, "action": "sendInvoice", "status": "failed", "count": 1},
        {"day": "2026-11-03", "marketplace": US, "action": REVIEW, "status": "sent", "count": 3},
        {"day": "2026-11-04", "marketplace": US, "action": REVIEW, "status": "sent", "count": 1},
    ]
    assert program("history", "summary", "--until", "2026-11-03", "--status", "sent").out.split("\t") == [
        "2026-11-03", US, REVIEW, "sent", "3\n",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_summary_for_people_has_bars_where_there_is_room(program: Run, keep: Keep, width: int) -> None:
    for number in range(8):
        keep(f"902-0000000-000000{number}", Status.SENT if number < 4 else Status.FAILED, key=str(number))
    keep("902-0000000-0000009", action="sendInvoice")
    ran = program("history", "summary", "-o", "table", COLUMNS=str(width))
    lines = ran.out.splitlines()
    assert all(len(line) <= width for line in lines)
    assert all(row.split()[1] == "US" for row in lines[2:])  # what tells two rows apart stays
    if width > 60:
        bars = {row.split()[-2]: row.count("━") for row in lines[2:]}
        assert bars["4"] > bars["1"] > 0
    assert "5 sent, 4 failed" in ran.err
