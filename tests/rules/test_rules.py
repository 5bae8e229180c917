"""What each rule takes and leaves, where it points, and how it is allowed."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spmsg.message.rules import RULES, RuleContext, UnknownRuleError, check_rules, judge
from spmsg.message.rules.phrases import CONCEPTS, JAPANESE, LATIN, Language
from spmsg.message.violation import Severity

NOTHING_ELSE = RuleContext()


def rules_of(text: str) -> set[str]:
    return {violation.rule for violation in check_rules(text, context=NOTHING_ELSE)}


def test_every_rule_names_its_source_and_its_remedy() -> None:
    for name, rule in RULES.items():
        assert rule.name == name
        assert rule.source and rule.remedy and rule.message
        assert set(rule.unless) <= RULES.keys()


@pytest.mark.parametrize(
    "text",
    [
        "Write to help@shop-of-anna.com",
        "Write to help (at) annas dot com",
        "Write to help [at] annas [dot] com",
        "Write to help＠annas．com",
        "Write to h\u200belp@an\u00adnas.com",
        "Write to anna at gmail dot com",
        "Write to annaberg at lampen.de",
        "Write to anna @ annas . com",
        "Schreiben Sie an hilfe (ät) laden (punkt) de",
        "Écrivez à aide arobase boutique point fr",
        "Escriba a ayuda arroba tienda punto es",
        "Scriva a aiuto chiocciola negozio punto it",
    ],
)
def test_an_email_address_is_found_however_it_is_written(text: str) -> None:
    assert "email-address" in rules_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ring +44 20 7946 0018 please",
        "Ring ０２０ ７９４６ ００１８ please",
        "Ring 020 79\u200b46 0018 please",
        "Call five five five zero one two three four",
        "Call (415) 555-0132",
        "Tel.: 089 / 5550 1190",
        "Téléphone : 01.70.18.55.20",
        "Llame al 655 123 456",
        "Chiami il 347 555 0192",
        "お電話は 03-5555-0142 まで",
        "フリーダイヤル0120-555-014まで",
        "You can text 4155550132",
    ],
)
def test_a_telephone_number_is_found_in_each_country_s_writing(text: str) -> None:
    assert "telephone" in rules_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Your order 114-3941689-8772232 was held at customs.",
        "Serial number 0170-4459912, part 0281-002-667.",
        "EAN 4006381333931 and ASIN B08N5WRWNW differ.",
        "Tracking number 00340434161094042557 at DHL.",
        "It arrives between 2026-03-14 and 16.03.2026, 08:00-12:00.",
        "The amount of $1,299.00 was refunded; size 42/43, 250 x 300 x 1200 mm.",
        "Artikelnummer 0170 5551234 passt nicht.",
    ],
)
def test_order_part_and_tracking_numbers_are_no_telephone_numbers(text: str) -> None:
    assert "telephone" not in rules_of(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("See https://www.amazon.de/gp/css/order-history", None),
        ("See https://sellercentral.amazon.co.uk/x and https://amzn.to/3abc", None),
        ("See https://amazon-deals.com/x", "shop-link"),
        ("See https://carrier.example.org/track?id=5", "other-link"),
        ("See http://carrier.example.org/track?id=5", "insecure-link"),
        ("See hxxp://carrier.example.org/track", "insecure-link"),
        ("See bit.ly/3abc", "link-shortener"),
        ("See https://t.me/shop", "messenger-link"),
        ("See www.shop-of-anna.com", "shop-link"),
        ("See www.carrier-info.com", "bare-link"),
        ("See carrier-info.de for the label", "bare-link"),
        ("It has arrived.It is in the manual.pdf, e.g. page 5.", None),
        ("We use node.js v1.2.3 and Co.Ltd at 3.5 in.", None),
    ],
)
def test_a_link_is_judged_by_where_it_leads(text: str, rule: str | None) -> None:
    links = {name for name in rules_of(text) if name.endswith(("-link", "-shortener"))}
    assert links == ({rule} if rule else set())


@pytest.mark.parametrize(
    "text", ["size 5 < 6 and 7 > 6", "I <3 it", "<your name>", "a<b and c>d", "R&D; x & y"]
)
def test_angle_brackets_alone_are_no_html(text: str) -> None:
    assert "html" not in rules_of(text)


@pytest.mark.parametrize(
    "text", ["<b>now</b>", "a<br/>b", '<a href="https://amazon.com">x</a>', "5&nbsp;cm", "<!-- x -->"]
)
def test_tags_and_character_references_are_html(text: str) -> None:
    assert "html" in rules_of(text)


def test_spelling_tricks_do_not_hide_a_coupon() -> None:
    for text in (
        "Use your c0upon for 20% off",
        "Use your с\u200bоupon for 20% off",
        "Get a c o u p o n for your next order",
    ):
        assert "promotion" in rules_of(text), text


@pytest.mark.parametrize(
    "text",
    [
        'The "Buy 1 Get 1 Free" rubber stamp is ready; is 38 x 14 mm right?',
        "Your book «Coupons, coupons!» is late, do you still want it?",
        "「5つ星レビュー」という文字の刻印でよろしいですか。",
    ],
)
def test_a_quoted_title_or_inscription_is_not_what_the_seller_says(text: str) -> None:
    assert rules_of(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        'Please leave "5 stars" for us on Amazon',
        'Use "SAVE10" for 10% off your next order',
    ],
)
def test_what_the_buyer_is_to_do_is_found_in_quotation_marks_as_well(text: str) -> None:
    assert rules_of(text) & {"review-steering", "promotion"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("We cannot offer a gift for a review.", None),
        ("We do not have it here any longer, but you find it on our website.", "off-amazon"),
        ("If you cannot give us 5 stars in your review, please write to us.", "review-steering"),
        ("Don't miss our summer sale!", "promotion"),
        ("There is no need to change your review.", None),
        ("We will update the manual thanks to your review.", None),
        ("Wir können für Bewertungen keine Gutscheine geben.", None),
        ("レビューと引き換えにクーポンを差し上げることはできません。", None),
    ],
)
def test_a_negation_turns_the_words_of_its_own_clause(text: str, rule: str | None) -> None:
    assert rules_of(text) == ({rule} if rule else set())


def test_every_phrase_of_every_language_is_a_pattern() -> None:
    for code in (*LATIN, JAPANESE):
        for concept in CONCEPTS:
            Language(code).find(concept, "a review, ein Gutschein, un avis, レビュー")


def test_invisible_and_turning_characters_are_named_and_joiners_of_emoji_are_not() -> None:
    (found, *_) = check_rules("ab\u202ecd", context=NOTHING_ELSE)
    assert (found.rule, found.column) == ("unshowable", 3)
    assert "U+202E" in found.message
    assert rules_of("\ue000 \ufdd0 \u200b") >= {"unshowable"}
    assert "unshowable" not in rules_of("Ω é 木 👩‍👧 soft\u00adhyphen\r\n\ttab")


def test_emoji_and_empty_lines_are_warnings() -> None:
    found = check_rules("Late 😢\n\n\nMonday then, if that suits you?", context=NOTHING_ELSE)
    assert {v.rule: v.severity for v in found} == {"emoji": Severity.WARNING, "line-breaks": Severity.WARNING}
    assert "emoji" not in rules_of("★ 5 ✓ © 2026 ♥ — does it fit?")
    assert "line-breaks" not in rules_of("a\r\n\r\nb")


def test_a_violation_points_at_the_author_s_own_words() -> None:
    (found,) = check_rules("Dear Ms Ångström,\r\nring ＋４４ 20 7946 0018 to-day?", context=NOTHING_ELSE)
    assert (found.line, found.column, found.offending) == (2, 6, "＋４４ 20 7946 0018")


def test_an_order_completed_more_than_thirty_days_ago_is_told() -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    text = "Does the blue one fit?"
    old = check_rules(text, context=RuleContext(completed_at=now - timedelta(days=31), now=now))
    assert [(v.rule, v.severity, v.line) for v in old] == [("order-age", Severity.WARNING, None)]
    assert check_rules(text, context=RuleContext(completed_at=now - timedelta(days=30), now=now)) == ()
    assert check_rules(text, context=RuleContext(completed_at=now)) == ()


def test_an_allowed_rule_is_let_through_and_told() -> None:
    text = "Ring +44 20 7946 0018 please, or write to a@b-shop.com?"
    verdict = judge(text, context=RuleContext(allow=frozenset({"telephone", "emoji"})))
    assert [v.rule for v in verdict.violations] == ["email-address"]
    assert verdict.allowed == ("telephone",)


def test_an_unknown_rule_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownRuleError, match="telephone") as error:
        judge("", context=RuleContext(allow=frozenset({"telefone"})))
    assert error.value.nearest == ("telephone",)


PIECES = "review|star|gift|if|you|happy|before|a@|.com|at|dot|(|[|0|5|-|+|/|http://|www.|"
PIECES += "<|&|ä|レビュー|星|\n|.|!|\u200b|i|@|ﾞ"
FRAGMENTS = st.sampled_from(re.split(r"\|", PIECES))


@given(st.lists(FRAGMENTS | st.text(max_size=5), max_size=60).map(" ".join))
def test_any_text_is_judged_and_every_violation_is_found_in_it(text: str) -> None:
    for violation in check_rules(text, context=NOTHING_ELSE):
        assert violation.offending is not None
        assert violation.offending.rstrip("…") in text
        assert violation.line is not None and violation.line <= text.count("\n") + text.count("\r") + 1


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1 ",
        "a@",
        "at dot ",
        "review if ",
        "review-",
        "note si ",
        "avis % ; ",
        "bewertung wenn ",
        '"a ',
        "(",
        "1-",
        "www.",
        "a.",
        "レビュー",
        "i f ",
        "<a ",
        "ﾞ",
    ],
)
def test_two_thousand_of_the_same_are_no_burden(piece: str) -> None:
    start = time.process_time()
    check_rules((piece * 2000)[:2000], context=NOTHING_ELSE)
    assert time.process_time() - start < 1  # an explosion would take minutes; compiling is in it
