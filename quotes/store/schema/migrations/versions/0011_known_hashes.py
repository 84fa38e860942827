"""Filters that told which hashes of quotes were put away; SQLite alone. 0017 makes others and takes them away."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    connection.exec_driver_sql("DROP TABLE IF EXISTS utterance_filters")
    connection.exec_driver_sql(
        "CREATE TABLE utterance_filters (pk INTEGER PRIMARY KEY, token INTEGER NOT NULL, "
        "hashes INTEGER NOT NULL, bits BLOB NOT NULL)"
    )
