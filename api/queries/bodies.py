"""The bodies that writing calls take."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    field_validator,
    model_validator,
)
from pydantic.config import JsonDict

from api.http.errors import Invalid, faults
from api.queries.parameters import Date
from api.schemas import examples
from quotes.models import Failure, RawArticle
from quotes.text.web_address import is_web_address

MAX_ARTICLES = 1000


def _is_linkable(url: str) -> str:
    if not is_web_address(url):
        raise ValueError("give a web address: http:// or https:// and a host")
    return url


Url = Annotated[str, Field(max_length=4000, json_schema_extra={"format": "uri"}), AfterValidator(_is_linkable)]
# One of the two is needed. Said as what may not be, since generators of clients make a class of each branch of `anyOf`
# and forget the members beside it.
_WITHOUT_WORDS: JsonDict = {"properties": {"text": {"enum": [None, ""]}, "html": {"enum": [None, ""]}}}
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
            "not": _WITHOUT_WORDS,
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


def _or_failure(value: Any, handler: ValidatorFunctionWrapHandler) -> ArticleIn | Failure:
    """An article of a list, or what is wrong with it: the others are read all the same."""
    try:
        article: ArticleIn = handler(value)
    except ValidationError as error:
        [first, *_] = faults(error.errors(include_url=False, include_input=False, include_context=False), where="body")
        given = value.get("id") if isinstance(value, dict) else None
        named = _text_or_none(given)
        place = f"{first['name']}: " if first["name"] else ""
        return Failure(named, Invalid.code, f"{place}{first['detail']}.", Invalid.status)
    return article


def _text_or_none(value: object) -> str | None:
    return value.encode("utf-8", "replace").decode()[:200] if isinstance(value, str) else None


def _keeps_one(members: list[ArticleIn | Failure]) -> list[ArticleIn | Failure]:
    broken = [(number, one) for number, one in enumerate(members) if isinstance(one, Failure)]
    if len(broken) == len(members):
        number, first = broken[0]
        raise ValueError(f"none of the articles can be read; number {number + 1}: {first.message.rstrip('.')}")
    return members


ManyArticles = Annotated[
    list[Annotated[ArticleIn, WrapValidator(_or_failure)]],
    Field(min_length=1, max_length=MAX_ARTICLES),
    AfterValidator(_keeps_one),
]
# Told apart by what was sent, so that only what is wrong with that is told. The signs keep the tags out of the place.
OneOrMany = Annotated[
    Annotated[ArticleIn, Tag("[one]")] | Annotated[ManyArticles, Tag("[several]")],
    Discriminator(lambda value: "[several]" if isinstance(value, list) else "[one]"),
]


class DraftIn(Body):
    """A draft whose quotations are to be checked."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [examples.DRAFT],
            "not": _WITHOUT_WORDS,
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


class NoteIn(Body):
    """Why, in the words of who decides; `{}` where there is nothing to add."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"note": "A title, not speech"}]})

    note: Short | None = None


class UndoIn(Body):
    """Which decision is taken back."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"note": "Two people after all"}]})

    decision: int | None = Field(
        None, ge=0, le=2**31 - 1, description="The `id` of one of the speaker's `decisions`; the last one that stands."
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
            "not": {"properties": {"names": {"maxItems": 0}, "articles": {"maxItems": 0}}},
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
