"""The Messaging and Solicitations APIs v1: what may be sent, and the requests that Amazon would take.

A review can be asked for once, from 5 days after the earliest promised delivery to 30 days after the latest
(developer-docs, "Set up the Solicitations API"). The words of its refusals: selling-partner-api-models issues
19 and 779.
"""

import re
from collections.abc import Mapping
from pathlib import PurePath

from werkzeug.wrappers import Response

from spmsg.simulator import actions
from spmsg.simulator.actions import REVIEW_REQUEST, MessageAction
from spmsg.simulator.api import Call, invalid, json_object, json_response, one_marketplace, read_time, refused
from spmsg.simulator.order import DAY, ORDER_ID, SimulatedOrder, find_order
from spmsg.simulator.state import Message, ReceivedAttachment, State

NOT_AVAILABLE = "Invalid amazonOrderId and template combination."
"""403 Unauthorized, in Amazon's misleading words: the action is not there for this order now."""

NOT_SOLICITABLE = "The requested solicitation is not available for this amazonOrderId."
_OUTSIDE_WINDOW = (
    "You can’t use this feature to request a review outside the 5-30 day range after the order delivery date."
)
_ALREADY_REQUESTED = "You have already requested a review for this order."

_TOTAL_SIZE = 10 * 1024 * 1024
"""Bytes of all attachments together must stay below this: "must be less than 10 MB"."""

_DATES = ("coverageStartDate", "coverageEndDate")
_TYPES = (".txt", ".pdf", ".doc", ".docx", ".jpg", ".jpeg", ".gif", ".png")
_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\W\d_]{2,}")


def get_actions(call: Call, order_id: str) -> Response:
    """Answer getMessagingActionsForOrder: what may be sent for an order now."""
    order = order_in(order_id, one_marketplace(call.request))
    document = actions.messaging_document(order, _available(order, call.state))
    return json_response(200, document, "application/hal+json")


def get_attributes(call: Call, order_id: str) -> Response:
    """Answer GetAttributes: the buyer's locale, if it is known."""
    order = order_in(order_id, one_marketplace(call.request))
    return json_response(200, {"buyer": {} if order.locale is None else {"locale": order.locale}})


def create_message(call: Call, order_id: str, action: MessageAction) -> Response:
    """Send a message: 201, and it is in the buyer's inbox."""
    order = order_in(order_id, one_marketplace(call.request))
    if action not in _available(order, call.state) or actions.is_disabled(order, action):
        raise refused(403, "Unauthorized", NOT_AVAILABLE)
    # The two feedback requests take no body; an empty object is as good as none.
    body = {} if not action.properties and not call.request.get_data() else json_object(call.request)
    _check_properties(body, action)
    # By whom and for what an attachment must have been uploaded.
    owner = (call.account, order.site.id, f"messaging/v1/orders/{order_id}/messages/{action.segment}")
    attachments = _attachments(body, action, owner, call.state)
    content = (_text(body, action), _dates(body), attachments)
    message = Message(order.id, order.site.id, action.name, call.now, order.locale, *content)
    if not call.state.add_message(message, once=action.once):
        raise refused(403, "Unauthorized", NOT_AVAILABLE)  # another request was faster
    return json_response(201, {"errors": []} if action.name == "sendInvoice" else {})


def get_solicitation_actions(call: Call, order_id: str) -> Response:
    """Answer getSolicitationActionsForOrder: the one solicitation, or none."""
    order = order_in(order_id, one_marketplace(call.request))
    document = actions.solicitations_document(order, possible=_solicitation_refusal(call, order) is None)
    return json_response(200, document, "application/hal+json")


def create_review_request(call: Call, order_id: str) -> Response:
    """Answer createProductReviewAndSellerFeedbackSolicitation: 201; it has no body."""
    order = order_in(order_id, one_marketplace(call.request))
    if call.request.get_data().strip() not in (b"", b"{}"):
        raise invalid("This operation has no request body.")
    refusal = _solicitation_refusal(call, order)
    message = Message(order.id, order.site.id, REVIEW_REQUEST, call.now, order.locale)
    if refusal is None and not call.state.add_message(message, once=True):
        refusal = _ALREADY_REQUESTED  # another request was faster
    if refusal is not None:
        raise refused(403, "Unauthorized", refusal)
    return json_response(201, {})


