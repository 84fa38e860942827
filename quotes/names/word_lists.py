"""The word lists of this package: one entry a line, `#` begins a comment."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files


@cache
def entries(file: str) -> tuple[str, ...]:
    """The lines of a list, comments left out."""
    lines = (files(__package__) / file).read_text(encoding="utf-8").splitlines()
    return tuple(entry for line in lines if (entry := line.partition("#")[0].strip()))


@cache
def sections(file: str) -> dict[str, frozenset[str]]:
    """The words of each section of a list whose lines read `section: word word ...`."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in entries(file):
        name, _, words = line.partition(":")
        found[name.strip()].update(words.split())
    return {name: frozenset(words) for name, words in found.items()}
