"""What a person sees of a message before it is sent: its limits, what is wrong with it, and itself."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from spmsg.cli import console, localized
from spmsg.cli.actions import text_limits
from spmsg.marketplaces import country
from spmsg.message.action import Action
from spmsg.message.violation import Severity, Violation

if TYPE_CHECKING:
    from rich.panel import Panel

    from spmsg.delivery.result import Preview

COMMENT_WIDTH = 76


def panel(message: "Preview") -> "Panel":
    """Draw a message as its buyer will see it."""
    from rich.console import Group
    from rich.panel import Panel
    from rich.text import Text

    about = Text(f"To the buyer of {message.order} ({country(message.marketplace)})", "dim")
    if message.locale:
        about.append(f", who reads {console.inline(message.locale)}")
    if message.product:
        about.append(f"\n{console.inline(message.product)}")
    parts = [about, Text()]
    if message.text:
        parts.append(Text(console.safe(message.text).expandtabs(4)))
    below = [
        f"{console.inline(name)}: {console.inline(str(value))}" for name, value in message.fields.items()
    ]
    for name, size in message.attachments:
        below.append(f"+ {console.inline(name)}, {localized.size(size) if size else 'uploaded before'}")
    if below:
        parts += [*([Text()] if message.text else []), Text("\n".join(below))]
    if not message.text and not below:
        parts.append(Text("(Amazon's own text)", "dim"))
    length = None
    if message.text and message.max_length:
        length = f"{localized.number(len(message.text))} of {localized.number(message.max_length)} characters"
    return Panel(
        Group(*parts), title=Text(console.inline(message.title), "bold"), title_align="left",
        subtitle=Text(length) if length else None, subtitle_align="right", padding=(0, 1),
    )  # fmt: skip


def show(message: "Preview") -> None:
    """Show a message on stderr, before a question about it."""
    console.stderr().print(panel(message))


def show_violations(found: Iterable[Violation]) -> None:
    """Say on stderr what is wrong with a message, a line each."""
    for violation in found:
        style = "magenta" if violation.severity is Severity.WARNING else "red"
        line = console.labelled(violation.severity.value, f"{where(violation)}{violation.text}", style)
        console.stderr().print(line)


def where(violation: Violation) -> str:
    """Return such as "line 3, column 5: " for what is in the text, else ""."""
    return f"line {violation.line}, column {violation.column}: " if violation.line else ""


def comments(action: Action, order: str, found: Sequence[Violation] = ()) -> list[str]:
    """Return the lines that stand above the text in the editor: what is wrong with it, and the limits."""
    properties = (action.schema or {}).get("properties")
    rules = properties.get("rawMessageBody") if isinstance(properties, dict) else None
    described = rules.get("description") if isinstance(rules, dict) else None
    lines = []
    if found:
        lines += ["NOT SENT YET. Mend this, or leave the text empty to cancel:", ""]
        for violation in found:
            lines += _wrapped(f"{where(violation)}{violation.text}", "  - ")
        lines.append("")
    lines += _wrapped(f"{action.title or action.name}, to the buyer of {order}.")
    lines += _wrapped(action.description or "")
    lines += ["", *_wrapped(f"Text: {text_limits(action.text)}.")]
    lines += _wrapped(described if isinstance(described, str) else "")
    return [*lines, "", "The message is all that stands below the next line. Empty: nothing is sent."]


def _wrapped(text: str, first: str = "") -> Iterator[str]:
    """`text` in lines as wide as a comment; the later ones are indented as `first` is long."""
    words = " ".join(console.inline(text).split())
    yield from textwrap.wrap(
        words, COMMENT_WIDTH, initial_indent=first, subsequent_indent=" " * len(first), break_long_words=False
    )
