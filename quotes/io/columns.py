"""The one set of columns of a quote as a flat row: in CSV, Parquet, JSON lines and data frames, whoever writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from quotes.matching.text_fragment import fragments
from quotes.models import Extraction
from quotes.text.context import context
from quotes.text.web_address import place_in

Row = Mapping[str, Any]
Type = Literal["text", "integer", "number", "parts", "texts"]


class Column(NamedTuple):
    """A column: what it is called, what its values are and what they mean."""

    name: str
    type: Type
    meaning: str


TABLE = (
    Column("id", "text", "the quote's id: the same as long as the article says these words"),
    Column("text", "text", "the words, parts joined by one space, outer marks left out"),
    Column("kind", "text", "`direct`: speech by itself; `fragment`: words inside the reporter's sentence"),
    Column("start", "integer", "where the quote begins in the article's text, in characters"),
    Column("end", "integer", "where it ends, exclusive"),
    Column("parts", "parts", "each stretch of it as `text`, `start`, `end`; in CSV as JSON"),
    Column("speaker_id", "text", "the speaker's id in a store; empty where nothing is stored"),
    Column("speaker_name", "text", "who speaks: a proper name, or empty"),
    Column("speaker_type", "text", "`person`, `organization`, `group` or `document` (the name is its issuer’s)"),
    Column("role", "text", "what this article calls the speaker"),
    Column("mention", "text", "who speaks, as written: “he”, “workers”"),
    Column("mention_start", "integer", "where the mention begins"),
    Column("mention_end", "integer", "where it ends, exclusive"),
    Column("cue", "text", "the word that reports the speech: “said”"),
    Column("cue_start", "integer", "where the cue begins"),
    Column("cue_end", "integer", "where it ends, exclusive"),
    Column("rule", "text", "the [rule](rules.md) that decided who speaks; empty: nobody is named"),
    Column("why", "text", "its reason, one sentence"),
    Column("confidence", "number", "0 to 1: the chance that this name said these words"),
    Column("repairs", "texts", "what was mended in the quotation marks; in CSV as JSON"),
    Column("context_before", "text", "the words before the quote in its paragraph"),
    Column("context_after", "text", "the words after it"),
    Column("article_id", "text", "the article's id"),
    Column("title", "text", "the article's title"),
    Column("url", "text", "its address"),
    Column("outlet", "text", "who published it"),
    Column("author", "text", "who wrote it"),
    Column("published", "text", "when: `2020-08-15`, or `2020-08-15T09:30:00Z`"),
    Column("source", "text", "the article's address at these very words (`#:~:text=`)"),
    Column("link", "text", "the quote's address on the server; empty where no server is known (`QUOTES_BASE_URL`)"),
)
COLUMNS = tuple(column.name for column in TABLE)


def flat(quote: Row, article: Row, *, context: Row, source: str | None, link: str | None = None) -> dict[str, Any]:
    """A quote in its public shape with what belongs to it -> one row under the names of `COLUMNS`, in their order.

    `article` has the article's metadata, `context` the words `before` and `after`, `source` is the article's address
    at the words and `link` the quote's own.
    """
    speaker, parts = quote["speaker"] or {}, quote["parts"]
    mention, cue = speaker.get("mention") or {}, quote["cue"] or {}
    return {
        "id": quote["id"],
        "text": quote["text"],
        "kind": quote["kind"],
        "start": parts[0]["start"],
        "end": parts[-1]["end"],
        "parts": parts,
        "speaker_id": speaker.get("id"),
        "speaker_name": speaker.get("name"),
        "speaker_type": speaker.get("type"),
        "role": speaker.get("role"),
        "mention": mention.get("text"),
        "mention_start": mention.get("start"),
        "mention_end": mention.get("end"),
        "cue": cue.get("text"),
        "cue_start": cue.get("start"),
        "cue_end": cue.get("end"),
        "rule": quote["rule"],
        "why": quote["why"],
        "confidence": quote["confidence"],
        "repairs": quote["repairs"],
        "context_before": context["before"],
        "context_after": context["after"],
        "article_id": article["id"],
        **{name: article.get(name) for name in ("title", "url", "outlet", "author", "published")},
        "source": source,
        "link": link,
    }


def rows_of(extraction: Extraction) -> Iterator[dict[str, Any]]:
    """One row for each quote of an article."""
    document = extraction.document
    article = {name: getattr(document, name) for name in ("id", "title", "url", "outlet", "author", "published")}
    for quote in extraction.quotes:
        before, after = context(document.text, quote.start, quote.end)
        source = place_in(document.url, fragments(document.text, quote.parts)) if document.url else None
        yield flat(quote.as_dict(), article, context={"before": before, "after": after}, source=source)
