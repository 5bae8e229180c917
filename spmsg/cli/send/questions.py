"""Single questions on a terminal, over questionary. They are put to stderr: stdout is for the answer.

Each raises KeyboardInterrupt for Ctrl-C and EOFError for Ctrl-D.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spmsg.cli import stdio
from spmsg.message.action import Action, AttachmentLimits, Field

if TYPE_CHECKING:
    from collections.abc import Callable

    from spmsg.cli.options import Common


def possible(options: "Common") -> bool:
    """Whether there is a person who can be asked: at a terminal that can show more than lines."""
    if options.no_input or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def agreed(question: str, *, default: bool = True) -> bool:
    """Yes or no; Enter is `default`."""
    import questionary

    return bool(_answer(questionary.confirm(question, default=default, **_look())))


def attachments(action: Action, limits: AttachmentLimits) -> list[str]:
    """`PATH=NAME` of each file that is to go along, as `--attach` takes it; asks until Enter says no more."""
    from spmsg.delivery.files import read_attachment
    from spmsg.message.attachment import Attachment, check_attachments

    chosen: list[str] = []
    taken: list[Attachment] = []
    fewest = max(limits.min_items, 1) if limits.required else limits.min_items
    told = f"{' '.join(limits.types)}; Enter for none" if not fewest else " ".join(limits.types)

    def wrong(attachment: Attachment) -> str:
        """What is wrong with the files once this one goes along too; that more are needed is not."""
        found = check_attachments([*taken, attachment], action)
        return " ".join(each.message for each in found if each.rule != "too-few-attachments")

    def path_verdict(text: str) -> bool | str:
        if not text.strip():
            return len(taken) >= fewest or "This message needs a file."
        from spmsg.errors import InvalidInputError

        try:
            problem = wrong(read_attachment(_path(text)))
        except InvalidInputError as error:
            return _line(error.message)
        return not problem or _line(problem)

    while limits.max_items is None or len(taken) < limits.max_items:
        question = f"Attach a file? ({told})" if not taken else "Another file? (Enter for no more)"
        typed = _path_answer(question, path_verdict)
        if not typed.strip():
            break
        path = _path(typed)

        def name_verdict(name: str, path: Path = path) -> bool | str:
            if "=" in name or "{" in name:
                return "A name here holds no = and no {."
            problem = wrong(read_attachment(path, name))
            return not problem or _line(problem)

        name = text("What does the buyer see as its name?", name_verdict, default=path.name)
        taken.append(read_attachment(path, name))
        chosen.append(f"{path}={name}")
    return chosen


def field_value(field: Field, action: Action) -> str:
    """`NAME=VALUE` of a field, as `--field` takes it."""
    from spmsg.message.fields import field as read_field
    from spmsg.message.violation import Violation

    label = _line(field.title or field.name)
    help_text = f" ({_line(field.description)})" if field.description else ""

    def verdict(value: str) -> bool | str:
        if not value.strip():
            return "This message needs it."
        found = read_field(f"{field.name}={value}", action)
        return True if not isinstance(found, Violation) else _line(found.message)

    values = list(map(str, field.enum)) or (["true", "false"] if field.type == "boolean" else [])
    if values:
        from spmsg.cli.send.picker import Choice, pick

        value = pick(
            f"{label}:", [Choice(each, _line(each), _line(field.description or "")) for each in values]
        )
    else:
        value = text(f"{label}{help_text}:", verdict)
    return f"{field.name}={value}"


def text(question: str, verdict: "Callable[[str], bool | str]", default: str = "") -> str:
    """A line of text that `verdict` lets pass: True, or what is wrong with it."""
    import questionary

    return _let_through(lambda typed: questionary.text(question, default=typed, **_look()), verdict, default)


def _path_answer(question: str, verdict: "Callable[[str], bool | str]") -> str:
    import questionary
    from prompt_toolkit.shortcuts import CompleteStyle

    def ask(typed: str) -> Any:
        style = CompleteStyle.MULTI_COLUMN
        return questionary.path(question, default=typed, complete_style=style, **_look())

    return _let_through(ask, verdict, "")


def _let_through(ask: "Callable[[str], Any]", verdict: "Callable[[str], bool | str]", typed: str) -> str:
    """An answer that `verdict` lets pass; one that it does not is told, and comes back to be mended.

    Not by questionary's own validation: that shows a single line, cut where the terminal ends.
    """
    while True:
        typed = str(_answer(ask(typed)))
        found = verdict(typed)
        if found is True:
            return typed
        stdio.say_labelled("error", str(found), stdio.RED)


def _look() -> dict[str, Any]:
    """Where questions appear and how: in the terminal's own colours, which fit a dark and a light one."""
    from prompt_toolkit.output import create_output
    from questionary import Style

    colour = "ansimagenta"
    style = [("qmark", f"bold {colour}"), ("question", "bold"), ("answer", colour), ("instruction", "")]
    return {"output": create_output(sys.stderr), "style": Style(style), "qmark": "?"}


def _answer(question: Any) -> Any:
    return question.unsafe_ask()


def _path(text: str) -> Path:
    return Path(text.strip()).expanduser()


def _line(text: str) -> str:
    return " ".join(stdio.inline(text).split())
