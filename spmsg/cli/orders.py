"""`spmsg orders`: recent orders to choose from."""

import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spmsg.cli import completers, console, localized, output
from spmsg.cli.options import Common, Format, command
from spmsg.cli.output import Column, View
from spmsg.cli.runtime import Runtime
from spmsg.errors import UsageError
from spmsg.marketplaces import country

if TYPE_CHECKING:
    from spmsg.spapi.orders import Order

STATUSES = (
    "UNSHIPPED",
    "PARTIALLY_SHIPPED",
    "SHIPPED",
    "PENDING",
    "PENDING_AVAILABILITY",
    "CANCELLED",
    "UNFULFILLABLE",
)
"""Amazon's values of fulfillmentStatuses (Orders API 2026-01-01), the likeliest first."""
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
        typer.Option(
            "--status", metavar="STATUS,…", autocompletion=completers.statuses,
            help="Only these: UNSHIPPED,SHIPPED,…",
        ),
    ] = None  # fmt: skip
    fulfilled_by: Annotated[
        Fulfiller | None,
        typer.Option(
            "--fulfilled-by", case_sensitive=False, help="Only those that the merchant, or Amazon, ships."
        ),
    ] = None
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many.")] = 50
    all_pages: Annotated[bool, typer.Option("--all", help="All of them, however many pages.")] = False


def run(options: Options) -> None:
    runtime = Runtime(options)
    with console.status("Asking Amazon for orders"):
        found = find(runtime, options)
    shown = found if options.all_pages else found[: options.limit]
    output.show(map(_record, shown), VIEW, options.output)
    if len(found) > len(shown):
        console.note(
            f"{len(shown)} of at least {len(found)} orders; --limit {len(found)} or --all shows more."
        )
    if shown and output.chosen(options.output) is Format.TABLE:
        likely = next((order for order in shown if order.status in MESSAGEABLE), shown[0])
        console.note(f"\nNext: spmsg actions {likely.id}{options.as_typed}")


def find(runtime: Runtime, options: Options) -> "list[Order]":
    """Return the orders that `options` ask for, newest first; a whole page can be more than `limit`."""
    from spmsg.spapi.orders import OrderSearch

    since, statuses = since_time(options.since), _statuses(options.status)
    asked = runtime.settings.marketplace or runtime.settings.home_marketplace
    if runtime.settings.simulated and not os.environ.get("SPMSG_MARKETPLACE"):
        asked = runtime.settings.marketplace  # the demo's orders are of all its marketplaces
    search = OrderSearch(
        created_after=since,
        marketplaces=(asked.id,) if asked else (),
        statuses=statuses,
        fulfilled_by=(options.fulfilled_by.value.upper(),) if options.fulfilled_by else (),
    )
    found: list[Order] = []
    missing: tuple[str, ...] = ()
    for page in runtime.orders.search(search):
        found += page.orders
        missing = page.missing_datasets
        if not options.all_pages and len(found) >= options.limit:
            break
    if missing:
        console.warn(
            f"Amazon refuses a part of the orders just now: {', '.join(missing).lower()} is missing."
        )
    found.sort(key=lambda order: order.purchased_at, reverse=True)
    _remember(runtime, found)
    return found


def since_time(text: str, now: datetime | None = None) -> datetime:
    """Return the moment that `7d`, `12h`, `4w` ago or `2026-11-01` means; raise UsageError otherwise."""
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
            near = get_close_matches(status, STATUSES, n=1)
            raise UsageError(
                f"There is no order status {status!r}.",
                hint=(f"Did you mean {near[0]}? " if near else "") + f"There are {', '.join(STATUSES)}.",
            )
    return tuple(given)


def _remember(runtime: Runtime, orders: "list[Order]") -> None:
    from spmsg.delivery.order_cache import CachedOrder, OrderCache

    seen = OrderCache(runtime.settings.state_dir, runtime.settings.account)
    seen.keep_orders(CachedOrder(o.id, o.marketplace or "", o.status or "", o.purchased_at) for o in orders)


def _record(order: "Order") -> dict[str, Any]:
    return {
        "order": order.id,
        "marketplace": order.marketplace,
        "status": order.status,
        "fulfilled_by": order.fulfilled_by,
        "purchased_at": order.purchased_at,
        "items": [asdict(item) for item in order.items],
        "total": asdict(order.total) if order.total else None,
    }


def _status(status: str | None) -> str:
    return (status or "").replace("_", " ").lower()


def _status_style(status: str | None) -> str:
    return {"SHIPPED": "green", "UNSHIPPED": "magenta", "PARTIALLY_SHIPPED": "magenta"}.get(status or "", "")


def _items(items: list[dict[str, Any]]) -> Iterator[str]:
    times = "×" if console.draws("×", sys.stdout) else "x"
    for item in items:
        quantity = item["quantity"]
        yield item["title"] if quantity == 1 else f"{localized.number(quantity)} {times} {item['title']}"


VIEW = View(
    fields=("order", "marketplace", "status", "fulfilled_by", "purchased_at", "items", "total"),
    columns=(
        Column("order", style="bold"),
        Column("marketplace", "in", show=country),
        Column("status", show=_status, style=_status_style),
        Column("fulfilled_by", "ships", show=lambda who: (who or "").lower(), from_width=100),
        Column("purchased_at", "bought", show=localized.day, from_width=72),
        Column("items", show=lambda items: "; ".join(_items(items)), flexible=True),
        Column(
            "total", show=lambda total: localized.money(**total) if total else "", justify="right",
            from_width=100,
        ),
    ),
    identifier="order",
    plain={
        "items": lambda items: "; ".join(
            i["title"] if i["quantity"] == 1 else f"{i['quantity']} × {i['title']}" for i in items
        ),
        "total": lambda total: f"{total['amount']} {total['currency']}" if total else "",
    },
    empty="No orders in that time. A longer one: --since 30d",
)  # fmt: skip

app = command(Options, run)
