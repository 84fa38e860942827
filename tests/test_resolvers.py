"""Every example of every resolver of mentions, and what the list of them promises."""

from __future__ import annotations

import pytest

from quotes.coreference.resolvers import RESOLVERS, Resolver
from tests.test_whom_it_means import named

EXAMPLES = [(one, *example) for one in RESOLVERS for example in one.examples]


@pytest.mark.parametrize(("resolver", "marked", "name"), EXAMPLES, ids=[f"{r.name}: {m}" for r, m, _ in EXAMPLES])
def test_each_resolver_does_what_its_examples_say(resolver: Resolver, marked: str, name: str | None) -> None:
    assert named(marked) == name


def test_each_resolver_has_a_name_of_its_own_a_meaning_and_a_form_that_is_asked() -> None:
    assert len({one.name for one in RESOLVERS}) == len(RESOLVERS)
    assert all(one.meaning.endswith(".") and one.examples for one in RESOLVERS)
    assert {one.form for one in RESOLVERS} == {"name", "description", "document", "pronoun"}
