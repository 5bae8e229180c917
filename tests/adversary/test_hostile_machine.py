"""What the machine, its user and their files can do to a run."""

import json
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from spmsg import config
from spmsg.delivery.at_most_once import POSTS_AT_ONCE, AtMostOnce, MessageRecord
from spmsg.delivery.ledger import Entry, Identity, Status, open_ledger
from spmsg.delivery.order_details import OrderDetails
from spmsg.spapi.order import Order
from spmsg.spapi.transport import SendGuard
from tests.harness import Run, begin
from tests.standin import StandIn

if sys.platform == "win32":
    pytest.skip("signals and sh", allow_module_level=True)

SEND = ("send", "confirmOrderDetails", "-", "--text", "Which colour?", "-o", "jsonl")
ORDERS = "\n".join(f"701-{number:07d}-1234567" for number in range(40)).encode()


def until(condition: Callable[[], bool]) -> None:
    """Wait for what other processes do."""
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_a_terminal_that_is_closed_ends_a_batch_as_ctrl_c_does(
    standin: StandIn, environment: dict[str, str], spmsg: Run
) -> None:
    standin.misbehave = lambda order, number: "slow"
    process = begin(SEND, environment, ORDERS)
    until(lambda: bool(standin.posts))
    process.send_signal(signal.SIGHUP)
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 130
    assert {json.loads(line)["status"] for line in out.splitlines()} == {"sent"}
    assert spmsg("history", "--uncertain", "-o", "jsonl").rows == []
    standin.misbehave = lambda order, number: "send"
    assert spmsg(*SEND, stdin=ORDERS).code == 0
    assert set(standin.received.values()) == {1}
    assert len(standin.received) == 40


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_a_signal_that_the_caller_ignores_stays_ignored(
    standin: StandIn, environment: dict[str, str], number: signal.Signals
) -> None:
    trap = f'trap "" {number.name.removeprefix("SIG")}; exec "$@"'  # as nohup and a shell's `&` do
    with tempfile.TemporaryFile() as rows:
        rows.write(ORDERS)
        rows.seek(0)
        process = subprocess.Popen(
            ["sh", "-c", trap, "sh", sys.executable, "-m", "spmsg", *SEND],
            env=environment,
            stdin=rows,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    until(lambda: bool(standin.posts))
    process.send_signal(number)
    process.communicate(timeout=30)
    assert process.returncode == 0
    assert len(standin.received) == 40


def test_a_file_name_that_is_too_long_is_one_bad_row(spmsg: Run, standin: StandIn) -> None:
    rows = "\n".join(
        json.dumps({"order": f"701-{number:07d}-1234567", "file": name})
        for number, name in enumerate(("x" * 300, "y" * 300))
    )
    ran = spmsg("send", "sendInvoice", "-", "--attach", "{file}.pdf", "-o", "jsonl", stdin=rows)
    assert ran.code == 3, ran.err
    assert [row["status"] for row in ran.rows] == ["invalid", "invalid"]


def test_a_file_that_is_no_list_is_not_told_at_full_length(spmsg: Run) -> None:
    ran = spmsg(*SEND, stdin=b"9" * 100_000)
    assert ran.code == 3
    assert len(ran.out) + len(ran.err) < 1_000


@pytest.mark.parametrize(
    "spelling",
    [
        "https://SellingPartnerAPI-NA.amazon.com",
        "https://sellingpartnerapi-na.amazon.com:443/",
        "HTTPS://sellingpartnerapi-na.amazon.com",
    ],
)
def test_amazons_endpoint_in_another_spelling_is_the_same_account(spelling: str) -> None:
    settings = config.resolve(config.Overrides(), {"SPMSG_ENDPOINT": spelling, "SPMSG_CONFIG": "/nowhere"})
    assert (settings.account, settings.region) == ("default", "NA")


def test_two_orders_are_asked_for_at_the_same_time() -> None:
    both = threading.Barrier(2, timeout=30)

    def ask_locale(order: str, marketplace: str) -> str:
        both.wait()
        return order

    def unasked(order: str) -> Order:
        raise AssertionError(order)

    told: list[str | None] = []
    facts = [OrderDetails(order, "M", ask_locale=ask_locale, ask_order=unasked) for order in "ab"]
    threads = [threading.Thread(target=lambda f=each: told.append(f.locale)) for each in facts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(40)
    assert sorted(filter(None, told)) == ["a", "b"]


def test_what_is_recorded_while_a_run_gives_up_is_not_told_as_uncertain(tmp_path: Path) -> None:
    ledger = open_ledger(str(tmp_path / "ledger.sqlite3"))
    identity = Identity("account", "M", "701-0000001-1234567", "warranty", "k")
    promise = AtMostOnce(ledger, "default")
    given_up: list[Entry] = []

    def post(guard: SendGuard) -> str | None:
        guard.before_send()
        entry = ledger.find(identity)
        assert entry is not None
        ledger.finish(entry, Status.SENT, request_id="r")  # the answer came, and the main thread is faster
        given_up.extend(promise.give_up("interrupted"))
        return "r"

    promise.send(MessageRecord(identity, "d", 1), post)
    assert given_up == []
    entry = ledger.find(identity)
    assert entry is not None
    assert entry.status is Status.SENT


def test_a_run_that_is_killed_leaves_no_more_uncertain_than_may_be_on_their_way(
    standin: StandIn, environment: dict[str, str], spmsg: Run
) -> None:
    standin.misbehave = lambda order, number: "hang"
    process = begin(SEND, environment, ORDERS)
    until(lambda: sum(standin.posts.values()) >= POSTS_AT_ONCE)
    process.kill()
    process.communicate(timeout=30)
    assert len(spmsg("history", "--uncertain", "-o", "jsonl").rows) == POSTS_AT_ONCE
