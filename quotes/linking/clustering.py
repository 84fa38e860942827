"""Nodes into people: a pure function of the set of nodes and of what was decided, so that the order in which
articles come never matters.

Full names that are renderings of one another come together first; then what says less (a missing middle name, an
initial, a lone family name) goes to the one person it fits. Where two fit, the office, the better known and at last
the company decide, or it stays by itself and is suggested.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from itertools import combinations

from quotes.linking.blocking import CROWDED, blocking_keys, looked_up
from quotes.linking.comparing import Node, is_common, one_office, relate
from quotes.linking.context_evidence import MOST_ARTICLES, together, witnessed
from quotes.linking.exclusive_offices import of_church
from quotes.linking.values import Key, Link, Partition, Suggestion
from quotes.names.comparison import Relation
from quotes.names.parsing import parse

# A name without a role goes to the far better known of two namesakes only from here on.
_FAR_BETTER_KNOWN = 5


@dataclass(slots=True)
class _Sorting:
    """The groups as they grow; `of` gives each node's group by its number."""

    nodes: dict[Key, Node]
    relations: dict[tuple[Key, Key], tuple[Relation, str]]
    apart: set[frozenset[Key]]
    of: dict[Key, int]
    groups: dict[int, set[Key]]
    settled: Mapping[Key, Hashable] = field(default_factory=dict)
    crowded: Set[str] | None = None
    neighbours: dict[Key, set[Key]] = field(default_factory=lambda: defaultdict(set))
    unclear: dict[Key, frozenset[Key]] = field(default_factory=dict)

    def relation(self, a: Key, b: Key) -> Relation:
        """Of any two, also of those that share no key: Alexander and Alexei exclude each other as what Alex is."""
        pair = (a, b) if a < b else (b, a)
        if pair not in self.relations:
            self.relations[pair] = relate(self.nodes[pair[0]], self.nodes[pair[1]])
        return self.relations[pair][0]

    def reason(self, a: Key, b: Key) -> str:
        return self.relations[(a, b) if a < b else (b, a)][1]

    def may_join(self, one: int, other: int) -> bool:
        """Whether nothing in one group contradicts anything in the other."""
        for a in self.groups[one]:
            for b in self.groups[other]:
                if frozenset((a, b)) in self.apart or self.relation(a, b) in (Relation.CONFLICT, Relation.APART):
                    return False
        return True

    def is_one(self, a: Key, b: Key) -> bool:
        """Whether it is not known already that the two are two."""
        return not (a in self.settled and b in self.settled) or self.settled[a] == self.settled[b]

    def join(self, a: Key, b: Key) -> None:
        one, other = sorted((self.of[a], self.of[b]))
        if one != other:
            for key in self.groups[other]:
                self.of[key] = one
            self.groups[one] |= self.groups.pop(other)


def partition(
    nodes: Iterable[Node],
    links: Iterable[Link] = (),
    *,
    settled: Mapping[Key, Hashable] | None = None,
    undecided: Set[Key] = frozenset(),
    crowded: Set[str] | None = None,
) -> Partition:
    """Sort nodes into people. The order of `nodes` and `links` does not matter.

    `settled` names the person of the nodes whose place is known already from a larger set: they are not sorted, but
    joined to their own when it is their turn; `undecided` are those of them that are the same name as two others that
    exclude each other. `crowded` are the keys under which that larger set has too many; where
    it is not given they are counted among `nodes`.
    """
    sorting = _start(nodes, links, settled or {}, crowded)
    torn = _join_renderings(sorting, undecided & sorting.settled.keys())
    suggestions = _join_less(sorting, torn)
    groups = tuple(sorted((frozenset(group) for group in sorting.groups.values()), key=sorted))
    return Partition(groups, tuple(sorted(suggestions, key=lambda s: (s.a, s.b))), sorting.unclear, frozenset(torn))


