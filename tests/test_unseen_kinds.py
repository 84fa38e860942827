"""Kinds met in news written blind: whom a mention means; the mention is the words between ⟨ and ⟩."""

from __future__ import annotations

import pytest

from quotes import Extractor
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

# whoever is brought in as one of that name
OF_THAT_NAME = (
    ("Bo Fox left. He was calm. A Canadian named Akeem Roe sighed. “It tells you,” ⟨he⟩ said.", "Akeem Roe"),
    ("Bo Fox left. He was calm. The engineer, a Canadian called Akeem Roe, sighed. “It tells you,” ⟨he⟩ said.",
     "Akeem Roe"),
    ("Bo Fox left. The engineer in charge of the drill, a Canadian named Akeem Roe, sighed. “It tells you,”"
     " ⟨he⟩ said.", "Akeem Roe"),
)  # fmt: skip

# names that end as titles do, and offices with capitals
NAMED_SO = (
    ("Survivor Rokeyana Begum, 45, wept. “It is sad,” ⟨she⟩ said.", "Rokeyana Begum"),
    ("“It is sad,” said ⟨Farhanul Shaikh⟩.", "Farhanul Shaikh"),
    ("⟨Co-founder⟩ and Chief Executive Jaewoo Roe, in a post, called it “sad”.", "Jaewoo Roe"),
    ("Lady (Maud) Penrowe, who has died, was a spy. “It is sad,” ⟨she⟩ once said.", "Maud Penrowe"),
    ("Ida Roe sang. ⟨The band’s drummer⟩, the great Kofi Tvar, who plays on it, called her “sad”.", "Kofi Tvar"),
    ("Ida Roe wrote to the staff, and the Herald got hold of her letter. “It is sad,” ⟨it⟩ read.", "Ida Roe"),
    ("⟨Her opponent⟩ in May, state Sen. Bo Roe, called it “sad”.", "Bo Roe"),
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

# who speaks for a body with "of" or "for" in its name
SPOKESPEOPLE = (
    ("⟨A Ministry of Ports spokesman⟩ said it was “sad”.", "Ministry of Ports"),
    ("“It is sad,” ⟨a Department for Ports spokeswoman⟩ said.", "Department for Ports"),
    ("⟨The Bank of Tvarok spokesperson⟩ said it was “sad”.", "Bank of Tvarok"),
    ("Ida Roe came. ⟨The mayor of Selo spokesman⟩ Bo Fox said it was “sad”.", "Bo Fox"),
)

# "who" behind a description that stands behind a name
BEHIND_THE_NAME = (
    ("One vote came from Bo Tvarok, a retired baker, ⟨who⟩ called it “sad”.", "Bo Tvarok"),
    ("They met Ida Tvarok, 41, the owner, ⟨who⟩ called it “sad”.", "Ida Tvarok"),
    ("They met Ida Tvarok, who had a baker ⟨who⟩ called it “sad”.", None),
)

# the club whose manager somebody is does not speak as "the Swede"
TEAMS = (
    ("Harrow boss Pia Tvarok, in her first season in Wales, praised Josh Abara. “He is 19,” ⟨the Swede⟩ said.",
     "Pia Tvarok"),
    ("Harrow captain Bo Tvarok was sad. “It is sad,” ⟨he⟩ said.", "Bo Tvarok"),
)  # fmt: skip

# an office announces, then whoever holds it is named and speaks
ANNOUNCED = (
    ("A ban will come, the education minister announced.\n\nIda Tvarok said it was time. “It is,” ⟨the minister⟩ said. "
     "Bo Fox, a pupil, wept.", "Ida Tvarok"),
    ("A ban will come, the judge announced.\n\nIda Tvarok said it was time. “It is,” ⟨the judge⟩ said. "
     "Bo Fox, a pupil, wept.", None),
    ("A ban will come, the education minister announced.\n\nIda Tvarok, a baker, said it was time. “It is,” "
     "⟨the minister⟩ said. Bo Fox, a pupil, wept.", None),
)  # fmt: skip

TABLES = (
    *ANNOUNCED,
    *SPOKESPEOPLE,
    *BEHIND_THE_NAME,
    *TEAMS,
    *NAMED_SO,
    *WHO_ELSE,
    *OF_A_FIELD,
    *SAINTS,
    *TWO_OFFICES,
    *OF_THAT_NAME,
    *OPENINGS,
    *CALLED_BEFORE,
)


@pytest.mark.parametrize(("marked", "name"), TABLES)
def test_whom_it_means(marked: str, name: str | None) -> None:
    assert named(marked) == name


# whose the last quotation of each text is
SAID_BY = (
    # an outlet passes on what somebody says
    ("Ida Roe on Sunday stressed that the piers are “in safe hands” despite a flood, the Selo News Agency reported.",
     "Ida Roe"),
    ("Bo Fox told ministers that the pier was “a disgrace”, the Tvarok news agency reported.", "Bo Fox"),
    ("Bo Fox said on Monday the pier was “a disgrace”, according to the state news agency.", "Bo Fox"),
    # the reporter sets one against another
    ("Ida Roe said it would open 14 sheds by May, though farmers called the plan “a drop in the sea”.", None),
    ("Ida Roe said the town would mend the pier, while Bo Fox called it “a disgrace”.", "Bo Fox"),
    ("A complaint says Bo Fox had a rusty knife and told the crew they were “cats or dogs”.", "Bo Fox"),
    # what somebody calls it, of whom the report does not tell
    ("A study found a loss of ten million, a sum that its lead author, Ida Roe, called “obscene”.", "Ida Roe"),
    ("A report found a loss of ten million, a sum that the mayor, Ida Lee, called “obscene”.", "Ida Lee"),
    ("A report found a loss of ten million that was called “obscene” by Ida Roe.", "Ida Roe"),
    # a question answered by a gesture and words
    ("Ida Roe won. Asked if he would go on, Bo Fox shrugged. “Who knows?”", "Bo Fox"),
    ("Bo Fox met Ida Roe. Pressed on the price, she smiled. “Less than you think.”", "Ida Roe"),
    # verbs that report before "that" alone
    ("Lawyer Bo Fox submitted that the drains were dry and that “all of them were clean”.", "Bo Fox"),
    # a verb before whom it introduces
    ("“It rained,” said Ida Roe. Added her brother, Bo Roe: “It poured.”", "Bo Roe"),
    # whom a helper speaks for
    ("Bo Fox, the chairman, hid. Speaking through his lawyer, Mr. Tom Roe, the weary chairman said it was “sad”.",
     "Bo Fox"),
    # a verb taken for a participle
    ("Selo governor Bo Fox hid. The 50-year-old lawyer called Tvarok “a fireman who sells matches”.", "Bo Fox"),
    # a body by its noun, and one that has just acted
    ("Ida Roe left Norvik Foods. Norvik Foods denied it. “Talks go on,” a company spokesperson said.", "Norvik Foods"),
    ("Bo Fox wrote to Selo Borough Council. Last night the council caved in after that.\n\nA spokesman said: “Sorry.”",
     "Selo Borough Council"),
)  # fmt: skip


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(("text", "name"), SAID_BY)
def test_who_says_it(extractor: Extractor, text: str, name: str | None) -> None:
    quote = extractor.extract(text).quotes[-1]
    assert (quote.speaker.name if quote.speaker else None) == name
