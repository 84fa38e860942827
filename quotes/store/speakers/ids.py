"""The public ids of speakers: functions of what is stored, whatever the order and the batches it came in.

An id is made of the commonest full name; of several people of one such name the one read of first, by the dates of
the articles, has the bare id, the others a number. An id that somebody has seen goes on answering: it leads to whose
it was, unless it is another's by now. What people decided about a speaker fixes the speaker's id for good.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count, islice
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, union_all, update

from quotes.linking import fold
from quotes.store.schema.speaker_tables import speakers
from quotes.store.statements.for_each import for_each
from quotes.store.statements.one_of_many import one_of

_LONGEST_SLUG = 80
_SLUGS_AT_ONCE = 20
_NUMBERED = re.compile(r"(.+)-\d+")
# Who has the bare id is found by it, the few others by an index of theirs. Merged and kept ones are told apart here:
# SQLite would look for them by the index of those that are not merged, which are nearly all.
_ROWS = select(
    *(speakers.c[name] for name in ("pk", "slug", "base", "name", "type", "first_seen", "merged_into", "kept"))
)
_BASED = union_all(
    _ROWS.where(one_of(speakers.c.slug, "bases"), speakers.c.base == speakers.c.slug),
    _ROWS.where(one_of(speakers.c.base, "bases"), speakers.c.base != speakers.c.slug),
)
_HOLDERS = select(speakers.c.pk, speakers.c.slug, speakers.c.merged_into, speakers.c.kept).where(
    one_of(speakers.c.slug, "slugs")
)
_NEW_SLUG = bindparam("new_slug", type_=speakers.c.slug.type)
_RENAME = update(speakers).where(speakers.c.pk == bindparam("of_speaker")).values(slug=_NEW_SLUG)
_UNNAMED = "?"  # begins an id that nobody has seen yet; no id has it


def slug_of(name: str) -> str:
    """The id that a name would have if it were the only one."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:_LONGEST_SLUG].strip("-") or "unnamed"


def free_slug(connection: Connection, name: str) -> str:
    """An id that nobody has or had, made of the name: "alexander-lukashenko", "john-smith-2"."""
    numbered = _numbered(slug_of(name))
    while True:
        # asked for one by one and not by their beginning, for which SQLite would read the ids of all
        some = list(islice(numbered, _SLUGS_AT_ONCE))
        taken = {row.slug for row in connection.execute(_HOLDERS, {"slugs": some}).all()}
        if free := next((one for one in some if one not in taken), None):
            return free


def settle(connection: Connection, bases: Iterable[str]) -> None:
    """Give every speaker whose name makes one of these ids (without a number) the id that is theirs."""
    wanted = set(bases)
    # "Channel 4" comes before the fourth of those who are called Channel
    wanted |= {found[1] for base in wanted if (found := _NUMBERED.fullmatch(base))}
    if not wanted:
        return
    groups: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(_BASED, {"bases": wanted}).all():
        if row.merged_into is None and not row.kept:
            groups[row.base].append(row)
    for rows in groups.values():
        rows.sort(key=lambda row: (row.first_seen or "", row.pk))
    given = _given(connection, groups)
    changed = {row.pk: row for rows in groups.values() for row in rows if row.slug != given[row.pk]}
    if changed:
        _change(connection, changed, given)


def _given(connection: Connection, groups: dict[str, list[Row[Any]]]) -> dict[int, str]:
    """By speaker the id: the name's own for the first, a number for each other; kept ids and other names passed by."""
    others = [slug for base, rows in groups.items() for slug in islice(_numbered(base), 2 * len(rows) + 1)]
    holders = connection.execute(_HOLDERS, {"slugs": others})
    taken = {row.slug for row in holders if row.merged_into is None and row.kept}
    named = connection.execute(_BASED, {"bases": others})
    bases = {row.base for row in named if row.merged_into is None and not row.kept}
    given: dict[int, str] = {}
    for base, rows in groups.items():
        free = (slug for slug in _numbered(base) if slug not in taken and (slug == base or slug not in bases))
        given |= {row.pk: slug for row, slug in zip(rows, free, strict=False)}
    return given


def _change(connection: Connection, changed: dict[int, Row[Any]], given: dict[int, str]) -> None:
    new = {given[pk] for pk in changed}
    _rename(
        connection,
        {pk: f"{_UNNAMED}{_UNNAMED}{pk}" for pk, row in changed.items() if not row.slug.startswith(_UNNAMED)},
    )
    # an id that led to somebody else until now: where it led is still there under another
    for row in connection.execute(_HOLDERS, {"slugs": new}).all():
        _rename(connection, {row.pk: free_slug(connection, f"{row.slug} former")})
    _rename(connection, {pk: given[pk] for pk in changed})
    left = [row for row in changed.values() if not row.slug.startswith(_UNNAMED) and row.slug not in new]
    if left:
        connection.execute(
            insert(speakers),
            [{"slug": row.slug, "name": row.name, "type": row.type, "merged_into": row.pk} for row in left],
        )


def _rename(connection: Connection, slugs: dict[int, str]) -> None:
    for_each(connection, _RENAME, [{"of_speaker": pk, "new_slug": slug} for pk, slug in sorted(slugs.items())])


def _numbered(slug: str) -> Iterator[str]:
    return (slug if number == 1 else f"{slug}-{number}" for number in count(1))
