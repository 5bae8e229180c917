"""A seller's application that talks to the simulator, in the process and over HTTP.

Every answer is held against Amazon's own model, where the models are at hand (SPMSG_TEST_SHARED, or `shared`
beside the checkout); without them the tests still say what they say.
"""

import base64
import hashlib
import json
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import requests

from spmsg.config import DEMO_ENDPOINT
from spmsg.simulator.adapter import SimulatorAdapter
from spmsg.simulator.app import Simulator
from spmsg.simulator.server import SimulatorServer
from spmsg.simulator.state import State, open_state

US = "ATVPDKIKX0DER"
TUTORIAL = "902-6786204-8179805"
ACTIONS = f"/messaging/v1/orders/{TUTORIAL}?marketplaceIds={US}"
ORDERS = "/orders/2026-01-01/orders"
_MODELS = ("messaging", "orders_2026-01-01", "solicitations", "uploads_2020-11-01")
_FORMATS = jsonschema.FormatChecker(formats=())


@_FORMATS.checks("date-time", raises=ValueError)
def _is_date_time(text: object) -> bool:
    return not isinstance(text, str) or datetime.fromisoformat(text).tzinfo is not None


@cache
def _models() -> tuple[dict[str, Any], ...]:
    beside = Path(__file__).parents[3] / "shared"
    folder = Path(os.environ.get("SPMSG_TEST_SHARED", beside)) / "spapi" / "models"
    paths = [folder / f"{name}.json" for name in _MODELS]
    models = tuple(json.loads(path.read_text("utf-8")) for path in paths if path.exists())
    for model in models:
        if "LinkObject" not in model["definitions"]:
            # A misspelt property would pass otherwise. HAL documents hold more than their models.
            for definition in model["definitions"].values():
                if "properties" in definition:
                    definition.setdefault("additionalProperties", False)
    return models


def check_against_model(method: str, path: str, answer: requests.Response) -> None:
    """Fails where Amazon's model of the operation does not allow the answer."""
    for model in _models():
        for template, methods in model["paths"].items():
            pattern = re.sub(r"\\{resource\\}", ".+", re.escape(template))
            pattern = re.sub(r"\\{\w+\\}", "[^/]+", pattern)
            if method.lower() not in methods or not re.fullmatch(pattern, path):
                continue
            allowed = methods[method.lower()]["responses"][str(answer.status_code)]
            schema = {**allowed["schema"], "definitions": model["definitions"]}
            jsonschema.Draft4Validator(schema, format_checker=_FORMATS).validate(answer.json())
            assert answer.headers["x-amzn-RequestId"]


class Clock:
    """A clock that only a test moves: noon of an ordinary day, in seconds since the epoch."""

    def __init__(self) -> None:
        self.now = datetime.fromisoformat("2026-11-23T12:00:00Z").timestamp()

    def __call__(self) -> float:
        return self.now


class Seller:
    """A seller-application pair with an access token."""

    def __init__(self, base_url: str, session: requests.Session, refresh_token: str = "Atzr|1") -> None:
        self.base_url = base_url
        self.session = session
        self.refresh_token = refresh_token
        self.token = ""

    def exchange(self, **changes: str | None) -> requests.Response:
        """Asks for an access token, and keeps it."""
        form: dict[str, str | None] = {
            "grant_type": "refresh_token",
            "refresh_token": self.refresh_token,
            "client_id": "amzn1.application-oa2-client.1",
            "client_secret": "secret",
            **changes,
        }
        answer = self.session.post(
            f"{self.base_url}/auth/o2/token", {k: v for k, v in form.items() if v is not None}, timeout=30
        )
        self.token = answer.json().get("access_token", self.token)
        return answer

    def ask(
        self, method: str, path: str, headers: dict[str, str | None] | None = None, **more: Any
    ) -> requests.Response:
        """One request of the SP-API with the access token; its answer agrees with Amazon's model."""
        if not self.token:
            self.exchange()
        # None takes a header away; requests knows the same convention, its types do not.
        sent: Any = {"x-amz-access-token": self.token, **(headers or {})}
        more.setdefault("timeout", 30)
        answer = self.session.request(
            method, self.base_url + path, headers=sent, allow_redirects=False, **more
        )
        check_against_model(method, path.partition("?")[0], answer)
        return answer

    def actions(self, order: str, marketplace: str = US) -> dict[str, Any]:
        """The HAL document of an order's actions."""
        answer = self.ask("GET", f"/messaging/v1/orders/{order}", params={"marketplaceIds": marketplace})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def action_names(self, order: str, marketplace: str = US) -> list[str]:
        """The names of an order's actions."""
        return [link["name"] for link in self.actions(order, marketplace)["_links"]["actions"]]

    def send(
        self, order: str, action: str, body: Any, marketplace: str = US, **more: Any
    ) -> requests.Response:
        """Posts a message."""
        path = f"/messaging/v1/orders/{order}/messages/{action}"
        return self.ask("POST", path, params={"marketplaceIds": marketplace}, json=body, **more)

    def destination(self, order: str, action: str, content: bytes, marketplace: str = US) -> dict[str, Any]:
        """Creates an upload destination for `content`."""
        digest = base64.b64encode(hashlib.md5(content).digest()).decode()
        answer = self.ask(
            "POST",
            f"/uploads/2020-11-01/uploadDestinations/messaging/v1/orders/{order}/messages/{action}",
            params={"marketplaceIds": marketplace, "contentMD5": digest},
        )
        assert answer.status_code == 201, answer.text
        return dict(answer.json()["payload"])

    def put(self, destination: dict[str, Any], content: bytes, **changes: str | None) -> requests.Response:
        """Puts `content` to an upload destination; `changes` to its headers, with `_` for `-`."""
        headers: Any = {**destination["headers"], **{k.replace("_", "-"): v for k, v in changes.items()}}
        return self.session.put(destination["url"], data=content, headers=headers, timeout=30)

    def upload(self, order: str, action: str, content: bytes, marketplace: str = US) -> str:
        """Uploads an attachment; its uploadDestinationId."""
        destination = self.destination(order, action, content, marketplace)
        assert self.put(destination, content).status_code == 200
        return str(destination["uploadDestinationId"])


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state() -> Iterator[State]:
    state = open_state(None)
    yield state
    state.close()


@pytest.fixture
def app(state: State, clock: Clock) -> Simulator:
    return Simulator(state, clock=clock, rates=False)


def in_process(app: Simulator) -> Seller:
    """A seller whose requests stay in this process."""
    session = requests.Session()
    session.mount("https://", SimulatorAdapter(app))
    return Seller(DEMO_ENDPOINT, session)


@contextmanager
def over_http(app: Simulator) -> Iterator[Seller]:
    """A seller whose requests go to a server in a thread."""
    with SimulatorServer(app) as server, requests.Session() as session:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield Seller(server.base_url, session)
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def seller(app: Simulator) -> Seller:
    return in_process(app)


@pytest.fixture(params=["in the process", "over HTTP"])
def front(request: pytest.FixtureRequest, app: Simulator) -> Iterator[Seller]:
    """A seller at either front."""
    with nullcontext(in_process(app)) if request.param == "in the process" else over_http(app) as seller:
        yield seller
