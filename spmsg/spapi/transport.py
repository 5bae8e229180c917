"""One call of Amazon's API: its token, its pace, its retries, and what its answer means.

The promise of at most once is kept in `Transport.call`: what reaches a buyer is repeated only after what
certainly never left, a 429, or a token that was refused at the door. All else is uncertain. `Retries` counts
and waits; whether an attempt may be repeated is its caller's to know.
"""

import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar
from urllib.parse import quote, urlencode

from requests.adapters import BaseAdapter
from urllib3.exceptions import HTTPError
from urllib3.util import Retry

from spmsg.errors import (
    AmazonError,
    InvalidInputError,
    NoAnswerError,
    ServerError,
    SpmsgError,
    ThrottledError,
    UnreachableError,
)
from spmsg.spapi import responses
from spmsg.spapi.answers import Answer
from spmsg.spapi.http_client import HttpClient, UntrustedError
from spmsg.spapi.operations import Operation
from spmsg.spapi.trace import Trace, Tracer
from spmsg.urls import check_base

_T = TypeVar("_T")

RETRIES = 3  # attempts after the first at what failed: about 0.5, 1 and 2 seconds apart
PATIENCE = 120.0  # seconds of waiting for 429s, in all; longer for slow operations
MAX_FAILURE_WAIT = 10.0  # seconds that we wait at most because a 503's Retry-After says so


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
        *,
        timeout: float = 30,
        pace: Pace | None = None,
        trace: Trace | None = None,
        sleep: Callable[[float], None] = time.sleep,
        adapter: BaseAdapter | None = None,
        throttled: Callable[[str, float], None] = lambda operation, seconds: None,
    ) -> None:
        """Wait `timeout` seconds for a connection, and for an answer. `sleep` may raise to stop a call.

        `throttled` is told of each wait after a 429: the operation's name, and seconds. `adapter`, if given,
        takes every request in place of the network. Raises UsageError for an endpoint that is not safe.
        """
        self.endpoint = check_base(endpoint, "The endpoint")
        self._tokens = tokens
        self._pace = pace
        self._tracer = Tracer(trace)
        self._sleep = sleep
        self._throttled = throttled
        self._http = HttpClient(timeout, adapter, trace)

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

        Every 3xx, 4xx and 5xx is raised as the error that it means (see `responses`), and UncertainError
        if an operation that is not repeatable may have done its work.
        """
        url = self.endpoint + path
        if query:
            url += "?" + urlencode(query, quote_via=quote, safe="")
        headers = {"Accept": "application/json, application/hal+json"}
        content = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            content = _encoded(body)
        before_send = guard.before_send if guard is not None else None
        retries = Retries(operation.rate, self._sleep, self._tracer.note)
        self._tokens.access_token()  # before the wait: no need to wait only to be refused
        renewed = False
        while True:
            if self._pace is not None:
                self._pace.wait(operation)
            # again: the wait can be longer than a token lives
            token = headers["x-amz-access-token"] = self._tokens.access_token()
            answer: Answer | None = None
            fresh = not operation.repeatable
            try:
                answer = self._http.exchange(
                    method, url, headers, content, secrets=(token,), before_send=before_send, fresh=fresh
                )
                self._learn(operation, answer)
                token_refused = not renewed and responses.asks_for_another_token(answer)
                if answer.status != 429 and not token_refused:
                    responses.check(operation, answer, (token,))
                    return answer
            except (NoAnswerError, ServerError) as error:
                if not operation.repeatable:
                    raise responses.uncertain(operation, error) from None
                retries.failed(error, answer)
                continue
            except UnreachableError as error:
                if guard is not None:
                    guard.not_sent()
                retries.failed(error)
                continue
            if guard is not None:
                guard.not_sent()
            if token_refused:
                self._tracer.note("Amazon refuses the access token: renewing it, once.")
                self._tokens.renew(token)
                renewed = True
                continue
            seconds = retries.throttled(answer, operation.name)
            self._throttled(operation.name, seconds)
            if self._pace is not None:
                self._pace.throttled(operation, seconds)
            self._sleep(seconds)

    def store(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes,
        check: Callable[[Answer], None],
    ) -> None:
        """Send `content` to a presigned `url`, without a token; `check` raises unless it is stored there."""
        sent = {"Accept-Encoding": "identity", **headers}
        retries = Retries(1.0, self._sleep, self._tracer.note)
        retries.repeat("S3", lambda: self._http.exchange(method, url, sent, content), check)

    def _learn(self, operation: Operation, answer: Answer) -> None:
        rate = rate_limit(answer)
        if rate is None or self._pace is None:
            return
        try:
            self._pace.learn(operation, rate)
        except SpmsgError as error:  # an answer is here: what it says must not be lost over this
            self._tracer.note(f"The rate that Amazon told is not kept: {error.message}")


@dataclass
class Retries:
    """The waits of one call: counts its failures and 429s, sleeps between, and gives up in time."""

    rate: float  # requests a second, for 429s that name none
    sleep: Callable[[float], None]
    note: Callable[[str], None]
    failures: int = 0
    throttles: int = 0
    waited: float = 0.0  # seconds, for 429s

    def repeat(self, what: str, exchange: Callable[[], Answer], meaning: Callable[[Answer], _T]) -> _T:
        """Return `meaning` of the first answer that is no failure; for what may be repeated at will."""
        while True:
            answer: Answer | None = None
            try:
                answer = exchange()
                if answer.status != 429:
                    return meaning(answer)
            except (UnreachableError, NoAnswerError, ServerError) as error:
                self.failed(error, answer)
            else:
                self.sleep(self.throttled(answer, what))

    def failed(self, error: AmazonError, answer: Answer | None = None) -> None:
        """Sleep before the next attempt at what failed with `error`, or raise it: that was the last one."""
        if isinstance(error, UntrustedError) or self.failures == RETRIES:
            raise error
        wait: float = 0.5 * 2**self.failures * (0.5 + random.random())  # noqa: S311 - no secret
        asked = retry_after(answer) if answer is not None else None
        wait = max(wait, min(asked or 0.0, MAX_FAILURE_WAIT))
        self.failures += 1
        self.note(f"{error.message} Retrying in {wait:.1f} s ({self.failures} of {RETRIES}).")
        self.sleep(wait)

    def throttled(self, answer: Answer, what: str) -> float:
        """Return the seconds to wait after a 429: what it says, else what one request takes to earn.

        Grows when 429 follows 429, whatever they say. Raises ThrottledError once patience would run out.
        """
        self.throttles += 1
        asked = retry_after(answer)
        earned = 1 / (rate_limit(answer) or self.rate)
        wait = max(earned if asked is None else asked, min(0.05 * 2.0**self.throttles, 20.0))
        # One request of searchOrders takes three minutes to earn: at least one such wait must fit.
        if self.waited + wait > max(PATIENCE, 1.5 / self.rate):
            raise ThrottledError(
                f"{what} is throttled: 429 {self.throttles} times, now with {wait:.0f} s to wait.",
                hint="Nothing was sent. Try again later. Do other programs use this account as well?",
                request_id=answer.request_id,
            )
        self.waited += wait
        self.note(f"429 from {what}: waiting {wait:.1f} s.")
        return wait


def rate_limit(answer: Answer) -> float | None:
    """Return `x-amzn-RateLimit-Limit`, in requests a second, or None if it is missing or makes no sense.

    Below one request in three hours or above 1,000 a second is no usage plan, and would stop us for good.
    """
    try:
        rate = float(answer.headers.get("x-amzn-RateLimit-Limit") or "")
    except ValueError:
        return None
    return rate if 0.0001 <= rate <= 1000 else None


def retry_after(answer: Answer) -> float | None:
    """Return the seconds of `Retry-After`, a number or a date, or None if it is missing or makes no sense."""
    try:
        return Retry().parse_retry_after(answer.headers.get("Retry-After") or "")
    except (HTTPError, ValueError, OverflowError):
        return None


def _encoded(body: Mapping[str, object]) -> bytes:
    try:
        return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (ValueError, TypeError) as error:  # UnicodeEncodeError is a ValueError
        raise InvalidInputError(f"The message cannot be written as JSON: {error}.") from None
