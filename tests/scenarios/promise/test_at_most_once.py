"""The promise: a buyer never gets the same message twice, whatever the wire and the machine do."""

import json
import random
import re
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.harness import Run, begin, linux, posix, until
from tests.standin import StandIn

SEND = ("send", "confirmOrderDetails")
TEXT = ("--text", "Which colour?")
ORDER = "902-6786204-8179805"


BATCH = (*SEND, "-", *TEXT, "-o", "jsonl")


def orders(number: int) -> list[str]:
    return [f"701-{index:07d}-1234567" for index in range(number)]


def rows_of(todo: list[str]) -> bytes:
    return "\n".join(todo).encode()


def statuses_of(runs: "list[subprocess.Popen[bytes]]") -> Counter[str]:
    """How many messages ended how, over all `runs`, which all succeed."""
    statuses: Counter[str] = Counter()
    for process in runs:
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err.decode()
        statuses.update(json.loads(line)["status"] for line in out.splitlines())
    return statuses


@pytest.mark.parametrize(
    ("what", "code", "status"),
    [
        ("send", 0, "sent"),
        ("empty", 0, "sent"),
        ("errors-empty", 0, "sent"),
        ("errors", 6, "failed"),
        ("400", 3, "invalid"),
        ("403", 4, "failed"),
        ("404", 5, "unavailable"),
        ("vanished", 5, "unavailable"),
        ("500", 7, "uncertain"),
        ("503", 7, "uncertain"),
        ("504", 7, "uncertain"),
        ("drop", 7, "uncertain"),
        ("garbage", 7, "uncertain"),
    ],
)
def test_what_amazon_answers_to_a_message_decides_and_nothing_is_repeated(
    standin: StandIn, spmsg: Run, what: str, code: int, status: str
) -> None:
    standin.misbehave = lambda order, number: what
    ran = spmsg(*SEND, ORDER, *TEXT, "-o", "json")
    assert (ran.code, ran.json[0]["status"]) == (code, status), ran.err
    assert standin.posts[ORDER] == 1


def test_an_action_that_vanished_in_between_is_told_with_what_is_allowed_now(
    standin: StandIn, spmsg: Run
) -> None:
    standin.misbehave = lambda order, number: "vanished"
    ran = spmsg(*SEND, ORDER, *TEXT)
    assert "Allowed for this order now: confirmOrderDetails" in ran.err
    assert standin.requests["actions"] == 2


def test_a_throttled_message_is_repeated_because_it_never_reached_the_application(
    standin: StandIn, spmsg: Run
) -> None:
    standin.misbehave = lambda order, number: "429" if number < 3 else "send"
    assert spmsg(*SEND, ORDER, *TEXT).code == 0
    assert (standin.posts[ORDER], standin.received[ORDER]) == (3, 1)


def test_an_uncertain_message_is_sent_again_only_when_told_so(standin: StandIn, spmsg: Run) -> None:
    standin.misbehave = lambda order, number: "503" if number == 1 else "send"
    assert spmsg(*SEND, ORDER, *TEXT).code == 7
    again = spmsg(*SEND, ORDER, *TEXT, "-o", "json")
    assert (again.code, again.json[0]["status"]) == (7, "uncertain")
    assert standin.posts[ORDER] == 1
    assert spmsg(*SEND, ORDER, *TEXT, "--on-uncertain", "resend").code == 0
    assert standin.received[ORDER] == 1


@pytest.mark.parametrize(("verdict", "received", "code"), [("sent", 0, 0), ("not-sent", 1, 0)])
def test_a_resolved_message_is_sent_again_only_where_it_was_not_sent(
    standin: StandIn, spmsg: Run, verdict: str, received: int, code: int
) -> None:
    standin.misbehave = lambda order, number: "503" if number == 1 else "send"
    assert spmsg(*SEND, ORDER, *TEXT).code == 7
    (entry,) = spmsg("history", "--uncertain", "-o", "json").json
    assert spmsg("history", "resolve", str(entry["id"]), "--as", verdict).code == 0
    assert spmsg(*SEND, ORDER, *TEXT).code == code
    assert standin.received[ORDER] == received


