"""What a person is asked about a message: which order, which action, which files and fields."""

from collections.abc import Sequence
from pathlib import Path

from spmsg.cli import console, questions
from spmsg.cli.actions import attachment_limits, text_limits
from spmsg.cli.orders import MESSAGEABLE, items_of
from spmsg.cli.questions import Choice
from spmsg.delivery.files import read_attachment
from spmsg.delivery.order_details import AvailableActions
from spmsg.errors import InvalidInputError, UnavailableError
from spmsg.marketplaces import country
from spmsg.message.action import Action, AttachmentLimits, Field
from spmsg.message.attachment import Attachment, check_attachments
from spmsg.message.fields import read_field
from spmsg.message.violation import Violation
from spmsg.spapi.orders import Order

DATES = ("date", "date-time")
"""The formats of fields that are dates; a warranty's are asked for though they are optional."""


def order_choices(orders: Sequence[Order]) -> list[Choice]:
    """Return a line for each order: ID, date, country, status, items; its details have the total too.

    Orders that can take messages come first; otherwise the order of the list stays.
    """
    choices = []
    for order in sorted(orders, key=lambda order: order.status not in MESSAGEABLE):
        items = items_of(order)
        total = f"{order.total.amount} {order.total.currency}" if order.total else ""
        place = country(order.marketplace)
        status = order.status.replace("_", " ").lower().replace("partially", "partly")
        line = f"{order.id}  {order.purchased_at[5:10]}  {place[:2]}  {status:<9}  {items}"
        details = ", ".join(filter(None, (order.purchased_at[:10], place, total, status, items)))
        choices.append(Choice(order.id, console.inline(line), console.inline(details)))
    return choices


def pick_action(available: AvailableActions, order: str) -> str:
    """Ask for one of the actions that are not hidden; raise UnavailableError if none can be chosen."""
    shown = [action for action in available.actions if not action.hidden]
    disabled = "; ".join(
        f"{action.title or action.name} ({action.disabled_reason or 'Amazon gives no reason'})"
        for action in shown
        if action.disabled
    )
    choices = [
        Choice(
            action.name,
            console.inline(f"{action.title or action.name}  ({_takes(action)})"),
            console.inline(f"{action.name}: {action.description or action.title or ''}"),
        )
        for action in shown
        if not action.disabled
    ]
    if not choices:
        raise UnavailableError(
            f"Nothing may be sent for {order} now.",
            hint=f"Disabled: {disabled}." if disabled else "The buyer may have opted out of messages.",
        )
    if disabled:
        console.note(f"Disabled for this order: {disabled}.")
    return questions.select("Which message?", choices)


def _takes(action: Action) -> str:
    takes = [f"text {text_limits(action.text)}"] if action.text else []
    takes += [attachment_limits(action.attachments)] if action.attachments else []
    takes += [field.name for field in action.fields if field.required]
    takes += ["once per order"] if action.once_per_order else []
    return ", ".join(takes) or "nothing to write"


def ask_files(action: Action, limits: AttachmentLimits) -> list[str]:
    """Ask for files until Enter says no more; return `PATH=NAME` of each, as `--attach` takes it."""
    chosen: list[str] = []
    taken: list[Attachment] = []
    fewest = max(limits.min_items, int(limits.required))
    types = " ".join(limits.types) + ("" if fewest else "; Enter for none")

    def wrong_with(path: Path, name: str | None = None) -> str | None:
        """Return what is wrong with the files so far and this one, except that more are needed."""
        try:
            found = check_attachments([*taken, read_attachment(path, name)], action)
        except InvalidInputError as error:
            return error.message
        return " ".join(each.message for each in found if each.rule != "too-few-attachments") or None

    def wrong_with_path(typed: str) -> str | None:
        if typed.strip():
            return wrong_with(_path(typed))
        return None if len(taken) >= fewest else "This message needs a file."

    def wrong_with_name(name: str) -> str | None:
        return "A name here holds no = and no {." if "=" in name or "{" in name else wrong_with(path, name)

    while limits.max_items is None or len(taken) < limits.max_items:
        question = "Another file? (Enter for no more)" if taken else f"Attach a file? ({types})"
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


def ask_field(field: Field, action: Action) -> list[str]:
    """Ask for a field; return `NAME=VALUE`, as `--field` takes it, or nothing if it is left out."""
    label = console.inline(field.title or field.name)
    about = f" ({console.inline(field.description)})" if field.description else ""
    about += " (such as 2026-01-31)" if field.format in DATES else ""
    about += "" if field.required else "; Enter for none"

    def wrong_with(value: str) -> str | None:
        if not value.strip():
            return "This message needs it." if field.required else None
        found = read_field(field.name, value, action)
        return found.message if isinstance(found, Violation) else None

    values = list(map(str, field.enum)) or (["true", "false"] if field.type == "boolean" else [])
    if values:
        value = questions.select(f"{label}:", [Choice(each, console.inline(each)) for each in values])
    else:
        value = questions.text(f"{label}{about}:", wrong_with)
    return [f"{field.name}={value.strip()}"] if value.strip() else []
