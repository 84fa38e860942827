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
    ("Rower Ines Gade lost. “My arms went,” joked ⟨the 31-year-old Dane⟩.", "Ines Gade"),
    ("Rower Ines Gade lost. “My arms went,” joked ⟨the second-seeded Dane⟩.", "Ines Gade"),
    # a people and a country are nobody
    ("Jo Lund sat down. “We strike,” ⟨the French⟩ said.", None),
    ("Jo Lund sat down. “We strike,” say ⟨the Italians⟩.", None),
)


@pytest.mark.parametrize(("marked", "name"), NATIVES)
def test_one_called_by_a_country(marked: str, name: str | None) -> None:
    assert named(marked) == name


FAMILIES = (
    ("Abe Roe Sr. and Abe Roe Jr. mend nets. “He hums,” said the younger ⟨Roe⟩.", "Abe Roe Jr."),
    ("Abe Roe Sr. and Abe Roe Jr. mend nets. “He sings,” said ⟨Roe Sr.⟩", "Abe Roe Sr."),
    ("Abe Roe, 80, mends nets with Tom Roe, 41, and Ned Roe. Roe sat. “He hums,” said the younger ⟨Roe⟩.", "Tom Roe"),
    ("Ned Roe and his father, Abe Roe, mend nets. “He hums,” the elder ⟨Roe⟩ said.", "Abe Roe"),
    # a family name that stands first, or before the name given at birth
    ("Cheung Wing-kei met Raymond Cheung. Cheung Wing-kei left at once. “Late,” ⟨Cheung⟩ said.", "Cheung Wing-kei"),
    ("Eric Cheung Ho-yin met Ana Roe. Roe left. “Late,” ⟨Cheung⟩ said.", "Eric Cheung Ho-yin"),
    (
        "Nicola and Sean Brierley’s cat is lost. “It slept,” Mrs Brierley said. ⟨Her husband⟩ said: “It ran.”",
        "Sean Brierley",
    ),
)


@pytest.mark.parametrize(("marked", "name"), FAMILIES)
def test_one_of_a_family(marked: str, name: str | None) -> None:
    assert named(marked) == name


BESIDE = (
    ("“It is shut,” said ⟨a spokesman⟩ for the Calder Fund, Jan Halas. “For good.”", "Jan Halas"),
    ("“They idle,” ⟨a lawyer⟩ for the fishermen, Ola Berg, said.", "Ola Berg"),
    # of one person the name behind may be that person's
    ("“They idle,” ⟨a spokesman⟩ for the mayor, Ola Berg, said.", None),
    ("It was a rule ⟨which clerk Ida Lunn⟩ called “a joke”.", "Ida Lunn"),
    ("Jo Lund won the vote in Hull. “I wait,” ⟨the mayor-elect⟩ said. “The mayor goes,” Lund said.", "Jo Lund"),
)


@pytest.mark.parametrize(("marked", "name"), BESIDE)
def test_the_name_beside(marked: str, name: str | None) -> None:
    assert named(marked) == name


KIN_AND_OFFICES = (
    ("Ivan Lunov kept the gate. ⟨His daughter⟩ was silent. “I left,” said Dana Lunova, a cook.", "Dana Lunova"),
    ("Ivan Petrovsky kept the gate. Dana Petrovskaya ran. “I left,” ⟨his daughter⟩ said.", "Dana Petrovskaya"),
    # the singer of the first lines is not the one who is met in the last
    (
        "Zita walks on barefoot. “You waited,” she says. ⟨The singer⟩ calls it “a song”. She met pop singer Jess"
        " Carrow. Zita sang.",
        "Zita",
    ),
    ("Roe's counsel, advocate Abha Contractor, was late. “He is ill,” ⟨she⟩ said.", "Abha Contractor"),
    ("The Speaker, ⟨Rt. Hon. Ade Alakija⟩, called it “a shame”.", "Ade Alakija"),
    ("Ana Lund sat. ⟨Managers⟩ at the plant “hid in a shed”.", None),
)


@pytest.mark.parametrize(("marked", "name"), KIN_AND_OFFICES)
def test_kin_and_offices(marked: str, name: str | None) -> None:
    assert named(marked) == name


