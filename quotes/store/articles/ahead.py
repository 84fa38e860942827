"""What of new articles is filed before the writer's lock is held, where several processes write in turn (PostgreSQL).

The words and hashes of a quote hang on the quote alone, and no other writer has its key: they go into their tables in
the same transaction, but while another process still stores its own batch. Copies of the quotes are looked for then
too; what others have filed since is all that is left to read with the lock held.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from quotes.models import Extraction
from quotes.store.articles import same_article
from quotes.store.quotes import numbering
from quotes.store.schema import dates
from quotes.store.search import fulltext
from quotes.store.statements.one_of_many import listed
from quotes.store.utterances import filing
from quotes.store.utterances.ahead import Ahead

log = logging.getLogger(__name__)

_NOW = text(
    "SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint), "
    "CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)"
)
_KNOWN = text(
    "SELECT id, url, text_hash FROM articles WHERE id = ANY (CAST(:ids AS text[])) "
    "UNION ALL SELECT id, url, text_hash FROM articles WHERE url = ANY (CAST(:urls AS text[])) "
    "UNION ALL SELECT id, url, text_hash FROM articles WHERE text_hash = ANY (CAST(:hashes AS text[]))"
)
_TAKE_BACK = (
    text("DELETE FROM quote_words WHERE quote_pk = ANY (CAST(:pks AS bigint[]))"),
    text("DELETE FROM utterance_bands_recent WHERE filed_by = :own AND quote_pk = ANY (CAST(:pks AS bigint[]))"),
)


def file_ahead(
    connection: Connection, ahead: Ahead, extractions: Sequence[Extraction], texts: Mapping[int, Sequence[str]]
) -> None:
    """File the quotes of those of the articles that are new as far as can be seen; `ahead` then tells what was done.

    `texts` are the words of each one's quotes, by its `id()`. Where it fails nothing was done: what an article cannot
    have is told when its turn has come.
    """
    point = connection.begin_nested()
    try:
        done = _file(connection, [one for one in _new(connection, extractions) if texts.get(id(one))], texts)
        point.commit()
    except DBAPIError as error:
        log.debug("Nothing was filed ahead.", exc_info=error)
        point.rollback()
        return
    ahead.highest, ahead.keys, ahead.asked = done.highest, done.keys, done.asked
    ahead.found, ahead.own, ahead.since = done.found, done.own, done.since


def _new(connection: Connection, extractions: Sequence[Extraction]) -> list[Extraction]:
    """The articles that share id, URL or words neither with a stored one nor with one before them."""
    signs = [
        (("id", one.document.id), ("url", one.document.url), ("text", same_article.text_hash(one.document.text)))
        for one in extractions
    ]
    given = {
        name: listed(connection, [some[at][1] for some in signs if some[at][1] is not None])
        for at, name in enumerate(("ids", "urls", "hashes"))
    }
    known = {
        (name, value)
        for row in connection.execute(_KNOWN, given).all()
        for name, value in zip(("id", "url", "text"), row, strict=True)
    }
    new = []
    for one, some in zip(extractions, signs, strict=True):
        mine = {sign for sign in some if sign[1] is not None}
        if not mine & known:
            new.append(one)
        known |= mine
    return new


def _file(connection: Connection, new: Sequence[Extraction], texts: Mapping[int, Sequence[str]]) -> Ahead:
    if not new:
        return Ahead()
    # asked first: whatever a transaction from `since` on has filed is read again
    own, since = connection.execute(_NOW).one()
    wanted = [(dates.minute_of(one.document.published), len(texts[id(one)])) for one in new]
    highest = dict(zip(map(id, new), numbering.highest(connection, wanted), strict=True))
    said = [(highest[id(one)] - number, words) for one in new for number, words in enumerate(texts[id(one)])]
    hashes = {pk: filing.filed(words)[1] for pk, words in said}
    asked = set().union(*hashes.values())
    found = filing.under(connection, asked)
    filing.file(connection, hashes)
    fulltext.add(connection, sorted(said))
    return Ahead(highest, {pk for pk, _ in said}, asked, found, own, since)


def take_back(connection: Connection, ahead: Ahead, keys: Iterable[int]) -> None:
    """Unfile those of the quotes that are not to be stored after all."""
    if gone := ahead.keys & set(keys):
        for statement in _TAKE_BACK:
            connection.execute(statement, {"pks": listed(connection, sorted(gone)), "own": ahead.own})
        ahead.keys -= gone
