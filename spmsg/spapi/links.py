"""Which of Amazon's links are followed: those that stay where we asked.

An `href` decides where the access token and a message to a buyer go, so it must name this endpoint, this
order and this marketplace, letter for letter; what only resolves to them is refused as well.
"""

import re
from urllib.parse import parse_qsl, urlsplit

from spmsg.credentials.secrets import mask
from spmsg.errors import RedirectedError, UnreadableAnswerError
from spmsg.urls import origin


def follow(href: str, *, endpoint: str, order_path: str, marketplace: str) -> tuple[str, dict[str, str]]:
    """Return the path and the query (raw values) that `href` leads to at `endpoint`.

    `href` is an absolute path, or an absolute URL at `endpoint`. Raises RedirectedError if it does not stay
    under `order_path` and `marketplace`, and UnreadableAnswerError if it cannot be understood.
    """
    if not re.fullmatch(r"[\x21-\x7e]{1,2048}", href) or "\\" in href:
        raise UnreadableAnswerError(f"Amazon's link {_quoted(href)} is no URL.")
    path = href
    if not href.startswith("/") or href.startswith("//"):
        path = _path_at(endpoint, href)
    path, _, query = path.partition("#")[0].partition("?")
    # No "%", no "..": what is plain cannot be read differently by the next server on the way.
    if not re.fullmatch(r"[A-Za-z0-9/_-]+", path) or "//" in path:
        raise _elsewhere(href, "another path")
    if path != order_path and not path.startswith(order_path + "/"):
        raise _elsewhere(href, "another order")
    pairs = parse_qsl(query, keep_blank_values=True)
    values = dict(pairs)
    if (query and not pairs) or len(values) < len(pairs):
        raise UnreadableAnswerError(f"Amazon's link {_quoted(href)} has a query that cannot be understood.")
    values.setdefault("marketplaceIds", marketplace)
    # In any spelling that a lenient server may read as the parameter
    if any(n.casefold().startswith("marketplaceid") and v != marketplace for n, v in values.items()):
        raise _elsewhere(href, "another marketplace")
    return path, values


def _path_at(endpoint: str, href: str) -> str:
    try:
        same = origin(href) == origin(endpoint)
    except ValueError:
        same = False
    if not same:
        raise _elsewhere(href, "another host")
    base = urlsplit(endpoint).path.rstrip("/")
    parts = urlsplit(href)
    if base and not parts.path.startswith(base + "/"):
        raise _elsewhere(href, "another path")
    return parts.path[len(base) :] + (f"?{parts.query}" if parts.query else "")


def _elsewhere(href: str, where: str) -> RedirectedError:
    return RedirectedError(
        f"Amazon's link {_quoted(href)} points to {where} than the one asked for. It was not followed.",
        hint="Check the endpoint, and what stands between you and it.",
    )


def _quoted(href: str) -> str:
    return repr(mask(href[:200]))
