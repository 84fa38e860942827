"""The people of articles to the speakers of the store.

Each distinct folded spelling is a record; `regroup` sorts the records concerned into speakers after every change, so
that the same articles give the same people in whatever order they come, and however many at once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, delete, select

from quotes.linking import NOWHERE, Setting, blocking_keys, describe
from quotes.models import Person
from quotes.store.schema.speaker_tables import (
    speaker_appearances,
    speaker_keys,
    speaker_names,
    speaker_places,
    speaker_roles,
)
from quotes.store.speakers import look_alikes
from quotes.store.speakers.counting import Appearance, count, place_in_time, take_back
from quotes.store.speakers.grouping import forget_suggestions, regroup, speakers_of
from quotes.store.speakers.keys import crossed
from quotes.store.speakers.loading import KINDS
from quotes.store.speakers.naming import folds_to
from quotes.store.speakers.setting import settings_of
from quotes.store.speakers.stating import by_alias, by_every_name, state
from quotes.store.speakers.stating import take_back as unstate
from quotes.store.speakers.tipping import had_alternatives
from quotes.store.statements.inserting import insert_numbered, insert_rows, insert_tuples
from quotes.store.statements.one_of_many import among, one_of

MOST_SPELLING = 200  # characters of a spelling or a role that are kept
RecordKey = tuple[str, str, str]

_ROLES = select(speaker_roles.c.name_pk, speaker_roles.c.role).where(one_of(speaker_roles.c.name_pk, "pks"))
_PLACES = select(speaker_places).where(one_of(speaker_places.c.article_id, "ids"))
_SPELT_SO = select(speaker_names.c.pk, speaker_names.c.folded, speaker_names.c.type, speaker_names.c.facet).where(
    one_of(speaker_names.c.folded, "folded")
)
_READ_SOMEWHERE = select(
    speaker_names.c.pk,
    speaker_names.c.folded,
    speaker_names.c.type,
    (speaker_names.c.articles > 0) | speaker_names.c.by_hand,
).where(one_of(speaker_names.c.pk, "pks"))
_FILED = select(speaker_keys.c.name_pk).where(one_of(speaker_keys.c.name_pk, "pks")).distinct()

_as_json = json.JSONEncoder(ensure_ascii=False).encode
# whoever is in the news is so for some time, with the same roles
_described = lru_cache(maxsize=4096)(describe)


@dataclass(frozen=True, slots=True)
class Read:
    """An article in the store and the people it names; `before`: it may have been stored before, with others.

    `where` is the setting of its stored text, if that is known.
    """

    article_pk: int
    article_id: str
    outlet_pk: int | None
    published: str | None
    minute: int
    people: Sequence[Person]
    before: bool = True
    where: Setting | None = None


@dataclass(frozen=True, slots=True)
class _Appearance:
    """One person of one article, as a record."""

    name: str
    record: RecordKey
    completeness: int
    spellings: tuple[str, ...]
    roles: tuple[str, ...]


def assign(connection: Connection, read: Sequence[Read]) -> tuple[list[dict[str, int]], set[int]]:
    """For each article the speaker's pk of each of its people, by the person's name; and the quotes that have moved.

    Replaces what the articles said before. Other articles' quotes may move to another speaker by it: what was
    undecided may be decided, and the other way about.
    """
    places = _places(connection, [one.article_id for one in read])
    where = _where(connection, read)
    seen = [
        {
            person.name: appearance_of(person, places.get(one.article_id, {}), where.get(one.article_pk, NOWHERE))
            for person in by_every_name(one.people)
            if person.name.strip()
        }
        for one in read
    ]
    records, made = add_records(connection, [one for some in seen for one in some.values()])
    known = [one.article_pk for one in read if one.before]
    before = _named_by(connection, known) if known else set()
    touched = before | set(records.values())
    said = _roles_of(connection, touched - made)
    stated: set[int] = set()
    if known:
        take_back(connection, known)
        stated = unstate(connection, known)
    rows = [
        Appearance(
            article.article_pk,
            records[one.record],
            one.name,
            article.outlet_pk or 0,
            one.spellings,
            one.roles,
            article.published,
            place_in_time(article.minute, article.article_id),
        )
        for article, some in zip(read, seen, strict=True)
        for one in some.values()
    ]
    if rows:
        insert_rows(connection, speaker_appearances, [_as_row(one) for one in rows])
        count(connection, rows)
    reread = {one.name_pk for one in rows if one.article_pk in set(known)}
    stated |= state(connection, _stated(read, seen, records))
    moved = _regroup(connection, touched, said, made - reread, stated=stated, new=None if known else rows)
    placed = speakers_of(connection, set(records.values()))
    bearers = [
        {name: placed[records[one.record]] for name, one in some.items() if records[one.record] in placed}
        for some in seen
    ]
    return bearers, moved


def _where(connection: Connection, read: Sequence[Read]) -> dict[int, Setting]:
    """By article its setting, read from the stored text where nobody has told it."""
    told = {one.article_pk: one.where for one in read if one.where is not None}
    left = [one.article_pk for one in read if one.where is None]
    return told | (settings_of(connection, left) if left else {})


def look_at(people: Iterable[Person], where: Setting) -> None:
    """Do for these people what needs no store, before `assign` is called in a transaction."""
    for person in people:
        blocking_keys(_described(person.name, person.type, person.roles, where).folded, person.type)
        for spelling in (person.name, *person.names):
            folds_to(spelling.strip()[:MOST_SPELLING], person.type)


def forget(connection: Connection, article_pk: int) -> set[int]:
    """Take back what an article said of its people, before it is deleted; the other quotes that have moved by it."""
    before = _named_by(connection, [article_pk])
    said = _roles_of(connection, before)
    take_back(connection, [article_pk])
    return _regroup(connection, before, said, stated=unstate(connection, [article_pk]))


def _regroup(
    connection: Connection,
    touched: set[int],
    said: set[tuple[int, str]],
    made: Set[int] = frozenset(),
    *,
    stated: Set[int],
    new: Sequence[Appearance] | None = None,
) -> set[int]:
    """Sort anew what hangs on the records in which anything changed but a count; the quotes that moved.

    `said`: their roles before; `made`: records that no article stored earlier names; `stated`: those of which articles
    state aliases anew, or no longer; `new`: what was read of them, where nothing was taken back.
    """
    changed = file_records(connection, touched) | {pk for pk, _ in said ^ _roles_of(connection, touched)}
    changed |= stated
    changed |= had_alternatives(connection, touched - changed, new)
    # of the others the commonest form may be another by now
    return regroup(connection, changed, made, counted=touched - changed)


def _roles_of(connection: Connection, records: set[int]) -> set[tuple[int, str]]:
    if not records:
        return set()
    return {(pk, role) for pk, role in connection.execute(_ROLES, {"pks": records}).all()}


def _stated(
    read: Sequence[Read], seen: Sequence[dict[str, _Appearance]], records: dict[RecordKey, int]
) -> Iterator[tuple[int, int, int]]:
    """Of each article the records that it states to be one person's: a name, and an alias of it."""
    for article, some in zip(read, seen, strict=True):
        for person in article.people:
            for alias in by_alias(person):
                yield article.article_pk, records[some[person.name].record], records[some[alias.name].record]


