"""What leads a buyer outside Amazon: e-mail addresses, telephone numbers, messengers and links."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache

from linkify_it import LinkifyIt  # type: ignore[import-untyped]  # has no stubs

from spmsg.message.guidelines.text import Finding, Reading, pattern, words

_LETTER = r"[^\W_\u3040-\u30ff\u3400-\u9fff]"
"""A letter or digit of a script with blanks: in Japanese the sentence runs into the address."""
_HOST = (
    rf"(?:{_LETTER}(?:(?:{_LETTER}|-){{0,61}}{_LETTER})?\.){{1,8}}"
    rf"(?:xn--[a-z0-9-]{{2,59}}|(?!\d){_LETTER}{{2,24}})"
)
_OPEN, _CLOSE = r" ?(?: |[(\[{]) ?", r" ?(?: |[)\]}]) ?"
_EMAILS = (
    rf"(?:mailto:)?(?:{_LETTER}|[.%+'_-]){{1,64}}@(?:{_HOST}|\[[0-9a-f:.]{{3,45}}\])",
    r"\"[^\"\n]{1,62}\"@[a-z0-9.-]{1,60}\.[a-z]{2,24}",
    r"mailto:(?=\S)",
    rf"\b[\w.+-]{{2,64}}{_OPEN}(?:at|ät){_CLOSE}[\w-]{{2,63}}{_OPEN}(?:dot|punkt){_CLOSE}"
    r"(?:com|net|org|info|biz|eu|de|at|ch|co|uk|us|fr|es|it|jp|shop|store)\b",
    rf"\b[\w.+-]{{2,64}}{_OPEN}(?:arobase|arroba|chiocciola){_CLOSE}[\w-]{{2,63}}"
    rf"(?:{_OPEN}(?:point|punto|dot){_CLOSE}|\.)[a-z]{{2,24}}\b",
    r"\b[\w.+-]{2,64} ?[(\[{] ?(?:at|a|ät|@) ?[)\]}] ?[\w-]{2,63}"
    r"(?:\.| ?[(\[{] ?(?:dot|\.) ?[)\]}] ?)[a-z]{2,24}\b",
)
_EMAIL = re.compile("|".join(_EMAILS), re.IGNORECASE)
"""A plain address; and "name at host dot com", with or without brackets, the only disguise looked through."""


def email_addresses(reading: Reading) -> Iterator[Finding]:
    """Find e-mail addresses, plain or spelt out."""
    for found in _EMAIL.finditer(reading.text):
        yield "email-address", reading.place(*found.span())


_NUMBER = re.compile(
    r"(?<![0-9A-Za-zÀ-ÿ_@#/])(?<![0-9A-Za-zÀ-ÿ][.,+-])(?<!\d )(?:\+ ?|\()?\d(?:[ ./()\-ー]{0,3}\d){6,14}"
    r"(?![0-9A-Za-zÀ-ÿ_@])(?![ .,\-/]{0,2}\d)(?! ?[€$£¥円%])"
)
_DATE_OR_EAN = re.compile(
    r"\d{4}[-/.]\d\d?[-/.]\d\d?(?: \d\d?){0,2}|\d\d?[./-]\d\d?[./-]\d{2,4}(?: .*)?|\d{13}|97[89]-[\d-]{10,}"
)
_NATIONAL = re.compile(pattern("telephone", "forms"))
_CUE = r"(?<![^\W\d_\u3040-\u9fff])(?:{})(?![a-zà-ÿ])"
_CALLS = re.compile(_CUE.format(pattern("telephone", "calls")), re.IGNORECASE)
_NAMES = re.compile(_CUE.format(pattern("telephone", "names")), re.IGNORECASE)


def telephone_numbers(reading: Reading) -> Iterator[Finding]:
    """Find numbers one can dial; not order, part, serial, tracking or article numbers, dates or prices.

    A number is one by "+", by the form of a country's numbers, or by a word before it that invites to call;
    unless a word that stands nearer to it calls it something else.
    """
    text = re.sub(r"https?://\S+", lambda link: " " * len(link[0]), reading.text)
    for found in _NUMBER.finditer(text):
        number = found[0]
        before = text[max(0, found.start() - 50) : found.start()]
        if _DATE_OR_EAN.fullmatch(number) or before.rstrip().endswith(("$", "€", "£", "¥")):
            continue
        sentence = re.split(r"[.!?。\n](?=\s|$)(?<!no\.)(?<!nr\.)(?<!tel\.)(?<!art\.)", before.lower())[-1]
        calls, names = (_end_of_last(cues, sentence) for cues in (_CALLS, _NAMES))
        if calls < names or (calls < 0 and re.search(r"\b(?:no|nr|n°)\.? ?:? ?$", sentence)):
            continue
        by_form = number[0] == "+" or re.match(r"00[1-9]\d[ .-]", number) or _NATIONAL.fullmatch(number)
        if by_form or calls >= 0:
            yield "telephone", reading.place(*found.span())


def _end_of_last(cues: re.Pattern[str], sentence: str) -> int:
    """Return where the last of the cues in a sentence ends, or -1."""
    return max((cue.end() for cue in cues.finditer(sentence)), default=-1)


_MESSENGER = f"(?:{pattern('messenger', 'names')})"
_INVITED = re.compile(
    rf"\b(?:{pattern('messenger', 'before')})\b[^.!?\n]{{0,15}}?(?<!\w){_MESSENGER}"
    rf"|(?<![a-z]){_MESSENGER} ?(?:{pattern('messenger', 'after')})",
    re.IGNORECASE,
)
_OF_GOODS = re.compile(pattern("messenger", "goods"), re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w.@+\"-])@[a-z_][\w.]{2,30}(?![\w@])", re.IGNORECASE | re.ASCII)


def messengers(reading: Reading) -> Iterator[Finding]:
    """Find messengers and social networks that the buyer is asked to use, and handles such as `@shop`.

    Not those that are a feature of the goods ("shows notifications of WhatsApp").
    """
    for sentence in re.finditer(r"[^.!?。\n]+", reading.prose):
        found = _INVITED.search(sentence[0]) or _HANDLE.search(sentence[0])
        if found and not _OF_GOODS.search(sentence[0]):
            yield "messenger", reading.place(sentence.start() + found.start(), sentence.start() + found.end())


_ENDINGS, _AMBIGUOUS = words("links", "endings"), words("links", "ambiguous")
_SHORTENERS, _MESSENGER_HOSTS = words("links", "shorteners"), words("links", "messengers")
_AMAZON, _MARKETS = words("links", "amazon"), words("links", "markets")
_SHOP = re.compile(
    r"^https?://[^/]*(?:\.(?:shop|store|boutique|sale|deals)(?:[/:?#]|$)|(?:shops?|shopping|store|boutique|tienda|"
    r"negozio|laden|outlet)(?:[.-])|(?:^|[/.-])(?:shop|store|boutique|tienda|negozio))"
    r"|^https?://[^?#]*/(?:shop|cart|checkout|products?|collections?|warenkorb|panier|carrito|carrello)(?:[/?#]|$)"
)
_NEEDED = re.compile(pattern("links", "needed"))


def links(reading: Reading) -> Iterator[Finding]:
    """Find every link, with the rule that it breaks; links to Amazon itself break none."""
    # Scripts without blanks run into an address: to the finder their letters are blanks.
    text = re.sub(r"[\u3000-\u303f\u3040-\u30ff\u3400-\u9fff]", " ", reading.text)
    for found in _finder().match(text) or ():
        if found.schema == "mailto:":
            continue
        address = text[found.index : found.last_index]
        rule = _rule_for(address.lower()) if found.schema or _is_address(address) else None
        if rule:
            yield rule, reading.place(found.index, found.last_index)


@cache
def _finder() -> LinkifyIt:
    return LinkifyIt(options={"fuzzy_email": False}).tlds(sorted(_ENDINGS), keep_old=True)


def _is_address(address: str) -> bool:
    """Return whether what has no scheme is an address, not two sentences without a blank ("came.In two")."""
    host = re.split(r"[/:?#]", address, maxsplit=1)[0]
    *labels, ending = host.split(".")
    if host.lower().startswith("www.") or _is_under(host.lower(), _SHORTENERS | _MESSENGER_HOSTS | _AMAZON):
        return True
    if ending[:1].isupper() and not host.isupper():
        return False
    if len(labels[-1]) < 2 or all(label.isdigit() for label in labels):
        return False
    ending = ending.lower()
    long_name = ending in ("it", "us", "co") and len(labels[-1]) > 5
    return ending not in _AMBIGUOUS or address.startswith("/", len(host)) or long_name


def _rule_for(address: str) -> str | None:
    scheme, _, rest = address.rpartition("//")
    host = re.split(r"[/:?#]", rest, maxsplit=1)[0].rpartition("@")[2]
    labels = host.split(".")
    secure = scheme == "https:"
    amazon = labels[-2:-1] == ["amazon"] or (labels[-3:-2] == ["amazon"] and labels[-2] in ("co", "com"))
    if amazon or _is_under(host, _AMAZON):
        return "insecure-link" if scheme and not secure else None
    if _is_under(host, _SHORTENERS):
        return "link-shortener"
    if _is_under(host, _MESSENGER_HOSTS):
        return "messenger-link"
    if _MARKETS.intersection(labels[:-1]):
        return "shop-link"
    if scheme and not secure:
        return "insecure-link"
    if _SHOP.search(f"https://{rest}") and not (secure and _NEEDED.search(address)):
        return "shop-link"
    return "other-link" if secure else "bare-link"


def _is_under(host: str, domains: AbstractSet[str]) -> bool:
    """Return whether `host` is one of the domains, or below one."""
    labels = host.split(".")
    return any(".".join(labels[start:]) in domains for start in range(len(labels)))
