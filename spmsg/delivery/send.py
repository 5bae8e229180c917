"""Sending one message as promised: never twice, and nothing that Amazon would refuse.

The order of the steps is the promise:

1. the message is composed and hashed, and the ledger is asked; what it knows ends here, without a request
2. Amazon is asked what the order offers, and the message is checked against the action's own schema
3. attachments are uploaded, which reaches no buyer and may be repeated
4. the ledger's entry `sending` is on disk: of all processes that try, one wins
5. the POST leaves; its outcome is on disk before anything else happens
"""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from spmsg.delivery.compose import Composer, Composition
from spmsg.delivery.facts import Facts
from spmsg.delivery.ledger import Entry, Identity, Ledger, Status
from spmsg.delivery.offer import offer
from spmsg.delivery.recipients import BadRow, Recipient
from spmsg.delivery.result import Outcome, Request, Result, outcome_of
from spmsg.delivery.review import Reviewer
from spmsg.delivery.upload import Uploaded, upload
from spmsg.errors import (
    CancelledError,
    CredentialsError,
    ExitCode,
    LocalStateError,
    SpmsgError,
    UnavailableError,
    UncertainError,
)
from spmsg.message.actions import Action
from spmsg.message.attachments import Attachment
from spmsg.message.draft import Draft
from spmsg.message.identity import content_digest
from spmsg.message.request import request_body
from spmsg.spapi.action_list import ActionResource
from spmsg.spapi.messaging import resource_path
from spmsg.spapi.order_actions import OrderActions
from spmsg.spapi.uploads import Uploads

PATIENCE_FOR_OTHERS = 60.0
"""Seconds that we wait for another process that is sending the very same message."""


@dataclass(frozen=True)
class Instruction:
    """What to send to every recipient, and how much to risk; see `spmsg send --help`."""

    action: str
    key: str | None = None
    resend: bool = False
    resend_uncertain: bool = False
    dry_run: bool = False


class _NotOurs(Exception):  # noqa: N818 - no error: somebody else sends the same message
    def __init__(self, entry: Entry) -> None:
        self.entry = entry


