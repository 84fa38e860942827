"""Nothing is lost and nothing doubled by ten kills: the store is that of an undisturbed run. On both databases."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import func, select

from quotes.io.batches import keep_all
from quotes.store import Store, articles, open_store
from quotes.store import quotes as stored
from quotes.store.schema.tables import article_texts, superseded_quotes
from quotes.store.schema.tables import articles as articles_table
from tests.store.ingests_again import ingest_all
from tests.store.test_any_order import news
from tests.store.whole_store import told_of

ROOT = Path(__file__).parents[2]
ARTICLES, SEED, BATCH, KILLS = 36, 4, 2, 10


def test_ten_kills_lose_and_double_nothing(store: Store, database_url: str, tmp_path: Path) -> None:
    chance = random.Random(11)
    command = [sys.executable, "-m", "tests.store.ingests_again", database_url, *map(str, (ARTICLES, SEED, BATCH))]
    pipe = subprocess.PIPE
    hit, there = 0, 0
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as again:
        assert again.stdin is not None and again.stdout is not None
        for at in range(KILLS):
            again.stdin.write("\n")
            again.stdin.flush()
            child = int(again.stdout.readline())
            # some before anything is stored, most after a batch; at any moment of it
            line = again.stdout.readline() if at % 5 else ""
            time.sleep(chance.uniform(0, 0.04))
            if line != "ended\n":
                os.kill(child, signal.SIGKILL)
                hit += 1
                while line != "ended\n":
                    line = again.stdout.readline()
            before, there = there, whole_articles(store)
            assert there >= before, "what was stored stays"
        again.stdin.close()
    assert hit >= 3 and whole_articles(store) > 0
    made = news(ARTICLES, SEED)
    ingest_all(database_url, made, BATCH)
    assert whole_articles(store) == ARTICLES
    undisturbed = open_store(f"sqlite:///{tmp_path / 'undisturbed.db'}")
    keep_all(undisturbed, made)
    assert told_of(store) == told_of(undisturbed)
    undisturbed.close()


def whole_articles(store: Store) -> int:
    """How many articles there are, each of them whole and once, and what is counted of them right."""
    with store.read() as connection:
        listed, cursor = articles.page(connection, limit=1000)
        assert cursor is None
        assert all(len(stored.of_article(connection, one.id)) == one.quotes for one in listed)
        for table, number in ((articles_table, len(listed)), (article_texts, len(listed)), (superseded_quotes, 0)):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == number
        assert stored.total(connection) == len(list(stored.stream(connection))) == sum(one.quotes for one in listed)
    return len(listed)
