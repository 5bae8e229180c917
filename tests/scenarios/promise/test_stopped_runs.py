"""Runs that are stopped, databases that freeze, and those who go on meanwhile."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time

import psycopg
import pytest

from spmsg.delivery.at_most_once import POSTS_AT_ONCE
from tests.harness import Run, begin, until
from tests.standin import StandIn

if sys.platform == "win32":
    pytest.skip("no process can be stopped", allow_module_level=True)

SEND = ("send", "confirmOrderDetails")
TEXT = ("--text", "Which colour?", "-o", "jsonl")
ORDER = "902-6786204-8179805"
NUMBER = 2 * POSTS_AT_ONCE
BATCH, ROWS = (*SEND, "-", *TEXT), "\n".join(f"701-{n:07d}-1234567" for n in range(NUMBER)).encode()


@pytest.mark.parametrize("flags", [(), ("--resend",)])
def test_a_run_that_is_stopped_in_its_wait_finds_what_another_has_sent(
    standin: StandIn, environment: dict[str, str], spmsg: Run, flags: tuple[str, ...]
) -> None:
    standin.misbehave = lambda order, number: "429" if number == 1 else "send"
    process = begin((*SEND, ORDER, *TEXT), environment)
    until(lambda: standin.posts[ORDER] == 1)
    until(lambda: spmsg("history", "-o", "jsonl").out == "")  # it has read the 429 and given its claim back
    process.send_signal(signal.SIGSTOP)
    other = spmsg(*SEND, ORDER, *TEXT, *flags)
    assert [row["status"] for row in other.rows] == ["sent"], other.err
    process.send_signal(signal.SIGCONT)
    out, _ = process.communicate(timeout=60)
    assert [json.loads(line)["status"] for line in out.splitlines()] == ["already-sent"]
    assert standin.received[ORDER] == 1


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_a_message_of_a_run_that_is_stopped_is_nobody_else_s_to_send(
    standin: StandIn,
    environment: dict[str, str],
    spmsg: Run,
    store: str,
    request: pytest.FixtureRequest,
) -> None:
    if store == "postgres":
        environment["SPMSG_LEDGER"] = request.getfixturevalue("postgres_url")
    standin.misbehave = lambda order, number: "slow"
    process = begin((*SEND, ORDER, *TEXT), environment)
    until(lambda: standin.posts[ORDER] == 1)
    process.send_signal(signal.SIGSTOP)
    [entry] = spmsg("history", "-o", "json").json
    assert entry["status"] == "sending"
    refused = spmsg("history", "resolve", str(entry["id"]), "--as", "not-sent")
    assert refused.code == 2
    assert "has not ended" in refused.err
    other = begin((*SEND, ORDER, *TEXT, "--resend", "--on-uncertain", "resend"), environment)
    until(lambda: standin.requests["actions"] == 2)
    time.sleep(1)  # it has found what the other one is sending
    assert other.poll() is None
    process.send_signal(signal.SIGCONT)
    for each, status in ((process, "sent"), (other, "already-sent")):
        out, err = each.communicate(timeout=60)
        assert [json.loads(line)["status"] for line in out.splitlines()] == [status], err
    assert standin.posts[ORDER] == 1


def test_ctrl_c_ends_a_run_whose_database_is_frozen(
    standin: StandIn, environment: dict[str, str], postgres_url: str
) -> None:
    environment["SPMSG_LEDGER"] = postgres_url
    standin.answer_time = 0.2
    rows = "".join(f"701-{number:07d}-1234567\n" for number in range(200)).encode()
    process = begin((*SEND, "-", *TEXT), environment, rows)
    until(lambda: len(standin.received) > 10)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        query = (
            "SELECT pid FROM pg_stat_activity"
            " WHERE application_name = 'spmsg' AND datname = current_database()"
        )
        frozen = [pid for (pid,) in connection.execute(query).fetchall()]
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    try:
        time.sleep(1)
        asked = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert process.returncode == 130
        assert time.monotonic() - asked < 12
    finally:
        for pid in frozen:
            os.kill(pid, signal.SIGCONT)
    assert set(standin.received.values()) == {1}


def test_a_terminal_that_is_closed_ends_a_batch_as_ctrl_c_does(
    standin: StandIn, environment: dict[str, str], spmsg: Run
) -> None:
    standin.misbehave = lambda order, number: "slow"
    process = begin(BATCH, environment, ROWS)
    until(lambda: bool(standin.posts))
    process.send_signal(signal.SIGHUP)
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 130
    assert {json.loads(line)["status"] for line in out.splitlines()} == {"sent"}
    assert spmsg("history", "--uncertain", "-o", "jsonl").rows == []
    standin.misbehave = lambda order, number: "send"
    assert spmsg(*BATCH, stdin=ROWS).code == 0
    assert set(standin.received.values()) == {1}
    assert len(standin.received) == NUMBER


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_a_signal_that_the_caller_ignores_stays_ignored(
    standin: StandIn, environment: dict[str, str], number: signal.Signals
) -> None:
    trap = f'trap "" {number.name.removeprefix("SIG")}; exec "$@"'  # as nohup and a shell's `&` do
    with tempfile.TemporaryFile() as rows:
        rows.write(ROWS)
        rows.seek(0)
        process = subprocess.Popen(
            ["sh", "-c", trap, "sh", sys.executable, "-m", "spmsg", *BATCH],
            env=environment,
            stdin=rows,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    until(lambda: bool(standin.posts))
    process.send_signal(number)
    process.communicate(timeout=30)
    assert process.returncode == 0
    assert len(standin.received) == NUMBER


def test_a_run_that_is_killed_leaves_no_more_uncertain_than_may_be_on_their_way(
    standin: StandIn, environment: dict[str, str], spmsg: Run
) -> None:
    standin.misbehave = lambda order, number: "hang"
    process = begin(BATCH, environment, ROWS)
    until(lambda: sum(standin.posts.values()) >= POSTS_AT_ONCE)
    process.kill()
    process.communicate(timeout=30)
    assert len(spmsg("history", "--uncertain", "-o", "jsonl").rows) == POSTS_AT_ONCE
