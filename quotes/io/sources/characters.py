"""Bytes -> characters: by byte order mark, as UTF-8, as the page itself says, else as Windows or an old Mac wrote."""

from __future__ import annotations

import codecs
import io
import re
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*["']?\s*([a-zA-Z0-9_.:-]{1,40})""", re.IGNORECASE
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Curly marks where words begin, end and are elided; a letter of the other encoding seldom stands there.
_WINDOWS_MARKS = re.compile(rb"(?:^|[\s(])[\x91\x93](?=\w)|[\w.,!?][\x92\x94](?=\s|$)|\w\x92(?=\w)|\s[\x96\x97]\s")
_MAC_MARKS = re.compile(rb"(?:^|[\s(])[\xd2\xd4](?=\w)|[\w.,!?][\xd3\xd5](?=\s|$)|\w\xd5(?=\w)|\s[\xd0\xd1]\s")
_LOOKED_AT = 100_000
# What `fallback` tells apart: its name for people, and for iconv.
ENCODINGS = {
    "quotes.cp1252": ("Windows-1252", "WINDOWS-1252"),
    "quotes.mac_roman": ("the encoding of an old Mac", "MACINTOSH"),
}


def decode(content: bytes) -> str:
    """The characters of a text or a page. What fits no encoding becomes the replacement character."""
    if wide := wide_encoding(content):
        return content.decode(wide, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        declared = _CHARSET.search(content[:4096])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        try:
            return content.decode(declared[1].decode("ascii"), errors="replace")
        except LookupError:
            pass
    return content.decode("utf-8", errors=fallback(content))


def wide_encoding(head: bytes) -> str | None:
    """UTF-8 with a mark, UTF-16 and UTF-32, the latter without a mark as well; None for all else."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    # English in UTF-16 has a NUL beside almost every letter, and hardly any in the other place
    sample = head[: 4096 - 4096 % 2]
    pairs = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if pairs and odd > pairs * 0.5 and even < pairs * 0.05:
        return "utf-16-le"
    if pairs and even > pairs * 0.5 and odd < pairs * 0.05:
        return "utf-16-be"
    return None


def fallback(content: bytes) -> str:
    """The error handler for what is not UTF-8: what an old Mac wrote, or Windows."""
    sample = content[:_LOOKED_AT]
    mac = len(_MAC_MARKS.findall(sample)) > len(_WINDOWS_MARKS.findall(sample))
    return "quotes.mac_roman" if mac else "quotes.cp1252"


def as_utf8(stream: BinaryIO, encoding: str | None) -> BinaryIO:
    """The stream in UTF-8, out of the encoding that its head shows (`wide_encoding`), if any."""
    return stream if encoding is None else cast("BinaryIO", io.BufferedReader(_Transcoded(stream, encoding)))


class _Transcoded(io.RawIOBase):
    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        while not self._ready:
            chunk = self._stream.read(64 * 1024)
            self._ready = self._decoder.decode(chunk, final=not chunk).encode("utf-8", errors="replace")
            if not chunk and not self._ready:
                return 0
        given = self._ready[: len(view)]
        view[: len(given)] = given
        self._ready = self._ready[len(given) :]
        return len(given)


def _replaced_by(encoding: str) -> None:
    def handler(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        return error.object[error.start : error.end].decode(encoding, errors="replace"), error.end

    codecs.register_error(f"quotes.{encoding}", handler)


for _encoding in ("cp1252", "mac_roman"):
    _replaced_by(_encoding)
