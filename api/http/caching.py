"""ETags that need no query, and bodies kept as long as the store says the same.

A tag is computed from the store's version and the request alone. So long as nothing is written, an answer to
the same request is the same, and neither a 304 nor a kept body asks the database for more than its version.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b

MOST_REMEMBERED = 20_000
RawHeaders = list[tuple[bytes, bytes]]


@dataclass(slots=True)
class Kept:
    """A whole answer: `headers` without those of the connection, `body` plain, `packed` gzipped once asked for."""

    tag: bytes
    headers: RawHeaders
    body: bytes
    route: str
    packed: bytes | None = None

    def __len__(self) -> int:
        return len(self.body) + len(self.packed or b"") + 600


class Bodies:
    """The answers last asked for, by request; at most `limit` bytes of them, each at most an eighth of that."""

    def __init__(self, limit: int = 32_000_000) -> None:
        self._limit = limit
        self._size = 0
        self._kept: OrderedDict[tuple[object, ...], Kept] = OrderedDict()
        # tags and sizes of the answers last given and not kept: as many bytes of them as are kept of others
        self._given: OrderedDict[bytes, int] = OrderedDict()
        self._given_size = 0

    def get(self, key: tuple[object, ...], tag: bytes) -> Kept | None:
        """The answer kept for a request, if it is of this tag; one of an older tag is let go."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        if kept.tag != tag:
            self._drop(key)
            return None
        self._kept.move_to_end(key)
        return kept

    def worth_keeping(self, tag: bytes, size: int) -> bool:
        """Whether an answer is asked for again so soon that it would still be here if it had been kept before.

        Most are asked for once, and to keep those costs more. So it does where somebody goes through more than is
        kept, over and over: each answer would push out another, and be gone when its turn comes again.
        """
        before = self._given.pop(tag, None)
        if before is not None:
            self._given_size -= before
            return True
        self._given[tag] = size
        self._given_size += size
        while self._given_size > self._limit or len(self._given) > MOST_REMEMBERED:
            self._given_size -= self._given.popitem(last=False)[1]
        return False

    def put(self, key: tuple[object, ...], kept: Kept) -> None:
        """Keep an answer; the ones longest not asked for make place."""
        if len(kept) > self._limit // 8:
            return
        self._drop(key)
        self._kept[key] = kept
        self._size += len(kept)
        while self._size > self._limit:
            self._drop(next(iter(self._kept)))

    def pack(self, kept: Kept, packed: bytes) -> None:
        """Keep the gzipped form beside the plain one."""
        kept.packed = packed
        self._size += len(packed)

    def _drop(self, key: tuple[object, ...]) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._size -= len(kept)


def tag_of(*parts: bytes) -> bytes:
    """A weak tag: the same meaning, though a proxy or gzip may change the bytes."""
    return b'W/"%b"' % blake2b(b"\x00".join((*parts, b"")), digest_size=12).hexdigest().encode()


def matches(if_none_match: bytes, tag: bytes) -> bool:
    """Whether `If-None-Match` holds the tag, compared weakly (RFC 9110); `*` is asked of writes only."""
    if if_none_match == tag:
        return True
    opaque = tag.removeprefix(b"W/")
    return any(part.strip().removeprefix(b"W/") == opaque for part in if_none_match.split(b","))
