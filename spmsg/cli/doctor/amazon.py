"""The checks that ask Amazon: login, endpoint, clock, and a question to each API for its role.

Nothing here waits its turn or is repeated: each API is asked once, about an order that cannot exist. Then
404 (or 400) says that the application may ask, and 403 that it may not.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import partial
from urllib.parse import quote, urlencode, urlsplit

from spmsg import config
from spmsg.cli import console
from spmsg.cli.doctor.finding import Finding, State, Workers, failed, ok, skipped, timed_out, warning
from spmsg.cli.options import Common
from spmsg.cli.runtime import simulator
from spmsg.config import Settings
from spmsg.credentials import Lookup
from spmsg.errors import (
    CredentialsError,
    InvalidInputError,
    MachineSettingsError,
    PermissionDeniedError,
    SpmsgError,
    UnavailableError,
)
from spmsg.spapi import responses, tokens
from spmsg.spapi.answers import Answer
from spmsg.spapi.http_client import HttpClient
from spmsg.spapi.operations import (
    CREATE_UPLOAD_DESTINATION,
    GET_MESSAGING_ACTIONS,
    GET_ORDER,
    GET_SOLICITATION_ACTIONS,
    Operation,
)

TIMEOUT = 4.0
"""Seconds for a connection, and for each pause of an answer."""
MAX_SKEW = 300.0
"""Seconds by which our clock may be off; S3 refuses signed requests beyond 15 minutes."""
_EMPTY_MD5 = "1B2M2Y8AsgTpgAmY7PhCfg=="
_ORDER = "orders/000-0000000-0000000"
"""It has the form of an order ID, and is nobody's."""
_NETWORK = "Look at the network connection."
_UPLOADS = "/uploads/2020-11-01/uploadDestinations/messaging/v1"


@dataclass(frozen=True)
class _Probe:
    """A question to one API; `needed`: no message can be sent without it."""

    check: str
    operation: Operation
    method: str
    path: str
    needed: bool = True


PROBES = (
    _Probe("orders", GET_ORDER, "GET", f"/orders/2026-01-01/{_ORDER}"),
    _Probe("messaging", GET_MESSAGING_ACTIONS, "GET", f"/messaging/v1/{_ORDER}"),
    _Probe("uploads", CREATE_UPLOAD_DESTINATION, "POST", f"{_UPLOADS}/{_ORDER}/messages/legalDisclosure"),
    _Probe("solicitations", GET_SOLICITATION_ACTIONS, "GET", f"/solicitations/v1/{_ORDER}", needed=False),
)
CHECKS = ("endpoint", "login", "clock", *(probe.check for probe in PROBES))


@dataclass(frozen=True)
class _Result:
    """What came of a question: the finding, a token, and by how much our clock is ahead (seconds).

    `blocked` says that a setting of this machine lets no request leave.
    """

    finding: Finding
    token: str | None = None
    skew: float | None = None
    blocked: bool = False


