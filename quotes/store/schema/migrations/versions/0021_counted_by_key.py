"""What is counted and checked of a quote is a narrow table of its own; SQLite alone, which is quicker to look it up.

It finds a key in the tree of a table in half the time that it takes in that of an index, and the table is smaller than
the index that it replaces.
"""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_COUNTED = ("pk", "speaker_pk", "outlet_pk", "month", "kind", "attributed", "confidence", "rule")
_LISTED = ", ".join(_COUNTED)
_NEW = ", ".join(f"NEW.{column}" for column in _COUNTED)
_SQLITE = (
    "DROP TABLE IF EXISTS quotes_counted",
    """CREATE TABLE quotes_counted (pk INTEGER PRIMARY KEY, speaker_pk INTEGER, outlet_pk INTEGER,
        month INTEGER NOT NULL, kind TEXT NOT NULL, attributed BOOLEAN NOT NULL, confidence FLOAT NOT NULL,
        rule TEXT)""",
    f"INSERT INTO quotes_counted ({_LISTED}) SELECT {_LISTED} FROM quotes ORDER BY pk",  # noqa: S608
    "DROP INDEX IF EXISTS ix_quotes_counted",
    *(f"DROP TRIGGER IF EXISTS quotes_counted_{event}" for event in ("insert", "delete", "update")),
    f"""CREATE TRIGGER quotes_counted_insert AFTER INSERT ON quotes BEGIN
        INSERT INTO quotes_counted ({_LISTED}) VALUES ({_NEW}); END""",  # noqa: S608
    """CREATE TRIGGER quotes_counted_delete AFTER DELETE ON quotes BEGIN
        DELETE FROM quotes_counted WHERE pk = OLD.pk; END""",
    f"""CREATE TRIGGER quotes_counted_update AFTER UPDATE OF {_LISTED} ON quotes BEGIN
        UPDATE quotes_counted SET ({_LISTED}) = ({_NEW}) WHERE pk = OLD.pk; END""",  # noqa: S608
)


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for statement in _SQLITE:
            connection.exec_driver_sql(statement)
