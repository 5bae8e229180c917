"""The checks that ask Amazon: endpoint, login, clock, and a question to each API for its role.

Each API is asked once, without waiting for its rate, about an order that cannot exist: 404 (or 400) says that
the application may ask, 403 that it may not.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import partial
from urllib.parse import urlsplit

from requests.adapters import BaseAdapter

from spmsg.cli import console
from spmsg.cli.doctor.checks import Finding, Workers, failed
from spmsg.cli.options import Common
from spmsg.config import Settings
from spmsg.credentials import Lookup
from spmsg.errors import CredentialsError, ExitCode, MachineSettingsError, PermissionDeniedError, SpmsgError
from spmsg.spapi import api_errors, operations, tokens
from spmsg.spapi.answers import Answer
from spmsg.spapi.http_client import HttpClient
from spmsg.spapi.operations import Operation

TIMEOUT = 4.0
"""Seconds for a connection, and for each pause of an answer."""
MAX_SKEW = 300.0
"""Seconds by which our clock may be off; S3 refuses signed requests beyond 15 minutes."""
_ORDER = "orders/000-0000000-0000000"
"""No order has this ID, though it has the form of one."""
_IN_MARKETPLACE = "marketplaceIds=MARKETPLACE"
_UPLOAD = (
    f"/uploads/2020-11-01/uploadDestinations/messaging/v1/{_ORDER}/messages/legalDisclosure?{_IN_MARKETPLACE}"
    "&contentMD5=1B2M2Y8AsgTpgAmY7PhCfg%3D%3D"  # of nothing
)


@dataclass(frozen=True)
class _Probe:
    """A question to one API."""

    check: str
    operation: Operation
    method: str
    path: str


PROBES = (
    _Probe("orders", operations.GET_ORDER, "GET", f"/orders/2026-01-01/{_ORDER}"),
    _Probe("messaging", operations.GET_MESSAGING_ACTIONS, "GET", f"/messaging/v1/{_ORDER}?{_IN_MARKETPLACE}"),
    _Probe("uploads", operations.CREATE_UPLOAD_DESTINATION, "POST", _UPLOAD),
    _Probe(
        "solicitations",
        operations.GET_SOLICITATION_ACTIONS,
        "GET",
        f"/solicitations/v1/{_ORDER}?{_IN_MARKETPLACE}",
    ),
)
CHECKS = ("endpoint", "login", "clock", *(probe.check for probe in PROBES))


class Amazon:
    """Asks Amazon on behalf of one profile; `looked` is None if its secrets cannot be read."""

    def __init__(
        self,
        options: Common,
        settings: Settings,
        looked: Lookup | None,
        workers: Workers,
        adapter: BaseAdapter | None,
    ) -> None:
        self._settings = settings
        self._looked = looked
        self._workers = workers
        trace = console.trace if options.verbose else None
        self._http = HttpClient(min(settings.timeout, TIMEOUT), adapter, trace)
        self._base = settings.endpoint or settings.lwa_url
        self._blocked = False
        """Whether a setting of this machine keeps every request from leaving."""
        self._date: str | None = None
        """The `Date` of the endpoint's answer."""
        self._token: str | None = None

    def findings(self) -> Iterator[Finding]:
        """Give the checks `endpoint`, `login`, `clock`, and one for each API."""
        reaching = self._workers.start("endpoint", self._reach)
        logging_in = self._workers.start("login", self._login)
        endpoint, login = reaching(), logging_in()
        yield endpoint
        yield Finding("login", "skipped", "No request can leave this machine.") if self._blocked else login
        yield _clock(self._date)
        token = None if endpoint.status == "failed" else self._token
        asked = [
            self._workers.start(probe.check, partial(self._check_role, probe, token)) for probe in PROBES
        ]
        yield from (finding() for finding in asked)

    def _reach(self) -> Finding:
        host = "The simulator" if self._settings.simulated else urlsplit(self._base).netloc
        try:
            answer = self._ask("GET", f"{self._base}/")
            if 300 <= answer.status < 400:
                raise api_errors.redirected(answer, "a first request")
        except SpmsgError as error:
            self._blocked = isinstance(error, MachineSettingsError)
            return failed("endpoint", error)
        self._date = answer.headers.get("Date")
        if answer.status >= 500:
            remedy = "Try again later: Amazon has a problem."
            return Finding("endpoint", "warning", f"{host} answers with {answer.status}.", remedy)
        return Finding("endpoint", "ok", f"{host} answers.")

    def _login(self) -> Finding:
        if self._looked is None:
            return Finding("login", "skipped", "There are no credentials to try.")
        try:
            token = tokens.log_in(self._http, self._settings.lwa_url, self._looked.secrets)
        except SpmsgError as error:
            if isinstance(error, CredentialsError):
                self._looked.hint_at_mixture(error)
            return failed("login", error)
        self._token = token.access_token
        return Finding("login", "ok", "Login with Amazon takes the credentials.")

    def _check_role(self, probe: _Probe, token: str | None) -> Finding:
        settings, place = self._settings, self._settings.default_marketplace
        if token is None or settings.endpoint is None:
            return Finding(probe.check, "skipped", "This needs the endpoint and the login.")
        if place is None and _IN_MARKETPLACE in probe.path:
            return Finding(probe.check, "skipped", "No marketplace is known: add --marketplace US.")
        path = probe.path.replace("MARKETPLACE", place.id if place else "")
        try:
            answer = self._ask(probe.method, settings.endpoint + path, token)
        except SpmsgError as error:
            return failed(probe.check, error)
        return _role_finding(probe, answer, token, place.region if place else settings.region)

    def _ask(self, method: str, url: str, token: str | None = None) -> Answer:
        headers = {"Accept": "application/json, application/hal+json"}
        if token is not None:
            headers["x-amz-access-token"] = token
        return self._http.exchange(method, url, headers, secrets=(token,) if token else ())


