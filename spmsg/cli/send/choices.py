"""The lines of the lists to choose from. What came from outside is neutralised here."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from spmsg.cli import console
from spmsg.cli.actions import attachment_limits, text_limits
from spmsg.cli.orders import MESSAGEABLE
from spmsg.cli.questions import Choice
from spmsg.marketplaces import country
from spmsg.message.action import Action

if TYPE_CHECKING:
    from spmsg.spapi.order import Order


def order_choices(orders: "Sequence[Order]") -> list[Choice]:
    """Return a line for each order: ID, date, status, items; what else is known of it below.

    Orders that can take messages come first; otherwise they stay as they are.
    """
    orders = sorted(orders, key=lambda order: order.status not in MESSAGEABLE)
    statuses = [order.status.replace("_", " ").lower() for order in orders]
    width = min(max(map(len, statuses), default=0), 12)  # at 60 columns something must be left for the items
    return [
        Choice(
            order.id,
            console.inline(
                f"{order.id}  {order.purchased_at[5:10]}  {status[:width]:<{width}}  {_items(order)}"
            ),
            console.inline(", ".join(filter(None, _details(order, status)))),
        )
        for order, status in zip(orders, statuses, strict=True)
    ]


def action_choices(actions: Iterable[Action]) -> list[Choice]:
    """Return a line for each action that is not hidden: its title, what it takes; its description below."""
    return [
        Choice(
            action.name,
            console.inline(f"{action.title or action.name}  ({_takes(action)})"),
            console.inline(f"{action.name}: {action.description or action.title or ''}"),
            console.inline(action.disabled_reason or "Amazon gives no reason") if action.disabled else None,
        )
        for action in actions
        if not action.hidden
    ]


def _takes(action: Action) -> str:
    takes = [field.name for field in action.fields if field.required]
    if action.attachments:
        takes.insert(0, attachment_limits(action.attachments))
    if action.text:
        takes.insert(0, f"text {text_limits(action.text)}")
    if action.once_per_order:
        takes.append("once per order")
    return ", ".join(takes) or "nothing to write"


def _items(order: "Order") -> str:
    return "; ".join(f"{i.quantity} × {i.title}" if i.quantity != 1 else i.title for i in order.items)


def _details(order: "Order", status: str) -> list[str]:
    total = f"{order.total.amount} {order.total.currency}" if order.total else ""
    return [order.purchased_at[:10], country(order.marketplace), total, status, _items(order)]
