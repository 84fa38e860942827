"""When each name was first and last read is written down, whatever comes, gets another date and goes."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest

from quotes.io.batches import keep_all
from quotes.store import Store, articles, migrate, open_store
from quotes.store.schema.dates import DAY
from quotes.store.schema.speaker_tables import speaker_names
from quotes.store.speakers.context_evidence import days_of
from tests.store.earlier_versions import leave_as_version
from tests.store.people_made import extraction

_DAYS = (None, "1850-03-01", "2020-01-05", "2020-01-07", "2020-02-01", "2021-06-30")
_READ = """SELECT name_pk, minute, id FROM speaker_appearances JOIN articles ON articles.pk = article_pk"""
_KEPT = "SELECT pk, first_seen, last_seen FROM speaker_names WHERE articles > 0 ORDER BY pk"


def in_its_articles(store: Store) -> tuple[list[tuple[int, str, int | None]], dict[int, tuple[int, int]]]:
    """When each name is read in any article: as it is written down, and as days of those that have one."""
    read: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for pk, minute, article in store.rows(_READ, {}):
        read[pk].append((minute, article))
    kept, days = [], {}
    for pk, places in sorted(read.items()):
        dated = sorted(place for place in places if place[0])
        minute, article = dated[0] if dated else min(places)
        kept.append((pk, f"{minute or 9_999_999_999:010d} {article}", dated[-1][0] if dated else None))
        if dated:
            days[pk] = (dated[0][0] // DAY, dated[-1][0] // DAY)
    return kept, days


@pytest.mark.parametrize("seed", range(3))
def test_the_days_are_those_of_the_articles_that_are_there(seed: int, store: Store) -> None:
    rng = random.Random(seed)
    names = ("Ada Zelwer", "Ben Zelwer", "Zelwer", "Cora Dunham")
    for _ in range(8):
        some = [
            extraction(f"a{at}", rng.sample(names, rng.randint(1, 2)), published=rng.choice(_DAYS))
            for at in rng.sample(range(6), rng.randint(1, 3))
        ]
        keep_all(store, some)
        with store.write() as connection:
            articles.delete(connection, f"a{rng.randrange(6)}")
        kept, days = in_its_articles(store)
        assert store.rows(_KEPT, {}) == kept
        with store.read() as connection:
            every = set(connection.execute(speaker_names.select().with_only_columns(speaker_names.c.pk)).scalars())
            assert days_of(connection, every) == days


def test_a_store_of_an_earlier_version_gets_the_days(database_url: str) -> None:
    opened = open_store(database_url)
    keep_all(
        opened,
        [extraction(f"a{at}", ["Ada Zelwer"] * (at % 2) + ["Ben"], published=day) for at, day in enumerate(_DAYS)],
    )
    before = opened.rows(_KEPT, {})
    leave_as_version(
        "0019", opened, "ALTER TABLE speaker_names DROP COLUMN last_seen", "UPDATE speaker_names SET first_seen = 'x'"
    )
    migrate(database_url)
    again = open_store(database_url)
    assert again.rows(_KEPT, {}) == before == in_its_articles(again)[0]
    again.close()
