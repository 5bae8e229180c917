"""Links in a text, found by linkify-it, and what Amazon's guidelines make of each."""

import re
from collections.abc import Iterator
from functools import cache

from linkify_it import LinkifyIt  # type: ignore[import-untyped]  # has no stubs

from spmsg.message.guidelines.reading import Reading, Span

_ENDINGS = (
    "store online site website app xyz club top live dev link click blog email help support shopping "
    "boutique sale deals gmbh berlin paris tokyo fashion gift care tech page space world global company"
)
_WORDS = "in is so no me to am im at my do us be si as it an pa al ma la mi li st py md sh ai ps co net"
"""Endings that are words or file types too: "ready.so we" and "main.py" are no web addresses."""

_SHORTENERS = (
    "bit.ly tinyurl.com t.co goo.gl ow.ly is.gd buff.ly rebrand.ly cutt.ly shorturl.at rb.gy t.ly tiny.cc "
    "s.id bl.ink lnkd.in v.gd adf.ly bit.do short.io clck.ru u.to urlz.fr x.co tr.im linktr.ee lnk.to dub.sh "
    "qrco.de surl.li kutt.it n9.cl tinyurl.so me-qr.com qr.io bitly.com bitly.ws qr1.be shorturl.com"
)
_MESSENGERS = (
    "wa.me whatsapp.com wa.link t.me telegram.me telegram.org line.me lin.ee wechat.com weixin.qq.com m.me "
    "messenger.com facebook.com fb.com fb.me instagram.com instagr.am ig.me tiktok.com twitter.com x.com "
    "snapchat.com discord.gg discord.com skype.com viber.com kakao.com zalo.me signal.me signal.group "
    "threads.net vk.com pinterest.com reddit.com"
)
_AMAZON = "amzn.to amzn.eu amzn.asia amzn.com a.co media-amazon.com ssl-images-amazon.com"
_MARKETS = (
    "ebay etsy aliexpress alibaba walmart myshopify temu shein wish rakuten mercari mercadolibre allegro "
    "otto kaufland zalando cdiscount fnac darty manomano bol target bestbuy newegg wayfair overstock costco "
    "wildberries ozon banggood kleinanzeigen leboncoin vinted wallapop subito elcorteingles mediamarkt "
    "paypay qoo10 zozo flipkart lazada shopee paypal venmo gumroad redbubble"
)
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
    return LinkifyIt(options={"fuzzy_email": False}).tlds(_ENDINGS.split(), keep_old=True)


def _is_address(address: str) -> bool:
    """Return whether what has no scheme is an address, not two sentences without a blank ("came.In two")."""
    host = re.split(r"[/:?#]", address, maxsplit=1)[0]
    labels = host.split(".")
    if host.lower().startswith("www.") or _under(host.lower(), f"{_SHORTENERS} {_MESSENGERS} {_AMAZON}"):
        return True
    if labels[-1][:1].isupper() and not host.isupper():
        return False
    if len(labels[-2]) < 2 or all(label.isdigit() for label in labels[:-1]):
        return False
    return (
        labels[-1].lower() not in _WORDS.split()
        or address[len(host) : len(host) + 1] == "/"
        or (labels[-1].lower() in ("it", "us", "co") and len(labels[-2]) > 5)
    )


def _rule(address: str) -> str | None:
    scheme, _, rest = address.rpartition("//")
    host = re.split(r"[/:?#]", rest, maxsplit=1)[0].rpartition("@")[2]
    labels = host.split(".")
    secure = scheme == "https:"
    amazon = labels[-2:-1] == ["amazon"] or (labels[-3:-2] == ["amazon"] and labels[-2] in ("co", "com"))
    if amazon or _under(host, _AMAZON):
        return "insecure-link" if scheme and not secure else None
    if _under(host, _SHORTENERS):
        return "link-shortener"
    if _under(host, _MESSENGERS):
        return "messenger-link"
    if set(labels[:-1]) & set(_MARKETS.split()):
        return "shop-link"
    if scheme and not secure:
        return "insecure-link"
    if _SHOP.search(f"https://{rest}") and not (secure and _NEEDED.search(address)):
        return "shop-link"
    return "other-link" if secure else "bare-link"


def _under(host: str, domains: str) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains.split())