class Amazon:
    """Asks Amazon on behalf of one profile; `settings` and `looked` are None if there are none.

    Raises UsageError for SPMSG_SIMULATOR_FAULTS that make no sense.
    """

    def __init__(
        self, options: Common, settings: Settings | None, looked: Lookup | None, workers: Workers
    ) -> None:
        self._settings = settings
        self._looked = looked
        self._workers = workers
        self._simulated = settings is not None and settings.simulated
        self._base = (settings and settings.endpoint) or (settings.lwa_url if settings else config.LWA_URL)
        adapter = simulator(settings) if settings else None
        timeout = min(settings.timeout if settings else TIMEOUT, TIMEOUT)
        self._http = HttpClient(timeout, adapter, console.trace if options.verbose else None)

    def findings(self) -> Iterator[Finding]:
        """Give the checks `endpoint`, `login`, `clock`, and one for each API."""
        reaching, logging_in = self._workers.start(self._reach), self._workers.start(self._login)
        endpoint = self._workers.result(reaching, _Result(timed_out("endpoint", _NETWORK)))
        login = self._workers.result(logging_in, _Result(timed_out("login", _NETWORK)))
        yield endpoint.finding
        if endpoint.blocked and login.blocked:
            yield skipped("login", "No request can leave this machine.")
        else:
            yield login.finding
        yield _clock(endpoint.skew)
        token = None if endpoint.finding.state is State.FAILED else login.token
        asked = [(probe.check, self._workers.start(partial(self._role, probe, token))) for probe in PROBES]
        for check, future in asked:
            yield self._workers.result(future, timed_out(check, _NETWORK))

    def _reach(self) -> _Result:
        host = "The simulator" if self._simulated else urlsplit(self._base).netloc
        try:
            answer = self._ask("GET", f"{self._base}/")
        except SpmsgError as error:
            return _Result(failed("endpoint", error), blocked=isinstance(error, MachineSettingsError))
        finding = ok("endpoint", f"{host} answers.")
        if 300 <= answer.status < 400:
            remedy = "Amazon's API does not redirect: check the endpoint, and what stands between you and it."
            detail = f"{host} answers with a redirect ({answer.status})."
            finding = Finding("endpoint", State.FAILED, detail, remedy)
        elif answer.status >= 500:
            remedy = "Try again later: Amazon has a problem."
            finding = warning("endpoint", f"{host} answers with {answer.status}.", remedy)
        return _Result(finding, skew=_skew(answer.headers))

    def _login(self) -> _Result:
        if self._settings is None or self._looked is None:
            return _Result(skipped("login", "There are no credentials to try."))
        try:
            token = tokens.log_in(self._http, self._settings.lwa_url, self._looked.secrets)
        except SpmsgError as error:
            if isinstance(error, CredentialsError):
                self._looked.doubt(error)
            return _Result(failed("login", error), blocked=isinstance(error, MachineSettingsError))
        finding = ok("login", "Login with Amazon takes the credentials.")
        return _Result(finding, token.access_token)

    def _role(self, probe: _Probe, token: str | None) -> Finding:
        settings = self._settings
        if settings is None or settings.endpoint is None or token is None:
            return skipped(probe.check, "This needs the endpoint and the login.")
        place = settings.place
        query: dict[str, str] = {}
        if probe.operation is not GET_ORDER:
            if place is None:
                return skipped(probe.check, "No marketplace is known: add --marketplace US.")
            query["marketplaceIds"] = place.id
        if probe.operation is CREATE_UPLOAD_DESTINATION:
            query["contentMD5"] = _EMPTY_MD5
        url = settings.endpoint + probe.path + ("?" if query else "")
        try:
            answer = self._ask(probe.method, url + urlencode(query, quote_via=quote, safe=""), token)
        except SpmsgError as error:
            return failed(probe.check, error)
        return _judged(probe, answer, token, place.region if place else settings.region)

    def _ask(self, method: str, url: str, token: str | None = None) -> Answer:
        headers = {"Accept": "application/json, application/hal+json"}
        if token is None:
            return self._http.exchange(method, url, headers)
        return self._http.exchange(method, url, headers | {"x-amz-access-token": token}, secrets=(token,))


def _judged(probe: _Probe, answer: Answer, token: str, region: str | None) -> Finding:
    """Return whether the answer to `probe` shows that the application may use this API."""
    check, operation = probe.check, probe.operation
    granted = ok(check, f'The {operation.api} API answers (role "{operation.role}").')
    if answer.status == 429:
        detail = f"The {operation.api} API is throttled just now (429): this cannot be told."
        return warning(check, detail, "Run it again in a few minutes.")
    try:
        responses.check(operation, answer, (token,))
    except SpmsgError as error:
        finding = failed(check, error)
        if isinstance(error, (UnavailableError, InvalidInputError)) or error.code == "refused":
            if answer.refusals:
                return granted
            detail = f"{operation.name} was answered with {answer.status}, but not in Amazon's words."
            return warning(check, detail, "Check the endpoint.")
        abroad = operation is CREATE_UPLOAD_DESTINATION and region not in (None, "NA")
        if isinstance(error, PermissionDeniedError) and (abroad or not probe.needed):
            # Amazon's role mapping knows uploads in NA alone; only requests for a review need Solicitations.
            return warning(check, finding.detail, finding.remedy)
        return finding
    return granted


def _skew(headers: Mapping[str, str]) -> float | None:
    """Return the seconds by which our clock is ahead of the answer's `Date`; None if it has none."""
    try:
        return time.time() - parsedate_to_datetime(headers.get("Date") or "").timestamp()
    except (ValueError, OverflowError, TypeError):
        return None


def _clock(skew: float | None) -> Finding:
    if skew is None:
        return skipped("clock", "There is no answer with a date to hold it against.")
    if abs(skew) <= MAX_SKEW:
        return ok("clock", f"It agrees with Amazon's within {max(1, round(abs(skew)))} s.")
    minutes = f"{abs(skew) / 60:.0f} minutes {'ahead of' if skew > 0 else 'behind'}"
    detail = f"This machine's clock is {minutes} Amazon's: uploads can be refused."
    return warning("clock", detail, "Let it be set by the network: timedatectl set-ntp true")
