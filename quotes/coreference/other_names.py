"""What else an article calls somebody: by a nickname inside the name, the name at birth, the one they are known by.

“Ruta Alksne, née Kalnina”, “Ruta Kalnina was born in”, “Earvin ‘Magic’ Johnson”,
“Stefani Germanotta, better known as Lady Gaga”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from quotes.coreference.capitals import is_given
from quotes.coreference.name import Name
from quotes.names.name_parts import keys_of, suffix_of

_AT_BIRTH = r"(?:who was )?born|née|nee|né|(?:born )?(?:whose )?(?:real|legal|birth|maiden) name(?:,| is| was|:)?"
_ONCE = r"(?:who was )?(?:formerly|previously)(?: known as| called)?|once (?:known as|called)"
_KNOWN = (
    r"(?:who is |who was )?(?:better|best|now|later|widely|professionally|popularly) (?:known|called)"
    r"(?: simply)?(?: as)?|who (?:performs|records|writes|sings) as"
)
_ALSO = r"(?:who is )?also (?:known as|called)|known(?: to \w+)? as|a\.?k\.?a\.?|alias|nicknamed|who (?:goes|went) by"
_CALLED = re.compile(
    rf"(?:,| [–—-]| \(|) ?\(?(?:(?P<birth>{_AT_BIRTH})|(?P<once>{_ONCE})|(?P<known>{_KNOWN})|(?P<also>{_ALSO}))"
    r" [“\"‘']?"
)
_BORN = re.compile(r" was born (?:on|in|at|to|into|near|there|a |\d)")
_NICKNAME = re.compile(r"[\"“‘'(](?P<words>[^\"“”‘’'()]+?),?[\"”’')]")


class OtherName(NamedTuple):
    """One more name of whoever `of` names: `words` as the article would write it, in full where it can be told, at
    `name` where it stands as a name of its own. `better_known`: it is the one to call them by."""

    of: Name
    words: str
    name: Name | None
    better_known: bool = False


def other_names(text: str, names: Sequence[Name]) -> Iterator[OtherName]:
    """The other names that an article states."""
    for name in names:
        if name.kind in ("person", None) and not name.tentative and len(keys_of(name.parts)) > 1:
            yield from _nicknames(name)
    for of, name in pairwise(names):
        if _may_be_persons(of) and _may_be_persons(name) and len(keys_of(of.parts)) > 1:
            called = _CALLED.fullmatch(text, of.end, name.start - (len(name.title) + 1 if name.title else 0))
            if called is not None and (stated := _stated(of, name, called)) is not None:
                yield stated
    yield from _at_birth(text, names)


def _at_birth(text: str, names: Sequence[Name]) -> Iterator[OtherName]:
    """ "Ruth Kalnina was born in 1930", where one Ruth has been named, with another family name."""
    called: dict[str, dict[str, Name]] = {}  # given name -> family name -> the first so called
    for name in names:
        keys = keys_of(name.parts) if _may_be_persons(name) and not name.quoted else ()
        if len(keys) < 2:
            continue
        known = called.setdefault(keys[0], {})
        if len(known) == 1 and keys[-1] not in known and _BORN.match(text, name.end) is not None:
            yield OtherName(next(iter(known.values())), name.text, name)
        known.setdefault(keys[-1], name)


def _may_be_persons(name: Name) -> bool:
    return name.kind in ("person", None) and not name.possessive and not name.headline


def _nicknames(name: Name) -> Iterator[OtherName]:
    """Earvin “Magic” Johnson: Magic Johnson; but “Ted Roe (Ohio) Monday” has no other name."""
    surname = name.parts[-2] if suffix_of(name.parts) and len(name.parts) > 2 else name.parts[-1]
    for nickname in _NICKNAME.finditer(name.text):
        words = nickname["words"]
        if nickname.group()[0] != "(" or is_given(words):
            yield OtherName(name, words if words.startswith(("The ", "El ", "La ")) else f"{words} {surname}", None)


def _stated(of: Name, name: Name, called: re.Match[str]) -> OtherName | None:
    whole = len(keys_of(name.parts)) > 1
    written = f"{name.title} {name.text}" if name.title and not whole else name.text
    if called["birth"]:
        return OtherName(of, name.text if whole else f"{of.parts[0]} {name.text}", name)
    # “formerly Ruta Kalnina” has a name with hers; “formerly Norvik Ade” may be where she worked
    as_a_name = called["once"] is None or called["once"].endswith(("as", "called"))
    if not as_a_name and not (whole and (keys_of(of.parts)[0] == keys_of(name.parts)[0] or is_given(name.parts[0]))):
        return None
    return OtherName(of, written, name, better_known=bool(called["known"]) and whole)
