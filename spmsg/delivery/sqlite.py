"""Open SQLite files that can be done without: private, and begun anew if they are ruined."""

import sqlite3
from pathlib import Path

from spmsg import private_files


def open_file(path: Path, tables: str, timeout: float) -> sqlite3.Connection:
    """Open the file at `path`, made by `tables` (CREATE … IF NOT EXISTS) if it is not there.

    `timeout`: seconds that another process may hold it for a write. Raises sqlite3.Error, OSError.
    """
    for last in (False, True):
        private_files.create(path)
        connection = sqlite3.connect(path, timeout, isolation_level=None, check_same_thread=False)
        try:
            connection.executescript(tables)
        except sqlite3.DatabaseError as error:
            connection.close()
            if last or isinstance(error, sqlite3.OperationalError):  # locked, full, no permission
                raise
            path.unlink(missing_ok=True)
        else:
            break
    return connection
