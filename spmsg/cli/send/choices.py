"""The lines of the pickers. What came from outside is neutralised here."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from spmsg.cli import stdio
from spmsg.cli.send.columns import cut
from spmsg.cli.send.picker import Choice
from spmsg.marketplaces import BY_ID
from spmsg.message.actions import Action

if TYPE_CHECKING:
    from spmsg.spapi.orders import Order


LONGEST_STATUS = 12
"""Letters: at 60 columns something must be left for the items; the whole status stands below the list."""


def order_choices(orders: "Sequence[Order]") -> list[Choice]:
    """A line for each order: ID, date, status, items; marketplace and total below, for the one pointed at."""
    told = [_words(order.status) for order in orders]
    width = min(max(map(len, told), default=0), LONGEST_STATUS)
    return [
        Choice(
            order.id,
            stdio.inline(
                f"{order.id}  {order.purchased_at[5:10]}  {cut(status, width):<{width}}  {_items(order)}"
            ),
            stdio.inline(", ".join(_details(order, status))),
        )
        for order, status in zip(orders, told, strict=True)
    ]


def action_choices(actions: Iterable[Action]) -> list[Choice]:
    """A line for each action that is not hidden: its title and what it allows; Amazon's description below."""
    shown = [action for action in actions if not action.hidden]
    titles = [stdio.inline(action.title or action.name) for action in shown]
    width = min(max(map(len, titles), default=0), 40)
    return [
        Choice(
            action.name,
            f"{title:<{width}}  {stdio.inline(allowed(action))}",
            stdio.inline(f"{action.name}: {action.description or action.title or ''}"),
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


def _words(status: str) -> str:
    return status.replace("_", " ").lower()


def _items(order: "Order") -> str:
    return "; ".join(f"{i.quantity} × {i.title}" if i.quantity != 1 else i.title for i in order.items)


def _details(order: "Order", status: str) -> list[str]:
    known = BY_ID.get(order.marketplace)
    total = f"{order.total.amount} {order.total.currency}" if order.total else ""
    country = known.country if known else order.marketplace
    return [each for each in (order.purchased_at[:10], country, total, status, _items(order)) if each]
