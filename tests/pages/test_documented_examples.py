"""What the pages of documentation show finds something in the seeds, and says what is really there."""

from __future__ import annotations

import re
import shlex
from html import unescape
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from quotes.cli import app
from quotes.config import settings

ROOT = Path(__file__).parents[2]
PAGES = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
}
ADDRESSES = sorted(
    {
        (name, unescape(found))
        for name, text in PAGES.items()
        for found in re.findall(
            r"(?:127\.0\.0\.1:8000|`(?:GET )?)(/(?:quotes|speakers|articles|feeds|embed)[^\s'\"`)>]*)", text
        )
        if "?" in found and not re.search(r"cursor=|\.\.\.|[{&]$|=$|=[A-Z]\b", found)
    }
)
CARDS = [
    (name, *found)
    for name, text in PAGES.items()
    for found in re.findall(r"quotes/(q[0-9a-f]{16})\"[^>]*>\s*<blockquote><p>“(.+?)”", text)
]
IDS = sorted({(name, found) for name, text in PAGES.items() for found in re.findall(r"\bq[0-9a-f]{16}\b", text)})
SEARCHES = sorted(
    {
        (name, line.split("#")[0].strip())
        for name, text in PAGES.items()
        for line in re.findall(r"(?:^|`)(quotes (?:search|export) [^`\n]+)", text, flags=re.MULTILINE)
        if not line.startswith("quotes export --format")
    }
)


def test_there_are_examples() -> None:
    assert ADDRESSES and CARDS and IDS and SEARCHES


@pytest.mark.parametrize(("name", "address"), ADDRESSES)
def test_an_address_finds_something(client: httpx.Client, name: str, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    if "json" in answer.headers["content-type"]:
        assert answer.json()["items"], f"{name}: {address}"
    assert "Nothing fits" not in answer.text


@pytest.mark.parametrize(("name", "quote", "words"), CARDS)
def test_a_cards_fallback_is_the_quote_it_shows(client: httpx.Client, name: str, quote: str, words: str) -> None:
    assert client.get(f"/quotes/{quote}").json()["text"] == unescape(words), name


@pytest.mark.parametrize(("name", "quote"), IDS)
def test_an_id_is_one_of_the_seeds(client: httpx.Client, name: str, quote: str) -> None:
    assert quote == "q0123456789abcdef" or client.get(f"/quotes/{quote}").status_code == 200


@pytest.mark.parametrize(("name", "command"), SEARCHES)
def test_a_search_finds_something(
    seeded: tuple[Path, object], name: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUOTES_DATABASE_URL", f"sqlite:///{seeded[0]}")
    settings.cache_clear()
    done = CliRunner().invoke(app, shlex.split(command)[1:], catch_exceptions=False)
    settings.cache_clear()
    assert done.exit_code == 0, done.output
    assert done.output.strip() and not done.output.startswith(("quotes: 0 ", "No quote")), f"{name}: {command}"
