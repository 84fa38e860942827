"""The package as a user installs it: a wheel, no lock, and the pip that Python brings."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PATIENCE = 900  # seconds; a slow line downloads half a gigabyte in it
TEXT = "“The road is open again,” said Ann Lee, the mayor.\n"
HTML = "<html><body><article><p>“The road is open again,” said Ann Lee, the mayor.</p></article></body></html>"

pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The `bin` folder of a fresh environment that holds the wheel and what its metadata ask for."""
    here = tmp_path_factory.mktemp("install")
    python = here / "env" / "bin" / "python"
    _run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", here, ROOT)
    _run(sys.executable, "-m", "venv", here / "env")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "-q"]
    probe = [*pip, "download", "--no-deps", "--retries", "0", "--timeout", "15", "-d", here / "probe", "anyascii"]
    if subprocess.run(list(map(str, probe)), env=_environment(), capture_output=True, timeout=PATIENCE).returncode:
        shutil.rmtree(here)
        pytest.skip("the package index cannot be reached: connect to it, or name yours in PIP_INDEX_URL")
    [wheel] = here.glob("quotes-*.whl")
    # without a cache a mirror's wheels would be fetched at each run; with it only the first is slow
    _run(*pip, "install", "--no-compile", wheel)
    yield python.parent
    shutil.rmtree(here)


@pytest.mark.parametrize(("name", "content"), [("article.txt", TEXT), ("page.html", HTML)])
def test_extract_reads_text_and_html(installed: Path, tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    answer = json.loads(_run(installed / "quotes", "extract", "--format", "jsonl", tmp_path / name))
    assert [(q["text"], q["speaker"]["name"]) for q in answer["quotes"]] == [("The road is open again,", "Ann Lee")]


def test_the_server_reads_text_and_html(installed: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = _environment() | {
        "QUOTES_DATABASE_URL": f"sqlite:///{tmp_path / 'store.db'}",
        "XDG_CONFIG_HOME": str(tmp_path),
        "HOME": str(tmp_path),
    }
    with (tmp_path / "log").open("wb") as log:
        command = [str(installed / "quotes"), "serve", "--port", str(port)]
        server = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=log, stderr=log)
    try:
        _wait(f"http://127.0.0.1:{port}/ready", server, tmp_path / "log")
        for article in ({"text": TEXT}, {"html": HTML}):
            body = json.dumps(article).encode()
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/extract", body, {"Content-Type": "application/json"}
            )
            with urllib.request.urlopen(request, timeout=60) as answer:
                assert "Ann Lee" in answer.read().decode()
    finally:
        server.terminate()
        server.wait(20)


def _environment() -> dict[str, str]:
    """This process's environment without what would lead the fresh one to the checkout."""
    return {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV") and "QUOTES_" not in k}


def _run(*command: object) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd="/",
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=30):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(log.read_text())
