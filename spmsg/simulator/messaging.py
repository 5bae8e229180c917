"""The Messaging and Solicitations APIs v1: what may be sent, and the requests that Amazon would take.

A review can be asked for once, from 5 days after the earliest promised delivery to 30 days after the latest
(developer-docs, "Set up the Solicitations API"). The words of its refusals: selling-partner-api-models issues
19 and 779.
"""

import re
from collections.abc import Mapping
from pathlib import PurePath

from werkzeug.wrappers import Response

from spmsg.simulator.actions import (
    BY_SEGMENT,
    REVIEW_REQUEST,
    MessageAction,
    is_disabled,
    messaging_document,
    offered,
    solicitations_document,
)
from spmsg.simulator.api import (
    Call,
    RefusedError,
    invalid,
    json_object,
    json_response,
    one_marketplace,
    read_time,
)
from spmsg.simulator.order import DAY, ORDER_ID, SimulatedOrder, find_order
from spmsg.simulator.state import Message, ReceivedAttachment, State

NOT_AVAILABLE = "Invalid amazonOrderId and template combination."
"""403 Unauthorized, in Amazon's misleading words: the action is not there for this order now."""

_TOTAL_SIZE = 10 * 1024 * 1024
"""Bytes of all attachments together must stay below this: "must be less than 10 MB"."""

_TYPES = (".txt", ".pdf", ".doc", ".docx", ".jpg", ".jpeg", ".gif", ".png")

_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\W\d_]{2,}")
NOT_SOLICITABLE = "The requested solicitation is not available for this amazonOrderId."
OUTSIDE_WINDOW = (
    "You can’t use this feature to request a review outside the 5-30 day range after the order delivery date."
)
ALREADY_REQUESTED = "You have already requested a review for this order."


def get_actions(call: Call, order_id: str) -> Response:
    """Answer getMessagingActionsForOrder: what may be sent for an order now."""
    order = order_in(order_id, one_marketplace(call.request))
    document = messaging_document(order, _available(order, call.state))
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
    _check_properties(body, action)
    owner = (call.account, order.site.id, f"messaging/v1/orders/{order_id}/messages/{segment}")
    attachments = _attachments(body, action, owner, call.state)
    text, dates, site = _text(body, action), _dates(body), order.site.id
    message = Message(order.id, site, action.name, text, dates, order.locale, call.now, attachments)
    if not call.state.add_message(message, once=action.once):
        raise RefusedError(403, "Unauthorized", NOT_AVAILABLE)  # another request was faster
    return json_response(201, {"errors": []} if segment == "invoice" else {})


def get_solicitation_actions(call: Call, order_id: str) -> Response:
    """Answer getSolicitationActionsForOrder: the one solicitation, or none."""
    order = order_in(order_id, one_marketplace(call.request))
    names = [REVIEW_REQUEST] if _solicitation_refusal(call, order) is None else []
    return json_response(200, solicitations_document(order, names), "application/hal+json")


def create_review_request(call: Call, order_id: str) -> Response:
    """Answer createProductReviewAndSellerFeedbackSolicitation: 201; it has no body."""
    order = order_in(order_id, one_marketplace(call.request))
    if call.request.get_data().strip() not in (b"", b"{}"):
        raise invalid("This operation has no request body.")
    refusal = _solicitation_refusal(call, order)
    message = Message(order.id, order.site.id, REVIEW_REQUEST, None, {}, order.locale, call.now)
    if refusal is None and not call.state.add_message(message, once=True):
        refusal = ALREADY_REQUESTED  # another request was faster
    if refusal is not None:
        raise RefusedError(403, "Unauthorized", refusal)
    return json_response(201, {})


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


# The request's body


_Owner = tuple[str, str, str]
"""An attachment's account, marketplace and resource: it must have been uploaded by and for the same."""


def _check_properties(body: Mapping[str, object], action: MessageAction) -> None:
    known = {
        "text": action.text_limit is not None,
        "attachments": action.attachments is not None,
        "coverageStartDate": action.dates,
        "coverageEndDate": action.dates,
    }
    for name in body:
        if not known.get(name, False):
            raise invalid(f"Unknown property for {action.name}: {name}")


def _text(body: Mapping[str, object], action: MessageAction) -> str | None:
    if action.text_limit is None:
        return None
    text = body.get("text")
    if not isinstance(text, str) or not text:
        raise invalid("Missing or invalid request parameter: text")
    if len(text) > action.text_limit:
        raise invalid(f"The text must not exceed {action.text_limit} characters.")
    if _HTML.search(text):
        raise invalid("The text must not contain HTML.")
    if _EMAIL.search(text):
        raise invalid("The text must not contain email addresses.")
    return text


def _dates(body: Mapping[str, object]) -> dict[str, str]:
    names = [name for name in ("coverageStartDate", "coverageEndDate") if name in body]
    dates = []
    for name in names:
        try:
            dates.append(read_time(body[name]))
        except ValueError:
            raise invalid(f"Missing or invalid request parameter: {name}") from None
    if dates != sorted(dates):
        raise invalid("coverageEndDate must not be before coverageStartDate.")
    return {name: str(body[name]) for name in names}


def _attachments(
    body: Mapping[str, object], action: MessageAction, owner: _Owner, state: State
) -> tuple[ReceivedAttachment, ...]:
    least, most = action.attachments or (0, 0)
    attachments = body.get("attachments", [])
    if not isinstance(attachments, list) or not least <= len(attachments) <= most:
        raise invalid("Missing or invalid request parameter: attachments", f"{least} to {most} are allowed.")
    found = tuple(_attachment(attachment, owner, state) for attachment in attachments)
    if sum(attachment.size for attachment in found) >= _TOTAL_SIZE:
        raise invalid("The total size of attachments must be less than 10 MB.")
    return found


def _attachment(attachment: object, owner: _Owner, state: State) -> ReceivedAttachment:
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
    return ReceivedAttachment(name, destination_id, made.content, made.content_type)


def _solicitation_refusal(call: Call, order: SimulatedOrder) -> str | None:
    window = order.deliver_by(call.now)
    if order.status != "SHIPPED" or window is None or "opted-out" in order.quirks:
        return NOT_SOLICITABLE
    if not window[0] + 5 * DAY <= call.now <= window[1] + 30 * DAY:
        return OUTSIDE_WINDOW
    return ALREADY_REQUESTED if call.state.was_sent(order.id, REVIEW_REQUEST) else None
