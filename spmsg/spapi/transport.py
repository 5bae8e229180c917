"""One call of Amazon's API: its token, its pace, its retries, and what its answer means.

The promise of at most once is kept in `Transport.call`: what reaches a buyer is repeated only after what
certainly never left, a 429, or a token that was refused at the door. All else is uncertain.
"""

import json
import random
import time
from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar
from urllib.parse import quote, urlencode

from requests.adapters import BaseAdapter

from spmsg.errors import InvalidInputError, NoAnswerError, ServerError, SpmsgError, UnreachableError
from spmsg.spapi import responses
from spmsg.spapi.answers import Answer, RawAnswer
from spmsg.spapi.http_client import HttpClient, Multipart
from spmsg.spapi.operations import Operation
from spmsg.spapi.retry import Retries, rate_limit
from spmsg.spapi.trace import Trace, Tracer
from spmsg.urls import check_base

_T = TypeVar("_T")

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
    """Where access tokens come from: `tokens.TokenSource`."""

    def access_token(self) -> str:
        """Return a token that works, so far as is known."""

    def renew(self, refused: str) -> str:
        """Return another token than `refused`."""

    def may_be_stale(self, token: str, operation: str) -> bool:
        """Whether another token could help if `operation` is denied without a reason."""


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
        jitter: Callable[[], float] = random.random,
        adapter: BaseAdapter | None = None,
        waiting: Callable[[str, float], None] = lambda name, seconds: None,
    ) -> None:
        """`timeout`: seconds to wait for a connection, and for an answer. `sleep` may raise to stop a call.

        `waiting` is told of each wait after a 429: the operation's name, and seconds.

        `adapter`, if given, takes every request in place of the network. Raises UsageError for an
        endpoint that a token must not go to.
        """
        self.endpoint = check_base(endpoint, "The endpoint")
        self._tokens = tokens
        self._pace = pace
        self._tracer = Tracer(trace)
        self._sleep = sleep
        self._clock = clock
        self._jitter = jitter
        self._http = HttpClient(timeout, adapter, trace)
        self._waiting = waiting

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
        """Return Amazon's answer to one call: a 2xx, with a JSON object or nothing in it.

        `path` is percent-encoded; the values of `query` are raw, and are encoded here, once. `guard` is
        asked when all waiting is over and the request is about to leave, before a repetition too, and told
        when an attempt certainly did no work.

        Every 3xx, 4xx and 5xx is raised as the error that it means (see `responses`). Connections never
        made, 429s and refused tokens are repeated for all operations, failures for repeatable ones. An
        operation that is not repeatable raises UncertainError if it may have done its work.
        """
        url = self.endpoint + path
        if query:
            url += "?" + urlencode(query, quote_via=quote, safe="")
        headers = {"Accept": "application/json, application/hal+json"}
        content = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            content = _encoded(body)
        retries = self._retries(operation.rate)
        self._tokens.access_token()  # before the wait: no need to wait only to be refused
        renewed: str | None = None
        while True:
            if self._pace is not None:
                self._pace.wait(operation)
            token = renewed or self._tokens.access_token()  # the wait can be longer than a token lives
            raw: RawAnswer | None = None
            began = time.monotonic()
            try:
                raw = self._http.exchange(
                    method,
                    url,
                    {**headers, "x-amz-access-token": token},
                    content,
                    secrets=(token,),
                    before_send=guard.before_send if guard is not None else None,
                    fresh=not operation.repeatable,
                )
                self._learn(operation, raw)
                token_refused = renewed is None and self._is_refused(token, operation, raw)
                if raw.status != 429 and not token_refused:
                    return responses.answer_of(operation, raw, (token,))
            except (NoAnswerError, ServerError) as error:
                if not operation.repeatable:
                    raise responses.uncertain(operation, error) from None
                headers_of = raw.headers if raw is not None else None
                retries.failed(error, headers_of, took=time.monotonic() - began)
                continue
            except UnreachableError as error:
                if guard is not None:
                    guard.not_sent()
                retries.failed(error, took=time.monotonic() - began)
                continue
            if guard is not None:
                guard.not_sent()
            if token_refused:
                self._tracer.note("Amazon refuses the access token: renewing it, once.")
                renewed = self._tokens.renew(token)
            else:
                self._throttled(operation, raw, retries)

    def store(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes | Multipart,
        meaning: Callable[[RawAnswer], _T],
    ) -> _T:
        """Put `content` at a presigned `url` of another host: no token, the headers as given.

        Returns `meaning` of the answer. Failures are repeated, because it reaches no buyer.
        """
        sent = {"Accept-Encoding": "identity", **headers}
        return self._retries(1.0).repeat(
            "S3", lambda: self._http.exchange(method, url, sent, content), meaning
        )

    def _learn(self, operation: Operation, raw: RawAnswer) -> None:
        rate = rate_limit(raw.headers)
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
        self._waiting(operation.name, seconds)
        retries.wait(seconds)

    def _is_refused(self, token: str, operation: Operation, raw: RawAnswer) -> bool:
        """Whether Amazon refused the token at the door, and another one may help."""
        if responses.asks_for_another_token(raw):
            return True
        return responses.is_bare_denial(raw) and self._tokens.may_be_stale(token, operation.name)

    def _retries(self, rate: float) -> Retries:
        note = self._tracer.note
        return Retries(rate, sleep=self._sleep, clock=self._clock, jitter=self._jitter, note=note)


def _encoded(body: Mapping[str, object]) -> bytes:
    try:
        return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (ValueError, TypeError) as error:  # UnicodeEncodeError is a ValueError
        raise InvalidInputError(f"The message cannot be written as JSON: {error}.") from None
