"""What stands beside a name and says who that is: "pollster X", "X, a doctor,", "its chief, X", "X is the mayor"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quotes.coreference.name_scanner import Name
from quotes.coreference.roles import COMMON_VERBS, STOPS, Role, role_of
from quotes.lexicon import plain, words
from quotes.text.words import WRITTEN

_AFTER = re.compile(
    r"(?:,? \((?P<party>[^()\n]{1,30})\))?(?:, (?:aged? )?(?P<age>\d{1,3})(?=[,.; ]))?"
    r"(?:,|,? who (?:is|was)|,? (?:is|was|became|remains|has been|had been|being)|,? (?=the |a |an ))"
    r" (?P<role>[^\n,;:.()“”\"—–]{3,110})"
)

_INVERTED = re.compile(
    r"(?:^|[.,;:“”\"—–(\n]|\b(?:and|by|with|to|from|as|that|said|says)) ?(?P<role>[^\n,;:.()“”\"—–]{3,90}), $"
)

# "was elected governor of Nevada", "took over as coach": how one comes to an office
_TOOK_OFFICE = re.compile(
    r",? (?:who |and )?(?:(?:has |had )?(?:became|become|takes over as|took over as|taken over as|takes office as"
    r"|took office as|steps in as|stepped in as|serves as|served as|works as|worked as|acts as|acted as)"
    r"|(?:is|was|has been|had been|were|being|be)(?: \w+ly)? (?:re-?)?(?:elected|appointed|named|installed|confirmed"
    r"|promoted|hired|sworn in|chosen|nominated|crowned|ordained|picked|unveiled)(?: as| to be| to)?"
    r"|,? (?:elected|appointed|named|sworn in as|installed as)(?: as)?)"
    r" (?P<role>[^\n,;:.()“”\"—–\x01]{3,80})"
)
_TERM = re.compile(r" (?:in|on|since|after|by|with|from|at|last|this|when|until|during|under|before|two|three) ")

_AGE = re.compile(r", (?:aged? )?(\d{1,3})[,.;]")
_COPULA = re.compile(r",? (?:is|was|became|remains|has been|had been|being)")
_INDEFINITE = re.compile(r"(?:an?|another|one)\b", re.IGNORECASE)

# "China's ambassador to Britain Ana Roe"
_POSTED = re.compile(
    r"(?P<role>(?:[^\W_][\w’'-]*[ \u00a0]){0,3}[a-z-]+) (?:to|of|for|in|at) (?:the )?(?:[A-Z][\w.-]*[ \u00a0]){1,3}$"
)

# "Minister of Water and Irrigation Ana Roe": the line up to the name, of which the last field may be its title
_OF_A_FIELD = re.compile(
    r"(?P<role>(?:[A-Z][\w.’'-]*[ \u00a0]){0,3}[A-Z][\w-]+) (?:of|for) (?:the |State for (?:the )?)?"
    r"(?:[A-Z][\w-]+(?:, (?:and )?| and )(?:the )?){0,4}(?:[A-Z][\w-]*[ \u00a0]){1,3}$"
)
_LONGEST_OFFICE = 120  # characters

_BESIDE = re.compile(r"[\w.’'&/-]+")

_CLOSINGS = (",", ".", ";", ":", "”", "’", '"', "'", ")", "", "\n", "—", "–")

# here: verbs that make a subject of what was taken for a role: In Chelsea, the mayor | was
_FINITE = frozenset(("is", "was", "are", "were", "has", "had"))

# "the prime minister ousted in 2014": what befell somebody, said of them in passing
_PARTICIPLES = words("participles_of_fate")
_CIRCUMSTANCES = frozenset(
    # here: words that open what befell somebody: the minister ousted | in 2014
    ("after", "as", "by", "during", "for", "from", "in", "last", "of", "on", "since", "to", "with")
)

_PLACED = re.compile(r"\b(?:in|at|near|across|outside|around|from|to|of)(?: the)? $", re.IGNORECASE)


def roles_beside(text: str, name: Name, lower: int = 0) -> list[Role]:
    """The roles that the text gives the entity of a name around this mention of it."""
    title_start = name.start - len(name.title) - 1 if name.title else name.start
    window = text[max(lower, title_start - 100) : title_start]
    line = window[window.rfind("\n") + 1 :]
    return [
        *_before(name, line, title_start),
        *_after(text, name, line),
        *_posted(name, line, title_start),
        *_of_a_field(text, name, line),
        *_inverted(text, name, line, title_start),
        *_taken_office(text, name),
    ]


def _before(name: Name, line: str, title_start: int) -> Iterator[Role]:
    """ "longtime Democratic pollster Ana Roe"."""
    prefix = _role_words(line.split()[-8:]) if line.endswith((" ", "\u00a0")) else ""
    written = f"{prefix} {name.title}".strip() if name.title else prefix
    role = role_of(written, title_start - len(prefix) - 1) if written else None
    if role is not None and not role.plural:
        yield Role(written, role.head, role.limits, max(role.start, 0))
    elif name.title and not prefix:
        yield Role(name.title, plain(name.title.split()[-1]), frozenset(), title_start)


def _after(text: str, name: Name, line: str) -> Iterator[Role]:
    """ "Ana Roe, 45, a doctor from Leeds", "Ana Roe is the mayor"."""
    if name.possessive:
        return
    following = text[name.end : name.end + 190]
    after = _AFTER.match(following)
    if after is None:
        if age := _AGE.match(following):
            yield _of_age(age[1], name.end)
        return
    if after["age"]:
        yield _of_age(after["age"], name.end)
    start = name.end + after.start("role")
    role = role_of(after["role"], start)
    if role is None or role.plural or not _is_apposition(after["role"], role):
        return
    # here: with one of these what follows “is” is a role: Ana Lopez is a mayor, not: is tired
    fits = not _COPULA.match(following) or after["role"].split(" ", 1)[0].lower() in ("a", "an", "the", "one", "now")
    placed = len(name.parts) == 1 and not name.title and _PLACED.search(line)
    if fits and not placed:
        yield role
        yield from _more(after["role"], start)


def _taken_office(text: str, name: Name) -> Iterator[Role]:
    """ "Ana Roe was elected governor of Nevada in May", "Ana Roe, who became chief executive in 2019"."""
    taken = None if name.possessive else _TOOK_OFFICE.match(text, name.end)
    if taken is None:
        return
    role = role_of(taken["role"], taken.start("role"))
    if role is not None and not role.plural and _is_apposition(taken["role"], role):
        yield replace(role, phrase=_TERM.split(role.phrase, maxsplit=1)[0])


def _of_age(years: str, start: int) -> Role:
    return Role(years, f"{years}-year-old", frozenset(), start)


def _posted(name: Name, line: str, title_start: int) -> Iterator[Role]:
    """ "China's ambassador to Britain Ana Roe"."""
    if name.title or not _ends_in_a_capital(line) or (abroad := _POSTED.search(line)) is None:
        return
    role = role_of(abroad["role"], title_start - len(abroad.group()))
    if role is not None and not role.plural:
        yield role


def _of_a_field(text: str, name: Name, line: str) -> Iterator[Role]:
    """ "Minister of Health Ana Roe": the name's title is what the office is of, and none."""
    if not name.title or not line.endswith((" of ", " for ", " the ", " and ", ", ")):
        return
    office = _OF_A_FIELD.search(text, max(0, name.start - _LONGEST_OFFICE), name.start)
    role = role_of(office["role"], office.start()) if office is not None else None
    if role is not None and office is not None and not role.plural:
        yield replace(role, phrase=text[office.start() : name.start].strip())