class Sender:
    """Sends one instruction to one recipient after another; safe for several threads.

    `channel` is the API that the action belongs to; `marketplace_of` tells the marketplace ID of a recipient,
    `facts_of` gives what Amazon knows of an order in a marketplace. They raise SpmsgError for what they
    cannot do.
    """

    def __init__(
        self,
        instruction: Instruction,
        *,
        account: str,
        profile: str,
        ledger: Ledger,
        channel: OrderActions,
        uploads: Uploads,
        marketplace_of: Callable[[Recipient], str],
        composer: Composer,
        reviewer: Reviewer,
        facts_of: Callable[[str, str], Facts],
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._do = instruction
        self._account = account
        self._profile = profile
        self._ledger = ledger
        self._channel = channel
        self._uploads = uploads
        self._marketplace_of = marketplace_of
        self._composer = composer
        self._reviewer = reviewer
        self._facts_of = facts_of
        self._sleep = sleep
        self._clock = clock
        self._under_way: dict[int, tuple[Entry, Result]] = {}

    def deliver(self, row: Recipient | BadRow) -> Result:
        """Send to one recipient and tell what became of it.

        Raises CredentialsError and LocalStateError, which would end every other row the same way, and
        CancelledError; every other failure is told in the result.
        """
        if isinstance(row, BadRow):
            return self._result(row.order, None, status=Outcome.INVALID, reason=row.reason)
        blank = self._result(row.order, row.marketplace, status=Outcome.FAILED)
        try:
            marketplace = self._marketplace_of(row)
            blank = replace(blank, marketplace=marketplace)
            facts = self._facts_of(row.order, marketplace)
            composition = self._composer.compose(row, facts) if self._composer.settled else None
            known = self._known(composition, row, facts, blank)
            if known is not None:
                return known
            composition = composition or self._composer.compose(row, facts)
            identity, digest = self._identity(composition)
            blank = replace(blank, key=identity.key)
            return self._send(row, composition, identity, digest, blank)
        except (CredentialsError, LocalStateError, CancelledError):
            raise
        except SpmsgError as error:
            return _failed(blank, error)

    def give_up(self) -> list[Result]:
        """Record the messages whose answers we no longer wait for as uncertain; called at the very end."""
        abandoned = []
        for entry, blank in list(self._under_way.values()):
            reason = "interrupted before Amazon's answer came"
            self._ledger.finish(entry, Status.UNCERTAIN, reason=reason)
            abandoned.append(replace(blank, status=Outcome.UNCERTAIN, reason=reason))
        return abandoned

    def _known(
        self, composition: Composition | None, row: Recipient, facts: Facts, blank: Result
    ) -> Result | None:
        """What the ledger knows of the message, without a request; None if it does not stand in the way."""
        if self._do.key is not None:
            keys: Iterable[str] = [self._do.key]
        else:
            possible = [composition] if composition else self._composer.candidates(row, facts)
            keys = (self._identity(found)[0].key for found in possible)
        for key in keys:
            entry = self._ledger.find(self._identity_of(facts, key))
            told = self._already(entry, replace(blank, key=key)) if entry is not None else None
            if told is not None:
                return told
        return None

    def _identity(self, composition: Composition) -> tuple[Identity, str]:
        """The identity of a message, and the digest of its content."""
        draft = replace(composition.draft, fields=dict(composition.assignments))
        digest = content_digest(draft)
        return self._identity_of(composition.facts, self._do.key or digest), digest

    def _identity_of(self, facts: Facts, key: str) -> Identity:
        return Identity(self._account, facts.marketplace, facts.id, self._do.action, key)

    def _send(
        self, row: Recipient, composition: Composition, identity: Identity, digest: str, blank: Result
    ) -> Result:
        action = offer(self._channel, identity.order, identity.marketplace).usable(self._do.action)
        review = self._reviewer.review(composition, action, row)
        blank = replace(blank, violations=review.violations)
        if review.errors:
            reason = " ".join(violation.message for violation in review.errors)
            return replace(blank, status=Outcome.INVALID, reason=reason)
        draft = review.draft
        if self._do.dry_run:
            return self._dry_run(draft, action, identity, blank)
        uploaded = self._upload(draft, identity)
        blank = replace(blank, attachments=tuple(uploaded))
        body = request_body(draft, action, [u.upload_destination_id for u in uploaded])
        return self._post(action, body, identity, digest, _size(draft), review.allowed, blank)

    def _upload(self, draft: Draft, identity: Identity) -> list[Uploaded]:
        resource = resource_path(identity.order, identity.action)
        return [
            upload(self._uploads, attachment, resource, identity.marketplace)
            for attachment in draft.attachments
            if isinstance(attachment, Attachment)
        ]

    def _post(
        self,
        action: Action,
        body: dict[str, object],
        identity: Identity,
        digest: str,
        size: int,
        allowed: Sequence[str],
        blank: Result,
    ) -> Result:
        claimed: list[Entry] = []

        def promise() -> None:
            """Runs when the request is about to leave, and before each repetition of it."""
            if not claimed:
                entry = self._claim(identity, digest, size, allowed)
                claimed.append(entry)
                self._under_way[threading.get_ident()] = (entry, blank)

        try:
            request_id = self._channel.send(
                identity.order, identity.marketplace, _resource(action), body, promise=promise
            )
        except _NotOurs as other:
            busy = replace(blank, reason="another process is sending it right now")
            return self._already(other.entry, blank) or busy
        except SpmsgError as error:
            if claimed:
                self._record(claimed[0], error)
            if isinstance(error, (CredentialsError, LocalStateError, CancelledError)):
                raise
            return _failed(blank, self._explained(error, identity))
        self._finish(claimed[0], Status.SENT, request_id=request_id)
        return replace(blank, status=Outcome.SENT, request_id=request_id, at=self._now())

    def _claim(self, identity: Identity, digest: str, size: int, allowed: Sequence[str]) -> Entry:
        """The entry, ours and `sending`; raises _NotOurs when another process has it."""
        deadline = time.monotonic() + PATIENCE_FOR_OTHERS
        while True:
            claim = self._ledger.claim(
                identity,
                profile=self._profile,
                digest=digest,
                bytes=size,
                resend=self._do.resend,
                resend_uncertain=self._do.resend_uncertain,
                allowed=allowed,
            )
            if claim.won:
                return claim.entry
            if claim.entry.status is not Status.SENDING or time.monotonic() > deadline:
                raise _NotOurs(claim.entry)
            self._sleep(0.05)

    def _record(self, entry: Entry, error: SpmsgError) -> None:
        status = Status.UNCERTAIN if isinstance(error, UncertainError) else Status.FAILED
        self._finish(entry, status, reason=error.message, request_id=error.request_id)

    def _finish(
        self, entry: Entry, status: Status, *, reason: str | None = None, request_id: str | None = None
    ) -> None:
        self._ledger.finish(entry, status, reason=reason, request_id=request_id)
        self._under_way.pop(threading.get_ident(), None)

    def _already(self, entry: Entry, blank: Result) -> Result | None:
        """What the ledger's entry says in place of sending; None where it does not stand in the way."""
        told = replace(blank, at=_iso(entry.at), request_id=entry.request_id)
        if entry.status is Status.SENT and not self._do.resend:
            return replace(told, status=Outcome.ALREADY_SENT)
        if entry.status is Status.UNCERTAIN and not self._do.resend_uncertain:
            return replace(
                told,
                status=Outcome.UNCERTAIN,
                reason=f"an earlier run did not learn whether it was sent: {entry.reason or 'it was killed'}",
                hint=f"Look the order up in Seller Central, then `spmsg history resolve {entry.id} --as "
                "sent` (or `not-sent`).",
            )
        return None

    def _dry_run(self, draft: Draft, action: Action, identity: Identity, blank: Result) -> Result:
        files = [a for a in draft.attachments if isinstance(a, Attachment)]
        body = request_body(draft, action, ["(assigned by the upload)" for _ in files])
        attachments = tuple(Uploaded(a.file_name, "", a.size, a.content_md5) for a in files)
        path, query = self._channel.target(identity.order, identity.marketplace, _resource(action))
        return replace(
            blank,
            status=Outcome.DRY_RUN,
            attachments=attachments,
            request=Request("POST", path, query, body),
            text=draft.text,
        )

    def _explained(self, error: SpmsgError, identity: Identity) -> SpmsgError:
        """An action that vanished between our question and our request: ask again, and name what is left."""
        if not isinstance(error, UnavailableError):
            return error
        try:
            names = [a.name for a in self._channel.actions(identity.order, identity.marketplace).actions]
        except SpmsgError:
            return error
        error.hint = f"Allowed for this order now: {', '.join(names) or 'nothing'}."
        return error

    def _result(
        self, order: str, marketplace: str | None, *, status: Outcome, reason: str | None = None
    ) -> Result:
        return Result(order, marketplace, self._do.action, status, self._now(), self._do.key, reason)

    def _now(self) -> str:
        return _iso(datetime.fromtimestamp(self._clock(), UTC))


def _resource(action: Action) -> ActionResource:
    return ActionResource(action.name, action.title, action.href)


def _failed(blank: Result, error: SpmsgError) -> Result:
    return replace(
        blank,
        status=outcome_of(error),
        reason=error.message,
        hint=error.hint,
        request_id=error.request_id,
        code=ExitCode.INVALID if error.exit_code is ExitCode.USAGE else error.exit_code,
    )


def _size(draft: Draft) -> int:
    files = sum(a.size for a in draft.attachments if isinstance(a, Attachment))
    return len((draft.text or "").encode()) + files


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
