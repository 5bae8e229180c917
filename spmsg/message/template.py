"""Texts from Jinja2 templates, over an order and the columns of an input row.

The sandbox gives a template no files, no attributes that begin with an underscore, no methods that make huge
strings, and bounded loops and output. What comes from outside (titles, columns) is data, never rendered.
Jinja2 and babel are imported when a template is first used.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import TYPE_CHECKING, Any

from spmsg.errors import InvalidInputError

if TYPE_CHECKING:
    from babel import Locale
    from jinja2 import nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_OUTPUT = 100_000
"""Code points of a rendered text: far beyond any action's limit, and no burden to memory."""
MAX_STEPS = 10_000
"""Numbers that all of a template's `range` together may give."""
KNOWN_OF_ORDER = ("id", "marketplace")
"""What is known of an order without asking Amazon for it."""
LOCALE_FILTERS = ("date", "datetime", "money", "number")
_HUGE = frozenset({"center", "expandtabs", "format", "format_map", "ljust", "rjust", "zfill"})


@dataclass(frozen=True)
class KnownOrder:
    """The order for a template that asks no more of it than its names: `Template.uses_order` is False."""

    id: str
    marketplace: str


@dataclass(frozen=True)
class Template:
    """A template that was parsed; `name` is its file's, for error messages."""

    name: str
    source: str

    def __post_init__(self) -> None:
        """Raises InvalidInputError, with file and line, for a template that cannot be parsed."""
        _ = self.uses_order

    @cached_property
    def uses_order(self) -> bool:
        """Whether rendering needs more of the order than its ID and marketplace."""
        from jinja2 import nodes

        known = {
            id(part.node)
            for part in self._tree.find_all(nodes.Getattr)
            if part.attr in KNOWN_OF_ORDER and isinstance(part.node, nodes.Name)
        }
        loaded = (
            part for part in self._tree.find_all(nodes.Name) if part.name == "order" and part.ctx == "load"
        )
        return "order" in self.names and any(id(part) not in known for part in loaded)

    @cached_property
    def uses_locale(self) -> bool:
        """Whether rendering needs the buyer's locale: for a filter, or as the name `locale`."""
        from jinja2 import nodes

        filters = {part.name for part in self._tree.find_all(nodes.Filter)}
        return "locale" in self.names or not filters.isdisjoint(LOCALE_FILTERS)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that the template takes from outside; one of them may be guarded by `is defined`."""
        return self._parsed[1]

    def render(self, *, order: object, columns: Mapping[str, object], locale: str | None = None) -> str:
        """The text, with line breaks as `\\n` and the file's last line break dropped.

        `order` has the attributes `id`, `marketplace` and, if `uses_order`, `status`, `purchased_at`, `items`
        (of `title`, `asin`, `sku`, `quantity`) and `total` (of `amount`, `currency`). `locale` is the
        buyer's, as Amazon writes it ("de-DE"). Raises InvalidInputError, with file, line and name, for
        an undefined name, a value that a filter cannot read, and a text or loop beyond bounds.
        """
        from jinja2 import TemplateError

        environment = _environment(locale)
        try:
            template = environment.from_string(self.source)
            pieces = template.generate({**columns, "order": order, "locale": locale})
            return _bounded(pieces).replace("\r\n", "\n").replace("\r", "\n")
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
            raise self._invalid(error, _line(error)) from error
        except RecursionError as error:
            raise self._invalid(ValueError("it calls itself without end"), None) from error

    @property
    def _tree(self) -> "nodes.Template":
        return self._parsed[0]

    @cached_property
    def _parsed(self) -> "tuple[nodes.Template, frozenset[str]]":
        from jinja2 import TemplateSyntaxError, meta, nodes

        try:
            tree = _environment(None).parse(self.source, self.name)
            names = frozenset(meta.find_undeclared_variables(tree)) - {"range"}
        except TemplateSyntaxError as error:
            raise self._invalid(error, error.lineno) from error
        except RecursionError as error:
            raise self._invalid(ValueError("it is nested too deeply"), None) from error
        for part in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
            raise self._invalid(ValueError("a template cannot load other files"), part.lineno)
        return tree, names

    def _invalid(self, error: Exception, line: int | None) -> InvalidInputError:
        where = self.name if line is None else f"{self.name}:{line}"
        return InvalidInputError(
            f"The template {where} cannot be rendered: {str(error)[:300]}.".replace("..", "."),
            hint="A template knows order.id, order.marketplace, order.status, order.purchased_at, "
            "order.items, "
            "order.total, locale, and the columns of the input row.",
        )


def _environment(locale: str | None) -> "ImmutableSandboxedEnvironment":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Environment(ImmutableSandboxedEnvironment):
        """Jinja2's sandbox, without what makes huge values from small ones."""

        intercepted_binops = frozenset({"*", "**"})

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            return attr not in _HUGE and super().is_safe_attribute(obj, attr, value)

        def wrap_str_format(self, value: Any) -> None:
            """No formatting by the string's own method: a width of a billion is a gigabyte."""

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if operator == "**":
                raise ValueError("powers are not allowed")
            if not all(isinstance(side, (int, float, Decimal)) for side in (left, right)):
                raise ValueError("only numbers can be multiplied")
            return left * right

    environment = Environment(
        autoescape=False, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, loader=None
    )
    for unwanted in ("center", "format", "indent", "pprint", "tojson", "urlize", "xmlattr", "wordwrap"):
        environment.filters.pop(unwanted, None)
    environment.globals.clear()
    environment.globals["range"] = _limited_range()
    environment.filters.update(_filters(locale))
    return environment


