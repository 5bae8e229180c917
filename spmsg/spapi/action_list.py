"""Read the actions that an order offers from the HAL document of Messaging or Solicitations.

HAL (draft-kelly-json-hal) is read in every shape that Amazon has been seen to send. An `href` decides where
the access token and a message to a buyer go. So it must name this endpoint, this order and this marketplace
letter for letter: one that merely resolves to them is refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from spmsg.credentials.secrets import mask
from spmsg.errors import RedirectedError, UnreadableAnswerError
from spmsg.spapi.answers import Answer, text_at
from spmsg.spapi.api_errors import unreadable


@dataclass(frozen=True)
class ActionResource:
    """An action of an order: what it is called, where it is posted to, and what it takes.

    `href` is as it came, checked to stay at the endpoint, the order and the marketplace asked for.
    `schema` is its JSON Schema (draft-04 with Amazon's additions), or None if none came.
    """

    name: str
    href: str
    title: str | None
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
    if not any(isinstance(document.get(member), Mapping) for member in ("_links", "_embedded")):
        raise unreadable(answer, "the request for actions", "has neither links nor embedded resources")
    offered, embedded = list(_links(document, "actions")), _embedded(document, "actions")
    for member, readable in (("_links", offered), ("_embedded", embedded)):
        if not readable and any(each is not None for each in _members(document, member, "actions")):
            raise unreadable(answer, "the request for actions", f"has {member}.actions that cannot be read")

    resources: dict[str, Mapping[str, object]] = {}
    for resource in embedded:
        name, own_href = _name_and_href(resource)
        resources.setdefault(name, resource)
        if name and own_href:
            offered.append((own_href, name))  # for an action that no link names
    actions: dict[str, ActionResource] = {}
    prefix = f"{order_path}/{folder}/"
    for href, link_name in offered:
        path, _ = follow_link(href, endpoint=endpoint, order_path=order_path, marketplace=marketplace)
        segment = path.removeprefix(prefix)
        if not path.startswith(prefix) or not segment or "/" in segment:
            continue  # another resource of the order
        name = link_name or segment
        found = resources.get(name) or resources.get(segment) or {}
        schema = _read_schema(found)
        title = text_at(found, "title") or text_at(schema, "title")
        actions.setdefault(name, ActionResource(name, href, title, schema))
    return ActionList(tuple(actions.values()), document, answer.request_id)


def follow_link(href: str, *, endpoint: str, order_path: str, marketplace: str) -> tuple[str, dict[str, str]]:
    """Return the path and the query (raw values) that `href` leads to at `endpoint`.

    `href` is an absolute path, or `endpoint` and such a path. Raises RedirectedError if it does not stay
    under `order_path` and `marketplace`, and UnreadableAnswerError if it cannot be understood.
    """
    if not re.fullmatch(r"[\x21-\x7e]{1,2048}", href) or "\\" in href:
        raise UnreadableAnswerError(f"Amazon's link {_shown(href)} is no URL.")
    path = href.removeprefix(endpoint)
    if not path.startswith("/") or path.startswith("//"):
        raise _elsewhere(href, "another host")
    path, _, query = path.partition("#")[0].partition("?")
    # No "%", no "..": what is plain cannot be read differently by the next server on the way.
    if not re.fullmatch(r"[A-Za-z0-9/_-]+", path) or "//" in path:
        raise _elsewhere(href, "another path")
    if path != order_path and not path.startswith(order_path + "/"):
        raise _elsewhere(href, "another order")
    pairs = parse_qsl(query, keep_blank_values=True)
    values = dict(pairs)
    if (query and not pairs) or len(values) < len(pairs):
        raise UnreadableAnswerError(f"Amazon's link {_shown(href)} has a query that cannot be understood.")
    values.setdefault("marketplaceIds", marketplace)
    # In any spelling that a lenient server may read as the parameter
    if any(n.casefold().startswith("marketplaceid") and v != marketplace for n, v in values.items()):
        raise _elsewhere(href, "another marketplace")
    return path, values


def _members(resource: Mapping[str, object], member: str, relation: str) -> list[object]:
    """Return what `resource` has under `relation` of its `_links` or `_embedded`: one, a list, or nothing."""
    relations = resource.get(member)
    found = relations.get(relation) if isinstance(relations, Mapping) else None
    return found if isinstance(found, list) else [found]


def _embedded(resource: Mapping[str, object], relation: str) -> list[Mapping[str, object]]:
    return [each for each in _members(resource, "_embedded", relation) if isinstance(each, Mapping)]


def _links(resource: Mapping[str, object], relation: str) -> Iterator[tuple[str, str | None]]:
    """Yield the `href` and `name` of links: objects or bare strings.

    `href` itself has been seen as a list of strings (jlevers/selling-partner-api issue 544).
    """
    for link in _members(resource, "_links", relation):
        hrefs = link.get("href") if isinstance(link, Mapping) else link
        for href in hrefs if isinstance(hrefs, list) else [hrefs]:
            if isinstance(href, str) and href:
                yield href, text_at(link, "name")


def _name_and_href(action: Mapping[str, object]) -> tuple[str, str]:
    """Return the name of an embedded action, and the `href` of its `self` link; "" for what is missing."""
    href, link_name = next(_links(action, "self"), ("", None))
    segment = href.partition("?")[0].rpartition("/")[2]
    in_payload = text_at(action, "payload", "name")  # as in the model
    return text_at(action, "name") or in_payload or link_name or segment, href


def _read_schema(action: Mapping[str, object]) -> Mapping[str, object] | None:
    """Return the action's JSON Schema: the embedded resource itself, or its `payload` (as in the model)."""
    found = next(iter(_embedded(action, "schema")), {})
    payload = found.get("payload")
    schema = payload if isinstance(payload, Mapping) else found
    return {n: v for n, v in schema.items() if n not in ("_links", "_embedded", "errors")} or None


def _elsewhere(href: str, where: str) -> RedirectedError:
    message = f"Amazon's link {_shown(href)} points to {where} than the one asked for. It was not followed."
    return RedirectedError(message, hint="Check the endpoint, and what stands between you and it.")


def _shown(href: str) -> str:
    return repr(mask(href[:200]))
