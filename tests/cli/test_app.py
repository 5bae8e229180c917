"""Help leads with purpose and examples; a wrong command line is told the way on."""

import json
import tempfile
from pathlib import Path

import pytest

from spmsg.cli import app, completion, console
from spmsg.cli.app import COMMANDS, SUBCOMMANDS
from spmsg.cli.options import command
from spmsg.errors import CancelledError
from tests.harness import Run

PAGES = [
    *((name,) for name in COMMANDS),
    *((group, name) for group, names in SUBCOMMANDS.items() for name in names if name != "summary"),
]


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_every_help_page_fits_60_columns_and_shows_examples_before_options(
    page: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert app.run([*page, "--help"]) == 0
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 60
    assert f"Usage: spmsg {' '.join(page)}" in shown
    assert "\b" not in shown
    assert "not dim" not in shown
    if "Examples" in shown:
        assert shown.index("Examples") < shown.index("─ Options")


def test_options_that_all_commands_share_have_a_panel_of_their_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    app.run(["orders", "--help"])
    own, common = capsys.readouterr().out.split("Common options")
    assert "--since" in own
    assert "--profile" in common
    assert common.rstrip().endswith("Next: spmsg actions ORDER")


def test_alone_it_shows_the_commands(program: Run) -> None:
    shown = program()
    assert shown == program("--help") == program("help")
    assert program("help", "history", "resolve") == program("history", "resolve", "--help")
    assert shown.code == 0
    assert all(about in shown.out for about in COMMANDS.values())


@pytest.mark.parametrize(
    ("line", "error", "hint"),
    [
        ("send --txet x", "No such option: --txet", "Did you mean --text?"),
        ("send --attachment x", "No such option: --attachment", "Did you mean --attach?"),
        ("orders --json", "No such option: --json", "Did you mean -o json?"),
        ("send --file x", "No such option: --file", "Did you mean --text-file?"),
        ("--profile demo", "No such option: --profile", "Options come after the command"),
        ("orders --limit x", "Invalid value for '--limit'", "`spmsg orders --help`"),
        ("orders -o jsom", "'jsom' is not one of 'table', 'json'", "`spmsg orders --help`"),
        ("actions", "Missing argument 'ORDER'", "`spmsg actions --help`"),
        ("check file", "Missing option '--action'", "`spmsg check --help`"),
        ("ordrs", "No such command 'ordrs'", "Did you mean `spmsg orders`?"),
        ("login", "No such command 'login'", "Did you mean `spmsg auth login`?"),
        ("inbox", "No such command 'inbox'", "Did you mean `spmsg simulator inbox`?"),
        ("history reslove", "No such command 'reslove'. Did you mean 'resolve'?", "`spmsg history --help`"),
        ("orders x y", "Got unexpected extra argument(s) (x y)", "`spmsg orders --help`"),
    ],
)
def test_a_wrong_command_line_is_told_what_is_right(
    line: str, error: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(line.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    first, second = err.splitlines()
    assert first.startswith("error: ")
    assert error in first
    assert second.startswith("hint: ")
    assert hint in second
    assert "--status" not in second or "--status" in hint


@pytest.mark.parametrize(
    "line", ["orders --nope -o json", "orders -ojsonl --limit x", "orders --output=JSON x"]
)
def test_with_json_wrong_usage_is_an_object_on_stderr_too(
    line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    app.run(line.split())
    error = json.loads(capsys.readouterr().err)["error"]
    assert error.keys() == {"code", "message", "hint", "request_id"}
    assert error["code"] == 2


def test_with_json_every_line_of_stderr_is_json(demo: Run) -> None:
    ran = demo("orders", "-o", "jsonl", "--limit", "3")
    assert [next(iter(json.loads(line))) for line in ran.err.splitlines()] == ["note"]
    assert len(ran.rows) == 3
    traced = demo("orders", "-o", "json", "--limit", "3", "-v")
    assert {next(iter(json.loads(line))) for line in traced.err.splitlines()} == {"note", "trace"}


def test_quiet_says_nothing_but_failures(demo: Run) -> None:
    assert demo("orders", "--limit", "3", "-q").err == ""
    assert demo("actions", "111-1111111-1111111", "-q").err.startswith("error: ")


def test_a_bug_leaves_a_report_without_secrets_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def broken(options: completion.Options) -> int:
        raise RuntimeError("Atza|tops3cret")

    monkeypatch.setattr(completion, "app", command(completion.Options, broken))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert app.run(["completion", "bash"]) == 1
    err = capsys.readouterr().err
    assert "this is a bug in spmsg" in err
    assert "Traceback" not in err
    (report,) = tmp_path.glob("spmsg-crash-*.txt")
    assert str(report) in err
    assert "RuntimeError: •••" in report.read_text("utf-8")
    assert report.stat().st_mode & 0o077 == 0


def test_what_a_person_called_off_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert console.fail(CancelledError("Nothing was sent.")) == 130
    assert capsys.readouterr().err == "Nothing was sent.\n"
