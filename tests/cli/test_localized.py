"""Numbers, times and amounts as a person writes them, here and in options."""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from spmsg.cli import localized
from spmsg.cli.localized import read_moment
from spmsg.errors import UsageError

if sys.platform == "win32":
    pytest.skip("the time zone of a process cannot be changed", allow_module_level=True)

MOMENT = "2026-11-22T21:05:00Z"
NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("LC_ALL", "LC_TIME", "LC_NUMERIC", "LC_MONETARY", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("language", "day", "minute", "number", "money"),
    [
        ("", "2026-11-22", "2026-11-22 21:05", "2,000", "1234.50 EUR"),
        ("C.UTF-8", "2026-11-22", "2026-11-22 21:05", "2,000", "1234.50 EUR"),
        ("en_US.UTF-8", "Nov 22, 2026", "Nov 22, 2026 9:05\u00a0PM", "2,000", "€1,234.50"),
        ("de_DE.UTF-8", "22.11.2026", "22.11.2026 21:05", "2.000", "1.234,50\u00a0€"),
        ("fr_FR@euro", "22 nov. 2026", "22 nov. 2026 21:05", "2\u00a0000", "1\u00a0234,50\u00a0€"),
        ("ja_JP.UTF-8", "2026/11/22", "2026/11/22 21:05", "2,000", "€1,234.50"),
        ("xx_YY.UTF-8", "2026-11-22", "2026-11-22 21:05", "2,000", "1234.50 EUR"),
    ],
)
def test_each_reader_sees_what_they_are_used_to(
    monkeypatch: pytest.MonkeyPatch, language: str, day: str, minute: str, number: str, money: str
) -> None:
    monkeypatch.setenv("LANG", language)
    assert localized.day(MOMENT) == day
    assert localized.minute(MOMENT) == minute
    assert localized.number(2000) == number
    assert localized.money("1234.50", "EUR") == money


def test_lc_all_comes_before_the_category_and_that_before_lang(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("LC_TIME", "ja_JP.UTF-8")
    assert (localized.day(MOMENT), localized.number(2000)) == ("2026/11/22", "2.000")
    monkeypatch.setenv("LC_ALL", "C")
    assert (localized.day(MOMENT), localized.number(2000)) == ("2026-11-22", "2,000")


def test_times_are_those_of_the_reader_s_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    assert (localized.day(MOMENT), localized.minute(MOMENT)) == ("2026-11-23", "2026-11-23 06:05")


def test_what_amazon_sends_instead_of_a_date_or_an_amount_is_shown_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert (localized.day("soon"), localized.minute(""), localized.money("much", "EUR")) == (
        "soon",
        "",
        "much EUR",
    )


def test_sizes_are_in_the_unit_that_fits() -> None:
    assert [localized.size(n) for n in (402, 9_999, 48_200, 10_000_000)] == [
        "402 bytes", "9,999 bytes", "48 kB", "10 MB",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("12h", "2026-11-25T21:30+00:00", "2026-11-25T21:30+00:00"),
        (" 7D ", "2026-11-19T09:30+00:00", "2026-11-19T09:30+00:00"),
        ("4w", "2026-10-29T09:30+00:00", "2026-10-29T09:30+00:00"),
        ("today", "2026-11-26T00:00+01:00", "2026-11-27T00:00+01:00"),
        ("yesterday", "2026-11-25T00:00+01:00", "2026-11-26T00:00+01:00"),
        ("2026-11-01", "2026-11-01T00:00+01:00", "2026-11-02T00:00+01:00"),
        ("2026-11-01T12:00", "2026-11-01T12:00+01:00", "2026-11-01T12:00+01:00"),
        ("2026-11-01T12:00Z", "2026-11-01T12:00+00:00", "2026-11-01T12:00+00:00"),
        ("2026-10-25", "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00"),  # of 25 hours
        ("2026-03-29", "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00"),  # of 23
    ],
)
def test_a_day_is_a_local_one_from_its_start_to_its_end(
    text: str, begins: str, ends: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    assert read_moment(text, "--since", now=NOW) == datetime.fromisoformat(begins)
    assert read_moment(text, "--until", end=True, now=NOW) == datetime.fromisoformat(ends)


@pytest.mark.parametrize("text", ["", "7", "7x", "-7d", "soon", "2026-13-01", "2026-02-30", "999999w"])
def test_what_is_no_time_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError, match="is no time") as caught:
        read_moment(text, "--since", now=NOW)
    assert "yesterday" in (caught.value.hint or "")
