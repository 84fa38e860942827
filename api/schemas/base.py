"""Base of the models, and what several answers share: stretches of text, resolved filters, problems."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Public(BaseModel):
    """Base of what goes out: nothing undeclared."""

    model_config = ConfigDict(extra="forbid")


class TextRange(Public):
    """A stretch of the article: `article.text[start:end] == text`, in characters (Unicode code points)."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


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


class Page(Public):
    """What every list has; `next` is in the `Link` header too."""

    next: str | None = Field(description="The address of the next page, every filter in it; null at the end.")
    resolved: Resolved
    count: int | None = Field(None, ge=0)


class Change(Public):
    """A step from one wording to another."""

    op: Literal["same", "missing", "added", "changed"]
    words: str
    instead: str | None


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
