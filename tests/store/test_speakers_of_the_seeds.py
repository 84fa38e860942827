"""The five seed articles, read by the engine: every spelling brings the same quotes, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quotes.engine import Extractor
from quotes.io.ingest import ingest
from quotes.models import RawArticle
from quotes.store import Store, open_store, speakers
from tests.store.people_made import words_by

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
LUKASHENKO = (
    "Alexander Lukashenko", "Aleksandr Lukashenko", "Alyaksandr Lukashenka", "Lukashenko", "Lukashenka", "Loukachenko"
)  # fmt: skip
TIKHANOVSKAYA = (
    "Svetlana Tikhanovskaya", "Svetlana Tijanóvskaya", "Sviatlana Tsikhanouskaya", "Tikhanovskaya", "Tijanóvskaya",
    "Tsikhanouskaya",
)  # fmt: skip
# how each of her six quotes begins
SHE_SAID = (
    "Fate decreed",
    "I am ready",
    "Belarusians will never",
    "political transition",
    "I’m very sorry",
    "Any agreements",
)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('seeds') / 'store.db'}")
    raw = (RawArticle(id=path.stem, text=path.read_text(encoding="utf-8")) for path in SEEDS)
    assert len(list(ingest(store, Extractor(), raw))) == 5
    yield store
    store.close()


def said(store: Store, name: str) -> set[str]:
    with store.read() as connection:
        (one,) = speakers.resolve(connection, name).speakers
        return words_by(connection, one.pk)


@pytest.mark.parametrize("name", TIKHANOVSKAYA)
def test_her_quotes_by_each_spelling(seeded: Store, name: str) -> None:
    quotes = said(seeded, name)
    assert len(quotes) == len(SHE_SAID)
    assert all(any(quote.startswith(beginning) for quote in quotes) for beginning in SHE_SAID)


@pytest.mark.parametrize("name", LUKASHENKO)
def test_his_quotes_by_each_spelling(seeded: Store, name: str) -> None:
    quotes = said(seeded, name)
    assert quotes == said(seeded, LUKASHENKO[0])
    # from three articles that spell him three ways
    for beginning in (
        "Thank you, I have said everything",
        "sheep managed from abroad",
        "There is a need to contact Putin",
    ):
        assert any(quote.startswith(beginning) for quote in quotes)
    assert not any(quote.startswith(hers) for quote in quotes for hers in SHE_SAID)


def test_the_kremlin_and_belta_are_organizations(seeded: Store) -> None:
    with seeded.read() as connection:
        for query in ("the Kremlin", "BelTA", "Belarusian state news agency BelTA"):
            (one,) = speakers.resolve(connection, query).speakers
            assert one.type == "organization"
