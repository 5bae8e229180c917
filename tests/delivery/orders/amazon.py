"""Amazon's searchOrders in miniature, at the wire: its pages are counted, its clock is ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from json import dumps
from typing import Any
from urllib.parse import parse_qs, urlsplit

import responses
from requests import PreparedRequest

from spmsg.spapi.http_client import HttpClient
from spmsg.spapi.orders import Orders
from spmsg.spapi.transport import Transport

HOST = "https://sellingpartnerapi-eu.amazon.com"
DE, FR, IT = "A1PA6795UKMFR9", "A13V1IB3VIYZZH", "APJ6JRA9NG5V4"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


class Token:
    """An access token that always works."""

    def access_token(self) -> str:
        return "Atza|1"

    def renew(self, refused: str) -> str:
        return refused

    def may_be_stale(self, token: str, operation: str) -> bool:
        return False


@dataclass
class Placed:
    """An order as this Amazon has it."""

    id: str
    created: datetime
    marketplace: str = DE
    status: str = "UNSHIPPED"
    updated: datetime | None = None

    @property
    def last_updated(self) -> datetime:
        return self.updated or self.created


@dataclass
class Amazon:
    """Answers searches; `fails_after` pages it answers 500, `lacks` refuses includedData with 400."""

    orders: list[Placed] = field(default_factory=list)
    now: datetime = NOW
    requests: list[dict[str, str]] = field(default_factory=list)
    fails_after: int | None = None
    lacks: bool = False
    salt: str = ""
    newest_first: bool = True

    @property
    def api(self) -> Orders:
        return Orders(Transport(HOST, Token(), HttpClient(30), sleep=lambda seconds: None))

    def clock(self) -> datetime:
        return self.now

    def place(self, count: int, *, days: float, marketplace: str = DE) -> None:
        """Let `count` orders have been placed over the last `days`."""
        for number in range(count):
            created = self.now - timedelta(days=days) * (number + 0.5) / count
            self.orders.append(Placed(f"302-{len(self.orders):07}-0000001", created, marketplace))

    @property
    def pages(self) -> int:
        return len(self.requests)

    @contextmanager
    def listening(self) -> Iterator["Amazon"]:
        with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
            mock.add_callback(responses.GET, f"{HOST}/orders/2026-01-01/orders", self._answer)
            yield self

    def _answer(self, request: PreparedRequest) -> tuple[int, dict[str, str], str]:
        query = {k: v[0] for k, v in parse_qs(urlsplit(str(request.url)).query).items()}
        self.requests.append(query)
        if self.fails_after is not None and self.pages > self.fails_after:
            return 503, {}, "{}"
        if self.lacks and "includedData" in query:
            return 400, {}, dumps({"errors": [{"code": "InvalidInput", "message": "includedData"}]})
        start = 0
        if token := query.get("paginationToken"):
            start, asked = int(token.partition("|")[0]), token.partition("|")[2]
            if asked != self._token(query):
                return 400, {}, dumps({"errors": [{"code": "InvalidInput", "message": "token"}]})
        found = self._found(query)
        size = int(query["maxResultsPerPage"])
        document: dict[str, Any] = {"orders": [_document(o, query) for o in found[start : start + size]]}
        if start + size < len(found):
            document["pagination"] = {"nextToken": f"{start + size}|{self._token(query)}"}
        member = "createdBefore" if "createdAfter" in query else "lastUpdatedBefore"
        document[member] = query.get(member) or _text(self.now - timedelta(minutes=2))
        return 200, {}, dumps(document)

    def forget_tokens(self) -> None:
        """Take no token any more that was given out before."""
        self.salt += "x"

    def _token(self, query: dict[str, str]) -> str:
        asked = sorted((name, value) for name, value in query.items() if name != "paginationToken")
        return self.salt + repr(asked).encode().hex()

    def _found(self, query: dict[str, str]) -> list[Placed]:
        places = query["marketplaceIds"].split(",") if "marketplaceIds" in query else None
        kind = "created" if "createdAfter" in query else "lastUpdated"
        after = datetime.fromisoformat(query[f"{kind}After"])
        told = query.get(f"{kind}Before")
        before = datetime.fromisoformat(told) if told else self.now - timedelta(minutes=2)
        found = [
            order
            for order in self.orders
            if after <= (order.created if kind == "created" else order.last_updated) <= before
            and (places is None or order.marketplace in places)
        ]
        return sorted(found, key=lambda order: order.created, reverse=self.newest_first)


def _document(order: Placed, query: dict[str, str]) -> dict[str, object]:
    document: dict[str, object] = {
        "orderId": order.id,
        "createdTime": _text(order.created),
        "lastUpdatedTime": _text(order.last_updated),
        "salesChannel": {"marketplaceId": order.marketplace},
        "buyer": {"buyerName": "Ann Buyer"},
        "orderItems": [],
    }
    if "FULFILLMENT" in query.get("includedData", ""):
        document["fulfillment"] = {"fulfillmentStatus": order.status, "fulfilledBy": "MERCHANT"}
    return document


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
