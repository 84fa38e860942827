"""When each name was last read, beside when it was first: both were looked up in all of its articles.

When it was first may be the day of an article that has another by now; that is set right.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

# a minute with all of its ten digits; what has no date comes after all that has one
_PLACE = "substr(CAST(10000000000 + CASE minute WHEN 0 THEN 9999999999 ELSE minute END AS text), 2) || ' ' || id"


def upgrade() -> None:
    if all(column["name"] != "last_seen" for column in sa.inspect(op.get_bind()).get_columns("speaker_names")):
        op.add_column("speaker_names", sa.Column("last_seen", sa.BigInteger().with_variant(sa.Integer(), "sqlite")))
    by_bytes = 'COLLATE "C"' if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(
        f"""UPDATE speaker_names SET first_seen = seen.first, last_seen = seen.last FROM
        (SELECT name_pk, min(({_PLACE}) {by_bytes}) AS first, nullif(max(minute), 0) AS last
        FROM speaker_appearances JOIN articles ON articles.pk = article_pk GROUP BY name_pk) AS seen
        WHERE seen.name_pk = speaker_names.pk"""  # noqa: S608
    )
