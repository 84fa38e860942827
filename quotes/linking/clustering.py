"""Records into people: a pure function of the set of records and of what was decided, so that the order in which
articles come never matters.

Full names that are renderings of one another come together first; then what says less (a missing middle name, an
initial, a lone family name) goes to the one person it fits. Where two fit, the office, the better known and at last
the context decide, or it stays by itself and is suggested.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import replace
from itertools import combinations

from quotes.linking.choosing import choose, has_namesake, is_doubtful
from quotes.linking.comparing import NameRecord, completeness
from quotes.linking.groups import Clustering, Relations, initial_clustering
from quotes.linking.values import Link, Partition, RecordKey, Suggestion
from quotes.names.comparison import Relation
from quotes.names.parsing import parse


def partition(
    records: Iterable[NameRecord],
    links: Iterable[Link] = (),
    *,
    assigned: Mapping[RecordKey, Hashable] | None = None,
    undecided: Set[RecordKey] = frozenset(),
    pairs: Iterable[tuple[RecordKey, RecordKey]] | None = None,
    told: Relations | None = None,
) -> Partition:
    """Sort records into people. The order of `records` and `links` does not matter.

    `assigned` names the person of the records whose place is known already from a larger set: they are not sorted, but
    joined to their own when it is their turn; `undecided` are those of them that are the same name as two others that
    exclude each other. `pairs` are the records that may be related, each two in the order of their keys; where it is
    not given they are looked for among `records`. `told` remembers what pairs of the records say of each other, for
    when they are sorted once more with other context.
    """
    clustering = initial_clustering(records, links, assigned or {}, pairs, {} if told is None else told)
    undecided = _join_same(clustering, undecided & clustering.assigned.keys())
    suggestions = _join_less_specific(clustering, undecided)
    groups = tuple(sorted((frozenset(group) for group in clustering.groups.values()), key=sorted))
    return Partition(
        groups, tuple(sorted(suggestions, key=lambda s: (s.a, s.b))), clustering.needs_context, frozenset(undecided)
    )


def _join_same(clustering: Clustering, known: Set[RecordKey]) -> set[RecordKey]:
    """Join what is the same name.

    Returns the undecided records: those that are the same name as two others that exclude each other, and `known`.
    """
    undecided: set[RecordKey] = set(known)
    edges = []
    for (a, b), (relation, _) in sorted(clustering.relations.items()):
        if relation is Relation.SAME:
            edges.append((a, b))
    equals: dict[RecordKey, set[RecordKey]] = defaultdict(set)
    for a, b in edges:
        equals[a].add(b)
        equals[b].add(a)
    for key, others in equals.items():
        if key not in clustering.assigned and any(
            _exclude(clustering, a, b) for a, b in combinations(sorted(others), 2)
        ):
            undecided.add(key)
    # what is nearest to being one goes first: same letters, then the rest in the order of their names
    for a, b in sorted(edges, key=lambda edge: (edge[0][0] != edge[1][0], edge)):
        if a in undecided or b in undecided:
            continue
        if (
            clustering.group_of[a] != clustering.group_of[b]
            and clustering.may_be_one(a, b)
            and clustering.may_join(clustering.group_of[a], clustering.group_of[b])
        ):
            clustering.join(a, b)
    return undecided


def _exclude(clustering: Clustering, a: RecordKey, b: RecordKey) -> bool:
    if clustering.group_of[a] == clustering.group_of[b]:
        return False
    return clustering.exclude(a, b)


def _join_less_specific(clustering: Clustering, undecided: set[RecordKey]) -> list[Suggestion]:
    """Bring what says less to the one person it fits, the most telling first; what fits two is suggested."""
    suggestions: list[Suggestion] = []
    rank = {key: (*_how_specific(record, key in undecided), key) for key, record in clustering.records.items()}
    first_record: dict[Hashable, RecordKey] = {}
    for key in sorted(clustering.records, key=rank.__getitem__):
        if key in clustering.assigned:
            clustering.join(key, first_record.setdefault(clustering.assigned[key], key))
        else:
            suggestions += _place(clustering, key, rank, undecided)
    kept: dict[tuple[RecordKey, RecordKey], Suggestion] = {}
    for one in suggestions:
        # what is one by now is no open question; that there was a choice is remembered
        joined = clustering.group_of[one.a] == clustering.group_of[one.b]
        if one.had_alternatives or not joined:
            first = kept.get((one.a, one.b), one)
            kept[one.a, one.b] = replace(first, resolved=first.resolved or joined, open=first.open or one.open)
    return list(kept.values())


def _place(
    clustering: Clustering, key: RecordKey, rank: Mapping[RecordKey, tuple[object, ...]], undecided: set[RecordKey]
) -> list[Suggestion]:
    """Join one record to the person it belongs to, if that can be told; what is to be suggested of it.

    A lone name that came with another one to somebody named in full brings nobody else there.
    """
    says = completeness(clustering.records[key])
    if any(completeness(clustering.records[other]) < says for other in clustering.groups[clustering.group_of[key]]):
        return []
    fits, kept_apart = _fitting(clustering, key, rank, undecided)
    chosen, still_open = choose(clustering, key, fits, undecided)
    had_alternatives = len(fits) > 1 or (
        len(fits) == 1 and (is_doubtful(clustering, clustering.records[key], fits) or has_namesake(clustering, key))
    )
    if chosen is not None:
        clustering.join(key, chosen)
    suggestions = []
    for group, other in fits.items() if had_alternatives or chosen is None else ():
        a, b = sorted((key, other))
        suggestions.append(
            Suggestion(
                a,
                b,
                clustering.reason(a, b),
                had_alternatives,
                resolved=chosen is not None,
                open=group in still_open,
            )
        )
    for other in kept_apart.values():
        a, b = sorted((key, other))
        suggestions.append(Suggestion(a, b, clustering.reason(a, b)))
    return suggestions


def _fitting(
    clustering: Clustering, key: RecordKey, rank: Mapping[RecordKey, tuple[object, ...]], undecided: set[RecordKey]
) -> tuple[dict[int, RecordKey], dict[int, RecordKey]]:
    """The groups that a record may be joined to, each with its most telling related record; and those that are kept
    apart from it and suggested."""
    fits: dict[int, RecordKey] = {}
    kept_apart: dict[int, RecordKey] = {}
    tried: set[int] = set()
    mine = clustering.group_of[key]
    for other in sorted(clustering.neighbours[key], key=rank.__getitem__):
        group = clustering.group_of[other]
        if group == mine:
            continue
        relation = clustering.relation(key, other)
        if relation is Relation.SEPARATE_BUT_SUGGEST and frozenset((key, other)) not in clustering.apart:
            kept_apart.setdefault(group, other)
        less = relation is Relation.LESS_SPECIFIC and rank[other] < rank[key]
        if group not in tried and (less or (relation is Relation.SAME and key in undecided)):
            tried.add(group)
            if clustering.may_join(mine, group):
                fits[group] = other
    return fits, kept_apart


def _how_specific(record: NameRecord, undecided: bool) -> tuple[int, ...]:
    """How much a record says; smaller says more."""
    if record.type != "person":
        return (0, -len(record.folded.split()), 0, 0)
    name = parse(record.folded)
    reading = name.readings[0]
    full = sum(len(word) > 1 for word in reading.given)
    words = len(reading.given) + len(reading.surname)
    return (name.completeness, -words, -full, -len(record.offices) if name.completeness == 2 else 0, int(undecided))
