"""Bring the orders that are kept up to date with as few of Amazon's pages as possible.

What is kept of a marketplace is a range of time up to now, of all statuses. It is filled from the newest
backwards, in slices of createdAfter and createdBefore, and brought up to date by lastUpdatedAfter from the
moment that the last answer covered (its own …Before, which Amazon keeps two minutes old). So an hourly run
costs one page, however far back it looks, and a run that was cut short goes on where it stopped.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import filelock

from spmsg.delivery.orders.store import EVERY_MARKETPLACE, Coverage, OrderStore, Search
from spmsg.errors import AmazonError, LocalStateError, SpmsgError, UnreadableAnswerError
from spmsg.spapi.orders import DATASETS, MAX_PAGE, Orders, OrderSearch, OrdersPage, moment

WAIT_FOR_OTHERS = 60.0
"""Seconds that another process may take to bring the orders up to date before we go on with what is there."""
TOKEN_LIFE = timedelta(hours=23)
"""How long a token for the next page is used; Amazon lets it live 24 hours."""
AGE_OF_BEFORE = timedelta(minutes=2)
"""How long before its request an answer ends that does not say when, as Amazon's answers do."""
TOGETHER = timedelta(days=1)
"""Marketplaces that were brought up to date within so long of each other are asked for in one request."""
SHORTEST_SLICE, LONGEST_SLICE = timedelta(hours=1), timedelta(days=3650)


@dataclass(frozen=True)
class Freshness:
    """Until when the kept orders are true, and why not until now."""

    until: datetime | None  # the moment up to which they are true; None if some of the time is missing
    error: SpmsgError | None = None  # why not all could be asked for
    missing_datasets: tuple[str, ...] = ()  # parts of orders that Amazon refused just now


