"""Nodes to speakers, again after every change: what is loaded is small, what comes out depends on the set alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, or_, select, update

from quotes.identity import Link, Node, Suggestion, looked_up, offices, partition, tier
from quotes.store.speaker_keys import holders, keys_of
from quotes.store.speaker_naming import name_speakers, slug_of
from quotes.store.speaker_tables import (
    speaker_appearances,
    speaker_links,
    speaker_names,
    speaker_roles,
    speaker_suggestions,
    speakers,
)
from quotes.store.tables import quotes, superseded_quotes

# A block that would draw in more names than this is cut off here: one look-up stays small.
_MOST_NODES = 2000
_CHUNK = 500
NodeKey = tuple[str, str, str]


@dataclass(slots=True)
class _Loaded:
    """The nodes one regrouping looks at: `scope` is sorted anew, the others keep their speaker and are joined to."""

    rows: dict[int, Node] = field(default_factory=dict)
    speaker: dict[int, int | None] = field(default_factory=dict)
    scope: set[int] = field(default_factory=set)
    links: list[tuple[int, int, bool]] = field(default_factory=list)


def regroup(connection: Connection, nodes: Iterable[int]) -> None:
    """Sort these nodes, and all whose place may hang on them, into speakers."""
    loaded = _load(connection, set(nodes))
    if not loaded.rows:
        return
    pk_of = {node.key: pk for pk, node in loaded.rows.items()}
    found = partition(loaded.rows.values(), _links(loaded))
    groups = [{pk_of[key] for key in group} for group in found.groups]
    placed = _place(connection, loaded, groups)
    moved = {pk: (loaded.speaker[pk], new) for pk, new in placed.items() if loaded.speaker[pk] != new}
    for pk, (_, new) in sorted(moved.items()):
        connection.execute(update(speaker_names).where(speaker_names.c.pk == pk).values(speaker_pk=new))
        _move_quotes(connection, pk, new)
    _retire(connection, moved)
    touched = {placed[pk] for pk in loaded.scope if pk in placed} | {new for _, new in moved.values()}
    name_speakers(connection, touched)
    _suggest(connection, loaded.scope, found.suggestions, pk_of)


def _load(connection: Connection, touched: set[int]) -> _Loaded:
    loaded = _Loaded()
    full = _closure(connection, loaded, touched)
    lone = _lone(connection, full | touched)
    loaded.scope = touched | full | lone
    partners = _decided(connection, lone)
    loaded.links = sorted({*loaded.links, *partners})
    bearers = _bearers(connection, lone) | {pk for a, b, _ in partners for pk in (a, b)}
    _fetch(connection, loaded, lone | bearers)
    around = {loaded.speaker[pk] for pk in bearers if loaded.speaker.get(pk) is not None}
    rest = select(speaker_names.c.pk).where(speaker_names.c.speaker_pk.in_(around), speaker_names.c.tier < 2)
    _fetch(connection, loaded, set(connection.execute(rest).scalars()) if around else set())
    if lone:
        _add_offices(connection, loaded)
    return loaded


def _closure(connection: Connection, loaded: _Loaded, touched: set[int]) -> set[int]:
    """The full names that hang together with the touched ones, by their keys and by what was decided."""
    seen: set[int] = set()
    frontier = set(touched)
    while frontier and len(seen) < _MOST_NODES:
        _fetch(connection, loaded, frontier)
        seen |= frontier
        wanted = looked_up(key for key in keys_of(connection, frontier) if key[:2] in ("g:", "o:", "a:"))
        found = {pk for pks in holders(connection, wanted).values() for pk in pks}
        links = _decided(connection, frontier)
        loaded.links = sorted({*loaded.links, *links})
        frontier = (found | {pk for a, b, _ in links for pk in (a, b)}) - seen
    return {pk for pk in seen if pk in loaded.rows}


def _lone(connection: Connection, nodes: set[int]) -> set[int]:
    """The initials and lone names that may be one of the nodes', with those that may be one with them."""
    seen: set[int] = set()
    frontier = set(nodes)
    while frontier and len(seen) < _MOST_NODES:
        wanted = {key for key in looked_up(keys_of(connection, frontier)) if key[:2] in ("l:", "j:")}
        found = {pk for pks in holders(connection, wanted).values() for pk in pks}
        frontier = found - seen
        seen |= frontier
    return seen


