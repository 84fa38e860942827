"""What was read as a folder of parts: each written whole or not at all, so that a second run does only what is left.

`manifest.jsonl` says of each part which articles it was made of. A part whose articles are the same is not read again;
whatever no longer belongs to the input is taken away at the end.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from quotes.errors import BadInput
from quotes.io import export
from quotes.io.bulk import Item, Result
from quotes.io.ingest import as_record
from quotes.models import Extraction, Failure

PART_ARTICLES = 256
PART_CHARS = 3_000_000
MANIFEST = "manifest.jsonl"


@dataclass(slots=True)
class Part:
    """A run of articles and what was read of them so far."""

    number: int
    items: list[Item] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    digest: str = ""


@dataclass(slots=True)
class Kept:
    """What an earlier run left to be kept, in numbers."""

    parts: int = 0
    articles: int = 0
    quotes: int = 0
    failures: int = 0


class Folder:
    """A folder of parts of a kind, read with a model. Raises `BadInput` where another kind or model made it."""

    def __init__(self, path: Path, kind: export.Kind, model: str) -> None:
        self._path = path
        self._kind = kind
        self.kept = Kept()
        head = {"quotes": version("quotes"), "model": model, "kind": kind, "articles_a_part": PART_ARTICLES}
        path.mkdir(parents=True, exist_ok=True)
        self._manifest = path / MANIFEST
        self._done: dict[int, dict[str, Any]] = {}
        lines = self._lines()
        if lines and lines[0] != head:
            raise BadInput(f"{path} has parts that were read otherwise ({_said(lines[0])}): give another folder.")
        # a run that ended before the head was written, on a full disk for one, left an empty manifest and no more
        if not lines and any(there != self._manifest for there in path.iterdir()):
            raise BadInput(f"{path} is not empty and has no {MANIFEST}: give a new folder, or one of an earlier run.")
        for line in lines[1:]:
            self._done[line["part"]] = line
        if not lines:
            self._add(head)

    def write(self, articles: Iterable[Item], read: Callable[[Iterable[Item]], Iterator[Result]]) -> Iterator[Result]:
        """Read what no part has yet, in order; each part is in its place when its last result has been taken.

        `read` is a reader's `stream`, or another function that gives one result an article in the same order.
        """
        under_way: deque[Part] = deque()
        count = 0

        def left() -> Iterator[Item]:
            nonlocal count
            for part in _parts(articles):
                count = part.number + 1
                if self._has(part):
                    continue
                under_way.append(part)
                yield from part.items

        for result in read(left()):
            part = under_way[0]
            part.results.append(result)
            if len(part.results) == len(part.items):
                self._finish(under_way.popleft())
            yield result
        # no article at all is rather a disk that is not mounted than an archive that was emptied
        for number in [number for number in self._done if number >= count > 0]:
            self._files(number)[0].unlink(missing_ok=True)
            self._files(number)[1].unlink(missing_ok=True)
            self._add({"part": number, "gone": True})

    def _has(self, part: Part) -> bool:
        known = self._done.get(part.number)
        if known is None or known.get("input") != part.digest or not self._files(part.number)[0].exists():
            return False
        self.kept.parts += 1
        self.kept.articles += known["articles"]
        self.kept.quotes += known["quotes"]
        self.kept.failures += known["failures"]
        return True

    def _finish(self, part: Part) -> None:
        """The part's file, its failures with their articles whole, and only then its line in the manifest."""
        file, aside = self._files(part.number)
        failures = [
            (item, result) for item, result in zip(part.items, part.results, strict=True) if isinstance(result, Failure)
        ]
        with _whole(file) as half, half.open("wb") as out:
            if self._kind == "jsonl":
                out.writelines(export.article_line(result) for result in part.results)
            else:
                found = (one for one in part.results if isinstance(one, Extraction))
                export.write((row for one in found for row in export.rows_of(one)), out, self._kind)
        if failures:
            with _whole(aside) as half, half.open("w", encoding="utf-8") as text:
                text.writelines(json.dumps(_aside(*one), default=str) + "\n" for one in failures)
        else:
            aside.unlink(missing_ok=True)
        quotes = sum(len(one.quotes) for one in part.results if isinstance(one, Extraction))
        line = {"part": part.number, "file": file.name, "input": part.digest, "articles": len(part.items)}
        self._add({**line, "quotes": quotes, "failures": len(failures)})

    def _files(self, number: int) -> tuple[Path, Path]:
        return self._path / f"part-{number:06}.{self._kind}", self._path / f"failed-{number:06}.jsonl"

    def _lines(self) -> list[dict[str, Any]]:
        """The manifest's lines; one that was cut off when its run was killed does not count, nor what is gone."""
        if not self._manifest.exists():
            return []
        *whole, cut = self._manifest.read_bytes().split(b"\n")
        if cut:
            os.truncate(self._manifest, self._manifest.stat().st_size - len(cut))
        try:
            found = [dict(json.loads(line)) for line in whole]
        except (ValueError, TypeError):
            raise BadInput(
                f"{self._manifest} is damaged: take the line out that is no JSON object, or give a new folder."
            ) from None
        gone: dict[int | None, dict[str, Any]] = {line.get("part"): line for line in found}
        return [line for line in found if line is gone[line.get("part")] and not line.get("gone")]

    def _add(self, line: dict[str, Any]) -> None:
        with self._manifest.open("ab") as file:
            file.write(json.dumps(line).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())


def kind_of(path: Path) -> export.Kind:
    """What a folder's parts are, as its own ending says; JSON lines where it has none."""
    return export.KINDS.get(path.suffix.removeprefix("."), "jsonl")


def _parts(articles: Iterable[Item]) -> Iterator[Part]:
    part, chars = Part(0), 0
    seal = hashlib.sha256()
    for item in articles:
        part.items.append(item)
        chars += 0 if isinstance(item, Failure) else len(item.text or getattr(item, "html", None) or "")
        seal.update(json.dumps(asdict(item), default=str, ensure_ascii=True).encode() + b"\n")
        if len(part.items) >= PART_ARTICLES or chars >= PART_CHARS:
            part.digest = seal.hexdigest()
            yield part
            part, chars, seal = Part(part.number + 1), 0, hashlib.sha256()
    if part.items:
        part.digest = seal.hexdigest()
        yield part


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file to write which takes the place of `path` when it is written and on the disk, not before."""
    half = path.with_name(f".{path.name}.half")
    try:
        with export.named(path):
            yield half
            with half.open("rb") as file:
                os.fsync(file.fileno())
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    half.replace(path)


def _aside(item: Item, failure: Failure) -> dict[str, Any]:
    """An article that failed, whole, as it is read again, and what was wrong with it."""
    article = failure.article if isinstance(item, Failure) else as_record(item)
    return {**(article or {"id": failure.id}), "error": failure.as_dict()["error"]}


def _said(head: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in head.items())
