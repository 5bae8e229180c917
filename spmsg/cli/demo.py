"""`spmsg demo`: the whole workflow on the embedded simulator, shown step by step."""

import os
import shlex
import tempfile
from collections.abc import Sequence
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

from spmsg.cli import console
from spmsg.cli.app import run as run_program
from spmsg.cli.options import command
from spmsg.errors import ExitCode

ORDER = "902-6786204-8179805"
TEXT = "Hello! Your mug comes in grey and blue. Which one shall we send?"
INVOICE = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R
/Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>> endobj
4 0 obj <</Length 44>> stream
BT /F1 14 Tf 20 50 Td (Invoice 2026-117) Tj ET
endstream endobj
trailer <</Root 1 0 R>>
%%EOF
"""


SEND = ("send", "confirmOrderDetails", ORDER, "--text")
STEPS: Sequence[tuple[str, Sequence[str], ExitCode]] = (
    ("Recent orders, to choose from.", ("orders", "-m", "US", "--limit", "5"), ExitCode.OK),
    ("What may be sent for one of them?", ("actions", ORDER), ExitCode.OK),
    (
        "A text that breaks Amazon's rules never leaves; the exit code is 3.",
        (*SEND, "<b>Hi!</b> Write to me@example.com"),
        ExitCode.INVALID,
    ),
    ("This one is fine.", (*SEND, TEXT), ExitCode.OK),
    (
        "The same again, as after a crash or from cron: the buyer does not get it twice.",
        (*SEND, TEXT),
        ExitCode.OK,
    ),
    (
        "An invoice: hashed, uploaded to S3, sent.",
        ("send", "sendInvoice", ORDER, "--attach", "invoice.pdf=Invoice 2026-117.pdf"),
        ExitCode.OK,
    ),
    ("What the simulated buyer received.", ("simulator", "inbox"), ExitCode.OK),
)
"""What a step of the demo shows, the command, and the exit code that it ends with."""


@dataclass(frozen=True)
class Options:
    """Show the whole workflow on the embedded simulator: no account, no network, nothing is kept.

    \b
    spmsg demo

    Next: spmsg orders --profile demo
    """


def run(options: Options) -> int:
    from rich.text import Text

    with tempfile.TemporaryDirectory(prefix="spmsg-demo-") as folder, chdir(folder):
        _set_up(folder)
        for number, (about, arguments, expected) in enumerate(STEPS, 1):
            console.show(Text(f"\n{number}. {about}", "bold"))
            console.show(f"$ spmsg {shlex.join(arguments)}\n")
            code = run_program(arguments)
            if code != expected:
                console.note(f"The demo stopped: exit code {code} in place of {expected}.")
                return code
    console.show(
        "\nNow you: add `--profile demo` to any command, or set SPMSG_PROFILE=demo.\n"
        "With your own account: spmsg auth login"
    )
    return ExitCode.OK


def _set_up(folder: str) -> None:
    """Give the demo a file to send and a state of its own in `folder`, and none of the user's settings."""
    Path("invoice.pdf").write_bytes(INVOICE)
    for name in [each for each in os.environ if each.startswith("SPMSG_")]:
        del os.environ[name]
    ours = {"PROFILE": "demo", "STATE_DIR": folder, "OUTPUT": "table", "NO_INPUT": "1"}
    os.environ.update({f"SPMSG_{name}": value for name, value in ours.items()})


app = command(Options, run)
