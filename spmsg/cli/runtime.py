"""The one place that wires concrete objects together, each when it is first used.

It loads the wire to Amazon, so a command imports it when it is run, not for its help.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spmsg import config, credentials, marketplaces
from spmsg.cli import console
from spmsg.cli.options import Common
from spmsg.config import Settings
from spmsg.delivery import available_actions
from spmsg.delivery.action_cache import ActionCache
from spmsg.delivery.available_actions import AvailableActions, Overview
from spmsg.delivery.order_details import OrderDetails
from spmsg.delivery.orders.store import KeptOrder, OrderStore
from spmsg.errors import SpmsgError, ThrottledError, UnavailableError, UsageError
from spmsg.spapi.messaging import SOLICITATION, Messaging, OrderActions, Solicitations
from spmsg.spapi.order import Order
from spmsg.spapi.orders import Orders
from spmsg.spapi.tokens import TokenSource
from spmsg.spapi.trace import Trace
from spmsg.spapi.transport import Transport
from spmsg.spapi.uploads import Uploads

if TYPE_CHECKING:
    from spmsg.delivery.at_most_once import AtMostOnce
    from spmsg.delivery.ledger import Ledger
    from spmsg.simulator.adapter import SimulatorAdapter


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
            kept = self.kept_orders.get(order or "")
            found = marketplaces.find(kept.marketplace) if kept else self.settings.home_marketplace
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
    def tokens(self) -> TokenSource:
        """The access tokens of the profile."""
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
    def transport(self) -> Transport:
        """The wire to Amazon."""
        return self._transport(self.sleep)

    def _transport(self, sleep: Callable[[float], None]) -> Transport:
        from spmsg.delivery.pace import open_pace

        settings = self.settings
        pace = open_pace(
            settings.ledger, settings.state_dir, settings.account, sleep, console.note, console.paced
        )
        return Transport(
            self.endpoint,
            self.tokens,
            timeout=settings.timeout,
            pace=pace if settings.paced else None,
            trace=self.trace,
            sleep=sleep,
            adapter=self.adapter,
            throttled=console.throttled,
        )

    @cached_property
    def messaging(self) -> Messaging:
        """Amazon's Messaging API."""
        return Messaging(self.transport)

    @cached_property
    def solicitations(self) -> Solicitations:
        """Amazon's Solicitations API."""
        return Solicitations(self.transport)

    @cached_property
    def cache(self) -> ActionCache:
        """What was last offered for the account's orders."""
        return ActionCache(self.settings.state_dir, self.settings.account)

    def details(self, order: str, marketplace: str, *, known_locale: str | None = None) -> OrderDetails:
        """Return what Amazon knows of an order, asked when something needs it."""
        return OrderDetails(
            order,
            marketplace,
            ask_locale=lambda order, marketplace: self.messaging.attributes(order, marketplace),
            ask_order=self._order,
            kept_order=self.order_store.get,
            known_locale=known_locale,
        )

    def api(self, action: str | None) -> OrderActions:
        """Return the API that `action` belongs to."""
        return self.solicitations if action == SOLICITATION else self.messaging

    def available_actions(self, order: str, marketplace: str, action: str | None = None) -> AvailableActions:
        """Return what the API of `action` offers for an order; raise UnavailableError if it is not there."""
        with self._naming_marketplaces(marketplace):
            return available_actions.available_actions(self.api(action), order, marketplace)

    def overview(self, order: str) -> Overview:
        """Return what may be sent for an order, where it is, and the buyer's locale, all asked at once."""
        marketplace = self.marketplace(order=order)
        try:
            return self._overview(order, marketplace)
        except UnavailableError as error:
            elsewhere = self.elsewhere(order, marketplace) if error.code == "no-such-order" else None
            if elsewhere is None:
                raise
            return self._overview(order, elsewhere)

    def _overview(self, order: str, marketplace: str) -> Overview:
        beside = self._transport(available_actions.no_waiting)
        others = Messaging(beside), Solicitations(beside)
        with self._naming_marketplaces(marketplace):
            return available_actions.gather(self.messaging, others, order, marketplace, self.cache)

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
    def order_store(self) -> OrderStore:
        """The orders of the account that are kept."""
        return OrderStore(self.settings.state_dir, self.settings.account)

    @cached_property
    def kept_orders(self) -> Mapping[str, KeptOrder]:
        """Where and when each kept order was placed; read once, for a batch asks for each of its rows."""
        return self.order_store.places()

    def orders(self, *, waiting: bool = True) -> Orders:
        """Amazon's Orders API; without `waiting` it raises ThrottledError once the burst is used up."""
        return Orders(self.transport if waiting else self._transport(_no_waiting_for_pages))

    def _order(self, order_id: str) -> Order:
        """Return the order as it is kept, else as Amazon tells it, which is kept from then on."""
        kept = self.order_store.get(order_id)
        if kept is None:
            kept = self.orders().get(order_id)
            self.order_store.keep([kept])
        return kept

    @cached_property
    def uploads(self) -> Uploads:
        """Amazon's Uploads API."""
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

    def note_changes(self, available: AvailableActions, order: str, marketplace: str) -> None:
        """Keep what an order offers, and say that Amazon changed the schema of an action since last time."""
        changed = available_actions.cached(available, order, marketplace, self.cache).changed
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

    @property
    def trace(self) -> Trace | None:
        """Who watches the wire: stderr with --verbose, nobody otherwise."""
        return console.trace if self._options.verbose else None

    @cached_property
    def adapter(self) -> Any:
        """The simulator inside this process, for the profile `demo`; None talks to the network."""
        return simulator(self.settings.state_dir) if self.settings.simulated else None


def simulator(state_dir: Path) -> "SimulatorAdapter":
    """Return the simulator inside this process, with its state in the state folder."""
    from spmsg.simulator.adapter import SimulatorAdapter
    from spmsg.simulator.app import Simulator
    from spmsg.simulator.faults import parse_faults
    from spmsg.simulator.state import open_state

    try:
        faults = parse_faults([os.environ.get("SPMSG_SIMULATOR_FAULTS", "")])
    except ValueError as error:
        raise UsageError(f"SPMSG_SIMULATOR_FAULTS: {error}") from None
    return SimulatorAdapter(Simulator(open_state(state_dir), faults=faults, rates=False))


def _no_waiting_for_pages(seconds: float) -> None:
    """Raise ThrottledError: a `sleep` for who takes what Amazon gives at once."""
    raise ThrottledError(
        "Amazon gives no more pages of orders just now: after twenty, it is one in three minutes.",
        hint="Run it again later: it goes on from here. --all waits for the rest.",
    )
