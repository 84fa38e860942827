"""The SELECTs that walk quotes in an order from where a cursor left off, each built once a shape and kept."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Float,
    FromClause,
    Select,
    SelectBase,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql.psycopg import dialect as postgresql
from sqlalchemy.dialects.sqlite import dialect as sqlite

from quotes.errors import BadInput
from quotes.store.connections.reading import Reader
from quotes.store.schema.speaker_tables import speakers
from quotes.store.schema.tables import articles, quotes
from quotes.store.search.counters import total
from quotes.store.search.filters import LISTS, Shape, conditions, fts, matches, quote_words, tsquery_given, value_of

Sort = Literal["-published", "published", "relevance", "-confidence"]
SORTS: tuple[Sort, ...] = ("-published", "published", "relevance", "-confidence")
# Up to so many values of the leading filter are walked side by side; more are gathered and sorted.
MOST_WALKS = 20
# Only so many of the newest matches are ranked, where words are all that is asked for: a word that stands in
# every quote would be ranked for seconds, and nobody reads that far.
MOST_RANKED = 5_000
# Quotes by what is counted and checked of them. SQLite has it in a narrow table, 150 of them on a page, where each row
# of the wide one is a page to read; PostgreSQL in an index, which it finds by itself.
counted_quotes = quotes.alias("counted")
_COUNTED = "quotes AS counted"
_GUESS = "EXPLAIN (FORMAT JSON) SELECT quote_pk FROM quote_words WHERE words @@ CAST(%(words)s AS tsquery)"
_NOTHING: ColumnElement[int] = literal_column("0")


def check_sort(sort: str) -> Sort:
    """`sort` itself, or BadInput."""
    if sort not in SORTS:
        raise BadInput(f"There is no order {sort!r}: sort by one of {', '.join(SORTS)}.")
    return sort


def keys(shape: Shape, sort: Sort, *, after: bool = False, limited: bool = True) -> Select[Any]:
    """SELECT pk, score of the quotes asked for, in order.

    `score` is what the order goes by besides pk. Parameters: those of the filter; `most`, the number of rows,
    when `limited`; `after_pk` and `after_score`, the last row that was read, with `after`.
    """
    if shape.words and sort == "relevance" and shape.driving_filter != "words":
        statement, pk, score = _ranked_one_by_one(shape)
        return _ordered(statement, sort, pk, score, after=after, limited=limited)
    if shape.words and shape.driving_filter == "words":
        statement, pk, score = _from_matches(shape, sort)
        return _ordered(statement, sort, pk, score, after=after, limited=limited)
    score = _score(sort)
    count = getattr(shape, shape.driving_filter) if shape.driving_filter in LISTS else None
    if not (limited and count is not None and 1 < count <= MOST_WALKS):
        simple: Select[Any] = select(quotes.c.pk, score.label("score")).where(*conditions(shape))
        return _ordered(simple, sort, quotes.c.pk, score, after=after, limited=limited)
    driving = str(shape.driving_filter)
    others = conditions(shape, but=(driving,))
    selects = []
    for number in range(count):
        one = select(quotes.c.pk, score.label("score")).where(
            quotes.c[LISTS[driving]] == value_of(driving, number), *others
        )
        ordered = _ordered(one, sort, quotes.c.pk, score, after=after, limited=True).subquery()
        selects.append(select(ordered.c.pk, ordered.c.score))
    all_selects = union_all(*selects).subquery("found")
    together: Select[Any] = select(all_selects.c.pk, all_selects.c.score)
    return _ordered(together, sort, all_selects.c.pk, all_selects.c.score, after=False, limited=True)


def rows(found: FromClause, sort: Sort) -> Select[Any]:
    """The rows of the quotes whose pk and score are in `found`, in the same order, as QuoteRow has them."""
    score: ColumnElement[Any] = found.c.score
    return (
        select(*ROW, score)
        .select_from(found)
        .join(quotes, quotes.c.pk == found.c.pk)
        .join(articles, articles.c.pk == quotes.c.article_pk)
        .outerjoin(speakers, speakers.c.pk == quotes.c.speaker_pk)
        .order_by(*_order(sort, quotes.c.pk, score))
    )


# in the order of QuoteRow's fields
ROW: tuple[ColumnElement[Any], ...] = (
    quotes.c.pk,
    quotes.c.id,
    quotes.c.body,
    quotes.c.speaker_evidence,
    speakers.c.slug,
    func.coalesce(speakers.c.name, quotes.c.person_name),
    articles.c.id,
    articles.c.card,
    articles.c.url,
    quotes.c.source_fragment,
)


@lru_cache(maxsize=2_000)
def page_sql(shape: Shape, sort: Sort, after: bool) -> tuple[str, dict[str, Any]]:
    """The driver's own SQL of one page of quotes, and the parameters that are always the same."""
    if is_one_walk(shape, sort):
        return compiled(_whole_rows(shape, sort, after=after), shape.dialect)
    return compiled(rows(keys(shape, sort, after=after).subquery("found"), sort), shape.dialect)


