"""From the options of `spmsg send` to the parts that compose, check and send a message."""

import sys
from functools import partial
from typing import TYPE_CHECKING

from spmsg.cli import stdio
from spmsg.cli.runtime import Runtime
from spmsg.errors import UsageError

if TYPE_CHECKING:
    from spmsg.cli.send.options import Options
    from spmsg.delivery.available_actions import AvailableActions
    from spmsg.delivery.check import Checker
    from spmsg.delivery.compose import MessageBuilder, MessageOptions
    from spmsg.delivery.ledger import Identity
    from spmsg.delivery.recipients import Recipient
    from spmsg.delivery.send import Sender


def sender(options: "Options", action: str, runtime: Runtime) -> "Sender":
    """What sends `action` to one recipient after another."""
    from spmsg.delivery.at_most_once import AtMostOnce
    from spmsg.delivery.ledger import Identity
    from spmsg.delivery.send import Instruction, Sender

    settings = runtime.settings
    if options.key is not None:
        Identity(settings.account, "-", "-", action, options.key)  # a key that no ledger can hold is told now
    return Sender(
        Instruction(action=action, key=options.key, dry_run=options.dry_run),
        account=settings.account,
        at_most_once=AtMostOnce(
            runtime.ledger,
            settings.profile,
            resend=options.resend,
            resend_uncertain=options.on_uncertain.value == "resend",
            sleep=runtime.sleep,
        ),
        api=runtime.api(action),
        uploads=runtime.uploads,
        builder=builder(options),
        checker=checker(options, runtime),
        marketplace_of=lambda row: runtime.marketplace(row.marketplace, order=row.order),
        details_of=runtime.details,
        available=lambda order, marketplace: runtime.available_actions(order, marketplace, action),
        on_first_actions=partial(_tell_of_change, runtime, options.quiet),
    )


def _tell_of_change(
    runtime: Runtime, quiet: bool, available: "AvailableActions", identity: "Identity"
) -> None:
    """Say that Amazon changed the schema of an action since it was last seen; once a run."""
    from spmsg.delivery.available_actions import cached

    changed = cached(available, identity.order, identity.marketplace, runtime.cache).changed
    if changed and not quiet:
        stdio.say(f"Amazon changed the schema of {', '.join(changed)} since it was last seen.")


def builder(options: "Options") -> "MessageBuilder":
    """What composes the message to each recipient; stdin is read here where it holds the text."""
    from spmsg.delivery.compose import MessageBuilder

    return MessageBuilder(_content(options))


def checker(options: "Options", runtime: Runtime) -> "Checker":
    """What checks each message; raises UsageError for a rule that does not exist."""
    from spmsg.delivery.check import Checker

    def bought_at(recipient: "Recipient") -> object:
        known = runtime.cache.order(recipient.order)
        return recipient.columns.get("purchased_at") or (known.purchased_at if known is not None else None)

    return Checker(allow=options.allow or (), strict_language=options.strict_language, bought_at=bought_at)


def _content(options: "Options") -> "MessageOptions":
    from spmsg.delivery import files
    from spmsg.delivery.compose import MessageOptions

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
