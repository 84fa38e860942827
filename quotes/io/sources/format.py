"""What a format says of itself; the list of them is `quotes.io.sources.formats`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quotes.io.sources.source import Item, Source


def _never(head: bytes) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name for people, the endings of its files, and what reads it.

    `looks` tells by the first bytes (UTF-8 where they are text) whether they begin a file of this kind; `binary`
    says that its bytes are no characters.
    """

    name: str
    endings: tuple[str, ...]
    read: Callable[[Source], Iterator[Item]]
    looks: Callable[[bytes], bool] = _never
    binary: bool = False
