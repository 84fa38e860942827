"""Bodies called in another language, with small letters inside: Banque africaine de développement."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from quotes.coreference.name import Name
from quotes.lexicon import sections

# here: the words between the words of such a name, those that are English words as well left out
_BETWEEN = (
    "al|au|aux|con|contra|contre|da|das|de|degli|dei|del|dell|della|delle|der|des|di|du|el|et|fra|für|gegen|het|il|la|las|le"
    "|les|los|mit|och|og|ohne|para|pela|pelo|per|pour|sans|sem|senza|sin|sobre|sous|sul|sulla|sur|und|van|voor|y|zonder|zur"
)
_MOST_WORDS = 4  # after each word between


@cache
def opening_words() -> dict[str, str]:
    """The word that opens a body's name in another language -> what the body is: "partij" -> "party"."""
    return {word: noun for noun, openers in sections("foreign_bodies").items() for word in openers}


@cache
def _capitalised() -> tuple[str, ...]:
    return tuple(sorted((word.capitalize() for word in opening_words()), key=len, reverse=True))


@cache
def _opens() -> re.Pattern[str]:
    """An expression for what opens such a name, which leaps from one capital to the next."""
    rests: dict[str, list[str]] = {}
    for word in _capitalised():
        rests.setdefault(word[0], []).append(word[1:])
    one_of = "|".join(f"(?<={first})(?:{'|'.join(some)})" for first, some in sorted(rests.items()))
    return re.compile(rf"[{''.join(sorted(rests))}](?<![\w’'-].)(?:{one_of}) ")


@cache
def _pattern() -> re.Pattern[str]:
    opening = "|".join(_capitalised())
    word = r"[^\W\d_][\w-]*"
    # "africaine" before "de", "Socialiste"; "développement", "la Croix-Rouge", "l’Europe", then any capitals
    begins = rf"(?<![\w’'-])(?:(?!The )[A-ZÀ-Þ][\w-]+ )?(?:{opening})(?: {word})?"
    capitals = rf"(?: [A-ZÀ-Þ][\w-]*){{0,{_MOST_WORDS}}}"
    goes_on = rf"(?: (?:{_BETWEEN})){{1,2}}(?: |[’'])(?:[dl][’'])?(?!(?:{_BETWEEN})\b){word}{capitals}"
    elided = rf"(?: (?:{_BETWEEN}))? [dl][’']{word}"
    return re.compile(f"{begins}(?:{goes_on}|{elided}){{1,3}}")


def with_foreign_bodies(text: str, names: Sequence[Name]) -> list[Name]:
    """The names of a text with those bodies put in, in order; what stands inside their names is part of theirs."""
    kept = list(names)
    if _opens().search(text) is None:  # far cheaper than the expression, and mostly so
        return kept
    starts = [name.start for name in names]
    for match in reversed(list(_pattern().finditer(text))):
        low, high = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        inside = kept[low:high]
        end = max([match.end(), *(name.end for name in inside)])
        whole = text[match.start() : end]
        quoted = any(name.quoted for name in inside)
        kept[low:high] = [Name(match.start(), end, whole, tuple(whole.split()), kind="organization", quoted=quoted)]
    return kept
