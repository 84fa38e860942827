"""The people of an article to the speakers of the store.

Each distinct folded spelling is a node; `regroup` sorts the nodes concerned into speakers after every change, so
that the same articles give the same people in whatever order they come.
"""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from quotes.linking import blocking_keys, describe
from quotes.models import Person, SpeakerType
from quotes.store.speakers.grouping import regroup
from quotes.store.speakers.naming import name_speakers
from quotes.store.speakers.tables import (
    speaker_appearances,
    speaker_keys,
    speaker_names,
    speaker_places,
    speaker_roles,
    speaker_spellings,
    speaker_suggestions,
)
from quotes.store.tables import articles

_MOST_SPELLING = 200  # characters of a spelling or a role that are kept


@dataclass(frozen=True, slots=True)
class _Seen:
    """One person of one article, as a node: what is kept, so that it can be taken back."""

    name: str
    node: tuple[str, str, str]
    tier: int
    spellings: tuple[str, ...]
    roles: tuple[str, ...]


def assign(connection: Connection, article_pk: int, people: Sequence[Person]) -> dict[str, int]:
    """The speaker's pk of each of the article's people, by the person's name.

    Replaces what the article said before. Other articles' quotes may move to another speaker by it: what was
    unclear may become clear, and the other way about.
    """
    article = connection.execute(
        select(articles.c.id, articles.c.outlet_pk, articles.c.published).where(articles.c.pk == article_pk)
    ).one()
    places = _places(connection, article.id)
    seen = {person.name: _seen(person, places) for person in people if person.name.strip()}
    nodes = _add_nodes(connection, seen.values())
    before = _named_by(connection, article_pk)
    touched = before | set(nodes.values())
    said = _roles_of(connection, touched)
    _take_back(connection, article_pk, before)
    rows = [
        {
            "article_pk": article_pk,
            "name_pk": nodes[one.node],
            "name": one.name,
            "outlet_pk": article.outlet_pk or 0,
            "spellings": json.dumps(one.spellings, ensure_ascii=False),
            "roles": json.dumps(one.roles, ensure_ascii=False),
        }
        for one in seen.values()
    ]
    if rows:
        connection.execute(insert(speaker_appearances), rows)
        _count(connection, article_pk, set(nodes.values()), 1, article.published)
    _regroup(connection, touched, said)
    placed = _speakers_of(connection, set(nodes.values()))
    return {name: placed[nodes[one.node]] for name, one in seen.items() if nodes[one.node] in placed}


def forget(connection: Connection, article_pk: int) -> None:
    """Take back what an article said of its people; call it before the article is deleted."""
    before = _named_by(connection, article_pk)
    said = _roles_of(connection, before)
    _take_back(connection, article_pk, before)
    _regroup(connection, before, said)


def _regroup(connection: Connection, touched: set[int], said: set[tuple[int, str]]) -> None:
    """Sort anew what hangs on the nodes in which anything changed but a count; `said`: their roles before."""
    changed = _activity(connection, touched) | {pk for pk, _ in said ^ _roles_of(connection, touched)}
    changed |= _weighed(connection, touched)
    regroup(connection, changed)
    # the commonest form may be another by now
    name_speakers(connection, _speakers_of(connection, touched - changed).values())


def _roles_of(connection: Connection, nodes: set[int]) -> set[tuple[int, str]]:
    rows = connection.execute(
        select(speaker_roles.c.name_pk, speaker_roles.c.role).where(speaker_roles.c.name_pk.in_(nodes))
    )
    return {(row.name_pk, row.role) for row in rows}


def _weighed(connection: Connection, nodes: set[int]) -> set[int]:
    """Those of the nodes whose speaker was one of several to choose from: whatever is read of them counts there."""
    speaker, weighed = speaker_names.alias(), speaker_suggestions.c
    chosen_from = (
        select(speaker.c.pk)
        .where(
            speaker.c.speaker_pk == speaker_names.c.speaker_pk,
            or_(weighed.a_pk == speaker.c.pk, weighed.b_pk == speaker.c.pk),
            weighed.weighed,
        )
        .exists()
    )
    return set(
        connection.execute(select(speaker_names.c.pk).where(speaker_names.c.pk.in_(nodes), chosen_from)).scalars()
    )


