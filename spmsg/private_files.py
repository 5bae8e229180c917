"""Files of our own: 0600 in folders of 0700, written whole or not at all, locked, and never behind a link.

Windows has no such modes: there the folder's inherited rights apply.
"""

import contextlib
import os
import sqlite3
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from spmsg.errors import CredentialsError, LocalStateError

if TYPE_CHECKING:
    from filelock import FileLock

MAX_BYTES = 64 * 1024
"""What `read` returns at most, by default."""
_BINARY: int = getattr(os, "O_BINARY", 0)
_creating = threading.Lock()
"""Held until a new file is closed: that takes away the locks that SQLite has on it in another thread.

https://www.sqlite.org/howtocorrupt.html, 2.2
"""
_CAREFULLY: int = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | _BINARY


def make_folder(folder: Path) -> None:
    """Make `folder` and the folders that it is in, 0700 each; those that exist stay. Raises OSError."""
    if not folder.is_dir():
        make_folder(folder.parent)  # `mkdir(parents=True)` would make those with other modes
        folder.mkdir(mode=0o700, exist_ok=True)


def create(path: Path) -> None:
    """Make an empty file for a library that opens it by name, unless there is one; it is on disk on return.

    Raises LocalStateError for a symbolic link, OSError.
    """
    refuse_link(path)
    with _creating:
        if path.exists():
            return
        make_folder(path.parent)
        with contextlib.suppress(FileExistsError):  # another process was faster
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            _sync_folder(path.parent)


def refuse_link(path: Path) -> None:
    """Raise LocalStateError if `path` is a symbolic link: somebody else may choose where it leads."""
    if path.is_symlink():
        raise LocalStateError(
            f"{path} is a symbolic link; files of spmsg are not reached through one.",
            hint=f"Put the file itself there: cp --remove-destination {path.resolve()} {path}",
        )


def write(path: Path, content: bytes | str, *, mode: int = 0o600) -> None:
    """Put `content` at `path`, on disk on return: readers see the file as it was or as it will be.

    A symbolic link at `path` is replaced, not followed. Raises OSError.
    """
    make_folder(path.parent)
    new = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        if mode != 0o600:
            new.chmod(mode)
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def read(path: Path, *, holds: str | None = None, limit: int = MAX_BYTES) -> bytes:
    """Return the first `limit` bytes of a file of ours.

    With `holds` (the secret in it, such as "The access token") others must not be able to reach the file:
    raises CredentialsError if they can. Raises LocalStateError for what is no regular file; OSError.
    """
    refuse_link(path)
    descriptor = os.open(path, os.O_RDONLY | _CAREFULLY)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise LocalStateError(f"{path} is not a regular file.", hint="Remove it, and run this again.")
        if holds is not None and sys.platform != "win32" and status.st_mode & 0o077:
            message = f"{holds} in {path} can be read by others."
            raise CredentialsError(message, hint=f"Run: chmod 600 {path}", code="not-private")
        return file.read(limit)


def lock(path: Path, *, timeout: float = 10.0, poll_interval: float = 0.02) -> "FileLock":
    """Return the lock of the file at `path`, for a `with`: another file beside it, `path` + ".lock".

    It holds among threads and processes, and ends with its process. Raises OSError (`filelock.Timeout` is
    one) after `timeout` seconds.
    """
    from filelock import FileLock  # a quarter of what TAB takes, which locks nothing

    make_folder(path.parent)
    return FileLock(
        path.with_name(f"{path.name}.lock"),
        timeout,
        mode=0o600,
        thread_local=False,
        poll_interval=poll_interval,
        fallback_to_soft=False,  # a file system without locks is an error, not worked around
        preserve_lock_file=True,  # removing it would let two processes lock two files of one name
    )


@contextlib.contextmanager
def database(path: Path, tables: str, timeout: float) -> Iterator[sqlite3.Connection]:
    """Open the SQLite file at `path` in a transaction; a damaged file is replaced by an empty one.

    `tables` are the statements (CREATE … IF NOT EXISTS) that make it. `timeout` is the number of seconds to
    wait for another process that writes. Raises LocalStateError.
    """
    try:
        with contextlib.closing(_connect(path, tables, timeout)) as connection, connection:
            connection.execute("BEGIN")
            yield connection
    except (sqlite3.Error, OSError) as error:
        hint = "What it holds can be had again: free some space, or delete it."
        raise LocalStateError(f"{path} cannot be used: {error}.", hint=hint) from error


def _connect(path: Path, tables: str, timeout: float, *, again: bool = True) -> sqlite3.Connection:
    create(path)
    connection = sqlite3.connect(path, timeout=timeout, isolation_level=None)
    try:
        connection.executescript(tables)
    except sqlite3.DatabaseError as error:
        connection.close()
        if not again or isinstance(error, sqlite3.OperationalError):  # locked, full, no permission
            raise
        path.unlink(missing_ok=True)
        return _connect(path, tables, timeout, again=False)
    return connection


def _sync_folder(folder: Path) -> None:
    """Bring a new name in `folder` to disk, so that it outlives a power cut."""
    if sys.platform == "win32":  # which opens no folders
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
