"""The Messaging API v1 and the Solicitations API v1: what may be sent to an order's buyer, and sending it.

Both list an order's actions as HAL; an action is posted to the link that came with the list. Sources:
models/messaging and models/solicitations of github.com/amzn/selling-partner-api-models, code recipes.
"""

from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import quote

from spmsg.errors import RedirectedError
from spmsg.spapi.action_list import ActionList, follow_link, read_actions
from spmsg.spapi.answers import text_at
from spmsg.spapi.operations import (
    CREATE_SOLICITATION,
    GET_ATTRIBUTES,
    GET_MESSAGING_ACTIONS,
    GET_SOLICITATION_ACTIONS,
    Operation,
    create_message,
)
from spmsg.spapi.transport import SendGuard, Transport

SOLICITATION = "productReviewAndSellerFeedback"  # the one action of the Solicitations API
# Its link ends in `sendInvoice`, yet Amazon's recipe uploads for, and posts to, `…/messages/invoice`.
_DOCUMENTED_ENDS = {"sendInvoice": "invoice"}


class OrderActions:
    """Lists an order's actions, and posts a message to its action's link: what both APIs share."""

    ROOT: ClassVar[str]  # the path that an order's resource lies under
    FOLDER: ClassVar[str]  # where in it the actions are posted to
    TAKES_BODY: ClassVar[bool] = True
    LIST: ClassVar[Operation]
    SEND: ClassVar[Operation | None] = None  # for every action; None: each is an operation of its own

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def actions(self, order: str, marketplace: str) -> ActionList:
        """Return what may be sent for `order` now.

        Raises UnavailableError for an order that is not there, PermissionDeniedError if a role is missing.
        """
        path = self.order_path(order)
        answer = self._transport.call(self.LIST, "GET", path, {"marketplaceIds": marketplace})
        return read_actions(
            answer,
            endpoint=self._transport.endpoint,
            order_path=path,
            folder=self.FOLDER,
            marketplace=marketplace,
        )

    def send(
        self,
        order: str,
        marketplace: str,
        action: str,
        href: str,
        body: Mapping[str, object] | None = None,
        *,
        guard: SendGuard | None = None,
    ) -> str | None:
        """Send `body` to the buyer, once, and return Amazon's request ID, None if it told none.

        `action` is its name, `href` its link as it came. `guard` is asked when the request is about to leave.
        Raises UncertainError if nobody can know whether the buyer got it. After any other error nothing was
        sent, as after UnavailableError: the action is not offered for this order now.
        """
        path, query = self.target(order, marketplace, action, href)
        operation = self.SEND or create_message(action)
        content = body if self.TAKES_BODY else None
        return self._transport.call(operation, "POST", path, query, content, guard=guard).request_id

    def target(self, order: str, marketplace: str, action: str, href: str) -> tuple[str, Mapping[str, str]]:
        """Return path and query that `action` is posted to: those of its link, or the documented path.

        Raises RedirectedError for a link that does not lead to an action of this very order.
        """
        order_path = self.order_path(order)
        path, query = follow_link(
            href, endpoint=self._transport.endpoint, order_path=order_path, marketplace=marketplace
        )
        folder = f"{order_path}/{self.FOLDER}/"
        if not path.startswith(folder):
            raise RedirectedError(f"Amazon's link for {action} does not lead to an action of the order.")
        return (folder + _DOCUMENTED_ENDS[action] if action in _DOCUMENTED_ENDS else path), query

    @classmethod
    def order_path(cls, order: str) -> str:
        """Return the path of an order's resource, percent-encoded."""
        return f"{cls.ROOT}/{quote(order, safe='')}"


class Messaging(OrderActions):
    """Messages to the buyer of an order."""

    ROOT = "/messaging/v1/orders"
    FOLDER = "messages"
    LIST = GET_MESSAGING_ACTIONS

    def locale(self, order: str, marketplace: str) -> str | None:
        """Return the buyer's language of preference, as Amazon writes it ("en-US"), or None."""
        path = f"{self.order_path(order)}/attributes"
        answer = self._transport.call(GET_ATTRIBUTES, "GET", path, {"marketplaceIds": marketplace})
        return text_at(answer.document, "buyer", "locale")


class Solicitations(OrderActions):
    """Requests for a product review and seller feedback, in Amazon's own words; posted without a body.

    Once per order, from 5 days after the earliest promised delivery to 30 days after the latest.
    """

    ROOT = "/solicitations/v1/orders"
    FOLDER = "solicitations"
    TAKES_BODY = False
    LIST = GET_SOLICITATION_ACTIONS
    SEND = CREATE_SOLICITATION


def resource_path(order: str, action: str) -> str:
    """Return the Uploads API's `{resource}` for attachments of `action`, without a leading slash."""
    segment = _DOCUMENTED_ENDS.get(action, quote(action, safe=""))
    return f"{Messaging.order_path(order)[1:]}/{Messaging.FOLDER}/{segment}"
