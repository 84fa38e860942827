"""Records into people part by part: who hangs together with nobody else is sorted by themselves, and once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Set
from itertools import chain

from quotes.linking.clustering import partition
from quotes.linking.comparing import NameRecord
from quotes.linking.groups import Relations
from quotes.linking.values import Link, Partition, RecordKey

Pair = tuple[RecordKey, RecordKey]
Sorted = dict[Hashable, Partition]


def partition_parts(
    records: Iterable[NameRecord],
    links: Iterable[Link],
    *,
    assigned: Mapping[RecordKey, Hashable],
    undecided: Set[RecordKey],
    pairs: Iterable[Pair],
    told: Relations,
    before: Sorted,
) -> Partition:
    """As `partition`, of each part that hangs together; `before` remembers the parts, for when some are sorted again.

    Between two sortings that share it, records may come, change, or be assigned otherwise; what is decided of the same
    records, which pairs of them look alike and what is undecided stay.
    """
    by_key = {record.key: record for record in records}
    # between two whose places are known nothing is to be found
    pairs = [(a, b) for a, b in pairs if a not in assigned or assigned.get(b, assigned[a]) == assigned[a]]
    links = [link for link in links if link.a in by_key and link.b in by_key]
    root_of = _roots(by_key, assigned, chain(pairs, ((link.a, link.b) for link in links)))
    keys_of: dict[RecordKey, list[RecordKey]] = defaultdict(list)
    for key in sorted(by_key):
        keys_of[root_of[key]].append(key)
    pairs_of: dict[RecordKey, list[Pair]] = defaultdict(list)
    for pair in pairs:
        pairs_of[root_of[pair[0]]].append(pair)
    links_of: dict[RecordKey, list[Link]] = defaultdict(list)
    for link in links:
        links_of[root_of[link.a]].append(link)
    found = []
    for root, keys in keys_of.items():
        some = tuple(by_key[key] for key in keys)
        part = (some, tuple(assigned.get(key) for key in keys))
        if part not in before:
            before[part] = partition(
                some,
                links_of[root],
                assigned={key: assigned[key] for key in keys if key in assigned},
                undecided=undecided & set(keys),
                pairs=pairs_of[root],
                told=told,
            )
        found.append(before[part])
    return _together(found)


def _roots(
    records: Iterable[RecordKey], assigned: Mapping[RecordKey, Hashable], pairs: Iterable[Pair]
) -> dict[RecordKey, RecordKey]:
    """By record one of those that it hangs together with, the same for all of them."""
    parent = {key: key for key in records}

    def root(key: RecordKey) -> RecordKey:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    first: dict[Hashable, RecordKey] = {}
    together = ((first.setdefault(assigned[key], key), key) for key in parent if key in assigned)
    for a, b in chain(together, pairs):
        parent[root(a)] = root(b)
    return {key: root(key) for key in parent}


def _together(parts: Iterable[Partition]) -> Partition:
    parts = list(parts)
    return Partition(
        tuple(sorted((group for part in parts for group in part.groups), key=sorted)),
        tuple(sorted((one for part in parts for one in part.suggestions), key=lambda one: (one.a, one.b))),
        {key: meant for part in parts for key, meant in part.needs_context.items()},
        frozenset().union(*(part.undecided for part in parts)),
    )
