"""Outlets: one row for the spellings of a name that differ in case and blanks alone."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from quotes.store.tables import outlets


def outlet_key(name: str) -> str:
    """What the spellings of one outlet share."""
    return " ".join(name.casefold().split())


def find_or_add(connection: Connection, name: str | None) -> int | None:
    """The outlet's key in the store, made if there is none; None for no name."""
    if name is None or not (key := outlet_key(name)):
        return None
    pk = connection.execute(select(outlets.c.pk).where(outlets.c.key == key)).scalar()
    if pk is None:
        made = insert(outlets).values(key=key, name=" ".join(name.split())).returning(outlets.c.pk)
        pk = connection.execute(made).scalar_one()
    return int(pk)
