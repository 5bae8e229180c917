"""Send each message at most once: claim it in the ledger as its POST leaves, and record how that ended."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from spmsg.delivery.deadline import STEP, Sleep
from spmsg.delivery.ledger import AlreadyClaimedError, Entry, Identity, Ledger, MessageRecord, Resend
from spmsg.delivery.result import Status
from spmsg.errors import LocalStateError, SpmsgError, UncertainError
from spmsg.spapi.transport import SendGuard

PATIENCE_FOR_OTHERS = 60.0
"""Seconds to wait for another run that is sending the same message."""
POSTS_AT_ONCE = 6
"""Messages that are on their way at the same time: a killed run leaves at most so many uncertain. At five a
second, each may take more than a second without holding up the rest."""
LONGEST_CLAIM = 2.0
"""Seconds. A claim that took longer, as in a process that was stopped, is given back and made again."""

Post = Callable[[SendGuard], str | None]
"""Sends the message and returns Amazon's request ID; calls the guard when the request is about to leave."""


class AtMostOnce:
    """Sends the messages of one run at most once each; safe for its threads."""

    def __init__(
        self,
        ledger: Ledger,
        profile: str,
        *,
        resend: bool = False,
        resend_uncertain: bool = False,
        sleep: Sleep = time.sleep,
    ) -> None:
        self._ledger = ledger
        self._profile = profile
        self._resend = Resend(resend, resend_uncertain)
        self._sleep = sleep
        self._slots = threading.Semaphore(POSTS_AT_ONCE)
        self._attempts: set[_Attempt] = set()

    def find_blocking(self, identity: Identity) -> Entry | None:
        """Return the entry that keeps `identity` from being sent, None if nothing does.

        One that another run is sending just now does not: `send` waits for its end.
        """
        entry = self._ledger.find_blocking(identity, self._resend)
        return None if entry is None or entry.status is Status.SENDING else entry

    def send(self, record: MessageRecord, post: Post) -> str | None:
        """Send a message by `post`, at most once, record how it ended and return Amazon's request ID.

        Raises AlreadyClaimedError if an entry keeps it from being sent, and what `post` raises. That is
        recorded, as `failed` for an SpmsgError, as `uncertain` for UncertainError and for a bug of ours.
        """
        deadline = time.monotonic() + PATIENCE_FOR_OTHERS
        while True:
            entry = self._ledger.find_blocking(record.identity, self._resend)
            if entry is None:
                claim = partial(self._ledger.claim, record, self._profile, self._resend)
                attempt = _Attempt(self._ledger, claim)
                try:
                    with self._under_way(attempt):
                        return attempt.make(post)
                except AlreadyClaimedError as lost:
                    entry = lost.entry
            if entry.status is not Status.SENDING or time.monotonic() > deadline:
                raise AlreadyClaimedError(entry)
            self._sleep(STEP)

    def give_up(self, reason: str) -> Sequence[Entry]:
        """Record what is still on its way as uncertain, and return it; for the end of a run."""
        given_up = []
        claims = [attempt.entry for attempt in list(self._attempts)]
        for entry in filter(None, claims):
            try:
                now = self._ledger.finish(entry, Status.UNCERTAIN, code="interrupted", reason=reason)
            except UncertainError:
                given_up.append(entry)  # it stays `sending`, and its run is about to end
            else:
                if now.status is Status.UNCERTAIN:  # otherwise its own thread was faster, and knows better
                    given_up.append(now)
        return given_up

    @contextmanager
    def _under_way(self, attempt: "_Attempt") -> Iterator[None]:
        # Taken before `post` waits for its turn and connects, so that no claim ever waits for a slot
        while not self._slots.acquire(timeout=STEP):
            self._sleep(0)
        self._attempts.add(attempt)
        try:
            yield
        finally:
            self._attempts.discard(attempt)
            self._slots.release()


class _Attempt:
    """One attempt to send a message; `entry` is its claim, None while there is none."""

    def __init__(self, ledger: Ledger, claim: Callable[[], Entry]) -> None:
        self._ledger = ledger
        self._claim = claim
        self.entry: Entry | None = None

    def make(self, post: Post) -> str | None:
        """Send the message, and record how that ended."""
        try:
            request_id = post(self)
        except AlreadyClaimedError:
            raise
        except SpmsgError as error:
            status = Status.UNCERTAIN if isinstance(error, UncertainError) else Status.FAILED
            self._finish(status, code=error.code, reason=error.message, request_id=error.request_id)
            raise
        except BaseException as error:
            self._finish(Status.UNCERTAIN, code="bug", reason=f"{type(error).__name__} while it was sent")
            raise
        assert self.entry is not None  # noqa: S101 - a POST that left unclaimed would break the promise
        self._finish(Status.SENT, request_id=request_id)
        return request_id

    def before_send(self) -> None:
        """Claim the message: the last thing before its first byte leaves."""
        if self.entry is not None:
            return
        for _ in range(5):
            began = time.monotonic()
            entry = self._claim()
            if time.monotonic() - began <= LONGEST_CLAIM:
                self.entry = entry
                return
            self._ledger.give_back(entry)
        raise LocalStateError(
            f"The ledger {self._ledger.location} takes more than {LONGEST_CLAIM:g} s for each claim.",
            hint="Look after its disk or server, then run again.",
        )

    def not_sent(self) -> None:
        """Give the claim back: what follows is a wait."""
        if self.entry is not None:
            self._ledger.give_back(self.entry)
            self.entry = None

    def _finish(self, status: Status, **outcome: str | None) -> None:
        if self.entry is not None:
            self._ledger.finish(self.entry, status, **outcome)
