"""Whom a pronoun or a surname means: no street, no byline, no bystander; the mention is the words between ⟨ and ⟩."""

from __future__ import annotations

import re
from time import perf_counter

import pytest

import quotes
from quotes.coreference.credits import credit_ranges, inside
from quotes.lexicon import words
from quotes.models import TextRange


def marked_range(marked: str) -> tuple[str, TextRange]:
    """A text without its ⟨ and ⟩, and the mention that stood between them."""
    before, mention, after = re.split("[⟨⟩]", marked)
    return before + mention + after, TextRange(len(before), len(before) + len(mention), mention)


def named(marked: str) -> str | None:
    text, mention = marked_range(marked)
    return quotes.read(text).people.who(mention).name


PLACES = ("Terrace", "Lighthouse", "Trophy", "Reservoir", "Ferry Quay", "Marathon", "Library", "Bridge")


@pytest.mark.parametrize("place", PLACES)
def test_a_place_named_after_somebody_says_nothing(place: str) -> None:
    assert named(f"Ikwo Oyelu works by the Charlotte {place}. “I like it,” ⟨she⟩ said.") == "Ikwo Oyelu"


PEOPLE = (
    # a family name that is a landmark's word is a person's where the person speaks, is so old, or is called by it alone
    ("“I am well,” said Grace Lane. “I swim,” ⟨she⟩ said.", "Grace Lane"),
    ("Tom Beck met Grace Hill, 41. “I swim,” ⟨she⟩ said.", "Grace Hill"),
    ("“I won,” said Tom Beck. Steve Marsh was left fuming. “I was robbed,” ⟨he⟩ said.", "Steve Marsh"),
    ("Grace Park swims. Park is fast. “I train,” ⟨she⟩ said.", "Grace Park"),
    # the subject, though no list knows the name, before a bystander whose name is listed
    ("Ngozi Tvarok bought the mill from Susan Crane in May. “It leaks,” ⟨she⟩ said.", "Ngozi Tvarok"),
    ("“It is cold,” said Elke Tvarok. She learnt from Susan Crane. “I knit,” ⟨she⟩ said.", "Elke Tvarok"),
    # what is kept and called by a name
    ("Elke Tvarok spoke of Molly, her old horse. “I rode her daily,” ⟨she⟩ said.", "Elke Tvarok"),
    ("Elke Tvarok crossed on the Mary Rowan. “I was sick,” ⟨she⟩ said.", "Elke Tvarok"),
    # who wrote the article, took its pictures, or stands in another
    ("By Susan Crane\n\nThe mill belongs to Elke Tvarok.\n\n“It leaks,” ⟨she⟩ said.", "Elke Tvarok"),
    ("Pictures: Susan Crane\n\nThe mill belongs to Elke Tvarok.\n\n“It leaks,” ⟨she⟩ said.", "Elke Tvarok"),
    ("The mill belongs to Elke Tvarok. (Susan Crane/Daily Photo)\n\n“It leaks,” ⟨she⟩ said.", "Elke Tvarok"),
    ("The mill belongs to Elke Tvarok.\n\nRELATED: Susan Crane quits\n\n“It leaks,” ⟨she⟩ said.", "Elke Tvarok"),
)

# titles of other languages tell who is a man and who a woman
TITLES = (
    ("Khin Tvarok took a bag. A sweeper, U Tin Maung, helped. “I sweep,” ⟨she⟩ said.", "Khin Tvarok"),
    ("Sule Tvarok took a bag. A sweeper, Hajia Bala Uche, helped. “I sweep,” ⟨he⟩ said.", "Sule Tvarok"),
    ("Elke Tvarok took a bag. A sweeper, Mzee Odo Uche, helped. “I sweep,” ⟨she⟩ said.", "Elke Tvarok"),
)


@pytest.mark.parametrize(("marked", "name"), PEOPLE + TITLES)
def test_whom_it_means(marked: str, name: str) -> None:
    assert named(marked) == name


CREDITS = (
    ("By Susan Crane and Tom Beck", True),
    ("Words and pictures by Susan Crane", True),
    ("Susan Crane, Chief Political Correspondent", True),
    ("Susan Crane reports from Oslo", True),
    ("Photo: Susan Crane", True),
    ("See also: Why Susan Crane quit", True),
    ("Susan Crane reports to the board every week.", False),
    ("By noon Susan Crane had quit.", False),
    ("Words fail Susan Crane.", False),
    ("More than that, Susan Crane wants the mill.", False),
    ("The editor is Susan Crane.", False),
)


@pytest.mark.parametrize(("line", "credit"), CREDITS)
def test_credits_are_told_from_sentences(line: str, credit: bool) -> None:
    text = f"It rained.\n{line}\nIt rained on."
    at = text.index("Susan")
    assert inside(credit_ranges(text), [at]) == (frozenset((at,)) if credit else frozenset())


