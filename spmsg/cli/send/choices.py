"""The lines of the pickers. What came from outside is neutralised here."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from spmsg.cli import stdio, wrap
from spmsg.cli.send.picker import Choice
from spmsg.marketplaces import BY_ID
from spmsg.message.action import Action

if TYPE_CHECKING:
    from spmsg.spapi.orders import Order


LONGEST_TITLE = 40
"""Cells; less where the terminal has not twice that: what the action allows stands beside its title."""
LONGEST_STATUS = 12
"""Letters: at 60 columns something must be left for the items; the whole status stands below the list."""


def order_choices(orders: "Sequence[Order]") -> list[Choice]:
    """A line for each order: ID, date, status, items; marketplace and total below, for the one pointed at.

    Orders that can take messages come first; among them, and among the others, the order is that of `orders`.
    """
    from spmsg.cli.orders import MESSAGEABLE

    orders = sorted(orders, key=lambda order: order.status not in MESSAGEABLE)
    told = [_words(order.status) for order in orders]
    width = min(max(map(len, told), default=0), LONGEST_STATUS)
    return [
        Choice(
            order.id,
            stdio.inline(
                f"{order.id}  {order.purchased_at[5:10]}  {wrap.padded(status, width)}  {_items(order)}"
            ),
            stdio.inline(", ".join(_details(order, status))),
        )
        for order, status in zip(orders, told, strict=True)
    ]


def action_choices(actions: Iterable[Action], columns: int = 80) -> list[Choice]:
    """A line for each action that is not hidden: its title and what it allows; Amazon's description below.

    `columns` is how wide the terminal is.
    """
    shown = [action for action in actions if not action.hidden]
    titles = [stdio.inline(action.title or action.name) for action in shown]
    width = min(max(map(wrap.cells, titles), default=0), LONGEST_TITLE, columns // 2 - 3)
    return [
        Choice(
            action.name,
            f"{wrap.padded(title, width)}  {stdio.inline(allowed(action))}",
            stdio.inline(_described(action, in_full=wrap.cells(title) <= width)),
            stdio.inline(action.disabled_reason or "Amazon gives no reason") if action.disabled else None,
        )
        for action, title in zip(shown, titles, strict=True)
    ]


def allowed(action: Action) -> str:
    """What an action takes, in a few words."""
    from spmsg.cli.actions import attachment_limits, text_limits

    told = []
    if action.text:
        told.append(f"text {text_limits(asdict(action.text))}")
    if action.attachments:
        told.append(attachment_limits(asdict(action.attachments)))
    told += [field.name for field in action.fields if field.required]
    if action.once_per_order:
        told.append("once per order")
    return ", ".join(told) or "nothing to write"


def _described(action: Action, *, in_full: bool) -> str:
    """The action's name and description; its title too where that is not to be seen `in_full`."""
    told = [action.title or "" if not in_full else "", action.description or action.title or ""]
    return f"{action.name}: {'. '.join(filter(None, dict.fromkeys(told)))}"


def _words(status: str) -> str:
    return status.replace("_", " ").lower()


def _items(order: "Order") -> str:
    return "; ".join(f"{i.quantity} × {i.title}" if i.quantity != 1 else i.title for i in order.items)


def _details(order: "Order", status: str) -> list[str]:
    known = BY_ID.get(order.marketplace)
    total = f"{order.total.amount} {order.total.currency}" if order.total else ""
    country = known.country if known else order.marketplace
    return [each for each in (order.purchased_at[:10], country, total, status, _items(order)) if each]
