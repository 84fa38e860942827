"""A speaker's quotes with all that their lines need, side by side in an index; PostgreSQL alone.

The rows of `quotes` are in the order of publication: a speaker's newest fifty are fifty pages of the table, and ten of
this index. A page of an index holds at least three entries, so that the longest quotes are in one of keys alone.
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SHORT = (
    "octet_length(body) + octet_length(coalesce(speaker_evidence, '')) + octet_length(coalesce(source_fragment, '')) "
    "<= 2400"
)
STATEMENTS = (
    # entries of the index would be compressed one by one, and to unpack fifty takes a tenth of the page's time
    "ALTER TABLE quotes ALTER COLUMN body SET STORAGE EXTERNAL",
    # an index answers by itself where the table was looked over since it was written to; with the server's own setting
    # that is when a fifth has come on top, and the newest quotes are asked for most
    "ALTER TABLE quotes SET (autovacuum_vacuum_insert_scale_factor = 0.02)",
    f"""CREATE INDEX IF NOT EXISTS ix_quotes_said ON quotes (speaker_pk, pk)
        INCLUDE (article_pk, id, body, speaker_evidence, source_fragment) WHERE {SHORT}""",
    f"CREATE INDEX IF NOT EXISTS ix_quotes_said_at_length ON quotes (speaker_pk, pk) WHERE NOT ({SHORT})",
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for statement in STATEMENTS:
            op.get_bind().exec_driver_sql(statement)
