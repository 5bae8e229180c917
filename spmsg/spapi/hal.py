"""HAL documents (draft-kelly-json-hal), read in every shape that Amazon has been seen to send.

A link or an embedded resource is always in a tuple, whether it came alone, in a list or not at all. What
came with a wrong type is left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from spmsg.spapi.answers import text


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

    @property
    def own_link(self) -> Link:
        """The link to itself, or one that leads nowhere."""
        return next(iter(self.links.get("self", ())), Link(""))


def read(document: Mapping[str, object]) -> Resource:
    """Return the resource that `document` describes."""
    links, embedded = (document.get(member) for member in ("_links", "_embedded"))
    return Resource(
        links={r: tuple(_links(v)) for r, v in links.items()} if isinstance(links, Mapping) else {},
        embedded={
            relation: tuple(read(each) for each in _listed(value) if isinstance(each, Mapping))
            for relation, value in (embedded.items() if isinstance(embedded, Mapping) else ())
        },
        properties={name: value for name, value in document.items() if name not in ("_links", "_embedded")},
    )


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _links(value: object) -> Iterator[Link]:
    """Yield the links in `value`: objects or bare strings, alone or in a list.

    `href` itself has been seen as a list of strings (jlevers/selling-partner-api issue 544).
    """
    for link in _listed(value):
        hrefs = link.get("href") if isinstance(link, Mapping) else link
        for href in _listed(hrefs):
            if isinstance(href, str) and href:
                yield Link(href, text(link, "name"))
