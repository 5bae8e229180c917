"""What a check finds, and the checks of this machine: versions, configuration, secrets, state, ledger."""

import platform
import sqlite3
import ssl
import stat
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from spmsg import __version__, config, credentials, private_files
from spmsg.cli.options import Common
from spmsg.config import Settings
from spmsg.credentials import Lookup
from spmsg.credentials.stores import secrets_folder
from spmsg.delivery.ledger import open_ledger
from spmsg.errors import ExitCode, SpmsgError, UsageError

SECONDS = 18.0
"""For all checks, so that it is over in 20 with what the start and the keyring take."""
_AGAIN = "Run it again in a few minutes. If it stays, look at the network connection and the endpoint."
_PACKAGES = ("typer", "requests", "rich", "jsonschema", "keyring", "psycopg")


@dataclass(frozen=True)
class Finding:
    """What a check found, what to do about it, and what the program ends with if the check failed."""

    check: str
    status: Literal["ok", "warning", "failed", "skipped"]
    detail: str
    remedy: str | None = None
    exit_code: ExitCode = ExitCode.FAILED


def failed(check: str, error: SpmsgError) -> Finding:
    """Return the finding for `error`: refused credentials and permissions end with 4, others with 6."""
    detail = error.message + (f" (request ID {error.request_id})" if error.request_id else "")
    code = ExitCode.REFUSED if error.exit_code is ExitCode.REFUSED else ExitCode.FAILED
    return Finding(check, "failed", detail, error.hint or _AGAIN, code)


class Workers:
    """Makes checks in threads, within `SECONDS` in all.

    A check that hangs is left behind: `__main__` ends the process without it.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(8)
        self._end = time.monotonic() + SECONDS

    def start(self, check: str, work: Callable[[], Finding], late: str = _AGAIN) -> Callable[[], Finding]:
        """Begin a check; what is returned waits for its finding. `late` is the remedy if there is none."""
        future = self._pool.submit(work)

        def finding() -> Finding:
            try:
                return future.result(max(0.0, self._end - time.monotonic()))
            except TimeoutError:
                return Finding(check, "failed", "This did not finish in time.", late)

        return finding


def versions() -> Finding:
    """Check `versions`: what a bug report must name."""
    found = [f"spmsg {__version__}", f"Python {platform.python_version()}"]
    for package in _PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:  # of an extra
            found.append(f"no {package}")
    openssl = " ".join(ssl.OPENSSL_VERSION.split()[:2])
    found += [openssl, f"SQLite {sqlite3.sqlite_version}", f"{platform.system()} {platform.release()}"]
    return Finding("versions", "ok", ", ".join(found))


def configuration() -> Finding:
    """Check `configuration`: it can be read, others can neither change it nor read secrets."""
    check, path = "configuration", config.config_file()
    try:
        config.load()
        ours = (*secrets_folder().glob("*"), *(config.state_dir() / "tokens").glob("*"))
    except UsageError as error:
        return failed(check, error)
    for each in ours:
        if _mode(each) & 0o077:
            detail = f"The secrets in {each} can be read by others."
            return Finding(check, "failed", detail, f"Run: chmod 600 {each}", ExitCode.REFUSED)
    for each in (path, path.parent):
        if _mode(each) & 0o002 and not _mode(each) & stat.S_ISVTX:
            detail = f"{each} can be changed by everybody on this machine."
            return Finding(check, "warning", detail, f"Run: chmod go-w {each}")
    return Finding(check, "ok", str(path) if path.exists() else f"There is no {path}; none is needed.")


def profile(options: Common, configuration: Finding) -> tuple[Settings | None, Finding]:
    """Return the settings, None if they cannot be understood, and check `profile`."""
    try:
        settings = options.settings
    except UsageError as error:
        if error.message == configuration.detail:
            return None, Finding("profile", "skipped", "The configuration cannot be read.")
        code = ExitCode.REFUSED if error.code == "no-such-profile" else ExitCode.FAILED
        return None, Finding("profile", "failed", error.message, error.hint or "Correct it.", code)
    place = settings.default_marketplace
    where = "the simulator in this process" if settings.simulated else settings.endpoint or "no endpoint"
    country = place.country or place.id if place else "no marketplace"
    facts = f"{settings.profile}, {country}, {where}"
    if place is not None and settings.endpoint is not None:
        return settings, Finding("profile", "ok", facts)
    remedy = (
        "Name a marketplace with each command (--marketplace US), or in SPMSG_MARKETPLACE, or with "
        f"`spmsg auth login -p {settings.profile}`. One that is not known here needs `region` in config.toml."
    )
    return settings, Finding("profile", "warning", facts, remedy)


def credentials_of(settings: Settings | None) -> tuple[Lookup | None, Finding]:
    """Return the profile's secrets, None if they cannot be read, and check `credentials`."""
    if settings is None:
        return None, Finding("credentials", "skipped", "There is no profile to look for.")
    looked = credentials.look_up(settings)
    if looked.problem is not None:
        return None, failed("credentials", looked.problem)
    return looked, Finding("credentials", "ok", f"from {looked.origin}")


def state_folder() -> Finding:
    """Check `state`: the folder of caches, which every command writes."""
    try:
        folder = config.state_dir()
        private_files.make_folder(folder)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"spmsg")
            file.flush()
    except UsageError as error:
        return failed("state", error)
    except OSError as error:
        detail = f"{error.filename or folder} cannot be used: {error.strerror or error}."
        remedy = f"Make it readable and writable for this user (chown -R $USER {folder}), or name another "
        return Finding("state", "failed", detail, remedy + "folder in SPMSG_STATE_DIR.")
    if _mode(folder) & 0o022:
        return Finding("state", "warning", f"{folder} can be changed by others.", f"Run: chmod 700 {folder}")
    return Finding("state", "ok", str(folder))


def ledger(settings: Settings | None) -> Finding:
    """Check `ledger`: it can be written, and every page of it is sound."""
    try:
        known = settings or config.resolve(config.DEMO)  # has the environment's, as any
        with closing(open_ledger(known.ledger, patience=5.0)) as opened:
            return Finding("ledger", "ok", opened.check())
    except SpmsgError as error:
        return failed("ledger", error)


def _mode(path: Path) -> int:
    """Return the mode of what is at `path`; 0 if nothing is, and on Windows, which has no such modes."""
    try:
        return 0 if sys.platform == "win32" else stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return 0
