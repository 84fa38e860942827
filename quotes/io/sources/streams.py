"""Streams: looked into before they are read, unpacked, and kept on disk where a format must go back and forth."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from quotes.errors import TooLarge

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEAD_BYTES = 64 * 1024
GZIP_MAGIC = b"\x1f\x8b"
MAX_UNPACKED = 8 * 1024**3  # on disk, of a format that is read back and forth


def looked_into(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """(the first bytes, the whole stream from its beginning).

    A line that is a JSON object is enough to know the rest: a pipe that gives one article at a time need not end,
    nor give the next, before the first is read.
    """
    head = b""
    while len(head) < HEAD_BYTES and (line := stream.readline(HEAD_BYTES)):
        head += line
        if is_json_object(line):
            break
    if stream.seekable():
        stream.seek(0)
        return head, stream
    return head, cast("BinaryIO", io.BufferedReader(_Joined(head, stream)))


def is_json_object(line: bytes) -> bool:
    if not line.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


def unpacked(stream: BinaryIO) -> BinaryIO:
    """What a .gz holds, unpacked as it is read; not to be sought in, since each step back unpacks it anew."""
    return cast("BinaryIO", io.BufferedReader(_Forward(gzip.GzipFile(fileobj=stream))))


@contextmanager
def seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The stream, or a copy of it on disk that can be read back and forth."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        size = 0
        while chunk := stream.read(1024 * 1024):
            size += len(chunk)
            if size > MAX_UNPACKED:
                raise TooLarge(f"unpacked it is over {MAX_UNPACKED:,} bytes; split it.")
            copy.write(chunk)
        copy.seek(0)
        yield cast("BinaryIO", copy)


class _Forward(io.RawIOBase):
    """A stream that can only be read on."""

    def __init__(self, stream: io.BufferedIOBase | BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        # whatever is there now: a pipe must not be waited for until it fills the buffer
        read = getattr(self._stream, "read1", self._stream.read)
        given: bytes = read(len(view))
        view[: len(given)] = given
        return len(given)


class _Joined(_Forward):
    """What was read already, and the rest."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        super().__init__(stream)
        self._head = head

    def readinto(self, buffer: WriteableBuffer) -> int:
        if not self._head:
            return super().readinto(buffer)
        view = memoryview(buffer)
        given = self._head[: len(view)]
        view[: len(given)] = given
        self._head = self._head[len(given) :]
        return len(given)
