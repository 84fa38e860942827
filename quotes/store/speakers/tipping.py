"""Whose new articles may tip the scales, where a lone name may mean one of several.

Whoever was one of several to choose from is sorted anew by what is read of them. For the best known that would be in
every batch, and would change nothing: they have stood beside everybody, in every outlet. Of whom enough is known for
good (`Suggestion.open`) nothing is asked. Of the others what counts is somebody beside them who stands beside the lone
name too, an outlet that is new, a day that brings them near the lone name's (see quotes/linking/context_evidence.py).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, and_, case, func, null, or_, select

from quotes.linking.context_evidence import MOST_ARTICLES, late_enough
from quotes.store.schema.dates import DAY
from quotes.store.schema.speaker_tables import speaker_names, speaker_spellings, speaker_suggestions
from quotes.store.speakers.context_evidence import MOST_DATED, days_of
from quotes.store.speakers.counting import Appearance, minute_of
from quotes.store.speakers.meeting import pairs_of, rarer_first, those_who_met
from quotes.store.statements.one_of_many import one_of

_LONE = 2  # the tier of a lone name
_NEVER = "~"  # after every date
_one, _name, _other = speaker_names.alias(), speaker_names.alias(), speaker_names.alias()
_weighed = speaker_suggestions.c
# the lone one of two names, where the other is none; and how many articles read it
_lesser, _of_the_lesser = (
    case(
        (and_(_name.c.tier == _LONE, _other.c.tier < _LONE), _name.c[column]),
        (and_(_name.c.tier < _LONE, _other.c.tier == _LONE), _other.c[column]),
        else_=null(),
    )
    for column in ("pk", "articles")
)
_WITH_ALTERNATIVES = (
    select(_one.c.pk, _one.c.articles, _one.c.first_seen, _lesser, _of_the_lesser)
    .select_from(_one)
    .join(_name, _name.c.speaker_pk == _one.c.speaker_pk)
    .join(speaker_suggestions, or_(_weighed.a_pk == _name.c.pk, _weighed.b_pk == _name.c.pk))
    .join(_other, _other.c.pk == _weighed.a_pk + _weighed.b_pk - _name.c.pk)
    .where(one_of(_one.c.pk, "pks"), _weighed.weighed)
    # a lone name is one's own where it went; of the others whom it may mean nothing is read by that
    .where(or_(_one.c.pk == _name.c.pk, _name.c.tier < _LONE, _other.c.tier == _LONE))
    .distinct()
)
# whoever chose may choose otherwise by their own articles; which of two alike that is need not be told
_STILL_OPEN = _WITH_ALTERNATIVES.where(or_(_weighed.open, _one.c.pk == func.coalesce(_lesser, _name.c.pk)))
_read = speaker_spellings.c
_SPELT = select(_read.name_pk, _read.spelling, _read.outlet_pk, _read.articles).where(
    one_of(_read.name_pk, "pks"), one_of(_read.outlet_pk, "outlets"), _read.outlet_pk != 0
)
_ARTICLES_OF = select(speaker_names.c.pk, speaker_names.c.articles).where(one_of(speaker_names.c.pk, "pks"))


# who was read in that outlet
_THERE = """SELECT one, other FROM {asked} WHERE EXISTS (SELECT 1 FROM speaker_spellings AS mine
    WHERE mine.name_pk = one AND mine.outlet_pk = other)"""
# who is read, in articles other than the new ones, on that day or later; what came last is most often the latest
_AS_LATE = """SELECT one, other FROM {asked} WHERE (SELECT 1 FROM speaker_appearances AS mine
    JOIN articles ON articles.pk = mine.article_pk
    WHERE mine.name_pk = one AND articles.minute >= other AND mine.article_pk {before}
    ORDER BY mine.article_pk DESC LIMIT 1) IS NOT NULL"""


@dataclass(slots=True)
class _Named:
    """A record that was one of several to choose from, and what new articles say of it; `lessers` are the lone names
    that may mean it and whose days are known, `few` those that few articles read, of which alone outlets and company
    are asked."""

    articles: int
    first_seen: str
    lessers: set[int] = field(default_factory=set)
    few: set[int] = field(default_factory=set)
    new: list[Appearance] = field(default_factory=list)


_Beside = Mapping[int, Collection[int]]  # by new article the records that it names
_Told = Callable[[Connection, Mapping[int, _Named], _Beside], set[int]]


def had_alternatives(connection: Connection, records: set[int], new: Sequence[Appearance] | None) -> set[int]:
    """Those of the records, read in `new` articles, of whom something was read that may count in a choice between
    several; without `new`, all who were one of several."""
    found: dict[int, _Named] = {}
    sure: set[int] = set()
    asked = _WITH_ALTERNATIVES if new is None else _STILL_OPEN
    for pk, articles, first_seen, lesser, number in connection.execute(asked, {"pks": records}).all():
        named = found.setdefault(pk, _Named(articles, first_seen or _NEVER))
        if new is None or lesser is None or lesser == pk:
            sure.add(pk)
        else:
            if number <= MOST_DATED:
                named.lessers.add(lesser)
            if number <= MOST_ARTICLES:
                named.few.add(lesser)
    beside: dict[int, set[int]] = defaultdict(set)
    for one in new or ():
        if one.name_pk in found:
            found[one.name_pk].new.append(one)
        beside[one.article_pk].add(one.name_pk)
    sure |= {pk for pk, named in found.items() if not named.new}
    for told in _WAYS:
        if left := {pk: named for pk, named in found.items() if pk not in sure}:
            sure |= told(connection, left, beside)
    return sure


def _dated_otherwise(connection: Connection, named: Mapping[int, _Named], beside: _Beside) -> set[int]:
    """Those whose first day is another by the new articles, or whose last day is near a lone name's only now.

    In the news of today the last day is another of everybody: that they were near before is soon seen.
    """
    found, latest = set(), {}
    for pk, one in named.items():
        number = len({each.article_pk for each in one.new})
        if one.articles > MOST_DATED:
            if one.articles - number <= MOST_DATED:  # such a one is told from nobody by the days
                found.add(pk)
            continue
        places = [each.place or "" for each in one.new]
        minutes = [minute for place in places if place and (minute := minute_of(place)) is not None]
        if not all(places) or one.first_seen in places:
            found.add(pk)
        elif minutes:
            latest[pk] = max(minutes) // DAY
    days = days_of(connection, set().union(*(named[pk].lessers for pk in latest)))
    asked = set()
    for pk, last in latest.items():
        reached = [
            day for lesser in named[pk].lessers & days.keys() for day in late_enough(days[lesser][0]) if day <= last
        ]
        if reached:
            asked.add((pk, max(reached) * DAY))
    return found | {pk for pk, _ in asked - pairs_of(connection, _AS_LATE, sorted(asked), beside)}


def _in_a_new_outlet(connection: Connection, named: Mapping[int, _Named], _: _Beside) -> set[int]:
    """Those who were not read before in the outlet of a new article, where a lone name that may mean them was.

    An outlet of theirs is compared with those of the lone name and with nothing else. A lone name that comes to an
    outlet now is sorted anew for that itself, and with it all whom it may mean.
    """
    new = {(pk, each.outlet_pk) for pk, one in named.items() for each in one.new if each.outlet_pk}
    lone = pairs_of(connection, _THERE, sorted({(lesser, outlet) for pk, outlet in new for lesser in named[pk].few}))
    wanted = {(pk, outlet) for pk, outlet in new if any((lesser, outlet) in lone for lesser in named[pk].few)}
    if not wanted:
        return set()
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
        for pk, spelling, outlet, number in connection.execute(_SPELT, given).all()
        if number > by_new[pk, spelling, outlet]
    }
    return {pk for pk, outlet in wanted if (pk, outlet) not in before}


def _beside_others(connection: Connection, named: Mapping[int, _Named], beside: _Beside) -> set[int]:
    """Those who stand beside somebody for the first time beside whom a lone name stands that may mean them.

    Whether the lone name stands there is asked of it and of those whom the new articles name: to read all beside whom
    it stands takes several times as long.
    """
    new = {(pk, other) for pk, one in named.items() for each in one.new for other in beside[each.article_pk]}
    new -= {(pk, pk) for pk in named}
    lone = those_who_met(connection, {(lesser, other) for pk, other in new for lesser in named[pk].few})
    pairs = {(pk, other) for pk, other in new if any((lesser, other) in lone for lesser in named[pk].few)}
    if not pairs:
        return set()
    both = {pk for pair in pairs for pk in pair}
    articles = {row.pk: row.articles for row in connection.execute(_ARTICLES_OF, {"pks": both}).all()}
    met = those_who_met(connection, rarer_first(pairs, articles), beside)
    return {pk for pk, other in pairs if (pk, other) not in met and (other, pk) not in met}


_WAYS: tuple[_Told, ...] = (_dated_otherwise, _in_a_new_outlet, _beside_others)
