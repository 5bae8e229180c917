"""Amazon faked at the wire with `responses`, which stands in for the adapter under a Session."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import responses


def arrive(response: requests.Response) -> requests.Response:
    """Give an answer the length that a server gives an empty one."""
    response.headers.setdefault("Content-Length", "0")
    return response


@pytest.fixture
def amazon() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(response_callback=arrive) as mock:
        yield mock


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    proxies = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
    for name in (*proxies, "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("random.random", lambda: 0.5)  # the waits between attempts


class OneToken:
    """A token that is always good."""

    def access_token(self) -> str:
        return "Atza|1"

    def renew(self, refused: str) -> str:
        return "Atza|2"
