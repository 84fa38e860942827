"""What is no article, told by its first bytes, with what to do instead."""

from __future__ import annotations

from quotes.errors import UnknownFormat

_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "this is RTF; save it as .docx or .txt."),
    (b"\xd0\xcf\x11\xe0", "this is an old Office file (.doc, .xls, .msg); save it as .docx, .csv or .eml."),
    (b"PK\x03\x04", "this is a ZIP archive; unpack it, and give the folder."),
    (b"PK\x05\x06", "this is an empty ZIP archive; pack it anew."),
    (b"BZh", "this is packed by bzip2; unpack it: bunzip2."),
    (b"\xfd7zXZ", "this is packed by xz; unpack it: unxz."),
    (b"\x28\xb5\x2f\xfd", "this is packed by zstd; unpack it: unzstd."),
    (b"7z\xbc\xaf\x27\x1c", "this is a 7z archive; unpack it, and give the folder."),
    (b"SQLite format 3", "this is a SQLite database; export the articles from it as CSV."),
    (b"\x89PNG", "this is a picture; quotes reads words."),
    (b"\xff\xd8\xff", "this is a picture; quotes reads words."),
    (b"GIF8", "this is a picture; quotes reads words."),
    (b"ID3", "this is a sound; quotes reads words."),
    (b"RIFF", "this is a picture, a sound or a film; quotes reads words."),
)
_LOOKED_AT = 4096
# bytes below a space that are in texts all the same: tab, line ends, form feed, escape, end of file on DOS
_IN_TEXTS = frozenset(b"\t\n\r\x0b\x0c\x1b\x1a\x08")
_MOST = 0.05


_OPEN_OFFICE = b"mimetypeapplication/vnd.oasis.opendocument"


def check(head: bytes) -> None:
    """`UnknownFormat` for bytes that are no characters, with the mend."""
    if _OPEN_OFFICE in head[:200]:
        raise UnknownFormat("this is an OpenDocument file; save it as .docx or .txt, a sheet as .csv.")
    for sign, sentence in _SIGNS:
        if head.startswith(sign):
            raise UnknownFormat(sentence)
    sample = head[:_LOOKED_AT]
    odd = sum(byte < 32 and byte not in _IN_TEXTS for byte in sample)
    if odd > len(sample) * _MOST:
        raise UnknownFormat("these bytes are no text; save the article as text, a web page or .docx.")
