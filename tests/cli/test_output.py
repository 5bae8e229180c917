"""One record one line on any terminal, harmless whatever came from outside, and data that always parses."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from rich.cells import cell_len

from spmsg.cli import console, output
from spmsg.cli.options import Format
from spmsg.cli.orders import VIEW
from tests.harness import Run

HOSTILE = "Mug [red]x[/red] \x1b[31m\x9b2J\u202egnp.exe\nsecond [/line"
RECORD: dict[str, Any] = {
    "order": "902-6786204-8179805", "marketplace": "ATVPDKIKX0DER", "status": "UNSHIPPED",
    "fulfilled_by": "MERCHANT", "purchased_at": "2026-11-22T21:05:00Z",
    "items": [{"title": HOSTILE, "asin": "B0", "sku": "S", "quantity": 2}],
    "total": {"amount": "37.00", "currency": "USD"},
}  # fmt: skip


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Shows the record in a format; gives what stdout has."""
    for name in ("NO_COLOR", "FORCE_COLOR", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def show(form: Format, columns: int = 80) -> str:
        monkeypatch.setenv("COLUMNS", str(columns))
        console.stdout.cache_clear()
        output.show([RECORD, RECORD], VIEW, form)
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
    assert json.loads(shown(Format.JSON)) == [RECORD, RECORD]
    assert [json.loads(line) for line in shown(Format.JSONL).splitlines()] == [RECORD, RECORD]
    assert [row["order"] for row in csv.DictReader(io.StringIO(shown(Format.CSV)))] == [RECORD["order"]] * 2
    assert {line.count("\t") for line in shown(Format.TSV).splitlines()} == {len(VIEW.fields) - 1}
    assert shown(Format.IDS) == "902-6786204-8179805\n" * 2


def test_json_is_closed_when_its_records_break_off(capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> Iterator[output.Record]:
        yield RECORD
        raise RuntimeError

    with pytest.raises(RuntimeError):
        output.show(broken(), VIEW, Format.JSON)
    assert json.loads(capsys.readouterr().out) == [RECORD]


def test_json_parses_whatever_stdout_can_encode(demo: Run) -> None:
    titles = [order["items"][0]["title"] for order in demo("orders", "-o", "json", "-q").json]
    ran = demo("orders", "-o", "json", "-q", PYTHONIOENCODING="ascii")
    assert [order["items"][0]["title"] for order in ran.json] == titles
    assert ran.out.isascii()
    assert demo("orders", "-o", "table", "-q", PYTHONIOENCODING="ascii").out.isascii()
