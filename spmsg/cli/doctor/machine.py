"""The checks of this machine: versions, configuration, secrets, state folder, ledger."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from spmsg import __version__, config, credentials
from spmsg.cli.doctor.finding import Finding, State, failed, skipped
from spmsg.config import DEMO, Overrides, Settings
from spmsg.credentials import Lookup
from spmsg.credentials.resolution import secrets_folder
from spmsg.errors import ExitCode, SpmsgError, UsageError

_PACKAGES = ("typer", "requests", "rich", "jsonschema", "keyring", "psycopg")
_OPTIONAL = ("keyring", "psycopg")


def versions() -> Finding:
    """What a bug report must name."""
    import platform
    import sqlite3
    import ssl
    from importlib.metadata import PackageNotFoundError, version

    told = [f"spmsg {__version__}", f"Python {platform.python_version()}"]
    missing: list[str] = []
    for package in _PACKAGES:
        try:
            told.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            (told if package in _OPTIONAL else missing).append(f"no {package}")
    openssl = " ".join(ssl.OPENSSL_VERSION.split()[:2])
    told += [openssl, f"SQLite {sqlite3.sqlite_version}", f"{platform.system()} {platform.release()}"]
    if missing:
        return Finding(
            "versions",
            State.FAILED,
            ", ".join(missing + told),
            "Install spmsg again: pip install . in its checkout",
        )
    return Finding("versions", State.OK, ", ".join(told))


class Configuration:
    """The config file and the profile in it; `settings` is None where they cannot be understood."""

    def __init__(self, overrides: Overrides) -> None:
        self._overrides = overrides
        self._path = config.config_file()
        self.settings: Settings | None = None

    def findings(self) -> Iterator[Finding]:
        """The checks `configuration` and `profile`."""
        try:
            document = config.read(self._path)
            known = config.profiles(document)
        except UsageError as error:
            yield failed("configuration", error)
            if (self._overrides.profile or os.environ.get("SPMSG_PROFILE")) != DEMO:
                yield skipped("profile", "The configuration cannot be read.")
                return
            known = {}
        else:
            yield self._modes()
        yield self._profile(set(known))

    def _modes(self) -> Finding:
        check = "configuration"
        for folder in (secrets_folder(), config.state_dir() / "tokens"):
            for path in _files(folder):
                if not path.is_symlink() and _mode(path) & 0o077:
                    detail = f"The secrets in {path} can be read by others."
                    return Finding(check, State.FAILED, detail, f"Run: chmod 600 {path}", ExitCode.REFUSED)
        for path in (self._path, self._path.parent):
            if _mode(path) & 0o002 and not _mode(path) & stat.S_ISVTX:
                detail = f"{path} can be changed by everybody on this machine."
                return Finding(check, State.WARNING, detail, f"Run: chmod go-w {path}")
        if not self._path.exists():
            return Finding(check, State.OK, f"There is no {self._path}; none is needed.")
        return Finding(check, State.OK, str(self._path))

    def _profile(self, known: set[str]) -> Finding:
        try:
            settings = config.resolve(self._overrides)
        except UsageError as error:
            finding = failed("profile", error)
            if error.message.startswith("There is no profile"):
                return Finding("profile", State.FAILED, error.message, error.hint, ExitCode.REFUSED)
            return finding
        self.settings = settings
        place = settings.marketplace or settings.home_marketplace
        told = [settings.profile, place.country or place.id if place else "no marketplace"]
        told.append(settings.endpoint or "no endpoint")
        if place is None or settings.endpoint is None:
            return Finding(
                "profile", State.WARNING, ", ".join(told),
                "Name a marketplace with each command (--marketplace US), or in SPMSG_MARKETPLACE, or in the "
                f"profile: spmsg auth login -p {settings.profile}",
            )  # fmt: skip
        if settings.simulated:
            told[-1] = "the simulator in this process"
        if settings.profile not in known and settings.profile != DEMO:
            told.append("by the environment alone")
        return Finding("profile", State.OK, ", ".join(told))


def credentials_of(settings: Settings | None) -> tuple[Lookup | None, Finding]:
    """The secrets of the profile, where they could be read, and the check `credentials`."""
    if settings is None:
        return None, skipped("credentials", "There is no profile to look for.")
    looked = credentials.look_up(settings)
    if looked.problem is not None:
        return None, failed("credentials", looked.problem)
    return looked, Finding("credentials", State.OK, f"from {looked.origin}")


def state_folder() -> Finding:
    """The check `state`: the folder of caches, which every command writes."""
    import tempfile

    folder = config.state_dir()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"spmsg")
            file.flush()
        for name in ("tokens", "seen", "pace"):
            if (folder / name).exists() and not os.access(folder / name, os.R_OK | os.W_OK | os.X_OK):
                raise PermissionError(13, "Permission denied", str(folder / name))
    except OSError as error:
        detail = f"{error.filename or folder} cannot be used: {error.strerror or error}."
        remedy = f"Make it readable and writable for this user (chown -R $USER {folder}), or name another "
        return Finding("state", State.FAILED, detail, remedy + "folder in SPMSG_STATE_DIR.")
    return Finding("state", State.OK, str(folder))


def ledger_location(settings: Settings | None) -> str:
    """Where the ledger is, also where the configuration cannot be read."""
    return settings.ledger if settings is not None else config.ledger_location({})


def ledger(location: str) -> Finding:
    """The check `ledger`: it can be written, and every page of it is sound."""
    from spmsg.delivery.ledger import open_ledger

    try:
        opened = open_ledger(location, patience=5.0)
        try:
            return Finding("ledger", State.OK, opened.check())
        finally:
            opened.close()
    except SpmsgError as error:
        return failed("ledger", error)
    except ImportError:
        return Finding(
            "ledger", State.FAILED, "This Python has no SQLite.", f"Install it for {sys.executable}."
        )


def _files(folder: Path) -> list[Path]:
    """The files in a folder; none where it cannot be read: `state` and `credentials` tell of that."""
    try:
        return sorted(p for p in folder.iterdir() if not p.is_dir())
    except OSError:
        return []


def _mode(path: Path) -> int:
    """The mode of what is at `path`; 0 where nothing is."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return 0
