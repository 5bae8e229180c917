"""Texts from Jinja2 templates, over an order and the columns of an input row.

Jinja2's sandbox keeps a template from files and from Python's internals. What comes from outside
(titles, columns) is data, never rendered. Import this module only where a template is used: jinja2 and babel
take long to load.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from traceback import extract_tb
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, meta, nodes
from jinja2.exceptions import TemplateRuntimeError, UndefinedError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from spmsg.errors import InvalidInputError
from spmsg.message.recipient import Unusable, by_name
from spmsg.message.template_filters import FILTERS, names_locale

MAX_OUTPUT = 100_000
"""Code points of a rendered text: far beyond any action's limit, and no burden to memory."""
_NOT_COLUMNS = frozenset({"order", "locale", "range"})
_KNOWN_OF_ORDER = ("id", "marketplace")


class Template:
    """A template; errors call it by `name`, its file. Raises InvalidInputError if it cannot be parsed."""

    def __init__(self, name: str, source: str) -> None:
        self._name = name
        try:
            tree = _ENVIRONMENT.parse(source)
            names = meta.find_undeclared_variables(tree)
            self._compiled = _ENVIRONMENT.from_string(tree)
        except TemplateSyntaxError as error:
            raise self._invalid(str(error.message), error.lineno) from error
        except RecursionError as error:
            raise self._invalid("it is nested too deeply", None) from error
        for part in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
            raise self._invalid("a template cannot load other files", part.lineno)
        self.columns = frozenset(names - _NOT_COLUMNS)
        """The columns that the text may depend on; "row" stands for all of them (`row["product-name"]`)."""
        known = {id(part.node) for part in tree.find_all(nodes.Getattr) if part.attr in _KNOWN_OF_ORDER}
        self.uses_order = "order" in names and any(
            part.name == "order" and part.ctx == "load" and id(part) not in known
            for part in tree.find_all(nodes.Name)
        )
        """Whether rendering needs more of the order than its ID and marketplace."""
        filters = [part for part in tree.find_all(nodes.Filter) if part.name in FILTERS]
        self.uses_locale = "locale" in names or not all(map(names_locale, filters))
        """Whether rendering needs the buyer's locale: for a filter that names none, or as `locale`."""

    def render(self, *, order: object, columns: Mapping[str, object], locale: str | None = None) -> str:
        """Return the text, with line breaks as `\\n` and the file's last line break dropped.

        `order` has the attributes `id`, `marketplace` and, if `uses_order`, `status`, `purchased_at`, `items`
        (of `title`, `asin`, `sku`, `quantity`) and `total` (of `amount`, `currency`). `locale` is the
        buyer's, as Amazon writes it ("de-DE"). Raises InvalidInputError, with file, line and name, for
        an undefined name or an empty column, and for whatever else fails in a template.
        """
        try:
            row = {name: _template_value(name, value) for name, value in by_name(columns).items()}
            known = {"order": order, "locale": _or_empty(locale, "the buyer's locale is not known")}
            pieces = self._compiled.generate({**row, "row": row, **known})
            text = _join_bounded(pieces).replace("\r\n", "\n").replace("\r", "\n")
            text.encode()  # a lone surrogate is no character
        except UnicodeEncodeError as error:
            raise self._invalid("its text holds bytes that are no text", None) from error
        except (MemoryError, RecursionError) as error:
            raise self._invalid("it grows without end", None) from error
        except Exception as error:  # whatever the seller's own template raises is that template's fault
            hint = _known_names(columns) if isinstance(error, UndefinedError) else None
            raise self._invalid(str(error) or type(error).__name__, _line_of(error), hint) from error
        return text

    def _invalid(self, reason: str, line: int | None, hint: str | None = None) -> InvalidInputError:
        where = self._name if line is None else f"{self._name}:{line}"
        message = f"The template {where} cannot be rendered: {reason[:300].rstrip('.')}."
        return InvalidInputError(message, hint=hint, code="template")


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox, without the operators that never come to an end."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**":
            raise ValueError("powers are not allowed")
        if not all(isinstance(side, (int, float, Decimal)) for side in (left, right)):
            raise ValueError("only numbers can be multiplied")
        return left * right

    def getattr(self, obj: Any, attribute: str) -> Any:
        return _or_empty(super().getattr(obj, attribute), f"{attribute!r} is empty for this order")


class _Unknown(StrictUndefined):
    """What the order or the row does not have: told by its name alone, not in Python's terms."""

    def __init__(
        self,
        hint: str | None = None,
        obj: object = None,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint or f"{name!r} is undefined", obj, name, exc)


class _Empty(Undefined):
    """An empty value: to write it is an error, `if` takes it for false, and `default` replaces it."""

    def __init__(self, what: str) -> None:
        hint = f'{what}: fill it in, or say what stands there instead, with default("…")'
        super().__init__(hint=hint, exc=TemplateRuntimeError)

    __str__ = Undefined._fail_with_undefined_error


def _or_empty(value: object, what: str) -> object:
    return _Empty(what) if value is None else value


def _finalize(value: object) -> object:
    if value is None:
        raise ValueError("a value is empty")
    if not isinstance(value, (str, int, float, Decimal, date, Undefined)):
        raise ValueError(
            "an order, a list or a method is no text: name a value of it, such as order.id or "
            "order.items[0].title, or call it with ()"
        )
    return value


_ENVIRONMENT = _Environment(undefined=_Unknown, trim_blocks=True, lstrip_blocks=True, finalize=_finalize)
# The sandbox's own range ends after 100,000 numbers.
_ENVIRONMENT.globals = {"range": _ENVIRONMENT.globals["range"]}
_ENVIRONMENT.filters.update(FILTERS)


def _template_value(name: str, value: object) -> object:
    """Return a column's value as a template sees it: what is empty or unusable is an error if it is used."""
    if isinstance(value, Unusable):
        return StrictUndefined(hint=value.reason, exc=TemplateRuntimeError)
    if value is None or (isinstance(value, str) and not value.strip()):
        return _Empty(f"{name!r} is empty in this row")
    if isinstance(value, Mapping):
        return {key: _template_value(f"{name}.{key}", each) for key, each in value.items()}
    if isinstance(value, list):
        return [_template_value(name, each) for each in value]
    return value


def _join_bounded(pieces: Iterator[str]) -> str:
    text = ""
    for piece in pieces:
        text += piece
        if len(text) > MAX_OUTPUT:
            raise ValueError(f"its text is longer than {MAX_OUTPUT:,} characters")
    return text


def _known_names(columns: Mapping[str, object]) -> str:
    row = f"the columns of this row ({', '.join(columns)})" if columns else "the columns of a list"
    return (
        "A template knows order.id, order.marketplace, order.status, order.purchased_at, order.items, "
        f"order.total, locale, and {row}."
    )


def _line_of(error: BaseException) -> int | None:
    """Return the template's line that was being rendered: Jinja2 rewrites its frames to name it."""
    frames = reversed(extract_tb(error.__traceback__))
    known = getattr(error, "lineno", None)
    return next((frame.lineno for frame in frames if frame.filename == "<template>"), known)
