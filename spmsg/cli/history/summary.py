"""`spmsg history summary`: how many messages came to what, day by day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from spmsg.cli import console, localized, output
from spmsg.cli.history import selection
from spmsg.cli.history.selection import Selection
from spmsg.cli.options import Format
from spmsg.cli.output import View
from spmsg.marketplaces import country

if TYPE_CHECKING:
    from rich.table import Table

    from spmsg.delivery.ledger import Count

STYLES = {"sent": "green", "failed": "red", "uncertain": "magenta", "sending": "magenta"}
"""The colours of an entry's states."""
VIEW = View(fields=("day", "marketplace", "action", "status", "count"))


@dataclass(frozen=True, kw_only=True)
class SummaryOptions(Selection):
    """Count by day, action and outcome.

    \b
    spmsg history summary --since 30d
    spmsg history summary --action productReviewAndSellerFeedback -o csv

    Days are the local ones.
    """


def summarize(options: SummaryOptions) -> None:
    counts = selection.counts(options)
    if output.chosen(options.output) is not Format.TABLE:
        output.show(map(_record, counts), VIEW, options.output)
    elif counts:
        console.show(_bars(counts))
        console.note(_total(counts))
    else:
        console.note(selection.nothing_found(options))


def _record(count: "Count") -> dict[str, Any]:
    return {**asdict(count), "day": count.day.isoformat(), "status": count.status.value}


def _bars(counts: "Sequence[Count]") -> "Table":
    """Draw a line a count, with a bar as long as its part of the largest."""
    from rich.progress_bar import ProgressBar
    from rich.text import Text

    wide = console.stdout().width >= 76
    table = output.table()
    table.add_column("day", no_wrap=True)
    if wide:
        table.add_column("in", no_wrap=True)
    table.add_column("action", no_wrap=True, overflow="ellipsis", max_width=None if wide else 20)
    table.add_column("status", no_wrap=True)
    table.add_column("count", justify="right", no_wrap=True)
    table.add_column("", ratio=1)
    most = max(count.count for count in counts)
    for day, of_day in groupby(counts, lambda count: count.day):
        shown = localized.day(day)
        for count in of_day:
            style = STYLES[count.status]
            cells = [Text(shown), Text(country(count.marketplace)), Text(console.inline(count.action))]
            table.add_row(
                *(cells if wide else (cells[0], cells[2])),
                Text(count.status, style),
                localized.number(count.count),
                ProgressBar(most, count.count, complete_style=style, finished_style=style),
            )
            shown = ""
    return table


def _total(counts: "Sequence[Count]") -> str:
    """Return such as "1,204 sent, 3 failed"."""
    total = Counter[str]()
    for count in counts:
        total[count.status.value] += count.count
    return ", ".join(f"{localized.number(number)} {status}" for status, number in total.most_common())
