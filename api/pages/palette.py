"""Which speaker has which colour on a page.

A colour is never the only sign: each also has a letter and an underline of its own (api/static/site.css), so that the
page reads the same without colour. The eight are told apart under each kind of colour blindness.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from api.formats.words import NOBODY, QuoteJson, speaker_name

COLOURS = 8
_LETTERS = "ABCDEFGH"
_PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker of a page: `style` is the CSS class, `letter` the sign beside the words ("" past the eighth)."""

    name: str
    id: str | None
    style: str
    letter: str
    quotes: int


def voices(quotes: Iterable[QuoteJson]) -> dict[str, Voice]:
    """The speakers of some quotations by `voice_key`, in order of appearance; those who say most get the colours."""
    found = list(quotes)
    counts = Counter(voice_key(quote) for quote in found)
    attributed = [key for key, _ in counts.most_common() if key != NOBODY]
    coloured = set(attributed[:COLOURS])
    result: dict[str, Voice] = {}
    taken = 0
    for quote in found:
        key = voice_key(quote)
        if key in result:
            continue
        style, letter = _PLAIN, ""
        if key in coloured:
            style, letter = f"s{taken}", _LETTERS[taken]
            taken += 1
        speaker = quote.get("speaker") or {}
        result[key] = Voice(speaker_name(quote), speaker.get("id"), style, letter, counts[key])
    return result


def voice_key(quote: QuoteJson) -> str:
    """What makes two quotations of one page the same speaker's: the id in the store, else the name as printed."""
    speaker = quote.get("speaker") or {}
    return str(speaker.get("id") or speaker_name(quote))
