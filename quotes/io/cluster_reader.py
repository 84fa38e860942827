"""A reader whose articles the machines of a cluster read, for whoever takes a reader: `quotes ingest`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quotes.io.bulk import Item, Reader, Result
from quotes.io.cluster import address_of, spread
from quotes.models import Document, RawArticle


@dataclass(frozen=True, slots=True)
class ClusterReader:
    """`reader` on the workers of `engine`, as `quotes.io.cluster.spread` takes it; documents are made here.

    Raises `BadInput` for an engine that is not known.
    """

    reader: Reader
    engine: str

    def __post_init__(self) -> None:
        address_of(self.engine)

    @property
    def max_chars(self) -> int:
        """The most characters that an article may have."""
        return self.reader.max_chars

    def document(self, raw: RawArticle) -> Document:
        """The document of an article, made on this machine."""
        return self.reader.document(raw)

    def stream(self, articles: Iterable[Item]) -> Iterator[Result]:
        """What was read, in order; raises `ClusterUnavailable` where the scheduler is gone for good."""
        return spread(articles, self.reader, engine=self.engine, jobs=self.reader.jobs)
