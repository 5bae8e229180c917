"""SQLite's errors in words that name the file and the remedy."""

import sqlite3
from pathlib import Path

from spmsg.errors import LocalStateError


def translate(error: sqlite3.Error | OSError, path: Path, patience: float) -> LocalStateError:
    """What `error` means for whoever owns the ledger at `path`.

    The primary result codes are in an extended code's low byte: https://www.sqlite.org/rescode.html
    """
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LocalStateError(
            f"The ledger {path} has been locked by another process for {patience:g} s.",
            hint=f"Wait for that process, or end it (`fuser {path}` names it), then run again.",
        )
    if code == sqlite3.SQLITE_FULL:
        return LocalStateError(
            f"The ledger {path} cannot grow: the disk, or its quota, is full.",
            hint=f"Free some space on the disk of {path.parent}, then run again.",
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return LocalStateError(
            f"The ledger {path} cannot be written ({error}).",
            hint=f"Make it and its folder {path.parent} writable for this user, "
            "or name another file with SPMSG_LEDGER.",
        )
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT) or "malformed" in str(error):
        return LocalStateError(
            f"The ledger {path} is ruined ({error}).",
            hint="Put a backup in its place, or save what can be saved: "
            f"`sqlite3 {path} .recover | sqlite3 {path}.new`. "
            "With an empty one instead, what was sent before would be sent again.",
        )
    return LocalStateError(
        f"The ledger {path} cannot be used ({error}).",
        hint=f"Look after the disk of {path.parent}, or name another file with SPMSG_LEDGER.",
    )
