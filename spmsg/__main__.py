"""The `spmsg` program: `python -m spmsg`, and the console script."""

import gc
import os
import sys


def main() -> None:
    """Run the command in `sys.argv` and leave with its exit code (see `spmsg.errors.ExitCode`)."""
    gc.set_threshold(100_000)  # loading modules makes hardly any garbage, and looking for it takes a tenth
    try:
        from spmsg.cli.app import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # while modules were loading; `run` sees to all that comes later
        os.write(2, b"Interrupted: nothing was done.\n")
        code = 130
    try:
        sys.stdout.flush()
    except OSError as error:
        if not isinstance(error, BrokenPipeError):  # no fault: `spmsg orders | head -1`
            os.write(2, f"error: The output cannot be written: {error.strerror}.\n".encode())
            code = code or 6
    os._exit(code)  # taking every module apart again would take another tenth


if __name__ == "__main__":
    main()
