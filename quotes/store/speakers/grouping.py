"""Records to speakers, again after every change: what is loaded is small, what comes out depends on the set alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Set

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from quotes.linking import Partition, Suggestion, completeness, partition
from quotes.store.among import among
from quotes.store.speakers.context_evidence import add_context_evidence
from quotes.store.speakers.ids import settle, slug_of
from quotes.store.speakers.loading import Loaded, dependent, load, widen
from quotes.store.speakers.naming import name_speakers
from quotes.store.speakers.tables import (
    speaker_appearances,
    speaker_names,
    speaker_suggestions,
    speakers,
)
from quotes.store.tables import quotes, superseded_quotes

RecordKey = tuple[str, str, str]


def regroup(connection: Connection, records: Iterable[int], made: Set[int] = frozenset()) -> set[int]:
    """Sort these records, and all whose place may hang on them, into speakers; the quotes that went to another one.

    `made`: records that have no quotes yet, which need not be looked for.
    """
    loaded = load(connection, set(records))
    if not loaded.rows:
        return set()
    touched = loaded.scope & set(records)
    found = _sorted(connection, loaded)
    while more := dependent(connection, loaded, _changed(loaded, found, touched)):
        # whoever these people's lesser names may mean is sorted again with them
        widen(connection, loaded, more)
        found = _sorted(connection, loaded)
    pk_of = {record.key: pk for pk, record in loaded.rows.items()}
    groups = [{pk_of[key] for key in group} for group in found.groups]
    _write_undecided(connection, loaded, {pk_of[key] for key in found.undecided})
    placed = _place(connection, loaded, groups)
    moved = {pk: (loaded.speaker[pk], new) for pk, new in placed.items() if loaded.speaker[pk] != new}
    if moved:
        connection.execute(
            update(speaker_names).where(speaker_names.c.pk == bindparam("of_node")).values(speaker_pk=bindparam("new")),
            [{"of_node": pk, "new": new} for pk, (_, new) in sorted(moved.items())],
        )
    gone: set[int] = set()
    for pk, (_, new) in sorted(moved.items()):
        if pk not in made:
            gone |= _move_quotes(connection, pk, new)
    _retire(connection, moved)
    touched = {placed[pk] for pk in loaded.scope if pk in placed} | {new for _, new in moved.values()}
    name_speakers(connection, touched)
    _suggest(connection, loaded.scope, found.suggestions, pk_of)
    return gone


def _sorted(connection: Connection, loaded: Loaded) -> Partition:
    """The loaded records as people; what names and roles do not decide, co-mentions, outlets and days may."""
    while True:
        found = partition(
            loaded.rows.values(),
            loaded.links(),
            assigned=loaded.assigned(),
            undecided={loaded.rows[pk].key for pk in loaded.undecided},
            stop_keys=loaded.stop_keys,
        )
        if not add_context_evidence(connection, loaded, found):
            return found


def _changed(loaded: Loaded, found: Partition, touched: set[int]) -> set[int]:
    """The records of all people that the touched records are of, or that have won or lost a record."""
    pk_of = {record.key: pk for pk, record in loaded.rows.items()}
    before: dict[int | None, set[int]] = defaultdict(set)
    for pk in loaded.rows:
        before[loaded.speaker[pk]].add(pk)
    undecided = {pk_of[key] for key in found.undecided} ^ loaded.undecided
    changed: set[int] = set()
    for group in found.groups:
        pks = {pk_of[key] for key in group}
        if not pks & loaded.scope:
            continue
        had = set().union(*(before[loaded.speaker[pk]] for pk in pks if loaded.speaker[pk] is not None))
        if pks & touched or pks != had or pks & undecided:
            changed |= pks | had
    return changed


def _write_undecided(connection: Connection, loaded: Loaded, undecided: set[int]) -> None:
    if changed := loaded.undecided ^ undecided:
        statement = update(speaker_names).where(speaker_names.c.pk == bindparam("of_node"))
        rows = [{"of_node": pk, "torn": pk in undecided} for pk in sorted(changed)]
        connection.execute(statement.values(undecided=bindparam("torn")), rows)


def _place(connection: Connection, loaded: Loaded, groups: list[set[int]]) -> dict[int, int]:
    """The speaker of each record: a group keeps the speaker that most of it has, and that has most of it.

    Names outside the scope, loaded or not, are not moved: their speaker is theirs before all others'.
    """
    claims = []
    for number, group in enumerate(groups):
        weights: Counter[int] = Counter()
        fullest = min(completeness(loaded.rows[pk]) for pk in group)
        for pk in group:
            # the id of a lone name is not that of the person it turns out to be
            if (speaker := loaded.speaker[pk]) is not None and completeness(loaded.rows[pk]) == fullest:
                weights[speaker] += loaded.rows[pk].articles
        stays = {loaded.speaker[pk] for pk in group - loaded.scope}
        claims += [(speaker not in stays, -weight, speaker, number) for speaker, weight in weights.items()]
    claims += _claims_outside(connection, loaded, {speaker for _, _, speaker, _ in claims})
    kept = _kept(connection, {speaker for _, _, speaker, _ in claims})
    of_group: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, speaker, number in sorted(claims, key=lambda claim: (claim[0], claim[2] not in kept, *claim[1:])):
        if number not in of_group and speaker not in taken:
            of_group[number] = speaker
            taken.add(speaker)
    sorted_anew = {number: group for number, group in enumerate(groups) if group & loaded.scope}
    of_group |= _new_speakers(connection, loaded, {n: g for n, g in sorted_anew.items() if n not in of_group})
    return {pk: of_group[number] for number, group in sorted_anew.items() for pk in group}


def _kept(connection: Connection, claimed: set[int]) -> set[int]:
    """Those of the speakers whose id somebody's decision keeps: a group that may have such a one has it."""
    here = among(connection, speakers.c.pk, claimed)
    return set(connection.execute(select(speakers.c.pk).where(here, speakers.c.kept)).scalars()) if claimed else set()


