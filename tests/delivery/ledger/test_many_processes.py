"""Real processes over one ledger: overlapping runs, kill -9, and runs that are stopped."""

import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spmsg.delivery.ledger import Identity, Ledger
from spmsg.delivery.result import Status
from spmsg.errors import UsageError
from tests.delivery.ledger.claims import claim
from tests.harness import until

# Claims every message, "sends" it by appending a line to a file, and records it. It says when it is ready,
# and is told when all are: they begin at the same moment.
RUN = """
import os, sys
from spmsg.delivery.ledger import AlreadyClaimedError, Identity, MessageRecord, open_ledger
from spmsg.delivery.result import Status

location, outbox, count, pause = sys.argv[1:]
ledger = open_ledger(location)
print("ready", flush=True)
sys.stdin.readline()
sent = os.open(outbox, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
for number in range(int(count)):
    identity = Identity("seller", "ATVPDKIKX0DER", f"902-{number:07}-0000000", "warranty", "k")
    try:
        entry = ledger.claim(MessageRecord(identity, "ab" * 32, 1), "main")
    except AlreadyClaimedError:
        continue
    os.write(sent, f"{number}\\n".encode())
    if pause:
        sys.stdin.readline()
    ledger.finish(entry, Status.SENT)
ledger.close()
"""

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(location: str, tmp_path: Path) -> Iterator[Start]:
    """Starts a run and waits until it stands ready; whatever lives at the end is killed."""
    runs: list[subprocess.Popen[str]] = []

    def begin(count: int, pause: str = "") -> "subprocess.Popen[str]":
        run = subprocess.Popen(
            [sys.executable, "-c", RUN, location, str(tmp_path / "outbox"), str(count), pause],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        runs.append(run)
        return run

    yield begin
    for run in runs:
        run.kill()
        run.communicate()


def ready(runs: list["subprocess.Popen[str]"]) -> None:
    for run in runs:
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"


def go(runs: list["subprocess.Popen[str]"]) -> None:
    for run in runs:
        assert run.stdin is not None
        run.stdin.write("\n")
        run.stdin.flush()


def outbox(folder: Path) -> Counter[int]:
    return Counter(int(line) for line in (folder / "outbox").read_text().split())


def one(number: int) -> Identity:
    return Identity("seller", "ATVPDKIKX0DER", f"902-{number:07}-0000000", "warranty", "k")


def test_four_runs_over_the_same_orders_send_each_once(start: Start, ledger: Ledger, tmp_path: Path) -> None:
    runs = [start(60) for _ in range(4)]
    ready(runs)
    go(runs)
    assert [run.wait(60) for run in runs] == [0] * 4
    assert outbox(tmp_path) == Counter(range(60))
    assert Counter(entry.status for entry in ledger.entries()) == {Status.SENT: 60}


def test_runs_that_make_the_ledger_at_the_same_moment_share_it(
    start: Start, another_run: Callable[[], Ledger], tmp_path: Path
) -> None:
    runs = [start(5) for _ in range(5)]
    ready(runs)
    go(runs)
    assert [run.wait(60) for run in runs] == [0] * 5
    assert outbox(tmp_path) == Counter(range(5))
    assert len(list(another_run().entries())) == 5


def test_a_run_killed_while_sending_leaves_that_message_uncertain(
    start: Start, ledger: Ledger, tmp_path: Path
) -> None:
    run = start(3, pause="pause")
    ready([run])
    go([run])
    until(lambda: (tmp_path / "outbox").exists() and bool(outbox(tmp_path)))
    during = ledger.find(one(0))
    assert during is not None
    assert during.status is Status.SENDING
    run.kill()
    run.wait()
    after = ledger.find(one(0))
    assert after is not None
    assert after.status is Status.UNCERTAIN
    again = start(3)
    ready([again])
    go([again])
    assert again.wait(60) == 0
    assert outbox(tmp_path) == Counter(range(3))


def test_runs_killed_at_any_moment_never_send_twice(
    start: Start, another_run: Callable[[], Ledger], tmp_path: Path
) -> None:
    for moment in range(8):
        run = start(120)
        ready([run])
        go([run])
        time.sleep(0.006 * moment)
        run.kill()
        run.wait()
    last = start(120)
    ready([last])
    go([last])
    assert last.wait(60) == 0
    received = outbox(tmp_path)
    assert set(received.values()) == {1}
    told = {int(entry.identity.order[4:11]): entry.status for entry in another_run().entries()}
    assert len(told) == 120
    assert set(told.values()) <= {Status.SENT, Status.UNCERTAIN}
    # What nobody received is told as uncertain, and what is told as sent was received
    assert all(told[number] is Status.UNCERTAIN for number in set(range(120)) - set(received))


def test_a_run_that_is_stopped_lives_until_it_is_killed(start: Start, ledger: Ledger, tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("no process can be stopped")
    run = start(1, pause="pause")
    ready([run])
    go([run])
    until(lambda: (tmp_path / "outbox").exists() and bool(outbox(tmp_path)))
    run.send_signal(signal.SIGSTOP)
    met = claim(ledger, one(0), resend_uncertain=True)
    assert (met.won, met.entry.status) == (False, Status.SENDING)
    with pytest.raises(UsageError, match="being sent by a run that has not ended"):
        ledger.resolve(met.entry.id, sent=False)
    run.kill()
    run.wait()
    entry = ledger.find(one(0))
    assert entry is not None
    assert entry.status is Status.UNCERTAIN
