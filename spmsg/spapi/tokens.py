"""Access tokens: exchanged for the refresh token, and kept in a file until they end.

Sources: developer-docs.amazon.com/sp-api, "Connect to the Selling Partner API", and
OAuth 2.0, RFC 6749 section 6.
"""

import json
import re
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from copy import copy
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from spmsg import private_files
from spmsg.credentials.secrets import Secrets, mask
from spmsg.errors import CancelledError, CredentialsError, ServerError, SpmsgError, ThrottledError
from spmsg.spapi.answers import Answer, BodyError, text_at
from spmsg.spapi.api_errors import redirected, unreadable
from spmsg.spapi.http_client import HttpClient
from spmsg.spapi.retries import Retries
from spmsg.urls import check_base

LWA = "Login with Amazon"
MARGIN = 60.0  # seconds before a token's end at which it is renewed
MAX_LIFETIME = 86_400.0  # seconds that we believe a token to live at most
_REMEDIES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "invalid_grant": (
        "Login with Amazon refuses the refresh token: it is wrong, revoked, or another application's.",
        "Authorise the application again in Seller Central, then `spmsg auth login` with the new token.",
        ("refresh_token",),
    ),
    "invalid_client": (
        "Login with Amazon refuses the client ID or secret: one is wrong, or the secret was rotated.",
        "Look both up in Seller Central (Apps and Services > Develop Apps > View credentials),"
        " then `spmsg auth login`.",
        ("client_id", "client_secret"),
    ),
    "unauthorized_client": (
        "Login with Amazon does not allow this application to use refresh tokens.",
        "Check the application's registration in Seller Central (Apps and Services > Develop Apps).",
        (),
    ),
}
"""What OAuth's errors (RFC 6749, section 5.2) mean here, their remedies, and the secrets in doubt."""


