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

from api.formats.code import snippets
from tests.pages.conftest import Serve, seeded, serve

__all__ = ["seeded", "serve"]  # fixtures of the pages' tests, which read the seeds once

PAGE = (Path(__file__).parents[2] / "docs/from-your-language.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^```(sh|python|js|r)\n(.*?)^```", PAGE, re.M | re.S)[:4])
RUN = {"sh": ["sh", "-c"], "python": [sys.executable, "-c"], "js": ["node", "-e"], "r": ["Rscript", "-e"]}


@pytest.fixture(scope="module")
def client(serve: Serve) -> Iterator[httpx.Client]:
    with serve() as found:
        yield found


def run(language: str, code: str, folder: Path) -> str:
    """What a program in a language prints."""
    program = shutil.which(RUN[language][0])
    if program is None:
        pytest.skip(f"{RUN[language][0]} is not installed")
    if language == "js":  # top-level await is for modules
        code = f"(async () => {{\n{code}\n}})();"
    command = [program, *RUN[language][1:], code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, cwd=folder)
    return done.stdout


@pytest.mark.parametrize("language", sorted(RUN))
def test_an_example_prints_who_said_what_and_where(language: str, client: httpx.Client, tmp_path: Path):
    code = EXAMPLES[language].replace("http://127.0.0.1:8000", str(client.base_url).rstrip("/"))
    printed = run(language, code, tmp_path)
    found = client.get("/quotes", params={"speaker": "Lukashenko", "q": "country", "limit": 100}).json()["items"]
    assert found
    for quote in found:
        (line,) = [line for line in printed.splitlines() if quote["text"] in line]
        assert quote["speaker"]["name"] in line
        assert quote["article"]["outlet"] in line


ROWS = "import csv; print(len(list(csv.DictReader(open('quotes.csv', encoding='utf-8')))))"
# a language's name on the page, and a line that prints how many quotes the copied lines have read
COUNTED = {
    "sh": ("curl", f'{sys.executable} -c "{ROWS}"'),
    "js": ("JavaScript", "console.log(items.length);"),
    "python": ("Python", "print(len(table))"),
    "r": ("R", "cat(nrow(table))"),
}
HOSTILE = """it's "the $HOME" `id` & Łukasz"""


@pytest.mark.parametrize("language", sorted(RUN))
@pytest.mark.parametrize(("asked", "some"), [({"speaker": "Lukashenko"}, True), ({"q": HOSTILE}, False)])
def test_the_lines_to_copy_ask_what_the_page_asked(
    language: str, asked: dict[str, str], some: bool, client: httpx.Client, tmp_path: Path
):
    asked = {**asked, "limit": "100"}
    expected = len(client.get("/quotes", params=asked).json()["items"])
    name, count = COUNTED[language]
    lines = dict(snippets(f"{str(client.base_url).rstrip('/')}/quotes", asked.items()))[name]
    assert run(language, f"{lines}\n{count}", tmp_path).strip() == str(expected)
    assert bool(expected) is some
