"""`spmsg actions`: what may be sent for an order."""

import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spmsg.cli import reader, stdio, views, wrap
from spmsg.cli.options import Common, Format, command
from spmsg.cli.runtime import Runtime
from spmsg.cli.views import Column, View
from spmsg.cli.waiting import waiting
from spmsg.errors import UsageError

if TYPE_CHECKING:
    from spmsg.message.action import Action


@dataclass(frozen=True, kw_only=True)
class Options(Common):
    """Show what may be sent for an order; with ACTION, its fields and limits.

    \b
    spmsg actions 902-6786204-8179805 --marketplace ATVPDKIKX0DER
    spmsg actions 902-6786204-8179805 sendInvoice

    Next: spmsg send ACTION ORDER --text "…"
    """

    order: Annotated[str, typer.Argument(metavar="ORDER", envvar="SPMSG_ORDER", help="An Amazon order ID.")]
    action: Annotated[str | None, typer.Argument(metavar="ACTION", help="An action's name.")] = None
    raw: Annotated[bool, typer.Option("--raw", help="Print the HAL document as it came.")] = False


def run(options: Options) -> None:
    from spmsg.delivery.seen import Seen
    from spmsg.order_id import is_order_id

    if not is_order_id(options.order):
        raise UsageError(
            f"{options.order!r} is not an Amazon order ID.", hint="One looks like 902-6786204-8179805."
        )
    runtime = Runtime(options)
    seen = Seen(runtime.settings.state_dir, runtime.settings.account)
    marketplace = runtime.marketplace(seen.marketplace_of(options.order))
    patience = waiting(f"Asking Amazon what {options.order} offers", wanted=not options.quiet)
    if options.raw:
        with patience:
            raw = runtime.messaging.actions(options.order, marketplace).raw
        views.document(raw)
        return
    with patience:
        found = runtime.survey(options.order, marketplace, seen)
    offered = found.offer
    if offered.changed and not options.quiet:
        stdio.say(f"Amazon changed the schema of {', '.join(offered.changed)} since it was last seen.")
    actions = [offered.named(options.action)] if options.action else list(offered.actions)
    if options.action and views.chosen(options.output) is Format.TABLE:
        _explain(actions[0])
    else:
        views.show(map(_record, actions), VIEW, options.output)
    if found.locale and not options.quiet:
        stdio.say(f"The buyer's language: {stdio.inline(found.locale)}")
    if actions and views.chosen(options.output) is Format.TABLE and not options.quiet:
        likely = next((a for a in actions if a.available and a.text), actions[0])
        stdio.say(
            f"\nNext: spmsg send {likely.name} {options.order}{_content_options(likely)}{options.as_typed}"
        )


def _record(action: "Action") -> dict[str, Any]:
    return {
        "name": action.name,
        "title": action.title,
        "description": action.description,
        "available": action.available,
        "disabled_reason": action.disabled_reason,
        "hidden": action.hidden,
        "once_per_order": action.once_per_order,
        "text": asdict(action.text) if action.text else None,
        "attachments": asdict(action.attachments) if action.attachments else None,
        "fields": [asdict(field) for field in action.fields],
        "href": action.href,
        "_note": note(action),
    }


def note(action: "Action") -> str:
    """What else there is to know about an action, for people."""
    notes = []
    if action.disabled:
        notes.append(f"disabled: {action.disabled_reason or 'Amazon gives no reason'}")
    if action.once_per_order:
        notes.append("once per order")
    if action.fields:
        notes.append("also takes " + ", ".join(field.name for field in action.fields))
    return "; ".join(notes)


def text_limits(limits: Any, number: Callable[[int], str] = "{:,}".format) -> str:
    """The limits of a text, in words; `limits` as in the JSON, `number` writes numbers."""
    if limits is None:
        return "none"
    most = limits["max_length"]
    longest = f"≤ {number(most)} chars" if most is not None else "any length"
    return longest if limits["required"] else f"{longest}, optional"


def attachment_limits(limits: Any) -> str:
    """The limits of attachments, in words; `limits` as in the JSON."""
    if limits is None:
        return "none"
    fewest, most = limits["min_items"], limits["max_items"]
    if limits["required"]:
        fewest = max(fewest, 1)
    number = f"{fewest} to {most}" if fewest and most else f"up to {most}" if most else f"{fewest} or more"
    return f"{number} files"


def _text(limits: Any) -> str:
    told = text_limits(limits, reader.number)
    return stdio.drawable(told, told.replace("≤", "up to"), sys.stdout)


def _content_options(action: "Action") -> str:
    text = ' --text "…"' if action.text else ""
    return text + (" --attach FILE" if action.attachments and action.attachments.required else "")


def _explain(action: "Action") -> None:
    """An action with all its fields and limits, for people."""
    rows = [("text", _text(asdict(action.text) if action.text else None))]
    if action.attachments:
        limits = action.attachments
        rows.append(("attachments", attachment_limits(asdict(limits))))
        if limits.max_total_bytes:
            rows.append(("", f"less than {reader.size(limits.max_total_bytes)} in all"))
        rows.append(("", " ".join(limits.types)))
    else:
        rows.append(("attachments", "none"))
    for field in action.fields:
        told = [field.format or field.type, "required" if field.required else "optional"]
        rows.append((f"--field {field.name}=", ", ".join(told)))
    if note(action):
        rows.append(("note", note(action)))
    width = max(len(name) for name, _ in rows) + 2
    head = f"{action.name}: {action.title}" if action.title else action.name
    columns = wrap.columns(sys.stdout)
    lines = [stdio.bold(each) for each in wrap.folded(stdio.inline(head), columns)]
    lines += wrap.folded(stdio.safe(action.description), columns) if action.description else []
    lines.append("")
    for name, value in rows:
        beside, below = f"  {name:<{width}}", " " * (width + 2)
        lines += wrap.paragraph(stdio.inline(value), columns, stdio.inline(beside), below)
    stdio.write("\n".join(lines) + "\n")


def _range(limits: Any, fewest: str, most: str) -> str:
    """Limits for a program: "1-2000"; "" where there is nothing to limit."""
    return f"{limits[fewest]}-{'' if limits[most] is None else limits[most]}" if limits is not None else ""


FIELDS = (
    "name", "title", "description", "available", "disabled_reason", "hidden", "once_per_order",
    "text", "attachments", "fields", "href",
)  # fmt: skip
VIEW = View(
    fields=FIELDS,
    columns=(
        Column("name", "action", style="bold", wrap=False),
        Column("title", show=lambda title: title or "", min_width=12, from_width=100, below="name"),
        Column("text", show=_text),
        Column("attachments", show=attachment_limits),
        Column("_note", "note", style=lambda note: "magenta" if note.startswith("disabled") else ""),
    ),
    identifier="name",
    plain={
        "text": lambda limits: _range(limits, "min_length", "max_length"),
        "attachments": lambda limits: _range(limits, "min_items", "max_items"),
        "fields": lambda fields: " ".join(field["name"] for field in fields),
    },
    empty="Nothing may be sent for this order now: the buyer may have opted out, or its time is over.",
)

app = command(Options, run)
