"""Speakers as they go out."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from api.schemas import examples
from api.schemas.base import Known, Page, Public


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

    id: int = Field(description="For `POST /speakers/{id}/undo`.")
    kind: Literal["merge", "split", "rename", "apart", "undo"]
    at: str
    by: str = Field(description="The name of the key.")
    note: str | None
    what: dict[str, Any]
    undone: bool = Field(description="It was taken back.")


class Suggestion(Public):
    """Two who may be one, left to a person to decide."""

    a: Known
    b: Known
    reason: str


class SuggestionPage(Page):
    """A page of suggestions."""

    items: list[Suggestion]


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
