"""People as a partition of spellings: whatever the order, and as decided."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.identity import Link, Node, describe, offices, partition

NAMES = (
    "Alexander Lukashenko", "Aleksandr Lukashenko", "Alyaksandr Lukashenka", "Lukashenko", "A. Lukashenko",
    "Viktor Lukashenko", "George Bush", "George W. Bush", "George H.W. Bush", "Bush", "Jeb Bush", "G. Bush",
    "Alex Petrov", "Alexander Petrov", "Alexandra Petrova", "Petrov", "Petrova", "Robert Kennedy",
    "Robert F. Kennedy",
    "Robert F. Kennedy Jr.", "Bobby Kennedy", "Kim Jong Un", "Kim Jong-il", "Kim", "John Smith", "Jack Smith",
    "J. Smith",
)  # fmt: skip
ROLES = ("", "senator", "midfielder", "Belarusian president", "US president")


def node(name: str, role: str = "", articles: int = 1) -> Node:
    made = describe(name, "person", [role] if role else [])
    return Node(made.folded, made.type, made.facet, offices([role] if role else []), articles)


NODES = st.lists(st.builds(node, st.sampled_from(NAMES), st.sampled_from(ROLES), st.integers(1, 40)), max_size=14,
                 unique_by=lambda one: one.key)  # fmt: skip


def groups(*names: str, links: tuple[Link, ...] = ()) -> set[frozenset[str]]:
    found = partition([node(*name.split("|")) for name in names], links)
    return {frozenset(key[0] for key in group) for group in found.groups}


@given(NODES, st.randoms())
@settings(max_examples=200, deadline=None)
def test_the_order_does_not_matter(nodes: list[Node], rng: random.Random) -> None:
    shuffled = list(nodes)
    rng.shuffle(shuffled)
    assert partition(shuffled) == partition(nodes)


@given(NODES)
@settings(max_examples=100, deadline=None)
def test_every_node_is_in_one_group_and_no_open_suggestion_is_within_one(nodes: list[Node]) -> None:
    found = partition(nodes)
    assert sorted(key for group in found.groups for key in group) == sorted(one.key for one in nodes)
    of = {key: number for number, group in enumerate(found.groups) for key in group}
    assert all(of[one.a] != of[one.b] for one in found.suggestions if not one.settled)


@given(NODES, st.data())
@settings(max_examples=100, deadline=None)
def test_what_was_decided_holds(nodes: list[Node], data: st.DataObject) -> None:
    if len(nodes) < 2:
        return
    a, b = data.draw(st.permutations(nodes))[:2]
    for same in (True, False):
        found = partition(nodes, [Link(a.key, b.key, same=same)])
        together = any({a.key, b.key} <= group for group in found.groups)
        assert together is same


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        # the one bearer of a family name has it; two do not
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
    ],
)  # fmt: skip
def test_who_is_who(names: list[str], expected: list[set[str]]) -> None:
    found = partition([node(*name.split("|")) for name in names])
    got = sorted(sorted({key[0] for key in group}) for group in found.groups)
    assert got == sorted(sorted(group) for group in expected)


def test_a_name_without_role_goes_to_the_far_better_known_namesake() -> None:
    known, other, plain = node("John Smith", "senator", 60), node("John Smith", "midfielder", 3), node("John Smith")
    assert {frozenset({known.key, plain.key}), frozenset({other.key})} == set(partition([known, other, plain]).groups)


def test_the_only_organization_with_these_initials_has_them() -> None:
    def made(name: str) -> Node:
        one = describe(name, "organization")
        return Node(one.folded, one.type)

    assert len(partition([made("World Health Organization"), made("WHO")]).groups) == 1
    two = partition([made("World Health Organization"), made("Warsaw House of Opera"), made("WHO")])
    assert len(two.groups) == 3
    assert len(two.suggestions) == 2
