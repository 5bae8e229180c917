"""The times of options such as `--since` and `--until`."""

import re
from datetime import UTC, date, datetime, time, timedelta

from spmsg.errors import UsageError

FORMS = "Use 12h, 7d, 4w, today, yesterday, or a date such as 2026-11-01."
_DURATION = re.compile(r"([0-9]{1,6})([hdw])")
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def moment(text: str, option: str, *, end: bool = False, now: datetime | None = None) -> datetime:
    """Return the moment that `7d` (ago), `today`, `yesterday`, a date or an ISO 8601 time means.

    A day is a local one: its start, or with `end` its end. Raises UsageError, naming `option`.
    """
    now = now or datetime.now(UTC)
    duration = _DURATION.fullmatch(text.strip().lower())
    try:
        if duration is not None:
            return now - timedelta(**{_UNITS[duration[2]]: int(duration[1])})
        day = _day(text.strip().lower(), now)
        if day is None:
            return datetime.fromisoformat(text.strip()).astimezone()  # without a zone it is local time
        return datetime.combine(day + timedelta(days=1 if end else 0), time()).astimezone()
    except (ValueError, OverflowError):
        raise UsageError(f"{option} {text!r} is no time.", hint=FORMS) from None


def _day(text: str, now: datetime) -> date | None:
    today = now.astimezone().date()
    if text in ("today", "yesterday"):
        return today if text == "today" else today - timedelta(days=1)
    return date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}", text) else None
