"""Whatever runs do, in whatever order, and whenever they die: the ledger against a model of the promise."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from spmsg.delivery.ledger import Entry, Identity, Ledger, Status, open_ledger
from spmsg.delivery.ledger.owner import Owner
from spmsg.errors import UncertainError

RUNS = st.integers(0, 2)
KEYS = st.sampled_from(["a", "b"])
DIGEST = "ab" * 32


class Runs(RuleBasedStateMachine):
    """Three runs, each on a machine of its own; one that dies begins anew, when its lease is over."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.now = 1_790_000_000.0
        self.lives = 0
        self.ledgers: list[Ledger] = [self.begin() for _ in range(3)]
        self.under_way: dict[int, dict[str, Entry]] = {0: {}, 1: {}, 2: {}}
        self.expected: dict[str, Status] = {}
        self.history: dict[str, int] = {}

    def begin(self) -> Ledger:
        self.lives += 1
        return open_ledger(
            str(Path(self.folder.name) / "ledger"),
            owner=Owner("host", machine=f"machine {self.lives}", pid=1, started="1"),
            clock=lambda: self.now,
        )

    def teardown(self) -> None:
        for ledger in self.ledgers:
            ledger.close()
        self.folder.cleanup()

    @rule(run=RUNS, key=KEYS, resend=st.booleans(), resend_uncertain=st.booleans())
    def claim(self, run: int, key: str, resend: bool, resend_uncertain: bool) -> None:
        before = self.expected.get(key)
        claim = self.ledgers[run].claim(
            identity(key),
            profile="main",
            digest=DIGEST,
            bytes=1,
            resend=resend,
            resend_uncertain=resend_uncertain,
        )
        may = (
            before in (None, Status.FAILED)
            or (before is Status.SENT and resend)
            or (before is Status.UNCERTAIN and resend_uncertain)
        )
        assert claim.won is may
        if claim.won:
            self.under_way[run][key] = claim.entry
            self.expected[key] = Status.SENDING
            self.history[key] = self.history.get(key, 0) + 1
        assert claim.entry.status is self.expected[key]

    @precondition(lambda self: any(self.under_way.values()))
    @rule(data=st.data(), status=st.sampled_from([Status.SENT, Status.FAILED, Status.UNCERTAIN]))
    def finish(self, data: st.DataObject, status: Status) -> None:
        run = data.draw(st.sampled_from([run for run, entries in self.under_way.items() if entries]))
        key = data.draw(st.sampled_from(sorted(self.under_way[run])))
        entry = self.under_way[run].pop(key)
        state = self.expected[key]
        ours = self.ledgers[run].changes(entry.id)[-1].attempt == entry.attempt
        recorded = ours and (state in (Status.SENDING, Status.UNCERTAIN, status) or status is Status.SENT)
        try:
            self.ledgers[run].finish(entry, status)
        except UncertainError:
            assert not recorded
            return
        assert recorded
        if state is not status:
            self.expected[key] = status
            self.history[key] += 1

    @rule(run=RUNS)
    def die(self, run: int) -> None:
        self.ledgers[run].close()
        self.ledgers[run] = self.begin()
        self.now += 901
        self.under_way[run] = {}
        # Time passed for the living as well: who looks from another machine gives up all that is `sending`
        assert Status.SENDING not in [entry.status for entry in self.ledgers[run].entries()]
        for key in [key for key, status in self.expected.items() if status is Status.SENDING]:
            self.expected[key] = Status.UNCERTAIN
            self.history[key] += 1

    @rule(run=RUNS, key=KEYS, sent=st.booleans())
    def resolve(self, run: int, key: str, sent: bool) -> None:
        entry = self.ledgers[run].find(identity(key))
        if entry is None or entry.status is not Status.UNCERTAIN:
            return
        self.expected[key] = self.ledgers[run].resolve(entry.id, sent=sent).status
        self.history[key] += 1

    @invariant()
    def every_run_sees_the_same(self) -> None:
        for ledger in self.ledgers:
            assert {entry.identity.key: entry.status for entry in ledger.entries()} == self.expected
            for entry in ledger.entries():
                changes = ledger.changes(entry.id)
                assert changes[-1] == entry
                assert len(changes) == self.history[entry.identity.key]


def identity(key: str) -> Identity:
    return Identity("seller", "ATVPDKIKX0DER", "902-6786204-8179805", "warranty", key)


TestRuns = Runs.TestCase
TestRuns.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
