"""Every example of every resolver of mentions, and what the list of them promises."""

from __future__ import annotations

import pytest

import quotes
from quotes.coreference.resolver import Resolver
from quotes.coreference.resolvers import RESOLVERS
from quotes.models import TextRange
from tests.test_whom_it_means import marked_range, named

EXAMPLES = [(one, *example) for one in RESOLVERS for example in one.examples]


@pytest.mark.parametrize(("resolver", "marked", "name"), EXAMPLES, ids=[f"{r.name}: {m}" for r, m, _ in EXAMPLES])
def test_each_resolver_does_what_its_examples_say(resolver: Resolver, marked: str, name: str | None) -> None:
    text, mention = marked_range(marked)
    people = quotes.read(text).people
    assert people.who(mention).name == name
    if name is not None:
        assert people.steps(mention)[0].why == resolver.reason


def test_each_resolver_has_a_name_of_its_own_a_meaning_a_reason_and_a_form_that_is_asked() -> None:
    assert len({one.name for one in RESOLVERS}) == len(RESOLVERS)
    assert all(one.meaning.endswith(".") and one.reason and one.examples for one in RESOLVERS)
    assert {one.form for one in RESOLVERS} == {"name", "description", "document", "pronoun"}


def test_the_resolvers_of_a_form_stand_together() -> None:
    forms = [one.form for one in RESOLVERS]
    assert [form for form, before in zip(forms, ["", *forms], strict=False) if form != before] == list(
        dict.fromkeys(forms)
    )


TITLED = [
    ("Ana Roe is the mayor. Tom Roe met Ana Roe. Tom Roe sells boats. “Trade is slow,” said ⟨Ms. Roe⟩.", "Ana Roe"),
    ("Mayor Ana Roe came. Tom Roe met her. Tom Roe sells boats. “Trade is slow,” said ⟨Mayor Roe⟩.", "Ana Roe"),
    ("Ana Roe is the mayor. Tom Roe met Ana Roe. Tom Roe sells boats. “Trade is slow,” said ⟨Mr. Roe⟩.", "Tom Roe"),
]


@pytest.mark.parametrize(("marked", "name"), TITLED)
def test_a_title_narrows_the_choice_among_several_of_a_surname_before_presence_does(marked: str, name: str) -> None:
    assert named(marked) == name


def test_nothing_of_one_article_is_known_in_the_next() -> None:
    first = "A spokesman for Acme Bank came. My mother, Ana Roe, wept. The protesters sang."
    second = "“No,” the spokesman said. My mother wept."
    alone = quotes.read(second).people
    quotes.read(first)
    after = quotes.read(second).people
    for words in ("the spokesman", "My mother"):
        at = second.index(words)
        mention = TextRange(at, at + len(words), words)
        assert alone.who(mention) == after.who(mention)
        assert after.who(mention).name is None
