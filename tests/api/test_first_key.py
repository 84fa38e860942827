"""The key of the first start: made once, shown once, kept where only its owner reads it."""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from quotes.config import Settings
from quotes.errors import BadInput
from quotes.store.keys import key_file
from tests.api.test_proxy import environment, printed_key, quotes_serve


def command(folder: Path, *arguments: str, status: int = 0, **settings: str) -> str:
    """`quotes ...` to its end: what it printed, on either stream."""
    done = subprocess.run(
        [sys.executable, "-m", "quotes.cli", *arguments],
        cwd=folder, env=environment(folder, **settings), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == status, done.stderr
    return done.stdout + done.stderr


def test_the_first_start_shows_a_key_with_a_line_that_works_and_later_ones_only_its_place(tmp_path: Path) -> None:
    with quotes_serve(tmp_path, "--workers", "2") as (_, said):
        first, log = said()
        key = printed_key(first)
        line = next(line for line in first.splitlines() if line.lstrip().startswith("curl "))
        done = subprocess.run(
            [*shlex.split(line), "-s", "-o", os.devnull, "-w", "%{http_code}"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == "201"
    kept = tmp_path / "quotes.db.key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert kept.read_text() == key + "\n"
    assert key not in log and key not in (tmp_path / "err.txt").read_text()
    with quotes_serve(tmp_path) as (_, said):
        assert key not in "".join(said()) and str(kept) in said()[0]
    told = command(tmp_path, "keys")
    assert str(kept) in told and key not in told
    assert not list(tmp_path.glob("quotes.db.key.*")), "no draft is left behind"


def test_no_key_is_made_where_there_is_one(tmp_path: Path) -> None:
    command(tmp_path, "keys", "add", "desk")
    with quotes_serve(tmp_path) as (_, said):
        assert "quotes_" not in said()[0]
    command(tmp_path, "keys", "remove", "desk")
    with quotes_serve(tmp_path, QUOTES_API_KEY="k") as (_, said):
        assert "quotes_" not in said()[0]
    assert not list(tmp_path.glob("*.key"))


def test_of_many_that_start_at_once_one_makes_the_key(tmp_path: Path) -> None:
    path = tmp_path / "new" / "key"
    path.parent.mkdir()
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: key_file.make(path), range(40)))
    assert len({key for key, _ in made}) == 1
    assert sum(new for _, new in made) == 1
    assert list(path.parent.iterdir()) == [path]


def test_a_key_that_others_could_read_or_write_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "key"
    key_file.make(path)
    for mode in (0o640, 0o604, 0o620, 0o602):
        path.chmod(mode)
        with pytest.raises(BadInput, match="delete it and start again"):
            key_file.read(path)
    path.chmod(0o600)
    link = tmp_path / "link"
    link.symlink_to(path)
    with pytest.raises(BadInput):
        key_file.read(link)
    path.write_text("short")
    with pytest.raises(BadInput, match="holds no key"):
        key_file.read(path)


@pytest.mark.parametrize(
    ("url", "key", "place"),
    [
        ("sqlite:////data/news.db", None, "/data/news.db.key"),
        ("sqlite:////data/news.db", "/run/key", "/run/key"),
        ("postgresql+psycopg://anna:secret@db/news", None, "/conf/quotes/news-"),
        ("postgresql://anna:secret@db:x/../../news", None, "/conf/quotes/store-"),
    ],
)
def test_where_the_key_lies(monkeypatch: pytest.MonkeyPatch, url: str, key: str | None, place: str) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/conf")
    found = str(key_file.place(Settings(_env_file=None, database_url=url, key_file=key)))
    assert found.startswith(place) and "secret" not in found


def test_a_folder_that_cannot_be_written_to_leaves_reading_alone(tmp_path: Path) -> None:
    with quotes_serve(tmp_path, QUOTES_KEY_FILE="/proc/nowhere/key") as (_, said):
        assert "QUOTES_KEY_FILE" in said()[1] and "Traceback" not in said()[1]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "203.0.113.1"])
def test_local_writes_are_refused_beyond_loopback(tmp_path: Path, host: str) -> None:
    told = command(tmp_path, "serve", "--host", host, status=1, QUOTES_LOCAL_WRITES="true")
    assert told.startswith("quotes: QUOTES_LOCAL_WRITES") and told.count("\n") == 1


def test_beyond_loopback_a_public_address_is_asked_for(tmp_path: Path) -> None:
    for settings, warned in (({}, True), ({"QUOTES_BASE_URL": "https://q.example"}, False)):
        with quotes_serve(tmp_path, "--host", "0.0.0.0", **settings) as (_, said):
            assert ("QUOTES_BASE_URL" in said()[1]) is warned
