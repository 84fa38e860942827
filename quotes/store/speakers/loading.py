"""What one regrouping looks at: the names that hang together with those that changed, and no more of a block.

A block (the names under one key) may hold hundreds who have nothing to do with each other: only names that are
related to one that is looked at are followed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, literal, select, union_all

from quotes.linking import Link, NameRecord, Relations, Sorted, offices
from quotes.store.schema.speaker_tables import speaker_links, speaker_names, speaker_roles, stated_aliases
from quotes.store.speakers.keys import stop_keys_among
from quotes.store.speakers.look_alikes import RECORDS, Name, look_alikes
from quotes.store.statements.one_of_many import one_of

# What would draw in more names than this is cut off here: one look-up stays small.
_MOST_RECORDS = 2000
_MOST_OF_ONE = 50  # for each name that is looked up, when they are many
# The kinds of keys by which people are looked for, see quotes/linking/blocking.py
KINDS = frozenset({"g:", "o:", "a:", "l:", "j:", "s:", "i:"})
RecordKey = tuple[str, str, str]
Decided = tuple[int, int, bool, bool]  # two records, whether they are one, whether by hand (else articles state it)

_RECORDS = select(*RECORDS).where(one_of(speaker_names.c.pk, "pks"))
_OF_SPEAKERS = select(speaker_names.c.pk).where(one_of(speaker_names.c.speaker_pk, "speakers"))
_ROLES = select(speaker_roles.c.name_pk, speaker_roles.c.role).where(one_of(speaker_roles.c.name_pk, "pks"))
_LINKS = select(speaker_links.c.a_pk, speaker_links.c.b_pk, speaker_links.c.same, literal(value=True))
_ALIASES = select(stated_aliases.c.name_pk, stated_aliases.c.alias_pk, literal(value=True), literal(value=False))
_DECIDED = union_all(
    *(_LINKS.where(one_of(column, "pks")) for column in (speaker_links.c.a_pk, speaker_links.c.b_pk)),
    *(_ALIASES.where(one_of(column, "pks")) for column in (stated_aliases.c.name_pk, stated_aliases.c.alias_pk)),
)


@dataclass(slots=True)
class Loaded:
    """The records of one regrouping: `scope` is sorted anew, the others keep their speaker and are joined to."""

    rows: dict[int, NameRecord] = field(default_factory=dict)
    speaker: dict[int, int | None] = field(default_factory=dict)
    scope: set[int] = field(default_factory=set)
    decided: set[Decided] = field(default_factory=set)
    undecided: set[int] = field(default_factory=set)  # as it is stored
    stop_keys: set[str] = field(default_factory=set)
    # a name that needs context -> its candidates whose context was read
    context_read: dict[int, set[int]] = field(default_factory=dict)
    _peeked: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    # what pairs of records say of each other: their names and roles are read before they are sorted, and stay
    told: Relations = field(default_factory=dict)
    sorted_before: Sorted = field(default_factory=dict)
    # by name its look-alikes, each with the kinds of the keys by which they meet, stop keys left out
    _alike: dict[Name, dict[Name, frozenset[str]]] = field(default_factory=dict)
    _records_of: dict[Name, set[int]] = field(default_factory=lambda: defaultdict(set))
    _keys_asked: set[str] = field(default_factory=set)
    _decisions_read: set[int] = field(default_factory=set)
    _pairs: list[tuple[RecordKey, RecordKey]] = field(default_factory=list)
    _paired: int = 0  # of how many records these pairs are

    def peek(self, connection: Connection, pks: Iterable[int]) -> None:
        """Read records without taking them in."""
        if new := set(pks) - self._peeked.keys():
            self._peeked |= {row[0]: tuple(row) for row in connection.execute(_RECORDS, {"pks": new}).all()}

    def take(self, connection: Connection, pks: Iterable[int]) -> None:
        """Take records in, those that are read somewhere."""
        pks = set(pks)
        self.peek(connection, pks)
        for pk in pks - self.rows.keys():
            _, folded, type, disambiguator, articles, speaker, by_hand, undecided = self._peeked[pk]
            if articles > 0 or by_hand:
                self.rows[pk] = NameRecord(folded, type, disambiguator, articles=max(articles, 1))
                self.speaker[pk] = speaker
                if undecided:
                    self.undecided.add(pk)

    def by_name(self, connection: Connection, pks: Iterable[int]) -> dict[Name, set[int]]:
        """The records by their names alone, whatever their roles."""
        pks = set(pks)
        self.peek(connection, pks)
        found: dict[Any, set[int]] = defaultdict(set)
        for pk in pks:
            found[self._peeked[pk][1:3]].add(pk)
        for name, some in found.items():
            # also those that are read nowhere any more: what they told apart from another of their name is one by now
            self._records_of[name] |= some
        return found

    def near(self, connection: Connection, names: Set[Name], kinds: Set[str]) -> list[set[int]]:
        """For each name the records under its keys of these kinds that may be one with it, as far as names say."""
        self._look_at(connection, names)
        return [
            {
                pk
                for other, by in self._alike[name].items()
                if not by.isdisjoint(kinds)
                for pk in self._records_of[other]
            }
            for name in names
        ]

    def _look_at(self, connection: Connection, names: Set[Name]) -> None:
        """Read who looks like these names, if it is not read yet."""
        new = names - self._alike.keys()
        if not new:
            return
        found = look_alikes(connection, new)
        self._peeked |= found.records
        for pk, record in found.records.items():
            self._records_of[record[1], record[2]].add(pk)
        for name, others in found.keys.items():
            if len(self._records_of[name]) < 2:
                # one record meets nobody under the keys that its name shares with itself, which are most of all keys
                others.pop(name, None)
        keys = {key for others in found.keys.values() for some in others.values() for pair in some for key in pair}
        # from a stop key nobody is found either: who is related does not hang on who is looked up
        self.stop_keys |= stop_keys_among(connection, keys - self._keys_asked)
        self._keys_asked |= keys
        for name, others in found.keys.items():
            self._alike[name] = {
                other: frozenset(
                    key[:2] for own, key in some if own not in self.stop_keys and key not in self.stop_keys
                )
                for other, some in others.items()
            }

    def pairs(self, connection: Connection) -> list[tuple[RecordKey, RecordKey]]:
        """The records that look alike, each two of them once; looked for anew where more records have come."""
        if self._paired == len(self.rows):
            return self._pairs
        named: dict[Name, list[RecordKey]] = defaultdict(list)
        for record in self.rows.values():
            named[record.folded, record.type].append(record.key)
        self._look_at(connection, named.keys())
        self._paired = len(self.rows)
        self._pairs = [
            (a, b)
            for name, some in named.items()
            for other, by in self._alike[name].items()
            if by and name <= other
            for a in some
            for b in named.get(other, ())
            if a < b or name < other
        ]
        return self._pairs

    def decide(self, connection: Connection, pks: Iterable[int]) -> None:
        """Read what was decided of these records, if it is not read yet."""
        if new := set(pks) - self._decisions_read:
            self.decided |= decided(connection, new)
            self._decisions_read |= new

    def links(self) -> list[Link]:
        """What was decided of the records."""
        return [
            Link(self.rows[a].key, self.rows[b].key, same, by_hand)
            for a, b, same, by_hand in sorted(self.decided)
            if a in self.rows and b in self.rows
        ]

    def assigned(self) -> dict[tuple[str, str, str], int]:
        """The speakers of the records outside the scope, which they stay with."""
        outside = self.rows.keys() - self.scope
        return {self.rows[pk].key: speaker for pk in outside if (speaker := self.speaker[pk]) is not None}


def load(connection: Connection, touched: set[int]) -> Loaded:
    """All whose speaker may hang on the touched records, and those they may be joined to."""
    loaded = Loaded()
    widen(connection, loaded, touched)
    return loaded


def widen(connection: Connection, loaded: Loaded, touched: set[int]) -> None:
    """Take these records and all whose speaker may hang on them into the scope, and in whom they may be joined to."""
    full = _follow(connection, loaded, touched, frozenset({"g:", "o:", "a:"}), decisions=True) | touched
    lone = _follow(connection, loaded, full, frozenset({"l:", "j:"}))
    # a body of that one word goes where the lone name goes
    lone |= _follow(connection, loaded, lone, frozenset({"o:", "a:"}), decisions=True)
    loaded.decide(connection, lone)
    loaded.scope |= (full | lone) & loaded.rows.keys()
    around_them(connection, loaded)


def around_them(connection: Connection, loaded: Loaded) -> None:
    """Take in whom the records of the scope may be joined to, each with all the other names of its speaker."""
    near = _related(connection, loaded, loaded.scope, KINDS)
    near |= {pk for a, b, *_ in loaded.decided for pk in (a, b)}
    loaded.take(connection, near)
    around = {loaded.speaker[pk] for pk in near if loaded.speaker.get(pk) is not None}
    if around:
        loaded.take(connection, connection.execute(_OF_SPEAKERS, {"speakers": around}).scalars().all())
    loaded.decide(connection, loaded.rows)
    _add_offices(connection, loaded)


def dependent(connection: Connection, loaded: Loaded, changed: set[int]) -> set[int]:
    """The records outside the scope that may be joined to people of whom these records are or were a part."""
    found = _related(connection, loaded, changed, KINDS)
    loaded.take(connection, found)
    return {pk for pk in found - loaded.scope if pk in loaded.rows}


def decided(connection: Connection, records: Iterable[int]) -> set[Decided]:
    """What was decided of any of the records, and which of them articles state to be one."""
    return {tuple(row) for row in connection.execute(_DECIDED, {"pks": list(records)}).all()}


def _follow(
    connection: Connection,
    loaded: Loaded,
    start: set[int],
    kinds: Set[str],
    *,
    decisions: bool = False,
) -> set[int]:
    """The records related to the start's under keys of these kinds, and to those in turn; taken in with the start."""
    seen: set[int] = set()
    frontier = set(start)
    most = _MOST_RECORDS + _MOST_OF_ONE * len(start)
    while frontier and len(seen) < most:
        loaded.take(connection, frontier)
        seen |= frontier
        found = _related(connection, loaded, frontier, kinds)
        if decisions:
            loaded.decide(connection, frontier)
            found |= {pk for a, b, *_ in loaded.decided if a in frontier or b in frontier for pk in (a, b)}
        frontier = found - seen
    return {pk for pk in seen if pk in loaded.rows}


def _related(
    connection: Connection,
    loaded: Loaded,
    records: set[int],
    kinds: Set[str],
) -> set[int]:
    """The records under these records' keys whose names say that they may be one with them."""
    named = loaded.by_name(connection, records)
    found: set[int] = set()
    for pks, near in zip(named.values(), loaded.near(connection, named.keys(), kinds), strict=True):
        # nobody is related to themselves, but two of one name are to each other
        found |= near if len(pks) > 1 else near - pks
    return found


def _add_offices(connection: Connection, loaded: Loaded) -> None:
    roles: dict[int, set[str]] = defaultdict(set)
    for name_pk, role in connection.execute(_ROLES, {"pks": loaded.rows}).all():
        roles[name_pk].add(role)
    for pk, said in roles.items():
        record = loaded.rows[pk]
        loaded.rows[pk] = replace(record, offices=offices(sorted(said)))
