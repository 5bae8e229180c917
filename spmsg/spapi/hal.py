"""HAL documents (draft-kelly-json-hal), read in every shape that Amazon has been seen to send.

A link or an embedded resource is always in a tuple, whether it came alone, in a list or not at all. What
came with a wrong type is left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from spmsg.errors import UnreadableAnswerError


@dataclass(frozen=True)
class Link:
    """A link: its URI as it came, and the secondary key that tells links of one relation apart."""

    href: str
    name: str | None = None


@dataclass(frozen=True)
class Resource:
    """A HAL resource: links and embedded resources by relation, and its own properties."""

    links: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    embedded: Mapping[str, tuple["Resource", ...]] = field(default_factory=dict)
    properties: Mapping[str, object] = field(default_factory=dict)

    def link(self, relation: str) -> Link | None:
        """Return the first link of `relation`, or None."""
        return next(iter(self.links.get(relation, ())), None)

    def resource(self, relation: str) -> "Resource | None":
        """Return the first embedded resource of `relation`, or None."""
        return next(iter(self.embedded.get(relation, ())), None)

    def text(self, name: str) -> str | None:
        """Return the property `name` if it is a string that is not blank, or None."""
        value = self.properties.get(name)
        return value if isinstance(value, str) and value.strip() else None


def read(document: object) -> Resource:
    """Return the resource that `document` describes. Raises UnreadableAnswerError if it is no object."""
    if not isinstance(document, Mapping):
        raise UnreadableAnswerError(
            f"Amazon's document is of the type {type(document).__name__}, not an object."
        )
    return _resource(document)


def _resource(document: Mapping[str, object]) -> Resource:
    return Resource(
        links={r: tuple(_links(v)) for r, v in _members(document.get("_links"))},
        embedded={
            r: tuple(_resource(v) for v in _listed(value) if isinstance(v, Mapping))
            for r, value in _members(document.get("_embedded"))
        },
        properties={name: value for name, value in document.items() if name not in ("_links", "_embedded")},
    )


def _members(value: object) -> list[tuple[str, object]]:
    return list(value.items()) if isinstance(value, Mapping) else []


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _links(value: object) -> Iterator[Link]:
    """The links in `value`: objects or bare strings, alone or in a list.

    `href` itself has been seen as a list of strings (jlevers/selling-partner-api issue 544).
    """
    for link in _listed(value):
        name = link.get("name") if isinstance(link, Mapping) else None
        hrefs = link.get("href") if isinstance(link, Mapping) else link
        for href in _listed(hrefs):
            if isinstance(href, str) and href:
                yield Link(href, name if isinstance(name, str) and name else None)
