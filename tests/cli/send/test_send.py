"""`spmsg send` as scripts call it: what it takes, what it tells, what it ends with."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from spmsg.cli.options import Format
from spmsg.cli.send import Options, progress, results
from spmsg.delivery.message_builder import Message, MessageBuilder
from spmsg.delivery.order_details import AvailableActions, OrderDetails
from spmsg.delivery.result import Result, Status
from spmsg.message.action import Action
from spmsg.message.recipient import Recipient
from spmsg.message.violation import Severity, Violation
from tests.harness import TUTORIAL_ORDER as ORDER
from tests.harness import Run, Server

SEND = ("send", "confirmOrderDetails")
REVIEW = ("send", "productReviewAndSellerFeedback")
TEXT = ("--text", "Which colour?")
OTHER, GERMAN = "111-4820193-7746201", "302-1164827-9930516"


def test_an_action_and_an_order_the_wrong_way_round_are_told_so(demo: Run) -> None:
    ran = demo("send", ORDER, "confirmOrderDetails", *TEXT)
    assert ran.code == 2
    assert f"spmsg send confirmOrderDetails {ORDER}" in ran.err


@pytest.mark.parametrize("after", [[], ["confirmOrderDetails"]])
def test_an_order_id_with_a_digit_missing_is_told_as_that(demo: Run, after: list[str]) -> None:
    ran = demo("send", "902-678620-8179805", *after, *TEXT)
    assert ran.code == 2
    assert "is not an Amazon order ID" in ran.err
    assert "3, 6, 7 digits" in ran.err


def test_an_action_in_another_case_is_wrong_usage(demo: Run) -> None:
    ran = demo("send", "ConfirmOrderDetails", ORDER, *TEXT)
    assert ran.code == 2
    assert "Did you mean confirmOrderDetails?" in ran.err


def test_an_action_that_no_order_offers_is_told_the_one_that_it_may_mean(demo: Run) -> None:
    ran = demo("send", "confirmOrderDetail", "-", *TEXT, stdin=f"{ORDER}\n{OTHER}\n")
    assert ran.code == 5
    assert ran.err.count("Did you mean confirmOrderDetails?") == 1


def test_each_row_has_a_result_with_a_code_in_the_order_of_the_list(demo: Run) -> None:
    rows = f"{OTHER}\nnonsense\n999-1234567-1234567\n{ORDER}\n{ORDER}\n"
    ran = demo(*SEND, "-", *TEXT, "-o", "jsonl", stdin=rows)
    assert [(row["order"], row["status"], row["code"]) for row in ran.rows] == [
        (OTHER, "sent", None),
        ("nonsense", "invalid", "order-id"),
        ("999-1234567-1234567", "unavailable", "no-such-order"),
        (ORDER, "sent", None),
        (ORDER, "already-sent", None),
    ]
    assert ran.rows[1]["reason"].startswith("line 2: ")
    assert ran.code == 5


def test_a_reason_names_each_violation_with_its_place_and_the_text_found(demo: Run) -> None:
    text = ("--text", "Write to me@example.com\nor call +1 415 555 2671")
    assert "[email-address]" in demo(*SEND, ORDER, *text).err
    ran = demo(*SEND, ORDER, *text, "-o", "json")
    assert ran.json[0]["code"] == "email-address"
    first, second = ran.json[0]["reason"].split("; ")
    assert "line 1 of the text" in first
    assert "me@example.com" in first
    assert "line 2 of the text" in second
    assert "415" in second


def test_a_batch_ends_with_its_outcomes_by_cause(demo: Run) -> None:
    ran = demo(*SEND, "-", *TEXT, stdin=f"{ORDER}\n{OTHER}\n999-1234567-1234567\n")
    table = ran.err.splitlines()
    assert any(line.split()[:2] == ["sent", "2"] and ORDER in line for line in table)
    assert any(line.split()[:3] == ["unavailable", "no-such-order", "1"] for line in table)


def test_a_summary_names_an_order_whole_or_none(demo: Run, tmp_path: Path) -> None:
    text = ("--text-file", f"{tmp_path}/{{locale}}.txt")
    ran = demo(*SEND, "-", *text, stdin=f"order,n\n{ORDER},1\n{OTHER},2\n,3\n", COLUMNS="60")
    by = {line.split()[1]: line.split()[3:] for line in ran.err.splitlines() if line.startswith("invalid  ")}
    assert by == {"no-text-in-language": [ORDER], "order-id": []}


def test_the_summary_is_one_line_of_json_where_stderr_is_to_parse(demo: Run, tmp_path: Path) -> None:
    rows = f"order,file\n{ORDER},a.pdf\n{OTHER},b.pdf\n"
    attach = ("--attach", f"{tmp_path}/{{file}}", "--skip-missing")
    ran = demo("send", "sendInvoice", "-", *attach, "-o", "jsonl", stdin=rows)
    summary = [json.loads(line) for line in ran.err.splitlines()][-1]["summary"]
    assert summary["total"] == 2
    assert summary["by"] == [
        {"status": "waiting", "code": "file-missing", "count": 2, "orders": [ORDER, OTHER]}
    ]
    assert summary["next"].startswith("spmsg send sendInvoice - ")
    assert ran.code == 0


def test_an_attachment_that_is_not_there_yet_is_waited_for_when_told_so(demo: Run, tmp_path: Path) -> None:
    command = ("send", "sendInvoice", ORDER, "--attach", str(tmp_path / "a.pdf"), "-o", "json")
    missing = demo(*command)
    assert (missing.code, "--skip-missing" in missing.err) == (3, True)
    assert demo(*command, "--skip-missing").json[0]["status"] == "waiting"
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    assert demo(*command, "--skip-missing").json[0]["status"] == "sent"


def test_a_folder_that_is_not_there_is_waited_for_by_nobody(demo: Run, tmp_path: Path) -> None:
    attach = str(tmp_path / "misspelled" / "{order}.pdf")
    ran = demo("send", "sendInvoice", ORDER, "--attach", attach, "--skip-missing", "-o", "json")
    assert ran.code == 3
    assert (ran.json[0]["status"], ran.json[0]["code"]) == ("invalid", "folder-missing")
    assert "misspelled" in ran.json[0]["reason"]


def test_excluded_orders_get_nothing_and_count_as_well(seller: Server, tmp_path: Path) -> None:
    (tmp_path / "returns.csv").write_text(f"Order ID;reason\n{OTHER};returned\n")
    (tmp_path / "more").write_text(f"{GERMAN}\n")
    lists = ("--except", str(tmp_path / "returns.csv"), "--except", str(tmp_path / "more"))
    ran = seller.run(*SEND, ORDER, OTHER, GERMAN, *TEXT, *lists, "-o", "json")
    assert ran.code == 0
    excluded = ("excluded", "excluded")
    assert [(row["status"], row["code"]) for row in ran.json] == [("sent", None), excluded, excluded]
    assert [message["order"] for message in seller.inbox()] == [ORDER]


def test_an_empty_key_is_wrong_usage_for_the_whole_list(demo: Run) -> None:
    ran = demo(*SEND, ORDER, OTHER, *TEXT, "--key", "")
    assert (ran.code, ran.out) == (2, "")
    assert "Choose another --key." in ran.err


@pytest.mark.parametrize("content", [None, "no such column,x\nnor an order,y\n"])
def test_exceptions_that_cannot_be_read_are_wrong_usage_before_anything(
    seller: Server, tmp_path: Path, content: str | None
) -> None:
    if content is not None:
        (tmp_path / "list.csv").write_text(content)
    ran = seller.run(*SEND, ORDER, *TEXT, "--except", str(tmp_path / "list.csv"))
    assert ran.code == 2
    assert f"--except {tmp_path / 'list.csv'}" in ran.err
    assert seller.inbox() == []


def test_one_row_never_stops_the_others_and_a_bug_is_reported_as_one(
    demo: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = MessageBuilder.build

    def broken(self: MessageBuilder, recipient: Recipient, details: OrderDetails) -> Message:
        if recipient.order == ORDER:
            raise ZeroDivisionError
        return build(self, recipient, details)

    monkeypatch.setattr(MessageBuilder, "build", broken)
    ran = demo(*SEND, ORDER, OTHER, *TEXT, "-o", "jsonl")
    assert [(row["status"], row["code"]) for row in ran.rows] == [("failed", "bug"), ("sent", None)]
    assert ran.code == 1
    report = Path(ran.err.split("file ")[1].split(";")[0])
    assert "ZeroDivisionError" in report.read_text()
    report.unlink()


def test_rows_that_differ_are_an_error_for_their_order_and_equal_ones_are_one_message(
    demo: Run, tmp_path: Path
) -> None:
    template = tmp_path / "letter.j2"
    template.write_text("Which size for {{ name }}?")
    rows = f"order,name,sku\n{ORDER},mug,1\n{OTHER},plate,2\n{ORDER},cup,3\n{OTHER},plate,4\n"
    ran = demo(*SEND, "-", "--template", str(template), "-o", "jsonl", stdin=rows)
    assert [(row["order"], row["status"], row["code"]) for row in ran.rows] == [
        (ORDER, "invalid", "rows-differ"),
        (OTHER, "sent", None),
        (ORDER, "invalid", "rows-differ"),
        (OTHER, "already-sent", None),
    ]


def test_the_marketplace_that_an_order_was_seen_in_beats_the_environment_alone(
    demo: Run,
) -> None:
    assert demo("orders").code == 0
    seen = demo(*SEND, GERMAN, *TEXT, "--dry-run", "-o", "json", SPMSG_MARKETPLACE="US")
    assert seen.json[0]["marketplace"] == "A1PA6795UKMFR9"
    asked = demo(*SEND, GERMAN, *TEXT, "--dry-run", "-o", "json", "-m", "US")
    assert (asked.code, asked.json[0]["code"]) == (5, "no-such-order")


def test_an_order_that_is_not_found_is_told_the_marketplaces_it_may_be_in(demo: Run) -> None:
    ran = demo(*SEND, GERMAN, *TEXT, "-m", "FR")
    assert ran.code == 5
    assert "--marketplace" in ran.err
    assert " DE " in ran.err


def test_where_no_marketplace_is_named_amazon_s_record_of_the_order_tells_it(demo: Run) -> None:
    assert demo("actions", GERMAN, "-o", "ids").out.split()
    ran = demo(*SEND, GERMAN, *TEXT, "-o", "json")
    assert (ran.json[0]["status"], ran.json[0]["marketplace"]) == ("sent", "A1PA6795UKMFR9")
    again = demo(*SEND, GERMAN, *TEXT, "-o", "json", "-v")
    assert again.json[0]["status"] == "already-sent"
    assert "GET" not in again.err


def test_a_review_that_cannot_be_asked_for_yet_is_told_when(demo: Run) -> None:
    orders = demo("orders", "--status", "SHIPPED", "-o", "json", "--since", "90d", "--all").json
    results = {
        row["code"]: row
        for order in orders
        for row in demo(
            *REVIEW, order["order"], "-m", order["marketplace"], "--dry-run", "-o", "json",
        ).json
    }  # fmt: skip
    assert {"too-early", "too-late", None} <= set(results)
    early = results["too-early"]
    assert re.search(r"from \d{4}-\d\d-\d\d \d\d:\d\d UTC", early["reason"])
    shown = demo(*REVIEW, early["order"], "-m", early["marketplace"])
    assert early["reason"] in " ".join(shown.err.split())
    unshipped = demo(*REVIEW, ORDER, "--dry-run", "-o", "json")
    assert unshipped.json[0]["code"] == "not-shipped"


def test_history_too_tells_the_cause_of_a_refusal(demo: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    order, name = "111-0947362-8812054", REVIEW[1]
    path = f"/solicitations/v1/orders/{order}/solicitations/{name}?marketplaceIds=ATVPDKIKX0DER"
    offered = Action(name, None, None, path, None, False, False, True, None, None, (), {})
    monkeypatch.setattr(AvailableActions, "named", lambda self, name: offered)
    demo("orders", "--since", "60d", "--all")
    [told] = demo(*REVIEW, order, "-m", "US", "-o", "json").json
    [kept] = demo("history", "-o", "json").json
    assert told["code"] == kept["code"] == "too-early"
    assert told["reason"] == kept["reason"]


def test_where_amazon_offers_what_is_due_to_nobody_a_warning_says_to_try_later(demo: Run) -> None:
    due, opted_out = ("113-2075518-4429087", "112-5067731-2298846"), "112-3029184-6671150"
    ran = demo(*REVIEW, *due, SPMSG_SIMULATOR_FAULTS="no-actions")
    assert ran.code == 5
    assert "warning: Amazon offers this for none of the 2 orders for which it is due." in ran.err
    assert "run it again later" in ran.err
    one = demo(*REVIEW, due[0], SPMSG_SIMULATOR_FAULTS="no-actions")
    assert "warning" not in one.err
    sent = demo(*REVIEW, *due, opted_out)
    assert sent.code == 5
    assert "warning" not in sent.err
    assert "due until" in sent.err


def test_a_warning_of_a_whole_batch_is_told_once_with_a_count(demo: Run) -> None:
    ran = demo(*SEND, ORDER, OTHER, "--text", "Grey or blue? \N{SLIGHTLY SMILING FACE}")
    assert ran.code == 0
    assert ran.err.count("warning: line") == 1
    assert "2 messages had this warning" in ran.err


def test_what_a_list_remembers_does_not_grow_with_it_and_nothing_goes_untold(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in (results, progress):
        monkeypatch.setattr(module, "MANY", 2)
    faces = [Violation("emoji", f"face {number}", Severity.WARNING) for number in range(5)]
    sent = Result(ORDER, None, "confirmOrderDetails", Status.SENT, "2026-11-26T00:00:00Z")
    tally = progress.Tally(5)
    counted = tally.counted(replace(sent, violations=(face,)) for face in faces)
    results.Reporter(Options(output=Format.JSONL), 5).show(counted)
    err = capsys.readouterr().err
    assert all(face.message in err for face in faces)
    assert len(tally.warnings) == 2


def test_a_reason_that_differs_by_its_line_alone_is_told_in_full_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bad = Result("", None, "confirmOrderDetails", Status.INVALID, "2026-11-26T00:00:00Z", code="order-id")
    rows = [replace(bad, reason=f"line {number}: {'much to say ' * 20}and an end") for number in range(3)]
    results.Reporter(Options(output=Format.TABLE), 3).show(rows)
    assert capsys.readouterr().out.count("and an end") == 1


@pytest.mark.parametrize("fields", [("name",), ("=value",), ("",), ("a=1", "a=2")])
def test_a_field_is_given_once_as_name_and_value(demo: Run, fields: tuple[str, ...]) -> None:
    options = [word for field in fields for word in ("--field", field)]
    ran = demo("send", "warranty", ORDER, *options)
    assert ran.code == 2
    assert "--field" in ran.err


def test_what_would_end_every_row_is_told_once_and_no_row_is_blamed(seller: Server) -> None:
    ran = seller.run(*SEND, ORDER, OTHER, *TEXT, SPMSG_REFRESH_TOKEN="bad")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.count("error: ") == 1
    assert "2 orders were not tried." in ran.err


def test_an_interruption_before_the_first_row_is_not_called_nothing_to_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tally = progress.Tally(60)
    tally.interrupted = True
    progress.say_end(tally, Options())
    err = capsys.readouterr().err
    assert "60 not tried" in err
    assert "Nothing to do" not in err
