"""Pace: across processes, after a 429, with another rate, when interrupted, where nothing can be written."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from spmsg.delivery.pace import SharedPace, SqliteBuckets, open_pace
from spmsg.errors import CancelledError, ThrottledError
from spmsg.spapi.operations import (
    GET_ATTRIBUTES,
    GET_MESSAGING_ACTIONS,
    SEARCH_ORDERS,
)

AT_ONCE = 4  # of Amazon's five: one is kept back for the network's jitter
SPACING = 1 / 0.98


class Time:
    """A clock that moves only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "pace" / "account.sqlite3"


@pytest.fixture
def start(path: Path, time: Time) -> Callable[..., SharedPace]:
    """Another process of the same account."""

    def begin(**options: object) -> SharedPace:
        return SharedPace(
            SqliteBuckets(path, time.clock),
            sleep=time.sleep,
            **options,  # type: ignore[arg-type]  # each test's own
        )

    return begin


def use_up(pace: SharedPace) -> None:
    for _ in range(AT_ONCE):
        pace.wait(GET_MESSAGING_ACTIONS)


def test_a_burst_leaves_at_once_and_the_rest_in_amazon_s_rate_whoever_sends(
    start: Callable[..., SharedPace], time: Time
) -> None:
    told: list[tuple[str, float]] = []
    use_up(start())
    assert time.slept == []
    for _ in range(5):
        start(waiting=lambda *wait: told.append(wait)).wait(GET_MESSAGING_ACTIONS)
    assert time.slept == pytest.approx([SPACING] * 5)
    assert told[0][0] == "getMessagingActionsForOrder"
    assert [seconds for _, seconds in told] == time.slept


@pytest.mark.parametrize(
    ("told", "slept"), [(7.0, [7.0]), (1e9, [300.0]), (float("nan"), []), (float("inf"), []), (-5.0, [])]
)
def test_after_a_429_nothing_leaves_for_as_long_as_amazon_said_within_reason(
    start: Callable[..., SharedPace], time: Time, told: float, slept: list[float]
) -> None:
    start().throttled(GET_MESSAGING_ACTIONS, told)
    start().wait(GET_MESSAGING_ACTIONS)
    assert time.slept == pytest.approx(slept)


def test_who_slept_for_a_turn_when_a_429_came_asks_for_another(
    start: Callable[..., SharedPace], time: Time
) -> None:
    other = start()
    pace = start()
    use_up(pace)
    began = time.now

    def sleep(seconds: float) -> None:
        if not time.slept:
            other.throttled(GET_MESSAGING_ACTIONS, 10.0)
        time.sleep(seconds)

    pace._sleep = sleep
    pace.wait(GET_MESSAGING_ACTIONS)
    assert time.now - began == pytest.approx(10.0)


def test_a_rate_that_amazon_told_is_kept_to_by_every_process(
    start: Callable[..., SharedPace], time: Time
) -> None:
    start().learn(GET_MESSAGING_ACTIONS, 0.5)
    pace = start()
    use_up(pace)
    pace.wait(GET_MESSAGING_ACTIONS)
    pace.wait(GET_MESSAGING_ACTIONS)
    assert time.slept == pytest.approx([2 * SPACING, 2 * SPACING])
    pace.learn(GET_MESSAGING_ACTIONS, 10.0)
    start().wait(GET_MESSAGING_ACTIONS)
    assert time.slept[2:] == pytest.approx([SPACING / 10])


@pytest.mark.parametrize("rate", [0.0, -1.0, 1e-9, 1e9, float("nan"), float("inf")])
def test_a_rate_that_makes_no_sense_is_not_learnt(
    start: Callable[..., SharedPace], time: Time, rate: float
) -> None:
    pace = start()
    pace.learn(GET_MESSAGING_ACTIONS, rate)
    use_up(pace)
    pace.wait(GET_MESSAGING_ACTIONS)
    assert time.slept == pytest.approx([SPACING])


@pytest.mark.parametrize("moved", [-86_400, 86_400])
def test_a_clock_that_is_set_stops_nothing_and_fills_the_bucket_at_most(
    start: Callable[..., SharedPace], time: Time, moved: int
) -> None:
    use_up(start())
    time.now += moved
    if moved > 0:
        use_up(start())
    start().wait(GET_MESSAGING_ACTIONS)
    assert time.slept == pytest.approx([SPACING])


def test_an_interrupted_wait_gives_its_turn_back(start: Callable[..., SharedPace], time: Time) -> None:
    pace = start()
    use_up(pace)

    def interrupted(seconds: float) -> None:
        raise CancelledError("interrupted")

    pace._sleep = interrupted
    for _ in range(10):
        with pytest.raises(CancelledError):
            pace.wait(GET_MESSAGING_ACTIONS)
    start().wait(GET_MESSAGING_ACTIONS)
    assert time.slept == pytest.approx([SPACING])


def test_a_turn_that_is_too_far_away_is_an_error_and_is_given_back(
    start: Callable[..., SharedPace], time: Time
) -> None:
    pace = start(patience=200.0)
    for _ in range(20):
        pace.wait(SEARCH_ORDERS)
    time.slept.clear()
    pace._sleep = lambda seconds: None  # another process, that sleeps meanwhile
    pace.wait(SEARCH_ORDERS)
    for _ in range(3):
        with pytest.raises(ThrottledError, match="searchOrders is used up for the next 6 minutes"):
            pace.wait(SEARCH_ORDERS)


@pytest.mark.parametrize("content", [b"no database" * 100, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_ruined_file_is_begun_anew(
    start: Callable[..., SharedPace], time: Time, path: Path, content: bytes
) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    use_up(start(warn=pytest.fail))
    start().wait(GET_MESSAGING_ACTIONS)
    assert time.slept == pytest.approx([SPACING])


def test_the_file_is_private_and_holds_no_account(tmp_path: Path) -> None:
    with open_pace(str(tmp_path / "ledger"), tmp_path / "state", "A2ZPJ4TLUOSWY8") as pace:
        assert list(tmp_path.iterdir()) == []
        pace.wait(GET_ATTRIBUTES)
    [file] = (tmp_path / "state" / "pace").glob("*.sqlite3")
    assert file.stat().st_mode & 0o777 == 0o600
    assert "A2ZPJ4TLUOSWY8" not in file.name + file.read_bytes().decode("latin-1")


def test_where_nothing_can_be_written_pace_goes_on_alone_with_one_warning(tmp_path: Path, time: Time) -> None:
    (tmp_path / "state").touch()  # a file where the folder should be
    warnings: list[str] = []
    pace = SharedPace(
        SqliteBuckets(tmp_path / "state" / "pace" / "a.sqlite3", time.clock),
        sleep=time.sleep,
        warn=warnings.append,
    )
    use_up(pace)
    pace.wait(GET_MESSAGING_ACTIONS)
    assert time.slept == pytest.approx([SPACING], abs=0.1)
    assert len(warnings) == 1
    assert "for this run alone" in warnings[0]
    assert str(tmp_path / "state") in warnings[0]
    assert [each.name for each in tmp_path.iterdir()] == ["state"]


def test_a_stopped_process_that_holds_the_lock_stops_nobody(
    start: Callable[..., SharedPace], path: Path
) -> None:
    start().wait(GET_MESSAGING_ACTIONS)
    warnings: list[str] = []
    with closing(sqlite3.connect(path, isolation_level=None)) as stopped:
        stopped.execute("BEGIN IMMEDIATE")
        start(warn=warnings.append).wait(GET_MESSAGING_ACTIONS)
    assert len(warnings) == 1
