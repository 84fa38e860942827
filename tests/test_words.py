"""What a word is, and for whom."""

from __future__ import annotations

import re

import pytest

from quotes.matching.verify import compare
from quotes.text import words
from quotes.text.words import SEARCHED, SPOKEN, WRITTEN


def test_the_table_of_the_docstring_is_true() -> None:
    lines = [line.split("|")[1:-1] for line in (words.__doc__ or "").splitlines() if line.startswith("|")]
    sample = lines[0][1].strip(" “”")
    told = {cells[0].strip(" `"): [word.strip() for word in cells[1].split(",")] for cells in lines[2:]}
    patterns = {name: value for name, value in vars(words).items() if isinstance(value, re.Pattern)}
    assert told == {name: pattern.findall(sample) for name, pattern in patterns.items()}


@pytest.mark.parametrize("pattern", [SEARCHED, SPOKEN, WRITTEN])
def test_letters_of_every_script_are_words(pattern: re.Pattern[str]) -> None:
    assert pattern.findall("Łukasz Ångström, Мінск; 漢字 ٣") == ["Łukasz", "Ångström", "Мінск", "漢字", "٣"]


def test_a_hyphen_more_or_less_alters_no_quotation() -> None:
    assert compare("a well known man of no means", "A well-known man of no means").status == "verbatim"
