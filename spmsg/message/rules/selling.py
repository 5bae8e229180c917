"""What a text sells: advertising, dealings outside Amazon, and messages without a purpose."""

import re
from collections.abc import Iterator

from spmsg.message.rules.finding import Finding
from spmsg.message.rules.passages import Passage, passages_of
from spmsg.message.rules.reading import Reading
from spmsg.message.rules.reviews import reward_of


def promotion(reading: Reading) -> Iterator[Finding]:
    """Advertising: coupons, discounts to come, other goods, newsletters; nothing settled in this order."""
    for passages in passages_of(reading):
        for i, passage in enumerate(passages):
            found = passage.apart("promotion", "settled")
            if found is None or passage["settled"] or passage.denied(found):
                continue
            if passage.review() is not None and reward_of(passages, i) is not None:
                continue  # told as an incentive
            yield passage.finding(reading, found)
            break


def off_amazon(reading: Reading) -> Iterator[Finding]:
    """Leads the buyer to buy, pay or talk outside Amazon."""
    for passages in passages_of(reading):
        for passage in passages:
            found = next((one for one in passage.all("elsewhere") if not passage.denied(one)), None)
            if found is not None:
                yield passage.finding(reading, found)
                break


def without_purpose(reading: Reading) -> Iterator[Finding]:
    """Every sentence is thanks, an offer of help, or an order or shipping confirmation.

    A number may be what the buyer needs (a date, a parcel's, a locker's), a question wants its answer.
    """
    if re.search(r"[\d?]|か。", reading.words.text):
        return
    for passages in passages_of(reading):
        said = [passage for passage in passages if not _signature(passage)]
        idle = [passage for passage in said if _idle(passage)]
        if len(idle) == len(said) > 1 and any(len(passage.sentence.text) > 12 for passage in idle):
            yield Finding(0, len(reading.original))
            return


def _idle(passage: Passage) -> bool:
    text = passage.sentence.text.strip(" \t\r\n,;:-!?")
    return passage.review() is None and passage.language.is_whole("idle", text)


def _signature(passage: Passage) -> bool:
    text = passage.sentence.text.strip()
    return len(text.split()) <= 3 and "?" not in text and len(text) < (30 if text.isascii() else 12)
