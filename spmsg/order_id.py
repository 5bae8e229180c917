"""Amazon's order IDs."""

import re

from spmsg.errors import UsageError

EXAMPLE = "902-6786204-8179805"
"""The order of Amazon's Messaging tutorial, for messages that show what an order ID looks like."""
_ORDER_ID = re.compile(r"[A-Z0-9]{3}-[0-9]{7}-[0-9]{7}")
_WITHIN = re.compile(rf"(?<![\w-]){_ORDER_ID.pattern}(?![\w-])")


def is_order_id(text: str) -> bool:
    """Return whether `text` has the form of an order ID: 3-7-7, as in 902-6786204-8179805 or D01-…."""
    return _ORDER_ID.fullmatch(text) is not None


def resembles_order_id(text: str) -> bool:
    """Return whether `text` is an order ID, or one that was mistyped."""
    return re.fullmatch(r"[0-9A-Z]{0,5}[-\d]*\d[-\d]*", text) is not None


def check_order_id(text: str) -> None:
    """Raise UsageError if `text` is no order ID."""
    if is_order_id(text):
        return
    hint = f"One looks like {EXAMPLE}."
    parts = [len(part) for part in text.split("-")]
    if resembles_order_id(text) and parts != [3, 7, 7]:
        hint = f"Its parts have {', '.join(map(str, parts))} digits; they must have 3, 7, 7. {hint}"
    raise UsageError(f"{text!r} is not an Amazon order ID.", hint=hint, code="not-an-order-id")


def find_order_id(text: str) -> str | None:
    """Return the first order ID that stands in `text`, or None."""
    found = _WITHIN.search(text)
    return found[0] if found else None
