"""`spmsg auth`: the credentials of profiles; a command a module."""

from collections.abc import Callable

import typer

from spmsg.cli import stdio
from spmsg.cli.auth import login, logout, status, switch, token
from spmsg.cli.manual import Command, Group
from spmsg.cli.options import HELP, callback

ABOUT = """Set up, try and switch credentials.

\b
spmsg auth login                     set up an account: asks, tries, stores
spmsg auth login -p shop-de          and another one
spmsg auth switch shop-de            use that one from now on
spmsg auth status                    do they work? where are they kept?

Without an account: every command takes `--profile demo`, the simulator.
"""

app = typer.Typer(
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    context_settings=HELP,
    help=ABOUT,
)


@app.callback()
def _auth(ctx: typer.Context) -> None:
    if ctx.invoked_subcommand is None:
        stdio.write(ctx.get_help() + "\n")


def _add(name: str, short_help: str, function: Callable[..., int | None]) -> None:
    app.command(name, cls=Command, short_help=short_help, context_settings=HELP)(function)


_add("login", "Ask for credentials, try them, store them", callback(login.Options, login.run))
_add("status", "Which profiles work, and where secrets are", callback(status.Options, status.run))
_add("switch", "Use another profile from now on", callback(switch.Options, switch.run))
_add("logout", "Forget a profile and its secrets", callback(logout.Options, logout.run))
_add("token", "Print an access token, for curl", callback(token.Options, token.run))
