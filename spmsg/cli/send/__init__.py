"""`spmsg send`: a message to the buyer of one or more orders.

options     what can be typed
request     from the options to a job: what is sent, and to whom
interview   asks a person for what was not typed: `choices` the questions, `editor` the text
preview     a message as its buyer will see it, and the question whether to send it
results     what became of each message
progress    how far a run has come, and how it ended
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from spmsg.cli import console, output, questions
from spmsg.cli.options import command
from spmsg.cli.send import results
from spmsg.cli.send.options import Options
from spmsg.errors import CancelledError, ExitCode, LocalStateError, SpmsgError, UsageError

if TYPE_CHECKING:
    from spmsg.cli.runtime import Runtime
    from spmsg.cli.send.request import Arguments, Job
    from spmsg.delivery.batch import Interruption


def run(options: Options) -> int:
    from spmsg.cli.runtime import Runtime
    from spmsg.cli.send.request import read_arguments
    from spmsg.delivery.batch import Interruption

    arguments = read_arguments(options.arguments or ())
    interruption = Interruption()
    runtime = Runtime(options, sleep=interruption.sleep)
    try:
        if _is_to_be_asked(options, arguments):
            from spmsg.cli.send.interview import Interview

            interview, code = Interview(options, runtime), ExitCode.INTERRUPTED
            try:
                code = _deliver(interview.job(arguments), interruption)
            finally:
                interview.end(sent=code == ExitCode.OK and not options.dry_run)
        else:
            code = _deliver(_job(options, arguments, runtime), interruption)
    except (KeyboardInterrupt, EOFError):
        raise CancelledError("Nothing was sent.") from None
    finally:
        if not interruption.asked:
            runtime.close()
    if interruption.asked:
        sys.stdout.flush()
        os._exit(code)  # a worker may still wait for stdin or for Amazon; what it did is recorded
    return code


def _is_to_be_asked(options: Options, arguments: "Arguments") -> bool:
    """Return whether something is left out that a person at the terminal can be asked for."""
    content = (
        options.text, options.text_file, options.template, options.attach, options.attachment_id,
        options.field,
    )  # fmt: skip
    given = any(each is not None for each in content)
    if (arguments.action and arguments.orders and given and not options.edit) or arguments.from_stdin:
        return False
    if questions.possible(no_input=options.no_input):
        return True
    if options.edit:
        raise UsageError(
            "--edit opens an editor, and there is no terminal for it, or --no-input forbids it.",
            hint="Give the message with --text or --text-file.",
        )
    return False


def _job(options: Options, arguments: "Arguments", runtime: "Runtime") -> "Job":
    from spmsg.cli.send.request import read_job

    job = read_job(options, arguments, runtime)
    several = job.total is not None and job.total > 1
    if several and not (options.yes or options.dry_run or options.no_input) and questions.at_terminal():
        if not questions.possible():
            raise UsageError("This terminal (TERM=dumb) cannot ask before several are sent: add --yes.")
        from spmsg.cli.send.preview import confirmed

        return replace(job, rows=confirmed(job))
    return job


def _deliver(job: "Job", interruption: "Interruption") -> ExitCode:
    from spmsg.cli.send import progress
    from spmsg.delivery.batch import WORKERS, Batch

    options, tally = job.options, results.Tally(job.total)
    workers = min(job.total or WORKERS, WORKERS)
    batch = Batch(job.rows, job.sender.deliver, job.sender.give_up, interruption, workers=workers)
    found = batch.results()

    def stop() -> None:
        if not interruption.asked and job.total != 1:
            going = f"Stopping: {batch.under_way} under way."
            threading.Thread(target=console.note, args=(going,)).start()  # stderr may be in use just now
        interruption.ask()

    unwritten = False
    with _signals(stop):
        try:
            with closing(progress.progress(found, job.total)) as shown:
                records = results.records(shown, tally, options)
                output.show(records, results.VIEW, options.output, results.line)
        except SpmsgError as error:  # it would have ended every other row the same way
            tally.codes.add(error.exit_code)
            tally.broken_off = True
            console.fail(error)
        except OSError as error:
            # Our output cannot be written: what is under way is finished and recorded, nothing else is begun.
            unwritten = not (interruption.asked or isinstance(error, BrokenPipeError))
            interruption.ask()
            for result in found:
                tally.add(result)
            console.discard_stdout()
            if unwritten:
                reason = f"The output cannot be written: {error.strerror}."
                hint = "`spmsg history` has what was sent; run it again to go on."
                tally.codes.add(ExitCode(console.fail(LocalStateError(reason, hint=hint))))
    interrupted = interruption.asked and not unwritten
    progress.say_end(tally, options, interrupted=interrupted)
    return ExitCode.INTERRUPTED if interrupted else tally.exit_code


@contextmanager
def _signals(ask: Callable[[], None]) -> Iterator[None]:
    """Ask to stop on Ctrl-C, SIGTERM and a closed terminal, in place of ending in the middle of a request.

    What the caller ignores (`nohup`, a shell's background) stays ignored.
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
