"""`credential_command`: a program of the user's prints the secrets."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from spmsg import credentials
from spmsg.credentials.stores import run_command
from spmsg.errors import CredentialsError
from tests.harness import posix

GOOD = """print('{"client_id": "c", "client_secret": "s", "refresh_token": "r", "lease": 5}')"""
Profile = Callable[..., Any]


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def refusal(words: list[str], **options: float) -> CredentialsError:
    with pytest.raises(CredentialsError) as caught:
        run_command(words, **options)
    return caught.value


def test_it_gives_the_secrets(profile: Profile, printing: Callable[[str], str]) -> None:
    found = credentials.find(profile(printing(GOOD)))
    assert (found.client_id, found.client_secret, found.refresh_token) == ("c", "s", "r")


def test_it_can_be_written_as_one_line(profile: Profile) -> None:
    settings = profile("""credential_command = 'vault get "shop us" ; rm -rf $HOME'""")
    assert settings.credential_command == ("vault", "get", "shop us", ";", "rm", "-rf", "$HOME")


def test_its_stderr_is_shown_when_it_fails_without_secrets() -> None:
    error = refusal(python("import sys; sys.exit('vault is sealed; Atzr|IwEBIsecret')"))
    assert "failed with exit code 1" in error.message
    assert "vault is sealed; •••" in error.message


def test_its_stderr_is_left_out_when_it_works(capfd: pytest.CaptureFixture[str]) -> None:
    run_command(python(f"import sys; print('chatter', file=sys.stderr); {GOOD}"))
    assert capfd.readouterr() == ("", "")


def test_its_arguments_stand_in_no_error() -> None:
    for words in (["/no/such/program", "hvs.s3cret"], [*python("raise SystemExit(3)"), "hvs.s3cret"]):
        error = refusal(words)
        assert "s3cret" not in error.message + (error.hint or "")


def test_it_reads_nothing_from_our_stdin() -> None:
    assert b'"client_id": "c"' in run_command(python(f"import sys; assert sys.stdin.read() == ''; {GOOD}"))


def test_one_that_does_not_end_is_stopped() -> None:
    began = time.monotonic()
    error = refusal(python("import time; time.sleep(600)"), timeout=0.3)
    assert "did not finish" in error.message
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("s3cret", "it is not a JSON object"),
        ('{"client_id": 5}', "client_id is not text"),
        ('{"client_id": "s3cret "}', "client_id has a space at its end"),
    ],
)
def test_what_it_prints_must_be_the_documented_json(
    profile: Profile, printing: Callable[[str], str], printed: str, told: str
) -> None:
    with pytest.raises(CredentialsError) as caught:
        credentials.find(profile(printing(f"print({printed!r})")))
    assert told in caught.value.message
    assert "s3cret" not in caught.value.message


def test_what_is_missing_is_named(profile: Profile, printing: Callable[[str], str]) -> None:
    with pytest.raises(CredentialsError, match="has no client secret and refresh token"):
        credentials.find(profile(printing("""print('{"client_id": "c"}')""")))


@posix
def test_a_config_file_that_everybody_may_change_runs_nothing(
    profile: Profile, printing: Callable[[str], str], tmp_path: Path
) -> None:
    settings = profile(printing("open('ran', 'w')"))
    (tmp_path / "config.toml").chmod(0o666)
    with pytest.raises(CredentialsError, match="anybody on this machine may change it") as caught:
        credentials.find(settings)
    assert "chmod go-w" in (caught.value.hint or "")
    assert not Path("ran").exists()
