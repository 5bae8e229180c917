"""The lock files of runs: a run lives as long as it holds the lock of its file.

All of this is called within the ledger's write transaction only: two that tried a lock at the same time
would each see it taken.
"""

import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from filelock import FileLock

from spmsg import private_files
from spmsg.errors import LocalStateError


class RunLocks:
    """The locks in `folder`: one for each run, held by it, named by a UUID that is never used again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._run = ""
        self._held: FileLock | None = None
        self._file: tuple[int, int] | None = None

    def begin(self) -> str:
        """Take a new lock and return the name of its run. Raises OSError."""
        self._run = uuid.uuid4().hex
        self._held = self._lock(self._run)
        self._held.acquire()
        self._file = file_of(self._path(self._run))
        return self._run

    def check(self) -> None:
        """Raise LocalStateError if the file in place is not the one whose lock this run holds."""
        if self._file is None or file_of(self._path(self._run)) != self._file:
            raise LocalStateError(
                f"The lock of this run, {self._path(self._run)}, was deleted or replaced.",
                hint="Leave that folder alone while spmsg runs, then run this again.",
            )

    def how_it_ended(self, run: str) -> str | None:
        """Return how `run` ended, in words; None if it lives, or if that cannot be told."""
        try:
            if file_of(self._path(run)) is None:
                return "has lost its lock file"
            with self._lock(run):
                return "ended without recording the outcome"
        except (OSError, RuntimeError):  # Timeout, which is taken; and whatever filelock cannot tell
            return None

    def delete_free(self, sends: Callable[[str], bool]) -> None:
        """Delete the files that ended runs left, unless the run `sends` an entry still. Raises OSError."""
        if not self._folder.is_dir():
            return
        for path in self._folder.glob("*.lock"):
            if self.how_it_ended(path.stem) is not None and not sends(path.stem):
                path.unlink(missing_ok=True)

    def end(self, *, keep: bool) -> None:
        """Give the lock back. Deletes its file unless `keep`."""
        if self._held is not None:
            self._held.release()
            if not keep:
                with suppress(OSError):  # the next run deletes it
                    self._path(self._run).unlink()
            self._held = None

    def _path(self, run: str) -> Path:
        return self._folder / f"{run}.lock"

    def _lock(self, run: str) -> FileLock:
        return private_files.lock(self._folder / run, timeout=0)


def file_of(path: Path) -> tuple[int, int] | None:
    """Return what tells the file at `path` from another one of that name; None if there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
