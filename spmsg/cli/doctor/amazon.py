"""The checks that ask Amazon: login, endpoint, clock, and a question to each API for its role.

Nothing here waits its turn or is repeated: each API is asked once, about an order that cannot exist. Then
404 (or 400) says that the application may ask, and 403 that it may not.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from spmsg import config
from spmsg.cli.doctor.deadline import REQUEST, Deadline
from spmsg.cli.doctor.finding import Finding, State, failed, skipped
from spmsg.cli.options import Common
from spmsg.cli.runtime import Runtime
from spmsg.cli.side_by_side import started
from spmsg.cli.trial import Trial
from spmsg.config import Settings
from spmsg.credentials import Lookup
from spmsg.errors import (
    AmazonError,
    CredentialsError,
    ExitCode,
    InvalidInputError,
    PermissionDeniedError,
    SpmsgError,
    UnavailableError,
)
from spmsg.spapi import responses
from spmsg.spapi.http_client import HttpClient
from spmsg.spapi.operations import (
    CREATE_UPLOAD_DESTINATION,
    GET_MESSAGING_ACTIONS,
    GET_ORDER,
    GET_SOLICITATION_ACTIONS,
    Operation,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from requests.adapters import BaseAdapter

    from spmsg.cli.doctor import Options
    from spmsg.spapi.answers import RawAnswer

NO_ORDER = "000-0000000-0000000"
"""Has the form of an order ID, and is nobody's."""
MAX_SKEW = 300.0
"""Seconds by which our clock may be off; S3 refuses signed requests beyond 15 minutes."""
_EMPTY_MD5 = "1B2M2Y8AsgTpgAmY7PhCfg=="


@dataclass(frozen=True)
class _Probe:
    """A question to one API; `needed`: no message can be sent without it."""

    check: str
    operation: Operation
    method: str
    path: str
    marketplace: bool = True
    needed: bool = True


_ORDER = f"orders/{NO_ORDER}"
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
class _Seen:
    """The headers of an answer, and our clock's time (seconds since the epoch) when it came."""

    headers: "Mapping[str, str]"
    at: float


class Amazon:
    """Asks Amazon on behalf of one profile; `settings` and `looked` are None where there are none."""

    def __init__(
        self, options: "Options", settings: Settings | None, looked: Lookup | None, deadline: Deadline
    ) -> None:
        self._offline = options.offline
        self._settings = settings
        self._looked = looked
        self._deadline = deadline
        self._timeout = min(settings.timeout if settings else REQUEST, REQUEST)
        self._simulated = settings is not None and settings.simulated
        self._runtime = Runtime(
            Common(profile=config.DEMO if self._simulated else None, verbose=options.verbose)
        )
        self._adapter: BaseAdapter | None = None
        self._base = (settings and settings.endpoint) or (settings.lwa_url if settings else config.LWA_URL)

    def findings(self) -> Iterator[Finding]:
        """The checks `endpoint`, `login`, `clock`, and one for each API."""
        if self._offline:
            for check in ("endpoint", "login", "clock", *(probe.check for probe in PROBES)):
                yield skipped(check, "--offline")
            return
        if self._simulated:
            try:
                self._adapter = self._runtime.adapter
            except SpmsgError as error:
                yield failed("endpoint", error)
                return
        reached = started(self._reach)
        logged_in = started(self._login)
        try:
            endpoint, seen = self._deadline.result(reached)
        except TimeoutError:
            endpoint, seen = self._too_late("endpoint"), None
        yield endpoint
        try:
            login, token, seen_there = self._deadline.result(logged_in)
        except TimeoutError:
            login, token, seen_there = self._too_late("login"), None, None
        yield login
        yield _clock(seen or seen_there)
        if endpoint.state is State.FAILED:
            token = None
        asked = [(probe, started(partial(self._role, probe, token))) for probe in PROBES]
        for probe, future in asked:
            yield self._deadline.finding(future, probe.check, "Run it again later.")

    def _reach(self) -> tuple[Finding, _Seen | None]:
        host = urlsplit(self._base).netloc
        if self._simulated:
            host = "The simulator"
        try:
            raw = self._ask("GET", f"{self._base}/", {})
        except SpmsgError as error:
            return failed("endpoint", error), None
        seen = _Seen(raw.headers, time.time())
        if 300 <= raw.status < 400:
            return Finding(
                "endpoint", State.FAILED, f"{host} answers with a redirect ({raw.status}).",
                "Amazon's API does not redirect: check the endpoint, and what stands between you and it.",
            ), seen  # fmt: skip
        if raw.status >= 500:
            detail = f"{host} answers with {raw.status}."
            return Finding("endpoint", State.WARNING, detail, "Try again later: Amazon has a problem."), seen
        return Finding("endpoint", State.OK, f"{host} answers."), seen

    def _login(self) -> tuple[Finding, str | None, _Seen | None]:
        if self._settings is None or self._looked is None:
            return skipped("login", "There are no credentials to try."), None, None
        trial = Trial(
            self._settings.lwa_url, timeout=self._timeout, trace=self._runtime.trace, adapter=self._adapter
        )
        try:
            token, headers = trial.exchange(self._looked.secrets)
        except SpmsgError as error:
            if self._looked.is_mixed and isinstance(error, CredentialsError):
                error.hint = f"Do they belong together ({self._looked.origin})? {error.hint or ''}"
            return failed("login", error), None, None
        seen = _Seen(headers, time.time())
        return Finding("login", State.OK, "Login with Amazon takes the credentials."), token, seen

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
        url = settings.endpoint + probe.path
        if query:
            url += "?" + urlencode(query, quote_via=quote, safe="")
        try:
            raw = self._ask(probe.method, url, {"x-amz-access-token": token})
        except SpmsgError as error:
            return failed(probe.check, error)
        return _judged(probe, raw, token, place.region if place else settings.region)

    def _ask(self, method: str, url: str, headers: "Mapping[str, str]") -> "RawAnswer":
        http = HttpClient(self._timeout, self._adapter, self._runtime.trace)
        sent = {"Accept": "application/json, application/hal+json", **headers}
        return http.exchange(method, url, sent, secrets=tuple(headers.values()))

    def _too_late(self, check: str) -> Finding:
        return failed(check, AmazonError("No answer came in time.", hint="Look at the network connection."))


