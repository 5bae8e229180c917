"""What a person sees of a message before it is sent: its limits, what is wrong with it, and itself."""

import sys
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from spmsg.cli import reader, stdio, wrap
from spmsg.message.action import Action
from spmsg.message.attachment import Attachment
from spmsg.message.draft import Draft
from spmsg.message.violation import Severity, Violation

COMMENT_WIDTH = 76


def comments(action: Action, order: str, found: Sequence[Violation] = ()) -> list[str]:
    """The lines that stand above the text in the editor: what is wrong with it, and the limits."""
    from spmsg.cli.actions import text_limits

    lines = []
    if found:
        lines += ["NOT SENT YET. Mend this, or leave the text empty to cancel:", ""]
        for violation in found:
            lines += _wrapped(f"{where(violation)}{violation.text}", "  - ")
        lines.append("")
    lines += _wrapped(f"{action.title or action.name}, to the buyer of {order}.")
    if action.description:
        lines += _wrapped(action.description)
    limits = [text_limits(asdict(action.text) if action.text else None)]
    described = (action.schema or {}).get("properties")
    rules = described.get("rawMessageBody") if isinstance(described, dict) else None
    prose = rules.get("description") if isinstance(rules, dict) else None
    lines += ["", *_wrapped(f"Text: {limits[0]}.")]
    if isinstance(prose, str):
        lines += _wrapped(prose)
    return [*lines, "", "The message is all that stands below the next line. Empty: nothing is sent."]


def where(violation: Violation) -> str:
    """ "line 3, column 5: " for what is in the text."""
    return f"line {violation.line}, column {violation.column}: " if violation.line else ""


def violations(found: Iterable[Violation]) -> str:
    """What is wrong with a message, a line each."""
    told = [
        f"{'warning' if each.severity is Severity.WARNING else 'error'}: {where(each)}{each.text}"
        for each in found
    ]
    width = wrap.columns(sys.stderr)
    return "\n".join(part for line in told for part in wrap.folded(stdio.safe(line), width))


def message(draft: Draft, action: Action, orders: Sequence[str], marketplace: str) -> str:
    """The message as the buyer will see it, plainly; lines break where the terminal ends."""
    from spmsg.marketplaces import BY_ID

    known = BY_ID.get(marketplace)
    country = f" ({known.country if known else marketplace})"
    to = f"the buyer of {orders[0]}{country}" if len(orders) == 1 else f"the buyers of {len(orders)} orders"
    width = wrap.columns(sys.stderr) - 3
    bar = "|" if not _unicode() else "│"
    lines = ["", f"{action.title or action.name}, to {to}:", bar]
    for line in stdio.safe(draft.text or "").expandtabs(4).split("\n") if draft.text else ():
        lines += [f"{bar} {part}".rstrip() for part in wrap.folded(line, width)]
    if draft.text and (draft.attachments or draft.fields):
        lines.append(bar)
    lines += [f"{bar} {name}: {value}" for name, value in draft.fields.items()]
    for each in draft.attachments:
        size = f", {reader.size(each.size)}" if isinstance(each, Attachment) else ", uploaded before"
        lines.append(f"{bar} + {stdio.inline(each.file_name)}{size}")
    if not (draft.text or draft.attachments or draft.fields):
        lines.append(f"{bar} (Amazon's own text)")
    return "\n".join([*lines, bar, ""])


def _wrapped(text: str, first: str = "") -> list[str]:
    """`text` in one line, wrapped to the width of a comment; a later line is indented as `first` is long."""
    told = " ".join(stdio.inline(text).split())
    return textwrap.wrap(
        told, COMMENT_WIDTH, initial_indent=first, subsequent_indent=" " * len(first), break_long_words=False
    )


def _unicode() -> bool:
    return (sys.stderr.encoding or "").lower().replace("-", "") == "utf8"
