"""One HTTP exchange, against real sockets: what leaves, what comes back, and whether it left at all."""

import gzip
import os
import re
import socket
import socketserver
import ssl
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

from spmsg.errors import (
    LocalStateError,
    MachineSettingsError,
    NoAnswerError,
    SpmsgError,
    UnreachableError,
    UntrustedError,
)
from spmsg.spapi.http_client import MAX_BODY, HttpClient

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"

# Self-signed for 127.0.0.1, made for these tests alone, valid for a hundred years.
CERTIFICATE = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgomHT7ESeoAIyre7/
Z1GBze5uhHqWQP8me1C+T6iIxM2hRANCAATAy+YB9tFbViG5r/vJHIDpGoXbwot5
LxpBn1y6DBoNBq6cJcZZIDGXsLTJBz2erHnMIHoj193EaodbAFst3XuB
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBoDCCAUagAwIBAgIUS/xS0qoUiGdpBL4c6KJao7thFNYwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMzE2NDg0NFoYDzIxMjYxMDMw
MTY0ODQ0WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATAy+YB9tFbViG5r/vJHIDpGoXbwot5LxpBn1y6DBoNBq6cJcZZIDGX
sLTJBz2erHnMIHoj193EaodbAFst3XuBo3QwcjAdBgNVHQ4EFgQUH/IKkOXIncTL
fvvKvyzrXsWBL6gwHwYDVR0jBBgwFoAUH/IKkOXIncTLfvvKvyzrXsWBL6gwDwYD
VR0RBAgwBocEfwAAATAOBgNVHQ8BAf8EBAMCAoQwDwYDVR0TAQH/BAUwAwEB/zAK
BggqhkjOPQQDAgNIADBFAiAbgHWJ8pFRoLp9g4wj26uibodCpZ7wy4TSUmfjGm1P
wgIhAN3Y8X2s6W4DtRS8mK96IY7dzidAGQIfWCcytj0RKxnN
-----END CERTIFICATE-----
"""


@dataclass
class Served:
    """A server on loopback that reads requests whole and answers with bytes, or in a way of its own."""

    port: int
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def head(self) -> str:
        return self.requests[-1].partition(b"\r\n\r\n")[0].decode("latin-1")


Answering = Callable[[socket.socket], None]
Serve = Callable[..., Served]


def read_request(connection: socket.socket) -> bytes:
    """One request, up to the end of its body; b"" once the client is gone."""
    with connection.makefile("rb") as stream:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            if not (line := stream.readline()):
                return b""
            head += line
        found = re.search(rb"(?i)content-length: (\d+)", head)
        length = int(found[1]) if found else 0
        body = stream.read(length)
        return head + body if len(body) == length else b""


@pytest.fixture
def serve() -> Iterator[Serve]:
    with ExitStack() as servers:

        def start(
            answer: bytes | Answering = OK,
            *,
            keep: bool = False,
            tls: ssl.SSLContext | None = None,
            at_once: Answering | None = None,
        ) -> Served:
            def converse(connection: socket.socket) -> None:
                while request := read_request(connection):
                    served.requests.append(request)
                    if callable(answer):
                        return answer(connection)
                    connection.sendall(answer)
                    if not keep:
                        return None
                return None

            class Handler(socketserver.BaseRequestHandler):
                def handle(self) -> None:
                    served.connections += 1
                    with suppress(OSError):
                        plain = self.request
                        with tls.wrap_socket(plain, server_side=True) if tls else plain as connection:
                            (at_once or converse)(connection)

            server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
            server.daemon_threads = True
            servers.enter_context(server)
            servers.callback(server.shutdown)
            threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
            served = Served(server.server_address[1])
            return served

        yield start


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """What a server needs, and the machine trusts."""
    pem = tmp_path / "server.pem"
    pem.write_text(CERTIFICATE)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


def cut(connection: socket.socket) -> None:
    """End the connection with a reset, as a crashed machine's kernel does."""
    linger = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    connection.close()


def never(connection: socket.socket) -> None:
    connection.recv(1)