class OrderSync:
    """Asks Amazon for what the store of an account lacks.

    With `needs_datasets` no page is spent on orders that lack the optional datasets. With `thorough` the
    slices are large. `enough` gets the moment since which all orders are kept, and says whether that will do.
    """

    def __init__(
        self,
        store: OrderStore,
        api: Orders,
        *,
        thorough: bool = False,
        needs_datasets: bool = False,
        enough: Callable[[datetime], bool] = lambda since: False,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._api = api
        self._thorough = thorough
        self._needs_datasets = needs_datasets
        self._enough = enough
        self._clock = clock
        self._missing: tuple[str, ...] = ()

    def run(self, marketplaces: Sequence[str], since: datetime, *, fresh: bool = False) -> Freshness:
        """Bring the orders since `since` up to date, of all marketplaces if none is named.

        With `fresh` all of them are asked for again. What Amazon does not give just now is told in the
        result. Raises the errors that a later run would meet too (credentials, settings), and CancelledError.
        """
        since = since.astimezone(UTC).replace(microsecond=0)
        began = self._clock()
        names = sorted(set(marketplaces)) or [EVERY_MARKETPLACE]
        error: SpmsgError | None = None
        try:
            with self._store.lock(WAIT_FOR_OTHERS):
                self._bring_up_to_date(names, since, began, fresh)
        except (AmazonError, LocalStateError) as failure:
            error = failure
        except filelock.Timeout:
            message = "Another run of spmsg is still asking Amazon for orders."
            error = LocalStateError(message, hint="Run it again later.")
        return Freshness(self._fresh_until(names, since), error, self._missing)

    def _fresh_until(self, names: Sequence[str], since: datetime) -> datetime | None:
        kept = [self._store.coverage(name) for name in names]
        if any(each is None or not self._reaches_back(each, since) for each in kept):
            return None
        return min(each.until for each in kept if each is not None)

    def _reaches_back(self, coverage: Coverage, since: datetime) -> bool:
        return coverage.since <= since or self._enough(coverage.since)

    def _bring_up_to_date(self, names: list[str], since: datetime, began: datetime, fresh: bool) -> None:
        """Ask for what has changed, for marketplaces that are new, and for what was placed before that."""
        kept = self._begin_with(names, since, fresh)
        self._ask_for_changes(kept, began)
        new = [name for name in names if name not in kept]
        if new:
            newest = self._ask_for_older(new, None, since)
            for name in new:
                kept[name] = newest
            self._ask_for_changes(kept, began)  # if it went on with the search of an earlier run
        # Marketplaces of which the same is kept are asked for together
        scopes: dict[Coverage, list[str]] = {}
        for name in names:
            scopes.setdefault(kept[name], []).append(name)
        for coverage, scope in scopes.items():
            while not self._reaches_back(coverage, since):
                coverage = self._ask_for_older(scope, coverage, since)

    def _begin_with(self, names: list[str], since: datetime, fresh: bool) -> dict[str, Coverage]:
        """Return what is kept of each marketplace and can be added to; let the rest be asked for anew."""
        kept, anew = {}, []
        for name in names:
            coverage = self._store.coverage(name)
            # If all that is kept is older than `since`, asking anew costs less than catching up
            if fresh or (coverage is not None and coverage.until < since):
                anew.append(name)
            elif coverage is not None:
                kept[name] = coverage
        if anew:
            self._store.forget(anew)
        return kept

    def _ask_for_changes(self, kept: dict[str, Coverage], began: datetime) -> None:
        """Ask for what has changed since the last answers, and note in `kept` how far it is true now.

        Marketplaces are asked for in one request even if some were brought up to date later than others: to
        be told something twice costs less than a page for each.
        """
        while behind := sorted(name for name, coverage in kept.items() if coverage.asked_at < began):
            oldest = min(kept[name].until for name in behind)
            scope = [name for name in behind if kept[name].until - oldest <= TOGETHER]
            search = self._store.unfinished(scope, "updated", self._clock() - TOKEN_LIFE)
            if search is None or search.after != oldest:
                search = Search("updated", oldest, None, self._clock())
            found = self._fetch(scope, search)
            for name in scope:
                kept[name] = replace(kept[name], until=found.until, asked_at=found.asked_at)
                self._note([name], kept[name])

    def _ask_for_older(self, scope: list[str], coverage: Coverage | None, since: datetime) -> Coverage:
        """Ask for a slice of time before what is kept, the newest if nothing is; return what is kept then."""
        before = coverage.since if coverage is not None else None
        search = self._store.unfinished(scope, "created", self._clock() - TOKEN_LIFE)
        if search is None or search.before != before:
            after = max(since, (before or self._clock()) - self._next_slice(scope, coverage))
            search = Search("created", after.replace(microsecond=0), before, self._clock())
        found = self._fetch(scope, search)
        reached = found if coverage is None else replace(coverage, since=found.since)
        self._note(scope, reached)
        return reached

    def _next_slice(self, scope: list[str], coverage: Coverage | None) -> timedelta:
        """Return how much time to ask for next: about a page of orders, ten if all are wanted."""
        if coverage is None:
            return timedelta(days=7 if self._thorough else 1)
        orders = len(self._store.select(_marketplaces(scope), coverage.since))
        wanted = 0.9 * MAX_PAGE * (10 if self._thorough else 1)
        kept = max(coverage.until - coverage.since, SHORTEST_SLICE)
        return min(max(SHORTEST_SLICE, kept * (wanted / max(orders, 1))), LONGEST_SLICE)

    def _note(self, scope: list[str], coverage: Coverage) -> None:
        """Note what is kept of each marketplace of `scope`, unless the orders lack a part."""
        if not self._missing:  # what lacks a part is asked for again when Amazon has it
            self._store.cover(scope, coverage)

    def _fetch(self, scope: list[str], search: Search) -> Coverage:
        """Fetch and keep the pages of a search that have not come yet; return the time that it covers."""
        seen: set[str] = set()
        while True:
            search, page = self._fetch_page(scope, search)
            self._missing = self._missing or page.missing_datasets
            if self._missing and self._needs_datasets:
                missing = ", ".join(self._missing).lower()
                message = f"Amazon refuses a part of the orders just now: {missing} is missing."
                hint = "What is due cannot be told without it. Run it again later."
                raise AmazonError(message, hint=hint, code="missing-datasets")
            until = search.until or moment(page.covered_until) or search.begun - AGE_OF_BEFORE
            search = replace(search, until=until, token=page.next_token)
            if self._missing:
                self._store.keep(page.orders, complete=False)
            else:
                self._store.keep_page(scope, page.orders, search)
            if search.token is None:
                return Coverage(search.after, until, search.begun)
            if search.token in seen:
                raise UnreadableAnswerError("Amazon's pages of orders lead in a circle.")
            seen.add(search.token)

    def _fetch_page(self, scope: list[str], search: Search) -> tuple[Search, OrdersPage]:
        """Fetch the next page of a search; the search begins anew if Amazon takes its token no longer."""
        created = search.kind == "created"
        wanted = OrderSearch(
            created_after=search.after if created else None,
            created_before=search.before,
            updated_after=None if created else search.after,
            marketplaces=_marketplaces(scope),
            datasets=() if self._missing else DATASETS,
        )
        try:
            return search, self._api.page(wanted, search.token)
        except AmazonError as error:
            if search.token is None or error.code != "refused":
                raise
        search = replace(search, begun=self._clock(), until=None, token=None)
        return search, self._api.page(wanted)


def _marketplaces(scope: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in scope if name != EVERY_MARKETPLACE)
