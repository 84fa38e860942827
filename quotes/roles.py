"""What an article says somebody is: roles beside names, and descriptions that stand for a name.

"Belarusian President X", "X, a doctor,", "the bank's chief economist, X," and "X is the mayor" all give X a role;
"the mayor" then means X. A role's head is the noun that says what the person is, free of what limits it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from quotes.lexicon import groups, plain, words
from quotes.names import Name

_STOPS = frozenset(
    [
        "of",
        "for",
        "at",
        "in",
        "on",
        "to",
        "from",
        "with",
        "who",
        "whom",
        "whose",
        "that",
        "which",
        "and",
        "or",
        "but",
        "by",
        "as",
        "under",
        "during",
        "since",
        "after",
        "before",
        "whom",
        "where",
        "when",
        "while",
        "is",
        "was",
        "are",
        "were",
        "has",
        "had",
        "against",
        "into",
        "about",
        "behind",
        "between",
        "among",
        "outside",
        "near",
        "than",
    ]
)
_DETERMINERS = "a|an|the|one|another|his|her|its|their|our|my|your|this|that|some|no|every|each"
_DETERMINER = re.compile(r"^(?:a|an|the|one|another|his|her|its|their|our|my)[ \u00a0]", re.IGNORECASE)
_PHRASE_END = re.compile(r" (?:who|whose|whom|which|that|where|when|as|and|but|said|says|told|is|was|has|had)\b")
_AFTER = re.compile(
    r"(?:,? \((?P<party>[^()\n]{1,30})\))?(?:, (?:aged? )?(?P<age>\d{1,3})(?=[,.; ]))?"
    r"(?:,|,? who (?:is|was)|,? (?:is|was|became|remains|has been|had been|being)|,? (?=the |a |an ))"
    r" (?P<role>[^\n,;:.()“”\"—–]{3,110})"
)
_INVERTED = re.compile(
    r"(?:^|[.,;:“”\"—–(\n]|\b(?:and|by|with|to|from|as|that|said|says)) ?(?P<role>[^\n,;:.()“”\"—–]{3,90}), $"
)
_BESIDE = re.compile(r"[\w.’'&/-]+")
_CLOSINGS = (",", ".", ";", ":", "”", "’", '"', "'", ")", "", "\n", "—", "–")
_WORD = re.compile(r"[^\W_][\w’'.-]*")
_COMMON_VERBS = frozenset(
    [
        "said",
        "says",
        "told",
        "tells",
        "asked",
        "asks",
        "added",
        "adds",
        "wrote",
        "writes",
        "called",
        "calls",
        "according",
        "met",
        "meets",
        "joined",
        "joins",
        "quoted",
        "quotes",
        "named",
        "elected",
        "appointed",
        "accused",
        "accuses",
        "like",
        "unlike",
        "include",
        "includes",
        "including",
        "replaced",
        "replaces",
        "beat",
        "beats",
        "succeeded",
        "backed",
        "backs",
        "supported",
        "supports",
        "endorsed",
        "endorses",
        "praised",
        "criticized",
        "criticised",
        "thanked",
        "saw",
        "not",
        "also",
        "then",
        "when",
        "while",
        "if",
        "because",
        "although",
        "though",
        "so",
    ]
)


_FINITE = frozenset(("is", "was", "are", "were", "has", "had"))
_PLACED = re.compile(r"\b(?:in|at|near|across|outside|around|from|to|of)(?: the)? $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Role:
    """A role as written, its head noun (lower case, singular) and what limits it."""

    text: str
    head: str
    limits: frozenset[str]
    start: int
    plural: bool = False
    definite: bool = False
    phrase: str = ""

    @property
    def said(self) -> str:
        """The whole phrase without its determiner: "nurse from Leeds"."""
        return _DETERMINER.sub("", self.phrase or self.text, count=1).strip(" ,.;:")


@cache
def _same() -> dict[str, frozenset[str]]:
    return {group[0]: frozenset(group) for group in groups("same_role")}


@cache
def offices(head: str) -> frozenset[str]:
    """The role nouns that may be said of the same person: "senator", "lawmaker"."""
    told = _same().get(head, frozenset())
    return (told | {other for other, group in _same().items() if head in group}) - {head}


def role_of(text: str, start: int) -> Role | None:
    """The role that a noun phrase tells, None where its head is no person's noun."""
    tokens = [(m.group(), plain(m.group()), m.start()) for m in _WORD.finditer(text)]
    head, plural, at = "", False, -1
    for i, (raw, low, _) in enumerate(tokens):
        if i and (low in _STOPS or low in _COMMON_VERBS or low in _LIMITERS):
            break
        if 0 <= at < i - (3 if tokens[at][1] in words("nationalities") else 1):
            break  # what follows the noun and is no noun for a person itself goes on with the sentence
        if raw.endswith(("'s", "’s", "s'", "s’")):
            head, plural, at = "", False, -1  # "the nominee's daughter" is the daughter
            continue
        if low in words("roles") or (low in words("honorifics") and low not in words("title_modifiers")):
            head, plural, at = low, False, i
        elif (single := singular(low)) is not None:
            head, plural, at = single, True, i
        elif low.endswith("-old") and low[0].isdigit():
            head, plural, at = low, False, i
    if at < 0:
        return None
    end = tokens[at][2] + len(tokens[at][0].rstrip("."))
    limits = frozenset(
        re.sub(r"['’]s$", "", low)
        for i, (_, low, _) in enumerate(tokens)
        if i != at and low not in _STOPS and low not in _PLAIN and low not in words("openers")
    )
    definite = bool(re.match(r"(?:the|this|that|his|her|its|their|our|my)\b|.{2,30}[’']s\b", text, re.IGNORECASE))
    return Role(text[:end].strip(), head, limits, start, plural, definite, _PHRASE_END.split(text, maxsplit=1)[0])


