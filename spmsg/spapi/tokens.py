"""Access tokens: a refresh token is exchanged for them, and they are kept in a file until they end.

Sources: developer-docs.amazon.com/sp-api, "Connect to the Selling Partner API", and
OAuth 2.0, RFC 6749 section 6.
"""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from requests.adapters import BaseAdapter

from spmsg import private_files
from spmsg.credentials.secrets import Secrets, mask
from spmsg.errors import CancelledError, CredentialsError, ServerError, SpmsgError, ThrottledError
from spmsg.spapi.answers import Answer, BodyError, text
from spmsg.spapi.http_client import HttpClient
from spmsg.spapi.responses import redirected, unreadable
from spmsg.spapi.trace import Trace, Tracer
from spmsg.spapi.transport import Retries
from spmsg.urls import check_base

LWA = "Login with Amazon"
MARGIN = 60.0
"""Seconds before a token's end at which it is renewed."""
_LOGIN_RATE = 0.5
"""Exchanges a second that Login with Amazon is taken to allow."""
LIFETIME = 3600.0
"""Seconds that a token lives if `expires_in` does not say: Amazon documents an hour."""
MAX_LIFETIME = 86_400.0
"""Seconds that we believe a token to live at most."""


@dataclass(frozen=True)
class _Remedy:
    """What OAuth's error (RFC 6749, section 5.2) means here, and the names of the secrets in doubt."""

    message: str
    hint: str
    names: tuple[str, ...] = ()


_REMEDIES = {
    "invalid_grant": _Remedy(
        "Login with Amazon refuses the refresh token: it is wrong, revoked, or another application's.",
        "Authorise the application again in Seller Central, then `spmsg auth login` with the new token.",
        ("refresh_token",),
    ),
    "invalid_client": _Remedy(
        "Login with Amazon refuses the client ID or secret: one is wrong, or the secret was rotated.",
        "Look both up in Seller Central (Apps and Services > Develop Apps > View credentials),"
        " then `spmsg auth login`.",
        ("client_id", "client_secret"),
    ),
    "unauthorized_client": _Remedy(
        "Login with Amazon does not allow this application to use refresh tokens.",
        "Check the application's registration in Seller Central (Apps and Services > Develop Apps).",
    ),
}


class RefusedError(CredentialsError):
    """Login with Amazon refused the credentials; `names` are the secrets in doubt, () if it does not say."""

    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grant:
    """An access token, the seconds that it lives, and the headers of the answer that it came with."""

    access_token: str = field(repr=False)
    lifetime: float
    headers: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class _Token:
    """An access token, when it ends and when to renew it (seconds since the epoch)."""

    access_token: str = field(repr=False)
    expires_at: float
    renew_at: float


