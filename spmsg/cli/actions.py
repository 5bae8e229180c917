"""`spmsg actions`: what may be sent for an order."""

import sys
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spmsg.cli import completers, console, localized, output
from spmsg.cli.options import Common, command
from spmsg.cli.output import Column, View
from spmsg.marketplaces import country
from spmsg.message.action import Action, AttachmentLimits, TextLimits
from spmsg.order_id import check_order_id

if TYPE_CHECKING:
    from rich.panel import Panel


@dataclass(frozen=True, kw_only=True)
class Options(Common):
    """Show what may be sent for an order; with ACTION, its fields and limits.

    \b
    spmsg actions 902-6786204-8179805 --marketplace ATVPDKIKX0DER
    spmsg actions 902-6786204-8179805 sendInvoice

    Next: spmsg send ACTION ORDER --text "…"
    """

    order: Annotated[
        str,
        typer.Argument(
            metavar="ORDER", envvar="SPMSG_ORDER", autocompletion=completers.orders, help="Its ID."
        ),
    ]
    action: Annotated[
        str | None,
        typer.Argument(metavar="ACTION", autocompletion=completers.actions, help="An action's name."),
    ] = None
    raw: Annotated[bool, typer.Option("--raw", help="Print the HAL document as it came.")] = False


def run(options: Options) -> None:
    from spmsg.cli.runtime import Runtime

    check_order_id(options.order)
    with closing(Runtime(options)) as runtime, console.status(f"Asking Amazon what {options.order} offers"):
        details, offered = runtime.overview(options.order)
    if options.raw:
        output.document(offered.raw)
        return
    actions = [offered.named(options.action)] if options.action else list(offered.actions)
    for_people = output.for_people(options.output)
    if options.action and for_people:
        console.show(_panel(actions[0]))
    else:
        view = replace(VIEW, title=f"What may be sent for {options.order} ({country(details.marketplace)})")
        output.show(map(_record, actions), view, options.output)
    if details.known_locale:
        console.note(f"The buyer's language: {console.inline(details.known_locale)}")
    if actions and for_people:
        likely = next((a for a in actions if a.text and not a.disabled), actions[0])
        content = ' --text "…"' if likely.text else ""
        content += " --attach FILE" if likely.attachments and likely.attachments.required else ""
        place = options.account_as_typed + (f" -m {options.marketplace}" if options.marketplace else "")
        console.note(f"\nNext: spmsg send {likely.name} {options.order}{content}{place}", whole=True)


def _record(action: Action) -> dict[str, Any]:
    reason = f"disabled: {action.disabled_reason or 'Amazon gives no reason'}" if action.disabled else ""
    once = "once per order" if action.once_per_order else ""
    more = "also takes " + ", ".join(field.name for field in action.fields) if action.fields else ""
    found = asdict(action) | {"available": not action.disabled}
    return {
        **{name: found[name] for name in VIEW.fields},
        "_text": text_limits(action.text),
        "_attachments": attachment_limits(action.attachments),
        "_note": "; ".join(filter(None, (reason, once, more))),
    }


def text_limits(limits: TextLimits | None) -> str:
    """Return the limits of a text in words; None is no text."""
    if limits is None:
        return "none"
    at_most = "≤" if console.can_encode("≤", sys.stdout) else "up to"
    longest = f"{at_most} {localized.number(limits.max_length)} chars" if limits.max_length else "any length"
    return longest if limits.required else f"{longest}, optional"


def attachment_limits(limits: AttachmentLimits | None) -> str:
    """Return the limits of attachments in words; None is no attachments."""
    if limits is None:
        return "none"
    fewest, most = max(limits.min_items, int(limits.required)), limits.max_items
    return f"{fewest} to {most} files" if fewest else f"up to {most} files"


def _panel(action: Action) -> "Panel":
    """Draw an action with all its fields and limits."""
    from rich.console import Group
    from rich.panel import Panel
    from rich.table import Table
    from rich.text import Text

    record = _record(action)
    rows = [("text", record["_text"]), ("attachments", record["_attachments"])]
    if action.attachments:
        rows.append(("", f"less than {localized.size(action.attachments.max_total_bytes)} in all"))
        rows.append(("", " ".join(action.attachments.types)))
    for field in action.fields:
        required = "required" if field.required else "optional"
        rows.append((f"--field {field.name}=", f"{field.format or field.type}, {required}"))
    if record["_note"]:
        rows.append(("note", record["_note"]))
    limits = Table.grid(padding=(0, 2))
    limits.add_column(style="bold", no_wrap=True)
    for row in rows:
        limits.add_row(*map(console.inline, row))
    about = [console.safe(action.description), ""] if action.description else []
    title = Text(console.inline(f"{action.name}: {action.title}" if action.title else action.name), "bold")
    return Panel(Group(*about, limits), title=title, title_align="left", padding=(1, 2))


def _range(limits: Any, fewest: str, most: str) -> str:
    """Return limits for a program, as "1-2000"; "" if there is nothing to limit."""
    return f"{limits[fewest]}-{'' if limits[most] is None else limits[most]}" if limits is not None else ""


VIEW = View(
    fields=(
        "name", "title", "description", "available", "disabled_reason", "hidden", "once_per_order",
        "text", "attachments", "fields", "href",
    ),
    columns=(
        Column("name", "action", style="bold"),
        Column("title", flexible=True, from_width=100),
        Column("_text", "text"),
        Column("_attachments", "attachments"),
        Column("_note", "note", style=lambda note: "magenta" if "disabled" in note else "", flexible=True),
    ),
    plain={
        "text": lambda limits: _range(limits, "min_length", "max_length"),
        "attachments": lambda limits: _range(limits, "min_items", "max_items"),
        "fields": lambda fields: " ".join(field["name"] for field in fields),
    },
    empty="Nothing may be sent for this order now: the buyer may have opted out, or its time is over.",
)  # fmt: skip

app = command(Options, run)
