"""E-mail addresses, telephone numbers and messengers that a text asks the buyer to use."""

import re
from collections.abc import Iterator

from spmsg.message.guidelines.reading import Reading, Span

_LETTER = r"[^\W_\u3040-\u30ff\u3400-\u9fff]"
"""A letter or digit of a script with blanks: in Japanese the sentence runs into the address."""
_HOST = (
    rf"(?:{_LETTER}(?:(?:{_LETTER}|-){{0,61}}{_LETTER})?\.){{1,8}}"
    rf"(?:xn--[a-z0-9-]{{2,59}}|(?!\d){_LETTER}{{2,24}})"
)
_OPEN, _CLOSE = r" ?(?: |[(\[{]) ?", r" ?(?: |[)\]}]) ?"
_EMAIL = re.compile(
    "|".join(
        (
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
    ),
    re.IGNORECASE,
)
"""A plain address; and "name at host dot com", with or without brackets, the only disguise looked through."""


def email_addresses(reading: Reading) -> Iterator[Span]:
    """Find e-mail addresses, plain or spelt out."""
    for found in _EMAIL.finditer(reading.text):
        yield reading.place(*found.span())


_NUMBER = re.compile(
    r"(?<![0-9A-Za-zÀ-ÿ_@#/])(?<![0-9A-Za-zÀ-ÿ][.,+-])(?<!\d )(?:\+ ?|\()?\d(?:[ ./()\-ー]{0,3}\d){6,14}"
    r"(?![0-9A-Za-zÀ-ÿ_@])(?![ .,\-/]{0,2}\d)(?! ?[€$£¥円%])"
)
_NATIONAL = re.compile(
    "|".join(
        (
            r"(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])\d{3}[ .-]\d{4}",  # North America
            r"1?[ .-]?8(?:00|88|77|66|55|44|33)[ .-]\d{3}[ .-]?\d{4}",
            r"\(?0(?:1\d{3}|1\d1|11\d|2\d|3\d\d|7\d{3}|8\d\d)\)?[ -]\d{3,4}[ -]?\d{3,4}|07\d{9}",  # Britain
            r"\(?0[1-9]\d{1,4}\)? ?[/-] ?\d{2,6}(?:[ -]?\d{1,5}){0,3}",  # Germany
            r"0(?:[1-9]\d{2,4}|30|40|69|89) \d{4,9}",
            r"01[567]\d{8,9}|0(?:800|180\d)[ /-]\d{2,4}(?:[ -]?\d{2,4}){1,2}",
            r"0[1-9](?:[ .-]\d\d){4}|0[67]\d{8}|0 ?8\d\d[ .]\d{3}[ .]\d{3}",  # France
            r"[679]\d\d([ .-])\d{3}\1\d{3}|[679]\d\d(?:[ .]\d\d){3}|900[ .]\d{2,3}[ .]\d{2,3}",  # Spain
            r"0\d{1,3}[ ./-]\d{3,4}[ .-]?\d{3,4}|3[2-9]\d[ .-]\d{3}[ .-]?\d{3,4}",  # Italy
            r"800[ .-]\d{3}[ .-]?\d{3}",
            r"0(?:120|800|570|50|[789]0|\d{1,4})[-ー(]\d{1,4}[-ー)]\d{3,4}|0[789]0\d{8}",  # Japan
            r"0120[- ]?\d{2,3}[- ]?\d{3}",
        )
    )
)
_DATE_OR_EAN = re.compile(
    r"\d{4}[-/.]\d\d?[-/.]\d\d?(?: \d\d?){0,2}|\d\d?[./-]\d\d?[./-]\d{2,4}(?: .*)?|\d{13}|97[89]-[\d-]{10,}"
)
_CALLING = (
    r"(?:tele)?(?:phone|fon)(?:number|nummer|n)?|tel|call(?: us| me)?|dial|ring|hotline|help ?line|mobile|"
    r"cell|whats ?app|sms|text (?:us|me)|can text|fax|toll[- ]free|an?ruf\w*|rufen|erreich\w*|handy|mobil|"
    r"rufnummer|durchwahl|appel\w*|joindre|joign\w*|téléphon\w+|portable|numéro vert|llam\w*|llám\w*|"
    r"teléfono|móvil|chiam\w*|telefono|cellulare|numero verde|reach (?:us|me)|電話(?:番号)?|携帯|"
    r"ダイヤル|ファックス"
)
_NAMED = (
    r"order|serial|s/n|sn|part|model|tracking|parcel|shipment|ref\w*|invoice|sku|ean|upc|gtin|asin|isbn|item|"
    r"article|code|key|licen[cs]e|lot|batch|vat|version|imei|id|pin|case|ticket|claim|rma|product|size|iban|"
    r"account|zip|postcode|po box|variants?|art|bestell\w*|auftrag\w*|serien\w*|artikel\w*|sendung\w*|"
    r"paket\w*|rechnung\w*|\w*teile?\w*|modell\w*|vorgang\w*|kundenn\w+|charge\w*|plz|typ|ust|steuer\w*|commande|série|"
    r"suivi|colis|facture|pièce|modèle|référence|dossier|siret|siren|tva|pedido|seguimiento|paquete|factura|"
    r"artículo|pieza|modelo|referencia|nif|cif|iva|serie|envío|lote|ordine|tracciamento|pacco|fattura|articolo|"
    r"ricambio|modello|riferimento|codice|spedizione|lotto|seriale|matricola|注文|追跡|伝票|"
    r"問い?合わ?せ番号|型番|"
    r"品番|製造番号|シリアル|商品番号|"
    r"請求|管理番号|コード|お客様番号|受付番号|郵便|部品"
)
_CALL = re.compile(rf"(?<![^\W\d_\u3040-\u9fff])(?:{_CALLING})(?![a-zà-ÿ])", re.IGNORECASE)
_NAME = re.compile(rf"(?<![^\W\d_\u3040-\u9fff])(?:{_NAMED})(?![a-zà-ÿ])", re.IGNORECASE)


def telephone_numbers(reading: Reading) -> Iterator[Span]:
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
        words = re.split(r"[.!?。\n](?=\s|$)(?<!no\.)(?<!nr\.)(?<!tel\.)(?<!art\.)", before.lower())[-1]
        calls, names = (
            max((cue.end() for cue in kind.finditer(words)), default=-1) for kind in (_CALL, _NAME)
        )
        if calls < names or (calls < 0 and re.search(r"\b(?:no|nr|n°)\.? ?:? ?$", words)):
            continue
        by_form = number[0] == "+" or re.match(r"00[1-9]\d[ .-]", number) or _NATIONAL.fullmatch(number)
        if by_form or calls >= 0:
            yield reading.place(*found.span())


_MESSENGER = (
    r"(?:whats ?app|telegram(?!m)|we ?chat|weixin|微信|viber|kakao ?(?:talk)?|skype|imessage|facebook|"
    r"(?<![-\w])messenger|insta(?:gram)?(?![a-z])|tik ?tok|discord|snapchat|zalo|twitter|"
    r"signal(?= ?(?:app|messenger|group|gruppe|chat))|(?-i:LINE)(?! ?[A-HJ-Z])|"
    r"ライン(?=id|公式|アカウント|追加|登録)|インスタ(?:グラム)?|フェイスブック|ワッツアップ|テレグラム|スカイプ)"
)
_INVITED = re.compile(
    r"\b(?:on|via|through|by|over|using|our|my|add|join|per|auf|über|bei|mit|unsere|sur|par|notre|por|vía|"
    r"nuestr[ao]s?|al|su|tramite|nostr[ao]|contact|message|follow|search)\b[^.!?\n]{0,15}?"
    rf"(?<!\w){_MESSENGER}"
    rf"|(?<![a-z]){_MESSENGER}(?: me\b| us\b| ?(?:id\b|no\b|number|nummer|num[eé]ro|número|"
    r"-?gr[uo]u?pp?[eoa]?\b|page|seite|chat|account|公式|アカウント|の?友だち|で|から|にて|へ|まで|を追加|"
    r"のDM|[:@+]|\(?\+?\d{5}))",
    re.IGNORECASE,
)
_OF_GOODS = re.compile(
    r"notification|benachrichtigung|notifica|compatib|kompatib|support(?:s|ed)|works with|funktioniert|"
    r"anzeige|display|shows?\b|zeigt|affiche|muestra|mostra|通知|に対応(?:して|する|した)|表示|"
    r"video ?calls?|sticker|logo|icon|keyboard|frame",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w.@+\"-])@[a-z_][\w.]{2,30}(?![\w@])", re.IGNORECASE | re.ASCII)


def messengers(reading: Reading) -> Iterator[Span]:
    """Find messengers and social networks that the buyer is asked to use, and handles such as `@shop`.

    Not those that are a feature of the goods ("shows notifications of WhatsApp").
    """
    for sentence in re.finditer(r"[^.!?。\n]+", reading.prose):
        if not _OF_GOODS.search(sentence[0]):
            found = _INVITED.search(sentence[0]) or _HANDLE.search(sentence[0])
            if found:
                yield reading.place(sentence.start() + found.start(), sentence.start() + found.end())
