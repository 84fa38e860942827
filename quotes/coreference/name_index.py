"""The people of one article, found by what they may be called: a full name in any spelling, a family or given name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from quotes.coreference.entities import Entity
from quotes.names.family_names import asian_surnames
from quotes.names.folding import fold, may_open_alike, skeletons
from quotes.names.given import is_given, may_be_given
from quotes.names.name_parts import keys_of
from quotes.names.one_article import are_one, family_words, is_family_name

MOST_NAMESAKES = 40  # of one word: a directory of names must not cost the square of its length
MOST_OF_A_FIRST_NAME = 8
SHORTEST_RENDERED = 6  # letters: a shorter word is as likely another name


class NameIndex:
    """Entities by the words of their names and by how these sound."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[Entity]] = defaultdict(list)
        self._by_sound: dict[str, list[Entity]] = defaultdict(list)

    def add(self, entity: Entity, parts: Sequence[str]) -> None:
        for key in dict.fromkeys(keys_of(parts)):
            _enter(self._by_key[key], entity)
        if len(entity.keys) > 1:
            for sound in _sounds(fold(" ".join(parts))):
                most = MOST_OF_A_FIRST_NAME if sound[0] == "^" else MOST_NAMESAKES
                _enter(self._by_sound[sound], entity, most)

    def give(self, old: Entity, new: Entity) -> None:
        """Let all that one entity may be called be found as another's: the two are one."""
        for name in (old.full, *old.also):
            for known, keys in ((self._by_key, name.split()), (self._by_sound, _sounds(name))):
                for key in keys:
                    known[key] = list({id(one): one for one in (new if e is old else e for e in known[key])}.values())

    def of_key(self, key: str) -> Sequence[Entity]:
        """The entities that have a word in their name."""
        return self._by_key.get(key, ())

    def entities_of(self, parts: Sequence[str]) -> list[Entity]:
        """The people whose full name is this, in any spelling, or has this word: as the family name, else as the given
        name, else within."""
        keys = keys_of(parts)
        if not keys:
            return []
        if len(keys) > 1:
            name = fold(" ".join(parts))
            return [entity for entity in self._that_sound_like(name) if _is_called(entity, name)]
        known = [e for e in self.of_key(keys[0]) if len(e.keys) > 1 and e.kind in ("person", None)]
        if not known:
            return self._rendered(keys[0])
        return [e for e in known if _bears(e, keys[0])] or [e for e in known if e.keys[0] == keys[0]] or known

    def _rendered(self, word: str) -> list[Entity]:
        """Whose family name a lone word is in other letters: "Lukashenka" of Alexander Lukashenko."""
        if len(word) < SHORTEST_RENDERED or self.of_key(word) or may_be_given(word):
            return []
        return [entity for entity in self._that_sound_like(word) if is_family_name(entity.full, word)]

    def _that_sound_like(self, folded: str) -> Iterator[Entity]:
        found: dict[int, Entity] = {}
        for sound in _sounds(folded):
            for entity in self._by_sound.get(sound, ()):
                if sound[0] != "^" or may_open_alike(_second(entity.full), _second(folded)):
                    found[entity.number] = entity
        return (found[number] for number in sorted(found) if found[number].kind in ("person", None))


def _is_called(entity: Entity, name: str) -> bool:
    return are_one(entity.full, name) or any(are_one(other, name) for other in entity.also)


def _enter(known: list[Entity], entity: Entity, most: int = MOST_NAMESAKES) -> None:
    if len(known) < most and all(entity is not other for other in known):
        known.append(entity)


@lru_cache(maxsize=8192)
def _sounds(folded: str) -> tuple[str, ...]:
    """What two spellings of one full name have in common: the sound of a word, or all letters."""
    spelt = folded.split()
    first = is_given(spelt[0]) and spelt[0] not in asian_surnames()
    found = ["=" + "".join(sorted(folded.replace(" ", "")))]
    for at, word in enumerate(spelt):
        if len(word) > 1:
            found.extend(f"^{sound}" if first and at == 0 else sound for sound in skeletons(word) if sound)
    return tuple(sorted(found))


def _second(folded: str) -> str:
    return "".join(folded.split()[1:2])


def _bears(entity: Entity, word: str) -> bool:
    return word == entity.keys[-1] or word in family_words(entity.full)
