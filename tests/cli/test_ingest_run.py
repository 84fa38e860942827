"""A long `quotes ingest`: what it says of itself, interrupted, and tried again where it failed."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from quotes.cli import main
from quotes.cli.console import report, say
from quotes.cli.failed_articles import Aside
from quotes.cli.run_report import Run, duration, shown
from quotes.io.sources.number import number_of
from quotes.models import Failure
from tests.io.make_files import FILES

ARTICLE = "“It rained all day in the hills,” said Olga Mar, a farmer.\n"


def test_the_line_tells_rate_time_left_and_failures() -> None:
    now = [100.0]
    run = Run(expected=400, clock=lambda: now[0])
    assert run.line() == "0 articles, 0.0 a second, 0 quotes"
    now[0], run.articles, run.quotes = 104.0, 100, 720
    assert run.line() == "100 articles, 25 a second, about 12 s left, 720 quotes"
    run.failed, run.expected = 3, None
    assert run.line() == "100 articles, 25 a second, 3 failed, 720 quotes"


def test_the_time_left_of_a_run_that_goes_on_is_that_of_reading() -> None:
    """100,000 articles that were stored before pass in ten seconds; of those to be read there are ten a second."""
    now = [100.0]
    run = Run(expected=136_000, clock=lambda: now[0])
    for seconds in range(190):
        now[0] = 100.0 + seconds
        run.articles = 10_000 * seconds if seconds <= 10 else 100_000 + 10 * (seconds - 10)
        run.line()
        assert len(run._lately) <= 62
    assert run.line() == "101,790 articles, 10 a second, about 57 min left, 0 quotes"


def test_a_terminal_of_80_columns_shows_rate_time_left_and_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", terminal)
    run = Run(expected=1_000_000, articles=123_456, quotes=1_234_567, failed=1_012)
    run.began -= 3600
    with shown("Ingesting", run) as show:
        show()
    assert "123,456 articles, 34 a second, about 7.1 h left, 1,012 failed" in terminal.getvalue()


@pytest.mark.parametrize(("seconds", "read"), [(4, "4 s"), (600, "10 min"), (9000, "2.5 h")])
def test_a_time_is_short_to_read(seconds: float, read: str) -> None:
    assert duration(seconds) == read


def test_how_many_articles_there_are_is_told_where_it_is_quickly_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.jsonl").write_text("{}\n{}\n")
    assert number_of([tmp_path]) == 3
    assert number_of([tmp_path, "-"]) is None


@pytest.mark.parametrize(
    ("name", "content", "number"),
    [
        ("a.csv", 'text,title\n"Words, ""so"" to say\nand more",A\nWords,B\n', 2),
        ("a.csv", "text\nWords\nthe last line without an end", 2),
        ("a.csv", "text\n", 0),
        ("a.tsv", "text\ttitle\nWords\tA\n", 1),
        ("a.csv", 'text\n"never closed\n', None),
        ("a.eml", "From: a\n", 1),
        ("a.json", '[{"text": "Words"}]', None),
        ("a.csv.gz", "x", None),
        ("a.parquet", "no table", None),
        ("gone.csv", None, None),
    ],
)
def test_a_total_is_told_only_where_it_is_known(
    tmp_path: Path, name: str, content: str | None, number: int | None
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, newline="")
    assert number_of([tmp_path / name]) == number


def test_the_rows_of_a_parquet_file_are_in_its_last_bytes() -> None:
    assert number_of([FILES / "lake.parquet"]) == 2


@pytest.mark.parametrize("finished", [True, False])
def test_what_failed_is_replaced_only_when_all_was_tried(tmp_path: Path, finished: bool) -> None:
    kept = tmp_path / "failed.jsonl"
    kept.write_text("before\n")
    with Aside(None, kept) as aside:
        aside(Failure("a", "bad-input", "It is empty: send words.", 400, {"id": "a", "text": ""}))
        if finished:
            aside.finish()
    assert [path.name for path in tmp_path.iterdir()] == ["failed.jsonl"]
    if finished:
        assert json.loads(kept.read_text())["id"] == "a"
    else:
        assert kept.read_text() == "before\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="A full disk is /dev/full, as Linux has it.")
def test_a_full_disk_leaves_what_failed_before_and_is_told_with_the_file(tmp_path: Path) -> None:
    kept, half = tmp_path / "failed.jsonl", tmp_path / "failed.jsonl.new"
    kept.write_text("before\n")
    half.symlink_to("/dev/full")
    failure = Failure("a", "bad-input", "It is empty: send words.", 400, {"id": "a", "text": ""})
    with pytest.raises(OSError, match="No space left") as raised, Aside(None, kept) as aside:
        aside(failure)
    assert raised.value.filename == str(half)
    assert [path.name for path in tmp_path.iterdir()] == ["failed.jsonl"]
    assert kept.read_text() == "before\n"


def test_a_disk_that_fills_up_leaves_whole_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "failed.jsonl"
    with pytest.raises(OSError, match="No space left"), Aside(kept) as aside:
        aside(Failure("a", "bad-input", "It is empty: send words."))
        file = aside._file
        assert file is not None

        def some(line: str) -> int:
            os.write(file.fileno(), line[:20].encode())
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(aside, "_file", Mock(write=some, close=file.close))
        aside(Failure("b", "bad-input", "It is empty: send words."))
    assert [json.loads(line)["file"] for line in kept.read_text().splitlines()] == ["a"]


def ingest(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"QUOTES_DATABASE_URL": f"sqlite:///{folder / 'store.db'}"}
    command = [sys.executable, "-m", "quotes.cli", "ingest", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    )


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_stores_what_was_read_and_a_second_run_goes_on(tmp_path: Path, jobs: str) -> None:
    first = ingest(tmp_path, "-", "--failed", "failed.jsonl", "--jobs", jobs)
    assert first.stdin is not None and first.stderr is not None
    first.stdin.write(json.dumps({"id": "a", "text": ARTICLE}) + "\n" + json.dumps({"id": "b", "text": ""}) + "\n")
    first.stdin.flush()
    assert "b" in first.stderr.readline(), "both were looked at by now, the first one read"
    os.killpg(first.pid, signal.SIGINT)  # as a terminal does: its processes hear it too
    said, told = first.communicate(timeout=120)
    assert first.returncode == 130, told
    assert "killed" not in told and "Traceback" not in told
    assert "1 article (1 new)" in said
    assert "run the same command again" in told
    kept = tmp_path / "failed.jsonl"
    kept.write_text(kept.read_text() + json.dumps({"id": "c", "text": ARTICLE.replace("Olga", "Ivo")}) + "\n")
    again = ingest(tmp_path, "--since-failed", "failed.jsonl")
    said, told = again.communicate(timeout=120)
    assert again.returncode == 1 and "1 article (1 new)" in said
    assert "the store has 2 speakers" in told
    assert "2 articles (1 failed), 1 quote, " in told
    assert [json.loads(line)["id"] for line in kept.read_text().splitlines()] == ["b"]


def test_a_file_that_could_not_be_read_is_tried_again(tmp_path: Path) -> None:
    """What --failed keeps of it is its path; the file may have been mended since, and the list be called anything."""
    for name in ("cut", "gone"):
        (tmp_path / f"{name}.json").write_text('{"text": "')
    first = ingest(tmp_path, "cut.json", "gone.json", "--failed", "failed.txt")
    first.communicate(timeout=120)
    (tmp_path / "gone.json").unlink()
    (tmp_path / "cut.json").write_text(json.dumps({"id": "c", "text": ARTICLE}))
    said, told = ingest(tmp_path, "--since-failed", "failed.txt").communicate(timeout=120)
    assert "1 article (1 new)" in said
    assert "gone.json: there is no such file" in told
    [left] = [json.loads(line) for line in (tmp_path / "failed.txt").read_text().splitlines()]
    assert left["file"] == "gone.json" and left["error"]["code"] == "not-found"


def test_since_failed_of_no_file_makes_none(tmp_path: Path) -> None:
    tried = ingest(tmp_path, "--since-failed", "failed.jsonl")
    _, told = tried.communicate(timeout=60)
    assert tried.returncode == 1
    assert told == "quotes: failed.jsonl: there is no such file; --since-failed takes what --failed wrote.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("ingest in.jsonl --database sqlite:///q.db --failed gone/f.jsonl", "gone/f.jsonl: .*: make the folder"),
        ("extract in.jsonl --parts file", "file: .*: it is a file, and a folder is needed"),
        ("extract in.jsonl --parts file/parts", "file/parts: .*: a part of it is a file"),
        ("extract in.jsonl --output gone/x.jsonl", "gone/x.jsonl: .*: make the folder"),
    ],
)
def test_a_place_that_cannot_be_written_is_told_with_the_mend(
    words: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": ARTICLE}) + "\n")
    (tmp_path / "file").write_text("a reporter's own")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["quotes", *words.split()])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    [line] = capsys.readouterr().err.splitlines()
    assert re.match(f"quotes: {said}", line)


def test_an_id_does_nothing_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """An archive is others' words: an id could clear the screen, or say that all was stored."""
    hostile = "\x1b[2J\rquotes: 9 stored\n\u202eabc" + "x" * 5_000
    report(Failure(hostile, "bad-input", "It holds no text; send the words."))
    say(f"{hostile} is a revision.")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    for line in lines:
        assert line.isprintable() and len(line) < 400
        assert line.startswith("quotes: \\x1b[2J\\rquotes: 9 stored\\n\\u202eabc")