def _solicitation_refusal(call: Call, order: SimulatedOrder) -> str | None:
    window = order.deliver_by(call.now)
    if order.status != "SHIPPED" or window is None or "opted-out" in order.quirks:
        return NOT_SOLICITABLE
    if not window[0] + 5 * DAY <= call.now <= window[1] + 30 * DAY:
        return _OUTSIDE_WINDOW
    return _ALREADY_REQUESTED if call.state.was_sent(order.id, REVIEW_REQUEST) else None


def order_in(order_id: str, marketplace: str) -> SimulatedOrder:
    """Return the order; raises 400 for what is no order ID, 404 if this marketplace has no such order."""
    if not ORDER_ID.fullmatch(order_id):
        raise invalid("Missing or invalid request parameter: amazonOrderId")
    order = find_order(order_id, marketplace)
    if order is None:
        raise refused(404, "NotFound", f"There is no order {order_id} in marketplace {marketplace}.")
    return order


def _available(order: SimulatedOrder, state: State) -> list[MessageAction]:
    offered = actions.offered(order)
    return [each for each in offered if not (each.once and state.was_sent(order.id, each.name))]


# The request's body


def _check_properties(body: Mapping[str, object], action: MessageAction) -> None:
    known = ["text" if name == "rawMessageBody" else name for name in action.properties]
    for name in body:
        if name not in known:
            raise invalid(f"Unknown property for {action.name}: {name}")


def _text(body: Mapping[str, object], action: MessageAction) -> str | None:
    if "rawMessageBody" not in action.properties:
        return None
    text, limit = body.get("text"), action.properties["rawMessageBody"]["maxLength"]
    if not isinstance(text, str) or not text:
        raise invalid("Missing or invalid request parameter: text")
    if len(text) > limit:
        raise invalid(f"The text must not exceed {limit} characters.")
    if _HTML.search(text):
        raise invalid("The text must not contain HTML.")
    if _EMAIL.search(text):
        raise invalid("The text must not contain email addresses.")
    return text


def _dates(body: Mapping[str, object]) -> dict[str, str]:
    dates = {name: body[name] for name in _DATES if name in body}
    try:
        times = [read_time(value) for value in dates.values()]
    except ValueError:
        raise invalid(f"Missing or invalid request parameter: {', '.join(dates)}") from None
    if times != sorted(times):
        raise invalid("coverageEndDate must not be before coverageStartDate.")
    return {name: str(value) for name, value in dates.items()}


def _attachments(
    body: Mapping[str, object], action: MessageAction, owner: tuple[str, ...], state: State
) -> tuple[ReceivedAttachment, ...]:
    limits = action.properties.get("attachments", {"minItems": 0, "maxItems": 0})
    least, most = limits["minItems"], limits["maxItems"]
    attachments = body.get("attachments", [])
    if not isinstance(attachments, list) or not least <= len(attachments) <= most:
        raise invalid("Missing or invalid request parameter: attachments", f"{least} to {most} are allowed.")
    found = tuple(_attachment(attachment, owner, state) for attachment in attachments)
    if sum(attachment.bytes for attachment in found) >= _TOTAL_SIZE:
        raise invalid("The total size of attachments must be less than 10 MB.")
    return found


def _attachment(attachment: object, owner: tuple[str, ...], state: State) -> ReceivedAttachment:
    if not isinstance(attachment, dict) or set(attachment) != {"fileName", "uploadDestinationId"}:
        raise invalid("An attachment has a fileName and an uploadDestinationId, and nothing else.")
    name, destination_id = attachment["fileName"], attachment["uploadDestinationId"]
    if not isinstance(name, str) or not name or not isinstance(destination_id, str):
        raise invalid("Missing or invalid request parameter: attachments")
    if PurePath(name).suffix.lower() not in _TYPES:
        raise invalid(f"Attachment {name} has an unsupported file type.")
    made = state.destination(destination_id)
    if made is None or made.content is None or (made.account, made.marketplace, made.resource) != owner:
        raise invalid(f"Attachment with ID {destination_id} does not exist")
    return ReceivedAttachment(name, len(made.content), made.content_type, destination_id)
