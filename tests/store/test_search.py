"""Filters, orders, cursors, free text, counts, facets, samples: against a plain loop over the same quotes."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from dataclasses import dataclass
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes.errors import BadInput
from quotes.io.export import COLUMNS, stored_rows
from quotes.models import Extraction
from quotes.store import Store, articles, speakers
from quotes.store import quotes as stored
from quotes.store.quotes import QuoteFilter
from quotes.store.quotes.sampling import sample
from quotes.store.search import cursors, facets_on_sqlite
from quotes.store.search.facets import facets_and_number
from quotes.store.search.filters import choose_driving_filter, normal, parameters, shape_of
from quotes.store.search.fulltext import fold
from quotes.store.search.quick_counts import _counted, glance
from tests.store.articles_made import article, everything, put, words

PEOPLE = ("Ann Lee", "Bob Day", "Cy Fox", None)
OUTLETS = ("BBC", "El País", None)
LIMITS = ("MOST_COUNTED", "MOST_LOOKED_AT", "MOST_NUMBERED")
WORDS = ["peace", "war", "trade", "Straße", "café", "vote", "over", "the", "border", "now"]


@dataclass(frozen=True)
class Known:
    """What the loop knows of a quote, by the order it was put in."""

    id: str
    text: str
    article: str
    outlet: str | None
    published: str | None
    speaker: str | None
    kind: str
    rule: str | None
    confidence: float


def corpus() -> tuple[list[Extraction], list[Known]]:
    chance = random.Random(4)
    extractions, known = [], []
    for number in range(24):
        said = [
            (" ".join(chance.choices(WORDS, k=chance.randint(1, 6))) + f" {number}x{place}", chance.choice(PEOPLE))
            for place in range(chance.randint(0, 4))
        ]
        published = chance.choice([None, "2020-08-09", f"2020-{chance.randint(1, 12):02d}-09T10:30:00Z"])
        changes = {
            place: {
                "kind": chance.choice(["direct", "fragment"]),
                "rule": chance.choice(["subject-of-cue", "colon"]) if speaker else None,
                "confidence": chance.choice([0.2, 0.5, 0.9]) if speaker else 0.0,
            }
            for place, (_, speaker) in enumerate(said)
        }
        outlet = chance.choice(OUTLETS)
        made = article(f"a{number}", *said, changes=changes, outlet=outlet, published=published)
        extractions.append(made)
        known += [
            Known(
                q.id,
                q.text,
                f"a{number}",
                outlet,
                published,
                q.speaker and q.speaker.name,
                q.kind,
                q.rule,
                q.confidence,
            )
            for q in made.quotes
        ]
    return extractions, known


EXTRACTIONS, KNOWN = corpus()
DRINKS = article(
    "drinks",
    ("Coffee is ready", "Ann Lee"),
    ("Coffee, coffee, coffee", "Ann Lee"),
    ("Café au lait", "Ann Lee"),
    ("I don’t know", "Ann Lee"),
)
KNOWN += [Known(q.id, q.text, "drinks", None, None, "Ann Lee", q.kind, q.rule, q.confidence) for q in DRINKS.quotes]


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def filled(request, tmp_path_factory):
    """A store with the corpus in it, and the keys of its speakers."""
    from quotes.store import open_store

    if request.param == "sqlite":
        url, drop = f"sqlite:///{tmp_path_factory.mktemp('filled')}/store.db", None
    else:
        server = request.getfixturevalue("postgres_server")
        url = server.create("template")
        drop = server.drop
    store = open_store(url)
    put(store, *EXTRACTIONS, DRINKS)
    with store.read() as connection:
        keys = {name: speakers.resolve(connection, name).speakers[0].pk for name in PEOPLE if name}
    yield store, keys
    store.close()
    if drop:
        drop(url)


def fits(quote: Known, asked: QuoteFilter, keys: dict[str, int], q: tuple[tuple[str, ...], ...]) -> bool:
    day = quote.published and quote.published[:10]
    text = [*fold(quote.text)]
    runs = {tuple(text[a:b]) for a, b in itertools.combinations(range(len(text) + 1), 2)}
    return all(
        (
            asked.speakers is None or (quote.speaker is not None and keys[quote.speaker] in asked.speakers),
            asked.articles is None or quote.article in asked.articles,
            asked.outlets is None or (quote.outlet or "").casefold() in [o.casefold() for o in asked.outlets],
            asked.kinds is None or quote.kind in asked.kinds,
            asked.rules is None or quote.rule in asked.rules,
            asked.min_confidence is None or quote.confidence >= asked.min_confidence,
            asked.attributed is None or (quote.speaker is not None) == asked.attributed,
            asked.since is None or (day is not None and day >= asked.since),
            asked.until is None or (day is not None and day <= asked.until),
            all(phrase in runs for phrase in q),
        )
    )


def some(values):
    return st.none() | st.lists(st.sampled_from(values), max_size=3, unique=True).map(tuple)


PHRASES = st.lists(st.lists(st.sampled_from([fold(word)[0] for word in WORDS]), min_size=1, max_size=2), max_size=2)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.builds(
        QuoteFilter,
        speakers=some([1, 2, 3, 99]),
        articles=some(["a1", "a2", "a3", "a7", "nowhere"]),
        outlets=some(["bbc", "BBC", "EL PAÍS", "Nobody"]),
        kinds=some(["direct", "fragment"]),
        rules=some(["subject-of-cue", "colon"]),
        since=st.none() | st.sampled_from(["2020-03-01", "2020-08-09"]),
        until=st.none() | st.sampled_from(["2020-08-09", "2020-10-01"]),
        min_confidence=st.none() | st.sampled_from([0.0, 0.5, 0.91]),
        attributed=st.none() | st.booleans(),
    ),
    phrases=st.none() | PHRASES,
    sort=st.sampled_from(["-published", "published", "relevance", "-confidence"]),
    limit=st.sampled_from([1, 2, 5, 100]),
    at_once=st.sampled_from([(20_000, 1_000_000), (0, 1_000_000), (0, 1), (5, 30)]),
)
def test_every_filter_and_order_agrees_with_a_plain_loop(filled, asked, phrases, sort, limit, at_once):
    store, keys = filled
    # SQLite folds ß to itself and PostgreSQL's words are folded to ss: both are asked as it is written
    phrases = [[word.replace("strasse", "Straße") for word in phrase] for phrase in phrases or ()]
    if phrases:
        asked = QuoteFilter(
            **{name: getattr(asked, name) for name in asked.__slots__ if name != "q"},
            q=" ".join(f'"{" ".join(phrase)}"' for phrase in phrases),
        )
    folded = tuple(tuple(fold(" ".join(phrase))) for phrase in phrases)
    expected = {quote.id: quote for quote in KNOWN if fits(quote, asked, keys, folded)}
    found = everything(store, asked, sort=sort, limit=limit)
    ids = [row.id for row in found]
    assert len(ids) == len(set(ids)), "no quote twice"
    assert set(ids) == set(expected)
    if sort == "-confidence":
        scores = [expected[one].confidence for one in ids]
        assert scores == sorted(scores, reverse=True)
    elif sort != "relevance" or not phrases:
        dates = [expected[one].published or "" for one in ids]
        dates = [date if len(date) > 10 or not date else date + "T00:00:00Z" for date in dates]
        assert dates == sorted(dates, reverse=sort != "published")
    with store.read() as connection:
        assert stored.count(connection, asked) == len(expected)
        assert [row.id for row in stored.stream(connection, asked, sort=sort)] == ids
        drawn = sample(connection, asked, 3, seed=5)
        assert len({row.id for row in drawn} & set(expected)) == min(3, len(expected)) == len(drawn)
        assert [row.id for row in sample(connection, asked, 3, seed=5)] == [row.id for row in drawn]
        with patch.multiple(facets_on_sqlite, MOST_ROWS=at_once[0], MOST_AT_ONCE=at_once[1]):
            facets, number = facets_and_number(connection, asked)
        seen = glance(connection, asked)
    assert number in (None, len(expected))
    assert (seen.count, seen.facets, seen.more) == (len(expected), facets, False)
    counted = {
        "speaker": [quote.speaker for quote in expected.values() if quote.speaker],
        "outlet": [quote.outlet for quote in expected.values() if quote.outlet],
        "month": [quote.published[:7] for quote in expected.values() if quote.published],
    }
    for name, values in counted.items():
        assert {facet.name: facet.count for facet in facets[name]} == {one: values.count(one) for one in values}
    months = [facet.value for facet in facets["month"]]
    assert months == sorted(months, reverse=True), "the latest first"
    numbers = [facet.count for facet in facets["speaker"]]
    assert numbers == sorted(numbers, reverse=True), "the most frequent first"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.builds(
        QuoteFilter,
        speakers=some([1, 2, 3]),
        outlets=some(["BBC", "EL PAÍS"]),
        kinds=some(["direct", "fragment"]),
        since=st.none() | st.just("2020-03-01"),
        min_confidence=st.none() | st.sampled_from([0.0, 0.5]),
        attributed=st.none() | st.booleans(),
        q=st.none() | st.sampled_from(["peace", "war", '"the border"']),
    ),
    limits=st.sampled_from([(4, 1_000, 1_000), (1_000, 6, 1_000), (4, 6, 9)]),
)
def test_a_glance_counts_the_newest_and_says_so(filled, asked, limits):
    store, _ = filled
    newest = everything(store, asked)
    with store.read() as connection:
        exact = stored.facets(connection, asked)
        with patch.multiple("quotes.store.search.quick_counts", **dict(zip(LIMITS, limits, strict=True))):
            seen = glance(connection, asked)
    if not seen.more and seen.of is None:
        assert (seen.count, seen.facets) == (len(newest), exact)
        return
    assert seen.of is not None and seen.count <= len(newest) and (seen.more or seen.count == len(newest))
    assert seen.of <= limits[0]
    named = Counter(row.speaker_name for row in newest[: seen.of] if row.speaker_name)
    assert {facet.name: facet.count for facet in seen.facets["speaker"]} == named


@pytest.mark.parametrize(
    "hostile",
    ['"', '""', "'", "“", "* * *", "a*b*", "AND", "NOT", "NEAR(a b, 5)", "a OR", "(", ")", "-", "text:peace", "^a",
     "{}", "\0", "peace\0war", "\\", "%", "_", "a" * 10_000, "a b " * 2_500, '"a" ' * 2_500,
     " ".join(map(str, range(3_000))),
     "'; DROP TABLE quotes; --", ":*", "&|!<->", "'' ''", "\ud800", "é" * 5000, "+peace", "peace-war", "\n\t", "🙂"],
)  # fmt: skip
def test_any_string_is_a_search_and_none_an_error(filled, hostile):
    store, _ = filled
    for sort in ("-published", "relevance"):
        page = stored.page(store, QuoteFilter(q=hostile), sort=sort)
        assert len(page.rows) <= 50
    with store.read() as connection:
        stored.count(connection, QuoteFilter(q=hostile))
        stored.facets(connection, QuoteFilter(q=hostile))
        articles.page(connection, q=hostile)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=60))
def test_no_text_is_an_error(filled, q):
    store, _ = filled
    stored.page(store, QuoteFilter(q=q), sort="relevance")


@pytest.mark.parametrize(
    "q, texts",
    [
        ("coffee", ["Coffee is ready", "Coffee, coffee, coffee"]),
        ("COFFEE ready", ["Coffee is ready"]),
        ('"is ready"', ["Coffee is ready"]),
        ("“is ready”", ["Coffee is ready"]),
        ('"ready is"', []),
        ("cafe", ["Café au lait"]),
        ("CAFÉ", ["Café au lait"]),
        ("coff*", ["Coffee is ready", "Coffee, coffee, coffee"]),
        ("coff", []),
        ("don't", ["I don’t know"]),
        ("don’t know", ["I don’t know"]),
        ("!!!", []),
    ],
)
def test_what_words_find(filled, q: str, texts: list[str]):
    assert sorted(words(everything(filled[0], QuoteFilter(q=q, articles=("drinks",))))) == sorted(texts)


def test_blank_words_are_no_filter(store: Store):
    put(store, article("a1", ("One", None), ("Two", None)))
    assert len(everything(store, QuoteFilter(q="  "))) == 2


def test_the_more_relevant_comes_first(store: Store):
    put(store, article("a1", ("Peace", None), published="2020-01-01"))
    put(
        store,
        article("a2", ("Nobody in this long and winding speech said peace but once", None), published="2021-01-01"),
    )
    found = words(everything(store, QuoteFilter(q="peace"), sort="relevance"))
    assert found[0] == "Peace" and len(found) == 2


@pytest.mark.parametrize("sort", ["-published", "published", "relevance", "-confidence"])
def test_pages_stay_right_while_quotes_are_added_and_taken_away(store: Store, sort: str):
    def batch(name: str, n: int) -> Extraction:
        said = [(f"peace number {name} {place}", "Ann Lee") for place in range(4)]
        return article(f"{name}{n}", *said, published=f"2020-0{1 + n % 9}-01")

    put(store, *(batch("old", n) for n in range(5)))
    asked = QuoteFilter(q="peace")
    there = {row.id for row in everything(store, asked, sort=sort)}
    seen: list[str] = []
    cursor, added = None, 0
    while True:
        page = stored.page(store, asked, sort=sort, limit=3, cursor=cursor)
        seen += [row.id for row in page.rows]
        if (cursor := page.next) is None:
            break
        if added < 4:
            put(store, batch("new", added))
            added += 1
    assert len(seen) == len(set(seen)), "no quote comes twice"
    assert there <= set(seen), "and none that was there from the start is left out"


def test_a_page_goes_on_after_its_last_quote_was_deleted(store: Store):
    put(store, *(article(f"a{n}", (f"peace {n}", "Ann Lee"), published=f"2020-01-0{n}") for n in range(1, 7)))
    for sort in ("-published", "relevance"):
        first = stored.page(store, QuoteFilter(q="peace"), sort=sort, limit=2)
        with store.write() as connection:
            articles.delete(connection, first.rows[-1].article_id)
        rest = stored.page(store, QuoteFilter(q="peace"), sort=sort, limit=100, cursor=first.next)
        left = 6 - (1 if sort == "-published" else 2)
        assert len(rest.rows) == left - 1
        assert not {row.id for row in first.rows} & {row.id for row in rest.rows}


@pytest.mark.parametrize("cursor", ["", "x", "!!!!", "bm9uc2Vuc2U", "é", "a" * 5000, "W10", "WyItcHVibGlzaGVkIl0"])
def test_a_cursor_that_is_none_is_refused(filled, cursor: str):
    with pytest.raises(BadInput, match="cursor"):
        stored.page(filled[0], QuoteFilter(), cursor=cursor)


@pytest.mark.parametrize("values", [(1,), (1, 2, 3), ("1", 2.0), (1, None), (True, 1.0), (2**64 - 1, 1.0), (1, [])])
def test_a_cursor_of_other_values_is_refused(filled, values):
    with pytest.raises(BadInput, match="cursor"):
        stored.page(filled[0], QuoteFilter(), cursor=cursors.encode("-published", *values))


def test_a_cursor_of_another_order_is_refused(filled):
    store, _ = filled
    first = stored.page(store, QuoteFilter(), limit=2)
    with pytest.raises(BadInput, match="order"):
        stored.page(store, QuoteFilter(), sort="published", cursor=first.next)


@pytest.mark.parametrize("asked", [{"since": "yesterday"}, {"until": "2020-13-01"}, {"since": "2020-02-30"}])
def test_a_date_that_is_none_is_refused(filled, asked):
    with pytest.raises(BadInput, match="date"):
        stored.page(filled[0], QuoteFilter(**asked))


@pytest.mark.parametrize(
    "since, until, found",
    [
        ("2020-08-09", "2020-08-09", 3),
        ("2020-08-09T12:00:00Z", None, 2),
        (None, "2020-08-09T00:00:00Z", 1),
        ("2020-08", "2020-08", 3),
        ("2020-08-09T14:00:00+02:00", "2020-08-09T12:00:00Z", 1),
        ("2020-08-10", None, 1),
        ("2020-08-10", "9999-11", 0),
        ("9999-12", "9999-12", 1),
        ("9999", "9999", 1),
        ("0001-01-01", "9999-12-31", 4),
    ],
)
def test_dates_are_whole_days_and_moments_in_their_zone(store: Store, since, until, found):
    moments = ("2020-08-09", "2020-08-09T08:00:00Z", "2020-08-09T12:00:00Z", "9999-12-31", None)
    put(store, *(article(f"a{n}", (f"word {n}", None), published=when) for n, when in enumerate(moments)))
    assert len(everything(store, QuoteFilter(since=since, until=until))) == found


def test_distinct_shows_one_quote_of_each_utterance_that_fits(store: Store):
    from sqlalchemy import update

    from quotes.store.schema.tables import quotes

    outlets = ("BBC", "AP", "AP")
    put(store, *(article(f"a{n}", (f"We said no {n}", "Ann Lee"), outlet=outlets[n], published=f"2020-01-0{n + 1}")
                 for n in range(3)))  # fmt: skip
    with store.write() as connection:
        connection.execute(update(quotes).values(utterance_pk=7))
    assert words(everything(store, QuoteFilter(distinct=True))) == ["We said no 0"]
    assert words(everything(store, QuoteFilter(distinct=True, outlets=("AP",)))) == ["We said no 1"]
    with store.read() as connection:
        assert stored.count(connection, QuoteFilter(distinct=True)) == 1


@pytest.mark.parametrize(
    "asked",
    [
        QuoteFilter(q="peace"),
        QuoteFilter(q="the OR war"),
        QuoteFilter(q="nowhere"),
        QuoteFilter(q="peace", kinds=("direct",), attributed=True),
        QuoteFilter(q="peace", min_confidence=0.5, attributed=False),
        QuoteFilter(q="peace", rules=("colon", "subject-of-cue"), kinds=("direct", "fragment")),
        QuoteFilter(q="peace", since="2020-03-09T10:30:00Z", until="2020-08"),
        QuoteFilter(q="know", distinct=True),
        QuoteFilter(distinct=True),
        QuoteFilter(distinct=True, speakers=(1, 2), since="2020-03-01"),
        QuoteFilter(distinct=True, kinds=("fragment",), rules=("colon",)),
    ],
)
def test_what_many_quotes_fit_is_counted_as_texts(filled, asked):
    store, _ = filled
    expected = facets_and_number(store, asked)
    for most, at_once in ((0, 1), (1, 1_000), (3, 40), (0, 1_000_000)):
        with patch.object(facets_on_sqlite, "MOST_ROWS", most), patch.object(facets_on_sqlite, "MOST_AT_ONCE", at_once):
            assert facets_and_number(store, asked) == expected
            assert facets_and_number(store, asked, ("outlet",))[0] == {"outlet": expected[0]["outlet"]}
    assert expected[1] in (None, stored.count(store, asked))
    assert store.dialect == "postgresql" or expected[1] is not None


def test_an_export_is_flat_and_whole(filled):
    store, _ = filled
    with store.read() as connection:
        rows = list(stored_rows(connection))
    assert {row["id"] for row in rows} == {quote.id for quote in KNOWN}
    by_id = {quote.id: quote for quote in KNOWN}
    for row in rows:
        quote = by_id[row["id"]]
        assert (row["text"], row["article_id"], row["outlet"]) == (quote.text, quote.article, quote.outlet)
        assert row["speaker_name"] == quote.speaker
        assert tuple(row) == COLUMNS


@pytest.mark.parametrize("kinds", [("direct",), ("fragment", "direct"), ("fragment",)])
def test_counts_of_a_kind_are_looked_up(filled, kinds):
    store, _ = filled
    never = {"side_effect": AssertionError("counted")}
    with (
        store.read() as connection,
        patch("quotes.store.quotes.lookup.keys", **never),
        patch("quotes.store.search.facets._counted", **never),
    ):
        assert stored.count(connection, QuoteFilter(kinds=kinds)) > 0
        assert stored.facets(connection, QuoteFilter(kinds=kinds))["speaker"]


@pytest.mark.parametrize(
    "asked",
    [
        QuoteFilter(q="peace"),
        QuoteFilter(q="peace", min_confidence=0.5, kinds=("direct",)),
        QuoteFilter(rules=("colon",)),
        QuoteFilter(min_confidence=0.5),
        QuoteFilter(attributed=False),
        QuoteFilter(since="2020-03-01", attributed=True),
    ],
)
def test_what_is_counted_beside_a_search_is_read_from_the_narrow_table(filled, asked):
    store, _ = filled
    if store.dialect != "sqlite":
        return
    asked = normal(asked)
    drives = choose_driving_filter(asked, dict, "-published")
    sql, constants = _counted(shape_of(asked, "sqlite", drives))
    values = {**constants, **parameters(asked, "sqlite"), "most": 10, "counted": 10}
    plan = [row[3] for row in store.rows(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert "quotes_counted AS counted" in sql
    narrow = ("SEARCH counted USING INTEGER PRIMARY KEY", "SCAN counted")
    assert any(step.startswith(narrow) for step in plan)
    assert not any("quotes USING INTEGER PRIMARY KEY" in step for step in plan)
    walks = [step for step in plan if step.startswith("SCAN counted")]
    assert not walks or drives is None, "one look-up for each quote that was found"
