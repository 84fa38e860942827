"""What a batch may file before it is the one that writes; PostgreSQL alone, where several processes write in turn."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

STATEMENTS = (
    # keys are given out to those who wait for the lock too: numbers of the whole store, those of an article in a row
    "CREATE SEQUENCE IF NOT EXISTS quote_numbers MAXVALUE 1073741823",
    "SELECT setval('quote_numbers', (SELECT coalesce(max(pk & 1073741823), 0) + 1 FROM quotes), false)",
    """CREATE OR REPLACE FUNCTION take_quote_numbers(many bigint) RETURNS bigint LANGUAGE plpgsql AS $$
        DECLARE taken bigint;
        BEGIN
            IF many < 1 THEN RETURN 0; END IF;
            PERFORM pg_advisory_lock(7106834206);
            BEGIN
                taken := nextval('quote_numbers');
                PERFORM setval('quote_numbers', taken + many - 1);
            EXCEPTION WHEN OTHERS THEN
                PERFORM pg_advisory_unlock(7106834206);
                RAISE;
            END;
            PERFORM pg_advisory_unlock(7106834206);
            RETURN taken;
        END $$""",
    # the words of a quote may come before it, in one transaction; they go with it as they did
    "ALTER TABLE quote_words DROP CONSTRAINT IF EXISTS quote_words_quote_pk_fkey",
    """CREATE OR REPLACE FUNCTION quotes_words_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        DELETE FROM quote_words USING gone WHERE quote_words.quote_pk = gone.pk;
        RETURN NULL; END $$""",
    """CREATE OR REPLACE TRIGGER quotes_words_delete AFTER DELETE ON quotes REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION quotes_words_delete()""",
    # names are never deleted, and to look for the name of each key took longer than to file it
    "ALTER TABLE speaker_keys DROP CONSTRAINT IF EXISTS fk_speaker_keys_name_pk",
    # by which transaction a hash was filed: whoever looked before they had the lock then reads what has come since
    """ALTER TABLE utterance_bands_recent
        ADD COLUMN IF NOT EXISTS filed_by bigint NOT NULL DEFAULT CAST(CAST(pg_current_xact_id() AS text) AS bigint)""",
    "CREATE INDEX IF NOT EXISTS ix_utterance_bands_recent_filed_by ON utterance_bands_recent (filed_by)",
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for statement in STATEMENTS:
            op.get_bind().exec_driver_sql(statement)
