"""E-mail addresses, telephone numbers and messenger handles, written plainly or in disguise."""

import re
from collections.abc import Iterator

from spmsg.message.rules.finding import Finding
from spmsg.message.rules.links import find_links
from spmsg.message.rules.passages import inscriptions
from spmsg.message.rules.reading import Reading

_AT = (
    r"(?:@|[(\[{<*_\s-]{0,2}(?:@|\bat\b|\baet\b|arobase|arroba|chiocciola|klammeraffe|アットマーク|"
    r"アット|あっと)[)\]}>*_\s-]{0,2})"
)
_DOT = r"(?:\.|[(\[{<*_\s-]{0,2}(?:\.|\bdot\b|\bpunkt\b|\bpoint\b|\bpunto\b|ドット|どっと)[)\]}>*_\s-]{0,2})"
_ENDING = (
    r"(?:com?|net|org|info|biz|eu|de|fr|es|it|jp|uk|us|ca|mx|br|nl|be|pl|se|ch|at|ie|io|me|cn|"
    r"shop|store|online|app|xyz|hk|au|in|pt|tr|gmbh)"
)
_PROVIDER = (
    r"(?:g ?mail|googlemail|outlook|hotmail|yahoo|icloud|aol|gmx|web\.de|t-online|protonmail|"
    r"proton|qq|163|126|live|msn|libero|orange|wanadoo|laposte|free\.fr|mail\.ru|yandex|"
    r"docomo|ezweb|softbank|tiscali|virgilio|zoho|mail)"
)

_MAILBOX = "(?:gmail|googlemail|hotmail|yahoo|icloud|gmx|aol|protonmail)"
_NO_NAME = (
    "us|me|them|him|her|you|it|all|shop|store|site|page|online|available|found|look|find|visit|buy|order|"
    "ordered|sold|manual|guide|video|instructions|info|information|here|more|is|are|was|and|or|not|account"
)
"""Before "at lampen.de" these are no one's name: the address is a web site."""


def email_addresses(reading: Reading) -> Iterator[Finding]:
    """Addresses as such, with "at" and "dot" in words or brackets, and with blanks or full-width signs."""
    view = reading.folded
    text = view.text
    if not re.search(
        r"@|\bat\b|\bat[)\]}]|\baet\b|arobase|arroba|chiocciola|klammeraffe|アット|あっと|\(a\)|\[a\]", text
    ):
        return
    patterns = (
        r"(?<![\w.+-])[\w.+-]{1,64}@[a-z0-9][a-z0-9.-]{0,250}\.[a-z]{2,24}(?!\w)",
        rf"(?<![\w])[\w.+-]{{2,64}}\s{{0,3}}[(\[{{<]\s?(?:at|a|aet|@|arroba|arobase|chiocciola|"
        rf"klammeraffe|"
        rf"アット)\s?[)\]}}>]\s{{0,3}}[\w-]{{2,64}}(?:\s{{0,2}}{_DOT}\s{{0,2}}[a-z]{{2,24}})?",
        rf"(?<![\w])[\w.+-]{{2,64}}\s{{0,3}}@\s{{0,3}}[a-z0-9-]{{2,64}}"
        rf"\s{{0,3}}{_DOT}\s{{0,3}}{_ENDING}(?![a-z0-9])",
        rf"(?<![\w])[\w.+-]{{2,64}}[\s_-]{{0,3}}(?:\bat\b|(?<=_)at(?=_)|aet|arroba|arobase|"
        rf"chiocciola|klammeraffe|アットマーク|アット|"
        rf"あっと)[\s_-]{{0,3}}[a-z0-9-]{{2,40}}(?:[\s_-]{{0,2}}(?:\.|dot|punkt|point|punto|ドット|"
        rf"どっと)[\s_-]{{0,2}}[a-z0-9-]{{2,40}}){{0,2}}[\s_-]{{0,2}}(?:(?<=[\s_-])dot|"
        rf"(?<=[\s_-])punkt|(?<=[\s_-])point|(?<=[\s_-])punto|[(\[]\s?(?:dot|punkt|point|punto|"
        rf"\.)\s?[)\]]|ドット|どっと)[\s_-]{{0,2}}{_ENDING}(?![a-z0-9])",
        rf"(?<![\w])[\w.+-]{{2,64}}\s{{0,3}}(?:\bat\b|aet|arroba|arobase|chiocciola|klammeraffe|"
        rf"アットマーク|アット)\s{{0,3}}{_PROVIDER}\s{{0,2}}(?:{_DOT}\s{{0,2}}{_ENDING})(?![a-z0-9])",
        rf"(?<![\w])[\w.+-]{{2,64}}\s{{0,2}}(?:arroba|arobase|chiocciola|klammeraffe|"
        rf"アットマーク)\s{{0,2}}[a-z0-9-]{{2,64}}\s{{0,2}}{_DOT}\s{{0,2}}{_ENDING}(?![a-z0-9])",
        rf"(?<![\w])[a-z][\w.+-]{{2,64}}\s?@\s?{_PROVIDER}(?!\w)",
        rf"(?<![\w])(?!(?:{_NO_NAME})\s)[\w.+-]{{3,64}} at (?:{_MAILBOX}(?!\w)|[a-z0-9-]{{2,40}}"
        rf"\.{_ENDING}(?![\w.-]))",
    )
    taken: list[tuple[int, int]] = list(inscriptions(text))
    for pattern in patterns:
        for found in re.finditer(pattern, text):
            if any(found.start() < end and start < found.end() for start, end in taken):
                continue
            if re.search(r"amazon", found[0]) and "@" not in found[0]:
                continue
            taken.append(found.span())
            yield Finding(*reading.place(view, *found.span()))


