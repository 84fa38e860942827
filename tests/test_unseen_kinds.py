"""Kinds met in news written blind: whom a mention means; the mention is the words between ⟨ and ⟩."""

from __future__ import annotations

import pytest

from tests.test_whom_it_means import named

# what an office is of stands before the name, and is no part of it
OF_A_FIELD = (
    ("Minister of Housing Ida Ramkiss knew. Bo Fox came. “It is sad,” ⟨the minister⟩ said.", "Ida Ramkiss"),
    ("Minister of Rail and Ports Raed Abu Tvarok knew. Bo Fox came. “It is sad,” ⟨the minister⟩ said.",
     "Raed Abu Tvarok"),
    ("Minister for Culture, Heritage and the Arts Grace Oyelu knew. Bo Fox came. “Sad,” ⟨the minister⟩ said.",
     "Grace Oyelu"),
    ("Secretary of State for Trade Ida Roe knew. Bo Fox came. “It is sad,” ⟨the secretary⟩ said.", "Ida Roe"),
    ("“It is sad,” said ⟨MP for Tvarokville Hector Roe⟩.", "Hector Roe"),
    ("⟨Senator for Upper Selo Bridget Roe⟩ said it was “sad”.", "Bridget Roe"),
    ("⟨Councillor for the ward⟩ Akeem Tvarok said it was “sad”.", "Akeem Tvarok"),
    ("“It is sad,” said ⟨the Liberal MP Jasvir Tvarok⟩. “Very,” said Tvarok.", "Jasvir Tvarok"),
    ("“It is sad,” said ⟨the Grace Oyelu Foundation⟩.", "Grace Oyelu Foundation"),
)  # fmt: skip

SAINTS = (
    ("“It is sad,” said ⟨Monique St. Clair⟩.", "Monique St. Clair"),
    ("Akeem St John came. “It is sad,” ⟨he⟩ said.", "Akeem St John"),
    ("“It is sad,” said ⟨Investor Odile Ste. Marie⟩.", "Odile Ste. Marie"),
)

# two offices of one person before the name
TWO_OFFICES = (
    ("“It is sad,” ⟨managing director⟩ and chief executive officer Bo V. Roe told analysts.", "Bo V. Roe"),
    ("In a post ⟨co-founder⟩ and CEO Ida Roe says it is “sad”.", "Ida Roe"),
    ("“It is sad,” ⟨chairman⟩, president and chief executive Ida Roe told analysts.", "Ida Roe"),
    ("“It is sad,” ⟨the mayor⟩ and President Ida Roe told analysts.", None),
    ("⟨Her ex-husband⟩ and former drummer, Bo Roe, said it was “sad”.", "Bo Roe"),
    ("From the floor, ⟨the Rev⟩. Dr. Ida May Roe, one of 70, told them it was “sad”.", "Ida May Roe"),
)

OPENINGS = (
    ("Contacted for comment, Ida Roe hid. “It is sad,” ⟨she⟩ said.", "Ida Roe"),
    ("TVAROK — A ministry knew. “It is sad,” ⟨the ministry⟩ said.", None),
)

# "he said" tells of somebody whose name does not that "she" is another
CALLED_BEFORE = (
    (
        "Ida Roe plays. Her producer, Quill Tvarok, wept. “It is sad,” he said.\n\nIt rained. “Sad,” ⟨she⟩ said.",
        "Ida Roe",
    ),
    ("Bo Roe plays. A guest, Quill Tvarok, wept. “It is sad,” she said.\n\nIt rained. “Sad,” ⟨he⟩ said.", "Bo Roe"),
    ("Ida Roe plays. Her former husband and drummer, Quill Tvarok, hid. “It is sad,” ⟨she⟩ said.", "Ida Roe"),
)

# who is named in the speech, who makes such works, who was named bare just before
WHO_ELSE = (
    ("The critic Ida Roe came. Mia Fox, whose novel won, wept. Roe slept. “Ida is mad,” ⟨she⟩ said.", "Mia Fox"),
    ("Ida Roe’s fourth album is out. Mia Fox drums. Fox sat. “It is sad,” ⟨the singer⟩ said.", "Ida Roe"),
    ("Ida Roe wept. Her film won. Mia Fox, a critic, hid. “It is sad,” ⟨the director⟩ said.", "Ida Roe"),
    ("Bo Fox, a critic, slept. Not so fast, says Tvar Minh. ⟨The glaciologist⟩ told us it was “sad”.", "Tvar Minh"),
    ("Bo Fox slept. Ida Roe, a baker, woke. ⟨The glaciologist⟩ told us it was “sad”.", None),
    ("Bo Fox met the bank’s Odd Tvarok. The Norwegian Odd Tvarok hid. ⟨The Norwegian⟩ has said it is “sad”.",
     "Odd Tvarok"),
    ("German minister Bo Fox met Arne Roe. ⟨The Swede⟩ has called it “sad”.", "Arne Roe"),
    ("MP Dmitri Roe, who heads the panel, disagreed. “It is sad,” ⟨she⟩ said.", "Dmitri Roe"),
    ("Mr Dmitri Roe, who heads the panel, disagreed. “It is sad,” ⟨she⟩ said.", None),
)  # fmt: skip

TABLES = (*WHO_ELSE, *OF_A_FIELD, *SAINTS, *TWO_OFFICES, *OPENINGS, *CALLED_BEFORE)


@pytest.mark.parametrize(("marked", "name"), TABLES)
def test_whom_it_means(marked: str, name: str | None) -> None:
    assert named(marked) == name
