"""`spmsg orders`: recent orders to choose from."""

import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spmsg.cli import reader, stdio, views
from spmsg.cli.options import Common, Format, command
from spmsg.cli.runtime import Runtime
from spmsg.cli.views import Column, View
from spmsg.cli.waiting import waiting
from spmsg.errors import UsageError

if TYPE_CHECKING:
    from spmsg.spapi.orders import Order

STATUSES = (
    "PENDING_AVAILABILITY",
    "PENDING",
    "UNSHIPPED",
    "PARTIALLY_SHIPPED",
    "SHIPPED",
    "CANCELLED",
    "UNFULFILLABLE",
)
"""Amazon's values of fulfillmentStatuses (Orders API 2026-01-01)."""
MESSAGEABLE = ("UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED")
"""Those for which there is most likely something to send."""


class Fulfiller(StrEnum):
    """Who ships an order."""

    MERCHANT = "merchant"
    AMAZON = "amazon"


@dataclass(frozen=True, kw_only=True)
class Options(Common):
    """List recent orders, newest first.

    \b
    spmsg orders --since 30d --status UNSHIPPED
    spmsg orders -o ids | spmsg send unexpectedProblem - --text-file delay.txt

    Times are the local ones; programs get ISO 8601.

    Next: spmsg actions ORDER
    """

    since: Annotated[
        str, typer.Option("--since", metavar="7d|DATE", help="Bought since: 12h, 7d, 4w, or a date.")
    ] = "7d"
    status: Annotated[
        str | None,
        typer.Option("--status", metavar="STATUS,…", help="Only these: UNSHIPPED,SHIPPED,… "),
    ] = None
    fulfilled_by: Annotated[
        Fulfiller | None,
        typer.Option("--fulfilled-by", help="Only those that the merchant, or Amazon, ships."),
    ] = None
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many.")] = 50
    all_pages: Annotated[bool, typer.Option("--all", help="All of them, however many pages.")] = False


def run(options: Options) -> None:
    runtime = Runtime(options)
    with waiting("Asking Amazon for orders", wanted=not options.quiet):
        found = find(runtime, options)
    shown = found if options.all_pages else found[: options.limit]
    views.show(_records(shown), VIEW, options.output)
    if options.quiet:
        return
    if len(found) > len(shown):
        stdio.say(f"{len(shown)} of at least {len(found)} orders; --limit {len(found)} or --all shows more.")
    if shown and views.chosen(options.output) is Format.TABLE:
        likely = next((order for order in shown if order.status in MESSAGEABLE), shown[0])
        stdio.say(f"\nNext: spmsg actions {likely.id}{options.as_typed}")


def find(runtime: Runtime, options: Options) -> "list[Order]":
    """The orders that `options` ask for, newest first, remembered; a whole page can be more than `limit`."""
    since, statuses = since_time(options.since), _statuses(options.status)
    asked = runtime.settings.marketplace or runtime.settings.home_marketplace
    if runtime.settings.simulated:
        asked = runtime.settings.marketplace  # the demo's orders are of all its marketplaces
    pages = runtime.orders.search(
        since=since,
        marketplaces=(asked.id,) if asked else (),
        statuses=statuses,
        fulfilled_by=(options.fulfilled_by.value.upper(),) if options.fulfilled_by else (),
    )
    found: list[Order] = []
    for page in pages:
        found += page
        if not options.all_pages and len(found) >= options.limit:
            break
    found.sort(key=lambda order: order.purchased_at, reverse=True)
    _remember(runtime, found)
    return found


def since_time(text: str, now: datetime | None = None) -> datetime:
    """The moment that `7d`, `12h`, `4w` ago or `2026-11-01` means; raises UsageError for anything else."""
    now = now or datetime.now(UTC)
    units = {"h": "hours", "d": "days", "w": "weeks"}
    number, unit = text[:-1], text[-1:]
    try:
        if unit in units and number.isascii() and number.isdigit():
            return now - timedelta(**{units[unit]: int(number)})
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise UsageError(
            f"--since {text!r} is no time.", hint="Use 12h, 7d, 4w, or a date such as 2026-11-01."
        ) from None
    if moment > now:
        raise UsageError(f"--since {text} lies in the future.", hint="Use a time in the past, such as 7d.")
    return moment


def _statuses(text: str | None) -> tuple[str, ...]:
    given = [s.strip().upper().replace("-", "_") for s in (text or "").split(",") if s.strip()]
    for status in given:
        if status not in STATUSES:
            from difflib import get_close_matches

            near = get_close_matches(status, STATUSES, n=1)
            raise UsageError(
                f"There is no order status {status!r}.",
                hint=(f"Did you mean {near[0]}? " if near else "") + f"There are {', '.join(STATUSES)}.",
            )
    return tuple(given)


def _remember(runtime: Runtime, orders: "list[Order]") -> None:
    from spmsg.delivery.seen import Seen, SeenOrder

    seen = Seen(runtime.settings.state_dir, runtime.settings.account)
    seen.keep_orders(SeenOrder(o.id, o.marketplace or "", o.status or "", o.purchased_at) for o in orders)


def _records(orders: "list[Order]") -> Iterator[dict[str, Any]]:
    for order in orders:
        yield {
            "order": order.id,
            "marketplace": order.marketplace,
            "status": order.status,
            "fulfilled_by": order.fulfilled_by,
            "purchased_at": order.purchased_at,
            "items": [asdict(item) for item in order.items],
            "total": asdict(order.total) if order.total else None,
            "_status": _status(order),
        }


def _status(order: "Order") -> str:
    status = (order.status or "").replace("_", " ").lower()
    return f"{status} by Amazon" if order.fulfilled_by == "AMAZON" else status


def _country(marketplace: str | None) -> str:
    from spmsg.marketplaces import BY_ID

    known = BY_ID.get(marketplace or "")
    return known.country if known else marketplace or ""


def _items(items: list[dict[str, Any]]) -> str:
    return "; ".join(f"{i['quantity']} × {i['title']}" if i["quantity"] != 1 else i["title"] for i in items)


def _items_of(items: list[dict[str, Any]]) -> str:
    times = stdio.drawable("×", "x", sys.stdout)
    return "\n".join(
        f"{reader.number(i['quantity'])} {times} {i['title']}" if i["quantity"] != 1 else i["title"]
        for i in items
    )


def _total(total: dict[str, str] | None) -> str:
    return f"{total['amount']} {total['currency']}" if total else ""


def _style(status: str) -> str:
    return "green" if status.startswith("shipped") else "magenta" if "shipped" in status else ""


VIEW = View(
    fields=("order", "marketplace", "status", "fulfilled_by", "purchased_at", "items", "total"),
    columns=(
        Column("order", wrap=False, style="bold"),
        Column("marketplace", "in", show=_country, wrap=False),
        Column("_status", "status", style=_style, from_width=76, below="order"),
        Column("purchased_at", "bought", show=reader.day),
        Column("items", show=_items_of, min_width=12),
        Column(
            "total",
            show=lambda total: reader.money(**total) if total else "",
            justify="right",
            wrap=False,
            from_width=76,
            below="items",
        ),
    ),
    identifier="order",
    plain={"items": _items, "total": _total},
    empty="No orders in that time. A longer one: --since 30d",
)

app = command(Options, run)
