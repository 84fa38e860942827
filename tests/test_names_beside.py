"""Names beside what somebody is, and names with small words in them; the mention is the words between ⟨ and ⟩."""

from __future__ import annotations

import pytest

from tests.test_whom_it_means import named

BESIDE = (
    ("⟨Her solicitor⟩, Dev Anand of Marsh Lyle LLP, called it “sad”.", "Dev Anand"),
    ("⟨The minister⟩ for heavy industries H.D. Kumarag said it was “sad”.", "H.D. Kumarag"),
    ("Ida Roe left. In Selo, Milka Tvarok, her sister-in-law, wept. “It is sad,” ⟨Tvarok⟩ said.", "Milka Tvarok"),
    # of whom the office is held is no name beside it
    ("⟨The minister⟩ for Abe Roe said it was “sad”.", None),
)

SMALL_WORDS = (
    ("“It is sad,” said ⟨Samuel ole Ntutu⟩.", "Samuel ole Ntutu"),
    ("Samuel ole Ntutu came. “It is sad,” said ⟨Mr Ntutu⟩.", "Samuel ole Ntutu"),
    ("Eng Samuel ole Ntutu came. “It is sad,” said ⟨Mr Ntutu⟩.", "Samuel ole Ntutu"),
    ("“It is sad,” said ⟨Ngozi wa Tvarok⟩.", "Ngozi wa Tvarok"),
    ("“It is sad,” said ⟨Puan Siti binti Tvarok⟩.", "Siti binti Tvarok"),
    ("Ng Eng Hen came. “It is sad,” said ⟨Ng⟩.", "Ng Eng Hen"),
)


@pytest.mark.parametrize(("marked", "name"), (*BESIDE, *SMALL_WORDS))
def test_the_name_beside(marked: str, name: str | None) -> None:
    assert named(marked) == name
