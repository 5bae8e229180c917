"""The filters of templates: dates and amounts as the buyer writes them, or in the locale that is given."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, get_timezone
from babel.numbers import format_currency, format_decimal
from jinja2 import nodes, pass_context
from jinja2.runtime import Context, Undefined


@pass_context
def write_date(context: Context, value: object, format: str = "medium", locale: str | None = None) -> str:  # noqa: A002
    """Write a day: `format`, which is babel's word, is short to full, or a pattern."""
    return format_date(_moment(value), format, locale=_locale(context, locale))


@pass_context
def write_datetime(
    context: Context,
    value: object,
    format: str = "medium",  # noqa: A002
    timezone: str | None = None,
    locale: str | None = None,
) -> str:
    """Write a point in time: `format` is short to full, or a pattern."""
    zone = get_timezone(timezone) if timezone is not None else None
    return format_datetime(_moment(value), format, tzinfo=zone, locale=_locale(context, locale))


@pass_context
def write_money(
    context: Context, value: object, currency: str | None = None, locale: str | None = None
) -> str:
    """Write an amount of money, in the value's own currency or the given one."""
    currency = currency or getattr(value, "currency", None)
    if not currency:
        raise ValueError("money needs a currency: {{ amount|money('EUR') }}")
    amount = _decimal(getattr(value, "amount", value))
    return format_currency(amount, currency, locale=_locale(context, locale))


@pass_context
def write_number(
    context: Context,
    value: object,
    format: str | None = None,  # noqa: A002
    locale: str | None = None,
) -> str:
    """Write a number: `format` is a pattern."""
    return format_decimal(_decimal(value), format, locale=_locale(context, locale))


FILTERS: dict[str, Callable[..., str]] = {
    "date": write_date,
    "datetime": write_datetime,
    "money": write_money,
    "number": write_number,
}


def names_locale(used: nodes.Filter) -> bool:
    """Return whether a template names the locale where it uses one of `FILTERS`: it is the last argument."""
    before = 2 if used.name == "datetime" else 1
    return len(used.args) > before or any(each.key == "locale" for each in used.kwargs)


def _locale(context: Context, named: str | None) -> Locale:
    """Return the locale that the template names, else the buyer's."""
    locale = named or context["locale"]
    if isinstance(locale, Undefined):
        raise ValueError("the buyer's locale is not known; name one in the filter: date('long', 'de_DE')")
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
