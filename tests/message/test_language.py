"""Whether a text is in the buyer's language, and silence where nobody can tell."""

import pytest

from spmsg.message.language import check_language
from spmsg.message.violation import Severity

GERMAN = "Guten Tag, Ihr Paket verspätet sich leider um zwei Tage. Möchten Sie warten oder stornieren?"


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
