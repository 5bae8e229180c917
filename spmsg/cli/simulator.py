"""`spmsg simulator`: the embedded simulator as a server, and what its buyers received."""

import sys
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spmsg import config
from spmsg.cli import completers, console, localized, output
from spmsg.cli.options import Output, add, group
from spmsg.cli.output import View
from spmsg.delivery.result import utc
from spmsg.errors import LocalStateError, UsageError
from spmsg.simulator.state import Message, open_state

if TYPE_CHECKING:
    from rich.console import RenderableType

ABOUT = """Serve the embedded simulator of Amazon over HTTP, or read what its buyers received.

\b
spmsg simulator serve --port 8043
spmsg simulator inbox

The profile `demo` needs no server: every command talks to it with `--profile demo`.
"""


@dataclass(frozen=True, kw_only=True)
class ServeOptions:
    """Serve the simulator over HTTP until Ctrl-C.

    \b
    spmsg simulator serve --port 8043 &
    export SPMSG_ENDPOINT=http://127.0.0.1:8043
    export SPMSG_LWA_URL=http://127.0.0.1:8043/auth/o2/token
    export SPMSG_CLIENT_ID=any SPMSG_CLIENT_SECRET=any SPMSG_REFRESH_TOKEN=any
    spmsg orders

    Prints its base URL, on 127.0.0.1, on stdout. `spmsg simulator inbox` shows what its buyers got.

    FAULT is KIND=VALUE:COUNT@GROUP, of which all but KIND can be left out: error=503:3, delay=2@actions.

    These keep a request from being done: throttle (429; =2 sends Retry-After: 2), error=503 (or another
    status), refuse (no connection; =5 ends it after 5 seconds), redirect (to another host), expire-token
    (403, until the token is renewed), no-actions (nothing is offered), included-data (400 to whoever asks
    for it).

    These befall one that is done: delay=5 (the answer comes so many seconds later), drop-after-send (it never
    comes), garbage (it is a web page).

    COUNT: only the next so many; always without it, but expire-token once. GROUP: messages (the default; what
    reaches a buyer), actions, attributes, orders, solicitations, uploads, storage (S3), token, all. Here
    refuse takes neither.
    """

    port: Annotated[int, typer.Option(metavar="PORT", min=0, max=65535, help="0 is any that is free.")] = 8043
    fault: Annotated[list[str] | None, typer.Option(metavar="FAULT", help="Misbehave so; repeatable.")] = None
    no_throttle: Annotated[bool, typer.Option("--no-throttle", help="Keep no rate limits.")] = False


def serve(options: ServeOptions) -> None:
    from spmsg.simulator.app import Simulator
    from spmsg.simulator.faults import parse_faults
    from spmsg.simulator.server import serve as serve_application

    try:
        faults = parse_faults(options.fault or ())
        with closing(open_state(config.state_dir())) as state:
            simulator = Simulator(state, faults=faults, rates=not options.no_throttle)
            serve_application(simulator, options.port, _announce)
    except ValueError as error:
        raise UsageError(f"--fault: {error}") from None
    except OSError as error:
        message = f"Port {options.port} cannot be used: {error.strerror}."
        hint = "Name another one, or `--port 0` for any that is free."
        raise LocalStateError(message, hint=hint) from None


def _announce(base_url: str) -> None:
    console.write(f"{base_url}\n")
    sys.stdout.flush()
    if sys.stderr.isatty():
        console.note(f"Token endpoint: {base_url}/auth/o2/token. Ctrl-C ends it.")


@dataclass(frozen=True, kw_only=True)
class InboxOptions(Output):
    """Show what the simulated buyers received, the oldest first.

    \b
    spmsg simulator inbox
    spmsg simulator inbox 902-6786204-8179805 -o json
    """

    order: Annotated[
        str | None,
        typer.Argument(metavar="ORDER", autocompletion=completers.orders, help="Only this order's buyer."),
    ] = None


def inbox(options: InboxOptions) -> None:
    with closing(open_state(config.state_dir())) as state:
        received = state.inbox(options.order)
    if not received and output.for_people(options.output):
        console.note(INBOX.empty)
    output.show(map(_record, received), INBOX, options.output, _panel)


@dataclass(frozen=True, kw_only=True)
class ResetOptions:
    """Forget every simulated message, token and upload."""


def reset(options: ResetOptions) -> None:
    with closing(open_state(config.state_dir())) as state:
        state.clear()
    console.note("The simulator is as new. What the ledger says is sent stays so: --resend sends it again.")


def _record(message: Message) -> dict[str, Any]:
    return {**asdict(message), "at": utc(datetime.fromtimestamp(message.at, UTC))}


def _panel(record: Any) -> "RenderableType":
    """Draw a message as its buyer sees it."""
    from rich.panel import Panel
    from rich.text import Text

    lines = [record["text"]] if record["text"] else []
    lines += [f"{name}: {value}" for name, value in record["fields"].items()]
    for file in record["attachments"]:
        lines.append(f"+ {file['file_name']}, {localized.size(file['bytes'])}, {file['content_type']}")
    title = Text(console.inline(f"{record['order']}  {record['action']}"), "bold")
    foot = console.inline("  ".join((localized.minute(record["at"]), record["locale"] or "")).strip())
    return Panel(
        Text(console.safe("\n".join(lines))),
        title=title, title_align="left", subtitle=Text(foot), subtitle_align="right", padding=(0, 1),
    )  # fmt: skip


INBOX = View(
    fields=("order", "marketplace", "action", "at", "locale", "text", "fields", "attachments"),
    empty="No buyer received anything yet: `spmsg demo` sends a few.",
)

app = group(ABOUT)
add(app, "serve", ServeOptions, serve)
add(app, "inbox", InboxOptions, inbox)
add(app, "reset", ResetOptions, reset)
