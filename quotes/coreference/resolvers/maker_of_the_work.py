"""Whoever the article says such a work is by: `her third novel ... the novelist said`."""

from __future__ import annotations

import re
from functools import cache

from quotes.coreference.descriptions import definite_role
from quotes.coreference.entities import Entity
from quotes.coreference.gender import gender_of_noun
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State
from quotes.coreference.salience import fits
from quotes.lexicon import sections

_MOST = 80  # mentions before this one that are looked at
_OWNERS = frozenset(("his", "her", "whose"))  # here: pronouns that own


@cache
def _work_of(trade: str) -> re.Pattern[str] | None:
    works = sections("works_of_trades").get(trade)
    noun = "|".join(sorted(works)) if works else None
    return re.compile(rf"(?:[’']s?)?(?:,? whose)? (?:[^\W\d_][\w-]* ){{0,4}}?(?:{noun})\b") if noun else None


def resolve(mention: Mention, state: State) -> Resolution | None:
    role = definite_role(mention)
    work = _work_of(role.head) if role is not None else None
    if role is None or work is None:
        return None
    makers: dict[int, Entity] = {}
    for other in state.mentions[max(0, mention.index - _MOST) : mention.index]:
        owner = other.entity
        owns = (other.name is not None and other.name.possessive) or other.text.lower() in _OWNERS
        if owner is None or not owner.name or owner.kind != "person" or not owns:
            continue
        if work.match(state.unquoted, other.end) is not None and fits(owner, gender_of_noun(role.head)):
            makers[owner.number] = owner
    return Resolution(next(iter(makers.values())), tells_role=True) if len(makers) == 1 else None


MAKER_OF_THE_WORK = Resolver(
    name="maker-of-the-work",
    form="description",
    meaning="Words for who makes such works mean the one whose novel, album or film the article tells of.",
    reason="the article tells of such a work of theirs",
    resolve=resolve,
    examples=(
        (
            "Ana Roe met Bea Lund. Roe’s third novel is out. Lund was glad. “It is late,” ⟨the novelist⟩ said.",
            "Ana Roe",
        ),
        ("Tom Fox met Ole Lund. Fox’s band and album are new. Lund sat. “It is late,” ⟨the rapper⟩ said.", "Tom Fox"),
    ),
)
