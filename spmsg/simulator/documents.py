"""HAL documents of the Messaging and Solicitations APIs, in the shapes that Amazon was seen to answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spmsg.simulator.simulated_order import SimulatedOrder
from spmsg.simulator.templates import Template, is_disabled


@dataclass(frozen=True)
class Place:
    """Where an order's actions live: `/messaging/v1` and `messages`, or their like for solicitations."""

    root: str
    folder: str
    order: str
    marketplace: str

    def link(self, name: str) -> dict[str, object]:
        """The link to post an action to."""
        href = f"{self.root}/orders/{self.order}/{self.folder}/{name}?marketplaceIds={self.marketplace}"
        return {"href": href, "name": name}

    def schema_link(self, name: str) -> dict[str, object]:
        """The link to an action's schema, which Amazon always embeds and never serves."""
        return {"href": f"{self.root}/orders/{self.order}/{self.folder}/{name}/schema", "name": name}

    def self_link(self) -> dict[str, object]:
        """The document's link to itself."""
        return {"href": f"{self.root}/orders/{self.order}?marketplaceIds={self.marketplace}"}


def messaging_actions(
    order: SimulatedOrder, marketplace: str, templates: Iterable[Template]
) -> dict[str, object]:
    """The answer of getMessagingActionsForOrder."""
    place = Place("/messaging/v1", "messages", order.id, marketplace)
    templates = tuple(templates)
    links = [place.link(template.name) for template in templates]
    own: dict[str, object] = place.self_link()
    if "self-list" in order.quirks:  # jlevers/selling-partner-api, issue 544
        own = {"href": [own["href"]]}
    if (
        "links-only" in order.quirks
    ):  # as Amazon's static sandbox: no schemas, and `attributes` among the actions
        href = f"/messaging/v1/orders/{order.id}/attributes?marketplaceIds={marketplace}"
        return {"_links": {"actions": [*links, {"href": href, "name": "attributes"}], "self": own}}
    embedded = [
        _action(
            place,
            template.name,
            template.title,
            # The first one alone: a document where some actions have a schema and one has none.
            None if "schemaless" in order.quirks and template is templates[0] else _schema(order, template),
            wrapped="wrapped" in order.quirks,
        )
        for template in templates
    ]
    return {"_links": {"actions": links, "self": own}, "_embedded": {"actions": embedded}}


def solicitation_actions(order: str, marketplace: str, names: Iterable[str]) -> dict[str, object]:
    """The answer of getSolicitationActionsForOrder."""
    place = Place("/solicitations/v1", "solicitations", order, marketplace)
    names = tuple(names)
    schema = {
        "type": "object",
        "title": "Request a review",
        "description": "Ask your customer for a product review and seller feedback. "
        "You may only send this once per order.",
        "properties": {},
        "required": [],
        "$schema": "http://json-schema.org/draft-04/schema#",
        "x-ui-hidden": False,
    }
    return {
        "_links": {"actions": [place.link(name) for name in names], "self": place.self_link()},
        "_embedded": {
            "actions": [_action(place, name, "Request a review", {**schema, "name": name}) for name in names]
        },
    }


def _schema(order: SimulatedOrder, template: Template) -> dict[str, object]:
    return template.schema(disabled=is_disabled(order, template))


def _action(
    place: Place, name: str, title: str, schema: Mapping[str, object] | None, *, wrapped: bool = False
) -> dict[str, object]:
    document: dict[str, object] = {"_links": {"schema": place.schema_link(name), "self": place.link(name)}}
    if schema is not None:
        own = {"_links": {"self": place.schema_link(name)}}
        document["_embedded"] = {"schema": {**own, "payload": schema} if wrapped else {**own, **schema}}
    if wrapped:  # Amazon's model knows this shape alone
        return {**document, "payload": {"name": name}}
    return {**document, "name": name, "title": title}
