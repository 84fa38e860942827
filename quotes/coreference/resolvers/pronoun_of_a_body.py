"""The organisation that `it` or `they` means."""

from __future__ import annotations

import re

from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import NOBODY, Resolution, Resolver, State
from quotes.coreference.salience import rivalry

# here: the pronouns of bodies and crowds
_OF_CROWDS = ("they", "them", "their")
_OF_BODIES = ("it", "its")
_READS = re.compile(r" (?:reads?|continues|continued|concludes|concluded|begins|began)\b(?! (?:to|the|a|an|its)\b)")
_LEAST = 1.0  # how present a body must be that "it" is to mean
_LEAST_OF_MANY = 3.0  # and for "they", which may be anybody


def resolve(mention: Mention, state: State) -> Resolution | None:
    low = mention.text.lower()
    crowds = low in _OF_CROWDS
    if not crowds and low not in _OF_BODIES:
        return None
    if not crowds and _READS.match(state.unquoted, mention.end) is not None:
        return None  # "it read": a letter, whoever got hold of it
    ranked = state.salience.organisations(mention.sentence, crowds=crowds)
    if not ranked or ranked[0][0] <= (_LEAST_OF_MANY if crowds else _LEAST):
        return None
    body = ranked[0][1]
    return NOBODY if body is state.crowd else Resolution(body, rivalry(ranked))


PRONOUN_OF_A_BODY = Resolver(
    name="pronoun-of-a-body",
    form="pronoun",
    meaning="“It” and “they” mean the organisation spoken of most, where no crowd is.",
    reason="the organisation that is spoken of most here",
    resolve=resolve,
    examples=(
        ("Acme Bank lost money on Monday. “It is bad,” ⟨it⟩ said.", "Acme Bank"),
        ("Ana Roe met the protesters. The protesters sang. “It is bad,” ⟨they⟩ said.", None),
    ),
)
