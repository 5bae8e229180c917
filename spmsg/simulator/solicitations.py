"""The Solicitations API v1: asking for a review, once, within Amazon's window of promised dates.

From 5 days after the earliest promised delivery to 30 days after the latest (developer-docs, "Set up the
Solicitations API"). The words of the refusals: selling-partner-api-models issues 19 and 779.
"""

from werkzeug.wrappers import Response

from spmsg.simulator.actions import REVIEW_REQUEST, solicitations_document
from spmsg.simulator.api import Call, RefusedError, invalid, json_response, one_marketplace
from spmsg.simulator.messaging import order_in
from spmsg.simulator.order import DAY, SimulatedOrder
from spmsg.simulator.state import Message

NOT_AVAILABLE = "The requested solicitation is not available for this amazonOrderId."
OUTSIDE_WINDOW = (
    "You can’t use this feature to request a review outside the 5-30 day range after the order delivery date."
)
ALREADY_REQUESTED = "You have already requested a review for this order."


def get_actions(call: Call, order_id: str) -> Response:
    """Answer getSolicitationActionsForOrder: the one solicitation, or none."""
    order = order_in(order_id, one_marketplace(call.request))
    names = [REVIEW_REQUEST] if _refusal(call, order) is None else []
    return json_response(200, solicitations_document(order, names), "application/hal+json")


def create_review_request(call: Call, order_id: str) -> Response:
    """Answer createProductReviewAndSellerFeedbackSolicitation: 201; it has no body."""
    order = order_in(order_id, one_marketplace(call.request))
    if call.request.get_data().strip() not in (b"", b"{}"):
        raise invalid("This operation has no request body.")
    refusal = _refusal(call, order)
    message = Message(order.id, order.site.id, REVIEW_REQUEST, None, {}, order.locale, call.now)
    if refusal is None and not call.state.add_message(message, once=True):
        refusal = ALREADY_REQUESTED  # another request was faster
    if refusal is not None:
        raise RefusedError(403, "Unauthorized", refusal)
    return json_response(201, {})


def _refusal(call: Call, order: SimulatedOrder) -> str | None:
    window = order.deliver_by(call.now)
    if order.status != "SHIPPED" or window is None or "opted-out" in order.quirks:
        return NOT_AVAILABLE
    if not window[0] + 5 * DAY <= call.now <= window[1] + 30 * DAY:
        return OUTSIDE_WINDOW
    return ALREADY_REQUESTED if call.state.was_sent(order.id, REVIEW_REQUEST) else None
