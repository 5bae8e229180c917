"""The `spmsg` program: `python -m spmsg`, and the console script."""

import os
import sys


def main() -> None:
    """Run the command in `sys.argv` and leave with its exit code (see `spmsg.errors.ExitCode`)."""
    if sys.argv[1:] in (["--version"], ["-V"]):  # asked by every install script: not worth loading Typer for
        from spmsg import __version__

        print(f"spmsg {__version__}")  # noqa: T201
        return
    import gc

    gc.disable()  # loading modules makes no garbage, but collections while loading cost a tenth of the start
    if "_SPMSG_COMPLETE" in os.environ:  # a shell asks what TAB offers: no Typer, no command
        from spmsg.cli.completers import answer

        answer(os.environ["_SPMSG_COMPLETE"], sys.argv[1:])
        return
    from spmsg.cli.program import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
