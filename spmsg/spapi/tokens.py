"""Access tokens: a refresh token is exchanged for them, and they are kept in a file until they end.

Source: developer-docs.amazon.com/sp-api, "Connect to the Selling Partner API".
"""

import json
import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from requests.adapters import BaseAdapter

from spmsg import private_files
from spmsg.credentials.secrets import Secrets
from spmsg.errors import CancelledError, SpmsgError
from spmsg.spapi import auth
from spmsg.spapi.http_client import HttpClient
from spmsg.spapi.retry import Retries
from spmsg.spapi.trace import Trace, Tracer
from spmsg.urls import check_base

MARGIN = 60.0
"""Seconds before a token's end at which it is renewed."""
_LOGIN_RATE = 0.5
"""Exchanges a second that Login with Amazon is taken to allow."""


@dataclass(frozen=True)
class _Token:
    """An access token in use, when it ends and when to renew it (seconds since the epoch).

    `denied` names the operations that it was denied although it was fresh; `fetched`: by this process.
    """

    access_token: str = field(repr=False)
    expires_at: float
    renew_at: float
    fetched: bool
    denied: tuple[str, ...] = ()


class TokenSource:
    """Access tokens for one account; safe for several threads, and for several processes on one cache."""

    def __init__(
        self,
        lwa_url: str,
        secrets: Callable[[], Secrets],
        cache: Path,
        *,
        fingerprint: str | None = None,
        timeout: float = 30,
        trace: Trace | None = None,
        adapter: BaseAdapter | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """`secrets` gives the credentials when they are needed; `cache` is the file that keeps the token.

        The cache is bound to the account by a digest of client ID, refresh token and `lwa_url`. If
        reading those takes long (a keyring), give a `fingerprint` that changes whenever they do; `secrets`
        is then called for an exchange only.
        """
        self._lwa_url = check_base(lwa_url, "The URL of Login with Amazon")
        self._secrets = secrets
        self._fingerprint = fingerprint
        self._path = cache
        self._timeout = timeout
        self._tracer = Tracer(trace)
        self._http = HttpClient(timeout, adapter, trace)
        self._clock = clock
        self._sleep = sleep
        self._jitter = jitter
        self._mutex = threading.RLock()
        self._token: _Token | None = None
        self._failure: tuple[SpmsgError, float] | None = None

    def access_token(self) -> str:
        """Return a token that works for a minute at least, so far as its end tells.

        Raises CredentialsError if Login with Amazon refuses the credentials or others can read the
        cache, and AmazonError's family if it fails. A token that still works survives both.
        """
        asked = time.monotonic()
        with self._mutex:
            token = self._token = self._token or self._read_cache()
            if token is None:
                return self._renewed(None, asked)
            if self._clock() < token.renew_at:
                return token.access_token
            try:
                return self._renewed(token.access_token, asked)
            except CancelledError:
                raise
            except SpmsgError as error:
                if self._clock() >= token.expires_at:
                    raise
                # no use in asking again for each request until then
                self._token = replace(token, renew_at=token.expires_at)
                self._tracer.note(f"The access token still works and is kept. {error.message}")
                return token.access_token

    def renew(self, refused: str) -> str:
        """Return another token than `refused`: one that somebody else has fetched meanwhile, or a new one.

        Raises as `access_token` does.
        """
        asked = time.monotonic()
        with self._mutex:
            if self._token is not None and self._token.access_token != refused:
                return self._token.access_token
            return self._renewed(refused, asked)

    def may_be_stale(self, token: str, operation: str) -> bool:
        """Whether a new token could help if Amazon denies `operation` and does not say why.

        Not if this process has just fetched `token`, nor if a fresh token was denied the same before: then
        a role is missing. That is kept in the cache, so that a command that asks for something it is not
        allowed does not exchange a token each time.
        """
        with self._mutex:
            held = self._token
            if held is None or held.access_token != token:
                return True
            if operation in held.denied:
                return False
            if held.fetched:
                self._token = replace(held, denied=(*held.denied, operation))
                kept = self._read_cache()
                if kept is not None and kept.access_token == token:
                    self._write_cache(self._token)
            return not held.fetched

    @property
    def expires_at(self) -> float | None:
        """When the token in use, or the cached one, ends (seconds since the epoch); None without one."""
        with self._mutex:
            token = self._token or self._read_cache()
            return token.expires_at if token is not None else None

    def _renewed(self, refused: str | None, asked: float) -> str:
        """As `renew`; `asked` is when the caller began to wait (of the monotonic clock).

        An exchange that failed meanwhile has failed for all who waited for it: one after the other, each
        with retries of its own, they would wait for ever while Login with Amazon does not answer.
        """
        if self._failure is not None and asked < self._failure[1]:
            raise copy(self._failure[0])
        try:
            with self._alone():
                token = self._read_cache()  # the lock's last holder may have fetched what we want
                if token is None or token.access_token == refused or token.renew_at <= self._clock():
                    token = self._exchanged()
                    self._write_cache(token)
                self._token = token
                return token.access_token
        except CancelledError:
            raise
        except SpmsgError as error:
            self._failure = copy(error), time.monotonic()
            raise

    def _exchanged(self) -> _Token:
        secrets, asked = self._secrets(), self._clock()
        retries = Retries(
            _LOGIN_RATE, sleep=self._sleep, clock=self._clock, jitter=self._jitter, note=self._tracer.note
        )
        grant = retries.repeat(
            auth.NAME,
            lambda: auth.exchange(self._http, self._lwa_url, secrets),
            lambda raw: auth.granted(raw, secrets),
        )
        end = asked + grant.lifetime
        # In this process a token of less than two minutes is good for half of them, not for one call.
        return _Token(grant.access_token, end, end - min(MARGIN, grant.lifetime / 2), fetched=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Alone among the processes that use this cache, or after a while in spite of them.

        A cache that cannot be locked stops nobody: an exchange too many is better than none.
        """
        lock = None
        try:
            lock = private_files.lock(self._path, timeout=2 * self._timeout + 10)
            lock.acquire()
        except (OSError, NotImplementedError) as error:  # filelock's Timeout is an OSError
            self._tracer.note(f"The token cache is not locked: {error}.")
        try:
            yield
        finally:
            if lock is not None:
                lock.release()

    def _account(self) -> str:
        account = self._fingerprint
        if account is None:
            secrets = self._secrets()
            account = f"{secrets.client_id}\0{secrets.refresh_token}"
        return sha256(f"{self._lwa_url}\0{account}".encode("utf-8", "surrogatepass")).hexdigest()

    def _read_cache(self) -> _Token | None:
        """The token that is kept and has not ended, or None.

        Raises CredentialsError for a file that others can read: then they have the token as well.
        """
        try:
            document: object = json.loads(private_files.read(self._path, holds="The access token"))
        except FileNotFoundError:
            return None
        except OSError as error:
            self._tracer.note(f"The token cache is not used: {self._path}: {error.strerror or error}.")
            return None
        except (ValueError, RecursionError):
            self._tracer.note(f"The token cache is damaged, and is made anew: {self._path}.")
            return None
        if not isinstance(document, dict) or document.get("account") != self._account():
            return None
        token, end, denied = (document.get(member) for member in ("access_token", "expires_at", "denied"))
        if not isinstance(token, str) or not re.fullmatch(r"[\x21-\x7e]{1,8192}", token):
            return None
        # A token that would live for days was written by a clock that was wrong.
        now = self._clock()
        if isinstance(end, bool) or not isinstance(end, (int, float)) or not now < end <= now + 90_000:
            return None
        names = tuple(n for n in denied if isinstance(n, str)) if isinstance(denied, list) else ()
        return _Token(token, float(end), end - MARGIN, fetched=False, denied=names)

    def _write_cache(self, token: _Token) -> None:
        document = {
            "account": self._account(),
            "access_token": token.access_token,
            "expires_at": token.expires_at,
            "denied": list(token.denied),
        }
        try:
            private_files.write(self._path, json.dumps(document))
        except OSError as error:
            self._tracer.note(f"The access token is not kept: {self._path}: {error.strerror or error}.")
