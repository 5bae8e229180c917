"""`spmsg send`: a message to the buyer of one or more orders."""

import os
import signal
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from spmsg.cli import stdio, views
from spmsg.cli.options import Format, command
from spmsg.cli.runtime import Runtime
from spmsg.cli.send import outgoing, results
from spmsg.cli.send.options import Options
from spmsg.cli.send.progress import progress
from spmsg.errors import CancelledError, ExitCode, SpmsgError, UsageError, gravest

if TYPE_CHECKING:
    from spmsg.delivery.interruption import Interruption
    from spmsg.delivery.send import Row, Sender


def run(options: Options) -> int:
    from spmsg.delivery.interruption import Interruption

    action, orders = _split(options.arguments or [])
    orders = orders or os.environ.get("SPMSG_ORDER", "").replace(",", " ").split()
    if orders and "-" not in orders:
        _rows(options, orders)  # what is no order ID is refused before anything else
    interruption = Interruption()
    runtime = Runtime(options, sleep=interruption.sleep)
    if _to_be_asked(options, action, orders):
        from spmsg.cli.send.session import Session

        with Session(options, runtime) as session:
            code = _send(session.complete(action, orders), runtime, interruption)
            session.finish(code)
    else:
        code = _send(options, runtime, interruption)
    if interruption.asked:
        sys.stdout.flush()
        os._exit(code)  # a worker may still wait for stdin or for Amazon; what it did is recorded
    return code


def _to_be_asked(options: Options, action: str | None, orders: list[str]) -> bool:
    """Whether something is left out that a person at the terminal can be asked for."""
    texts = (options.text, options.text_file, options.template)
    others = (options.attach, options.attachment_id, options.field)
    said = any(each is not None for each in (*texts, *others))
    if (action and orders and said and not options.edit) or "-" in orders:
        return False
    from spmsg.cli.send import questions

    if questions.possible(options):
        return True
    if options.edit:
        raise UsageError(
            "--edit opens an editor, and there is no terminal for it, or --no-input forbids it.",
            hint="Give the message with --text or --text-file.",
        )
    return False


def _send(options: Options, runtime: Runtime, interruption: "Interruption") -> int:
    action, orders = _split(options.arguments or [])
    rows, count = _rows(options, orders)
    if action is None:
        raise UsageError("Which action?", hint="`spmsg actions ORDER` shows what may be sent for an order.")
    _ = runtime.endpoint
    sender = outgoing.sender(options, action, runtime)
    if count is not None and count > 1 and not options.dry_run and not _agreed(options, action, count):
        raise CancelledError("Nothing was sent.", hint="`--yes` sends without a question.")
    return _deliver(options, rows, count, sender, interruption)


def _split(arguments: list[str]) -> tuple[str | None, list[str]]:
    from spmsg.order_id import is_order_id

    if arguments and (arguments[0] == "-" or is_order_id(arguments[0])):
        return None, arguments
    return (arguments[0], arguments[1:]) if arguments else (None, [])


def _rows(options: Options, orders: list[str]) -> "tuple[Iterable[Row], int | None]":
    """The recipients, and how many they are where that is known beforehand."""
    from spmsg.delivery import recipients

    named = orders or os.environ.get("SPMSG_ORDER", "").replace(",", " ").split()
    if named and named != ["-"]:
        if "-" in named:
            raise UsageError("Orders come from the command line or from stdin, not from both.")
        found = [recipients.named(order) for order in dict.fromkeys(named)]
        for row in found:
            if isinstance(row, recipients.BadRow):
                hint = "The action comes first, then the orders: spmsg send ACTION ORDER"
                raise UsageError(f"{row.order!r}: {row.reason}.", hint=hint)
        return found, len(found)
    if options.text_file == "-":
        raise UsageError(
            "stdin holds the text, so no orders can come from it.", hint="Name the orders as arguments."
        )
    if not named and not _stdin_holds_a_list():
        raise UsageError(
            "For which order?",
            hint="Name it, set SPMSG_ORDER, or pipe a list: `spmsg orders -o ids | spmsg send ACTION -`.",
        )
    if sys.stdin is None:
        raise UsageError("Orders were to come from stdin, and it is closed.")
    if sys.stdin.isatty() and not options.quiet:
        stdio.say("Reading orders from the terminal, one ID a line; Ctrl-D ends them.")
    return recipients.read(sys.stdin.buffer), None


def _stdin_holds_a_list() -> bool:
    """Whether stdin is a pipe or a file; not a terminal, and not cron's /dev/null."""
    try:
        mode = os.fstat(0).st_mode
    except OSError:  # closed
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode)


def _agreed(options: Options, action: str, count: int) -> bool:
    if options.yes or options.no_input or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    return typer.confirm(f"Send {action} to the buyers of {count} orders?", err=True)


def _deliver(
    options: Options,
    rows: "Iterable[Row]",
    count: int | None,
    sender: "Sender",
    interruption: "Interruption",
) -> int:
    from spmsg.delivery.batch import WORKERS, Batch

    tally = results.Tally()
    workers = min(count or WORKERS, WORKERS)
    found = Batch(rows, sender.deliver, sender.give_up, interruption, workers=workers).results()
    with _signals(interruption):
        try:
            with progress(count, wanted=not options.quiet) as bar:
                records = results.told(found, tally, options, bar)
                views.show(records, results.VIEW, options.output, results.line)
        except SpmsgError as error:  # it would have ended every other row the same way
            tally.codes.add(error.exit_code)
            stdio.fail(error, as_json=views.chosen(options.output) is Format.JSON)
        except OSError as error:
            # Our output cannot be written: what is under way is finished and recorded, nothing else is begun.
            interruption.ask()
            tally.extend(found)
            stdio.discard_stdout()
            if not isinstance(error, BrokenPipeError):
                reason = error.strerror or "it is gone"
                stdio.say(f"The output cannot be written: {reason}. `spmsg history` has what was sent.")
    if count != 1 and not options.quiet:
        stdio.say(tally.summary(interrupted=interruption.asked))
    return ExitCode.INTERRUPTED if interruption.asked else gravest(tally.codes)


@contextmanager
def _signals(interruption: "Interruption") -> Iterator[None]:
    """Ctrl-C, SIGTERM and a terminal that is closed ask to stop, in place of ending the process in the middle
    of a request. What the caller ignores (`nohup`, a shell's background) stays ignored.
    """

    def ask(number: int, frame: object) -> None:
        interruption.ask()

    asking = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    heeded = [number for number in asking if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, ask) for number in heeded}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


app = command(Options, run)