BEHIND_A_NOUN = (
    # a given name that no list has, behind somebody's noun, which the parser took for the whole
    ("Mira Laine dug. “It is deep,” ⟨his lawyer⟩ Ruta Alksne said.", "Ruta Alksne"),
    ("Mira Laine dug. “It is deep,” said ⟨her neighbour⟩ Otso Berg.", "Otso Berg"),
    ("Mira Laine dug. “It is deep,” said ⟨his daughter⟩ Ixo Laine.", "Ixo Laine"),
    ("Mira Laine dug. “It is deep,” ⟨the lawyer⟩ Monday.", None),
)


@pytest.mark.parametrize(("marked", "name"), BEHIND_A_NOUN)
def test_a_name_right_behind_somebodys_noun(marked: str, name: str | None) -> None:
    assert named(marked) == name


VOTES = (
    ("Kofi Tvarok was elected president of Selo. Bo Fox, a driver, cheered. “Up,” ⟨the president-elect⟩ said.",
     "Kofi Tvarok"),
    ("Selo elected Ida Roe governor on Tuesday. Bo Fox lost. “Up,” ⟨the governor-elect⟩ said.", "Ida Roe"),
    ("Ida Roe beat Bo Fox in the race for mayor. “Tired,” said Ned Lee, a driver. “Up,” ⟨the mayor-elect⟩ said.",
     "Ida Roe"),
    ("Selo declared the challenger Ida Roe the winner of the vote. “Tired,” said Ned Lee. “Up,” ⟨the winner⟩ said.",
     "Ida Roe"),
    ("A court named Ida Roe the winner of the vote. Ned Lee, a driver, left. “Up,” ⟨the president-elect⟩ said.",
     "Ida Roe"),
    # a driver is no president
    ("Ida Roe wept. Ned Lee, a driver, left. “Up,” ⟨the president-elect⟩ said.", "Ida Roe"),
)  # fmt: skip


@pytest.mark.parametrize(("marked", "name"), VOTES)
def test_who_has_won_a_vote(marked: str, name: str | None) -> None:
    assert named(marked) == name


def test_an_office_in_capitals_means_nobody_without_it() -> None:
    """ "The Lieutenant Governor" is not whoever spoke last, and keeps nobody in mind."""
    said = "“She came,” said farmer Abe Roe.\n\nMinister Bo Fox blamed the Lieutenant Governor. "
    assert named(said + "“He knew,” ⟨the Tvarok leader⟩ said.") == "Bo Fox"


ACRONYMS = (
    ("The Bureau of Rail, Road and Water (BRRW) shut it. “It leaks,” ⟨BRRW⟩ said.", "Bureau of Rail, Road and Water"),
    ("The Agency for Dykes and Dams (ADD) shut it. “It leaks,” ⟨the ADD⟩ said.", "Agency for Dykes and Dams"),
    # not made of its letters
    ("The Bureau of Rail, Road and Water (KLM) shut it. “It leaks,” ⟨KLM⟩ said.", "KLM"),
    ("Abe Roe and Ida Vale (ARIV) sang. “It leaks,” said ⟨Roe⟩.", "Abe Roe"),
)


@pytest.mark.parametrize(("marked", "name"), ACRONYMS)
def test_a_bracketed_acronym_tells_how_far_the_name_goes(marked: str, name: str) -> None:
    assert named(marked) == name


TOLD_BODIES = (
    ("Staff at French carmaker Rivolta met. “No,” ⟨the carmaker⟩ said.", "Rivolta"),
    ("Rivolta, a French carmaker, shut. “No,” ⟨the carmaker⟩ said.", "Rivolta"),
    ("Rivolta is a carmaker in Lyon. “No,” ⟨the company⟩ said.", "Rivolta"),
    ("It was told by the German newspaper Nordpost. “No,” ⟨the newspaper⟩ said.", "Nordpost"),
    ("Thieves robbed Open Table, a charity in Leeds. “No,” ⟨the charity⟩ said.", "Open Table"),
    ("The band Low Tide met at bank Nordia. “No,” ⟨the band⟩ said.", "Low Tide"),
    ("The band Low Tide met at bank Nordia. “No,” ⟨the lender⟩ said.", "Nordia"),
    # nobody is told to be one
    ("Rivolta shut its plant near Open Table. “No,” ⟨the retailer⟩ said.", None),
    # whoever made the firm is not the firm
    ("The firm Roe founded shut. Abe Roe wept. “No,” ⟨Roe⟩ said.", "Abe Roe"),
    ("The firm Varo founded shut. “No,” ⟨the retailer⟩ said.", None),
)


@pytest.mark.parametrize(("marked", "name"), TOLD_BODIES)
def test_what_a_body_is_told_to_be(marked: str, name: str | None) -> None:
    assert named(marked) == name
