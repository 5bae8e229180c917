"""Where the access token and the secrets may be sent."""

import pytest

from spmsg import urls
from spmsg.errors import UsageError


@pytest.mark.parametrize(
    ("given", "spelled"),
    [
        ("https://sellingpartnerapi-eu.amazon.com", "https://sellingpartnerapi-eu.amazon.com"),
        ("https://Example.COM:443/", "https://example.com"),
        ("https://example.com:8443/base/", "https://example.com:8443/base"),
        ("http://127.0.0.1:8043", "http://127.0.0.1:8043"),
        ("http://127.0.0.2:8043/", "http://127.0.0.2:8043"),
        ("http://[::1]:8043", "http://[::1]:8043"),
        ("http://localhost:80", "http://localhost"),
        (" https://example.com\n", "https://example.com"),
    ],
)
def test_https_and_loopback_hosts_are_accepted_in_one_spelling(given: str, spelled: str) -> None:
    assert urls.check_base(given, "SPMSG_ENDPOINT") == spelled


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com",
        "http://128.0.0.1",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://[::2]",
        "ftp://127.0.0.1",
        "https://",
        "https://user:hunter2@example.com",
        "https://user@example.com",
        "https://example.com/?a=1",
        "https://example.com/#a",
        "https://exa mple.com",
        "https://example.com\\@127.0.0.1",
        "https://example.com:port",
        "https://exämple.com",
        "127.0.0.1:8043",
        "",
    ],
)
def test_what_is_not_safe_or_not_plain_is_refused_by_the_settings_name(url: str) -> None:
    with pytest.raises(UsageError, match="SPMSG_ENDPOINT") as refused:
        urls.check_base(url, "SPMSG_ENDPOINT")
    assert "hunter2" not in refused.value.message
