"""The engine on articles of our own making, one for each way that news is written and broken on the way here."""

from pathlib import Path

import pytest

from quotes import Extractor
from quotes.evaluation.matching import same_name

STYLES = Path(__file__).parent / "gold" / "styles.txt"
FLOOR_FOUND = 0.97
FLOOR_NAMED = 0.95


def articles() -> dict[str, tuple[str, list[tuple[str, str | None]]]]:
    """Article name -> its text and, in order, each quotation's first words and its speaker's name."""
    result = {}
    for block in STYLES.read_text("utf-8").split("\n=== ")[1:]:
        name, _, rest = block.partition("\n")
        text, _, table = rest.partition("\n---\n")
        rows = [line.split(" => ") for line in table.splitlines() if " => " in line]
        result[name] = (text, [(words, None if who == "-" else who) for words, who in rows])
    return result


@pytest.fixture(scope="module")
def outcomes() -> list[tuple[str, str, str]]:
    """(article, what is wrong or "right", words) for every quotation wanted or given."""
    extractor = Extractor()
    result = []
    for name, (text, wanted) in articles().items():
        given = [(part.text, quote) for quote in extractor.extract(text).quotes for part in quote.parts]
        for words, who in wanted:
            match = next((pair for pair in given if pair[0].startswith(words)), None)
            if who == "*":
                given = [pair for pair in given if pair is not match]
                continue
            if match is None:
                result.append((name, "missed", words))
                continue
            given.remove(match)
            said = match[1].speaker.name if match[1].speaker else None
            if who is None:
                right = said is None
            else:
                right = said is not None and same_name(who, said) and len(said.split()) >= len(who.split()[:2])
            result.append((name, "right" if right else f"named {said} for {who}", words))
        result.extend((name, "no quotation", words) for words, _ in given)
    return result


def test_quotations_are_found_and_nothing_else(outcomes: list[tuple[str, str, str]]):
    wrong = [outcome for outcome in outcomes if outcome[1] in ("missed", "no quotation")]
    assert len(wrong) <= (1 - FLOOR_FOUND) * len(outcomes), wrong


def test_speakers_are_named(outcomes: list[tuple[str, str, str]]):
    wrong = [outcome for outcome in outcomes if outcome[1] != "right"]
    assert len(wrong) <= (1 - FLOOR_NAMED) * len(outcomes), wrong
