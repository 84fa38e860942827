"""The groups of records as they grow, and which pairs of records are related at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from quotes.linking.blocking import MAX_BLOCK, counterparts, look_ups
from quotes.linking.comparing import NameRecord, relate
from quotes.linking.values import Link, RecordKey
from quotes.names.comparison import Relation

Relations = dict[tuple[RecordKey, RecordKey], tuple[Relation, str]]

_KEPT_APART = (Relation.CONFLICT, Relation.SEPARATE_BUT_SUGGEST)


@dataclass(slots=True)
class Clustering:
    """The groups as they grow; `group_of` gives each record's group by its number."""

    records: dict[RecordKey, NameRecord]
    relations: Relations
    told: Relations  # as `relations`, also of those that have nothing to do with each other; it outlives one sorting
    apart: set[frozenset[RecordKey]]
    group_of: dict[RecordKey, int]
    groups: dict[int, set[RecordKey]]
    assigned: Mapping[RecordKey, Hashable] = field(default_factory=dict)
    neighbours: dict[RecordKey, set[RecordKey]] = field(default_factory=lambda: defaultdict(set))
    needs_context: dict[RecordKey, frozenset[RecordKey]] = field(default_factory=dict)
    # a record -> it and those that articles state to be the same person's
    stated: dict[RecordKey, set[RecordKey]] = field(default_factory=dict)

    def relation(self, a: RecordKey, b: RecordKey) -> Relation:
        """Of any two, also of those that share no key: Alexander and Alexei exclude each other as what Alex is."""
        pair = (a, b) if a < b else (b, a)
        if (known := self.relations.get(pair)) is None:
            if (known := self.told.get(pair)) is None:
                known = self.told[pair] = relate(self.records[pair[0]], self.records[pair[1]])
            self.relations[pair] = known
        return known[0]

    def reason(self, a: RecordKey, b: RecordKey) -> str:
        return self.relations[(a, b) if a < b else (b, a)][1]

    def may_join(self, one: int, other: int) -> bool:
        """Whether nothing in one group contradicts anything in the other."""
        for a in self.groups[one]:
            for b in self.groups[other]:
                if self.exclude(a, b):
                    return False
        return True

    def exclude(self, a: RecordKey, b: RecordKey) -> bool:
        """Whether two records are never joined: by somebody's decision, or by their names and roles.

        Where articles state aliases, those of them decide that fit: “E. Tvarok” is Earvin “Buck” Tvarok, whatever it
        says of Buck.
        """
        if not self.stated:
            decided = bool(self.apart) and frozenset((a, b)) in self.apart  # which is seldom
            return decided or self.relation(a, b) in _KEPT_APART
        mine, theirs = self.stated.get(a, {a}), self.stated.get(b, {b})
        if a in theirs:
            return False
        pairs = [(one, other) for one in sorted(mine) for other in sorted(theirs)]
        if any(frozenset(pair) in self.apart for pair in pairs):
            return True
        return all(self.relation(*pair) in _KEPT_APART for pair in pairs)

    def are_decided_apart(self, a: RecordKey, b: RecordKey) -> bool:
        """Whether somebody decided that two of their groups' records are two people."""
        return any(
            frozenset((one, other)) in self.apart
            for one in self.groups[self.group_of[a]]
            for other in self.groups[self.group_of[b]]
        )

    def may_be_one(self, a: RecordKey, b: RecordKey) -> bool:
        """Whether it is not known already that the two are two."""
        return not (a in self.assigned and b in self.assigned) or self.assigned[a] == self.assigned[b]

    def join(self, a: RecordKey, b: RecordKey) -> None:
        one, other = sorted((self.group_of[a], self.group_of[b]))
        if one != other:
            for key in self.groups[other]:
                self.group_of[key] = one
            self.groups[one] |= self.groups.pop(other)


def initial_clustering(
    records: Iterable[NameRecord],
    links: Iterable[Link],
    assigned: Mapping[RecordKey, Hashable],
    pairs: Iterable[tuple[RecordKey, RecordKey]] | None,
    told: Relations,
) -> Clustering:
    known = {record.key: record for record in sorted(records, key=lambda record: record.key)}
    links = [link for link in links if link.a in known and link.b in known]
    clustering = Clustering(
        known,
        relations={},
        told=told,
        apart={frozenset((link.a, link.b)) for link in links if not link.same},
        group_of={key: number for number, key in enumerate(known)},
        groups={number: {key} for number, key in enumerate(known)},
        assigned=assigned,
    )
    for a, b in sorted(_pairs(known) if pairs is None else pairs):
        # between two whose places are known nothing is to be found
        if a in assigned and b in assigned and assigned[a] != assigned[b]:
            continue
        if (relation := told.get((a, b))) is None:
            relation = told[a, b] = relate(known[a], known[b])
        if relation[0] is not Relation.UNRELATED:
            clustering.relations[a, b] = relation
            clustering.neighbours[a].add(b)
            clustering.neighbours[b].add(a)
    for link in sorted(links, key=lambda link: (link.a, link.b)):
        if link.same and link.by_hand:
            clustering.join(link.a, link.b)
    _join_stated(clustering, [link for link in links if not link.by_hand])
    return clustering


def _join_stated(clustering: Clustering, links: Iterable[Link]) -> None:
    """Join each alias to whom articles state it of; one that two people have who exclude each other is nobody's."""
    bearers: dict[RecordKey, set[RecordKey]] = defaultdict(set)
    for link in links:
        bearers[link.b].add(link.a)
    for alias, names in sorted(bearers.items()):
        if any(clustering.exclude(a, b) for a, b in combinations(sorted(names), 2)):
            continue
        for name in sorted(names):
            if clustering.may_be_one(name, alias) and not clustering.are_decided_apart(name, alias):
                clustering.join(name, alias)
                both = clustering.stated.get(name, {name}) | clustering.stated.get(alias, {alias})
                clustering.stated |= dict.fromkeys(both, both)


def _pairs(records: dict[RecordKey, NameRecord]) -> set[tuple[RecordKey, RecordKey]]:
    """Pairs of which one is filed under a counterpart of the other's key, neither of them a stop key."""
    records_by_key: dict[str, list[RecordKey]] = defaultdict(list)
    for key, record in records.items():
        for block in {own for own, _ in look_ups(record.folded, record.type)}:
            records_by_key[block].append(key)
    stop = {key for key, some in records_by_key.items() if len(some) > MAX_BLOCK}
    pairs: set[tuple[RecordKey, RecordKey]] = set()
    for block in records_by_key.keys() - stop:
        for counterpart in counterparts(block) - stop:
            for key in records_by_key[block]:
                for other in records_by_key.get(counterpart, ()):
                    if other != key:
                        pairs.add((key, other) if key < other else (other, key))
    return pairs
