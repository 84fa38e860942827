"""The bodies that writing calls take."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from api.docs import examples
from api.queries.parameters import Date
from quotes.models import RawArticle
from quotes.text.web_address import is_web_address

MAX_ARTICLES = 1000


def _is_linkable(url: str) -> str:
    if not is_web_address(url):
        raise ValueError("give a web address: http:// or https:// and a host")
    return url


Url = Annotated[str, Field(max_length=4000, json_schema_extra={"format": "uri"}), AfterValidator(_is_linkable)]
Short = Annotated[str, Field(max_length=1000)]
Id = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\s/?#\x00-\x1f\x7f]+$")]


class Body(BaseModel):
    """Base of what comes in: an unknown member is a mistake worth telling."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*")
    @classmethod
    def _is_text(cls, value: object) -> object:
        if isinstance(value, list):
            return [_text(one) if isinstance(one, str) else one for one in value]
        return _text(value) if isinstance(value, str) else value


def _text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError("half a character (a lone surrogate) is in it: send whole ones") from None
    # No text holds a NUL, and PostgreSQL refuses to keep one; a space in its place moves no offset.
    return value.replace("\x00", " ")


class ArticleIn(Body):
    """An article: `text` or `html`, and what is known of it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [examples.ARTICLE_IN],
            "anyOf": [
                {"required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}},
                {"required": ["html"], "properties": {"html": {"type": "string", "minLength": 1}}},
            ],
        },
    )

    text: str | None = Field(None, description="The article as plain text; paragraphs on lines of their own.")
    html: str | None = Field(None, description="The article as a web page; the text is taken out of it.")
    id: Id | None = Field(None, description="Your own id for it; else derived from its url or text.")
    title: Short | None = None
    url: Url | None = Field(None, description="Where it stands on the web. It is linked to, never fetched.")
    outlet: Short | None = None
    author: Short | None = None
    published: Date | None = Field(None, description="A date or date-time, ISO 8601.")

    @model_validator(mode="after")
    def _has_words(self) -> ArticleIn:
        if not (self.text or self.html):
            raise ValueError("give the article as text or as html")
        return self

    def raw(self) -> RawArticle:
        """The article for the engine."""
        return RawArticle(**self.model_dump())


ManyArticles = Annotated[list[ArticleIn], Field(min_length=1, max_length=MAX_ARTICLES)]


class DraftIn(Body):
    """A draft whose quotations are to be checked."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [examples.DRAFT],
            "anyOf": [
                {"required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}},
                {"required": ["html"], "properties": {"html": {"type": "string", "minLength": 1}}},
            ],
        },
    )

    text: str | None = Field(None, max_length=200_000, description="The draft as plain text.")
    html: str | None = Field(None, max_length=1_000_000, description="The draft as a web page.")

    @model_validator(mode="after")
    def _has_words(self) -> DraftIn:
        if not (self.text or self.html):
            raise ValueError("give the draft as text or as html")
        return self


class QuotePatch(Body):
    """Who really speaks. Exactly one of the two."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"speaker": "Svetlana Tikhanovskaya", "note": "Photo caption"}]}
    )

    speaker: Annotated[str, Field(min_length=1, max_length=500)] | None = Field(
        description="The speaker's id or name; a name nobody bears yet makes a new speaker. null: nobody, unattributed."
    )
    note: Short | None = None


class SpeakerPatch(Body):
    """A better name; the id stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"name": "Alexander Lukashenko"}]})

    name: Annotated[str, Field(min_length=1, max_length=500)]
    note: Short | None = None


class MergeIn(Body):
    """Who is the same person: these become part of the speaker in the address."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"ids": ["alyaksandr-lukashenka"]}]})

    ids: Annotated[list[Annotated[str, Field(min_length=1, max_length=500)]], Field(min_length=1, max_length=100)]
    note: Short | None = None


class ApartIn(Body):
    """Who is not the speaker in the address, however alike the names are."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"ids": ["viktor-lukashenko"]}]})

    ids: Annotated[list[Annotated[str, Field(min_length=1, max_length=500)]], Field(min_length=1, max_length=100)]
    note: Short | None = None


class SplitIn(Body):
    """Who is somebody else: these spellings, or what these articles say, become a speaker of their own."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"names": ["Sergei Tikhanovsky"]}],
            "anyOf": [
                {"required": ["names"], "properties": {"names": {"type": "array", "minItems": 1}}},
                {"required": ["articles"], "properties": {"articles": {"type": "array", "minItems": 1}}},
            ],
        },
    )

    names: Annotated[list[Annotated[str, Field(min_length=1, max_length=500)]], Field(max_length=100)] = []
    articles: Annotated[list[Annotated[str, Field(min_length=1, max_length=500)]], Field(max_length=1000)] = []
    note: Short | None = None

    @model_validator(mode="after")
    def _says_what(self) -> SplitIn:
        if not (self.names or self.articles):
            raise ValueError("give the names, or the articles, that are somebody else's")
        return self
