"""One INSERT or UPDATE for each of many rows, the quickest way that each database has.

SQLite runs a statement again and again inside the process, which costs next to nothing. A PostgreSQL server is sent
each of them, and answers each: there one statement is made of it that reads the rows from a list in JSON.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import orjson
from sqlalchemy import (
    JSON,
    BindParameter,
    Connection,
    Executable,
    Insert,
    Text,
    Update,
    bindparam,
    cast,
    column,
    func,
    select,
)
from sqlalchemy.sql.visitors import iterate, replacement_traverse


def for_each(connection: Connection, statement: Insert | Update, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run a statement for each of these rows, no two of which may concern the same row of its table.

    It is built once, at the head of a module: what is made of it is kept. Its parameters are all that a row holds,
    numbers, texts and NULL; an INSERT has no values of its own.
    """
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(statement, rows)
    else:
        connection.execute(_of_a_list(statement, tuple(rows[0])), {"rows": orjson.dumps(rows).decode()})


@cache
def _of_a_list(statement: Insert | Update, names: tuple[str, ...]) -> Executable:
    """The same statement for all rows of the list `rows` at once."""
    types = (
        {name: statement.table.c[name].type for name in names}
        if isinstance(statement, Insert)
        else {one.key: one.type for one in iterate(statement) if isinstance(one, BindParameter) and one.key in names}
    )
    listed = func.json_to_recordset(cast(bindparam("rows", type_=Text), JSON))
    given = listed.table_valued(*(column(name, types[name]) for name in names)).render_derived("given", with_types=True)
    if isinstance(statement, Insert):
        return statement.from_select(names, select(*given.c))

    def of_the_list(element: Any, **_: Any) -> Any:
        return given.c[element.key] if isinstance(element, BindParameter) and element.key in names else None

    made: Executable = replacement_traverse(statement, {}, of_the_list)  # type: ignore[assignment]
    return made
