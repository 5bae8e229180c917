"""HAL documents of the Messaging and Solicitations APIs, in the shapes that Amazon was seen to answer."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from spmsg.simulator.actions import REVIEW_REQUEST, MessageAction, action_schema, is_disabled
from spmsg.simulator.order import SimulatedOrder

_MESSAGES, _SOLICITATIONS = ("/messaging/v1", "messages"), ("/solicitations/v1", "solicitations")


def messaging_actions(order: SimulatedOrder, actions: Sequence[MessageAction]) -> dict[str, object]:
    """Return the answer of getMessagingActionsForOrder."""
    document = _document(_MESSAGES, order, [action.name for action in actions])
    links = document["_links"]
    if "self-list" in order.quirks:  # jlevers/selling-partner-api, issue 544
        links["self"] = {"href": [links["self"]["href"]]}
    if "links-only" in order.quirks:  # as Amazon's static sandbox: no schemas, `attributes` among the actions
        href = f"/messaging/v1/orders/{order.id}/attributes?marketplaceIds={order.site.id}"
        links["actions"].append({"href": href, "name": "attributes"})
        return {"_links": links}
    embedded = []
    for action in actions:
        schema: Mapping[str, object] | None = action_schema(action, disabled=is_disabled(order, action))
        if "schemaless" in order.quirks and action is actions[0]:
            schema = None
        embedded.append(
            _embedded(_MESSAGES, order, action.name, action.title, schema, wrapped="wrapped" in order.quirks)
        )
    return {"_links": links, "_embedded": {"actions": embedded}}


def solicitation_actions(order: SimulatedOrder, names: Sequence[str]) -> dict[str, object]:
    """Return the answer of getSolicitationActionsForOrder."""
    schema = {
        "type": "object",
        "name": REVIEW_REQUEST,
        "title": "Request a review",
        "description": "Ask your customer for a product review and seller feedback. "
        "You may only send this once per order.",
        "properties": {},
        "required": [],
        "$schema": "http://json-schema.org/draft-04/schema#",
        "x-ui-hidden": False,
    }
    embedded = [_embedded(_SOLICITATIONS, order, name, "Request a review", schema) for name in names]
    return {**_document(_SOLICITATIONS, order, names), "_embedded": {"actions": embedded}}


def _document(api: tuple[str, str], order: SimulatedOrder, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    own = f"{api[0]}/orders/{order.id}?marketplaceIds={order.site.id}"
    return {"_links": {"actions": [_link(api, order, name) for name in names], "self": {"href": own}}}


def _link(api: tuple[str, str], order: SimulatedOrder, name: str) -> dict[str, object]:
    root, folder = api
    href = f"{root}/orders/{order.id}/{folder}/{name}?marketplaceIds={order.site.id}"
    return {"href": href, "name": name}


def _embedded(
    api: tuple[str, str],
    order: SimulatedOrder,
    name: str,
    title: str,
    schema: Mapping[str, object] | None,
    *,
    wrapped: bool = False,
) -> dict[str, object]:
    root, folder = api
    # Amazon always embeds the schema, and never serves it at its own link.
    schema_link = {"href": f"{root}/orders/{order.id}/{folder}/{name}/schema", "name": name}
    document: dict[str, object] = {"_links": {"schema": schema_link, "self": _link(api, order, name)}}
    if schema is not None:
        own = {"_links": {"self": schema_link}}
        document["_embedded"] = {"schema": {**own, "payload": schema} if wrapped else {**own, **schema}}
    if wrapped:  # the only shape that Amazon's model knows
        return {**document, "payload": {"name": name}}
    return {**document, "name": name, "title": title}
