"""Login with Amazon: a refresh token exchanged for access tokens, which are kept until they end.

Source: developer-docs.amazon.com/sp-api, "Connect to the Selling Partner API": POST, form-encoded,
answered with `{"access_token", "token_type", "expires_in": 3600, …}` or OAuth's `{"error", …}`.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from spmsg.errors import CancelledError, NoAnswerError, ServerError, SpmsgError, UnreachableError
from spmsg.spapi import links
from spmsg.spapi.client import Client
from spmsg.spapi.retry import Retries
from spmsg.spapi.token_cache import CachedToken, TokenCache
from spmsg.spapi.trace import Trace, Tracer

if TYPE_CHECKING:
    from requests.adapters import BaseAdapter

__all__ = ["Client", "TokenSource"]

MARGIN = 60.0
"""Seconds before a token's end at which it is renewed."""


class _Held:
    """The token in use, when to renew it, and whether this process fetched it or found it in the cache."""

    def __init__(self, token: CachedToken, renew_at: float, *, fetched: bool) -> None:
        self.token = token
        self.renew_at = renew_at
        self.fetched = fetched


class TokenSource:
    """Access tokens for one account; safe for several threads, and for several processes on one cache."""

    def __init__(
        self,
        lwa_url: str,
        client: Callable[[], Client],
        cache: Path,
        *,
        fingerprint: str | None = None,
        timeout: float = 30,
        trace: Trace | None = None,
        adapter: "BaseAdapter | None" = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] | None = None,
    ) -> None:
        """`client` gives the credentials when they are needed; `cache` is the file that keeps the token.

        The cache is bound to the account by a digest of client ID, refresh token and `lwa_url`. Where
        reading those takes long (a keyring), give a `fingerprint` that changes whenever they do; `client`
        is then called for an exchange only.
        """
        self._lwa_url = links.check_base(lwa_url, "URL of Login with Amazon")
        self._client = client
        self._fingerprint = fingerprint
        self._path = cache
        self._timeout = timeout
        self._tracer = Tracer(trace)
        self._adapter = adapter
        self._clock = clock
        self._sleep = sleep
        self._jitter = jitter
        self._mutex = threading.RLock()
        self._cache: TokenCache | None = None
        self._held: _Held | None = None
        self._failure: tuple[SpmsgError, float] | None = None

    def access_token(self) -> str:
        """A token that works for a minute at least, so far as its end tells: held, cached or exchanged.

        Raises CredentialsError where Login with Amazon refuses the credentials or the cache can be read
        by others, and AmazonError's family where it fails. A token that still works survives both.
        """
        asked = time.monotonic()
        with self._mutex:
            held = self._held or self._find()
            if held is None:
                return self._renewed(None, asked)
            if self._clock() < held.renew_at:
                return held.token.access_token
            try:
                return self._renewed(held.token.access_token, asked)
            except CancelledError:
                raise
            except SpmsgError as error:
                if self._clock() >= held.token.expires_at:
                    raise
                held.renew_at = held.token.expires_at  # no use in asking again for each request until then
                self._tracer.note(f"The access token still works and is kept. {error.message}")
                return held.token.access_token

    def renew(self, refused: str) -> str:
        """Another token than `refused`, which Amazon did not take: one that somebody else has fetched
        meanwhile, or a new one. Raises as `access_token` does.
        """
        asked = time.monotonic()
        with self._mutex:
            if self._held is not None and self._held.token.access_token != refused:
                return self._held.token.access_token
            return self._renewed(refused, asked)

    def may_be_stale(self, token: str, operation: str) -> bool:
        """Whether a new token could help where Amazon denies `operation` and does not say why.

        Not where this process has just fetched `token`, nor where a fresh token was denied the same
        before: then a role is missing. That is kept in the cache, so that a command that asks for
        something it is not allowed does not exchange a token each time.
        """
        with self._mutex:
            held = self._held
            if held is None or held.token.access_token != token:
                return True
            if operation in held.token.denied:
                return False
            if held.fetched:
                held.token = replace(held.token, denied=(*held.token.denied, operation))
                found = self._cached().read(self._clock())
                if found is not None and found.access_token == token:
                    self._keep(held.token)
            return not held.fetched

    @property
    def expires_at(self) -> float | None:
        """When the token in use, or the cached one, ends (seconds since the epoch); None without one."""
        with self._mutex:
            held = self._held or self._find()
            return held.token.expires_at if held is not None else None

    def _cached(self) -> TokenCache:
        if self._cache is None:
            account = self._fingerprint
            if account is None:
                client = self._client()
                account = f"{client.client_id}\0{client.refresh_token}"
            self._cache = TokenCache(self._path, f"{self._lwa_url}\0{account}", self._tracer.note)
        return self._cache

    def _find(self) -> _Held | None:
        token = self._cached().read(self._clock())
        self._held = None if token is None else _Held(token, token.expires_at - MARGIN, fetched=False)
        return self._held

    def _renewed(self, refused: str | None, asked: float) -> str:
        """As `renew`; `asked` is when the caller began to wait (of the monotonic clock).

        An exchange that failed meanwhile has failed for all who waited for it: one after the other, each
        with retries of its own, they would wait for ever where Login with Amazon does not answer.
        """
        if self._failure is not None and asked < self._failure[1]:
            raise copy(self._failure[0])
        try:
            return self._exchanged(refused)
        except CancelledError:
            raise
        except SpmsgError as error:
            self._failure = copy(error), time.monotonic()
            raise

    def _exchanged(self, refused: str | None) -> str:
        with self._alone():
            # Whoever held the lock before us may have fetched the token that we want.
            found = self._cached().read(self._clock())
            if (
                found is not None
                and found.access_token != refused
                and found.expires_at - MARGIN > self._clock()
            ):
                self._held = _Held(found, found.expires_at - MARGIN, fetched=False)
                return found.access_token
            asked = self._clock()
            token, seconds = self._exchange()
            fetched = CachedToken(token, asked + seconds)
            # In this process a token of less than two minutes is good for half of them, not for one call.
            self._held = _Held(fetched, fetched.expires_at - min(MARGIN, seconds / 2), fetched=True)
            self._keep(fetched)
            return token

    def _keep(self, token: CachedToken) -> None:
        try:
            self._cached().write(token)
        except OSError as error:
            self._tracer.note(f"The access token is not kept: {self._path}: {error.strerror or error}.")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Alone among the processes that use this cache, or after a while in spite of them.

        A cache that cannot be locked stops nobody: an exchange too many is better than none.
        """
        from filelock import FileLock

        lock = FileLock(self._path.with_name(self._path.name + ".lock"), mode=0o600, thread_local=False)
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire(timeout=2 * self._timeout + 10, poll_interval=0.02)
        except (OSError, NotImplementedError) as error:  # filelock's Timeout is an OSError
            self._tracer.note(f"The token cache is not locked: {error}.")
        try:
            yield
        finally:
            lock.release()

    def _exchange(self) -> tuple[str, float]:
        from spmsg.spapi import lwa
        from spmsg.spapi.wire import Wire

        client, wire = self._client(), Wire(self._timeout, self._adapter)
        retries = Retries(
            1 / 2, sleep=self._sleep, clock=self._clock, jitter=self._jitter, note=self._tracer.note
        )
        while True:
            began = time.monotonic()
            try:
                raw = lwa.ask(wire, self._lwa_url, client, self._tracer)
                if raw.status == 429:
                    retries.wait(retries.throttled(raw.headers, raw.request_id, lwa.WHAT))
                    continue
                return lwa.granted(raw, client)
            except (UnreachableError, NoAnswerError, ServerError) as error:
                # An exchange changes nothing: any may be repeated
                retries.failed(error, took=time.monotonic() - began)
