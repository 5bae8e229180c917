"""What is wrong with a message, where, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_QUOTE = 60


class Severity(StrEnum):
    """Whether a violation keeps the message from being sent."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Violation:
    """One rule that a draft breaks, in words a seller understands.

    `rule` is a stable name for scripts ("text-too-long"). `line` and `column` count from 1, in code
    points, within the text; they are None if the violation is not in the text. `offending` is the
    text, file name or value that breaks the rule, cut to a readable length; `remedy` is what to do, or
    None if the message says it.
    """

    rule: str
    message: str
    severity: Severity = Severity.ERROR
    line: int | None = None
    column: int | None = None
    offending: str | None = None
    remedy: str | None = None

    @property
    def place(self) -> str:
        """Where it is, as "line 3, column 5: "; "" if it is not in the text."""
        return f"line {self.line}, column {self.column}: " if self.line else ""

    @property
    def finding(self) -> str:
        """What is wrong and in which line, without what to do about it."""
        return f"{self._what} (line {self.line} of the text)" if self.line else self._what

    @property
    def text(self) -> str:
        """What is wrong, the offending text, and what to do, in one line without the place."""
        what = self._what if self._what.endswith(("?", "!", ")")) else f"{self._what}."
        return f"{what} {self.remedy}" if self.remedy else what

    @property
    def _what(self) -> str:
        what = self.message.rstrip(".")
        return f"{what}: {self.offending}" if self.offending and self.offending not in what else what


def position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of `text[offset]`, both from 1 and in code points."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def quote(text: str) -> str:
    """Return `text` cut to 60 code points, the last of them "…" if it was longer."""
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
