"""The public JSON as models: what the specification shows and the tests validate every answer against.

Answers are not built from these models: they are put together from stored JSON, which is several times faster.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api import examples


class Public(BaseModel):
    """Base of what goes out: nothing undeclared."""

    model_config = ConfigDict(extra="forbid")


class TextRange(Public):
    """A stretch of the article: `article.text[start:end] == text`, in characters (Unicode code points)."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class QuotedSpeaker(Public):
    """Who speaks, as far as this article says, and who that is in the store."""

    name: str | None = Field(description="A proper name or nothing; never a pronoun or a description.")
    id: str | None = Field(description="The speaker's id in the store.")
    type: Literal["person", "organization", "group"] | None
    mention: TextRange | None = Field(description='Who speaks, as written: "he", "workers".')
    role: str | None = Field(description="As this article says it.")
    chain: list[TextRange] = Field(description="From the mention to the name.")


class Correction(Public):
    """That a person has set the speaker by hand."""

    at: str


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
    confidence: float = Field(ge=0, le=1, description="The calibrated chance that the speaker is right.")
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
        None, description="`true`: the article has since changed, and this is what it said before."
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


class Known(Public):
    """A speaker in brief."""

    id: str
    name: str
    type: Literal["person", "organization", "group"] | None
    quotes: int = Field(ge=0)


class ResolvedSpeaker(Public):
    """Whom one `speaker=` meant."""

    query: str
    speakers: list[Known] = Field(description="Everybody it fits: two people of one surname are both here.")
    candidates: list[Known] = Field(description="Where nobody fits: whose names are near.")


class Resolved(Public):
    """How the filters were understood."""

    speaker: list[ResolvedSpeaker] = []
    seed: int | None = Field(None, description="The seed a sample was drawn with: give it to draw the same again.")


class Facet(Public):
    """One value and how many quotes have it."""

    value: str | None
    name: str | None
    count: int = Field(ge=0)


class Page(Public):
    """What every list has; `next` is in the `Link` header too."""

    next: str | None = Field(description="The address of the next page, every filter in it; null at the end.")
    resolved: Resolved
    count: int | None = Field(None, ge=0)


class QuotePage(Page):
    """A page of quotes."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [examples.QUOTE_PAGE]})

    items: list[Quote | SelectedQuote]
    facets: dict[Literal["speaker", "outlet", "month"], list[Facet]] | None = None


class Change(Public):
    """A step from one wording to another."""

    op: Literal["same", "missing", "added", "changed"]
    words: str
    instead: str | None


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


class SpeakerLinks(Public):
    """Absolute addresses."""

    self: str
    quotes: str


class Speaker(Known):
    """A speaker in a list."""

    links: SpeakerLinks


class SpeakerPage(Page):
    """A page of speakers."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [examples.SPEAKER_PAGE]})

    items: list[Speaker]


class Alias(Public):
    """One spelling and who uses it."""

    name: str
    articles: int = Field(ge=0)
    outlets: list[str]


class RoleSeen(Public):
    """What articles call a speaker, and between which dates."""

    role: str
    articles: int = Field(ge=0)
    first: str | None
    last: str | None


class OutletCount(Public):
    """An outlet and how many quotes of the speaker it has."""

    name: str
    quotes: int = Field(ge=0)


class Decision(Public):
    """A correction by a person."""

    kind: Literal["merge", "split", "rename", "apart"]
    at: str
    by: str = Field(description="The name of the key.")
    note: str | None
    what: dict[str, Any]


class Suggestion(Public):
    """Two who may be one, left to a person to decide."""

    a: Known
    b: Known
    reason: str


class KeyTerm(Public):
    """What a speaker keeps coming back to."""

    term: str
    quotes: int = Field(ge=0)


class SpeakerDetail(Public):
    """Everything known of a speaker."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [examples.SPEAKER]})

    id: str
    name: str
    type: Literal["person", "organization", "group"] | None
    quotes: int = Field(ge=0)
    articles: int = Field(ge=0)
    first_quoted: str | None
    last_quoted: str | None
    aliases: list[Alias] = Field(description="Every spelling, with the outlets that use it.")
    roles: list[RoleSeen] = Field(description="What articles call the speaker.")
    outlets: list[OutletCount]
    decisions: list[Decision]
    suggestions: list[Suggestion]
    terms: list[KeyTerm] | None = Field(None, description="With `terms=true`: what the speaker talks about.")
    links: SpeakerLinks


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


class RuleExample(Public):
    """A sentence and whom the rule finds in it; null: it must keep silent."""

    text: str
    speaker: str | None


class Rule(Public):
    """One way an article says who speaks."""

    name: str
    meaning: str
    examples: list[RuleExample]


class Rules(Public):
    """All rules, strongest first."""

    items: list[Rule]


class Health(Public):
    """That the server runs."""

    status: Literal["ok"]
    version: str


class Readiness(Public):
    """Whether the server can do its work."""

    status: Literal["ready"]
    version: str
    database: str
    model: str


class Fault(Public):
    """One value that is not valid."""

    where: Annotated[str, Field(alias="in", description="query, path, header or body.")]
    name: str
    detail: str


class Problem(Public):
    """RFC 9457: every error of this API."""

    type: str
    title: str
    status: int = Field(ge=400, le=599)
    code: str = Field(description="Stable, for programs.")
    detail: str = Field(description="One sentence for people that says what to do.")
    instance: str | None = None
    errors: list[Fault] | None = None