def _judged(probe: _Probe, raw: "RawAnswer", token: str, region: str | None) -> Finding:
    """Whether the answer to `probe` shows that the application may use this API."""
    operation = probe.operation
    granted = Finding(probe.check, State.OK, f'The {operation.api} API answers (role "{operation.role}").')
    if raw.status == 429:
        detail = f"The {operation.api} API is throttled just now (429): this cannot be told."
        return Finding(probe.check, State.WARNING, detail, "Run it again in a few minutes.")
    try:
        responses.answer_of(operation, raw, (token,))
    except SpmsgError as raised:
        error = raised
    else:
        return granted
    if isinstance(error, (UnavailableError, InvalidInputError)) or error.code == "refused":
        if responses.read_refusals(raw):
            return granted
        detail = f"{operation.name} was answered with {raw.status}, but not in Amazon's words."
        return Finding(probe.check, State.WARNING, detail, "Check the endpoint.")
    if isinstance(error, PermissionDeniedError):
        abroad = operation is CREATE_UPLOAD_DESTINATION and region not in (None, "NA")
        finding = failed(probe.check, error)
        if abroad or not probe.needed:
            # Amazon's role mapping knows uploads in NA alone; only requests for a review need Solicitations.
            return Finding(probe.check, State.WARNING, finding.detail, finding.remedy, ExitCode.OK)
        return finding
    return failed(probe.check, error)


def _clock(seen: _Seen | None) -> Finding:
    told = (seen.headers.get("Date") or "") if seen else ""
    amazon = _epoch(told)
    if seen is None or amazon is None:
        return skipped("clock", "There is no answer with a date to hold it against.")
    skew = seen.at - amazon
    if abs(skew) <= MAX_SKEW:
        return Finding("clock", State.OK, f"It agrees with Amazon's within {max(1, round(abs(skew)))} s.")
    minutes = f"{abs(skew) / 60:.0f} minutes {'ahead of' if skew > 0 else 'behind'}"
    return Finding(
        "clock", State.WARNING, f"This machine's clock is {minutes} Amazon's: uploads can be refused.",
        "Let it be set by the network: timedatectl set-ntp true",
    )  # fmt: skip


def _epoch(date: str) -> float | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError, TypeError):
        return None
