"""`spmsg send`: a message to the buyer of one or more orders."""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from spmsg.cli import console, output, questions
from spmsg.cli.options import command
from spmsg.cli.send import preview, results, summary
from spmsg.cli.send.options import Options
from spmsg.cli.send.progress import progress
from spmsg.errors import CancelledError, ExitCode, SpmsgError, UsageError

if TYPE_CHECKING:
    from spmsg.cli.runtime import Runtime
    from spmsg.cli.send.request import Words
    from spmsg.delivery.batch import Interruption
    from spmsg.delivery.send import Row, Sender


@dataclass(frozen=True)
class Job:
    """What is to be sent, with all questions answered. `total` is None if it is not known beforehand."""

    options: Options
    sender: "Sender"
    rows: "Iterable[Row]"
    total: int | None


def run(options: Options) -> int:
    from spmsg.cli.runtime import Runtime
    from spmsg.cli.send.request import read_words
    from spmsg.delivery.batch import Interruption

    words = read_words(options.arguments or ())
    interruption = Interruption()
    runtime = Runtime(options, sleep=interruption.sleep)
    try:
        if _is_to_be_asked(options, words):
            from spmsg.cli.send.interview import Interview

            interview, code = Interview(options, runtime), ExitCode.INTERRUPTED
            try:
                code = _deliver(interview.job(words), interruption)
            finally:
                interview.end(sent=code == ExitCode.OK and not options.dry_run)
        else:
            code = _deliver(_job(options, words, runtime), interruption)
    except (KeyboardInterrupt, EOFError):
        raise CancelledError("Nothing was sent.") from None
    finally:
        if not interruption.asked:
            runtime.close()
    if interruption.asked:
        sys.stdout.flush()
        os._exit(code)  # a worker may still wait for stdin or for Amazon; what it did is recorded
    return code


def _is_to_be_asked(options: Options, words: "Words") -> bool:
    """Return whether something is left out that a person at the terminal can be asked for."""
    texts = (options.text, options.text_file, options.template)
    others = (options.attach, options.attachment_id, options.field)
    given = any(each is not None for each in (*texts, *others))
    if (words.action and words.orders and given and not options.edit) or words.from_stdin:
        return False
    if questions.possible(no_input=options.no_input):
        return True
    if options.edit:
        raise UsageError(
            "--edit opens an editor, and there is no terminal for it, or --no-input forbids it.",
            hint="Give the message with --text or --text-file.",
        )
    return False


def _job(options: Options, words: "Words", runtime: "Runtime") -> Job:
    from spmsg.cli.send import request
    from spmsg.delivery.compose import MessageBuilder

    request.check_source(options, words)
    if words.action is None:
        raise UsageError("Which action?", hint="`spmsg actions ORDER` shows what may be sent for an order.")
    sent = request.instruction(options, words.action)
    builder = MessageBuilder(request.message_options(options))
    listed = request.order_list(words, builder)
    runtime.check()
    sender = request.make_sender(options, sent, builder, runtime)
    rows: Iterable[Row] = listed.rows
    if listed.total is not None and listed.total > 1 and _is_to_be_confirmed(options):
        rows = confirmed(rows, listed.total, sender)
    return Job(options, sender, rows, listed.total)


def _is_to_be_confirmed(options: Options) -> bool:
    return not (options.yes or options.dry_run) and questions.possible(no_input=options.no_input)


def confirmed(rows: "Iterable[Row]", total: int, sender: "Sender") -> "Iterable[Row]":
    """Show the first message as its buyer will see it, and ask; the rows, as far as they were prepared.

    Raises CancelledError for no.
    """
    from spmsg.delivery.recipients import BadRow, Recipient
    from spmsg.delivery.send import Prepared

    question = "Send it?" if total == 1 else f"Send it to {total} buyers?"
    left = iter(rows)
    looked_at: list[Row] = []
    asked = False
    for row in left:
        if isinstance(row, Recipient | BadRow):
            with console.status(f"Preparing the message for {row.order}"):
                row = sender.prepare(row)
        looked_at.append(row)
        if not isinstance(row, Prepared):
            continue
        preview.show(row.preview)
        preview.show_violations(row.checked.violations)
        asked = True
        answer = questions.confirm_or(question, {"p": "the next message"} if len(looked_at) < total else {})
        if answer is True:
            break
        if answer is False:  # one Enter too many must not reach a buyer
            raise CancelledError("Nothing was sent.")
    else:
        if asked and not questions.confirm(question):
            raise CancelledError("Nothing was sent.")
    return chain(looked_at, left)


def _deliver(job: Job, interruption: "Interruption") -> ExitCode:
    from spmsg.delivery.batch import WORKERS, Batch

    options, tally = job.options, summary.Tally(job.total)
    workers = min(job.total or WORKERS, WORKERS)
    batch = Batch(job.rows, job.sender.deliver, job.sender.give_up, interruption, workers=workers)
    found = batch.results()
    with _signals(interruption.ask):
        try:
            with progress(job.total) as bar:
                records = results.told(found, tally, bar, options)
                output.show(records, results.VIEW, options.output, results.line)
        except SpmsgError as error:  # it would have ended every other row the same way
            tally.break_off(error.exit_code)
            console.fail(error)
        except OSError as error:
            # Our output cannot be written: what is under way is finished and recorded, nothing else is begun.
            interruption.ask()
            for result in found:
                tally.add(result)
            console.discard_stdout()
            if not isinstance(error, BrokenPipeError):
                reason = error.strerror or "it is gone"
                console.fail(
                    CancelledError(
                        f"The output cannot be written: {reason}. `spmsg history` has what was sent."
                    )
                )
    summary.say(tally, options, interrupted=interruption.asked)
    return ExitCode.INTERRUPTED if interruption.asked else tally.exit_code


@contextmanager
def _signals(ask: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C, SIGTERM and a terminal that is closed ask to stop, in place of ending the process in the middle
    of a request. What the caller ignores (`nohup`, a shell's background) stays ignored.
    """
    asking = [signal.SIGINT, signal.SIGTERM]
    if sys.platform != "win32":
        asking.append(signal.SIGHUP)
    heeded = [number for number in asking if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, lambda number, frame: ask()) for number in heeded}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


app = command(Options, run)
