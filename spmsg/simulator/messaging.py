"""The Messaging API v1."""

from werkzeug.wrappers import Response

from spmsg.simulator.actions import BY_SEGMENT, MessageAction, is_disabled, offered
from spmsg.simulator.catalogue import ORDER_ID, find_order
from spmsg.simulator.hal import messaging_actions
from spmsg.simulator.order import SimulatedOrder
from spmsg.simulator.request_validation import Sender, accept
from spmsg.simulator.responses import (
    Call,
    RefusedError,
    invalid,
    json_object,
    json_response,
    one_marketplace,
)
from spmsg.simulator.state import Message, State

NOT_AVAILABLE = "Invalid amazonOrderId and template combination."
"""403 Unauthorized, in Amazon's misleading words: the action is not there for this order now."""


def get_actions(call: Call, order_id: str) -> Response:
    """Answer getMessagingActionsForOrder: what may be sent for an order now."""
    order = order_in(order_id, one_marketplace(call.request))
    document = messaging_actions(order, _available(order, call.state))
    return json_response(200, document, "application/hal+json")


def get_attributes(call: Call, order_id: str) -> Response:
    """Answer GetAttributes: the buyer's locale, if it is known."""
    order = order_in(order_id, one_marketplace(call.request))
    return json_response(200, {"buyer": {} if order.locale is None else {"locale": order.locale}})


def create_message(call: Call, order_id: str, segment: str) -> Response:
    """Send a message: 201, and it is in the buyer's inbox."""
    action = BY_SEGMENT[segment]
    order = order_in(order_id, one_marketplace(call.request))
    if action not in _available(order, call.state) or is_disabled(order, action):
        raise RefusedError(403, "Unauthorized", NOT_AVAILABLE)
    # The two feedback requests take no body; an empty object is as good as none.
    takes_nothing = action.text_limit is None and action.attachments is None
    body = {} if takes_nothing and not call.request.get_data() else json_object(call.request)
    resource = f"messaging/v1/orders/{order_id}/messages/{segment}"
    accepted = accept(body, action, Sender(call.account.id, order.site.id, resource), call.state)
    message = Message(
        *(order.id, order.site.id, action.name, accepted.text, accepted.fields, order.locale, call.now),
        attachments=accepted.attachments,
    )
    if not call.state.add_message(message, once=action.once):
        raise RefusedError(403, "Unauthorized", NOT_AVAILABLE)  # another request was faster
    return json_response(201, {"errors": []} if segment == "invoice" else {})


def order_in(order_id: str, marketplace: str) -> SimulatedOrder:
    """Return the order; raises 400 for what is no order ID, 404 if this marketplace has no such order."""
    if not ORDER_ID.fullmatch(order_id):
        raise invalid("Missing or invalid request parameter: amazonOrderId")
    order = find_order(order_id, marketplace)
    if order is None:
        raise RefusedError(404, "NotFound", f"There is no order {order_id} in marketplace {marketplace}.")
    return order


def _available(order: SimulatedOrder, state: State) -> tuple[MessageAction, ...]:
    return tuple(each for each in offered(order) if not (each.once and state.was_sent(order.id, each.name)))
