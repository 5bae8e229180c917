"""Numbers, dates and amounts as the reader of a terminal writes them."""

import sys
import time

import pytest

from spmsg.cli import localized

if sys.platform == "win32":
    pytest.skip("the time zone of a process cannot be changed", allow_module_level=True)

MOMENT = "2026-11-22T21:05:00Z"


@pytest.fixture(autouse=True)
def _in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_TIME", "LC_NUMERIC", "LC_MONETARY", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "UTC")
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
