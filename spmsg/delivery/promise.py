"""The promise of at most once, around one POST: the ledger knows of it before it leaves, and how it ended."""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from spmsg.delivery.ledger import Entry, Identity, Ledger, Status
from spmsg.errors import SpmsgError, UncertainError
from spmsg.spapi.transport import SendGuard

PATIENCE_FOR_OTHERS = 60.0
"""Seconds that we wait for another process that is sending the very same message."""
POSTS_AT_ONCE = 6
"""Messages that are on their way at the same time: so many a killed run leaves uncertain, at most. At five a
second, each may take more than a second without holding up the rest."""
POLL = 0.05
"""Seconds between two looks at how another process gets on."""

Post = Callable[[SendGuard], str | None]
"""Sends the message and gives Amazon's request ID; asks the guard when the request is about to leave."""


@dataclass(frozen=True)
class Message:
    """What the ledger keeps of a message besides its identity: digest, size in bytes, rules let through."""

    identity: Identity
    digest: str
    size: int
    allowed: tuple[str, ...] = ()


class HeldError(Exception):
    """The message is not ours to send: `entry` says what another run did, or does, with it."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(f"entry {entry.id} is {entry.status}")
        self.entry = entry


class _Guard:
    def __init__(self, claim: Callable[[], None]) -> None:
        self.before_send = claim

    def not_sent(self) -> None:
        """The claim is kept for the repetition."""


class Promise:
    """Keeps the promise for the messages of one run; safe for its threads.

    `resend` sends what was sent before this run began, `resend_uncertain` what was uncertain then; what this
    run has sent itself is not sent again.
    """

    def __init__(
        self,
        ledger: Ledger,
        profile: str,
        *,
        resend: bool = False,
        resend_uncertain: bool = False,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._ledger = ledger
        self._profile = profile
        self._again = {
            status for status, yes in ((Status.SENT, resend), (Status.UNCERTAIN, resend_uncertain)) if yes
        }
        self._sleep = sleep
        self._room = threading.Semaphore(POSTS_AT_ONCE)
        self._under_way: dict[int, Entry] = {}
        self._of_this_run: object = None

    def held(self, identity: Identity) -> Entry | None:
        """The entry that keeps `identity` from being sent, None if nothing does. Makes no request."""
        entry = self._ledger.find(identity)
        return entry if entry is not None and self._holds(entry) else None

    def send(self, message: Message, post: Post) -> str | None:
        """Send `message` by `post`, at most once, and record how it ended; gives Amazon's request ID.

        Raises HeldError where the message turned out not to be ours, and what `post` raises, which is
        recorded: as `uncertain` for UncertainError, as `failed` for every other error.
        """
        entry: Entry | None = None
        before = self._ledger.find(message.identity)
        if before is not None and self._holds(before):
            raise HeldError(before)
        # What is being sent right now is not sent again on top of it, however it ends.
        seen = before.attempt if before is not None and before.status is not Status.SENDING else ""

        def claim() -> None:
            """Before a repetition of the request it is ours already."""
            nonlocal entry
            if entry is None:
                room.enter_context(self._room)
                entry = self._claimed(message, seen)
                self._of_this_run = entry.owner
                self._under_way[threading.get_ident()] = entry

        with ExitStack() as room:
            try:
                request_id = post(_Guard(claim))
            except SpmsgError as error:
                if entry is not None:
                    status = Status.UNCERTAIN if isinstance(error, UncertainError) else Status.FAILED
                    self._ledger.finish(entry, status, reason=error.message, request_id=error.request_id)
                raise
            else:
                assert entry is not None  # noqa: S101 - a POST that left unclaimed would break the promise
                self._ledger.finish(entry, Status.SENT, request_id=request_id)
                return request_id
            finally:
                self._under_way.pop(threading.get_ident(), None)

    def give_up(self, reason: str) -> Sequence[Entry]:
        """Record what is still under way as uncertain, and tell what that is; at the very end of a run."""
        given_up = []
        for entry in list(self._under_way.values()):
            try:
                self._ledger.finish(entry, Status.UNCERTAIN, reason=reason)
            except UncertainError as error:
                if error.__cause__ is None:
                    continue  # its own thread was faster, and knows better
            given_up.append(entry)  # also where it stays `sending`: its owner is about to die
        return given_up

    def _holds(self, entry: Entry) -> bool:
        if entry.status not in (Status.SENT, Status.UNCERTAIN):
            return False
        return entry.status not in self._again or entry.owner == self._of_this_run

    def _claimed(self, message: Message, seen: str) -> Entry:
        deadline = time.monotonic() + PATIENCE_FOR_OTHERS
        while True:
            claim = self._ledger.claim(
                message.identity,
                profile=self._profile,
                digest=message.digest,
                bytes=message.size,
                resend=Status.SENT in self._again,
                resend_uncertain=Status.UNCERTAIN in self._again,
                seen=seen,
                allowed=message.allowed,
            )
            if claim.won:
                return claim.entry
            if claim.entry.status is not Status.SENDING or time.monotonic() > deadline:
                raise HeldError(claim.entry)
            self._sleep(POLL)
