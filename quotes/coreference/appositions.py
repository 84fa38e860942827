"""What stands beside a name and says who that is: "pollster X", "X, a doctor,", "its chief, X", "X is the mayor"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotes.coreference.names import Name
from quotes.coreference.roles import COMMON_VERBS, STOPS, WORD, Role, role_of
from quotes.lexicon import plain, words

_AFTER = re.compile(
    r"(?:,? \((?P<party>[^()\n]{1,30})\))?(?:, (?:aged? )?(?P<age>\d{1,3})(?=[,.; ]))?"
    r"(?:,|,? who (?:is|was)|,? (?:is|was|became|remains|has been|had been|being)|,? (?=the |a |an ))"
    r" (?P<role>[^\n,;:.()“”\"—–]{3,110})"
)

_INVERTED = re.compile(
    r"(?:^|[.,;:“”\"—–(\n]|\b(?:and|by|with|to|from|as|that|said|says)) ?(?P<role>[^\n,;:.()“”\"—–]{3,90}), $"
)

# "China's ambassador to Britain Ana Roe"
_POSTED = re.compile(
    r"(?P<role>(?:[^\W_][\w’'-]*[ \u00a0]){0,3}[a-z-]+) (?:to|of|for|in|at) (?:the )?(?:[A-Z][\w.-]*[ \u00a0]){1,3}$"
)

_BESIDE = re.compile(r"[\w.’'&/-]+")

_CLOSINGS = (",", ".", ";", ":", "”", "’", '"', "'", ")", "", "\n", "—", "–")

# here: forms of grammar, of use to this condition alone
_FINITE = frozenset(("is", "was", "are", "were", "has", "had"))

# "the prime minister ousted in 2014": what befell somebody, said of them in passing
_PARTICIPLES = words("participles_of_fate")
_CIRCUMSTANCES = frozenset(
    # here: forms of grammar, of use to this condition alone
    ("after", "as", "by", "during", "for", "from", "in", "last", "of", "on", "since", "to", "with")
)

_PLACED = re.compile(r"\b(?:in|at|near|across|outside|around|from|to|of)(?: the)? $", re.IGNORECASE)


def roles_beside(text: str, name: Name, lower: int = 0) -> list[Role]:
    """The roles that the text gives the entity of a name around this mention of it."""
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
            # here: forms of grammar, of use to this condition alone
            fits = not copula or starts.lower() in ("a", "an", "the", "one", "now")
            placed = len(name.parts) == 1 and not name.title and _PLACED.search(line)
            if role is not None and fits and not placed and not role.plural and _is_apposition(after["role"], role):
                found.append(role)
                found.extend(_more(after["role"], name.end + after.start("role")))
        elif age := re.match(r", (?:aged? )?(\d{1,3})[,.;]", following):
            found.append(Role(age[1], f"{age[1]}-year-old", frozenset(), name.end))
    if not name.title and (abroad := _POSTED.search(line)) is not None:
        role = role_of(abroad["role"], title_start - len(abroad.group()))
        if role is not None and not role.plural:
            found.append(role)
    styled = not name.title or plain(name.title.split()[-1]) in words("honorifics")  # "The mayor, Mr. Roe, ..."
    closed = text[name.end : name.end + 1] in _CLOSINGS and line.endswith(", ") and styled
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


def _more(text: str, start: int) -> list[Role]:
    """What an apposition adds: "a member of the board and the club's captain"."""
    found: list[Role] = []
    for cut in re.finditer(r" and (?=(?:the|an?|former) |[^\W_][\w-]*[’']s )", text):
        added = text[cut.end() :]
        role = role_of(added, start + cut.end())
        if role is not None and not role.plural and _is_apposition(added, role):
            found.append(role)
    return found


def _is_apposition(text: str, role: Role) -> bool:
    """Whether the words after a name's comma are a noun phrase, not the sentence going on."""
    first = plain(text.split(" ", 1)[0])
    # here: forms of grammar, of use to this condition alone
    if first in COMMON_VERBS or first in ("and", "but", "or", "in", "on", "at", "for", "to", "who", "speaking"):
        return False
    tail = text[len(role.text) :].split()
    fated = len(tail) > 1 and tail[0] in _PARTICIPLES and tail[1] in _CIRCUMSTANCES
    if (tail and plain(tail[0]) not in STOPS and not fated) or (tail and tail[0] in _FINITE):
        return False  # "In Chelsea, the mayor also said"
    between = WORD.findall(role.text)
    return not any(plain(word) in COMMON_VERBS or plain(word) in ("in", "on", "is", "was") for word in between)


def _role_words(tokens: Sequence[str]) -> str:
    """The tail of the words before a name that tells a role: "longtime Democratic pollster"."""
    kept: list[str] = []
    for token in reversed(tokens):
        low = plain(token)
        if token[-1] in ",;:-–" or low in COMMON_VERBS or _BESIDE.fullmatch(token) is None:
            break
        if low in STOPS:
            if low == "of" and len(kept) == 1 and kept[0][0].isupper():
                pass
            break
        # here: forms of grammar, of use to this condition alone
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
