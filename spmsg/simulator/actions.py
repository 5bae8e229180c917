"""The messages that may be sent (`actions.toml`), for which order, and how they are told.

Shape of the schemas and HAL documents: Amazon's code recipes, the Messaging tutorial, and answers that
developers have posted.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from spmsg.simulator.order import SimulatedOrder

REVIEW_REQUEST = "productReviewAndSellerFeedback"
_DISABLED_REASON = "You have already reached the number of messages that you may send for this order."


@dataclass(frozen=True)
class MessageAction:
    """One message action.

    It is offered to orders of its `statuses`; with a `trait`, if they have it; `merchant_only`, if the seller
    ships them. `tutorial`: the tutorial's order offers it. `segment` is the last part of the path that it is
    posted to, and its attachments uploaded for: its name, unless the documented path differs. `properties`
    are those of its JSON Schema.
    """

    name: str
    title: str
    description: str
    segment: str = ""
    statuses: Sequence[str] = ()
    trait: str = ""
    merchant_only: bool = False
    tutorial: bool = False
    once: bool = False
    hidden: bool = False
    properties: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def _read(table: Mapping[str, Any]) -> MessageAction:
    own = table.get("properties", {})
    properties = {name: {**_DATA["properties"][name], **own[name]} for name in own}
    return MessageAction(**{"segment": table["name"], **table, "properties": properties})


_DATA = tomllib.loads(files("spmsg.simulator").joinpath("actions.toml").read_text("utf-8"))
_REVIEW = _read(_DATA["solicitation"])
ACTIONS = tuple(map(_read, _DATA["action"]))
BY_SEGMENT = {action.segment: action for action in ACTIONS}


def offered(order: SimulatedOrder) -> tuple[MessageAction, ...]:
    """Return the actions of an order by its status and what was bought, whether or not they were used."""
    if "opted-out" in order.quirks:
        return ()
    if "tutorial" in order.quirks:
        return tuple(action for action in ACTIONS if action.tutorial)
    return tuple(
        action
        for action in ACTIONS
        if order.status in action.statuses
        and (not action.trait or action.trait in order.traits)
        and (not action.merchant_only or order.fulfilled_by == "MERCHANT")
    )


def is_disabled(order: SimulatedOrder, action: MessageAction) -> bool:
    """Return whether an action is listed and yet cannot be used."""
    return "disabled" in order.quirks and action.name == "unexpectedProblem"


def action_schema(action: MessageAction, *, disabled: bool = False) -> dict[str, object]:
    """Return the action's JSON Schema, draft-04 as Amazon writes it: `required` may be empty."""
    least = {name: each.get("minLength") or each.get("minItems") for name, each in action.properties.items()}
    once = " You may only send this once per order." if action.once else ""
    return {
        "type": "object",
        "name": action.name,
        "title": action.title,
        "description": action.description + once,
        "disabled": disabled,
        "disabledReason": _DISABLED_REASON if disabled else None,
        "properties": action.properties,
        "required": [name for name in least if least[name]],
        "$schema": "http://json-schema.org/draft-04/schema#",
        "x-ui-hidden": action.hidden,
    }


# The HAL documents


def messaging_document(order: SimulatedOrder, actions: Sequence[MessageAction]) -> dict[str, Any]:
    """Return the answer of getMessagingActionsForOrder."""
    root = f"/messaging/v1/orders/{order.id}"
    schemas = [action_schema(action, disabled=is_disabled(order, action)) for action in actions]
    if "tutorial" in order.quirks:
        schemas = [{**schema, "x-ui-hidden": None} for schema in schemas]
    document = _document(order, root, "messages", schemas)
    links, embedded = document["_links"], document["_embedded"]["actions"]
    if "self-list" in order.quirks:  # jlevers/selling-partner-api, issue 544
        links["self"] = {"href": [links["self"]["href"]]}
    if "links-only" in order.quirks:  # as Amazon's static sandbox
        href = f"{root}/attributes?marketplaceIds={order.site.id}"
        links["actions"].append({"href": href, "name": "attributes"})
        del document["_embedded"]
    if "schemaless" in order.quirks:
        del embedded[0]["_embedded"]
    if "wrapped" in order.quirks:
        embedded[:] = map(_wrapped, embedded)
    return document


def solicitations_document(order: SimulatedOrder, *, possible: bool) -> dict[str, Any]:
    """Return the answer of getSolicitationActionsForOrder."""
    schemas = [action_schema(_REVIEW)] if possible else []
    return _document(order, f"/solicitations/v1/orders/{order.id}", "solicitations", schemas)


def _document(
    order: SimulatedOrder, root: str, folder: str, schemas: Sequence[Mapping[str, object]]
) -> dict[str, Any]:
    query = f"?marketplaceIds={order.site.id}"
    links, embedded = [], []
    for schema in schemas:
        name = schema["name"]
        link = {"href": f"{root}/{folder}/{name}{query}", "name": name}
        # Amazon always embeds the schema, and never serves it at its own link.
        schema_link = {"href": f"{root}/{folder}/{name}/schema", "name": name}
        action = {
            "_links": {"schema": schema_link, "self": link},
            "_embedded": {"schema": {"_links": {"self": schema_link}, **schema}},
            "name": name,
            "title": schema["title"],
        }
        links.append(link)
        embedded.append(action)
    own = {"href": f"{root}{query}"}
    return {"_links": {"actions": links, "self": own}, "_embedded": {"actions": embedded}}


def _wrapped(action: Mapping[str, Any]) -> dict[str, object]:
    """Return an action in the only shape that Amazon's model knows, which wraps names and schemas."""
    schema = dict(action["_embedded"]["schema"])
    embedded = {"schema": {"_links": schema.pop("_links"), "payload": schema}}
    return {"_links": action["_links"], "_embedded": embedded, "payload": {"name": action["name"]}}
