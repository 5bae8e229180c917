"""The rules by name (`rules.toml`): what each says, and whether it stops a message or only speaks."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from spmsg.message.violation import Severity


@dataclass(frozen=True)
class Rule:
    """A rule of Amazon's: its name for `--allow`, what it says, and what to do."""

    name: str
    severity: Severity
    message: str
    remedy: str


class UnknownRuleError(ValueError):
    """No rule has this name; the message suggests the nearest and lists all."""

    def __init__(self, name: str) -> None:
        near = get_close_matches(name, RULES, n=2, cutoff=0.5)
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"There is no rule {name!r}.{meant} The rules are {', '.join(RULES)}.")


def check_allowed(names: Iterable[str]) -> None:
    """Raise UnknownRuleError for a name that no rule has."""
    for name in sorted(set(names) - RULES.keys()):
        raise UnknownRuleError(name)


def _read() -> dict[str, Rule]:
    tables = tomllib.loads(Path(__file__).with_name("rules.toml").read_text("utf-8"))
    return {
        name: Rule(
            name, Severity.ERROR if rule["stops"] else Severity.WARNING, rule["message"], rule["remedy"]
        )
        for name, rule in tables.items()
    }


RULES = _read()
