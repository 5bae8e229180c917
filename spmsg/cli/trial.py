"""Are these credentials good? One exchange at Login with Amazon, of which nothing is kept."""

from typing import TYPE_CHECKING

from spmsg.credentials.secrets import Secrets
from spmsg.errors import CredentialsError

if TYPE_CHECKING:
    from requests.adapters import BaseAdapter

    from spmsg.spapi.answers import Headers, RawAnswer
    from spmsg.spapi.transport import Trace

IN_DOUBT = {"invalid_client": ("client_id", "client_secret"), "invalid_grant": ("refresh_token",)}
"""The secrets that an error code of OAuth 2.0 (RFC 6749, section 5.2) speaks of."""


class RefusedError(CredentialsError):
    """Login with Amazon refused credentials; `names` are the secrets in doubt, none where it does not say."""

    def __init__(self, error: CredentialsError, names: tuple[str, ...]) -> None:
        super().__init__(error.message, hint=error.hint, request_id=error.request_id)
        self.names = names


class Trial:
    """Tries credentials at one token endpoint."""

    def __init__(
        self,
        lwa_url: str,
        *,
        timeout: float,
        trace: "Trace | None" = None,
        adapter: "BaseAdapter | None" = None,
    ) -> None:
        self._lwa_url = lwa_url
        self._timeout = timeout
        self._trace = trace
        self._adapter = adapter

    def exchange(self, secrets: Secrets) -> tuple[str, "Headers"]:
        """An access token for `secrets`, and the headers that it came with. It is not repeated.

        Raises RefusedError where they are refused, AmazonError's family where that cannot be told.
        """
        from spmsg.errors import ThrottledError
        from spmsg.spapi import links, lwa
        from spmsg.spapi.token import Client
        from spmsg.spapi.trace import Tracer
        from spmsg.spapi.wire import Wire

        url = links.check_base(self._lwa_url, "URL of Login with Amazon")
        client = Client(secrets.client_id, secrets.client_secret, secrets.refresh_token)
        raw = lwa.ask(Wire(self._timeout, self._adapter), url, client, Tracer(self._trace))
        if raw.status == 429:
            raise ThrottledError(
                "Login with Amazon is asked too often just now.", hint="Try again in a minute."
            )
        try:
            token, _ = lwa.granted(raw, client)
        except CredentialsError as error:
            raise RefusedError(error, _in_doubt(raw)) from None
        return token, raw.headers


def _in_doubt(raw: "RawAnswer") -> tuple[str, ...]:
    from spmsg.spapi.answers import parse_json

    document = parse_json(raw.content)  # it was read as JSON before
    code = document.get("error") if isinstance(document, dict) else None
    return IN_DOUBT.get(code, ()) if isinstance(code, str) else ()
