"""The checks that ask Amazon: login, endpoint, clock, and a question to each API for its role.

Nothing here waits its turn or is repeated: each API is asked once, about an order that cannot exist. Then
404 (or 400) says that the application may ask, and 403 that it may not.
"""

import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import partial
from urllib.parse import quote, urlencode, urlsplit

from spmsg import config
from spmsg.cli.doctor.deadline import REQUEST, Deadline, started
from spmsg.cli.doctor.finding import Finding, State, failed, ok, skipped, warning
from spmsg.cli.options import Common
from spmsg.cli.runtime import Runtime
from spmsg.config import Settings
from spmsg.credentials import Lookup
from spmsg.errors import (
    AmazonError,
    CredentialsError,
    InvalidInputError,
    MachineSettingsError,
    PermissionDeniedError,
    SpmsgError,
    UnavailableError,
)
from spmsg.spapi import auth, responses
from spmsg.spapi.answers import Answer
from spmsg.spapi.http_client import HttpClient
from spmsg.spapi.operations import (
    CREATE_UPLOAD_DESTINATION,
    GET_MESSAGING_ACTIONS,
    GET_ORDER,
    GET_SOLICITATION_ACTIONS,
    Operation,
)

MAX_SKEW = 300.0
"""Seconds by which our clock may be off; S3 refuses signed requests beyond 15 minutes."""
_EMPTY_MD5 = "1B2M2Y8AsgTpgAmY7PhCfg=="
_ORDER = "orders/000-0000000-0000000"
"""It has the form of an order ID, and is nobody's."""


@dataclass(frozen=True)
class _Probe:
    """A question to one API; `needed`: no message can be sent without it."""

    check: str
    operation: Operation
    method: str
    path: str
    marketplace: bool = True
    needed: bool = True


PROBES = (
    _Probe("orders", GET_ORDER, "GET", f"/orders/2026-01-01/{_ORDER}", marketplace=False),
    _Probe("messaging", GET_MESSAGING_ACTIONS, "GET", f"/messaging/v1/{_ORDER}"),
    _Probe(
        "uploads",
        CREATE_UPLOAD_DESTINATION,
        "POST",
        f"/uploads/2020-11-01/uploadDestinations/messaging/v1/{_ORDER}/messages/legalDisclosure",
    ),
    _Probe("solicitations", GET_SOLICITATION_ACTIONS, "GET", f"/solicitations/v1/{_ORDER}", needed=False),
)


@dataclass(frozen=True)
class _Result:
    """What came of a question: the finding, a token, and by how much our clock is ahead (seconds).

    `machine_settings` says that a setting of this machine lets no request leave.
    """

    finding: Finding
    token: str | None = None
    skew: float | None = None
    machine_settings: bool = False


