"""The User-Agent that Amazon requires of every call."""

import os
import sys

from spmsg import __version__


def user_agent() -> str:
    """`AppName/1.2 (Language=…; Platform=…)`, 500 characters at most (developer-docs)."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"spmsg/{__version__} (Language=Python/{python}; Platform={os.uname().sysname})"
