"""Where a profile's secrets are kept: the system's keyring, a private file, or a program that prints them.

`spmsg auth login` stores a JSON document for each login, under the profile's name and the login's own.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

from spmsg import config, private_files
from spmsg.credentials.secrets import Secrets, mask
from spmsg.errors import CredentialsError

KEYRING_TIMEOUT = 3.0
"""Seconds after which a keyring is given up; a locked one on a server asks for its password for ever."""
COMMAND_TIMEOUT = 15.0
"""Seconds after which a credential_command is stopped: `spmsg doctor` has 20 for everything."""
EXPECTED_OUTPUT = "It must print a JSON object with client_id, client_secret and refresh_token."
"""The hint where a credential_command prints something else."""


def secrets_folder() -> Path:
    """Return where `login --insecure-storage` keeps its files: `credentials` beside `config.toml`."""
    return config.config_file().parent / "credentials"


def open_store(kind: str) -> "FileStore | KeyringStore":
    """Return the store of a `kind`: "file" or "keyring"."""
    return FileStore(secrets_folder()) if kind == "file" else KeyringStore()


class FileStore:
    """A private file for each login, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, profile: str, login: str) -> Path:
        """Return the file of a login, which need not exist."""
        return self._folder / f"{profile}.{login}.json"

    def write(self, profile: str, login: str, secrets: Secrets) -> str:
        """Keep `secrets`, on disk on return; return where, in words. Raises OSError."""
        path = self.path(profile, login)
        private_files.write(path, secrets.json() + "\n")
        return str(path)

    def read(self, profile: str, login: str) -> bytes:
        """Return the JSON document of a login. Raises CredentialsError if it is missing or not private."""
        path = self.path(profile, login)
        try:
            return private_files.read(path, holds="The secrets")
        except OSError as error:
            raise CredentialsError(
                f"The secrets of the profile {profile!r} cannot be read from {path}: {error.strerror}.",
                hint=f"Make it readable for this user, or run `spmsg auth login -p {profile}` here.",
            ) from None

    def remove(self, profile: str, login: str) -> None:
        """Remove the secrets of a login, if they are there. Raises OSError."""
        self.path(profile, login).unlink(missing_ok=True)


class NoKeyringError(CredentialsError):
    """The system's keyring cannot be used: the secrets need another place."""

    code = "no-keyring"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The keyring of this system cannot be used: {reason}.",
            hint="Set it up or unlock it and run this again, or keep the secrets in a file of yours alone "
            "(`spmsg auth login --insecure-storage`), in the environment, or behind a credential_command.",
        )


class KeyringStore:
    """An entry of the system's keyring for each login: service `spmsg`, user `PROFILE/LOGIN`.

    A process of its own talks to the keyring (`keyring_process`).
    """

    def __init__(self, timeout: float = KEYRING_TIMEOUT) -> None:
        self._timeout = timeout

    def check(self) -> None:
        """Raise NoKeyringError if there is no keyring, or if it does not answer."""
        self._ask("check", "")

    def write(self, profile: str, login: str, secrets: Secrets) -> str:
        """Keep `secrets`, and read them back; return where, in words. Raises NoKeyringError."""
        answer = self._ask("write", f"{profile}/{login}", secrets.json(), hidden=astuple(secrets))
        return f"the keyring ({answer['name']})"

    def read(self, profile: str, login: str) -> bytes:
        """Return the JSON document of a login. Raises CredentialsError if the keyring does not hold it."""
        secret = self._ask("read", f"{profile}/{login}")["secret"]
        if not isinstance(secret, str):
            message = f"The keyring of this system does not hold the secrets of the profile {profile!r}."
            raise CredentialsError(message, hint=f"Run `spmsg auth login -p {profile}` again.")
        return secret.encode("utf-8", "surrogateescape")

    def remove(self, profile: str, login: str) -> None:
        """Remove the secrets of a login, if they are there. Raises NoKeyringError."""
        self._ask("remove", f"{profile}/{login}")

    def _ask(self, do: str, user: str, secret: str = "", hidden: Iterable[str] = ()) -> dict[str, Any]:
        try:
            done = subprocess.run(
                # -P: never take a keyring.py in the current folder for the library
                [sys.executable, "-P", str(Path(__file__).with_name("keyring_process.py"))],
                input=json.dumps({"service": "spmsg", "do": do, "user": user, "secret": secret}),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                timeout=self._timeout,
                start_new_session=True,  # a backend cannot ask on the terminal without our knowing
                check=False,
            )
            answer = json.loads(done.stdout)
        except subprocess.TimeoutExpired:
            raise NoKeyringError(f"it did not answer within {self._timeout:.0f} s") from None
        except ValueError:
            raise NoKeyringError("its process broke down") from None
        if "error" in answer:
            raise NoKeyringError(mask(answer["error"], hidden)[:300])
        return dict(answer)


def run_command(words: Sequence[str], timeout: float = COMMAND_TIMEOUT) -> bytes:
    """Return what a `credential_command` prints: a program for servers, as AWS's `credential_process`.

        credential_command = ["vault", "kv", "get", "-format=json", "-field=data", "secret/spmsg/shop-us"]

    It runs without a shell, with nothing on stdin. Its stderr is shown only when it fails. Raises
    CredentialsError, which repeats neither its arguments nor what it printed.
    """
    program = Path(words[0]).expanduser()
    try:
        done = subprocess.run(
            [str(program), *words[1:]],
            stdin=subprocess.DEVNULL,  # stdin may hold the orders
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except OSError as error:
        problem = f"cannot be run: {error.strerror or error}."
    except subprocess.TimeoutExpired:
        problem = f"did not finish within {timeout:.0f} s."
    else:
        if done.returncode == 0:
            return done.stdout
        stderr = mask(done.stderr.decode("utf-8", "replace")).strip()[-500:]
        problem = f"failed with exit code {done.returncode}." + (f" It says:\n{stderr}" if stderr else "")
    hint = "Run it yourself, as it stands in config.toml, to see what it needs."
    raise CredentialsError(f"The credential_command {program.name!r} {problem}", hint=hint)
