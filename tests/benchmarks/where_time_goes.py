"""Where the processor's time of an ingest goes, stage by stage: `python -m tests.benchmarks.where_time_goes FILE`.

Reads and stores made-up articles and writes the milliseconds an article of each stage into FILE, of which
`docs/draw_scaling.py` makes the picture. A stage's time is without that of the stages it calls.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

from quotes.engine import Extractor
from quotes.io.batches import Batch, keep_all
from quotes.store import open_store
from tests.benchmarks.news_made import news

ARTICLES, BATCH = 640, Batch().articles
# What the picture calls it, and the function, in the module that calls it.
READING = (
    ("parser", "quotes.engine", "parse"),
    ("coreference", "quotes.engine", "resolve_article"),
    ("rules", "quotes.engine", "attribute"),
    ("what is no quotation", "quotes.engine", "refusals"),
)
STORING = (
    ("hashes of the words", "quotes.store.utterances", "look_at"),
    ("names and their keys", "quotes.store.speakers", "look_at"),
    ("rows as JSON", "quotes.store.articles.saving", "quote_columns"),
    ("linking", "quotes.store.speakers.assigning", "_regroup"),
    ("counts of names", "quotes.store.speakers.assigning", "count"),
    ("rows, words, lines", "quotes.store.articles.saving", "add_quotes"),
    ("copies", "quotes.store.utterances", "assign"),
    ("commit", "sqlalchemy.engine.base", "RootTransaction.commit"),
)


class Stages:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._within: list[str] = []
        self._since = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self._switch()
        self._within.append(name)
        try:
            yield
        finally:
            self._switch()
            self._within.pop()

    def _switch(self) -> None:
        now = time.thread_time()
        if self._within:
            self.seconds[self._within[-1]] += now - self._since
        self._since = now

    def watched(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            with self.stage(name):
                return function(*args, **kwargs)

        return call


@contextmanager
def watching(stages: Stages, wanted: tuple[tuple[str, str, str], ...]) -> Iterator[None]:
    patches = []
    for name, module, path in wanted:
        holder: Any = import_module(module)
        *outer, attribute = path.split(".")
        for part in outer:
            holder = getattr(holder, part)
        patches.append(patch.object(holder, attribute, stages.watched(name, getattr(holder, attribute))))
    for one in patches:
        one.start()
    try:
        yield
    finally:
        for one in patches:
            one.stop()


def measure(number: int = ARTICLES) -> dict[str, dict[str, float]]:
    """Milliseconds an article, of reading and of storing, by stage."""
    given = [one.document for one in news(number)]
    extractor = Extractor()
    for document in given[:BATCH]:
        extractor.extract(document)
    reading, storing = Stages(), Stages()
    with watching(reading, READING):
        read = []
        for document in given:
            with reading.stage("the rest of reading"):
                read.append(extractor.extract(document))
    with tempfile.TemporaryDirectory() as folder, watching(storing, STORING):
        store = open_store(f"sqlite:///{folder}/store.db")
        for at in range(0, len(read), BATCH):
            with storing.stage("the rest of storing"):
                keep_all(store, read[at : at + BATCH])
        store.close()
    return {
        kind: {name: round(spent * 1000 / number, 2) for name, spent in stages.seconds.items()}
        for kind, stages in (("reading", reading), ("storing", storing))
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(measure(), indent=1) + "\n", encoding="utf-8")
