"""How findings are told, allowed and counted; what is taken out of a text."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spmsg.errors import UsageError
from spmsg.message.guidelines import RULES, check, check_allowed, clean
from spmsg.message.violation import LONGEST_QUOTE, Severity


def test_each_rule_is_the_error_or_the_warning_that_the_design_says() -> None:
    stops = {name for name, rule in RULES.items() if rule.severity is Severity.ERROR}
    assert stops == {
        "html", "email-address", "telephone", "insecure-link", "bare-link", "link-shortener", "messenger",
        "messenger-link", "shop-link", "placeholder", "promotion", "review-incentive", "review-steering",
        "review-change",
    }  # fmt: skip
    assert RULES.keys() - stops == {
        "off-amazon", "cancel-request", "emoji", "line-breaks", "other-link", "unshowable", "order-age",
    }  # fmt: skip


def test_a_warning_is_not_worded_as_a_prohibition() -> None:
    for rule in RULES.values():
        if rule.severity is Severity.WARNING:
            assert "not allowed" not in rule.message


def test_a_finding_is_told_once_with_a_count() -> None:
    (found,) = check("Ring +44 20 7946 0018! I mean it: +44 20 7946 0018. Or +44 20 7946 0018?").violations
    assert (found.rule, found.column) == ("telephone", 6)
    assert found.message.endswith("(3 times)")
    (found,) = check("Late 😢 but here 🎁 soon 🚚").violations
    assert (found.rule, found.severity, found.offending) == ("emoji", Severity.WARNING, "😢")
    assert found.message.endswith("(3 times)")


def test_different_findings_of_a_rule_are_all_told_up_to_five() -> None:
    assert [each.offending for each in check("a@b.de,\nc@d.fr").violations] == ["a@b.de", "c@d.fr"]
    many = check(" ".join(f"a{number}@b.de" for number in range(9))).violations
    assert len(many) == 5
    assert many[-1].message.endswith("(and 4 more)")


def test_errors_come_first_and_point_at_the_authors_own_words() -> None:
    first, second = check("Late 😢 Ms Ångström,\r\nring ＋４４ 20 7946 0018 to-day?").violations
    assert (first.rule, first.line, first.column) == ("telephone", 2, 6)
    assert first.offending == "＋４４ 20 7946 0018"
    assert second.rule == "emoji"


def test_more_than_one_blank_line_is_a_warning() -> None:
    (found,) = check("a\n\n\nb\n \n\nc").violations
    assert (found.rule, found.severity, found.line) == ("line-breaks", Severity.WARNING, 1)
    assert check("a\r\n\r\nb").violations == ()


def test_text_symbols_are_no_emoji() -> None:
    assert check("★ 5 ✓ © 2026 ♥ — does it fit? ❶").violations == ()


def test_a_zero_width_space_from_a_web_page_is_taken_out_and_said() -> None:
    text, (said,) = clean("Grey\u200b or\ufeff\nblue\u200b?")
    assert text == "Grey or\nblue?"
    assert (said.rule, said.severity, said.line, said.column) == ("unshowable", Severity.WARNING, 1, 5)
    assert "3 invisible characters" in said.message and "U+200B" in said.message
    assert check(text).violations == ()


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\x7f", "\ud83d", "\u202e", "\u2060"])
def test_what_no_buyer_can_see_is_taken_out_once(letter: str) -> None:
    text, said = clean(f"ab{letter}cd{letter}")
    assert (text, len(said)) == ("abcd", 1)
    assert check(text).violations == ()


def test_joiners_soft_hyphens_and_tabs_stay_and_line_breaks_become_line_feeds() -> None:
    assert clean("Ω é 👩‍👧 می\u200cخواهم soft\u00adhyphen\ttab") == (
        "Ω é 👩‍👧 می\u200cخواهم soft\u00adhyphen\ttab",
        (),
    )
    assert clean("a\r\nb\rc\x0bd") == ("a\nb\nc\nd", ())


def test_a_character_without_a_picture_is_a_warning() -> None:
    (found,) = check("Sch\ufffdne Gr\ufffd\ufffde").violations
    assert (found.rule, found.severity, found.offending) == ("unshowable", Severity.WARNING, "U+FFFD")


def test_an_order_of_more_than_thirty_days_ago_is_a_warning() -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    (found,) = check("Does it fit?", bought_at=now - timedelta(days=31), now=now).violations
    assert (found.rule, found.severity, found.line) == ("order-age", Severity.WARNING, None)
    assert "31 days" in found.message
    assert check("Does it fit?", bought_at=now - timedelta(days=30), now=now).violations == ()
    assert check("Does it fit?", bought_at=None, now=now).violations == ()


def test_an_allowed_rule_is_let_through_and_told() -> None:
    checked = check("Ring +44 20 7946 0018, or write to a@b.com", allow=frozenset({"telephone", "emoji"}))
    assert [each.rule for each in checked.violations] == ["email-address"]
    assert checked.allowed == ("telephone",)


def test_an_unknown_rule_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="telefone") as refused:
        check_allowed(["telefone"])
    assert "Did you mean telephone" in (refused.value.hint or "")


def test_a_link_within_an_address_is_not_told_twice() -> None:
    assert [each.rule for each in check("Write to anna (at) lampen.de").violations] == ["email-address"]


PIECES = [
    "review", "star", "gift", "if", "you", "happy", "before", "a@", ".com", "at", "dot", "(", "[", "0", "5",
    "-", "+", "/", "http://", "www.", "<", "&", "ä", "レビュー", "星", "\n", ".", "!", "\u200b", "i", "@", "ﾞ",
    "{",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=60).map(" ".join))
def test_any_text_is_judged_and_every_finding_is_in_it(text: str) -> None:
    for each in check(clean(text)[0]).violations:
        assert each.line is not None and each.column is not None
        assert each.offending is None or len(each.offending) <= LONGEST_QUOTE
        if each.offending and each.rule != "unshowable":
            line = clean(text)[0].split("\n")[each.line - 1 :]
            assert "\n".join(line)[each.column - 1 :].startswith(each.offending.removesuffix("…"))


@pytest.mark.parametrize(
    "piece", ["a", "1 ", "a@", "at dot ", "review if ", "avis % ; ", "bewertung wenn ", '"a ', "(", "1-",
              "www.", "a.",             "レビュー", "<a ", "ﾞ", "{a", "[A ", "code "],
)  # fmt: skip
def test_two_thousand_of_the_same_are_no_burden(piece: str) -> None:
    check(re.sub(r"\W", "", piece))  # compile what it needs
    start = time.process_time()
    check((piece * 2000)[:2000])
    assert time.process_time() - start < 1