def assign_again(connection: Connection, article_pk: int) -> None:
    """Assign the article's people once more, after what was decided of it has changed."""
    rows = connection.execute(
        select(speaker_appearances, speaker_names.c.type)
        .join(speaker_names, speaker_names.c.pk == speaker_appearances.c.name_pk)
        .where(speaker_appearances.c.article_pk == article_pk)
    ).all()
    assign(
        connection,
        article_pk,
        [
            Person(row.name, _type(row.type), tuple(json.loads(row.spellings)), tuple(json.loads(row.roles)))
            for row in rows
        ],
    )


def find_or_add(connection: Connection, name: str, type: str = "person") -> int:
    """The speaker's pk for a name given by hand; one that nobody bears yet becomes a speaker."""
    one = _seen(Person(name, _type(type)), {})
    (node,) = _add_nodes(connection, [one]).values()
    connection.execute(update(speaker_names).where(speaker_names.c.pk == node).values(by_hand=True))
    spelt = select(speaker_spellings.c.spelling).where(speaker_spellings.c.name_pk == node).limit(1)
    if connection.execute(spelt).first() is None:
        connection.execute(
            insert(speaker_spellings).values(
                name_pk=node, spelling=name.strip()[:_MOST_SPELLING], outlet_pk=0, articles=0
            )
        )
    _activity(connection, {node})
    regroup(connection, {node})
    return _speakers_of(connection, {node})[node]  # every node that is read, or given by hand, is some speaker's


def _type(type: str) -> SpeakerType:
    return "organization" if type == "organization" else "group" if type == "group" else "person"


def _seen(person: Person, places: dict[tuple[str, str], str]) -> _Seen:
    node = describe(person.name, person.type, person.roles)
    facet = places.get((node.folded, node.type), node.facet)
    spellings = dict.fromkeys(text.strip()[:_MOST_SPELLING] for text in (person.name, *person.names) if text.strip())
    roles = dict.fromkeys(role.strip()[:_MOST_SPELLING] for role in person.roles if role.strip())
    return _Seen(person.name, (node.folded, node.type, facet), node.tier, tuple(spellings), tuple(roles))


def _places(connection: Connection, article_id: str) -> dict[tuple[str, str], str]:
    """What splits by article say of this one: (folded, type) -> facet."""
    rows = connection.execute(select(speaker_places).where(speaker_places.c.article_id == article_id))
    return {(row.folded, row.type): row.facet for row in rows}


def _add_nodes(connection: Connection, seen: Iterable[_Seen]) -> dict[tuple[str, str, str], int]:
    """The pks of the nodes, made where they are new."""
    wanted = {one.node: one.tier for one in seen}
    found = _nodes(connection, wanted)
    new = [node for node in wanted if node not in found]
    if new:
        made = insert(speaker_names).returning(speaker_names.c.pk, sort_by_parameter_order=True)
        rows = [{"folded": f, "type": t, "facet": facet, "tier": wanted[f, t, facet]} for f, t, facet in new]
        found |= dict(zip(new, connection.execute(made, rows).scalars(), strict=True))
    return found


def _nodes(connection: Connection, wanted: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], int]:
    names = speaker_names.c
    folded = {node[0] for node in wanted}
    rows = connection.execute(select(names.pk, names.folded, names.type, names.facet).where(names.folded.in_(folded)))
    known = {(row.folded, row.type, row.facet): int(row.pk) for row in rows}
    return {node: known[node] for node in wanted if node in known}


