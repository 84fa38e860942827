"""Word lists: one entry a line, `#` begins a comment, everything read once and never extended in place."""

from functools import cache, lru_cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """The entries of `quotes/lexicon/<name>.txt`, in lower case."""
    lines = (files(__name__) / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    entries = (line.partition("#")[0].strip() for line in lines)
    return frozenset(entry.lower() for entry in entries if entry)


@cache
def groups(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of `quotes/lexicon/<name>.txt`, each as the words it groups, in order."""
    lines = (files(__name__) / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    entries = (line.partition("#")[0].lower().split() for line in lines)
    return tuple(tuple(entry) for entry in entries if entry)


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """A word as lists hold it: lower case, straight apostrophes, no full stop at the end."""
    return word.lower().replace("’", "'").rstrip(".")
