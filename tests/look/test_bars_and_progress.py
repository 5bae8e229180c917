"""The bars of `history`, and the line of a batch: to scale, and within their terminal."""

from hypothesis import given
from hypothesis import strategies as st

from spmsg.cli import wrap
from spmsg.cli.history import bars
from spmsg.cli.send.progress import Progress, span

DAYS = st.lists(st.tuples(st.sampled_from(["2026-11-22", "22 nov. 2026"]), st.integers(0, 10**6)), min_size=1)


@given(DAYS, st.integers(40, 200))
def test_bars_fit_and_every_day_with_a_message_has_one(rows: list[tuple[str, int]], width: int) -> None:
    for (_, number), line in zip(rows, bars(rows, width), strict=True):
        assert wrap.cells(line) <= width
        assert any(block in line for block in "▏▎▍▌▋▊▉█#") is (number > 0)


def test_bars_are_to_scale() -> None:
    whole, half, least = bars([("a", 1000), ("b", 500), ("c", 1)], 60)
    assert abs(wrap.cells(whole) - wrap.cells(half) - wrap.cells(whole) / 2) <= 4
    assert whole.endswith(" 1,000")
    assert least == "c  ▏ 1"


def test_a_batch_tells_how_many_are_done_how_fast_and_how_long_it_takes() -> None:
    now = [0.0]
    shown = Progress(100, clock=lambda: now[0])
    assert str(shown).endswith("0 of 100")
    for _ in range(20):
        now[0] += 2
        shown.advance()
    assert str(shown).endswith("20 of 100, 0.5 a second, 3 min left")


def test_a_batch_of_unknown_length_promises_no_end() -> None:
    now = [0.0]
    shown = Progress(None, clock=lambda: now[0])
    now[0] = 60.0
    shown.advance()
    assert str(shown) == "Sending 1 done, 1.0 a minute"


def test_times_are_told_in_the_unit_that_fits() -> None:
    assert [span(seconds) for seconds in (8, 99, 600, 7200)] == ["8 s", "99 s", "10 min", "2.0 h"]