def _speakers_of(connection: Connection, nodes: set[int]) -> dict[int, int]:
    names = speaker_names.c
    placed = select(names.pk, names.speaker_pk).where(names.pk.in_(nodes), names.speaker_pk.is_not(None))
    return {row.pk: row.speaker_pk for row in connection.execute(placed)}


def _named_by(connection: Connection, article_pk: int) -> set[int]:
    here = speaker_appearances.c.article_pk == article_pk
    return set(connection.execute(select(speaker_appearances.c.name_pk).where(here)).scalars())


def _take_back(connection: Connection, article_pk: int, nodes: set[int]) -> None:
    """Uncount what the article said of its people."""
    if nodes:
        _count(connection, article_pk, nodes, -1, None)
        connection.execute(delete(speaker_appearances).where(speaker_appearances.c.article_pk == article_pk))


def _count(connection: Connection, article_pk: int, nodes: set[int], by: int, published: str | None) -> None:
    """Count (or, with -1, uncount) the article's spellings and roles."""
    rows = connection.execute(select(speaker_appearances).where(speaker_appearances.c.article_pk == article_pk)).all()
    connection.execute(
        update(speaker_names).where(speaker_names.c.pk.in_(nodes)).values(articles=speaker_names.c.articles + by)
    )
    spellings = sorted({(row.name_pk, text, row.outlet_pk) for row in rows for text in json.loads(row.spellings)})
    roles = sorted({(row.name_pk, text) for row in rows for text in json.loads(row.roles)})
    upsert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    if spellings:
        added = upsert(speaker_spellings)
        added = added.on_conflict_do_update(
            index_elements=["name_pk", "spelling", "outlet_pk"],
            set_={"articles": speaker_spellings.c.articles + added.excluded.articles},
        )
        names = ("name_pk", "spelling", "outlet_pk", "articles")
        connection.execute(added, [dict(zip(names, (*key, by), strict=True)) for key in spellings])
    if roles:
        counted = upsert(speaker_roles)
        counted = counted.on_conflict_do_update(
            index_elements=["name_pk", "role"],
            set_={
                "articles": speaker_roles.c.articles + counted.excluded.articles,
                "first": _either(speaker_roles.c["first"], counted.excluded["first"], operator.lt),
                "last": _either(speaker_roles.c["last"], counted.excluded["last"], operator.gt),
            },
        )
        day = published[:10] if published else None
        connection.execute(
            counted, [{"name_pk": n, "role": role, "articles": by, "first": day, "last": day} for n, role in roles]
        )
    if by < 0:
        for table in (speaker_spellings, speaker_roles):
            connection.execute(delete(table).where(table.c.name_pk.in_(nodes), table.c.articles <= 0))


def _either(
    a: ColumnElement[Any], b: ColumnElement[Any], before: Callable[[Any, Any], ColumnElement[bool]]
) -> ColumnElement[Any]:
    """Of two dates the one that stands `before` the other, where both are known."""
    return case((b.is_(None), a), (a.is_(None), b), (before(a, b), a), else_=b)


def _activity(connection: Connection, nodes: set[int]) -> set[int]:
    """File the nodes that are read somewhere under their keys, take out those that no longer are; both of them."""
    names = speaker_names.c
    rows = connection.execute(
        select(names.pk, names.folded, names.type, (names.articles > 0) | names.by_hand).where(names.pk.in_(nodes))
    ).all()
    filed = set(connection.execute(select(speaker_keys.c.name_pk).where(speaker_keys.c.name_pk.in_(nodes))).scalars())
    gone = {pk for pk, _, _, active in rows if not active and pk in filed}
    new = {pk: (folded, type) for pk, folded, type, active in rows if active and pk not in filed}
    if gone:
        connection.execute(delete(speaker_keys).where(speaker_keys.c.name_pk.in_(gone)))
    if new:
        keys = [{"key": key, "name_pk": pk} for pk, node in new.items() for key in sorted(blocking_keys(*node))]
        connection.execute(insert(speaker_keys), keys)
    return gone | new.keys()
