"""Names by what the article does with them; the mention is the words between ⟨ and ⟩."""

from __future__ import annotations

import pytest

from tests.test_whom_it_means import named

FULL_NAMES = (
    # what is called after somebody tells their full name
    ("⟨Mr. Roe⟩ said “no”. They met at the Tom Roe Foundation.", "Tom Roe"),
    ("Ana Roe came. ⟨President Roe⟩ said “no”. Mr. Roe met the Tom Roe Choir.", "Tom Roe"),
    # a title spelt with a slip
    ("Professor Ana McCarthy counts moths. “They hum,” said ⟨Prof McCarthey⟩.", "Ana McCarthy"),
    ("Professor Ana Sorkin counts moths. “They hum,” said ⟨Ms Sorikn⟩.", "Ana Sorkin"),
    # of two words the first of which opens sentences
    ("We met Big Lantern. Big Lantern is here. ⟨Big Lantern⟩ said “no”.", "Big Lantern"),
)

BODIES = (
    # many do what one is named for: a body
    ("We met Big Lantern. Big Lantern have denied it twice. “No,” ⟨they⟩ said.", "Big Lantern"),
    # an ordinary noun that opens a sentence is nobody
    ("Ana Roe came. Negotiations between them stalled. “No,” ⟨she⟩ said.", "Ana Roe"),
)

PRONOUNS = (
    # a given name that no list has: what the article itself says
    ("Ana Bell called. Ixo Bell denied it. He slept. Ana Bell left Ixo Bell. “No,” ⟨he⟩ said.", "Ixo Bell"),
    ("Ana Bell called. Ixo Roe denied it. He slept. Ana Bell met Ixo Roe. “No,” ⟨she⟩ said.", "Ana Bell"),
)


@pytest.mark.parametrize(("marked", "name"), (*FULL_NAMES, *BODIES, *PRONOUNS))
def test_who_it_is(marked: str, name: str | None) -> None:
    assert named(marked) == name