def compiled(statement: SelectBase, dialect: str) -> tuple[str, dict[str, Any]]:
    """A statement in the SQL of the database's driver, with named parameters, and those it brings itself."""
    if dialect == "sqlite":
        made = statement.compile(dialect=sqlite(paramstyle="named"))
        sql = str(made).replace(_COUNTED, "quotes_counted AS counted")
    else:
        made = statement.compile(dialect=postgresql())  # type: ignore[no-untyped-call]
        sql = str(made)
    return sql, {name: value for name, value in made.params.items() if value is not None}


def has_often(reader: Reader, words: str) -> bool:
    """Whether the words are frequent, as far as PostgreSQL's statistics tell; SQLite need not know."""
    if reader.dialect == "sqlite":
        return False
    matches = int(reader.rows(_GUESS, {"words": words})[0][0][0]["Plan"]["Plan Rows"])
    # walking to the 50th of so many matches passes as many quotes as there are matches to gather
    return matches > 1_000 and matches * matches > 50 * total(reader)


def is_one_walk(shape: Shape, sort: Sort) -> bool:
    """Whether one index gives the quotes in the order asked for."""
    count = getattr(shape, shape.driving_filter) if shape.driving_filter in LISTS else None
    return not shape.words and sort in ("-published", "published") and count in (None, 1)


def _whole_rows(shape: Shape, sort: Sort, *, after: bool) -> Select[Any]:
    """The rows as that one walk meets them.

    To gather the keys first, as `rows` does, makes SQLite sort what is in order already, a third of the time, and
    PostgreSQL look each quote up twice, half of it. Outer joins all: the planner must begin with the quotes.
    """
    walk = (
        select(*ROW, _NOTHING.label("score"))
        .select_from(quotes)
        .outerjoin(articles, articles.c.pk == quotes.c.article_pk)
        .outerjoin(speakers, speakers.c.pk == quotes.c.speaker_pk)
        .where(*conditions(shape))
    )
    return _ordered(walk, sort, quotes.c.pk, _NOTHING, after=after, limited=True)


def _score(sort: Sort, of: FromClause = quotes) -> ColumnElement[Any]:
    return of.c.confidence if sort == "-confidence" else _NOTHING


def _from_matches(shape: Shape, sort: Sort) -> tuple[Select[Any], ColumnElement[Any], ColumnElement[Any]]:
    """The quotes by way of their words; a quote's own row is only read where a filter needs it."""
    # all that a filter checks stands in SQLite's narrow table, but for what tells the first of an utterance
    of = counted_quotes if shape.dialect == "sqlite" and not shape.distinct else quotes
    others = conditions(shape, of, but_words=True, but_dates=True)
    needs_quotes = sort == "-confidence" or len(others) > 0
    capped = sort == "relevance" and not needs_quotes
    if shape.dialect == "sqlite":
        pk: ColumnElement[Any] = fts.c.rowid
        score = fts.c.rank if sort == "relevance" else _score(sort, of)
        statement = select(pk.label("pk"), score.label("score")).where(matches(shape))
        if needs_quotes:
            statement = statement.select_from(fts.join(of, of.c.pk == pk))
    else:
        matched = _postgres_matches(shape, ranked=sort == "relevance", capped=capped)
        pk = matched.c.quote_pk
        score = _score(sort) if sort == "-confidence" else matched.c.score
        statement = select(pk.label("pk"), score.label("score"))
        if needs_quotes:
            statement = statement.join(quotes, quotes.c.pk == pk)
    if capped and shape.dialect == "sqlite":
        statement = statement.where(pk > func.coalesce(_last_ranked(shape, pk), 0))
    if shape.dialect == "sqlite":
        statement = statement.where(*_in_dates(shape, pk))
    return statement.where(*others), pk, score


