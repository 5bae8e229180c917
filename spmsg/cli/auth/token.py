"""`spmsg auth token`: an access token, for other programs."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime

from spmsg.cli import stdio, views
from spmsg.cli.options import Common, Format
from spmsg.cli.runtime import Runtime
from spmsg.cli.views import View


@dataclass(frozen=True, kw_only=True)
class Options(Common):
    """Print an access token, alone on stdout, for curl and other programs. It lasts an hour at most.

    \b
    spmsg auth token | sed 's/^/x-amz-access-token: /' | curl -H @- URL

    So the token stands in no process list. URL is under the endpoint that `spmsg doctor` shows.
    """


VIEW = View(fields=("access_token", "expires_at"), columns=(), identifier="access_token")


def run(options: Options) -> None:
    tokens = Runtime(options).tokens
    token = tokens.access_token()
    if sys.stdout.isatty() and not options.quiet:
        stdio.say_labelled(
            "warning",
            "whoever has this token can act as your shop for an hour. Keep it out of chats and screenshots.",
            stdio.MAGENTA,
        )
    if options.output in (Format.JSON, Format.JSONL, Format.CSV):
        end = tokens.expires_at
        expires = datetime.fromtimestamp(end, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if end is not None else None
        views.show([{"access_token": token, "expires_at": expires}], VIEW, options.output)
    else:
        stdio.write(f"{token}\n")
