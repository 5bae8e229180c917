"""Where `spmsg auth login` keeps secrets: the system's keyring, or a file of their owner's alone.

What is stored is a JSON document for each login, under the profile's name and the login's own.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any, Protocol

from spmsg import private_files
from spmsg.credentials.secrets import DocumentError, Secrets, mask, read_document, values
from spmsg.errors import CredentialsError, LocalStateError

SERVICE = "spmsg"
"""What the keyring shows the secrets under."""
TIMEOUT = 3.0
"""Seconds after which a keyring is given up; a locked one on a server asks for its password for ever."""
_SCRIPT = Path(__file__).with_name("keyring_process.py")
_USE_A_FILE = "keep the secrets in a file that you alone can read: `spmsg auth login --insecure-storage`."


class Store(Protocol):
    """A place for secrets. All methods raise CredentialsError or LocalStateError."""

    def write(self, profile: str, login: str, secrets: Secrets) -> str:
        """Keep `secrets`; returns where, in a user's words."""

    def read(self, profile: str, login: str) -> dict[str, str]:
        """The secrets of a login, by name."""

    def remove(self, profile: str, login: str) -> None:
        """Remove the secrets of a login, if they are there."""


def open_store(kind: str, folder: Path) -> Store:
    """The store of a `kind` (see config.STORES); `folder` is where files are kept."""
    return FileStore(folder) if kind == "file" else KeyringStore()


class FileStore:
    """A private file for each login, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, profile: str, login: str) -> Path:
        """The file of a login, which need not exist."""
        return self._folder / f"{profile}.{login}.json"

    def write(self, profile: str, login: str, secrets: Secrets) -> str:
        """Keep `secrets`; on disk on return. Raises LocalStateError."""
        path = self.path(profile, login)
        try:
            private_files.write(path, secrets.json() + "\n")
        except OSError as error:
            raise LocalStateError(
                f"The secrets cannot be kept in {path}: {error.strerror or error}.",
                hint="Make the folder writable for this user, or name another config file in SPMSG_CONFIG.",
            ) from None
        return f"in {path}, readable by you alone"

    def read(self, profile: str, login: str) -> dict[str, str]:
        """The secrets of a login. Raises CredentialsError if they are missing, broken or not private."""
        path = self.path(profile, login)
        try:
            return values(read_document(self._content(path, profile)))
        except DocumentError as error:
            raise CredentialsError(
                f"{path} cannot be used: {error}.", hint=f"Run `spmsg auth login -p {profile}` again."
            ) from None

    def check(self, profile: str, login: str) -> None:
        """Raise CredentialsError as `read` does, without reading the secrets."""
        self._content(self.path(profile, login), profile, limit=0)

    def remove(self, profile: str, login: str) -> None:
        """Remove the secrets of a login, if they are there. Raises LocalStateError."""
        path = self.path(profile, login)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise LocalStateError(
                f"{path} cannot be removed: {error.strerror or error}.", hint="Remove it yourself."
            ) from None

    def _content(self, path: Path, profile: str, limit: int = private_files.MAX_BYTES) -> bytes:
        try:
            return private_files.read(path, holds="The secrets", limit=limit)
        except FileNotFoundError:
            raise CredentialsError(
                f"The secrets of the profile {profile!r} are not on this machine: there is no {path}.",
                hint=f"Run `spmsg auth login -p {profile}` here.",
            ) from None
        except OSError as error:
            raise CredentialsError(
                f"{path} cannot be read: {error.strerror or error}.", hint="Make it readable for this user."
            ) from None


class NoKeyringError(CredentialsError):
    """There is no keyring on this system, or it does not answer: the secrets need another place."""

    code = "no-keyring"


class KeyringStore:
    """An entry for each login, asked for in a process of its own: service `spmsg`, user `PROFILE/LOGIN`."""

    def __init__(self, timeout: float = TIMEOUT) -> None:
        self._timeout = timeout

    def name(self) -> str:
        """What the keyring calls itself. Raises NoKeyringError."""
        return str(self._ask({"do": "name", "user": ""}).get("name"))

    def write(self, profile: str, login: str, secrets: Secrets) -> str:
        """Keep `secrets`, and read them back. Raises NoKeyringError."""
        request = {"do": "write", "user": f"{profile}/{login}", "secret": secrets.json()}
        return f"in the keyring ({self._ask(request, astuple(secrets)).get('name')})"

    def read(self, profile: str, login: str) -> dict[str, str]:
        """The secrets of a login. Raises CredentialsError if they are missing or have been changed."""
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
                timeout=self._timeout,
                start_new_session=True,  # a backend cannot ask on the terminal without our knowing
                check=False,
            )
            answer = json.loads(done.stdout)
        except subprocess.TimeoutExpired:
            raise NoKeyringError(
                f"The keyring of this system did not answer within {self._timeout:.0f} s.",
                hint="Unlock it and run this again. If nobody is there to unlock it, give the credentials "
                "in the environment, by a credential_command, or with `spmsg auth login --insecure-storage`.",
            ) from None
        except OSError as error:
            raise NoKeyringError(f"The keyring cannot be asked: {error.strerror or error}.") from None
        except ValueError:
            answer = {"error": "Crash", "text": "its process broke down"}
        if "error" in answer:
            raise _failure(str(answer["error"]), str(answer.get("text")), hidden)
        return dict(answer)


def _failure(error: str, text: str, hidden: Iterable[str]) -> NoKeyringError:
    if error == "NotInstalled":
        return NoKeyringError(
            "The system's keyring cannot be used: the Python package `keyring` is not installed.",
            hint="Install the extra `keyring` (`pip install '.[keyring]'` in the checkout of spmsg), or "
            + _USE_A_FILE,
        )
    if error == "NoKeyringError":
        return NoKeyringError("There is no keyring on this system.", hint=f"You can {_USE_A_FILE}")
    reason = mask(f"{error}: {text}", hidden)[:300]
    return NoKeyringError(
        f"The keyring of this system failed ({reason}).", hint=f"Unlock it, or {_USE_A_FILE}"
    )
