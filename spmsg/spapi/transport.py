"""One call of Amazon's API: its token, its pace, its retries, and what its answer means.

The promise of at most once is kept in `Transport.call`: what reaches a buyer is repeated only after what
certainly never left, a 429, or a token that was refused at the door. All else is uncertain.
"""

import json
import time
from collections.abc import Callable, Mapping
from typing import Protocol
from urllib.parse import quote, urlencode

from requests.adapters import BaseAdapter

from spmsg.errors import InvalidInputError, NoAnswerError, ServerError, SpmsgError, UnreachableError
from spmsg.spapi import responses
from spmsg.spapi.answers import Answer
from spmsg.spapi.denials import asks_for_another_token
from spmsg.spapi.http_client import HttpClient
from spmsg.spapi.operations import Operation
from spmsg.spapi.retry import Retries, rate_limit
from spmsg.spapi.trace import Trace, Tracer
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
        takes every request in place of the network. Raises UsageError for an endpoint that a token must not
        go to.
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
        retries = Retries(operation.rate, self._sleep, self._tracer.note)
        self._tokens.access_token()  # before the wait: no need to wait only to be refused
        renewed = False
        while True:
            if self._pace is not None:
                self._pace.wait(operation)
            token = self._tokens.access_token()  # again: the wait can be longer than a token lives
            answer: Answer | None = None
            try:
                answer = self._http.exchange(
                    method,
                    url,
                    {**headers, "x-amz-access-token": token},
                    content,
                    secrets=(token,),
                    before_send=guard.before_send if guard is not None else None,
                    fresh=not operation.repeatable,
                )
                self._learn(operation, answer)
                token_refused = not renewed and asks_for_another_token(answer)
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
        """Put `content` at a presigned `url` of another host: no token, the headers as given.

        `check` raises what the answer means, unless the file is stored. Failures are repeated, because it
        reaches no buyer.
        """
        sent = {"Accept-Encoding": "identity", **headers}
        retries = Retries(1.0, self._sleep, self._tracer.note)
        retries.repeat("S3", lambda: self._http.exchange(method, url, sent, content), check)

    def _learn(self, operation: Operation, answer: Answer) -> None:
        rate = rate_limit(answer.headers)
        if rate is None or self._pace is None:
            return
        try:
            self._pace.learn(operation, rate)
        except SpmsgError as error:  # an answer is here: what it says must not be lost over this
            self._tracer.note(f"The rate that Amazon told is not kept: {error.message}")


def _encoded(body: Mapping[str, object]) -> bytes:
    try:
        return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (ValueError, TypeError) as error:  # UnicodeEncodeError is a ValueError
        raise InvalidInputError(f"The message cannot be written as JSON: {error}.") from None