def _postgres_matches(shape: Shape, *, ranked: bool, capped: bool) -> FromClause:
    """SELECT quote_pk, score of the quotes that have the words."""
    key: ColumnElement[Any] = quote_words.c.quote_pk
    found = select(key, quote_words.c.words).where(matches(shape), *_in_dates(shape, key))
    if ranked and capped and shape.often:
        found = found.order_by(key.desc()).limit(MOST_RANKED)
    newest = found.subquery("newest") if shape.often else quote_words
    score: ColumnElement[Any] = _NOTHING
    if ranked:
        score = -sql_cast(func.ts_rank(newest.c.words, tsquery_given(), 1), Float(53))
    if shape.often:
        # the next match is never far: the planner may walk the quotes from the newest
        return select(newest.c.quote_pk, score.label("score")).subquery("matched")
    # Materialised: else the planner may do so for a rare word as well, hoping to meet a match soon.
    matched = select(key, score.label("score")).where(matches(shape), *_in_dates(shape, key)).cte("matched")
    return matched.prefix_with("MATERIALIZED")


def _in_dates(shape: Shape, pk: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    return [pk.between(bindparam("first_key"), bindparam("last_key"))] if shape.dated else []


def _last_ranked(shape: Shape, pk: ColumnElement[Any]) -> ColumnElement[Any]:
    """The key of the oldest match that is ranked."""
    newest = select(pk).where(matches(shape), *_in_dates(shape, pk))
    return newest.order_by(pk.desc()).limit(1).offset(MOST_RANKED).scalar_subquery()


def _ranked_one_by_one(shape: Shape) -> tuple[Select[Any], ColumnElement[Any], ColumnElement[Any]]:
    """The relevance of each quote that another, rarer filter finds."""
    if shape.dialect == "sqlite":
        score: ColumnElement[Any] = fts.c.rank
        ranked = select(score).where(matches(shape), fts.c.rowid == quotes.c.pk)
    else:
        score = -sql_cast(func.ts_rank(quote_words.c.words, tsquery_given(), 1), Float(53))
        ranked = select(score).where(matches(shape), quote_words.c.quote_pk == quotes.c.pk)
    each = select(quotes.c.pk, ranked.correlate(quotes).scalar_subquery().label("score"))
    found = each.where(*conditions(shape, but_words=True)).subquery("each")
    return select(found.c.pk, found.c.score).where(found.c.score.is_not(None)), found.c.pk, found.c.score


def _ordered(
    statement: Select[Any],
    sort: Sort,
    pk: ColumnElement[Any],
    score: ColumnElement[Any],
    *,
    after: bool,
    limited: bool,
) -> Select[Any]:
    if after:
        last: Any = bindparam("after_pk")
        last_score: Any = bindparam("after_score")
        if sort == "published":
            statement = statement.where(pk > last)
        elif sort == "-published":
            statement = statement.where(pk < last)
        elif sort == "-confidence":
            statement = statement.where(tuple_(score, pk) < tuple_(last_score, last))
        else:
            statement = statement.where(or_(score > last_score, (score == last_score) & (pk < last)))
    statement = statement.order_by(*_order(sort, pk, score))
    return statement.limit(bindparam("most")) if limited else statement


def _order(sort: Sort, pk: ColumnElement[Any], score: ColumnElement[Any]) -> tuple[ColumnElement[Any], ...]:
    if sort == "published":
        return (pk.asc(),)
    if sort == "-confidence":
        return score.desc(), pk.desc()
    if sort == "relevance":
        return score.asc(), pk.desc()  # both databases' scores: the lower the better
    return (pk.desc(),)
