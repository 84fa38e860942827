"""Names beside what somebody is, and names with small words in them; the mention is the words between ⟨ and ⟩."""

from __future__ import annotations

import pytest

from tests.test_whom_it_means import named

BESIDE = (
    ("⟨Her solicitor⟩, Dev Anand of Marsh Lyle LLP, called it “sad”.", "Dev Anand"),
    ("⟨The minister⟩ for heavy industries H.D. Kumarag said it was “sad”.", "H.D. Kumarag"),
    ("⟨Norway’s ambassador⟩ to New Zealand Ida Roe said it was “sad”.", "Ida Roe"),
    ("⟨The BBC’s correspondent⟩ in Peru Ida Roe said it was “sad”.", "Ida Roe"),
    ("Ida Roe left. In Selo, Milka Tvarok, her sister-in-law, wept. “It is sad,” ⟨Tvarok⟩ said.", "Milka Tvarok"),
    ("Wim Roe is dead. His death was told by his daughter Ida Roe, ⟨who⟩ said it was “sad”.", "Ida Roe"),
    ("⟨His rival⟩ and friend Bo Roe, who is 80, called him “sad”.", "Bo Roe"),
    # a body's noun, its name, and what it has afterwards
    ("Bo Roe wrote to the Herald.\n\nThe firm, Norvik Ade, hid. ⟨Its website⟩ said it was “sad”.", "Norvik Ade"),
    # somebody blames another: no body and its accused
    ("⟨Roe⟩ accused Fox of being “sad”. Ida Roe met Bo Fox.", "Ida Roe"),
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

# what one body is for, in a list
FIELDS = (
    ("⟨The Rail, Maritime and Transport Union⟩ said it was “sad”.", "Rail, Maritime and Transport Union"),
    ("⟨A spokesman⟩ for the Department for Environment, Food and Rural Affairs said it was “sad”.",
     "Department for Environment, Food and Rural Affairs"),
    ("⟨The Bureau of Alcohol, Tobacco, Firearms and Explosives⟩ said it was “sad”.",
     "Bureau of Alcohol, Tobacco, Firearms and Explosives"),
    ("Ida Roe of the Culture, Media and Sport Committee came. “It is sad,” ⟨the committee⟩ said.",
     "Culture, Media and Sport Committee"),
    ("“It is sad,” said ⟨Tram, Rail and Bus Union secretary Bo Roe⟩.", "Bo Roe"),
    # a body called after somebody with a title, and somebody whose family name is a body's word
    ("“It is sad,” said ⟨the Sir Bo Trust⟩.", "Sir Bo Trust"),
    ("“It is sad,” said ⟨Lady Grace Church⟩.", "Grace Church"),
    ("Ida Roe, Bo Fox and Ana Lee of the Bus Union came. “It is sad,” ⟨the union⟩ said.", "Bus Union"),
)  # fmt: skip


@pytest.mark.parametrize(("marked", "name"), (*BESIDE, *SMALL_WORDS, *FIELDS))
def test_the_name_beside(marked: str, name: str | None) -> None:
    assert named(marked) == name
