"""Folders that are looked at again and again, and feeds that are ingested again and again."""

import os
import time

import pytest

from quotes.cli import ingest as command
from quotes.errors import BadInput
from quotes.io.ingest import ingest
from quotes.io.sources import Notes, Watch, read_paths
from quotes.models import Failure
from tests.io.make_files import BRIDGE, FILES
from tests.test_ingest import FirstLine, changes


def looked(watch):
    items = watch.look(Notes())
    return None if items is None else [item.id for item in items]


@pytest.fixture
def watch(tmp_path):
    # a clock ahead of the files: all of them have come to rest
    return Watch([str(tmp_path)], clock=lambda: time.time() + 60)


def test_each_file_is_read_once_and_again_when_it_changes(tmp_path, watch, monkeypatch):
    assert looked(watch) is None
    (tmp_path / "a.txt").write_text(BRIDGE)
    assert looked(watch) == ["a"]
    opened = []
    monkeypatch.setattr("quotes.io.sources.paths.read_stream", lambda source, name: opened.append(name) or iter(()))
    assert looked(watch) is None and opened == [], "what did not change is not even opened"
    monkeypatch.undo()
    (tmp_path / "b.txt").write_text(BRIDGE)
    assert looked(watch) == ["b"]
    (tmp_path / "a.txt").write_text(BRIDGE + " More.")
    assert looked(watch) == ["a"]
    (tmp_path / "a.txt").unlink()
    assert looked(watch) is None


def test_a_file_that_is_being_written_is_left_until_it_rests(tmp_path):
    now = time.time()
    watch = Watch([str(tmp_path)], clock=lambda: now)
    (tmp_path / "a.txt").write_text(BRIDGE)
    os.utime(tmp_path / "a.txt", (now - 0.2, now - 0.2))
    assert looked(watch) is None
    os.utime(tmp_path / "a.txt", (now - 5, now - 5))
    assert looked(watch) == ["a"]


def test_a_file_of_a_later_time_than_now_is_read_when_it_rests(tmp_path):
    """Another machine's clock is ahead, or this one's was put back: it was never read, and nobody was told."""
    later, timer = time.time() + 86_400, [100.0]
    watch = Watch([str(tmp_path)], timer=lambda: timer[0])
    for text in (BRIDGE, BRIDGE + " More."):
        (tmp_path / "a.txt").write_text(text)
        os.utime(tmp_path / "a.txt", (later, later))
        assert looked(watch) is None, "it may still be written to"
        timer[0] += 2
        assert looked(watch) == ["a"]
        timer[0] += 2
        assert looked(watch) is None


def test_what_is_wrong_is_said_once(tmp_path, watch):
    (tmp_path / "manifest.jsonl").write_text('{"file": "gone.txt"}\n')
    [failure] = watch.look(Notes())
    assert isinstance(failure, Failure)
    assert looked(watch) is None


@pytest.mark.parametrize("path", ["-", "file.txt", "https://ledger.example/"])
def test_only_folders_are_watched(path):
    with pytest.raises(BadInput, match="looks at folders"):
        Watch([path])


def test_the_command_looks_until_it_is_ended(tmp_path, watch, monkeypatch, capsys):
    given = []
    (tmp_path / "picture.png").write_text("x")
    looks = []

    def wait(seconds):
        looks.append(seconds)
        if len(looks) == 2:
            (tmp_path / "a.txt").write_text(BRIDGE)
        if len(looks) == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr(command.time, "sleep", wait)
    command.keep_looking(watch, lambda items: given.extend(items))
    assert [item.id for item in given] == ["a"]
    assert capsys.readouterr().err.count("1 file of kinds not read here") == 1, "it is said once"


def test_a_feed_that_is_ingested_again_is_not_read_again(sqlite_store):
    first = list(ingest(sqlite_store, FirstLine(), read_paths([FILES / "wordpress.rss"])))
    assert changes(first) == ["new", "new"]
    reader = FirstLine()
    again = list(ingest(sqlite_store, reader, read_paths([FILES / "wordpress.rss"])))
    assert changes(again) == ["same", "same"] and reader.read == []
