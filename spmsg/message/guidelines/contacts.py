"""E-mail addresses, telephone numbers and messengers that a text asks the buyer to use."""

import re
from collections.abc import Iterator

from spmsg.message.guidelines.characters import Span
from spmsg.message.guidelines.reading import Reading

_LETTER = r"[^\W_\u3040-\u30ff\u3400-\u9fff]"
"""A letter or digit of a script with blanks: in Japanese the sentence runs into the address."""
_HOST = rf"(?:{_LETTER}(?:(?:{_LETTER}|-){{0,61}}{_LETTER})?\.){{1,8}}"
_EMAIL = re.compile(
    rf"(?:mailto:)?(?:{_LETTER}|[.%+'_-]){{1,64}}@(?:{_HOST}(?:xn--[a-z0-9-]{{2,59}}|(?!\d){_LETTER}{{2,24}})|"
    r"\[[0-9a-f:.]{3,45}\])"
    r"|\"[^\"\n]{1,62}\"@[a-z0-9.-]{1,60}\.[a-z]{2,24}|mailto:(?=\S)"
    r"|\b[\w.+-]{2,64} ?(?: |[(\[{]) ?(?:at|ät) ?(?: |[)\]}]) ?[\w-]{2,63} ?(?: |[(\[{]) ?(?:dot|punkt) ?(?: |[)\]}])"
    r" ?[a-z]{2,24}\b"
    r"|\b[\w.+-]{2,64} ?(?: |[(\[{]) ?(?:arobase|arroba|chiocciola) ?(?: |[)\]}]) ?[\w-]{2,63}"
    r"(?: ?(?: |[(\[{]) ?(?:point|punto|dot) ?(?: |[)\]}]) ?|\.)[a-z]{2,24}\b"
    r"|\b[\w.+-]{2,64} ?[(\[{] ?(?:at|a|ät|@) ?[)\]}] ?[\w-]{2,63}(?:\.| ?[(\[{] ?(?:dot|\.) ?[)\]}] ?)[a-z]{2,24}\b",
    re.IGNORECASE,
)
"""A plain address; and "name at host dot com", with or without brackets, the only disguise looked through."""


def email_addresses(reading: Reading) -> Iterator[Span]:
    """E-mail addresses, plain or spelt out."""
    for found in _EMAIL.finditer(reading.text):
        yield reading.place(*found.span())


_NUMBER = re.compile(
    r"(?<![\w@#/])(?<!\d[ .,+-])(?:\+ ?|\()?\d(?:[ ./()\-ー]{0,3}\d){6,14}(?![\w@])(?![ .,\-/]{0,2}\d)(?! ?[€$£¥円%])"
)
_NATIONAL = re.compile(
    r"(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])\d{3}[ .-]\d{4}"  # North America
    r"|1?[ .-]?8(?:00|88|77|66|55|44|33)[ .-]\d{3}[ .-]?\d{4}"
    r"|\(?0(?:1\d{3}|1\d1|11\d|2\d|3\d\d|7\d{3}|8\d\d)\)?[ -]\d{3,4}[ -]?\d{3,4}|07\d{9}"  # the United Kingdom
    r"|\(?0[1-9]\d{1,4}\)? ?[/-] ?\d{2,6}(?:[ -]?\d{1,5}){0,3}|0[1-9]\d{2,4} \d{4,9}|01[567]\d{8,9}"  # Germany
    r"|0(?:800|180\d)[ /-]\d{2,4}(?:[ -]?\d{2,4}){1,2}"
    r"|0[1-9](?:[ .-]\d\d){4}|0[67]\d{8}|0 ?8\d\d[ .]\d{3}[ .]\d{3}"  # France
    r"|[679]\d\d([ .-])\d{3}\1\d{3}|[679]\d\d(?:[ .]\d\d){3}|900[ .]\d{2,3}[ .]\d{2,3}"  # Spain
    r"|0\d{1,3}[ ./-]\d{3,4}[ .-]?\d{3,4}|3[2-9]\d[ .-]\d{3}[ .-]?\d{3,4}|800[ .-]\d{3}[ .-]?\d{3}"  # Italy
    r"|0(?:120|800|570|50|[789]0|\d{1,4})[-ー(]\d{1,4}[-ー)]\d{3,4}|0[789]0\d{8}|0120[- ]?\d{2,3}[- ]?\d{3}"  # Japan
)
_ORDINARY = re.compile(
    r"\d{4}[-/.]\d\d?[-/.]\d\d?(?: \d\d?){0,2}|\d\d?[./-]\d\d?[./-]\d{2,4}(?: .*)?|\d{13}|\d{3}-\d{10,}|\d{8} ?-? ?\d{8}"
)
"""Dates, EAN and ISBN, and the beginnings of order IDs."""
_CALLING = (
    r"(?:tele)?(?:phone|fon)(?:number|nummer|n)?|tel|call(?: us| me)?|dial|ring|hotline|help ?line|mobile|cell|"
    r"whats ?app|sms|text (?:us|me)|fax|toll[- ]free|an?ruf\w*|rufen|erreich\w*|handy|mobil|rufnummer|durchwahl|"
    r"appel\w*|joindre|joign\w*|téléphon\w+|portable|numéro vert|llam\w*|llám\w*|teléfono|móvil|chiam\w*|telefono|"
    r"cellulare|numero verde|reach (?:us|me)|電話|携帯|フリーダイヤル|ダイヤル|ファックス"
)
_NAMED = (
    r"order|serial|s/n|sn|part|model|tracking|parcel|shipment|ref\w*|invoice|sku|ean|upc|gtin|asin|isbn|item|article|"
    r"code|key|licen[cs]e|lot|batch|vat|version|imei|id|pin|case|ticket|claim|rma|product|size|iban|account|"
    r"zip|postcode|po box|bestell\w*|auftrag\w*|serien\w*|artikel\w*|sendung\w*|paket\w*|rechnung\w*|\w*teile?\w*|modell\w*|"
    r"vorgang\w*|kunden\w*|charge\w*|plz|typ|ust|steuer\w*|commande|série|suivi|colis|facture|pièce|modèle|référence|"
    r"dossier|siret|siren|tva|pedido|seguimiento|paquete|factura|artículo|pieza|modelo|referencia|nif|cif|iva|"
    r"envío|lote|ordine|tracciamento|pacco|fattura|articolo|ricambio|modello|riferimento|codice|spedizione|"
    r"lotto|seriale|matricola|注文|追跡|伝票|問い?合わ?せ番号|型番|品番|製造番号|シリアル|商品番号|請求|管理番号|コード|"
    r"お客様番号|受付番号|郵便|部品|no|nr|nº|n°|号"
)
_CALL = re.compile(rf"(?<![^\W\d_])(?:{_CALLING})(?![a-zà-ÿ])", re.IGNORECASE)
_NAME = re.compile(rf"(?<![^\W\d_])(?:{_NAMED})(?![a-zà-ÿ])", re.IGNORECASE)


