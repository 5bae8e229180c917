"""The file that keeps an access token between commands: its owner's alone from the moment it is made."""

import json
import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from spmsg.errors import CredentialsError

_MAX_FILE = 64 * 1024


@dataclass(frozen=True)
class CachedToken:
    """An access token, its end (seconds since the epoch), and which operations it was denied when fresh."""

    access_token: str = field(repr=False)
    expires_at: float
    denied: tuple[str, ...] = ()


class TokenCache:
    """One file, for one account. What it holds of another account, or in a broken state, is not there."""

    def __init__(self, path: Path, account: str, note: Callable[[str], None]) -> None:
        """`account` is anything that tells accounts apart; only its digest is written."""
        from hashlib import sha256

        self._path = path
        self._account = sha256(account.encode("utf-8", "surrogatepass")).hexdigest()
        self._note = note

    def read(self, now: float) -> CachedToken | None:
        """The token that is kept and has not ended by `now`, or None.

        Raises CredentialsError for a file that others can read: then they have the token as well.
        """
        try:
            content = self._content()
        except FileNotFoundError:
            return None
        except OSError as error:
            self._note(f"The token cache is not used: {self._path}: {error.strerror or error}.")
            return None
        try:
            document: object = json.loads(content)
        except (ValueError, RecursionError):
            self._note(f"The token cache is damaged, and is made anew: {self._path}.")
            return None
        if not isinstance(document, dict) or document.get("account") != self._account:
            return None
        token, end, denied = (document.get(member) for member in ("access_token", "expires_at", "denied"))
        if not isinstance(token, str) or not re.fullmatch(r"[\x21-\x7e]{1,8192}", token):
            return None
        # A token that would live for days was written by a clock that was wrong.
        if isinstance(end, bool) or not isinstance(end, (int, float)) or not now < end <= now + 90_000:
            return None
        names = denied if isinstance(denied, list) else []
        return CachedToken(token, float(end), tuple(name for name in names if isinstance(name, str)))

    def write(self, token: CachedToken) -> None:
        """Keep `token`: readers see the file as it was or as it will be. Raises OSError where that fails."""
        content = json.dumps(
            {
                "account": self._account,
                "access_token": token.access_token,
                "expires_at": token.expires_at,
                "denied": list(token.denied),
            }
        )
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = self._path.with_name(f".{self._path.name}.{os.getpid()}.{os.urandom(4).hex()}")
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(content)
            made.replace(self._path)
        except OSError:
            made.unlink(missing_ok=True)
            raise

    def _content(self) -> bytes:
        # O_NONBLOCK: a named pipe in its place must not hold us; O_NOFOLLOW: no link to another's file.
        flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
        with os.fdopen(os.open(self._path, flags), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise FileNotFoundError(self._path)
            if stat.S_IMODE(status.st_mode) & 0o077:
                raise CredentialsError(
                    f"The access token in {self._path} can be read by others.",
                    hint=f"Run: chmod 600 {self._path}",
                )
            return file.read(_MAX_FILE)
