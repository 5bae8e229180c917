"""Which links of Amazon's we are willing to follow: those that stay where we asked.

An `href` decides where the access token and a message to a buyer go, so it must name this endpoint, this
order and this marketplace, letter for letter; what only resolves to them is refused as well.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from spmsg.errors import AmazonError, RedirectedError, UnreadableAnswerError, UsageError

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of `url`, in lower case and with the scheme's own port filled in.

    Raises ValueError for what is no http(s) URL, names a user, or holds what a URL cannot.
    """
    if not re.fullmatch(r"[\x21-\x7e]+", url) or "\\" in url:
        raise ValueError("it holds characters that no URL can have")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it is no http(s) URL")
    if "@" in parts.netloc:
        raise ValueError("it names a user")
    return parts.scheme, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)


def check_base(url: str, what: str) -> str:
    """`url` without a trailing slash, once it is safe to send a secret to: https, or http on loopback.

    Raises UsageError that names `what`.
    """
    try:
        scheme, host, _ = origin(url)
    except ValueError as error:
        raise UsageError(f"The {what} {url[:200]!r} cannot be used: {error}.") from None
    if scheme == "http" and host not in _LOOPBACK:
        raise UsageError(
            f"The {what} {url[:200]!r} is not encrypted.",
            hint="Use https; plain http is for this machine alone (127.0.0.1, localhost).",
        )
    if urlsplit(url).query or urlsplit(url).fragment:
        raise UsageError(f"The {what} {url[:200]!r} must have no query.")
    return url.rstrip("/")


def check_store(url: str) -> str:
    """`url`, once a file may be sent to it: https, or http on loopback. Raises UnreadableAnswerError."""
    try:
        if len(url) > 16_384:
            raise ValueError("it is too long")
        scheme, host, _ = origin(url)
        if scheme == "http" and host not in _LOOPBACK:
            raise ValueError("it is not encrypted")
    except ValueError as error:
        raise UnreadableAnswerError(f"Amazon's upload destination cannot be used: {error}.") from None
    return url.partition("#")[0]


@dataclass(frozen=True)
class Target:
    """Where a link leads at our endpoint: a path, and a query of raw values."""

    path: str
    query: dict[str, str]


def follow(href: str, *, endpoint: str, order_path: str, marketplace: str) -> Target:
    """Where `href` leads, once that is under `order_path` at `endpoint`, for `marketplace` alone.

    `href` is an absolute path, or an absolute URL at `endpoint`. Raises RedirectedError where it leads to
    another host, order or marketplace, and UnreadableAnswerError where it cannot be understood.
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
    pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=20) if query.count("&") < 20 else []
    values = dict(pairs)
    if (query and not pairs) or len(values) < len(pairs):
        raise UnreadableAnswerError(f"Amazon's link {_quoted(href)} has a query that cannot be understood.")
    values.setdefault("marketplaceIds", marketplace)
    # In any spelling that a lenient server may read as the parameter
    if any(n.casefold().startswith("marketplaceid") and v != marketplace for n, v in values.items()):
        raise _elsewhere(href, "another marketplace")
    return Target(path, values)


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


def _elsewhere(href: str, where: str) -> AmazonError:
    return RedirectedError(
        f"Amazon's link {_quoted(href)} points to {where} than the one asked for. It was not followed.",
        hint="Check the endpoint, and what stands between you and it.",
    )


def _quoted(href: str) -> str:
    from spmsg.spapi.trace import mask

    return repr(mask(href[:200]))
