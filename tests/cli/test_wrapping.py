"""Lines that fit: no letter is lost, no line is too wide, words stay whole where they can."""

from hypothesis import given
from hypothesis import strategies as st

from spmsg.cli import wrap

TEXTS = st.text(st.sampled_from("abc defghij-_. 有田焼の湯のみ、。éß"), max_size=120)
WIDTHS = st.integers(2, 80)


@given(TEXTS, WIDTHS)
def test_no_line_is_wider_than_the_terminal(text: str, width: int) -> None:
    assert all(wrap.cells(line) <= width for line in wrap.folded(text, width))


@given(TEXTS, WIDTHS)
def test_no_letter_is_lost(text: str, width: int) -> None:
    assert "".join(wrap.folded(text, width)).replace(" ", "") == text.replace(" ", "")


@given(TEXTS, st.integers(20, 80))
def test_no_line_ends_in_blanks(text: str, width: int) -> None:
    assert all(line == line.rstrip() for line in wrap.folded(text, width))


@given(st.lists(st.text("abcdefg", min_size=1, max_size=10), max_size=20), st.integers(10, 40))
def test_words_that_fit_are_not_cut(words: list[str], width: int) -> None:
    assert [word for line in wrap.folded(" ".join(words), width) for word in line.split()] == words


def test_a_japanese_line_ends_between_letters_and_begins_with_no_comma() -> None:
    assert wrap.folded("有田焼の湯のみ、桜文様", 14) == ["有田焼の湯の", "み、桜文様"]


def test_what_is_broken_keeps_its_indent() -> None:
    assert wrap.folded("  line 1: HTML is not allowed", 20, "  ") == ["  line 1: HTML is", "    not allowed"]


def test_a_word_that_fits_nowhere_is_cut_and_not_lost() -> None:
    assert wrap.folded("a 902-6786204-8179805", 10) == ["a", "902-678620", "4-8179805"]
