"""One call of Amazon's API: its token, its pace, its retries, and what its answer means.

The promise of at most once is kept here, in `Transport.call`: what reaches a buyer is repeated only after
what certainly never got to Amazon's application. Errors of `requests` end below, in `wire`.
"""

import json
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, urlencode

from spmsg.errors import (
    AmazonError,
    InvalidInputError,
    NoAnswerError,
    ServerError,
    SpmsgError,
    UncertainError,
    UnreachableError,
)
from spmsg.spapi import links
from spmsg.spapi.answers import Answer, BodyError, RawAnswer, parse_json
from spmsg.spapi.operations import Operation
from spmsg.spapi.retry import Retries, limit_told
from spmsg.spapi.trace import Trace, Tracer
from spmsg.spapi.user_agent import user_agent

if TYPE_CHECKING:
    from requests.adapters import BaseAdapter

    from spmsg.spapi.multipart import Multipart
    from spmsg.spapi.wire import Wire

_DONE_PERHAPS = (303, 408)
"""See Other says that the request was done (RFC 9110, 15.4.4); Request Timeout can be a gateway's, which had
passed it on. Every other 3xx and 4xx says that it was not done."""

__all__ = ["Answer", "Operation", "Pace", "SendGuard", "Tokens", "Trace", "Transport"]


class Pace(Protocol):
    """Keeps requests to what Amazon allows."""

    def wait(self, operation: Operation) -> None:
        """Block until a request of `operation` may leave."""

    def learn(self, operation: Operation, rate: float) -> None:
        """Amazon told this account's rate (requests a second) for `operation`."""

    def throttled(self, operation: Operation, seconds: float) -> None:
        """A 429 came: nothing of `operation` may leave for so many seconds."""


class SendGuard(Protocol):
    """Stands between a message's POST and the wire, so that the message is claimed while it leaves."""

    def before_send(self) -> None:
        """Called when the request's next byte would leave; what it raises keeps the request from leaving."""

    def not_sent(self) -> None:
        """Called, before any wait, when the request certainly did no work: never left, 429, token refused."""


class Tokens(Protocol):
    """Where access tokens come from: `token.TokenSource`."""

    def access_token(self) -> str:
        """A token that works, so far as is known."""

    def renew(self, refused: str) -> str:
        """Another token than `refused`."""

    def may_be_stale(self, token: str, operation: str) -> bool:
        """Whether another token could help where `operation` is denied without a reason."""


class Transport:
    """Calls of one account at one endpoint; safe for several threads."""

    def __init__(
        self,
        endpoint: str,
        tokens: Tokens,
        *,
        timeout: float = 30,
        pace: Pace | None = None,
        trace: Trace | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
        jitter: Callable[[], float] | None = None,
        adapter: "BaseAdapter | None" = None,
    ) -> None:
        """`timeout`: seconds to wait for a connection, and for an answer. `sleep` may raise to stop a call.

        `adapter`, when given, takes every request in place of the network. Raises UsageError for an
        endpoint that a token must not go to.
        """
        self.endpoint = links.check_base(endpoint, "endpoint")
        self._tokens = tokens
        self._timeout = timeout
        self._pace = pace
        self._tracer = Tracer(trace)
        self._sleep = sleep
        self._clock = clock
        self._jitter = jitter
        self._adapter = adapter
        self._made: Wire | None = None

    def call(
        self,
        operation: Operation,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
        *,
        guard: SendGuard | None = None,
    ) -> Answer:
        """Amazon's answer to one call: a 2xx, with a JSON object or nothing in it.

        `guard` is asked when all waiting is over and the request is about to leave, before a repetition
        too, and told when an attempt certainly did no work.

        `path` is percent-encoded; the values of `query` are raw, and are encoded here, once. Every 4xx and
        5xx is raised as the error that it means (see `refusals`). What the operation allows is repeated:
        failures where it is `repeatable`, connections never made and 429s for all. An operation that is
        not repeatable raises UncertainError where it may have done its work.
        """
        url = self.endpoint + path
        if query:
            url += "?" + urlencode(query, quote_via=quote, safe="")
        headers = {
            "User-Agent": user_agent(),
            "Accept": "application/json, application/hal+json",
            "Accept-Encoding": "gzip",
        }
        content = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            content = _encoded(body)
        return self._repeated(operation, method, url, headers, content, guard)

    def store(self, method: str, url: str, headers: Mapping[str, str], content: "bytes | Multipart") -> None:
        """Put `content` at S3, at the presigned `url`: no token, no redirects, the headers as given.

        Repeated on failures, because it reaches no buyer. Raises what `s3.s3_refusal` makes of a refusal.
        """
        from spmsg.spapi import refusals, s3

        sent = {"User-Agent": user_agent(), "Accept-Encoding": "identity", **headers}
        size = len(content if isinstance(content, bytes) else content.content)
        retries = self._retries(1.0)
        while True:
            self._tracer.request(method, url, sent, f"({size} bytes)")
            raw: RawAnswer | None = None
            began = time.monotonic()
            try:
                raw = self._wire().exchange(method, url, sent, content)
                self._tracer.answer(raw.status, raw.reason, raw.headers, raw.content)
                if 200 <= raw.status < 300 and not s3.holds_error(raw):
                    return
                if raw.status == 429:
                    retries.wait(retries.throttled(raw.headers, raw.request_id, "S3"))
                    continue
                if 300 <= raw.status < 400:
                    raise refusals.redirected(raw, "the upload")
                raise s3.s3_refusal(raw)
            except (UnreachableError, NoAnswerError, ServerError) as error:
                took = time.monotonic() - began
                retries.failed(error, raw.headers if raw is not None else None, took=took)

    def _repeated(
        self,
        operation: Operation,
        method: str,
        url: str,
        headers: dict[str, str],
        content: bytes | None,
        guard: SendGuard | None,
    ) -> Answer:
        retries = self._retries(operation.rate)
        token = self._tokens.access_token()  # before the wait: no need to wait only to be refused
        renewed = False
        while True:
            if self._pace is not None:
                self._pace.wait(operation)
            if not renewed:
                token = self._tokens.access_token()  # the wait can be longer than a token lives
            headers["x-amz-access-token"] = token
            if guard is not None:
                guard.before_send()
            self._tracer.request(method, url, headers, content, (token,))
            raw: RawAnswer | None = None
            began = time.monotonic()
            try:
                raw = self._wire().exchange(method, url, headers, content, fresh=not operation.repeatable)
                self._tracer.answer(raw.status, raw.reason, raw.headers, raw.content, (token,))
                self._learn(operation, raw)
                refused = not renewed and self._is_refused(token, operation, raw)
                if raw.status != 429 and not refused:
                    return _answer(operation, raw, (token,))
            except (NoAnswerError, ServerError) as error:
                if not operation.repeatable:
                    raise _uncertain(operation, error) from None
                took = time.monotonic() - began
                retries.failed(error, raw.headers if raw is not None else None, took=took)
                continue
            except UnreachableError as error:
                if guard is not None:
                    guard.not_sent()
                retries.failed(error, took=time.monotonic() - began)
                continue
            if guard is not None:
                guard.not_sent()
            if raw.status == 429:
                self._throttled(operation, raw, retries)
            else:
                self._tracer.note("Amazon refuses the access token: renewing it, once.")
                token, renewed = self._tokens.renew(token), True

    def _learn(self, operation: Operation, raw: RawAnswer) -> None:
        rate = limit_told(raw.headers)
        if rate is None or self._pace is None:
            return
        try:
            self._pace.learn(operation, rate)
        except SpmsgError as error:  # an answer is here: what it says must not be lost over this
            self._tracer.note(f"The rate that Amazon told is not kept: {error.message}")

    def _throttled(self, operation: Operation, raw: RawAnswer, retries: Retries) -> None:
        seconds = retries.throttled(raw.headers, raw.request_id, operation.name)
        if self._pace is not None:
            self._pace.throttled(operation, seconds)
        retries.wait(seconds)

    def _is_refused(self, token: str, operation: Operation, raw: RawAnswer) -> bool:
        """Whether a new token may help. A refusal at the door never reached the application: every
        operation may be repeated after it.
        """
        if raw.status not in (401, 403):
            return False
        from spmsg.spapi import refusals

        told = refusals.read_refusals(raw)
        if raw.status == 401 or refusals.speaks_of_token(told or ()):
            return True
        return refusals.is_bare_denial(told or ()) and self._tokens.may_be_stale(token, operation.name)

    def _retries(self, rate: float) -> Retries:
        return Retries(
            rate, sleep=self._sleep, clock=self._clock, jitter=self._jitter, note=self._tracer.note
        )

    def _wire(self) -> "Wire":
        if self._made is None:
            from spmsg.spapi.wire import Wire

            self._made = Wire(self._timeout, self._adapter)
        return self._made


