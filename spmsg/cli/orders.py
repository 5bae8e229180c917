"""`spmsg orders`: orders to choose from, as Amazon has them, kept between runs."""

import os
import sys
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from spmsg import config, marketplaces
from spmsg.cli import completers, console, localized, output
from spmsg.cli.options import Common, Since, Until, command
from spmsg.cli.output import Column, View
from spmsg.config import Settings
from spmsg.delivery.orders import Due, Selection, count_undated, due_until
from spmsg.delivery.result import utc
from spmsg.errors import CancelledError, ExitCode, UsageError
from spmsg.marketplaces import country
from spmsg.spapi.orders import FULFILLMENT_STATUSES, Order

if TYPE_CHECKING:
    from spmsg.cli.runtime import Runtime
    from spmsg.delivery.orders.sync import Freshness

MESSAGEABLE = ("UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED")
"""Those for which there is most likely something to send."""
LIMIT = 50
"""Orders that are shown unless --limit, --all or --due says otherwise."""
FIELDS = (
    "order", "marketplace", "status", "fulfilled_by", "purchased_at", "ship_by", "deliver_from", "deliver_by",
    "items", "total", "cancel_requested", "replacement_of",
)  # fmt: skip
"""What JSON has of an order: the members of `Order`, its ID as `order`."""
Names = list[str] | None
"""Names with commas between them; an option that is given several times adds up."""


@dataclass(frozen=True, kw_only=True)
class Options(Common):
    """List recent orders, newest first.

    \b
    spmsg orders --since 30d --status UNSHIPPED
    spmsg orders --due review -o ids | spmsg send productReviewAndSellerFeedback -
    spmsg orders -m DE,FR,IT --sku MUG-4 --until yesterday

    Of the last 7 days, or of 60 with --due, unless --since says otherwise. Keeps what Amazon tells, and
    asks only for what has changed. Shows local times; programs get ISO 8601.

    Next: spmsg actions ORDER
    """

    since: Since = None
    until: Until = None
    status: Annotated[
        Names,
        typer.Option(
            metavar="STATUS,…", autocompletion=completers.statuses, help="Such as UNSHIPPED,SHIPPED"
        ),
    ] = None
    fulfilled_by: Annotated[
        Literal["merchant", "amazon"] | None,
        typer.Option(case_sensitive=False, metavar="WHO", help="Only what merchant, or amazon, ships."),
    ] = None
    sku: Annotated[Names, typer.Option(metavar="SKU,…", help="Only with one of these SKUs.")] = None
    not_sku: Annotated[Names, typer.Option(metavar="SKU,…", help="With none of these SKUs.")] = None
    asin: Annotated[Names, typer.Option(metavar="ASIN,…", help="Only with one of these ASINs.")] = None
    due: Annotated[
        Due | None,
        typer.Option(
            case_sensitive=False, metavar="WHAT",
            help="review: Amazon takes a request for one now. shipment: it is later than promised.",
        ),
    ] = None  # fmt: skip
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help=f"At most so many; {LIMIT}, with --due all.")
    ] = None
    all_pages: Annotated[
        bool, typer.Option("--all", help="All, waiting for Amazon's pages where it must.")
    ] = False
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask Amazon for everything again.")] = False

    @cached_property
    def settings(self) -> Settings:
        """The settings; of several marketplaces the first gives the region."""
        first = next(iter(_split(self.marketplace)), None)
        return config.resolve(self.profile, first, self.timeout, sandbox=self.sandbox)


def run(options: Options) -> int:
    from spmsg.cli.runtime import Runtime

    if options.all_pages and options.limit is not None:
        raise UsageError("--limit and --all exclude each other.", hint="Leave one of them out.")
    try:
        with closing(Runtime(options)) as runtime:
            orders, freshness = find(runtime, options)
    except KeyboardInterrupt:
        raise CancelledError("Interrupted. What came is kept; run it again to go on.") from None
    due, now = options.due, datetime.now(UTC)
    found = [order for order in orders if due_until(order, due, now)] if due else orders
    limit = None if options.all_pages else options.limit or (None if due else LIMIT)
    shown = found[:limit]
    output.show((_record(order, due, now) for order in shown), view_of(due), options.output)
    if len(found) > len(shown):
        total = len(found) if due else f"at least {len(found)}"  # of what is due all was asked for
        console.note(f"{len(shown)} of {total} orders; --limit {len(found)} or --all shows more.")
    if due is not None and (undated := count_undated(orders, due)):
        console.note(f"Amazon tells no promised dates of {undated} more: such orders are never due.")
    if shown and output.for_people(options.output):
        likely = next((order for order in shown if order.status in MESSAGEABLE), shown[0])
        console.note(f"\nNext: spmsg actions {likely.id}{options.account_as_typed}", whole=True)
    return _say_what_is_missing(freshness)


def find(runtime: "Runtime", options: Options) -> "tuple[list[Order], Freshness]":
    """Return the orders that `options` choose, but for --due, and how far they are up to date."""
    from spmsg.delivery.orders.sync import OrderSync

    selection, where = _selection(options), _marketplaces(runtime, options)
    store = runtime.order_store

    def kept(since: datetime) -> list[Order]:
        return [each for each in store.select(where, since, selection.until) if selection.matches(each)]

    thorough = bool(options.all_pages or options.due or options.fresh)
    sync = OrderSync(
        store,
        runtime.orders(waiting=thorough),
        thorough=thorough,
        needs_datasets=options.due is not None,
        enough=lambda since: not thorough and len(kept(since)) >= (options.limit or LIMIT),
    )
    with console.status("Asking Amazon for orders"):
        freshness = sync.run(where, selection.since, fresh=options.fresh)
    orders = kept(selection.since)
    if not orders and freshness.error is not None and freshness.until is None:
        raise freshness.error
    return orders, freshness


