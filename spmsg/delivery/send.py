"""Send one message as promised: never twice, and nothing that Amazon would refuse.

The order of the steps is the promise. `Sender.prepare` goes from the row to the checked message: what was
sent before ends there, without a request. `Sender.send` uploads the attachments, which reaches no buyer and
may be repeated. Then `sending` is on disk, the POST leaves, and its outcome is on disk before all else.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from spmsg.delivery.at_most_once import AtMostOnce
from spmsg.delivery.check import Checker, CheckResult
from spmsg.delivery.ledger import AlreadyClaimedError, Entry, Identity, MessageRecord
from spmsg.delivery.message_builder import Message, MessageBuilder
from spmsg.delivery.order_details import AvailableActions, OrderDetails
from spmsg.delivery.order_lookup import OrderLookup
from spmsg.delivery.result import Preview, Request, Result, Status, Uploaded, utc
from spmsg.errors import (
    CancelledError,
    CredentialsError,
    LocalStateError,
    MachineSettingsError,
    SpmsgError,
    UnavailableError,
)
from spmsg.message.action import Action
from spmsg.message.draft import Draft, request_body
from spmsg.message.recipient import BadRow, Recipient
from spmsg.spapi.messaging import resource_path
from spmsg.spapi.transport import SendGuard
from spmsg.spapi.uploads import Uploads

FATAL = (CredentialsError, LocalStateError, MachineSettingsError, CancelledError)
"""Errors that end the whole batch: every other row would end the same way."""


@dataclass(frozen=True)
class Instruction:
    """What to send to every recipient.

    `key` is what counts as the same message, its content by default. Orders in `excluded` get none now. With
    `skip_missing` an order whose attachment is not there yet is waiting, not invalid.
    """

    action: str
    key: str | None = None
    dry_run: bool = False
    skip_missing: bool = False
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Prepared:
    """A checked message that is ready to be sent; `so_far` is its result as far as it is known."""

    record: MessageRecord
    details: OrderDetails
    action: Action
    checked: CheckResult
    so_far: Result

    @property
    def order(self) -> str:
        """The order that the message is about."""
        return self.details.id

    @property
    def preview(self) -> Preview:
        """The message as the buyer will see it."""
        details, order = self.details, self.details.known_order
        product = ", ".join(item.title for item in order.items) if order is not None else None
        place = details.id, details.marketplace
        return Preview(*place, self.action, self.checked.draft, product, details.known_locale)


Row = Recipient | BadRow | Prepared | Result
"""A row of the list: as it was read, or as far as it was brought while the seller was asked."""


@dataclass(frozen=True)
class Sender:
    """Sends one instruction to one recipient after another; safe for several threads."""

    instruction: Instruction
    account: str
    lookup: OrderLookup
    builder: MessageBuilder
    checker: Checker
    uploads: Uploads
    at_most_once: AtMostOnce

    def deliver(self, row: Row) -> Result:
        """Send to one recipient and return the result.

        Raises errors that would end every other row the same way (`FATAL`); any other is in the result.
        """
        found = self.prepare(row) if isinstance(row, Recipient | BadRow) else row
        return found if isinstance(found, Result) else self.send(found)

    def prepare(
        self,
        row: Recipient | BadRow,
        details: OrderDetails | None = None,
        available: AvailableActions | None = None,
    ) -> Prepared | Result:
        """Build and check the message to a recipient; return its result if it ends here. Sends nothing.

        `details` and `available` are what is known of the order already. Otherwise Amazon is asked for them.
        """
        so_far = self._new_result(row)
        if isinstance(row, BadRow):
            return so_far.ended(Status.INVALID, row.code, f"line {row.line}: {row.reason}")
        if row.order in self.instruction.excluded:
            return so_far.ended(Status.EXCLUDED, "excluded", "the order is in the list that --except names")
        try:
            # order
            if details is None:
                marketplace = self.lookup.marketplace(row.order, row.marketplace)
                details = self.lookup.details(row.order, marketplace)
            so_far = replace(so_far, marketplace=details.marketplace)
            # message
            message = self._build_unless_recorded(row, details)
            if isinstance(message, Entry):
                return _recorded_result(message, so_far)
            identity = self._identity(details, self.instruction.key or message.digest)
            so_far = replace(so_far, key=identity.key)
            # check
            if available is None:
                available = self.lookup.available(details.id, details.marketplace, identity.action)
            action = available.usable(identity.action, details)
            checked = self.checker.check(message, action, lambda: details.locale, details.purchased_at)
            so_far = replace(so_far, violations=checked.violations)
            if checked.errors:
                reason = "; ".join(violation.finding for violation in checked.errors)
                first = checked.errors[0]
                return so_far.ended(Status.INVALID, first.rule, reason, first.remedy)
            record = MessageRecord(identity, message.digest, checked.draft.size, checked.allowed)
            return Prepared(record, details, action, checked, so_far)
        except Exception as error:  # noqa: BLE001 - one row never stops the others
            if isinstance(error, UnavailableError) and row.marketplace is None:
                other = self.lookup.other_marketplace(error, row.order, so_far.marketplace or "")
                if other is not None:
                    return self.prepare(replace(row, marketplace=other))
            return self._failed_result(so_far, error)

    def send(self, prepared: Prepared) -> Result:
        """Upload the attachments and send the message; a dry run returns the request instead."""
        so_far, record, draft = prepared.so_far, prepared.record, prepared.checked.draft
        try:
            if self.instruction.dry_run:
                return self._dry_run(prepared)
            # upload
            so_far = replace(so_far, attachments=tuple(self._upload(draft, record.identity)))
            destinations = [uploaded.upload_destination_id for uploaded in so_far.attachments]
            body = request_body(draft, prepared.action, destinations)
            # claim, POST, record
            request_id = self.at_most_once.send(record, partial(self._post, prepared, body))
            return replace(so_far, status=Status.SENT, request_id=request_id, at=_now())
        except AlreadyClaimedError as claimed:
            return _recorded_result(claimed.entry, so_far)
        except UnavailableError as error:
            return so_far.failed(self._explain(error, prepared))
        except Exception as error:  # noqa: BLE001 - one row never stops the others
            failed = self._failed_result(so_far, error)
            # a bug after the message was claimed: it may have left
            if failed.bug is not None and self.at_most_once.find_blocking(record.identity) is not None:
                return replace(failed, status=Status.UNCERTAIN)
            return failed

    def give_up(self) -> list[Result]:
        """Record what is still under way as uncertain, and return its results; for the end of a run."""
        reason = "interrupted before Amazon's answer came"
        given_up = []
        for entry in self.at_most_once.give_up(reason):
            row = Recipient(entry.identity.order, entry.identity.marketplace)
            uncertain = self._new_result(row).ended(Status.UNCERTAIN, "interrupted", reason)
            given_up.append(replace(uncertain, key=entry.identity.key))
        return given_up

    def _build_unless_recorded(self, row: Recipient, details: OrderDetails) -> Message | Entry:
        """Build the message, or return the ledger's entry that keeps it from being sent.

        The ledger is asked before Amazon is, as far as the message is known by then.
        """
        message = None
        keys: Iterable[str]
        if self.instruction.key is not None:
            keys = [self.instruction.key]
        elif self.builder.asks_amazon:
            keys = (candidate.digest for candidate in self.builder.candidates(row))
        else:
            message = self.builder.build(row, details)
            keys = [message.digest]
        for key in keys:
            entry = self.at_most_once.find_blocking(self._identity(details, key))
            if entry is not None:
                return entry
        return message or self.builder.build(row, details)

    def _upload(self, draft: Draft, identity: Identity) -> Iterator[Uploaded]:
        resource = resource_path(identity.order, identity.action)
        for file in draft.files:
            name, content = file.file_name, file.content
            destination = self.uploads.upload(
                resource, identity.marketplace, name, content, file.content_md5, file.content_type
            )
            yield Uploaded(name, destination, file.size, file.content_md5)

    def _post(self, prepared: Prepared, body: Mapping[str, object], guard: SendGuard) -> str | None:
        details, action = prepared.details, prepared.action
        api = self.lookup.api(action.name)
        try:
            return api.send(details.id, details.marketplace, action.name, action.href, body, guard=guard)
        except UnavailableError as error:  # explained without asking Amazon: the ledger has it first
            raise details.explain(error, action.name, ask=False) from None

    def _explain(self, error: UnavailableError, prepared: Prepared) -> UnavailableError:
        """Add the cause to the refusal of a POST, or what the order offers now if the cause is not known."""
        details, action = prepared.details, prepared.action.name
        details.explain(error, action, ask=True)
        if error.code == "not-offered" and not error.due:
            with suppress(SpmsgError):
                left = self.lookup.available(details.id, details.marketplace, action)
                error.hint = f"Allowed for this order now: {left.names}."
        return error

    def _dry_run(self, prepared: Prepared) -> Result:
        draft, action, details = prepared.checked.draft, prepared.action, prepared.details
        api = self.lookup.api(action.name)
        path, query = api.target(details.id, details.marketplace, action.name, action.href)
        body = request_body(draft, action, ["(assigned by the upload)" for _ in draft.files])
        files = (Uploaded(file.file_name, "", file.size, file.content_md5) for file in draft.files)
        return replace(
            prepared.so_far,
            status=Status.DRY_RUN,
            attachments=tuple(files),
            request=Request("POST", path, query, body),
            preview=prepared.preview,
        )

    def _failed_result(self, so_far: Result, error: Exception) -> Result:
        """Return the result as `error` ended it; raise `error` if it would end every other row too."""
        if isinstance(error, FATAL):
            raise error
        failed = so_far.failed(error)
        if failed.code != "file-missing":
            return failed
        if self.instruction.skip_missing:
            return replace(failed, status=Status.WAITING, ends_with=None)
        return replace(failed, hint=f"{failed.hint} With --skip-missing an order waits for its file.")

    def _new_result(self, row: Recipient | BadRow) -> Result:
        marketplace = row.marketplace if isinstance(row, Recipient) else None
        action, key = self.instruction.action, self.instruction.key
        return Result(row.order, marketplace, action, Status.FAILED, _now(), key=key)

    def _identity(self, details: OrderDetails, key: str) -> Identity:
        return Identity(self.account, details.marketplace, details.id, self.instruction.action, key)


def _recorded_result(entry: Entry, so_far: Result) -> Result:
    """Return the result of a message that is not sent because the ledger has `entry`."""
    found = replace(so_far, at=utc(entry.at), request_id=entry.request_id, key=entry.identity.key)
    if entry.status is Status.SENT:
        return replace(found, status=Status.ALREADY_SENT)
    if entry.status is Status.FAILED:
        return found.ended(Status.UNAVAILABLE, entry.code, entry.reason)
    if entry.status is Status.UNCERTAIN:
        reason = f"an earlier run did not learn whether it was sent: {entry.reason or 'it was killed'}"
        settle = f"`spmsg history resolve {entry.id} --as sent` (or `not-sent`)."
        hint = f"Look the order up in Seller Central, then {settle}"
        return found.ended(Status.UNCERTAIN, "uncertain", reason, hint)
    reason = "another process is sending it right now"
    return found.ended(Status.FAILED, "in-progress", reason, "Run it again.")


def _now() -> str:
    return utc(datetime.now(UTC))
