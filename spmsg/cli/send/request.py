"""From the options of `spmsg send` to a job: what is sent, and to whom."""

import os
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from spmsg.cli import console
from spmsg.cli.runtime import Runtime
from spmsg.cli.send import Options
from spmsg.delivery import files, recipients
from spmsg.delivery.at_most_once import AtMostOnce
from spmsg.delivery.check import Checker
from spmsg.delivery.ledger.entry import check_part
from spmsg.delivery.message_builder import MessageBuilder
from spmsg.delivery.send import Instruction, Row, Sender
from spmsg.errors import UsageError
from spmsg.message.action import DOCUMENTED
from spmsg.message.recipient import BadRow, Recipient
from spmsg.order_id import check_order_id, resembles_order_id

NO_ORDER = "Name it, set SPMSG_ORDER, or pipe a list: `spmsg orders -o ids | spmsg send ACTION -`."


@dataclass(frozen=True)
class Arguments:
    """What the arguments name: an action, and orders; with `listed` these are to be read from stdin (`-`)."""

    action: str | None
    orders: tuple[str, ...]
    listed: bool


@dataclass(frozen=True)
class Job:
    """What is to be sent, and to whom; `total` is None if the number of rows is not known beforehand."""

    options: Options
    sender: Sender
    rows: Iterable[Row]
    total: int | None


def read_arguments(words: list[str]) -> Arguments:
    """Tell the action from the orders, which SPMSG_ORDER can name too.

    Raises UsageError for an order ID that is none, and for an action that does not come first.
    """
    action = None
    if words and not resembles_order_id(words[0]) and words[0] != "-":
        action, *words = words
    elif len(words) > 1 and not resembles_order_id(words[1]) and words[1] != "-":
        if words[0] != "-":
            check_order_id(words[0])
        right = " ".join(("spmsg send", words[1], words[0], *words[2:]))
        raise UsageError("The action comes first, then the orders.", hint=f"Did you mean `{right}`?")
    orders = words or os.environ.get("SPMSG_ORDER", "").replace(",", " ").split()
    if orders == ["-"]:
        return Arguments(action, (), listed=True)
    if "-" in orders:
        raise UsageError("Orders come from the command line or from stdin, not from both.")
    for order in orders:
        check_order_id(order)
    return Arguments(action, tuple(dict.fromkeys(orders)), listed=False)


def read_job(options: Options, arguments: Arguments, runtime: Runtime) -> Job:
    """Return what the command line alone asks for; raise UsageError if something is missing."""
    if not arguments.orders:
        _check_stdin(options, arguments)
    action = arguments.action
    if action is None:
        raise UsageError("Which action?", hint="`spmsg actions ORDER` shows what may be sent for an order.")
    meant = next((name for name in DOCUMENTED if name.casefold() == action.casefold()), action)
    if meant != action:  # each order would answer that it does not offer this one
        raise UsageError(f"There is no action {action}.", hint=f"Did you mean {meant}?")
    builder = make_builder(options)
    sender = make_sender(options, action, builder, runtime)
    if arguments.orders:
        return Job(options, sender, list(map(Recipient, arguments.orders)), len(arguments.orders))
    return Job(options, sender, *_list_on_stdin(builder))


def _check_stdin(options: Options, arguments: Arguments) -> None:
    """Raise UsageError unless stdin can hold a list of orders."""
    if options.text_file == "-":
        raise UsageError("stdin holds the text, so no orders can come from it.", hint="Name the orders.")
    if sys.stdin is None:
        raise UsageError("Orders were to come from stdin, and it is closed.", hint=NO_ORDER)
    is_device = stat.S_ISCHR(os.fstat(sys.stdin.fileno()).st_mode)  # a terminal, or cron's /dev/null
    if is_device and not arguments.listed:
        raise UsageError("For which order?", hint=NO_ORDER)


def _list_on_stdin(builder: MessageBuilder) -> tuple[Iterable[Row], int | None]:
    """Return the recipients that stdin lists, and their number if it is known beforehand."""
    stream, total, typed = sys.stdin.buffer, None, sys.stdin.isatty()
    if typed:
        console.note("Reading orders from the terminal, one ID a line; Ctrl-D ends them.")
    elif stat.S_ISREG(os.fstat(sys.stdin.fileno()).st_mode):
        start = stream.tell()
        total = sum(1 for _ in recipients.read(stream))
        stream.seek(start)
    compared = builder.columns_used
    rows = recipients.read_compared(stream, builder.row_content) if compared else recipients.read(stream)
    if typed:  # to its end, so that the person can be asked before several are sent
        listed = list(rows)
        return listed, len(listed)
    return rows, total


def make_builder(options: Options) -> MessageBuilder:
    """Make what builds the messages; stdin is read here if it holds the text."""
    sources = {"--text": options.text, "--text-file": options.text_file, "--template": options.template}
    given = [name for name, value in sources.items() if value is not None]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} exclude each other.", hint="Leave one of them out.")
    text, text_file = options.text, options.text_file
    if text_file == "-":
        content = console.read_pipe(files.MAX_TEXT_BYTES + 1, "Name a file with the message.")
        text, text_file = files.decode(content, "stdin"), None
    return MessageBuilder(
        text=text,
        text_file=text_file,
        template=options.template,
        attachments=options.attach or (),
        uploaded=options.attachment_id or (),
        fields=options.field or (),
    )


def make_sender(options: Options, action: str, builder: MessageBuilder, runtime: Runtime) -> Sender:
    """Wire what sends `action` as the options say.

    Raises UsageError for exceptions that cannot be read, for a rule of `--allow` that does not exist, and
    for a `--key` that no ledger can hold.
    """
    if options.key is not None:
        check_part("key", options.key)
    excluded = frozenset(order for path in options.except_ or () for order in _orders_in(path))
    instruction = Instruction(action, options.key, options.dry_run, options.skip_missing, excluded)
    return Sender(
        instruction,
        account=runtime.settings.account,
        lookup=runtime.lookup,
        builder=builder,
        checker=Checker(allow=options.allow or (), strict_language=options.strict_language),
        uploads=runtime.uploads,
        at_most_once=AtMostOnce(
            runtime.ledger,
            runtime.settings.profile,
            resend=options.resend,
            resend_uncertain=options.on_uncertain == "resend",
            sleep=runtime.sleep,
        ),
    )


def _orders_in(path: str) -> list[str]:
    """Return the orders in a list that --except names; raise UsageError if one of them cannot be read."""
    try:
        with Path(path).open("rb") as file:
            rows = list(recipients.read(file))
    except OSError as error:
        hint = "For no exceptions, name an empty file."
        raise UsageError(f"--except {path} cannot be read: {error.strerror}.", hint=hint) from None
    except UsageError as error:
        raise UsageError(f"--except {path}: {error.message}", hint=error.hint) from None
    for row in rows:
        if isinstance(row, BadRow) and row.code != "unknown-marketplace":  # its order would get a message
            raise UsageError(f"--except {path}: line {row.line}: {row.reason}.")
    return [row.order for row in rows]
