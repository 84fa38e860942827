"""A folder of parts: whole, in order, and completed by a second run that reads only what is left."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from quotes.errors import BadInput
from quotes.io import parts
from quotes.io.bulk import Item, Result
from quotes.io.export import article_line
from quotes.io.parts import Folder, kind_of
from quotes.io.sources import read_paths
from quotes.models import Document, Extraction, Failure, Quote, RawArticle, TextRange


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART_ARTICLES", 3)


def read(item: Item) -> Result:
    if isinstance(item, Failure):
        return item
    if not item.text:
        return Failure(item.id, "bad-input", "No words.")
    quote = Quote(id=f"q{item.id}", text=item.text, parts=(TextRange(0, len(item.text), item.text),), kind="direct")
    return Extraction(Document(str(item.id), item.text), (quote,), ())


class Reading:
    """Reads, remembers what it read, and dies after so many."""

    def __init__(self, most: int = 1_000) -> None:
        self.read: list[str | None] = []
        self.most = most

    def __call__(self, articles: Iterable[Item]) -> Iterator[Result]:
        for item in articles:
            if len(self.read) == self.most:
                raise KeyboardInterrupt
            self.read.append(item.id)
            yield read(item)


def articles(count: int) -> list[Item]:
    return [RawArticle(id=str(number), text=f"Words {number}") for number in range(count)]


def run(path: Path, some: Iterable[Item], most: int = 1_000, kind: str = "jsonl") -> list[str | None]:
    """What a run over `some` reads."""
    reading = Reading(most)
    for _ in Folder(path, kind_of(path.with_suffix(f".{kind}")), "auto").write(some, reading):
        pass
    return reading.read


def content(path: Path) -> bytes:
    return b"".join(part.read_bytes() for part in sorted(path.glob("part-*")))


def expected(some: Iterable[Item]) -> bytes:
    return b"".join(article_line(read(item)) for item in some)


@pytest.mark.parametrize("most", range(8))
def test_a_run_that_was_ended_anywhere_is_completed(tmp_path: Path, most: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, articles(8), most)
    assert len(run(tmp_path, articles(8))) == 8 - most // 3 * 3
    assert content(tmp_path) == expected(articles(8))
    assert run(tmp_path, articles(8)) == []
    assert not list(tmp_path.glob(".*"))


def test_a_manifest_that_was_cut_off_costs_one_part(tmp_path: Path) -> None:
    run(tmp_path, articles(8))
    manifest = tmp_path / parts.MANIFEST
    manifest.write_bytes(manifest.read_bytes()[:-9])
    assert run(tmp_path, articles(8)) == ["6", "7"]
    assert run(tmp_path, articles(8)) == []
    assert content(tmp_path) == expected(articles(8))


def test_a_part_that_is_missing_is_read_again(tmp_path: Path) -> None:
    run(tmp_path, articles(8))
    (tmp_path / "part-000001.jsonl").unlink()
    assert run(tmp_path, articles(8)) == ["3", "4", "5"]


def test_an_input_that_changed_is_read_where_it_changed(tmp_path: Path) -> None:
    run(tmp_path, articles(8))
    changed = articles(8)
    changed[4] = RawArticle(id="4", text="Other words")
    assert run(tmp_path, changed) == ["3", "4", "5"]
    assert run(tmp_path, changed[:4]) == ["3"]
    assert content(tmp_path) == expected(changed[:4])
    assert run(tmp_path, changed) == ["3", "4", "5", "6", "7"]
    assert content(tmp_path) == expected(changed)


def test_failures_are_kept_whole_and_can_be_read_again(tmp_path: Path) -> None:
    some = articles(5)
    some[1] = RawArticle(id="1", html="<p></p>", title="T", origin="/a/1.html", where="a/1.html")
    some[4] = Failure("4", "bad-input", "line 5: No words.", article={"id": "4", "titel": "Kept"})
    run(tmp_path, some)
    assert content(tmp_path) == expected(some)
    first, second = (json.loads(file.read_text()) for file in sorted(tmp_path.glob("failed-*.jsonl")))
    assert first["html"] == "<p></p>" and first["title"] == "T" and first["error"]["code"] == "bad-input"
    assert second["titel"] == "Kept"
    [again] = read_paths([str(tmp_path / "failed-000000.jsonl")])
    assert isinstance(again, RawArticle) and again.html == "<p></p>"
    folder = Folder(tmp_path, "jsonl", "auto")
    assert list(folder.write(some, Reading())) == []
    assert (folder.kept.articles, folder.kept.quotes, folder.kept.failures) == (5, 3, 2)


def test_parquet_parts_are_one_table(tmp_path: Path) -> None:
    from pyarrow import parquet

    run(tmp_path / "out", articles(8), kind="parquet")
    assert len(list((tmp_path / "out").glob("part-*.parquet"))) == 3
    table = parquet.read_table(sorted((tmp_path / "out").glob("part-*.parquet")))
    assert table.column("article_id").to_pylist() == [str(number) for number in range(8)]


def test_parts_of_another_kind_or_model_are_not_mixed(tmp_path: Path) -> None:
    run(tmp_path, articles(2))
    with pytest.raises(BadInput, match="give another folder"):
        Folder(tmp_path, "jsonl", "en_core_web_lg")
    with pytest.raises(BadInput, match="give another folder"):
        Folder(tmp_path, "parquet", "auto")


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(BadInput, match="is not empty"):
        Folder(tmp_path, "jsonl", "auto")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("written", [b"", b'{"quotes": "0.1'])
def test_a_run_that_ended_before_it_had_begun_is_gone_on_with(tmp_path: Path, written: bytes) -> None:
    """On a full disk the manifest is there without its head: that was "not empty and has no manifest.jsonl"."""
    (tmp_path / "manifest.jsonl").write_bytes(written)
    assert run(tmp_path, articles(3)) == ["0", "1", "2"]
    assert run(tmp_path, articles(3)) == []


def test_a_disk_that_fills_up_is_told_with_the_part_and_leaves_no_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(result: Result) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(parts.export, "article_line", full)
        with pytest.raises(OSError, match="No space left") as raised:
            run(tmp_path, articles(3))
    assert raised.value.filename == str(tmp_path / "part-000000.jsonl")
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.jsonl"]
    assert run(tmp_path, articles(3)) == ["0", "1", "2"]


def test_an_input_without_articles_takes_nothing_away(tmp_path: Path) -> None:
    """It is rather a disk that is not mounted than an archive that was emptied."""
    run(tmp_path / "out", articles(7))
    before = content(tmp_path / "out")
    assert run(tmp_path / "out", []) == []
    assert content(tmp_path / "out") == before


def test_a_damaged_manifest_is_said_to_be_so(tmp_path: Path) -> None:
    run(tmp_path / "out", articles(7))
    with (tmp_path / "out" / "manifest.jsonl").open("a") as file:
        file.write("words\n")
    with pytest.raises(BadInput, match="is damaged"):
        run(tmp_path / "out", articles(7))
