"""Which stored quotes a command is about: the filters of `GET /quotes` as options, and what they ask of the store."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.errors import BadInput

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.search.filters import QuoteFilter


class Kind(StrEnum):
    direct = "direct"
    fragment = "fragment"


SpeakerOption = Annotated[
    list[str] | None, typer.Option("--speaker", "-s", help="A name in any spelling, or an id; repeatable.")
]
OutletOption = Annotated[list[str] | None, typer.Option("--outlet", help="An outlet; repeatable.")]
ArticleOption = Annotated[list[str] | None, typer.Option("--article", help="An article's id; repeatable.")]
KindOption = Annotated[list[Kind] | None, typer.Option("--kind", help="direct or fragment; repeatable.")]
RuleOption = Annotated[list[str] | None, typer.Option("--rule", help="Attributed by this rule; repeatable.")]
SinceOption = Annotated[str | None, typer.Option("--since", help="Published on this day or later: 2020-08-15.")]
UntilOption = Annotated[str | None, typer.Option("--until", help="Published on this day or earlier.")]
SureOption = Annotated[
    float | None,
    typer.Option("--min-confidence", min=0, max=1, help="At least this sure of who said it, by name: 0.8."),
]
AttributedOption = Annotated[
    bool | None, typer.Option("--attributed/--unattributed", help="Only quotes with a speaker, or without one.")
]


def asked(
    connection: Connection,
    *,
    speaker: Sequence[str] | None,
    outlet: Sequence[str] | None,
    article: Sequence[str] | None,
    q: str | None,
    since: str | None,
    until: str | None,
    kind: Sequence[Kind] | None = None,
    rule: Sequence[str] | None = None,
    min_confidence: float | None = None,
    attributed: bool | None = None,
) -> QuoteFilter:
    """The store's filter; BadInput for a name that nobody bears (the near ones are named) and for what is no date."""
    from quotes.store import speakers
    from quotes.store.search.filters import QuoteFilter

    for day in (since, until):
        _check_date(day)
    found: list[int] = []
    for name in speaker or ():
        resolution = speakers.resolve(connection, name)
        if not resolution.speakers:
            near = ", ".join(candidate.name for candidate in resolution.candidates)
            raise BadInput(f"Nobody in the store is called {name!r}" + (f"; do you mean {near}?" if near else "."))
        found.extend(one.pk for one in resolution.speakers)
    return QuoteFilter(
        speakers=tuple(found) if speaker else None,
        outlets=tuple(outlet) if outlet else None,
        articles=tuple(article) if article else None,
        q=q or None,
        kinds=tuple(one.value for one in kind) if kind else None,
        rules=tuple(rule) if rule else None,
        since=since,
        until=until,
        min_confidence=min_confidence,
        attributed=attributed,
    )


def _check_date(written: str | None) -> None:
    from quotes.store.schema.dates import key_range

    try:
        key_range(written, None)
    except BadInput:
        raise BadInput(f"{written!r} is no date: write 2020, 2020-08, 2020-08-15 or 2020-08-15T09:30:00Z.") from None