def _bearers(connection: Connection, lone: set[int]) -> set[int]:
    wanted = {key for key in looked_up(keys_of(connection, lone)) if key[:2] in ("s:", "i:")}
    return {pk for pks in holders(connection, wanted).values() for pk in pks}


def _fetch(connection: Connection, loaded: _Loaded, nodes: set[int]) -> None:
    names = speaker_names.c
    for chunk in _chunks(nodes - loaded.rows.keys()):
        active = or_(names.articles > 0, names.by_hand)
        for row in connection.execute(select(speaker_names).where(names.pk.in_(chunk), active)):
            loaded.rows[row.pk] = Node(row.folded, row.type, row.facet, articles=max(row.articles, 1))
            loaded.speaker[row.pk] = row.speaker_pk


def _add_offices(connection: Connection, loaded: _Loaded) -> None:
    roles: dict[int, set[str]] = defaultdict(set)
    for chunk in _chunks(loaded.rows):
        found = select(speaker_roles.c.name_pk, speaker_roles.c.role).where(speaker_roles.c.name_pk.in_(chunk))
        for name_pk, role in connection.execute(found):
            roles[name_pk].add(role)
    for pk, said in roles.items():
        node = loaded.rows[pk]
        loaded.rows[pk] = Node(node.folded, node.type, node.facet, offices(sorted(said)), node.articles)


def _decided(connection: Connection, nodes: set[int]) -> list[tuple[int, int, bool]]:
    links = speaker_links.c
    found: list[tuple[int, int, bool]] = []
    for chunk in _chunks(nodes):
        here = or_(links.a_pk.in_(chunk), links.b_pk.in_(chunk))
        found += [
            (a, b, same) for a, b, same in connection.execute(select(links.a_pk, links.b_pk, links.same).where(here))
        ]
    return found


def _links(loaded: _Loaded) -> list[Link]:
    """Decisions; and for nodes outside the scope that they stay with those they are with."""
    links = [
        Link(loaded.rows[a].key, loaded.rows[b].key, same)
        for a, b, same in loaded.links
        if a in loaded.rows and b in loaded.rows
    ]
    settled: dict[int | None, list[int]] = defaultdict(list)
    for pk in sorted(loaded.rows):
        if pk not in loaded.scope and loaded.speaker[pk] is not None:
            settled[loaded.speaker[pk]].append(pk)
    for first, *others in settled.values():
        links += [Link(loaded.rows[first].key, loaded.rows[other].key, same=True) for other in others]
    return links


def _place(connection: Connection, loaded: _Loaded, groups: list[set[int]]) -> dict[int, int]:
    """The speaker of each node: a group keeps the speaker that most of it has, and that has most of it.

    Names outside the scope, loaded or not, are not moved: their speaker is theirs before all others'.
    """
    claims = []
    for number, group in enumerate(groups):
        weights: Counter[int] = Counter()
        fullest = min(tier(loaded.rows[pk]) for pk in group)
        for pk in group:
            # the id of a lone name is not that of the person it turns out to be
            if (speaker := loaded.speaker[pk]) is not None and tier(loaded.rows[pk]) == fullest:
                weights[speaker] += loaded.rows[pk].articles
        stays = {loaded.speaker[pk] for pk in group - loaded.scope}
        claims += [(speaker not in stays, -weight, speaker, number) for speaker, weight in weights.items()]
    claims += _claims_outside(connection, loaded, {speaker for _, _, speaker, _ in claims})
    of_group: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, speaker, number in sorted(claims):
        if number not in of_group and speaker not in taken:
            of_group[number] = speaker
            taken.add(speaker)
    placed: dict[int, int] = {}
    for number, group in enumerate(groups):
        if not group & loaded.scope:
            continue
        speaker = of_group.get(number) or _new_speaker(connection, loaded, group)
        placed |= dict.fromkeys(group, speaker)
    return placed


