"""Files, folders, globs and standard input -> raw articles, in order."""

from __future__ import annotations

import glob
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from quotes.errors import BadInput, NotFound
from quotes.io.sources.file_kinds import no_file
from quotes.io.sources.formats import BY_ENDING
from quotes.io.sources.manifest import NAME as MANIFEST
from quotes.io.sources.manifest import Manifest, read_manifest
from quotes.io.sources.reading import ending_of, read_stream, unopened
from quotes.io.sources.source import Item, Notes, Options, Source
from quotes.models import Failure

STDIN = "-"
_WEB_ADDRESS = re.compile(r"(https?|ftp)://", re.IGNORECASE)
_SAVED_PAGES = (".html", ".htm")


def read_paths(
    paths: Iterable[str | os.PathLike[str]],
    *,
    options: Options | None = None,
    notes: Notes | None = None,
    max_bytes: int | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Item]:
    """Every article under the paths, in order; `-` is standard input. What cannot be read is a Failure in its place.

    What was passed over on the way is counted in `notes`.
    """
    options, notes = options or Options(), notes if notes is not None else Notes()
    if max_bytes is not None:
        options = replace(options, max_bytes=max_bytes)
    paths = list(paths)
    named = {os.path.normpath(path) for path in paths}
    for path in paths:
        if str(path) == STDIN:
            stream = stdin or sys.stdin.buffer
            yield from read_stream(Source(stream=stream, where="standard input", options=options, notes=notes))
        elif _WEB_ADDRESS.match(str(path)):
            mend = f"quotes fetches nothing from the web; fetch it first: curl -sL '{path}' | {options.fetch}"
            yield Failure.of(None, BadInput(mend), where=str(path))
        elif _holds(Path(path).is_dir):
            if not any(os.path.normpath(page) in named for page in _pages_of(Path(path))):
                yield from _read_folder(Path(path), options, notes)
        elif not _holds(Path(path).exists) and glob.has_magic(str(path)):
            yield from _read_glob(str(path), options, notes)
        else:
            yield from _read_file(Path(path), Path(path).stem, read_manifest(Path(path).parent)[0], options, notes)


def is_missing(path: str) -> bool:
    """Whether a path is neither standard input, nor there, nor a pattern that matches anything."""
    return path != STDIN and not _holds(Path(path).exists) and not _matched(path)


def _matched(pattern: str) -> list[Path]:
    return [Path(path) for path in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207 - the pattern may be absolute


def _read_glob(pattern: str, options: Options, notes: Notes) -> Iterator[Item]:
    """What a pattern matches that no shell has filled in; read as the files of a folder are."""
    matched = _matched(pattern)
    if not matched:
        yield Failure.of(None, NotFound("no file is named so; check the pattern."), where=pattern)
    found = [path for path in matched if not _passed_over(path, notes)]
    files = [path for path in found if _holds(path.is_file)]
    for path in files:
        if path.name == MANIFEST:
            continue
        if is_read(path.name):
            yield from _read_file(path, path.stem, read_manifest(path.parent)[0], options, notes)
        else:
            notes.count(notes.passed, ending_of(path.name))
    if not files:
        for folder in found:
            yield from _read_folder(folder, options, notes)


def _read_folder(folder: Path, options: Options, notes: Notes) -> Iterator[Item]:
    """The files of a folder and of those inside it, by name; files of other kinds are passed over, and counted."""
    closed: list[OSError] = []
    for directory, subfolders, there in os.walk(folder, onerror=closed.append):
        here, pages = Path(directory), {name.lower() for name in there}
        subfolders[:] = sorted(
            name
            for name in subfolders
            if not name.startswith(".") and not _belongs_to_a_page(name, pages) and options.passes(here / name)
        )
        manifest, failures = read_manifest(here)
        yield from failures
        there = sorted(name for name in there if name != MANIFEST and not name.startswith("."))
        there = [name for name in there if not _passed_over(here / name, notes)]
        names = [name for name in there if is_read(name)]
        for name in there:
            if not is_read(name):
                notes.count(notes.passed, ending_of(name))
        yield from (
            Failure.of(
                None, NotFound(f"it names {name!r}, which is not there; mend the line."), where=str(here / MANIFEST)
            )
            for name in sorted(set(manifest) - set(names))
        )
        stems = Counter(Path(name).stem for name in names)
        prefix = "".join(f"{part}-" for part in here.relative_to(folder).parts)
        for name in names:
            # a page and its text side by side would overwrite each other under one id
            stem = Path(name).stem if stems[Path(name).stem] == 1 else name
            yield from _read_file(here / name, prefix + stem, manifest, options, notes)
    yield from (Failure.of(None, unopened(error), where=str(error.filename)) for error in closed)


def _read_file(path: Path, article_id: str, manifest: Manifest, options: Options, notes: Notes) -> Iterator[Item]:
    if not options.passes(path):
        return
    known = manifest.get(path.name, {})
    try:
        if not path.exists():
            yield Failure.of(str(path), NotFound("there is no such file; check the path."), where=str(path))
            return
        stream = path.open("rb")
    except OSError as error:
        yield Failure.of(str(path), unopened(error), where=str(path))
        return
    with stream:
        # `quotes extract <(curl ...)`: a pipe's name says nothing
        named = path.is_file()
        source = Source(
            stream=stream,
            where=str(path),
            id=article_id if named else None,
            origin=str(path) if named else None,
            known=known,
            options=options,
            notes=notes,
        )
        yield from read_stream(source, path.name)


def _passed_over(path: Path, notes: Notes) -> bool:
    """Whether what a folder or a pattern has is no file, which is counted; on a command line it may be named itself."""
    kind = no_file(path)
    if kind is not None:
        notes.count(notes.passed, kind)
    return kind is not None


def is_read(name: str) -> bool:
    """Whether a file of a folder is read: by its ending; without one, by its look."""
    ending = ending_of(name, packed=True)
    return not ending or ending in BY_ENDING


def _belongs_to_a_page(folder: str, pages: set[str]) -> bool:
    """Whether a browser saved the folder beside a page: `story_files` beside `story.html`."""
    return any(page.name.lower() in pages for page in _pages_of(Path(folder)))


def _pages_of(folder: Path) -> list[Path]:
    stem, found, _ = folder.name.rpartition("_files")
    return [folder.with_name(stem + ending) for ending in _SAVED_PAGES] if found else []


def _holds(check: Callable[[], bool]) -> bool:
    """What a path is, where looking may be forbidden."""
    with suppress(OSError):
        return check()
    return False
