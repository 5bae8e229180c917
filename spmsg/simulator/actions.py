"""The messages that may be sent (`actions.toml`), for which order, and how they are told.

Shape of the schemas and HAL documents: Amazon's code recipes, the Messaging tutorial, and answers that
developers have posted.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from spmsg.simulator.order import SimulatedOrder

REVIEW_REQUEST = "productReviewAndSellerFeedback"
_DISABLED_REASON = "You have already reached the number of messages that you may send for this order."

_FILES = (
    "You can upload text files, PDFs, Word documents, and these image file types: .jpg, .gif, and .png. "
    "The total size of attachments must be less than 10 MB."
)


@dataclass(frozen=True)
class MessageAction:
    """One message action.

    `text_limit` is in characters, and None if it takes no text; `links` says to what a link may be related.
    `attachments` are the least and the most, `dates` the warranty's. `path` is the last part of its
    documented path, if that is not its name.
    """

    name: str
    title: str
    description: str
    text_limit: int | None = None
    text_title: str = "Your message to the customer"
    links: str = "order completion"
    attachments: Sequence[int] | None = None
    dates: bool = False
    once: bool = False
    hidden: bool = False
    path: str = ""

    @property
    def segment(self) -> str:
        """The last part of the path that a message is posted to, and its attachments uploaded for."""
        return self.path or self.name


def action_schema(action: MessageAction, *, disabled: bool = False) -> dict[str, object]:
    """Return the action's JSON Schema, draft-04 as Amazon writes it: `required` may be empty."""
    properties: dict[str, object] = {}
    required = []
    if action.text_limit is not None:
        required.append("rawMessageBody")
        properties["rawMessageBody"] = {
            "type": "string",
            "title": action.text_title,
            "description": f"{action.text_limit} character limit. Only links related to {action.links} are "
            "allowed, no HTML or email addresses.",
            "x-ui-field-type": "text",
            "minLength": 1,
            "maxLength": action.text_limit,
        }
    for name, which in (("coverageStartDate", "start"), ("coverageEndDate", "end")) if action.dates else ():
        properties[name] = {
            "type": "string",
            "format": "date-time",
            "title": f"Warranty {which} date",
            "description": f"The {which} date of the warranty coverage.",
            "x-ui-field-type": "date",
        }
    if action.attachments is not None:
        least, most = action.attachments
        if least:
            required.append("attachments")
        properties["attachments"] = {
            "type": "array",
            "items": {
                "type": "object",
                "required": [],
                "properties": {"fileName": {"type": "string"}, "id": {"type": "string"}},
            },
            "title": "Add attachment",
            "description": _FILES,
            "x-ui-field-type": "attachments",
            "minItems": least,
            "maxItems": most,
        }
    once = " You may only send this once per order." if action.once else ""
    return {
        "type": "object",
        "name": action.name,
        "title": action.title,
        "description": action.description + once,
        "disabled": disabled,
        "disabledReason": _DISABLED_REASON if disabled else None,
        "properties": properties,
        "required": required,
        "$schema": "http://json-schema.org/draft-04/schema#",
        "x-ui-hidden": action.hidden,
    }


_TABLES = tomllib.loads(files("spmsg.simulator").joinpath("actions.toml").read_text("utf-8"))["action"]
ACTIONS = {table["name"]: MessageAction(**table) for table in _TABLES}
BY_SEGMENT = {action.segment: action for action in ACTIONS.values()}

_TUTORIAL = ("negativeFeedbackRemoval", "confirmOrderDetails", "sendInvoice")
_BY_TRAIT = {
    "UNSHIPPED": {
        "customized": "confirmCustomizationDetails",
        "bulky": "confirmDeliveryDetails",
        "service": "confirmServiceDetails",
        "digital": "digitalAccessKey",
    },
    "PARTIALLY_SHIPPED": {"bulky": "confirmDeliveryDetails"},
    "SHIPPED": {"legal": "legalDisclosure", "warranty": "warranty", "digital": "digitalAccessKey"},
}
_ALWAYS = {
    "UNSHIPPED": ("confirmOrderDetails", "unexpectedProblem", "sendInvoice"),
    "PARTIALLY_SHIPPED": ("unexpectedProblem", "sendInvoice"),
    "SHIPPED": ("updateFeedback", "unexpectedProblem", "sendInvoice"),
}


