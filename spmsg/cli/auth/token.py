"""`spmsg auth token`: an access token, for other programs."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime

from spmsg.cli import console, output
from spmsg.cli.options import Common, Format
from spmsg.cli.output import View

VIEW = View(fields=("access_token", "expires_at"))


@dataclass(frozen=True, kw_only=True)
class Options(Common):
    """Print an access token, alone on stdout, for curl and other programs. It lasts an hour at most.

    \b
    spmsg auth token | sed 's/^/x-amz-access-token: /' | curl -H @- URL

    So the token stands in no process list. URL is under the endpoint that `spmsg doctor` shows.
    """


def run(options: Options) -> None:
    from spmsg.cli.runtime import Runtime

    tokens = Runtime(options).tokens
    token = tokens.access_token()
    if sys.stdout.isatty():
        console.warn(
            "whoever has this token can act as your shop for an hour. Keep it out of chats and screenshots."
        )
    if options.output in (Format.JSON, Format.JSONL, Format.CSV):
        end = tokens.expires_at
        expires = datetime.fromtimestamp(end, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if end is not None else None
        output.show([{"access_token": token, "expires_at": expires}], VIEW, options.output)
    else:
        console.write(f"{token}\n")
