"""Contacts, links, markup, placeholders and characters: what each detector takes and leaves."""

import pytest

from spmsg.message.guidelines import check


def rules_of(text: str) -> set[str]:
    return {violation.rule for violation in check(text).violations}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("mail me at john.doe+x@example.co.uk, please", "john.doe+x@example.co.uk"),
        ("mailto:a@b.de", "mailto:a@b.de"), ("юзер@почта.рф", "юзер@почта.рф"),
        ("お問い合わせはinfo@example.co.jpまで", "info@example.co.jp"),
        ("me＠example．com", "me＠example．com"),
        ("h\u200belp@an\u00adnas.com", "h\u200belp@an\u00adnas.com"),
        ("<john@example.com>", "john@example.com"),
        ("Write to help at annas dot com", "help at annas dot com"),
        ("Write to help [at] annas [dot] com", "help [at] annas [dot] com"),
        ("Write to help (at) annas.com", "help (at) annas.com"),
        ("Schreiben Sie an hilfe (ät) laden (punkt) de", "hilfe (ät) laden (punkt) de"),
        ("Écrivez à aide arobase boutique point fr", "aide arobase boutique point fr"),
    ],
)  # fmt: skip
def test_an_email_address_is_found_where_it_stands(text: str, address: str) -> None:
    (found,) = [each for each in check(text).violations if each.rule == "email-address"]
    assert (found.offending, found.column) == (address, text.index(address) + 1)


@pytest.mark.parametrize(
    "text",
    ["@handle", "5 @ $3", "see you @ noon", "a@b", "2@1.50", "We look at it at the dot of midnight", "x@@y"],
)
def test_look_alikes_of_email_addresses_pass(text: str) -> None:
    assert "email-address" not in rules_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ring +44 20 7946 0018 please", "Ring ０２０ ７９４６ ００１８ please", "Call (415) 555-0132",
        "Tel.: 089 / 5550 1190", "Téléphone : 01.70.18.55.20", "Llame al 655 123 456",
        "Chiami il 347 555 0192", "お電話は 03-5555-0142 まで", "フリーダイヤル0120-555-014まで",
        "You can text 4155550132", "Our technicians are there for you: 1-800-555-0199.",
        "Mobile no. 0171 2204417",
    ],
)  # fmt: skip
def test_a_telephone_number_is_found_in_each_countrys_writing(text: str) -> None:
    assert "telephone" in rules_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Your order 114-3941689-8772232 was held at customs.",
        "Serial number 0170-4459912, part 0281-002-667.",
        "EAN 4006381333931, ISBN 978-3-16-148410-0 and ASIN B08N5WRWNW differ.",
        "Tracking number 00340434161094042557 at DHL, 9400 1112 0255 5012 3456 78 at USPS.",
        "The carrier will call you on 16.03.2026, 08:00-12:00, or 2026-03-17.",
        "The amount of $1,299.00 was refunded; size 42/43, 250 x 300 x 1200 mm, 0800 5551 €.",
        "Artikelnummer 0170 5551234 passt nicht, Rechnung Nr. 2026-000417.",
        "Référence de la pièce : 01 70 18 55 20-B",
        "Part no. 800-555-0147 is the left one.",
        "追跡番号は 1234-5678-9012、郵便番号は 123-4567 です。",
    ],
)
def test_order_part_and_tracking_numbers_dates_and_prices_are_no_telephone_numbers(text: str) -> None:
    assert "telephone" not in rules_of(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("See https://www.amazon.de/gp/css/order-history", None),
        ("See https://sellercentral.amazon.co.uk/x and https://amzn.to/3abc", None),
        ("You bought it on Amazon.de, not amazon.com", None),
        ("See https://amazon-deals.shop/x", "shop-link"),
        ("See https://carrier.example.org/track?id=5.", "other-link"),
        ("See https://shop-of-anna.com/manual.pdf", "other-link"),
        ("See http://carrier.example.org/track?id=5", "insecure-link"),
        ("See bit.ly/3abc", "link-shortener"), ("See https://t.me/shop", "messenger-link"),
        ("See https://shop-of-anna.com", "shop-link"), ("See www.carrier-info.com", "bare-link"),
        ("See carrier-info.de for the label", "bare-link"),
        ("詳しくは https://carrier.example.org/道をご覧ください。", "other-link"),
        ("It has arrived.It is in the manual.pdf, e.g. page 5, z.B. hier.", None),
        ("We use node.js v1.2.3, main.py and Co.Ltd at 3.5 in.", None),
    ],
)  # fmt: skip
def test_a_link_is_judged_by_where_it_leads(text: str, rule: str | None) -> None:
    assert {name for name in rules_of(text) if "link" in name} == ({rule} if rule else set())


