"""Whatever runs do, in whatever order, and whenever they die: the ledger against a model of the promise."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from spmsg.delivery.ledger import Entry, Identity, Ledger, open_ledger
from spmsg.delivery.result import Status
from tests.delivery.ledger.claims import claim

RUNS = st.integers(0, 2)
KEYS = st.sampled_from(["a", "b"])


class Runs(RuleBasedStateMachine):
    """Three runs over one ledger; one that dies begins anew, and nothing of it is on its way any more."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.now = 1_790_000_000.0
        self.ledgers: list[Ledger] = [self.begin() for _ in range(3)]
        self.under_way: dict[int, dict[str, Entry]] = {0: {}, 1: {}, 2: {}}
        self.states: dict[str, list[Status]] = {}  # of each key: what it is, and before that what it was
        self.not_again: list[set[str]] = [set(), set(), set()]

    def begin(self) -> Ledger:
        return open_ledger(str(Path(self.folder.name) / "ledger"), clock=lambda: self.now)

    def teardown(self) -> None:
        for ledger in self.ledgers:
            ledger.close()
        self.folder.cleanup()

    @rule(run=RUNS, key=KEYS, resend=st.booleans(), resend_uncertain=st.booleans())
    def claim(self, run: int, key: str, resend: bool, resend_uncertain: bool) -> None:
        states = self.states.setdefault(key, [])
        before = states[-1] if states else None
        met = claim(self.ledgers[run], identity(key), resend=resend, resend_uncertain=resend_uncertain)
        again = key not in self.not_again[run]
        may = (
            before in (None, Status.FAILED)
            or (before is Status.SENT and resend and again)
            or (before is Status.UNCERTAIN and resend_uncertain and again)
        )
        assert met.won is may
        if before is Status.SENDING and key not in self.under_way[run]:
            self.not_again[run].add(key)
        if met.won:
            self.under_way[run][key] = met.entry
            states.append(Status.SENDING)
            if resend or resend_uncertain:
                self.not_again[run].add(key)
        assert met.entry.status is states[-1]

    @precondition(lambda self: any(self.under_way.values()))
    @rule(data=st.data(), status=st.sampled_from([None, Status.SENT, Status.FAILED, Status.UNCERTAIN]))
    def end(self, data: st.DataObject, status: Status | None) -> None:
        run = data.draw(st.sampled_from([run for run, entries in self.under_way.items() if entries]))
        key = data.draw(st.sampled_from(sorted(self.under_way[run])))
        entry = self.under_way[run].pop(key)
        states = self.states[key]
        assert states.pop() is Status.SENDING
        if status is None:
            self.ledgers[run].give_back(entry)
            for number, keys in enumerate(self.not_again):
                if number == run or not states:  # without an entry there is nothing to remember it by
                    keys.discard(key)
            return
        if status is Status.FAILED:
            self.not_again[run].discard(key)
        if status is not Status.FAILED or not states or states[-1] is Status.FAILED:
            states[:] = [*(states if status is Status.UNCERTAIN else ()), status]
        assert self.ledgers[run].finish(entry, status).status is states[-1]

    @rule(run=RUNS)
    def die(self, run: int) -> None:
        self.ledgers[run].close()
        self.ledgers[run] = self.begin()
        self.under_way[run] = {}
        self.not_again[run] = set()
        list(self.ledgers[run].entries())  # which settles what it left
        for key, states in self.states.items():
            if states and states[-1] is Status.SENDING:
                others = [other for other in self.under_way if key in self.under_way[other]]
                self.not_again[run].add(key)
                if not others:
                    states[-1] = Status.UNCERTAIN
        self.now += 901

    @rule(run=RUNS, key=KEYS, sent=st.booleans())
    def resolve(self, run: int, key: str, sent: bool) -> None:
        states = self.states.get(key)
        if not states or states[-1] is not Status.UNCERTAIN:
            return
        entry = self.ledgers[run].find(identity(key))
        assert entry is not None
        resolved = Status.SENT if sent or Status.SENT in states else Status.FAILED
        states[:] = [resolved]
        assert self.ledgers[run].resolve(entry.id, sent=sent).status is resolved

    @invariant()
    def every_run_sees_the_same(self) -> None:
        for number, ledger in enumerate(self.ledgers):
            found = {entry.identity.key: entry.status for entry in ledger.entries()}
            assert found == {key: states[-1] for key, states in self.states.items() if states}
            for key in found:
                if found[key] is Status.SENDING and key not in self.under_way[number]:
                    self.not_again[number].add(key)


def identity(key: str) -> Identity:
    return Identity("seller", "ATVPDKIKX0DER", "902-6786204-8179805", "warranty", key)


TestRuns = Runs.TestCase
TestRuns.settings = settings(max_examples=15, stateful_step_count=25)
