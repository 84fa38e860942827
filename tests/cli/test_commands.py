"""The commands as a user types them: exit status, what goes to stdout, what to stderr."""

import csv
import gzip
import io
import json
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyarrow import parquet

from quotes.cli import main
from quotes.config import settings as read_settings
from quotes.errors import StoreUnavailable
from quotes.io.export import COLUMNS, safe_cell, write_csv
from quotes.store import Store
from quotes.store.connections import locked_file, sqlite_settings

SEEDS = Path(__file__).parents[2] / "seeds"
LINES = (
    '{"id": "one", "text": "“Go now,” said Olga Mar.", "title": "=1+1", "outlet": "The Ferry Post"}\n'
    "{broken\n"
    '{"id": "two", "text": "Nobody spoke."}\n'
)


@dataclass
class Done:
    stdout: str
    stderr: str


@pytest.fixture
def quotes(tmp_path, monkeypatch, capfd):
    """Runs `quotes ...` in this process, which has the model loaded, in an empty folder with a store of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, stdin="", status=0, **settings):
        with monkeypatch.context() as patch:
            for name, value in {"QUOTES_DATABASE_URL": f"sqlite:///{tmp_path}/store.db", **settings}.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["quotes", *map(str, arguments)])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
            read_settings.cache_clear()
            with pytest.raises(SystemExit) as ended:
                main()
        read_settings.cache_clear()
        done = Done(*capfd.readouterr())
        assert (ended.value.code or 0) == status, done.stderr
        return done

    return run


def records(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_pipe_gets_one_line_an_article_in_order_and_the_broken_one_in_its_place(quotes):
    done = quotes("extract", "-", stdin=LINES, status=1)
    one, broken, two = records(done)
    assert (one["id"], one["title"], one["outlet"]) == ("one", "=1+1", "The Ferry Post")
    assert one["quotes"][0]["parts"] == [{"text": "Go now,", "start": 1, "end": 8}]
    assert broken["error"]["code"] == "bad-input" and broken["id"] is None
    assert two == {"id": "two", "quotes": []}
    assert "line 2" in done.stderr


def test_offsets_index_the_seeds_as_they_are(quotes):
    articles = records(quotes("extract", SEEDS))
    assert [article["id"] for article in articles] == sorted(path.stem for path in SEEDS.glob("*.txt"))
    checked = 0
    for article in articles:
        text = (SEEDS / f"{article['id']}.txt").read_text(encoding="utf-8")
        for part in (part for quote in article["quotes"] for part in quote["parts"]):
            assert text[part["start"] : part["end"]] == part["text"]
            checked += 1
    assert checked > 30


def test_every_format_says_the_same(quotes):
    lines = records(quotes("extract", "-", stdin=LINES, status=1))
    assert json.loads(quotes("extract", "-", "--format", "json", stdin=LINES, status=1).stdout) == lines
    rows = list(csv.DictReader(io.StringIO(quotes("extract", "-", "-f", "csv", stdin=LINES, status=1).stdout)))
    assert [(row["id"], row["text"]) for row in rows] == [(lines[0]["quotes"][0]["id"], "Go now,")]
    assert rows[0]["title"] == "'=1+1"
    table = quotes("extract", "-", "-f", "table", stdin=LINES, status=1).stdout
    assert "Olga Mar" in table and "Go now," in table


def test_nothing_to_read_is_an_empty_list(quotes, tmp_path):
    (tmp_path / "empty").mkdir()
    assert quotes("extract", "empty", "--format", "json").stdout == "[]\n"
    assert quotes("extract", "empty").stdout == ""


def test_ingest_twice_search_explain_and_export(quotes, tmp_path):
    first = quotes("ingest", "-", "--failed", "aside.jsonl", stdin=LINES, status=1)
    assert "2 articles (2 new)" in first.stdout and "line 2" in first.stderr
    assert json.loads((tmp_path / "aside.jsonl").read_text())["error"]["code"] == "bad-input"
    again = quotes("ingest", "-", "--jobs", 2, stdin=LINES, status=1)
    assert "2 articles (2 same)" in again.stdout

    assert [row["text"] for row in records(quotes("search", "go", "now"))] == ["Go now,"]
    assert [row["text"] for row in records(quotes("search", "--speaker", "Mar", "--outlet", "The Ferry Post"))] == [
        "Go now,"
    ]
    assert records(quotes("search", "elsewhere")) == []
    assert "Olga Mar" in quotes("search", "-f", "table").stdout
    assert "Nobody" in quotes("search", "--speaker", "Zork", status=1).stderr
    assert "2020-08-15" in quotes("search", "--since", "soon", status=1).stderr

    exported = records(quotes("export", "--format", "jsonl"))
    assert [(row["text"], row["article_id"], row["outlet"]) for row in exported] == [
        ("Go now,", "one", "The Ferry Post")
    ]
    rows = list(csv.DictReader(io.StringIO(quotes("export", "--format", "csv").stdout)))
    assert (
        rows[0]["title"] == "'=1+1" and (rows[0]["start"], rows[0]["end"]) == ("1", "8") and tuple(rows[0]) == COLUMNS
    )
    assert json.loads(rows[0]["parts"]) == exported[0]["parts"]
    quotes("export", "--format", "parquet", "--output", "store.parquet")
    table = parquet.read_table(tmp_path / "store.parquet").to_pylist()
    assert table[0]["parts"] == [{"text": "Go now,", "start": 1, "end": 8}]
    assert {name: table[0][name] for name in COLUMNS} == exported[0]


def test_an_export_takes_every_filter_and_its_format_from_the_ending(quotes, tmp_path):
    articles = [
        {"id": "one", "text": "“Go now,” said Olga Mar.", "outlet": "The Ferry Post", "published": "2020-08-15"},
        {"id": "two", "text": "“Stay here,” said Ivan Dol.", "outlet": "Harbour News", "published": "2021-03-02"},
        {"id": "three", "text": "Rain fell.\n“Nobody knows what will happen.”\nSnow.", "published": "2021-03-03"},
    ]
    quotes("ingest", "-", stdin="".join(json.dumps(one) + "\n" for one in articles))

    def found(*filters):
        return [row["article_id"] for row in records(quotes("export", "-f", "ndjson", *filters))]

    everything = found()
    assert everything[:2] == ["one", "two"] and found("--sort", "-published") == everything[::-1]
    rule = records(quotes("export", "-f", "jsonl"))[0]["rule"]
    assert found("--rule", "no-such-rule") == []
    for filters in (
        ["--speaker", "Olga Mar"], ["--outlet", "The Ferry Post"], ["--article", "one"], ["--q", "go now"],
        ["--until", "2020"], ["--until", "2020-08"], ["--rule", rule, "--q", "go"],
        ["--kind", "direct", "--q", "go"], ["--min-confidence", "0.1", "--q", "go"], ["--attributed", "--q", "go"],
    ):  # fmt: skip
        assert found(*filters) == ["one"], filters
    assert found("--since", "2021-03", "--attributed") == ["two"]
    assert found("--unattributed") == everything[2:]
    assert "is no date" in quotes("export", "-f", "csv", "--since", "soon", status=1).stderr
    assert "Nobody" in quotes("export", "-f", "csv", "--speaker", "Zork", status=1).stderr

    for name in ("out.csv", "out.jsonl", "out.ndjson", "out.parquet", "out.csv.gz", "OUT.CSV"):
        assert "1 quote written" in quotes("export", "-o", name, "--article", "one").stderr
    rows = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert json.loads((tmp_path / "out.jsonl").read_text()) == rows[0]
    assert gzip.decompress((tmp_path / "out.csv.gz").read_bytes()) == (tmp_path / "out.csv").read_bytes()
    for name in ("out.xlsx", "out", "out.parquet.gz"):
        assert "--format" in quotes("export", "-o", name, status=1).stderr
    linked = records(quotes("export", "-f", "jsonl", "--article", "one", QUOTES_BASE_URL="https://q.example/"))
    assert linked[0]["link"] == f"https://q.example/quotes/{linked[0]['id']}"


def test_extract_writes_a_table_into_a_file(quotes, tmp_path):
    quotes("extract", "-", "-o", "quotes.parquet", stdin=LINES, status=1)
    (row,) = parquet.read_table(tmp_path / "quotes.parquet").to_pylist()
    assert tuple(row) == COLUMNS
    assert (row["text"], row["start"], row["end"], row["speaker_name"]) == ("Go now,", 1, 8, "Olga Mar")
    assert row["context_after"] == "” said Olga Mar."
    quotes("extract", "-", "-o", "quotes.csv", stdin=LINES, status=1)
    with (tmp_path / "quotes.csv").open(newline="", encoding="utf-8") as file:
        assert [one["mention_start"] for one in csv.DictReader(file)] == ["15"]
    quotes("extract", "-", "-o", "quotes.jsonl.gz", stdin=LINES, status=1)
    lines = gzip.decompress((tmp_path / "quotes.jsonl.gz").read_bytes()).decode().splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["one", None, "two"]
    assert "--output" in quotes("extract", "-", "-o", "x.csv", "-f", "table", stdin=LINES, status=1).stderr


def test_explain_says_what_extract_gives_and_with_all_what_each_rule_said(quotes, tmp_path):
    from quotes.attribution.rules import RULES

    text = "“Go now,” said Olga Mar. She saw the film “The Long Night”, she said."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (record,) = records(quotes("explain", "a.txt", "-f", "jsonl"))
    explained, refused = record["quotes"]
    (extracted,) = records(quotes("extract", "a.txt", "-f", "jsonl"))
    (quote,) = extracted["quotes"]
    assert [explained[key] for key in ("id", "speaker", "rule", "why", "confidence")] == [
        quote[key] for key in ("id", "speaker", "rule", "why", "confidence")
    ]
    assert (refused["outcome"], refused["speaker"]) == ("not a quotation", None)
    assert not any(answer["decided"] for answer in refused["rules"])
    assert [answer["rule"] for answer in explained["rules"]] == [rule.name for rule in RULES]
    decided = [answer for answer in explained["rules"] if answer["decided"]]
    assert len(decided) == 1 and decided[0]["speaker"]["text"].startswith("Olga Mar")
    silent = [answer for answer in explained["rules"] if answer["speaker"] is None]
    assert silent
    brief = quotes("explain", "a.txt", COLUMNS="200").stdout
    assert "→ Olga Mar" in brief and "no quotation" in brief and "title of a work" in brief
    assert len(brief.splitlines()) <= 7
    narrow = " ".join(quotes("explain", "a.txt", COLUMNS="80").stdout.split())
    assert refused["why"] in narrow and "…" not in narrow  # few spans have room for whole reasons
    shown = quotes("explain", "a.txt", "--all", COLUMNS="200").stdout
    assert "no colon before" in shown and all(rule.name in shown for rule in RULES)
    assert "from 0.40" in shown and "log-odds" in shown


def test_explain_fits_a_screen(quotes):
    shown = quotes("explain", *sorted(SEEDS.glob("*.txt")), COLUMNS="100").stdout
    assert max(lines.count("\n") for lines in shown.split("--all\n")) <= 40


def test_evaluate_prints_every_figure_and_keeps_the_errors(quotes, tmp_path):
    text = "“Go now,” said Olga Mar. “Stay,” it read."
    right = {"start": 0, "end": 9, "speaker": [[15, 23]], "speaker_text": "Olga Mar", "name": "Olga Mar"}
    missed = {"start": 15, "end": 23, "speaker": [[15, 23]], "speaker_text": "Olga Mar", "name": None}
    gold = {"id": "x", "text": text, "quotes": [right, missed], "discard": [[25, 32]]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold))
    done = quotes("evaluate", "gold.jsonl", "--errors", "errors.jsonl")
    for name in ("extract", "quote+speaker", "who said what", "speaker acc", "pronoun named"):
        assert name in done.stdout
    figures = json.loads(quotes("evaluate", "gold.jsonl", "-f", "json").stdout)
    assert figures["extract"] == {"P": 1.0, "R": 0.5, "F1": pytest.approx(2 / 3)}
    errors = [json.loads(line) for line in (tmp_path / "errors.jsonl").read_text().splitlines()]
    assert ("missed", "Olga Mar") in {(error["kind"], error["quote"]) for error in errors}


def test_migrate_twice_and_keys(quotes):
    assert quotes("migrate").stdout == quotes("migrate").stdout
    key = quotes("keys", "add", "desk").stdout.strip()
    assert len(key) >= 20
    listed = quotes("keys", "list").stdout
    assert "desk" in listed and key not in listed
    quotes("keys", "remove", "desk")
    assert quotes("keys", "list").stdout == ""
    assert "keys list" in quotes("keys", "remove", "desk", status=1).stderr


@pytest.mark.parametrize(
    ("arguments", "settings", "said"),
    [
        (["extract", "gone.txt"], {}, "check the path"),
        (["extract", "-"], {"QUOTES_MODEL": "no_such_model"}, "no_such_model"),
        (["extract", "-"], {"QUOTES_MAX_ARTICLE_CHARS": "many"}, "QUOTES_MAX_ARTICLE_CHARS"),
        (["extract", "-"], {"QUOTES_MAX_ARTICLE_CHARS": "5"}, "QUOTES_MAX_ARTICLE_CHARS"),
        (["evaluate", "gone.jsonl"], {}, "gold file"),
        (["ingest", "-"], {"QUOTES_DATABASE_URL": "sqlite:////nowhere/at/all.db"}, "QUOTES_DATABASE_URL"),
        (["ingest", "-"], {"QUOTES_DATABASE_URL": "mysql://x"}, "SQLite or PostgreSQL"),
        (["serve", "--host", "203.0.113.1"], {}, "--port"),
        (["export", "-f", "csv", "-o", "/nowhere/x.csv"], {}, "/nowhere/x.csv"),
    ],
)
def test_an_error_is_a_sentence_that_says_the_mend(quotes, arguments, settings, said):
    done = quotes(*arguments, stdin="“Go now,” said Olga Mar.", status=1, **settings)
    assert done.stderr.startswith("quotes: ") and said in done.stderr


@pytest.mark.parametrize("arguments", [["extract"], ["extract", "x", "--jobs", "0"], ["fly"], ["export"]])
def test_a_wrong_command_line_is_said_with_status_2(quotes, arguments):
    assert quotes(*arguments, status=2).stderr


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    (tmp_path / "news.jsonl").write_text('{"text": "“Go now,” said Olga Mar."}\n' * 200)
    command = f"{sys.executable} -m quotes.cli extract news.jsonl | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=tmp_path, timeout=120)
    assert json.loads(done.stdout)["quotes"] and done.stderr == ""


# Other forms of the four signs, and what does not show before them.
HIDDEN_FORMULAS = [
    *(f"{sign}1" for sign in "＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−"),
    "\u200b=1",
    "\ufeff=1",
    "\u3000＝1",
    "\n=1",
    "\r=1",
    "\x00=1",
]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", *HIDDEN_FORMULAS])
def test_a_cell_never_begins_as_a_formula(cell):
    assert safe_cell(cell) == "'" + cell


def test_what_is_no_formula_stays_as_it_is():
    assert [safe_cell(value) for value in ("x=1", "", None, -1.5, "“=1”", " x")] == [
        "x=1",
        "",
        None,
        -1.5,
        "“=1”",
        " x",
    ]
    file = io.StringIO()
    assert write_csv([], file) == 0
    assert file.getvalue() == ",".join(COLUMNS) + "\n"


def test_what_was_done_is_summed_up_where_the_store_fails_on_the_way(quotes, monkeypatch):
    quotes("ingest", "-", stdin=LINES, status=1)

    def away(*_, **__):
        raise StoreUnavailable("It is away.")

    monkeypatch.setattr(Store, "write", away)
    more = LINES + '{"id": "three", "text": "“Stay,” said Olga Mar."}\n'
    done = quotes("ingest", "-", "--wait", 0, stdin=more, status=1)
    assert "2 articles (2 same) with 1 quote in " in done.stdout
    assert "quotes: 3 articles (1 failed), 1 quote, " in done.stderr
    assert done.stderr.endswith("run the same command again to go on.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_is_told_with_what_to_do(quotes):
    done = quotes("extract", "-", "--format", "jsonl", "-o", "/dev/full", stdin=LINES, status=1)
    assert done.stderr.endswith("No space left on device: make room, and run the same command again\n")


def test_a_store_that_cannot_be_opened_is_told_with_what_to_do(quotes):
    done = quotes("ingest", "-", "--database", "sqlite:///no/such/folder/store.db", stdin=LINES, status=1)
    assert "in a folder that is there" in done.stderr and "running" not in done.stderr


@pytest.mark.parametrize("path", ["nwes.jsonl", "nwes/*.txt", "https://news.example/a"])
def test_a_path_that_is_not_there_leaves_parts_alone(quotes, tmp_path, path):
    (tmp_path / "news.jsonl").write_text(LINES)
    quotes("extract", "news.jsonl", "--parts", "out", status=1)
    before = (tmp_path / "out" / "part-000000.jsonl").read_bytes()
    assert f"{path} is not there" in quotes("extract", path, "--parts", "out", status=1).stderr
    assert (tmp_path / "out" / "part-000000.jsonl").read_bytes() == before


def test_one_is_said_of_one(quotes, tmp_path):
    (tmp_path / "a.txt").write_text("“Go now,” said Olga Mar.")
    quotes("extract", "a.txt", "--parts", "out")
    again = quotes("extract", "a.txt", "--parts", "out")
    assert "quotes: 1 article in 1 part stayed from an earlier run; 0 articles read now.\n" in again.stderr
    dated = '{"id": "%s", "text": "Nobody spoke.", "published": "yesterday"}\n'
    one = quotes("ingest", "-", stdin=dated % "a")
    assert "1 date of publication could not be read; the article is kept without it." in one.stderr
    two = quotes("ingest", "-", stdin=dated % "b" + dated % "c")
    assert "2 dates of publication could not be read; their articles are kept without." in two.stderr
    gold = (
        '{"id": "a", "text": "“Go now,” said Olga Mar.", "quotes": [{"start": 0, "end": 9, "speaker": [[15, 23]]}]}\n'
    )
    (tmp_path / "gold.jsonl").write_text(gold)
    assert (
        "1 quoted span in gold, 1 found of which gold has 1; right: 1 speaker, "
        in quotes("evaluate", "gold.jsonl").stdout
    )


def test_what_failed_in_an_earlier_run_is_kept_beside(quotes, tmp_path):
    def failing(name):
        return quotes("ingest", "-", "--failed", "failed.jsonl", stdin=f'{{"id": "{name}", "text": ""}}\n', status=1)

    assert "earlier run" not in failing("a").stderr
    told = failing("b").stderr
    assert f"What failed in an earlier run was in failed.jsonl and is in {tmp_path / 'failed.jsonl.1'} now.\n" in told
    failing("c")
    kept = {path.name: json.loads(path.read_text())["id"] for path in tmp_path.glob("failed*")}
    assert kept == {"failed.jsonl": "c", "failed.jsonl.1": "a", "failed.jsonl.2": "b"}
    (tmp_path / "failed.jsonl").write_text("")
    failing("d")
    assert not (tmp_path / "failed.jsonl.3").exists(), "an empty list is not worth a file"
    quotes("ingest", "-", "--failed", "/dev/null", stdin='{"id": "e", "text": ""}\n', status=1)
    (tmp_path / "link.jsonl").symlink_to("failed.jsonl")
    quotes("ingest", "-", "--failed", "link.jsonl", stdin='{"id": "e", "text": ""}\n', status=1)
    assert (tmp_path / "link.jsonl").is_symlink() and (tmp_path / "failed.jsonl.3").exists()


def test_a_store_that_another_process_holds_is_said_to_be_waited_for(quotes, tmp_path, monkeypatch):
    quotes("ingest", "-", stdin='{"id": "a", "text": "Nobody spoke."}\n')
    monkeypatch.setattr(locked_file, "SECONDS", 0.1)
    monkeypatch.setattr(sqlite_settings, "PRAGMAS", (*sqlite_settings.PRAGMAS, "PRAGMA busy_timeout=300"))
    holder = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    told = quotes("ingest", "-", "--wait", "0.1", stdin='{"id": "b", "text": "Nobody spoke."}\n', status=1).stderr
    assert told.count("quotes: The store is locked by another process; it is waited for.\n") == 1
    assert "wait for the process that holds its file, or end it (`fuser FILE` shows which)" in told.splitlines()[-1]
    assert told.endswith(
        "It was waited for 0.1 s. What is stored is whole, the rest was left untouched: "
        "run the same command again to go on.\n"
    )
    holder.close()
    again = quotes("ingest", "-", stdin='{"id": "b", "text": "Nobody spoke."}\n')
    assert "1 new" in again.stdout and "locked" not in again.stderr
