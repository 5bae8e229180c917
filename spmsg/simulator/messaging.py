"""The Messaging API v1."""

import json

from werkzeug.wrappers import Response

from spmsg.simulator.answers import Call, RefusedError, answer, invalid, json_object, one_marketplace
from spmsg.simulator.catalogue import ORDER_ID, find_order
from spmsg.simulator.documents import messaging_actions
from spmsg.simulator.drafts import Sender, accept
from spmsg.simulator.simulated_order import SimulatedOrder
from spmsg.simulator.state import State
from spmsg.simulator.templates import BY_SEGMENT, Template, is_disabled, offered


def get_actions(call: Call, order_id: str) -> Response:
    """getMessagingActionsForOrder: what may be sent for an order now."""
    marketplace = one_marketplace(call.request)
    order = order_in(order_id, marketplace)
    document = messaging_actions(order, marketplace, _available(order, call.state))
    return answer(200, document, "application/hal+json")


def get_attributes(call: Call, order_id: str) -> Response:
    """GetAttributes: the buyer's locale, where it is known."""
    order = order_in(order_id, one_marketplace(call.request))
    return answer(200, {"buyer": {} if order.locale is None else {"locale": order.locale}})


def create_message(call: Call, order_id: str, segment: str) -> Response:
    """Sends a message: 201, and it is in the buyer's inbox."""
    template = BY_SEGMENT[segment]
    marketplace = one_marketplace(call.request)
    order = order_in(order_id, marketplace)
    if template not in _available(order, call.state) or is_disabled(order, template):
        raise unavailable()
    # The two feedback requests take no body; an empty object is as good as none.
    silent = template.text_limit is None and template.attachments is None
    body = {} if silent and not call.request.get_data() else json_object(call.request)
    resource = f"messaging/v1/orders/{order_id}/messages/{segment}"
    accepted = accept(body, template, Sender(call.account.id, marketplace, resource), call.state)
    message = {
        "order_id": order.id,
        "marketplace": marketplace,
        "action": template.name,
        "text": accepted.text,
        "fields": json.dumps(accepted.fields),
        "locale": order.locale,
        "at": call.now,
    }
    if not call.state.add_message(message, accepted.attachments, once=template.once):
        raise unavailable()  # another request was faster
    return answer(201, {"errors": []} if segment == "invoice" else {})


def order_in(order_id: str, marketplace: str) -> SimulatedOrder:
    """The order; 400 for what is no order ID, 404 where this marketplace has no such order."""
    if not ORDER_ID.fullmatch(order_id):
        raise invalid("Missing or invalid request parameter: amazonOrderId")
    order = find_order(order_id, marketplace)
    if order is None:
        raise RefusedError(404, "NotFound", f"There is no order {order_id} in marketplace {marketplace}.")
    return order


def unavailable() -> RefusedError:
    """403 for an action that is not there now, in Amazon's misleading words."""
    return RefusedError(403, "Unauthorized", "Invalid amazonOrderId and template combination.")


def _available(order: SimulatedOrder, state: State) -> tuple[Template, ...]:
    return tuple(t for t in offered(order) if not (t.once and state.was_sent(order.id, t.name)))
