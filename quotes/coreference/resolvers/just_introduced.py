"""Who was named bare in the sentence before: `Not so, says Ana Roe. The physiologist said`."""

from __future__ import annotations

from quotes.coreference.descriptions import definite_role
from quotes.coreference.entities import Entity
from quotes.coreference.gender import gender_of_noun
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State
from quotes.coreference.salience import fits
from quotes.lexicon import words

_ENDS = (".", "!", "?")  # here: the ends of a sentence; "Ana Roe wrote: The chair" says nothing of the chair
_MOST = 12  # mentions before this one that are looked at


def resolve(mention: Mention, state: State) -> Resolution | None:
    role = definite_role(mention)
    if role is None or mention.prominence < 3 or mention.text[:4].lower() != "the ":
        return None
    begin = state.grammar.starts[mention.sentence]
    before = state.unquoted[max(0, begin - 4) : begin].rstrip()
    if state.unquoted[begin : mention.start].strip() or before[-1:] not in _ENDS or role.head in words("bystanders"):
        return None
    here: dict[int, Entity] = {}
    for other in reversed(state.mentions[max(0, mention.index - _MOST) : mention.index]):
        if other.sentence < mention.sentence - 1:
            break
        if other.form == "name" and other.entity is not None and other.entity.kind in ("person", None):
            here[other.entity.number] = other.entity
    if len(here) != 1:
        return None
    (entity,) = here.values()
    first = min((name.start for name in entity.mentions), default=mention.start)
    new = state.grammar.sentence(first) == mention.sentence - 1 and len(entity.keys) > 1
    told = {known.head for known in state.roles.get(entity.number, ())} & (words("roles") - words("kin"))
    return Resolution(entity, tells_role=True) if new and not told and fits(entity, gender_of_noun(role.head)) else None


JUST_INTRODUCED = Resolver(
    name="just-introduced",
    form="description",
    meaning="Words that open a sentence mean whoever the sentence before named first and said nothing else of.",
    reason="whoever was named just before, and not told to be anything else",
    resolve=resolve,
    examples=(
        ("Bea Lund, a baker, met Tom Fox. Not so, says Ana Roe. ⟨The physiologist⟩ said it was “late”.", "Ana Roe"),
        ("Bea Lund met Tom Fox. Not so, says Ana Roe, a judge. ⟨The physiologist⟩ said it was “late”.", None),
    ),
)
