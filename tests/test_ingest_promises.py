"""What docs/operating.md says that ingest promises."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from quotes.cli.failed_articles import Aside, to_try
from quotes.errors import BadInput, StoreDamaged, StoreUnavailable
from quotes.io.ingest import Batch, Ingested, ingest, keep
from quotes.io.patience import Patience
from quotes.io.sources import Notes, Options, read_paths
from quotes.models import Failure, RawArticle
from quotes.store import Store, articles, open_store
from quotes.text.clean import to_document
from quotes.text.dates import parse_published
from tests.databases import HOW_TO_GET_IT, PostgresServer, binaries
from tests.test_ingest import FirstLine, changes

SEEDS = Path(__file__).parents[1] / "seeds"


def read(store: Store, *paths: Path) -> list[str]:
    return changes(ingest(store, FirstLine(), read_paths(paths)))


def texts(store: Store) -> list[str]:
    with store.read() as connection:
        return sorted(articles.text(connection, one.id) or "" for one in articles.page(connection).rows)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for outlet in ("bbc", "cnn"):
        folder = tmp_path / "c" / outlet
        folder.mkdir(parents=True)
        (folder / "article.txt").write_text(f"Words of {outlet}\nAnn Lee", encoding="utf-8")
    return tmp_path / "c"


BOTH = ["Words of bbc\nAnn Lee", "Words of cnn\nAnn Lee"]


def test_files_of_one_name_are_two_articles_however_they_are_named(sqlite_store: Store, corpus: Path) -> None:
    assert read(sqlite_store, corpus / "bbc") + read(sqlite_store, corpus / "cnn") == ["new", "new"]
    assert texts(sqlite_store) == BOTH
    files = sorted(corpus.glob("*/article.txt"))
    for again in (files, [corpus], [corpus / "bbc" / ".." / "cnn"]):
        assert set(read(sqlite_store, *again)) == {"same"}, again
    assert texts(sqlite_store) == BOTH


def test_files_of_one_name_in_one_run_are_two_articles(sqlite_store: Store, corpus: Path) -> None:
    assert read(sqlite_store, *sorted(corpus.glob("*/article.txt"))) == ["new", "new"]
    assert texts(sqlite_store) == BOTH


def test_a_file_that_changed_is_a_revision_and_one_that_moved_is_the_same(sqlite_store: Store, corpus: Path) -> None:
    read(sqlite_store, corpus)
    moved = corpus.rename(corpus.parent / "moved")
    assert read(sqlite_store, moved) == ["same", "same"]
    corpus.mkdir()
    (moved / "bbc").rename(corpus / "bbc")
    (corpus / "bbc" / "article.txt").write_text("Other words\nAnn Lee", encoding="utf-8")
    assert read(sqlite_store, corpus) == ["revised"]
    assert texts(sqlite_store) == ["Other words\nAnn Lee", BOTH[1]]


def test_a_store_from_before_keeps_its_ids_and_gets_nothing_twice(sqlite_store: Store, corpus: Path) -> None:
    for name, words in (("article", BOTH[0]), ("cnn-article", BOTH[1])):
        document = to_document(RawArticle(text=words, id=name))
        [done] = [keep(sqlite_store, FirstLine().extract(document))]
        assert isinstance(done, Ingested)
        assert done.id == name
    assert read(sqlite_store, corpus / "bbc", corpus) == ["same", "same", "same"]
    (corpus / "cnn" / "article.txt").write_text("Rewritten\nAnn Lee", encoding="utf-8")
    assert read(sqlite_store, corpus / "cnn") == ["new"], (
        "nobody knows that it is the same file: nothing is overwritten"
    )
    assert texts(sqlite_store) == ["Rewritten\nAnn Lee", *BOTH]


def test_the_same_words_in_two_outlets_are_two_articles(sqlite_store: Store) -> None:
    copies = [RawArticle(text="Wire words\nAnn Lee", outlet=outlet) for outlet in ("BBC", "CNN")]
    assert changes(ingest(sqlite_store, FirstLine(), copies)) == ["new", "new"]
    assert changes(ingest(sqlite_store, FirstLine(), [*copies, RawArticle(text=copies[0].text)])) == ["same"] * 3
    with sqlite_store.read() as connection:
        assert articles.outlet_names(connection) == ["BBC", "CNN"]


# ---- one article costs one article

DAMAGED = (
    "20 Nov 2020 10:00 +4021111111100",
    "Sat, 15 Aug 99999 10:00:00 +0200",
    "0001-01-01T00:00:00+05:00",
    "9999-12-31T23:59:59-05:00",
    "yesterday",
)
STARTS = ("Sat, 15 Aug 2020 10:00:00 +0200", "2020-08-15T10:00:00Z", "20 Nov 2020 10:00 +0000", "2020-W33-6T10")
SIGNS = "0123456789:+-., TZWaugN/()\u0661\x00\ud800"


def damaged_dates(number: int, seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    for _ in range(number):
        date = list(chance.choice(STARTS))
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(date) + 1)
            date[at : at + chance.randint(0, 2)] = chance.choices(SIGNS, k=chance.randint(0, 12))
        yield "".join(date)


@pytest.mark.parametrize("written", DAMAGED)
def test_an_unreadable_date_costs_the_date(sqlite_store: Store, written: str) -> None:
    [done] = ingest(sqlite_store, FirstLine(), [RawArticle(text="Words\nAnn Lee", id="a", published=written)])
    assert isinstance(done, Ingested)
    assert (done.change, done.unread_date) == ("new", written)


def test_no_date_raises_anything_but_that_it_cannot_be_read() -> None:
    good = 0
    for written in damaged_dates(20_000, seed=11):
        try:
            good += parse_published(written) is not None
        except BadInput:
            continue
    assert good > 100, "some of them are dates still"


def test_a_fault_in_one_article_is_its_own_and_the_article_is_kept_whole(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quotes.io import ingest as module

    def document(raw: RawArticle, **about: object) -> object:
        if raw.id == "b":
            raise OverflowError("days=2000000000")
        return to_document(raw)

    monkeypatch.setattr(module, "to_document", document)
    given = [RawArticle(html=f"<p>Words {name}</p>", id=name, title="T", published="?") for name in "abc"]
    a, b, c = ingest(sqlite_store, FirstLine(), given)
    assert isinstance(a, Ingested)
    assert isinstance(c, Ingested)
    assert isinstance(b, Failure)
    assert b.article == {"html": "<p>Words b</p>", "id": "b", "title": "T", "published": "?"}


def test_what_failed_is_read_again(sqlite_store: Store, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("unreadable\nAnn Lee", encoding="utf-8")
    [failed] = ingest(sqlite_store, FirstLine(), read_paths([tmp_path / "bad.txt"]))
    assert isinstance(failed, Failure)
    assert failed.article is not None
    kept = tmp_path / "failed.jsonl"
    kept.write_text(json.dumps({**failed.article, "error": failed.as_dict()["error"]}).replace("unreadable", "mended"))
    assert read(sqlite_store, kept) == ["new"]
    (tmp_path / "bad.txt").write_text("mended\nAnn Lee", encoding="utf-8")
    assert read(sqlite_store, tmp_path / "bad.txt") == ["same"], "under the id that the file itself has"


@pytest.mark.parametrize("line", ["{broken json", "[1, 2]", '"just a text"', "null", "7", "{}{}"])
def test_a_line_that_is_no_article_is_kept_whole_and_tried_again_where_it_is_mended(tmp_path: Path, line: str) -> None:
    file, kept = tmp_path / "news.jsonl", tmp_path / "failed.jsonl"
    file.write_text(f'{{"text": "Words"}}\n{line}\n', encoding="utf-8")
    _, failed = read_paths([file])
    for _ in range(2):
        assert isinstance(failed, Failure)
        assert failed.article == {"line": line}
        assert "this is not one JSON object" in failed.message
        kept.write_text(json.dumps({**failed.article, "error": failed.as_dict()["error"]}), encoding="utf-8")
        [failed] = read_paths([kept])
    kept.write_text(json.dumps({"line": '{"text": "Mended"}', "error": {}}), encoding="utf-8")
    [mended] = read_paths([kept])
    assert isinstance(mended, RawArticle)
    assert mended.text == "Mended"


def test_what_was_not_kept_stays_what_it_was_however_often_it_is_tried(tmp_path: Path) -> None:
    """Of a line that is too long there is its place and the reason, which the second try took for an article."""
    file, kept = tmp_path / "news.jsonl", tmp_path / "failed.jsonl"
    file.write_text('{"text": "%s"}\n' % ("x" * 2_000))
    with Aside(kept) as aside:
        for failure in read_paths([file], max_bytes=1_000):
            assert isinstance(failure, Failure)
            aside(failure)
    before = kept.read_text()
    with Aside(None, kept) as aside:
        for failure in to_try(kept, Options(), Notes()):
            assert isinstance(failure, Failure)
            assert f"{file} line 1" in failure.message
            aside(failure)
        aside.finish()
    assert kept.read_text() == before


def test_an_empty_file_is_read_again_when_it_has_words(sqlite_store: Store, tmp_path: Path) -> None:
    file, kept = tmp_path / "late.txt", tmp_path / "failed.jsonl"
    file.write_text("\n")
    with Aside(kept) as aside:
        [failed] = ingest(sqlite_store, FirstLine(), read_paths([file]))
        assert isinstance(failed, Failure)
        aside(failed)
    file.write_text("words\nAnn Lee")
    [again] = to_try(kept, Options(), Notes())
    assert isinstance(again, RawArticle)
    assert again.text == "words\nAnn Lee"


# ---- a database in trouble

SOME = [RawArticle(text=f"Words {n}\nAnn Lee", id=f"a{n}") for n in range(20)]


def test_the_pauses_grow_and_end_at_the_stated_time() -> None:
    now, pauses, told = [0.0], [], []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        now[0] += seconds

    def away() -> None:
        raise StoreUnavailable("It is away.")

    with pytest.raises(StoreUnavailable, match="run the same command again"):
        Patience(20, told.append, sleep, lambda: now[0]).until(away)
    assert pauses == [1, 2, 4, 8, 5]
    assert len(told) == 5


def test_a_full_sqlite_file_ends_the_run_with_the_rest_unread(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'full.db'}")
    reader, done = FirstLine(ahead=0), []
    with store.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    from sqlalchemy import event

    event.listen(store.engine, "checkout", lambda raw, *_: raw.execute(f"PRAGMA max_page_count={pages + 40}").close())
    given = [RawArticle(text=f"Words {n} " + "x" * 9000 + "\nAnn Lee", id=f"a{n}") for n in range(20)]
    with pytest.raises(StoreUnavailable, match="full"):
        for one in ingest(store, reader, given, patience=Patience(0.05)):
            done.append(one)  # noqa: PERF402 - what came before the end is wanted
    assert 0 < len(done) < 20
    assert len(reader.read) <= len(done) + 2
    store.close()
    assert changes(ingest(open_store(f"sqlite:///{tmp_path / 'full.db'}"), FirstLine(), given)) == [
        *["same"] * len(done),
        *["new"] * (20 - len(done)),
    ]


def test_a_damaged_sqlite_file_ends_the_run_at_once_with_a_sentence(tmp_path: Path) -> None:
    """Each article was read for nothing, and a fault of ours was reported with a traceback of thousands of lines."""
    file = tmp_path / "quotes.db"
    store = open_store(f"sqlite:///{file}")
    assert all(isinstance(one, Ingested) for one in ingest(store, FirstLine(), SOME))
    store.close()
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE tbl_name = 'articles' AND rootpage"
        ).fetchall()
        [size] = connection.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as pages:
        for (page,) in rows:
            pages.seek((page - 1) * size)
            pages.write(b"\x55" * size)
    store = open_store(f"sqlite:///{file}")
    taken = []

    def more() -> Iterator[RawArticle]:
        for number in range(2_000):
            taken.append(number)
            yield RawArticle(text=f"More words {number}\nAnn Lee", id=f"m{number}")

    def waited(seconds: float) -> None:
        raise AssertionError("no waiting mends it")

    try:
        with pytest.raises(StoreDamaged, match="put a backup in its place"):
            list(ingest(store, FirstLine(), more(), patience=Patience(60, sleep=waited), batch=Batch()))
    finally:
        store.close()
    assert len(taken) < 500


def test_what_is_no_store_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("Notes of a reporter.\n" * 99)
    with pytest.raises(StoreDamaged, match="or is no store"):
        open_store(f"sqlite:///{tmp_path / 'notes.db'}")
    assert (tmp_path / "notes.db").read_text() == "Notes of a reporter.\n" * 99


def test_a_locked_sqlite_file_is_waited_for(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'locked.db'}")
    from sqlalchemy import event

    event.listen(store.engine, "checkout", lambda raw, *_: raw.execute("PRAGMA busy_timeout=10").close())
    locker = sqlite3.connect(tmp_path / "locked.db", isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    told: list[str] = []

    def sleep(_: float) -> None:
        if len(told) == 2:
            locker.execute("ROLLBACK")

    assert changes(ingest(store, FirstLine(), SOME, patience=Patience(60, told.append, sleep))) == ["new"] * 20
    assert len(told) == 2
    locker.close()
    store.close()


@pytest.mark.skipif(binaries() is None, reason=HOW_TO_GET_IT)
def test_a_postgresql_that_is_stopped_and_started_is_waited_for() -> None:
    folder = binaries()
    assert folder is not None
    server = PostgresServer(folder)
    try:
        store = open_store(server.create(), migrate=True)
        told: list[str] = []

        def sleep(_: float) -> None:
            if len(told) == 2:
                server.start()

        seen: list[Ingested | Failure] = []
        for one in ingest(store, FirstLine(0), SOME, patience=Patience(60, told.append, sleep)):
            seen.append(one)
            if len(seen) == 5:
                server.halt()
        assert changes(seen) == ["new"] * 20
        assert len(told) == 2
        reader = FirstLine(0)
        server.halt()
        with pytest.raises(StoreUnavailable, match="run the same command again"):
            list(ingest(store, reader, [RawArticle(text="More", id="b"), *SOME], patience=Patience(0)))
        assert reader.read == []
        store.close()
    finally:
        server.stop()