def _claims_outside(connection: Connection, loaded: _Loaded, claimed: set[int]) -> list[tuple[bool, int, int, int]]:
    """The claims of names that were not loaded at all; each speaker's are a group, numbered below the others."""
    names = speaker_names.c
    found: set[int] = set()
    for chunk in _chunks(claimed):
        active = or_(names.articles > 0, names.by_hand)
        rows = connection.execute(select(names.pk, names.speaker_pk).where(names.speaker_pk.in_(chunk), active))
        found |= {row.speaker_pk for row in rows if row.pk not in loaded.rows}
    return [(False, 0, speaker, -speaker) for speaker in found]


def _new_speaker(connection: Connection, loaded: _Loaded, group: set[int]) -> int:
    """A new row; or the one that was given up for another when it was thought to be that one."""
    node = min(group, key=lambda pk: (tier(loaded.rows[pk]), -loaded.rows[pk].articles, loaded.rows[pk].key))
    slug = slug_of(loaded.rows[node].folded)
    given_up = select(speakers.c.pk).where(speakers.c.slug == slug, speakers.c.merged_into.is_not(None))
    if (pk := connection.execute(given_up).scalar()) is not None:
        connection.execute(update(speakers).where(speakers.c.pk == pk).values(merged_into=None))
        return int(pk)
    # the name and the id come when the group is named
    made = insert(speakers).values(slug=f"?{node}", name="", type=loaded.rows[node].type).returning(speakers.c.pk)
    return int(connection.execute(made).scalar_one())


def _move_quotes(connection: Connection, node: int, speaker: int) -> None:
    """The quotes that articles give to this node go with it; what was corrected by hand stays."""
    seen = speaker_appearances.c
    for table in (quotes, superseded_quotes):
        said = (
            select(seen.name)
            .where(seen.name_pk == node, seen.article_pk == table.c.article_pk, seen.name == table.c.person_name)
            .exists()
        )
        here = table.c.article_pk.in_(select(seen.article_pk).where(seen.name_pk == node))
        moved = update(table).where(here, said)
        if table is quotes:
            moved = moved.where(~quotes.c.corrected)
        connection.execute(moved.values(speaker_pk=speaker))


def hand_over(connection: Connection, old: int, new: int) -> None:
    """The old speaker's id answers with the new one's, and every quote goes along, corrected ones too."""
    connection.execute(update(speakers).where(speakers.c.pk == old).values(merged_into=new))
    connection.execute(update(speakers).where(speakers.c.merged_into == old).values(merged_into=new))
    connection.execute(update(speaker_names).where(speaker_names.c.speaker_pk == old).values(speaker_pk=new))
    for table in (quotes, superseded_quotes):
        connection.execute(update(table).where(table.c.speaker_pk == old).values(speaker_pk=new))


def _retire(connection: Connection, moved: dict[int, tuple[int | None, int]]) -> None:
    """A speaker that has lost every name points to where most of them went."""
    went: dict[int, Counter[int]] = defaultdict(Counter)
    for old, new in moved.values():
        if old is not None:
            went[old][new] += 1
    for old, to in sorted(went.items()):
        active = or_(speaker_names.c.articles > 0, speaker_names.c.by_hand)
        left = select(speaker_names.c.pk).where(speaker_names.c.speaker_pk == old, active).limit(1)
        if connection.execute(left).first() is None:
            hand_over(connection, old, min(to, key=lambda pk: (-to[pk], pk)))


def _suggest(connection: Connection, scope: set[int], found: Iterable[Suggestion], pk_of: dict[NodeKey, int]) -> None:
    table = speaker_suggestions
    for chunk in _chunks(scope):
        connection.execute(delete(table).where(or_(table.c.a_pk.in_(chunk), table.c.b_pk.in_(chunk))))
    rows = [
        {"a_pk": pk_of[one.a], "b_pk": pk_of[one.b], "reason": one.reason}
        for one in found
        if pk_of[one.a] in scope or pk_of[one.b] in scope
    ]
    if rows:
        connection.execute(insert(table), rows)


def _chunks(nodes: Iterable[int]) -> list[list[int]]:
    ordered = sorted(nodes)
    return [ordered[at : at + _CHUNK] for at in range(0, len(ordered), _CHUNK)]
