"""The parser that is stepped from here parses as spaCy's own does, whatever stands in a batch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from quotes.attribution.parser import load
from quotes.attribution.parser_steps import SteppingParser, is_known, step_from_here

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
LINES = [line for seed in SEEDS for line in seed.read_text("utf-8").splitlines() if line.strip()]
ODD = ["", "“", "It rained.\n", " ", "No", "-", "a " * 300, "Why? Because. He said so: yes!", ". . ."]


def read(nlp: Language, texts: list[str]) -> list[Doc]:
    """Documents as they come to the parser."""
    docs = [nlp.make_doc(text) for text in texts]
    vectors = nlp.get_pipe("tok2vec")
    vectors.set_annotations(docs, vectors.predict(docs))
    return docs


def parsed(doc: Doc) -> list[tuple[Any, ...]]:
    return [(token.head.i, token.dep_, token.is_sent_start) for token in doc]


def test_the_pipeline_steps_its_parser_from_here() -> None:
    assert "parser" not in load().pipe_names
    assert "quotes_stepping_parser" in load().pipe_names


def test_every_parse_is_spacys_own() -> None:
    nlp = load()
    parser = nlp.get_pipe("parser")
    stepping = SteppingParser(parser)
    for texts in (LINES, ODD, [LINES[0]], ["", ""], LINES[3:5] + ODD):
        ours, theirs = read(nlp, texts), read(nlp, texts)
        assert list(stepping.pipe(ours, batch_size=16)) == ours, "documents come back in their order"
        list(parser.pipe(theirs, batch_size=64))
        assert [parsed(doc) for doc in ours] == [parsed(doc) for doc in theirs]
    (alone,), (own,) = read(nlp, LINES[:1]), read(nlp, LINES[:1])
    assert parsed(stepping(alone)) == parsed(parser(own))


def test_a_parser_that_is_not_known_is_left_as_it_is() -> None:
    nlp = load()
    blank = spacy.blank("en")
    assert step_from_here(blank).pipe_names == []
    recogniser = blank.add_pipe("ner")
    assert not is_known(recogniser)
    parser = nlp.get_pipe("parser")
    assert is_known(parser)
    width = parser.cfg["beam_width"]
    try:
        parser.cfg["beam_width"] = 4
        assert not is_known(parser)
    finally:
        parser.cfg["beam_width"] = width
