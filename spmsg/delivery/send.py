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
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from spmsg.delivery.compose import Message, MessageBuilder
from spmsg.delivery.facts import Facts
from spmsg.delivery.ledger import Entry, Identity, Status
from spmsg.delivery.offer import Offer, offer
from spmsg.delivery.promise import HeldError, Promise
from spmsg.delivery.promise import Message as MessageRecord
from spmsg.delivery.recipients import BadRow, Recipient
from spmsg.delivery.result import Outcome, Request, Result, outcome_of
from spmsg.delivery.review import Review, Reviewer
from spmsg.delivery.upload import Uploaded, upload
from spmsg.errors import (
    CancelledError,
    CredentialsError,
    ExitCode,
    LocalStateError,
    NoAnswerError,
    SpmsgError,
    ThrottledError,
    UnavailableError,
    UnreachableError,
)
from spmsg.message.action import Action
from spmsg.message.attachment import Attachment
from spmsg.message.draft import Draft
from spmsg.message.identity import content_digest
from spmsg.message.request import request_body
from spmsg.spapi.action_list import ActionResource
from spmsg.spapi.messaging import resource_path
from spmsg.spapi.order_actions import OrderActions
from spmsg.spapi.uploads import Uploads

_AWAY = (UnreachableError, NoAnswerError, ThrottledError)
UNREACHABLE_IN_A_ROW = 8
"""After so many orders for which Amazon could not be reached, did not answer or kept throttling us, the rest
of a batch is not tried: each would take minutes as well."""


@dataclass(frozen=True)
class Instruction:
    """What to send to every recipient; `key` is what counts as the same message, its content by default."""

    action: str
    key: str | None = None
    dry_run: bool = False


