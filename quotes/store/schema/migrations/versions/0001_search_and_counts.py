"""Full text, the triggers that keep the counts, and the one row of the store's state."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = "0000_people"
branch_labels = None
depends_on = None

SQLITE_SEARCH = (
    """CREATE VIRTUAL TABLE quotes_fts USING fts5(
        text, content='quotes', content_rowid='pk', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER quotes_fts_insert AFTER INSERT ON quotes BEGIN
        INSERT INTO quotes_fts(rowid, text) VALUES (NEW.pk, NEW.text); END""",
    """CREATE TRIGGER quotes_fts_delete AFTER DELETE ON quotes BEGIN
        INSERT INTO quotes_fts(quotes_fts, rowid, text) VALUES ('delete', OLD.pk, OLD.text); END""",
    """CREATE TRIGGER quotes_fts_update AFTER UPDATE OF pk, text ON quotes BEGIN
        INSERT INTO quotes_fts(quotes_fts, rowid, text) VALUES ('delete', OLD.pk, OLD.text);
        INSERT INTO quotes_fts(rowid, text) VALUES (NEW.pk, NEW.text); END""",
)

# a quote counts under: all, its speaker, its outlet; and there by speaker, outlet, month (0 = none)
CELLS = """(0, 0, 0, 0), (0, 0, 1, {s}), (0, 0, 2, {o}), (0, 0, 3, {m}),
        (1, {s}, 0, 0), (1, {s}, 2, {o}), (1, {s}, 3, {m}),
        (2, {o}, 0, 0), (2, {o}, 1, {s}), (2, {o}, 3, {m})"""


def _sqlite_tally(row: str, sign: int) -> str:
    names = {"s": f"coalesce({row}.speaker_pk, 0)", "o": f"coalesce({row}.outlet_pk, 0)", "m": f"{row}.month"}
    cells = CELLS.format(**names).replace("),", f", {sign}),")[:-1] + f", {sign})"
    return f"""INSERT INTO tallies(dim, "key", facet, value, n) VALUES {cells}
        ON CONFLICT(dim, "key", facet, value) DO UPDATE SET n = n + {sign};"""  # noqa: S608


SQLITE_TALLIES = (
    f"CREATE TRIGGER quotes_tally_insert AFTER INSERT ON quotes BEGIN {_sqlite_tally('NEW', 1)} END",
    f"CREATE TRIGGER quotes_tally_delete AFTER DELETE ON quotes BEGIN {_sqlite_tally('OLD', -1)} END",
    f"""CREATE TRIGGER quotes_tally_update AFTER UPDATE OF speaker_pk, outlet_pk, month ON quotes
        WHEN OLD.speaker_pk IS NOT NEW.speaker_pk OR OLD.outlet_pk IS NOT NEW.outlet_pk
            OR OLD.month IS NOT NEW.month
        BEGIN {_sqlite_tally("OLD", -1)} {_sqlite_tally("NEW", 1)} END""",
)

_POSTGRES_CELLS = CELLS.format(s="coalesce(q.speaker_pk, 0)", o="coalesce(q.outlet_pk, 0)", m="q.month")


def _postgres_changed(table: str, sign: int) -> str:
    return f"""SELECT c.dim, c.key, c.facet, c.value, {sign} * count(*) AS n FROM {table} q
        CROSS JOIN LATERAL (VALUES {_POSTGRES_CELLS}) AS c(dim, key, facet, value)
        GROUP BY c.dim, c.key, c.facet, c.value"""  # noqa: S608


def _postgres_function(event: str, changed: str) -> str:
    # ordered, so that two statements never wait for each other's rows crosswise
    return f"""CREATE FUNCTION quotes_tally_{event}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO tallies(dim, key, facet, value, n)
        SELECT dim, key, facet, value, sum(n) FROM ({changed}) changed
        GROUP BY dim, key, facet, value HAVING sum(n) <> 0 ORDER BY dim, key, facet, value
        ON CONFLICT (dim, key, facet, value) DO UPDATE SET n = tallies.n + excluded.n;
        RETURN NULL; END $$"""  # noqa: S608


POSTGRES_TALLIES = (
    _postgres_function("insert", _postgres_changed("added", 1)),
    _postgres_function("delete", _postgres_changed("gone", -1)),
    _postgres_function("update", f"{_postgres_changed('gone', -1)} UNION ALL {_postgres_changed('added', 1)}"),
    """CREATE TRIGGER quotes_tally_insert AFTER INSERT ON quotes REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION quotes_tally_insert()""",
    """CREATE TRIGGER quotes_tally_delete AFTER DELETE ON quotes REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION quotes_tally_delete()""",
    """CREATE TRIGGER quotes_tally_update AFTER UPDATE ON quotes
        REFERENCING OLD TABLE AS gone NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION quotes_tally_update()""",
)

# The words lie in a narrow table of their own: the matches of a common word are then read from few pages.
POSTGRES_SEARCH = (
    """CREATE TABLE quote_words (
        quote_pk bigint PRIMARY KEY REFERENCES quotes(pk) ON DELETE CASCADE, words tsvector NOT NULL)""",
    "CREATE INDEX ix_quote_words_words ON quote_words USING gin (words)",
)


def upgrade() -> None:
    connection = op.get_bind()
    on_sqlite = connection.dialect.name == "sqlite"
    for statement in (*SQLITE_SEARCH, *SQLITE_TALLIES) if on_sqlite else (*POSTGRES_SEARCH, *POSTGRES_TALLIES):
        connection.exec_driver_sql(statement)
    connection.execute(
        sa.text("INSERT INTO state (pk, store_id, version) VALUES (1, :store_id, 0)"),
        {"store_id": secrets.token_hex(4)},
    )
