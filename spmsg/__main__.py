"""The `spmsg` program: `python -m spmsg`, and the console script."""

import os
import sys


def main() -> None:
    """Run the command in `sys.argv` and leave with its exit code (see `spmsg.errors.ExitCode`)."""
    try:
        from spmsg.cli.app import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # while modules were loading; `run` sees to all that comes later
        code = 130
    try:
        sys.stdout.flush()
    except OSError as error:  # Python's own end would try again, and complain
        if not isinstance(error, BrokenPipeError):  # no fault: `spmsg orders | head -1`
            os.write(2, f"error: The output cannot be written: {error.strerror}.\n".encode())
            code = code or 6
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    main()