def _start(
    nodes: Iterable[Node], links: Iterable[Link], settled: Mapping[Key, Hashable], crowded: Set[str] | None
) -> _Sorting:
    known = {node.key: node for node in sorted(nodes, key=lambda node: node.key)}
    links = [link for link in links if link.a in known and link.b in known]
    sorting = _Sorting(
        known,
        relations={},
        apart={frozenset((link.a, link.b)) for link in links if not link.same},
        of={key: number for number, key in enumerate(known)},
        groups={number: {key} for number, key in enumerate(known)},
        settled=settled,
        crowded=crowded,
    )
    for a, b in sorted(_pairs(known, settled, crowded)):
        relation = relate(known[a], known[b])
        if relation[0] is not Relation.UNRELATED:
            sorting.relations[a, b] = relation
            sorting.neighbours[a].add(b)
            sorting.neighbours[b].add(a)
    for link in sorted(links, key=lambda link: (link.a, link.b)):
        if link.same:
            sorting.join(link.a, link.b)
    return sorting


def _pairs(nodes: dict[Key, Node], settled: Mapping[Key, Hashable], crowded: Set[str] | None) -> set[tuple[Key, Key]]:
    """Pairs that share a key under which one of them is looked up."""
    holders: dict[str, list[Key]] = defaultdict(list)
    for key, node in nodes.items():
        for block in blocking_keys(node.folded, node.type):
            holders[block].append(key)
    pairs: set[tuple[Key, Key]] = set()
    for key, node in nodes.items():
        for block in looked_up(blocking_keys(node.folded, node.type)):
            found = holders.get(block, ())
            if len(found) > CROWDED if crowded is None else block in crowded:
                continue
            for other in found:
                # between two whose places are known nothing is to be found
                if other != key and not (key in settled and other in settled and settled[key] != settled[other]):
                    pairs.add((key, other) if key < other else (other, key))
    return pairs


def tier(node: Node) -> int:
    """0 a full name or an organisation, 1 an initial for the given name, 2 a lone name."""
    return parse(node.folded).tier if node.type == "person" else 0


def _join_renderings(sorting: _Sorting, known: Set[Key]) -> set[Key]:
    """Join what is the same name; give back the nodes that are the same as two that exclude each other, and `known`."""
    undecided: set[Key] = set(known)
    edges = []
    for (a, b), (relation, _) in sorted(sorting.relations.items()):
        if relation is Relation.SAME:
            edges.append((a, b))
    equals: dict[Key, set[Key]] = defaultdict(set)
    for a, b in edges:
        equals[a].add(b)
        equals[b].add(a)
    for key, others in equals.items():
        if key not in sorting.settled and any(_exclude(sorting, a, b) for a, b in combinations(sorted(others), 2)):
            undecided.add(key)
    # what is nearest to being one goes first: same letters, then the rest in the order of their names
    for a, b in sorted(edges, key=lambda edge: (edge[0][0] != edge[1][0], edge)):
        if a in undecided or b in undecided:
            continue
        if sorting.of[a] != sorting.of[b] and sorting.is_one(a, b) and sorting.may_join(sorting.of[a], sorting.of[b]):
            sorting.join(a, b)
    return undecided


def _exclude(sorting: _Sorting, a: Key, b: Key) -> bool:
    if sorting.of[a] == sorting.of[b]:
        return False
    return frozenset((a, b)) in sorting.apart or sorting.relation(a, b) in (Relation.CONFLICT, Relation.APART)


def _join_less(sorting: _Sorting, undecided: set[Key]) -> list[Suggestion]:
    """Bring what says less to the one person it fits, the most telling first; what fits two is suggested."""
    suggestions: list[Suggestion] = []
    order = sorted(sorting.nodes, key=lambda key: (*_says(sorting.nodes[key], key in undecided), key))
    rank = {key: _says(sorting.nodes[key], key in undecided) for key in order}
    home: dict[Hashable, Key] = {}
    for key in order:
        if key in sorting.settled:
            sorting.join(key, home.setdefault(sorting.settled[key], key))
            continue
        fits: dict[int, Key] = {}
        kept_apart: dict[int, Key] = {}
        for other in sorted(sorting.neighbours[key], key=lambda k: (rank[k], k)):
            group, mine = sorting.of[other], sorting.of[key]
            if group == mine:
                continue
            relation = sorting.relation(key, other)
            if relation is Relation.APART and frozenset((key, other)) not in sorting.apart:
                kept_apart.setdefault(group, other)
            less = relation is Relation.LESS and (rank[other], other) < (rank[key], key)
            if (less or (relation is Relation.SAME and key in undecided)) and sorting.may_join(mine, group):
                fits.setdefault(group, other)
        chosen = _choose(sorting, key, fits, undecided)
        weighed = len(fits) > 1 or (len(fits) == 1 and _is_doubtful(sorting, sorting.nodes[key], fits))
        if chosen is not None:
            sorting.join(key, chosen)
        for other in fits.values() if weighed or chosen is None else ():
            a, b = sorted((key, other))
            suggestions.append(Suggestion(a, b, sorting.reason(a, b), weighed, settled=chosen is not None))
        for other in kept_apart.values():
            a, b = sorted((key, other))
            suggestions.append(Suggestion(a, b, sorting.reason(a, b)))
    told: dict[tuple[Key, Key], Suggestion] = {}
    for one in suggestions:
        # what is one by now is no open question; that there was a choice is remembered
        joined = sorting.of[one.a] == sorting.of[one.b]
        if one.weighed or not joined:
            told.setdefault((one.a, one.b), replace(one, settled=one.settled or joined))
    return list(told.values())


