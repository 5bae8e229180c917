"""The one place that wires concrete objects together, each when it is first used.

It loads the wire to Amazon, so a command imports it when it is run, not for its help.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from spmsg import credentials
from spmsg.cli import console
from spmsg.cli.options import Common
from spmsg.config import Settings
from spmsg.delivery.order_details import AvailableActions, OrderDetails
from spmsg.delivery.order_lookup import OrderLookup
from spmsg.delivery.orders.store import OrderStore
from spmsg.errors import ThrottledError, UsageError
from spmsg.marketplaces import HOW_TO_NAME
from spmsg.spapi.http_client import HttpClient
from spmsg.spapi.orders import Orders
from spmsg.spapi.retries import MAX_FAILURE_WAIT
from spmsg.spapi.tokens import TokenSource
from spmsg.spapi.transport import Transport
from spmsg.spapi.uploads import Uploads

if TYPE_CHECKING:
    from spmsg.delivery.ledger import Ledger
    from spmsg.simulator.adapter import SimulatorAdapter


class Runtime:
    """What a command needs, for the profile that its options name; `close` closes what it opened."""

    def __init__(self, options: Common, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._options = options
        self.sleep = sleep
        self._opened = ExitStack()

    @cached_property
    def settings(self) -> Settings:
        """The settings of the profile; raises UsageError."""
        settings = self._options.settings
        credentials.check(settings)  # at every run: cron would fail only once the token has ended
        return settings

    @cached_property
    def tokens(self) -> TokenSource:
        """The access tokens of the profile."""
        return TokenSource(
            self.settings.lwa_url,
            lambda: credentials.find(self.settings),
            self.settings.token_cache,
            credentials.fingerprint(self.settings),
            self._http,
        )

    @cached_property
    def transport(self) -> Transport:
        """The wire to Amazon, which waits for its rates."""
        return self._transport(self.sleep)

    def _transport(self, sleep: Callable[[float], None]) -> Transport:
        settings, pace = self.settings, None
        if settings.endpoint is None:
            credentials.find(settings)  # raises first if there are no credentials either
            hint = f"{HOW_TO_NAME} One that spmsg does not know needs `region` in config.toml."
            raise UsageError("Which marketplace? Without it the region's endpoint is not known.", hint=hint)
        if settings.paced:
            from spmsg.delivery.pace import open_pace  # 10 ms that the demo does not need

            shared = open_pace(
                settings.ledger, settings.state_dir, settings.account, sleep, console.note, console.paced
            )
            pace = self._opened.enter_context(shared)
        return Transport(
            settings.endpoint,
            self.tokens,
            self._http,
            pace=pace,
            sleep=sleep,
            on_throttled=console.throttled,
        )

    @cached_property
    def lookup(self) -> OrderLookup:
        """Where the account's orders are, and what may be sent for each."""
        return OrderLookup(self.settings, self.transport, self.order_store, console.note)

    def overview(self, order: str) -> tuple[OrderDetails, AvailableActions]:
        """Return an order with the buyer's locale, and what may be sent for it, all asked at once."""
        return self.lookup.overview(order, self._transport(_no_waiting))

    @cached_property
    def order_store(self) -> OrderStore:
        """The orders of the account that are kept."""
        return OrderStore(self.settings.state_dir, self.settings.account)

    def orders(self, *, waiting: bool = True) -> Orders:
        """Amazon's Orders API; without `waiting` it raises ThrottledError once the burst is used up."""
        return Orders(self.transport if waiting else self._transport(_no_waiting))

    @cached_property
    def uploads(self) -> Uploads:
        """Amazon's Uploads API."""
        return Uploads(self.transport)

    @cached_property
    def ledger(self) -> "Ledger":
        """The ledger of what was sent; raises LocalStateError where it cannot be opened."""
        from spmsg.delivery.ledger import open_ledger  # 10 ms, and most commands do without it

        settings = self.settings
        ledger = open_ledger(settings.ledger, own_folder=settings.state_dir, sleep=self.sleep)
        return self._opened.enter_context(closing(ledger))

    def close(self) -> None:
        """Close the ledger, the pace and the simulator, as far as they were opened."""
        self._opened.close()

    @cached_property
    def _http(self) -> HttpClient:
        adapter = self._opened.enter_context(simulator(self.settings))
        return HttpClient(self.settings.timeout, adapter, console.trace if self._options.verbose else None)


@contextmanager
def simulator(settings: Settings) -> "Iterator[SimulatorAdapter | None]":
    """Give the simulator inside this process for the profile `demo`; None for one that talks to Amazon."""
    if not settings.simulated:
        yield None
        return
    from spmsg.simulator.adapter import SimulatorAdapter
    from spmsg.simulator.app import Simulator
    from spmsg.simulator.faults import parse_faults
    from spmsg.simulator.state import open_state

    try:
        faults = parse_faults([os.environ.get("SPMSG_SIMULATOR_FAULTS", "")])
    except ValueError as error:
        raise UsageError(f"SPMSG_SIMULATOR_FAULTS: {error}") from None
    with closing(open_state(settings.state_dir)) as state:
        yield SimulatorAdapter(Simulator(state, faults=faults, rates=False))


def _no_waiting(seconds: float) -> None:
    """Sleep before a retry; raise ThrottledError in place of waiting for Amazon's rate."""
    if seconds > MAX_FAILURE_WAIT:
        raise ThrottledError(
            "Amazon gives no more pages of orders just now: after twenty, it is one in three minutes.",
            hint="Run it again later: it goes on from here. --all waits for the rest.",
        )
    time.sleep(seconds)
