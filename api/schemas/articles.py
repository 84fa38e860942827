"""Articles as they go out, read or stored."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from api.schemas import examples
from api.schemas.base import Page, Public
from api.schemas.quotes import Extracted, Quote


class ArticleLinks(Public):
    """Absolute addresses."""

    self: str
    quotes: str
    source: str | None


class Article(Public):
    """An article's metadata."""

    id: str
    title: str | None
    url: str | None
    outlet: str | None
    author: str | None
    published: str | None
    revision: int = Field(ge=1, description="Raised each time the text of the same article changed.")
    quote_count: int = Field(ge=0)
    added_at: str | None
    updated_at: str | None
    links: ArticleLinks


class ArticleDetail(Article):
    """An article with its quotes, and its text where the server may show it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [examples.ARTICLE]})

    quotes: list[Quote]
    text: str | None = Field(None, description="Only where the setting QUOTES_SERVE_TEXT allows it.")


class ArticlePage(Page):
    """A page of articles."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [examples.ARTICLE_PAGE]})

    items: list[Article]


class ItemError(Public):
    """Why one article of several could not be read."""

    code: str
    message: str


class FailedArticle(Public):
    """An article of several that could not be read; the others were."""

    id: str | None
    error: ItemError


class ExtractedArticle(Public):
    """An article with its quotes, nothing stored."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [examples.EXTRACTED]})

    id: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    quotes: list[Extracted]


class StoredArticle(ArticleDetail):
    """A stored article with its quotes, and what storing it did."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [examples.STORED]})

    change: Literal["new", "same", "revised", "again"] = Field(
        description="`new`; `same`: it was here already; `revised`: its text has changed; `again`: read anew."
    )


class ExtractedMany(Public):
    """What several articles gave, in their order."""

    items: list[ExtractedArticle | FailedArticle]


class StoredMany(Public):
    """What storing several articles did, in their order."""

    items: list[StoredArticle | FailedArticle]
    notes: list[str] = Field([], description="Of files: what was left out of them, one sentence each.")
