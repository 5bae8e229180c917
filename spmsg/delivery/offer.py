"""What an order offers: the actions that Amazon lists for it, read and remembered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from spmsg.delivery.seen import Seen, SeenAction
from spmsg.errors import UnavailableError
from spmsg.message.action import Action, read_action
from spmsg.spapi.order_actions import OrderActions
from spmsg.spapi.solicitations import SOLICITATION


@dataclass(frozen=True)
class Offer:
    """What may be sent for an order now.

    `raw` is the HAL document as it came; `changed` names the actions whose schema was another when it was
    last seen.
    """

    actions: tuple[Action, ...]
    raw: Mapping[str, object]
    request_id: str | None
    changed: tuple[str, ...] = ()

    def named(self, name: str) -> Action:
        """The action `name`; raises UnavailableError, naming what is offered, where it is not among them."""
        found = next((action for action in self.actions if action.name == name), None)
        if found is not None:
            return found
        raise UnavailableError(
            f"{name} is not available for this order now.",
            hint=self._instead_of(name),
            request_id=self.request_id,
        )

    def _instead_of(self, name: str) -> str:
        from difflib import get_close_matches

        if name == SOLICITATION:
            return "A review can be asked for once per order, from 5 to 30 days after its delivery."
        names = [action.name for action in self.actions]
        near = get_close_matches(name, names, n=1)
        offered = (
            f"It offers {', '.join(names)}." if names else "It offers nothing: the buyer may have opted out."
        )
        return f"Did you mean {near[0]}? {offered}" if near else offered

    def usable(self, name: str) -> Action:
        """The action `name`; raises UnavailableError where it is not offered or is disabled."""
        action = self.named(name)
        if action.disabled:
            raise UnavailableError(
                f"{name} is disabled for this order: {action.disabled_reason or 'Amazon gives no reason'}.",
                request_id=self.request_id,
            )
        return action


def offer(channel: OrderActions, order: str, marketplace: str) -> Offer:
    """Ask Amazon what `order` offers."""
    listed = channel.actions(order, marketplace)
    actions = tuple(read_action(a.name, a.href, a.title, a.schema) for a in listed.actions)
    return Offer(actions, listed.raw, listed.request_id)


def remembered(offered: Offer, order: str, marketplace: str, seen: Seen) -> Offer:
    """`offered`, kept in `seen`, with the names of the actions whose schema was another before."""
    actions = (SeenAction(a.name, a.title, a.schema) for a in offered.actions)
    changed = seen.keep_actions(order, actions, marketplace)
    return replace(offered, changed=tuple(changed))