def test_credits_cost_no_more_than_a_text_is_long() -> None:
    assert credit_ranges("Photo " * 50_000) == []
    assert credit_ranges("(" * 50_000) == []
    assert len(credit_ranges("By Ana Roe\n" * 20_000)) == 20_000


def test_lists_hold_one_word_a_line() -> None:
    for name in ("landmark_words", "animals"):
        assert all(" " not in word for word in words(name))


TWO_BEARERS = (
    # the one who has just spoken or acted, though another bearer was named first
    (
        "“It snows,” said Ines Marlow, a nurse.\n\n“It thaws,” said Tom Marlow, a miner. “A bit,” ⟨Marlow⟩ added.",
        "Tom Marlow",
    ),
    ("Ines Marlow, 40, left.\n\nTom Marlow, a miner at Pell, disagreed. “It thaws,” ⟨Marlow⟩ said.", "Tom Marlow"),
    ("Tom Marlow and Ines Marlow farm.\n\n“It snows,” said Ines Marlow. “A bit,” ⟨Marlow⟩ said.", "Ines Marlow"),
    ("“It snows,” said Li Wen, a nurse.\n\n“It thaws,” said Li Ming, a miner. “A bit,” ⟨Li⟩ added.", "Li Ming"),
    # kin of the one whom the article is about
    ("Mayor Tom Marlow lost. His daughter, Ines Marlow, cheered. “I go,” ⟨Marlow⟩ said.", "Tom Marlow"),
    # one who is only spoken of
    ("Ines Marlow won on Monday. Voters had ousted Tom Marlow. “I go far,” ⟨Marlow⟩ said.", "Ines Marlow"),
)


@pytest.mark.parametrize(("marked", "name"), TWO_BEARERS)
def test_which_bearer_of_a_surname(marked: str, name: str) -> None:
    assert named(marked) == name


IN_MIND = (
    # of two as present, the nearer
    ("Friends of Ivan Crane wrote to Tom Beck for help. He refused. “I am ill,” ⟨he⟩ said.", "Tom Beck"),
    # the subject of a line without a quotation, though "But" stands before and a preposition after
    (
        "“I dig,” said Ivan Crane, a miner.\n\n“I sing,” said Tom Beck.\n\nBut Mr Crane from Pell Colliery"
        " said it rained.\n\n“It pours,” ⟨he⟩ said.",
        "Ivan Crane",
    ),
    # whose plan it is, though the plan is the subject
    ("Ana Roe is the mayor. Ida Fox met her. The mayor’s plan failed. “I am sad,” ⟨she⟩ said.", "Ana Roe"),
    ("Ida Roe is a vet in Leeds. Ana Fox slept. The vet’s son laughed. “I sing,” ⟨she⟩ said.", "Ida Roe"),
    # whom a sentence presents
    ("“I dig,” said Ivan Crane. The choir’s leader is Tom Beck, who is 29. “I sing,” ⟨he⟩ said.", "Tom Beck"),
)

# the lead tells of somebody whom the next paragraph names, with an age and no trade of their own
NAMED_NEXT = (
    ("⟨A carer⟩ told police it was “wages”.\n\nIda Crane, 58, of Pell, pleaded guilty in Leeds.", "Ida Crane"),
    ("⟨A teacher⟩ called it “a trap”.\n\nTom Beck, 45, taught at Pell High School.", "Tom Beck"),
    ("⟨A nurse⟩ called it “a trap”.\n\nHealth Secretary Tom Beck came to see it.", None),
    ("It rained.\n\n⟨A carer⟩ called it “a trap”.\n\nIt was late.\n\nIda Crane, 58, of Pell, came by.", None),
)  # fmt: skip


@pytest.mark.parametrize(("marked", "name"), (*IN_MIND, *NAMED_NEXT))
def test_who_is_in_mind(marked: str, name: str | None) -> None:
    assert named(marked) == name


def test_the_dead_are_spoken_of() -> None:
    assert named("Ines Marlow’s mill burned the night Susan Crane was killed. “I saw it,” ⟨she⟩ said.") == "Ines Marlow"
    assert named("Susan Crane died in May. “I have had my time,” ⟨she⟩ said in her last letter.") == "Susan Crane"


@pytest.mark.parametrize(
    "line", ["A" * 159, "A." * 79, "Ana " * 39, "By " + "a, " * 50, "photos and " * 14, "senior " * 22]
)
def test_a_line_of_capitals_is_read_in_one_way(line: str) -> None:
    begun = perf_counter()
    credit_ranges(f"{line}\n" * 100)
    assert perf_counter() - begun < 30  # milliseconds; the power of it would not end
