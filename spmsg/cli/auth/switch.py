"""`spmsg auth switch`: which profile is used if none is named."""

import os
from dataclasses import dataclass
from typing import Annotated

import typer

from spmsg import config, config_file
from spmsg.cli import completers, console
from spmsg.cli.options import Output
from spmsg.config import DEMO


@dataclass(frozen=True, kw_only=True)
class Options(Output):
    """Use another profile from now on, if none is named.

    \b
    spmsg auth switch shop-de

    Next: spmsg auth status
    """

    name: Annotated[
        str,
        typer.Argument(
            metavar="PROFILE", autocompletion=completers.profiles, help="A profile that is set up, or `demo`."
        ),
    ]


def run(options: Options) -> None:
    file = config.load()
    if options.name not in file.profiles and options.name != DEMO:
        raise config.unknown_profile(options.name, file.profiles)
    config_file.set_default(file.path, options.name)
    console.note(f"The profile {options.name} is used from now on.")
    held = os.environ.get("SPMSG_PROFILE")
    if held and held != options.name:
        console.note(f"Not in this shell: SPMSG_PROFILE is {held}, and comes first.")
