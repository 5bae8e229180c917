"""The actions that Amazon last offered to an account: for completion and `check`.

Only a convenience: a file that is missing or ruined is as if nothing had been seen, and one that cannot be
written is no error. No buyer data: order IDs, and Amazon's own schemas.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from spmsg import private_files

MAX_ACTION_LISTS = 50
AT = "@"
"""Between an action's name and the marketplace that it was seen in."""


_MAX_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class CachedAction:
    """An action as it was last offered; `schema` is None where none came."""

    name: str
    title: str | None
    schema: Mapping[str, object] | None


class ActionCache:
    """The file of one account in the state folder."""

    def __init__(self, folder: Path, account: str) -> None:
        from hashlib import sha256

        self._path = folder / "seen" / f"{sha256(account.encode()).hexdigest()[:16]}.json"

    def actions(self, order: str | None = None) -> list[CachedAction]:
        """The actions last offered for `order`; for None, each action as last offered for any order."""
        document = self._read()
        lists, schemas = document.get("actions"), document.get("schemas")
        if not isinstance(lists, dict) or not isinstance(schemas, dict):
            return []
        names = lists.get(order) if order is not None else list(schemas)
        found = []
        for name in names if isinstance(names, list) else []:
            kept = schemas.get(name) if isinstance(name, str) else None
            if isinstance(kept, dict):
                title, schema = kept.get("title"), kept.get("schema")
                title = title if isinstance(title, str) else None
                found.append(
                    CachedAction(name.partition(AT)[0], title, schema if isinstance(schema, dict) else None)
                )
        return found

    def keep_actions(self, order: str, actions: Iterable[CachedAction], marketplace: str = "") -> list[str]:
        """Remember what `order` offers; gives the names of actions whose schema was another before.

        Schemas are compared within a marketplace: what Amazon says in one country it says in another language
        in the next.
        """
        offered = list(actions)
        document = self._read()
        lists, schemas = document.get("actions"), document.get("schemas")
        lists = dict(lists) if isinstance(lists, dict) else {}
        schemas = dict(schemas) if isinstance(schemas, dict) else {}
        fresh = {
            f"{a.name}{AT}{marketplace}": {"title": a.title, "schema": _general(a.schema)} for a in offered
        }
        changed = [n for n, kept in fresh.items() if n in schemas and schemas[n] != kept and kept["schema"]]
        names = list(fresh)
        if lists.get(order) == names and not changed and all(n in schemas for n in names):
            return []
        lists.pop(order, None)
        lists[order] = names
        while len(lists) > MAX_ACTION_LISTS:
            lists.pop(next(iter(lists)))
        self._write({**document, "actions": lists, "schemas": {**schemas, **fresh}})
        return [name.partition(AT)[0] for name in changed]

    def _read(self) -> dict[str, object]:
        try:
            document = json.loads(private_files.read(self._path, limit=_MAX_BYTES))
        except (OSError, ValueError, RecursionError):
            return {}
        return document if isinstance(document, dict) else {}

    def _write(self, document: Mapping[str, object]) -> None:
        with suppress(OSError):
            private_files.write(self._path, json.dumps(document))


def _general(schema: Mapping[str, object] | None) -> object:
    """Return `schema` without what is of one order alone: its links, and whether it is shown there."""
    own = ("_links", "disabled", "disabledReason", "x-ui-hidden")
    return {k: v for k, v in schema.items() if k not in own} if schema is not None else None
