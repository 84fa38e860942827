"""Each kept count once, under the one of its two dims that has more keys; the most quoted by one index of them.

What a quote adds to its speaker then lies side by side, where it was on a page for each outlet and kind besides.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# A quote counts under: all, its speaker, its outlet, its kind; and there by what comes after it of outlet (2), kind (4)
# and month (3); 0 = none.
CELLS = (
    ("0", "0", "0", "0"), ("0", "0", "3", "{m}"),
    ("1", "{s}", "0", "0"), ("1", "{s}", "2", "{o}"), ("1", "{s}", "3", "{m}"), ("1", "{s}", "4", "{k}"),
    ("2", "{o}", "0", "0"), ("2", "{o}", "3", "{m}"), ("2", "{o}", "4", "{k}"),
    ("3", "{k}", "0", "0"), ("3", "{k}", "3", "{m}"),
)  # fmt: skip


def _values(row: str, *more: str) -> str:
    listed = ", ".join("(" + ", ".join((*cell, *more)) + ")" for cell in CELLS)
    return listed.format(
        s=f"coalesce({row}.speaker_pk, 0)",
        o=f"coalesce({row}.outlet_pk, 0)",
        m=f"{row}.month",
        k=f"CASE {row}.kind WHEN 'direct' THEN 1 WHEN 'fragment' THEN 2 ELSE 0 END",
    )


def _sqlite_tally(row: str, sign: int) -> str:
    return f"""INSERT INTO tallies(dim, "key", facet, value, n) VALUES {_values(row, str(sign))}
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
        CROSS JOIN LATERAL (VALUES {_values("q")}) AS c(dim, key, facet, value)
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
TURNED = (
    """INSERT INTO tallies (dim, "key", facet, value, n) SELECT facet, value, 4, "key", n FROM tallies
        WHERE dim = 3 AND facet IN (1, 2) ON CONFLICT DO NOTHING""",
    "DELETE FROM tallies WHERE facet = 1 OR facet = 2 AND dim IN (0, 3)",
)


def upgrade() -> None:
    connection = op.get_bind()
    server = connection.dialect.name == "postgresql"
    if not server:
        op.drop_index("ix_tallies_top_speakers", "tallies", if_exists=True)
    for statement in (*TURNED, *(POSTGRES if server else SQLITE)):
        connection.exec_driver_sql(statement)
    op.create_index(
        "ix_tallies_most",
        "tallies",
        ["dim", "facet", "value", sa.text("n DESC"), "key"],
        sqlite_where=sa.text("facet <> 3"),
        postgresql_where=sa.text("facet <> 3"),
        if_not_exists=True,
    )
    if server:
        # else its planner knows nothing of the new rows until it looks by itself
        connection.exec_driver_sql("ANALYZE tallies")
        # last: from here to the commit whoever reads a count waits
        op.drop_index("ix_tallies_top_speakers", "tallies", if_exists=True)
