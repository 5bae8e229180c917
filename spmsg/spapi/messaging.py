"""The Messaging API v1: what may be said to a buyer about an order, and saying it.

Source: models/messaging of github.com/amzn/selling-partner-api-models, and its code recipes.
"""

from collections.abc import Callable, Mapping
from urllib.parse import quote

from spmsg.errors import RedirectedError
from spmsg.spapi import links
from spmsg.spapi.action_list import ActionList, ActionResource, read_actions
from spmsg.spapi.answers import object_of
from spmsg.spapi.operations import GET_ATTRIBUTES, GET_MESSAGING_ACTIONS, create_message
from spmsg.spapi.transport import Transport

__all__ = ["ActionList", "ActionResource", "Messaging", "resource_path"]

_DOCUMENTED = {"sendInvoice": "invoice"}
"""Where an operation's documented path is not the action's own: the link that came says `sendInvoice`, yet
Amazon's recipe uploads for, and posts to, `…/messages/invoice`."""


def resource_path(order: str, action: str) -> str:
    """The Uploads API's `{resource}` for attachments of `action` on `order`, without a leading slash."""
    return f"{_order_path(order)[1:]}/messages/{_DOCUMENTED.get(action, quote(action, safe=''))}"


def _order_path(order: str) -> str:
    return f"/messaging/v1/orders/{quote(order, safe='')}"


class Messaging:
    """Messages to the buyer of an order."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def actions(self, order: str, marketplace: str) -> ActionList:
        """What may be sent for `order` now. Raises UnavailableError where `marketplace` has no such order."""
        answer = self._transport.call(
            GET_MESSAGING_ACTIONS, "GET", _order_path(order), {"marketplaceIds": marketplace}
        )
        return read_actions(
            answer,
            endpoint=self._transport.endpoint,
            order_path=_order_path(order),
            folder="messages",
            marketplace=marketplace,
        )

    def attributes(self, order: str, marketplace: str) -> str | None:
        """The buyer's language of preference, as Amazon writes it ("en-US"); None where it is not told."""
        answer = self._transport.call(
            GET_ATTRIBUTES, "GET", f"{_order_path(order)}/attributes", {"marketplaceIds": marketplace}
        )
        buyer = object_of(answer).get("buyer")
        locale = buyer.get("locale") if isinstance(buyer, Mapping) else None
        return locale.strip() or None if isinstance(locale, str) else None

    def send(
        self,
        order: str,
        marketplace: str,
        action: ActionResource,
        body: Mapping[str, object],
        *,
        promise: Callable[[], None] | None = None,
    ) -> str | None:
        """Send `body` to the buyer, once; gives Amazon's request ID.

        `promise` is called when the request is about to leave; what it raises keeps it from leaving. Raises
        UncertainError where nobody can know whether the buyer got it; after any other error nothing was
        sent. UnavailableError: the action is not offered for this order now.
        """
        path, query = self.target(order, marketplace, action)
        operation = create_message(action.name)
        return self._transport.call(operation, "POST", path, query, body, promise=promise).request_id

    def target(self, order: str, marketplace: str, action: ActionResource) -> tuple[str, Mapping[str, str]]:
        """Path and query that `action` is posted to: those of its link, or the documented path.

        Raises RedirectedError for a link that does not lead to a message of this very order.
        """
        order_path = _order_path(order)
        target = links.follow(
            action.href, endpoint=self._transport.endpoint, order_path=order_path, marketplace=marketplace
        )
        if not target.path.startswith(f"{order_path}/messages/"):
            raise RedirectedError(f"Amazon's link for {action.name} does not lead to a message.")
        if action.name in _DOCUMENTED:
            return f"{order_path}/messages/{_DOCUMENTED[action.name]}", target.query
        return target.path, target.query
