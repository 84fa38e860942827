"""Records into people part by part: who hangs together with nobody else is sorted by themselves, and once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
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
    root_of = _roots(chain(_assigned_alike(by_key, assigned), pairs, ((link.a, link.b) for link in links)))
    keys_of: dict[RecordKey, list[RecordKey]] = defaultdict(list)
    for key in sorted(root_of):
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
    alone = by_key.keys() - root_of.keys()
    found.append(
        Partition(tuple(frozenset((key,)) for key in alone), undecided=frozenset(undecided & assigned.keys() & alone))
    )
    return _together(found)


def _assigned_alike(records: Iterable[RecordKey], assigned: Mapping[RecordKey, Hashable]) -> Iterator[Pair]:
    """Two and two the records whose place is known to be the same."""
    first: dict[Hashable, RecordKey] = {}
    for key in records:
        if key in assigned and (known := first.setdefault(assigned[key], key)) != key:
            yield known, key


def _roots(pairs: Iterable[Pair]) -> dict[RecordKey, RecordKey]:
    """By record one of those that it hangs together with, the same for all of them; who is alone is left out."""
    parent: dict[RecordKey, RecordKey] = {}

    def root(key: RecordKey) -> RecordKey:
        while (above := parent.setdefault(key, key)) != key:
            parent[key] = key = parent[above]
        return key

    for a, b in pairs:
        parent[root(a)] = root(b)
    return {key: root(key) for key in parent}


def _together(parts: Sequence[Partition]) -> Partition:
    return Partition(
        tuple(sorted((group for part in parts for group in part.groups), key=sorted)),
        tuple(sorted((one for part in parts for one in part.suggestions), key=lambda one: (one.a, one.b))),
        {key: meant for part in parts for key, meant in part.needs_context.items()},
        frozenset().union(*(part.undecided for part in parts)),
    )
