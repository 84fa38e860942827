"""Whom a pronoun means: the person in the reader's mind who fits.

One pass in reading order keeps how present each person is: a subject more than an object, the sentence before more
than the one before that. A pronoun takes the most present person of its gender, and keeps them present.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotes.coreference.entities import Entity
from quotes.coreference.mentions import GENDER, Mention

WEIGHT = {3: 10.0, 2: 6.0, 1: 3.5, 0: 2.5}
QUOTED, HEADLINE = 0.4, 0.6
OWNER_OF_THE_SUBJECT = 5.0  # "Roe's first albums were bought": she is told of
FALLEN = 0.8  # the dead are spoken of and seldom speak
INTRODUCED = 4.0  # a full name with a role, for the first time: whoever is introduced tends to speak next
DECAY = 0.45  # a sentence on
FLOOR = 0.15  # less present than this is forgotten
UNKNOWN_GENDER, UNKNOWN_KIND = 0.7, 0.6
CALLED_OTHERWISE = 0.15  # a "he" before this "she"
_CLEAR = 0.6  # a pronoun with no rival nearer than this tells the gender of whom it means
LIMIT = 40  # so many are kept in mind: a page of names must not cost the square of its length
_NO_PERSONS = ("organization", "place", "group")
_DECAYS = tuple(DECAY**sentences for sentences in range(64))  # nothing is present any more after the last of them


class Salience:
    """How present each entity is, at the sentence that was read last."""

    def __init__(self) -> None:
        self._present: dict[int, tuple[float, int, Entity, Mention]] = {}
        self._named = False
        self._called: dict[int, str] = {}  # whose gender nothing tells but the pronoun that meant them

    def observe(self, mention: Mention, entity: Entity) -> None:
        weight = WEIGHT[mention.prominence]
        if mention.quoted:
            weight = QUOTED
        elif mention.name is not None and mention.name.headline:
            weight = HEADLINE
        elif mention.fallen:
            weight = FALLEN
        elif _opens_as_an_owner(mention):
            weight = OWNER_OF_THE_SUBJECT
        elif mention.introduces:
            weight += INTRODUCED
        elif mention.role is not None and not entity.name and mention.text[:4].lower() in ("her ", "his ", "thei"):
            weight *= 0.5  # “her own mother”: a figure beside the one who is told of
        if mention.form == "pronoun" and entity.gender is None and (mention.rivalry or 0.0) < _CLEAR:
            self._called.setdefault(entity.number, GENDER.get(mention.text.lower(), ""))
        if entity.kind == "person" and entity.name and weight > 2:
            self._named = True
        before = self._present.get(entity.number)
        value = self.value(entity, mention.sentence) if before else 0.0
        if before is not None and before[1] == mention.sentence:
            value = max(value, weight) + 0.1 * min(value, weight)
        else:
            value = weight + 0.5 * value
        self._present[entity.number] = (value, mention.sentence, entity, mention)
        if len(self._present) > 2 * LIMIT:
            by_value = sorted(
                self._present.values(), key=lambda entry: (-self.value(entry[2], mention.sentence), entry[2].number)
            )
            self._present = {entry[2].number: entry for entry in by_value[:LIMIT]}

    def value(self, entity: Entity, sentence: int) -> float:
        known = self._present.get(entity.number)
        if known is None:
            return 0.0
        return known[0] * _decay(sentence - known[1])

    def has_just_acted(self, entity: Entity, mention: Mention) -> bool:
        """Whether the latest mention is the subject of the sentence before, or of this one."""
        known = self._present.get(entity.number)
        return known is not None and known[3].prominence == 3 and known[1] >= mention.sentence - 1

    @property
    def has_person(self) -> bool:
        """Whether a person was named so far."""
        return self._named

    def _at(self, entity: Entity) -> int:
        """Where the latest mention stands: of two who are as present, the nearer is meant."""
        return self._present[entity.number][3].start

    def prominence(self, sentence: int, gender: str | None, *, near: bool = False) -> list[tuple[float, Entity]]:
        """Persons that fit a gender, most present first; `near` prefers those of the same sentence."""
        fitting: list[tuple[float, Entity]] = []
        for present, at, entity, _ in self._present.values():
            if entity.kind in _NO_PERSONS or not (fitness := fits(entity, gender)):
                continue
            if gender is not None and self._called.get(entity.number, gender) not in (gender, ""):
                fitness *= CALLED_OTHERWISE
            value = present * _decay(sentence - at) * fitness
            if near and at == sentence:
                value *= 1.6
            if value > FLOOR:
                fitting.append((value, entity))
        fitting.sort(key=lambda pair: (-pair[0], -self._at(pair[1]), pair[1].number))
        return fitting

    def organisations(self, sentence: int, *, crowds: bool = False) -> list[tuple[float, Entity]]:
        """Organisations (and unnamed crowds, "protesters"), most present first."""
        found = [
            (self.value(entity, sentence), entity)
            for _, _, entity, _ in self._present.values()
            if entity.kind == "organization"
            or (entity.kind is None and len(entity.keys) > 1)
            or (crowds and entity.kind == "group")
        ]
        return sorted((p for p in found if p[0] > FLOOR), key=lambda pair: (-pair[0], pair[1].number))


def _decay(sentences: int) -> float:
    """What is left of a presence so many sentences on."""
    return _DECAYS[max(0, sentences)] if sentences < len(_DECAYS) else 0.0


def _opens_as_an_owner(mention: Mention) -> bool:
    name = mention.name
    if mention.form == "owner":
        return mention.text[0].isupper()
    return name is not None and name.possessive and name.sentence_initial and mention.prominence == 0


def rivalry(ranked: Sequence[tuple[float, Entity]]) -> float:
    """How near the second of a ranking comes to the first, 0 (there is none) to 1."""
    return ranked[1][0] / ranked[0][0] if len(ranked) > 1 and ranked[0][0] else 0.0


def fits(entity: Entity, gender: str | None) -> float:
    """How well an entity fits a pronoun's gender, 0 to 1."""
    sure = 1.0 if entity.kind == "person" else UNKNOWN_KIND
    if gender is None or entity.gender == gender:
        return sure
    return sure * (UNKNOWN_GENDER if entity.name else 0.5) if entity.gender is None else 0.0
