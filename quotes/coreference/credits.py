"""Lines about the page and not about what happened: bylines, credits of photographs, pointers to other articles.

Whoever is named there is nobody that the article's "she" can mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST = 160  # characters of a line that is all credit
_LONGEST_CAPTION = 300
# a space between the words is a must: a line of capitals has one way to be read
_NAME = r"[^\W\d_a-zß-ÿ][\w.’'-]+(?:[ \u00a0][^\W\d_a-zß-ÿ][\w.’'-]+){1,3}"
_WORK = (
    r"(?:words|text|story|photos?|photographs?|photography|pictures?|images?|illustrations?|graphics?|video|audio|film"
    r"|interview|report(?:ing|ed)?|writing|written|edit(?:ing|ed)|production|produced|compiled|translat(?:ion|ed)"
    r"|additional reporting|analysis|opinion|credits?|courtesy|author|writer|byline)"
)
_OFFICE = (
    r"(?:(?:senior|chief|special|deputy|political|sports?|staff|business|local|news|features?|court|health|science|city"
    r"|guest|freelance|foreign|associate|assistant|managing)[ -])*"
    r"(?:writer|reporter|correspondent|editor|columnist|contributor|photographer|journalist)s?"
)
_LINES = re.compile(
    rf"[ \t]*[(\[*_|—–-]*[ \t]*(?:"
    rf"{_WORK}(?:(?:,| and| &|/) ?{_WORK})*(?: by\b|:| courtesy of\b|[ \t]*/)"  # "Text and photos by X", "Words: X"
    rf"|by[ :]+(?=(?-i:[^\W\d_a-z]))[^!?“”\"]*(?<!\.)$"  # "By X and Y, Outlet"
    rf"|(?:related|read (?:more|also|next)|see also|also read|more(?: on this| from| in)?|watch|listen|don[’']t miss"
    rf"|recommended|trending|editor[’']?s['’]? (?:pick|choice)|from the archives?|up next|next)\b[^:\n]{{0,25}}[:|>»]"
    rf"|(?-i:{_NAME})(?: (?:and|&) (?-i:{_NAME}))?[ \u00a0](?:reports?|writes)"
    rf"(?: (?:from|for) [\w ]{{2,30}})?[.:]?[ \t]*$"
    rf"|(?-i:{_NAME})[,|/—–-]? ?(?:(?-i:[A-Z][\w.]*) ){{0,3}}{_OFFICE}[ \t]*$"
    rf")",
    re.IGNORECASE,
)
# here: agencies and networks that photographs are credited to
_AGENCY = (
    r"(?:Reuters|AP|AFP|Getty(?: Images)?|EPA|PA|Xinhua|Bloomberg|Shutterstock|Instagram|Twitter|Facebook|Flickr"
    r"|iStock|Alamy|TASS|Anadolu|ANSA|dpa|DPA|Kyodo|Yonhap|YouTube|USA TODAY|Rex|REX|UPI|CP|AAP|ANP|NTB|Sipa|Zuma)"
)
_CREDIT_LINE = re.compile(rf"[^.!?“”\"\n]{{0,60}}(?:/ ?{_AGENCY}|{_AGENCY} ?/)[^.!?“”\"\n]{{0,40}}\.?$")
# what a photograph shows is told in the present: "Ana Roe holds up the cup", "Tom Fox, left, and Ana Roe wave"
_CAPTION = re.compile(
    r"[^“”\"\n]{3,200} (?:holds?|waves?|speaks?|stands?|sits?|walks?|smiles?|poses?|arrives?|leaves?|looks?|attends?"
    r"|gestures?|greets?|shakes?|hugs?|kiss(?:es)?|places?|lays?|carr(?:y|ies)|listens?|watch(?:es)?|delivers?"
    r"|addresses|address|participates?|takes? part|reacts?|celebrates?|embraces?|points?|lifts?|shows?|plays?"
    r"|performs?|signs?|gathers?|march(?:es)?|kneels?|rides?|drives?|pictured|photographed)\b[^“”\"\n]{0,200}$"
)
_INSIDE = re.compile(
    r"\((?:[^()\n]{0,80}?)(?:/|\b)(?:photos?|photographs?|images?|getty|pictures?|via|courtesy|file|handout|pool)\b[^()\n]{0,60}\)"
    r"|\b(?:photos?|photographs?|pictures?|images?|credits?|illustration)(?: credit)?(?:: ?| by |/)[^\n.]{2,60}",
    re.IGNORECASE,
)
# here: a piece of every word that `_INSIDE` looks for: far cheaper, and most lines have none
_HINTS = ("photo", "image", "getty", "picture", "via", "courtesy", "file", "handout", "pool", "credit", "illustration")


def credit_ranges(text: str) -> list[tuple[int, int]]:
    """The ranges of a text that credit somebody or point elsewhere, in order; linear in the text."""
    found: list[tuple[int, int]] = []
    credited = False  # the line before is a photograph's credit
    for line in re.finditer(r"[^\n]+", text):
        caption = credited and len(line.group()) <= _LONGEST_CAPTION and _CAPTION.match(line.group()) is not None
        credited = len(line.group()) <= _LONGEST and _CREDIT_LINE.match(line.group()) is not None
        if credited or caption or (len(line.group()) <= _LONGEST and _LINES.match(line.group()) is not None):
            found.append(line.span())
        elif any(map(line.group().lower().__contains__, _HINTS)):
            found.extend((line.start() + m.start(), line.start() + m.end()) for m in _INSIDE.finditer(line.group()))
    return found


def inside(ranges: Sequence[tuple[int, int]], starts: Sequence[int]) -> frozenset[int]:
    """Which of the offsets lie within one of the ranges; both sorted."""
    kept: set[int] = set()
    at = 0
    for start in starts:
        while at < len(ranges) and ranges[at][1] <= start:
            at += 1
        if at < len(ranges) and ranges[at][0] <= start:
            kept.add(start)
    return frozenset(kept)