def _says(node: Node, undecided: bool) -> tuple[int, ...]:
    """How much a node says; smaller says more."""
    if node.type != "person":
        return (0, -len(node.folded.split()), 0, 0)
    name = parse(node.folded)
    reading = name.readings[0]
    full = sum(len(word) > 1 for word in reading.given)
    words = len(reading.given) + len(reading.surname)
    return (name.tier, -words, -full, -len(node.offices) if name.tier == 2 else 0, int(undecided))


def _choose(sorting: _Sorting, key: Key, fits: dict[int, Key], undecided: set[Key]) -> Key | None:
    # those who are themselves undecided are nobody to choose
    bearers = {group: other for group, other in fits.items() if sorting.groups[group] - undecided} or fits
    node = sorting.nodes[key]
    if len(bearers) == 1 and not _is_doubtful(sorting, node, bearers):
        return next(iter(bearers.values()))
    if not bearers:
        return None
    if node.offices:
        # the Belarusian president Lukashenko, where a son of that name is known too
        holders = [other for group, other in bearers.items() if one_office(_offices(sorting, group), node.offices)]
        if len(holders) == 1:
            return holders[0]
    if tier(node) == 0 and (known := _far_better_known(sorting, key, bearers)) is not None:
        return known
    if node.articles <= MOST_ARTICLES:
        sorting.unclear[key] = frozenset().union(*(sorting.groups[group] for group in bearers))
        groups = [[sorting.nodes[one] for one in sorted(sorting.groups[group])] for group in bearers]
        heard = [(frozenset(one.folded for one in group), together(one.seen for one in group)) for group in groups]
        if (at := witnessed(node.seen, heard)) is not None:
            return list(bearers.values())[at]
    return None


def _is_doubtful(sorting: _Sorting, node: Node, bearers: dict[int, Key]) -> bool:
    """Whether a lone name may be somebody else's than the one bearer's who is known: many have it, or what is said of
    the one has nothing to do with what is said of the other."""
    if node.type != "person" or tier(node) != 2:
        return False
    if is_common(node):
        return True
    if of_church(node.offices) and any(of_church(_offices(sorting, group)) for group in bearers):
        return False  # a cardinal is an archbishop too
    known = {word for group in bearers for office in _offices(sorting, group) for word in office.split()}
    mine = {word for office in node.offices for word in office.split()}
    return bool(mine and known) and not mine & known


def _far_better_known(sorting: _Sorting, key: Key, bearers: dict[int, Key]) -> Key | None:
    """The bearer who is spelt just so in many more articles than any other; where none is, who is read more often."""
    for spelling in (key[0], None):
        read = sorted(((_articles(sorting, group, spelling), other) for group, other in bearers.items()), reverse=True)
        (most, known), (second, _) = read[:2]
        if most > _FAR_BETTER_KNOWN * second:
            return known
        if most:
            return None
    return None


def _offices(sorting: _Sorting, group: int) -> frozenset[str]:
    return frozenset().union(*(sorting.nodes[key].offices for key in sorting.groups[group]))


def _articles(sorting: _Sorting, group: int, spelling: str | None) -> int:
    """In how many articles somebody of the group is read, spelt just so or (None) in any way."""
    return sum(sorting.nodes[key].articles for key in sorting.groups[group] if spelling in (None, key[0]))
