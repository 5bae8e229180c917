"""Lists as sellers have them, sent whole: no order lost, none with data of another."""

import json
from pathlib import Path

from tests.harness import Run

A, B, DE = "902-6786204-8179805", "111-4820193-7746201", "302-1164827-9930516"
SEND = ("send", "confirmOrderDetails", "-", "-o", "jsonl", "-q")


def test_a_report_with_quotes_in_its_titles_reaches_every_buyer(demo: Run) -> None:
    report = f'order-id\tbuyer\ttitle\n{A}\tAnn\t"Vintage lamp\n{B}\tBob\tShelf 12"\n'
    ran = demo(*SEND, "--text", "Grey or blue?", stdin=report)
    assert [(row["order"], row["status"]) for row in ran.rows] == [(A, "sent"), (B, "sent")]
    assert ran.code == 0


def test_a_rows_marketplace_wins_over_option_and_environment(demo: Run) -> None:
    report = f"amazon-order-id\tsales-channel\n{DE}\tAmazon.de\n{A}\t\n"
    ran = demo(*SEND, "--text", "Grey or blue?", "-m", "US", stdin=report, SPMSG_MARKETPLACE="US")
    assert [(row["marketplace"], row["status"]) for row in ran.rows] == [
        ("A1PA6795UKMFR9", "sent"),
        ("ATVPDKIKX0DER", "sent"),
    ]


def test_rows_of_one_order_are_one_message_unless_it_would_differ(demo: Run, tmp_path: Path) -> None:
    (tmp_path / "t.j2").write_text("About {{ product_name }}: grey or blue?")
    report = f"order-id\tproduct-name\n{A}\tLamp\n{B}\tShelf\n{A}\tBulb\n".encode("utf-16")
    ran = demo(*SEND, "--template", str(tmp_path / "t.j2"), stdin=report)
    assert [(row["order"], row["status"], row["code"]) for row in ran.rows] == [
        (A, "invalid", "rows-differ"),
        (B, "sent", None),
        (A, "invalid", "rows-differ"),
    ]
    assert ran.code == 3
    ran = demo(*SEND, "--text", "Which size?", stdin=report)
    assert [(row["order"], row["status"]) for row in ran.rows] == [
        (A, "sent"), (B, "sent"), (A, "already-sent"),
    ]  # fmt: skip


def test_a_file_name_that_is_too_long_is_one_bad_row(demo: Run) -> None:
    rows = "".join(json.dumps({"order": A, "file": letter * 300}) + "\n" for letter in "xy")
    ran = demo("send", "sendInvoice", "-", "--attach", "{file}.pdf", "-o", "jsonl", stdin=rows)
    assert ran.code == 3, ran.err
    assert [row["status"] for row in ran.rows] == ["invalid", "invalid"]


def test_a_file_that_is_no_list_is_not_told_at_full_length(demo: Run) -> None:
    ran = demo(*SEND, "--text", "Grey or blue?", stdin=b"9" * 100_000)
    assert ran.code == 3
    assert len(ran.out) + len(ran.err) < 1_000
