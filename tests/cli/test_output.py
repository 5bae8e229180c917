"""One record one line on any terminal, harmless whatever came from outside, and data that always parses."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from spmsg.cli import console, output
from spmsg.cli.options import Format
from spmsg.cli.orders import view_of
from tests.harness import Run, clean_environment, run_program

HOSTILE = "Mug [red]x[/red] \x1b[31m\x9b2J\u202egnp.exe\nsecond [/line"
RECORD: dict[str, Any] = {
    "order": "902-6786204-8179805", "marketplace": "ATVPDKIKX0DER", "status": "UNSHIPPED",
    "fulfilled_by": "MERCHANT", "purchased_at": "2026-11-22T21:05:00Z",
    "items": [{"title": HOSTILE, "asin": "B0", "sku": "S", "quantity": 2}],
    "_titles": HOSTILE, "_items": f"2 × {HOSTILE}",
    "total": {"amount": "37.00", "currency": "USD"},
}  # fmt: skip


PUBLIC = {name: value for name, value in RECORD.items() if not name.startswith("_")}


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Shows the record in a format; gives what stdout has."""
    for name in ("NO_COLOR", "FORCE_COLOR", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def show(form: Format, columns: int = 80) -> str:
        monkeypatch.setenv("COLUMNS", str(columns))
        console.stdout.cache_clear()
        output.show([RECORD, RECORD], view_of(None), form)
        return capsys.readouterr().out

    yield show
    console.stdout.cache_clear()


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_a_record_is_one_line_that_fits(shown: Any, columns: int) -> None:
    lines = shown(Format.TABLE, columns).splitlines()
    assert len(lines) == 4
    assert max(map(cell_len, lines)) <= columns
    assert all(line.startswith("902-6786204-8179805") for line in lines[2:])


def test_a_narrow_terminal_has_fewer_columns_and_cuts_values(shown: Any) -> None:
    narrow, wide = shown(Format.TABLE, 60), shown(Format.TABLE, 160)
    assert "total" not in narrow
    assert "…" in narrow
    assert "37.00 USD" in wide
    assert "second [/line" in wide


@pytest.mark.parametrize("form", Format)
def test_what_came_from_outside_is_harmless(shown: Any, form: Format) -> None:
    text = shown(form, 200)
    assert not {"\x1b", "\x9b", "\u202e"} & set(text)
    if form is not Format.IDS:
        assert "[red]x[/red]" in text


def test_programs_read_back_what_was_shown(shown: Any) -> None:
    assert json.loads(shown(Format.JSON)) == [PUBLIC, PUBLIC]
    assert [json.loads(line) for line in shown(Format.JSONL).splitlines()] == [PUBLIC, PUBLIC]
    assert [row["order"] for row in csv.DictReader(io.StringIO(shown(Format.CSV)))] == [RECORD["order"]] * 2
    assert {line.count("\t") for line in shown(Format.TSV).splitlines()} == {len(view_of(None).fields) - 1}
    assert shown(Format.IDS) == "902-6786204-8179805\n" * 2


def test_json_is_closed_when_its_records_break_off(capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> Iterator[output.Record]:
        yield RECORD
        raise RuntimeError

    with pytest.raises(RuntimeError):
        output.show(broken(), view_of(None), Format.JSON)
    assert json.loads(capsys.readouterr().out) == [PUBLIC]


def test_json_parses_whatever_stdout_can_encode(demo: Run, tmp_path: Path) -> None:
    ascii_alone = clean_environment(tmp_path, SPMSG_PROFILE="demo", PYTHONIOENCODING="ascii")
    ran = run_program(["orders", "-o", "json", "-q"], ascii_alone)
    assert ran.json == demo("orders", "-o", "json", "-q").json
    assert ran.out.isascii()
    assert run_program(["orders", "-o", "table", "-q"], ascii_alone).out.isascii()


@pytest.mark.parametrize("form", ["table", "tsv", "json"])
def test_a_stderr_that_nobody_reads_is_no_reason_to_stop(tmp_path: Path, form: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    send = ["send", "confirmOrderDetails", "-", "--text", "Blue?", "-o", form]
    done = subprocess.run(
        [sys.executable, "-m", "spmsg", *send], env=clean_environment(tmp_path, SPMSG_PROFILE="demo"),
        input=b"1-1\n902-6786204-8179805\n", stdout=subprocess.PIPE, stderr=writer, check=False,
    )  # fmt: skip
    os.close(writer)
    assert done.returncode == 3
    assert b"sent" in done.stdout
