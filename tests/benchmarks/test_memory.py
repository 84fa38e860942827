"""Memory stays where it is however many new words are read.

pytest -m benchmark tests/benchmarks/test_memory.py -s
"""

import subprocess
import sys
from pathlib import Path

import pytest

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