def _encoded(body: Mapping[str, object]) -> bytes:
    try:
        return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (ValueError, TypeError) as error:  # UnicodeEncodeError is a ValueError
        raise InvalidInputError(f"The message cannot be written as JSON: {error}.") from None


def _answer(operation: Operation, raw: RawAnswer, secrets: tuple[str, ...]) -> Answer:
    """What came, where it is a success; raises what it means otherwise.

    NoAnswerError where the body broke off; UncertainError where it cannot be understood and the operation
    must not be repeated, else UnreadableAnswerError.
    """
    document, fault = _document(raw)
    if fault is None and not (isinstance(document, dict) and document.get("errors")):
        return Answer(raw.status, raw.headers, document, raw.request_id)

    from spmsg.spapi import refusals

    if raw.status >= 300:
        error = (
            refusals.redirected(raw, operation.name, secrets)
            if raw.status < 400
            else refusals.refusal_of(operation, raw, secrets)
        )
        if raw.status in _DONE_PERHAPS and not operation.repeatable:
            raise _uncertain(operation, error)
        raise error
    if fault == "broke off":
        raise NoAnswerError(f"Amazon's answer to {operation.name} broke off.", request_id=raw.request_id)
    told = refusals.refusals(document)
    if fault is not None or not told:
        fault = fault or "holds errors that cannot be read"
        unreadable = refusals.unreadable(raw, operation.name, fault)
        raise unreadable if operation.repeatable else _uncertain(operation, unreadable)
    raise AmazonError(
        f"Amazon answered {operation.name} with {raw.status}, and yet with errors:"
        f" {refusals.words(told, secrets)}",
        request_id=raw.request_id,
    )


def _document(raw: RawAnswer) -> tuple[dict[str, object] | None, str | None]:
    """The object in a 2xx answer (None where its body is empty), and what is wrong with it, if anything."""
    if not 200 <= raw.status < 300:
        return None, "belongs to no success"
    if raw.fault is not None:
        return None, raw.fault
    try:
        document = parse_json(raw.content)
    except BodyError as error:
        return None, str(error)
    if isinstance(document, dict):
        return document, None
    return None, "is JSON, but no object" if raw.content.strip() else None


def _uncertain(operation: Operation, error: SpmsgError) -> UncertainError:
    return UncertainError(
        f"Nobody can know whether the buyer got the message ({operation.name}): {error.message}",
        hint="It is not sent again by itself. Look the order up in Seller Central (Messages), then tell:"
        " `spmsg history --uncertain`, `spmsg history resolve ID --as sent|not-sent`.",
        request_id=error.request_id,
    )
