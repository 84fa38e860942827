"""The figures of an evaluation told apart: by rule, by kind, by length, by who the mention is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from quotes.attribution.confidence import mention_kind
from quotes.evaluation.metrics import Gold, claims, verdicts
from quotes.models import Quote


def _length(quote: Quote) -> str:
    count = len(quote.text.split())
    return "1-2 words" if count <= 2 else "3-5 words" if count <= 5 else "6-15 words" if count <= 15 else "16 and more"


def _mention(quote: Quote) -> str:
    if quote.speaker is None or quote.speaker.mention is None:
        return "none"
    return mention_kind(quote.speaker.mention.text)


# here: what figures are broken down by, no words of a text
KEYS: dict[str, Callable[[Quote], str]] = {
    "rule": lambda quote: quote.rule or "unattributed",
    "kind": lambda quote: quote.kind,
    "length": _length,
    "mention": _mention,
    "repairs": lambda quote: ", ".join(quote.repairs) or "none",
}


@dataclass(slots=True)
class Row:
    """Of `given` quotations that gold can judge, `right` have their right speaker."""

    given: int = 0
    right: int = 0


class Breakdown:
    """Counts one article after another; `rows(key)` tells the figures apart by one of `KEYS`."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, Row]] = {key: defaultdict(Row) for key in KEYS}

    def add(self, article: Gold, quotes: Sequence[Quote]) -> None:
        """Count one article's quotations, as found, against its gold."""
        for quote, right in zip(quotes, verdicts(article, claims(quotes)), strict=True):
            if right is None:
                continue
            for key, value_of in KEYS.items():
                row = self._rows[key][value_of(quote)]
                row.given += 1
                row.right += right

    def rows(self, key: str) -> Iterator[tuple[str, Row]]:
        """The values of a key with their counts, the commonest first."""
        yield from sorted(self._rows[key].items(), key=lambda item: (-item[1].given, item[0]))
