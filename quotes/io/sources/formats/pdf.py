"""PDF, by the extra `pdf`: the words in the order in which the file draws them.

A PDF has no paragraphs, and columns, captions and page numbers stand among its words; a scan has none. Where a
page of the web or a .docx of the article exists, that is the better source.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from quotes.errors import BadInput, TooLarge, UnknownFormat
from quotes.io.sources.format import Format
from quotes.io.sources.source import Item, Source
from quotes.io.sources.streams import seekable
from quotes.text.first_lines import date_in_name, title_of

MAX_PAGES = 200
_PICTURES = 5  # a PDF may be so many times longer than an article's words
_NO_TITLE = re.compile(r"\.\w{1,5}$|^(untitled|microsoft word)\b", re.IGNORECASE)  # a program's, not a person's


def read(source: Source) -> Iterator[Item]:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise UnknownFormat("PDF is read with an extra; install it: pip install 'quotes[pdf]'.") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a page of signs for each font that it does not know
    limit = source.options.max_bytes * _PICTURES
    with seekable(source.stream) as stream:
        if stream.seek(0, 2) > limit:
            raise TooLarge(f"a PDF over {limit:,} bytes is not read; split it.")
        stream.seek(0)
        try:
            reader = PdfReader(stream)
            if reader.is_encrypted and not reader.decrypt(""):
                raise UnknownFormat("the PDF is locked by a password; save it without one.")
            if len(reader.pages) > MAX_PAGES:
                raise TooLarge(f"a PDF of more than {MAX_PAGES} pages is not read; split it.")
            text = "\n".join(page.extract_text() for page in reader.pages).strip()
            about = reader.metadata
            title, author = (about.title, about.author) if about else (None, None)
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
            raise BadInput(f"the PDF is broken ({str(error)[:80]}); get it whole, or save it as text.") from None
    if not re.search(r"\w", text):
        raise BadInput("the PDF holds no words, it is a scan; have them read first, by ocrmypdf for example.")
    title = title if title and not _NO_TITLE.search(title) else None
    published = date_in_name(source.id or "")
    yield source.article(text=text, title=title or title_of(text), author=author or None, published=published)


def looks(head: bytes) -> bool:
    return b"%PDF-" in head[:1024] and b" obj" in head


FORMAT = Format("PDF", (".pdf",), read, looks, binary=True)
