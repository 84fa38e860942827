"""A synthetic corpus of any size, written straight into a store's tables.

A million quotes take about a minute instead of the hour that extraction and single inserts would. Sizes and
shape are those of news: speakers and words by Zipf's law, twenty quotes an article, some unattributed.

    python -m tests.benchmarks.corpus sqlite:////tmp/million.db 1000000
"""

from __future__ import annotations

import itertools
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import psycopg
from sqlalchemy import Connection, insert

from quotes.linking import blocking_keys, describe
from quotes.store import open_store
from quotes.store.quotes import json_lines
from quotes.store.schema import dates
from quotes.store.schema.speaker_tables import speaker_keys, speaker_names, speaker_spellings
from quotes.store.schema.speaker_tables import speakers as speakers_table
from quotes.store.schema.tables import SEQUENCE_BITS
from quotes.store.schema.tables import outlets as outlets_table

CHUNK = 20_000
OUTLETS = 40
VOCABULARY = 30_000
SYLLABLES = tuple(one + two for one in "bdklmnrstv" for two in "aeo")
GIVEN = (
    "Ada", "Ben", "Cora", "Dan", "Eve", "Finn", "Gita", "Hugo", "Iris", "Jan",
    "Kim", "Lena", "Mats", "Nina", "Otto", "Pia", "Ravi", "Sara", "Tom", "Uma",
)  # fmt: skip
RULES = ("subject-of-cue", "same-paragraph", "according-to", "question-and-answer")


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was written. `speaker_ids` is ordered: the most quoted first."""

    url: str
    quotes: int
    articles: int
    speaker_ids: tuple[str, ...]
    speaker_names: tuple[str, ...]


def make_corpus(url: str, quotes: int = 1_000_000, *, seed: int = 1) -> Corpus:
    """A store of so many quotes, a twentieth as many articles and a fiftieth as many speakers behind `url`."""
    store = open_store(url, migrate=True)
    articles, speakers = max(1, quotes // 20), max(1, quotes // 50)
    names = [speaker_name(number) for number in range(speakers)]
    ids = [name.lower().replace(" ", "-") for name in names]
    try:
        with store.write() as connection:
            connection.execute(
                insert(outlets_table),
                [{"pk": n + 1, "key": f"outlet {n}", "name": f"Outlet {n}"} for n in range(OUTLETS)],
            )
            add_speakers(connection, names, ids)
        rows = _rows(quotes, articles, speakers, np.random.default_rng(seed))
        load = _load_sqlite if store.dialect == "sqlite" else _load_postgres
        load(store.engine.url.render_as_string(hide_password=False), rows)
        with store.write() as connection:  # a new version: nobody may take a page from before for one of now
            json_lines.rebuild(connection)
    finally:
        store.close()
    return Corpus(url, quotes, articles, tuple(ids), tuple(names))


def speaker_name(number: int) -> str:
    """A name nobody else in the corpus has."""
    surname, rest = "", number
    for _ in range(3):
        rest, at = divmod(rest, len(SYLLABLES))
        surname += SYLLABLES[at]
    return f"{GIVEN[number % len(GIVEN)]} {surname.capitalize()}" + ("" if rest == 0 else f"-{rest}")


def add_speakers(connection: Connection, names: Sequence[str], ids: Sequence[str]) -> None:
    """The speakers, and the keys under which each spelling of their names is found."""
    people, records, spellings, keys = [], [], [], []
    for pk, (name, slug) in enumerate(zip(names, ids, strict=True), 1):
        record = describe(name)
        people.append({"pk": pk, "slug": slug, "name": name, "type": "person"})
        records.append(
            {
                "pk": pk,
                "folded": record.folded,
                "type": record.type,
                "facet": record.disambiguator,
                "tier": record.completeness,
                "speaker_pk": pk,
                "articles": 1,
            }
        )
        spellings.append({"name_pk": pk, "spelling": name, "outlet_pk": 1, "articles": 1})
        keys += [{"key": key, "name_pk": pk} for key in blocking_keys(record.folded, record.type)]
    connection.execute(insert(speakers_table), people)
    connection.execute(insert(speaker_names), records)
    connection.execute(insert(speaker_spellings), spellings)
    connection.execute(insert(speaker_keys), keys)


def _rows(
    quotes: int, articles: int, speakers: int, random: np.random.Generator
) -> Iterator[tuple[str, tuple[str, ...], list[tuple[Any, ...]]]]:
    """Chunks of rows: the table, its columns, the values."""
    first = datetime(2018, 1, 1, tzinfo=UTC)
    minutes = np.sort(random.integers(0, 6 * 365 * 24 * 60, articles))
    outlet_of = _zipf(random, OUTLETS, articles, 0.8)
    per_article = quotes / articles
    vocabulary = np.array(["".join(random.choice(SYLLABLES, 1 + n % 3)) + f"{n:x}" for n in range(VOCABULARY)])
    added_at = "2024-01-01T00:00:00Z"
    made, last_key = 0, 0
    for start in range(0, articles, CHUNK // 20):
        article_rows, text_rows, quote_rows = [], [], []
        numbers = range(start, min(articles, start + CHUNK // 20))
        end = round((numbers[-1] + 1) * per_article)
        words = vocabulary[_zipf(random, VOCABULARY, (end - made) * 22, 1.0)]
        lengths = random.integers(8, 36, end - made)
        who = _zipf(random, speakers, end - made, 0.9)
        chance = np.round(random.random(end - made), 3)
        at, row = 0, 0
        for number in numbers:
            when = first + timedelta(minutes=int(minutes[number]))
            published = when.strftime("%Y-%m-%dT%H:%M:%SZ")
            minute, outlet = dates.minute_of(published), int(outlet_of[number])
            month = dates.month_of(minute)
            about = (f"a{number:012x}", f"https://news.test/{number}", f"Story {number}", f"Outlet {outlet}")
            card = (
                f'{{"id":"{about[0]}","title":"{about[2]}","url":"{about[1]}","outlet":"{about[3]}",'
                f'"published":"{published}"}}'
            )
            count = round((number + 1) * per_article) - round(number * per_article)
            article_rows.append(
                (
                    number + 1, *about, outlet + 1, None, published, minute, f"{number:064x}", 1, count, card,
                    added_at, added_at,
                )
            )  # fmt: skip
            text_rows.append((number + 1, 1, f"Text of story {number}.", about[2], published, added_at))
            key = max(last_key, minute << SEQUENCE_BITS)
            for place in range(count):
                key += 1
                length = int(lengths[row])
                text = " ".join(words[at : at + length]) if at + length <= len(words) else "the last words"
                quote_rows.append(
                    _quote(made + row, key, number, outlet, month, place, text, int(who[row]), float(chance[row]))
                )
                at = (at + length) % max(1, len(words) - 40)
                row += 1
            last_key = key
        made = end
        yield "articles", ARTICLE_COLUMNS, article_rows
        yield "article_texts", TEXT_COLUMNS, text_rows
        yield "quotes", QUOTE_COLUMNS, quote_rows


ARTICLE_COLUMNS = (
    "pk", "id", "url", "title", "outlet", "outlet_pk", "author", "published", "minute", "text_hash", "revision",
    "quotes", "card", "added_at", "updated_at",
)  # fmt: skip
TEXT_COLUMNS = ("article_pk", "revision", "text", "title", "published", "added_at")
QUOTE_COLUMNS = (
    "pk", "id", "article_pk", "speaker_pk", "outlet_pk", "month", "revision", "start", "end", "words", "attributed",
    "corrected", "confidence", "kind", "rule", "person_name", "text", "body", "speaker_evidence", "source_fragment",
)  # fmt: skip


def _quote(
    number: int, key: int, article: int, outlet: int, month: int, place: int, text: str, who: int, chance: float
) -> tuple[Any, ...]:
    attributed = number % 12 != 0
    name = speaker_name(who)
    start = 300 * place + 40
    end = start + len(text)
    quote_id = f"q{number:016x}"
    kind = "fragment" if number % 5 == 0 else "direct"
    rule = RULES[number % len(RULES)] if attributed else None
    why = "the quote is what the cue verb's subject says" if attributed else None
    body = (
        f'"id":"{quote_id}","text":"{text}","parts":[{{"text":"{text}","start":{start},"end":{end}}}],'
        f'"kind":"{kind}","cue":{{"text":"said","start":{end + 3},"end":{end + 7}}},'
        f'"rule":{_json(rule)},"why":{_json(why)},"confidence":{chance},"repairs":[],'
        f'"context":{{"before":"“","after":",” said {name} on Monday after the talks had come to an end."}}'
    )
    evidence = None
    if attributed:
        mention = f'{{"text":"{name}","start":{end + 8},"end":{end + 8 + len(name)}}}'
        evidence = f'"type":"person","mention":{mention},"role":"spokesman","chain":[{mention}]'
    fragment = f":~:text={text[:60].replace(' ', '%20')}"
    return (
        key, quote_id, article + 1, who + 1 if attributed else None, outlet + 1, month, 1, start, end,
        text.count(" ") + 1, attributed, False, chance, kind, rule, name if attributed else None, text,
        body, evidence, fragment,
    )  # fmt: skip


def _json(value: str | None) -> str:
    return "null" if value is None else f'"{value}"'


def _zipf(random: np.random.Generator, kinds: int, draws: int, exponent: float) -> Any:
    """Numbers below `kinds`, the n-th with a chance like 1 / n ** exponent."""
    weights = np.cumsum(1.0 / np.arange(1, kinds + 1) ** exponent)
    return np.searchsorted(weights / weights[-1], random.random(draws))


def _load_sqlite(url: str, chunks: Iterable[tuple[str, tuple[str, ...], list[tuple[Any, ...]]]]) -> None:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    for pragma in ("synchronous=OFF", "cache_size=-400000", "temp_store=MEMORY", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    later = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE tbl_name IN ('quotes', 'articles') AND sql IS NOT NULL "
        "AND (type = 'trigger' OR type = 'index' AND name LIKE 'ix_%') ORDER BY type"
    ).fetchall()
    connection.execute("BEGIN IMMEDIATE")
    for kind, name, _ in later:
        connection.execute(f'DROP {kind} "{name}"')
    for table, columns, rows in chunks:
        listed = ", ".join(f'"{name}"' for name in columns)
        connection.executemany(f"INSERT INTO {table} ({listed}) VALUES ({','.join('?' * len(columns))})", rows)
    connection.execute("INSERT INTO quotes_fts(quotes_fts) VALUES ('rebuild')")
    counted = "pk, speaker_pk, outlet_pk, month, kind, attributed, confidence, rule"
    connection.execute(f"INSERT INTO quotes_counted ({counted}) SELECT {counted} FROM quotes ORDER BY pk")
    _fill_tallies(connection.execute)
    for _, _, sql in later:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _load_postgres(url: str, chunks: Iterable[tuple[str, tuple[str, ...], list[tuple[Any, ...]]]]) -> None:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute("SET session_replication_role = replica")  # no triggers, no foreign keys
        connection.execute("SET maintenance_work_mem = '512MB'")
        later = connection.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexname LIKE 'ix_quote%'"
        ).fetchall()
        for name, _ in later:
            connection.execute(f'DROP INDEX "{name}"')
        for table, columns, rows in chunks:
            listed = ", ".join(f'"{name}"' for name in columns)
            with connection.cursor().copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        for table in ("outlets", "articles", "speakers", "speaker_names"):  # what is stored next has a key of its own
            connection.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'pk'), max(pk)) FROM {table}")
        connection.execute("SELECT setval('quote_numbers', (SELECT max(pk & 1073741823) + 1 FROM quotes), false)")
        connection.execute("INSERT INTO quote_words SELECT pk, to_tsvector('simple', text) FROM quotes")
        _fill_tallies(connection.execute)
        for _, sql in later:
            connection.execute(sql)
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def _fill_tallies(execute: Callable[[str], Any]) -> None:
    speaker, outlet = "coalesce(speaker_pk, 0)", "coalesce(outlet_pk, 0)"
    kind = "CASE kind WHEN 'direct' THEN 1 ELSE 2 END"
    cells = [("0", "0", 0, "0"), ("0", "0", 3, "month")]
    cells += [("1", speaker, 0, "0"), ("1", speaker, 2, outlet), ("1", speaker, 3, "month"), ("1", speaker, 4, kind)]
    cells += [("2", outlet, 0, "0"), ("2", outlet, 3, "month"), ("2", outlet, 4, kind)]
    cells += [("3", kind, 0, "0"), ("3", kind, 3, "month")]
    for dim, key, facet, value in cells:
        execute(
            f'INSERT INTO tallies (dim, "key", facet, value, n) '
            f"SELECT {dim}, {key}, {facet}, {value}, count(*) FROM quotes GROUP BY 1, 2, 3, 4"
            if key != "0" or value != "0"
            else 'INSERT INTO tallies (dim, "key", facet, value, n) SELECT 0, 0, 0, 0, count(*) FROM quotes'
        )


if __name__ == "__main__":
    print(*itertools.islice(make_corpus(sys.argv[1], int(sys.argv[2])).speaker_ids, 5), sep="\n")
