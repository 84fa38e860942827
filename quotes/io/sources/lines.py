"""Lines out of a stream, numbered, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO


def numbered(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[int, bytes]]:
    """Each line with its number; of a line over the limit only its beginning, which is longer than the limit."""
    number, within = 1, False
    while chunk := stream.readline(max_bytes + 1):
        if not within:
            yield number, chunk
        within = not chunk.endswith(b"\n")
        number += not within
