"""A reading: what is extracted and what is explained are views of one and the same thing."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

import quotes
from quotes import Document, Extractor, Reading
from quotes.attribution.rules import RULES
from quotes.explanation import Explanation
from quotes.models import Extraction

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared" / "eval"
SEEDS = HERE / "gold" / "seeds.jsonl"


def articles(path: Path) -> list[Document]:
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Document(record["id"], record["text"]) for record in map(json.loads, lines)]


GOLD = [
    *articles(SEEDS),
    *articles(SHARED / "polnear-dev.jsonl"),
    *articles(SHARED / "web-dev.jsonl"),
    *(Document(f"style-{n}", text) for n, text in enumerate((HERE / "gold" / "styles.txt").read_text().split("\n\n"))),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def check(extraction: Extraction, explained: list[Explanation]) -> None:
    """What is explained as decided is what is extracted, span by span."""
    text = extraction.document.text
    given = {quote.id: quote for quote in extraction.quotes}
    told = {one.quote.id: one.quote for one in explained if one.quote is not None}
    assert told == given
    for one in explained:
        assert text[one.span.start : one.span.end] == one.span.text
        assert one.why.endswith((".", "?", "!", "”"))
        assert [step.rule for step in one.rules] == [rule.name for rule in RULES]
        assert all((step.found is None) != (step.miss is None) for step in one.rules)
        holding = [
            quote
            for quote in extraction.quotes
            if any(part.overlaps(one.span.start, one.span.end) for part in quote.parts)
        ]
        if one.quote is None:
            assert one.outcome == "not a quotation"
            assert holding == []
            assert not any(step.decided for step in one.rules)
            continue
        assert one.quote in holding
        speaker = one.quote.speaker
        assert one.outcome == ("attributed" if speaker else "unattributed")
        if speaker is None:
            assert not any(step.decided for step in one.rules)
            assert one.likeliest is not None
            assert one.likeliest.mention_confidence < one.threshold
        else:
            assert tuple(step.at for step in one.naming) == speaker.chain
            assert all(step.why for step in one.naming)
            assert one.quote.mention_confidence >= one.threshold
            assert 0 < one.quote.confidence <= one.quote.mention_confidence
            chance = "right with a chance of 0.31: one under 0.40 is not given."
    assert one.why == f"“Ana Lopez” is the likeliest speaker, and {chance}"
    assert one.evidence
    check(extractor.extract(text), [one])


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "Ana Lopez spoke. “We stay,” she said.",
            [("she", "the person it fits who is spoken of most here"), ("Ana Lopez", "the fullest name it gives")],
        ),
        (
            "Ana Lopez spoke. Lopez is 44. She smiled. “We stay,” she said.",
            [
                ("she", "the person it fits who is spoken of most here"),
                ("Lopez", "where the article last named them before"),
                ("Ana Lopez", "the fullest name it gives"),
            ],
        ),
        (
            "Mayor Ana Lopez came. “We stay,” the mayor said.",
            [("the mayor", "the article calls them so"), ("Ana Lopez", "the fullest name it gives")],
        ),
        ("“We stay,” they said.", [("they", "a pronoun that fits nobody named; no name is given")]),
        ("“We stay,” residents said.", [("residents", "a description of nobody named; no name is given")]),
    ],
)
def test_the_steps_from_the_mention_to_the_name_have_their_reasons(
    extractor: Extractor, text: str, steps: list[tuple[str, str]]
) -> None:
    (one,) = extractor.explain(text)
    assert [(step.at.text, step.why) for step in one.naming] == steps


def test_a_refusal_names_what_told_against_the_words(extractor: Extractor) -> None:
    (one,) = extractor.explain("The word “bridge” has six letters.")
    assert one.evidence
    weights = [weight for _, weight in one.evidence]
    assert weights == sorted(weights)
    assert max(weights) < 0


def test_a_reading_is_public_and_frozen_and_outlasts_other_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“We will rebuild it,” Ana Lopez said. She saw “The Long Night”."
    reading = quotes.read(text)
    assert isinstance(reading, Reading)
    with pytest.raises(dataclasses.FrozenInstanceError):
        reading.spans = ()  # type: ignore[misc]
    monkeypatch.setattr("quotes.attribution.parser.KEPT_WORDS", 0)
    extractor = Extractor()
    for n in range(3):
        extractor.extract(f"“Zq{n}xv glorps the brimble{n},” Wibo Knarf{n} said.")
    parse = reading.parses[0]
    assert parse is not None
    assert [token.text for token in parse if token.pos_ == "PROPN"][:2] == ["Ana", "Lopez"]
    assert [reading.text[span.start : span.end] for span in reading.spans] == ["We will rebuild it,", "The Long Night"]
    assert [one.number for one in reading.parsed_quotes] == [0, 1]
    assert set(reading.refusals) | {n for judged in reading.quotations for n in judged.spans} == {0, 1}
    assert reading.extraction.quotes == extractor.extract(text).quotes
    assert [person.name for person in reading.people.people] == ["Ana Lopez"]
