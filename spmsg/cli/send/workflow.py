"""One run of `spmsg send`, from the options to the exit code."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

from spmsg.cli import console, questions
from spmsg.cli.runtime import Runtime
from spmsg.cli.send import Options
from spmsg.cli.send.progress import Tally, progress, say_end
from spmsg.cli.send.request import Arguments, Job, read_arguments, read_job
from spmsg.cli.send.results import Reporter
from spmsg.delivery.batch import Batch, Interruption
from spmsg.errors import CancelledError, ExitCode, LocalStateError, SpmsgError, UsageError


def run(options: Options) -> ExitCode:
    """Ask for what `options` leave out, if somebody is there, and deliver the job."""
    arguments = read_arguments(options.arguments or [])
    interruption = Interruption()
    runtime = Runtime(options, sleep=interruption.sleep)
    try:
        if not _is_to_be_asked(options, arguments):
            return _deliver(_job(options, arguments, runtime), interruption)
        from spmsg.cli.send.interview import Interview  # only where somebody is asked

        interview, sent = Interview(options, runtime), False
        try:
            code = _deliver(interview.job(arguments), interruption)
            sent = code is ExitCode.OK and not options.dry_run
            return code
        finally:
            interview.end(sent=sent)
    except (KeyboardInterrupt, EOFError):
        raise CancelledError("Nothing was sent.") from None
    finally:
        if not interruption.asked:  # else a worker may still use it
            runtime.close()


def _is_to_be_asked(options: Options, arguments: Arguments) -> bool:
    """Return whether something is missing that a person at the terminal can be asked for.

    Raises UsageError for --edit if nobody is there.
    """
    possible = questions.possible(no_input=options.no_input) and not arguments.listed
    if options.edit and not possible:
        raise UsageError(
            "--edit opens an editor, and there is no terminal for it, or --no-input forbids it.",
            hint="Give the message with --text or --text-file.",
        )
    more = (options.attach, options.attachment_id, options.field)
    has_content = (options.has_text or any(each is not None for each in more)) and not options.edit
    return possible and not (arguments.action and arguments.orders and has_content)


def _job(options: Options, arguments: Arguments, runtime: Runtime) -> Job:
    """Return what the command line asks for; a person at the terminal agrees first if it is for several."""
    job = read_job(options, arguments, runtime)
    several = job.total is not None and job.total > 1
    if not several or options.yes or options.dry_run or options.no_input or not questions.at_terminal():
        return job
    if not questions.possible():
        raise UsageError("This terminal (TERM=dumb) cannot ask before several are sent: add --yes.")
    from spmsg.cli.send.interview import confirmed

    return replace(job, rows=confirmed(job))


def _deliver(job: Job, interruption: Interruption) -> ExitCode:
    tally = Tally(job.total)
    batch = Batch(job.rows, job.sender.deliver, job.sender.give_up, interruption)
    results = tally.counted(batch.results())

    def stop() -> None:
        if interruption.asked:
            return
        tally.interrupted = True
        if job.total != 1:
            text = "Stopping: what is under way is finished first."
            threading.Thread(target=console.note, args=(text,)).start()  # stderr may be in use just now
        interruption.ask()

    with _signals(stop):
        try:
            with closing(progress(results, job.total)) as shown:
                Reporter(job.options, job.total).show(shown)
        except SpmsgError as error:  # it would have ended every other row the same way
            tally.fault = error
        except OSError as error:  # our output cannot be written, or nobody reads it any more
            if isinstance(error, BrokenPipeError):
                tally.interrupted = True
            elif not tally.interrupted:
                hint = "`spmsg history` has what was sent; run it again to go on."
                tally.fault = LocalStateError(f"The output cannot be written: {error.strerror}.", hint=hint)
            interruption.ask()  # what is under way is finished and recorded, nothing else is begun
            for _ in results:
                pass
            console.discard_stdout()
    say_end(tally, job.options)
    return tally.exit_code


@contextmanager
def _signals(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop` on Ctrl-C, SIGTERM and a closed terminal, in place of ending in the middle of a request.

    What the caller ignores (`nohup`, a shell's background) stays ignored.
    """
    numbers = [signal.SIGINT, signal.SIGTERM]
    if sys.platform != "win32":
        numbers.append(signal.SIGHUP)
    heeded = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, lambda number, frame: stop()) for number in heeded}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
