"""Who says what in articles whose answers were written blind; the floors are no copy of what came out."""

from __future__ import annotations

from pathlib import Path

from quotes import Extractor
from quotes.evaluation.matching import same_name

NEWS = Path(__file__).parent / "gold" / "news.txt"
FLOOR_NAMED = 0.93
FLOOR_PRECISE = 0.96


def rows(table: str) -> list[tuple[str, str]]:
    """Each quotation's first words and whose it is; "-" nobody named, "*" may be given or not."""
    return [(first, who) for first, _, who in (line.partition(" => ") for line in table.splitlines()) if who]


def test_who_says_what() -> None:
    extractor = Extractor()
    wanted = named = right = 0
    wrong: list[str] = []
    for block in NEWS.read_text("utf-8").split("\n=== ")[1:]:
        text, _, table = block.partition("\n")[2].partition("\n---\n")
        parts = {part.start: quote for quote in extractor.extract(text).quotes for part in quote.parts}
        at = 0
        for first, who in rows(table):
            at = max(text.find(first, at), text.find(first))
            quote = parts.get(at)
            said = quote.speaker.name if quote is not None and quote.speaker is not None else None
            if who == "*":
                continue
            wanted += who != "-"
            named += said is not None
            if who != "-" and said is not None and same_name(who, said):
                right += 1
            elif (said, who) != (None, "-"):
                wrong.append(f"{said} for {who}: {first}")
    assert wanted > 1_000
    assert right >= FLOOR_NAMED * wanted, wrong
    assert right >= FLOOR_PRECISE * named, wrong
