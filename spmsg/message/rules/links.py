"""Links in a text, and what kind each is."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from spmsg.message.rules.reading import Reading


class LinkKind(StrEnum):
    """What Amazon's guidelines make of a link."""

    AMAZON = "amazon"
    SHORTENER = "shortener"
    MESSENGER = "messenger"
    SHOP = "shop"
    INSECURE = "insecure"
    BARE = "bare"
    OTHER = "other"


@dataclass(frozen=True)
class Link:
    """A link at [start, end) of the folded text."""

    start: int
    end: int
    host: str
    kind: LinkKind


_TLD = (
    "com|net|org|info|biz|shop|store|online|site|website|web|app|dev|io|co|ai|gg|tv|cc|ws|"
    "xyz|club|vip|top|link|click|live|life|world|global|"
    "eu|de|fr|es|it|uk|jp|us|ca|mx|br|nl|be|pl|se|dk|fi|pt|ie|at|ch|cz|cn|hk|tw|kr|in|au|nz|"
    "sg|tr|ae|sa|eg|za|ru|ua|ro|hu|gr|bg|hr|sk|si|lt|lv|"
    "ee|no|lu|li|me|ly|gl|to|is|so|sh|gd|st|fm|am|im|la|pe|cl|ar|asia|group|company|support|"
    "help|care|email|page|pro|tech|media|digital|boutique|"
    "gmbh|paris|berlin|tokyo|london|amsterdam|moda|fashion|gift|gifts|promo|sale|deals|"
    "reviews|win|gratis|tokyo|buzz|space|fun|mobi|name|id|vn|th|my|ph"
)
_WORDS = (
    "in|is|so|no|me|to|am|im|la|at|my|do|us|it|es|de|be|si|li|pe|sh|st|ee|as|"
    "name|id|page|pro|help|care|gift|live|life|win|top|fun|web|app|group|email|sale"
)
"""Endings that are words too: after a missing blank ("order.To") they end no domain."""

_SHORTENERS = (
    "bit.ly tinyurl.com t.co goo.gl ow.ly is.gd buff.ly rebrand.ly cutt.ly shorturl.at rb.gy "
    "t.ly tiny.cc s.id bl.ink lnkd.in v.gd adf.ly "
    "shorte.st bit.do qr.ae short.io soo.gd clck.ru u.to urlz.fr x.co tr.im linktr.ee lnk.to "
    "smarturl.it dub.sh qrco.de shrtco.de surl.li "
    "ouo.io tny.im j.mp db.tt 2u.nu kutt.it acesse.one snip.ly n9.cl tinyurl.so me-qr.com "
    "qr.io bitly.com bitly.ws ux.nu"
)
_MESSENGERS = (
    "wa.me whatsapp.com t.me telegram.me telegram.org telegram.dog line.me lin.ee wechat.com "
    "weixin.qq.com m.me messenger.com facebook.com fb.com fb.me "
    "instagram.com instagr.am ig.me tiktok.com twitter.com x.com snapchat.com discord.gg "
    "discord.com skype.com viber.com kakao.com zalo.me signal.me "
    "signal.group threads.net vk.com pinterest.com reddit.com wa.link u.wechat.com "
    "join.skype.com api.whatsapp.com"
)
_SHOPS = (
    "ebay etsy aliexpress alibaba walmart shopify myshopify temu shein wish rakuten "
    "yahoo-shopping mercari mercadolibre mercadolivre allegro otto "
    "kaufland zalando cdiscount fnac darty manomano bol target bestbuy newegg wayfair "
    "overstock costco wildberries ozon joom dhgate banggood gearbest "
    "kleinanzeigen leboncoin vinted wallapop subito elcorteingles pccomponentes mediamarkt "
    "saturn eprice paypay qoo10 zozo flipkart lazada shopee "
    "bigcartel gumroad tictail wix squarespace woocommerce paypal venmo gofundme redbubble zazzle teespring"
)
_FRAMEWORKS = "asp.net vb.net ado.net paint.net ml.net socket.io draw.io"
_CODE_HOSTS = "co com ne or ac go gov org net edu"


@lru_cache(maxsize=8)
def find_links(text: str) -> tuple[Link, ...]:
    """Every link of a folded text: with a scheme, with "www.", or a bare domain; also "hxxp" and "[.]"."""
    pattern = (
        r"(?P<scheme>(?<![a-z])(?:https?|hxxps?|"
        r"ftp)\s{0,2}:\s{0,2}//?\s{0,2})(?P<rest>[^\s<>\"'()\[\]、。」）]{3,500})"
        rf"|(?<![\w@.\-/])(?P<host>(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,5}}(?:{_TLD}))(?![\w-]|\.\w|"
        rf"@)(?P<path>[:/?][^\s<>\"'()\[\]、。」）]{{0,400}})?"
        rf"|(?<!\w)www\s{{0,2}}(?:\.|\(dot\)|\[dot\]|\[\.\]| dot | punkt | point | punto "
        rf")\s{{0,2}}(?P<www>[a-z0-9-]{{2,62}}(?:\.[a-z0-9-]{{2,62}}){{0,3}})"
        rf"|(?<![\w@.\-/])(?P<dotted>[a-z0-9][a-z0-9-]{{1,62}})\s{{0,1}}(?:\[\.\]|\(\.\)|\[dot\]|"
        rf"\(dot\)|\{{dot\}}| dot )\s{{0,1}}(?P<ending>com|net|org|de|fr|es|it|jp|co\.uk|shop|"
        rf"store|eu|io)(?!\w)"
    )
    links = []
    for found in re.finditer(pattern, text):
        if _mail_before(text, found.start()):
            continue
        link = _link(found)
        if link is not None:
            links.append(link)
    return tuple(links)