_PHONE_CUE = (
    r"tel(?:efon\w*|ephon\w*|\.|:)?|phone|call\w*|dial|ring|hotline|help ?line|mobile|cell|"
    r"whats ?app|wa|sms|(?:can|please|to|or|just|may) text|text (?:us|me|at|our)|"
    r"fax|viber|wechat|line id|signal|"
    r"anruf\w*|ruf\w*|erreich\w*|handy(?!h)|mobil|rufnummer|durchwahl|appel\w*|joindre|"
    r"joign\w*|portable|numero vert|standard|llam\w*|movil|celular|"
    r"chiam\w*|cellulare|numero verde|contatt\w*|contact\w*|reach|kontakt\w*|電話|携帯|フリーダイヤル|"
    r"tel|連絡先|お問い?合わ?せ|ライン"
)
_OTHER_NUMBER = (
    r"order|serial|s/n|art|appointment|sn|part|model|tracking|parcel|shipment|consignment|ref(?:erence)?|"
    r"invoice|sku|ean|upc|gtin|asin|isbn|item|article|code|key|licen[cs]e|lot|batch|vat|"
    r"version|firmware|imei|id|pin|case|ticket|claim|rma|product|style|size|cat(?:alogue)?|hs|"
    r"iban|account|your (?:\w+ )?number|ihre (?:\w+-?)?nummer|votre numero|su numero|suo numero|"
    r"number of|colou?r|zip|postcode|mac|charge|box|label|"
    r"bestell\w*|auftrag\w*|serien\w*|seriennummer|artikel\w*|sendung\w*|paket\w*|pakets?|"
    r"rechnung\w*|teile\w*|ersatzteil\w*|modell\w*|vorgang\w*|kunden\w*|schlussel|charge\w*|"
    r"plz|typ\w*|"
    r"commande|serie|suivi|colis|facture|article|piece|modele|reference|dossier|lot|cle|"
    r"activation|siret|siren|"
    r"pedido|seguimiento|paquete|factura|articulo|pieza|modelo|referencia|clave|activacion|"
    r"nif|cif|envio|lote|"
    r"ordine|tracciamento|pacco|fattura|articolo|ricambio|modello|riferimento|codice|chiave|"
    r"attivazione|spedizione|lotto|partita iva|seriale|matricola|"
    r"注文|追跡|伝票|問い?合わ?せ番号|型番|品番|製造番号|シリアル|商品番号|請求|管理番号|コード|番号札|お?客様番号|受付番号|会員番号|整理番号|郵便|部品|キー"
)
_COUNTRY = (
    r"(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|35\d|42[01]|85[2356]|"
    r"88[068]|97[1-7]|96[0-8]|99\d)"
)
_SEPARATOR = r"[ .\-/·()_]{0,3}"
_NATIONAL = (
    # North America, with its marks; toll-free numbers with letters
    r"(?:1[ .\-]{1,2})?\([2-9]\d\d\)[ .\-]{0,2}\d{3}[ .\-]{0,2}\d{4}",
    r"(?:1[ .\-])?[2-9]\d\d([ .\-])[2-9]\d\d\1\d{4}",
    r"1?[ .\-]?8(?:00|88|77|66|55|44|33)[ .\-](?:\d{3}[ .\-]?\d{4}|[a-z]{4,9}|\d{3}-[a-z]{4})",
    # United Kingdom and Ireland
    r"\(?0(?:1\d{3}|1\d1|11\d|2\d|3\d\d|7\d{3}|8\d\d|16\d{2})\)?[ \-]\d{3,4}[ \-]?\d{3,4}|"
    r"0(?:1\d{3}|7\d{3})[ \-]\d{5,6}|07\d{9}",
    # Germany, Austria
    r"\(?0[1-9]\d{1,4}\)?[ ]{0,1}[/\-–][ ]{0,1}\d{2,5}(?:[ \-]?\d{2,5}){0,3}|0[1-9]\d{1,4} "
    r"\d{3,5}(?:[ \-]?\d{2,4}){1,2}|01[567]\d{8,9}|0(?:800|180\d)[ \-/]\d{2,4}(?:[ "
    r"\-]?\d{2,4}){1,2}",
    # France
    r"0[1-9](?:[ .\-]\d\d){4}|0[67]\d{8}|0 ?8\d\d[ .]\d{3}[ .]\d{3}",
    # Spain
    r"[679]\d\d([ .\-])\d{3}\1\d{3}|[679]\d\d[ .]\d\d[ .]\d\d[ .]\d\d|[89]\d[ .\-]\d{3}[ "
    r".\-]\d{2}[ .\-]\d{2}|900[ .]\d{2,3}[ .]\d{2,3}[ .]?\d{0,2}",
    # Italy
    r"0\d{1,3}[ .\-/]\d{3,4}[ .\-]?\d{3,4}|3[2-9]\d[ .\-]\d{3}[ .\-]?\d{4}|3[2-9]\d[ "
    r".\-]\d{6,7}|800[ .\-]\d{3}[ .\-]?\d{3}",
    # Japan
    r"0(?:120|800|570|50|[789]0|\d{1,4})[\-ー(]\d{1,4}[\-ー)]\d{3,4}"
    r"|0[789]0\d{8}|0120[\- ]?\d{2,3}[\- ]?\d{3}",
)
_DIGIT_WORDS = (
    "zero|oh|one|two|three|four|five|six|seven|eight|nine|null|eins|zwei|zwo|drei|vier|funf|"
    "sechs|sieben|acht|neun|un|deux|trois|quatre|cinq|sept|huit|neuf|"
    "cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|due|tre|quattro|cinque|sei|sette|"
    "otto|nove|double|triple|ゼロ|いち|に|さん|よん|ご|ろく|なな|はち|きゅう"
)


