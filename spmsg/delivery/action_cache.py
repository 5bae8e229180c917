"""The actions that Amazon last offered to an account: for completion and `check`.

Only a convenience: a file that is missing or ruined is as if nothing had been seen, and one that cannot be
written is no error. No buyer data: order IDs, and Amazon's own schemas.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from spmsg import private_files
from spmsg.message.action import read_action
from spmsg.spapi.action_list import ActionResource

VERSION = 2
MAX_ORDERS = 20
_MAX_BYTES = 16 * 1024 * 1024


class ActionCache:
    """The file of one account in the state folder: what its last orders were offered, the latest last."""

    def __init__(self, folder: Path, account: str) -> None:
        self._path = folder / "seen" / f"{sha256(account.encode()).hexdigest()[:16]}.json"

    def actions(self, order: str | None = None) -> list[ActionResource]:
        """Return the actions last offered for `order`; for None, each as last offered for any order.

        Their `href` is "".
        """
        found = {
            name: ActionResource(name, title, "", schema)
            for each, offered in self._read().items()
            if order in (None, each)
            for name, title, schema in offered["actions"]
        }
        return list(found.values())

    def keep_actions(self, order: str, actions: Iterable[ActionResource], marketplace: str) -> list[str]:
        """Remember what `order` offers; return the names of actions whose limits were others before."""
        kept = self._read()
        offered = list(actions)
        # Of the same marketplace: the next one has its schemas in another language.
        before = {
            name: schema
            for each in kept.values()
            if each["marketplace"] == marketplace
            for name, _, schema in each["actions"]
        }
        changed = [
            a.name
            for a in offered
            if a.schema and a.name in before and _limits(a.name, before[a.name]) != _limits(a.name, a.schema)
        ]
        now = {"marketplace": marketplace, "actions": [[a.name, a.title, a.schema] for a in offered]}
        if kept.pop(order, None) != now:
            latest = dict([*kept.items(), (order, now)][-MAX_ORDERS:])
            with suppress(OSError):
                private_files.write(self._path, json.dumps({"version": VERSION, "orders": latest}))
        return changed

    def _read(self) -> dict[str, dict[str, Any]]:
        with suppress(OSError, ValueError, RecursionError):
            document = json.loads(private_files.read(self._path, limit=_MAX_BYTES))
            if isinstance(document, dict) and document.get("version") == VERSION:
                orders: dict[str, dict[str, Any]] = document["orders"]
                return orders
        return {}


def _limits(name: str, schema: Mapping[str, object] | None) -> tuple[object, ...]:
    """Return what a schema lets a message be: not its words, nor what is of one order alone."""
    action = read_action(name, "", None, schema)
    fields = [replace(field, title=None, description=None) for field in action.fields]
    return action.text, action.attachments, fields
