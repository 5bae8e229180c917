"""Messengers and social networks that a text asks the buyer to write to."""

import re
from collections.abc import Iterator

from spmsg.message.rules.finding import Finding
from spmsg.message.rules.phrases import languages_of
from spmsg.message.rules.reading import Reading

_NAMES = (
    r"whats ?app|whatsap|telegram(?!m)|we ?chat|weixin|微信|viber|kakao(?: ?talk)?|skype|"
    r"imessage|facebook|messenger|insta(?:gram)?|tik ?tok|discord|snapchat|zalo|"
    r"カカオトーク|インスタ(?:グラム)?|フェイスブック|ワッツアップ|テレグラム|スカイプ|ディスコード|ライン(?:id|で友|公式|アカウント|から|にて)"
)
_LINE = (
    r"line ?(?:id|公式|@|アカウント|の?友|から|にて|へ|に|で(?!す|き)|を|追加)"
    r"|(?:on|via|our|add|through|per|auf|"
    r"ueber|uber|sur|par|por|en|su|tramite)(?: us| our| our official)?(?: on)? line"
)
_SIGNAL = r"(?:on|via|per|uber|ueber|sur|por|su|through) signal|signal (?:app|messenger|group|gruppe|chat)"
_SOCIAL = (
    r"insta|telegram|tik ?tok|twitter|follow|folgen|suiv|sigu|seguici|dm |line|wechat|find us|"
    r"find me|contact|reach|message us|フォロー|追加"
)


def messengers(reading: Reading) -> Iterator[Finding]:
    """Names of messengers with an invitation to use them, and handles such as `@shop`.

    A messenger that is a feature of the goods ("shows WhatsApp notifications") or their motif is none.
    """
    view = reading.words
    languages = languages_of(view.text)
    for sentence in reading.sentences:
        for found in re.finditer(
            rf"(?<![a-z])(?:(?P<name>{_NAMES})|(?P<line>{_LINE})|(?P<signal>{_SIGNAL}))(?![a-z])",
            sentence.text,
        ):
            start, end = sentence.start + found.start(), sentence.start + found.end()
            first, last = reading.place(view, start, end)
            if found["line"] and "LINE" not in reading.original[first:last] and not found["line"].isascii():
                continue
            if (
                found["line"]
                and found["line"].isascii()
                and "LINE" not in reading.original[first:last]
                and "Line " not in reading.original[first:last]
            ):
                continue
            around = sentence.text[max(0, found.start() - 45) : found.end() + 45]
            handle = re.search(
                r"[@+]\s?\w|\bid\b|\d{6}|^\W{0,2}[:=]\s?[a-z]\w{3}",
                sentence.text[found.end() : found.end() + 30],
            )
            shown = any(language.find("only_shown", sentence.text) for language in languages)
            invited = any(language.find("reach", around) for language in languages)
            if handle or found["line"] or (invited and not shown):
                yield Finding(first, last)
                break
    folded = reading.folded
    for found in re.finditer(r"(?<![\w.@+-])@[a-z_][a-z0-9_.]{2,30}(?![\w@])", folded.text):
        if re.search(_SOCIAL, folded.text[max(0, found.start() - 60) : found.end() + 40]):
            yield Finding(*reading.place(folded, *found.span()))
