"""CSV and TSV: one article a row, the first line names the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from quotes.errors import BadInput, TooLarge
from quotes.io.sources.characters import fallback
from quotes.io.sources.format import Format
from quotes.io.sources.lines import numbered
from quotes.io.sources.records import article_of, check_columns, check_number_of_columns, fields_of
from quotes.io.sources.source import Item, Source, too_large

_DELIMITERS = (",", "\t", ";", "|")


def read(source: Source) -> Iterator[Item]:
    """Row by row, in the memory of one; a row that is broken is a Failure and the next is read."""
    lines = _Lines(source)
    try:
        first = next(lines, "")
    except _Overlong:
        raise _no_header(source) from None
    if not first.strip():
        raise BadInput("it is empty; its first line names the columns.")
    delimiter = _delimiter(first)
    check_number_of_columns(first.count(delimiter) + 1)
    csv.field_size_limit(source.options.max_bytes)
    lines.begin()
    rows = csv.reader(_again(first, lines), delimiter=delimiter)
    try:
        header = _column_names(next(rows))
    except csv.Error as error:
        raise _broken(error, "its first line") from None
    except _Overlong:
        raise _no_header(source) from None
    check_columns(header, source.options)
    while True:
        began = lines.begin()
        place = f"line {began}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield source.failure(_broken(error), place)
            continue
        except _Overlong:
            yield source.failure(too_large(source.options.max_bytes), place)
            # a quotation mark that is never closed takes all to the end for one cell: begin anew
            rows = csv.reader(lines, delimiter=delimiter)
            continue
        if lines.ended:
            problem = BadInput(
                f"the file ends inside of this row, {lines.number - began + 1} lines on: "
                "look for a quotation mark that is not closed, or get the file whole."
            )
            yield source.failure(problem, place, {"cells": row})
        elif len(row) > len(header) and any(row[len(header) :]):
            problem = BadInput(
                f"the row has {len(row)} cells and the first line {len(header)}: "
                "a cell with a comma or a line end in it needs quotation marks around it."
            )
            yield source.failure(problem, place, {"cells": row})
        elif any(cell.strip() for cell in row):
            yield article_of(dict(zip(header, row, strict=False)), source, place)


def looks(head: bytes) -> bool:
    """A first line with a column that holds words, and a comma or its like."""
    first = head.partition(b"\n")[0].decode("utf-8", errors="replace")
    if len(first) > 2000 or not any(delimiter in first for delimiter in _DELIMITERS):
        return False
    names = _cells(first, _delimiter(first))
    known = fields_of(tuple(names))
    return bool(known["text"] or known["html"]) and all(len(name) <= 40 for name in names) and len(names) > 1


class _Overlong(Exception):
    """A row over the limit."""


class _Lines:
    """The lines as characters; one that is not UTF-8 as what the beginning of the file shows."""

    def __init__(self, source: Source) -> None:
        self._max = source.options.max_bytes
        self._lines = numbered(source.stream, self._max)
        self._otherwise = fallback(source.head)
        self._of_row = 0
        self.number = 0
        self.ended = False  # the row that was asked for last ends with the file, inside of a cell

    def begin(self) -> int:
        """The number of the line that the next row begins on."""
        self._of_row, self.ended = 0, False
        return self.number + 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            self.number, line = next(self._lines)
        except StopIteration:
            self.ended = True
            raise
        self._of_row += len(line)
        if self._of_row > self._max:
            raise _Overlong
        # a NUL ends no cell; csv would take it for an error of the whole
        return line.decode("utf-8", errors=self._otherwise).replace("\x00", " ")


def _again(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def _delimiter(first: str) -> str:
    """The one that names most columns which hold something, then most columns."""

    def worth(delimiter: str) -> tuple[int, int]:
        names = _cells(first[:20_000], delimiter)
        return (sum(map(bool, fields_of(tuple(names[:1000])).values())), len(names))

    return max(_DELIMITERS, key=worth)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return _column_names(next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error:
        return []


def _column_names(header: list[str]) -> list[str]:
    """The columns' names, each once; one without a name is called by its place."""
    names: list[str] = []
    seen: set[str] = set()
    for number, written in enumerate(header, start=1):
        name = written.strip().lstrip("\ufeff") or f"column {number}"
        name = f"{name} (column {number})" if name in seen else name
        seen.add(name)
        names.append(name)
    return names


def _broken(error: Any, what: str = "the row") -> BadInput:
    if "new-line" in str(error):  # csv's own words are for programmers
        return BadInput(
            f"{what} has a carriage return outside of quotation marks; put the cell in them, or take it out."
        )
    return BadInput(f"{what} cannot be read ({error}); look for a quotation mark that is not closed.")


def _no_header(source: Source) -> TooLarge:
    return TooLarge(
        f"its first line, which names the columns, is over {source.options.max_bytes:,} bytes; "
        "look for a quotation mark that is not closed."
    )


FORMATS = (
    Format("CSV", (".csv",), read, looks),
    Format("TSV", (".tsv", ".tab"), read),
)
