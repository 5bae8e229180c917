"""Texts from Jinja2 templates, over an order and the columns of an input row.

Jinja2's sandbox keeps a template from files and from what is not its business. What comes from outside
(titles, columns) is data, never rendered. Jinja2 and babel are imported when a template is first used.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from spmsg.errors import InvalidInputError
from spmsg.message import template_filters

if TYPE_CHECKING:
    from jinja2 import Undefined, nodes
    from jinja2.runtime import Context
    from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_OUTPUT = 100_000
"""Code points of a rendered text: far beyond any action's limit, and no burden to memory."""
MAX_STEPS = 10_000
"""Numbers that all of a template's `range` together may give: a loop has an end."""
ROW = "row"
"""The name by which a template reads a column as the list spells it: row["product-name"]."""
_NOT_COLUMNS = frozenset({"order", "locale", "range", ROW})
_KNOWN_OF_ORDER = ("id", "marketplace")


@dataclass(frozen=True)
class Unusable:
    """A value that must not reach a buyer; to use it is an error that says `reason`."""

    reason: str


def by_name(columns: Mapping[str, object]) -> dict[str, object]:
    """The values of a row's `columns` by their own names, and with `_` for what is no letter or digit."""
    named = dict(columns)
    for name, value in columns.items():
        spelled = re.sub(r"\W", "_", name)
        if spelled in columns:
            continue
        if spelled in named and named[spelled] != value:
            value = Unusable(f"several columns are called {spelled}; write row[{name!r}]")
        named[spelled] = value
    return named


@dataclass(frozen=True)
class Template:
    """A template that was parsed; `name` is its file's, for error messages."""

    name: str
    source: str

    def __post_init__(self) -> None:
        """Raises InvalidInputError, with file and line, for a template that cannot be parsed."""
        _ = self._tree

    @cached_property
    def uses_order(self) -> bool:
        """Whether rendering needs more of the order than its ID and marketplace."""
        from jinja2 import nodes

        known = [part.node for part in self._tree.find_all(nodes.Getattr) if part.attr in _KNOWN_OF_ORDER]
        return "order" in self._names and any(
            part.name == "order" and part.ctx == "load" and not any(part is each for each in known)
            for part in self._tree.find_all(nodes.Name)
        )

    @cached_property
    def uses_locale(self) -> bool:
        """Whether rendering needs the buyer's locale: for a filter, or as the name `locale`."""
        from jinja2 import nodes

        filters = {part.name for part in self._tree.find_all(nodes.Filter)}
        return "locale" in self._names or not filters.isdisjoint(template_filters.NAMES)

    def columns_used(self, columns: Mapping[str, object]) -> dict[str, object]:
        """Those of a row's `columns` that the template may use."""
        named = by_name(columns)
        if ROW in self._names:
            return named
        return {name: value for name, value in named.items() if name in self._names - _NOT_COLUMNS}

    @property
    def uses_columns(self) -> bool:
        """Whether the text depends on the row's columns."""
        return ROW in self._names or bool(self._names - _NOT_COLUMNS)

    def render(self, *, order: object, columns: Mapping[str, object], locale: str | None = None) -> str:
        """The text, with line breaks as `\\n` and the file's last line break dropped.

        `order` has the attributes `id`, `marketplace` and, if `uses_order`, `status`, `purchased_at`, `items`
        (of `title`, `asin`, `sku`, `quantity`) and `total` (of `amount`, `currency`). `locale` is the
        buyer's, as Amazon writes it ("de-DE"). Raises InvalidInputError, with file, line and name, for
        an undefined name or an empty column, and for whatever else fails in a template.
        """
        try:
            row = {name: self._value(name, value) for name, value in by_name(columns).items()}
            pieces = self._compiled.generate(
                {**row, ROW: row, "order": order, "locale": locale, "range": _limited_range()}
            )
            text = _bounded(pieces).replace("\r\n", "\n").replace("\r", "\n")
            text.encode()  # a lone surrogate is no character
        except UnicodeEncodeError as error:
            raise self._invalid("its text holds bytes that are no text", None) from error
        except (MemoryError, RecursionError) as error:
            raise self._invalid("it grows without end", None) from error
        except Exception as error:  # whatever the seller's own template raises is that template's fault
            raise self._invalid(str(error) or type(error).__name__, _line(error)) from error
        return text

    def _value(self, name: str, value: object) -> object:
        """`value` as a template sees it: what is empty or unusable is an error where it is used."""
        if isinstance(value, Unusable):
            return self._environment.undefined(hint=value.reason)
        if value is None or (isinstance(value, str) and not value.strip()):
            return _empty()(hint=f"{name!r} is empty in this row")
        if isinstance(value, Mapping):
            return {key: self._value(f"{name}.{key}", each) for key, each in value.items()}
        if isinstance(value, list):
            return [self._value(name, each) for each in value]
        return value

    @cached_property
    def _names(self) -> frozenset[str]:
        from jinja2 import meta

        return frozenset(meta.find_undeclared_variables(self._tree))

    @cached_property
    def _environment(self) -> "ImmutableSandboxedEnvironment":
        return _environment()

    @cached_property
    def _compiled(self) -> Any:
        return self._environment.from_string(self.source)

    @cached_property
    def _tree(self) -> "nodes.Template":
        from jinja2 import TemplateSyntaxError, nodes

        try:
            tree = self._environment.parse(self.source, self.name)
            _ = self._compiled
        except TemplateSyntaxError as error:
            raise self._invalid(str(error), error.lineno) from error
        except RecursionError as error:
            raise self._invalid("it is nested too deeply", None) from error
        for part in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
            raise self._invalid("a template cannot load other files", part.lineno)
        return tree

    def _invalid(self, reason: str, line: int | None) -> InvalidInputError:
        where = self.name if line is None else f"{self.name}:{line}"
        return InvalidInputError(
            f"The template {where} cannot be rendered: {reason[:300].rstrip('.')}.",
            hint="A template knows order.id, order.marketplace, order.status, order.purchased_at, "
            "order.items, order.total, locale, and the columns of the input row.",
            code="template",
        )


def _empty() -> "type[Undefined]":
    from jinja2 import Undefined

    class Empty(Undefined):
        """An empty cell: to write it is an error, `if` takes it for false, and `default` replaces it."""

        __str__ = Undefined._fail_with_undefined_error

    return Empty


def _environment() -> "ImmutableSandboxedEnvironment":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Environment(ImmutableSandboxedEnvironment):
        """Jinja2's sandbox, without the operators that never come to an end."""

        intercepted_binops = frozenset({"*", "**"})

        def call_binop(self, context: "Context", operator: str, left: Any, right: Any) -> Any:
            if operator == "**":
                raise ValueError("powers are not allowed")
            if not all(isinstance(side, (int, float, Decimal)) for side in (left, right)):
                raise ValueError("only numbers can be multiplied")
            return left * right

    def written(value: object) -> object:
        if value is None:
            raise ValueError("a value is empty")
        return value

    environment = Environment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=written
    )
    environment.globals.clear()
    environment.filters.update(template_filters.filters())
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


def _line(error: BaseException) -> int | None:
    """The template's line that was being rendered: Jinja2 rewrites its frames to name it."""
    line, frame = getattr(error, "lineno", None), error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == "<template>":
            line = frame.tb_lineno
        frame = frame.tb_next
    return line