def test_a_rerun_makes_no_request_at_all(standin: StandIn, spmsg: Run) -> None:
    rows = "\n".join(orders(60))
    assert spmsg(*SEND, "-", *TEXT, stdin=rows).code == 0
    before = Counter(standin.requests)
    again = spmsg(*SEND, "-", *TEXT, "-o", "jsonl", stdin=rows)
    assert standin.requests == before
    assert Counter(row["status"] for row in again.rows) == {"already-sent": 60}


def test_a_repeated_order_of_a_batch_is_sent_once_and_with_resend_once_more(
    standin: StandIn, spmsg: Run
) -> None:
    rows = "\n".join([ORDER] * 12)
    for received, flags in ((1, ()), (2, ("--resend",))):
        ran = spmsg(*BATCH, *flags, stdin=rows)
        assert Counter(row["status"] for row in ran.rows) == {"sent": 1, "already-sent": 11}
        assert standin.received[ORDER] == received


def test_runs_that_resend_at_the_same_time_send_once_each_at_most(
    standin: StandIn, environment: dict[str, str], spmsg: Run
) -> None:
    standin.answer_time = 0.3
    assert spmsg(*SEND, ORDER, *TEXT).code == 0
    runs = [begin((*SEND, ORDER, *TEXT, "-o", "jsonl", "--resend"), environment) for _ in range(3)]
    statuses = statuses_of(runs)
    assert standin.received[ORDER] == 1 + statuses["sent"]
    assert statuses["sent"] + statuses["already-sent"] == 3


@pytest.mark.slow
def test_a_batch_ends_when_amazon_cannot_be_reached_for_one_order_after_the_other(
    standin: StandIn, spmsg: Run
) -> None:
    assert spmsg(*SEND, ORDER, *TEXT).code == 0  # so that there is a token
    ran = spmsg(*BATCH, stdin=rows_of(orders(200)), SPMSG_ENDPOINT="http://127.0.0.1:1")
    assert ran.code == 6
    assert len(ran.rows) < 30
    assert "not tried" in ran.err


def test_another_text_is_another_message_unless_a_key_makes_it_one(standin: StandIn, spmsg: Run) -> None:
    for text in ("one", "two"):
        assert spmsg(*SEND, ORDER, "--text", text).code == 0
    assert standin.received[ORDER] == 2
    for text in ("three", "four"):
        assert spmsg(*SEND, ORDER, "--text", text, "--key", "recall-2026").code == 0
    assert standin.received[ORDER] == 3


def test_a_batch_ends_with_the_gravest_of_its_rows(standin: StandIn, spmsg: Run) -> None:
    fates = dict(zip(orders(4), ["send", "400", "404", "503"], strict=True))
    standin.misbehave = lambda order, number: fates[order]
    ran = spmsg(*SEND, "-", *TEXT, stdin="\n".join(fates))
    assert ran.code == 7
    standin.misbehave = lambda order, number: "send"
    assert spmsg(*SEND, "-", *TEXT, "--on-uncertain", "resend", stdin="\n".join(fates)).code == 0
    assert set(standin.received.values()) == {1}


def test_four_overlapping_runs_send_each_message_once(standin: StandIn, environment: dict[str, str]) -> None:
    runs = [begin(BATCH, environment, rows_of(orders(40))) for _ in range(4)]
    assert statuses_of(runs) == {"sent": 40, "already-sent": 120}
    assert len(standin.received) == 40
    assert set(standin.received.values()) == {1}


