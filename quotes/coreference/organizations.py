"""The organisations of one article by the words it calls them: full names, short forms, initials."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from quotes.coreference.entities import Entity, initials_of
from quotes.coreference.name import Name
from quotes.lexicon import sections
from quotes.names.name_parts import fold_word

_MOST_AT_AN_EDGE = 30  # organisations that begin or end with one word: a list of them must not cost its square


class Organizations:
    """What the article calls its organisations; places of one name stand here, too."""

    def __init__(self, numbers: Iterator[int]) -> None:
        self._numbers = numbers  # those that no entity has yet
        self.called: dict[str, Entity] = {}
        self._by_initials: dict[str, Entity] = {}
        self._by_edge: dict[str, list[Entity]] = defaultdict(list)
        self._eponymous: dict[tuple[int, str], Entity] = {}

    def long_form(self, name: Name, keys: tuple[str, ...]) -> Entity | None:
        """The organisation whose short name this is: its initials, its last words, its first two or more."""
        letters = fold_word(name.text)
        if len(keys) == 1 and name.text.isupper() and 2 <= len(letters) <= 7 and letters in self._by_initials:
            return self._by_initials[letters]
        for known in self._by_edge.get(keys[-1], ()):
            if known.keys[-len(keys) :] == keys and len(known.keys) > len(keys):
                return known
        for known in self._by_edge.get(keys[0], ()) if len(keys) > 1 else ():
            if known.keys[: len(keys)] == keys and len(known.keys) > len(keys):
                return known
        return None

    def enter(self, entity: Entity, keys: tuple[str, ...]) -> Iterator[tuple[str, Entity]]:
        """List an organisation by its edges and initials; yields the short names that stood before it, and whose."""
        shorts = [keys[i:] for i in range(1, len(keys))] + [keys[:i] for i in range(2, len(keys))]
        for edge in {keys[0], keys[-1]}:
            if len(self._by_edge[edge]) < _MOST_AT_AN_EDGE:
                self._by_edge[edge].append(entity)
        if len(keys) > 1:
            for letters in initials_of(keys):
                self._by_initials.setdefault(letters, entity)
                shorts.append((letters,))
        for short in shorts:
            other = self.called.get(" ".join(short))
            if other is None or other is entity or other.kind != "organization" or other.keys != short:
                continue
            acronym = any(text.isupper() for text in other.names)
            if len(short) > 1 or acronym or short[0] in keys:  # the word "who" is not the WHO
                yield " ".join(short), other

    def club_of(self, place: Entity) -> Entity | None:
        """ "Ashford said in a statement": the one club of the town that the article names, as Ashford United."""
        if not place.keys or (place.kind == "organization" and len(place.keys) > 1) or place.kind == "person":
            return None
        words_of_clubs = sections("bodies_by_noun")["club"] - {"city"}
        known = {
            entity.number: entity
            for entity in self._by_edge.get(place.keys[0], ())
            if entity.keys[:-1] == place.keys and entity.keys[-1] in words_of_clubs
        }
        return next(iter(known.values())) if len(known) == 1 else None

    def eponymous(self, entity: Entity, noun: str, name: Name) -> Entity:
        """The organisation that bears a person's name: "the Roe campaign"."""
        key = (entity.number, noun)
        if key not in self._eponymous:
            called = f"{entity.name}'s office" if noun == "office" else f"{entity.name.split()[-1]} {noun}"
            body = Entity(next(self._numbers), "organization", called)
            body.keys = (fold_word(entity.name.split()[-1]), noun)
            self._eponymous[key] = body
        self._eponymous[key].mentions.append(name)
        return self._eponymous[key]
