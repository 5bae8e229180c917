"""Numbers, amounts and times as the person at the terminal writes them; programs get ISO (`output`).

The locale is the environment's: LC_ALL, else LC_TIME, LC_NUMERIC or LC_MONETARY, else LANG. In `C` and
`POSIX`, or where none is set, dates are ISO's. Babel is imported for other locales alone.
"""

import os
import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from spmsg.errors import UsageError

if TYPE_CHECKING:
    from babel.support import Format

_DURATION = re.compile(r"([0-9]{1,6})([hdw])")
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def number(value: int) -> str:
    """Return a whole number with its thousands set apart."""
    babel = _babel("LC_NUMERIC") if value >= 1000 else None
    return f"{value:,}" if babel is None else _plain_spaces(babel.number(value))


def day(moment: str | date) -> str:
    """Return the local day of an ISO 8601 moment; any other text is returned unchanged."""
    found, babel = _local(moment) if isinstance(moment, str) else moment, _babel("LC_TIME")
    if found is None:
        return str(moment)
    return f"{found:%Y-%m-%d}" if babel is None else babel.date(found)


def minute(moment: str) -> str:
    """Return the local day and time of an ISO 8601 moment, to the minute; any other text unchanged."""
    found, babel = _local(moment), _babel("LC_TIME")
    if found is None:
        return moment
    if babel is None:
        return f"{found:%Y-%m-%d %H:%M}"
    return _plain_spaces(f"{babel.date(found)} {babel.time(found, 'short')}")


def money(amount: str, currency: str) -> str:
    """Return an amount such as `("39.90", "EUR")`."""
    if babel := _babel("LC_MONETARY"):
        with suppress(InvalidOperation):
            return _plain_spaces(babel.currency(Decimal(amount), currency))
    return f"{amount} {currency}"


def size(number_of_bytes: int) -> str:
    """Return the size of a file: bytes up to 10,000, then kB and MB of a thousand."""
    if number_of_bytes < 10_000:
        return f"{number(number_of_bytes)} bytes"
    if number_of_bytes < 10_000_000:
        return f"{number(round(number_of_bytes / 1000))} kB"
    return f"{number(round(number_of_bytes / 1_000_000))} MB"


def read_moment(text: str, option: str, *, end: bool = False, now: datetime | None = None) -> datetime:
    """Return the moment that `7d` (ago), `today`, `yesterday`, a date or an ISO 8601 time means.

    A day is a local one: its start, or with `end` its end. Raises UsageError, naming `option`.
    """
    now, typed = now or datetime.now(UTC), text.strip().lower()
    today = now.astimezone().date()
    days = {"today": today, "yesterday": today - timedelta(days=1)}
    try:
        if duration := _DURATION.fullmatch(typed):
            return now - timedelta(**{_UNITS[duration[2]]: int(duration[1])})
        if typed in days or re.fullmatch(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}", typed):
            found = days.get(typed) or date.fromisoformat(typed)
            return datetime.combine(found + timedelta(days=int(end)), time()).astimezone()
        return datetime.fromisoformat(text.strip()).astimezone()  # without a zone it is local time
    except (ValueError, OverflowError):
        hint = "Use 12h, 7d, 4w, today, yesterday, or a date such as 2026-11-01."
        raise UsageError(f"{option} {text!r} is no time.", hint=hint) from None


def _babel(category: str) -> "Format | None":
    """Return Babel's formats for the locale of a category such as `LC_TIME`; None for `C`."""
    named = os.environ.get("LC_ALL") or os.environ.get(category) or os.environ.get("LANG") or "C"
    name = re.split("[.@]", named)[0]
    if name in ("C", "POSIX"):
        return None
    from babel.core import UnknownLocaleError
    from babel.support import Format

    with suppress(UnknownLocaleError, ValueError):
        return Format(name)
    return None


def _plain_spaces(text: str) -> str:
    """Return `text` without CLDR's narrow no-break spaces, which few fonts have."""
    return text.replace("\u202f", "\u00a0")


def _local(moment: str) -> datetime | None:
    try:
        return datetime.fromisoformat(moment).astimezone()
    except (ValueError, OverflowError):
        return None