def links_of(reading: Reading) -> list[Link]:
    """The links of a text, without two sentences that lack the blank between them ("arrived.It")."""
    view = reading.folded
    links = []
    for link in find_links(view.text):
        start, end = reading.place(view, link.start, link.end)
        ending = reading.original[start:end].rpartition(".")[2]
        if link.kind is LinkKind.AMAZON or not (
            ending.istitle() and "://" not in view.text[link.start : link.end]
        ):
            links.append(link)
    return links


def _mail_before(text: str, start: int) -> bool:
    """Whether the domain is the end of an e-mail address, which another rule tells of."""
    return bool(
        re.search(
            r"(?:@|[(\[{]\s?(?:at|a|at|arroba|arobase|chiocciola)\s?[)\]}]|\s(?:arroba|arobase|"
            r"chiocciola))\s{0,3}$",
            text[max(0, start - 20) : start],
        )
    )


def _link(found: "re.Match[str]") -> Link | None:
    start, end = found.span()
    if found["scheme"]:
        trimmed = found["rest"].rstrip(".,;:!?)]}>'\"")
        host = re.split(r"[/?#]", trimmed.rpartition("@")[2] if "@" in trimmed.split("/")[0] else trimmed)[
            0
        ].partition(":")[0]
        return Link(
            start,
            end - len(found["rest"]) + len(trimmed),
            host,
            _kind(host, trimmed, secure="s" in found["scheme"]),
        )
    if found["www"]:
        return Link(start, end, found["www"], _kind(found["www"], found["www"], secure=None))
    if found["dotted"]:
        host = f"{found['dotted']}.{found['ending']}"
        return Link(start, end, host, _kind(host, host, secure=None))
    host, path = found["host"], (found["path"] or "").rstrip(".,;:!?")
    labels = host.split(".")
    if host in _FRAMEWORKS.split():
        return None
    listed = host in _SHORTENERS.split() or host in _MESSENGERS.split()
    if not listed and labels[0] != "www":
        if len(labels[-2]) < 2 or (
            re.fullmatch(_WORDS, labels[-1]) and not path.startswith("/") and not _sure(labels)
        ):
            return None
        if labels[-1] == "co" and len(labels) == 2 and not path:
            return None
        if all(label.isdigit() for label in labels[:-1]) or (
            len(labels) > 2 and all(len(label) == 1 for label in labels[:-1])
        ):
            return None
    return Link(start, found.end("host") + len(path), host, _kind(host, host + path, secure=None))


def _sure(labels: list[str]) -> bool:
    """Whether an ending that is a word too ends a domain here: .de, .it and .es do in real texts."""
    return (
        labels[-1] in ("de", "it", "es", "me", "us", "in", "shop", "store")
        and len(labels[-2]) > 3
        and labels[-1] not in ("me", "us", "in")
    ) or (len(labels) > 2 and len(labels[-2]) > 2)


def _kind(host: str, address: str, *, secure: bool | None) -> LinkKind:
    labels = host.split(".")
    if _amazon(labels):
        return LinkKind.INSECURE if secure is False else LinkKind.AMAZON
    if _under(host, _SHORTENERS):
        return LinkKind.SHORTENER
    if _under(host, _MESSENGERS):
        return LinkKind.MESSENGER
    if _market(labels):
        return LinkKind.SHOP
    if secure is False:
        return LinkKind.INSECURE
    if _shop(labels, address) and not (secure and re.search(_NEEDED, address)):
        return LinkKind.SHOP
    return LinkKind.OTHER if secure else LinkKind.BARE


_NEEDED = (
    r"manual|guide|instruct|support|help|download|firmware|driver|warrant|garanti|anleitung|treiber|notice|"
    r"mode-?d-?emploi|manuel|instruccion|istruzion|faq|track|proof|preview|\.pdf$|/docs?/|setup"
)
"""In the address of a shop's own page: the buyer may need it for what was bought."""


def _under(host: str, domains: str) -> bool:
    return any(host == domain or host.endswith("." + domain) for domain in domains.split())


def _amazon(labels: list[str]) -> bool:
    """Amazon's own: amazon.<country>, amzn.to, a.co and Amazon's content hosts; not amazon-deals.com."""
    if ".".join(labels[-2:]) in (
        "amzn.to",
        "amzn.eu",
        "amzn.asia",
        "amzn.com",
        "a.co",
        "media-amazon.com",
        "ssl-images-amazon.com",
        "amazon.dev",
    ):
        return True
    return labels[-2:-1] == ["amazon"] or (labels[-3:-2] == ["amazon"] and labels[-2] in ("co", "com"))


def _market(labels: list[str]) -> bool:
    """A market place, or another well-known shop."""
    return any(label in _SHOPS.split() for label in labels[:-1])


def _shop(labels: list[str], address: str) -> bool:
    """A host or path that says itself to be a shop."""
    registered = labels[:-1]
    if labels[-1] in (
        "shop",
        "store",
        "boutique",
        "sale",
        "deals",
    ):
        return True
    if any(
        re.search(
            r"(?:^|-)(?:my|e|the)?-?(?:shop|store|boutique|tienda|negozio|outlet|webshop|onlineshop|"
            r"market|kaufen|deals)(?:$|-)|shop$|store$|shop(?:ping|s)$|^shop|tienda$|boutique$|"
            r"outlet$|negozio$|laden$",
            label,
        )
        for label in registered
        if label not in _CODE_HOSTS.split()
    ):
        return True
    return bool(
        re.search(
            r"/(?:shop|store|cart|checkout|products?|collections?|warenkorb|panier|carrito|carrello|"
            r"tienda|boutique|buy)(?:[/?#]|$)",
            address,
        )
    )