class TokenSource:
    """Access tokens for one account; safe for several threads, and for several processes on one cache."""

    def __init__(
        self,
        lwa_url: str,
        secrets: Callable[[], Secrets],
        cache: Path,
        fingerprint: str,
        *,
        timeout: float = 30,
        trace: Trace | None = None,
        adapter: BaseAdapter | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take `secrets`, which is called for an exchange only, because a keyring takes long.

        `cache` is the file that keeps the token. It is bound to `lwa_url` and `fingerprint`, which must
        change whenever the credentials do; a digest of it is stored.
        """
        self._lwa_url = check_base(lwa_url, "The URL of Login with Amazon")
        self._secrets = secrets
        self._account = sha256(f"{self._lwa_url}\0{fingerprint}".encode("utf-8", "surrogatepass")).hexdigest()
        self._path = cache
        self._lock_timeout = 2 * timeout + 10
        self._tracer = Tracer(trace)
        self._http = HttpClient(timeout, adapter, trace)
        self._clock = clock
        self._sleep = sleep
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

    @property
    def expires_at(self) -> float | None:
        """When the token in use ends (seconds since the epoch); None before `access_token` was called."""
        return self._token.expires_at if self._token is not None else None

    def _renewed(self, refused: str | None, asked: float) -> str:
        """Renew as `renew` does; `asked` is when the caller began to wait (of the monotonic clock).

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
        grant = Retries(_LOGIN_RATE, self._sleep, self._tracer.note).repeat(
            LWA,
            lambda: exchange(self._http, self._lwa_url, secrets),
            lambda answer: granted(answer, secrets),
        )
        end = asked + grant.lifetime
        # In this process a token of less than two minutes is good for half of them, not for one call.
        return _Token(grant.access_token, end, end - min(MARGIN, grant.lifetime / 2))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep out other processes that use this cache, or after a while go on in spite of them.

        A cache that cannot be locked stops nobody: an exchange too many is better than none.
        """
        lock = None
        try:
            lock = private_files.lock(self._path, timeout=self._lock_timeout)
            lock.acquire()
        except (OSError, NotImplementedError) as error:  # filelock's Timeout is an OSError
            self._tracer.note(f"The token cache is not locked: {error}.")
        try:
            yield
        finally:
            if lock is not None:
                lock.release()

    def _read_cache(self) -> _Token | None:
        """Return the token that is kept and has not ended, or None.

        Raises CredentialsError for a file that others can read: then they have the token as well.
        """
        try:
            kept = json.loads(private_files.read(self._path, holds="The access token"))
            account, token, end = kept["account"], str(kept["access_token"]), float(kept["expires_at"])
        except FileNotFoundError:
            return None
        except OSError as error:
            self._tracer.note(f"The token cache is not used: {self._path}: {error.strerror or error}.")
            return None
        except (ValueError, TypeError, KeyError, RecursionError):
            self._tracer.note(f"The token cache is damaged, and is made anew: {self._path}.")
            return None
        # A token that would live for days was written by a clock that was wrong.
        if account != self._account or not 0 < end - self._clock() <= MAX_LIFETIME:
            return None
        return _Token(token, end, end - MARGIN)

    def _write_cache(self, token: _Token) -> None:
        document = {
            "account": self._account,
            "access_token": token.access_token,
            "expires_at": token.expires_at,
        }
        try:
            private_files.write(self._path, json.dumps(document))
        except OSError as error:
            self._tracer.note(f"The access token is not kept: {self._path}: {error.strerror or error}.")


def log_in(http: HttpClient, url: str, secrets: Secrets) -> Grant:
    """Exchange `secrets` for an access token, once. Raises as `granted`, ThrottledError for 429."""
    answer = exchange(http, url, secrets)
    if answer.status == 429:
        raise ThrottledError(f"{LWA} is asked too often just now.", hint="Try again in a minute.")
    return granted(answer, secrets)


def exchange(http: HttpClient, url: str, secrets: Secrets) -> Answer:
    """Return Login with Amazon's answer, whatever it is. Raises UnreachableError and NoAnswerError."""
    form = {
        "grant_type": "refresh_token",
        "refresh_token": secrets.refresh_token,
        "client_id": secrets.client_id,
        "client_secret": secrets.client_secret,
    }
    headers = {
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
    }
    hidden = (secrets.client_secret, secrets.refresh_token)
    return http.exchange("POST", url, headers, urlencode(form).encode(), secrets=hidden)


def granted(answer: Answer, secrets: Secrets) -> Grant:
    """Return the access token in an answer.

    Raises RefusedError for OAuth's errors, ServerError for 5xx, RedirectedError for 3xx, and
    UnreadableAnswerError for all that Login with Amazon does not answer with.
    """
    if 300 <= answer.status < 400:
        raise redirected(answer, LWA)
    if answer.status >= 500:
        raise ServerError(
            f"{LWA} failed with {answer.status}.", hint="Try again later.", request_id=answer.request_id
        )
    try:
        document = answer.document
    except BodyError as error:
        raise unreadable(answer, LWA, str(error)) from None
    if answer.status >= 400 or "error" in document:
        raise _refused(answer, document, secrets)
    token, seconds = document.get("access_token"), document.get("expires_in")
    if not isinstance(token, str) or not re.fullmatch(r"[\x21-\x7e]{1,8192}", token):
        raise unreadable(answer, LWA, "holds no access token")
    lifetime = float(seconds) if isinstance(seconds, (int, float)) and seconds > 0 else LIFETIME
    return Grant(token, min(lifetime, MAX_LIFETIME), answer.headers)


def _refused(answer: Answer, document: Mapping[str, object], secrets: Secrets) -> SpmsgError:
    code = text(document, "error")
    if code is None:
        return unreadable(answer, LWA, "does not say what is wrong")
    unknown = _Remedy(
        f"{LWA} refuses the credentials ({mask(code)[:60]}).", "Check them with `spmsg auth status`."
    )
    remedy = _REMEDIES.get(code, unknown)
    words = mask(text(document, "error_description") or "", (secrets.client_secret, secrets.refresh_token))[
        :300
    ]
    quoted = f" It says: {words}" if words else ""
    error = RefusedError(
        remedy.message + quoted,
        hint=remedy.hint,
        request_id=answer.request_id,
        code=code.replace("_", "-") if code in _REMEDIES else None,
    )
    error.names = remedy.names
    return error
