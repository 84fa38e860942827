"""The hashes of a batch of quotes as one row, instead of one by one; SQLite alone, whose pages it saves."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        # the numbers come last: whoever reads the tokens alone passes no page of them
        connection.exec_driver_sql(
            "CREATE TABLE IF NOT EXISTS utterance_runs (pk INTEGER PRIMARY KEY, token INTEGER NOT NULL, "
            "taken_back INTEGER NOT NULL, hashes BLOB NOT NULL, quote_pks BLOB NOT NULL)"
        )