def _selection(options: Options) -> Selection:
    since = localized.read_moment(options.since or ("60d" if options.due else "7d"), "--since")
    until = localized.read_moment(options.until, "--until", end=True) if options.until else None
    if since > datetime.now(UTC):
        raise UsageError(f"--since {options.since} lies in the future.", hint="Name a time in the past.")
    if until is not None and until <= since:
        raise UsageError("--until lies before --since.", hint="Give an earlier --since.")
    statuses = {name.upper().replace("-", "_") for name in _named("--status", options.status)}
    if unknown := statuses.difference(FULFILLMENT_STATUSES):
        hint = f"There are {', '.join(FULFILLMENT_STATUSES)}."
        raise UsageError(f"There is no order status {', '.join(unknown)}.", hint=hint)
    return Selection(
        since=since,
        until=until,
        statuses=frozenset(statuses),
        fulfilled_by=options.fulfilled_by.upper() if options.fulfilled_by else None,
        skus=_named("--sku", options.sku),
        not_skus=_named("--not-sku", options.not_sku),
        asins=frozenset(map(str.upper, _named("--asin", options.asin))),
    )


def _named(option: str, given: Names) -> frozenset[str]:
    names = frozenset(_split(",".join(given or ())))
    if given is not None and not names:  # an unset shell variable
        raise UsageError(f"{option} names nothing.", hint="Name some, or leave it out.")
    return names


def _split(names: str | None) -> list[str]:
    return [name.strip() for name in (names or "").split(",") if name.strip()]


def _marketplaces(runtime: "Runtime", options: Options) -> tuple[str, ...]:
    """Return the IDs of the marketplaces to list; none, the demo's default, stands for all."""
    named = [marketplaces.find(name) for name in _split(options.marketplace)]
    regions = sorted({each.region for each in named if each.region})
    if len(regions) > 1:
        message = f"{options.marketplace} lie in several selling regions: {', '.join(regions)}."
        raise UsageError(message, hint="Ask for those of one region at a time, with that region's profile.")
    home = runtime.settings.home_marketplace
    if not named and home and (not runtime.settings.simulated or "SPMSG_MARKETPLACE" in os.environ):
        named = [home]
    return tuple(dict.fromkeys(each.id for each in named))


def _say_what_is_missing(freshness: "Freshness") -> int:
    """Say what the list lacks, and return the exit code."""
    error, until = freshness.error, freshness.until
    if error is not None:
        state = f"true up to {utc(until)}" if until is not None else "not complete yet"
        error.message += f" The list is {state}."
        return console.fail(error)
    if freshness.missing_datasets:
        missing = ", ".join(freshness.missing_datasets).lower()
        console.warn(f"Amazon refuses a part of the orders just now: {missing} is missing.")
    return ExitCode.OK


def _record(order: Order, due: Due | None, now: datetime) -> dict[str, Any]:
    until = due_until(order, due, now) if due is not None else None
    notes = {"asks to cancel": order.cancel_requested, "replacement": order.replacement_of}
    found = asdict(order) | {"order": order.id}
    return {
        **{name: found[name] for name in FIELDS},
        "_due_until": until.isoformat() if until is not None else "",
        "_items": items_of(order),
        "_skus": ";".join(item.sku or "" for item in order.items),
        "_asins": ";".join(item.asin or "" for item in order.items),
        "_titles": ";".join(item.title for item in order.items),
        "_note": "; ".join(note for note, applies in notes.items() if applies),
    }


def items_of(order: Order) -> str:
    """Return what was bought, such as "2 × Mug; Lid"."""
    times = "×" if console.can_encode("×", sys.stdout) else "x"
    counted = [f"{i.quantity} {times} {i.title}" if i.quantity != 1 else i.title for i in order.items]
    return "; ".join(counted)


def _total(total: dict[str, str] | None) -> str:
    return localized.money(**total) if total else ""


def view_of(due: Due | None) -> View:
    """Return how orders are shown; those that are due with the day until which they are."""
    colours = {"SHIPPED": "green", "UNSHIPPED": "magenta", "PARTIALLY_SHIPPED": "magenta"}
    state = Column(
        "status",
        show=lambda status: status.replace("_", " ").lower(),
        style=lambda status: colours.get(status, ""),
    )
    if due is not None:
        header = "ask until" if due is Due.REVIEW else "promised"
        state = Column("_due_until", header, show=localized.day, style="magenta")
    return View(
        fields=(
            "order", "marketplace", "status", "fulfilled_by", "purchased_at", "ship_by", "deliver_from",
            "deliver_by", "skus", "asins", "titles", "total", "cancel_requested", "replacement_of",
        ),
        columns=(
            Column("order", style="bold"),
            Column("marketplace", "in", show=country),
            state,
            Column("fulfilled_by", "ships", show=str.lower, from_width=120),
            Column("purchased_at", "bought", show=localized.day, from_width=72),
            Column("_items", "items", flexible=True),
            Column("_note", "note", style="magenta", from_width=100),
            Column("total", show=_total, justify="right", from_width=110),
        ),
        plain={"total": lambda total: f"{total['amount']} {total['currency']}" if total else ""},
        empty="No such orders in that time: an earlier --since or fewer filters may find some.",
    )  # fmt: skip


app = command(Options, run)
