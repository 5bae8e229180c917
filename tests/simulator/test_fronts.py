"""The two fronts of the simulator: inside the process, and real HTTP."""

import io
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
from urllib3 import Retry
from urllib3.exceptions import NewConnectionError

from spmsg.config import DEMO_ENDPOINT
from spmsg.simulator.adapter import SimulatorAdapter
from spmsg.simulator.app import Simulator
from spmsg.simulator.faults import parse_faults
from spmsg.simulator.server import SimulatorServer, serve
from spmsg.simulator.state import State, open_state

if TYPE_CHECKING:
    from tests.simulator.conftest import Seller

US = "ATVPDKIKX0DER"
TUTORIAL = "902-6786204-8179805"
_SERVE = """
import sys
from pathlib import Path
from spmsg.simulator.app import Simulator
from spmsg.simulator.faults import parse_faults
from spmsg.simulator.server import serve
from spmsg.simulator.state import open_state
folder = Path(sys.argv[1])
app = Simulator(open_state(folder), faults=parse_faults(sys.argv[2:]), rates=False)
serve(app, 0, lambda url: print(url, flush=True))
print("ended", flush=True)
"""


@contextmanager
def running(app: Simulator) -> Iterator[str]:
    """The base URL of a server in a thread."""
    with SimulatorServer(app) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.base_url
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def process(*arguments: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """`serve` as a process, and its base URL."""
    command = [sys.executable, "-c", _SERVE, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as child:
        assert child.stdout is not None
        try:
            yield child, child.stdout.readline().strip()
        finally:
            child.kill()


def token_form(**changes: str) -> dict[str, str]:
    return {
        "grant_type": "refresh_token",
        "refresh_token": "Atzr|1",
        "client_id": "1",
        "client_secret": "1",
        **changes,
    }


# Inside the process


def test_answers_stream_as_those_from_a_wire(seller: "Seller") -> None:
    seller.exchange()
    answer = seller.session.get(
        f"{seller.base_url}/messaging/v1/orders/{TUTORIAL}?marketplaceIds={US}",
        headers={"x-amz-access-token": seller.token},
        stream=True,
        timeout=9,
    )
    assert answer.raw.read(2) == b'{"'
    rest = b"".join(answer.iter_content(100))
    assert rest.endswith(b"}")
    assert answer.headers["content-type"] == "application/hal+json"
    assert (answer.status_code, answer.reason, answer.raw.version) == (200, "OK", 11)
    answer.close()


@pytest.mark.parametrize(
    "url",
    [
        "https://sellingpartnerapi-na.amazon.com/",
        "https://simulator.invalid.example/",
        "http://simulator.invalid/",
        "https://simulator.invalid:444/",
        "https://user@simulator.invalid/",
    ],
)
def test_no_other_host_exists_inside_the_process(app: Simulator, url: str) -> None:
    session = requests.Session()
    for scheme in ("http://", "https://"):
        session.mount(scheme, SimulatorAdapter(app))
    with pytest.raises(requests.exceptions.ConnectionError) as caught:
        session.get(url, timeout=9)
    assert isinstance(caught.value.args[0].reason, NewConnectionError)


def test_bodies_of_every_kind_arrive(seller: "Seller") -> None:
    content = b"%PDF-1.7"
    bodies: tuple[Any, ...] = (content, bytearray(content), io.BytesIO(content))
    for body in bodies:
        destination = seller.destination(TUTORIAL, "invoice", content)
        answer = seller.session.put(destination["url"], data=body, headers=destination["headers"], timeout=9)
        assert answer.status_code == 200, answer.text


def test_nothing_leaves_the_process(seller: "Seller", monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was made")

    monkeypatch.setattr(socket, "socket", refuse)
    assert seller.base_url == DEMO_ENDPOINT
    assert seller.send(TUTORIAL, "confirmOrderDetails", {"text": "Hello"}).status_code == 201


# Over HTTP


def test_a_client_that_still_sends_sees_why_it_is_refused(seller: "Seller", app: Simulator) -> None:
    with running(app) as base_url:
        for _ in range(5):
            answer = requests.post(f"{base_url}/nowhere", b"x" * 30_000_000, timeout=9)
            assert answer.status_code == 413


def test_drop_after_send_closes_the_connection_without_an_answer(state: State) -> None:
    app = Simulator(state, faults=parse_faults(["drop-after-send:1@token"]))
    with running(app) as base_url:
        with pytest.raises(requests.exceptions.ConnectionError, match="without response"):
            requests.post(f"{base_url}/auth/o2/token", token_form(), timeout=9)
        assert requests.post(f"{base_url}/auth/o2/token", token_form(), timeout=9).status_code == 200


def test_only_this_machine_can_reach_the_server(app: Simulator) -> None:
    with SimulatorServer(app) as server:
        assert server.server_address[0] == "127.0.0.1"


# The server as a process


def test_serve_says_where_it_is_and_ends_cleanly(tmp_path: Path) -> None:
    for end in (signal.SIGTERM, signal.SIGINT):
        with process(str(tmp_path)) as (child, base_url):
            assert base_url.startswith("http://127.0.0.1:")
            answer = requests.post(f"{base_url}/auth/o2/token", token_form(), timeout=9)
            assert answer.status_code == 200
            child.send_signal(end)
            rest, errors = child.communicate(timeout=9)
            assert (child.returncode, rest, errors) == (0, "ended\n", "")


def test_a_served_folder_can_be_read_by_another_process(tmp_path: Path) -> None:
    with process(str(tmp_path)) as (_, base_url):
        token = requests.post(f"{base_url}/auth/o2/token", token_form(), timeout=9).json()["access_token"]
        url = f"{base_url}/messaging/v1/orders/{TUTORIAL}/messages/confirmOrderDetails?marketplaceIds={US}"
        sent = requests.post(url, json={"text": "Hello"}, headers={"x-amz-access-token": token}, timeout=9)
        assert sent.status_code == 201
        state = open_state(tmp_path)
        assert [message.text for message in state.inbox()] == ["Hello"]
        state.close()


def test_a_served_count_begins_anew_with_the_server(tmp_path: Path) -> None:
    for _ in range(2):
        with process(str(tmp_path), "error=503:1@token") as (_, base_url):
            statuses = [
                requests.post(f"{base_url}/auth/o2/token", token_form(), timeout=9).status_code
                for _ in range(2)
            ]
        assert statuses == [503, 200]


def test_refuse_over_http_can_end(tmp_path: Path) -> None:
    with process(str(tmp_path), "refuse=0.2") as (_, base_url):
        retry = requests.adapters.HTTPAdapter(max_retries=Retry(connect=9, backoff_factor=0.1))
        with requests.Session() as session:
            session.mount("http://", retry)
            assert session.get(base_url, timeout=9).status_code == 403


def test_refuse_over_http_is_a_port_where_nobody_listens(tmp_path: Path) -> None:
    with process(str(tmp_path), "refuse") as (child, base_url):
        with pytest.raises(requests.exceptions.ConnectionError, match="refused"):
            requests.get(base_url, timeout=9)
        child.send_signal(signal.SIGTERM)
        assert child.wait(timeout=9) == 0


@pytest.mark.parametrize("spec", ["refuse:1", "refuse@token"])
def test_refuse_over_http_cannot_pick_requests(state: State, spec: str) -> None:
    with pytest.raises(ValueError, match="no count"):
        serve(Simulator(state, faults=parse_faults([spec])), 0, lambda url: None)


def test_a_port_that_is_taken_is_an_error(app: Simulator) -> None:
    with SimulatorServer(app) as server, pytest.raises(OSError, match="in use"):
        serve(app, server.port, lambda url: None)
