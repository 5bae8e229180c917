"""The actions that Amazon last offered to an account: for completion and `check`.

Only a convenience: a file that is missing or ruined is as if nothing had been seen, and one that cannot be
written is no error. No buyer data: order IDs, and Amazon's own schemas.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from spmsg import private_files
from spmsg.message.action import read_action

VERSION = 1
MAX_ORDERS = 50
_MAX_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class CachedAction:
    """An action as it was last offered; `schema` is None if none came."""

    name: str
    title: str | None
    schema: Mapping[str, object] | None


class ActionCache:
    """The file of one account in the state folder.

    It holds the names that each order was offered, and title and schema by name. A name is there with its
    marketplace, as `confirmOrderDetails@ATVPDKIKX0DER`: the next one has its schemas in another language.
    """

    def __init__(self, folder: Path, account: str) -> None:
        self._path = folder / "seen" / f"{sha256(account.encode()).hexdigest()[:16]}.json"

    def actions(self, order: str | None = None) -> list[CachedAction]:
        """Return the actions last offered for `order`; for None, each as last offered for any order."""
        orders, schemas = self._read()
        names = orders.get(order, []) if order is not None else schemas
        return [CachedAction(name.partition("@")[0], **schemas[name]) for name in names]

    def keep_actions(self, order: str, actions: Iterable[CachedAction], marketplace: str = "") -> list[str]:
        """Remember what `order` offers; return the names of actions whose limits were others before."""
        orders, schemas = self._read()
        offered = {
            f"{a.name}@{marketplace}": {"title": a.title, "schema": _general(a.schema)} for a in actions
        }
        changed = [
            name
            for name, action in offered.items()
            if action["schema"] and _limits(name, schemas.get(name, action)) != _limits(name, action)
        ]
        if orders.get(order) != list(offered) or schemas != schemas | offered:
            orders.pop(order, None)
            latest = dict([*orders.items(), (order, list(offered))][-MAX_ORDERS:])
            with suppress(OSError):
                document = {"version": VERSION, "actions": latest, "schemas": schemas | offered}
                private_files.write(self._path, json.dumps(document))
        return [name.partition("@")[0] for name in changed]

    def _read(self) -> tuple[dict[str, list[str]], dict[str, dict[str, Any]]]:
        with suppress(OSError, ValueError, RecursionError):
            document = json.loads(private_files.read(self._path, limit=_MAX_BYTES))
            if isinstance(document, dict) and document.get("version") == VERSION:
                return document["actions"], document["schemas"]
        return {}, {}


def _limits(name: str, cached: Mapping[str, Any]) -> tuple[object, ...]:
    """Return what a cached schema lets a message be: not its words, nor what is of one order alone."""
    action = read_action(name.partition("@")[0], "", None, cached["schema"])
    fields = [replace(field, title=None, description=None) for field in action.fields]
    return action.text, action.attachments, fields


def _general(schema: Mapping[str, object] | None) -> object:
    """Return `schema` without what is of one order alone: its links, and whether it is shown there."""
    own = ("_links", "disabled", "disabledReason", "x-ui-hidden")
    return {k: v for k, v in schema.items() if k not in own} if schema is not None else None
