"""`spmsg check`: would this text pass? Without the network."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spmsg import config
from spmsg.cli import completers, console, localized, output
from spmsg.cli.options import Output, Profile, command
from spmsg.cli.output import View
from spmsg.delivery import files
from spmsg.delivery.orders.store import OrderStore
from spmsg.errors import ExitCode, UsageError, did_you_mean
from spmsg.message.action import DOCUMENTED, Action, read_action
from spmsg.message.violation import Violation
from spmsg.spapi.orders import moment

if TYPE_CHECKING:
    from rich.text import Text


@dataclass(frozen=True, kw_only=True)
class Options(Output):
    """Would this text pass? Checks it against the action's limits and Amazon's rules, without the network.

    \b
    spmsg check msg.txt --action confirmOrderDetails
    spmsg check msg.txt --action confirmOrderDetails --order 902-6786204-8179805
    echo "Which colour?" | spmsg check - --action confirmOrderDetails

    Exits 0 if it would, 3 if not. The limits are those that Amazon documents; with --order those that
    the order's action was last seen with.

    Next: spmsg send ACTION ORDER --text-file FILE
    """

    file: Annotated[str, typer.Argument(metavar="FILE", help="The text; - is stdin.")]
    action: Annotated[
        str,
        typer.Option(metavar="NAME", autocompletion=completers.actions, help="The action that it is for."),
    ]
    order: Annotated[
        str | None,
        typer.Option(metavar="ORDER", autocompletion=completers.orders, help="As last seen for this order."),
    ] = None
    locale: Annotated[
        str | None, typer.Option(metavar="LOCALE", help="The buyer's: check the text's language too.")
    ] = None
    allow: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RULE", autocompletion=completers.rules,
            help="Let one of Amazon's rules through, by its name as this command shows it. Repeatable.",
        ),
    ] = None  # fmt: skip
    profile: Profile = None


def run(options: Options) -> int:
    from spmsg.delivery.check import Checker
    from spmsg.delivery.message_builder import Message

    settings = config.resolve(options.profile)
    store = OrderStore(settings.state_dir, settings.account)
    action, order = _action(options, store), store.get(options.order or "")
    bought_at = moment(order.purchased_at if order else None)
    if options.file == "-":
        hint = "Name a file with the text."
        text = files.decode(console.read_pipe(files.MAX_TEXT_BYTES + 1, hint), "stdin")
    else:
        text = files.read_text(Path(options.file))
    found = Checker(allow=options.allow or ()).check(Message(text), action, lambda: options.locale, bought_at)
    # The text alone is checked: what has to go with it is not there yet.
    violations = [v for v in found.violations if v.rule not in ("attachments-required", "field-required")]
    output.show(map(_record, violations), VIEW, options.output, _line)
    if options.locale and find_spec("pycld2") is None:
        install = "install the extra `language` (`pip install '.[language]'` in the checkout of spmsg)"
        console.note(f"The text's language was not checked: {install}.")
    longest = action.text.max_length if action.text else None
    errors = sum(v.severity == "error" for v in violations)
    if output.for_people(options.output):
        limit = f", up to {localized.number(longest)} characters" if longest else ""
        verdict = f"would {'not ' if errors else ''}pass ({action.name}{limit})"
        console.note(f"It {verdict}: {errors} to mend, {len(violations) - errors} to think about.")
    return ExitCode.INVALID if errors else ExitCode.OK


def _action(options: Options, store: OrderStore) -> Action:
    """Return the action as it was last seen for the order, or as Amazon documents it."""
    name, order = options.action, options.order
    seen = {each.name: each for each in store.actions(order)} if order else {}
    if order and not seen:
        hint = f"`spmsg actions {order}` looks; or leave --order out for the documented limits."
        raise UsageError(f"Nothing was seen of the order {order} yet.", hint=hint)
    if name in seen:
        return read_action(name, "", seen[name].title, seen[name].schema)
    if name in DOCUMENTED and not order:
        return read_action(name, "", None, None)
    known = list(seen or DOCUMENTED)
    hint = f"{did_you_mean(name, known)}Known are {', '.join(known)}."
    raise UsageError(f"There is no action {name!r}{f' for {order}' if order else ''}.", hint=hint)


def _record(violation: Violation) -> dict[str, Any]:
    return {name: getattr(violation, name) for name in VIEW.fields} | {"_text": violation.text}


def _line(record: Any) -> "Text":
    from rich.text import Text

    where = f"{record['line']}:{record['column']}: " if record["line"] else ""
    style = "red" if record["severity"] == "error" else "magenta"
    about = console.safe(f": {record['_text']} [{record['rule']}]")
    return Text.assemble(where, (record["severity"], style), about)


VIEW = View(fields=("rule", "severity", "line", "column", "offending", "message", "remedy"))

app = command(Options, run)
