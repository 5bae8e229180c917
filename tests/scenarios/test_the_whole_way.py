"""The way of Amazon's Messaging tutorial, as processes over real HTTP."""

import json
from pathlib import Path
from unittest.mock import patch

import pytest

from spmsg.delivery import files
from tests.harness import TUTORIAL_ORDER, Run, Server

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@pytest.fixture
def invoice(tmp_path: Path) -> Path:
    path = tmp_path / "invoice.pdf"
    path.write_bytes(PDF)
    return path


def test_recent_orders_are_listed_newest_first_with_the_fields_of_the_contract(seller: Server) -> None:
    ran = seller.run("orders", "-o", "json")
    assert ran.code == 0
    times = [row["purchased_at"] for row in ran.json]
    assert times == sorted(times, reverse=True)
    assert {row["marketplace"] for row in ran.json} == {"ATVPDKIKX0DER"}
    assert set(ran.json[0]) == {
        "order", "marketplace", "status", "fulfilled_by", "purchased_at", "ship_by", "deliver_from",
        "deliver_by", "items", "total", "cancel_requested", "replacement_of",
    }  # fmt: skip


def test_ids_are_bare_order_ids_one_a_line(seller: Server) -> None:
    ran = seller.run("orders", "-o", "ids")
    assert TUTORIAL_ORDER in ran.out.splitlines()
    assert all(len(line) == 19 for line in ran.out.splitlines())


def test_in_a_pipe_orders_are_tsv_without_a_header(seller: Server) -> None:
    first = seller.run("orders", "--limit", "1").out
    assert first.count("\n") == 1
    assert first.split("\t")[1] == "ATVPDKIKX0DER"


def test_the_tutorials_order_offers_its_three_actions(seller: Server) -> None:
    ran = seller.run("actions", TUTORIAL_ORDER, "-o", "json")
    assert ran.code == 0
    by_name = {action["name"]: action for action in ran.json}
    assert set(by_name) == {"negativeFeedbackRemoval", "confirmOrderDetails", "sendInvoice"}
    assert by_name["confirmOrderDetails"]["text"] == {"required": True, "min_length": 1, "max_length": 2000}
    assert by_name["negativeFeedbackRemoval"]["once_per_order"] is True
    assert by_name["sendInvoice"]["attachments"]["max_items"] == 5


def test_an_actions_record_has_the_fields_of_the_contract(seller: Server) -> None:
    record = seller.run("actions", TUTORIAL_ORDER, "-o", "json").json[0]
    assert set(record) == {
        "name", "title", "description", "available", "disabled_reason", "hidden", "once_per_order",
        "text", "attachments", "fields", "href",
    }  # fmt: skip


def test_raw_prints_the_hal_document_as_it_came(seller: Server) -> None:
    document = seller.run("actions", TUTORIAL_ORDER, "--raw").json
    assert document["_links"]["self"]["href"].startswith(f"/messaging/v1/orders/{TUTORIAL_ORDER}")
    assert document["_embedded"]["actions"][0]["_embedded"]["schema"]["type"] == "object"


def test_a_text_reaches_the_buyer_as_it_was_written(seller: Server, tmp_path: Path) -> None:
    text = "Grüße aus Köln!\nWelche Farbe, 赤 oder 青?"
    (tmp_path / "msg.txt").write_text(text + "\n", encoding="utf-8")
    ran = seller.run(
        "send", "confirmOrderDetails", "--text-file", str(tmp_path / "msg.txt"), SPMSG_ORDER=TUTORIAL_ORDER
    )
    assert ran.code == 0, ran.err
    assert [message["text"] for message in seller.inbox(TUTORIAL_ORDER)] == [text]


def test_a_result_has_the_fields_of_the_contract(seller: Server, invoice: Path) -> None:
    ran = seller.run(
        "send", "sendInvoice", TUTORIAL_ORDER, "--attach", f"{invoice}=Rechnung.pdf", "-o", "json"
    )
    (result,) = ran.json
    assert set(result) == {
        "order", "marketplace", "action", "status", "code", "reason", "key", "request_id", "at",
        "attachments",
    }  # fmt: skip
    assert result["status"] == "sent"
    (attachment,) = result["attachments"]
    assert set(attachment) == {"file_name", "upload_destination_id", "bytes", "content_md5"}
    assert attachment["file_name"] == "Rechnung.pdf"
    assert attachment["bytes"] == len(PDF)


def test_an_invoice_arrives_with_its_bytes_and_the_name_the_buyer_sees(seller: Server, invoice: Path) -> None:
    assert seller.run("send", "sendInvoice", TUTORIAL_ORDER, "--attach", f"{invoice}=Rechnung.pdf").code == 0
    (message,) = seller.inbox(TUTORIAL_ORDER)
    (attachment,) = message["attachments"]
    assert (attachment["file_name"], attachment["bytes"]) == ("Rechnung.pdf", len(PDF))


def test_an_attachment_is_read_once(demo: Run, invoice: Path) -> None:
    with patch.object(files, "read_attachment", wraps=files.read_attachment) as read:
        assert demo("send", "sendInvoice", TUTORIAL_ORDER, "--attach", str(invoice)).code == 0
    assert read.call_count == 1


