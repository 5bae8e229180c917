"""Writing `config.toml`: a profile added, changed, removed, made the default. Its owner's comments stay."""

import codecs
import stat
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from filelock import Timeout

from spmsg import private_files
from spmsg.config import PROFILE_KEYS, profiles
from spmsg.errors import LocalStateError, UsageError

Change = Callable[[Any, Callable[[bool], Any]], None]
"""Applied to the plain values and to tomlkit's document; its second argument makes a new table."""
_HEAD = "# Profiles of spmsg. No secrets in here: `spmsg auth login` keeps those elsewhere.\n"


def keep_profile(path: Path, name: str, values: Mapping[str, str | None]) -> None:
    """Give the profile `name` these `values` (None takes one away); its other settings stay.

    The first profile becomes the default one. Raises UsageError for a file that cannot be understood or
    safely changed, LocalStateError for one that cannot be written.
    """

    def change(document: Any, new_table: Callable[[bool], Any]) -> None:
        profile = document.setdefault("profiles", new_table(True)).setdefault(name, new_table(False))
        put_back = _take_tail(profile)
        for key in (key for key in PROFILE_KEYS if key in values):
            if values[key] is None:
                profile.pop(key, None)
            else:
                profile[key] = values[key]
        put_back()

    _rewrite(path, change, default=lambda document: None if document.get("profiles") else name)


def remove_profile(path: Path, name: str) -> None:
    """Remove the profile `name`, and `default_profile` if it names that one. Raises as `keep_profile`."""

    def change(document: Any, new_table: Callable[[bool], Any]) -> None:
        document.get("profiles", {}).pop(name, None)
        if not document.get("profiles", True):
            del document["profiles"]
        if document.get("default_profile") == name:
            del document["default_profile"]

    _rewrite(path, change)


def set_default(path: Path, name: str) -> None:
    """Make `name` the profile that is used if none is named. Raises as `keep_profile`."""
    _rewrite(path, lambda document, new_table: None, default=lambda document: name)


def _rewrite(
    path: Path,
    change: Change,
    default: Callable[[Mapping[str, Any]], str | None] = lambda document: None,
) -> None:
    """Replace the file by what `change` makes of it; mode, line ends and byte order mark stay.

    `change` is applied to the text, which keeps comments, and to the plain values. If the two come out
    differently (tomlkit has its limits with dotted keys), the file is left as it is. `default` gives the
    new `default_profile` from the values before; None leaves it.
    """
    from tomlkit.exceptions import TOMLKitError

    target = path.resolve()  # a link into somebody's folder of dot-files stays a link
    try:
        with private_files.lock(path):  # two logins at once must not lose a profile
            exists = target.exists()
            old = target.read_bytes() if exists else _HEAD.encode()
            mark = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
            line_end = "\r\n" if b"\r\n" in old else "\n"
            text = old.removeprefix(mark).decode().replace("\r\n", "\n")
            wanted = tomllib.loads(text)
            profiles(wanted)  # refuses what is no table of tables
            name = default(wanted)
            change(wanted, lambda is_super: {})
            if name is not None:
                wanted["default_profile"] = name
            new = _changed(text, change, name)
            if tomllib.loads(new) != wanted:
                raise ValueError("its tables are written in a way that no program can change safely")
            mode = stat.S_IMODE(target.stat().st_mode) if exists else 0o600
            private_files.write(target, mark + new.replace("\n", line_end).encode(), mode=mode)
    except Timeout:
        raise LocalStateError(
            f"Another process is writing {path}, and does not finish.", hint="Run it again when it has."
        ) from None
    except (TOMLKitError, ValueError, TypeError) as error:
        raise UsageError(
            f"{path} cannot be changed: {error}.",
            hint="Correct it there; write each profile as a table of its own, such as [profiles.shop-us].",
        ) from None
    except OSError as error:
        raise LocalStateError(
            f"{path} cannot be written: {error.strerror or error}.",
            hint="Make it writable for this user, or name another file in SPMSG_CONFIG.",
        ) from None


def _changed(text: str, change: Change, default: str | None) -> str:
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


def _take_tail(profile: Any) -> Callable[[], None]:
    """Take the comments and empty lines off the end of a table, and return what puts them back.

    They lead to the next table: new settings go before them.
    """
    body = getattr(getattr(profile, "value", None), "body", None)
    if body is None:  # a plain dictionary
        return lambda: None
    tail: list[Any] = []
    while body and body[-1][0] is None:
        tail.insert(0, body.pop())
    return lambda: body.extend(tail)
