"""Exchange one HTTP request over a `requests.Session`, and show it to --verbose, its secrets masked.

A message that may have arrived is not sent again, so it must be certain which requests never left. Exceptions
do not tell: an SSLError or a ProxyError can come after the whole request has arrived. The request's body
does: it is given to `requests` as a file, which is read only once the connection stands. What was not
read never left.
"""

import platform
import time
from collections.abc import Callable, Mapping
from contextlib import closing, nullcontext
from io import BytesIO
from typing import Any, cast
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter
from urllib3.exceptions import DecodeError, HTTPError

from spmsg import __version__
from spmsg.credentials.secrets import MASK, mask
from spmsg.errors import NoAnswerError, UnreachableError
from spmsg.spapi.answers import Answer
from spmsg.spapi.http_errors import error_of, never_connected

MAX_BODY = 8 * 1024 * 1024  # bytes, unpacked: Amazon's largest answers are a hundredth of it
CONNECT_TIMEOUT = 10.0  # seconds, for one address
_CHUNK = 64 * 1024
_BROKE_OFF = "broke off"
MAX_SHOWN = 4000  # characters of a body, in the trace
_SECRET_HEADERS = {
    "x-amz-access-token", "authorization", "proxy-authorization", "x-amz-security-token", "cookie",
    "set-cookie",
}  # fmt: skip
_TEXTS = ("application/json", "application/x-www-form-urlencoded")

Trace = Callable[[str], None]
"""Shows a part of the trace to a person: lines that begin with ">" (sent), "<" (received) or "*"."""


class _Session(requests.Session):
    """A Session that does not look where a redirect points, and so reads no body without a bound."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Return None: nothing is followed."""


class _StoppedError(Exception):
    """Carries what `before_send` raised past urllib3, which would wrap or swallow an OSError."""


class _Body:
    """A request's body as a file. Its first read calls `before_send`; `left` says that it returned."""

    def __init__(self, content: bytes, before_send: Callable[[], None] | None) -> None:
        self._file = BytesIO(content)
        self._before_send = before_send
        self.left = False

    def read(self, size: int = -1) -> bytes:
        if not self.left and self._before_send is not None:
            try:
                self._before_send()
            except Exception as error:
                raise _StoppedError(error) from error
        self.left = True
        return self._file.read(size)


class Tracer:
    """Masks requests and answers and writes them to a Trace, as curl's -v does; silent without one."""

    def __init__(self, trace: Trace | None) -> None:
        self._trace = trace

    def message(
        self, mark: str, line: str, headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...]
    ) -> None:
        """Write a request (`mark` is ">") or an answer ("<"); of a file's bytes only how many there are."""
        if self._trace is None:
            return
        lines = [mask(line, secrets)]
        for name, value in headers.items():
            lines.append(f"{name}: {MASK if name.lower() in _SECRET_HEADERS else mask(value, secrets)}")
        is_file = mark == ">" and not headers.get("Content-Type", "").startswith(_TEXTS)
        if body:
            text = f"({len(body)} bytes)" if is_file else _shown(body, secrets)
            lines += ["", *text.splitlines()]
        self._trace("\n".join(f"{mark} {line}".rstrip() for line in lines))

    def note(self, text: str) -> None:
        """Write what happens between requests: a wait, a repetition."""
        if self._trace is not None:
            self._trace(f"* {mask(text)}")


