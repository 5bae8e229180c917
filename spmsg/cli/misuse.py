"""What was wrong with a command line, in our words: Click's errors as UsageErrors."""

from difflib import get_close_matches
from typing import Any

from spmsg.errors import UsageError

WORDS = {
    "is not a valid int range": "is no whole number",
    "is not a valid integer": "is no whole number",
    "is not a valid float": "is no number",
    "is not in the range x>=": "is less than ",
    "Got unexpected extra argument(s)": "That is one argument too many:",
    "Got unexpected extra argument": "That is one argument too many:",
    "Got unexpected extra arguments": "Those are arguments too many:",
    "requires an argument": "needs a value",
    "No such command": "There is no command",
}


def usage_error(error: Any, command: str = "spmsg") -> UsageError:
    """`error`, a ClickException, as the error that people read; `command` is the one that was named, where
    Click does not know."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else command
    where = f"`{path} --help` shows how it is used."
    option = getattr(error, "option_name", None)
    if option and hasattr(error, "possibilities"):
        near = _near(option, context)
        if context is not None and context.parent is None:
            where = f"Options come after the command, as in `spmsg orders {option} …`. {where}"
        return UsageError(
            f"There is no option {option}.", hint=f"Did you mean {near}? {where}" if near else where
        )
    param = getattr(error, "param", None)
    if param is None:
        return UsageError(_ours(error.format_message()), hint=where)
    from spmsg.cli import manual

    name = max(param.opts, key=len) if param.param_type_name == "option" else param.metavar or param.name
    if context is not None and "param_type" in vars(error):  # MissingParameter, wherever Click is
        return UsageError(
            f"{name} is missing.",
            hint=f"{manual.usage_line(context.command, path)} (`{path} --help` tells more)",
        )
    name = _environment(param, context) or name
    choices = manual.choices(param)
    if choices:
        value = error.message.partition(" is not one of ")[0].strip("'")
        near = next(iter(get_close_matches(value, choices, n=1)), None)
        meant = f"Did you mean {near}? " if near else ""
        return UsageError(f"{name} cannot be {value!r}.", hint=f"{meant}It is one of {', '.join(choices)}.")
    return UsageError(f"{name}: {_ours(error.message)}", hint=where)


def _near(option: str, context: Any) -> str | None:
    known = [name for param in context.command.get_params(context) for name in param.opts] if context else []
    return next(iter(get_close_matches(option, [name for name in known if name.startswith("--")], n=1)), None)


def _environment(param: Any, context: Any) -> str | None:
    """The environment variable that a wrong value came from, if it did."""
    source = context.get_parameter_source(param.name) if context is not None else None
    return str(param.envvar) if source is not None and source.name == "ENVIRONMENT" else None


def _ours(text: str) -> str:
    text = text.strip()
    for theirs, ours in WORDS.items():
        text = text.replace(theirs, ours)
    return text if text.endswith((".", "?", "!")) else f"{text}."
