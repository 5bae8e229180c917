"""The actions that an order offers, read from the HAL document of Messaging or Solicitations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from spmsg.errors import UnreadableAnswerError
from spmsg.spapi import hal, links
from spmsg.spapi.answers import Answer, object_of


@dataclass(frozen=True)
class ActionResource:
    """An action of an order: what it is called, where it is sent, and what it takes.

    `href` is as it came, checked to stay at the endpoint, the order and the marketplace asked for.
    `schema` is its JSON Schema (draft-04 with Amazon's additions), or None if none came.
    """

    name: str
    title: str | None
    href: str
    schema: Mapping[str, object] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class ActionList:
    """What may be sent for an order now, in Amazon's order; `raw` is the document as it came."""

    actions: tuple[ActionResource, ...]
    raw: Mapping[str, object] = field(repr=False)
    request_id: str | None = None

    def find(self, name: str) -> ActionResource | None:
        """Return the action called `name`, or None."""
        return next((action for action in self.actions if action.name == name), None)


def read_actions(
    answer: Answer, *, endpoint: str, order_path: str, folder: str, marketplace: str
) -> ActionList:
    """Return the actions in the `answer` to a GET of `order_path`; they are posted to its `folder`.

    Links to other resources of the order (the static sandbox lists `attributes`) are left out. Raises
    UnreadableAnswerError for a document that is none, RedirectedError for a link that leads elsewhere.
    """
    document = object_of(answer)
    root = hal.read(document)
    if not isinstance(document.get("_links"), Mapping) and not isinstance(document.get("_embedded"), Mapping):
        raise _unusable("has neither links nor embedded resources", answer)
    offered = root.links.get("actions", ())
    embedded = root.embedded.get("actions", ())
    for member, readable in (("_links", offered), ("_embedded", embedded)):
        if not readable and _holds_something(document, member):
            raise _unusable(f"has {member}.actions that cannot be read", answer)

    described: dict[str, hal.Resource] = {}
    for resource in embedded:
        link = resource.link("self")
        described.setdefault(_name_of(resource) or (_segment(link.href) if link else ""), resource)
    own = [
        hal.Link(link.href, name)
        for name, resource in described.items()
        if (link := resource.link("self")) is not None and name
    ]
    actions: dict[str, ActionResource] = {}
    for link in (*offered, *own):
        target = links.follow(link.href, endpoint=endpoint, order_path=order_path, marketplace=marketplace)
        prefix = f"{order_path}/{folder}/"
        segment = target.path.removeprefix(prefix)
        if not target.path.startswith(prefix) or not segment or "/" in segment:
            continue
        name = link.name or segment
        found = described.get(name) or described.get(segment)
        schema = _schema(found) if found is not None else None
        title = (found.text("title") if found is not None else None) or _text(schema, "title")
        actions.setdefault(name, ActionResource(name, title, link.href, schema))
    return ActionList(tuple(actions.values()), document, answer.request_id)


def _unusable(why: str, answer: Answer) -> UnreadableAnswerError:
    return UnreadableAnswerError(
        f"Amazon's list of actions {why}.",
        hint="`spmsg actions ORDER --raw` shows the document. Try again later.",
        request_id=answer.request_id,
    )


def _holds_something(document: Mapping[str, object], member: str) -> bool:
    relations = document.get(member)
    value = relations.get("actions") if isinstance(relations, Mapping) else None
    if isinstance(value, list):
        return any(entry is not None for entry in value)
    return value is not None


def _name_of(resource: hal.Resource) -> str | None:
    """An embedded action's name: its own, its payload's (as in the model), or that of the link to itself."""
    payload = resource.properties.get("payload")
    link = resource.link("self")
    return resource.text("name") or _text(payload, "name") or (link.name if link is not None else None)


def _segment(href: str) -> str:
    return re.split(r"[?#]", href, maxsplit=1)[0].rsplit("/", 1)[-1]


def _text(value: object, member: str) -> str | None:
    found = value.get(member) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) and found.strip() else None


def _schema(resource: hal.Resource) -> Mapping[str, object] | None:
    """The action's JSON Schema: the embedded resource itself, or its `payload` (as in the model)."""
    embedded = resource.resource("schema")
    if embedded is None:
        return None
    payload = embedded.properties.get("payload")
    schema = payload if isinstance(payload, Mapping) else embedded.properties
    members = {name: value for name, value in schema.items() if name not in ("_links", "_embedded", "errors")}
    return members or None
