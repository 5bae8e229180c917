"""Amazon's pace in a batch and in a shell loop, and batches of any length in the same memory."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.harness import Run
from tests.standin import Bucket, StandIn

if sys.platform == "win32":
    pytest.skip("nothing tells what memory a process took", allow_module_level=True)

SEND = ("send", "confirmOrderDetails")
TEXT = ("--text", "Which colour?")


def orders(number: int) -> list[str]:
    return [f"702-{index:07d}-1234567" for index in range(number)]


def test_a_batch_gets_no_429(standin: StandIn, spmsg: Run) -> None:
    standin.buckets = {name: Bucket(2, 5) for name in ("actions", "attributes", "messages")}
    ran = spmsg(*SEND, "-", *TEXT, stdin="\n".join(orders(11)), SPMSG_RATE="")
    assert ran.code == 0, ran.err
    assert standin.throttled == 0
    assert len(standin.received) == 11


def test_a_shell_loop_gets_no_429(standin: StandIn, spmsg: Run) -> None:
    standin.buckets = {name: Bucket(2, 5) for name in ("actions", "attributes", "messages")}
    for order in orders(9):
        assert spmsg(*SEND, order, *TEXT, SPMSG_RATE="").code == 0
    assert standin.throttled == 0
    assert len(standin.received) == 9


def test_without_pacing_429s_are_waited_out_and_every_message_arrives_once(
    standin: StandIn, spmsg: Run
) -> None:
    standin.buckets = {"messages": Bucket(5, 2)}
    ran = spmsg(*SEND, "-", *TEXT, "-o", "jsonl", stdin="\n".join(orders(10)))
    assert Counter(row["status"] for row in ran.rows) == {"sent": 10}
    assert standin.throttled > 0
    assert set(standin.received.values()) == {1}


def peak_memory(rows: int, environment: dict[str, str], folder: Path) -> int:
    """Kilobytes that a batch of so many rows takes at its peak; the rows are no order IDs."""
    listed = folder / f"{rows}.txt"
    listed.write_text("".join(f"nonsense-{index}\n" for index in range(rows)))
    with listed.open("rb") as stdin:
        process = subprocess.Popen(
            [sys.executable, "-m", "spmsg", *SEND, "-", *TEXT, "-o", "jsonl", "-q"],
            env=environment,
            stdin=stdin,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 3
    return used.ru_maxrss


@pytest.mark.slow
def test_memory_does_not_grow_with_the_length_of_a_batch(environment: dict[str, str], tmp_path: Path) -> None:
    few, many = (peak_memory(rows, environment, tmp_path) for rows in (100, 30_000))
    assert many < 1.3 * few
