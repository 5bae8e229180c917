"""What became of each message: its result on stdout, on stderr why it was not sent."""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from traceback import extract_tb
from typing import TYPE_CHECKING, Any

from spmsg.cli import console, localized, output
from spmsg.cli.app import bug_report
from spmsg.cli.output import View
from spmsg.cli.send import Options
from spmsg.delivery.result import Preview, Result, Status
from spmsg.errors import ExitCode
from spmsg.marketplaces import country
from spmsg.message.attachment import Attachment
from spmsg.message.violation import Severity

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.panel import Panel

VIEW = View(fields=(
    "order", "marketplace", "action", "status", "code", "reason", "key", "request_id", "at", "attachments",
))  # fmt: skip
MANY = 1000
"""Different things that are remembered, so that memory does not grow with a list."""


class Reporter:
    """Shows results as they come. In a list each has a line, and each cause is told in full once."""

    def __init__(self, options: Options, total: int | None) -> None:
        self._format = options.output
        self._for_people = output.for_people(options.output)
        self._brief = total != 1 and not options.verbose
        # Whether the reader of stderr has seen the result's line on stdout
        self._seen = self._for_people and sys.stdout.isatty() and sys.stderr.isatty()
        self._told: set[object] = set()

    def show(self, results: Iterable[Result]) -> None:
        """Put `results` on stdout, and on stderr what there is to say of each."""
        results = self._explained(results)
        if self._for_people:
            for result in results:
                console.show(self._drawn(result))
        else:
            output.show(map(_record, results), VIEW, self._format)

    def _explained(self, results: Iterable[Result]) -> Iterator[Result]:
        """Yield `results`; once each is shown, say on stderr what there is to say of it."""
        for result in results:
            yield result
            if result.exit_code is not ExitCode.OK:
                self._say_failure(result)
            bug = result.bug
            if bug is not None and self._is_new(f"{type(bug)} {extract_tb(bug.__traceback__)[-1:]}"):
                console.fail(bug_report(bug))
            for violation in result.violations:
                if violation.severity is Severity.WARNING and self._is_new(violation.text):
                    console.warn(f"{violation.place}{violation.text} [{violation.rule}]")

    def _drawn(self, result: Result) -> "RenderableType":
        """Draw a result for a person: in a list one line; alone with its files, or its request."""
        from rich.console import Group
        from rich.text import Text

        order, action = console.inline(result.order), console.inline(result.action)
        status = (result.status.value, output.status_style(result.status))
        more = f" {localized.minute(result.at)}" if result.status is Status.ALREADY_SENT else ""
        if self._brief:
            more += "".join(f"  {console.inline(text)}" for text in (result.code, result.reason) if text)
            shown = Text.assemble(f"{order}  ", status, more)
            if not self._is_new(re.sub(r"\d+", "", result.reason or "")):  # its line, order and time aside
                shown.no_wrap, shown.overflow = True, "ellipsis"
        else:
            for file in result.attachments if result.preview is None else ():
                more += f"\n  + {console.inline(file.file_name)}, {localized.size(file.bytes)}"
            shown = Text.assemble(f"{order}  {action}  ", status, more)
        parts: list[RenderableType] = [shown]
        if result.preview is not None:
            parts.append(panel(result.preview))
        if result.request is not None and not self._brief:
            request, query = result.request, "&".join("=".join(each) for each in result.request.query.items())
            body = output.dumps(request.body, indent=2)
            parts.append(Text(console.safe(f"{request.method} {request.path}?{query}\n{body}\n")))
        return Group(*parts)  # of one too: Rich wraps a text by itself even with `no_wrap`

    def _say_failure(self, result: Result) -> None:
        from rich.text import Text

        order, status = result.order or "a row", result.status.value
        about = f"{order}: {result.reason or ''}"
        errors = [] if self._brief else [v for v in result.violations if v.severity is Severity.ERROR]
        shown = [Text(console.safe(f"  {each.place}{each.text} [{each.rule}]")) for each in errors]
        if not (self._seen and (self._brief or errors)):
            shown.insert(0, console.labelled(status, order if errors else about, output.status_style(status)))
        if result.hint and not errors and (not self._brief or self._is_new((status, result.code))):
            shown.append(console.labelled("hint", result.hint, "bold"))
        if result.request_id and not self._brief:
            shown.append(Text(f"Amazon's request ID: {console.inline(result.request_id)}"))
        if shown:
            fields = {"code": int(result.exit_code), "message": about, "hint": result.hint}
            console.say("error", fields | {"request_id": result.request_id}, Text("\n").join(shown))

    def _is_new(self, thing: object) -> bool:
        """Return whether `thing` was not told before, and remember it, unless MANY things are remembered."""
        new = thing not in self._told
        if len(self._told) < MANY:
            self._told.add(thing)
        return new


def _record(result: Result) -> dict[str, Any]:
    """Return a result as programs read it; a dry run's has the very request besides."""
    found: dict[str, Any] = {name: getattr(result, name) for name in VIEW.fields}
    found["attachments"] = [asdict(attachment) for attachment in result.attachments]
    if result.request is not None:
        found["request"] = asdict(result.request)
    return found


def panel(message: Preview) -> "Panel":
    """Draw a message as its buyer will see it."""
    from rich.panel import Panel
    from rich.text import Text

    draft, action = message.draft, message.action
    about = f"To the buyer of {message.order} ({country(message.marketplace)})"
    about += f", who reads {console.inline(message.locale)}" if message.locale else ""
    about += f"\n{console.inline(message.product)}" if message.product else ""
    below = [f"{console.inline(name)}: {console.inline(str(value))}" for name, value in draft.fields.items()]
    for file in draft.attachments:
        size = localized.size(file.size) if isinstance(file, Attachment) else "uploaded before"
        below.append(f"+ {console.inline(file.file_name)}, {size}")
    content = list(filter(None, [console.safe(draft.text or "").expandtabs(4), "\n".join(below)]))
    shown = Text("\n\n").join([Text(about, "dim"), *map(Text, content)])
    if not content:
        shown.append("\n\n(Amazon's own text)", "dim")
    length = None
    if draft.text and action.text and action.text.max_length:
        longest = localized.number(action.text.max_length)
        length = Text(f"{localized.number(len(draft.text))} of {longest} characters")
    return Panel(
        shown, title=Text(console.inline(action.title or action.name), "bold"), title_align="left",
        subtitle=length, subtitle_align="right", padding=(0, 1),
    )  # fmt: skip