def _ends_in_a_capital(line: str) -> bool:
    """Whether the last word is a capitalised one before a space, without which `_POSTED` finds nothing, slowly."""
    if not line.endswith((" ", "\u00a0")):
        return False
    begins = max(line.rfind(" ", 0, -1), line.rfind("\u00a0", 0, -1)) + 1
    return "A" <= line[begins] <= "Z"


def _inverted(text: str, name: Name, line: str, title_start: int) -> Iterator[Role]:
    """ "The mayor, Mr. Roe, ..."."""
    styled = not name.title or plain(name.title.split()[-1]) in words("honorifics")
    closed = text[name.end : name.end + 1] in _CLOSINGS and line.endswith(", ") and styled
    inverted = _INVERTED.search(line) if closed else None
    if inverted is None:
        return
    first, _, said = inverted["role"].rpartition(" and ")  # "Ned Roe and his father, Abe Roe, ..."
    role = role_of(said, title_start)
    if role is None or role.plural:
        return
    if role.definite or _INDEFINITE.match(said):
        yield role
    elif first and role.head not in words("kin"):  # "Her ex-husband and former drummer, Abe Roe, ..."
        other = role_of(first, title_start)
        if other is not None and not other.plural and (other.definite or _INDEFINITE.match(first)):
            yield from (other, role)


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
    # here: words with which no role begins
    if first in COMMON_VERBS or first in ("and", "but", "or", "in", "on", "at", "for", "to", "who", "speaking"):
        return False
    tail = text[len(role.text) :].split()
    fated = len(tail) > 1 and tail[0] in _PARTICIPLES and tail[1] in _CIRCUMSTANCES
    if (tail and plain(tail[0]) not in STOPS and not fated) or (tail and tail[0] in _FINITE):
        return False  # "In Chelsea, the mayor also said"
    between = WRITTEN.findall(role.text)
    return not any(plain(word) in COMMON_VERBS or plain(word) in ("in", "on", "is", "was") for word in between)


def _role_words(tokens: Sequence[str]) -> str:
    """The tail of the words before a name that tells a role: "longtime Democratic pollster"."""
    kept: list[str] = []
    for token in reversed(tokens):
        low = plain(token)
        if token[-1] in ",;:-–" or low in COMMON_VERBS or _BESIDE.fullmatch(token) is None:
            break
        if token[-1] == "." and low in words("roles") and low not in words("dotted_titles"):
            break  # "Ana Roe is the mayor. Tom Fox": no mayor of his
        if low in STOPS:
            if low == "of" and len(kept) == 1 and kept[0][0].isupper():
                pass
            break
        # here: a determiner ends the role that is read backwards from a name
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
