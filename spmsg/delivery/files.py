"""Read the files of a message, once: the bytes that are checked and hashed are the bytes that are sent."""

import os
import re
import stat
from collections.abc import Callable
from glob import escape, glob
from pathlib import Path

from spmsg.errors import InvalidInputError
from spmsg.message.attachment import Attachment

LOCALE = "{locale}"
"""What stands for the buyer's locale in a path."""
MAX_BYTES = 100_000_000
"""More than any resource of the Uploads API takes; a larger file is not read into memory at all."""
MAX_TEXT_BYTES = 1_000_000
"""Far more than any action's text can have; a device that never ends must not fill the memory."""
_OPEN_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""A symbolic link is refused, and a FIFO does not make us wait for a writer."""
_FILES_ONLY = "Name a file, not a folder or a device."


def read_attachment(path: Path, file_name: str | None = None) -> Attachment:
    """Read the regular file at `path`, under the name that the buyer sees (its own by default).

    Raises InvalidInputError for what is missing (code "file-missing"), no regular file, a symbolic link,
    too large or unreadable.
    """
    try:
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | _OPEN_FLAGS)) as file:
            # Looked at once it is open: nobody can put another file there in between
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise InvalidInputError(f"{path} is not a regular file.", hint=_FILES_ONLY)
            if state.st_size > MAX_BYTES:
                raise InvalidInputError(f"{path} is far too large: {state.st_size:,} bytes.")
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(path, error) from None
    if len(content) != state.st_size:
        raise InvalidInputError(f"{path} changed while it was read.", hint="Wait until it is complete.")
    return Attachment(file_name or path.name, content)


def read_text(path: Path) -> str:
    """Return the text in the file at `path`: UTF-8, line ends as \\n, without the last one.

    Raises InvalidInputError for what is missing, unreadable or not UTF-8, naming the place.
    """
    try:
        with path.open("rb") as file:  # a named pipe is fine here: `--text-file <(render.sh)`
            content = file.read(MAX_TEXT_BYTES + 1)
    except OSError as error:
        raise _unreadable(path, error) from None
    return decode(content, str(path))


def decode(content: bytes, name: str) -> str:
    """Return the text in `content`, as `read_text` does; `name` is what errors call it."""
    if len(content) > MAX_TEXT_BYTES:
        raise InvalidInputError(f"{name} is no message: it has more than {MAX_TEXT_BYTES:,} bytes.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InvalidInputError(
            f"{name} is not UTF-8: line {line} holds the byte {content[error.start]:#04x}.",
            hint="Save it as UTF-8 and run it again.",
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")


def exists(path: Path) -> bool:
    """Return whether there is something at `path`, as far as we may look."""
    return os.path.exists(path)  # noqa: PTH110 - `Path.exists` raises for too long a name


def for_any_locale(path: str | None) -> list[Path]:
    """Return the files that there are for `path`, one for each locale if it holds `{locale}`."""
    if path is None or LOCALE not in path:
        return [Path(path)] if path is not None else []
    parts = Path(path).as_posix().split(LOCALE)
    named = re.compile(r"\w+".join(map(re.escape, parts)))
    found = map(Path, glob("*".join(map(escape, parts))))  # noqa: PTH207 - Path.glob takes no absolute pattern
    return sorted(each for each in found if named.fullmatch(each.as_posix()) and each.is_file())


def for_locale(path: str, locale: Callable[[], str | None]) -> Path:
    """Return the first file that exists with `de_DE`, `de` or `default` for `{locale}`.

    Raises InvalidInputError if none does: no message is better than one in the wrong language.
    """
    if LOCALE not in path:
        return Path(path)
    known = (locale() or "").replace("-", "_")
    names = ["default"]
    if re.fullmatch(r"[A-Za-z]{2,8}(_[A-Za-z0-9]{1,8})*", known):
        names = [known, known.partition("_")[0], "default"]
    tried = [Path(path.replace(LOCALE, name)) for name in dict.fromkeys(names)]
    found = next((each for each in tried if exists(each)), None)
    if found is None:
        message = f"There is no text in the buyer's language ({known or 'which Amazon does not tell'})."
        hint = f"Looked for {', '.join(map(str, tried))}."
        raise InvalidInputError(message, hint=hint, code="no-text-in-language")
    return found


def _unreadable(path: Path, error: OSError) -> InvalidInputError:
    if isinstance(error, FileNotFoundError):
        return InvalidInputError(f"There is no file {path}.", hint="Check the path.", code="file-missing")
    if isinstance(error, IsADirectoryError):
        return InvalidInputError(f"{path} is not a regular file.", hint=_FILES_ONLY)
    if os.path.islink(path):  # noqa: PTH114 - `Path.is_symlink` raises for too long a name
        hint = f"Name the file itself: {path.resolve()}"
        return InvalidInputError(f"{path} is a symbolic link, which could point anywhere.", hint=hint)
    return InvalidInputError(f"{path} cannot be read: {error.strerror}.")
