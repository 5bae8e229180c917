"""`spmsg orders`: orders to choose from, as Amazon has them, kept between runs."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spmsg import marketplaces
from spmsg.cli import completers, console, localized, output, times
from spmsg.cli.options import Common, Format, command
from spmsg.cli.output import Column, View
from spmsg.config import Overrides
from spmsg.delivery.orders.selection import Due, Selection, due_until, untold
from spmsg.errors import ExitCode, UsageError
from spmsg.marketplaces import country
from spmsg.spapi.orders import FULFILLMENT_STATUSES

if TYPE_CHECKING:
    from spmsg.cli.runtime import Runtime
    from spmsg.delivery.orders.sync import Freshness
    from spmsg.spapi.orders import Order

MESSAGEABLE = ("UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED")
"""Those for which there is most likely something to send."""
LIMIT = 50


class Fulfiller(StrEnum):
    """Who ships an order."""

    MERCHANT = "merchant"
    AMAZON = "amazon"


@dataclass(frozen=True, kw_only=True)
class Options(Common):
    """List recent orders, newest first.

    \b
    spmsg orders --since 30d --status UNSHIPPED
    spmsg orders --due review -o ids | spmsg send productReviewAndSellerFeedback -
    spmsg orders -m DE,FR,IT --sku MUG-4 --until yesterday

    Keeps what Amazon tells, and asks only for what has changed. Shows local times; programs get ISO 8601.

    Next: spmsg actions ORDER
    """

    since: Annotated[
        str | None,
        typer.Option(
            metavar="7d|DATE",
            help="Placed since: 12h, 7d, 4w, yesterday or a date; 7d by default, 60d with --due.",
        ),
    ] = None
    until: Annotated[
        str | None, typer.Option(metavar="7d|DATE", help="Placed until then, or until a date's end.")
    ] = None
    status: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STATUS,…", autocompletion=completers.statuses, help="Only these: UNSHIPPED,SHIPPED,…"
        ),
    ] = None
    fulfilled_by: Annotated[
        Fulfiller | None,
        typer.Option(case_sensitive=False, metavar="WHO", help="Only what merchant, or amazon, ships."),
    ] = None
    sku: Annotated[list[str] | None, typer.Option(metavar="SKU,…", help="Only with one of these SKUs.")] = (
        None
    )
    not_sku: Annotated[list[str] | None, typer.Option(metavar="SKU,…", help="With none of these SKUs.")] = (
        None
    )
    asin: Annotated[
        list[str] | None, typer.Option(metavar="ASIN,…", help="Only with one of these ASINs.")
    ] = None
    due: Annotated[
        Due | None,
        typer.Option(
            case_sensitive=False,
            metavar="WHAT",
            help="review: Amazon takes a request for one now. shipment: it is later than promised.",
        ),
    ] = None
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help=f"At most so many; {LIMIT}, with --due all.")
    ] = None
    all_pages: Annotated[
        bool, typer.Option("--all", help="All, waiting for Amazon's pages where it must.")
    ] = False
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask Amazon for everything again.")] = False

    @property
    def overrides(self) -> Overrides:
        """What these options say about settings: of several marketplaces the first gives the region."""
        first = next(iter(_names(self.marketplace)), None)
        return Overrides(self.profile, first, self.timeout, self.sandbox)


@dataclass(frozen=True)
class Found:
    """Orders that were asked for, newest first; of `untold` more nobody knows whether they are due."""

    orders: "Sequence[Order]"
    freshness: "Freshness"
    untold: int = 0


def run(options: Options) -> int:
    from spmsg.cli.runtime import Runtime

    if options.all_pages and options.limit is not None:
        raise UsageError("--limit and --all exclude each other.", hint="Leave one of them out.")
    found = find(Runtime(options), options)
    limit = None if options.all_pages else options.limit or (None if options.due else LIMIT)
    shown, now = found.orders[:limit], datetime.now(UTC)
    view = replace(view_of(options.due), empty=_nothing_found(options))
    output.show((_record(order, options.due, now) for order in shown), view, options.output)
    total = len(found.orders)
    if total > len(shown):
        at_least = "" if options.due else "at least "  # what is due is told in full
        console.note(f"{len(shown)} of {at_least}{total} orders; --limit {total} or --all shows more.")
    if found.untold:
        orders, they = ("orders", "they are") if found.untold > 1 else ("order", "it is")
        console.note(f"Amazon tells no promised dates for {found.untold} {orders}: {they} never due.")
    if shown and output.chosen(options.output) is Format.TABLE:
        likely = next((order for order in shown if order.status in MESSAGEABLE), shown[0])
        console.note(f"\nNext: spmsg actions {likely.id}{options.account_as_typed}")
    return _say_how_true(found.freshness)


def find(runtime: "Runtime", options: Options) -> Found:
    """Return the orders that `options` ask for, brought up to date as far as Amazon lets us."""
    from spmsg.delivery.orders.sync import OrderSync

    now = datetime.now(UTC)
    selection, where = _selection(options, now), _marketplaces(runtime, options)
    store = runtime.order_store

    def kept(since: datetime) -> "list[Order]":
        return [each for each in store.select(where, since, selection.until) if selection.matches(each)]

    limit = options.limit or LIMIT
    thorough = bool(options.all_pages or options.due or options.fresh)
    sync = OrderSync(
        store,
        runtime.orders(waiting=thorough),
        thorough=thorough,
        needs_datasets=options.due is not None,
        enough=lambda since: not thorough and len(kept(since)) >= limit,
    )
    with console.status("Asking Amazon for orders"):
        freshness = sync.run(where, selection.since, fresh=options.fresh)
    orders = kept(selection.since)
    if not orders and freshness.error is not None and freshness.until is None:
        raise freshness.error
    if options.due is None:
        return Found(orders, freshness)
    due = [order for order in orders if due_until(order, options.due, now) is not None]
    return Found(due, freshness, untold(orders, options.due))


def _nothing_found(options: Options) -> str:
    """Return why the list may be empty: the options that choose, or the time."""
    filters = ("--status", "--fulfilled-by", "--sku", "--not-sku", "--asin")
    given = [name for name in filters if getattr(options, name.strip("-").replace("-", "_"))]
    nothing = "Nothing is due" if options.due else "No orders in that time"
    if given:
        return f"{nothing} for which {' and '.join(given)} hold{'s' if len(given) == 1 else ''}."
    return f"{nothing}." if options.due else f"{nothing}. A longer one: --since 30d"


def _say_how_true(freshness: "Freshness") -> int:
    """Say what the list lacks, and return the exit code."""
    error, until = freshness.error, freshness.until
    if error is None and freshness.missing_datasets:
        missing = ", ".join(freshness.missing_datasets).lower()
        console.warn(f"Amazon refuses a part of the orders just now: {missing} is missing.")
    if error is None:
        return ExitCode.OK
    true = f"true up to {until:%Y-%m-%dT%H:%M:%SZ}" if until is not None else "not complete yet"
    error.message += f" The list is {true}."
    console.fail(error)
    return ExitCode.FAILED


def _selection(options: Options, now: datetime) -> Selection:
    since = times.moment(options.since or ("60d" if options.due else "7d"), "--since", now=now)
    until = times.moment(options.until, "--until", end=True, now=now) if options.until else None
    if since > now:
        hint = "Use a time in the past, such as 7d."
        raise UsageError(f"--since {options.since} lies in the future.", hint=hint)
    if until is not None and until <= since:
        raise UsageError("--until lies before --since.", hint="Give an earlier --since.")
    for name in ("status", "sku", "not_sku", "asin"):
        if (given := getattr(options, name)) is not None and not _names(given):  # an unset shell variable
            raise UsageError(f"--{name.replace('_', '-')} names nothing.", hint="Name some, or leave it out.")
    return Selection(
        since=since,
        until=until,
        statuses=frozenset(map(_status_named, _names(options.status))),
        fulfilled_by=options.fulfilled_by.value.upper() if options.fulfilled_by else None,
        skus=frozenset(_names(options.sku)),
        not_skus=frozenset(_names(options.not_sku)),
        asins=frozenset(name.upper() for name in _names(options.asin)),
    )


def _marketplaces(runtime: "Runtime", options: Options) -> tuple[str, ...]:
    """Return the IDs of the marketplaces that are meant; none, as by default for the demo, means all."""
    named = [marketplaces.find(name) for name in _names(options.marketplace)]
    regions = {each.region for each in named if each.region}
    if len(regions) > 1:
        raise UsageError(
            f"{options.marketplace} lie in several selling regions: {', '.join(sorted(regions))}.",
            hint="Ask for those of one region at a time, with that region's profile.",
        )
    home = runtime.settings.home_marketplace
    if not named and home and (not runtime.settings.simulated or "SPMSG_MARKETPLACE" in os.environ):
        named = [home]
    return tuple(dict.fromkeys(each.id for each in named))


def _names(given: str | Iterable[str] | None) -> list[str]:
    """Return what is named, with commas or by giving an option several times."""
    text = given if isinstance(given, str) else ",".join(given or ())
    return [name.strip() for name in text.split(",") if name.strip()]


def _status_named(name: str) -> str:
    status = name.upper().replace("-", "_")
    if status in FULFILLMENT_STATUSES:
        return status
    near = get_close_matches(status, FULFILLMENT_STATUSES, n=1)
    hint = (f"Did you mean {near[0]}? " if near else "") + f"There are {', '.join(FULFILLMENT_STATUSES)}."
    raise UsageError(f"There is no order status {status!r}.", hint=hint)


def _record(order: "Order", due: Due | None, now: datetime) -> dict[str, Any]:
    until = due_until(order, due, now) if due is not None else None
    return {
        "order": order.id,
        "marketplace": order.marketplace,
        "status": order.status,
        "fulfilled_by": order.fulfilled_by,
        "purchased_at": order.purchased_at,
        "ship_by": order.ship_by,
        "deliver_from": order.deliver_from,
        "deliver_by": order.deliver_by,
        "items": [asdict(item) for item in order.items],
        "total": asdict(order.total) if order.total else None,
        "cancel_requested": order.cancel_requested,
        "replacement_of": order.replacement_of,
        "_due_until": until.isoformat() if until is not None else "",
        "_skus": ";".join(item.sku or "" for item in order.items),
        "_asins": ";".join(item.asin or "" for item in order.items),
        "_titles": ";".join(item.title for item in order.items),
        "_note": _note(order),
    }


def _note(order: "Order") -> str:
    notes = {"asks to cancel": order.cancel_requested, "replacement": order.replacement_of}
    return "; ".join(note for note, applies in notes.items() if applies)


def _items(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    times_sign = "×" if console.can_encode("×", sys.stdout) else "x"
    for item in items:
        quantity = item["quantity"]
        yield item["title"] if quantity == 1 else f"{localized.number(quantity)} {times_sign} {item['title']}"


STATUS = Column(
    "status",
    show=lambda status: (status or "").replace("_", " ").lower(),
    style=lambda status: {"SHIPPED": "green", "UNSHIPPED": "magenta", "PARTIALLY_SHIPPED": "magenta"}.get(
        status, ""
    ),
)
ASK_UNTIL = Column("_due_until", "ask until", show=localized.day, style="magenta")
PROMISED = Column("ship_by", "promised", show=localized.day, style="magenta")


def view_of(due: Due | None) -> View:
    """Return the table of what matters for the choice: of what is due, until when."""
    return View(
        fields=(
            "order", "marketplace", "status", "fulfilled_by", "purchased_at", "ship_by", "deliver_from",
            "deliver_by", "skus", "asins", "titles", "total", "cancel_requested", "replacement_of",
        ),
        columns=(
            Column("order", style="bold"),
            Column("marketplace", "in", show=country),
            {Due.REVIEW: ASK_UNTIL, Due.SHIPMENT: PROMISED, None: STATUS}[due],
            Column("fulfilled_by", "ships", show=lambda who: (who or "").lower(), from_width=120),
            Column("purchased_at", "bought", show=localized.day, from_width=72),
            Column("items", show=lambda items: "; ".join(_items(items)), flexible=True),
            Column("_note", "note", style="magenta", from_width=100),
            Column(
                "total", show=lambda total: localized.money(**total) if total else "", justify="right",
                from_width=110,
            ),
        ),
        plain={"total": lambda total: f"{total['amount']} {total['currency']}" if total else ""},
    )  # fmt: skip


app = command(Options, run)
