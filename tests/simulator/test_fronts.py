"""The two fronts of the simulator: inside the process, and real HTTP."""

import io
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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
from tests.harness import clean_environment, posix
from tests.simulator.conftest import ACTIONS, TUTORIAL, Seller, over_http


@contextmanager
def process(folder: Path, *faults: str) -> Iterator[tuple["subprocess.Popen[str]", Seller]]:
    """`spmsg simulator serve` as a process with its state in `folder`, and a seller at it."""
    command = [sys.executable, "-m", "spmsg", "simulator", "serve", "--port", "0", *faults]
    environment = clean_environment(folder)
    streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with (
        subprocess.Popen(command, text=True, env=environment, **streams) as child,
        requests.Session() as session,
    ):
        assert child.stdout is not None
        try:
            yield child, Seller(child.stdout.readline().strip(), session)
        finally:
            child.kill()


# Inside the process


def test_answers_stream_as_those_from_a_wire(seller: Seller) -> None:
    answer = seller.ask("GET", ACTIONS)
    headers = {"x-amz-access-token": seller.token}
    answer = seller.session.get(seller.base_url + ACTIONS, headers=headers, stream=True, timeout=9)
    assert answer.raw.read(2) == b'{"'
    rest = b"".join(answer.iter_content(100))
    assert rest.endswith(b"}")
    assert answer.headers["content-type"] == "application/hal+json"
    assert (answer.status_code, answer.reason, answer.raw.version) == (200, "OK", 11)


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


def test_bodies_of_every_kind_arrive(seller: Seller) -> None:
    content = b"%PDF-1.7"
    bodies: tuple[Any, ...] = (content, bytearray(content), io.BytesIO(content))
    for body in bodies:
        assert seller.put(seller.destination(TUTORIAL, "invoice", content), body).status_code == 200


def test_nothing_leaves_the_process(seller: Seller, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was made")

    monkeypatch.setattr(socket, "socket", refuse)
    assert seller.base_url == DEMO_ENDPOINT
    assert seller.send(TUTORIAL, "confirmOrderDetails", {"text": "Hello"}).status_code == 201


# Over HTTP


def test_a_client_that_still_sends_sees_why_it_is_refused(app: Simulator) -> None:
    with over_http(app) as seller:
        for _ in range(5):
            answer = requests.post(f"{seller.base_url}/nowhere", b"x" * 30_000_000, timeout=9)
            assert answer.status_code == 413


def test_drop_after_send_closes_the_connection_without_an_answer(state: State) -> None:
    with over_http(Simulator(state, faults=parse_faults(["drop-after-send:1@token"]))) as seller:
        with pytest.raises(requests.exceptions.ConnectionError, match="without response"):
            seller.exchange()
        assert seller.exchange().status_code == 200


@pytest.mark.parametrize(
    "start", [b"Content-Length: 1000\r\n\r\nhalf", b"Transfer-Encoding: chunked\r\n\r\nff\r\nhalf"]
)
def test_a_client_that_dies_amid_its_body_ends_its_connection_alone(
    app: Simulator, start: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    with over_http(app) as seller:
        address = seller.base_url.removeprefix("http://").split(":")
        with socket.create_connection((address[0], int(address[1])), timeout=9) as client:
            client.sendall(b"POST /nowhere HTTP/1.1\r\nHost: simulator\r\n" + start)
            client.shutdown(socket.SHUT_WR)
            assert client.recv(1) == b""
        assert seller.exchange().status_code == 200
    assert capsys.readouterr().err == ""


def test_only_this_machine_can_reach_the_server(app: Simulator) -> None:
    with SimulatorServer(app) as server:
        assert server.server_address[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_an_error(app: Simulator) -> None:
    with SimulatorServer(app) as server, pytest.raises(OSError, match="in use"):
        serve(app, server.port, lambda url: None)


@pytest.mark.parametrize("spec", ["refuse:1", "refuse@token"])
def test_refuse_over_http_cannot_pick_requests(state: State, spec: str) -> None:
    with pytest.raises(ValueError, match="no count"):
        serve(Simulator(state, faults=parse_faults([spec])), 0, lambda url: None)


# The server as a process


@posix
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_serve_says_where_it_is_logs_nothing_and_ends_cleanly(tmp_path: Path, end: signal.Signals) -> None:
    with process(tmp_path) as (child, seller):
        assert seller.base_url.startswith("http://127.0.0.1:")
        assert seller.send(TUTORIAL, "confirmOrderDetails", {"text": "Hello"}).status_code == 201
        child.send_signal(end)
        rest, errors = child.communicate(timeout=9)
        assert (child.returncode, rest, errors) == (0, "", "")
    state = open_state(tmp_path / "state")
    assert [message.text for message in state.inbox()] == ["Hello"]
    state.close()


def test_a_served_count_begins_anew_with_the_server(tmp_path: Path) -> None:
    for _ in range(2):
        with process(tmp_path, "--fault", "error=503:1@token") as (_, seller):
            assert [seller.exchange().status_code for _ in range(2)] == [503, 200]


def test_refuse_over_http_is_a_port_where_nobody_listens_for_good_or_for_so_long(tmp_path: Path) -> None:
    lost = pytest.raises(requests.exceptions.ConnectionError, match="refused")
    with process(tmp_path, "--fault", "refuse") as (_, seller), lost:
        seller.exchange()
    with process(tmp_path, "--fault", "refuse=0.2") as (_, seller):
        retry = Retry(connect=9, backoff_factor=0.1)
        seller.session.mount("http://", requests.adapters.HTTPAdapter(max_retries=retry))
        assert seller.session.get(seller.base_url, timeout=9).status_code == 403
