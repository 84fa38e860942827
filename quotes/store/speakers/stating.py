"""Which names articles state to be one person's: filed with the article, and taken back with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, delete, select

from quotes.linking import describe, is_told_by_name
from quotes.models import Person
from quotes.store.schema.speaker_tables import stated_aliases
from quotes.store.statements.inserting import insert_rows
from quotes.store.statements.one_of_many import among


def by_alias(person: Person) -> Iterator[Person]:
    """A person under each stated name that tells who it is: a lone name, or one that many bear, may be others' too.

    The role is not said of the alias once more, or it would count twice.
    """
    if person.type != "person" or not person.aliases:  # as nearly all
        return
    own = describe(person.name)
    for alias in person.aliases if own.completeness == 0 else ():
        if is_told_by_name(alias) and describe(alias).folded != own.folded:
            yield Person(alias)


def by_every_name(people: Iterable[Person]) -> Iterator[Person]:
    """People, those first, and each under the other names that the article states."""
    people = list(people)
    yield from people
    named = {person.name for person in people}
    for person in people:
        yield from (alias for alias in by_alias(person) if alias.name not in named)


def state(connection: Connection, pairs: Iterable[tuple[int, int, int]]) -> set[int]:
    """File what articles (the first of each three) state: a name, and an alias of it. The records that were named."""
    rows = [
        {"article_pk": article, "name_pk": name, "alias_pk": alias}
        for article, name, alias in sorted(set(pairs))
        if name != alias
    ]
    if rows:
        insert_rows(connection, stated_aliases, rows)
    return {row[column] for row in rows for column in ("name_pk", "alias_pk")}


def take_back(connection: Connection, article_pks: Sequence[int]) -> set[int]:
    """Forget what these articles state; the records that were named."""
    here = among(connection, stated_aliases.c.article_pk, article_pks)
    gone = delete(stated_aliases).where(here).returning(stated_aliases.c.name_pk, stated_aliases.c.alias_pk)
    return {pk for pair in connection.execute(gone) for pk in pair}


def stated_in(connection: Connection, article_pk: int) -> dict[int, list[int]]:
    """By record the aliases that an article states of it."""
    found: dict[int, list[int]] = defaultdict(list)
    pairs = select(stated_aliases.c.name_pk, stated_aliases.c.alias_pk)
    for name, alias in connection.execute(pairs.where(stated_aliases.c.article_pk == article_pk)):
        found[name].append(alias)
    return found
