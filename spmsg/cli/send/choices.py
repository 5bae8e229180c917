"""What a person is asked about a message: which order, which action, which files and fields.

What came from outside is neutralised here.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from spmsg.cli import console, questions
from spmsg.cli.actions import attachment_limits, text_limits
from spmsg.cli.orders import MESSAGEABLE
from spmsg.cli.questions import Choice
from spmsg.delivery.available_actions import AvailableActions
from spmsg.delivery.files import read_attachment
from spmsg.errors import InvalidInputError, UnavailableError
from spmsg.marketplaces import country
from spmsg.message.action import Action, AttachmentLimits, Field
from spmsg.message.attachment import Attachment, check_attachments
from spmsg.message.fields import read_field
from spmsg.message.violation import Violation

if TYPE_CHECKING:
    from spmsg.spapi.orders import Order


def order_choices(orders: "Sequence[Order]") -> list[Choice]:
    """Return a line for each order: ID, date, country, status, items; what else is known of it below.

    Orders that can take messages come first; otherwise they stay as they are.
    """
    orders = sorted(orders, key=lambda order: order.status not in MESSAGEABLE)
    statuses = [order.status.replace("_", " ").lower().replace("partially", "partly") for order in orders]
    width = min(max(map(len, statuses), default=0), 14)  # at 60 columns something must be left for the items
    choices = []
    for order, status in zip(orders, statuses, strict=True):
        items = "; ".join(f"{i.quantity} × {i.title}" if i.quantity != 1 else i.title for i in order.items)
        total = f"{order.total.amount} {order.total.currency}" if order.total else ""
        place = country(order.marketplace)
        line = f"{order.id}  {order.purchased_at[5:10]}  {place[:2]}  {status[:width]:<{width}}  {items}"
        details = (order.purchased_at[:10], place, total, status, items)
        choices.append(
            Choice(order.id, console.inline(line), console.inline(", ".join(filter(None, details))))
        )
    return choices


def pick_action(available: AvailableActions, order: str) -> str:
    """Ask for one of the actions that are not hidden; raise UnavailableError if none can be chosen."""
    choices = [
        Choice(
            action.name,
            console.inline(f"{action.title or action.name}  ({_takes(action)})"),
            console.inline(f"{action.name}: {action.description or action.title or ''}"),
            console.inline(action.disabled_reason or "Amazon gives no reason") if action.disabled else None,
        )
        for action in available.actions
        if not action.hidden
    ]
    if all(choice.disabled is not None for choice in choices):
        reasons = "; ".join(f"{choice.title} ({choice.disabled})" for choice in choices)
        raise UnavailableError(
            f"Nothing may be sent for {order} now.",
            hint=f"Disabled: {reasons}." if reasons else "The buyer may have opted out of messages.",
        )
    return questions.select("Which message?", choices)


def _takes(action: Action) -> str:
    takes = [field.name for field in action.fields if field.required]
    if action.attachments:
        takes.insert(0, attachment_limits(action.attachments))
    if action.text:
        takes.insert(0, f"text {text_limits(action.text)}")
    if action.once_per_order:
        takes.append("once per order")
    return ", ".join(takes) or "nothing to write"


def ask_files(action: Action, limits: AttachmentLimits) -> list[str]:
    """Ask for files until Enter says no more; return `PATH=NAME` of each, as `--attach` takes it."""
    chosen: list[str] = []
    taken: list[Attachment] = []
    fewest = max(limits.min_items, 1) if limits.required else limits.min_items
    types = " ".join(limits.types) if fewest else f"{' '.join(limits.types)}; Enter for none"

    def wrong_with(attachment: Attachment) -> str | None:
        """Return what is wrong with the files once this one goes along too; that more are needed is not."""
        found = check_attachments([*taken, attachment], action)
        return " ".join(each.message for each in found if each.rule != "too-few-attachments") or None

    def wrong_with_path(typed: str) -> str | None:
        if not typed.strip():
            return None if len(taken) >= fewest else "This message needs a file."
        try:
            return wrong_with(read_attachment(_path(typed)))
        except InvalidInputError as error:
            return error.message

    def wrong_with_name(name: str) -> str | None:
        if "=" in name or "{" in name:
            return "A name here holds no = and no {."
        return wrong_with(read_attachment(path, name))

    while limits.max_items is None or len(taken) < limits.max_items:
        question = f"Attach a file? ({types})" if not taken else "Another file? (Enter for no more)"
        typed = questions.path(question, wrong_with_path)
        if not typed.strip():
            break
        path = _path(typed)
        name = questions.text("What does the buyer see as its name?", wrong_with_name, default=path.name)
        taken.append(read_attachment(path, name))
        chosen.append(f"{path}={name}")
    return chosen


def _path(typed: str) -> Path:
    return Path(typed.strip()).expanduser()


def ask_field(field: Field, action: Action) -> str | None:
    """Ask for a field; return `NAME=VALUE`, as `--field` takes it, or None if an optional one is left out."""
    label = console.inline(field.title or field.name)
    about = f" ({console.inline(field.description)})" if field.description else ""
    if field.format in ("date", "date-time"):
        about += " (such as 2026-01-31)"

    def wrong_with(value: str) -> str | None:
        if not value.strip():
            return "This message needs it." if field.required else None
        found = read_field(field.name, value, action)
        return found.message if isinstance(found, Violation) else None

    values = list(map(str, field.enum)) or (["true", "false"] if field.type == "boolean" else [])
    if values:
        value = questions.select(f"{label}:", [Choice(each, console.inline(each)) for each in values])
    else:
        value = questions.text(f"{label}{about}{'' if field.required else '; Enter for none'}:", wrong_with)
    return f"{field.name}={value.strip()}" if value.strip() else None
