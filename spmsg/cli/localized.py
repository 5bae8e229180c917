"""Numbers, dates and amounts as the person at the terminal writes them; programs get ISO (`output`).

The locale is the environment's: LC_ALL, else LC_TIME, LC_NUMERIC or LC_MONETARY, else LANG. In `C` and
`POSIX`, or where none is set, dates are ISO's. Babel is imported for other locales
alone: it takes 30 ms.
"""

import os
from datetime import date, datetime


def locale(category: str) -> str | None:
    """Return the locale of a category such as `LC_TIME`, as Babel takes it (`de_DE`); None is C's."""
    name = _name(category)
    if name in ("", "C", "POSIX"):
        return None
    from babel.core import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(name))
    except (UnknownLocaleError, ValueError):
        return None


def number(value: int) -> str:
    """Return a whole number with its thousands set apart."""
    name = None if value < 1000 or _name("LC_NUMERIC") in ("en_US", "en_GB") else locale("LC_NUMERIC")
    if name is None:
        return f"{value:,}"
    from babel.numbers import format_decimal

    return _plain_spaces(format_decimal(value, locale=name))


def day(moment: str | date) -> str:
    """Return the local day of an ISO 8601 moment; what is no such moment comes back as it is."""
    found = _local(moment) if isinstance(moment, str) else moment
    if found is None:
        return str(moment)
    name = locale("LC_TIME")
    if name is None:
        return found.strftime("%Y-%m-%d")
    from babel.dates import format_date

    return format_date(found, format="medium", locale=name)


def minute(moment: str) -> str:
    """Return the local day and time of an ISO 8601 moment, to the minute."""
    found = _local(moment)
    if found is None:
        return moment
    name = locale("LC_TIME")
    if name is None:
        return found.strftime("%Y-%m-%d %H:%M")
    from babel.dates import format_time

    return _plain_spaces(f"{day(moment)} {format_time(found, format='short', locale=name)}")


def money(amount: str, currency: str) -> str:
    """Return an amount such as `("39.90", "EUR")`."""
    name = locale("LC_MONETARY")
    if name is None:
        return f"{amount} {currency}"
    from decimal import Decimal, InvalidOperation

    from babel.numbers import format_currency

    try:
        return _plain_spaces(format_currency(Decimal(amount), currency, locale=name))
    except InvalidOperation:
        return f"{amount} {currency}"


def size(number_of_bytes: int) -> str:
    """Return the size of a file: bytes up to 10,000, then kB and MB of a thousand."""
    if number_of_bytes < 10_000:
        return f"{number(number_of_bytes)} bytes"
    if number_of_bytes < 10_000_000:
        return f"{number(round(number_of_bytes / 1000))} kB"
    return f"{number(round(number_of_bytes / 1_000_000))} MB"


def _name(category: str) -> str:
    names = (os.environ.get(name) for name in ("LC_ALL", category, "LANG"))
    return next((name for name in names if name), "").partition(".")[0].partition("@")[0]


def _plain_spaces(text: str) -> str:
    """CLDR sets AM and thousands apart with narrow no-break spaces: few terminals' fonts have a glyph."""
    return text.replace("\u202f", "\u00a0")


def _local(moment: str) -> datetime | None:
    try:
        return datetime.fromisoformat(moment).astimezone()
    except (ValueError, OverflowError):
        return None
