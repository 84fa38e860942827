"""API keys: their names and hashes. The key itself is shown once, when it is made, and kept nowhere."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from quotes.errors import BadInput, Conflict
from quotes.store.schema import dates
from quotes.store.schema.tables import api_keys


class Key(NamedTuple):
    """A key's name and when it was made (ISO 8601, UTC)."""

    name: str
    added_at: str


def add(connection: Connection, name: str) -> str:
    """Make a key of this name; the key, which cannot be read again."""
    if not re.fullmatch(r"[\w.@-]{1,64}", name):
        raise BadInput(f"{name!r} cannot name a key: use up to 64 letters, digits and any of . _ - @")
    if connection.execute(select(api_keys.c.name).where(api_keys.c.name == name)).first() is not None:
        raise Conflict(f"There is a key named {name} already: remove it first, or choose another name.")
    key = fresh()
    connection.execute(insert(api_keys).values(name=name, key_hash=key_hash(key), added_at=dates.now()))
    return key


def fresh() -> str:
    """A key that nobody has had before: 256 random bits."""
    return f"quotes_{secrets.token_urlsafe(32)}"


def remove(connection: Connection, name: str) -> bool:
    """Make a key worthless; False if there is none of this name."""
    return connection.execute(delete(api_keys).where(api_keys.c.name == name)).rowcount > 0


def names(connection: Connection) -> list[Key]:
    """All keys by name."""
    rows = connection.execute(select(api_keys.c.name, api_keys.c.added_at).order_by(api_keys.c.name))
    return [Key(*row) for row in rows]


def who(connection: Connection, key: str) -> str | None:
    """The name of a key, or None if it is not one. The time taken does not tell how near a guess came."""
    hashed = key_hash(key)
    found = None
    for name, stored in connection.execute(select(api_keys.c.name, api_keys.c.key_hash)):
        if hmac.compare_digest(stored, hashed):
            found = str(name)
    return found


def key_hash(key: str) -> str:
    """What is kept of a key. It is 256 random bits, so that a plain hash cannot be searched backwards."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
