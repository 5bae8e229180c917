"""The checks of this machine: versions, configuration, secrets, state folder, ledger."""

import platform
import sqlite3
import ssl
import stat
import sys
import tempfile
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from spmsg import __version__, config, credentials, private_files
from spmsg.cli.doctor.finding import Finding, State, failed, ok, skipped, warning
from spmsg.config import Overrides, Settings
from spmsg.credentials import Lookup
from spmsg.credentials.stores import secrets_folder
from spmsg.errors import ExitCode, SpmsgError, UsageError

_PACKAGES = ("typer", "requests", "rich", "jsonschema", "keyring", "psycopg")


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
    return ok("versions", ", ".join(found))


def configuration() -> Finding:
    """Check `configuration`: it can be read, and nobody else reads secrets or changes it."""
    check, path = "configuration", config.config_file()
    try:
        config.load()
        tokens = config.state_dir() / "tokens"
    except UsageError as error:
        return failed(check, error)
    for each in (*_files(secrets_folder()), *_files(tokens)):
        if _mode(each) & 0o077:
            detail = f"The secrets in {each} can be read by others."
            return Finding(check, State.FAILED, detail, f"Run: chmod 600 {each}", ExitCode.REFUSED)
    for each in (path, path.parent):
        if _mode(each) & 0o002 and not _mode(each) & stat.S_ISVTX:
            detail = f"{each} can be changed by everybody on this machine."
            return warning(check, detail, f"Run: chmod go-w {each}")
    return ok(check, str(path) if path.exists() else f"There is no {path}; none is needed.")


def profile(overrides: Overrides, configuration: Finding) -> tuple[Settings | None, Finding]:
    """Return the settings, None if they cannot be understood, and check `profile`."""
    try:
        settings = config.resolve(overrides)
    except UsageError as error:
        if error.message == configuration.detail:
            return None, skipped("profile", "The configuration cannot be read.")
        code = ExitCode.REFUSED if error.code == "no-such-profile" else ExitCode.FAILED
        return None, Finding("profile", State.FAILED, error.message, error.hint or "Correct it.", code)
    place = settings.place
    where = "the simulator in this process" if settings.simulated else settings.endpoint or "no endpoint"
    country = place.country or place.id if place else "no marketplace"
    facts = f"{settings.profile}, {country}, {where}"
    if place is None or settings.endpoint is None:
        remedy = (
            "Name a marketplace with each command (--marketplace US), or in SPMSG_MARKETPLACE, or in the "
            f"profile: spmsg auth login -p {settings.profile}"
        )
        return settings, warning("profile", facts, remedy)
    return settings, ok("profile", facts)


def credentials_of(settings: Settings | None) -> tuple[Lookup | None, Finding]:
    """Return the profile's secrets, None if they cannot be read, and check `credentials`."""
    if settings is None:
        return None, skipped("credentials", "There is no profile to look for.")
    looked = credentials.look_up(settings)
    if looked.problem is not None:
        return None, failed("credentials", looked.problem)
    return looked, ok("credentials", f"from {looked.origin}")


def state_folder() -> Finding:
    """Check `state`: the folder of caches, which every command writes."""
    try:
        folder = config.state_dir()
    except UsageError as error:
        return failed("state", error)
    try:
        private_files.make_folder(folder)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"spmsg")
            file.flush()
    except OSError as error:
        detail = f"{error.filename or folder} cannot be used: {error.strerror or error}."
        remedy = f"Make it readable and writable for this user (chown -R $USER {folder}), or name another "
        return Finding("state", State.FAILED, detail, remedy + "folder in SPMSG_STATE_DIR.")
    if _mode(folder) & 0o022:
        return warning("state", f"{folder} can be changed by others.", f"Run: chmod 700 {folder}")
    return ok("state", str(folder))


def ledger(settings: Settings | None) -> Finding:
    """Check `ledger`: it can be written, and every page of it is sound."""
    from spmsg.delivery.ledger import open_ledger

    try:
        known = settings or config.resolve(Overrides(profile=config.DEMO))  # has the environment's, as any
        with closing(open_ledger(known.ledger, patience=5.0)) as opened:
            return ok("ledger", opened.check())
    except SpmsgError as error:
        return failed("ledger", error)


def _files(folder: Path) -> list[Path]:
    """Return the files in a folder; none if it cannot be read."""
    try:
        return sorted(p for p in folder.iterdir() if p.is_file() and not p.is_symlink())
    except OSError:
        return []


def _mode(path: Path) -> int:
    """Return the mode of what is at `path`; 0 if nothing is, and on Windows, which has no such modes."""
    try:
        return 0 if sys.platform == "win32" else stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return 0
