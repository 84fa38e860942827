"""Web archives (.warc, .warc.gz): an article for each page that was answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quotes.errors import BadInput, UnknownFormat
from quotes.io.sources.characters import decode
from quotes.io.sources.format import Format
from quotes.io.sources.source import Item, Source, too_large

_PAGES = ("text/html", "application/xhtml+xml")


def read(source: Source) -> Iterator[Item]:
    """Page by page, in the memory of one."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        for record in ArchiveIterator(source.stream):
            number += 1
            if _is_page(record):
                yield _article(record, source, number)
            elif record.rec_type in ("response", "resource"):
                source.notes.count(source.notes.remarks, "Answers of a web archive that are no pages are passed over.")
    except ArchiveLoadFailed as error:
        problem = BadInput(f"the archive is broken here ({str(error)[:80]}); what stands before it was read.")
        yield source.failure(problem, f"after record {number}")


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if record.rec_type == "resource":
        kind = record.rec_headers.get_header("Content-Type") or ""
    elif record.rec_type == "response" and headers is not None and headers.get_statuscode() == "200":
        kind = headers.get_header("Content-Type") or ""
    else:
        return False
    return str(kind).partition(";")[0].strip().lower() in _PAGES


def _article(record: Any, source: Source, number: int) -> Item:
    url = record.rec_headers.get_header("WARC-Target-URI")
    packed = record.http_headers.get_header("Content-Encoding") if record.http_headers else None
    if packed and packed.strip().lower() not in ("gzip", "deflate", "identity", "x-gzip"):
        problem = UnknownFormat(f"the page is packed by {packed[:20]}, which is not read; archive it unpacked.")
        return source.failure(problem, f"record {number}", {"url": url})
    limit = source.options.max_bytes
    content = record.content_stream().read(limit + 1)
    if len(content) > limit:
        return source.failure(too_large(limit), f"record {number}", {"url": url})
    return source.article_of_many(html=_characters(content, record.http_headers), url=url)


def _characters(content: bytes, headers: Any) -> str:
    """As the answer's header says, else as the page does."""
    _, said, charset = str(headers.get_header("Content-Type") or "" if headers else "").lower().partition("charset=")
    if said and charset.strip(" \"';") not in ("utf-8", "utf8"):
        try:
            return content.decode(charset.strip(" \"';"), errors="replace")
        except LookupError:
            pass
    return decode(content)


def looks(head: bytes) -> bool:
    return head.startswith(b"WARC/")


FORMAT = Format("a web archive", (".warc",), read, looks, binary=True)