class RefusedError(CredentialsError):
    """Login with Amazon refused the credentials; `names` are the secrets in doubt, () if it does not say."""

    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Token:
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
        http: HttpClient,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Call `secrets` for an exchange only, and keep the token in the file `cache`.

        A kept token is used for this `lwa_url` and `fingerprint` alone. The fingerprint must change whenever
        the credentials do.
        """
        self._lwa_url = check_base(lwa_url, "The URL of Login with Amazon")
        self._secrets = secrets
        self._account = sha256(f"{self._lwa_url}\0{fingerprint}".encode("utf-8", "surrogatepass")).hexdigest()
        self._path = cache
        self._lock_timeout = 2 * http.timeout + 10
        self._http = http
        self._tracer = http.tracer
        self._clock = clock
        self._sleep = sleep
        self._mutex = threading.RLock()
        self._token: Token | None = None
        self._failure: tuple[SpmsgError, float] | None = None

    def access_token(self) -> str:
        """Return a token that is to live for another minute at least.

        Raises CredentialsError if Login with Amazon refuses the credentials or others can read the
        cache, and AmazonError's family if it fails. A token that still works is returned all the same.
        """
        asked = time.monotonic()
        with self._mutex:
            token = self._token = self._token or self._read_cache()
            if token is not None and self._clock() < token.renew_at:
                return token.access_token
            try:
                return self._renew(token.access_token if token is not None else None, asked)
            except SpmsgError as error:
                if token is None or self._clock() >= token.expires_at or isinstance(error, CancelledError):
                    raise
                # no use in asking again for each request until then
                self._token = replace(token, renew_at=token.expires_at)
                self._tracer.note(f"The access token still works and is kept. {error.message}")
                return token.access_token

    def renew(self, refused: str) -> str:
        """Return another token than `refused`: a new one, or one that was fetched meanwhile."""
        asked = time.monotonic()
        with self._mutex:
            if self._token is not None and self._token.access_token != refused:
                return self._token.access_token
            return self._renew(refused, asked)

    @property
    def expires_at(self) -> float | None:
        """When the token in use ends (seconds since the epoch); None before `access_token` was called."""
        return self._token.expires_at if self._token is not None else None

    def _renew(self, refused: str | None, asked: float) -> str:
        """Renew as `renew` does; `asked` is when the caller began to wait (monotonic).

        An exchange that failed meanwhile has failed for all threads that waited for it. With retries of its
        own for each, one after the other, they would wait for ever while Login with Amazon does not answer.
        """
        if self._failure is not None and asked < self._failure[1]:
            raise copy(self._failure[0])
        try:
            with ExitStack() as lock:
                try:
                    lock.enter_context(private_files.lock(self._path, timeout=self._lock_timeout))
                except (OSError, NotImplementedError) as error:  # an exchange too many is better than none
                    self._tracer.note(f"The token cache is not locked: {error}.")
                token = self._read_cache()  # the lock's last holder may have fetched what we want
                if token is None or token.access_token == refused or token.renew_at <= self._clock():
                    token = self._exchange()
                    self._write_cache(token)
        except SpmsgError as failed:
            if not isinstance(failed, CancelledError):
                self._failure = failed, time.monotonic()
            raise
        self._token = token
        return token.access_token

    def _exchange(self) -> Token:
        secrets = self._secrets()
        retries = Retries(0.5, self._sleep, self._tracer.note)  # its rate is not documented
        return retries.repeat(
            LWA,
            lambda: _request_token(self._http, self._lwa_url, secrets),
            lambda answer: _read_token(answer, secrets, self._clock()),
        )

    def _read_cache(self) -> Token | None:
        """Return the token that is kept and has not ended, or None. Raises if others can read it as well."""
        try:
            kept = json.loads(private_files.read(self._path, holds="The access token"))
            account, token, end = kept["account"], str(kept["access_token"]), float(kept["expires_at"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            self._tracer.note(f"The token cache is made anew: {self._path}: {error}.")
            return None
        # A token that would live for days was written by a clock that was wrong.
        if account != self._account or not 0 < end - self._clock() <= MAX_LIFETIME:
            return None
        return Token(token, end, end - MARGIN)

    def _write_cache(self, token: Token) -> None:
        kept = {"account": self._account, "access_token": token.access_token, "expires_at": token.expires_at}
        try:
            private_files.write(self._path, json.dumps(kept))
        except OSError as error:
            self._tracer.note(f"The access token is not kept: {self._path}: {error.strerror or error}.")


def log_in(http: HttpClient, url: str, secrets: Secrets) -> Token:
    """Exchange `secrets` for an access token, once.

    Raises RefusedError for OAuth's errors, ThrottledError for 429, and others of AmazonError's family.
    """
    answer = _request_token(http, url, secrets)
    if answer.status == 429:
        raise ThrottledError(f"{LWA} is asked too often just now.", hint="Try again in a minute.")
    return _read_token(answer, secrets, time.time())


def _request_token(http: HttpClient, url: str, secrets: Secrets) -> Answer:
    form = urlencode({"grant_type": "refresh_token", **asdict(secrets)})
    headers = {
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
    }
    hidden = (secrets.client_secret, secrets.refresh_token)
    return http.exchange("POST", url, headers, form.encode(), secrets=hidden)


def _read_token(answer: Answer, secrets: Secrets, now: float) -> Token:
    """Return the access token in an answer that came `now`. Raises as `log_in` does."""
    if 300 <= answer.status < 400:
        raise redirected(answer, LWA)
    if answer.status >= 500:
        failed = f"{LWA} failed with {answer.status}."
        raise ServerError(failed, hint="Try again later.", request_id=answer.request_id)
    try:
        document = answer.document
    except BodyError as error:
        raise unreadable(answer, LWA, str(error)) from None
    code = text_at(document, "error")
    if code is not None:
        raise _refusal(code, answer, secrets)
    token, seconds = document.get("access_token"), document.get("expires_in")
    if answer.status >= 400 or not isinstance(token, str) or not re.fullmatch(r"[\x21-\x7e]{1,8192}", token):
        raise unreadable(answer, LWA, "holds neither an access token nor an error")
    lifetime = 3600.0  # as Amazon documents it
    if isinstance(seconds, (int, float)) and seconds > 0:
        lifetime = min(float(seconds), MAX_LIFETIME)
    # In this process a token of less than two minutes is good for half of them, not for one call.
    return Token(token, now + lifetime, now + lifetime - min(MARGIN, lifetime / 2))


def _refusal(code: str, answer: Answer, secrets: Secrets) -> RefusedError:
    message = f"{LWA} refuses the credentials ({mask(code)[:60]})."
    message, hint, names = _REMEDIES.get(code, (message, "Check them with `spmsg auth status`.", ()))
    described = text_at(answer.document, "error_description") or ""
    if words := mask(described, (secrets.client_secret, secrets.refresh_token))[:300]:
        message += f" It says: {words}"
    error = RefusedError(message, hint=hint, request_id=answer.request_id)
    error.names = names
    if code in _REMEDIES:
        error.code = code.replace("_", "-")
    return error
