"""The filters of templates, which write dates and amounts as the buyer does; `format` is babel's."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, get_timezone
from babel.numbers import format_currency, format_decimal
from jinja2 import pass_context
from jinja2.runtime import Context


@pass_context
def write_date(context: Context, value: object, format: str = "medium") -> str:  # noqa: A002
    """Write a day: `format` is short to full, or a pattern."""
    return format_date(_moment(value), format, locale=_buyers_locale(context))


@pass_context
def write_datetime(
    context: Context,
    value: object,
    format: str = "medium",  # noqa: A002 - babel's own word
    timezone: str | None = None,
) -> str:
    """Write a point in time: `format` is short to full, or a pattern."""
    zone = get_timezone(timezone) if timezone is not None else None
    return format_datetime(_moment(value), format, tzinfo=zone, locale=_buyers_locale(context))


@pass_context
def write_money(context: Context, value: object, currency: str | None = None) -> str:
    """Write an amount of money, in the value's own currency or the given one."""
    currency = currency or getattr(value, "currency", None)
    if not currency:
        raise ValueError("money needs a currency: {{ amount|money('EUR') }}")
    amount = _decimal(getattr(value, "amount", value))
    return format_currency(amount, currency, locale=_buyers_locale(context))


@pass_context
def write_number(context: Context, value: object, format: str | None = None) -> str:  # noqa: A002
    """Write a number: `format` is a pattern."""
    return format_decimal(_decimal(value), format, locale=_buyers_locale(context))


FILTERS: dict[str, Callable[..., str]] = {
    "date": write_date,
    "datetime": write_datetime,
    "money": write_money,
    "number": write_number,
}


def _buyers_locale(context: Context) -> Locale:
    locale = context["locale"]
    if locale is None:
        raise ValueError("the buyer's locale is not known, which the filter needs")
    try:
        return Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(locale.replace("-", "_").partition("_")[0])


def _moment(value: object) -> date:
    """Return a day or a point in time, from ISO 8601 as Amazon and CSV files write it."""
    if isinstance(value, date):
        return value
    text = str(value)
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text[:60]!r} is no date as ISO 8601 writes it (2026-03-14)") from None


def _decimal(value: object) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= 10**30:
        raise ValueError(f"{str(value)[:60]!r} is no number")
    return number