@pytest.mark.parametrize(
    "text",
    [
        "Add me on WhatsApp", "Am besten per WhatsApp", "Contactez-nous sur WhatsApp",
        "Mándenos las fotos por WhatsApp", "Telegram: anna_lamps",
        "LINE公式アカウントを友だち追加してください", "Follow us, we are @cozyknits",
        "Join our Telegram group",
    ],
)  # fmt: skip
def test_an_invitation_to_a_messenger_is_found(text: str) -> None:
    assert "messenger" in rules_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "The watch shows notifications of WhatsApp", "Skype is supported on this headset",
        "Is the line on your shirt red? Our installer comes by at noon.",
        "カードケースのラインの色は赤です",
    ],
)  # fmt: skip
def test_a_messenger_that_the_goods_know_is_none(text: str) -> None:
    assert "messenger" not in rules_of(text)


@pytest.mark.parametrize(
    "markup",
    [
        "<b>", "</p>", "<br />", '<a href="https://amazon.com">', "<a href=x>", "<!-- hidden -->",
        "<!DOCTYPE html>", "<my-own>", "<svg/onload=run>", "&nbsp;", "&#8217;", "&#x2019;", "&AMP;",
    ],
)  # fmt: skip
def test_html_is_refused_where_it_stands(markup: str) -> None:
    first, *_ = [each for each in check(f"Dear buyer,\nlook {markup} here").violations if each.rule == "html"]
    assert (first.line, first.column) == (2, 6)


@pytest.mark.parametrize(
    "text",
    ["size 5 < 6", "a <- b", "I <3 it", "x<y and y>z", "R&D", "AT&T; and more", "1 < 2 > 0", "-> <- <->"],
)
def test_look_alikes_of_html_pass(text: str) -> None:
    assert "html" not in rules_of(text)


@pytest.mark.parametrize(
    "place",
    [
        "{{ name }}", "{% if x %}", "{name}", "{first_name}", "{Käufername}", "{注文番号}", "${name}",
        "{0}", "[NAME]", "[ORDER ID]", "[BUYER_NAME]", "[NUMÉRO DE COMMANDE]", "[Your Name]",
        "[OrderId]", "[AGENT NAME]", "[DELIVERY DATE]", "[[ContactUs]]", "%NAME%", "%%first_name%%",
        "<<name>>", "<name>", "<your name>", "〇〇様", "$name", "$firstName", "$order_id", "None", "nan",
    ],
)  # fmt: skip
def test_a_place_that_was_not_filled_in_is_refused(place: str) -> None:
    (found,) = check(f"Dear {place}, grey or blue?").violations
    assert found.rule == "placeholder"
    assert check(f"Dear {place}, grey or blue?", allow=frozenset({"placeholder"})).allowed == ("placeholder",)


@pytest.mark.parametrize(
    "text",
    [
        "Adapter [UK] [1] [2 pack] [NEW] [IMPORTANT]", "{size: L}, {XL}, {24}, {a, b}",
        "100 % cotton, 50% polyester and 20% OFF-WHITE%", "https://example.org/%E3%83%AC%E3%83%93",
        "T-shirt [SIZE M], [SIZE 42], [blue], [sic], [Video], [Camera Lens Protector]",
        "【商品名】ワイヤレスマウス", "a << b >> 1", "$20, $USD 20, US$name, 20$",
        "Dear Nan, none of the two?", "Hello, none is missing.", "Hi Null, is it red?",
    ],
)  # fmt: skip
def test_what_real_texts_have_in_brackets_is_no_placeholder(text: str) -> None:
    assert "placeholder" not in rules_of(text)
