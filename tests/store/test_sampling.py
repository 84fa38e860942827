"""Quotes drawn at random: every one as likely as any other, on both databases."""

from __future__ import annotations

from collections import Counter

import pytest

from quotes.store import Store, speakers
from quotes.store.quotes.sampling import _at, sample
from quotes.store.search.filters import QuoteFilter, shape_of
from tests.store.articles_made import article, everything, put

MADE = [
    article(f"undated {n}", (f"Who knows {n}", None), (f"Not me {n}", "Ann Lee"), changes={0: {"kind": "fragment"}})
    for n in range(2)
] + [
    article(f"a{n}", (f"Here we stay {n}", "Ann Lee"), (f"We go {n}", "Bob Day"), outlet="BBC", published=day)
    for n, day in enumerate(["2020-01-31", "2020-02-01T00:00:30Z", "2020-02-01", "2021-12-31T23:59:59Z", "9999-12-31"])
]


def asked_for(store: Store) -> dict[str, QuoteFilter]:
    """By its name each filter whose quotes are counted by month, and one whose are not."""
    with store.read() as connection:
        ann = speakers.resolve(connection, "Ann Lee").speakers[0].pk
    return {
        "all": QuoteFilter(),
        "speaker": QuoteFilter(speakers=(ann,)),
        "outlet": QuoteFilter(outlets=("bbc",)),
        "no outlet": QuoteFilter(outlets=("nobody’s",)),
        "kind": QuoteFilter(kinds=("fragment",)),
        "kinds": QuoteFilter(kinds=("fragment", "direct")),
        "gone through": QuoteFilter(min_confidence=0.5),
    }


def test_all_are_drawn_where_all_are_wanted_and_none_twice(store: Store) -> None:
    put(store, *MADE)
    for name, asked in asked_for(store).items():
        wanted = {row.id for row in everything(store, asked)}
        assert wanted or name == "no outlet"
        with store.read() as connection:
            orders = [[row.id for row in sample(connection, asked, len(wanted) + 1, seed)] for seed in range(4)]
        assert all(len(drawn) == len(wanted) and set(drawn) == wanted for drawn in orders), name
        assert len(wanted) < 3 or len(set(map(tuple, orders))) > 1, f"{name}: in another order for another seed"


def test_each_is_as_likely_as_any_other(store: Store) -> None:
    put(store, *MADE)
    for name in ("all", "speaker", "outlet"):
        asked, often = asked_for(store)[name], Counter()
        with store.read() as connection:
            for seed in range(600):
                often.update(row.id for row in sample(connection, asked, 2, seed))
        wanted = everything(store, asked)
        mean = 2 * 600 / len(wanted)
        # five standard deviations
        assert all(abs(often[row.id] - mean) < 5 * mean**0.5 for row in wanted), (name, often)


@pytest.mark.parametrize(
    ("asked", "walk"),
    [
        (QuoteFilter(), "SEARCH counted USING INTEGER PRIMARY KEY"),
        (QuoteFilter(speakers=(1,)), "COVERING INDEX ix_quotes_speaker"),
        (QuoteFilter(outlets=("BBC",)), "COVERING INDEX ix_quotes_outlet"),
        (QuoteFilter(kinds=("direct",)), "COVERING INDEX ix_quotes_kind"),
    ],
)
def test_what_lies_between_two_drawn_is_passed_where_it_is_narrow(
    sqlite_store: Store, asked: QuoteFilter, walk: str
) -> None:
    driving = next((name for name in ("speakers", "outlets", "kinds") if getattr(asked, name)), None)
    sql, constants = _at(shape_of(asked, "sqlite", driving))
    given = dict.fromkeys(("first_key", "last_key", "passed", "speakers_0", "outlets_0", "kinds_0"), 1)
    plan = " ".join(row[3] for row in sqlite_store.rows(f"EXPLAIN QUERY PLAN {sql}", constants | given))
    assert walk in plan and "TEMP B-TREE" not in plan, plan
    assert ("FROM quotes_counted AS counted" in sql.replace("\n", "")) == (asked == QuoteFilter()), sql