class Sender:
    """Sends one instruction to one recipient after another; safe for several threads.

    `channel` is the API that the action belongs to; `marketplace_of` tells the marketplace ID of a recipient,
    `facts_of` gives what Amazon knows of an order in a marketplace. They raise SpmsgError for what they
    cannot do. `look_at` gets what the run's first order offers.
    """

    def __init__(
        self,
        instruction: Instruction,
        *,
        account: str,
        promise: Promise,
        channel: OrderActions,
        uploads: Uploads,
        marketplace_of: Callable[[Recipient], str],
        builder: MessageBuilder,
        reviewer: Reviewer,
        facts_of: Callable[[str, str], Facts],
        look_at: Callable[[Offer, Identity], None] = lambda offered, identity: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._do = instruction
        self._account = account
        self._promise = promise
        self._channel = channel
        self._uploads = uploads
        self._marketplace_of = marketplace_of
        self._builder = builder
        self._reviewer = reviewer
        self._facts_of = facts_of
        self._look_at: Callable[[Offer, Identity], None] | None = look_at
        self._clock = clock
        self._counting = threading.Lock()
        self._unreachable = 0

    def deliver(self, row: Recipient | BadRow) -> Result:
        """Send to one recipient and tell what became of it.

        Raises what would end every other row the same way (CredentialsError, LocalStateError, and
        UnreachableError again and again), and CancelledError; every other failure is told in the result.
        """
        if isinstance(row, BadRow):
            return self._result(row.order, None, status=Outcome.INVALID, reason=row.reason)
        blank = self._result(row.order, row.marketplace, status=Outcome.FAILED)
        stages = [blank]  # what is known of the result so far: an error is told with all of it
        try:
            result = self._deliver(row, stages)
        except (CredentialsError, LocalStateError, CancelledError):
            raise
        except SpmsgError as error:
            self._count(error)
            return _failed(stages[-1], error)
        self._count(None)
        return result

    def give_up(self) -> list[Result]:
        """What is still under way, recorded and told as uncertain; at the very end of a run."""
        reason = "interrupted before Amazon's answer came"
        return [self._given_up(entry.identity, reason) for entry in self._promise.give_up(reason)]

    def _deliver(self, row: Recipient, stages: list[Result]) -> Result:
        marketplace = self._marketplace_of(row)
        facts = self._facts_of(row.order, marketplace)
        stages.append(replace(stages[-1], marketplace=marketplace))
        message = self._builder.build(row, facts) if self._builder.settled else None
        for identity in self._possible(message, row, facts):
            held = self._promise.held(identity)
            if held is not None:
                return self._told(held, stages[-1])
        message = message or self._builder.build(row, facts)
        identity, digest = self._identity(message)
        stages.append(replace(stages[-1], key=identity.key))
        action = self._offer(identity).usable(self._do.action)
        review = self._reviewer.review(message, action, row)
        stages.append(replace(stages[-1], violations=review.violations))
        if review.errors:
            reason = " ".join(violation.message for violation in review.errors)
            return replace(stages[-1], status=Outcome.INVALID, reason=reason)
        if self._do.dry_run:
            return self._dry_run(review.draft, action, identity, stages[-1])
        uploaded = self._upload(review.draft, identity)
        stages.append(replace(stages[-1], attachments=tuple(uploaded)))
        record = MessageRecord(identity, digest, _size(review.draft), review.allowed)
        return self._post(record, action, review, stages[-1])

    def _offer(self, identity: Identity) -> Offer:
        offered = offer(self._channel, identity.order, identity.marketplace)
        with self._counting:
            look_at, self._look_at = self._look_at, None
        if look_at is not None:
            look_at(offered, identity)
        return offered

    def _possible(self, message: Message | None, row: Recipient, facts: Facts) -> Iterable[Identity]:
        """The identities that the message can have, as far as that is known without asking Amazon."""
        if self._do.key is not None:
            return [self._identity_of(facts, self._do.key)]
        possible = [message] if message else self._builder.candidates(row, facts)
        return (self._identity(found)[0] for found in possible)

    def _identity(self, message: Message) -> tuple[Identity, str]:
        """The identity of a message, and the digest of its content."""
        draft = replace(message.draft, fields=dict(message.assignments))
        digest = content_digest(draft)
        return self._identity_of(message.details, self._do.key or digest), digest

    def _identity_of(self, facts: Facts, key: str) -> Identity:
        return Identity(self._account, facts.marketplace, facts.id, self._do.action, key)

    def _upload(self, draft: Draft, identity: Identity) -> list[Uploaded]:
        resource = resource_path(identity.order, identity.action)
        return [
            upload(self._uploads, attachment, resource, identity.marketplace)
            for attachment in draft.attachments
            if isinstance(attachment, Attachment)
        ]

    def _post(self, record: MessageRecord, action: Action, review: Review, blank: Result) -> Result:
        identity = record.identity
        body = request_body(review.draft, action, [u.upload_destination_id for u in blank.attachments])
        order, marketplace, resource = identity.order, identity.marketplace, _resource(action)
        try:
            request_id = self._promise.send(
                record,
                lambda guard: self._channel.send(order, marketplace, resource, body, guard=guard),
            )
        except HeldError as held:
            return self._told(held.entry, blank)
        except UnavailableError as error:
            return _failed(blank, self._explained(error, identity))
        return replace(blank, status=Outcome.SENT, request_id=request_id, at=self._now())

    def _told(self, entry: Entry, blank: Result) -> Result:
        """The result that the ledger's entry stands for, in place of sending."""
        told = replace(blank, at=_iso(entry.at), request_id=entry.request_id, key=entry.identity.key)
        if entry.status is Status.SENT:
            return replace(told, status=Outcome.ALREADY_SENT)
        if entry.status is Status.UNCERTAIN:
            return replace(
                told,
                status=Outcome.UNCERTAIN,
                reason=f"an earlier run did not learn whether it was sent: {entry.reason or 'it was killed'}",
                hint="Look the order up in Seller Central, then "
                f"`spmsg history resolve {entry.id} --as sent` (or `not-sent`).",
            )
        return replace(told, reason="another process is sending it right now", hint="Run it again.")

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
        )

    def _count(self, error: SpmsgError | None) -> None:
        """Ends the batch when Amazon cannot be reached for one order after the other."""
        with self._counting:
            self._unreachable = self._unreachable + 1 if isinstance(error, _AWAY) else 0
            if self._unreachable < UNREACHABLE_IN_A_ROW:
                return
        assert error is not None  # noqa: S101 - only an error counts up
        error.hint = f"{error.hint or ''} The remaining orders were not tried: run it again later.".strip()
        raise error

    def _explained(self, error: UnavailableError, identity: Identity) -> UnavailableError:
        """An action that vanished between our question and our request: ask again, and name what is left."""
        try:
            names = [a.name for a in self._channel.actions(identity.order, identity.marketplace).actions]
        except SpmsgError:
            return error
        error.hint = f"Allowed for this order now: {', '.join(names) or 'nothing'}."
        return error

    def _given_up(self, identity: Identity, reason: str) -> Result:
        told = self._result(identity.order, identity.marketplace, status=Outcome.UNCERTAIN, reason=reason)
        return replace(told, key=identity.key)

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
