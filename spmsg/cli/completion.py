"""`spmsg completion SHELL`."""

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Annotated, Literal

import typer

from spmsg.cli import console
from spmsg.cli.options import command

_COMPDEF = "compdef _spmsg_completion spmsg\n"
_COMPDEF_OR_COMPLETE = f"""\
if [[ $funcstack[1] == _spmsg ]]; then
  _spmsg_completion "$@"
else
  {_COMPDEF}fi
"""
"""From a folder of `fpath`, zsh runs the script at the first TAB, which is to be answered too."""


@dataclass(frozen=True)
class Options:
    """Print the completion script of a shell.

    \b
    spmsg completion bash > ~/.local/share/bash-completion/completions/spmsg
    spmsg completion zsh > ~/.zfunc/_spmsg
    spmsg completion fish > ~/.config/fish/completions/spmsg.fish

    `spmsg --install-completion` does so for the shell that runs it.
    """

    shell: Annotated[Literal["bash", "zsh", "fish"], typer.Argument(help="bash, zsh or fish")]


def run(options: Options) -> int:
    environment = {**os.environ, "_SPMSG_COMPLETE": f"source_{options.shell}"}  # Typer's way to ask for it
    asked = subprocess.run(
        [sys.executable, "-m", "spmsg"], env=environment, stdout=subprocess.PIPE, text=True
    )
    script = asked.stdout.strip() + "\n"  # zsh wants `#compdef` in the first line
    console.write(script.replace(_COMPDEF, _COMPDEF_OR_COMPLETE) if options.shell == "zsh" else script)
    return asked.returncode


app = command(Options, run)