def appearance_of(person: Person, places: dict[tuple[str, str], str], where: Setting = NOWHERE) -> _Appearance:
    record = _described(person.name, person.type, person.roles, where)
    disambiguator = places.get((record.folded, record.type), record.disambiguator)
    spellings = dict.fromkeys(text.strip()[:MOST_SPELLING] for text in (person.name, *person.names) if text.strip())
    roles = dict.fromkeys(role.strip()[:MOST_SPELLING] for role in person.roles if role.strip())
    key = (record.folded, record.type, disambiguator)
    return _Appearance(person.name, key, record.completeness, tuple(spellings), tuple(roles))


def _as_row(one: Appearance) -> dict[str, object]:
    return {
        "article_pk": one.article_pk,
        "name_pk": one.name_pk,
        "name": one.name,
        "outlet_pk": one.outlet_pk,
        "spellings": _as_json(one.spellings),
        "roles": _as_json(one.roles),
    }


def _places(connection: Connection, article_ids: Sequence[str]) -> dict[str, dict[tuple[str, str], str]]:
    """What splits by article say of these: article -> (folded, type) -> disambiguator."""
    found: dict[str, dict[tuple[str, str], str]] = {}
    for row in connection.execute(_PLACES, {"ids": article_ids}):
        found.setdefault(row.article_id, {})[row.folded, row.type] = row.facet
    return found


def add_records(connection: Connection, seen: Iterable[_Appearance]) -> tuple[dict[RecordKey, int], set[int]]:
    """The pks of the records, made where they are new; and which of them were made."""
    wanted = {one.record: one.completeness for one in seen}
    found = _records(connection, wanted)
    new = sorted(record for record in wanted if record not in found)
    if not new:
        return found, set()
    rows = [{"folded": f, "type": t, "facet": facet, "tier": wanted[f, t, facet]} for f, t, facet in new]
    pks = dict(zip(new, insert_numbered(connection, speaker_names, rows), strict=True))
    return found | pks, set(pks.values())


def _records(connection: Connection, wanted: Iterable[RecordKey]) -> dict[RecordKey, int]:
    rows = connection.execute(_SPELT_SO, {"folded": {record[0] for record in wanted}}).all()
    known = {(row.folded, row.type, row.facet): int(row.pk) for row in rows}
    return {record: known[record] for record in wanted if record in known}


def _named_by(connection: Connection, article_pks: Sequence[int]) -> set[int]:
    here = among(connection, speaker_appearances.c.article_pk, article_pks)
    return set(connection.execute(select(speaker_appearances.c.name_pk).where(here)).scalars())


def file_records(connection: Connection, records: set[int]) -> set[int]:
    """File the records that are read somewhere under their keys, take out those that no longer are; both of them.

    And the others under a key that tells nobody apart any more, or does so again.
    """
    rows = connection.execute(_READ_SOMEWHERE, {"pks": records}).all()
    filed = set(connection.execute(_FILED, {"pks": records}).scalars().all())
    named = {pk: (folded, type) for pk, folded, type, _ in rows}
    gone = {pk for pk, _, _, active in rows if not active and pk in filed}
    new = {pk: named[pk] for pk, _, _, active in rows if active and pk not in filed}
    if gone:
        connection.execute(delete(speaker_keys).where(among(connection, speaker_keys.c.name_pk, gone)))
        look_alikes.forget(connection, gone)
        forget_suggestions(connection, gone)
    if new:
        keys = sorted((key, pk) for pk, record in new.items() for key in blocking_keys(*record))
        insert_tuples(connection, speaker_keys, ("key", "name_pk"), keys)
    come, left = (
        Counter(key for pk in some for key in blocking_keys(*named[pk]) if key[:2] in KINDS) for some in (new, gone)
    )
    moved = crossed(connection, come, left)
    look_alikes.forget(connection, moved)
    return gone | new.keys() | moved
