"""Word documents (.docx): the words as they stand once every tracked change is accepted.

Two members of the archive are read, and no more of them than an article may have, so that neither pictures nor an
archive made to grow take memory. What python-docx gives as a paragraph's text lacks tracked insertions.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotes.errors import BadInput, UnknownFormat
from quotes.io.sources import xml
from quotes.io.sources.format import Format
from quotes.io.sources.source import Item, Source, too_large
from quotes.io.sources.streams import seekable

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CORE = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
}
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_LEFT_OUT = (f"{_W}del", f"{_W}moveFrom", _FALLBACK)
_TITLES = ("title", "heading1")


def read(source: Source) -> Iterator[Item]:
    try:
        with seekable(source.stream) as stream, zipfile.ZipFile(stream) as archive:
            if "xl/workbook.xml" in archive.namelist():
                raise UnknownFormat("this is a spreadsheet; save its sheet as CSV.")
            if "word/document.xml" not in archive.namelist():
                raise UnknownFormat("this is a ZIP archive and no .docx; unpack it, or save the article as .docx.")
            body = xml.parse(_member(archive, "word/document.xml", source.options.max_bytes))
            core = None
            if "docProps/core.xml" in archive.namelist():
                core = xml.parse(_member(archive, "docProps/core.xml", source.options.max_bytes))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise UnknownFormat(f"this is no .docx that can be read ({error}); save it anew, without a password.") from None
    paragraphs = [paragraph for paragraph in body.iter(f"{_W}p") if not _within(paragraph, _FALLBACK)]
    text = "\n".join(_text(paragraph) for paragraph in paragraphs).strip("\n")
    if not text.strip():
        raise BadInput("there are no words in it; is it a picture of a page?")
    yield source.article(text=text, title=_title(paragraphs, core), author=_said(core, "dc:creator"))


def _member(archive: zipfile.ZipFile, name: str, max_bytes: int) -> bytes:
    # what the archive says of the size may be a lie
    with archive.open(name) as member:
        content = member.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise too_large(max_bytes)
    return content


def _text(paragraph: _Element) -> str:
    return "".join(
        _BREAKS.get(str(element.tag)) or element.text or ""
        for element in paragraph.iter(f"{_W}t", *_BREAKS)
        # a text box has paragraphs of its own
        if next(element.iterancestors(f"{_W}p"), None) is paragraph and not _within(element, *_LEFT_OUT)
    ).strip()


def _title(paragraphs: list[_Element], core: _Element | None) -> str | None:
    """The paragraph that is set as the title; else what the document's properties say."""
    for name in _TITLES:
        for paragraph in paragraphs:
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            if style is not None and str(style.get(f"{_W}val")).lower() == name and (text := _text(paragraph)):
                return text
    return _said(core, "dc:title")


def _said(core: _Element | None, path: str) -> str | None:
    return None if core is None else xml.words(core.find(path, _CORE))


def _within(element: _Element, *names: str) -> bool:
    return next(element.iterancestors(*names), None) is not None


def looks(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04") and (b"word/" in head or b"[Content_Types].xml" in head)


FORMAT = Format("a Word document", (".docx",), read, looks, binary=True)
