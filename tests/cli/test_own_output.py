"""A command never reads what it writes: not in a folder that holds both, and not where a file is named for both."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quotes.io.sources import Notes, Options, Watch

BROKEN = '{"id": "one", "text": ""}\n'


def run(folder: Path, *arguments: str, to: str | None = None) -> subprocess.CompletedProcess[str]:
    """`quotes ...` in a folder, its output in a file of that folder where `to` names one."""
    environment = os.environ | {"QUOTES_DATABASE_URL": "sqlite:///store.db"}
    with (folder / (to or os.devnull)).open("a") as out:
        return subprocess.run(
            [sys.executable, "-m", "quotes.cli", *arguments],
            cwd=folder, env=environment, stdout=out, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "to", "written"),
    [
        (("extract", "."), "z.jsonl", "z.jsonl"),
        (("extract", ".", "-o", "z.jsonl"), None, "z.jsonl"),
        (("extract", ".", "--parts", "z"), None, "z/part-000000.jsonl"),
        (("ingest", ".", "--failed", "z.jsonl"), None, "z.jsonl"),
    ],
)
def test_a_folder_may_hold_what_is_written(
    tmp_path: Path, arguments: tuple[str, ...], to: str | None, written: str
) -> None:
    (tmp_path / "a.jsonl").write_text(BROKEN)
    for _ in range(2):
        done = run(tmp_path, *arguments, to=to)
        assert done.returncode == 1
        [line] = (tmp_path / written).read_text().splitlines()[-1:]
        assert json.loads(line)["id"] == "one"
    assert len((tmp_path / written).read_text().splitlines()) == (2 if to else 1), "a shell's >> keeps both runs"


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract", "a.jsonl", "-o", "./a.jsonl"),
        ("extract", "z/part-000000.jsonl", "--parts", "z"),
        ("ingest", "a.jsonl", "--failed", "a.jsonl"),
    ],
)
def test_what_is_read_is_not_written_over(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "a.jsonl").write_text(BROKEN)
    done = run(tmp_path, *arguments)
    assert done.returncode == 1
    assert done.stderr == f"quotes: {arguments[1]} would be read and written at once: name another place to write to.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]
    assert (tmp_path / "a.jsonl").read_text() == BROKEN


def test_a_file_that_its_own_output_goes_to_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(BROKEN)
    assert "a.jsonl would be read and written" in run(tmp_path, "extract", "a.jsonl", to="a.jsonl").stderr
    assert (tmp_path / "a.jsonl").read_text() == BROKEN


def test_a_watched_folder_is_looked_at_without_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    for name in ("own.txt", "theirs.txt", "inside/more.txt"):
        (tmp_path / name).write_text("Words.")
    watched = Watch([str(tmp_path)], Options(passes=lambda path: path.name != "own.txt"), clock=lambda: 4_000_000_000.0)
    looked = watched.look(Notes())
    assert looked is not None and len(list(looked)) == 2
    (tmp_path / "inside" / "late.txt").write_text("Words.")
    looked = watched.look(Notes())
    assert looked is not None and len(list(looked)) == 1


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_streams_that_are_closed_are_no_fault(tmp_path: Path, closed: tuple[int, ...]) -> None:
    """As `quotes ingest ... 2>&-` has them."""
    (tmp_path / "a.jsonl").write_text('{"id": "one", "text": "“We stay,” said Ann Lee."}\n')
    closing = " ".join(f"{stream}>&-" for stream in closed)
    command = f'"{sys.executable}" -m quotes.cli ingest a.jsonl --database sqlite:///store.db {closing}'
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0 and b"Traceback" not in done.stderr
    again = run(tmp_path, "ingest", "a.jsonl", to="said.log")
    assert again.returncode == 0 and "1 same" in (tmp_path / "said.log").read_text()


def test_a_closed_standard_input_is_empty(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m quotes.cli extract - <&-'
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, timeout=60, check=False, text=True)
    assert done.returncode == 1 and done.stderr.startswith("quotes: standard input: it is empty")
