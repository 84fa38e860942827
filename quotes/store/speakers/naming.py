"""What a speaker is called: the commonest full form, unless somebody has said otherwise; and the id, once for all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import count, islice

from sqlalchemy import Connection, Row, bindparam, func, select, update

from quotes.linking import describe, fold
from quotes.names.organizations import proper_name
from quotes.store.among import among
from quotes.store.speakers.tables import speaker_names, speaker_spellings, speakers

_LONGEST_SLUG = 80
_SLUGS_AT_ONCE = 20


def name_speakers(connection: Connection, pks: Iterable[int]) -> None:
    """Give these speakers their names (and, where they have none yet, their ids)."""
    nodes: dict[int, list[Row[tuple[object, ...]]]] = defaultdict(list)
    wanted = set(pks)
    if not wanted:
        return
    here = among(connection, speaker_names.c.speaker_pk, wanted)
    for row in connection.execute(select(speaker_names).where(here)):
        nodes[row.speaker_pk].append(row)
    chosen = select(speakers).where(among(connection, speakers.c.pk, nodes))
    known = {row.pk: row for row in connection.execute(chosen)}
    best = {pk: min(rows, key=_rank) for pk, rows in nodes.items()}
    spelt = _commonest(connection, [row.pk for row in best.values()])
    changed = []
    for pk, row in sorted(best.items()):
        name = _kept(nodes[pk]) or spelt.get(row.pk) or row.folded.title()
        speaker = known[pk]
        if speaker.slug.startswith("?"):
            slug = free_slug(connection, name)
            connection.execute(update(speakers).where(speakers.c.pk == pk).values(slug=slug))
        if (speaker.name, speaker.type, speaker.merged_into) != (name, row.type, None):
            changed.append({"of_speaker": pk, "called": name, "kind": row.type})
    if changed:
        connection.execute(
            update(speakers)
            .where(speakers.c.pk == bindparam("of_speaker"))
            .values(name=bindparam("called"), type=bindparam("kind"), merged_into=None),
            changed,
        )


def free_slug(connection: Connection, name: str) -> str:
    """An id that nobody has or had, made of the name: "alexander-lukashenko", "john-smith-2"."""
    slug = slug_of(name)
    numbered = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    while True:
        # asked for one by one and not by their beginning, for which SQLite would read the ids of all
        some = list(islice(numbered, _SLUGS_AT_ONCE))
        taken = set(connection.execute(select(speakers.c.slug).where(speakers.c.slug.in_(some))).scalars())
        if free := next((one for one in some if one not in taken), None):
            return free


def slug_of(name: str) -> str:
    """The id that a name would have if it were the only one."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:_LONGEST_SLUG].strip("-") or "unnamed"


def _rank(row: Row[tuple[object, ...]]) -> tuple[object, ...]:
    """A full name before initials before a lone name; the commonest; then any fixed order."""
    words = len(row.folded.split())
    return (row.tier, row.type != "person", -row.articles, -words, row.folded, row.facet)


def _kept(rows: Iterable[Row[tuple[object, ...]]]) -> str | None:
    """The last rename of anyone among the nodes."""
    kept = [(row.kept_at, row.pk, row.kept_name) for row in rows if row.kept_name]
    return max(kept)[2] if kept else None


def _commonest(connection: Connection, nodes: list[int]) -> dict[int, str]:
    """Of each node the spelling read most often."""
    table = speaker_spellings.c
    found: dict[int, str] = {}
    counted = (
        select(table.name_pk, table.spelling, func.sum(table.articles), speaker_names.c.folded, speaker_names.c.type)
        .join(speaker_names, speaker_names.c.pk == table.name_pk)
        .where(among(connection, table.name_pk, nodes))
        .group_by(table.name_pk, table.spelling, speaker_names.c.folded, speaker_names.c.type)
    )
    rows = sorted(connection.execute(counted), key=lambda row: (fold(row[1]) != row.folded, -row[2], row[1]))
    for name_pk, spelling, _, folded, type in rows:
        # other names of the same person are counted with it: only what folds to the node names it
        if name_pk not in found and describe(spelling, type).folded == folded:
            found[name_pk] = spelling if type == "person" else proper_name(spelling)[0]
    return found
