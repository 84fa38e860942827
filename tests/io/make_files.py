"""Writes tests/io/files anew: the files of newsrooms and analysts, each as the program that makes it writes it.

python -m tests.io.make_files
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import datetime
from pathlib import Path

import pyarrow
from pyarrow import parquet

FILES = Path(__file__).parent / "files"

BRIDGE = "The bridge opens on Monday.\n\n“We waited four years for this,” said Ann Lee, the mayor."
FLOOD = "Water stood in the streets.\n\n“Nobody slept,” Karim Haddad, a baker, told reporters. “It’s over now.”"
ROWS = [
    {
        "headline": "Bridge opens",
        "body": BRIDGE,
        "pubDate": "August 15, 2020",
        "publisher": "The Ledger",
        "byline": "Mia Sund",
        "link": "https://ledger.example/bridge",
        "section": "City",
    },
    {
        "headline": "A night of water",
        "body": FLOOD,
        "pubDate": "15 Aug 2020",
        "publisher": "The Ledger",
        "byline": "",
        "link": "https://ledger.example/flood",
        "section": "",
    },
]


def write(name: str, content: bytes | str) -> None:
    content = content.encode() if isinstance(content, str) else content
    (FILES / name).write_bytes(gzip.compress(content, mtime=0) if name.endswith(".gz") else content)


def table(rows: list[dict[str, str]], **options: str) -> str:
    made = io.StringIO()
    writer = csv.DictWriter(made, list(rows[0]), **options)  # type: ignore[arg-type]
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue()


def tables() -> None:
    write("spreadsheet.csv", table(ROWS).encode("utf-8-sig"))
    write("german-spreadsheet.csv", table(ROWS, delimiter=";").encode("cp1252"))
    write("old-mac.csv", table(ROWS).encode("mac_roman"))
    write("scraped.tsv", table(ROWS, delimiter="\t"))
    write("scraped.csv.gz", table(ROWS))
    frame = [
        {"": "0", "id": "12.0", "article": BRIDGE, "date": "2020-08-15 00:00:00", "source": "nan"},
        {"": "1", "id": "13.0", "article": FLOOD, "date": "NaT", "source": "Wire"},
    ]
    write("pandas.csv", table(frame))
    survey = [{"respondent": "7", "answer": FLOOD, "day": "05/08/2020"}, {"respondent": "8", "answer": "", "day": ""}]
    write("survey.csv", table(survey))
    columns = {
        "id": pyarrow.array([1, 2]),
        "text": pyarrow.array([BRIDGE, FLOOD]),
        "published_at": pyarrow.array([datetime(2020, 8, 15, 10), None], pyarrow.timestamp("ns", "UTC")),
        "words": pyarrow.array([15, 17]),
    }
    parquet.write_table(pyarrow.table(columns), FILES / "lake.parquet")


def json_files() -> None:
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
    write("crawl.jsonl", lines)
    write("crawl.jsonl.gz", lines)
    write("powershell.jsonl", ("\ufeff" + lines.replace("\n", "\r\n")).encode("utf-16-le"))
    write("array.json", json.dumps(ROWS, ensure_ascii=False, indent=2))
    page = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Bridge opens",
        "articleBody": BRIDGE,
        "datePublished": "2020-08-15T10:00:00Z",
        "author": [{"@type": "Person", "name": "Mia Sund"}, {"@type": "Person", "name": "Bo Ek"}],
        "publisher": {"@type": "Organization", "name": "The Ledger"},
    }
    write("linked-data.json", json.dumps(page, indent=1))
    markup = "".join(f"<p>{line}</p>" for line in BRIDGE.split("\n\n"))
    moments = [{"content": markup, "timestamp": 1597485600000, "guid": 7, "tags": ["a"], "author": 3}]
    write("milliseconds.json", json.dumps(moments))


if __name__ == "__main__":
    FILES.mkdir(exist_ok=True)
    tables()
    json_files()
