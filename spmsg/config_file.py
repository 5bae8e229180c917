"""Writing `config.toml`: a profile added, changed, removed, made the default. Its owner's comments stay."""

import codecs
import stat
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from spmsg import private_files
from spmsg.errors import LocalStateError, UsageError

_HEAD = "# Profiles of spmsg. No secrets in here: `spmsg auth login` keeps those elsewhere.\n"


def keep_profile(path: Path, name: str, values: Mapping[str, str]) -> None:
    """Give the profile `name` these `values`; its other settings stay.

    The first profile becomes the default one. Raises UsageError for a file that cannot be understood or
    safely changed, LocalStateError for one that cannot be written.
    """

    def change(document: Any) -> str | None:
        is_first = not document.get("profiles")
        profile = document.setdefault("profiles", {}).setdefault(name, {})
        # Comments at the end of tomlkit's table belong to the next table: new settings go before them.
        lines = getattr(getattr(profile, "value", None), "body", [])
        tail: list[Any] = []
        while lines and lines[-1][0] is None:
            tail.insert(0, lines.pop())
        profile.update(values)
        lines.extend(tail)
        return name if is_first else None

    _rewrite(path, change)


def remove_profile(path: Path, name: str) -> None:
    """Remove the profile `name`, and `default_profile` if it names that one. Raises as `keep_profile`."""

    def change(document: Any) -> None:
        document.get("profiles", {}).pop(name, None)
        if not document.get("profiles", True):
            del document["profiles"]
        if document.get("default_profile") == name:
            del document["default_profile"]

    _rewrite(path, change)


def set_default(path: Path, name: str) -> None:
    """Make `name` the profile that is used if none is named. Raises as `keep_profile`."""
    _rewrite(path, lambda document: name)


def _rewrite(path: Path, change: Callable[[Any], str | None]) -> None:
    """Replace the file by what `change` makes of it; mode, line ends and byte order mark stay.

    `change` returns the new `default_profile`, None to leave it. It is applied to tomlkit's document, which
    keeps comments, and to the plain values. If the two come out differently (tomlkit has its limits with
    dotted keys), the file is left as it is.
    """
    target = path.resolve()  # a link into somebody's folder of dot-files stays a link
    try:
        with private_files.lock(path):  # two logins at once must not lose a profile
            exists = target.exists()
            old = target.read_bytes() if exists else _HEAD.encode()
            mark = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
            line_end = "\r\n" if b"\r\n" in old else "\n"
            text = old.removeprefix(mark).decode().replace("\r\n", "\n")
            new = _changed(text, change).replace("\n", line_end)
            mode = stat.S_IMODE(target.stat().st_mode) if exists else 0o600
            private_files.write(target, mark + new.encode(), mode=mode)
    except (TOMLKitError, ValueError, TypeError, AttributeError) as error:  # it is not TOML, or no tables
        hint = "Correct it there; write each profile as a table of its own, such as [profiles.shop-us]."
        raise UsageError(f"{path} cannot be changed: {error}.", hint=hint) from None
    except OSError as error:  # also filelock's Timeout
        hint = "Make it writable for this user, or name another file in SPMSG_CONFIG."
        raise LocalStateError(f"{path} cannot be written: {error.strerror or error}.", hint=hint) from None


def _changed(text: str, change: Callable[[Any], str | None]) -> str:
    plain, document = tomllib.loads(text), tomlkit.parse(text)
    default = change(plain)
    change(document)
    top = ""
    if default is not None:
        plain["default_profile"] = default
        if "default_profile" in document:
            document["default_profile"] = default
        else:  # tomlkit would put it between a comment and the table that it is about
            top = f"default_profile = {tomlkit.item(default).as_string()}\n\n"
    new = (top + document.as_string().strip("\n")).strip("\n") + "\n"
    if tomllib.loads(new) != plain:
        raise ValueError("its tables are written in a way that no program can change safely")
    return new
