"""Links in a text, found by linkify-it, and what Amazon's guidelines make of each."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache

from linkify_it import LinkifyIt  # type: ignore[import-untyped]  # has no stubs

from spmsg.message.guidelines.reading import Reading, Span
from spmsg.message.guidelines.wording import word_lists

_KNOWN = word_lists("links")
_SHOP = re.compile(
    r"^https?://[^/]*(?:\.(?:shop|store|boutique|sale|deals)(?:[/:?#]|$)|(?:shops?|shopping|store|boutique|tienda|"
    r"negozio|laden|outlet)(?:[.-])|(?:^|[/.-])(?:shop|store|boutique|tienda|negozio))"
    r"|^https?://[^?#]*/(?:shop|cart|checkout|products?|collections?|warenkorb|panier|carrito|carrello)(?:[/?#]|$)"
)
_NEEDED = re.compile(
    r"manual|guide|instruct|support|help|download|firmware|driver|warrant|garanti|anleitung|treiber|notice|"
    r"mode-?d-?emploi|istruzion|faq|track|proof|preview|\.pdf$|/docs?/|setup|play\.google|apps\.apple"
)
"""In an address: the buyer may need this page of a shop for what was bought."""


def links(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Find every link, with the rule that it breaks; links to Amazon itself break none."""
    # Scripts without blanks run into an address: to the finder their letters are blanks.
    text = re.sub(r"[\u3000-\u303f\u3040-\u30ff\u3400-\u9fff]", " ", reading.text)
    for found in _finder().match(text) or ():
        if found.schema == "mailto:":
            continue
        address = text[found.index : found.last_index]
        rule = _rule(address.lower()) if found.schema or _is_address(address) else None
        if rule:
            yield rule, reading.place(found.index, found.last_index)


@cache
def _finder() -> LinkifyIt:
    return LinkifyIt(options={"fuzzy_email": False}).tlds(sorted(_KNOWN["endings"]), keep_old=True)


def _is_address(address: str) -> bool:
    """Return whether what has no scheme is an address, not two sentences without a blank ("came.In two")."""
    host = re.split(r"[/:?#]", address, maxsplit=1)[0]
    labels = host.split(".")
    known = _KNOWN["shorteners"] | _KNOWN["messengers"] | _KNOWN["amazon"]
    if host.lower().startswith("www.") or _under(host.lower(), known):
        return True
    if labels[-1][:1].isupper() and not host.isupper():
        return False
    if len(labels[-2]) < 2 or all(label.isdigit() for label in labels[:-1]):
        return False
    return (
        labels[-1].lower() not in _KNOWN["words"]
        or address[len(host) : len(host) + 1] == "/"
        or (labels[-1].lower() in ("it", "us", "co") and len(labels[-2]) > 5)
    )


def _rule(address: str) -> str | None:
    scheme, _, rest = address.rpartition("//")
    host = re.split(r"[/:?#]", rest, maxsplit=1)[0].rpartition("@")[2]
    labels = host.split(".")
    secure = scheme == "https:"
    amazon = labels[-2:-1] == ["amazon"] or (labels[-3:-2] == ["amazon"] and labels[-2] in ("co", "com"))
    if amazon or _under(host, _KNOWN["amazon"]):
        return "insecure-link" if scheme and not secure else None
    if _under(host, _KNOWN["shorteners"]):
        return "link-shortener"
    if _under(host, _KNOWN["messengers"]):
        return "messenger-link"
    if _KNOWN["markets"].intersection(labels[:-1]):
        return "shop-link"
    if scheme and not secure:
        return "insecure-link"
    if _SHOP.search(f"https://{rest}") and not (secure and _NEEDED.search(address)):
        return "shop-link"
    return "other-link" if secure else "bare-link"


def _under(host: str, domains: AbstractSet[str]) -> bool:
    """Return whether `host` is one of the domains, or below one."""
    labels = host.split(".")
    return any(".".join(labels[start:]) in domains for start in range(len(labels)))
