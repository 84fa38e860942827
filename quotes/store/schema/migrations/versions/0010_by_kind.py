"""Kept counts by kind, and a narrow index in which what is counted and checked of a quote is looked up by its key."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

COUNTED = ("pk", "speaker_pk", "outlet_pk", "month", "kind", "attributed", "confidence", "rule")

# A quote counts under: all, its speaker, its outlet, its kind; and there by speaker, outlet, month (0 = none).
CELLS = (
    ("0", "0", "0", "0"), ("0", "0", "1", "{s}"), ("0", "0", "2", "{o}"), ("0", "0", "3", "{m}"),
    ("1", "{s}", "0", "0"), ("1", "{s}", "2", "{o}"), ("1", "{s}", "3", "{m}"),
    ("2", "{o}", "0", "0"), ("2", "{o}", "1", "{s}"), ("2", "{o}", "3", "{m}"),
    ("3", "{k}", "0", "0"), ("3", "{k}", "1", "{s}"), ("3", "{k}", "2", "{o}"), ("3", "{k}", "3", "{m}"),
)  # fmt: skip


def _values(cells: tuple[tuple[str, ...], ...], row: str, *more: str) -> str:
    listed = ", ".join("(" + ", ".join((*cell, *more)) + ")" for cell in cells)
    return listed.format(
        s=f"coalesce({row}.speaker_pk, 0)",
        o=f"coalesce({row}.outlet_pk, 0)",
        m=f"{row}.month",
        k=f"CASE {row}.kind WHEN 'direct' THEN 1 WHEN 'fragment' THEN 2 ELSE 0 END",
    )


def _sqlite_tally(row: str, sign: int) -> str:
    return f"""INSERT INTO tallies(dim, "key", facet, value, n) VALUES {_values(CELLS, row, str(sign))}
        ON CONFLICT(dim, "key", facet, value) DO UPDATE SET n = n + {sign};"""  # noqa: S608


_CHANGES = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in ("speaker_pk", "outlet_pk", "month", "kind"))
SQLITE = (
    "DROP TRIGGER IF EXISTS quotes_tally_delete",
    "DROP TRIGGER IF EXISTS quotes_tally_update",
    f"CREATE TRIGGER quotes_tally_delete AFTER DELETE ON quotes BEGIN {_sqlite_tally('OLD', -1)} END",
    f"""CREATE TRIGGER quotes_tally_update AFTER UPDATE OF speaker_pk, outlet_pk, month, kind ON quotes
        WHEN {_CHANGES} BEGIN {_sqlite_tally("OLD", -1)} {_sqlite_tally("NEW", 1)} END""",
)


def _postgres_changed(table: str, sign: int) -> str:
    return f"""SELECT c.dim, c.key, c.facet, c.value, {sign} * count(*) AS n FROM {table} q
        CROSS JOIN LATERAL (VALUES {_values(CELLS, "q")}) AS c(dim, key, facet, value)
        GROUP BY c.dim, c.key, c.facet, c.value"""  # noqa: S608


def _postgres_function(event: str, changed: str) -> str:
    # ordered, so that two statements never wait for each other's rows crosswise
    return f"""CREATE OR REPLACE FUNCTION quotes_tally_{event}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO tallies(dim, key, facet, value, n)
        SELECT dim, key, facet, value, sum(n) FROM ({changed}) changed
        GROUP BY dim, key, facet, value HAVING sum(n) <> 0 ORDER BY dim, key, facet, value
        ON CONFLICT (dim, key, facet, value) DO UPDATE SET n = tallies.n + excluded.n;
        RETURN NULL; END $$"""  # noqa: S608


POSTGRES = (
    _postgres_function("insert", _postgres_changed("added", 1)),
    _postgres_function("delete", _postgres_changed("gone", -1)),
    _postgres_function("update", f"{_postgres_changed('gone', -1)} UNION ALL {_postgres_changed('added', 1)}"),
)


def upgrade() -> None:
    connection = op.get_bind()
    op.drop_index("ix_quotes_counted", "quotes", if_exists=True)
    op.create_index("ix_quotes_counted", "quotes", list(COUNTED))
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRES:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("DELETE FROM tallies WHERE dim = 3")
    for facet, column in ((0, "0"), (1, "coalesce(speaker_pk, 0)"), (2, "coalesce(outlet_pk, 0)"), (3, "month")):
        connection.exec_driver_sql(
            'INSERT INTO tallies (dim, "key", facet, value, n) '  # noqa: S608 - words of our own
            f"SELECT 3, CASE kind WHEN 'direct' THEN 1 WHEN 'fragment' THEN 2 ELSE 0 END, {facet}, {column}, count(*) "
            "FROM quotes GROUP BY 2, 4"
        )
    if connection.dialect.name == "postgresql":
        # else its planner takes a kind for one that has no counts, and sorts all of them, until it looks by itself
        connection.exec_driver_sql("ANALYZE tallies")
