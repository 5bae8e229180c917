"""One call of Amazon's API: its token, its pace, its retries, and what its answer means.

The promise of at most once is kept in `Transport.call`: what reaches a buyer is repeated only after what
certainly never left, a 429, or a token that was refused at the door. All else is uncertain.
"""

import json
import time
from collections.abc import Callable, Mapping
from typing import Protocol
from urllib.parse import quote, urlencode

from spmsg.errors import InvalidInputError, NoAnswerError, ServerError, SpmsgError, UnreachableError
from spmsg.spapi import api_errors
from spmsg.spapi.answers import Answer
from spmsg.spapi.http_client import HttpClient
from spmsg.spapi.operations import Operation
from spmsg.spapi.retries import Retries, rate_limit
from spmsg.urls import check_base


class Pace(Protocol):
    """Keeps requests to what Amazon allows."""

    def wait(self, operation: Operation) -> None:
        """Block until a request of `operation` may leave."""

    def learn(self, operation: Operation, rate: float) -> None:
        """Take note of this account's rate (requests a second) for `operation`, as Amazon tells it."""

    def throttled(self, operation: Operation, seconds: float) -> None:
        """Let nothing of `operation` leave for so many seconds: a 429 came."""


class SendGuard(Protocol):
    """Stands between a message's POST and the wire, so that the message is claimed while it leaves."""

    def before_send(self) -> None:
        """Claim the message: its first byte is about to leave. What this raises keeps it from leaving."""

    def not_sent(self) -> None:
        """Give the claim back, before any wait: the request never left, or a 429 or a refused token came."""


class Tokens(Protocol):
    """Where access tokens come from: `tokens.TokenSource`."""

    def access_token(self) -> str:
        """Return a token that works, so far as is known."""

    def renew(self, refused: str) -> str:
        """Return another token than `refused`."""


class Transport:
    """Calls of one account at one endpoint; safe for several threads."""

    def __init__(
        self,
        endpoint: str,
        tokens: Tokens,
        http: HttpClient,
        *,
        pace: Pace | None = None,
        sleep: Callable[[float], None] = time.sleep,
        on_throttled: Callable[[str, float], None] = lambda operation, seconds: None,
    ) -> None:
        """Take `sleep` for all waiting; it may raise to stop a call.

        `on_throttled` gets the operation and the seconds of each wait after a 429. Raises UsageError for an
        endpoint that is not safe.
        """
        self.endpoint = check_base(endpoint, "The endpoint")
        self._tokens = tokens
        self._pace = pace
        self._sleep = sleep
        self._on_throttled = on_throttled
        self._http = http
        self._tracer = http.tracer

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
        asked before each attempt, when all waiting is over and the request is about to leave, and told of
        each attempt that certainly did no work.

        Every 3xx, 4xx and 5xx is raised as the error that it means (see `api_errors`), and UncertainError
        if an operation that is not repeatable may have done its work.
        """
        url = self.endpoint + path
        if query:
            url += "?" + urlencode(query, quote_via=quote, safe="")
        headers = {"Accept": "application/json, application/hal+json"}
        content = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            content = _encode(body)
        before_send = guard.before_send if guard is not None else None
        retries = Retries(operation.rate, self._sleep, self._tracer.note)
        self._tokens.access_token()  # before the wait: no need to wait only to be refused
        token_renewed = False
        while True:
            if self._pace is not None:
                self._pace.wait(operation)
            token = self._tokens.access_token()  # again: the wait can be longer than a token lives
            headers["x-amz-access-token"] = token
            answer: Answer | None = None
            fresh = not operation.repeatable
            try:
                answer = self._http.exchange(
                    method, url, headers, content, secrets=(token,), before_send=before_send, fresh=fresh
                )
                self._learn_rate(operation, answer)
                token_refused = not token_renewed and api_errors.asks_for_another_token(answer)
                if answer.status != 429 and not token_refused:
                    api_errors.check(operation, answer, (token,))
                    return answer
            except (NoAnswerError, ServerError) as error:  # it may have done its work
                if not operation.repeatable:
                    raise api_errors.uncertain(operation, error) from None
                retries.wait_after_failure(error, answer)
                continue
            except UnreachableError as error:  # it never left
                if guard is not None:
                    guard.not_sent()
                retries.wait_after_failure(error)
                continue
            # A 429, or a token that was refused at the door: no work was done
            if guard is not None:
                guard.not_sent()
            if token_refused:
                self._tracer.note("Amazon refuses the access token: renewing it, once.")
                self._tokens.renew(token)
                token_renewed = True
            else:
                self._wait_out(operation, retries.seconds_after_429(answer, operation.name))

    def send_presigned(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes,
        check: Callable[[Answer], None],
    ) -> None:
        """Send `content` to a presigned `url`, without a token; `check` raises what its answer means."""
        sent = {"Accept-Encoding": "identity", **headers}
        retries = Retries(1.0, self._sleep, self._tracer.note)
        retries.repeat("S3", lambda: self._http.exchange(method, url, sent, content), check)

    def _wait_out(self, operation: Operation, seconds: float) -> None:
        self._on_throttled(operation.name, seconds)
        if self._pace is not None:
            self._pace.throttled(operation, seconds)
        self._sleep(seconds)

    def _learn_rate(self, operation: Operation, answer: Answer) -> None:
        rate = rate_limit(answer)
        if rate is None or self._pace is None:
            return
        try:
            self._pace.learn(operation, rate)
        except SpmsgError as error:  # an answer is here: what it says must not be lost over this
            self._tracer.note(f"The rate that Amazon told is not kept: {error.message}")


def _encode(body: Mapping[str, object]) -> bytes:
    try:
        return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (ValueError, TypeError) as error:  # UnicodeEncodeError is a ValueError
        raise InvalidInputError(f"The message cannot be written as JSON: {error}.") from None