_ABBREVIATIONS = (
    r"\bart",
    r"\bno",
    r"\bnr",
    r"\bn",
    r"\bref",
    r"\bser",
    r"\bcod",
    r"\bnum",
    r"\bmod",
    r"\btel",
    r"\bbest",
    r"\binv",
)
"""Before a number: the dot behind them ends no sentence."""


def telephone_numbers(reading: Reading) -> Iterator[Finding]:
    """Numbers one can dial; not order, part, serial, tracking or article numbers, dates, prices or sizes.

    An international number speaks for itself, a national one by its form unless words before it call it
    something else, other digits only where words before them invite to call.
    """
    view = reading.folded
    text = view.text
    for link in find_links(text):
        text = text[: link.start] + " " * (link.end - link.start) + text[link.end :]
    text = re.sub(
        r"(?<=\d)[ol](?=[\dol]{0,3}\d)|(?<![\w])o(?=\d{3})", lambda f: "0" if f[0] == "o" else "1", text
    )
    taken: list[tuple[int, int]] = list(inscriptions(text))

    def new(start: int, end: int) -> bool:
        if any(start < e and s < end for s, e in taken):
            return False
        taken.append((start, end))
        return True

    for order in re.finditer(
        r"(?<!\d)[\dd]\d\d-\d{7}-\d{7}(?!\d)|(?<!\d)\d{4}-\d\d-\d\d(?!\d)|"
        r"(?<!\d)\d\d?[./]\d\d?[./](?:19|20)\d\d(?!\d)",
        text,
    ):
        new(*order.span())
    international = (
        rf"(?:(?<![\w+])\+|(?<![\w.,\-/+#])00(?={_COUNTRY}[ .\-(/]))"
        rf"{_SEPARATOR}{_COUNTRY}(?:{_SEPARATOR}\d){{6,13}}(?!\d)"
    )
    for found in re.finditer(international, text):
        if (text[found.start()] == "+" or not _named_otherwise(text, *found.span())) and new(*found.span()):
            yield Finding(*reading.place(view, *found.span()))
    for pattern in _NATIONAL:
        for found in re.finditer(
            rf"(?<![a-z0-9_.,+\-/#])(?:{pattern})(?![a-z0-9_]|[.,\-/]\d|[ ]?(?:€|eur|usd|円|%|x\s?\d))", text
        ):
            if (
                not _named_otherwise(text, *found.span())
                and not _behind_currency(text, found.start())
                and new(*found.span())
            ):
                yield Finding(*reading.place(view, *found.span()))
    cued = (
        rf"(?<![a-z])(?:{_PHONE_CUE})(?![a-z])[^\d\n]{{0,40}}?"
        rf"(?<![\w.,#-])(?P<number>\(?\+?\d(?:{_SEPARATOR}\d){{6,14}})(?![\w]|"
        rf""
        rf"[.,]\d)"
    )
    for found in re.finditer(cued, text):
        start, end = found.span("number")
        if (
            not _named_otherwise(text, start, end)
            and not re.fullmatch(r"\d{4}-\d\d-\d\d|\d{13}", found["number"])
            and new(start, end)
        ):
            yield Finding(*reading.place(view, start, end))
    for found in re.finditer(
        rf"(?<!\w)(?:(?:{_DIGIT_WORDS}|\d)[\s,.\-]{{1,3}}){{6,20}}(?:{_DIGIT_WORDS}|\d)(?!\w)", text
    ):
        if (
            len(re.findall(r"[a-z]+", found[0])) >= 3
            and not _named_otherwise(text, *found.span())
            and new(*found.span())
        ):
            yield Finding(*reading.place(view, *found.span()))