def _claims_outside(connection: Connection, loaded: Loaded, claimed: set[int]) -> list[tuple[bool, int, int, int]]:
    """The claims of names that were not loaded at all; each speaker's are a group, numbered below the others."""
    names = speaker_names.c
    found: set[int] = set()
    here = among(connection, names.speaker_pk, claimed)
    active = or_(names.articles > 0, names.by_hand)
    for row in connection.execute(select(names.pk, names.speaker_pk).where(here, active)):
        if row.pk not in loaded.rows:
            found.add(row.speaker_pk)
    return [(False, 0, speaker, -speaker) for speaker in found]


def _new_speakers(connection: Connection, loaded: Loaded, groups: dict[int, set[int]]) -> dict[int, int]:
    """By number a new row for each group; or the one that was given up for another when it was thought to be that
    one."""
    if not groups:
        return {}
    records = {
        number: min(
            group, key=lambda pk: (completeness(loaded.rows[pk]), -loaded.rows[pk].articles, loaded.rows[pk].key)
        )
        for number, group in groups.items()
    }
    slugs = {number: slug_of(loaded.rows[record].folded) for number, record in records.items()}
    given_up = select(speakers.c.slug, speakers.c.pk).where(
        among(connection, speakers.c.slug, set(slugs.values())), speakers.c.merged_into.is_not(None)
    )
    free = {row.slug: int(row.pk) for row in connection.execute(given_up)}
    found: dict[int, int] = {}
    for number in sorted(groups, key=lambda number: loaded.rows[records[number]].key):
        if (pk := free.pop(slugs[number], None)) is not None:
            connection.execute(update(speakers).where(speakers.c.pk == pk).values(merged_into=None))
            found[number] = pk
    left = sorted(groups.keys() - found.keys(), key=lambda number: loaded.rows[records[number]].key)
    if left:
        # the name and the id come when the group is named
        made = insert(speakers).returning(speakers.c.pk, sort_by_parameter_order=True)
        rows = [{"slug": f"?{records[n]}", "name": "", "type": loaded.rows[records[n]].type} for n in left]
        found |= dict(zip(left, map(int, connection.execute(made, rows).scalars()), strict=True))
    return found


def _move_quotes(connection: Connection, record: int, speaker: int) -> set[int]:
    """The quotes that articles give to this record go with it, these; what was corrected by hand stays."""
    gone: set[int] = set()
    seen = speaker_appearances.c
    for table in (quotes, superseded_quotes):
        said = (
            select(seen.name)
            .where(seen.name_pk == record, seen.article_pk == table.c.article_pk, seen.name == table.c.person_name)
            .exists()
        )
        here = table.c.article_pk.in_(select(seen.article_pk).where(seen.name_pk == record))
        moved = update(table).where(here, said, table.c.speaker_pk.is_distinct_from(speaker)).values(speaker_pk=speaker)
        if table is quotes:
            moved = moved.where(~quotes.c.corrected)
            gone |= set(connection.execute(moved.returning(quotes.c.pk)).scalars())
        else:
            connection.execute(moved)
    return gone


def hand_over(connection: Connection, old: int, new: int) -> None:
    """The old speaker's id answers with the new one's, and every quote goes along, corrected ones too."""
    retired = update(speakers).where(speakers.c.pk == old).values(merged_into=new)
    base = connection.execute(retired.returning(speakers.c.base)).scalar()
    connection.execute(update(speakers).where(speakers.c.merged_into == old).values(merged_into=new))
    connection.execute(update(speaker_names).where(speaker_names.c.speaker_pk == old).values(speaker_pk=new))
    for table in (quotes, superseded_quotes):
        connection.execute(update(table).where(table.c.speaker_pk == old).values(speaker_pk=new))
    if base is not None:
        settle(connection, [base])


def _retire(connection: Connection, moved: dict[int, tuple[int | None, int]]) -> None:
    """A speaker that has lost every name points to where most of them went."""
    went: dict[int, Counter[int]] = defaultdict(Counter)
    for old, new in moved.values():
        if old is not None:
            went[old][new] += 1
    if not went:
        return
    active = or_(speaker_names.c.articles > 0, speaker_names.c.by_hand)
    has_names = (
        select(speaker_names.c.speaker_pk).where(among(connection, speaker_names.c.speaker_pk, went), active).distinct()
    )
    left = set(connection.execute(has_names).scalars())
    for old, to in sorted(went.items()):
        if old not in left:
            hand_over(connection, old, min(to, key=lambda pk: (-to[pk], pk)))


def _suggest(connection: Connection, scope: set[int], found: Iterable[Suggestion], pk_of: dict[RecordKey, int]) -> None:
    table = speaker_suggestions
    for column in (table.c.a_pk, table.c.b_pk):
        connection.execute(delete(table).where(among(connection, column, scope)))
    rows = [
        {
            "a_pk": pk_of[one.a],
            "b_pk": pk_of[one.b],
            "reason": one.reason,
            "weighed": one.had_alternatives,
            "settled": one.resolved,
        }
        for one in found
        if pk_of[one.a] in scope or pk_of[one.b] in scope
    ]
    if rows:
        connection.execute(insert(table), rows)
