"""Names, roles and gender as the capitals and the lists tell them, without a parse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.coreference.appositions import roles_beside
from quotes.coreference.gender import gender_of_given, gender_of_noun
from quotes.coreference.grammatical_role import masked, sentence_starts
from quotes.coreference.name_scanner import scan
from quotes.coreference.people import People
from quotes.coreference.roles import offices, role_of
from quotes.names.name_parts import fold_word as fold
from quotes.names.name_parts import keys_of


@pytest.mark.parametrize(
    ("text", "names"),
    (
        ("We met Mary Ann O’Neill and Jean-Luc Petit.", ["Mary Ann O’Neill", "Jean-Luc Petit"]),
        ("It was Dr. J.D. Munro Jr. of Leeds.", ["J.D. Munro Jr.", "Leeds"]),
        (
            "So said Carl van der Berg, Ali bin Omar and Ayman az-Zaki.",
            ["Carl van der Berg", "Ali bin Omar", "Ayman az-Zaki"],
        ),
        ("Then Lim Geun-in and Moon Jae In said no.", ["Lim Geun-in", "Moon Jae In"]),
        ("The London-based Ana Roe left.", ["Ana Roe"]),
        (
            "It was the Bank of England and the Securities and Exchange Commission.",
            ["Bank of England", "Securities and Exchange Commission"],
        ),
        ("On Monday the Prime Minister flew home.", []),
        ("Yesterday Ana Roe left. Nobody saw Ana Roe.", ["Ana Roe", "Ana Roe"]),
        ("Mark and Julie Fenn wed.", ["Mark Fenn", "Julie Fenn"]),
        ("The Police Public Relations Officer, SP Ade Obi, spoke.", ["Ade Obi"]),
    ),
)
def test_names_are_runs_of_capitals_freed_of_what_stands_before(text: str, names: list[str]) -> None:
    assert [name.text for name in scan(text)] == names


@pytest.mark.parametrize(
    ("text", "kind"),
    (
        ("We met Ana Roe.", "person"),
        ("We met Gov. Qwer.", "person"),
        ("We met the Qwer.", "organization"),
        ("We saw Acme Holdings.", "organization"),
        ("We saw the IGF.", "organization"),
        ("We flew to France.", "place"),
        ("She lives in Qwerville.", "place"),
        ("We met Qwer Zxcv.", None),
        ("We met Abdelilah Zxcv.", "person"),
        ("Said Zxcv left.", None),
    ),
)
def test_the_kind_is_told_as_far_as_the_form_tells_it(text: str, kind: str | None) -> None:
    assert scan(text)[-1].kind == kind


def test_a_headline_in_title_case_names_nobody_that_the_article_does_not() -> None:
    text = "Mayor Ana Roe Slams Plan For New Bridge\n\nRoe spoke on Monday about the plan."
    people = [entity.name for entity in People(scan(text)).entities if entity.kind == "person"]
    assert people == ["Ana Roe"]


@pytest.mark.parametrize(
    ("text", "names"),
    (
        ("Ana Roe met Ana M. Roe. Roe left.", ["Ana M. Roe"]),
        ("William Roe and Bill Roe are one. So is Roe.", ["William Roe"]),
        ("Ana Roe met Tom Roe.", ["Ana Roe", "Tom Roe"]),
        ("The International Grain Fund met. The IGF spoke.", ["International Grain Fund"]),
        ("The IGF spoke. It is the International Grain Fund.", ["International Grain Fund"]),
        ("We met Ana Roe. Then Mr. Roe spoke.", ["Ana Roe", "Roe"]),
    ),
)
def test_names_of_one_bearer_are_one(text: str, names: list[str]) -> None:
    people = People(scan(text))
    assert sorted(entity.name for entity in people.entities if entity.mentions) == sorted(names)


@pytest.mark.parametrize(
    ("text", "roles"),
    (
        ("We met longtime pollster Ana Roe.", ["longtime pollster"]),
        ("We met Latvian President Ana Roe.", ["Latvian President"]),
        ("Ana Roe, a nurse from Leeds, left.", ["nurse from Leeds"]),
        ("Ana Roe is the mayor of Leeds.", ["mayor of Leeds"]),
        ("The firm’s chief economist, Ana Roe, left.", ["firm’s chief economist"]),
        ("Ana Roe, the Captain Fantastic actor, left.", ["Captain Fantastic actor"]),
        ("Ana Roe, the mayor ousted in 2014, left.", ["mayor ousted in 2014"]),
        ("10 May - longtime champion Ana Roe left.", ["longtime champion"]),
        ("In Leeds, the mayor also spoke.", []),
        ("With the mayor, Ana Roe left.", []),
    ),
)
def test_roles_stand_beside_a_name(text: str, roles: list[str]) -> None:
    (name, *_) = scan(text)
    assert [role.said for role in roles_beside(text, name)] == roles


@pytest.mark.parametrize(
    ("text", "head"),
    (
        ("the former secretary of state", "secretary"),
        ("the Vermont senator", "senator"),
        ("the nominee’s eldest daughter", "daughter"),
        ("a 34-year-old mother of three", "mother"),
        ("the bridge", None),
        ("protesters", "protester"),
    ),
)
def test_the_head_of_a_description(text: str, head: str | None) -> None:
    role = role_of(text, 0)
    assert (role.head if role else None) == head


def test_an_office_has_other_names() -> None:
    assert "lawmaker" in offices("senator") and "senator" in offices("lawmaker")
    assert "senator" not in offices("mayor")


@pytest.mark.parametrize(
    ("word", "gender"),
    (
        ("Abdelilah", "m"),
        ("Oleksandra", "f"),
        ("Svetlana", "f"),
        ("Tendai", "m"),
        ("Kim", None),
        ("Qwer", None),
        ("Anna-Qwer", "f"),
    ),
)
def test_given_names_tell_gender_where_only_one_bears_them(word: str, gender: str | None) -> None:
    assert gender_of_given(word) == gender


@pytest.mark.parametrize(("noun", "gender"), (("Mrs.", "f"), ("spokeswoman", "f"), ("widower", "m"), ("actor", None)))
def test_titles_and_nouns_tell_gender(noun: str, gender: str | None) -> None:
    assert gender_of_noun(noun) == gender


def test_folding_forgets_accents_case_and_stops() -> None:
    assert fold("Tijanóvskaya") == fold("TIJANOVSKAYA")
    assert keys_of(("J.D.", "van", "Roe", "Jr.")) == ("j", "d", "roe")


def test_sentences_end_where_speech_ends_and_not_after_a_title() -> None:
    text = "“It rained.” He left. Mr. Roe stayed."
    view = masked(text, [(0, 12)])
    assert len(view) == len(text)
    assert [text[start : start + 2] for start in sentence_starts(view)] == ["“I", "He", "Mr"]


@given(st.text(alphabet=st.sampled_from("aA .,’'\"“”-\nMr&éÉ\x83\ud800"), max_size=200))
def test_any_text_is_scanned_and_names_lie_in_it(text: str) -> None:
    names = scan(text)
    assert all(0 <= name.start < name.end <= len(text) for name in names)
    assert [name.start for name in names] == sorted(name.start for name in names)
    People(names)
