"""Between which speakers a choice was made, so that it can be made anew; and names under the keys of this version."""

import sqlalchemy as sa
from alembic import op

from quotes.linking import blocking_keys

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_AT_ONCE = 500


def upgrade() -> None:
    for name in ("weighed", "settled"):
        column: sa.Column[bool] = sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.text("false"))
        op.add_column("speaker_suggestions", column)
    # which of those that are open came of a choice is not known: each is weighed again when it is next read of
    op.execute("UPDATE speaker_suggestions SET weighed = true")
    _file_anew(op.get_bind())


def _file_anew(connection: sa.Connection) -> None:
    """File every name that has keys under the ones it has now."""
    keys = sa.table("speaker_keys", sa.column("key"), sa.column("name_pk"))
    names = sa.table("speaker_names", sa.column("pk"), sa.column("folded"), sa.column("type"))
    filed = list(connection.execute(sa.select(keys.c.name_pk).distinct().order_by(keys.c.name_pk)).scalars())
    for at in range(0, len(filed), _AT_ONCE):
        some = filed[at : at + _AT_ONCE]
        rows = connection.execute(sa.select(names).where(names.c.pk.in_(some))).all()
        connection.execute(sa.delete(keys).where(keys.c.name_pk.in_(some)))
        new = [{"key": key, "name_pk": pk} for pk, *node in rows for key in sorted(blocking_keys(*node))]
        connection.execute(sa.insert(keys), new)
