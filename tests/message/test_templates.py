"""A text from a template: what it knows, what it writes for the buyer, and what it cannot do."""

from types import SimpleNamespace

import pytest

from spmsg.errors import InvalidInputError
from spmsg.message.recipient import Unusable
from spmsg.message.template import Template


def item(title: str, quantity: int) -> SimpleNamespace:
    return SimpleNamespace(title=title, asin="B0", sku="L-1", quantity=quantity)


ORDER = SimpleNamespace(
    id="902-6786204-8179805",
    marketplace="ATVPDKIKX0DER",
    status="SHIPPED",
    purchased_at="2026-03-01T10:30:00Z",
    items=(item("Lamp {{ 7 * 7 }}", 2), item("Bulb", 12000)),
    total=SimpleNamespace(amount="1234.5", currency="EUR"),
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


@pytest.mark.parametrize(
    ("source", "uses"), [("{{ 1|number }}", True), ("{{ locale }}", True), ("{{ order.id|upper }}", False)]
)
def test_the_locale_is_needed_by_its_name_and_by_the_filters(source: str, uses: bool) -> None:
    assert Template("letter.txt", source).uses_locale is uses


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("a\n{{ nmae }}", "letter.txt:2 .*'nmae' is undefined"),
        ("a\n\n{{ order.buyer }}", "letter.txt:3 .*: 'buyer' is undefined"),
        ("{{ order.items[7].title }}", ": 7 is undefined"),
        ("{{ row['z'] }}", ": 'z' is undefined"),
        ("a\n{% if %}", "letter.txt:2"),
        ("a\n{{ order.id|nofilter }}", r"letter.txt:2 .*No filter named 'nofilter'\.$"),
        ("{{ 'x'|money('EUR') }}", "letter.txt:1 .*'x' is no number"),
        ("{{ 'x'|date }}", "'x' is no date"),
        ("{{ '5'|money }}", "needs a currency"),
        ("{% include 'x' %}", "letter.txt:1 .*cannot load other files"),
        ("{% import 'x' as y %}", "cannot load other files"),
        ("{{ ''.__class__ }}", "unsafe"),
        ("{{ order.__init__.__globals__ }}", "unsafe"),
        ("{{ 'x' * 999999999 }}", "only numbers"),
        ("{{ 9 ** 9 ** 9 }}", "powers"),
        ("{% for a in range(999999) %}{% endfor %}", "Range too big"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "without end"),
        ("{{ long }}{{ long }}", "longer than"),
        ("{{ 1 / 0 }}", "zero"),
        ("{{ 'x'|truncate(-5) }}", "cannot be rendered"),
        ("{{ 5|number(locale='xx-YY') }}", "cannot be rendered"),
        ("{{ long.upper }}", "no text"),
        ("{{ order.items }}", "no text"),
        ("{{ order }}", "no text: name a value of it, such as order.id"),
    ],
)
def test_what_cannot_be_rendered_is_told_with_file_line_and_name(source: str, told: str) -> None:
    with pytest.raises(InvalidInputError, match=told):
        rendered(source, long="x" * 60_000)


@pytest.mark.parametrize("source", ["{{ nmae }}", "{{ order.buyer }}"])
def test_what_is_undefined_is_told_with_all_names_that_are_known(source: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        rendered(source, name="Anna", ships="2026-12-01")
    assert "order.items" in (error.value.hint or "")
    assert "the columns of this row (name, ships)" in (error.value.hint or "")


@pytest.mark.parametrize("empty", ["", " ", None])
def test_an_empty_column_is_an_error_where_it_is_written(empty: object) -> None:
    for source in ("{{ x }}", "{{ x|upper }}", "{{ 'a' ~ x }}", "{{ row['x'] }}", "{{ [x]|join }}"):
        with pytest.raises(InvalidInputError, match="'x' is empty in this row"):
            rendered(source, x=empty)
    with pytest.raises(InvalidInputError, match=r"'x\.y' is empty"):
        rendered("{{ x.y }}", x={"y": empty})
    with pytest.raises(InvalidInputError, match=r"with default\("):
        rendered("{{ x }}", x=empty)
    assert rendered("{{ x|default('you') }}", x=empty) == "you"
    assert rendered("{% if x %}no{% endif %}yes", x=empty) == "yes"


def test_a_column_is_named_with_underscores_or_as_the_list_spells_it() -> None:
    assert rendered("{{ product_name }} {{ row['product-name'] }}", **{"product-name": "Lamp"}) == "Lamp Lamp"
    assert rendered("{{ Größe_in_cm }}", **{"Größe in cm": "5"}) == "5"
    assert rendered("{{ a_b }} {{ row['a-b'] }}", **{"a-b": "1", "a_b": "2"}) == "2 1"
    with pytest.raises(InvalidInputError, match="several columns are called a_b"):
        rendered("{{ a_b }}", **{"a-b": "1", "a b": "2"})


def test_a_value_that_cannot_be_used_is_an_error_only_where_it_is() -> None:
    assert rendered("Hello", x=Unusable("no text")) == "Hello"
    with pytest.raises(InvalidInputError, match="no text"):
        rendered("{{ x }}", x=Unusable("no text"))


def test_a_template_that_takes_all_memory_is_invalid() -> None:
    def burst() -> str:
        raise MemoryError

    with pytest.raises(InvalidInputError, match="grows without end"):
        rendered("{{ f() }}", f=burst)


def test_an_empty_value_of_the_order_is_named() -> None:
    order = SimpleNamespace(total=None, items=[SimpleNamespace(sku=None)])
    for source, name in (("{{ order.total }}", "total"), ("{{ order.items[0].sku }}", "sku")):
        with pytest.raises(InvalidInputError, match=f"'{name}' is empty for this order"):
            Template("letter.txt", source).render(order=order, columns={})
    text = "{% if order.total %}paid{% else %}free{% endif %}"
    assert Template("letter.txt", text).render(order=order, columns={}) == "free"


def test_a_filter_without_the_buyer_s_locale_asks_for_one() -> None:
    with pytest.raises(InvalidInputError, match=r"locale is not known; .*date\('long', 'de_DE'\)"):
        rendered("{{ 5|number }}", None)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ '2026-12-01'|date('long', 'de_DE') }}", "1. Dezember 2026"),
        ("{{ '2026-12-01'|datetime('short', locale='de') }}", "01.12.26, 00:00"),
        ("{{ '5'|money('EUR', 'de_DE') }}", "5,00\xa0€"),
        ("{{ '5.5'|number(locale='fr-FR') }}", "5,5"),
    ],
)
def test_a_filter_takes_a_locale_and_then_needs_no_buyer_s(source: str, text: str) -> None:
    assert not Template("letter.txt", source).uses_locale
    assert rendered(source, None) == text
