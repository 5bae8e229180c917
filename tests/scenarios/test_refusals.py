"""What a person reads when something is wrong, and the exit code that a script gets."""

import json
from pathlib import Path

import pytest

from tests.harness import TUTORIAL_ORDER as ORDER
from tests.harness import Run, Server, linux, posix

SEND = ("send", "confirmOrderDetails", ORDER)


def test_without_credentials_it_offers_login_and_the_demo(program: Run) -> None:
    ran = program("orders", "-m", "US")
    assert ran.code == 4
    assert "spmsg auth login" in ran.err
    assert "--profile demo" in ran.err


@pytest.mark.parametrize(
    ("settings", "arguments", "code", "told"),
    [
        ({"SPMSG_REFRESH_TOKEN": "bad"}, ("actions", ORDER), 4, "Authorise the application again"),
        ({"SPMSG_CLIENT_ID": "bad"}, ("actions", ORDER), 4, "client ID or secret"),
        ({"SPMSG_REFRESH_TOKEN": "no-messaging"}, ("actions", ORDER), 4, "Buyer Communication"),
        ({"SPMSG_REFRESH_TOKEN": "no-orders"}, ("orders",), 4, "Inventory and Order Tracking"),
        ({"SPMSG_ENDPOINT": "http://127.0.0.1:1"}, ("actions", ORDER), 6, "cannot be reached"),
        ({"SPMSG_ENDPOINT": "http://amazon.example"}, ("actions", ORDER), 2, "must use https"),
        ({}, ("actions", "111-1111111-1111111"), 5, "--marketplace"),
        ({}, ("actions", "902-6786204"), 2, "902-6786204-8179805"),
        ({}, ("actions", ORDER, "sendInvoic"), 5, "Did you mean sendInvoice?"),
        ({}, ("orders", "-m", "Germny"), 2, "Did you mean DE (Germany)?"),
        ({}, ("orders", "--status", "shiped"), 2, "There are UNSHIPPED, PARTIALLY_SHIPPED, SHIPPED"),
        ({}, ("orders", "--since", "someday"), 2, "2026-11-01"),
        ({}, ("orders", "--limt", "3"), 2, "--limit"),
        ({}, ("ordres",), 2, "Did you mean `spmsg orders`?"),
        ({}, ("send",), 2, "For which order?"),
        ({}, ("send", "confirmOrderDetails"), 2, "SPMSG_ORDER"),
        ({}, ("send", "confirmOrderDetails", "902"), 2, "902-6786204-8179805"),
        ({}, (*SEND, "--text", "a", "--text-file", "b"), 2, "exclude each other"),
    ],
)  # fmt: skip
def test_an_error_has_its_exit_code_and_its_remedy(
    seller: Server, settings: dict[str, str], arguments: tuple[str, ...], code: int, told: str
) -> None:
    ran = seller.run(*arguments, **settings)
    assert ran.code == code, ran.err
    assert told in ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--text", "x" * 2001), "2001 of 2000"),
        (("--text", ""), "empty"),
        (("--text", "Hello <b>you</b>"), "HTML"),
        (("--text", "Write to me@example.com"), "e-mail"),
        (("--text", "hi", "--field", "colour=red"), "no field colour"),
        (("--text", "hi", "--attach", "/etc/hostname"), "takes no attachments"),
        ((), "needs a text"),
    ],
)
def test_a_message_that_breaks_the_actions_rules_is_told_and_never_leaves(
    seller: Server, arguments: tuple[str, ...], told: str
) -> None:
    ran = seller.run(*SEND, *arguments, "-o", "json")
    assert ran.code == 3
    assert ran.json[0]["status"] == "invalid"
    assert told.lower() in ran.json[0]["reason"].lower()
    assert seller.inbox() == []


def test_every_violation_is_told_at_once(seller: Server) -> None:
    ran = seller.run(*SEND, "--text", "<b>" + "x" * 2000 + " me@example.com", "--field", "colour=red")
    for told in ("of 2000", "HTML", "E-mail", "colour"):
        assert told in ran.err


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.pdf", b"", "empty"),
        ("program.exe", b"MZ" + bytes(60), ".exe"),
        ("program.pdf", b"MZ" + bytes(60), "program.pdf"),
        ("large.txt", b"x" * 10_000_000, "10"),
    ],
)
def test_an_attachment_that_amazon_would_refuse_is_not_even_uploaded(
    seller: Server, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    ran = seller.run("send", "sendInvoice", ORDER, "--attach", str(tmp_path / name), "-v")
    assert ran.code == 3
    assert told in ran.err
    assert "uploadDestinations" not in ran.err


def test_too_many_attachments_are_refused(seller: Server, tmp_path: Path) -> None:
    options: list[str] = []
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(f"file {number}")
        options += ["--attach", str(tmp_path / f"{number}.txt")]
    ran = seller.run("send", "sendInvoice", ORDER, *options)
    assert ran.code == 3
    assert "5" in ran.err


@posix
def test_a_symbolic_link_is_no_attachment(seller: Server, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    ran = seller.run("send", "sendInvoice", ORDER, "--attach", str(tmp_path / "link.txt"))
    assert ran.code == 3
    assert "symbolic link" in ran.err


def test_a_403_of_the_uploads_api_names_its_role_and_region(seller: Server, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hello")
    ran = seller.run(
        "send", "sendInvoice", ORDER, "--attach", str(tmp_path / "a.txt"), SPMSG_REFRESH_TOKEN="no-uploads"
    )
    assert ran.code == 4
    assert "Product Listing" in ran.err
    assert "NA" in ran.err


def test_with_json_an_error_is_an_object_on_stderr(seller: Server) -> None:
    ran = seller.run("actions", "111-1111111-1111111", "-o", "json")
    error = json.loads(ran.err)["error"]
    assert set(error) == {"code", "message", "hint", "request_id"}
    assert error["code"] == ran.code == 5


def test_with_json_a_wrong_option_is_an_object_on_stderr_too(seller: Server) -> None:
    ran = seller.run("actions", ORDER, "--nope", "-o", "json")
    assert json.loads(ran.err)["error"]["code"] == ran.code == 2


def test_an_empty_pipe_is_nothing_to_do(seller: Server) -> None:
    assert seller.run("send", "confirmOrderDetails", "--text", "hi", stdin="").code == 0


@linux
def test_a_state_folder_that_cannot_be_made_is_named_with_a_remedy(program: Run) -> None:
    ran = program("orders", "-p", "demo", SPMSG_STATE_DIR="/proc/none/such")
    assert ran.code == 6
    assert "/proc/none/such" in ran.err
    assert "hint:" in ran.err
