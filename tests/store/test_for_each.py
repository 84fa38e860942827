"""One statement for each of many rows says the same on both databases, whatever the rows hold."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from quotes.store import Store
from quotes.store.schema.speaker_tables import speaker_names, speaker_roles, speaker_suggestions
from quotes.store.search.fulltext import fold
from quotes.store.statements.for_each import for_each
from quotes.store.statements.one_of_many import one_of

ODD = ['say "so"', "back\\slash", "{a,b}", "tab\tline\nend", "“Ψ” \U0001f600", "", "NULL", "100%s %(x)s", ":colon"]
_ADD = insert(speaker_names)
_TELL = (
    update(speaker_names)
    .where(speaker_names.c.pk == bindparam("of_name"))
    .values(
        articles=speaker_names.c.articles + bindparam("more"),
        undecided=bindparam("torn", type_=speaker_names.c.undecided.type),
        kept_name=bindparam("kept", type_=speaker_names.c.kept_name.type),
    )
)


def names(store: Store) -> list[tuple[Any, ...]]:
    asked = select(*(speaker_names.c[name] for name in ("pk", "folded", "articles", "undecided", "kept_name")))
    with store.read() as connection:
        return [tuple(row) for row in connection.execute(asked.order_by(speaker_names.c.pk))]


def test_rows_are_written_as_they_are(store: Store) -> None:
    rows = [{"pk": at, "folded": text, "type": "person", "facet": "", "tier": 0} for at, text in enumerate(ODD, 1)]
    told = [
        {"of_name": at, "more": at, "torn": at % 2 == 0, "kept": None if at % 3 else text}
        for at, text in enumerate(ODD, 1)
    ]
    with store.write() as connection:
        for_each(connection, _ADD, rows)
        for_each(connection, _TELL, told)
        for_each(connection, _TELL, told[:4])
        for_each(connection, _TELL, [])
    assert names(store) == [
        (at, text, at * (2 if at <= 4 else 1), at % 2 == 0, None if at % 3 else text) for at, text in enumerate(ODD, 1)
    ]


def test_what_is_there_is_added_to(store: Store) -> None:
    made = (sqlite if store.dialect == "sqlite" else postgresql).insert(speaker_roles)
    more = made.on_conflict_do_update(
        index_elements=["name_pk", "role"], set_={"articles": speaker_roles.c.articles + made.excluded.articles}
    )
    with store.write() as connection:
        for_each(connection, _ADD, [{"pk": 1, "folded": "a", "type": "person", "facet": "", "tier": 0}])
        for given in (["mayor"], ["mayor", "judge"]):
            for_each(connection, more, [{"name_pk": 1, "role": role, "articles": 2} for role in given])
        roles = select(speaker_roles.c.role, speaker_roles.c.articles).order_by(speaker_roles.c.role)
        assert [tuple(row) for row in connection.execute(roles)] == [("judge", 2), ("mayor", 4)]


def test_a_row_that_cannot_be_stored_fails_the_statement(store: Store) -> None:
    with pytest.raises(SQLAlchemyError), store.write() as connection:
        for_each(connection, insert(speaker_suggestions), [{"a_pk": 8, "b_pk": 9, "reason": "both are gone"}])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Plain Words", ["plain", "words"]),
        ("Café CAFE\u0301 Ångström", ["cafe", "cafe", "angstrom"]),
        ("“Don’t”—ﬁne Straße", ["don", "t", "fine", "strasse"]),
        ("नमस्ते", ["नमसत"]),
    ],
)
def test_words_are_folded_whatever_their_marks(text: str, words: list[str]) -> None:
    assert fold(text) == words


def test_a_list_is_asked_for_as_it_is(store: Store) -> None:
    """Whatever stands in its texts, numbers of any size, and an empty one."""
    rows = [
        {"pk": at << 58, "folded": text, "type": "person", "facet": "", "tier": 0} for at, text in enumerate(ODD, 1)
    ]
    by_text = select(speaker_names.c.folded).where(one_of(speaker_names.c.folded, "these"))
    by_number = select(speaker_names.c.folded).where(one_of(speaker_names.c.pk, "these"))
    with store.write() as connection:
        for_each(connection, _ADD, rows)
        for statement, column in ((by_text, "folded"), (by_number, "pk")):
            for some in ([], rows[:1], rows[2:5], rows):
                found = connection.execute(statement, {"these": {row[column] for row in some}}).scalars()
                assert sorted(found) == sorted(row["folded"] for row in some)
