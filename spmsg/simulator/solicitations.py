"""The Solicitations API v1: asking for a review, once, from 5 to 30 days after delivery.

The words of the refusals: selling-partner-api-models issue 19, selling-partner-api-docs issue 121.
"""

from werkzeug.wrappers import Response

from spmsg.simulator.answers import Call, RefusedError, answer, invalid, one_marketplace
from spmsg.simulator.documents import solicitation_actions
from spmsg.simulator.messaging import order_in
from spmsg.simulator.simulated_order import DAY, SimulatedOrder

REVIEW_REQUEST = "productReviewAndSellerFeedback"

_FIRST_DAY, _LAST_DAY = 5, 30


def get_actions(call: Call, order_id: str) -> Response:
    """getSolicitationActionsForOrder: the one solicitation, or none."""
    marketplace = one_marketplace(call.request)
    order = order_in(order_id, marketplace)
    possible = _in_time(order, call.now) and not call.state.was_sent(order.id, REVIEW_REQUEST)
    document = solicitation_actions(order.id, marketplace, [REVIEW_REQUEST] if possible else [])
    return answer(200, document, "application/hal+json")


def create_review_request(call: Call, order_id: str) -> Response:
    """createProductReviewAndSellerFeedbackSolicitation: 201; it has no body."""
    marketplace = one_marketplace(call.request)
    order = order_in(order_id, marketplace)
    if call.request.get_data().strip() not in (b"", b"{}"):
        raise invalid("This operation has no request body.")
    if not _in_time(order, call.now):
        raise RefusedError(
            403,
            "Unauthorized",
            "You can’t use this feature to request a review outside the 5-30 day range after the order "
            "delivery date.",
        )
    message = {
        "order_id": order.id,
        "marketplace": marketplace,
        "action": REVIEW_REQUEST,
        "text": None,
        "fields": "{}",
        "locale": order.locale,
        "at": call.now,
    }
    if not call.state.add_message(message, (), once=True):
        raise RefusedError(
            403, "Unauthorized", "The requested solicitation is not available for this amazonOrderId."
        )
    return answer(201, {})


def _in_time(order: SimulatedOrder, now: float) -> bool:
    delivered = order.delivered_at(now)
    if delivered is None or "opted-out" in order.quirks:
        return False
    return _FIRST_DAY * DAY <= now - delivered <= _LAST_DAY * DAY
