"""Misbehaviour on demand, so that clients and scripts can be tested against it.

A fault is written `KIND[=VALUE][:COUNT][@GROUP]`, as in `error=503:3` or `throttle=2:1@uploads`:

    throttle[=SECONDS]  429 QuotaExceeded, with Retry-After where SECONDS are given; nothing was done
    error=STATUS        an answer of that status (400 to 599; 503 without VALUE); nothing was done
    refuse              no connection is made; nothing was done. Over HTTP no request can be told from another
                        before its connection is made: there it takes neither COUNT nor GROUP, and the port
                        refuses everything, for good or (`refuse=SECONDS`) for so long after the start
    redirect            307 to another host; nothing was done
    expire-token        403: the access token has expired, and stays so; the next one is good. Without COUNT
                        one token expires, because a client that renews it must be able to go on
    delay=SECONDS       the request is done at once, and its answer comes so much later
    drop-after-send     the request is done, and the connection ends without an answer
    garbage             the request is done, and the answer is a web page instead of JSON

`delay`, `drop-after-send` and `garbage` happen to requests that succeed; a refusal is told as ever.

COUNT: only the next so many requests of the group are hit; all of them without it. In the process (the
profile `demo`) commands share the count, in the simulator's state: `error=503:3` hits three requests in all,
not three of each command. It begins anew when a command ran without faults, and with `simulator reset`; a
server begins anew when it starts.

GROUP: which requests are hit; `messages` where none is given:

    messages       the POSTs that reach a buyer: a message, a request for a review
    actions        getMessagingActionsForOrder          attributes     GetAttributes
    orders         searchOrders, getOrder               solicitations  getSolicitationActionsForOrder
    uploads        createUploadDestinationForResource   storage        the PUT or POST to S3
    token          the token endpoint                   all            every request
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

KINDS = (
    "throttle",
    "error",
    "refuse",
    "redirect",
    "expire-token",
    "delay",
    "drop-after-send",
    "garbage",
)
GROUPS = (
    "messages",
    "actions",
    "attributes",
    "orders",
    "solicitations",
    "uploads",
    "storage",
    "token",
    "all",
)


@dataclass(frozen=True)
class Fault:
    """One way to misbehave; `count` is None for "always", `value` None where none was given."""

    kind: str
    value: float | None = None
    count: int | None = None
    group: str = "messages"

    @property
    def spec(self) -> str:
        """The fault as it is written."""
        value = "" if self.value is None else f"={self.value:g}"
        count = "" if self.count is None else f":{self.count}"
        return f"{self.kind}{value}{count}@{self.group}"


class ConnectionDroppedError(ConnectionError):
    """The connection ends before an answer: `drop-after-send`."""


class ConnectionNotMadeError(ConnectionError):
    """There is no connection at all: `refuse`."""


def parse_faults(specs: Iterable[str]) -> tuple[Fault, ...]:
    """The faults that `specs` name; each may hold several, separated by spaces or commas.

    Raises ValueError, naming what is known, for anything else.
    """
    return tuple(_parse(part) for spec in specs for part in re.split(r"[\s,]+", spec) if part)


def _parse(spec: str) -> Fault:
    match = re.fullmatch(r"([a-z-]+)(?:=([0-9]+(?:\.[0-9]+)?))?(?::([0-9]{1,9}))?(?:@([a-z]+))?", spec)
    if match is None or match[1] not in KINDS:
        raise ValueError(
            f"{spec!r} is no fault of the simulator: KIND[=VALUE][:COUNT][@GROUP], where KIND is one of "
            f"{', '.join(KINDS)} (as in error=503:3)."
        )
    kind, value, count, group = match[1], match[2], match[3], match[4] or "messages"
    if group not in GROUPS:
        raise ValueError(f"{spec!r}: there is no group {group!r}. Known are {', '.join(GROUPS)}.")
    number = None if value is None else float(value)
    if kind == "error":
        number = 503.0 if number is None else number
        if number not in range(400, 600):
            raise ValueError(f"{spec!r}: an error is a status from 400 to 599, as in error=503.")
    elif kind == "delay" and number is None:
        raise ValueError(f"{spec!r}: how many seconds? As in delay=5.")
    elif number is not None and kind not in ("delay", "throttle", "refuse"):
        raise ValueError(f"{spec!r}: {kind} takes no value.")
    times = None if count is None else int(count)
    if kind == "expire-token" and times is None:
        times = 1
    return Fault(kind, number, times, group)
