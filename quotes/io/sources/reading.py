"""One stream of bytes -> its articles: which format it is, and what is said where it cannot be read."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from quotes.errors import BadInput, QuotesError, UnknownFormat, fault
from quotes.io.sources import refusals
from quotes.io.sources.characters import as_utf8, wide_encoding
from quotes.io.sources.format import Format
from quotes.io.sources.formats import BY_ENDING, TEXT, by_look
from quotes.io.sources.source import Item, Source
from quotes.io.sources.streams import GZIP_MAGIC, looked_into, unpacked

log = logging.getLogger(__name__)


def read_stream(source: Source, name: str = "") -> Iterator[Item]:
    """The articles of a stream; `name` is its file's name, where it has one. What is wrong is a Failure at its end."""
    try:
        yield from _read(source, name)
    except (EOFError, zlib.error):
        yield source.failure(BadInput("it ends in the middle or is damaged; get the file whole."))
    except OSError as error:
        yield source.failure(unopened(error))
    except QuotesError as error:
        yield source.failure(error)
    except Exception:  # whatever is wrong with one file, the others are read
        log.exception("%s could not be read.", source.where)
        yield source.failure(QuotesError(fault("reading")))


def _read(source: Source, name: str) -> Iterator[Item]:
    head, stream = looked_into(source.stream)
    packed = head.startswith(GZIP_MAGIC)
    if packed:
        head, stream = looked_into(unpacked(stream))
        if head.startswith(GZIP_MAGIC):
            raise UnknownFormat("it is packed twice; unpack it once: gunzip.")
    ending = ending_of(name, packed=packed)
    wide = wide_encoding(head)
    if wide:
        head = head.decode(wide, errors="replace").encode("utf-8", errors="replace")
    format = _format_of(head, ending)
    if not format.binary:
        stream = as_utf8(stream, wide)
    yield from format.read(replace(source, head=head, stream=stream))


def _format_of(head: bytes, ending: str) -> Format:
    """By what the bytes cannot be mistaken for, by the ending, by their look; else it is a text."""
    looks = by_look(head)
    if looks is not None and looks.binary:
        return looks
    refusals.check(head)
    if looks is not None and ending == ".xml":  # which says nothing
        return looks
    return BY_ENDING.get(ending) or looks or TEXT


def ending_of(name: str, *, packed: bool = False) -> str:
    """The ending that says a file's kind: ".csv" of both `a.csv` and `a.csv.gz`."""
    path = PurePath(name.lower())
    return PurePath(path.stem).suffix if packed and path.suffix == ".gz" else path.suffix


def unopened(error: OSError) -> BadInput:
    return BadInput(f"it cannot be opened ({error.strerror or error}); check its name and permissions.")
