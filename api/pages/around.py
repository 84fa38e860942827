"""`/browse/speakers/{id}/around`: whom a speaker speaks of, who speaks of them, who is quoted beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from api.formats import addresses
from api.http import links
from api.http.dependencies import service
from api.pages.listing import as_json
from api.pages.templating import PageRoute, render
from quotes.errors import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.speakers import Detail

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_NEWEST = 400
_LISTED = 20
# Capitals one after the other, with the small words that stand inside names.
_NAME = re.compile(r"[^\W\d_a-z][\w’'-]*(?:\.?\s(?:(?:de|la|van|von|bin|al|del|da|di)\s){0,2}[^\W\d_a-z][\w’'-]+){0,4}")
_OPENS = re.compile(r"(?:^|[.!?…:]\s+[“\"‘']?)$")


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody who is named in quotations: in how many, and the words they are named with."""

    id: str
    name: str
    words: str
    count: int


@router.get("/browse/speakers/{id}/around")
async def around(request: Request) -> Response:
    """Out of the newest quotations and articles; the names are those that the store knows speakers by."""
    found = await service(request).run_in_thread(_around, request.path_params["id"])
    if isinstance(found, str):
        return RedirectResponse(addresses.speaker_page(links.root_of(request), found) + "/around", 301)
    person, speaks_of, spoken_of, beside = found
    return render(
        request,
        "around.html",
        person=person,
        speaks_of=speaks_of,
        spoken_of=spoken_of,
        beside=beside,
        newest=min(person.quotes, _NEWEST),
    )


def names_in(text: str) -> set[str]:
    """What may be a name in a quotation: runs of capitals; one alone at the start of a sentence is left out."""
    found = set()
    for match in _NAME.finditer(text):
        words = match[0].strip("’'-")
        if " " not in words and (len(words) < 4 or _OPENS.search(text[: match.start()])):
            continue
        found.add(words)
        # "President Ann Lee", "But Ann Lee": without what stands before the name
        pieces = words.split()
        found.update(" ".join(pieces[at:]) for at in range(1, len(pieces) - 1))
    return found


def _around(connection: Connection, speaker_id: str) -> tuple[Detail, list[Spoken], list[Any], list[Any]] | str:
    from quotes.store import quotes, speakers
    from quotes.store.search.facets import facets
    from quotes.store.search.filters import QuoteFilter
    from quotes.store.speakers import company

    person = speakers.get(connection, speaker_id)
    if person is None:
        raise NotFound(f"There is no speaker {speaker_id[:100]!r} here: look for a name on the page of all speakers.")
    if isinstance(person, speakers.Moved):
        return str(person.id)
    rows = quotes.page(connection, QuoteFilter(speakers=(person.pk,)), limit=_NEWEST).rows
    texts = [quote["text"] for quote in as_json(rows, links.Links(""))]
    speaks_of = _spoken(connection, texts, person.id)
    named = QuoteFilter(q=f'"{person.name}"')
    spoken_of = [one for one in facets(connection, named, ("speaker",), limit=50)["speaker"] if one.value != person.id]
    return person, speaks_of, spoken_of[:_LISTED], company.beside(connection, person.pk, limit=_LISTED)


def _spoken(connection: Connection, texts: Iterable[str], speaker_id: str) -> list[Spoken]:
    from quotes.store.speakers import company

    named = [names_in(text) for text in texts]
    known = company.bearers(connection, {name for names in named for name in names})
    counts: Counter[str] = Counter()
    words: dict[str, Counter[str]] = {}
    for names in named:
        # once a quotation, under the longest of the names it uses
        said = {known[name].id: name for name in sorted(names, key=len) if name in known}
        for one, name in said.items():
            counts[one] += 1
            words.setdefault(one, Counter())[name] += 1
    people = {near.id: near.name for near in known.values()}
    return [
        Spoken(one, people[one], words[one].most_common(1)[0][0], count)
        for one, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        if one != speaker_id
    ][:_LISTED]