class Amazon:
    """Asks Amazon on behalf of one profile; `settings` and `looked` are None if there are none."""

    def __init__(
        self, options: Common, settings: Settings | None, looked: Lookup | None, deadline: Deadline
    ) -> None:
        self._settings = settings
        self._looked = looked
        self._deadline = deadline
        self._simulated = settings is not None and settings.simulated
        self._runtime = Runtime(
            Common(profile=config.DEMO if self._simulated else None, verbose=options.verbose)
        )
        self._base = (settings and settings.endpoint) or (settings.lwa_url if settings else config.LWA_URL)

    def findings(self, *, offline: bool) -> Iterator[Finding]:
        """The checks `endpoint`, `login`, `clock`, and one for each API."""
        if offline:
            for check in ("endpoint", "login", "clock", *(probe.check for probe in PROBES)):
                yield skipped(check, "--offline")
            return
        try:
            timeout = min(self._settings.timeout if self._settings else REQUEST, REQUEST)
            adapter = self._runtime.adapter if self._simulated else None
            self._http = HttpClient(timeout, adapter, self._runtime.trace)
        except SpmsgError as error:  # SPMSG_SIMULATOR_FAULTS makes no sense
            yield failed("endpoint", error)
            return
        reaching, logging_in = started(self._reach), started(self._login)
        endpoint, login = self._in_time(reaching, "endpoint"), self._in_time(logging_in, "login")
        yield endpoint.finding
        if endpoint.machine_settings and login.machine_settings:
            yield skipped("login", "No request can leave this machine.")
        else:
            yield login.finding
        yield _clock(login.skew if endpoint.skew is None else endpoint.skew)
        token = None if endpoint.finding.state is State.FAILED else login.token
        asked = [(probe, started(partial(self._role, probe, token))) for probe in PROBES]
        for probe, future in asked:
            yield self._deadline.finding(future, probe.check, "Run it again later.")

    def _in_time(self, future: "Future[_Result]", check: str) -> _Result:
        try:
            return self._deadline.result(future)
        except TimeoutError:
            error = AmazonError("No answer came in time.", hint="Look at the network connection.")
            return _Result(failed(check, error))

    def _reach(self) -> _Result:
        host = "The simulator" if self._simulated else urlsplit(self._base).netloc
        try:
            answer = self._ask("GET", f"{self._base}/")
        except SpmsgError as error:
            return _Result(
                failed("endpoint", error), machine_settings=isinstance(error, MachineSettingsError)
            )
        skew = _skew(answer.headers)
        if 300 <= answer.status < 400:
            detail = f"{host} answers with a redirect ({answer.status})."
            remedy = "Amazon's API does not redirect: check the endpoint, and what stands between you and it."
            return _Result(Finding("endpoint", State.FAILED, detail, remedy), skew=skew)
        if answer.status >= 500:
            remedy = "Try again later: Amazon has a problem."
            return _Result(warning("endpoint", f"{host} answers with {answer.status}.", remedy), skew=skew)
        return _Result(ok("endpoint", f"{host} answers."), skew=skew)

    def _login(self) -> _Result:
        if self._settings is None or self._looked is None:
            return _Result(skipped("login", "There are no credentials to try."))
        try:
            grant = auth.log_in(self._http, self._settings.lwa_url, self._looked.secrets)
        except SpmsgError as error:
            if self._looked.is_mixed and isinstance(error, CredentialsError):
                error.hint = f"Do they belong together ({self._looked.origin})? {error.hint or ''}"
            return _Result(failed("login", error), machine_settings=isinstance(error, MachineSettingsError))
        finding = ok("login", "Login with Amazon takes the credentials.")
        return _Result(finding, grant.access_token, _skew(grant.headers))

    def _role(self, probe: _Probe, token: str | None) -> Finding:
        settings = self._settings
        if settings is None or settings.endpoint is None or token is None:
            return skipped(probe.check, "This needs the endpoint and the login.")
        place = settings.marketplace or settings.home_marketplace
        query: dict[str, str] = {}
        if probe.marketplace:
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
    """Whether the answer to `probe` shows that the application may use this API."""
    check, operation = probe.check, probe.operation
    granted = ok(check, f'The {operation.api} API answers (role "{operation.role}").')
    if answer.status == 429:
        detail = f"The {operation.api} API is throttled just now (429): this cannot be told."
        return warning(check, detail, "Run it again in a few minutes.")
    try:
        responses.check(operation, answer, (token,))
        return granted
    except SpmsgError as error:
        finding = failed(check, error)
        if isinstance(error, (UnavailableError, InvalidInputError)) or error.code == "refused":
            if responses.read_refusals(answer):
                return granted
            detail = f"{operation.name} was answered with {answer.status}, but not in Amazon's words."
            return warning(check, detail, "Check the endpoint.")
        abroad = operation is CREATE_UPLOAD_DESTINATION and region not in (None, "NA")
        if isinstance(error, PermissionDeniedError) and (abroad or not probe.needed):
            # Amazon's role mapping knows uploads in NA alone; only requests for a review need Solicitations.
            return warning(check, finding.detail, finding.remedy)
        return finding


def _skew(headers: Mapping[str, str]) -> float | None:
    """The seconds by which our clock is ahead of the answer's `Date`; None if it has none."""
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
