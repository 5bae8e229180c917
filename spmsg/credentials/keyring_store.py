"""Secrets in the system's keyring, which is asked in a process of its own and never waited for long."""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from spmsg.credentials.secrets import DocumentError, Secrets, read_document, values, without_secrets
from spmsg.errors import CredentialsError

SERVICE = "spmsg"
"""What the keyring shows the secrets under."""
PATIENCE = 3.0
"""Seconds after which a keyring is given up; a locked one on a server asks for its password for ever."""
_SCRIPT = Path(__file__).with_name("keyring_process.py")


class NoKeyringError(CredentialsError):
    """There is no keyring on this system, or it does not answer: the secrets need another place."""


class KeyringStore:
    """An entry for each login: service `spmsg`, user `PROFILE/LOGIN`, and a JSON document as its secret."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience

    def name(self) -> str:
        """What the keyring calls itself. Raises NoKeyringError."""
        return str(self._ask({"do": "name", "user": ""}).get("name"))

    def write(self, profile: str, login: str, secrets: Secrets) -> str:
        """Keep `secrets`, and read them back; gives the keyring's name. Raises NoKeyringError."""
        request = {"do": "write", "user": f"{profile}/{login}", "secret": secrets.json()}
        hidden = (secrets.client_id, secrets.client_secret, secrets.refresh_token)
        return str(self._ask(request, hidden).get("name"))

    def read(self, profile: str, login: str) -> dict[str, str]:
        """The secrets of a login. Raises CredentialsError where they are not there, or have been changed."""
        secret = self._ask({"do": "read", "user": f"{profile}/{login}"}).get("secret")
        again = f"Run `spmsg auth login -p {profile}` again."
        if not isinstance(secret, str):
            raise CredentialsError(
                f"The keyring of this system does not hold the secrets of the profile {profile!r}.",
                hint=again,
            )
        try:
            return values(read_document(secret.encode("utf-8", "surrogateescape")))
        except DocumentError as error:
            raise CredentialsError(f"The keyring's entry cannot be used: {error}.", hint=again) from None

    def remove(self, profile: str, login: str) -> None:
        """Remove the secrets of a login, if they are there. Raises NoKeyringError."""
        self._ask({"do": "remove", "user": f"{profile}/{login}"})

    def _ask(self, request: Mapping[str, str], hidden: Iterable[str] = ()) -> dict[str, Any]:
        try:
            done = subprocess.run(
                # -P: a keyring.py in the current folder is not the one that is meant
                [sys.executable, "-P", str(_SCRIPT)],
                input=json.dumps({"service": SERVICE, **request}),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                timeout=self._patience,
                start_new_session=True,  # without the terminal, a backend cannot ask there behind our back
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise NoKeyringError(
                f"The keyring of this system did not answer within {self._patience:.0f} s.",
                hint="Unlock it and run this again. Where there is nobody to unlock it, give the credentials "
                "in the environment, by a credential_command, or with `spmsg auth login --insecure-storage`.",
            ) from None
        except OSError as error:
            raise NoKeyringError(f"The keyring cannot be asked: {error.strerror or error}.") from None
        try:
            answer = json.loads(done.stdout)
        except ValueError:
            answer = {"error": "Crash", "text": "it broke down"}
        if not isinstance(answer, dict) or "error" in answer:
            raise _failed(answer if isinstance(answer, dict) else {}, hidden)
        return answer


def _failed(answer: Mapping[str, Any], hidden: Iterable[str]) -> NoKeyringError:
    if answer.get("error") == "NotInstalled":
        return NoKeyringError(
            "The system's keyring cannot be used: the Python package `keyring` is not installed.",
            hint="Install the extra `keyring` (`pip install '.[keyring]'` in the checkout of spmsg), or keep "
            "the secrets in a file that you alone can read: `spmsg auth login --insecure-storage`.",
        )
    if answer.get("error") == "NoKeyringError":
        return NoKeyringError(
            "There is no keyring on this system.",
            hint="Keep the secrets in a file that you alone can read: `spmsg auth login --insecure-storage`.",
        )
    told = without_secrets(f"{answer.get('error')}: {answer.get('text')}", hidden)[:300]
    return NoKeyringError(
        f"The keyring of this system failed ({told}).",
        hint="Unlock it, or keep the secrets in a file that you alone can read: "
        "`spmsg auth login --insecure-storage`.",
    )
