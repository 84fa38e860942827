"""Which quotes are asked for, as conditions of a SELECT.

One filter drives: its index is walked in the order asked for, the others are checked on the way. SQLite is
told which one, since without statistics it guesses; PostgreSQL finds out by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, cast, get_args

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Text,
    bindparam,
    column,
    exists,
    literal_column,
    not_,
    or_,
    select,
    table,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql import TSQUERY

from quotes.models import QuoteKind
from quotes.store.schema import dates
from quotes.store.schema.tables import articles, outlets, quotes
from quotes.store.search import fulltext
from quotes.store.search.outlets import outlet_key

# A speaker or outlet with fewer quotes than this is walked, and each quote looked at for the words.
RARE = 2_000
RARE_TO_RANK = 20_000
# the full-text tables: SQLite's virtual one, PostgreSQL's own (see the migrations)
fts = table("quotes_fts", column("rowid"), column("rank"))
quote_words = table("quote_words", column("quote_pk"), column("words"))


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """Which quotes: every filter given must hold; the values of one are alternatives, and no value fits nothing.

    `speakers` are keys from `speakers.resolve`; `since` and `until` ISO dates or date-times, both included;
    `q` free text; `distinct` keeps one quote of each utterance, the first that was published.
    """

    speakers: tuple[int, ...] | None = None
    articles: tuple[str, ...] | None = None
    outlets: tuple[str, ...] | None = None
    kinds: tuple[str, ...] | None = None
    rules: tuple[str, ...] | None = None
    q: str | None = None
    since: str | None = None
    until: str | None = None
    min_confidence: float | None = None
    attributed: bool | None = None
    distinct: bool = False


class Shape(NamedTuple):
    """All that a statement's SQL depends on; None = the filter is not there, a number = so many values."""

    dialect: str
    driving_filter: str | None
    speakers: int | None
    articles: int | None
    outlets: int | None
    kinds: int | None
    rules: int | None
    words: bool
    dated: bool
    min_confidence: bool
    attributed: bool | None
    distinct: bool
    often: bool = False  # the words are frequent ones


# the filters that hold values, and the column they are looked for in
LISTS = {
    "speakers": "speaker_pk",
    "articles": "article_pk",
    "outlets": "outlet_pk",
    "kinds": "kind",
    "rules": "rule",
}


def shape_of(asked: QuoteFilter, dialect: str, driving_filter: str | None) -> Shape:
    counts: dict[str, Any] = {name: None if (given := getattr(asked, name)) is None else len(given) for name in LISTS}
    return Shape(
        dialect=dialect,
        driving_filter=driving_filter,
        words=is_search(asked),
        dated=asked.since is not None or asked.until is not None,
        min_confidence=asked.min_confidence is not None,
        attributed=asked.attributed,
        distinct=asked.distinct,
        **counts,
    )


def is_search(asked: QuoteFilter) -> bool:
    """Whether there is free text to look for; blanks are none."""
    return asked.q is not None and bool(asked.q.strip())


def nothing_fits(asked: QuoteFilter) -> bool:
    """Whether the answer is empty by itself: a filter without a value, or a search without a word."""
    if any(getattr(asked, name) == () for name in LISTS):
        return True
    return is_search(asked) and not fulltext.terms(asked.q or "")


def parameters(asked: QuoteFilter, dialect: str) -> dict[str, Any]:
    """The values of a statement's bind parameters."""
    found: dict[str, Any] = {}
    for name in LISTS:
        for number, value in enumerate(getattr(asked, name) or ()):
            found[f"{name}_{number}"] = outlet_key(value) if name == "outlets" else value
    if is_search(asked):
        terms = fulltext.terms(asked.q or "")
        found["words"] = fulltext.fts5(terms) if dialect == "sqlite" else fulltext.tsquery(terms)
    if (keys := dates.key_range(asked.since, asked.until)) is not None:
        found["first_key"], found["last_key"] = keys
    if asked.min_confidence is not None:
        found["min_confidence"] = asked.min_confidence
    return found


def choose_driving_filter(asked: QuoteFilter, sizes: Callable[[], dict[str, int]], sort: str | None) -> str | None:
    """The filter whose index to walk: the one with the fewest quotes; `sizes` is asked where it must decide.

    `sort` None: the quotes are counted, in no order.
    """
    if asked.articles is not None:
        return "articles"
    counted = [name for name in ("speakers", "outlets") if getattr(asked, name) is not None]
    search = is_search(asked)
    if counted and (search or len(counted) > 1):
        known = sizes()
        best = min(counted, key=lambda name: known[name])
        # a walk through the matches stops early unless the other filter is rare among them; ranking has
        # to see all of them
        return "words" if search and known[best] > (RARE_TO_RANK if sort == "relevance" else RARE) else best
    if search:
        return "words"
    if counted:
        return counted[0]
    if asked.rules is not None:
        return "rules"
    if sort is None and asked.kinds is not None:
        return "kinds"
    if asked.kinds is not None and sort != "-confidence":
        return "kinds"
    if asked.min_confidence is not None and sizes().get("confidence", RARE) < RARE:
        return "confidence"
    return None


