"""What may be asked of each reading call: one model each, read strictly by `query_string` and documented from it."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_DATE = re.compile(
    r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2})"
    r"([T ](?P<hour>\d{2}):(?P<minute>\d{2})(:(?P<second>\d{2})(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?"
)


def _is_date(value: str) -> str:
    """A year, month, day or date-time; the store compares by prefix, so the shorter forms mean the whole of it."""
    found = _DATE.fullmatch(value)
    wrong = (
        found is None
        or not 1 <= int(found["month"] or 1) <= 12
        or not 1 <= int(found["day"] or 1) <= _days(int(found["year"]), int(found["month"] or 1))
        or int(found["hour"] or 0) > 23
        or int(found["minute"] or 0) > 59
        or int(found["second"] or 0) > 59
        or int(found["year"]) < 1
    )
    if wrong:
        raise ValueError("give a date as 2020, 2020-08, 2020-08-17 or 2020-08-17T12:00:00Z")
    return value


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


Date = Annotated[
    str,
    AfterValidator(_is_date),
    Field(json_schema_extra={"pattern": r"^\d{4}(-\d{2}(-\d{2}([T ].+)?)?)?$"}, examples=["2020-08-17"]),
]
Name = Annotated[str, Field(max_length=500)]
Names = Annotated[list[Name], Field(max_length=50)]
Sort = Literal["-published", "published", "relevance", "-confidence"]
Format = Literal["json", "csv", "ndjson"]
QuoteField = Literal[
    "id", "text", "parts", "kind", "speaker", "cue", "rule", "why", "confidence", "repairs", "context",
    "article", "links",
]  # fmt: skip


class Nothing(BaseModel):
    """A call without parameters."""

    model_config = ConfigDict(extra="forbid")


class DetailQuery(BaseModel):
    """The parameters of `GET /speakers/{id}`."""

    model_config = ConfigDict(extra="forbid")

    terms: bool = Field(
        False,
        description="Whether `terms` says what the speaker talks about: read from the newest quotes by the language "
        "model, so that the first answer takes a few seconds.",
    )


class OtherFilters(BaseModel):
    """Which quotes, whoever speaks: every filter combines with every other; a repeated one means any of its values."""

    model_config = ConfigDict(extra="forbid")

    article: Names = Field(default_factory=list, description="Only quotes of the article with this id. Repeatable.")
    outlet: Names = Field(
        default_factory=list,
        description="Only quotes from this outlet, by its exact name. Repeatable.",
        examples=[["RFE/RL"]],
    )
    q: str | None = Field(
        None,
        max_length=20_000,
        # Longer ones are searches too; as an address, a server in between may refuse them.
        json_schema_extra={"maxLength": 5_000},
        description='Words that the quote holds, all of them; "words in quotation marks" in that order. '
        "Never a syntax error.",
        examples=["peaceful strikes"],
    )
    kind: Annotated[list[Literal["direct", "fragment"]], Field(max_length=50)] = Field(
        default_factory=list,
        description="`direct`: speech by itself; `fragment`: words inside the reporter's sentence. Repeatable.",
    )
    rule: Names = Field(
        default_factory=list,
        description="Only quotes attributed by this rule (see `GET /rules`). Repeatable.",
        examples=[["speaker-after"]],
    )
    since: Date | None = Field(None, description="Published on or after this date.", examples=["2020-08-01"])
    until: Date | None = Field(None, description="Published on or before this date.", examples=["2030-12-31"])
    min_confidence: float | None = Field(
        None, ge=0, le=1, allow_inf_nan=False, description="At least this sure of who said it, by name.", examples=[0.8]
    )
    attributed: bool | None = Field(
        None, description="`true`: only quotes with a speaker; `false`: only those without."
    )


class QuoteFilters(OtherFilters):
    """Which quotes."""

    speaker: Names = Field(
        default_factory=list,
        description="Who speaks: a name, an alias, any spelling of it, or a speaker's id. Repeatable: any of them. "
        "`resolved.speaker` in the answer says whom each one meant.",
        json_schema_extra={"filled_in": True},
        examples=[["Lukashenko"]],
    )


class Listing(BaseModel):
    """How quotes are listed, whatever the filters."""

    model_config = ConfigDict(extra="forbid")

    sort: Sort = Field(
        "-published",
        description="Newest first (the default), oldest first, best match of `q` first, or surest first.",
    )
    limit: int = Field(50, ge=1, le=200, description="Quotes a page.")
    cursor: str | None = Field(
        None,
        max_length=1000,
        description="Where the page begins: take it from `next` of the page before, as it is.",
    )
    fields: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=50)] = Field(
        default_factory=list,
        json_schema_extra={"comma": True},
        description="Only these members of each quote, by comma; `speaker.name` reaches inside.",
        examples=[["id", "text", "speaker.name"]],
    )
    count: bool = Field(False, description="Whether `count` of all that match is given.")
    facets: Annotated[list[Literal["speaker", "outlet", "month"]], Field(max_length=10)] = Field(
        default_factory=list,
        json_schema_extra={"comma": True},
        description="Counts of all that match by these, by comma.",
        examples=[["speaker", "outlet", "month"]],
    )
    sample: int | None = Field(
        None,
        ge=1,
        le=1000,
        description="Instead of a page: so many quotes at random, of all that match.",
        examples=[10],
    )
    seed: int | None = Field(
        None, ge=0, le=2**31 - 1, description="With `sample`: the same seed gives the same quotes.", examples=[7]
    )
    format: Format | None = Field(
        None, description="`csv` or `ndjson`: everything that matches, streamed; else as `Accept` says."
    )


class QuoteQuery(Listing, QuoteFilters):
    """The parameters of `GET /quotes`."""


class SpeakerFilteredQuery(Listing, OtherFilters):
    """The parameters of `GET /speakers/{id}/quotes`: all of `GET /quotes` but `speaker`."""


class SpeakerQuery(BaseModel):
    """The parameters of `GET /speakers`."""

    model_config = ConfigDict(extra="forbid")

    q: str | None = Field(None, max_length=500, description="How a name begins, in any spelling.", examples=["Tikh"])
    limit: int = Field(50, ge=1, le=200, description="Speakers a page.")
    cursor: str | None = Field(None, max_length=1000, description="From `next` of the page before, as it is.")
    count: bool = Field(False, description="Whether `count` of all that match is given.")
    format: Format | None = Field(None, description="`csv` or `ndjson`; else as `Accept` says.")


class ArticleQuery(BaseModel):
    """The parameters of `GET /articles`."""

    model_config = ConfigDict(extra="forbid")

    outlet: Names = Field(default_factory=list, description="Only articles of this outlet, by its name. Repeatable.")
    q: str | None = Field(None, max_length=5_000, description="Words of the title.", examples=["Belarus"])
    since: Date | None = Field(None, description="Published on or after this date.", examples=["2020-08-01"])
    until: Date | None = Field(None, description="Published on or before this date.", examples=["2030-12-31"])
    limit: int = Field(50, ge=1, le=200, description="Articles a page.")
    cursor: str | None = Field(None, max_length=1000, description="From `next` of the page before, as it is.")
    count: bool = Field(False, description="Whether `count` of all that match is given.")
    format: Format | None = Field(None, description="`csv` or `ndjson`; else as `Accept` says.")