def _limited_range() -> Callable[..., range]:
    left = MAX_STEPS

    def limited(*limits: int) -> range:
        nonlocal left
        numbers = range(*limits)
        left -= len(numbers)
        if left < 0:
            raise ValueError(f"its loops take more than {MAX_STEPS:,} steps")
        return numbers

    return limited


def _bounded(pieces: Iterator[str]) -> str:
    text: list[str] = []
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > MAX_OUTPUT:
            raise ValueError(f"its text is longer than {MAX_OUTPUT:,} characters")
        text.append(piece)
    return "".join(text)


def _filters(locale: str | None) -> dict[str, Callable[..., str]]:
    """The filters that write a value as the buyer does; `format` is babel's: short to full, or a pattern."""

    def buyers() -> "Locale":
        from babel import Locale, UnknownLocaleError

        if locale is None:
            raise ValueError("the buyer's locale is not known, which the filter needs")
        try:
            return Locale.parse(locale.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            return Locale.parse(locale.replace("-", "_").partition("_")[0])

    def write_date(value: object, format: str = "medium") -> str:  # noqa: A002 - babel's own word
        from babel.dates import format_date

        return format_date(_moment(value), format, locale=buyers())

    def write_datetime(
        value: object,
        format: str = "medium",  # noqa: A002 - babel's own word
        timezone: str | None = None,
    ) -> str:
        from babel.dates import format_datetime, get_timezone

        zone = get_timezone(timezone) if timezone is not None else None
        return format_datetime(_moment(value), format, tzinfo=zone, locale=buyers())

    def write_money(value: object, currency: str | None = None) -> str:
        from babel.numbers import format_currency

        currency = currency or getattr(value, "currency", None)
        if not currency:
            raise ValueError("money needs a currency: {{ amount|money('EUR') }}")
        return format_currency(_decimal(getattr(value, "amount", value)), currency, locale=buyers())

    def write_number(value: object, format: str | None = None) -> str:  # noqa: A002
        from babel.numbers import format_decimal

        return format_decimal(_decimal(value), format, locale=buyers())

    return {"date": write_date, "datetime": write_datetime, "money": write_money, "number": write_number}


def _moment(value: object) -> date:
    """A day or a point in time, from ISO 8601 as Amazon and CSV files write it."""
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


def _line(error: BaseException) -> int | None:
    """The template's line that was being rendered: Jinja2 rewrites its frames to name it."""
    line, frame = getattr(error, "lineno", None), error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == "<template>":
            line = frame.tb_lineno
        frame = frame.tb_next
    return line
