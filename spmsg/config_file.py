"""Writing `config.toml`: a profile added, changed, removed, made the default. Its owner's comments stay."""

import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from spmsg.config import PROFILE_KEYS, profiles
from spmsg.errors import LocalStateError, UsageError

PATIENCE = 10.0
"""Seconds to wait for another process that is writing the same file."""
_HEAD = "# Profiles of spmsg. No secrets in here: `spmsg auth login` keeps those elsewhere.\n"


def keep_profile(path: Path, name: str, values: Mapping[str, str | None]) -> None:
    """Give the profile `name` these `values` (None takes one away); its other settings stay.

    The first profile becomes the default one. Raises UsageError for a file that cannot be understood or
    safely changed, LocalStateError for one that cannot be written.
    """

    def change(document: Any, table: Callable[[bool], Any]) -> None:
        profile = document.setdefault("profiles", table(True)).setdefault(name, table(False))
        after = _taken_tail(profile)
        for key in (k for k in PROFILE_KEYS if k in values):
            if values[key] is None:
                profile.pop(key, None)
            else:
                profile[key] = values[key]
        after()

    _rewrite(path, change, default=lambda document: None if document.get("profiles") else name)


def remove_profile(path: Path, name: str) -> None:
    """Take the profile `name` away, and `default_profile` where it names that one. Raises as above."""

    def change(document: Any, table: Callable[[bool], Any]) -> None:
        document.get("profiles", {}).pop(name, None)
        if not document.get("profiles", True):
            del document["profiles"]
        if document.get("default_profile") == name:
            del document["default_profile"]

    _rewrite(path, change)


def set_default(path: Path, name: str) -> None:
    """Make `name` the profile that is used where none is named. Raises as above."""
    _rewrite(path, lambda document, table: None, default=lambda document: name)


def _rewrite(
    path: Path,
    change: Callable[[Any, Callable[[bool], Any]], None],
    default: Callable[[Mapping[str, Any]], str | None] = lambda document: None,
) -> None:
    """Replace the file by what `change` makes of it, in one step; its mode stays.

    `change` is applied to the text, which keeps comments, and to the plain values: where the two come out
    differently (tomlkit has its limits with dotted keys), the file is left as it is. `default` tells, from
    the values before, what `default_profile` must become; None leaves it.
    """
    import tomllib

    from tomlkit.exceptions import TOMLKitError

    target = path.resolve()  # a link into somebody's folder of dot-files stays a link
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(target.parent):
            old = target.read_text(encoding="utf-8") if target.exists() else _HEAD
            wanted = tomllib.loads(old)
            profiles(wanted)  # refuses what is no table of tables
            name = default(wanted)
            change(wanted, lambda is_super: {})
            if name is not None:
                wanted["default_profile"] = name
            new = _rewritten(old, change, name)
            if tomllib.loads(new) != wanted:
                raise ValueError("its tables are written in a way that no program can change safely")
            _replace(target, new)
    except (TOMLKitError, ValueError, TypeError) as error:
        raise UsageError(
            f"{path} cannot be changed: {error}.",
            hint="Mend it there; write each profile as a table of its own, such as [profiles.shop-us].",
        ) from None
    except OSError as error:
        raise LocalStateError(
            f"{path} cannot be written: {error.strerror or error}.",
            hint="Make it writable for this user, or name another file in SPMSG_CONFIG.",
        ) from None


def _rewritten(text: str, change: Callable[[Any, Callable[[bool], Any]], None], default: str | None) -> str:
    import tomlkit

    document = tomlkit.parse(text)
    change(document, lambda is_super: tomlkit.table(is_super_table=is_super))
    if default is not None and "default_profile" in document:
        document["default_profile"] = default
        default = None
    new = document.as_string().strip("\n") + "\n"
    if default is None:
        return new
    # At the top: behind a table's header the key would belong to that table.
    head = _HEAD if new.startswith(_HEAD) else ""
    rest = new[len(head) :].strip("\n")
    return f"{head}default_profile = {tomlkit.item(default).as_string()}\n" + (f"\n{rest}\n" if rest else "")


def _taken_tail(profile: Any) -> Callable[[], None]:
    """Take the comments and empty lines off the end of a table: they lead to the next one.

    New settings go before them. Gives what puts them back.
    """
    body = getattr(getattr(profile, "value", None), "body", None)
    if body is None:  # a plain dictionary
        return lambda: None
    tail: list[Any] = []
    while body and body[-1][0] is None:
        tail.insert(0, body.pop())
    return lambda: body.extend(tail)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Alone among the processes that write here: two logins at once must not lose a profile."""
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    deadline = time.monotonic() + PATIENCE
    try:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise LocalStateError(
                        f"Another process is writing in {folder}, and does not finish.",
                        hint="Run it again when it has.",
                    ) from None
                time.sleep(0.02)
        yield
    finally:
        os.close(descriptor)


def _replace(path: Path, text: str) -> None:
    made = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            if path.exists():
                os.fchmod(file.fileno(), stat.S_IMODE(path.stat().st_mode))
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        made.replace(path)
    except OSError:
        made.unlink(missing_ok=True)
        raise
