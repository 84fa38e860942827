"""A reader of articles for tests of the API: quick, and easy to foresee.

It knows one pattern, `“words,” Name said` on a line, with `the Role` before the name if there is one, and otherwise
does what the engine does: the same ids, offsets and failures.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from quotes.errors import QuotesError
from quotes.models import Document, Extraction, Failure, Person, Quote, RawArticle, Speaker, TextRange
from quotes.text.clean import to_document

PATTERN = re.compile(
    r"“(?P<words>[^”]+?),?”(?: (?P<name>[A-Z][\w’.]+(?: [A-Z][\w’.]+)*)(?:, the (?P<role>[\w ]+),)? (?P<cue>said))?"
)


class PlainExtractor:
    """`extract` and `stream` as the real one has them."""

    def __init__(self, max_chars: int = 2_000_000) -> None:
        self.max_chars = max_chars
        self.read = 0

    def extract(self, article: RawArticle | Document | str) -> Extraction:
        if isinstance(article, str):
            article = RawArticle(text=article)
        document = article if isinstance(article, Document) else to_document(article, max_chars=self.max_chars)
        self.read += 1
        quotes = tuple(_quotes(document))
        named = [quote.speaker for quote in quotes if quote.speaker]
        people = {
            speaker.name: Person(speaker.name, "person", (speaker.name,), ()) for speaker in named if speaker.name
        }
        return Extraction(document, quotes, tuple(people.values()))

    def stream(self, articles: Iterable[RawArticle | Document | Failure]) -> Iterator[Extraction | Failure]:
        for article in articles:
            if isinstance(article, Failure):
                yield article
                continue
            try:
                yield self.extract(article)
            except QuotesError as error:
                yield Failure(article.id, error.code, str(error), error.status)


def _quotes(document: Document) -> Iterator[Quote]:
    seen: dict[str, int] = {}
    for found in PATTERN.finditer(document.text):
        words = found["words"]
        seen[words] = seen.get(words, 0) + 1
        digest = hashlib.sha256(f"{document.id}|{words}|{seen[words]}".encode()).hexdigest()
        mention = _range(document.text, found, "name") if found["name"] else None
        yield Quote(
            id="q" + digest[:16],
            text=words,
            parts=(TextRange(found.start("words"), found.end("words"), words),),
            kind="direct",
            speaker=Speaker(found["name"], type="person", mention=mention, role=found["role"], chain=(mention,))
            if mention
            else None,
            cue=_range(document.text, found, "cue") if mention else None,
            rule="speaker-after" if mention else None,
            why="“said” follows the closing mark, and its subject is the name." if mention else None,
            confidence=0.9 if mention else 0.0,
        )


def _range(text: str, found: re.Match[str], group: str) -> TextRange:
    return TextRange(found.start(group), found.end(group), text[found.start(group) : found.end(group)])
