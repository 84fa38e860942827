"""Quotes as they go out."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas import examples
from api.schemas.base import Change, Page, Public, Resolved, TextRange


class QuotedSpeaker(Public):
    """Who speaks, as far as this article says, and who that is in the store."""

    name: str | None = Field(description="A proper name or nothing; never a pronoun or a description.")
    id: str | None = Field(description="The speaker's id in the store.")
    type: Literal["person", "organization", "group", "document"] | None = Field(
        description="What the mention is; of a document, such as “the report”, the name is that of whoever issued it."
    )
    mention: TextRange | None = Field(description='Who speaks, as written: "he", "workers".')
    role: str | None = Field(description="As this article says it.")
    chain: list[TextRange] = Field(description="From the mention to the name.")


class Correction(Public):
    """That a person has set the speaker by hand."""

    at: str


class QuoteCorrection(Public):
    """One thing that a person said of a quote."""

    kind: Literal["speaker", "not-a-quotation", "as-read"] = Field(
        description="`as-read`: a correction was taken back, and what the article says holds again."
    )
    at: str
    by: str = Field(description="The name of the key.")
    before: Named | None = Field(description="Who was said to speak; null: nobody.")
    after: Named | None
    note: str | None


class Named(Public):
    """A speaker as a correction names them: the name of then, the id of now."""

    id: str | None
    name: str


class Extracted(Public):
    """A quotation with its evidence, as the engine gives it."""

    id: str = Field(description="Stable, derived from the content.")
    text: str = Field(description="The words: parts joined by one space, outer marks left out.")
    parts: list[TextRange] = Field(min_length=1)
    kind: Literal["direct", "fragment"]
    speaker: QuotedSpeaker | None = Field(description="null: the article does not say.")
    cue: TextRange | None
    rule: str | None = Field(description="The rule that decided; `GET /rules` explains it.")
    why: str | None = Field(description="The reason, one sentence.")
    confidence: float = Field(
        ge=0,
        le=1,
        description="The calibrated chance that this name said these words; without a name, that the mention did and "
        "the article names nobody for it.",
    )
    repairs: list[str] = Field(description="What was wrong with the quotation marks.")


class Context(Public):
    """The words around the quote."""

    before: str
    after: str


class ArticleCard(Public):
    """The article a quote stands in."""

    id: str
    title: str | None
    url: str | None
    outlet: str | None
    published: str | None


class QuoteLinks(Public):
    """Absolute addresses."""

    self: str
    article: str
    speaker: str | None
    embed: str
    source: str | None = Field(description="The article's own page, scrolled to the words.")


class Quote(Extracted):
    """A stored quotation."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [examples.QUOTE]})

    context: Context
    corrected: Correction | None = None
    superseded: bool | None = Field(
        None,
        description="`true`: in no list any more: the article has changed since, or a person said that it is none.",
    )
    article: ArticleCard
    links: QuoteLinks


class SelectedQuote(BaseModel):
    """A quote, or the members of it that `fields=` asked for."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.QUOTE]})

    id: str | None = None
    text: str | None = None
    parts: list[dict[str, Any]] | None = None
    kind: Literal["direct", "fragment"] | None = None
    speaker: dict[str, Any] | None = None
    cue: dict[str, Any] | None = None
    rule: str | None = None
    why: str | None = None
    confidence: float | None = None
    repairs: list[str] | None = None
    context: dict[str, Any] | None = None
    article: dict[str, Any] | None = None
    links: dict[str, Any] | None = None


class QuoteCorrections(Page):
    """What people said of a quote, the oldest first."""

    items: list[QuoteCorrection]


class Facet(Public):
    """One value and how many quotes have it."""

    value: str | None
    name: str | None
    count: int = Field(ge=0)


class QuotePage(Page):
    """A page of quotes."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [examples.QUOTE_PAGE]})

    items: list[Quote | SelectedQuote]
    facets: dict[Literal["speaker", "outlet", "month"], list[Facet]] | None = None


class Copy(Public):
    """The same utterance in another article."""

    id: str
    text: str
    article_id: str
    outlet: str | None
    published: str | None
    speaker_name: str | None
    difference: list[Change]
    links: dict[str, str]


class Similar(Public):
    """All articles that carry an utterance."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [examples.SIMILAR]})

    items: list[Copy]
    next: None
    resolved: Resolved
    first_seen: str | None
    outlets: list[str]


class VerifiedQuote(Public):
    """One quoted stretch of a draft, and what is on record."""

    text: str
    parts: list[TextRange] = Field(description="Where it stands in the draft.")
    speaker: str | None = Field(description="Whom the draft names.")
    status: Literal["verbatim", "truncated", "altered", "other-speaker", "not-in-corpus"]
    speaker_agrees: bool | None = Field(description="null: the draft or the record names nobody.")
    share: float = Field(ge=0, le=1, description="The share of words that agree.")
    difference: list[Change] = Field(description="From the record's words to the draft's.")
    record: Quote | None = Field(description="The nearest quotation on record.")
    why: str


class Verified(Public):
    """A draft's quotations, in their order."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [examples.VERIFIED]})

    items: list[VerifiedQuote]
    summary: dict[Literal["verbatim", "truncated", "altered", "other-speaker", "not-in-corpus"], int]
