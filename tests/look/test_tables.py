"""Tables on terminals of any width: nothing is lost, nothing sticks out, no blanks at a line's end."""

import re

from hypothesis import given
from hypothesis import strategies as st

from spmsg.cli import grid, wrap
from spmsg.cli.grid import Cell, Heading, Row

HEADINGS = [
    Heading("order", wraps=False),
    Heading("status"),
    Heading("items", min_width=12),
    Heading("total", wraps=False, justify="right"),
]
WORDS = st.text(st.sampled_from("abcdef gh 湯のみ"), max_size=40)
ROWS = st.lists(
    st.builds(
        lambda status, items, below, total, about: Row(
            (
                Cell("902-6786204-8179805", "1"),
                Cell(status, "32"),
                Cell(items, below=below),
                Cell(total),
            ),
            about,
        ),
        WORDS, WORDS, WORDS, st.sampled_from(["", "37.00 USD", "1,234.50 EUR"]), WORDS,
    ),
    min_size=1,
    max_size=4,
)  # fmt: skip


@given(ROWS, st.integers(40, 120))
def test_every_table_fits_its_terminal(rows: list[Row], width: int) -> None:
    lines = grid.drawn(HEADINGS, rows, width, coloured=False)
    assert all(wrap.cells(line) <= width for line in lines)


@given(ROWS, st.integers(40, 120))
def test_nothing_is_lost_at_any_width(rows: list[Row], width: int) -> None:
    drawn = "".join(grid.drawn(HEADINGS, rows, width, coloured=False))
    for row in rows:
        for text in [*(text for cell in row.cells for text in (cell.text, cell.below)), row.about]:
            for letter in set(text) - {" "}:
                assert drawn.count(letter) >= text.count(letter)
        assert "902-6786204-8179805" in drawn


@given(ROWS, st.integers(40, 120))
def test_colours_change_no_letter_and_no_place(rows: list[Row], width: int) -> None:
    plain = grid.drawn(HEADINGS, rows, width, coloured=False)
    coloured = grid.drawn(HEADINGS, rows, width, coloured=True)
    assert [re.sub(r"\x1b\[\d*m", "", line) for line in coloured] == plain


@given(ROWS, st.integers(40, 120))
def test_no_line_has_blanks_at_its_end(rows: list[Row], width: int) -> None:
    assert all(line == line.rstrip() for line in grid.drawn(HEADINGS, rows, width, coloured=False))


def test_columns_are_two_blanks_apart_and_amounts_end_at_the_same_place() -> None:
    rows = [
        Row((Cell("902-6786204-8179805"), Cell("unshipped"), Cell("ノート"), Cell("7.00 USD"))),
        Row((Cell("302-1164827-9930516"), Cell("shipped"), Cell("Decke, grün"), Cell("139.90 EUR"))),
    ]
    assert grid.drawn(HEADINGS, rows, 80, coloured=False) == [
        "ORDER                STATUS     ITEMS             TOTAL",
        "902-6786204-8179805  unshipped  ノート         7.00 USD",
        "302-1164827-9930516  shipped    Decke, grün  139.90 EUR",
    ]


def test_where_columns_cannot_fit_each_row_is_a_block() -> None:
    rows = [Row((Cell("902-6786204-8179805"), Cell("unshipped"), Cell("Mug"), Cell("7.00 USD")), "why")]
    assert grid.drawn(HEADINGS, rows, 40, coloured=False) == [
        "ORDER   902-6786204-8179805",
        "STATUS  unshipped",
        "ITEMS   Mug",
        "TOTAL   7.00 USD",
        "    why",
    ]
