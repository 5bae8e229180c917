"""The Messaging API v1: what may be said to a buyer about an order, and saying it.

Source: models/messaging of github.com/amzn/selling-partner-api-models, and its code recipes.
"""

from collections.abc import Mapping
from urllib.parse import quote

from spmsg.spapi.action_list import ActionList, ActionResource
from spmsg.spapi.answers import object_of
from spmsg.spapi.operations import GET_ATTRIBUTES, GET_MESSAGING_ACTIONS, Operation, create_message
from spmsg.spapi.order_actions import OrderActions

__all__ = ["ActionList", "ActionResource", "Messaging", "resource_path"]

_DOCUMENTED = {"sendInvoice": "invoice"}
"""Where an operation's documented path is not the action's own: the link that came says `sendInvoice`, yet
Amazon's recipe uploads for, and posts to, `…/messages/invoice`."""


class Messaging(OrderActions):
    """Messages to the buyer of an order."""

    ROOT = "/messaging/v1/orders"
    FOLDER = "messages"
    LIST = GET_MESSAGING_ACTIONS

    def attributes(self, order: str, marketplace: str) -> str | None:
        """The buyer's language of preference, as Amazon writes it ("en-US"); None where it is not told."""
        path = f"{self.order_path(order)}/attributes"
        answer = self._transport.call(GET_ATTRIBUTES, "GET", path, {"marketplaceIds": marketplace})
        buyer = object_of(answer).get("buyer")
        locale = buyer.get("locale") if isinstance(buyer, Mapping) else None
        return locale.strip() or None if isinstance(locale, str) else None

    @classmethod
    def documented_segment(cls, action: str) -> str | None:
        return _DOCUMENTED.get(action)

    def operation(self, action: str) -> Operation:
        return create_message(action)


def resource_path(order: str, action: str) -> str:
    """The Uploads API's `{resource}` for attachments of `action` on `order`, without a leading slash."""
    segment = _DOCUMENTED.get(action, quote(action, safe=""))
    return f"{Messaging.order_path(order)[1:]}/{Messaging.FOLDER}/{segment}"
