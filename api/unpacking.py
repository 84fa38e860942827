"""An uploaded file as its articles: every kind that `quotes ingest` reads, and zips of them, within limits."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from quotes.errors import BadInput, TooLarge
from quotes.models import Failure, RawArticle

if TYPE_CHECKING:
    from quotes.io.sources import Notes, Options

MOST_FILES = 2_000
# Of one zip, unpacked: what a few megabytes of zeros would grow to is not read.
MOST_BYTES = 300_000_000
_FETCH = "quotes ingest -"


def articles_of(
    stream: BinaryIO,
    name: str,
    notes: Notes,
    *,
    options: Options | None = None,
    known: Mapping[str, str] | None = None,
) -> Iterator[RawArticle | Failure]:
    """The articles of one uploaded file; what is wrong with it is a Failure that names it.

    `known` is what the sender says of it; of a zip that is said of no file in it.
    """
    if name.lower().endswith(".zip"):
        yield from _of_zip(stream, name, notes)
        return
    digest = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
    stream.seek(0)
    yield from _of_file(stream, name, digest, notes, options, known)


def _of_file(
    stream: BinaryIO,
    name: str,
    digest: str,
    notes: Notes,
    options: Options | None = None,
    known: Mapping[str, str] | None = None,
) -> Iterator[RawArticle | Failure]:
    from quotes.io.sources import Options, Source, read_stream

    # the same file again is the same article; another file of that name is another one
    origin = f"/the desk/{digest}/{name}"
    options = options or Options(fetch=_FETCH)
    stem = PurePosixPath(name).stem
    yield from read_stream(
        Source(stream=stream, where=name, id=stem, origin=origin, known=known or {}, options=options, notes=notes), name
    )


def _of_zip(stream: BinaryIO, name: str, notes: Notes) -> Iterator[RawArticle | Failure]:
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError):
        yield Failure.of(None, BadInput("it is no zip, or it is damaged; pack the files once more."), where=name)
        return
    with archive:
        members = [one for one in archive.infolist() if _is_content(one)]
        if len(members) > MOST_FILES:
            yield Failure.of(
                None, TooLarge(f"it holds {len(members):,} files; send at most {MOST_FILES:,} in one zip."), where=name
            )
            return
        left = MOST_BYTES
        for member in members:
            where = f"{name}: {member.filename}"
            if not _is_read(member.filename, notes):
                continue
            left -= member.file_size
            if left < 0:
                mend = f"unpacked it is over {MOST_BYTES // 1_000_000} MB; send it in several, or use quotes ingest."
                yield Failure.of(None, TooLarge(mend), where=where)
                return
            yield from _of_member(archive, member, where, notes)


def _of_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str, notes: Notes
) -> Iterator[RawArticle | Failure]:
    if member.flag_bits & 1:
        yield Failure.of(None, BadInput("it is locked with a password; unpack it and send what is in it."), where=where)
        return
    digest = f"{member.CRC:08x}{member.file_size:x}"
    try:
        with archive.open(member) as stream:
            # zipfile gives no more bytes than the member claims to hold, so that the sum above is the limit
            yield from _of_file(stream, where, digest, notes)  # type: ignore[arg-type]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        yield Failure.of(
            None, BadInput("it cannot be unpacked; pack it once more, by the usual method of zips."), where=where
        )


def _is_content(member: zipfile.ZipInfo) -> bool:
    """Not a folder, nor what a system puts beside the files for itself."""
    parts = PurePosixPath(member.filename).parts
    return not member.is_dir() and "__MACOSX" not in parts and not any(part.startswith(".") for part in parts)


def _is_read(name: str, notes: Notes) -> bool:
    from quotes.io.sources.paths import is_read
    from quotes.io.sources.reading import ending_of

    if is_read(PurePosixPath(name).name):
        return True
    notes.count(notes.passed, ending_of(name))
    return False
