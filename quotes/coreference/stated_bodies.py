"""What an article says an organisation is: "French carmaker Rivolta", "Rivolta, a carmaker"; then "the carmaker"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from quotes.coreference.entities import Entity
from quotes.coreference.name import Name
from quotes.lexicon import groups, words
from quotes.names.name_parts import fold_word

NOUNS = words("organisation_nouns") | words("told_body_nouns")
_ALSO_PEOPLES = words("roles")  # "miner Ada Tvarok", "the publisher Ada Tvarok"
_NOUN = "|".join(sorted(map(re.escape, NOUNS), key=len, reverse=True))
_OPENING = "|".join(sorted(map(str.capitalize, words("nouns_before_bodies") & NOUNS), key=len, reverse=True))
_BEFORE = re.compile(rf"(?<![\w’'-])(?P<noun>{_NOUN}|{_OPENING})[ \u00a0]$")
# "the firm, Norvik Ade, declined"; "The firm that runs the mill, Norvik Ade, declined"
_APPOSED = re.compile(
    rf"(?:\b[Tt]he (?P<noun>{_NOUN})|\bThe (?P<told>{_NOUN}) (?:that|which|behind) [^,.;:\n“”\"]{{2,60}}), $"
)
_AFTER = re.compile(
    rf"(?:, (?:an?|the)|,? (?:is|was) (?:an?|the)) (?:[\w’'&-]+ ){{0,4}}?(?P<noun>{_NOUN})"
    r"(?=[,.;:)]| (?:in|of|for|that|which|based|from|with|and|said|says|where)\b)"
)
# "the firm Roe founded": no name of the firm
_MADE_BY = re.compile(
    r" (?:co-?)?(?:founded|runs?|ran|owns?|owned|leads?|led|started|built|joined|left|chairs?|works?|worked)\b"
)
_ACTS = re.compile(
    r"(?:[’']s)? (?:spokes(?:man|woman|person)|bosses|chief executive|ceo|shares|customers|shareholders|investors)\b"
    r"|,? (?:has |had |have )?(?:said|argued|claimed|insisted|denied|admitted|apologi[sz]ed|announced|refused|declined"
    r"|sued|launched|acquired|employs|owns|operates)\b"
)
# "Dundee boss Pia Lindholm": a club, whatever the word; a lawyer or an aide may be a person's
_HAS_A_TEAM = re.compile(
    r" (?:boss|manager|coach|captain|skipper|striker|forward|winger|midfielder|defender|goalkeeper|keeper|owner"
    r"|chairman|chairwoman) [^\W\d_a-z][\w’'-]+ [^\W\d_a-z]"
)
_WINDOW = 30
_TOLD_WINDOW = 100


@cache
def same_bodies(noun: str) -> frozenset[str]:
    """The nouns that may be said of the same body: "bank" for "lender"."""
    return frozenset(other for group in groups("same_body") if noun in group for other in group)


def read_stated_bodies(unquoted: str, entities: Iterable[Entity]) -> None:
    """Record with which nouns the text outside quoted speech tells what an organisation is; an unknown is one then."""
    for entity in entities:
        if entity.kind == "place" and fold_word(entity.name) not in words("places") and _acts(unquoted, entity):
            entity.kind = "organization"
        if entity.kind not in ("organization", None):
            continue
        if entity.kind is None and len(entity.keys) == 1 and _has_a_team(unquoted, entity):
            entity.kind = "organization"
        stated = {noun for name in entity.mentions if not name.quoted for noun in _stated_nouns(unquoted, name)}
        if (
            entity.kind is None
            and ((len(entity.keys) == 1 and stated) or stated - _ALSO_PEOPLES)
            and len(entity.keys) < 4
        ):
            entity.kind = "organization"
        entity.nouns = frozenset(stated)


def _has_a_team(unquoted: str, entity: Entity) -> bool:
    return any(_HAS_A_TEAM.match(unquoted, name.end) is not None for name in entity.mentions if not name.quoted)


def _acts(unquoted: str, entity: Entity) -> bool:
    """Whether what was taken for a place does what bodies do: "a crash outside FreshCo ... a FreshCo spokesman"."""
    return any(_ACTS.match(unquoted, name.end) is not None for name in entity.mentions if not name.quoted)


def _stated_nouns(unquoted: str, name: Name) -> Iterable[str]:
    before = None if name.title else _BEFORE.search(unquoted[max(0, name.start - _WINDOW) : name.start])
    if before is not None and not _MADE_BY.match(unquoted, name.end):
        yield before["noun"].lower()
    if unquoted[name.end : name.end + 1] == ",":
        apposed = None if name.title else _APPOSED.search(unquoted, max(0, name.start - _TOLD_WINDOW), name.start)
        if apposed is not None:
            yield apposed["noun"] or apposed["told"]
    after = None if name.possessive else _AFTER.match(unquoted, name.end)
    if after is not None:
        yield after["noun"]
