"""Which of several people a record that says less belongs to: by office, by how well known, at last by context."""

from __future__ import annotations

from collections.abc import Set

from quotes.linking.comparing import NameRecord, completeness, is_common, one_office
from quotes.linking.context_evidence import MOST_ARTICLES, ONE_AGE, choose_by_context, combine, still_open
from quotes.linking.exclusive_offices import of_church
from quotes.linking.groups import Clustering
from quotes.linking.values import RecordKey
from quotes.names.comparison import Relation

# A name without a role goes to the far better known of two namesakes only from here on.
_FAR_BETTER_KNOWN = 5


def choose(
    clustering: Clustering, key: RecordKey, fits: dict[int, RecordKey], undecided: set[RecordKey]
) -> tuple[RecordKey | None, Set[int]]:
    """The one that a record belongs to, None where that cannot be told; and those of the groups it fits of whom more
    articles may change the choice, as long as their names and roles and those of the record stay."""
    # those who are themselves undecided are nobody to choose
    candidates = {group: other for group, other in fits.items() if clustering.groups[group] - undecided} or fits
    record = clustering.records[key]
    if len(candidates) == 1 and not is_doubtful(clustering, record, candidates):
        ((group, only),) = candidates.items()
        apart = has_namesake(clustering, key) and _is_of_another_age(clustering, key, group)
        return None if apart else only, fits.keys()
    if not candidates:
        return None, fits.keys()
    if record.offices:
        # the Belarusian president Lukashenko, where a son of that name is known too
        in_office = [
            other for group, other in candidates.items() if one_office(_offices(clustering, group), record.offices)
        ]
        if len(in_office) == 1:
            return in_office[0], frozenset()
    in_full = completeness(record) == 0
    if in_full and (known := _far_better_known(clustering, key, candidates)) is not None:
        return known, fits.keys()
    chosen, still = _choose_by_context(clustering, key, candidates)
    return chosen, fits.keys() if in_full else still


def _choose_by_context(
    clustering: Clustering, key: RecordKey, candidates: dict[int, RecordKey]
) -> tuple[RecordKey | None, Set[int]]:
    """What `choose` says where names, roles and how often they are read tell nothing; of many articles, nobody."""
    record = clustering.records[key]
    if record.articles > MOST_ARTICLES:
        return None, frozenset()
    clustering.needs_context[key] = frozenset().union(*(clustering.groups[group] for group in candidates))
    groups = [[clustering.records[one] for one in sorted(clustering.groups[group])] for group in candidates]
    evidence = [(frozenset(one.folded for one in group), combine(one.context for one in group)) for group in groups]
    at = choose_by_context(record.context, evidence)
    numbers = list(candidates)
    still = frozenset(numbers[one] for one in still_open(record.context, evidence))
    return None if at is None else candidates[numbers[at]], still


def is_doubtful(clustering: Clustering, record: NameRecord, candidates: dict[int, RecordKey]) -> bool:
    """Whether a lone name may be another person's than the known candidate's: many have it, or the offices of the
    two have no word in common."""
    if record.type != "person" or completeness(record) != 2:
        return False
    if is_common(record):
        return True
    if of_church(record.offices) and any(of_church(_offices(clustering, group)) for group in candidates):
        return False  # a cardinal is an archbishop too
    known = {word for group in candidates for office in _offices(clustering, group) for word in office.split()}
    mine = {word for office in record.offices for word in office.split()}
    return bool(mine and known) and not mine & known


def has_namesake(clustering: Clustering, key: RecordKey) -> bool:
    """Whether somebody bears a lone name in articles of another age: President Bush of 1990, President Bush of 2005."""
    if completeness(clustering.records[key]) != 2:
        return False
    others = (other for other in clustering.neighbours[key] if completeness(clustering.records[other]) == 2)
    return any(clustering.relation(key, other) is Relation.FAR for other in others)


def _is_of_another_age(clustering: Clustering, key: RecordKey, group: int) -> bool:
    """Whether years lie between the articles that read a lone name and those that read the person it may be."""
    clustering.needs_context[key] = frozenset(clustering.groups[group])
    mine = clustering.records[key].context.days
    theirs = combine(clustering.records[one].context for one in sorted(clustering.groups[group])).days
    if mine is None or theirs is None:
        return False
    return max(mine[0] - theirs[1], theirs[0] - mine[1]) > ONE_AGE


def _far_better_known(clustering: Clustering, key: RecordKey, candidates: dict[int, RecordKey]) -> RecordKey | None:
    """The candidate spelt just so in many more articles than any other; where none is, who is read more often."""
    for spelling in (key[0], None):
        read = sorted(
            ((_articles(clustering, group, spelling), other) for group, other in candidates.items()), reverse=True
        )
        (most, known), (second, _) = read[:2]
        if most > _FAR_BETTER_KNOWN * second:
            return known
        if most:
            return None
    return None


def _offices(clustering: Clustering, group: int) -> frozenset[str]:
    return frozenset().union(*(clustering.records[key].offices for key in clustering.groups[group]))


def _articles(clustering: Clustering, group: int, spelling: str | None) -> int:
    """In how many articles somebody of the group is read, spelt just so or (None) in any way."""
    return sum(clustering.records[key].articles for key in clustering.groups[group] if spelling in (None, key[0]))
