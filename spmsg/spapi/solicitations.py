"""The Solicitations API v1: asking a buyer for a review and feedback, in Amazon's own words.

Allowed once per order, from 5 to 30 days after delivery. Source: models/solicitations of
github.com/amzn/selling-partner-api-models.
"""

from urllib.parse import quote

from spmsg.errors import RedirectedError
from spmsg.spapi import links
from spmsg.spapi.action_list import ActionList, ActionResource, read_actions
from spmsg.spapi.operations import CREATE_SOLICITATION, GET_SOLICITATION_ACTIONS
from spmsg.spapi.transport import Transport

SOLICITATION = "productReviewAndSellerFeedback"
"""The one action that this API has."""


def _order_path(order: str) -> str:
    return f"/solicitations/v1/orders/{quote(order, safe='')}"


class Solicitations:
    """Requests for a product review and seller feedback."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def actions(self, order: str, marketplace: str) -> ActionList:
        """What the buyer of `order` may be asked for now.

        Raises PermissionDeniedError where the application lacks the role "Buyer Solicitation".
        """
        answer = self._transport.call(
            GET_SOLICITATION_ACTIONS, "GET", _order_path(order), {"marketplaceIds": marketplace}
        )
        return read_actions(
            answer,
            endpoint=self._transport.endpoint,
            order_path=_order_path(order),
            folder="solicitations",
            marketplace=marketplace,
        )

    def send(self, order: str, marketplace: str, action: ActionResource | None = None) -> str | None:
        """Ask the buyer, once; gives Amazon's request ID. Without `action` the documented path is taken.

        Raises UncertainError where nobody can know whether the buyer was asked; after any other error the
        buyer was not.
        """
        order_path = _order_path(order)
        path, query = f"{order_path}/solicitations/{SOLICITATION}", {"marketplaceIds": marketplace}
        if action is not None:
            target = links.follow(
                action.href, endpoint=self._transport.endpoint, order_path=order_path, marketplace=marketplace
            )
            if not target.path.startswith(f"{order_path}/solicitations/"):
                raise RedirectedError(f"Amazon's link for {action.name} does not lead to a solicitation.")
            path, query = target.path, target.query
        return self._transport.call(CREATE_SOLICITATION, "POST", path, query).request_id