def pipe(source: socket.socket, target: socket.socket) -> None:
    """Pass on what comes, until either side is gone."""
    try:
        while part := source.recv(65536):
            target.sendall(part)
        target.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def drip(connection: socket.socket) -> None:
    """Send a body for ever: each pause is short, the whole has no end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n")
    while True:
        connection.sendall(b"0")
        threading.Event().wait(0.02)


# What leaves


def test_the_url_leaves_letter_for_letter_with_no_headers_but_what_http_needs(
    serve: Serve, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    server = serve()
    target = "/uploads/a/b%2Fc/%2F067?md5=qCc%2FR3%2BU0%3D%3D&b=a+b&c=%7E"
    headers = {"Content-MD5": "x", "User-Agent": "u", "Accept-Encoding": "identity"}
    HttpClient(5).exchange("PUT", server.url + target, headers, b"ab")
    line, *sent = server.head.splitlines()
    assert line == f"PUT {target} HTTP/1.1"
    names = sorted(each.partition(":")[0] for each in sent)
    assert names == ["Accept-Encoding", "Content-Length", "Content-MD5", "Host", "User-Agent"]


def test_http_takes_no_proxy_because_a_proxy_would_read_it(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, server = serve(), serve()
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    HttpClient(5).exchange("GET", server.url, {"x-amz-access-token": "Atza|1"})
    assert (proxy.connections, server.connections) == (0, 1)


@pytest.mark.parametrize(("status", "error"), [(403, UnreachableError), (407, MachineSettingsError)])
def test_an_https_proxy_sees_the_host_and_nothing_else_and_is_named_if_it_refuses(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, status: int, error: type[SpmsgError]
) -> None:
    proxy = serve(f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n".encode())
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    with pytest.raises(error, match=str(status)) as raised:
        HttpClient(5).exchange("POST", "https://example.com/x", {"x-amz-access-token": "Atza|1"}, b"secret")
    assert "HTTPS_PROXY" in str(raised.value.hint)
    assert proxy.requests[0].startswith(b"CONNECT example.com:443")
    assert all(b"Atza" not in request and b"secret" not in request for request in proxy.requests)


# This machine's settings


def no_pysocks(*args: object, **settings: object) -> None:
    """Stand for what requests has in the manager's place where PySocks is not installed."""
    raise requests.exceptions.InvalidSchema("Missing dependencies for SOCKS support.")


@pytest.mark.parametrize(
    "proxy",
    [
        "socks5://127.0.0.1:1",
        "http://",
        "http://proxy:port",
        "htp://a.example:80",
        "a proxy",
        "http://.a.b:80",
    ],
)
def test_a_proxy_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    monkeypatch.setattr("requests.adapters.SOCKSProxyManager", no_pysocks)
    with pytest.raises(MachineSettingsError, match="HTTPS_PROXY") as raised:
        HttpClient(5).exchange("POST", "https://127.0.0.1:9/", {}, b"x")
    assert "requests[socks]" in str(raised.value.hint)


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
@pytest.mark.parametrize("content", [None, "no certificate\n"])
def test_a_ca_bundle_that_is_none_is_named(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, content: str | None
) -> None:
    bundle = tmp_path / "bundle.pem"
    if content is not None:
        bundle.write_text(content)
    monkeypatch.setenv(name, str(bundle))
    for body in (b"x", None):
        with pytest.raises(MachineSettingsError, match=name):
            HttpClient(5).exchange("POST", f"https://127.0.0.1:{serve().port}/", {}, body)


