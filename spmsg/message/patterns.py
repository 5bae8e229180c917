"""Regular expressions of a schema, which come from outside: compiled, and kept from running for ever."""

import re
import warnings

LONGEST = 1000
"""Characters of a pattern that we are willing to look at."""

MOST_STEPS = 50_000_000
"""What one search may cost at worst: about a second."""


def compiled(pattern: str) -> re.Pattern[str]:
    """`pattern` as Python reads it, with \\d and \\w in ASCII as in ECMA 262. ValueError where it is none."""
    if len(pattern) > LONGEST:
        raise ValueError("a pattern too long to be trusted")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "possible nested set": ECMA has no nested sets
            return re.compile(pattern, re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError("not a pattern that Python can read") from error


def bearable(pattern: str, length: int) -> bool:
    """Whether searching `length` characters ends soon, whatever they are.

    Python's matcher backtracks: a repetition within a repetition ("(a+)+$") can take exponential time, and
    n repetitions side by side the n-th power of the length. Judged by the pattern's shape, and rather too
    strictly than too mildly.
    """
    steps, length = 1 if pattern.startswith("^") else max(length, 2), max(length, 2)
    groups = [False]  # for each open group: whether its content can match in more than one way
    closed = False  # whether the last atom was a group that can
    at = 0
    while at < len(pattern):
        char, size = pattern[at], 1
        repeat = re.compile(r"\{(\d*)(?:(,)(\d*))?\}").match(pattern, at) if char == "{" else None
        if char in "*+?" or repeat:
            size = len(repeat[0]) if repeat else 1
            several = char != "?" and (repeat is None or repeat[0] != "{1}")
            if several and closed:
                return False
            if repeat is None or repeat[2]:
                steps *= length if several else 2
                groups[-1] = True
            if pattern[at + size : at + size + 1] in ("?", "+"):  # lazy or possessive
                size += 1
            closed = False
        elif char == "(":
            groups.append(False)
            size = 2 if pattern[at + 1 : at + 2] == "?" else 1
            closed = False
        elif char == ")":
            closed = groups.pop() if len(groups) > 1 else False
            groups[-1] = groups[-1] or closed
        else:
            if char == "|":
                groups[-1] = True
            elif char == "\\":
                size = 2
            elif char == "[":
                size = _set_size(pattern, at)
            closed = False
        if steps > MOST_STEPS:
            return False
        at += size
    return True


def _set_size(pattern: str, start: int) -> int:
    """Length of the character set that opens at `start`: a "]" right at its beginning is a member."""
    at = start + 1
    at += pattern[at : at + 1] == "^"
    at += pattern[at : at + 1] == "]"
    while at < len(pattern) and pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at + 1 - start
