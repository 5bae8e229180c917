"""Values that TAB offers out of local state: marketplaces, profiles, recent orders, actions, fields, rules.

Orders and actions come from outside. What could be anything but a plain word there (an option, blanks,
control characters) is not offered.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from spmsg import config, marketplaces
from spmsg.cli.tab.command_table import RULES
from spmsg.cli.tab.shells import Candidate
from spmsg.errors import SpmsgError

if TYPE_CHECKING:
    from spmsg.cli.tab.typed import Typed
    from spmsg.delivery.seen import Seen

MOST_ORDERS = 50
"""More is not choosing any more."""
STATUSES = (
    "UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED", "PENDING", "PENDING_AVAILABILITY", "CANCELLED",
    "UNFULFILLABLE",
)  # fmt: skip
"""Those of `spmsg.cli.orders`, which loads Typer; the likeliest first."""


def candidates(kind: str, current: str, typed: "Typed") -> list[Candidate]:
    """What can stand for a `kind` of value, where `current` was typed of it; none where nothing is known."""
    try:
        match kind:
            case "marketplace":
                return list(_marketplaces(current))
            case "order status":
                given = current.upper().split(",")
                return [Candidate(status) for status in STATUSES if status not in given]
            case "profile":
                return list(_profiles())
            case "order":
                return list(_orders(typed))
            case "action":
                return list(_actions(current, typed))
            case "rule":
                allowed = typed.options.get("--allow", ())
                return [Candidate(name, told) for name, told in RULES.items() if name not in allowed]
            case "field":
                return list(_fields(typed))
    except (SpmsgError, OSError):
        pass  # a configuration that cannot be read is told of when the command runs, not while it is typed
    return []


def _marketplaces(current: str) -> Iterator[Candidate]:
    known = marketplaces.BY_COUNTRY.values()
    yield from (Candidate(each.country, each.id) for each in known)
    if current:  # who begins to type may want the ID itself
        yield from (Candidate(each.id, each.country) for each in known)


def _profiles() -> Iterator[Candidate]:
    for name, profile in config.profiles(config.read(config.config_file())).items():
        marketplace = profile.get("marketplace")
        yield Candidate(name, marketplace if isinstance(marketplace, str) else "")
    yield Candidate(config.DEMO, "the embedded simulator")


def _orders(typed: "Typed") -> Iterator[Candidate]:
    recent = [each for each in _seen(typed).orders() if each.order not in typed.arguments]
    for each in recent[:MOST_ORDERS]:
        known = marketplaces.BY_ID.get(each.marketplace)
        told = (
            each.status.replace("_", " ").lower(),
            each.purchased_at[:10],
            known.country if known else each.marketplace,
        )
        if _is_word(each.order):
            yield Candidate(each.order, ", ".join(filter(None, told)))


def _actions(current: str, typed: "Typed") -> Iterator[Candidate]:
    """Those last seen for the order first, then those of other orders, then all that Amazon documents.

    All of them always: were only those offered that were seen, TAB would fill in one of them for the
    beginning of another.
    """
    if typed.path == ["send"] and current[:1].isdigit():  # `spmsg send ORDER` asks for the action
        yield from _orders(typed)
        return
    found: dict[str, str | None] = {}
    with suppress(SpmsgError, OSError):  # without an account there is still the documentation
        seen, order = _seen(typed), _order(typed)
        found |= {each.name: each.title for each in (seen.actions(order) if order else [])}
        found |= {each.name: each.title for each in seen.actions() if each.name not in found}
    from spmsg.message.documented import SCHEMAS

    found |= {name: str(schema.get("title", "")) for name, schema in SCHEMAS.items() if name not in found}
    yield from (Candidate(name, title or "") for name, title in found.items() if _is_word(name))


def _fields(typed: "Typed") -> Iterator[Candidate]:
    named = [*typed.arguments, typed.value("--action")]
    given = {each.partition("=")[0] for each in typed.options.get("--field", ())}
    for action in _seen(typed).actions():
        properties = (action.schema or {}).get("properties")
        if action.name in named and isinstance(properties, dict):
            for name, rules in properties.items():
                if _is_word(name) and name not in (*given, "rawMessageBody", "attachments"):
                    title = rules.get("title") if isinstance(rules, dict) else None
                    yield Candidate(f"{name}=", title if isinstance(title, str) else "")


def _seen(typed: "Typed") -> "Seen":
    from spmsg.delivery.seen import Seen

    overrides = config.Overrides(typed.value("--profile"), typed.value("--marketplace"))
    settings = config.resolve(overrides)
    return Seen(settings.state_dir, settings.account)


def _order(typed: "Typed") -> str | None:
    from spmsg.order_id import is_order_id

    given: Iterable[str] = (*typed.arguments, typed.value("--order", "SPMSG_ORDER") or "")
    return next((each for each in given if is_order_id(each)), None)


def _is_word(text: str) -> bool:
    return text.isprintable() and not text.startswith("-") and not any(map(str.isspace, text)) and text != ""
