"""The people and organisations that one article names: which names are one entity's.

A full name is one with its surname, its given name and its short forms later or earlier in the article. Two full
names of one surname stay two people; a surname alone is then the one its title or its neighbourhood points to.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count

from rapidfuzz.distance import OSA

from quotes.coreference.capitals import is_given
from quotes.coreference.entities import Entity, Unnamed, fullest, looks_like_person, title_in_name
from quotes.coreference.family import generation_of
from quotes.coreference.full_names import within_headline, within_longer_names, within_title
from quotes.coreference.gender import gender_of_given, gender_of_noun, genders_of_titles
from quotes.coreference.name_index import NameIndex
from quotes.coreference.name_scanner import Name
from quotes.coreference.organizations import Organizations
from quotes.coreference.other_names import OtherName
from quotes.coreference.unlisted_names import English, any_word, is_of_its_own
from quotes.lexicon import plain, words
from quotes.names.comparison import same_given
from quotes.names.folding import fold
from quotes.names.name_parts import fold_word, keys_of, suffix_of


class People:
    """The entities of an article's names, and which name is whose."""

    def __init__(
        self, names: Sequence[Name], title: str = "", others: Iterable[OtherName] = (), english: English = any_word
    ) -> None:
        self.entities: list[Entity] = []
        self.of_title: list[tuple[Name, Entity]] = []  # whom the title alone names in full
        self.of: dict[int, Entity] = {}  # a name's start -> its entity, where that is certain
        self.choices: dict[int, tuple[Entity, ...]] = {}  # a name's start -> entities to choose from
        self._english = english
        self._index = NameIndex()
        self._numbers = count()
        self.organizations = Organizations(self._numbers)
        self._namesakes: dict[tuple[str, str], Entity] = {}
        self._genders = genders_of_titles(names)
        self._surnames: dict[str, list[Entity]] = defaultdict(list)
        ready = [name for name in names if not name.tentative]
        self._full_names(ready)
        for other_name in others:
            self._call(other_name)
        self._headlines(names, ready)
        self._names_within(names, title)
        for entity in self.entities:
            if len(self._surnames[entity.keys[-1][:2]]) < 50:
                self._surnames[entity.keys[-1][:2]].append(entity)
        for name in ready:
            if name.start not in self.of:
                self._rest(name)
        for name in names:
            if name.tentative and name.start not in self.of:
                self._tentative(name)
        for entity in self.entities:
            entity.name = f"{title_in_name(entity)} {fullest(entity)}".strip()
            if entity.kind is None and looks_like_person(entity):
                entity.kind = "person"

    def _full_names(self, ready: Sequence[Name]) -> None:
        """Who is named in full; "Crooked Jane Roe" last: its end may be the name that the article knows."""
        doubtful: list[Name] = []
        for name in ready:
            if name.kind != "place" and len(keys_of(name.parts)) > 1 and not self._is_organisation(name):
                sure = is_given(name.parts[0]) or name.kind == "person"
                titled = len(name.parts) == 2 and plain(name.parts[0]) in words("honorifics")
                (self._full if sure and not titled else doubtful.append)(name)
        for name in doubtful:
            rest = keys_of(name.parts[1:])
            titled = plain(name.parts[0]) in words("honorifics")  # Sheikh Rashid, of Sheikh Rashid bin Saeed
            ends_so = len(keys_of(name.parts)) > 2 or name.sentence_initial or titled
            known = self._index.entities_of(name.parts[1:]) if ends_so else []
            if len(rest) > 1:  # Kirk Bryn Gwyn is not Hall Bryn Gwyn, whose name they both have
                known = [entity for entity in known if same_given(entity.keys[0], rest[0])]
            if known and is_of_its_own(name, known[0], self._english):
                self._full(name)
            elif len(known) == 1 and known[0].keys[0] != fold_word(name.parts[0]):
                self._add(replace(name, text=" ".join(name.parts[1:]), parts=name.parts[1:]), known[0])
            elif not known:
                self._full(name)

    def _call(self, other: OtherName) -> None:
        """Give a person one more name; whoever had it so far is that person too."""
        owner = self.of.get(other.of.start)
        bearer = self.of.get(other.name.start) if other.name is not None else None
        if bearer is None:
            bearer = next(iter(self._index.entities_of(other.words.split())), None)
        if owner is None or bearer is owner or not (owner.is_person and (bearer is None or bearer.is_person)):
            return
        if bearer is None:
            owner.also[fold(other.words)] = other.words
            self._index.add(owner, other.words.split())
            return
        kept, gone = (bearer, owner) if other.better_known else (owner, bearer)
        kept.also |= {gone.full: fullest(gone)} | gone.also
        self._index.give(gone, kept)
        self._merge(gone, kept)
        kept.mentions.sort(key=lambda name: name.start)

    def _headlines(self, names: Sequence[Name], ready: Sequence[Name]) -> None:
        alone = {keys_of(name.parts) for name in ready}
        for name in names:
            if name.tentative and name.headline:
                whole = next(within_headline(name, alone, self._english, self._index.entities_of), None)
                if whole is not None:
                    self._add(whole, self._new(whole, "person"))

    def _names_within(self, names: Sequence[Name], title: str) -> None:
        """Who is named in full only within a body's name ("the Tom Roe Foundation") or the article's title."""
        for part in within_longer_names(names):
            if not self._is_borne(keys_of(part.parts)):
                entity = self._new(part, "person")
                entity.mentions.append(part)
                entity.names[part.text] += 1
        for titled_name in within_title(title, names):
            if not self._index.entities_of(titled_name.parts[-1:]):
                entity = self._new(titled_name, "person")
                entity.names[titled_name.text] += 1
                self.of_title.append((titled_name, entity))

    def _is_organisation(self, name: Name) -> bool:
        return name.kind == "organization" and not (
            name.article and is_given(name.parts[0]) and plain(name.parts[-1]) not in words("organisation_words")
        )

    def _add(self, name: Name, entity: Entity) -> None:
        self.of[name.start] = entity
        entity.mentions.append(name)
        entity.names[name.text] += 1
        if name.kind == "person":
            entity.kind = "person"

    def _new(self, name: Name, kind: str | None) -> Entity:
        entity = Entity(next(self._numbers), kind, keys=keys_of(name.parts), full=fold(" ".join(name.parts)))
        self.entities.append(entity)
        self._index.add(entity, name.parts)
        return entity

    def _full(self, name: Name) -> None:
        keys = keys_of(name.parts)
        alike = self._index.entities_of(name.parts) if len(keys) > 1 else []
        if len({generation_of(entity) for entity in alike}) > 1 and not suffix_of(name.parts):
            return  # the father or the son: which, is to be seen
        for entity in alike[:1]:
            if len(keys) > len(entity.keys):
                entity.keys, entity.full = keys, fold(" ".join(name.parts))
                self._index.add(entity, name.parts)
            self._add(name, entity)
            return
        self._add(name, self._new(name, name.kind if name.kind == "person" else None))

    def _is_borne(self, keys: Sequence[str]) -> bool:
        """Whether the article has somebody of the surname whose gender the surname's titles do not exclude."""
        gender = next(iter(self._genders.get(keys[-1], ())), None)
        bearers = [entity for entity in self._index.of_key(keys[-1]) if entity.keys[-1] == keys[-1]]
        return any(gender is None or gender_of_given(e.keys[0]) in (None, gender) for e in bearers)

    def _rest(self, name: Name) -> None:
        keys = keys_of(name.parts)
        if not keys:
            return
        people = self._people_called(name, keys)
        if len(people) == 1:
            self._add(name, people[0])
        elif people:
            self.choices[name.start] = tuple(people)
        else:
            self._add(name, self._other_entity(name, keys))

    def _people_called(self, name: Name, keys: tuple[str, ...]) -> list[Entity]:
        """The people a short name may be of; none where it is a place's or a body's own."""
        people = self._index.entities_of(name.parts)
        if name.kind == "place" and not any(keys[-1] == entity.keys[-1] for entity in people):
            return []  # "Chelsea" is no short form of Chelsea Roe where the place is meant; "Jordan" is of Jim Jordan
        if not people or (name.kind == "organization" and self._acronym(name)):
            return []
        people = self._with_namesakes(name, keys, people)
        genders = self._genders.get(keys[-1], {}) if len(keys) == 1 and name.title else {}
        if len(people) > 1 and len(genders) == 1:  # "President Roe", who is Mr. Roe elsewhere: not Ana Roe
            people = [entity for entity in people if gender_of_given(entity.keys[0]) in genders] or people
        return people

    def _other_entity(self, name: Name, keys: tuple[str, ...]) -> Entity:
        """The place, the body or the still unknown one that a name is of."""
        low = " ".join(keys)
        if name.kind == "place":
            entity = self.organizations.called.get(low) or self._new(name, "place")
            self.organizations.called[low] = entity
            return entity
        if name.kind == "organization" or self._is_organisation(name):
            return self._organisation(name, keys)
        body = self.organizations.long_form(name, keys) if keys[-1] in words("organisation_words") else None
        entity = self.organizations.called.get(low) or body or self._head_of(name, keys) or self._new(name, name.kind)
        if entity.number == len(self.entities) - 1 and not entity.mentions:
            self.organizations.called[low] = entity
        return entity

    def _head_of(self, name: Name, keys: tuple[str, ...]) -> Entity | None:
        """Whose shortened or misspelt name an unknown word is: "Acme" of Acme Energy, "Bornsten" of Bornstein."""
        if len(keys) > 1 or len(keys[0]) < 4:
            return None
        if name.title:  # "Professor McCarthy ... Prof McCarthey"
            misspelt = len(keys[0]) > 4 and name.kind == "person"
            near = [e for e in self._surnames[keys[0][:2]] if OSA.distance(e.keys[-1], keys[0], score_cutoff=1) == 1]
            return near[0] if misspelt and len(near) == 1 and near[0].is_person else None
        for entity in self._index.of_key(keys[0]):
            if entity.kind == "organization" and len(entity.keys) == 2 and entity.keys[0] == keys[0]:
                return entity
        if len(keys[0]) > 6 and not name.article and not is_given(name.text):
            near = [e for e in self._surnames[keys[0][:2]] if OSA.distance(e.keys[-1], keys[0], score_cutoff=1) == 1]
            return near[0] if len(near) == 1 else None
        return None

    def _with_namesakes(self, name: Name, keys: tuple[str, ...], people: list[Entity]) -> list[Entity]:
        """The entities of a surname, with one more where a title says so: "Mr. Roe" beside Jane Roe alone."""
        if len(keys) > 1 or any(keys[0] != entity.keys[-1] for entity in people):
            return people
        own = next((g for g in map(gender_of_noun, name.title.split()) if g), None)
        told = self._genders.get(keys[0], {})
        gender = own or next(iter(told), None)
        if gender is None or any(gender_of_given(entity.keys[0]) in (None, gender) for entity in people):
            return people
        if own is None and len(told) > 1:
            return people  # "Roe", where the article has Mr. and Mrs. Roe: whoever is named in full
        if (keys[0], gender) not in self._namesakes:
            self._namesakes[keys[0], gender] = self._new(name, "person")
        return [self._namesakes[keys[0], gender]]

    def _acronym(self, name: Name) -> bool:
        return (
            name.text.isupper() and len(name.text) <= 6 and " ".join(keys_of(name.parts)) in self.organizations.called
        )

    def _organisation(self, name: Name, keys: tuple[str, ...]) -> Entity:
        low = " ".join(keys)
        if low in self.organizations.called:
            return self.organizations.called[low]
        known = self.organizations.long_form(name, keys)
        if known is None:
            known = self._new(name, "organization")
            for short, other in self.organizations.enter(known, keys):
                self._merge(other, known)
                self.organizations.called[short] = known
        self.organizations.called[low] = known
        return known

    def _merge(self, old: Entity, new: Entity) -> None:
        for name in old.mentions:
            self.of[name.start] = new
            new.mentions.append(name)
            new.names[name.text] += 1
        old.mentions, old.names = [], Counter()

    def _tentative(self, name: Name) -> None:
        keys = keys_of(name.parts)
        people = self._index.entities_of(name.parts)
        if len(people) == 1:
            self._add(name, people[0])
        elif people:
            self.choices[name.start] = tuple(people)
        elif len(keys) == 1 and not name.headline and (entity := self._head_of(name, keys)) is not None:
            self._add(name, entity)
        elif " ".join(keys) in self.organizations.called:
            self._add(name, self.organizations.called[" ".join(keys)])
        elif len(keys) > 1 and not name.headline:
            self._full(name) if name.kind in ("person", None) else self._add(name, self._organisation(name, keys))

    def unnamed(self, what: Unnamed, gender: str | None = None) -> Entity:
        """A new entity that no name of the article names; it does not stand among `entities`."""
        kind = "group" if what == "crowd" else "person"
        return Entity(next(self._numbers), kind, gender=gender, unnamed=what)

    def call_by_surname(self, entity: Entity, partner: Entity) -> None:
        """Let whoever bears the surname alone and a title of the entity's gender be the entity: Mrs Roe of Tom Roe."""
        alone = self._namesakes.pop((partner.keys[-1], entity.gender or ""), None)
        if alone is not None and alone.mentions:
            given, surname = entity.name, alone.mentions[0].text
            self._merge(alone, entity)
            entity.name = f"{given} {surname}"

    def settle(self, name: Name | None, entity: Entity | None) -> None:
        """Record whom a name of several entities was found to mean."""
        if name is not None and entity is not None:
            self._add(name, entity)
            entity.name = entity.name or name.text

    def organisation(self, text: str) -> Entity | None:
        """The organisation that the article calls by these words."""
        return self.organizations.called.get(" ".join(keys_of(text.split())))
