"""Bodies of a state whose names many outlets write small: "Russia's foreign ministry", "the Chilean central bank"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quotes.coreference.name_scanner import Name
from quotes.lexicon import plain, words

_BODY = re.compile(
    r"(?<![\w’'-])(?:North |South )?(?P<country>[A-Z][\w-]*(?: [A-Z][\w-]*)?)(?:[’']s)? "
    r"(?:(?:foreign|defen[cs]e|interior|health|finance|justice|economy|education|energy|transport|agriculture|labou?r"
    r"|culture|environment|trade|information|sports?) (?:and [a-z]+ )?ministry|central bank)\b"
)


# the British prime minister's and chancellor's houses, which speak for them
_HOUSE = re.compile(
    r"N(?<![\w’'-].)(?:o\.?|umber) ?(?:10|11|Ten|Eleven)(?= (?:Downing|said|says|told|has|had|is|was|insist|declin"
    r"|refus|confirm|den(?:y|ied)|sources?|officials?|spokes)|[’']s\b)"
)


# "the Cook County Sheriff's Office": a body that is called after an office, not after somebody
_OF_A_HOLDER = r"[’']s?[ \u00a0](?:Office|Department|Bureau|Court|Secretariat|Directorate)\b"
_OFFICE = re.compile(
    r"(?<![\w’'.-])(?!The\b)(?:[A-Z][\w.-]*[ \u00a0]){0,5}?(?P<holder>[A-Z][a-z]+(?:[ \u00a0]General)?)" + _OF_A_HOLDER
)


# "Ashby police", "the Cook County sheriff's office", "the Ashby rowing team": what a place's bodies are called
_OF_A_PLACE = re.compile(
    r" (?:(?:city|county|town|district|state|village|parish|borough) council|(?:school|planning|county|water) board"
    r"|school district|police(?: department| force)?|(?:fire|health|sheriff[’']s) department"
    r"|(?:sheriff[’']s|(?:district |state[’']s |county )?attorney[’']s|coroner[’']s|prosecutor[’']s|clerk[’']s) office"
    r"|(?:rowing|football|hockey|cricket|rugby|basketball|baseball|netball|swimming|cycling|sailing|debating)"
    r" (?:team|club))\b(?![’'-]| [A-Z]| (?:officers?|chief|captain|sergeant|constable|commissioner|detective|members?"
    r"|leader|chair\w*|president|director|coach|manager|spokes\w+|sources?|officials?|chiefs|statement|report|station|reports)\b)"
)


def with_ministries(text: str, names: Sequence[Name]) -> list[Name]:
    """The names of a text with those bodies put in, in order; the country's own name there is part of theirs."""
    names = [_with_its_body(text, name) for name in names]
    starts = [name.start for name in names]
    kept = list(names)
    bodies = _BODY.finditer(text) if "ministry" in text or "central bank" in text else ()
    found = sorted([*bodies, *_HOUSE.finditer(text), *_offices(text)], key=lambda match: match.start())
    for match in reversed(found):
        country = plain(match["country"]) if match.re is _BODY else ""
        if country and country not in words("places") and country not in words("nationalities"):
            continue
        low, high = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        parts = tuple(match.group().split())
        quoted = any(name.quoted for name in kept[low:high])
        kept[low:high] = [Name(match.start(), match.end(), match.group(), parts, kind="organization", quoted=quoted)]
    return kept


def _offices(text: str) -> Iterator[re.Match[str]]:
    if re.search(_OF_A_HOLDER, text) is None:  # far cheaper, since few places need a look
        return
    for match in _OFFICE.finditer(text):
        holder = plain(match["holder"]).split()[0]
        if holder in words("honorifics") or holder in words("roles") or match["holder"].endswith("General"):
            yield match


def _with_its_body(text: str, name: Name) -> Name:
    """A place's name with the body of it that follows in small letters."""
    body = None
    last = plain(name.parts[-1])
    placed = name.kind in ("place", None) or last in ("county", "city", "parish")  # Marion County
    placed = placed or (name.article and name.kind == "organization" and last not in words("organisation_words"))
    if placed and not name.possessive and not name.title and len(name.parts) < 4:
        body = _OF_A_PLACE.match(text, name.end)
    if body is None or plain(name.text) in words("nationalities"):
        return name
    whole = text[name.start : body.end()]
    parts = tuple(whole.split())
    return replace(name, end=body.end(), text=whole, parts=parts, kind="organization", tentative=False)
