"""Records to speakers, again after every change: what is loaded is small, what comes out depends on the set alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Set

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from quotes.linking import Partition, Suggestion, completeness, partition_parts
from quotes.store.schema.speaker_tables import speaker_appearances, speaker_names, speaker_suggestions, speakers
from quotes.store.schema.tables import quotes, superseded_quotes
from quotes.store.speakers.context_evidence import add_context_evidence
from quotes.store.speakers.ids import settle, slug_of
from quotes.store.speakers.loading import Loaded, dependent, load, widen
from quotes.store.speakers.naming import name_speakers
from quotes.store.statements.for_each import for_each
from quotes.store.statements.inserting import insert_numbered, insert_rows
from quotes.store.statements.one_of_many import among, one_of

RecordKey = tuple[str, str, str]

_active = or_(speaker_names.c.articles > 0, speaker_names.c.by_hand)
_KEPT = select(speakers.c.pk).where(one_of(speakers.c.pk, "pks"), speakers.c.kept)
_NAMES_OF = select(speaker_names.c.pk, speaker_names.c.speaker_pk).where(
    one_of(speaker_names.c.speaker_pk, "pks"), _active
)
_GIVEN_UP = select(speakers.c.slug, speakers.c.pk).where(
    one_of(speakers.c.slug, "slugs"), speakers.c.merged_into.is_not(None)
)
_PLACED = select(speaker_names.c.pk, speaker_names.c.speaker_pk).where(
    one_of(speaker_names.c.pk, "pks"), speaker_names.c.speaker_pk.is_not(None)
)
_OF_NODE = update(speaker_names).where(speaker_names.c.pk == bindparam("of_node"))
_MOVE = _OF_NODE.values(speaker_pk=bindparam("new", type_=speaker_names.c.speaker_pk.type))
_TEAR = _OF_NODE.values(undecided=bindparam("torn", type_=speaker_names.c.undecided.type))
_FORGET_SUGGESTIONS = [
    delete(speaker_suggestions).where(one_of(column, "pks"))
    for column in (speaker_suggestions.c.a_pk, speaker_suggestions.c.b_pk)
]


def regroup(
    connection: Connection,
    records: Iterable[int],
    made: Set[int] = frozenset(),
    *,
    counted: Set[int] = frozenset(),
) -> set[int]:
    """Sort these records, and all whose place may hang on them, into speakers; the quotes that went to another one.

    `made`: records that have no quotes yet, which need not be looked for. `counted`: others that are read more or less
    often now, whose speakers may have another name by it.
    """
    loaded = load(connection, set(records))
    if not loaded.rows:
        name_speakers(connection, speakers_of(connection, counted).values())
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
    for_each(connection, _MOVE, [{"of_node": pk, "new": new} for pk, (_, new) in sorted(moved.items())])
    gone: set[int] = set()
    for pk, (_, new) in sorted(moved.items()):
        if pk not in made:
            gone |= _move_quotes(connection, pk, new)
    _retire(connection, moved)
    touched = {placed[pk] for pk in loaded.scope if pk in placed} | {new for _, new in moved.values()}
    name_speakers(connection, touched | set(speakers_of(connection, counted).values()))
    _suggest(connection, loaded.scope, found.suggestions, pk_of)
    return gone


def speakers_of(connection: Connection, records: Set[int]) -> dict[int, int]:
    """By record the speaker that it is a name of."""
    if not records:
        return {}
    return {row.pk: row.speaker_pk for row in connection.execute(_PLACED, {"pks": records}).all()}


def _sorted(connection: Connection, loaded: Loaded) -> Partition:
    """The loaded records as people; what names and roles do not decide, co-mentions, outlets and days may."""
    while True:
        found = partition_parts(
            loaded.rows.values(),
            loaded.links(),
            assigned=loaded.assigned(),
            undecided={loaded.rows[pk].key for pk in loaded.undecided},
            pairs=loaded.pairs(connection),
            told=loaded.told,
            before=loaded.sorted_before,
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
    changed = sorted(loaded.undecided ^ undecided)
    for_each(connection, _TEAR, [{"of_node": pk, "torn": pk in undecided} for pk in changed])


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
    return set(connection.execute(_KEPT, {"pks": claimed}).scalars()) if claimed else set()


def _claims_outside(connection: Connection, loaded: Loaded, claimed: set[int]) -> list[tuple[bool, int, int, int]]:
    """The claims of names that were not loaded at all; each speaker's are a group, numbered below the others."""
    if not claimed:
        return []
    rows = connection.execute(_NAMES_OF, {"pks": claimed})
    found = {speaker for pk, speaker in rows if pk not in loaded.rows}
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
    free = {row.slug: int(row.pk) for row in connection.execute(_GIVEN_UP, {"slugs": set(slugs.values())})}
    found: dict[int, int] = {}
    for number in sorted(groups, key=lambda number: loaded.rows[records[number]].key):
        if (pk := free.pop(slugs[number], None)) is not None:
            connection.execute(update(speakers).where(speakers.c.pk == pk).values(merged_into=None))
            found[number] = pk
    left = sorted(groups.keys() - found.keys(), key=lambda number: loaded.rows[records[number]].key)
    if left:
        # the name and the id come when the group is named
        rows = [{"slug": f"?{records[n]}", "name": "", "type": loaded.rows[records[n]].type} for n in left]
        found |= dict(zip(left, insert_numbered(connection, speakers, rows), strict=True))
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
    has_names = (
        select(speaker_names.c.speaker_pk)
        .where(among(connection, speaker_names.c.speaker_pk, went), _active)
        .distinct()
    )
    left = set(connection.execute(has_names).scalars())
    for old, to in sorted(went.items()):
        if old not in left:
            hand_over(connection, old, min(to, key=lambda pk: (-to[pk], pk)))


def _suggest(connection: Connection, scope: set[int], found: Iterable[Suggestion], pk_of: dict[RecordKey, int]) -> None:
    forget_suggestions(connection, scope)
    rows = [
        {
            "a_pk": pk_of[one.a],
            "b_pk": pk_of[one.b],
            "reason": one.reason,
            "weighed": one.had_alternatives,
            "settled": one.resolved,
            "open": one.open,
        }
        for one in found
        if pk_of[one.a] in scope or pk_of[one.b] in scope
    ]
    insert_rows(connection, speaker_suggestions, rows)


def forget_suggestions(connection: Connection, records: Set[int]) -> None:
    """Take away what is suggested of these records."""
    for forget in _FORGET_SUGGESTIONS:
        connection.execute(forget, {"pks": records})
