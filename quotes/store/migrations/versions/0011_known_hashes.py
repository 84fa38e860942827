"""Filters that tell which hashes of quotes were put away; SQLite alone, whose pages they save."""

from alembic import op

from quotes.store import known_hashes

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    # the bits come last: whoever reads the other columns alone passes no page of them
    connection.exec_driver_sql("DROP TABLE IF EXISTS utterance_filters")
    connection.exec_driver_sql(
        "CREATE TABLE utterance_filters (pk INTEGER PRIMARY KEY, token INTEGER NOT NULL, "
        "hashes INTEGER NOT NULL, bits BLOB NOT NULL)"
    )
    known_hashes.add_table(connection, "utterance_bands")
