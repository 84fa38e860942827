"""Memory stays where it is however many new words are read.

pytest -m benchmark tests/benchmarks/test_memory.py -s
"""

import csv
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.benchmarks.serving import our_server

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]
ARTICLES = 3_000
MOST_GROWTH = 1.08  # a table of the vocabulary may double once, 8 MB

READING = """
import random
import sys
from quotes import Document, Extractor

rng = random.Random(1)

def word(syllables=4):
    return "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(syllables))

def article():
    words = " ".join(word() for _ in range(20))  # outside the quotation, which is masked before it is parsed
    name = f"{word().title()} {word().title()}"
    return f"“It rained all day,” said {name}, {words}.\\n"

def memory():
    status = open("/proc/self/status").read()
    return status.partition("VmRSS:")[2].split()[0]

extractor, number = Extractor(), int(sys.argv[1])
for count in range(number):
    extraction = extractor.extract(Document(str(count), article()))
    assert extraction.quotes
    if count + 1 in (number // 2, number):
        print(memory(), len(extractor._nlp.vocab.strings))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc: run it on Linux")
def test_new_words_in_every_article_do_not_add_up(capsys: pytest.CaptureFixture[str]) -> None:
    child = subprocess.run(
        [sys.executable, "-c", READING, str(ARTICLES)], check=True, cwd=ROOT, capture_output=True, text=True
    )
    (half, half_words), (whole, whole_words) = (map(int, line.split()) for line in child.stdout.splitlines())
    with capsys.disabled():
        print(f"\nafter {ARTICLES // 2:,} articles {half / 1024:.1f} MB, after {ARTICLES:,} {whole / 1024:.1f} MB")
    assert whole_words == half_words, "spaCy's vocabulary still grows"
    assert whole <= half * MOST_GROWTH


TO_PARQUET = """
import sys
from quotes.cli import main

sys.argv = ["quotes", "extract", sys.argv[1], "-o", sys.argv[2]]
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
status = open("/proc/self/status").read()  # getrusage would count the parent's memory before the fork
print(status.partition("VmHWM:")[2].split()[0])
"""
ROWS = int(os.environ.get("QUOTES_BENCHMARK_ROWS", "4000"))


def spreadsheet(path: Path, rows: int) -> None:
    """News in short, as an analyst exports it: a headline, an outlet, a date and two sentences a row."""
    rng = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["headline", "body", "date", "publisher", "section"])
        for number in range(rows):
            words = " ".join(
                rng.choices(["river", "harbour", "bridge", "council", "water", "night", "storm", "road", "price"], k=12)
            )
            name = f"{rng.choice(['Ana', 'Olga', 'Karim', 'Bo'])} {rng.choice(['Lopez', 'Mar', 'Haddad', 'Chen'])}"
            body = f"“The {words} is ours,” {name}, a farmer, said.\n\nNobody else spoke on day {number}."
            writer.writerow([f"Day {number}", body, "2020-08-15", "The Ledger", "City"])


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc: run it on Linux")
def test_a_csv_of_any_length_becomes_a_tidy_parquet_in_constant_memory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """QUOTES_BENCHMARK_ROWS=20000 is the length of issue 15; the peak of a tenth of the rows is beside it."""
    from pyarrow import parquet

    peaks = []
    for rows in (ROWS // 10, ROWS):
        file, table = tmp_path / f"{rows}.csv", tmp_path / f"{rows}.parquet"
        spreadsheet(file, rows)
        began = time.monotonic()
        child = subprocess.run(
            [sys.executable, "-c", TO_PARQUET, file, table], check=True, cwd=ROOT, capture_output=True, text=True
        )
        peaks.append(int(child.stdout.split()[-1]))
        found = parquet.read_metadata(table).num_rows
        assert found >= rows * 0.9
        seconds, peak = time.monotonic() - began, peaks[-1] / 1024
        with capsys.disabled():
            print(f"\n{rows:,} rows, {found:,} quotes, {seconds:.0f} s, peak {peak:.0f} MB, load {os.getloadavg()}")
    assert peaks[1] <= peaks[0] * MOST_GROWTH + 20_000  # the table's rows are written by the group


REQUESTS = int(os.environ.get("QUOTES_BENCHMARK_REQUESTS", "1000"))
ONE_REQUEST = 20  # articles


def resident(process: int) -> float:
    """Megabytes that a process has in memory now."""
    return int(Path(f"/proc/{process}/status").read_text().partition("VmRSS:")[2].split()[0]) / 1000


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc: run it on Linux")
def test_a_server_that_reads_new_words_all_day_stays_as_it_is(
    sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """QUOTES_BENCHMARK_REQUESTS=10000 is the 200,000 articles of issue 11."""
    rng = random.Random(1)

    def word() -> str:
        return "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(4))

    def article() -> dict[str, str]:
        return {"text": f"“It rained all day,” said {word().title()} {word().title()}, {word()} of {word()}."}

    seen = []
    with our_server(sqlite_url) as (address, process), httpx.Client(base_url=address, timeout=120) as client:
        for number in range(1, REQUESTS + 1):
            client.post("/extract", json=[article() for _ in range(ONE_REQUEST)]).raise_for_status()
            if number in (REQUESTS // 2, REQUESTS):
                # a thread starts the engine, and is its parent
                [engine] = "".join(
                    file.read_text() for file in Path(f"/proc/{process}/task").glob("*/children")
                ).split()
                seen.append((resident(process), resident(int(engine))))
                with capsys.disabled():
                    server, its = seen[-1]
                    print(f"\n{number * ONE_REQUEST:,} articles: server {server:.0f} MB, engine {its:.0f} MB")
    for half, whole in zip(*seen, strict=True):
        assert whole <= half * MOST_GROWTH
