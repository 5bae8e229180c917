"""From the options of `spmsg send` to what is sent, and to whom: parsed once."""

import io
import os
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from spmsg.cli import console
from spmsg.cli.runtime import Runtime
from spmsg.cli.send.options import OnUncertain, Options
from spmsg.delivery import files, recipients
from spmsg.delivery.at_most_once import AtMostOnce
from spmsg.delivery.check import Checker
from spmsg.delivery.compose import MessageBuilder, MessageOptions
from spmsg.delivery.send import Instruction, Row, Sender
from spmsg.errors import UsageError
from spmsg.message.action import DOCUMENTED
from spmsg.message.recipient import BadRow, Recipient
from spmsg.order_id import check_order_id, is_order_id, resembles_order_id


@dataclass(frozen=True)
class Arguments:
    """What the arguments name: an action, and orders; `-` stands for the list on stdin."""

    action: str | None
    orders: tuple[str, ...]

    @property
    def from_stdin(self) -> bool:
        """Whether the orders are read from stdin."""
        return "-" in self.orders


@dataclass(frozen=True)
class Job:
    """What is to be sent, with all questions answered; `total` is None if it is not known beforehand."""

    options: Options
    sender: Sender
    rows: Iterable[Row]
    total: int | None


def read_arguments(arguments: Iterable[str]) -> Arguments:
    """Tell the action from the orders, which SPMSG_ORDER can name too; raise UsageError for anything else."""
    words = list(arguments)
    action = None
    if words and words[0] != "-" and not is_order_id(words[0]):
        if resembles_order_id(words[0]):
            check_order_id(words[0])
        action = words.pop(0)
    elif len(words) > 1 and not resembles_order_id(words[1]) and words[1] != "-":
        right = " ".join(("spmsg send", words[1], words[0], *words[2:]))
        raise UsageError("The action comes first, then the orders.", hint=f"Did you mean `{right}`?")
    orders = words or os.environ.get("SPMSG_ORDER", "").replace(",", " ").split()
    if "-" in orders and len(orders) > 1:
        raise UsageError("Orders come from the command line or from stdin, not from both.")
    for order in orders:
        if order != "-":
            check_order_id(order)
    return Arguments(action, tuple(dict.fromkeys(orders)))


def read_job(options: Options, arguments: Arguments, runtime: Runtime) -> Job:
    """Return what the command line alone asks for; raise UsageError if something is missing."""
    _check_source(options, arguments)
    if arguments.action is None:
        raise UsageError("Which action?", hint="`spmsg actions ORDER` shows what may be sent for an order.")
    _check_spelling(arguments.action, runtime)
    builder = MessageBuilder(message_options(options))
    sender = make_sender(options, arguments.action, builder, runtime)
    if not arguments.orders or arguments.from_stdin:
        rows, total = _listed(builder)
        return Job(options, sender, rows, total)
    return Job(options, sender, [Recipient(order) for order in arguments.orders], len(arguments.orders))


def _check_spelling(action: str, runtime: Runtime) -> None:
    """Raise UsageError for a documented action in another case; warn of one that nearly is documented.

    No order offers either. But Amazon may have new actions, so what is merely near is still tried.
    """
    meant = next((name for name in DOCUMENTED if name.casefold() == action.casefold()), action)
    if meant != action:
        raise UsageError(f"There is no action {action}.", hint=f"Did you mean {meant}?")
    near = get_close_matches(action, DOCUMENTED, n=1, cutoff=0.9)
    if near and action not in DOCUMENTED and not runtime.lookup.has_seen(action):
        console.warn(f"Amazon documents no action {action}. Did you mean {near[0]}?")


def _check_source(options: Options, arguments: Arguments) -> None:
    """Raise UsageError if no orders are named, and none can come from stdin."""
    if arguments.orders and not arguments.from_stdin:
        return
    if options.text_file == "-":
        raise UsageError(
            "stdin holds the text, so no orders can come from it.", hint="Name the orders as arguments."
        )
    if sys.stdin is None:
        raise UsageError("Orders were to come from stdin, and it is closed.")
    kind = _kind_of_stdin()
    if not arguments.from_stdin and not (stat.S_ISFIFO(kind) or stat.S_ISREG(kind) or stat.S_ISSOCK(kind)):
        raise UsageError(  # a terminal, or cron's /dev/null
            "For which order?",
            hint="Name it, set SPMSG_ORDER, or pipe a list: `spmsg orders -o ids | spmsg send ACTION -`.",
        )


def _listed(builder: MessageBuilder) -> tuple[Iterable[Row], int | None]:
    """Return the recipients that stdin lists, and their number if it is known beforehand."""
    assert sys.stdin is not None  # noqa: S101 - see `_check_source`
    if sys.stdin.isatty():
        console.note("Reading orders from the terminal, one ID a line; Ctrl-D ends them.")
    total = None
    if stat.S_ISREG(_kind_of_stdin()):
        number = sys.stdin.fileno()
        start = os.lseek(number, 0, os.SEEK_CUR)
        with os.fdopen(os.dup(number), "rb") as copy:  # shares its position with stdin
            total = sum(1 for _ in recipients.read(copy))
        os.lseek(number, start, os.SEEK_SET)
    if builder.uses_columns:
        return recipients.read_compared(sys.stdin.buffer, builder.row_content), total
    return recipients.read(sys.stdin.buffer), total


def _kind_of_stdin() -> int:
    try:
        return os.fstat(sys.stdin.fileno()).st_mode
    except io.UnsupportedOperation:  # a program that runs us within itself
        return stat.S_IFIFO
    except OSError:  # closed
        return 0


def message_options(options: Options) -> MessageOptions:
    """Return what to say; stdin is read here if it holds the text."""
    sources = {"--text": options.text, "--text-file": options.text_file, "--template": options.template}
    given = [name for name, value in sources.items() if value is not None]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} exclude each other.", hint="Leave one of them out.")
    text, text_file = options.text, options.text_file
    if text_file == "-":
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("--text-file - reads the message from a pipe, and stdin is none.")
        text, text_file = files.decode(sys.stdin.buffer.read(files.MAX_TEXT_BYTES), "stdin"), None
    return MessageOptions(
        text=text,
        text_file=text_file,
        template=options.template,
        attachments=tuple(options.attach or ()),
        uploaded=tuple(options.attachment_id or ()),
        fields=tuple(options.field or ()),
    )


def make_sender(options: Options, action: str, builder: MessageBuilder, runtime: Runtime) -> Sender:
    """Wire what sends `action` as the options say.

    Raises UsageError for exceptions that cannot be read, and for a rule of `--allow` that does not exist.
    """
    instruction = Instruction(
        action=action,
        key=options.key,
        dry_run=options.dry_run,
        skip_missing=options.skip_missing,
        excluded=frozenset[str]().union(*map(_excluded, map(Path, options.except_ or ()))),
    )
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
            resend_uncertain=options.on_uncertain is OnUncertain.RESEND,
            sleep=runtime.sleep,
        ),
    )


def _excluded(path: Path) -> frozenset[str]:
    try:
        with path.open("rb") as file:
            rows = list(recipients.read(file))
    except OSError as error:
        raise UsageError(
            f"The list --except {path} cannot be read: {error.strerror}.",
            hint="For no exceptions, name an empty file.",
        ) from None
    except UsageError as error:
        raise UsageError(f"The list --except {path}: {error.message}", hint=error.hint) from None
    for row in rows:
        if isinstance(row, BadRow) and row.code != "unknown-marketplace":  # whom it spares is not known
            raise UsageError(f"The list --except {path} cannot be read: {row.reason}.")
    return frozenset(row.order for row in rows)
