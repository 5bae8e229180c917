"""The one place that wires concrete objects together, each when it is first used."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from spmsg import config, credentials, marketplaces
from spmsg.cli import console
from spmsg.cli.options import Common
from spmsg.config import Settings
from spmsg.errors import SpmsgError, ThrottledError, UnavailableError, UsageError

if TYPE_CHECKING:
    from spmsg.delivery.action_cache import ActionCache
    from spmsg.delivery.at_most_once import AtMostOnce
    from spmsg.delivery.available_actions import AvailableActions, Overview
    from spmsg.delivery.ledger import Ledger
    from spmsg.delivery.order_details import OrderDetails
    from spmsg.delivery.orders.store import KeptOrder, OrderStore
    from spmsg.spapi.messaging import Messaging, OrderActions, Solicitations
    from spmsg.spapi.operations import Operation
    from spmsg.spapi.order import Order
    from spmsg.spapi.orders import Orders
    from spmsg.spapi.tokens import TokenSource
    from spmsg.spapi.trace import Trace
    from spmsg.spapi.transport import Pace, Transport
    from spmsg.spapi.uploads import Uploads


class _Pace:
    """The pace of requests, None if they are not paced, which also tells the person that Amazon throttles."""

    def __init__(self, pace: "Pace | None") -> None:
        self._pace = pace

    def wait(self, operation: "Operation") -> None:
        if self._pace is not None:
            self._pace.wait(operation)

    def learn(self, operation: "Operation", rate: float) -> None:
        if self._pace is not None:
            self._pace.learn(operation, rate)

    def throttled(self, operation: "Operation", seconds: float) -> None:
        console.throttled(operation.name, seconds)
        if self._pace is not None:
            self._pace.throttled(operation, seconds)


class Runtime:
    """What a command needs, for the profile that its options name."""

    def __init__(self, options: Common, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._options = options
        self.sleep = sleep
        self._at_most_once: AtMostOnce | None = None

    @cached_property
    def settings(self) -> Settings:
        """The settings of the profile; raises UsageError."""
        settings = config.resolve(self._options.overrides)
        credentials.check(settings)  # at every run: cron would fail only once the token has ended
        return settings

    @property
    def endpoint(self) -> str:
        """The SP-API's base URL; raises UsageError where no region is known."""
        if self.settings.endpoint is None:
            credentials.find(self.settings)  # who has not set up anything needs to hear of that first
            raise UsageError(
                "Which marketplace? Without it the region's endpoint is not known.",
                hint="Add `--marketplace US` (or another country or ID), or set SPMSG_MARKETPLACE.",
            )
        return self.settings.endpoint

    def marketplace(self, own: str | None = None, *, order: str | None = None) -> str:
        """Return the marketplace ID to use.

        That is the row's `own`, else the option's, else the one in which `order` was seen, else the
        environment's or the profile's. Raises UsageError where none is known, or where it lies in another
        region than the endpoint.
        """
        found = marketplaces.find(own) if own else self.settings.marketplace
        if found is None:
            kept = self.kept_orders.get(order) if order is not None else None
            found = (
                marketplaces.find(kept.marketplace) if kept is not None else self.settings.home_marketplace
            )
        if found is None:
            raise UsageError(
                "Which marketplace?",
                hint="Add `--marketplace US` (or another country or ID), or set SPMSG_MARKETPLACE.",
                code="marketplace-unknown",
            )
        region = self.settings.region
        if region and found.region and region != found.region:
            raise UsageError(
                f"{found.id} ({found.country}) lies in the region {found.region}, not in {region}.",
                hint=f"Run it apart, with `--marketplace {found.country}` and that region's profile.",
                code="another-region",
            )
        return found.id

    @cached_property
    def tokens(self) -> "TokenSource":
        """The access tokens of the profile."""
        from spmsg.spapi.tokens import TokenSource

        return TokenSource(
            self.settings.lwa_url,
            lambda: credentials.find(self.settings),
            self.settings.token_cache,
            credentials.fingerprint(self.settings),
            timeout=self.settings.timeout,
            trace=self.trace,
            adapter=self.adapter,
        )

    @cached_property
    def transport(self) -> "Transport":
        """The wire to Amazon."""
        return self._transport(self.sleep)

    def _transport(self, sleep: Callable[[float], None]) -> "Transport":
        from spmsg.spapi.transport import Transport

        return Transport(
            self.endpoint,
            self.tokens,
            timeout=self.settings.timeout,
            pace=self._pace(sleep),
            trace=self.trace,
            sleep=sleep,
            adapter=self.adapter,
        )

    @cached_property
    def messaging(self) -> "Messaging":
        """Amazon's Messaging API."""
        from spmsg.spapi.messaging import Messaging

        return Messaging(self.transport)

    @cached_property
    def solicitations(self) -> "Solicitations":
        """Amazon's Solicitations API."""
        from spmsg.spapi.messaging import Solicitations

        return Solicitations(self.transport)

    @cached_property
    def cache(self) -> "ActionCache":
        """What was last offered for the account's orders."""
        from spmsg.delivery.action_cache import ActionCache

        return ActionCache(self.settings.state_dir, self.settings.account)

    def details(
        self,
        order: str,
        marketplace: str,
        *,
        known_locale: str | None = None,
    ) -> "OrderDetails":
        """Return what Amazon knows of an order, asked when something needs it."""
        from spmsg.delivery.order_details import OrderDetails

        return OrderDetails(
            order,
            marketplace,
            ask_locale=lambda order, marketplace: self.messaging.attributes(order, marketplace),
            ask_order=self._order,
            kept_order=self.order_store.get,
            known_locale=known_locale,
        )

    def api(self, action: str | None) -> "OrderActions":
        """Return the API that `action` belongs to."""
        from spmsg.spapi.messaging import SOLICITATION

        return self.solicitations if action == SOLICITATION else self.messaging

    def available_actions(
        self, order: str, marketplace: str, action: str | None = None
    ) -> "AvailableActions":
        """Return what the API of `action` offers for an order; raise UnavailableError if it is not there."""
        from spmsg.delivery.available_actions import available_actions

        with self._naming_marketplaces(marketplace):
            return available_actions(self.api(action), order, marketplace)

    def overview(self, order: str) -> "Overview":
        """Return what may be sent for an order, where it is, and the buyer's locale, all asked at once."""
        from spmsg.delivery.available_actions import gather, no_waiting
        from spmsg.spapi.messaging import Messaging, Solicitations

        beside = self._transport(no_waiting)

        def ask(marketplace: str) -> "Overview":
            with self._naming_marketplaces(marketplace):
                return gather(
                    self.messaging, (Messaging(beside), Solicitations(beside)), order, marketplace, self.cache
                )

        marketplace = self.marketplace(order=order)
        try:
            return ask(marketplace)
        except UnavailableError as error:
            elsewhere = self.elsewhere(order, marketplace) if error.code == "no-such-order" else None
            if elsewhere is None:
                raise
            return ask(elsewhere)

    def elsewhere(self, order: str, asked: str) -> str | None:
        """Return the marketplace that Amazon has `order` in, if it is not in `asked`, which nobody asked for.

        None if `--marketplace` is given, or Amazon does not tell.
        """
        if self.settings.marketplace is not None:
            return None
        try:
            found = self.orders().get(order)
        except SpmsgError:
            return None
        if found.marketplace in ("", asked):
            return None
        self.order_store.keep([found])
        return found.marketplace

    @contextmanager
    def _naming_marketplaces(self, asked: str) -> Iterator[None]:
        """Say of an order that is not found which other marketplaces it may be in."""
        try:
            yield
        except UnavailableError as error:
            if error.code == "no-such-order":
                region = self.settings.region
                others = [
                    country
                    for country, each in marketplaces.BY_COUNTRY.items()
                    if region in (None, each.region) and each.id != asked
                ]
                error.hint = (
                    f"It may be in another marketplace: `--marketplace` takes {' '.join(others)}; so does a"
                    " column `marketplace` of a list. Or check the order ID, and the profile (--profile)."
                )
            raise

    @cached_property
    def order_store(self) -> "OrderStore":
        """The orders of the account that are kept."""
        from spmsg.delivery.orders.store import OrderStore

        return OrderStore(self.settings.state_dir, self.settings.account)

    @cached_property
    def kept_orders(self) -> "Mapping[str, KeptOrder]":
        """Where and when each kept order was placed; read once, for a batch asks for each of its rows."""
        return self.order_store.places()

    def orders(self, *, waiting: bool = True) -> "Orders":
        """Amazon's Orders API; without `waiting` it raises ThrottledError once the burst is used up."""
        from spmsg.spapi.orders import Orders

        return Orders(self.transport if waiting else self._transport(_no_waiting_for_pages))

    def _order(self, order_id: str) -> "Order":
        """Return the order as it is kept, else as Amazon tells it, which is kept from then on."""
        kept = self.order_store.get(order_id)
        if kept is None:
            kept = self.orders().get(order_id)
            self.order_store.keep([kept])
        return kept

    @cached_property
    def uploads(self) -> "Uploads":
        """Amazon's Uploads API."""
        from spmsg.spapi.uploads import Uploads

        return Uploads(self.transport)

    def at_most_once(self, *, resend: bool, resend_uncertain: bool) -> "AtMostOnce":
        """Return what sends the messages of this run at most once; the same each time."""
        from spmsg.delivery.at_most_once import AtMostOnce

        if self._at_most_once is None:
            self._at_most_once = AtMostOnce(
                self.ledger,
                self.settings.profile,
                resend=resend,
                resend_uncertain=resend_uncertain,
                sleep=self.sleep,
            )
        return self._at_most_once

    def note_changes(self, available: "AvailableActions", order: str, marketplace: str) -> None:
        """Keep what an order offers, and say that Amazon changed the schema of an action since last time."""
        from spmsg.delivery.available_actions import cached

        changed = cached(available, order, marketplace, self.cache).changed
        if changed:
            console.note(f"Amazon changed the schema of {', '.join(changed)} since it was last seen.")

    def check(self) -> None:
        """Raise the error that would end every message: no region, no credentials that may be used."""
        _ = self.endpoint

    def close(self) -> None:
        """Give back what was opened."""
        if self._at_most_once is not None:
            self._at_most_once.close()

    @cached_property
    def ledger(self) -> "Ledger":
        """The ledger of what was sent; raises LocalStateError where it cannot be opened."""
        from spmsg.delivery.ledger import open_ledger

        return open_ledger(self.settings.ledger, own_folder=self.settings.state_dir, sleep=self.sleep)

    @cached_property
    def trace(self) -> "Trace | None":
        """Who watches the wire: stderr with --verbose, nobody otherwise."""
        return console.trace if self._options.verbose else None

    def _pace(self, sleep: Callable[[float], None]) -> "Pace":
        if not self.settings.paced:
            return _Pace(None)
        from spmsg.delivery.pace import open_pace

        settings = self.settings
        return _Pace(
            open_pace(
                settings.ledger, settings.state_dir, settings.account, sleep, console.note, console.paced
            )
        )

    @cached_property
    def adapter(self) -> Any:
        """The simulator inside this process, for the profile `demo`; None talks to the network."""
        if not self.settings.simulated:
            return None
        from spmsg.simulator.adapter import SimulatorAdapter
        from spmsg.simulator.app import Simulator
        from spmsg.simulator.faults import parse_faults
        from spmsg.simulator.state import open_state

        try:
            faults = parse_faults([os.environ.get("SPMSG_SIMULATOR_FAULTS", "")])
        except ValueError as error:
            raise UsageError(f"SPMSG_SIMULATOR_FAULTS: {error}") from None
        return SimulatorAdapter(Simulator(open_state(self.settings.state_dir), faults=faults, rates=False))


def _no_waiting_for_pages(seconds: float) -> None:
    """Raise ThrottledError: a `sleep` for who takes what Amazon gives at once."""
    raise ThrottledError(
        "Amazon gives no more pages of orders just now: after twenty, it is one in three minutes.",
        hint="Run it again later: it goes on from here. --all waits for the rest.",
    )