def test_a_file_uploaded_before_is_attached_by_its_id(seller: Server, invoice: Path) -> None:
    uploaded = seller.run("upload", str(invoice), "--order", TUTORIAL_ORDER, "--action", "sendInvoice")
    assert uploaded.code == 0
    identifier = uploaded.out.strip()
    ran = seller.run("send", "sendInvoice", TUTORIAL_ORDER, "--attachment-id", f"{identifier}=invoice.pdf")
    assert ran.code == 0, ran.err
    assert seller.inbox()[0]["attachments"][0]["upload_destination_id"] == identifier


def test_an_upload_for_an_action_that_there_is_not_doubts_the_action_too(
    seller: Server, invoice: Path
) -> None:
    ran = seller.run("upload", str(invoice), "--order", TUTORIAL_ORDER, "--action", "nope")
    assert ran.code == 5
    assert "or no such action for it" in ran.err
    assert "Check the order ID, the action, the marketplace" in ran.err


def test_a_file_for_another_resource_goes_through_the_post_policy(seller: Server, tmp_path: Path) -> None:
    image = tmp_path / "photo.png"
    image.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    ran = seller.run("upload", str(image), "--resource", "aplus/2020-11-01/contentDocuments", "-o", "json")
    assert ran.code == 0, ran.err
    assert ran.json["bytes"] == 72


def test_a_second_run_sends_nothing(seller: Server) -> None:
    command = ("send", "confirmOrderDetails", TUTORIAL_ORDER, "--text", "Which colour?", "-o", "json")
    first, second = seller.run(*command), seller.run(*command)
    assert [first.json[0]["status"], second.json[0]["status"]] == ["sent", "already-sent"]
    assert second.code == 0
    assert len(seller.inbox()) == 1


def test_a_dry_run_prints_the_exact_request_and_sends_nothing(seller: Server, invoice: Path) -> None:
    ran = seller.run(
        "send", "sendInvoice", TUTORIAL_ORDER, "--attach", str(invoice), "--dry-run", "-o", "json"
    )
    (result,) = ran.json
    assert ran.code == 0
    assert result["status"] == "dry-run"
    assert result["request"]["method"] == "POST"
    assert result["request"]["path"] == f"/messaging/v1/orders/{TUTORIAL_ORDER}/messages/invoice"
    assert result["request"]["query"] == {"marketplaceIds": "ATVPDKIKX0DER"}
    assert seller.inbox() == []


def test_orders_can_be_piped_in_as_spmsg_prints_them(seller: Server) -> None:
    for output in ("ids", "tsv", "csv", "json", "jsonl"):
        listed = seller.run("orders", "--status", "UNSHIPPED", "--limit", "2", "-o", output).out
        ran = seller.run(
            "send", "confirmOrderDetails", "-", "--text", "Which size?", "-o", "jsonl", stdin=listed
        )
        assert len(ran.rows) == 2, (output, ran.err)


def test_the_order_can_come_from_the_environment(seller: Server) -> None:
    ran = seller.run("actions", SPMSG_ORDER=TUTORIAL_ORDER)
    assert ran.code == 0
    assert ran.out.startswith("negativeFeedbackRemoval\t")


def test_the_access_token_is_exchanged_once_for_many_commands(seller: Server) -> None:
    first = seller.run("actions", TUTORIAL_ORDER, "-v")
    second = seller.run("actions", TUTORIAL_ORDER, "-v")
    assert "/auth/o2/token" in first.err
    assert "/auth/o2/token" not in second.err


def test_verbose_shows_requests_and_no_secret(seller: Server, invoice: Path) -> None:
    ran = seller.run("send", "sendInvoice", TUTORIAL_ORDER, "--attach", str(invoice), "-v")
    assert f"/messaging/v1/orders/{TUTORIAL_ORDER}/messages/invoice" in ran.err
    assert "Atza|" not in ran.err
    assert "test-secret-9f" not in ran.err
    assert "test-refresh-7c" not in ran.err


def test_the_demo_profile_remembers_between_commands(demo: Run) -> None:
    assert demo("send", "confirmOrderDetails", TUTORIAL_ORDER, "--text", "Hello?").code == 0
    assert demo("send", "confirmOrderDetails", TUTORIAL_ORDER, "--text", "Hello?", "-o", "json").json[0][
        "status"
    ] == ("already-sent")
    assert len(demo("simulator", "inbox", "-o", "json").json) == 1


def test_the_demo_shows_the_whole_way_and_succeeds(program: Run) -> None:
    ran = program("demo")
    assert ran.code == 0
    for shown in ("spmsg orders", "confirmOrderDetails  sent", "already-sent", "Invoice 2026-117.pdf"):
        assert shown in ran.out


def test_an_order_seen_in_another_marketplace_needs_no_option(demo: Run) -> None:
    orders = demo("orders", "-o", "json", "--limit", "50").json
    german = next(o for o in orders if o["marketplace"] == "A1PA6795UKMFR9" and o["status"] == "UNSHIPPED")
    ran = demo("actions", german["order"], "-o", "json")
    assert ran.code == 0
    assert "marketplaceIds=A1PA6795UKMFR9" in json.dumps(ran.json)
