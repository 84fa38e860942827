"""The files of newsrooms and analysts (`make_files.py`) go in without a flag, or with one."""

from pathlib import Path

import pytest

from quotes.io.sources import Notes, Options, read_paths
from quotes.models import RawArticle
from quotes.text.clean import to_document
from tests.io.make_files import BRIDGE, FILES, FLOOD, URL

LEDGER = {
    "text": BRIDGE,
    "title": "Bridge opens",
    "outlet": "The Ledger",
    "author": "Mia Sund",
    "url": "https://ledger.example/bridge",
    "published": "2020-08-15",
}
WATER = {**LEDGER, "text": FLOOD, "title": "A night of water", "author": None, "url": "https://ledger.example/flood"}
BOTH = [LEDGER, WATER]
SECTION = {"section": 1}

LINES = BRIDGE.replace("\n\n", "\n")
NAMED = {"title": "Bridge opens", "author": "Mia Sund", "published": "2020-08-15"}
WIRE = {**NAMED, "text": LINES, "outlet": "The Ledger", "published": "2020-08-15T10:00:00Z"}
SAVED = {"text": f"Bridge opens\n{LINES}", "title": "Bridge opens", "url": URL, "outlet": "ledger.example"}

# file, flags, the articles (what is not said here must be None), the members that are not used
CASES = [
    ("spreadsheet.csv", {}, BOTH, SECTION),
    ("german-spreadsheet.csv", {}, BOTH, SECTION),
    ("old-mac.csv", {}, BOTH, SECTION),
    ("scraped.tsv", {}, BOTH, SECTION),
    ("scraped.csv.gz", {}, BOTH, SECTION),
    ("crawl.jsonl", {}, BOTH, SECTION),
    ("crawl.jsonl.gz", {}, BOTH, SECTION),
    ("powershell.jsonl", {}, BOTH, SECTION),
    ("array.json", {}, BOTH, SECTION),
    (
        "pandas.csv",
        {},
        [
            {"text": BRIDGE, "id": "12", "published": "2020-08-15T00:00:00"},
            {"text": FLOOD, "id": "13", "outlet": "Wire"},
        ],
        {"column 1": 2},
    ),
    (
        "survey.csv",
        {"columns": {"text": "answer", "published": "day"}, "day_first": True},
        [{"text": FLOOD, "published": "2020-08-05"}, "bad-input"],
        {"respondent": 2},
    ),
    (
        "lake.parquet",
        {},
        [{"text": BRIDGE, "id": "1", "published": "2020-08-15T10:00:00Z"}, {"text": FLOOD, "id": "2"}],
        {"words": 2},
    ),
    (
        "linked-data.json",
        {},
        [
            {
                "text": BRIDGE,
                "title": "Bridge opens",
                "author": "Mia Sund, Bo Ek",
                "outlet": "The Ledger",
                "published": "2020-08-15T10:00:00Z",
            }
        ],
        {},
    ),
    (
        "milliseconds.json",
        {},
        [{"text": BRIDGE.replace("\n\n", "\n"), "id": "7", "published": "2020-08-15T10:00:00Z"}],
        {"tags": 1},
    ),
    ("2020-08-15 bridge.txt", {}, [{**NAMED, "text": f"Bridge opens\nBy Mia Sund\n\n{BRIDGE}\n"}], {}),
    ("no-ending", {}, [{"title": "Bridge opens", "text": f"Bridge opens\n\n{BRIDGE}\n"}], {}),
    ("hugo.md", {}, [{**NAMED, "text": f"\n{BRIDGE}\n", "author": "Mia Sund, Bo Ek"}], {"draft": 1}),
    (
        "story_saved.html",
        {},
        [{"title": "Bridge opens", "text": f"August 15, 2020\nBridge opens\n{LINES}", "published": "2020-08-15"}],
        {},
    ),
    (
        "release.eml",
        {},
        [{"text": f"{BRIDGE}\n", "title": "Bridge öffnet", "author": "Mia Sund", "published": "2020-08-15T08:00:00Z"}],
        {},
    ),
    (
        "Sent.mbox",
        {},
        [
            {
                "text": f"{BRIDGE}\n",
                "title": "Bridge öffnet",
                "author": "Mia Sund",
                "published": "2020-08-15T08:00:00Z",
            },
            {"text": f"{FLOOD}\n\nFrom Monday on the bridge is open.\n", "title": "Flood"},
        ],
        {},
    ),
    ("chrome.mhtml", {}, [SAVED], {}),
    ("word.docx", {}, [{"text": f"Bridge opens\n{LINES}", "title": "Bridge opens", "author": "Mia Sund"}], {}),
    (
        "wordpress.rss",
        {},
        [
            {**WIRE, "title": "Bridge & road open", "url": URL},
            {"text": "Water.", "title": "Flood", "url": "https://ledger.example/flood", "outlet": "The Ledger"},
        ],
        {},
    ),
    ("atom.xml", {}, [{**WIRE, "url": URL}], {}),
    ("agency.nitf", {}, [{**WIRE, "id": "bridge-1"}], {}),
    ("agency.xml", {}, [{**WIRE, "id": "urn:ledger:1"}], {}),
    ("guardian.json", {}, [{**WIRE, "url": URL, "outlet": "The Guardian"}], {}),
    ("newsapi.json", {}, [{**WIRE, "url": URL, "text": BRIDGE}], {"description": 1}),
    ("ninjs.json", {}, [{**WIRE, "outlet": None, "id": "urn:ledger:1"}], {}),
    ("crawl.warc.gz", {}, [SAVED], {}),
    (
        "letter.pdf",
        {},
        [
            {
                "text": "The bridge opens on Monday.\n“We waited,” said Ann Lee, the mayor.",
                "title": "Bridge opens",
                "author": "Mia Sund",
            }
        ],
        {},
    ),
]


def read(name, **flags):
    notes = Notes()
    return list(read_paths([FILES / name], options=Options(**flags), notes=notes)), notes


@pytest.mark.parametrize(("name", "flags", "expected", "unused"), CASES, ids=[case[0] for case in CASES])
def test_a_file_as_it_is_found_goes_in(name, flags, expected, unused):
    items, notes = read(name, **flags)
    assert len(items) == len(expected)
    for item, known in zip(items, expected, strict=True):
        if isinstance(known, str):
            assert getattr(item, "code", item) == known
            continue
        assert isinstance(item, RawArticle), item
        document = to_document(item)
        found = {name: getattr(document, name) for name in ("text", "title", "outlet", "author", "url", "published")}
        assert found == {**dict.fromkeys(found), **{name: said for name, said in known.items() if name != "id"}}
        assert "id" not in known or document.id == known["id"]
    assert dict(notes.unused) == unused


def test_files_of_twenty_kinds_need_at_most_one_flag():
    """A kind is a format and how the program that writes it does so: a German spreadsheet's CSV is not Excel's."""
    kinds = {name for name, flags, *_ in CASES if len(flags) <= 1}
    assert len(kinds) >= 20
    endings = {".txt", ".csv", ".tsv", ".json", ".jsonl", ".parquet", ".docx", ".md", ".eml", ".mbox"}
    assert {Path(name).suffix for name in kinds} >= endings


def test_every_file_is_tried():
    assert {case[0] for case in CASES} == {path.name for path in FILES.iterdir()}
