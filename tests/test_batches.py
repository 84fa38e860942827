"""Articles stored many in one transaction: each whole or not at all, a bad one alone, the same as one by one."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from quotes.errors import StoreUnavailable
from quotes.io.batches import keep_all
from quotes.io.ingest import Batch, Ingested, ingest
from quotes.io.patience import Patience
from quotes.models import Extraction, Failure, RawArticle
from quotes.store import Store, articles, open_store
from quotes.store import quotes as stored
from tests.store.articles_made import article, everything, put, words
from tests.test_ingest import FirstLine, changes

ROOT = Path(__file__).parents[1]


def some(number: int) -> list[RawArticle]:
    return [RawArticle(text=f"Words {n}\nAnn Lee", id=f"a{n}") for n in range(number)]


@pytest.mark.parametrize("size", [1, 3, 50])
@pytest.mark.parametrize("aside", [False, True])
def test_each_article_answers_in_its_place_whatever_the_batch(sqlite_store: Store, size: int, aside: bool) -> None:
    list(ingest(sqlite_store, FirstLine(), some(2)[1:]))
    given = [*some(5), RawArticle(text="unreadable"), RawArticle(text="  "), *some(7)[4:]]
    seen: list[Ingested | Failure] = []
    batch = Batch(articles=size, aside=aside)
    done = list(ingest(sqlite_store, FirstLine(), given, progress=seen.append, batch=batch))
    assert changes(done) == ["new", "same", *["new"] * 3, "bad-input", "bad-input", "same", "new", "new"]
    assert sorted(map(repr, seen)) == sorted(map(repr, done))
    assert len(everything(sqlite_store, limit=50)) == 7


def test_a_batch_is_one_write(store: Store) -> None:
    version = int(store.version().rpartition("-")[2])
    kept = keep_all(store, [article(f"a{n}", (f"Words {n}", "Ann Lee")) for n in range(9)])
    assert changes(kept) == ["new"] * 9
    assert int(store.version().rpartition("-")[2]) == version + 1
    again = keep_all(store, [article(f"a{n}", (f"Words {n}", "Ann Lee")) for n in range(9)])
    assert changes(again) == ["same"] * 9
    assert int(store.version().rpartition("-")[2]) == version + 1, "nothing was written"


def test_a_bad_article_fails_alone(store: Store) -> None:
    put(store, article("one", ("Word", "Ann Lee"), url="https://x.test/1"), article("two", ("Word", "Ann Lee")))
    given = [article(f"a{n}", (f"Words {n}", "Ann Lee")) for n in range(7)]
    given[3] = article("two", ("Other", "Ann Lee"), url="https://x.test/1")  # two articles' id and address
    kept = keep_all(store, given)
    assert changes(kept) == ["new"] * 3 + ["conflict"] + ["new"] * 3
    with store.read() as connection:
        assert articles.count(connection) == 8
        assert stored.total(connection) == 8


def test_one_article_twice_in_a_batch_is_one(store: Store) -> None:
    given = [article("a", ("Word", "Ann Lee")), article("b", ("Word", "Ann Lee")), article("a", ("New", "Ann Lee"))]
    assert changes(keep_all(store, given)) == ["new", "new", "revised"]
    assert sorted(row.article_id for row in everything(store)) == ["a", "b"]


def test_what_waits_is_stored_in_time(sqlite_store: Store) -> None:
    """Who pipes articles in and pauses finds the ones before in the store."""
    there = threading.Event()

    def piped() -> Iterator[RawArticle]:
        yield from some(3)
        there.wait(30)

    def look() -> None:
        while len(everything(sqlite_store)) < 3:
            time.sleep(0.01)
        there.set()

    looking = threading.Thread(target=look)
    looking.start()
    done = list(ingest(sqlite_store, FirstLine(0), piped(), batch=Batch(articles=64, seconds=0.01)))
    looking.join()
    assert there.is_set() and changes(done) == ["new"] * 3


def test_an_interrupted_run_stores_what_was_read(sqlite_store: Store) -> None:
    def interrupted() -> Iterator[RawArticle]:
        yield from some(3)
        raise KeyboardInterrupt

    seen: list[Ingested | Failure] = []
    with pytest.raises(KeyboardInterrupt):
        list(ingest(sqlite_store, FirstLine(0), interrupted(), progress=seen.append, batch=Batch()))
    assert changes(seen) == ["new"] * 3
    assert len(everything(sqlite_store)) == 3


def test_a_store_that_is_away_is_waited_for_with_the_batch(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    save = articles.save_all

    def away(*arguments: object, **named: object) -> object:
        if len(told) < 2:
            raise StoreUnavailable("It is away.")
        return save(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(articles, "save_all", away)
    patience = Patience(60, told.append, lambda _: None)
    assert changes(ingest(sqlite_store, FirstLine(0), some(9), patience=patience, batch=Batch())) == ["new"] * 9
    assert len(told) == 2
    told.clear()
    with pytest.raises(StoreUnavailable, match="run the same command again"):
        list(ingest(sqlite_store, FirstLine(0), [RawArticle(text="More")], patience=Patience(0), batch=Batch()))


def test_what_a_batch_stored_before_the_disk_was_full_is_told(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = articles.save_all

    def full(connection: Connection, extractions: Sequence[Extraction], **named: Any) -> object:
        if len(extractions) > 4 or len(everything(sqlite_store)) >= 3:
            raise StoreUnavailable("The disk is full.")
        return save(connection, extractions, **named)

    monkeypatch.setattr(articles, "save_all", full)
    seen: list[Ingested | Failure] = []
    given = [Failure("broken", "bad-input", "It is broken."), *some(9)]
    with pytest.raises(StoreUnavailable, match="run the same command again"):
        list(ingest(sqlite_store, FirstLine(0), given, progress=seen.append, patience=Patience(0), batch=Batch()))
    stored = [one.id for one in seen if isinstance(one, Ingested)]
    assert len(stored) == len(everything(sqlite_store)) == 3
    assert len(seen) == 4


WRITE = """
import sys
from quotes.io.batches import keep_all
from quotes.store import open_store
from tests.store.articles_made import article
store = open_store(sys.argv[1])
for batch in range(200):
    said = [(f"Word {place} is said", "Ann Lee") for place in range(5)]
    given = [article(f"{batch}-{n}", *said, published="2020-08-09") for n in range(10)]
    assert all(one.change in ("new", "same") for one in keep_all(store, given))
    print(batch, flush=True)
