"""Co-mentions, outlets and days of those whom names and roles do not tell apart, read only where they are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import replace

from sqlalchemy import Connection, literal_column, select

from quotes.linking import ContextEvidence, Partition
from quotes.linking.context_evidence import ENOUGH_CO_MENTIONS
from quotes.store.schema.dates import DAY
from quotes.store.schema.speaker_tables import speaker_appearances, speaker_names, speaker_spellings
from quotes.store.speakers.counting import minute_of
from quotes.store.speakers.loading import Loaded
from quotes.store.speakers.meeting import Pair, rarer_first, those_who_met
from quotes.store.statements.one_of_many import one_of

_MOST_COMPANY = 100
# Whoever is in the news at all times is told from nobody by the days.
MOST_DATED = 500


def add_context_evidence(connection: Connection, loaded: Loaded, found: Partition) -> bool:
    """Add the context of the names that need it and of those they may mean; whether there was anything new to add."""
    pk_of = {record.key: pk for pk, record in loaded.rows.items()}
    asked: dict[int, set[int]] = {}
    for key, meant in found.needs_context.items():
        pk, candidates = pk_of[key], {pk_of[one] for one in meant}
        if pk not in loaded.context_read or not candidates <= loaded.context_read[pk]:
            asked[pk] = candidates - loaded.context_read.get(pk, set())
    if not asked:
        return False
    beside_them, articles = co_mentions(connection, asked)
    met = _company(
        connection, asked, beside_them, articles | {pk: record.articles for pk, record in loaded.rows.items()}
    )
    seen = _outlets_and_days(connection, loaded, set(asked).union(*asked.values()))
    for pk, candidates in asked.items():
        _add_context(loaded, pk, ContextEvidence(frozenset(beside_them[pk].values()), *seen[pk]))
        for candidate in candidates:
            beside = frozenset(name for other, name in beside_them[pk].items() if (candidate, other) in met)
            _add_context(loaded, candidate, ContextEvidence(beside, *seen[candidate]))
        loaded.context_read.setdefault(pk, set()).update(candidates)
    return True


def _add_context(loaded: Loaded, pk: int, seen: ContextEvidence) -> None:
    loaded.rows[pk] = replace(loaded.rows[pk], context=loaded.rows[pk].context | seen)


_mine, _theirs = speaker_appearances.alias(), speaker_appearances.alias()
_BESIDE = (
    select(
        _mine.c.name_pk.label("of"),
        speaker_names.c.pk,
        speaker_names.c.folded + "/" + speaker_names.c.type + "/" + speaker_names.c.facet,
        speaker_names.c.articles,
    )
    .select_from(_mine)
    .join(_theirs, _mine.c.article_pk == _theirs.c.article_pk)
    .join(speaker_names, speaker_names.c.pk == _theirs.c.name_pk)
    .where(one_of(_mine.c.name_pk, "pks"), _theirs.c.name_pk != _mine.c.name_pk)
    .distinct()
)


def co_mentions(connection: Connection, pks: Iterable[int]) -> tuple[dict[int, dict[int, str]], dict[int, int]]:
    """Who stands beside each of the names in its articles, of which it has few: pk -> who; and in how many articles
    each of these is read."""
    found: dict[int, list[tuple[str, int]]] = {pk: [] for pk in pks}
    articles: dict[int, int] = {}
    for of, other, name, number in connection.execute(_BESIDE, {"pks": found}).all():
        found[of].append((name, other))
        articles[other] = number
    return {pk: {other: name for name, other in sorted(some)[:_MOST_COMPANY]} for pk, some in found.items()}, articles


def _company(
    connection: Connection,
    asked: Mapping[int, Collection[int]],
    beside_them: Mapping[int, Mapping[int, str]],
    articles: Mapping[int, int],
) -> set[Pair]:
    """Those beside whom a candidate stands as the name does that may mean it, as many of them as a choice asks for.

    The best known have stood beside nearly everybody: those of the name's company who are read most are looked for
    first, and the others only where these are not enough.
    """
    first: dict[int, set[int]] = {pk: set() for pk in asked}
    for pk, company in beside_them.items():
        first[pk].update(sorted(company, key=lambda one: (-articles[one], one))[:ENOUGH_CO_MENTIONS])
    met = _met({(one, other) for pk in asked for one in asked[pk] for other in first[pk]}, connection, articles)
    left: dict[int, set[int]] = defaultdict(set)
    for pk, candidates in asked.items():
        for candidate in candidates:
            if sum((candidate, other) in met for other in first[pk]) < ENOUGH_CO_MENTIONS:
                left[candidate] |= beside_them[pk].keys() - first[pk]
    return met | _co_mentioned(connection, left, articles)


def _met(pairs: set[Pair], connection: Connection, articles: Mapping[int, int]) -> set[Pair]:
    met = those_who_met(connection, rarer_first(pairs, articles))
    return {pair for one, other in met for pair in ((one, other), (other, one)) if pair in pairs}


def _co_mentioned(connection: Connection, wanted: Mapping[int, Set[int]], articles: Mapping[int, int]) -> set[Pair]:
    """Of each name those wanted who stand beside it in any article, by the articles that each is read in.

    Many of one name are looked for in all its articles at once; for few, the articles of the rarer of each two are
    gone through until one is found that both are in.
    """
    walked = {
        one: others
        for one, others in wanted.items()
        if _WALK * articles[one] <= sum(min(articles[one], articles[other]) for other in others)
    }
    found: set[Pair] = set()
    if walked:
        given = {"ones": list(walked), "others": list(set().union(*walked.values()))}
        rows = connection.execute(_BESIDE_ANY, given).all()
        found = {(one, other) for one, other in rows if other in walked[one]}
    left = {(one, other) for one in wanted.keys() - walked.keys() for other in wanted[one]}
    return found | _met(left, connection, articles)


_WALK = 3  # times what it costs to look for one name in an article, it takes to read all names of the article
# the sum keeps a planner from beginning with those who are looked for
_BESIDE_ANY = (
    select(_mine.c.name_pk, _theirs.c.name_pk)
    .select_from(_mine)
    .join(_theirs, _mine.c.article_pk == _theirs.c.article_pk)
    .where(one_of(_mine.c.name_pk, "ones"), one_of(_theirs.c.name_pk + literal_column("0"), "others"))
)


_read = speaker_spellings.c
_OUTLETS = select(_read.name_pk, _read.outlet_pk).where(one_of(_read.name_pk, "pks"), _read.outlet_pk != 0).distinct()
_DAYS = select(speaker_names.c.pk, speaker_names.c.first_seen, speaker_names.c.last_seen).where(
    one_of(speaker_names.c.pk, "pks"), speaker_names.c.articles > 0, speaker_names.c.last_seen.is_not(None)
)


def _outlets_and_days(
    connection: Connection, loaded: Loaded, pks: set[int]
) -> dict[int, tuple[frozenset[str], tuple[int, int] | None]]:
    """In which outlets each of the names was read, and between which days."""
    outlets: dict[int, set[str]] = {pk: set() for pk in pks}
    for pk, outlet in connection.execute(_OUTLETS, {"pks": pks}).all():
        outlets[pk].add(str(outlet))
    days = days_of(connection, {pk for pk in pks if loaded.rows[pk].articles <= MOST_DATED})
    return {pk: (frozenset(outlets[pk]), days.get(pk)) for pk in pks}


def days_of(connection: Connection, pks: Set[int]) -> dict[int, tuple[int, int]]:
    """The first and the last day on which each of the names was read, of those whose articles have dates."""
    rows = connection.execute(_DAYS, {"pks": pks}).all()
    return {pk: (first // DAY, last // DAY) for pk, seen, last in rows if (first := minute_of(seen)) is not None}
