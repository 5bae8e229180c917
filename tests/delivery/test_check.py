"""What is checked of a message before it may leave, and in which form it then goes."""

import sys
from datetime import UTC, datetime

import pytest

from spmsg.delivery.check import Checker, CheckResult, check_language
from spmsg.delivery.message_builder import Message
from spmsg.errors import UsageError
from spmsg.message.action import read_action
from spmsg.message.violation import Severity

GERMAN = "Guten Tag, Ihr Paket verspätet sich leider um zwei Tage. Möchten Sie warten oder stornieren?"
ACTION = read_action("confirmOrderDetails", "/x", None, None)


def checked(text: str, *allow: str, bought_at: datetime | None = None) -> CheckResult:
    return Checker(allow=allow).check(Message(text), ACTION, lambda: None, bought_at)


def test_what_no_buyer_sees_is_taken_out_of_what_is_sent() -> None:
    result = checked("Grey\u200b or blue?")
    assert result.draft.text == "Grey or blue?"
    assert result.errors == ()
    assert [each.rule for each in result.violations] == ["unshowable"]


def test_a_text_of_nothing_but_invisible_characters_is_empty() -> None:
    assert "text-empty" in {each.rule for each in checked("\u200b\ufeff").errors}


def test_an_allowed_rule_is_recorded() -> None:
    result = checked("Dear {name}, grey or blue?", "placeholder")
    assert (result.errors, result.allowed) == ((), ("placeholder",))


def test_an_order_of_long_ago_is_a_warning() -> None:
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    assert [each.rule for each in checked("Grey?", bought_at=long_ago).violations] == ["order-age"]


def test_an_unknown_rule_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="telefone"):
        Checker(allow=["telefone"])


def test_without_the_extra_only_a_strict_checker_complains_and_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pycld2", None)
    assert Checker().check(Message(GERMAN), ACTION, lambda: "fr-FR").violations == ()
    with pytest.raises(UsageError, match="extra `language`"):
        Checker(strict_language=True)


def test_a_text_in_another_language_is_told() -> None:
    found = check_language(GERMAN, "fr-FR")
    assert found is not None
    assert (found.rule, found.severity) == ("language", Severity.WARNING)
    assert "German" in found.message and "fr-FR" in found.message
    strict = check_language(GERMAN, "fr_FR", strict=True)
    assert strict is not None and strict.severity is Severity.ERROR


@pytest.mark.parametrize("locale", ["de-DE", "de_AT", "de", "DE-de"])
def test_the_buyer_s_language_passes_in_every_writing_of_the_locale(locale: str) -> None:
    assert check_language(GERMAN, locale) is None


@pytest.mark.parametrize(
    "text", ["", "OK", "Danke", "902-6786204-8179805 1234 5678", "https://www.amazon.de/a/b/c/d/e/f/g/h/i/j"]
)
def test_a_text_too_short_to_tell_passes(text: str) -> None:
    assert check_language(text, "ja-JP") is None


def test_lone_surrogates_and_control_characters_make_no_check_fail() -> None:
    assert check_language(GERMAN + "\ud800\x00\ufdd0", "de-DE") is None
