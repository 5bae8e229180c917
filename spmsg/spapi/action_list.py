"""The actions that an order offers, read from the HAL document of Messaging or Solicitations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from spmsg.errors import UnreadableAnswerError
from spmsg.spapi import hal, links
from spmsg.spapi.answers import Answer, text


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


def read_actions(
    answer: Answer, *, endpoint: str, order_path: str, folder: str, marketplace: str
) -> ActionList:
    """Return the actions in the `answer` to a GET of `order_path`; they are posted to its `folder`.

    Links to other resources of the order (the static sandbox lists `attributes`) are left out. Raises
    UnreadableAnswerError for a document that is none, RedirectedError for a link that leads elsewhere.
    """
    document = answer.document
    root = hal.read(document)
    if not isinstance(document.get("_links"), Mapping) and not isinstance(document.get("_embedded"), Mapping):
        raise _unusable("has neither links nor embedded resources", answer)
    offered = root.links.get("actions", ())
    embedded = root.embedded.get("actions", ())
    for member, readable in (("_links", offered), ("_embedded", embedded)):
        relations = document.get(member)
        given = relations.get("actions") if isinstance(relations, Mapping) else None
        if not readable and given not in (None, [], [None]):
            raise _unusable(f"has {member}.actions that cannot be read", answer)

    described: dict[str, hal.Resource] = {}
    for resource in embedded:
        described.setdefault(_name_of(resource) or _segment(resource.own_link.href), resource)
    # An embedded action that no link names is offered by the link to itself.
    own = [hal.Link(r.own_link.href, name) for name, r in described.items() if name and r.own_link.href]
    actions: dict[str, ActionResource] = {}
    prefix = f"{order_path}/{folder}/"
    for link in (*offered, *own):
        path, _ = links.follow(link.href, endpoint=endpoint, order_path=order_path, marketplace=marketplace)
        segment = path.removeprefix(prefix)
        if not path.startswith(prefix) or not segment or "/" in segment:
            continue  # another resource of the order
        name = link.name or segment
        found = described.get(name) or described.get(segment) or hal.Resource()
        schema = _schema(found)
        title = text(found.properties, "title") or text(schema, "title")
        actions.setdefault(name, ActionResource(name, title, link.href, schema))
    return ActionList(tuple(actions.values()), document, answer.request_id)


def _unusable(why: str, answer: Answer) -> UnreadableAnswerError:
    return UnreadableAnswerError(
        f"Amazon's list of actions {why}.",
        hint="Try again later. `spmsg actions ORDER --verbose` shows the document.",
        request_id=answer.request_id,
    )


def _name_of(resource: hal.Resource) -> str | None:
    """Return an action's name: its own, its payload's (as in the model), or that of the link to itself."""
    own = resource.properties
    return text(own, "name") or text(own, "payload", "name") or resource.own_link.name


def _segment(href: str) -> str:
    return re.split(r"[?#]", href, maxsplit=1)[0].rsplit("/", 1)[-1]


def _schema(action: hal.Resource) -> Mapping[str, object] | None:
    """Return the action's JSON Schema: the embedded resource itself, or its `payload` (as in the model)."""
    found = next(iter(action.embedded.get("schema", ())), hal.Resource()).properties
    payload = found.get("payload")
    schema = payload if isinstance(payload, Mapping) else found
    return {n: v for n, v in schema.items() if n not in ("_links", "_embedded", "errors")} or None
