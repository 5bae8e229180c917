"""`spmsg demo`: the whole workflow on the embedded simulator, shown step by step."""

import os
import shlex
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path

from spmsg.cli import console
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


@dataclass(frozen=True)
class Step:
    """A command of the demo, what it shows, and the exit code that it ends with."""

    about: str
    arguments: Sequence[str]
    code: ExitCode = ExitCode.OK


STEPS = (
    Step("Recent orders, to choose from.", ["orders", "-m", "US", "--limit", "5"]),
    Step("What may be sent for one of them?", ["actions", ORDER]),
    Step(
        "A text that breaks Amazon's rules never leaves; the exit code is 3.",
        ["send", "confirmOrderDetails", ORDER, "--text", "<b>Hi!</b> Write to me@example.com"],
        ExitCode.INVALID,
    ),
    Step("This one is fine.", ["send", "confirmOrderDetails", ORDER, "--text", TEXT]),
    Step(
        "The same again, as after a crash or from cron: the buyer does not get it twice.",
        ["send", "confirmOrderDetails", ORDER, "--text", TEXT],
    ),
    Step(
        "An invoice: hashed, uploaded to S3, sent.",
        ["send", "sendInvoice", ORDER, "--attach", "invoice.pdf=Invoice 2026-117.pdf"],
    ),
    Step("What the simulated buyer received.", ["simulator", "inbox"]),
)


@dataclass(frozen=True)
class Options:
    """Show the whole workflow on the embedded simulator: no account, no network, nothing is kept.

    \b
    spmsg demo

    Next: spmsg orders --profile demo
    """


def run(options: Options) -> int:
    from rich.text import Text

    from spmsg.cli.app import run as run_program

    with _sandbox():
        for number, step in enumerate(STEPS, 1):
            console.show(Text(f"\n{number}. {step.about}", "bold"))
            console.show(f"$ spmsg {shlex.join(step.arguments)}\n")
            code = run_program(step.arguments)
            if code != step.code:
                console.note(f"The demo stopped: exit code {code} in place of {int(step.code)}.")
                return code
    console.show(
        "\nNow you: add `--profile demo` to any command, or set SPMSG_PROFILE=demo.\n"
        "With your own account: spmsg auth login"
    )
    return ExitCode.OK


@contextmanager
def _sandbox() -> Iterator[None]:
    """Give the demo a state of its own that goes with it, and none of the user's settings."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="spmsg-demo-") as temporary, chdir(temporary):
        Path("invoice.pdf").write_bytes(INVOICE)
        ours = {"PROFILE": "demo", "STATE_DIR": temporary, "OUTPUT": "table", "NO_INPUT": "1"}
        try:
            for name in before:
                if name.startswith("SPMSG_"):
                    del os.environ[name]
            os.environ.update({f"SPMSG_{name}": value for name, value in ours.items()})
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


app = command(Options, run)
