"""What is looked for by leaps, or by the words of a text, is found wherever the plain expression finds it, and nowhere
else."""

from __future__ import annotations

import random
import re
from pathlib import Path

from quotes.coreference import capitals, foreign_bodies, roles
from quotes.coreference.document_mentions import document_mentions, families_of_documents
from quotes.text import masking

SEEDS = [path.read_text("utf-8") for path in sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))]


def texts(pieces: list[str], number: int = 4_000) -> list[str]:
    chance = random.Random(7)
    made = (
        "".join(chance.choice(pieces) + chance.choice(("", " ", " ", "-")) for _ in range(chance.randint(1, 9)))
        for _ in range(number)
    )
    return [*SEEDS, *(text.upper() for text in SEEDS), *made]


def test_runs_of_capitals() -> None:
    some = "al- bin- an- xal- Roe A. St. McAb O’Brien ’Brien ’ ' ( “ ” & , Jr Jr. x É al-Assad 1 _ The ¡ \u0301 ."
    pieces = [*capitals._PARTICLES.split("|"), *some.split(" ") * 2, "  ", "   ", "\u00a0", "\n"]
    for text in texts(pieces, 20_000):
        half = len(text) // 2
        for start, end in ((0, len(text)), (half // 2, half)):
            found = [run.span() for run in capitals.runs(text, start, end)]
            assert found == [run.span() for run in capitals._RUN.finditer(text, start, end)], text[:80]


def test_documents() -> None:
    nouns = sorted(families_of_documents(), key=len, reverse=True)
    plain = re.compile(rf"(?<![\w’'-])({'|'.join(nouns)})\b(?![’'-])")
    found = 0
    for text in texts(
        [
            "the",
            "his",
            "report",
            "report.",
            "report.The",
            "reports",
            "e-mail",
            "mail",
            "_",
            "’",
            "a",
            ",",
            "law",
            "suit",
        ]
    ):
        known = {(match.start(), match.group()) for match in plain.finditer(text)}
        mentions = [(end - len(noun), noun) for _, end, noun in document_mentions(text)]
        assert set(mentions) <= known, text[:80]
        found += len(mentions)
    assert found > 400


def test_descriptions() -> None:
    found = 0
    for text in texts(
        ["the", "mayor", "mayor's", "ex-mayor's", "boys", "one", "’tis", "_a", "of", "Mayors", "a", ".", "co-leader"]
    ):
        expected, end = [], 0
        for start in roles._beginnings(text):
            phrase = roles._DESCRIPTION.match(text, start) if start >= end else None
            role = roles.role_of(phrase.group(), start) if phrase is not None else None
            if role is not None:
                end = start + len(role.text)
                expected.append((start, end, role))
        assert roles.descriptions(text) == expected, text[:80]
        found += len(expected)
    assert found > 400


def test_bodies_of_other_languages() -> None:
    pieces = [*foreign_bodies._capitalised()[:20], "The", "de", "la", "Santé", "africaine", "’", "(", "s", ","]
    for text in texts(pieces):
        assert foreign_bodies._opens().search(text) or not foreign_bodies._pattern().search(text), text[:80]


def test_titles_that_the_parser_does_not_know() -> None:
    for text in texts(
        ["1st", "Lt.", "Lt", "Sgt.", "xSgt.", "Roe", "É.", "\xa0", "_Sgt.", "Captains.", "\n", "2nd", "1"]
    ):
        assert masking._MAY_BE_TITLED.search(text) or not masking._TITLED.search(text), text[:80]
