"""Which organisation a description means: "the union", "the drugmaker", "the budget airline", "the company"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter

from quotes.coreference.capitals import is_given
from quotes.coreference.entities import Entity
from quotes.coreference.mentions import Mention
from quotes.coreference.salience import UNKNOWN_KIND, Salience
from quotes.coreference.stated_bodies import same_bodies
from quotes.lexicon import sections, words

# here: the nouns for whatever is called by one of the outlet_words
_PAPERS = frozenset(("newspaper", "paper", "daily", "weekly", "tabloid", "broadsheet", "publication"))
# here: the nouns that any business may be called by, whatever its trade
_ANY_BUSINESS = frozenset(("company", "firm", "group", "business", "giant", "manufacturer"))
_LEAST_OF_A_BARE_NAME = 1.0
_SUBJECT_JUST_BEFORE = 4.0  # how present the subject of the sentence before is


class SalientBodies:
    """Answers which body the descriptions of one article mean, in reading order."""

    def __init__(self, entities: Sequence[Entity], salience: Salience) -> None:
        self._salience = salience
        self._meant_before: dict[str, Entity] = {}  # a noun -> whom it meant last
        self._by_key: dict[str, list[tuple[int, Entity]]] = defaultdict(list)
        for entity in entities:
            if entity.kind == "organization" and entity.mentions:
                first = min(name.start for name in entity.mentions)
                for key in {*entity.keys, *entity.nouns}:
                    self._by_key[key].append((first, entity))
        for entries in self._by_key.values():
            entries.sort(key=lambda entry: (entry[0], entry[1].number))

    def meant(self, mention: Mention) -> Entity | None:
        """The one so named or told to be one, else the one in the reader's mind."""
        noun = mention.text.lower().split()[-1]
        if (entity := self.called(noun, mention)) is not None:
            return entity
        modified = len(re.split(r"[ \u00a0]", mention.text)) > 2
        trade = noun in words("nouns_before_bodies") or noun in _ANY_BUSINESS
        tentative = noun in words("organisation_nouns_weak") or noun not in words("organisation_nouns")
        if (tentative and not trade) or (modified and noun not in _ANY_BUSINESS):
            return None
        found = self._salient(mention, noun)
        before = self._meant_before.get(noun)
        if before is not None and found is not None and len(found.mentions) < len(before.mentions):
            found = before  # "the company" of the story, not the one that spoke of it in between
        if found is not None:
            self._meant_before[noun] = found
        return found

    def called(self, noun: str, mention: Mention) -> Entity | None:
        """The body whose name has the noun or that was told to be it."""
        known = [entity for _, entity in self._salience.organisations(mention.sentence)]
        return _called_so(noun, known) or self._named_before(noun, mention.start)

    def just_acted(self, mention: Mention) -> Entity | None:
        """ "The council refused. A spokesman said": the body that the sentence before is about."""
        if re.fullmatch(r"[Aa] \w+", mention.text) is None:
            return None
        known = self._salience.organisations(mention.sentence)
        return known[0][1] if known and known[0][0] > _SUBJECT_JUST_BEFORE else None

    def _named_before(self, noun: str, until: int) -> Entity | None:
        """Of the bodies so called that were named before an offset, the one that was named last for the first time."""
        latest: tuple[int, Entity | None] = (-1, None)
        for key in sorted(_called(noun)):
            entries = self._by_key.get(key, ())
            at = bisect_left(entries, until, key=itemgetter(0)) - 1
            if at >= 0 and entries[at][0] > latest[0]:
                latest = entries[at]
        return latest[1]

    def _salient(self, mention: Mention, noun: str) -> Entity | None:
        """The most present body that nothing says to be another kind of thing."""
        bare = self._bare_name(mention) if noun in _ANY_BUSINESS else (0.0, None)
        for value, entity in self._salience.organisations(mention.sentence):
            if value <= max(_least(noun), bare[0]):
                break
            if _may_be(noun, entity):
                return entity
        if bare[1] is not None:
            bare[1].kind = "organization"
        return bare[1]

    def _bare_name(self, mention: Mention) -> tuple[float, Entity | None]:
        """ "Rivolta will close its plant. The company ...": the most present name that no list knows for anything."""
        for value, entity in self._salience.prominence(mention.sentence, None):
            if value < _LEAST_OF_A_BARE_NAME:
                break
            if entity.kind is None and len(entity.keys) == 1 and not is_given(entity.keys[0]):
                return value / UNKNOWN_KIND, entity
        return 0.0, None


def _least(noun: str) -> float:
    """How present a body must be that a noun is to mean."""
    if noun in ("company", "firm"):
        return 0.2
    return 1.0 if noun in words("nouns_before_bodies") else 2.0


def _called(noun: str) -> frozenset[str]:
    """The words by which the names of bodies say that the noun may be said of them."""
    called = words("outlet_words") if noun in _PAPERS else sections("bodies_by_noun").get(noun, frozenset())
    return called | {noun}


def _called_so(noun: str, entities: Sequence[Entity]) -> Entity | None:
    kinds = _called(noun)
    same = same_bodies(noun)
    tests = (
        lambda entity: kinds & set(entity.keys),
        lambda entity: noun in entity.nouns,
        lambda entity: entity.nouns & same,
    )
    return next((entity for is_so in tests for entity in entities if is_so(entity)), None)


def _may_be(noun: str, entity: Entity) -> bool:
    """Whether nothing says that the body is another kind of thing: no bank is "the union"."""
    if entity.nouns and not entity.nouns & _ANY_BUSINESS and noun not in _ANY_BUSINESS:
        return False
    own = set(entity.keys) & words("organisation_nouns")
    return not own or noun in own or noun in _ANY_BUSINESS or noun in ("agency", "organisation", "organization")
