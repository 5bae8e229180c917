"""What is checked of a message before it may leave, and in which form it then goes."""

import sys
from datetime import UTC, datetime

import pytest

from spmsg.delivery.check import Checker, CheckResult
from spmsg.delivery.message_builder import Message
from spmsg.errors import UsageError
from spmsg.message.action import read_action

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
    german = "Guten Tag, Ihr Paket verspätet sich leider um zwei Tage. Möchten Sie warten?"
    assert Checker().check(Message(german), ACTION, lambda: "fr-FR").violations == ()
    with pytest.raises(UsageError, match="extra `language`"):
        Checker(strict_language=True)
