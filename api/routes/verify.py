"""`POST /verify`: are the quotations of a draft on record, word for word, from the one it names?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import orjson
from fastapi import APIRouter, Body, Request, Response
from rapidfuzz import fuzz

from api import schemas
from api.engine import Job, size_of
from api.http import links, render
from api.http.dependencies import OPEN, check_size
from api.http.errors import declared
from api.http.json_route import JsonRoute
from api.queries.bodies import DraftIn
from api.service import ServiceDep
from quotes.matching import verify
from quotes.models import Quote, RawArticle

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.quotes import QuoteRow

router = APIRouter(tags=["verify"], route_class=JsonRoute)

CANDIDATES = 20
SAME_NAME = 85
_WHY = {
    "verbatim": "On record word for word.",
    "truncated": "On record, and shortened here.",
    "altered": "On record in other words: see the difference.",
    "other-speaker": "The words are on record, and somebody else said them.",
    "not-in-corpus": "Nothing like it is on record here, which does not mean that it was not said.",
}


@router.post(
    "/verify",
    operation_id="verify_draft",
    summary="Check a draft's quotations against the record",
    response_model=schemas.Verified,
    responses=declared(400, 401, 413, 415, 422),
    dependencies=OPEN,
)
async def verify_draft(draft: Annotated[DraftIn, Body()], request: Request, to: ServiceDep) -> Response:
    """Each quoted stretch comes back as `verbatim`, `truncated`, `altered` (with the difference),
    `other-speaker` or `not-in-corpus`, with the nearest quotation on record. Nothing is stored."""
    article = RawArticle(text=draft.text, html=draft.html)
    await check_size(request, size_of(article))
    extraction = await to.work(request.scope, Job.extract, article)
    items = await to.slow(_check, extraction.quotes, links.of(request))
    summary = {status: sum(item["status"] == status for item in items) for status in _WHY}
    return Response(orjson.dumps({"items": items, "summary": summary}), media_type="application/json")


def _check(connection: Connection, quotes: Sequence[Quote], to: links.Links) -> list[dict[str, Any]]:
    return [_item(connection, quote, to) for quote in quotes]


def _item(connection: Connection, quote: Quote, to: links.Links) -> dict[str, Any]:
    named = quote.speaker.name if quote.speaker else None
    ranked = []
    for row, text in _candidates(connection, quote.text):
        comparison = verify.compare(quote.text, text)
        if comparison.status != "not-in-corpus":
            agrees = _same_speaker(connection, named, row)
            # Of two records of the same words the one that agrees on the speaker is the one meant.
            ranked.append(((verify.rank(comparison), agrees is not False), agrees, comparison, row))
    item: dict[str, Any] = {
        "text": quote.text,
        "parts": [part.as_dict() for part in quote.parts],
        "speaker": named,
        "status": "not-in-corpus",
        "speaker_agrees": None,
        "share": 0.0,
        "difference": [],
        "record": None,
    }
    if ranked:
        _, agrees, comparison, row = max(ranked, key=lambda one: one[0])
        other = agrees is False and comparison.status in ("verbatim", "truncated")
        item["status"] = "other-speaker" if other else comparison.status
        item["speaker_agrees"] = agrees
        item["share"] = comparison.share
        item["difference"] = [step.as_dict() for step in comparison.difference]
        item["record"] = orjson.loads(render.quote(row, to))
    item["why"] = _WHY[item["status"]]
    return item


def _candidates(connection: Connection, text: str) -> list[tuple[QuoteRow, str]]:
    """Quotes on record that share a run of words with the draft's, or all of its words."""
    from quotes.store.filters import QuoteFilter
    from quotes.store.quotes import page

    found: dict[str, tuple[QuoteRow, str]] = {}
    for phrase in verify.phrases(text):
        for row in page(connection, QuoteFilter(q=f'"{phrase}"'), sort="-published", limit=CANDIDATES).rows:
            if row.id not in found:
                found[row.id] = (row, str(orjson.loads(f"{{{row.body}}}")["text"]))
    return list(found.values())


def _same_speaker(connection: Connection, named: str | None, row: QuoteRow) -> bool | None:
    """Whether the draft names whom the record names; None where either is silent."""
    from quotes.store import speakers

    if named is None or row.speaker_name is None:
        return None
    if row.speaker_id is not None and any(
        found.id == row.speaker_id for found in speakers.resolve(connection, named).speakers
    ):
        return True
    return bool(fuzz.token_set_ratio(named.casefold(), row.speaker_name.casefold()) >= SAME_NAME)
