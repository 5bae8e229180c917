"""Are these credentials good? One exchange at Login with Amazon, of which nothing is kept."""

from collections.abc import Mapping

from requests.adapters import BaseAdapter

from spmsg.credentials.secrets import Secrets
from spmsg.errors import ThrottledError
from spmsg.spapi import auth
from spmsg.spapi.auth import RefusedError
from spmsg.spapi.http_client import HttpClient
from spmsg.spapi.trace import Trace
from spmsg.urls import check_base

__all__ = ["RefusedError", "Trial"]


class Trial:
    """Tries credentials at one token endpoint."""

    def __init__(
        self,
        lwa_url: str,
        *,
        timeout: float,
        trace: Trace | None = None,
        adapter: BaseAdapter | None = None,
    ) -> None:
        self._lwa_url = check_base(lwa_url, "The URL of Login with Amazon")
        self._http = HttpClient(timeout, adapter, trace)

    def exchange(self, secrets: Secrets) -> tuple[str, Mapping[str, str]]:
        """Return an access token for `secrets`, and the headers that it came with; ask once.

        Raises RefusedError if they are refused, AmazonError's family if that cannot be told.
        """
        raw = auth.exchange(self._http, self._lwa_url, secrets)
        if raw.status == 429:
            raise ThrottledError(
                "Login with Amazon is asked too often just now.", hint="Try again in a minute."
            )
        grant = auth.granted(raw, secrets)
        return grant.access_token, grant.headers
