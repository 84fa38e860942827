"""Outlets: one row for the spellings of a name that differ in case and blanks alone."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select, update

from quotes.store.schema.tables import outlets
from quotes.store.statements.one_of_many import one_of

_OUTLETS = select(outlets).where(one_of(outlets.c.key, "keys"))


def outlet_key(name: str) -> str:
    """What the spellings of one outlet share."""
    return " ".join(name.casefold().split())


def find_or_add(connection: Connection, names: Iterable[str | None]) -> dict[str, int]:
    """The outlets' keys in the store by `outlet_key`, made where there are none; nothing for no name."""
    wanted: dict[str, str] = {}
    for name in names:
        if name is not None and (key := outlet_key(name)):
            written = " ".join(name.split())
            wanted[key] = min(wanted.get(key, written), written)
    if not wanted:
        return {}
    there = {row.key: row for row in connection.execute(_OUTLETS, {"keys": wanted})}
    found = {key: int(row.pk) for key, row in there.items()}
    for key, name in sorted(wanted.items()):
        if key in there:
            # of several ways to write it always the same one, whichever article came first
            if name < there[key].name:
                connection.execute(update(outlets).where(outlets.c.pk == found[key]).values(name=name))
        else:
            made = insert(outlets).values(key=key, name=name).returning(outlets.c.pk)
            found[key] = int(connection.execute(made).scalar_one())
    return found
