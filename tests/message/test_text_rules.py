"""What may stand in a text, and where a violation says that something does not."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spmsg.message.action import Action, read_action
from spmsg.message.draft import Draft, Severity, Violation, check
from spmsg.message.violation import LONGEST_QUOTE

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def action(longest: int = 2000, **text: object) -> Action:
    schema = {
        "properties": {"rawMessageBody": {"type": "string", "minLength": 1, "maxLength": longest, **text}},
        "required": ["rawMessageBody"],
    }
    return read_action("confirmOrderDetails", "/x", None, schema)


ORDER_DETAILS = action()


def found(text: str | None, within: Action = ORDER_DETAILS) -> list[Violation]:
    return list(check(Draft(text), within))


def rules(text: str | None, within: Action = ORDER_DETAILS) -> list[str]:
    return [violation.rule for violation in found(text, within)]


def test_a_plain_text_passes() -> None:
    assert found("Hello,\n\n\twhich colour do you want? 青か赤か 🎁\n") == []


def test_a_text_one_character_too_long_says_how_long_it_may_be() -> None:
    (violation,) = found("ab\ncdé", action(5))
    assert violation.message == "The text is too long: 6 of 5 characters."
    assert (violation.line, violation.column, violation.offending) == (2, 3, "é")


def test_a_text_too_short_says_how_long_it_must_be() -> None:
    (violation,) = found("Hello", action(minLength=10))
    assert violation.message == "The text is too short: 5 of at least 10 characters."


@unhurried
@given(st.text(st.characters(min_codepoint=0x1F300, max_codepoint=0x1F6FF), min_size=1, max_size=12))
def test_characters_beyond_the_basic_plane_count_once(text: str) -> None:
    assert ("text-too-long" in rules(text, action(6))) == (len(text) > 6)


@pytest.mark.parametrize("text", ["", " ", "\n\t \u00a0\u3000", "\u200b\u200d", "\ufeff\n"])
def test_a_text_of_nothing_visible_is_empty(text: str) -> None:
    assert rules(text)[0] == "text-empty"


def test_a_missing_text_is_told_once() -> None:
    assert rules(None) == ["text-required"]


@pytest.mark.parametrize("name", ["legalDisclosure", "updateFeedback"])
def test_a_text_for_an_action_without_text_is_refused(name: str) -> None:
    assert "text-not-allowed" in rules("Hello", read_action(name, "/x", None, None))


@pytest.mark.parametrize(
    "markup",
    [
        "<b>",
        "</p>",
        "<br/>",
        "<br />",
        "<BR>",
        '<a href="https://amazon.com">',
        "<a href=x>",
        "<a href='x'",
        "<a\nhref='x'>",
        "<!-- hidden -->",
        "<!DOCTYPE html>",
        "<![CDATA[x]]>",
        "<?php echo 1 ?>",
        '<img src="x" />',
        "<my-own>",
        "<svg/onload=run>",
        "<script>",
        "&nbsp;",
        "&#8217;",
        "&#x2019;",
        "&AMP;",
    ],
)
def test_html_is_refused_where_it_stands(markup: str) -> None:
    first, *_ = found(f"Dear buyer,\nlook {markup} here")
    assert (first.rule, first.severity, first.line, first.column) == ("html", Severity.ERROR, 2, 6)
    assert first.offending is not None
    assert markup.startswith(first.offending.split(">")[0].split(" -- ")[0][:4])


@pytest.mark.parametrize(
    "text",
    [
        "size 5 < 6",
        "a <- b",
        "I <3 it",
        "x<y and y>z",
        "R&D",
        "AT&T; and more",
        "&c;",
        "1 < 2 > 0",
        "<>",
        "if a<b then c",
        "-> <- <->",
        "<https",
    ],
)
def test_look_alikes_of_html_pass(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("mail me at john.doe+x@example.co.uk, please", "john.doe+x@example.co.uk"),
        ("mailto:a@b.de", "mailto:a@b.de"),
        ("mailto:someone", "mailto:"),
        ("юзер@почта.рф", "юзер@почта.рф"),
        ("x@xn--80a1acny.xn--p1ai", "x@xn--80a1acny.xn--p1ai"),
        ("お問い合わせはinfo@example.co.jpまで", "info@example.co.jp"),
        ("me＠example．com", "me＠example．com"),
        ("root@[192.168.0.1]", "root@[192.168.0.1]"),
        ('"odd name"@example.com', '"odd name"@example.com'),
        ("<john@example.com>", "john@example.com"),
        ("https://shop.example/?mail=a@b.com", "a@b.com"),
    ],
)
def test_email_addresses_are_refused(text: str, address: str) -> None:
    violations = [each for each in found(text) if each.rule == "email-address"]
    assert [each.offending for each in violations] == [address]
    assert violations[0].column == text.index(address) + 1


@pytest.mark.parametrize(
    "text", ["@handle", "5 @ $3", "see you @ noon", "a@b", "2@1.50", "pip@1.2", "@", "x@@y.com@"]
)
def test_look_alikes_of_email_addresses_pass(text: str) -> None:
    assert "email-address" not in rules(text)


def test_two_addresses_are_both_told() -> None:
    assert [each.offending for each in found("a@b.de,\nc@d.fr")] == ["a@b.de", "c@d.fr"]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("See https://amazon.de/x?y=1.", "https://amazon.de/x?y=1"),
        ("(http://a.example)", "http://a.example"),
        ("www.example.org!", "www.example.org"),
        ("on example.com, or", "example.com"),
        ("amzn.to/3abc", "amzn.to/3abc"),
        ("https://例え.jp/道。", "https://例え.jp/道"),
    ],
)
def test_a_link_is_a_warning_that_names_it(text: str, link: str) -> None:
    (violation,) = found(text)
    assert (violation.rule, violation.severity, violation.offending) == ("link", Severity.WARNING, link)
    assert link in violation.message


@pytest.mark.parametrize("text", ["It arrived.In two days", "3.5 kg", "e.g. this", "and/or", "12/31/2026"])
def test_look_alikes_of_links_pass(text: str) -> None:
    assert rules(text) == []


def test_a_link_is_an_error_where_the_schema_forbids_links() -> None:
    (violation,) = found("https://amazon.com", action(description="Links are not allowed."))
    assert (violation.rule, violation.severity) == ("link", Severity.ERROR)


def test_a_links_warning_repeats_what_amazon_says_of_links() -> None:
    told = "2000 character limit. Only links related to order completion are allowed, no HTML."
    (violation,) = found("https://amazon.com", action(description=told))
    assert (violation.remedy or "").startswith("Only links related to order completion are allowed")


@pytest.mark.parametrize("char", ["\x00", "\x07", "\r", "\x1b", "\x7f", "\x85", "\ud83d"])
def test_characters_that_no_client_shows_are_refused(char: str) -> None:
    (violation,) = found(f"ab\nc{char}d{char}")
    assert (violation.rule, violation.line, violation.column) == ("control-character", 2, 2)
    assert violation.message.endswith("2 times.")


def test_errors_come_before_warnings_and_all_at_once() -> None:
    text = "https://example.com <b>x</b> a@b.de \x07" + "x" * 2000
    assert rules(text) == ["text-too-long", "control-character", "html", "html", "email-address", "link"]


def test_a_thousand_tags_are_not_a_thousand_violations() -> None:
    assert len(found("<b>" * 600)) == 20


def test_a_file_given_by_mistake_is_refused_soon() -> None:
    assert "text-too-long" in rules("a" * 3_000_000)
    assert "text-too-long" in rules("@a.b<x " * 300_000)


ODD = st.text(st.sampled_from('a.@<b>/&;# \n\t\r\x00\ud800🎁é"=www:httpsco') | st.characters(), max_size=60)


@unhurried
@given(ODD)
def test_every_violation_points_into_the_text(text: str) -> None:
    lines = text.split("\n")
    for violation in found(text, action(20)):
        assert violation.offending is None or len(violation.offending) <= LONGEST_QUOTE
        if violation.line is not None:
            assert violation.column is not None
            assert 1 <= violation.line <= len(lines)
            assert 1 <= violation.column <= len(lines[violation.line - 1]) + 1
        if violation.rule in ("html", "email-address", "link"):
            assert violation.line and violation.column and violation.offending
            rest = lines[violation.line - 1][violation.column - 1 :]
            rest = "\n".join([rest, *lines[violation.line :]])
            assert rest.startswith(violation.offending.removesuffix("…"))


@unhurried
@given(
    st.text(st.characters(categories=["L", "Nd", "P", "Zs"], exclude_characters="@<&.:＠﹫/。"), max_size=300)
)
def test_letters_and_punctuation_break_no_prose_rule(text: str) -> None:
    assert set(rules(text)) <= {"text-empty"}
