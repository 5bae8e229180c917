"""Messaging and Solicitations: every shape of Amazon's HAL document, and only links that stay at home."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import responses
from hypothesis import given
from hypothesis import strategies as st

from spmsg.errors import AmazonError, RedirectedError, UnreadableAnswerError
from spmsg.spapi.action_list import ActionList, follow_link, read_actions
from spmsg.spapi.answers import Answer
from spmsg.spapi.http_client import HttpClient
from spmsg.spapi.messaging import Messaging, Solicitations, resource_path
from spmsg.spapi.transport import Transport
from tests.spapi.conftest import OneToken

HOST = "https://sellingpartnerapi-na.amazon.com"
ORDER = "902-6786204-8179805"
US = "ATVPDKIKX0DER"
HOME = f"/messaging/v1/orders/{ORDER}"
SCHEMA = {
    "type": "object",
    "title": "Schema title",
    "properties": {"rawMessageBody": {"type": "string", "maxLength": 800}},
    "required": [],
}

ATTRIBUTES = {"href": f"{HOME}/attributes?marketplaceIds={US}", "name": "attributes"}

Json = dict[str, Any]  # JSON as it is written: documents are taken apart and spoilt here


@pytest.fixture
def messaging() -> Messaging:
    return Messaging(Transport(HOST, OneToken(), HttpClient(30)))


def document(name: str = "legalDisclosure") -> Json:
    href = f"{HOME}/messages/{name}?marketplaceIds={US}"
    return {
        "_links": {
            "actions": [{"href": href, "name": name}],
            "self": {"href": f"{HOME}?marketplaceIds={US}"},
        },
        "_embedded": {
            "actions": [
                {
                    "_links": {"self": {"href": href, "name": name}},
                    "_embedded": {"schema": {"_links": {"self": {"href": "x"}}, **SCHEMA}},
                    "name": name,
                    "title": "Title",
                }
            ]
        },
    }


def read(doc: object) -> ActionList:
    answer = Answer(200, {}, json.dumps(doc).encode())
    return read_actions(answer, endpoint=HOST, order_path=HOME, folder="messages", marketplace=US)


def changed(change: Callable[[Json], object]) -> Json:
    doc = document()
    change(doc)
    return doc


def test_an_action_has_its_name_title_link_and_schema() -> None:
    (action,) = read(document()).actions
    assert (action.name, action.title) == ("legalDisclosure", "Title")
    assert action.href == f"{HOME}/messages/legalDisclosure?marketplaceIds={US}"
    assert action.schema == SCHEMA


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["_links"].update(self={"href": ["a", "b"]}),
        lambda d: d["_links"].update(self=None),
        lambda d: d["_links"].pop("self"),
        lambda d: d["_links"].update(self=5),
        lambda d: d["_links"].update(actions=d["_links"]["actions"][0]),
        lambda d: d["_links"].update(actions=[None, *d["_links"]["actions"], 5]),
        lambda d: d["_links"].update(actions=[d["_links"]["actions"][0]["href"]]),
        lambda d: d["_links"]["actions"][0].pop("name"),
        lambda d: d["_links"]["actions"][0].update(name=5),
        lambda d: d["_links"]["actions"][0].update(href=HOST + d["_links"]["actions"][0]["href"]),
        lambda d: d["_links"]["actions"].append(d["_links"]["actions"][0]),
        lambda d: d["_links"]["actions"].append(ATTRIBUTES),
        lambda d: d["_links"].pop("actions"),
        lambda d: d["_links"].update(actions=None),
        lambda d: d.update(_links=None),
        lambda d: d["_embedded"].update(actions=d["_embedded"]["actions"][0]),
        lambda d: d["_embedded"]["actions"].append(None),
        lambda d: d["_embedded"]["actions"][0].pop("name"),
        lambda d: d["_embedded"]["actions"][0].update(payload={"name": "legalDisclosure"}, name=None),
        lambda d: d["_embedded"]["actions"][0]["_embedded"].update(schema=[{"payload": SCHEMA}]),
        lambda d: d["_embedded"]["actions"][0].update(errors=[]),
    ],
)  # fmt: skip
def test_every_shape_that_means_the_same_is_read_the_same(change: Callable[[Json], object]) -> None:
    (action,) = read(changed(change)).actions
    assert (action.name, action.title, action.schema) == ("legalDisclosure", "Title", SCHEMA)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.pop("_embedded"),
        lambda d: d.update(_embedded=None),
        lambda d: d.update(_embedded=[]),
        lambda d: d["_embedded"].update(actions=None),
        lambda d: d["_embedded"].update(actions=[]),
        lambda d: d["_embedded"]["actions"][0].update(_embedded=None),
        lambda d: d["_embedded"]["actions"][0]["_embedded"].update(schema="text"),
        lambda d: d["_embedded"]["actions"][0]["_embedded"].update(schema={}),
    ],
)
def test_an_action_without_a_schema_is_still_offered(change: Callable[[Json], object]) -> None:
    (action,) = read(changed(change)).actions
    assert (action.name, action.schema) == ("legalDisclosure", None)


def test_without_a_title_of_its_own_an_action_has_its_schemas() -> None:
    (action,) = read(changed(lambda d: d["_embedded"]["actions"][0].update(title=None))).actions
    assert action.title == "Schema title"


@pytest.mark.parametrize("nothing", [[], None])
def test_an_order_can_offer_nothing(nothing: object) -> None:
    assert read({"_links": {"actions": nothing, "self": {"href": HOME}}}).actions == ()


@pytest.mark.parametrize(
    "doc",
    [
        {},
        {"_links": "x"},
        {"_links": None, "_embedded": None},
        {"_links": {"actions": "5"}, "_embedded": {"actions": "x"}},
        {"_links": {"actions": [{"href": None}]}},
        {"_links": {"actions": 0}},
        {"_links": {"actions": []}, "_embedded": {"actions": ["x"]}},
    ],
)
def test_a_document_that_cannot_be_used_is_told_so(doc: object) -> None:
    with pytest.raises(UnreadableAnswerError):
        read(doc)


MEMBERS = ("_links", "_embedded", "actions", "self", "schema", "payload", "href", "name", "title")
JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=8) | st.just(f"{HOME}/messages/x"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(MEMBERS), inner, max_size=4),
    max_leaves=30,
)


@given(st.dictionaries(st.sampled_from(["_links", "_embedded", "errors"]), JSON))
def test_any_document_gives_actions_or_an_error_of_ours(doc: Json) -> None:
    try:
        actions = read(doc).actions
    except AmazonError:
        return
    assert all(action.href.startswith(HOME) for action in actions)


# Links

EVIL = [
    "//evil.example/messaging/v1/orders/902-6786204-8179805/messages/x",
    f"https://evil.example{HOME}/messages/x",
    f"http://sellingpartnerapi-na.amazon.com{HOME}/messages/x",
    f"https://sellingpartnerapi-na.amazon.com:444{HOME}/messages/x",
    f"https://sellingpartnerapi-na.amazon.com@evil.example{HOME}/messages/x",
    f"https://user:pw@sellingpartnerapi-na.amazon.com{HOME}/messages/x",
    f"https://sellingpartnerapi-na.amazon.com.evil.example{HOME}/messages/x",
    f"https://sellingpartnerapi-na.amazon.com\\.evil.example{HOME}/messages/x",
    f"/\\evil.example{HOME}/messages/x",
    f"https:/evil.example{HOME}/messages/x",
    f"https:{HOME}/messages/x",
    f"HTTPS://SellingPartnerAPI-NA.amazon.com{HOME}/messages/x",
    "javascript:alert(1)",
    "messages/x",
    "",
    f" {HOME}/messages/x",
    f"{HOME}/messages/x\r\nHost: evil.example",
    f"{HOME}/messages/é",
    f"{HOME}/messages/../../902-0000000-0000000/messages/x",
    f"{HOME}/messages/%2e%2e/x",
    f"{HOME}%2Fmessages%2Fx",
    f"{HOME}/messages//x",
    f"{HOME}-1/messages/x",
    "/messaging/v1/orders/902-0000000-0000000/messages/x",
    "/messaging/v1/orders/902-0000000-0000000/messages/x?o=" + HOME,
    f"/orders{HOME}/messages/x",
    f"{HOME}/messages/x?marketplaceIds=A1PA6795UKMFR9",
    f"{HOME}/messages/x?marketplaceIds={US},A1PA6795UKMFR9",
    f"{HOME}/messages/x?marketplaceIds={US}&marketplaceIds=A1PA6795UKMFR9",
    f"{HOME}/messages/x?marketplaceIds=",
    f"{HOME}/messages/x?MARKETPLACEIDS=A1PA6795UKMFR9",
    f"{HOME}/messages/x?marketplaceId=A1PA6795UKMFR9",
    f"{HOME}/messages/x?" + "&a=b" * 50,
    f"{HOME}/messages/" + "x" * 3000,
]


@pytest.mark.parametrize("href", EVIL)
def test_a_link_that_leads_elsewhere_is_refused_and_nothing_is_sent_over_it(
    messaging: Messaging, amazon: responses.RequestsMock, href: str
) -> None:
    with pytest.raises((RedirectedError, UnreadableAnswerError)):
        follow_link(href, endpoint=HOST, order_path=HOME, marketplace=US)
    with pytest.raises(AmazonError):
        messaging.send(ORDER, US, "x", href, {"text": "hi"})
    assert len(amazon.calls) == 0
    if href:  # a list with such a link is refused whole
        with pytest.raises(AmazonError):
            read(changed(lambda d: d["_links"]["actions"].append({"href": href, "name": "x"})))


@pytest.mark.parametrize(
    ("href", "query"),
    [
        (f"{HOME}/messages/x?marketplaceIds={US}", {"marketplaceIds": US}),
        (f"{HOME}/messages/x", {"marketplaceIds": US}),
        (f"{HOST}{HOME}/messages/x?v=2", {"v": "2", "marketplaceIds": US}),
    ],
)
def test_a_link_that_stays_is_followed(href: str, query: dict[str, str]) -> None:
    found = follow_link(href, endpoint=HOST, order_path=HOME, marketplace=US)
    assert found == (f"{HOME}/messages/x", query)


@given(st.text(alphabet="/\\.%2eE@:?#&=-_xhtps019 \t\n", max_size=60))
def test_no_link_leads_out_of_the_order(tail: str) -> None:
    for href in (tail, HOME + tail, HOST + tail):
        try:
            path, query = follow_link(href, endpoint=HOST, order_path=HOME, marketplace=US)
        except AmazonError:
            continue
        assert path == HOME or path.startswith(HOME + "/")
        assert "." not in path
        assert query["marketplaceIds"] == US


# Calls


def test_the_actions_of_an_order_are_asked_for_one_marketplace(
    messaging: Messaging, amazon: responses.RequestsMock
) -> None:
    amazon.get(f"{HOST}{HOME}", json=document(), headers={"x-amzn-RequestId": "id-7"})
    actions = messaging.actions(ORDER, US)
    assert amazon.calls[0].request.url == f"{HOST}{HOME}?marketplaceIds={US}"
    assert (actions.raw, actions.request_id) == (document(), "id-7")


@pytest.mark.parametrize(
    ("buyer", "locale"),
    [({"locale": "en-US"}, "en-US"), ({"locale": 5}, None), ([], None)],
)
def test_the_buyers_locale_comes_as_amazon_writes_it(
    messaging: Messaging, amazon: responses.RequestsMock, buyer: object, locale: str | None
) -> None:
    amazon.get(f"{HOST}{HOME}/attributes", json={"buyer": buyer})
    assert messaging.locale(ORDER, US) == locale


@pytest.mark.parametrize(
    ("name", "path"),
    [("legalDisclosure", "legalDisclosure"), ("sendInvoice", "invoice"), ("brandNew", "brandNew")],
)
def test_a_message_goes_where_the_link_or_the_documented_path_says(
    messaging: Messaging, amazon: responses.RequestsMock, name: str, path: str
) -> None:
    amazon.post(f"{HOST}{HOME}/messages/{path}", json={}, status=201, headers={"x-amzn-RequestId": "id-8"})
    (action,) = read(document(name)).actions
    assert messaging.send(ORDER, US, name, action.href, {"text": "Grüße"}) == "id-8"
    request = amazon.calls[0].request
    assert request.url == f"{HOST}{HOME}/messages/{path}?marketplaceIds={US}"
    assert request.headers["Content-Type"] == "application/json"
    assert json.loads(request.body or b"") == {"text": "Grüße"}
    assert resource_path(ORDER, name) == f"messaging/v1/orders/{ORDER}/messages/{path}"


def test_a_link_to_another_resource_of_the_order_takes_no_message(
    messaging: Messaging, amazon: responses.RequestsMock
) -> None:
    with pytest.raises(RedirectedError):
        messaging.send(ORDER, US, "attributes", f"{HOME}/attributes", {})
    assert len(amazon.calls) == 0


def test_a_solicitation_has_no_body(amazon: responses.RequestsMock) -> None:
    home = f"/solicitations/v1/orders/{ORDER}"
    name = "productReviewAndSellerFeedback"
    href = f"{home}/solicitations/{name}?marketplaceIds={US}"
    amazon.get(HOST + home, json={"_links": {"actions": [{"href": href, "name": name}]}})
    amazon.post(f"{HOST}{home}/solicitations/{name}", status=201)
    solicitations = Solicitations(Transport(HOST, OneToken(), HttpClient(30)))
    (action,) = solicitations.actions(ORDER, US).actions
    solicitations.send(ORDER, US, name, action.href, {})
    call = amazon.calls[1]
    assert (call.request.url, call.request.body) == (HOST + href, None)
    assert call.request.headers["Content-Length"] == "0"