class HttpClient:
    """Exchanges requests for answers, bounded in time and size; follows and repeats nothing. Thread-safe."""

    def __init__(
        self, timeout: float, adapter: BaseAdapter | None = None, trace: Trace | None = None
    ) -> None:
        """Make a client that waits `timeout` seconds for each pause, and twice that for a whole body.

        `adapter`, if given, takes every request in place of the network.
        """
        self.timeout = timeout
        self._adapter = adapter
        self.tracer = Tracer(trace)
        self._kept = self._new_session()

    def exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None = None,
        *,
        secrets: tuple[str, ...] = (),
        before_send: Callable[[], None] | None = None,
        fresh: bool = False,
    ) -> Answer:
        """Return the answer to one request, whatever its status, redirects included.

        `url` must be percent-encoded and leaves as it is. `before_send` is called when the request's body
        (without one, the request) is about to leave; what it raises keeps it from leaving, and is raised
        here. `fresh` takes a new connection: a server that is just closing a kept one loses the request,
        and nobody can tell. `secrets` are masked in the trace.

        Raises UnreachableError if the request certainly never left, NoAnswerError if it may have arrived,
        MachineSettingsError if no request can leave.
        """
        headers = {"User-Agent": _user_agent(), "Accept-Encoding": "gzip", **headers}
        sent = {**headers, "Connection": "close"} if fresh else headers
        try:  # prepared apart from a Session: without its cookies and passwords from ~/.netrc
            request = requests.Request(method, url, sent, data=body).prepare()
        except ValueError as error:  # InvalidURL and its like are ValueErrors
            raise error_of(error, _host(url), {}, never_left=True) from None
        request.url = url  # `prepare` quotes anew, and a presigned URL is signed as it stands
        self.tracer.message(">", f"{method} {url}", headers, body or b"", secrets)
        with (
            self._new_session() if fresh else nullcontext(self._kept) as session,
            closing(self._send(session, request, body, before_send)) as response,
        ):
            content, fault = self._read(response)
        answer = Answer(response.status_code, response.headers, content, fault)
        line = f"{response.status_code} {response.reason or ''}"
        self.tracer.message("<", line, answer.headers, content, secrets)
        if fault == _BROKE_OFF and 200 <= answer.status < 300:
            raise NoAnswerError(f"The answer of {_host(url)} broke off.", request_id=answer.request_id)
        return answer

    def _send(
        self,
        session: requests.Session,
        request: requests.PreparedRequest,
        content: bytes | None,
        before_send: Callable[[], None] | None,
    ) -> requests.Response:
        """Return the response to a prepared request, its body unread; raise as `exchange` does."""
        url = request.url or ""
        settings: dict[str, Any] = dict(session.merge_environment_settings(url, {}, True, None, None))
        if url.startswith("http:"):
            settings.update(proxies={}, verify=True)  # loopback's alone: a proxy would read it
        timeouts = min(self.timeout, CONNECT_TIMEOUT), self.timeout
        body = _Body(content, before_send) if content else None
        if body is not None:
            request.body = cast("Any", body)
        elif before_send is not None:
            before_send()
        try:
            response = session.send(request, allow_redirects=False, timeout=timeouts, **settings)
        except _StoppedError as stopped:
            raise stopped.args[0] from None
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            never_left = never_connected(error) if body is None else not body.left
            raise error_of(error, _host(url), settings, never_left=never_left) from None
        if body is not None and before_send is not None and not body.left:
            response.close()
            raise UnreachableError(f"{_host(url)} answered before the request was sent.")
        return response

    def _new_session(self) -> _Session:
        session = _Session()
        if self._adapter is not None:
            session.mount("https://", self._adapter)
            session.mount("http://", self._adapter)
        return session

    def _read(self, response: requests.Response) -> tuple[bytes, str | None]:
        """Return the body, and what is wrong with it or None."""
        body = bytearray()
        deadline = time.monotonic() + 2 * self.timeout
        try:
            while chunk := response.raw.read1(_CHUNK, decode_content=True):
                body += chunk
                if len(body) > MAX_BODY:
                    return b"", f"is larger than {MAX_BODY // 1024 // 1024} MiB"
                if time.monotonic() > deadline:
                    return b"", _BROKE_OFF
        except DecodeError:
            return b"", "is not encoded as it says"
        except (requests.RequestException, HTTPError, OSError, ValueError):
            return b"", _BROKE_OFF
        empty = response.headers.get("Content-Length") == "0" or "Transfer-Encoding" in response.headers
        if not body and not empty and response.status_code not in (204, 304):
            # http.client takes a head that breaks off for a whole one
            return b"", "is empty, as if the answer had broken off"
        return bytes(body), None


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def _user_agent() -> str:
    """Return the User-Agent that Amazon requires of every call (developer-docs), 500 characters at most."""
    python = ".".join(platform.python_version_tuple()[:2])
    return f"spmsg/{__version__} (Language=Python/{python}; Platform={platform.system()})"


def _shown(body: bytes, secrets: tuple[str, ...]) -> str:
    """Return a body as text, masked and only then cut: no half of a secret is left at the end."""
    text = mask(body[: 16 * MAX_SHOWN].decode("utf-8", "replace"), secrets)
    if len(text) <= MAX_SHOWN and len(body) <= 16 * MAX_SHOWN:
        return text
    return f"{text[:MAX_SHOWN]}… ({len(body)} bytes in all)"
