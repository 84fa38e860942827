"""Whose new articles may tip the scales, where a lone name may mean one of several.

Whoever was one of several to choose from is sorted anew by what is read of them. For the best known that would be in
every batch, and would change nothing: they have stood beside everybody, in every outlet. What counts is somebody beside
them who stands beside the lone name too, an outlet that is new, a day before or after all others
(see quotes/linking/context_evidence.py).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import Connection, TextClause, and_, case, null, or_, select, text

from quotes.linking.context_evidence import MOST_ARTICLES
from quotes.store.dates import DAY
from quotes.store.one_of_many import one_of
from quotes.store.speakers.context_evidence import MOST_DATED, co_mentions
from quotes.store.speakers.counting import UNDATED, Appearance
from quotes.store.speakers.tables import speaker_names, speaker_spellings, speaker_suggestions

_LONE = 2  # the tier of a lone name
_NEVER = "~"  # after every date
_one, _name, _other = speaker_names.alias(), speaker_names.alias(), speaker_names.alias()
_weighed = speaker_suggestions.c
# the lone one of two names, where the other is none
_lesser = case(
    (and_(_name.c.tier == _LONE, _other.c.tier < _LONE), _name.c.pk),
    (and_(_name.c.tier < _LONE, _other.c.tier == _LONE), _other.c.pk),
    else_=null(),
)
_WITH_ALTERNATIVES = (
    select(_one.c.pk, _one.c.articles, _one.c.first_seen, _lesser)
    .select_from(_one)
    .join(_name, _name.c.speaker_pk == _one.c.speaker_pk)
    .join(speaker_suggestions, or_(_weighed.a_pk == _name.c.pk, _weighed.b_pk == _name.c.pk))
    .join(_other, _other.c.pk == _weighed.a_pk + _weighed.b_pk - _name.c.pk)
    .where(one_of(_one.c.pk, "pks"), _weighed.weighed)
    .distinct()
)
_read = speaker_spellings.c
_SPELT = select(_read.name_pk, _read.spelling, _read.outlet_pk, _read.articles).where(
    one_of(_read.name_pk, "pks"), one_of(_read.outlet_pk, "outlets"), _read.outlet_pk != 0
)
_ARTICLES_OF = select(speaker_names.c.pk, speaker_names.c.articles).where(one_of(speaker_names.c.pk, "pks"))


@dataclass(slots=True)
class _Named:
    """A record that was one of several to choose from, and what new articles say of it."""

    articles: int
    first_seen: str
    lessers: set[int] = field(default_factory=set)
    new: list[Appearance] = field(default_factory=list)


def had_alternatives(connection: Connection, records: set[int], new: Sequence[Appearance] | None) -> set[int]:
    """Those of the records, read in `new` articles, of whom something was read that may count in a choice between
    several; without `new`, all who were one of several."""
    found: dict[int, _Named] = {}
    sure: set[int] = set()
    for pk, articles, first_seen, lesser in connection.execute(_WITH_ALTERNATIVES, {"pks": records}):
        found.setdefault(pk, _Named(articles, first_seen or _NEVER)).lessers.add(lesser)
        if new is None or lesser is None or lesser == pk:
            sure.add(pk)
    beside: dict[int, set[int]] = defaultdict(set)
    for one in new or ():
        if one.name_pk in found:
            found[one.name_pk].new.append(one)
        beside[one.article_pk].add(one.name_pk)
    sure |= {pk for pk, named in found.items() if not named.new}
    left = {pk: named for pk, named in found.items() if pk not in sure}
    for told in (_dated_otherwise, _in_a_new_outlet):
        if left:
            sure |= told(connection, left, beside.keys())
            left = {pk: named for pk, named in left.items() if pk not in sure}
    return sure | _beside_others(connection, left, beside) if left else sure


def _dated_otherwise(connection: Connection, named: Mapping[int, _Named], new: Iterable[int]) -> set[int]:
    """Those whose first or last day is another by the new articles."""
    found, latest = set(), []
    for pk, one in named.items():
        number = len({each.article_pk for each in one.new})
        if one.articles > MOST_DATED:
            if one.articles - number <= MOST_DATED:  # such a one is told from nobody by the days
                found.add(pk)
            continue
        places = [each.place or "" for each in one.new]
        minutes = [int(place[:10]) for place in places if place and int(place[:10]) < UNDATED]
        if not all(places) or one.first_seen in places:
            found.add(pk)
        elif minutes:
            latest.append((pk, max(minutes) // DAY * DAY))
    if latest:
        there = connection.execute(_statement(connection, _AS_LATE), _pairs(connection, latest, new)).scalars()
        found |= {pk for pk, _ in latest} - set(there)
    return found


def _in_a_new_outlet(connection: Connection, named: Mapping[int, _Named], new: Iterable[int]) -> set[int]:
    """Those who were not read in the outlet of a new article."""
    wanted = {(pk, each.outlet_pk) for pk, one in named.items() for each in one.new if each.outlet_pk}
    told = {
        (each.article_pk, pk, spelling, each.outlet_pk)
        for pk, one in named.items()
        for each in one.new
        for spelling in each.spellings
    }
    by_new = Counter((pk, spelling, outlet) for _, pk, spelling, outlet in told)
    given = {"pks": {pk for pk, _ in wanted}, "outlets": {outlet for _, outlet in wanted}}
    before = {
        (pk, outlet)
        for pk, spelling, outlet, number in connection.execute(_SPELT, given)
        if number > by_new[pk, spelling, outlet]
    }
    return {pk for pk, outlet in wanted if (pk, outlet) not in before}


def _beside_others(connection: Connection, named: Mapping[int, _Named], beside: Mapping[int, set[int]]) -> set[int]:
    """Those who stand beside somebody for the first time beside whom a lone name stands that may mean them."""
    lone = set().union(*(one.lessers for one in named.values()))
    few = {pk for pk, number in connection.execute(_ARTICLES_OF, {"pks": lone}) if number <= MOST_ARTICLES}
    if not few:
        return set()
    theirs, articles = co_mentions(connection, few)
    pairs = set()
    for pk, one in named.items():
        with_lone = set().union(*(theirs[lesser] for lesser in one.lessers if lesser in theirs))
        for each in one.new:
            pairs |= {(pk, other) for other in beside[each.article_pk] & with_lone if other != pk}
    if not pairs:
        return set()
    # the rarer first
    ordered = {(pk, other) if named[pk].articles <= articles[other] else (other, pk): pk for pk, other in sorted(pairs)}
    met = connection.execute(_statement(connection, _MET), _pairs(connection, list(ordered), list(beside)))
    left = pairs - {pair for one, other in met for pair in ((one, other), (other, one))}
    return {pk for pk, _ in left}


def _pairs(connection: Connection, pairs: Sequence[tuple[int, int]], new: Iterable[int]) -> dict[str, Any]:
    if connection.dialect.name == "sqlite":
        return {"pairs": orjson.dumps(pairs).decode(), "new": orjson.dumps(list(new)).decode()}
    ones, others = zip(*pairs, strict=True)
    return {"ones": list(ones), "others": list(others), "new": list(new)}


def _statement(connection: Connection, statements: Mapping[str, TextClause]) -> TextClause:
    return statements[connection.dialect.name]


_LISTED = {
    "sqlite": (
        "(SELECT json_extract(value, '$[0]') AS one, json_extract(value, '$[1]') AS other FROM json_each(:pairs)) "
        "AS asked",
        "NOT IN (SELECT value FROM json_each(:new))",
    ),
    "postgresql": (
        "unnest(CAST(:ones AS bigint[]), CAST(:others AS bigint[])) AS asked(one, other)",
        "<> ALL (CAST(:new AS bigint[]))",
    ),
}
# who is read, in articles other than the new ones, on that day or later; who met
_AS_LATE, _MET = (
    {dialect: text(statement.format(asked, earlier)) for dialect, (asked, earlier) in _LISTED.items()}
    for statement in (
        """SELECT one FROM {} WHERE EXISTS (SELECT 1 FROM speaker_appearances AS mine
        JOIN articles ON articles.pk = mine.article_pk
        WHERE mine.name_pk = one AND articles.minute >= other AND mine.article_pk {})""",
        """SELECT one, other FROM {} WHERE EXISTS (SELECT 1 FROM speaker_appearances AS mine
        JOIN speaker_appearances AS theirs ON theirs.article_pk = mine.article_pk AND theirs.name_pk = other
        WHERE mine.name_pk = one AND mine.article_pk {})""",
    )
)
