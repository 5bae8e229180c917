"""Where a rule's detector found what the rule forbids."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Characters [start, end) of the author's text; `detail` is what to say beyond the rule itself."""

    start: int
    end: int
    detail: str | None = None