def test_a_ca_bundle_that_may_not_be_read_is_named_where_it_counts(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bundle = tmp_path / "bundle.pem"
    bundle.write_text("another user's")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    monkeypatch.setattr(os, "access", lambda path, mode: path != str(bundle))  # to root all is readable
    with pytest.raises(MachineSettingsError, match="REQUESTS_CA_BUNDLE"):
        HttpClient(5).exchange("GET", f"https://127.0.0.1:{serve().port}/", {})
    with pytest.raises(UnreachableError):
        HttpClient(5).exchange("POST", nobody(), {}, b"x")


# Whether it left


def nobody() -> str:
    """The URL of a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_a_refused_connection_never_left_and_the_error_does_not_repeat_the_url() -> None:
    with pytest.raises(UnreachableError, match="refused") as raised:
        HttpClient(5).exchange(
            "PUT", f"{nobody()}/k?X-Amz-Signature=secret", {}, b"x", before_send=pytest.fail
        )
    assert "secret" not in f"{raised.value.message} {raised.value.hint}"
    assert raised.value.__cause__ is None


def test_an_unknown_name_never_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    for body in (b"x", None):
        with pytest.raises(UnreachableError, match="not known"):
            HttpClient(5).exchange("POST", "https://no-such-host.invalid/", {}, body)


def test_an_untrusted_certificate_never_left(
    serve: Serve, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    server = serve(tls=tls)
    for body in (b"x", None):
        with pytest.raises(UntrustedError, match="is refused: self-signed") as raised:
            HttpClient(5).exchange("POST", f"https://127.0.0.1:{server.port}/", {}, body)
    assert "REQUESTS_CA_BUNDLE" in str(raised.value.hint)
    assert server.requests == []


def test_a_handshake_that_breaks_off_never_left(serve: Serve, tls: ssl.SSLContext) -> None:
    def break_off(connection: socket.socket) -> None:
        connection.recv(10)
        cut(connection)

    with pytest.raises(UnreachableError):
        HttpClient(5).exchange("POST", f"https://127.0.0.1:{serve(at_once=break_off).port}/", {}, b"x")


def cut_below_tls(connection: socket.socket) -> None:
    """End the connection without TLS's own goodbye: OpenSSL tells it with the error of a failed handshake."""
    socket.socket(fileno=connection.detach()).close()


@pytest.mark.parametrize("ending", [socket.socket.close, cut, never, drip, cut_below_tls])
def test_a_request_without_a_whole_answer_may_have_arrived(
    serve: Serve, tls: ssl.SSLContext, ending: Answering
) -> None:
    secure = ending is cut_below_tls
    server = serve(ending, tls=tls if secure else None)
    url = f"https://127.0.0.1:{server.port}/" if secure else server.url
    with pytest.raises(NoAnswerError):
        HttpClient(0.5).exchange("POST", url, {}, b"x", fresh=True)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 2",
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"HTTP/1.1 201 Created\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"HTTP/1.1 201 Created\r\nContent-Length: 5, 6\r\n\r\n",
    ],
    ids=["continue", "status cut", "no HTTP", "two lengths", "two lengths in one"],
)
def test_a_head_that_cannot_be_read_is_no_answer(serve: Serve, head: bytes) -> None:
    server = serve(head)
    for body in (b"x", None):
        with pytest.raises(NoAnswerError):
            HttpClient(5).exchange("POST", server.url, {}, body, fresh=True)
    assert len(server.requests) == 2  # two lengths are told by a ValueError, after all has arrived


def test_a_line_that_is_no_http_is_not_repeated_because_it_may_hold_what_was_sent(serve: Serve) -> None:
    server = serve(b"NONSENSE secret-of-mine\x0b\r\n\r\n")
    with pytest.raises(NoAnswerError, match="no HTTP came back") as caught:
        HttpClient(5).exchange("POST", server.url, {}, b"secret-of-mine")
    assert "secret-of-mine" not in caught.value.message


UNREADABLE = "is empty, as if the answer had broken off"


@pytest.mark.parametrize(
    ("answer", "status", "fault"),
    [
        (b"HTTP/1.1 201 Created\r\nContent-Le", 201, UNREADABLE),
        (b"HTTP/1.1 201", 201, UNREADABLE),
        (b"HTTP/1.0 201 Created\r\n\r\n", 201, UNREADABLE),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\n", 201, UNREADABLE),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n", 201, None),
        (b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 201, None),
        (b"HTTP/1.1 204 No Content\r\n\r\n", 204, None),
    ],
)
def test_an_empty_answer_is_an_answer_only_if_it_says_so(
    serve: Serve, answer: bytes, status: int, fault: str | None
) -> None:
    found = HttpClient(5).exchange("POST", serve(answer).url, {}, b"x")
    assert (found.status, found.content, found.fault) == (status, b"", fault)


