"""The examples of docs/from-your-language.md, each run by its own language against a real server with the seeds."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.pages.conftest import Serve, seeded, serve

__all__ = ["seeded", "serve"]  # fixtures of the pages' tests, which read the seeds once

PAGE = (Path(__file__).parents[2] / "docs/from-your-language.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^```(sh|python|js|r)\n(.*?)^```", PAGE, re.M | re.S)[:4])
RUN = {"sh": ["sh", "-c"], "python": [sys.executable, "-c"], "js": ["node", "-e"], "r": ["Rscript", "-e"]}


@pytest.fixture(scope="module")
def client(serve: Serve) -> Iterator[httpx.Client]:
    with serve() as found:
        yield found


@pytest.mark.parametrize("language", sorted(RUN))
def test_an_example_prints_who_said_what_and_where(language: str, client: httpx.Client):
    program = shutil.which(RUN[language][0])
    if program is None:
        pytest.skip(f"{RUN[language][0]} is not installed")
    code = EXAMPLES[language].replace("http://127.0.0.1:8000", str(client.base_url).rstrip("/"))
    if language == "js":  # top-level await is for modules
        code = f"(async () => {{\n{code}\n}})();"
    done = subprocess.run([program, *RUN[language][1:], code], capture_output=True, text=True, check=True, timeout=120)
    found = client.get("/quotes", params={"speaker": "Lukashenko", "q": "country", "limit": 100}).json()["items"]
    assert found
    for quote in found:
        (line,) = [line for line in done.stdout.splitlines() if quote["text"] in line]
        assert quote["speaker"]["name"] in line
        assert quote["article"]["outlet"] in line