@pytest.mark.slow
def test_killed_at_random_moments_no_buyer_gets_two_and_every_message_is_told(
    standin: StandIn, environment: dict[str, str], spmsg: Run
) -> None:
    """kill -9 again and again, until a run gets through: each message once, or told as uncertain."""
    rng = random.Random(20261123)
    todo = orders(120)
    for _ in range(8):
        enough = sum(standin.posts.values()) + rng.randrange(12)
        process = begin(BATCH, environment, rows_of(todo))
        until(lambda: sum(standin.posts.values()) > enough)  # noqa: B023 - called before the next turn
        time.sleep(rng.uniform(0, 0.02))
        process.kill()
        process.communicate()
    ran = spmsg(*BATCH, stdin=rows_of(todo))
    told = {row["order"]: row["status"] for row in ran.rows}
    assert max(standin.received.values()) == 1
    assert set(told) == set(todo)
    assert set(told.values()) <= {"sent", "already-sent", "uncertain"}
    assert all(standin.received[order] == 1 for order, status in told.items() if status != "uncertain")
    assert ran.code == (7 if "uncertain" in told.values() else 0)


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_finishes_what_is_under_way_and_a_second_run_goes_on(
    standin: StandIn, environment: dict[str, str], spmsg: Run, number: signal.Signals
) -> None:
    standin.answer_time = 0.05
    process = begin(BATCH, environment, rows_of(orders(120)))
    assert process.stdout is not None
    first = process.stdout.readline()
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert re.search(r"Stopping.*\n.*Interrupted", err.decode())
    told = [json.loads(line)["status"] for line in (first + out).splitlines()]
    assert set(told) == {"sent"}
    assert len(told) == len(standin.received)
    assert len(told) < 120
    standin.answer_time = 0
    assert spmsg(*BATCH, stdin=rows_of(orders(120))).code == 0
    assert len(standin.received) == 120
    assert set(standin.received.values()) == {1}


@pytest.mark.slow
@posix
def test_interrupted_while_amazon_is_silent_it_leaves_in_seconds_and_tells_of_it(
    standin: StandIn, environment: dict[str, str], spmsg: Run
) -> None:
    standin.misbehave = lambda order, number: "hang"
    process = begin((*SEND, ORDER, *TEXT, "-o", "jsonl"), environment)
    until(lambda: bool(standin.posts[ORDER]))
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=15)
    assert process.returncode == 130
    assert json.loads(out)["status"] == "uncertain"
    assert spmsg(*SEND, ORDER, *TEXT).code == 7
    assert standin.posts[ORDER] == 1


@linux
def test_a_ledger_that_cannot_be_written_sends_nothing_and_names_the_file(
    standin: StandIn, spmsg: Run, tmp_path: Path
) -> None:
    ruined = tmp_path / "ruined.sqlite3"
    ruined.write_bytes(b"this is no database, and long enough to be told from an empty one" * 10)
    for ledger in (str(ruined), "/dev/full"):
        ran = spmsg(*SEND, ORDER, *TEXT, SPMSG_LEDGER=ledger)
        assert ran.code == 6
        assert ledger in ran.err
        assert "hint:" in ran.err
    assert not standin.posts


def test_output_that_nobody_reads_ends_the_batch_and_loses_nothing(
    standin: StandIn, environment: dict[str, str], spmsg: Run
) -> None:
    process = begin(BATCH, environment, rows_of(orders(200)))
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    process.stdout = None
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert len(standin.received) < 200
    history = spmsg("history", "-o", "json", "--limit", "500").json
    assert Counter(entry["status"] for entry in history) == {"sent": len(standin.received)}


def test_two_machines_on_one_postgresql_ledger_send_each_message_once(
    standin: StandIn, environment: dict[str, str], postgres_url: str, tmp_path: Path
) -> None:
    environment["SPMSG_LEDGER"] = postgres_url
    machines = [{**environment, "SPMSG_STATE_DIR": str(tmp_path / name)} for name in ("one", "two")]
    runs = [begin(BATCH, machine, rows_of(orders(20))) for machine in machines]
    assert statuses_of(runs) == {"sent": 20, "already-sent": 20}
    assert set(standin.received.values()) == {1}
