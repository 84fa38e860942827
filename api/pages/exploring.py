"""What a page offers of a search beyond its list: facets to click, a histogram, the same as data and for programs."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from api.formats import addresses, code
from api.formats.words import month_name
from quotes.text.words import SEARCHED

if TYPE_CHECKING:
    from quotes.store.search.facets import Facet

Asked = Sequence[tuple[str, str]]

_DATES = ("since", "until")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: the search that it leads to, and whether it is chosen already (then without it)."""

    name: str
    value: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """A list as data: files to download, an address to keep, lines for programs."""

    files: tuple[tuple[str, str], ...]
    permalink: str
    code: tuple[tuple[str, str], ...]


def taken(base: str, place: str, parameters: Asked, permalink: str) -> Taken:
    """The list at `place` ("/quotes") with this question, on this server."""
    address = f"{base}{place}"
    files = tuple(
        (kind.upper(), code.data_address(address, parameters, **({"format": kind} if kind != "json" else {})))
        for kind in ("csv", "json", "ndjson")
    )
    return Taken(files, permalink, code.snippets(address, parameters))


def choices(root: str, asked: Asked, name: str, facets: Iterable[Facet]) -> list[Choice]:
    """The speakers or outlets of a search, each as the search for it alone."""
    found = []
    for facet in facets:
        chosen = (name, facet.value) in asked
        others = [pair for pair in asked if pair[0] != name]
        address = addresses.search_page(root, others if chosen else [*others, (name, facet.value)])
        found.append(Choice(facet.name, facet.value, facet.count, address, chosen))
    return found


def months(root: str, asked: Asked, facets: Iterable[Facet], *, limit: int = 12) -> list[Choice]:
    """The latest months of a search, each as the search within it."""
    found = []
    others = [pair for pair in asked if pair[0] not in _DATES]
    for facet in list(facets)[:limit]:
        year, _, month = facet.value.partition("-")
        last = monthrange(int(year), int(month))[1]
        dates = [("since", f"{facet.value}-01"), ("until", f"{facet.value}-{last}")]
        chosen = all(pair in asked for pair in dates)
        address = addresses.search_page(root, others if chosen else [*others, *dates])
        found.append(Choice(month_name(facet.value), facet.value, facet.count, address, chosen))
    return found


def within(root: str, asked: Asked) -> Callable[[str, str], str]:
    """Of two dates the address of the same search between them."""
    before = addresses.search_page(root, [*(pair for pair in asked if pair[0] not in _DATES), ("since", "")])

    def between(since: str, until: str) -> str:
        return f"{before}{since}&until={until}"

    return between


def without(root: str, asked: Asked) -> list[tuple[str, str, str]]:
    """Each filter of a search: its name, its value, and the search without it."""
    return [
        (name, value, addresses.search_page(root, [pair for pair in asked if pair != (name, value)]))
        for name, value in asked
    ]


def found_words(query: str | None) -> Callable[[str], list[tuple[str, bool]]]:
    """Cuts a text into pieces, and says which of them are words that the query asked for. Joined they are the text."""
    from quotes.store.search.fulltext import fold, terms

    whole: set[str] = set()
    beginnings: set[str] = set()
    for term in terms(query or ""):
        whole.update(term.words[:-1] if term.prefix else term.words)
        if term.prefix:
            beginnings.add(term.words[-1])

    @lru_cache(maxsize=1_000)
    def is_hit(word: str) -> bool:
        return any(one in whole or any(one.startswith(start) for start in beginnings) for one in fold(word))

    def pieces(text: str) -> list[tuple[str, bool]]:
        if not whole and not beginnings:
            return [(text, False)]
        found: list[tuple[str, bool]] = []
        end = 0
        for match in SEARCHED.finditer(text):
            if is_hit(match[0]):
                if match.start() > end:
                    found.append((text[end : match.start()], False))
                found.append((match[0], True))
                end = match.end()
        if end < len(text):
            found.append((text[end:], False))
        return found

    return pieces
