"""A process that ingests the same articles whenever it is asked to, in a child that may be killed.

    python -m tests.store.ingests_again URL NUMBER SEED BATCH

For each line of standard input a child begins; its pid is printed, a line for each batch that it has stored, and
"ended" once it has. Modules and lists are loaded once, and the articles were "read" before: the storing is killed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from tempfile import TemporaryDirectory

from quotes.io.ingest import Batch, Ingested, ingest
from quotes.models import Document, Extraction, Failure, RawArticle
from quotes.store import open_store
from tests.store.test_any_order import news


class ReadBefore:
    """Answers with what was read of these articles before."""

    def __init__(self, made: Iterable[Extraction]) -> None:
        self.made = {one.document.id: one for one in made}

    def stream(self, articles: Iterable[RawArticle | Document | Failure]) -> Iterator[Extraction | Failure]:
        for one in articles:
            yield one if isinstance(one, Failure) else self.made[str(one.id)]


def ingest_all(url: str, made: list[Extraction], size: int, tell: Callable[[str], None] = lambda line: None) -> None:
    """Ingest into the store at `url` in batches of this size; a word for each."""
    store = open_store(url)
    told = 0
    batch = Batch(articles=size, aside=True)
    for one in ingest(store, ReadBefore(made), (one.document for one in made), batch=batch):
        told += isinstance(one, Ingested) and one.change != "same"
        if told % size == 1:
            tell("stored")
    store.close()


def main(url: str, number: int, seed: int, size: int) -> None:
    made = news(number, seed)
    with TemporaryDirectory() as folder:
        ingest_all(f"sqlite:///{folder}/store.db", made, size)
    for _ in sys.stdin:
        if (pid := os.fork()) == 0:
            ingest_all(url, made, size, partial(print, flush=True))
            os._exit(0)
        print(pid, flush=True)
        os.waitpid(pid, 0)
        print("ended", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
