"""Whom the words of news mean: "the Italian", "the elder Roe"; the mention is the words between ⟨ and ⟩."""

from __future__ import annotations

import pytest

from tests.test_whom_it_means import named

NATIVES = (
    ("Hull boss Marco Tassi was cross. “A foul,” said ⟨the Italian⟩. “I saw it.”", "Marco Tassi"),
    ("Fund chief Jan Halas was calm. ⟨The Pole⟩, who came by train, added: “We wait.”", "Jan Halas"),
    ("Rower Ines Gade lost. “My arms went,” joked ⟨the Dane⟩.", "Ines Gade"),
    ("Batter Nimal Perera made 90. “I ran well,” said ⟨the Sri Lankan⟩.", "Nimal Perera"),
    # whom the article says is from there, however much another is spoken of
    (
        "American Joy Whitlow beat Kazakh Dana Aben in an hour. “She hits hard,” Whitlow said. “I was cross,”"
        " said ⟨the Kazakh⟩.",
        "Dana Aben",
    ),
    ("Italy's Ada Roi beat Jo Lund. Lund was calm. “I flew,” said ⟨the Italian⟩.", "Ada Roi"),
    ("Jo Lund lost to Ada Roi of Spain. Lund was calm. “I flew,” said ⟨the Spaniard⟩.", "Ada Roi"),
    # a people and a country are nobody
    ("Jo Lund sat down. “We strike,” ⟨the French⟩ said.", None),
    ("Jo Lund sat down. “We strike,” say ⟨the Italians⟩.", None),
)


@pytest.mark.parametrize(("marked", "name"), NATIVES)
def test_one_called_by_a_country(marked: str, name: str | None) -> None:
    assert named(marked) == name
