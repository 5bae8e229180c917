"""What is left when there is a bug: a traceback in a file, and where to report it."""

import os
import sys
import tempfile
import traceback
from pathlib import Path

from spmsg.cli import stdio
from spmsg.errors import SpmsgError

TOKENS = r"At(za|zr|zc)\|[^\s'\"]+|amzn1\.(oa2-cs|application-oa2-client)\.[^\s'\"]+"


def report(error: Exception, *, as_json: bool) -> int:
    """Write the traceback of `error`, without secrets, to a file of the user's own; returns exit code 1."""
    import re

    from spmsg import __version__

    text = re.sub(TOKENS, "***", "".join(traceback.format_exception(error)))
    told = SpmsgError(
        f"An unexpected error ({type(error).__name__}): this is a bug in spmsg, not a mistake of yours.",
        hint=f"Please report it with the file {_keep(text, __version__)}; `spmsg doctor` may tell more.",
    )
    return stdio.fail(told, as_json=as_json)


def _keep(text: str, version: str) -> str:
    head = f"spmsg {version}, Python {sys.version}, {sys.platform}\n\n"
    try:
        handle, name = tempfile.mkstemp(prefix="spmsg-crash-", suffix=".txt")  # 0600 from the start
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(head + text)
    except OSError:
        return "(which could not be written)"
    return str(Path(name))
