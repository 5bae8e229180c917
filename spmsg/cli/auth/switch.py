"""`spmsg auth switch`: which profile is used where none is named."""

import os
from dataclasses import dataclass
from typing import Annotated

import typer

from spmsg import config, config_file
from spmsg.cli import stdio
from spmsg.config import DEMO


@dataclass(frozen=True, kw_only=True)
class Options:
    """Use another profile from now on, where none is named.

    \b
    spmsg auth switch shop-de

    Next: spmsg auth status
    """

    name: Annotated[str, typer.Argument(metavar="PROFILE", help="A profile that is set up, or `demo`.")]
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but failures.")] = False


def run(options: Options) -> None:
    path = config.config_file()
    known = config.profiles(config.read(path))
    if options.name not in known and options.name != DEMO:
        raise config.unknown_profile(options.name, known)
    config_file.set_default(path, options.name)
    if options.quiet:
        return
    stdio.say(f"The profile {options.name} is used from now on.")
    held = os.environ.get("SPMSG_PROFILE")
    if held and held != options.name:
        stdio.say(f"Not in this shell: SPMSG_PROFILE says {held}, and comes first.")
