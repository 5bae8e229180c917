"""Help: purpose first, then examples; it fits a screen, and every wrong command line is told the way on."""

import pytest

from spmsg.cli import COMMANDS, manual, wrap
from tests.harness import Run

PAGES = [
    *((name,) for name in COMMANDS),
    ("history", "resolve"), ("history", "export"),
    ("simulator", "serve"), ("simulator", "inbox"), ("simulator", "reset"),
    ("auth", "login"), ("auth", "status"),
]  # fmt: skip


def test_the_first_page_fits_one_screen_and_names_the_version(program: Run) -> None:
    lines = program("--help").out.splitlines()
    assert len(lines) <= 23  # and the prompt
    assert max(map(len, lines)) <= 80
    assert lines[0] == "spmsg 0.1.0: message Amazon buyers about their orders."


def test_alone_it_shows_that_page(program: Run) -> None:
    assert program().out == program("--help").out == program("help").out


@pytest.mark.parametrize("columns", [80, 60])
@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_every_page_fits_and_leads_with_purpose_and_examples(
    program: Run, page: tuple[str, ...], columns: int
) -> None:
    shown = program(*page, "--help", COLUMNS=str(columns))
    lines = shown.out.splitlines()
    assert [line for line in lines if wrap.cells(line) > columns] == []
    assert [line for line in lines if line != line.rstrip()] == []
    assert "Usage: spmsg " + " ".join(page) in shown.out.splitlines()[lines.index("") :] or any(
        line.startswith("Usage: spmsg " + " ".join(page)) for line in lines
    )
    assert not lines[0].startswith(("Usage", " "))
    if "Examples:" in lines:
        assert lines.index("Examples:") < next(n for n, s in enumerate(lines) if s.startswith("Usage:"))


@pytest.mark.parametrize("page", [("send",), ("history", "resolve")], ids=" ".join)
def test_help_command_is_command_help(program: Run, page: tuple[str, ...]) -> None:
    assert program("help", *page).out == program(*page, "--help").out


def test_an_example_that_is_too_wide_is_continued_as_a_shell_takes_it() -> None:
    line = "spmsg send sendInvoice 902-6786204-8179805 --attach invoice.pdf"
    assert manual.example(line, 60) == [
        "  spmsg send sendInvoice 902-6786204-8179805 \\",
        "      --attach invoice.pdf",
    ]


@pytest.mark.parametrize(
    ("line", "error", "hint"),
    [
        (["send", "--txet", "x"], "There is no option --txet.", "Did you mean --text?"),
        (["orders", "--limit", "x"], "--limit: 'x' is no whole number.", "`spmsg orders --help`"),
        (["orders", "--limit", "0"], "--limit: 0 is less than 1.", "`spmsg orders --help`"),
        (["orders", "-o", "jsom"], "--output cannot be 'jsom'.", "Did you mean json?"),
        (["actions"], "ORDER is missing.", "spmsg actions ORDER [ACTION] [OPTIONS]"),
        (["check", "file"], "--action is missing.", "spmsg check FILE --action NAME [OPTIONS]"),
        (["help", "nonsense"], "There is no command 'nonsense'.", "`spmsg --help`"),
        (["history", "reslove"], "There is no command 'reslove'.", "`spmsg history --help`"),
        (["orders", "extra"], "That is one argument too many: (extra).", "`spmsg orders --help`"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_command_line_is_told_what_is_right(
    program: Run, line: list[str], error: str, hint: str
) -> None:
    ran = program(*line)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0].startswith(f"error: {error}")
    assert f"hint: {hint}" in ran.err


def test_a_wrong_value_is_looked_for_where_it_came_from(program: Run) -> None:
    assert "error: SPMSG_OUTPUT cannot be 'zz'." in program("orders", SPMSG_OUTPUT="zz").err
