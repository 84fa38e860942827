"""What a speaker is called: the commonest full form, unless somebody has said otherwise; and what the id is made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select, update

from quotes.linking import describe, fold
from quotes.names.organizations import proper_name
from quotes.store.schema.speaker_tables import speaker_names, speaker_spellings, speakers, stated_aliases
from quotes.store.speakers.ids import free_slug, settle, slug_of
from quotes.store.statements.for_each import for_each
from quotes.store.statements.one_of_many import one_of

_NEVER = "~"  # after every date
# in how many articles a name is stated beside another and not used
_STATED = (
    select(func.count())
    .where(stated_aliases.c.alias_pk == speaker_names.c.pk)
    .correlate(speaker_names)
    .scalar_subquery()
    .label("stated")
)


class _Named(NamedTuple):
    """A record as its speaker is called by it."""

    pk: int
    speaker_pk: int
    folded: str
    type: str
    facet: str
    tier: int
    articles: int
    first_seen: str | None
    kept_name: str | None
    kept_at: str | None
    stated: int


_NAMES_OF = select(*(speaker_names.c[name] for name in _Named._fields if name != "stated"), _STATED).where(
    one_of(speaker_names.c.speaker_pk, "speakers")
)
_CALLED = tuple(speakers.c[name] for name in ("name", "type", "base", "first_seen", "merged_into"))
_SPEAKERS = select(speakers.c.pk, *_CALLED).where(one_of(speakers.c.pk, "pks"))
# The spellings of names, one look-up each: whoever is read everywhere has a row for each outlet.
_read, _next = speaker_spellings.alias(), speaker_spellings.alias()
_first_spelling = select(func.min(_read.c.spelling)).where(_read.c.name_pk == speaker_names.c.pk).scalar_subquery()
_spellings = (
    select(speaker_names.c.pk.label("name_pk"), _first_spelling.label("spelling"))
    .where(one_of(speaker_names.c.pk, "pks"))
    .cte("spellings", recursive=True)
)
_next_spelling = (
    select(func.min(_next.c.spelling))
    .where(_next.c.name_pk == _spellings.c.name_pk, _next.c.spelling > _spellings.c.spelling)
    .scalar_subquery()
)
_spellings = _spellings.union_all(
    select(_spellings.c.name_pk, _next_spelling).where(_spellings.c.spelling.is_not(None))
)
_SPELLINGS = select(_spellings.c.name_pk, _spellings.c.spelling).where(_spellings.c.spelling.is_not(None))
_SPELT = (
    select(speaker_spellings.c.name_pk, speaker_spellings.c.spelling, func.sum(speaker_spellings.c.articles))
    .where(one_of(speaker_spellings.c.name_pk, "pks"))
    .group_by(speaker_spellings.c.name_pk, speaker_spellings.c.spelling)
)
_CALL = (
    update(speakers)
    .where(speakers.c.pk == bindparam("of_speaker"))
    .values(
        name=bindparam("called", type_=speakers.c.name.type),
        type=bindparam("kind", type_=speakers.c.type.type),
        base=bindparam("base", type_=speakers.c.base.type),
        first_seen=bindparam("seen", type_=speakers.c.first_seen.type),
        merged_into=None,
    )
)

__all__ = ["free_slug", "name_speakers"]


def name_speakers(connection: Connection, pks: Iterable[int]) -> None:
    """Give these speakers their names (and, where they have none yet, their ids)."""
    records: dict[int, list[_Named]] = defaultdict(list)
    wanted = set(pks)
    if not wanted:
        return
    for row in map(_Named._make, connection.execute(_NAMES_OF, {"speakers": wanted}).all()):
        records[row.speaker_pk].append(row)
    known = {pk: tuple(called) for pk, *called in connection.execute(_SPEAKERS, {"pks": records}).all()}
    fullest = {pk: _fullest(rows) for pk, rows in records.items()}
    best = {pk: min(rows, key=_rank) if len(rows) > 1 else rows[0] for pk, rows in fullest.items()}
    spelt = _commonest(connection, best.values())
    changed = []
    bases: set[str] = set()
    for pk, row in sorted(best.items()):
        name = _kept(records[pk]) or spelt.get(row.pk) or row.folded.title()
        base, seen = slug_of(_id_is_made_of(fullest[pk], records[pk])), min(map(_seen_as, fullest[pk]))
        was, told = known[pk], (name, row.type, base, seen, None)
        if was[2:] != told[2:]:
            bases |= {base, was[2]} - {None}
        if was != told:
            changed.append({"of_speaker": pk, "called": name, "kind": row.type, "base": base, "seen": seen})
    for_each(connection, _CALL, changed)
    settle(connection, bases)


def _fullest(rows: list[_Named]) -> list[_Named]:
    """Those that say most: full names before initials before lone names."""
    if len(rows) == 1:
        return rows
    most = min(map(_says, rows))
    return [row for row in rows if _says(row) == most]


def _says(row: _Named) -> tuple[int, bool]:
    return row.tier, row.type != "person"


def _rank(row: _Named) -> tuple[object, ...]:
    """Of equally full names the commonest; then any fixed order."""
    return (row.stated - row.articles, -len(row.folded.split()), row.folded, row.facet)


def _id_is_made_of(fullest: Sequence[_Named], rows: Iterable[_Named]) -> str:
    """Of the fullest names the commonest, of these the one that was read first."""
    if len(fullest) == 1:
        return fullest[0].folded
    articles: Counter[str] = Counter()
    for row in rows:
        articles[row.folded] += row.articles - row.stated
    return min(fullest, key=lambda row: (-articles[row.folded], row.first_seen or _NEVER, row.folded)).folded


def _seen_as(row: _Named) -> str:
    """When a record was first read, and which it is; no two have the same."""
    return f"{row.first_seen or _NEVER} {row.folded}|{row.type}|{row.facet}"


def _kept(rows: Iterable[_Named]) -> str | None:
    """The last rename of anyone among the records."""
    kept = [(row.kept_at or "", row.pk, row.kept_name) for row in rows if row.kept_name]
    return max(kept)[2] if kept else None


def _commonest(connection: Connection, records: Iterable[_Named]) -> dict[int, str]:
    """Of each record the spelling read most often; articles are counted only where it has several."""
    named = {row.pk: row for row in records}
    spelt: dict[int, list[str]] = defaultdict(list)
    for pk, spelling in connection.execute(_SPELLINGS, {"pks": named}).all():
        # other names of the same person are counted with it: only what folds to the record names it
        if folds_to(spelling, named[pk].type) == named[pk].folded:
            spelt[pk].append(spelling)
    several = [pk for pk, some in spelt.items() if len(some) > 1]
    read: Counter[tuple[int, str]] = Counter()
    if several:
        counted = connection.execute(_SPELT, {"pks": several}).all()
        read.update({(pk, spelling): number for pk, spelling, number in counted})
    found = {}
    for pk, some in spelt.items():
        row = named[pk]
        best = (
            min(some, key=lambda one: (fold(one) != row.folded, -read[row.pk, one], one)) if len(some) > 1 else some[0]
        )
        found[pk] = best if row.type == "person" else proper_name(best)[0]
    return found


@lru_cache(maxsize=4096)
def folds_to(spelling: str, type: str) -> str:
    return describe(spelling, type).folded