def _role_finding(probe: _Probe, answer: Answer, token: str, region: str | None) -> Finding:
    """Return what the answer to `probe` says about the application's right to use this API."""
    check, operation = probe.check, probe.operation
    granted = Finding(check, "ok", f'The {operation.api} API answers (role "{operation.role}").')
    if answer.status == 429:
        detail = f"The {operation.api} API is throttled just now (429): this cannot be told."
        return Finding(check, "warning", detail, "Run it again in a few minutes.")
    try:
        api_errors.check(operation, answer, (token,))
    except SpmsgError as error:
        found = failed(check, error)
        if error.exit_code in (ExitCode.UNAVAILABLE, ExitCode.INVALID) or error.code == "refused":
            if answer.errors:
                return granted
            detail = f"{operation.name} was answered with {answer.status}, but not in Amazon's words."
            return Finding(check, "warning", detail, "Check the endpoint.")
        # Amazon's role mapping knows uploads in NA alone; only requests for a review need Solicitations.
        abroad = operation is operations.CREATE_UPLOAD_DESTINATION and region not in (None, "NA")
        if isinstance(error, PermissionDeniedError) and (
            abroad or operation is operations.GET_SOLICITATION_ACTIONS
        ):
            return Finding(check, "warning", found.detail, found.remedy)
        return found
    return granted


def _clock(date: str | None) -> Finding:
    """Check `clock`: compare it with the date of an answer."""
    try:
        ahead = time.time() - parsedate_to_datetime(date or "").timestamp()
    except (ValueError, OverflowError, TypeError):
        return Finding("clock", "skipped", "There is no answer with a date to compare it with.")
    if abs(ahead) <= MAX_SKEW:
        return Finding("clock", "ok", f"It agrees with Amazon's within {max(1, round(abs(ahead)))} s.")
    minutes = f"{abs(ahead) / 60:.0f} minutes {'ahead of' if ahead > 0 else 'behind'}"
    detail = f"This machine's clock is {minutes} Amazon's: uploads can be refused."
    return Finding("clock", "warning", detail, "Let it be set by the network: timedatectl set-ntp true")
