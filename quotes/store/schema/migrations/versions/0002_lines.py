"""Each quote as the line that is sent, filed under its speaker; SQLite alone, whose pages it saves."""

from alembic import op

from quotes.store.quotes import json_lines

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE_LINES = (
    # in the order of its key: one speaker's quotes lie side by side
    """CREATE TABLE quote_lines (speaker_pk INTEGER NOT NULL, pk INTEGER NOT NULL, line BLOB NOT NULL,
        PRIMARY KEY (speaker_pk, pk)) WITHOUT ROWID""",
    """CREATE TRIGGER quote_lines_delete AFTER DELETE ON quotes WHEN OLD.speaker_pk IS NOT NULL BEGIN
        DELETE FROM quote_lines WHERE speaker_pk = OLD.speaker_pk AND pk = OLD.pk; END""",
    """CREATE TRIGGER quote_lines_move AFTER UPDATE OF speaker_pk ON quotes
        WHEN OLD.speaker_pk IS NOT NULL AND OLD.speaker_pk IS NOT NEW.speaker_pk BEGIN
        INSERT INTO quote_lines (speaker_pk, pk, line) SELECT NEW.speaker_pk, pk, line FROM quote_lines
            WHERE speaker_pk = OLD.speaker_pk AND pk = OLD.pk AND NEW.speaker_pk IS NOT NULL;
        DELETE FROM quote_lines WHERE speaker_pk = OLD.speaker_pk AND pk = OLD.pk; END""",
)


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for statement in SQLITE_LINES:
            connection.exec_driver_sql(statement)
        json_lines.rebuild(connection)
