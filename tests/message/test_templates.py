"""A text from a template: what it knows, what it writes for the buyer, and what it cannot do."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from spmsg.errors import InvalidInputError
from spmsg.message.template import Template


@dataclass(frozen=True)
class Item:
    title: str
    asin: str
    sku: str
    quantity: int


@dataclass(frozen=True)
class Money:
    amount: str
    currency: str


@dataclass(frozen=True)
class Order:
    id: str
    marketplace: str
    status: str
    purchased_at: str
    items: tuple[Item, ...]
    total: Money


ORDER = Order(
    "902-6786204-8179805",
    "ATVPDKIKX0DER",
    "SHIPPED",
    "2026-03-01T10:30:00Z",
    (Item("Lamp {{ 7 * 7 }}", "B0", "L-1", 2), Item("Bulb", "B1", "L-2", 12000)),
    Money("1234.5", "EUR"),
)


def rendered(source: str, locale: str | None = "de-DE", **columns: object) -> str:
    return Template("letter.txt", source).render(order=ORDER, columns=columns, locale=locale)


def test_a_template_writes_the_order_and_the_row_and_renders_neither() -> None:
    source = (
        "Hi {{ name }},\r\n{% for item in order.items %}\r\n- {{ item.title }}\r\n{% endfor %}\r\nBye\r\n"
    )
    assert rendered(source, name="{{ order.id }}") == "Hi {{ order.id }},\n- Lamp {{ 7 * 7 }}\n- Bulb\nBye"


@pytest.mark.parametrize(
    ("source", "locale", "text"),
    [
        ("{{ order.total|money }}", "de-DE", "1.234,50\xa0€"),
        ("{{ order.total|money }}", "en_US", "€1,234.50"),
        ("{{ '3480'|money('JPY') }}", "ja-JP", "￥3,480"),
        ("{{ order.items[1].quantity|number }}", "de", "12.000"),
        ("{{ order.purchased_at|date('long') }}", "fr-FR", "1 mars 2026"),
        ("{{ '2026-03-01'|date('short') }}", "en-GB", "01/03/2026"),
        ("{{ order.purchased_at|datetime('short', 'Asia/Tokyo') }}", "ja-JP", "2026/03/01 19:30"),
    ],
)
def test_dates_money_and_numbers_are_written_as_the_buyer_does(source: str, locale: str, text: str) -> None:
    assert rendered(source, locale) == text


@pytest.mark.parametrize(
    ("source", "uses"),
    [
        ("no names", False),
        ("{{ order.id }} in {{ order.marketplace }}, {{ name }}", False),
        ("{{ order.status }}", True),
        ("{% for item in order.items %}x{% endfor %}", True),
        ("{% set o = order %}{{ o.id }}", True),
        ("{{ order['total'] }}", True),
        ("{% set order = 1 %}{{ order }}", False),
    ],
)
def test_the_order_is_needed_only_where_more_than_its_names_is_used(source: str, uses: bool) -> None:
    assert Template("letter.txt", source).uses_order is uses


def test_names_alone_are_rendered_without_the_order() -> None:
    template = Template("letter.txt", "{{ order.id }}")
    assert template.render(order=SimpleNamespace(id="1-2-3", marketplace="DE"), columns={}) == "1-2-3"


@pytest.mark.parametrize(
    ("source", "uses"), [("{{ 1|number }}", True), ("{{ locale }}", True), ("{{ order.id|upper }}", False)]
)
def test_the_locale_is_needed_by_its_name_and_by_the_filters(source: str, uses: bool) -> None:
    assert Template("letter.txt", source).uses_locale is uses


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("a\n{{ nmae }}", "letter.txt:2 .*'nmae' is undefined"),
        ("a\n\n{{ order.buyer }}", "letter.txt:3 .*'buyer'"),
        ("a\n{% if %}", "letter.txt:2"),
        ("a\n{{ order.id|nofilter }}", "letter.txt:2 .*nofilter"),
        ("{{ 'x'|money('EUR') }}", "letter.txt:1 .*'x' is no number"),
        ("{{ 'x'|date }}", "'x' is no date"),
        ("{{ '5'|money }}", "needs a currency"),
        ("{% include 'x' %}", "letter.txt:1 .*cannot load other files"),
        ("{% import 'x' as y %}", "cannot load other files"),
        ("{{ ''.__class__ }}", "unsafe"),
        ("{{ order.__init__.__globals__ }}", "unsafe"),
        ("{{ 'x' * 999999999 }}", "only numbers"),
        ("{{ 9 ** 9 ** 9 }}", "powers"),
        ("{% for a in range(99999) %}{% endfor %}", "steps"),
        ("{% for a in range(200) %}{% for b in range(200) %}{% endfor %}{% endfor %}", "steps"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "without end"),
        ("{{ long }}{{ long }}", "longer than"),
        ("{{ 1 / 0 }}", "zero"),
    ],
)
def test_what_cannot_be_rendered_is_told_with_file_line_and_name(source: str, told: str) -> None:
    with pytest.raises(InvalidInputError, match=told) as error:
        rendered(source, long="x" * 60_000)
    assert "order.items" in (error.value.hint or "")


def test_a_filter_without_the_buyer_s_locale_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="locale is not known"):
        rendered("{{ 5|number }}", None)
