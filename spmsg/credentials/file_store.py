"""Secrets in a file of their owner's alone: for machines without a keyring, where they agreed to it."""

import os
import stat
from pathlib import Path

from spmsg.credentials.secrets import MAX_BYTES, DocumentError, Secrets, read_document, values
from spmsg.errors import CredentialsError, LocalStateError


class FileStore:
    """A file for each login, in a folder: 0600 and 0700 from the moment they are made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, profile: str, login: str) -> Path:
        """Where the secrets of a login are, whether or not they exist."""
        return self._folder / f"{profile}.{login}.json"

    def write(self, profile: str, login: str, secrets: Secrets) -> Path:
        """Keep `secrets`; on disk when this returns. Raises LocalStateError."""
        path = self.path(profile, login)
        made = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            try:
                with os.fdopen(descriptor, "w", encoding="ascii") as file:
                    file.write(secrets.json() + "\n")
                    file.flush()
                    os.fsync(file.fileno())
                made.replace(path)
            except OSError:
                made.unlink(missing_ok=True)
                raise
        except OSError as error:
            raise LocalStateError(
                f"The secrets cannot be kept in {path}: {error.strerror or error}.",
                hint="Make the folder writable for this user, or name another config file in SPMSG_CONFIG.",
            ) from None
        return path

    def read(self, profile: str, login: str) -> dict[str, str]:
        """The secrets of a login. Raises CredentialsError where they are not there, or not private."""
        path = self.path(profile, login)
        try:
            return values(read_document(private_content(path)))
        except FileNotFoundError:
            raise CredentialsError(
                f"The secrets of the profile {profile!r} are not on this machine: there is no {path}.",
                hint=f"Run `spmsg auth login -p {profile}` here.",
            ) from None
        except DocumentError as error:
            raise CredentialsError(
                f"{path} cannot be used: {error}.", hint=f"Run `spmsg auth login -p {profile}` again."
            ) from None
        except OSError as error:
            raise CredentialsError(
                f"{path} cannot be read: {error.strerror or error}.", hint="Make it readable for this user."
            ) from None

    def remove(self, profile: str, login: str) -> None:
        """Remove the secrets of a login, if they are there. Raises LocalStateError."""
        path = self.path(profile, login)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise LocalStateError(
                f"{path} cannot be removed: {error.strerror or error}.", hint="Remove it yourself."
            ) from None


def private_content(path: Path) -> bytes:
    """The bytes of a file with secrets; raises CredentialsError unless it is its owner's alone, OSError."""
    # O_NONBLOCK: a named pipe in its place must not hold us; O_NOFOLLOW: no link to another's file.
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        descriptor = os.open(path, flags)
    except OSError:
        if path.is_symlink():
            raise CredentialsError(
                f"{path} is a symbolic link: secrets are read from a file alone.",
                hint=f"Put the file itself there: cp --remove-destination {path.resolve()} {path}",
            ) from None
        raise
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise CredentialsError(f"{path} is no regular file.", hint="Remove it, and log in again.")
        if status.st_uid not in (os.geteuid(), 0) and os.geteuid() != 0:
            raise CredentialsError(
                f"The secrets in {path} belong to another user.", hint=f"Run: sudo chown $USER {path}"
            )
        if stat.S_IMODE(status.st_mode) & 0o077:
            raise CredentialsError(
                f"The secrets in {path} can be read by others.", hint=f"Run: chmod 600 {path}"
            )
        return file.read(MAX_BYTES + 1)
