"""Whether a column holds one of many values: one parameter and one statement, however many they are.

To build a statement takes SQLAlchemy several times as long as to run it. What every article asks is built once, with
`one_of`, and run with a list; `among` is for what is asked seldom.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import ARRAY, ColumnElement, Connection, Dialect, Text, any_, bindparam, cast
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine


def listed(connection: Connection, values: Iterable[Any]) -> str:
    """Numbers or texts as one parameter: JSON for SQLite's json_each, for PostgreSQL the text that it casts to an
    array, which the driver would take many times as long to write."""
    return orjson.dumps(list(values)).decode() if connection.dialect.name == "sqlite" else _array(values)


def _array(values: Iterable[Any]) -> str:
    given = list(values)
    if not any(isinstance(one, str) for one in given):
        return f"{{{orjson.dumps(given).decode()[1:-1]}}}"
    return f"{{{','.join(map(_element, given))}}}"


def _element(value: str | None) -> str:
    if value is None:
        return "NULL"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class _Listed(FunctionElement[Any]):
    """The values of a list in JSON; its own element, since a SELECT of them takes several times as long to build."""

    inherit_cache = True
    name = "listed"


@compiles(_Listed, "sqlite")
def _select(element: _Listed, compiler: Any, **options: Any) -> str:
    return f"(SELECT value FROM json_each{compiler.process(element.clause_expr, **options)})"  # noqa: S608 - a parameter


def among(connection: Connection, column: ColumnElement[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """`column IN values`, for any number of values: a list of parameters is slow to build and has a limit."""
    given = list(values)
    if connection.dialect.name == "sqlite":
        listed = _Listed(bindparam(None, orjson.dumps(given).decode(), unique=True))
        return column.op("IN", is_comparison=True)(listed)
    return column == any_(bindparam(None, given, type_=ARRAY(column.type), unique=True))


class _Many(TypeDecorator[Any]):
    """A list of values as each database takes it, see `listed`.

    SQLAlchemy asks `load_dialect_impl` for the type and `process_bind_param` for the value.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        # of no type: a text that is cast to an array is cast again for each row that is compared with it
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else NullType())

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        return orjson.dumps(list(value)).decode() if dialect.name == "sqlite" else _array(value)


class _OneOf(FunctionElement[Any]):
    """A column and the list that its value is to be in."""

    inherit_cache = True
    name = "one_of"
    type = NullType()  # as a Boolean it would be compared with 1


@compiles(_OneOf, "sqlite")
def _in_json(element: _OneOf, compiler: Any, **options: Any) -> str:
    column, values = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - a column and a parameter


@compiles(_OneOf, "postgresql")
def _in_array(element: _OneOf, compiler: Any, **options: Any) -> str:
    column, values = element.clauses
    array = compiler.process(cast(values, ARRAY(column.type)), **options)
    return f"{compiler.process(column, **options)} = ANY ({array})"


def one_of(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """`column IN :name`, where the statement is run with any number of values as the parameter `name`."""
    return _OneOf(column, bindparam(name, type_=_Many()))
