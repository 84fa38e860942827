"""Who may write, and read where reading is closed. The one place that decides; an address never counts.

Keys live in `QUOTES_API_KEY` as `KEY`, or `name:KEY,name:KEY`; in the store, made by `quotes keys add`; and, where
the setting is empty, in the file that `quotes serve` makes at its first start. In place of a key its SHA-256 may stand
(`name:sha256:<64 hex digits>`), so that no secret needs to lie in a file; in memory only hashes are kept.

Whoever connects from 127.0.0.1 may be a proxy that passes on the whole world's requests, without a header that says so.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress

from api.http.errors import Forbidden, Unauthorized
from quotes.config import Settings
from quotes.store.keys import key_file

NEEDED = "This call needs a key: send it as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'."
WRONG = "This key is not known: check it, or ask whoever runs this server for one."
FROM_ELSEWHERE = (
    "Writing without a key is open to programs on this machine alone: this request comes through a proxy or "
    "from another site's page; send a key."
)
NO_KEY_SET = (
    "Writing needs a key: send it as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'; "
    "where this server runs, `quotes keys` says where one is kept."
)

_HASHED = re.compile(r"sha256:([0-9a-f]{64})", re.IGNORECASE)
# Any of these says that somebody else's request is being passed on. They can only take a right away.
_FORWARDED = (b"x-forwarded-for", b"forwarded", b"x-real-ip", b"x-forwarded-host", b"via", b"cf-connecting-ip")
LOCAL = "local"
COOKIE = "quotes_key"

StoredKey = Callable[[str], Awaitable[str | None]]


class Keys:
    """The known keys, by name, as hashes."""

    def __init__(self, setting: str | None) -> None:
        self._known: tuple[tuple[str, bytes], ...] = tuple(_parse(setting or ""))

    def __bool__(self) -> bool:
        return bool(self._known)

    def __repr__(self) -> str:
        return f"Keys({', '.join(name for name, _ in self._known)})"

    def name_of(self, key: str) -> str | None:
        """The name of a key, or None; every known hash is compared, each in constant time."""
        given = hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()
        found = None
        for name, known in self._known:
            if hmac.compare_digest(given, known):
                found = name
        return found


def presented(headers: Mapping[bytes, bytes]) -> str | None:
    """The key a request carries, if any."""
    authorization = headers.get(b"authorization")
    if authorization is not None:
        scheme, _, value = authorization.decode("latin-1").partition(" ")
        if scheme.lower() == "bearer" and value.strip():
            return value.strip()
    key = headers.get(b"x-api-key")
    return key.decode("latin-1").strip() if key else None


def kept(headers: Mapping[bytes, bytes]) -> str | None:
    """The key that a browser keeps in its cookie since somebody signed in, if any. It opens reading and the pages'
    own forms, never a writing call of the API: another site's page could have a browser send it there."""
    for pair in headers.get(b"cookie", b"").split(b";"):
        name, _, value = pair.strip().partition(b"=")
        if name == COOKIE.encode() and value:
            try:
                return base64.urlsafe_b64decode(value + b"=" * (-len(value) % 4)).decode() or None
            except ValueError:
                return None
    return None


def cookie_of(key: str) -> str:
    """A key as a cookie's value: any characters, in those that a cookie may hold."""
    return base64.urlsafe_b64encode(key.encode("utf-8", "surrogateescape")).decode().rstrip("=")


class Gate:
    """Decides for every request who it is from; `stored` looks a key up among those of the store."""

    def __init__(self, settings: Settings, stored: StoredKey) -> None:
        self._keys = known_keys(settings)
        self._stored = stored
        self._configured = bool(settings.api_key)
        self._local_writes = settings.local_writes

    async def reader(self, headers: Mapping[bytes, bytes]) -> str:
        """The name of the key that reads where reading is closed; raises Unauthorized."""
        key = presented(headers) or kept(headers)
        if key is None:
            raise Unauthorized(NEEDED)
        return await self.name(key)

    async def editor(self, headers: Mapping[bytes, bytes]) -> str | None:
        """The name of who is signed in to the pages, "local" where that is open to all who get here; None for others.

        Whoever acts on it must have seen that the form was one of our own.
        """
        key = kept(headers)
        if key is not None:
            with suppress(Unauthorized):
                return await self.name(key)
        return LOCAL if self._local_writes and is_direct(headers) else None

    async def writer(self, headers: Mapping[bytes, bytes]) -> str:
        """The name of the key that writes, or "local" where writing needs none; raises Unauthorized or Forbidden."""
        key = presented(headers)
        if key is not None:
            return await self.name(key)
        if self._local_writes:
            if not is_direct(headers):
                raise Forbidden(FROM_ELSEWHERE)
            return LOCAL
        if self._configured:
            raise Unauthorized(NEEDED)
        raise Forbidden(NO_KEY_SET)

    async def name(self, key: str) -> str:
        """Whose key it is; raises Unauthorized for one that nobody knows."""
        name = self._keys.name_of(key) or await self._stored(key)
        if name is None:
            raise Unauthorized(WRONG)
        return name


def known_keys(settings: Settings) -> Keys:
    """The keys of the setting; where it is empty, the one of the first start's file, if there is one."""
    if settings.api_key:
        return Keys(settings.api_key)
    key = key_file.read(key_file.place(settings))
    return Keys(f"{key_file.NAME}:{key}" if key else None)


def is_direct(headers: Mapping[bytes, bytes]) -> bool:
    """Whether nothing says that a request was passed on, or sent by another site's page in a browser here.

    That nothing says so proves nothing: this is asked only where the keeper has opened writing to all who get here.
    """
    if any(name in headers for name in _FORWARDED):
        return False
    if headers.get(b"sec-fetch-site", b"none") not in (b"none", b"same-origin"):
        return False
    origin = headers.get(b"origin")
    return origin is None or origin.partition(b"://")[2] == headers.get(b"host")


def _parse(setting: str) -> Iterable[tuple[str, bytes]]:
    for number, item in enumerate(part.strip() for part in setting.split(",")):
        if not item:
            continue
        name, colon, key = item.partition(":")
        if not colon or (name.lower() == "sha256" and _HASHED.fullmatch(item)):
            name, key = ("default" if number == 0 else f"key-{number + 1}"), item
        hashed = _HASHED.fullmatch(key)
        yield name, bytes.fromhex(hashed[1]) if hashed else hashlib.sha256(key.encode()).digest()