"""


def test_killed_in_the_middle_it_loses_the_batch_under_way_and_doubles_nothing(
    sqlite_template: Path, tmp_path: Path
) -> None:
    shutil.copyfile(sqlite_template, tmp_path / "store.db")
    url = f"sqlite:///{tmp_path / 'store.db'}"
    done = 0
    for attempt in range(3):
        process = subprocess.Popen([sys.executable, "-c", WRITE, url], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        for _ in range(done + 1 + attempt):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate(timeout=60)
        done += 1 + attempt + len(rest.split())
        store = open_store(url)
        with store.read() as connection:
            listed = articles.page(connection, limit=10_000).rows
            assert 10 * done <= len(listed) <= 10 * (done + 1) and len(listed) % 10 == 0
            assert all(len(stored.of_article(connection, one.id)) == one.quotes == 5 for one in listed)
            assert stored.total(connection) == 5 * len(listed) == len(list(stored.stream(connection)))
        store.close()


@pytest.mark.parametrize("aside", [False, True])
def test_of_one_id_twice_in_the_input_the_later_stays_however_often_it_comes(sqlite_store: Store, aside: bool) -> None:
    """The second is what is stored until the first is: looked over ahead of that, it seemed to be there already."""
    given = [RawArticle(text=f"{said}\nAnn Lee", id="a") for said in ("Earlier", "Later")]
    for _ in range(2):
        list(ingest(sqlite_store, FirstLine(), given, batch=Batch(aside=aside)))
        assert words(everything(sqlite_store)) == ["Later"]
