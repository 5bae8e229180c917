"""`credential_command`: a program that prints the secrets, for servers; as AWS's `credential_process`.

    credential_command = ["vault", "kv", "get", "-format=json", "-field=data", "secret/spmsg/shop-us"]

It runs without a shell, with nothing on stdin, and prints a JSON object with `client_id`, `client_secret` and
`refresh_token`; other members are ignored. Its stderr is shown only when it fails.
"""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from spmsg.credentials.secrets import mask
from spmsg.errors import CredentialsError

TIMEOUT = 30.0
"""Seconds after which the command is stopped."""
MAX_STDERR = 500
"""Characters of its stderr that are shown."""


def run(words: Sequence[str], timeout: float = TIMEOUT) -> bytes:
    """Return what the command prints.

    Raises CredentialsError if it cannot be started, fails, or takes longer than `timeout` seconds. No error
    repeats its arguments or what it printed.
    """
    program = Path(words[0]).expanduser()
    named = f"The credential_command {program.name!r}"
    try:
        done = subprocess.run(
            [str(program), *words[1:]],
            stdin=subprocess.DEVNULL,  # stdin may hold the orders
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except OSError as error:
        raise CredentialsError(
            f"{named} cannot be run: {error.strerror or error}.",
            hint="Give its full path in config.toml, and make it executable.",
        ) from None
    except subprocess.TimeoutExpired:
        raise CredentialsError(
            f"{named} did not finish within {timeout:.0f} s.",
            hint="Run it yourself: does it wait for a password or a server, or leave a program running?",
        ) from None
    if done.returncode != 0:
        how = f"exit code {done.returncode}" if done.returncode > 0 else "a signal"
        stderr = mask(done.stderr.decode("utf-8", "replace")).strip()[-MAX_STDERR:]
        raise CredentialsError(
            f"{named} failed with {how}." + (f" It says:\n{stderr}" if stderr else ""),
            hint="Run it yourself to see what it needs.",
        )
    return done.stdout
