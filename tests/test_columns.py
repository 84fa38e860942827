"""One set of columns: the documented ones, in every place that makes a table."""

import csv
import io
import re
from pathlib import Path

import pyarrow.parquet

from api.app import create_app
from quotes.io.columns import COLUMNS, TABLE, rows_of
from quotes.io.export import csv_cell, stored_rows, write
from quotes.models import RawArticle
from quotes.store import articles
from tests.api.conftest import made_settings
from tests.api.plain_extractor import PlainExtractor
from tests.api.serving import serving

ROOT = Path(__file__).parents[1]
ARTICLE = RawArticle(
    text="Rain fell.\nThe port closes at noon. “The harbour stays open,” Ana Lopez, the mayor, said. Nobody left."
    "\n“Why?”",
    id="a1",
    title="=Harbour",
    url="https://example.org/harbour",
    outlet="Example Times",
    author="Jo Writer",
    published="2024-01-02",
)
ONLY_STORED = ("speaker_id", "link")


def test_the_page_has_exactly_these_columns_with_their_types_and_meanings():
    page = (ROOT / "docs" / "columns.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", page, flags=re.MULTILINE)
    assert rows == [tuple(column) for column in TABLE]


def test_the_command_the_api_parquet_and_the_store_give_the_same_rows(sqlite_store):
    extraction = PlainExtractor().extract(ARTICLE)
    with sqlite_store.write() as connection:
        articles.save(connection, extraction)
    read = list(rows_of(extraction))
    with sqlite_store.read() as connection:
        stored = list(stored_rows(connection))
    assert len(read) == 2
    assert [tuple(row) for row in read + stored] == [COLUMNS] * 4
    for one, other in zip(read, sorted(stored, key=lambda row: row["start"]), strict=True):
        assert {**one, **dict.fromkeys(ONLY_STORED)} == {**other, **dict.fromkeys(ONLY_STORED)}
    said = read[0]
    assert (said["context_before"], said["context_after"]) == (
        "The port closes at noon. “",
        ",” Ana Lopez, the mayor, said. Nobody left.",
    )
    assert said["author"] == "Jo Writer" and said["source"].startswith("https://example.org/harbour#:~:text=")
    for name in ("mention", "cue"):
        assert ARTICLE.text[said[f"{name}_start"] : said[f"{name}_end"]] == said[name]
    assert ARTICLE.text[said["start"] : said["end"]] == said["text"]

    with serving(create_app(made_settings(), store=sqlite_store, extractor=PlainExtractor())) as client:
        base = str(client.base_url).rstrip("/")
        for query in ("format=csv&sort=published", "format=csv&sort=published&limit=10"):
            table = list(csv.DictReader(io.StringIO(client.get(f"/quotes?{query}").text)))
            linked = [{**row, "link": f"{base}/quotes/{row['id']}"} for row in stored]
            assert [tuple(row) for row in table] == [COLUMNS] * 2
            assert table == [
                {name: "" if value is None else str(csv_cell(value)) for name, value in row.items()} for row in linked
            ]
    file = io.BytesIO()
    assert write(iter(stored), file, "parquet") == 2
    assert pyarrow.parquet.read_table(file).to_pylist() == stored
