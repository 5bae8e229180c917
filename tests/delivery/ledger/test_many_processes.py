"""Real processes over one ledger: overlapping runs, and kill -9."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spmsg.delivery.ledger import Ledger
from spmsg.delivery.result import Status

COUNT = 100
# Claims every message, "sends" it by appending a line to a file, and records it. It says when it is ready,
# and is told when all are: they begin at the same moment.
RUN = """
import os, sys
from spmsg.delivery.ledger import AlreadyClaimedError, Identity, MessageRecord, Resend, open_ledger
from spmsg.delivery.result import Status

location, outbox, count = sys.argv[1:]
ledger = open_ledger(location)
print("ready", flush=True)
sys.stdin.readline()
sent = os.open(outbox, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
for number in range(int(count)):
    identity = Identity("seller", "ATVPDKIKX0DER", f"902-{number:07}-0000000", "warranty", "k")
    try:
        entry = ledger.claim(MessageRecord(identity, "ab" * 32, 1), "main", Resend())
    except AlreadyClaimedError:
        continue
    os.write(sent, f"{number}\\n".encode())
    ledger.finish(entry, Status.SENT)
ledger.close()
"""

Start = Callable[[int], "list[subprocess.Popen[str]]"]


@pytest.fixture
def start(location: str, tmp_path: Path) -> Iterator[Start]:
    """Starts so many runs at the same moment; whatever lives at the end is killed."""
    runs: list[subprocess.Popen[str]] = []
    command = [sys.executable, "-c", RUN, location, str(tmp_path / "outbox"), str(COUNT)]

    def begin(number: int) -> "list[subprocess.Popen[str]]":
        pipe = subprocess.PIPE
        begun = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in range(number)]
        runs.extend(begun)
        for run in begun:
            assert run.stdout is not None
            assert run.stdout.readline() == "ready\n"
        for run in begun:
            assert run.stdin is not None
            run.stdin.write("\n")
            run.stdin.flush()
        return begun

    yield begin
    for run in runs:
        run.kill()
        run.communicate()


def outbox(folder: Path) -> Counter[int]:
    return Counter(int(line) for line in (folder / "outbox").read_text().split())


def test_runs_that_make_the_ledger_at_the_same_moment_share_it_and_send_each_message_once(
    start: Start, another_run: Callable[[], Ledger], tmp_path: Path
) -> None:
    assert [run.wait(60) for run in start(4)] == [0] * 4
    assert outbox(tmp_path) == Counter(range(COUNT))
    assert Counter(entry.status for entry in another_run().entries()) == {Status.SENT: COUNT}


def test_runs_killed_at_any_moment_never_send_twice(
    start: Start, another_run: Callable[[], Ledger], tmp_path: Path
) -> None:
    for moment in range(8):
        [run] = start(1)
        time.sleep(0.006 * moment)
        run.kill()
        run.wait()
    [last] = start(1)
    assert last.wait(60) == 0
    received = outbox(tmp_path)
    assert set(received.values()) == {1}
    told = {int(entry.identity.order[4:11]): entry.status for entry in another_run().entries()}
    assert len(told) == COUNT
    assert set(told.values()) <= {Status.SENT, Status.UNCERTAIN}
    # What nobody received is told as uncertain, and what is told as sent was received
    assert all(told[number] is Status.UNCERTAIN for number in set(range(COUNT)) - set(received))