def test_a_proxy_that_cuts_the_connection_after_the_request_has_arrived_is_not_believed(
    serve: Serve, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """urllib3 tells it as a ProxyError, as if no connection had come about."""
    server = serve(cut_below_tls, tls=tls)

    def tunnel(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        with socket.create_connection(("127.0.0.1", server.port)) as onward:
            back = threading.Thread(target=pipe, args=(onward, connection), daemon=True)
            back.start()
            pipe(connection, onward)
            back.join(5)

    monkeypatch.setenv("HTTPS_PROXY", serve(tunnel).url)
    for body in (b"x", None):
        with pytest.raises(NoAnswerError):
            HttpClient(5).exchange("POST", f"https://127.0.0.1:{server.port}/", {}, body, fresh=True)
    assert len(server.requests) == 2


# Before it leaves


def test_before_send_is_called_before_the_request_has_arrived(serve: Serve) -> None:
    server = serve()
    arrived: list[int] = []
    for body in (b"x" * 100_000, None):
        HttpClient(5).exchange(
            "POST", server.url, {}, body, before_send=lambda: arrived.append(len(server.requests))
        )
    assert arrived == [0, 1]


@pytest.mark.parametrize("body", [b"x", None])
@pytest.mark.parametrize(
    "error",
    [LocalStateError("locked"), BrokenPipeError(32, "x"), ValueError("x"), KeyboardInterrupt()],
    ids=repr,
)
def test_what_before_send_raises_comes_out_and_nothing_was_sent(
    serve: Serve, body: bytes | None, error: BaseException
) -> None:
    server = serve()

    def stop() -> None:
        raise error

    with pytest.raises(type(error)) as raised:
        HttpClient(5).exchange("POST", server.url, {}, body, before_send=stop, fresh=True)
    assert raised.value is error
    assert server.requests == []  # none arrived whole


def test_an_answer_to_a_request_that_was_not_sent_is_no_answer(serve: Serve) -> None:
    def answer_at_once(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
        cut(connection)

    url, headers = serve(at_once=answer_at_once).url, {"X": "x" * 30_000_000}
    with pytest.raises((UnreachableError, NoAnswerError)):
        HttpClient(5).exchange("POST", url, headers, b"x", before_send=lambda: None)


def test_reads_share_a_connection_give_back_no_cookie_and_a_post_takes_its_own(serve: Serve) -> None:
    server = serve(b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n", keep=True)
    client = HttpClient(5)
    for _ in range(3):
        client.exchange("GET", server.url, {})
    assert (server.connections, "cookie" in server.head.lower()) == (1, False)
    client.exchange("POST", server.url, {}, b"x", fresh=True)
    assert server.connections == 2  # a server that was just closing the first would have lost it
    assert "Connection: close" in server.head
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: client.exchange("GET", f"{server.url}/{n}", {}), range(40)))
    assert sorted(int(r.split()[1][1:]) for r in server.requests[4:]) == list(range(40))


# What comes back


def test_a_redirect_is_an_answer_and_is_not_followed(serve: Serve) -> None:
    elsewhere = serve()
    for status in (301, 303, 307):
        head = f"HTTP/1.1 {status} R\r\nLocation: {elsewhere.url}\r\nContent-Length: 0\r\n\r\n"
        assert HttpClient(5).exchange("POST", serve(head.encode()).url, {}, b"x").status == status
    assert elsewhere.connections == 0


BROKE_OFF = "broke off"


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", "is not encoded as it says"),
        (b"\r\n" + b" " * (MAX_BODY + 1), "is larger than 8 MiB"),
        (b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(MAX_BODY * 8)), "is larger than 8 MiB"),
        (b"Content-Length: 100\r\n\r\n{}", BROKE_OFF),
        (b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nZZ\r\n", BROKE_OFF),
        (b"Transfer-Encoding: chunked\r\n\r\n5\r\n{}", BROKE_OFF),
    ],
    ids=["no gzip", "endless", "bomb", "too short", "bad chunk", "cut chunk"],
)
def test_a_body_that_cannot_be_read_has_a_fault_and_a_success_that_broke_off_is_no_answer(
    serve: Serve, answer: bytes, fault: str
) -> None:
    refusal = HttpClient(10).exchange("GET", serve(b"HTTP/1.1 403 No\r\n" + answer).url, {})
    assert (refusal.status, refusal.fault, refusal.content) == (403, fault, b"")
    success = serve(b"HTTP/1.1 201 Created\r\n" + answer).url
    if fault == BROKE_OFF:
        with pytest.raises(NoAnswerError, match=BROKE_OFF):
            HttpClient(10).exchange("GET", success, {})
    else:
        assert HttpClient(10).exchange("GET", success, {}).fault == fault


def test_gzip_is_unpacked(serve: Serve) -> None:
    content = b'{"a": 1}' * 20_000
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    assert HttpClient(5).exchange("GET", serve(head + gzip.compress(content)).url, {}).content == content