def _named_otherwise(text: str, start: int, end: int) -> bool:
    """Whether the words before a number, or before one like it, call it something else than a telephone's.

    One is like it that differs in its last two digits at most: "part 800-555-0147, not 800-555-0148".
    """
    like = re.finditer(rf"(?<!\w){re.escape(text[start : end - 2])}", text[:start])
    return any(_other_name(text, place) for place in (start, *(found.start() for found in like)))


def _other_name(text: str, start: int) -> bool:
    """Whether the words before a number call it something else, and none after those a telephone number."""
    before = re.split(
        rf"(?<!{')(?<!'.join(_ABBREVIATIONS)})[.!?\n](?=\s|$)|。", text[max(0, start - 48) : start]
    )[-1]
    other = list(re.finditer(rf"(?<![a-z])(?:{_OTHER_NUMBER})(?![a-z])", before))
    phone = list(re.finditer(rf"(?<![a-z])(?:{_PHONE_CUE})(?![a-z])", before))
    if not phone:
        return bool(other) or re.search(r"\b(?:no|nr|n°)\W*$", before) is not None
    return bool(other) and phone[-1].end() <= other[-1].end()


def _behind_currency(text: str, start: int) -> bool:
    return text[max(0, start - 2) : start].strip()[-1:] in ("$", "€", "£", "¥")
