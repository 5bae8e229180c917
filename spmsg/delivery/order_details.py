"""What Amazon knows of an order, asked when something needs it, and then once; and what the order offers."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from spmsg.errors import SpmsgError, UnavailableError, did_you_mean
from spmsg.message.action import Action, read_action
from spmsg.spapi.action_list import ActionList, ActionResource
from spmsg.spapi.messaging import SOLICITATION
from spmsg.spapi.orders import Order, moment, review_window


class Source(Protocol):
    """Where the details come from; may raise SpmsgError. `kept_order` does not ask Amazon."""

    def locale(self, order: str, marketplace: str) -> str | None: ...

    def order(self, order: str) -> Order: ...

    def kept_order(self, order: str) -> Order | None: ...


class OrderDetails:
    """An order and its buyer's locale; each may raise SpmsgError when it is first read.

    Not `cached_property`: before Python 3.12 that has one lock for all instances, so that the workers of a
    batch would ask for one order after the other.
    """

    def __init__(
        self, order: str, marketplace: str, source: Source, *, known_locale: str | None = None
    ) -> None:
        self.id = order
        self.marketplace = marketplace
        self._source = source
        self._order: Order | None = None
        self._locale_is_known = known_locale is not None
        self.known_locale = known_locale
        """The buyer's locale if something has asked for it, else None."""

    @property
    def locale(self) -> str | None:
        """The buyer's language of preference, as Amazon writes it ("de-DE"); None if Amazon tells none."""
        if not self._locale_is_known:
            self.known_locale = self._source.locale(self.id, self.marketplace)
            self._locale_is_known = True
        return self.known_locale

    @property
    def order(self) -> Order:
        """The order: what was bought, when, for how much."""
        if self._order is None:
            self._order = self.known_order or self._source.order(self.id)
        return self._order

    @property
    def known_order(self) -> Order | None:
        """The order if it is known without asking Amazon, else None."""
        if self._order is None:
            self._order = self._source.kept_order(self.id)
        return self._order

    @property
    def purchased_at(self) -> datetime | None:
        """When the order was placed, None if that is not known without asking Amazon."""
        order = self.known_order
        return moment(order.purchased_at) if order is not None else None

    def explain(self, error: UnavailableError, action: str, *, ask: bool) -> UnavailableError:
        """Give `error` its cause if the order shows it: not shipped, cancelled, too early or too late.

        Amazon tells none of these. The order is the one that is kept, unless Amazon may be asked (`ask`).
        """
        order = None
        if error.code in ("not-offered", "outside-window"):
            with suppress(SpmsgError):
                order = self.order if ask and action == SOLICITATION else self.known_order
        if order is not None:
            error.code = "not-offered"
            cause = _cause(order, action, datetime.now(UTC))
            if cause is not None:
                error.code, error.message, error.hint = cause
            elif action == SOLICITATION and (window := review_window(order)) is not None:
                error.due = True
                why = "it was asked for before, the buyer opted out, or it is offered again soon"
                error.hint = f"It is due until {_day(window[1])}: {why}."
        return error


@dataclass(frozen=True)
class AvailableActions:
    """What may be sent for an order now. `raw` is the HAL document as it came."""

    actions: tuple[Action, ...]
    raw: Mapping[str, object]
    request_id: str | None

    @property
    def names(self) -> str:
        """The names of the actions, separated by commas; "nothing" if there are none."""
        return ", ".join(action.name for action in self.actions) or "nothing"

    def named(self, name: str) -> Action:
        """Return the action `name`; raise UnavailableError, which names what is offered, if there is none."""
        for action in self.actions:
            if action.name == name:
                return action
        if name == SOLICITATION:
            hint = "A review can be asked for once per order, from 5 to 30 days after its promised delivery."
        elif not self.actions:
            hint = "It offers nothing: the buyer may have opted out."
        else:
            meant = did_you_mean(name, (action.name for action in self.actions))
            hint = f"{meant}It offers {self.names}."
        message = f"{name} is not available for this order now."
        raise UnavailableError(message, hint=hint, request_id=self.request_id, code="not-offered")

    def usable(self, name: str, details: OrderDetails) -> Action:
        """Return the action `name`; raise UnavailableError, with its cause, if it may not be sent."""
        try:
            action = self.named(name)
        except UnavailableError as error:
            raise details.explain(error, name, ask=True) from None
        if action.disabled:
            reason = (action.disabled_reason or "Amazon gives no reason").rstrip(".")
            message = f"{name} is disabled for this order: {reason}."
            raise UnavailableError(message, request_id=self.request_id, code="disabled")
        return action


def read_available(listed: ActionList) -> AvailableActions:
    """Return the actions that Amazon listed, read for what each takes."""
    actions = (read_action(each.name, each.href, each.title, each.schema) for each in listed.actions)
    return AvailableActions(tuple(actions), listed.raw, listed.request_id)


def changed_limits(before: Iterable[ActionResource], now: Iterable[ActionResource]) -> list[str]:
    """Return the names of the actions that take other messages now; other words are no change."""
    limits = {each.name: _limits(each) for each in before}
    return [a.name for a in now if a.schema and a.name in limits and _limits(a) != limits[a.name]]


def _cause(order: Order, action: str, now: datetime) -> tuple[str, str, str | None] | None:
    """Return why an order does not take `action`, as code, message and hint; None if it does not show it."""
    if order.status == "CANCELLED":
        return "cancelled", "The order is cancelled.", None
    if action != SOLICITATION:
        return None
    if order.status not in ("SHIPPED", ""):
        return "not-shipped", "A review can be asked for once the whole order is shipped.", None
    window = review_window(order)
    if window is not None and now < window[0]:
        message = f"A review can be asked for from {_day(window[0])} on."
        return "too-early", message, "Run it again from then on."
    if window is not None and now > window[1]:
        return "too-late", f"A review could be asked for until {_day(window[1])}.", None
    return None


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _limits(action: ActionResource) -> tuple[object, ...]:
    found = read_action(action.name, "", None, action.schema)
    fields = [replace(field, title=None, description=None) for field in found.fields]
    return found.text, found.attachments, fields
