"""Putting an account's secrets and its profile where they belong, and taking them away again."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from spmsg import config_file
from spmsg.config import Settings
from spmsg.credentials.secrets import Secrets
from spmsg.credentials.stores import FileStore, KeyringStore, NoKeyringError
from spmsg.errors import CredentialsError, LocalStateError, SpmsgError


@dataclass(frozen=True)
class Place:
    """Where the secrets of one login are: `kind` is one of profile_values.STORES, `told` is for people."""

    kind: str
    login: str
    told: str


class Keeper:
    """Keeps the secrets of the profile in `settings`, and its entry in the config file at `path`."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self._path = path
        self._settings = settings
        self._profile = settings.profile
        self._files = FileStore(path.parent / "credentials")
        self._keyring = KeyringStore()
        self._login = os.urandom(6).hex()

    @property
    def file(self) -> Path:
        """The file in which `keep` puts secrets for which there is no keyring."""
        return self._files.path(self._profile, self._login)

    def keyring_problem(self) -> NoKeyringError | None:
        """Why this system's keyring can keep nothing, as far as can be told without writing to it."""
        try:
            self._keyring.name()
        except NoKeyringError as error:
            return error
        return None

    def keep(
        self,
        secrets: Secrets,
        *,
        insecure: bool,
        may_use_file: Callable[[CredentialsError, Path], bool] | None,
    ) -> Place:
        """Keep `secrets` under a new login's name; what an older login left stays until `forget_older`.

        They go to a file where `insecure`, or where there is no keyring and `may_use_file` (which gets the
        reason and the path) agrees. Raises CredentialsError where they can be kept nowhere.
        """
        login = self._login
        if not insecure:
            try:
                return Place("keyring", login, self._keyring.write(self._profile, login, secrets))
            except NoKeyringError as error:
                if may_use_file is None:
                    error.message += "\nNothing was stored."
                    raise
                if not may_use_file(error, self.file):
                    raise CredentialsError("Nothing was stored.", hint=error.hint) from None
        return Place("file", login, self._files.write(self._profile, login, secrets))

    def enter(self, place: Place, marketplace: str, region: str | None) -> None:
        """Write the profile into the config file. Raises UsageError and LocalStateError."""
        values = {"marketplace": marketplace, "region": region, "secrets": place.kind, "login": place.login}
        config_file.keep_profile(self._path, self._profile, values)

    def take_back(self, place: Place) -> None:
        """Remove the secrets in `place`. Raises CredentialsError or LocalStateError."""
        self._remove(place.kind, place.login)

    def forget_older(self) -> list[str]:
        """Remove what the login before this one left; gives what could not be removed."""
        warnings = []
        try:
            self.forget_secrets()
        except SpmsgError as error:
            warnings.append(f"The secrets of the login before could not be removed. {error.message}")
        try:
            self.forget_token()
        except LocalStateError as error:
            warnings.append(error.message)
        return warnings

    def forget_secrets(self) -> None:
        """Remove the secrets that the settings name, if any. Raises CredentialsError or LocalStateError."""
        if self._settings.secrets and self._settings.login:
            self._remove(self._settings.secrets, self._settings.login)

    def forget_token(self) -> None:
        """Remove the access token that is kept between commands. Raises LocalStateError."""
        folder = self._settings.state_dir / "tokens"
        for path in (folder / f"{self._profile}.json", folder / f"{self._profile}.json.lock"):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise LocalStateError(
                    f"{path} cannot be removed: {error.strerror or error}.",
                    hint="Remove it yourself: it holds an access token.",
                ) from None

    def _remove(self, kind: str, login: str) -> None:
        if kind == "file":
            self._files.remove(self._profile, login)
        else:
            self._keyring.remove(self._profile, login)
