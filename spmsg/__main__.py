"""The `spmsg` program: `python -m spmsg`, and the console script."""

import os
import sys


def main() -> None:
    """Run the command in `sys.argv` and leave with its exit code (see `spmsg.errors.ExitCode`)."""
    try:
        _main()
    except KeyboardInterrupt:  # while modules were loading; `run` sees to all that comes later
        os._exit(130)
    except OSError as error:
        os._exit(_unwritable(error))


def _main() -> None:
    if sys.argv[1:] in (["--version"], ["-V"]):  # asked by every install script: not worth loading Typer for
        from spmsg import __version__

        print(f"spmsg {__version__}")  # noqa: T201
        _leave(0)
        return
    import gc

    # Loading modules makes hardly any garbage; looking for it as often as usual takes a tenth of a start.
    gc.set_threshold(100_000, 10, 10)
    if "_SPMSG_COMPLETE" in os.environ:  # a shell asks what TAB offers: no Typer, no command
        from spmsg.cli.tab.answering import answer

        answer(os.environ["_SPMSG_COMPLETE"], sys.argv[1:])
        return
    from spmsg.cli.program import run

    _leave(run(sys.argv[1:]))


def _leave(code: int) -> None:
    """End the process now: taking every module apart again would take a fifth of the time that it ran."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        code = code or _unwritable(error)
    os._exit(code)


def _unwritable(error: OSError) -> int:
    """The exit code where stdout cannot be written; `spmsg orders | head -1` has what it wanted."""
    if isinstance(error, BrokenPipeError):
        return 0
    os.write(2, f"error: The output cannot be written: {error.strerror}.\n".encode())
    return 6


if __name__ == "__main__":
    main()
