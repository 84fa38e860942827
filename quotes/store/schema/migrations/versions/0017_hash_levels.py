"""The hashes that were put away as sorted runs of pages, instead of one table by hash; SQLite alone."""

from alembic import op

from quotes.store.utterances.hashes.levels import put_away_many
from quotes.store.utterances.hashes.pairs import of_table

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS utterance_pages (pk INTEGER PRIMARY KEY, hashes BLOB NOT NULL, "
        "quote_pks BLOB NOT NULL)"
    )
    # what is large comes last: whoever reads the tokens alone passes no page of it
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS utterance_levels (pk INTEGER PRIMARY KEY, token INTEGER NOT NULL, "
        "first_page INTEGER NOT NULL, pairs INTEGER NOT NULL, fences BLOB NOT NULL, filters BLOB NOT NULL)"
    )
    pairs = connection.exec_driver_sql("SELECT count(*) FROM utterance_bands").scalar_one()
    put_away_many(connection, of_table(connection, "utterance_bands"), pairs)
    connection.exec_driver_sql("DROP TABLE IF EXISTS utterance_filters")  # a run has its own
    # the table stays, for PostgreSQL's sake; its pages are free for others
    connection.exec_driver_sql("DELETE FROM utterance_bands")
