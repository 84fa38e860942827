"""Somebody's kin: `her husband said`, `Ana Roe's mother said`, `my father said`."""

from __future__ import annotations

import re

from quotes.coreference.descriptions import definite_role
from quotes.coreference.kin import relation_of
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State


def resolve(mention: Mention, state: State) -> Resolution | None:
    role = definite_role(mention)
    if role is None or not relation_of(role.head):
        return None
    first = mention.text.split(" ", 1)[0]
    if first.lower() == "my":
        entity = state.kin.whose(state.kin.writer, role.head)
        return Resolution(entity) if entity is not None else None
    stem = mention.start + len(re.sub(r"[’']s?$", "", first))
    for other in reversed(state.mentions[max(0, mention.index - 3) : mention.index]):
        owns = other.start == mention.start if other.form == "pronoun" else other.end == stem
        if owns and other.form in ("pronoun", "name") and other.entity is not None:
            entity = state.kin.whose(other.entity, role.head)
            return Resolution(entity) if entity is not None else None
    return None


KIN = Resolver(
    name="kin",
    form="description",
    meaning="Somebody's wife, son or mother is whoever the article says is that to them.",
    reason="whom the article tells to be that to them",
    resolve=resolve,
    examples=(
        ("Ana Roe and her husband, Tom Fox, fled. She wept. “We ran,” ⟨her husband⟩ said.", "Tom Fox"),
        ("Ana Roe fled. She wept. “We ran,” ⟨her husband⟩ said.", None),
    ),
)
