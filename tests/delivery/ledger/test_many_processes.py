"""Real processes over one ledger: overlapping runs, kill -9, and runs that are stopped."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spmsg.delivery.ledger import Identity, Ledger
from spmsg.delivery.result import Status

# Claims every message, "sends" it by appending a line to a file, and records it. It says when it is ready,
# and is told when all are: they begin at the same moment.
RUN = """
import os, sys
from spmsg.delivery.ledger import AlreadyClaimedError, Identity, MessageRecord, open_ledger
from spmsg.delivery.result import Status

location, outbox, count = sys.argv[1:]
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
    ledger.finish(entry, Status.SENT)
ledger.close()
"""

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(location: str, tmp_path: Path) -> Iterator[Start]:
    """Starts a run and waits until it stands ready; whatever lives at the end is killed."""
    runs: list[subprocess.Popen[str]] = []

    def begin(count: int) -> "subprocess.Popen[str]":
        run = subprocess.Popen(
            [sys.executable, "-c", RUN, location, str(tmp_path / "outbox"), str(count)],
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


def test_runs_that_make_the_ledger_at_the_same_moment_share_it_and_send_each_message_once(
    start: Start, another_run: Callable[[], Ledger], tmp_path: Path
) -> None:
    runs = [start(60) for _ in range(4)]
    ready(runs)
    go(runs)
    assert [run.wait(60) for run in runs] == [0] * 4
    assert outbox(tmp_path) == Counter(range(60))
    assert Counter(entry.status for entry in another_run().entries()) == {Status.SENT: 60}


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
