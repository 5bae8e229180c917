"""`--since` and `--until`: how long ago, local days, and ISO 8601."""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from spmsg.cli.localized import read_moment as moment
from spmsg.errors import UsageError

if sys.platform == "win32":
    pytest.skip("the time zone of a process cannot be changed", allow_module_level=True)

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


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
def test_a_day_is_a_local_one_from_its_start_to_its_end(text: str, begins: str, ends: str) -> None:
    assert moment(text, "--since", now=NOW) == datetime.fromisoformat(begins)
    assert moment(text, "--until", end=True, now=NOW) == datetime.fromisoformat(ends)


@pytest.mark.parametrize("text", ["", "7", "7x", "-7d", "soon", "2026-13-01", "2026-02-30", "999999w"])
def test_what_is_no_time_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError, match="is no time") as caught:
        moment(text, "--since", now=NOW)
    assert "yesterday" in (caught.value.hint or "")
