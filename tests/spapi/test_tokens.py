"""Access tokens: exchanged as seldom as can be, kept as safely as can be, by threads and processes alike."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock
from urllib.parse import parse_qs

import pytest
import requests
import responses

from spmsg.credentials.secrets import Secrets
from spmsg.errors import (
    AmazonError,
    CredentialsError,
    LocalStateError,
    NoAnswerError,
    RedirectedError,
    ServerError,
    SpmsgError,
    ThrottledError,
    UnreadableAnswerError,
)
from spmsg.spapi import tokens
from spmsg.spapi.http_client import HttpClient
from spmsg.spapi.tokens import RefusedError, TokenSource
from tests.harness import posix

LWA = "https://api.amazon.com/auth/o2/token"
SECRETS = Secrets("amzn1.application-oa2-client.1", "client-secret-1", "Atzr|refresh-1")


@dataclass
class Login:
    """Login with Amazon, a cache and a clock, all fake; `notes` is what the trace shows."""

    amazon: responses.RequestsMock
    cache: Path
    now: float = 1_800_000_000.0
    notes: list[str] = field(default_factory=list)

    def source(self, secrets: Secrets = SECRETS) -> TokenSource:
        return TokenSource(
            LWA,
            lambda: secrets,
            self.cache,
            f"{secrets.client_id} {secrets.refresh_token}",
            HttpClient(30, trace=self.notes.append),
            clock=lambda: self.now,
            sleep=lambda seconds: None,
        )

    def answers(self, **answer: Any) -> None:
        self.amazon.post(LWA, **answer)

    def grants(self, *tokens: str, expires_in: object = 3600) -> None:
        for token in tokens:
            self.answers(json={"access_token": token, "token_type": "bearer", "expires_in": expires_in})


@pytest.fixture
def login(amazon: responses.RequestsMock, tmp_path: Path) -> Login:
    return Login(amazon, tmp_path / "cache" / "token.json")


# Exchange and keep


def test_a_second_command_exchanges_no_token(login: Login) -> None:
    login.grants("Atza|1")
    assert login.source().access_token() == "Atza|1"
    second = login.source()
    assert second.access_token() == "Atza|1"
    assert second.expires_at == login.now + 3600
    request = login.amazon.calls[0].request
    assert parse_qs(str(request.body, "ascii")) == {  # type: ignore[arg-type]
        "grant_type": ["refresh_token"],
        "refresh_token": ["Atzr|refresh-1"],
        "client_id": ["amzn1.application-oa2-client.1"],
        "client_secret": ["client-secret-1"],
    }
    assert request.headers["Content-Type"].startswith("application/x-www-form-urlencoded")


@posix
def test_the_cache_is_its_owners_alone_and_nothing_shows_a_secret(login: Login) -> None:
    login.grants("Atza|1")
    login.source().access_token()
    assert [oct(p.stat().st_mode & 0o777) for p in (login.cache, login.cache.parent)] == ["0o600", "0o700"]
    assert {p.name for p in login.cache.parent.iterdir()} <= {"token.json", "token.json.lock"}
    assert not any(secret in login.cache.read_text() for secret in ("secret-1", "refresh-1", "client.1"))
    everything = repr(SECRETS) + "".join(login.notes)
    assert login.notes
    assert not any(secret in everything for secret in ("client-secret-1", "refresh-1", "Atza|1"))


def test_a_token_is_renewed_a_minute_before_it_ends(login: Login) -> None:
    login.grants("Atza|1", "Atza|2")
    tokens = login.source()
    tokens.access_token()
    login.now += 3539
    assert tokens.access_token() == login.source().access_token() == "Atza|1"
    login.now += 2
    assert tokens.access_token() == login.source().access_token() == "Atza|2"


@pytest.mark.parametrize(
    ("expires_in", "lifetime"),
    [(None, 3600), (-5, 3600), ("soon", 3600), (10**30, 86_400), (30, 30)],
)
def test_an_odd_lifetime_is_made_sense_of(login: Login, expires_in: object, lifetime: float) -> None:
    login.grants("Atza|1", expires_in=expires_in)
    tokens = login.source()
    assert tokens.access_token() == tokens.access_token() == "Atza|1"  # a short one serves twice as well
    assert tokens.expires_at == login.now + lifetime


def test_another_accounts_token_is_never_used(login: Login) -> None:
    login.grants("Atza|1", "Atza|2")
    login.source().access_token()
    other = Secrets(SECRETS.client_id, SECRETS.client_secret, "Atzr|refresh-2")
    assert login.source(other).access_token() == "Atza|2"


def test_the_credentials_are_read_for_an_exchange_only(login: Login) -> None:
    login.grants("Atza|1")
    secrets = Mock(return_value=SECRETS)
    for _ in range(3):
        TokenSource(LWA, secrets, login.cache, "profile@1", HttpClient(30)).access_token()
    secrets.assert_called_once_with()


# Renewal


def test_a_failed_renewal_keeps_a_token_that_still_works(login: Login) -> None:
    login.grants("Atza|1")
    login.source().access_token()
    kept = login.cache.read_bytes()
    for _ in range(4):
        login.answers(status=503)
    login.now += 3570
    tokens = login.source()
    assert tokens.access_token() == "Atza|1"
    assert login.cache.read_bytes() == kept
    assert any("still works" in line for line in login.notes)
    assert tokens.access_token() == "Atza|1"  # without asking again
    login.now += 40
    login.answers(status=400, json={"error": "invalid_grant"})
    with pytest.raises(CredentialsError):
        tokens.access_token()


def test_a_refused_token_is_exchanged_unless_another_process_has_replaced_it(login: Login) -> None:
    login.grants("Atza|1", "Atza|2")
    slow, quick = login.source(), login.source()
    refused = slow.access_token()
    assert quick.renew(quick.access_token()) == "Atza|2"
    assert slow.renew(refused) == login.source().access_token() == "Atza|2"


# Refusals and failures of Login with Amazon


@pytest.mark.parametrize(
    ("error", "remedy", "names"),
    [
        ("invalid_grant", "Authorise the application again", ("refresh_token",)),
        ("invalid_client", "client ID or secret", ("client_id", "client_secret")),
        ("unauthorized_client", "registration", ()),
        ("something_new", "something_new", ()),
    ],
)
@pytest.mark.parametrize("status", [400, 401])
def test_refused_credentials_have_a_remedy_and_name_the_secrets_in_doubt(
    login: Login, error: str, remedy: str, names: tuple[str, ...], status: int
) -> None:
    described = {"error": error, "error_description": "see Atzr|refresh-1 " + "x" * 5000}
    login.answers(status=status, json=described, headers={"x-amzn-RequestId": "id-9"})
    with pytest.raises(RefusedError) as raised:
        tokens.log_in(HttpClient(5), LWA, SECRETS)
    said = f"{raised.value.message} {raised.value.hint}"
    assert remedy in said
    assert "refresh-1" not in said
    assert len(said) < 900
    assert (raised.value.request_id, raised.value.names) == ("id-9", names)
    assert raised.value.code == ("credentials" if error == "something_new" else error.replace("_", "-"))


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (200, "<html>", UnreadableAnswerError),
        (200, "", UnreadableAnswerError),
        (200, "[]", UnreadableAnswerError),
        (200, '{"access_token": ""}', UnreadableAnswerError),
        (200, '{"access_token": "a\\r\\nX-Evil: 1"}', UnreadableAnswerError),
        (200, '{"access_token": "é"}', UnreadableAnswerError),
        (200, "[" * 100_000, UnreadableAnswerError),
        (404, "<html>", UnreadableAnswerError),
        (400, '{"error": 5}', UnreadableAnswerError),
        (302, "", RedirectedError),
    ],
)
def test_an_answer_that_is_not_login_with_amazons_is_an_error(
    login: Login, status: int, body: str, error: type[AmazonError]
) -> None:
    login.answers(status=status, body=body, headers={"Location": "https://evil.example"})
    with pytest.raises(error):
        login.source().access_token()
    assert not login.cache.exists()


def test_an_exchange_is_repeated_on_failures(login: Login) -> None:
    login.answers(status=500)
    login.answers(body=requests.ReadTimeout())
    login.answers(status=429, headers={"Retry-After": "3"})
    login.grants("Atza|1")
    assert login.source().access_token() == "Atza|1"


@pytest.mark.parametrize(
    ("answer", "attempts", "error"),
    [
        ({"status": 503}, 4, ServerError),
        ({"body": requests.ConnectionError("reset")}, 4, NoAnswerError),
        ({"status": 429, "headers": {"Retry-After": "7200"}}, 1, ThrottledError),
    ],
)
def test_an_exchange_that_keeps_failing_is_given_up(
    login: Login, answer: dict[str, Any], attempts: int, error: type[SpmsgError]
) -> None:
    for _ in range(attempts):
        login.answers(**answer)
    with pytest.raises(error):
        login.source().access_token()


# The cache file


@pytest.mark.parametrize(
    "content",
    [
        "", "[]", "\0\0\0", "[" * 100_000, '{"account": 5}',
        '{"access_token": "Atza|stolen", "expires_at": 9999999999}',
        {"expires_at": "x"}, {"expires_at": True}, {"expires_at": 1e300}, {"expires_at": 0},
    ],
)  # fmt: skip
def test_a_damaged_cache_is_made_anew(login: Login, content: str | dict[str, object]) -> None:
    login.grants("Atza|1", "Atza|2")
    login.source().access_token()
    kept = json.loads(login.cache.read_text())
    login.cache.write_text(content if isinstance(content, str) else json.dumps(kept | content))
    assert login.source().access_token() == "Atza|2"
    assert json.loads(login.cache.read_text())["access_token"] == "Atza|2"


@posix
def test_a_cache_that_others_can_read_or_that_is_a_link_is_refused(login: Login, tmp_path: Path) -> None:
    login.cache.parent.mkdir()
    login.cache.touch(0o640)
    with pytest.raises(CredentialsError) as raised:
        login.source().access_token()
    assert raised.value.hint == f"Run: chmod 600 {login.cache}"
    login.cache.unlink()
    login.cache.symlink_to(tmp_path / "others")
    with pytest.raises(LocalStateError, match="symbolic link"):
        login.source().access_token()


def test_a_cache_that_cannot_be_written_stops_nothing(login: Login, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    login.cache = tmp_path / "file" / "token.json"
    login.grants("Atza|1")
    tokens = login.source()
    assert tokens.access_token() == tokens.access_token() == "Atza|1"
    assert any("is not kept" in line for line in login.notes)


# Several at once


def test_threads_that_find_a_stale_token_make_one_exchange(login: Login) -> None:
    login.grants("Atza|1", "Atza|2")
    tokens = login.source()
    tokens.access_token()
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: tokens.renew("Atza|1"), range(32))) == {"Atza|2"}


def test_an_exchange_that_failed_has_failed_for_all_who_waited_for_it(
    login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody, all_ask = set[int](), threading.Event()

    def monotonic() -> float:
        everybody.add(threading.get_ident())
        if len(everybody) == 3:
            all_ask.set()
        return time.monotonic()

    def down(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        assert all_ask.wait(30)
        raise requests.ReadTimeout

    monkeypatch.setattr(tokens, "time", SimpleNamespace(monotonic=monotonic, time=time.time))
    login.amazon.add_callback("POST", LWA, down)
    asked = login.source()

    def ask(_: int) -> None:
        with pytest.raises(NoAnswerError):
            asked.access_token()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(ask, range(3)))
    assert len(login.amazon.calls) == 4  # one exchange, with its retries


@pytest.mark.parametrize("refused", [None, "Atza|0"])
def test_processes_that_find_a_stale_token_at_once_make_one_exchange(
    login: Login, refused: str | None
) -> None:
    def grant(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        threading.Event().wait(0.2)  # as long as Amazon takes: all others are waiting by now
        return 200, {}, json.dumps({"access_token": "Atza|1", "expires_in": 3600})

    login.amazon.add_callback("POST", LWA, grant)
    # Each with a lock of its own: it excludes within a process as it does among several.
    processes = [login.source() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        asked = pool.map(lambda p: p.renew(refused) if refused else p.access_token(), processes)
        assert list(asked) == ["Atza|1"] * 4
    assert len(login.amazon.calls) == 1
