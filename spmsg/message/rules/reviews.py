"""What a text asks about customers' reviews: buying, steering, changing them."""

import re
from collections.abc import Iterator

from spmsg.message.rules.finding import Finding
from spmsg.message.rules.passages import Passage, passages_of
from spmsg.message.rules.reading import Reading


def incentives(reading: Reading) -> Iterator[Finding]:
    """Something offered for a review, or for changing or removing one."""
    for passages in passages_of(reading):
        for i, passage in enumerate(passages):
            reward = reward_of(passages, i)
            if reward is not None and not passage.denied(reward):
                yield passage.finding(reading, reward)


def reward_of(passages: tuple[Passage, ...], i: int) -> "re.Match[str] | None":
    """What the passage `i` offers for the review that it, or one beside it, speaks of.

    A gift beside a review is a reward; what can mend an order as well (a refund, a discount) is one only
    where the words make it the price of the review.
    """
    passage = passages[i]
    here = passage.review() is not None
    near = any(passages[j].review() is not None for j in (i - 1, i + 1) if 0 <= j < len(passages))
    if not (here or near) or passage["settled"]:
        return None
    gift = passage.apart("gift", "settled")
    if gift is not None:
        if here:
            return gift
        if near and (passage["exchange"] or (passage["giving"] and passage.apart("remedy", "gift") is None)):
            return gift
    if passage["thanking"] and passage["giving"] and not passage.refuses(passage["giving"]):
        return passage["giving"]
    remedy = passage.apart("remedy", "settled")
    if remedy is not None and passage["exchange"]:
        before = i > 0 and passages[i - 1].review() is not None
        if here or before:
            return remedy
    return None


def steering(reading: Reading) -> Iterator[Finding]:
    """Asks for good reviews, asks only happy buyers, or keeps unhappy ones from writing theirs."""
    for passages in passages_of(reading):
        if not any(passage.review() for passage in passages):
            continue
        for i, passage in enumerate(passages):
            found = _steers(passage, passages[i + 1] if i + 1 < len(passages) else None)
            if found is not None:
                yield passage.finding(reading, found)
                break


def _steers(passage: Passage, after: Passage | None) -> "re.Match[str] | None":
    wishes: list[re.Match[str] | None] = []
    if passage.review() is not None and not passage["neutral"]:
        wishes = [passage.apart("praise", "not_review"), passage.apart("happy", "not_review")]
    elif passage.review() is None and after is not None and after.review() is not None:
        wishes = [] if after["neutral"] or passage["neutral"] else [passage["happy"]]
    for wish in wishes:
        if wish is not None and not passage.denied(wish):
            return wish
    return passage.apart("divert", "not_review")


def changes(reading: Reading) -> Iterator[Finding]:
    """Asks to change or remove a review."""
    for passages in passages_of(reading):
        before = False
        for passage in passages:
            review = passage.review()
            found = passage.apart("change", "not_review") if review is not None else None
            if found is None and (before or review is not None):
                found = passage["change_it"]
            if found is not None and not (passage.denied(found) or passage.ours(found)):
                yield passage.finding(reading, found)
                break
            before = review is not None
