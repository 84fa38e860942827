"""People as a partition of spellings: whatever the order, and as decided."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.linking import ContextEvidence, Link, NameRecord, describe, offices, partition

NAMES = (
    "Alexander Lukashenko", "Aleksandr Lukashenko", "Alyaksandr Lukashenka", "Lukashenko", "A. Lukashenko",
    "Viktor Lukashenko", "George Bush", "George W. Bush", "George H.W. Bush", "Bush", "Jeb Bush", "G. Bush",
    "Alex Petrov", "Alexander Petrov", "Alexandra Petrova", "Petrov", "Petrova", "Robert Kennedy",
    "Robert F. Kennedy",
    "Robert F. Kennedy Jr.", "Bobby Kennedy", "Kim Jong Un", "Kim Jong-il", "Kim", "John Smith", "Jack Smith",
    "J. Smith",
)  # fmt: skip
ROLES = ("", "senator", "midfielder", "Belarusian president", "US president")


def record(name: str, role: str = "", articles: int = 1) -> NameRecord:
    made = describe(name, "person", [role] if role else [])
    return NameRecord(made.folded, made.type, made.disambiguator, offices([role] if role else []), articles)


RECORDS = st.lists(st.builds(record, st.sampled_from(NAMES), st.sampled_from(ROLES), st.integers(1, 40)), max_size=14,
                 unique_by=lambda one: one.key)  # fmt: skip


def groups(*names: str, links: tuple[Link, ...] = ()) -> set[frozenset[str]]:
    found = partition([record(*name.split("|")) for name in names], links)
    return {frozenset(key[0] for key in group) for group in found.groups}


@given(RECORDS, st.randoms())
@settings(max_examples=200, deadline=None)
def test_the_order_does_not_matter(records: list[NameRecord], rng: random.Random) -> None:
    shuffled = list(records)
    rng.shuffle(shuffled)
    assert partition(shuffled) == partition(records)


@given(RECORDS)
@settings(max_examples=100, deadline=None)
def test_every_node_is_in_one_group_and_no_open_suggestion_is_within_one(records: list[NameRecord]) -> None:
    found = partition(records)
    assert sorted(key for group in found.groups for key in group) == sorted(one.key for one in records)
    of = {key: number for number, group in enumerate(found.groups) for key in group}
    assert all(of[one.a] != of[one.b] for one in found.suggestions if not one.resolved)


@given(RECORDS, st.data())
@settings(max_examples=100, deadline=None)
def test_what_was_decided_holds(records: list[NameRecord], data: st.DataObject) -> None:
    if len(records) < 2:
        return
    a, b = data.draw(st.permutations(records))[:2]
    for same in (True, False):
        found = partition(records, [Link(a.key, b.key, same=same)])
        combine = any({a.key, b.key} <= group for group in found.groups)
        assert combine is same


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        # the one person with a family name has it; two do not
        (["Hassan Rouhani", "Rouhani"], [{"hassan rouhani", "rouhani"}]),
        (["Hassan Rouhani", "Hossein Rouhani", "Rouhani"], [{"hassan rouhani"}, {"hossein rouhani"}, {"rouhani"}]),
        # what says less goes to the one it fits
        (["George Bush", "George W. Bush"], [{"george bush", "george w bush"}]),
        (["George Bush", "George W. Bush", "George H.W. Bush"],
         [{"george bush"}, {"george w bush"}, {"george h w bush"}]),
        # a pet name of two does not make them one
        (["Alex Petrov", "Alexander Petrov", "Alexei Petrov"],
         [{"alex petrov"}, {"alexander petrov"}, {"alexei petrov"}]),
        (["Alex Petrov", "Alexander Petrov"], [{"alex petrov", "alexander petrov"}]),
        # a lone name is not junior's
        (["Donald Trump", "Donald Trump Jr.", "Trump"], [{"donald trump", "trump"}, {"donald trump jr"}]),
        # a family name alone tells a woman from a man where the language does
        (["Sergei Tikhanovsky", "Svetlana Tikhanovskaya", "Tsikhanouskaya"],
         [{"sergei tikhanovsky"}, {"svetlana tikhanovskaya", "tsikhanouskaya"}]),
        # the office tells which of two is meant
        (["Alexander Lukashenko|Belarusian president", "Viktor Lukashenko|aide", "Lukashenko|president of Belarus"],
         [{"alexander lukashenko", "lukashenko"}, {"viktor lukashenko"}]),
        # namesakes in walks of life that do not go together
        (["John Smith|midfielder", "John Smith|senator"], [{"john smith"}, {"john smith"}]),
        (["Volodymyr Zelensky|comedian", "Volodymyr Zelensky|Ukrainian president"], [{"volodymyr zelensky"}]),
        (["John Smith|tennis player", "John Smith|midfielder"], [{"john smith"}, {"john smith"}]),
        (["John Smith|senator from Ohio", "John Smith|senator from Texas"], [{"john smith"}, {"john smith"}]),
        (["John Smith|senator from Ohio", "John Smith|senator"], [{"john smith"}]),
        (["Kim Min-jae|captain", "Kim Min-jae|professor"], [{"kim min jae"}]),
        (["Kim Min-jae|midfielder", "Kim Min-jae|professor"], [{"kim min jae"}, {"kim min jae"}]),
        # the one known person with a name that many have is one of many, unless the role is theirs
        (["Li Dawei", "Li"], [{"li dawei"}, {"li"}]),
        (["Li Dawei|tycoon", "Li|Premier"], [{"li dawei"}, {"li"}]),
        (["Li Dawei|Chinese premier", "Li|Premier"], [{"li dawei", "li"}]),
        (["Ana Silva|president of Chile", "Silva|Chilean president"], [{"ana silva", "silva"}]),
        # a lone name of whom quite other things are said
        (["Nabil Zorin|foreign minister", "Zorin|bureau chief"], [{"nabil zorin"}, {"zorin"}]),
        (["Nabil Zorin|foreign minister", "Zorin|minister"], [{"nabil zorin", "zorin"}]),
        (["Nabil Zorin|Chilean premier", "Zorin|head of government of Chile"], [{"nabil zorin", "zorin"}]),
        # two fields of one life, and one that goes with neither
        (["Wang Dawei|novelist and former minister", "Wang Dawei|skater"], [{"wang dawei"}, {"wang dawei"}]),
        (["Hor Nam Hong", "Hor Namhong"], [{"hor nam hong", "hor namhong"}]),
        # Jr. in a formal style, where the office is the same; a father bears the son's very names
        (["Bob Quill|President", "Robert T. Quill Jr.|US president"], [{"bob quill", "robert t quill jr"}]),
        (["Bob Quill|President", "Robert T. Quill Jr.|lawyer"], [{"bob quill"}, {"robert t quill jr"}]),
        (["Robert Quill|President", "Robert T. Quill Jr.|President"], [{"robert quill"}, {"robert t quill jr"}]),
        # without the first names
        (["Mario Vargo Llosa", "Vargo Llosa"], [{"mario vargo llosa", "vargo llosa"}]),
        (["Maria Anna Lee", "Anna Lee", "Ben Anna Lee"], [{"maria anna lee"}, {"anna lee"}, {"ben anna lee"}]),
        # a second family name may be another person's, where the roles say so
        (["Juan Reyes|Chilean president", "Juan Reyes Mora|son of the president of Chile"],
         [{"juan reyes"}, {"juan reyes mora"}]),
        (["Juan Reyes|Chilean president", "Juan Reyes Mora|economy minister"], [{"juan reyes"}, {"juan reyes mora"}]),
        (["Juan Reyes|Chilean president", "Juan Reyes Mora|head of state"], [{"juan reyes", "juan reyes mora"}]),
        (["Juan Reyes|Chilean president", "Juan Reyes Mora"], [{"juan reyes", "juan reyes mora"}]),
    ],
)  # fmt: skip
def test_who_is_who(names: list[str], expected: list[set[str]]) -> None:
    found = partition([record(*name.split("|")) for name in names])
    got = sorted(sorted({key[0] for key in group}) for group in found.groups)
    assert got == sorted(sorted(group) for group in expected)


def test_a_name_without_role_goes_to_the_far_better_known_namesake() -> None:
    known, other, plain = (
        record("John Smith", "senator", 60),
        record("John Smith", "midfielder", 3),
        record("John Smith"),
    )
    assert {frozenset({known.key, plain.key}), frozenset({other.key})} == set(partition([known, other, plain]).groups)


def test_the_only_organization_with_these_initials_has_them() -> None:
    def made(name: str) -> NameRecord:
        one = describe(name, "organization")
        return NameRecord(one.folded, one.type)

    assert len(partition([made("World Health Organization"), made("WHO")]).groups) == 1
    two = partition([made("World Health Organization"), made("Warsaw House of Opera"), made("WHO")])
    assert len(two.groups) == 3
    assert len(two.suggestions) == 2


def seen(
    name: str, *co_mentions: str, role: str = "", outlet: str = "", day: int | None = None, articles: int = 1
) -> NameRecord:
    found = ContextEvidence(
        frozenset(co_mentions), frozenset([outlet] if outlet else []), None if day is None else (day, day)
    )
    return replace(record(name, role, articles), context=found)


PETER, PAUL = ("Peter Ash", "ann lee", "bo orr"), ("Paul Ash", "cy poe")


@pytest.mark.parametrize(
    ("lone", "candidates", "whose"),
    [
        # two co-mentions; one where outlet and days agree; one alone is chance
        (seen("Ash", "ann lee", "bo orr"), [seen(*PETER), seen(*PAUL)], "peter ash"),
        (seen("Ash", "ann lee"), [seen(*PETER), seen(*PAUL)], None),
        (seen("Ash", "cy poe", outlet="Sun", day=9), [seen(*PETER), seen(*PAUL, outlet="Sun", day=30)], "paul ash"),
        # who is named beside both tells nothing; nor does who is a third person there
        (seen("Ash", "ann lee", "bo orr"), [seen(*PETER), seen("Paul Ash", "bo orr")], None),
        (seen("Ash", "ann lee", "bo orr", "peter ash"), [seen(*PETER), seen(*PAUL)], None),
        # outlet and days, where they are one candidate's alone
        (seen("Ash", outlet="Sun", day=9), [seen(*PETER, outlet="Sun", day=20), seen(*PAUL, day=900)], "peter ash"),
        (seen("Ash", outlet="Sun", day=9), [seen(*PETER, outlet="Sun", day=20), seen(*PAUL, day=20)], None),
        (seen("Ash", outlet="Sun", day=9), [seen(*PETER, outlet="Sun", day=90), seen(*PAUL, day=900)], None),
        # what many articles call somebody is several people by now
        (seen("Ash", "ann lee", "bo orr", articles=40), [seen(*PETER), seen(*PAUL)], None),
        # the role counts before the co-mentions
        (seen("Ash", "cy poe", "di roe", role="Chilean president"),
         [seen(*PETER, role="president of Chile"), seen("Paul Ash", "cy poe", "di roe")], "peter ash"),
    ],
)  # fmt: skip
def test_context_counts_last(lone: NameRecord, candidates: list[NameRecord], whose: str | None) -> None:
    found = partition([lone, *candidates])
    (group,) = (group for group in found.groups if lone.key in group)
    assert {key[0] for key in group} - {"ash"} == ({whose} if whose else set())
    assert {one.resolved for one in found.suggestions if one.had_alternatives} == {whose is not None}


def test_one_wrong_role_splits_nobody() -> None:
    wrong = record("Alexander Volny", "Peruvian president")
    right = [
        record("Alexander Volny", "president of Chile", 30),
        record("Alexander Volny", "president", 20),
        record("Alexander Volny", "", 40),
    ]
    other = record("Aleksandr Volny", "", 2)
    found = partition([wrong, other, *right])
    assert set(found.groups) == {frozenset({wrong.key}), frozenset(one.key for one in (other, *right))}