def gathered(asked: QuoteFilter, dialect: str) -> QuoteFilter:
    """The same question for a statement that counts: no order is to be kept, only the wide rows to be spared.

    SQLite counts by the index that carries what is counted when its first column is asked for.
    """
    unled = asked.kinds is None and not is_search(asked)
    lists = (asked.articles, asked.speakers, asked.outlets, asked.rules)
    if dialect == "sqlite" and unled and all(each is None for each in lists):
        return replace(asked, kinds=get_args(QuoteKind))
    return asked


def normal(asked: QuoteFilter) -> QuoteFilter:
    """The same question with each value once."""
    changed: dict[str, Any] = {}
    for name in LISTS:
        given = getattr(asked, name)
        if given is not None and len(given) > 1:
            by_key = {outlet_key(value) if name == "outlets" else value: value for value in given}
            changed[name] = tuple(by_key.values())
    return replace(asked, **changed) if changed else asked


def conditions(
    shape: Shape,
    of: FromClause = quotes,
    *,
    but: tuple[str, ...] = (),
    but_words: bool = False,
    but_dates: bool = False,
) -> list[ColumnElement[bool]]:
    """The filters as conditions on `of` (quotes or an alias of it); the leading one alone may use an index."""
    found: list[ColumnElement[bool]] = []
    for name, column_name in LISTS.items():
        count = getattr(shape, name)
        if count is None or name in but:
            continue
        col = _column(shape, of, column_name, drives=name == shape.driving_filter)
        values = [value_of(name, number) for number in range(count)]
        found.append(col == values[0] if count == 1 else col.in_(values))
    if shape.dated and not but_dates:
        found.append(of.c.pk.between(bindparam("first_key"), bindparam("last_key")))
    if shape.min_confidence:
        col = _column(shape, of, "confidence", drives=shape.driving_filter == "confidence")
        found.append(col >= bindparam("min_confidence"))
    if shape.attributed is not None:
        found.append(_is_attributed(shape, of))
    if shape.words and not but_words:
        found.append(_has_words(shape, of))
    if shape.distinct and of is quotes:
        found.append(_is_first(shape))
    return found


def _is_attributed(shape: Shape, of: FromClause) -> ColumnElement[bool]:
    if shape.dialect != "sqlite":
        col: ColumnElement[bool] = of.c.attributed
        return col if shape.attributed else not_(col)
    # written out: by these very words SQLite finds the partial index of the unattributed
    name = "quotes.attributed" if of is quotes and shape.driving_filter is None else f"+{_name(of)}.attributed"
    return cast("ColumnElement[bool]", literal_column(f"{name} = {int(bool(shape.attributed))}"))


def value_of(name: str, number: int) -> ColumnElement[Any]:
    given: ColumnElement[Any] = bindparam(f"{name}_{number}")
    if name == "articles":
        return select(articles.c.pk).where(articles.c.id == given).scalar_subquery()
    if name == "outlets":
        return select(outlets.c.pk).where(outlets.c.key == given).scalar_subquery()
    return given


def _column(shape: Shape, of: FromClause, name: str, *, drives: bool) -> ColumnElement[Any]:
    """A column, with SQLite's unary plus unless its index may be used."""
    if shape.dialect == "sqlite" and not drives:
        return literal_column(f"+{_name(of)}.{name}", of.c[name].type)
    return of.c[name]


def _name(of: FromClause) -> str:
    return str(getattr(of, "name", "quotes"))


def matches(shape: Shape) -> ColumnElement[bool]:
    """The condition on the full-text table alone."""
    if shape.dialect == "sqlite":
        return cast("ColumnElement[bool]", literal_column("quotes_fts").op("MATCH")(bindparam("words")))
    return cast("ColumnElement[bool]", quote_words.c.words.op("@@")(tsquery_given()))


def tsquery_given() -> ColumnElement[Any]:
    """The query of PostgreSQL, from its text."""
    return sql_cast(bindparam("words", type_=Text()), TSQUERY())


def _has_words(shape: Shape, of: FromClause) -> ColumnElement[bool]:
    on_sqlite = shape.dialect == "sqlite"
    source, key = (fts, fts.c.rowid) if on_sqlite else (quote_words, quote_words.c.quote_pk)
    return exists(select(literal_column("1")).select_from(source).where(matches(shape), key == of.c.pk))


def _is_first(shape: Shape) -> ColumnElement[bool]:
    """No earlier copy of the same utterance among the quotes asked for."""
    other = quotes.alias("other")
    earlier: Select[Any] = select(literal_column("1")).where(
        other.c.utterance_pk == quotes.c.utterance_pk, other.c.pk < quotes.c.pk, *conditions(shape, other)
    )
    return or_(quotes.c.utterance_pk.is_(None), ~exists(earlier))
