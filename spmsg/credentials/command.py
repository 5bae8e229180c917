"""`credential_command`: a program that prints the secrets, for servers; as AWS's `credential_process`.

    credential_command = ["vault", "kv", "get", "-format=json", "-field=data", "secret/spmsg/shop-us"]

It runs without a shell, with nothing on stdin, and prints a JSON object with `client_id`, `client_secret` and
`refresh_token`; other members are left alone. What it says on stderr is shown when it fails, and only then.
"""

import os
import selectors
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from spmsg.credentials.secrets import MAX_BYTES, DocumentError, read_document, values, without_secrets
from spmsg.errors import CredentialsError

PATIENCE = 30.0
"""Seconds after which the command is stopped."""
MAX_WORDS = 500
"""Characters of its stderr that are shown."""


def run(words: Sequence[str], patience: float = PATIENCE) -> dict[str, str]:
    """Those of the three secrets that the command prints, by their names.

    Raises CredentialsError where it cannot be started, fails, takes longer than `patience` seconds, or
    prints something else. No error repeats its arguments or what it printed.
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
    with process:
        try:
            output, said = _collect(process, time.monotonic() + patience)
        except TimeoutError:
            raise CredentialsError(
                f"The credential_command {program.name!r} did not finish within {patience:.0f} s.",
                hint="Run it yourself: does it wait for a password, or for a server?",
            ) from None
        except OverflowError:
            raise _unusable(program, f"it is larger than {MAX_BYTES // 1024} KiB") from None
        finally:
            if process.poll() is None:
                process.kill()
    if process.returncode != 0:
        told = without_secrets(said.decode("utf-8", "replace")).strip()[-MAX_WORDS:]
        how = f"exit code {process.returncode}" if process.returncode > 0 else "a signal"
        raise CredentialsError(
            f"The credential_command {program.name!r} failed with {how}."
            + (f" It says:\n{told}" if told else ""),
            hint="Run it yourself to see what it needs.",
        )
    try:
        return values(read_document(output))
    except DocumentError as error:
        raise _unusable(program, str(error)) from None


def _collect(process: "subprocess.Popen[bytes]", deadline: float) -> tuple[bytes, bytes]:
    """What the process puts on stdout and stderr until it ends; raises TimeoutError and OverflowError.

    The end is the process's own: an agent that it started may keep the pipes open for ever.
    """
    output, said = bytearray(), bytearray()
    with selectors.DefaultSelector() as selector:
        for pipe, taken in ((process.stdout, output), (process.stderr, said)):
            if pipe is not None:
                selector.register(pipe, selectors.EVENT_READ, taken)
        while selector.get_map():
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            ended = process.poll() is not None
            ready = selector.select(0 if ended else min(left, 0.05))
            if ended and not ready:
                break
            for key, _ in ready:
                chunk = os.read(key.fd, 65_536)
                if not chunk:
                    selector.unregister(key.fileobj)
                key.data.extend(chunk)
            del said[: -4 * MAX_WORDS]
            if len(output) > MAX_BYTES:
                raise OverflowError
    try:
        process.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    return bytes(output), bytes(said)


def _unusable(program: Path, why: str) -> CredentialsError:
    return CredentialsError(
        f"What the credential_command {program.name!r} prints cannot be used: {why}.",
        hint="It must print a JSON object with client_id, client_secret and refresh_token, and nothing else.",
    )
