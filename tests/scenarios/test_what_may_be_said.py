"""Templates, the buyer's language, Amazon's rules and review requests, as processes over real HTTP."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.harness import TUTORIAL_ORDER as ORDER
from tests.harness import Run, Server

SEND = ("send", "confirmOrderDetails")


def order_in(server: Server, marketplace: str, status: str = "UNSHIPPED") -> str:
    orders = server.run("orders", "-m", marketplace, "--status", status, "--since", "90d", "-o", "ids")
    return orders.out.split()[0]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "en.txt").write_text("Which colour would you like, grey or blue?")
    (folder / "de.txt").write_text("Welche Farbe hätten Sie gern, grau oder blau?")
    return folder


def test_the_buyers_locale_picks_the_text(seller: Server, texts: Path) -> None:
    german = order_in(seller, "DE")
    for order, marketplace in ((ORDER, "US"), (german, "DE")):
        ran = seller.run(*SEND, order, "-m", marketplace, "--text-file", f"{texts}/{{locale}}.txt")
        assert ran.code == 0, ran.err
    received = {message["order"]: message["text"] for message in seller.inbox()}
    assert received[ORDER].startswith("Which colour")
    assert received[german].startswith("Welche Farbe")


def test_without_a_text_in_the_buyers_language_nothing_is_sent(seller: Server, texts: Path) -> None:
    french = order_in(seller, "FR")
    ran = seller.run(*SEND, french, "-m", "FR", "--text-file", f"{texts}/{{locale}}.txt", "-o", "json")
    assert (ran.code, ran.json[0]["status"]) == (3, "invalid")
    assert "fr_FR" in ran.err
    assert seller.inbox() == []


def test_a_rerun_with_texts_in_several_languages_asks_amazon_nothing(seller: Server, texts: Path) -> None:
    command = (*SEND, ORDER, "--text-file", f"{texts}/{{locale}}.txt", "-v")
    assert seller.run(*command).code == 0
    again = seller.run(*command)
    assert "already-sent" in again.out
    assert "GET" not in again.err


def test_a_template_is_filled_from_the_order_and_the_rows_columns(seller: Server, tmp_path: Path) -> None:
    template = tmp_path / "letter.j2"
    template.write_text(
        "Order {{ order.id }}: {% for item in order.items %}{{ item.quantity }} x {{ item.title }}"
        "{% endfor %}. It leaves on {{ leaves | date }} by {{ carrier }}."
    )
    rows = f"order,carrier,leaves\n{ORDER},UPS,2026-12-01\n"
    ran = seller.run(*SEND, "-", "--template", str(template), stdin=rows)
    assert ran.code == 0, ran.err
    (message,) = seller.inbox()
    assert message["text"].startswith(f"Order {ORDER}: 2 x Stoneware Coffee Mug")
    assert message["text"].endswith("It leaves on Dec 1, 2026 by UPS.")


def test_a_template_that_needs_no_order_asks_for_none(seller: Server, tmp_path: Path) -> None:
    template = tmp_path / "letter.j2"
    template.write_text("Which colour for order {{ order.id }}?")
    ran = seller.run(*SEND, ORDER, "--template", str(template), "-v")
    assert ran.code == 0, ran.err
    assert "/orders/2026-01-01/" not in ran.err


def test_an_undefined_name_in_a_template_is_told_with_file_and_line(seller: Server, tmp_path: Path) -> None:
    template = tmp_path / "letter.j2"
    template.write_text("Hello,\nyour {{ colour }} mug leaves today.")
    ran = seller.run(*SEND, ORDER, "--template", str(template))
    assert ran.code == 3
    assert f"{template}:2" in ran.err
    assert "colour" in ran.err
    assert seller.inbox() == []


def test_a_dry_run_shows_the_rendered_text_of_every_row(seller: Server, tmp_path: Path) -> None:
    template = tmp_path / "letter.j2"
    template.write_text("Which size for {{ name }}?")
    rows = f"order,name\n{ORDER},mug\n990-0000001-0000001,plate\n"
    ran = seller.run(*SEND, "-", "--template", str(template), "--dry-run", "-o", "jsonl", stdin=rows)
    assert {row["request"]["body"]["text"] for row in ran.rows} == {
        "Which size for mug?",
        "Which size for plate?",
    }


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Call us at +1 206 555 0143.", "telephone"),
        ("Write to seller at example dot com.", "email-address"),
        ("See http://example.com/label.pdf", "insecure-link"),
        ("A 10 dollar gift card for your 5 star review!", "review-incentive"),
    ],
)
def test_what_amazons_policy_forbids_is_not_sent(seller: Server, text: str, rule: str) -> None:
    ran = seller.run(*SEND, ORDER, "--text", text)
    assert ran.code == 3, rule
    assert seller.inbox() == []


def test_a_rule_is_let_through_by_name_and_the_ledger_knows(seller: Server) -> None:
    text = "Your serial number is 206 555 0143."
    assert seller.run(*SEND, ORDER, "--text", f"Call us at +1 206 555 0143. {text}").code == 3
    ran = seller.run(*SEND, ORDER, "--text", f"Call us at +1 206 555 0143. {text}", "--allow", "telephone")
    assert ran.code == 0, ran.err
    assert len(seller.inbox()) == 1


def test_a_misspelt_rule_suggests_the_nearest(seller: Server) -> None:
    ran = seller.run(*SEND, ORDER, "--text", "hi", "--allow", "telefone")
    assert ran.code == 2
    assert "telephone" in ran.err


def test_a_link_is_a_warning_that_names_it(seller: Server) -> None:
    ran = seller.run(*SEND, ORDER, "--text", "Where is it? See https://www.dhl.com/track?id=1")
    assert ran.code == 0
    assert "warning" in ran.err
    assert "dhl.com" in ran.err


def test_a_text_in_another_language_is_a_warning_or_an_error_when_strict(seller: Server) -> None:
    text = "Guten Tag, welche Farbe hätten Sie gern für Ihre Tasse? Wir versenden sie noch heute."
    warned = seller.run(*SEND, ORDER, "--text", text)
    assert warned.code == 0
    assert "German" in warned.err
    refused = seller.run(*SEND, ORDER, "--text", text, "--strict-language", "--resend")
    assert refused.code == 3


def test_a_request_for_a_review_is_listed_and_sent_once(seller: Server) -> None:
    listed = seller.run("orders", "--status", "SHIPPED", "--since", "60d", "--all", "-o", "ids").out.split()
    action = "productReviewAndSellerFeedback"
    offering = [o for o in listed if action in seller.run("actions", o, "-o", "ids").out.split()]
    assert offering
    assert seller.run("send", action, offering[0]).code == 0
    assert seller.run("send", action, offering[0], "-o", "json").json[0]["status"] == "already-sent"
    other_machine = seller.run("send", action, offering[0], "--resend", "-o", "json")
    assert other_machine.code == 5
    assert "asked for before" in other_machine.err


def test_without_the_role_for_reviews_the_list_stands(seller: Server) -> None:
    ran = seller.run("actions", ORDER, "-o", "ids", SPMSG_REFRESH_TOKEN="no-solicitations")
    assert ran.code == 0
    assert "confirmOrderDetails" in ran.out


def test_actions_shows_the_buyers_locale(seller: Server) -> None:
    assert "en-US" in seller.run("actions", ORDER).err


def test_check_needs_no_network_and_no_credentials(program: Run, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("Which colour would you like?")
    bad.write_text("Which colour?\nWrite to me@example.com")
    away = {"SPMSG_ENDPOINT": "http://127.0.0.1:1"}
    assert program("check", str(good), "--action", "confirmOrderDetails", **away).code == 0
    ran = program("check", str(bad), "--action", "confirmOrderDetails", "-o", "json", **away)
    assert ran.code == 3
    assert [(v["rule"], v["line"]) for v in ran.json] == [("email-address", 2)]


def test_check_uses_the_limits_last_seen_of_an_order(tmp_path: Path, seller: Server) -> None:
    text = tmp_path / "long.txt"
    text.write_text("x" * 900)
    unseen = seller.run("check", str(text), "--action", "confirmOrderDetails", "--order", ORDER)
    assert unseen.code == 2
    assert seller.run("actions", ORDER).code == 0
    assert seller.run("check", str(text), "--action", "confirmOrderDetails", "--order", ORDER).code == 0
    missing = seller.run("check", str(text), "--action", "warranty", "--order", ORDER)
    assert missing.code == 2


def test_a_change_of_amazons_limits_is_told_once(seller: Server) -> None:
    assert "changed" not in seller.run("actions", ORDER).err
    change_kept_limits(seller)
    assert "Amazon changed the limits of confirmOrderDetails" in seller.run("actions", ORDER).err
    assert "changed" not in seller.run("actions", ORDER).err
    change_kept_limits(seller)
    assert "Amazon changed the limits" in seller.run(*SEND, ORDER, "--text", "Which colour?").err


def change_kept_limits(seller: Server) -> None:
    """Have what is kept of the actions say another limit than Amazon does now."""
    [kept] = Path(seller.environment["SPMSG_STATE_DIR"], "orders").glob("*.sqlite3")
    with closing(sqlite3.connect(kept)) as database, database:
        database.execute("UPDATE actions SET schema = replace(schema, '2000', '3000')")


def test_an_order_of_long_ago_is_a_warning(seller: Server) -> None:
    listed = seller.run("orders", "--since", "90d", "--all", "-o", "json").json
    old = next(o["order"] for o in reversed(listed) if "SHIPPED" in o["status"])
    action = next(a for a in seller.run("actions", old, "-o", "json").json if a["text"] and a["available"])
    ran = seller.run("send", action["name"], old, "--text", "Which colour would you like?", "--dry-run")
    assert ran.code == 0
    assert "30 days" in ran.err
