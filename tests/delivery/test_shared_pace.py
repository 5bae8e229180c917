"""What the shared buckets promise, in a file and in PostgreSQL."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from spmsg.delivery.pace import Bucket, Buckets, SharedPace, open_pace
from spmsg.spapi.operations import GET_ATTRIBUTES, GET_MESSAGING_ACTIONS, Operation

SLOW = Operation("slow", 1e-6, 1_000)

Open = Callable[..., SharedPace]


@pytest.fixture
def open_shared(location: str, tmp_path: Path) -> Iterator[Open]:
    """Another process's pace over the same buckets."""
    with ExitStack() as opened:

        def begin(account: str = "seller", **options: Callable[..., None]) -> SharedPace:
            return opened.enter_context(open_pace(location, tmp_path, account, **options))

        yield begin


def into(slept: list[float]) -> Callable[[float], None]:
    """Notes each wait; a wait of no time is only a look at the run's stop flag."""
    return lambda seconds: slept.append(seconds) if seconds else None


def stored(buckets: Buckets, name: str) -> Bucket:
    def look(bucket: Bucket | None, now: float) -> Bucket:
        assert bucket is not None
        return bucket

    return buckets.update(name, look)


def test_what_one_used_up_the_next_one_waits_for(open_shared: Open) -> None:
    slept: list[float] = []
    for _ in range(4):
        open_shared(sleep=into(slept)).wait(GET_MESSAGING_ACTIONS)
    assert slept == []
    open_shared(sleep=into(slept)).wait(GET_MESSAGING_ACTIONS)
    open_shared(sleep=into(slept)).wait(GET_MESSAGING_ACTIONS)
    assert len(slept) == 2
    assert 0 < slept[0] < 1.03 < slept[1] < 2.05
    open_shared("other", sleep=into(slept)).wait(GET_MESSAGING_ACTIONS)
    open_shared(sleep=into(slept)).wait(GET_ATTRIBUTES)
    assert len(slept) == 2


def test_a_429_and_a_new_rate_reach_everybody(open_shared: Open) -> None:
    slept: list[float] = []
    first, second = open_shared(), open_shared(sleep=into(slept))
    first.learn(GET_MESSAGING_ACTIONS, 0.25)
    first.throttled(GET_MESSAGING_ACTIONS, 40.0)
    second.wait(GET_MESSAGING_ACTIONS)
    second.wait(GET_MESSAGING_ACTIONS)
    assert slept[0] == pytest.approx(40, abs=1)
    assert slept[1] == pytest.approx(44, abs=1)


TAKE = """
import sys
from pathlib import Path
from spmsg.delivery.pace import open_pace
from spmsg.spapi.operations import Operation
with open_pace(sys.argv[1], Path(sys.argv[2]), "seller", warn=sys.exit) as pace:
    for _ in range(50):
        pace.wait(Operation("slow", 1e-6, 1_000))
"""


def test_of_many_processes_each_takes_a_token_of_its_own(
    open_shared: Open, location: str, tmp_path: Path
) -> None:
    runs = [subprocess.Popen([sys.executable, "-c", TAKE, location, str(tmp_path)]) for _ in range(4)]
    assert [run.wait(60) for run in runs] == [0] * 4
    pace = open_shared()
    pace.wait(SLOW)
    assert stored(pace._buckets, "slow").tokens == pytest.approx(1_000 - 201, abs=0.01)


def test_a_database_that_went_away_leaves_each_to_its_own_pace() -> None:
    warnings: list[str] = []
    location = "postgresql://seller:hunter2@127.0.0.1:1/x"
    with open_pace(location, Path("unused"), "seller", warn=warnings.append) as pace:
        for _ in range(3):
            pace.wait(GET_MESSAGING_ACTIONS)
    assert len(warnings) == 1
    assert "out of reach" in warnings[0]
    assert "hunter2" not in warnings[0]