def offered(order: SimulatedOrder) -> tuple[MessageAction, ...]:
    """Return the actions of an order by its status and what was bought, whether or not they were used."""
    if "opted-out" in order.quirks:
        return ()
    if "tutorial" in order.quirks:
        return tuple(ACTIONS[name] for name in _TUTORIAL)
    names = list(_ALWAYS.get(order.status, ()))
    if order.fulfilled_by == "AMAZON":  # which ships it, and answers for problems with that
        names = [name for name in names if name in ("updateFeedback", "sendInvoice")]
    names += [name for trait, name in _BY_TRAIT.get(order.status, {}).items() if trait in order.traits]
    return tuple(ACTIONS[name] for name in names)


def is_disabled(order: SimulatedOrder, action: MessageAction) -> bool:
    """Return whether an action is listed and yet cannot be used."""
    return "disabled" in order.quirks and action.name == "unexpectedProblem"


# The HAL documents


def messaging_document(order: SimulatedOrder, actions: Sequence[MessageAction]) -> dict[str, object]:
    """Return the answer of getMessagingActionsForOrder."""
    document = _document(_MESSAGES, order, [action.name for action in actions])
    links = document["_links"]
    if "self-list" in order.quirks:  # jlevers/selling-partner-api, issue 544
        links["self"] = {"href": [links["self"]["href"]]}
    if "links-only" in order.quirks:  # as Amazon's static sandbox
        href = f"/messaging/v1/orders/{order.id}/attributes?marketplaceIds={order.site.id}"
        links["actions"].append({"href": href, "name": "attributes"})
        return document
    embedded = []
    for action in actions:
        schema = action_schema(action, disabled=is_disabled(order, action))
        if "tutorial" in order.quirks:
            schema["x-ui-hidden"] = None
        each = _embedded(_MESSAGES, order, action.name, schema)
        if "schemaless" in order.quirks and action is actions[0]:
            del each["_embedded"]
        if "wrapped" in order.quirks:
            each = _wrapped(each)
        embedded.append(each)
    return {**document, "_embedded": {"actions": embedded}}


def solicitations_document(order: SimulatedOrder, names: Sequence[str]) -> dict[str, object]:
    """Return the answer of getSolicitationActionsForOrder."""
    embedded = [_embedded(_SOLICITATIONS, order, name, action_schema(_REVIEW)) for name in names]
    return {**_document(_SOLICITATIONS, order, names), "_embedded": {"actions": embedded}}


_MESSAGES, _SOLICITATIONS = ("/messaging/v1", "messages"), ("/solicitations/v1", "solicitations")
_REVIEW = MessageAction(
    REVIEW_REQUEST,
    "Request a review",
    "Ask your customer for a product review and seller feedback.",
    once=True,
)


def _document(api: tuple[str, str], order: SimulatedOrder, names: Sequence[str]) -> dict[str, Any]:
    own = f"{api[0]}/orders/{order.id}?marketplaceIds={order.site.id}"
    return {"_links": {"actions": [_link(api, order, name) for name in names], "self": {"href": own}}}


def _link(api: tuple[str, str], order: SimulatedOrder, name: str) -> dict[str, object]:
    root, folder = api
    href = f"{root}/orders/{order.id}/{folder}/{name}?marketplaceIds={order.site.id}"
    return {"href": href, "name": name}


def _embedded(
    api: tuple[str, str], order: SimulatedOrder, name: str, schema: Mapping[str, object]
) -> dict[str, Any]:
    root, folder = api
    # Amazon always embeds the schema, and never serves it at its own link.
    schema_link = {"href": f"{root}/orders/{order.id}/{folder}/{name}/schema", "name": name}
    return {
        "_links": {"schema": schema_link, "self": _link(api, order, name)},
        "_embedded": {"schema": {"_links": {"self": schema_link}, **schema}},
        "name": name,
        "title": schema["title"],
    }


def _wrapped(action: dict[str, Any]) -> dict[str, object]:
    """Return an action in the only shape that Amazon's model knows, which wraps names and schemas."""
    schema = dict(action["_embedded"]["schema"])
    embedded = {"schema": {"_links": schema.pop("_links"), "payload": schema}}
    return {"_links": action["_links"], "_embedded": embedded, "payload": {"name": action["name"]}}
