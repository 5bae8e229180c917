"""`spmsg completion SHELL`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import typer

from spmsg.cli import stdio
from spmsg.cli.options import command


class Shell(StrEnum):
    """The shells that can complete our commands."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


@dataclass(frozen=True)
class Options:
    """Print the completion script of a shell.

    \b
    bash:  spmsg completion bash > ~/.local/share/bash-completion/completions/spmsg
    zsh:   spmsg completion zsh > "${fpath[1]}/_spmsg"
    fish:  spmsg completion fish > ~/.config/fish/completions/spmsg.fish
    """

    shell: Annotated[Shell, typer.Argument(help="bash, zsh or fish")]


def run(options: Options) -> None:
    from spmsg.cli.tab.shell_scripts import SCRIPTS

    stdio.write(SCRIPTS[options.shell.value])


app = command(Options, run)
