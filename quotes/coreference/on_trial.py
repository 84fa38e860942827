"""Who stands trial in an article, and who tries them: "Tom Roe denies two counts of fraud ... the defendant said",
"Sentencing him, Ida Poe said ... the judge added".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from quotes.coreference.entities import Entity

DEFENDANT = "defendant"
_MOST = 12  # mentions of one person that are looked at
_CALLED = re.compile(r"\b[Tt]he (?:defendant|accused)\b")
_CRIMES = (
    r"(?:counts?|charges?|murder|manslaughter|rape|fraud|assault|theft|robbery|arson|causing|perverting|conspiracy"
    r"|stealing|killing|harassment|stalking|possession)\b"
)
_TOLD_OF = r"(?:,? (?:of|from|aged|who|\(?\d)[^.;\n\x01]{1,70}?[,)])?"  # "Tom Roe, 58, of Leeds,"
_TRIED = re.compile(
    rf"{_TOLD_OF} (?:(?:is|was|has been|had been) (?:\w+ )?(?:accused|charged|on trial|convicted|found guilty|jailed"
    r"|sentenced|acquitted|cleared of|remanded|alleged to|said to have)\b"
    rf"|(?:denies|denied|admits|admitted|faces) (?:[\w-]+ ){{0,5}}?{_CRIMES}"
    r"|(?:pleads?|pleaded|stands? trial|stood trial|goes on trial|went on trial)\b)"
    # "Tom Roe poisoned a well, a jury at Leeds Crown Court heard"
    r"|[^.;\n]{0,140}, (?:a|the) (?:jury|court|judge|tribunal)(?: (?:at|in) [\w ]{3,40})? (?:has )?(?:heard|was told)\b"
)
_TRIES = re.compile(r"\b(?:[Ss]entenced|[Ss]entencing|[Jj]ailed|[Cc]onvicted|[Cc]harged|[Aa]cquitted|[Pp]rosecuting) $")

_LAWYER = ("lawyer", "barrister", "solicitor", "advocate")
# here: what whoever does something in court is called, of use to this alone
_CALLED_IN_COURT = {
    "sentencing": ("judge",), "jailing": ("judge",), "presiding": ("judge",),
    "prosecuting": ("prosecutor",), "defending": _LAWYER, "mitigating": _LAWYER,
}  # fmt: skip
_DOES = re.compile(
    r"\b(?P<deed>Sentencing|Jailing|Presiding|Prosecuting|Defending|Mitigating)\b"
    r"(?! (?:his|her|its|their)\b)[^.;\n\x01]{0,80}, $"  # not "Defending her title, Ana Roe"
)
_DOES_IN_COURT = re.compile(r", (?P<deed>presiding|prosecuting|defending|mitigating)(?:,| (?=told\b|said\b))")
_LONGEST_DEED = 95  # characters


def on_trial(unquoted: str, entities: Iterable[Entity]) -> list[Entity]:
    """The persons whom the text outside quoted speech tells to stand trial; none where it has no "defendant"."""
    if not ("defendant" in unquoted or "accused" in unquoted) or _CALLED.search(unquoted) is None:
        return []  # the words alone are looked for far faster, and mostly there are none
    return [entity for entity in entities if entity.kind == "person" and _stands_trial(unquoted, entity)]


def in_court(unquoted: str, entities: Iterable[Entity]) -> list[tuple[Entity, str]]:
    """The persons who judge, prosecute or defend, each with a noun for whoever does that: ("judge", "barrister")."""
    if not any(deed in unquoted or deed.capitalize() in unquoted for deed in _CALLED_IN_COURT):
        return []
    found = ((entity, _deed_of(unquoted, entity)) for entity in entities if entity.kind == "person")
    return [(entity, noun) for entity, deed in found if deed is not None for noun in _CALLED_IN_COURT[deed]]


def _deed_of(unquoted: str, entity: Entity) -> str | None:
    for name in entity.mentions[:_MOST]:
        start = name.start - (len(name.title) + 1 if name.title else 0)
        done = _DOES.search(unquoted, max(0, start - _LONGEST_DEED), start)
        done = done or _DOES_IN_COURT.match(unquoted, name.end)
        if done is not None and not name.quoted and not name.headline:
            return done["deed"].lower()
    return None


def _stands_trial(unquoted: str, entity: Entity) -> bool:
    return any(
        _TRIED.match(unquoted, name.end) is not None
        or _TRIES.search(unquoted, max(0, name.start - 12), name.start) is not None
        for name in entity.mentions[:_MOST]
        if not name.quoted and not name.headline
    )
