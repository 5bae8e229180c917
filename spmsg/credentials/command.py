"""`credential_command`: a program that prints the secrets, for servers; as AWS's `credential_process`.

    credential_command = ["vault", "kv", "get", "-format=json", "-field=data", "secret/spmsg/shop-us"]

It runs without a shell, with nothing on stdin, and prints a JSON object with `client_id`, `client_secret` and
`refresh_token`; other members are ignored. Its stderr is shown only when it fails.
"""

import os
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from spmsg.credentials.secrets import MAX_BYTES, DocumentError, mask, read_document, values
from spmsg.errors import CredentialsError

TIMEOUT = 30.0
"""Seconds after which the command is stopped."""
MAX_STDERR = 500
"""Characters of its stderr that are shown."""


def run(words: Sequence[str], timeout: float = TIMEOUT) -> dict[str, str]:
    """Those of the three secrets that the command prints, by name.

    Raises CredentialsError if it cannot be started, fails, takes longer than `timeout` seconds, or prints
    something else. No error repeats its arguments or what it printed.
    """
    program = Path(words[0]).expanduser()
    try:
        process = subprocess.Popen(
            [str(program), *words[1:]],
            stdin=subprocess.DEVNULL,  # stdin may hold the orders
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it cannot be started"
        raise CredentialsError(
            f"The credential_command {program.name!r} cannot be run: {reason}.",
            hint="Give its full path in config.toml, and make it executable.",
        ) from None

    def stop_flood(content: bytearray) -> None:
        if len(content) > MAX_BYTES:
            process.kill()
            del content[MAX_BYTES + 1 :]

    output = _Reader(process.stdout, stop_flood)
    errors = _Reader(process.stderr, _keep_tail)
    try:
        code = process.wait(timeout)
    except subprocess.TimeoutExpired:
        raise CredentialsError(
            f"The credential_command {program.name!r} did not finish within {timeout:.0f} s.",
            hint="Run it yourself: does it wait for a password, or for a server?",
        ) from None
    finally:
        process.kill()
        process.wait()
    printed, stderr = output.result(), errors.result()
    if code != 0 and len(printed) <= MAX_BYTES:
        text = mask(stderr.decode("utf-8", "replace")).strip()[-MAX_STDERR:]
        how = f"exit code {code}" if code > 0 else "a signal"
        raise CredentialsError(
            f"The credential_command {program.name!r} failed with {how}."
            + (f" It says:\n{text}" if text else ""),
            hint="Run it yourself to see what it needs.",
        )
    try:
        return values(read_document(printed))
    except DocumentError as error:
        raise CredentialsError(
            f"What the credential_command {program.name!r} prints cannot be used: {error}.",
            hint="It must print a JSON object with client_id, client_secret and refresh_token, "
            "and nothing else.",
        ) from None


def _keep_tail(content: bytearray) -> None:
    del content[: -4 * MAX_STDERR]


class _Reader(threading.Thread):
    """Reads a pipe to its end; `check` looks at what there is after each piece."""

    def __init__(self, pipe: IO[bytes] | None, check: Callable[[bytearray], object]) -> None:
        super().__init__(daemon=True)
        self._pipe = pipe
        self._check = check
        self._content = bytearray()
        self.start()

    def run(self) -> None:
        while self._pipe is not None and (chunk := os.read(self._pipe.fileno(), 65_536)):
            self._content += chunk
            self._check(self._content)
        if self._pipe is not None:
            self._pipe.close()

    def result(self) -> bytes:
        """What was read when the process ended: an agent that it left behind may keep the pipe open."""
        self.join(0.2)
        return bytes(self._content)