def telephone_numbers(reading: Reading) -> Iterator[Span]:
    """Numbers one can dial; not order, part, serial, tracking or article numbers, dates or prices.

    A number is one by "+", by the form of a country's numbers, or by a word before it that invites to call;
    unless a word that stands nearer to it calls it something else.
    """
    text = re.sub(r"https?://\S+", lambda link: " " * len(link[0]), reading.text)
    for found in _NUMBER.finditer(text):
        number = found[0]
        if _ORDINARY.fullmatch(number) or text[max(0, found.start() - 2) : found.start()].strip()[-1:] in "$€£¥" * (
            found.start() > 0
        ):
            continue
        before = re.split(r"[.!?。\n](?=\s|$)(?<!no\.)(?<!nr\.)(?<!tel\.)", text[max(0, found.start() - 50) : found.start()])
        words = before[-1]
        calls, names = (max((one.end() for one in cue.finditer(words)), default=-1) for cue in (_CALL, _NAME))
        if calls < names or (calls == names == -1 and re.search(r"(?:no|nr)\.? ?:? ?$", words, re.IGNORECASE)):
            continue
        looks_so = number[0] == "+" or re.match(r"00[1-9]\d[ .-]", number) or _NATIONAL.fullmatch(number.strip())
        if looks_so or calls >= 0:
            yield reading.place(*found.span())


_MESSENGER = (
    r"(?:whats ?app|telegram(?!m)|we ?chat|weixin|微信|viber|kakao ?(?:talk)?|skype|imessage|facebook|(?<![-\w])messenger|"
    r"insta(?:gram)?|tik ?tok|discord|snapchat|zalo|twitter|signal(?= ?(?:app|messenger|group|gruppe|chat))|"
    r"(?-i:LINE)(?! ?[A-Z])|ライン(?=id|公式|アカウント|追加|登録)|インスタ(?:グラム)?|フェイスブック|ワッツアップ|テレグラム|スカイプ)"
)
_INVITED = re.compile(
    r"(?:\b(?:on|via|through|by|over|using|our|my|add|join|per|auf|über|bei|mit|sur|par|notre|por|vía|nuestro|nuestra|"
    r"nuestros|su|tramite|nostro|nostra|contact|message|follow)\b[^.!?\n]{0,15}?)(?<![\w])(" + _MESSENGER + r")(?!\w*[-]?(?:compatib|kompatib))"
    r"|(" + _MESSENGER + r") ?(?:id\b|no\b|number|nummer|numéro|número|numero|group|gruppe|groupe|grupo|gruppo|page|"
    r"seite|chat|account|公式|アカウント|友|の?友だち|で|から|にて|へ|まで|を追加|[:@+]|\(?\+?\d{5})",
    re.IGNORECASE,
)
_OF_GOODS = re.compile(
    r"notification|benachrichtigung|notifica|compatib|kompatib|support(?:s|ed)|works with|funktioniert|anzeige|display|"
    r"shows?|zeigt|affiche|muestra|mostra|通知|対応|表示|video ?calls?|app store|sticker|logo|icon|case|keyboard",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w.@+-])@[a-z_][\w.]{2,30}(?![\w@])", re.IGNORECASE | re.ASCII)


def messengers(reading: Reading) -> Iterator[Span]:
    """Messengers and social networks that the buyer is asked to use, and handles such as `@shop`.

    Not those that are a feature of the goods ("shows notifications of WhatsApp").
    """
    for sentence in re.finditer(r"[^.!?。\n]+", reading.prose):
        if _OF_GOODS.search(sentence[0]):
            continue
        found = _INVITED.search(sentence[0])
        if found:
            group = 1 if found[1] else 2
            start, end = (sentence.start() + each for each in found.span(group))
            yield reading.place(start, end)
        elif handle := _HANDLE.search(sentence[0]):
            yield reading.place(*(sentence.start() + each for each in handle.span()))
