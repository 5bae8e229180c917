"""The actions that an order offers now, found by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from spmsg.delivery.order_details import OrderDetails
from spmsg.errors import UnavailableError
from spmsg.message.action import Action, read_action
from spmsg.spapi.action_list import ActionList, ActionResource
from spmsg.spapi.messaging import SOLICITATION


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
            near = get_close_matches(name, [action.name for action in self.actions], n=1)
            hint = f"Did you mean {near[0]}? It offers {self.names}." if near else f"It offers {self.names}."
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


def _limits(action: ActionResource) -> tuple[object, ...]:
    found = read_action(action.name, "", None, action.schema)
    fields = [replace(field, title=None, description=None) for field in found.fields]
    return found.text, found.attachments, fields
