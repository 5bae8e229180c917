"""Are these credentials good? One exchange at Login with Amazon, of which nothing is kept."""

from typing import TYPE_CHECKING

from spmsg.credentials.document import Secrets

if TYPE_CHECKING:
    from requests.adapters import BaseAdapter

    from spmsg.spapi.answers import Headers
    from spmsg.spapi.transport import Trace


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

        Raises CredentialsError where they are refused, AmazonError's family where that cannot be told.
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
        token, _ = lwa.granted(raw, client)
        return token, raw.headers
