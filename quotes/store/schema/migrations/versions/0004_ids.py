"""When each name was first read, of which ids are made; new quotes are counted and filed many at once.

Ids that are there already stay.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BYTES = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_AT_ONCE = 500
_UNDATED = "9999999999"


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.text("false"))


def upgrade() -> None:
    _add("speakers", sa.Column("base", sa.Text()), sa.Column("first_seen", BYTES), _flag("kept"))
    _add("speaker_names", sa.Column("first_seen", BYTES), _flag("undecided"))
    op.create_index("ix_speakers_base", "speakers", ["base"], unique=False, if_not_exists=True)
    op.execute("UPDATE speakers SET kept = true")
    if op.get_bind().dialect.name == "sqlite":
        # they ran once for each row
        for trigger in ("quotes_fts_insert", "quotes_tally_insert"):
            op.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    _see_first(op.get_bind())


def _add(table: str, *columns: sa.Column[Any]) -> None:
    """Add the columns that are not there: a file that a later version has had may have them."""
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)}
    for column in columns:
        if column.name not in there:
            op.add_column(table, column)


def _see_first(connection: sa.Connection) -> None:
    """Write down by which article each name was first read."""
    names = sa.table("speaker_names", sa.column("pk"), sa.column("first_seen"))
    seen = sa.table("speaker_appearances", sa.column("name_pk"), sa.column("article_pk"))
    articles = sa.table("articles", sa.column("pk"), sa.column("minute"), sa.column("id"))
    pks = list(connection.execute(sa.select(seen.c.name_pk).distinct().order_by(seen.c.name_pk)).scalars())
    for at in range(0, len(pks), _AT_ONCE):
        rows = connection.execute(
            sa.select(seen.c.name_pk, articles.c.minute, articles.c.id)
            .join(articles, articles.c.pk == seen.c.article_pk)
            .where(seen.c.name_pk.in_(pks[at : at + _AT_ONCE]))
        )
        first: dict[int, str] = {}
        for pk, minute, article in rows:
            key = f"{minute:010d} {article}" if minute else f"{_UNDATED} {article}"
            first[pk] = min(first.get(pk, key), key)
        connection.execute(
            sa.update(names).where(names.c.pk == sa.bindparam("of_name")).values(first_seen=sa.bindparam("key")),
            [{"of_name": pk, "key": key} for pk, key in sorted(first.items())],
        )
