"""Titles with a full stop, before a name: the mention is whole and the name is free of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.engine import extract
from quotes.lexicon import words
from quotes.text.masking import masked_paragraphs
from quotes.text.quotation_marks import quoted_spans

FORMS = (
    "“It rained,” said {} Nora Wells.",
    "“It rained,” {} Nora Wells said on Friday.",
    "“It rained,” {} Nora Wells of the mountain guard told the council on Friday.",
    "{} Nora Wells told the council: “It rained.”",
)
TITLES = (
    *("Sgt.", "Capt.", "Lt.", "Lt. Gov.", "Lt. Col.", "Det. Supt.", "Insp.", "Cpl.", "Pte.", "Cmdr.", "Asst. Chief"),
    *("1st Lt.", "Staff Sgt.", "Atty. Gen.", "Amb.", "Ald.", "Cllr.", "Coun.", "Pres.", "Sec.", "Fr.", "Msgr.", "Ven."),
    *("Engr.", "Mx.", "Sr.", "Tpr.", "Assistant U.S. Attorney", "police Sgt.", "U.S. Navy Capt."),
)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("form", FORMS)
def test_a_dotted_title_neither_ends_the_sentence_nor_stays_in_the_name(form: str, title: str) -> None:
    text = form.format(title)
    (quote,) = extract(text[0].upper() + text[1:])
    assert quote.speaker is not None
    assert quote.speaker.name == "Nora Wells"
    assert "Nora Wells" in quote.speaker.mention.text


def test_senior_behind_a_name_is_no_sisters_title() -> None:
    text = "“It rained,” said Owen Wells Sr. Nora Wells agreed."
    (paragraph,) = masked_paragraphs(text, quoted_spans(text))
    assert "Owen Wells Sr. Nora" in paragraph.text


@given(st.lists(st.sampled_from(sorted(words("dotted_titles"))), min_size=1, max_size=4), st.sampled_from(["", "1st "]))
def test_what_the_parser_reads_is_as_long_as_what_was_written(titles: list[str], before: str) -> None:
    text = "He saw " + before + " ".join(title.capitalize() + "." for title in titles) + " Nora Wells go."
    assert all(
        len(paragraph.text) == paragraph.end - paragraph.start
        for paragraph in masked_paragraphs(text, quoted_spans(text))
    )


TITLES_IN_NAMES = [
    ("“I stayed at home,” Prince Oskar said. “It was late,” he added.", ["Prince Oskar", "Prince Oskar"]),
    ("“We pray for them,” said Pope Benignus on Sunday.", ["Pope Benignus"]),
    ("Queen Ilse of Norland smiled. “Thank you,” Ilse said.", ["Queen Ilse"]),
    ("“We waited,” said Sister Agnes.", ["Sister Agnes"]),
    # before a full name a title is one like any other, and so is what is neither royal nor clerical
    ("“No,” said Prince Oskar Lund.", ["Oskar Lund"]),
    ("“No,” said Father Jan Kowal. “Never,” Kowal said.", ["Jan Kowal", "Jan Kowal"]),
    ("“No,” said Captain Lund.", ["Lund"]),
]


@pytest.mark.parametrize(("text", "names"), TITLES_IN_NAMES)
def test_a_title_of_royalty_or_clergy_stays_in_a_name_of_one_word(text: str, names: list[str]) -> None:
    assert [quote.speaker and quote.speaker.name for quote in extract(text)] == names
