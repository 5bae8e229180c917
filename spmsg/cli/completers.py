"""What TAB offers for a value, out of local state: no network, no secrets.

Orders and actions come from outside, and zsh evaluates what it is offered: values that are no plain word
are left out, and descriptions keep only plain characters.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from functools import wraps
from itertools import islice
from pathlib import Path

import typer

from spmsg import config, marketplaces
from spmsg.errors import SpmsgError
from spmsg.order_id import is_order_id

Candidates = Iterable[tuple[str, str]]
"""Values, each with its description."""
Find = Callable[[typer.Context, str], Candidates]

MOST_ORDERS = 50


def _completer(find: Find) -> Find:
    """Make `find` offer plain words alone, and nothing if local state cannot be read."""

    @wraps(find)
    def completer(context: typer.Context, incomplete: str) -> Candidates:
        with suppress(SpmsgError, OSError):  # the command says so when it runs
            for value, about in find(context, incomplete):
                if re.fullmatch(r"[\w,.][\w,.=+@-]*", value):
                    yield value, " ".join(re.sub(r"[^\w,.%/()-]", " ", about).split())

    return completer


@_completer
def profiles(context: typer.Context, incomplete: str) -> Candidates:
    """Offer the profiles of the configuration file, and `demo`."""
    for name, profile in config.load().profiles.items():
        yield name, str(profile.get("marketplace", ""))
    yield config.DEMO, "the embedded simulator"


@_completer
def marketplace_ids(context: typer.Context, incomplete: str) -> Candidates:
    """Offer country codes; once something is typed, marketplace IDs too."""
    known = marketplaces.BY_COUNTRY.values()
    yield from ((each.country, each.id) for each in known)
    if incomplete:
        yield from ((each.id, each.country) for each in known)


@_completer
def statuses(context: typer.Context, incomplete: str) -> Candidates:
    """Offer the statuses of orders that a list separated by commas does not name yet."""
    from spmsg.spapi.orders import FULFILLMENT_STATUSES

    done, comma, _ = incomplete.rpartition(",")
    yield from ((done + comma + each, "") for each in FULFILLMENT_STATUSES if each not in done.split(","))


@_completer
def orders(context: typer.Context, incomplete: str) -> Candidates:
    """Offer recent orders with status, date and country."""
    from spmsg.delivery.orders.store import OrderStore

    given = _arguments(context)
    for each in OrderStore(*_account(context)).select(limit=MOST_ORDERS + len(given)):
        if each.id not in given:
            status, country = each.status.replace("_", " ").lower(), marketplaces.country(each.marketplace)
            yield each.id, f"{status}, {each.purchased_at[:10]}, {country}"


@_completer
def actions(context: typer.Context, incomplete: str) -> Candidates:
    """Offer the order's actions, then those of other orders, then all that Amazon documents."""
    from spmsg.delivery.orders.store import OrderStore
    from spmsg.message.action import DOCUMENTED

    found: dict[str, str | None] = {}
    with suppress(SpmsgError, OSError):  # without an account there is still the documentation
        store = OrderStore(*_account(context))
        for order in [*filter(is_order_id, _arguments(context)), None]:
            for action in store.actions(order):
                found.setdefault(action.name, action.title)
    for name, schema in DOCUMENTED.items():
        found.setdefault(name, str(schema.get("title", "")))
    yield from ((name, title or "") for name, title in found.items())


@_completer
def actions_then_orders(context: typer.Context, incomplete: str) -> Candidates:
    """Offer actions for the first argument of `send`, and orders for the others."""
    find = orders if _arguments(context) or incomplete[:1].isdigit() else actions
    return find(context, incomplete)


@_completer
def fields(context: typer.Context, incomplete: str) -> Candidates:
    """Offer, as NAME=, the fields of the actions seen, but for those that are given already."""
    from spmsg.delivery.orders.store import OrderStore
    from spmsg.message.action import read_action

    given = {each.partition("=")[0] for each in context.params.get("field") or ()}
    for seen in OrderStore(*_account(context)).actions():
        for field in read_action(seen.name, "", seen.title, seen.schema).fields:
            if field.name not in given:
                yield f"{field.name}=", field.title or ""


@_completer
def rules(context: typer.Context, incomplete: str) -> Candidates:
    """Offer the rules that can be let through, with what each says."""
    from spmsg.message.guidelines import RULES

    allowed = context.params.get("allow") or ()
    yield from ((name, rule.message) for name, rule in RULES.items() if name not in allowed)


@_completer
def uncertain_entries(context: typer.Context, incomplete: str) -> Candidates:
    """Offer the IDs in the history of what is uncertain."""
    from spmsg.delivery.ledger import open_ledger
    from spmsg.delivery.result import Status

    profile = context.params.get("profile")
    settings = config.resolve(profile)
    with closing(open_ledger(settings.ledger, own_folder=settings.state_dir)) as ledger:
        for entry in islice(ledger.entries(status=Status.UNCERTAIN, profile=profile), MOST_ORDERS):
            yield str(entry.id), f"{entry.identity.action}, {entry.identity.order}"


def _arguments(context: typer.Context) -> list[str]:
    """Return the arguments that were typed so far."""
    typed: list[str] = []
    for name in ("action", "order", "arguments"):
        given = context.params.get(name) or ()
        typed += [given] if isinstance(given, str) else given
    return typed


def _account(context: typer.Context) -> tuple[Path, str]:
    """Return the state folder and the account, which `OrderStore` takes."""
    settings = config.resolve(context.params.get("profile"), context.params.get("marketplace"))
    return settings.state_dir, settings.account
