"""How fast the engine reads, as ratios taken in one run: against bare spaCy and against textacy.

pytest -m benchmark tests/benchmarks/test_engine_speed.py -s
"""

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]
DEV = ROOT.parent / "shared" / "eval" / "polnear-dev.jsonl"
AGAINST_SPACY = 2.5
PEAK_MEGABYTES = 700


def articles() -> list[str]:
    """The development articles where they are, else the seeds."""
    if DEV.exists():
        return [json.loads(line)["text"] for line in DEV.read_text("utf-8").splitlines()]
    return [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))] * 6


def words_a_second(reads: Sequence[Callable[[], object]], texts: list[str], rounds: int = 4) -> list[float]:
    """Words per CPU-second of each, the best of some rounds, in which they take turns: a machine that others use goes
    slow for a minute and fast for the next."""
    count = sum(len(text.split()) for text in texts)
    times: list[list[float]] = [[] for _ in reads]
    for _ in range(rounds):
        for read, spent in zip(reads, times, strict=True):
            started = time.process_time()
            read()
            spent.append(time.process_time() - started)
    return [count / min(spent) for spent in times]


def test_the_engine_outruns_bare_spacy_on_the_same_articles(capsys: pytest.CaptureFixture[str]) -> None:
    import spacy
    from textacy.extract import direct_quotations

    from quotes import Document, Extractor
    from quotes.attribution.parser import PREFERRED_MODELS

    texts = articles()
    name = next(model for model in PREFERRED_MODELS if spacy.util.is_package(model))
    bare = spacy.load(name)  # stock settings: loaded before the engine chooses its own

    def textacy_by_paragraph() -> None:
        paragraphs = (line for text in texts for line in text.splitlines() if line.strip())
        for doc in bare.pipe(paragraphs, batch_size=16):
            with contextlib.suppress(ValueError):  # it raises on an odd number of marks
                list(direct_quotations(doc))

    extractor = Extractor()
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    stock, ours = words_a_second(
        [lambda: list(bare.pipe(texts, batch_size=16)), lambda: list(extractor.stream(documents))], texts
    )
    (peer,) = words_a_second([textacy_by_paragraph], texts, rounds=1)
    with capsys.disabled():
        print(
            f"\nwords per CPU-second: bare spaCy {stock:,.0f}; textacy by paragraph {peer:,.0f} "
            f"({peer / stock:.2f} of spaCy); quotes {ours:,.0f} ({ours / stock:.2f} of spaCy)"
        )
    assert ours / stock >= AGAINST_SPACY


MEMORY = """
import sys
from quotes import Document, Extractor
texts = [open(path, encoding="utf-8").read() for path in sys.argv[1:]]
extractor = Extractor()
documents = (Document(str(n), texts[n % len(texts)] + f" {n}") for n in range(400))
for extraction in extractor.stream(documents):
    pass
status = open("/proc/self/status").read()  # getrusage would count the parent's memory before the fork
print(status.partition("VmHWM:")[2].split()[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc: run it on Linux")
def test_memory_does_not_grow_with_the_number_of_articles(capsys: pytest.CaptureFixture[str]) -> None:
    seeds = [str(path) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    child = subprocess.run([sys.executable, "-c", MEMORY, *seeds], check=True, cwd=ROOT, capture_output=True, text=True)
    peak = int(child.stdout) / 1024
    with capsys.disabled():
        print(f"\npeak memory over 400 articles: {peak:.0f} MB")
    assert peak < PEAK_MEGABYTES