_LIMITERS = frozenset(("a", "an", "the", "another", "his", "her", "its", "their", "our", "my"))
_PLAIN = _LIMITERS | {"one", "former", "ex"}


@lru_cache(maxsize=8192)
def singular(low: str) -> str | None:
    """The singular of a plural role noun, None where it is none."""
    for end, put in (("ies", "y"), ("men", "man"), ("es", ""), ("s", "")):
        if low.endswith(end) and low[: -len(end)] + put in words("roles"):
            return low[: -len(end)] + put
    return {"people": "people", "children": "child", "police": "police", "clergy": "clergy"}.get(low)


def roles_beside(text: str, name: Name, lower: int = 0) -> list[Role]:
    """The roles that the text gives the bearer of a name around this mention of it."""
    found: list[Role] = []
    title_start = name.start - len(name.title) - 1 if name.title else name.start
    window = text[max(lower, title_start - 100) : title_start]
    line = window[window.rfind("\n") + 1 :]
    prefix = _role_words(line.split()[-8:]) if line.endswith((" ", "\u00a0")) else ""
    written = f"{prefix} {name.title}".strip() if name.title else prefix
    if written and (role := role_of(written, title_start - len(prefix) - 1)) is not None and not role.plural:
        found.append(Role(written, role.head, role.limits, max(role.start, 0)))
    elif name.title and not prefix:
        last = plain(name.title.split()[-1])
        found.append(Role(name.title, last, frozenset(), title_start))
    if not name.possessive:
        following = text[name.end : name.end + 190]
        after = _AFTER.match(following)
        if after is not None:
            if after["age"]:
                found.append(Role(after["age"], f"{after['age']}-year-old", frozenset(), name.end))
            copula = re.match(r",? (?:is|was|became|remains|has been|had been|being)", following)
            role = role_of(after["role"], name.end + after.start("role"))
            starts = after["role"].split(" ", 1)[0]
            fits = not copula or starts.lower() in ("a", "an", "the", "one", "now")
            placed = len(name.parts) == 1 and not name.title and _PLACED.search(line)
            if role is not None and fits and not placed and not role.plural and _is_apposition(after["role"], role):
                found.append(role)
        elif age := re.match(r", (?:aged? )?(\d{1,3})[,.;]", following):
            found.append(Role(age[1], f"{age[1]}-year-old", frozenset(), name.end))
    closed = text[name.end : name.end + 1] in _CLOSINGS and line.endswith(", ") and not name.title
    inverted = _INVERTED.search(line) if closed else None
    if inverted is not None:
        role = role_of(inverted["role"], title_start)
        if (
            role is not None
            and not role.plural
            and (role.definite or re.match(r"(?:an?|another|one)\b", inverted["role"], re.I))
        ):
            found.append(role)
    return found


def _is_apposition(text: str, role: Role) -> bool:
    """Whether the words after a name's comma are a noun phrase, not the sentence going on."""
    first = plain(text.split(" ", 1)[0])
    if first in _COMMON_VERBS or first in ("and", "but", "or", "in", "on", "at", "for", "to", "who", "speaking"):
        return False
    tail = text[len(role.text) :].split()
    if (tail and plain(tail[0]) not in _STOPS) or (tail and tail[0] in _FINITE):
        return False  # "In Chelsea, the mayor also said"
    between = _WORD.findall(role.text)
    return not any(plain(word) in _COMMON_VERBS or plain(word) in ("in", "on", "is", "was") for word in between)


def _role_words(tokens: Sequence[str]) -> str:
    """The tail of the words before a name that tells a role: "longtime Democratic pollster"."""
    kept: list[str] = []
    for token in reversed(tokens):
        low = plain(token)
        if token[-1] in ",;:" or low in _COMMON_VERBS or _BESIDE.fullmatch(token) is None:
            break
        if low in _STOPS:
            if low == "of" and len(kept) == 1 and kept[0][0].isupper():
                pass
            break
        if low in ("a", "an", "the", "his", "her", "its", "their", "our", "my"):
            break
        kept.append(token)
        if token.endswith(("'s", "’s")):
            break
    kept.reverse()
    if not kept or not (plain(kept[-1]) in words("roles") or kept[-1][0].isupper()):
        return ""
    while (
        kept
        and (plain(kept[0]) in words("openers") or plain(kept[0]) in ("and", "or"))
        and plain(kept[0]) not in words("title_modifiers")
    ):
        if plain(kept[0]) in ("former", "ex", "new"):
            break
        kept = kept[1:]
    return " ".join(kept)


def descriptions(text: str) -> list[tuple[int, int, Role]]:
    """Noun phrases with a determiner or an owner and a person's noun, as (start, end, role)."""
    found: list[tuple[int, int, Role]] = []
    end = 0
    for match in _DESCRIPTION.finditer(text):
        if match.start() < end:
            continue
        role = role_of(match.group(1), match.start())
        if role is not None:
            end = match.start() + len(role.text)
            found.append((match.start(), end, role))
    return found


_DESCRIPTION = re.compile(rf"\b(?=((?:{_DETERMINERS}|[^\W_]\w+[’']s)(?:[ \u00a0][\w’'.-]+){{1,7}}))\w", re.IGNORECASE)
