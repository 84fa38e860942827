"""Data frames in and out, as an analyst's notebook has them."""

import math
import re
from datetime import date, datetime
from pathlib import Path

import pandas
import polars
import pytest

import quotes
from quotes.errors import BadInput
from quotes.io.columns import COLUMNS
from quotes.models import Document, Extraction, Failure, Quote, Speaker, TextRange

SAID = "“Go now,” said Olga Bell."
STAY = "“We stay,” said Ivan Dole. It rained."
ROWS = {
    "id": [11, 12, 13],
    "text": [SAID, STAY, "Nobody spoke."],
    "headline": ["Ferry", None, "Nothing"],
    "published": [datetime(2020, 8, 15), datetime(2020, 8, 16, 9, 30), datetime(2020, 8, 17)],
}


@pytest.mark.parametrize("library", [pandas, polars], ids=["pandas", "polars"])
def test_a_frame_in_gives_a_tidy_frame_of_its_kind(library):
    frame = library.DataFrame(ROWS)
    found = quotes.extract_frame(frame, text="text", id="id", n_jobs=2, title="headline", progress=False)
    assert isinstance(found, library.DataFrame)
    assert tuple(found.columns) == COLUMNS
    rows = found.to_dict("records") if library is pandas else found.to_dicts()
    assert [(row["article_id"], row["speaker_name"], row["text"], row["start"]) for row in rows] == [
        (11, "Olga Bell", "Go now,", 1),
        (12, "Ivan Dole", "We stay,", 1),
    ]
    assert [row["published"] for row in rows] == ["2020-08-15", "2020-08-16T09:30:00"]
    assert rows[0]["title"] == "Ferry" and rows[0]["parts"] == [{"text": "Go now,", "start": 1, "end": 8}]
    joined = found.merge(frame, left_on="article_id", right_on="id") if library is pandas else found.join(
        frame, left_on="article_id", right_on="id"
    )  # fmt: skip
    assert len(joined) == 2


STRANGE = [
    {"id": 7, "text": SAID},
    {"id": math.nan, "text": SAID},
    {"id": None, "text": STAY, "published": pandas.NaT},
    {"id": "x", "text": math.nan},
    {"id": pandas.Timestamp("2020-01-02"), "text": None},
    {"id": "y", "text": 5},
    {"id": 2.5, "text": SAID, "title": 1984, "published": date(2020, 8, 15)},
    {"id": "z" * 500, "text": SAID},
    {"id": "e", "text": ""},
    {"id": "u", "text": SAID + "\ud800", "outlet": "\ud800"},
    {"id": "d", "text": SAID, "published": pandas.Timestamp("2020-08-15 10:00", tz="Europe/Kyiv"), "author": pandas.NA},
    {"id": ["a"], "text": SAID},
    {"id": "last", "text": STAY},
]


def test_no_value_ends_the_rest():
    frame = pandas.DataFrame(STRANGE, dtype=object)
    with pytest.warns(UserWarning, match="could not|Row|Article"):
        found = quotes.extract_frame(frame, progress=False)
    failed = [failure["id"] for failure in found.attrs["failures"]]
    assert failed == ["x", "2020-01-02", "y", "z" * 500, "e"]
    ids = list(found["article_id"])
    assert len(ids) == len(STRANGE) - len(failed)
    assert ids[0] == "7" and ids[-1] == "last" and {"2.5", "u", "d", "['a']"} <= set(ids)
    by_id = found.set_index("article_id")
    assert by_id.loc["d", "published"] == "2020-08-15T07:00:00Z" and by_id.loc["2.5", "title"] == "1984"


def test_errors_are_raised_or_left_alone_as_asked():
    frame = pandas.DataFrame({"text": [None, SAID]})
    with pytest.raises(BadInput, match="Row 1"):
        quotes.extract_frame(frame, progress=False, errors="raise")
    assert len(quotes.extract_frame(frame, progress=False, errors="ignore")) == 1


@pytest.mark.parametrize(
    ("columns", "said"),
    [({"text": "body"}, "no column 'body'"), ({"id": "nr"}, "no column 'nr'"), ({"headline": "text"}, "no 'headline'")],
)
def test_a_column_that_is_not_there_is_told(columns, said):
    with pytest.raises(BadInput, match=said):
        quotes.extract_frame(pandas.DataFrame({"text": [SAID]}), progress=False, **columns)


def made(text, **metadata):
    at = text.index("Go")
    part = TextRange(at, at + 6, text[at : at + 6])
    speaker = Speaker(name="<b>Bell</b>", type="person")
    return Extraction(
        Document("one", text, **metadata), (Quote("q1", part.text, (part,), "direct", speaker, why="<i>"),)
    )


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_extractions_become_a_frame_of_the_kind_asked_for(backend):
    found = quotes.to_frame([made("“Go now”"), made("“Go now”")], backend)
    names = found.column_names if backend == "pyarrow" else found.columns
    assert tuple(names) == COLUMNS and len(found) == 2
    assert len(quotes.to_frame(made("“Go now”"), backend)) == 1
    empty = quotes.to_frame([], backend)
    assert tuple(empty.column_names if backend == "pyarrow" else empty.columns) == COLUMNS


def test_a_failure_among_them_is_told_once():
    with pytest.warns(UserWarning, match=r"Article two: No\. \(and 1 more\)"):
        found = quotes.to_frame([made("“Go now”"), Failure("two", "x", "No."), Failure("three", "x", "No.")])
    assert [one["id"] for one in found.attrs["failures"]] == ["two", "three"]
    assert str(found["mention_start"].dtype) == "Int64"


def test_a_notebook_shows_the_article_with_its_quotations_marked():
    shown = made("<script>1</script> “Go now” & on", title="<Ferry>")._repr_html_()
    assert '<mark title="&lt;b&gt;Bell&lt;/b&gt;. &lt;i&gt;.">Go now</mark>' in shown
    assert "&lt;script&gt;1&lt;/script&gt; “" in shown and "” &amp; on" in shown and "<h3>&lt;Ferry&gt;</h3>" in shown
    assert "<script" not in shown and "<b>" not in shown


PAGE = (Path(__file__).parents[1] / "docs" / "notebook.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("number", range(3))
def test_the_code_of_the_page_runs(number):
    code = re.findall(r"```python\n(.+?)```", PAGE, flags=re.DOTALL)[number]
    known = {"quotes": quotes}
    exec(code, known)
    found = {"said": 2, "extraction": 1, "doc": 1}
    for name in found.keys() & known.keys():
        value = known[name]
        assert len(value if name == "said" else value.quotes if name == "extraction" else value._.quotes) == found[name]
