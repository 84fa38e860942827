"""The mentions of one article in reading order: names, descriptions and pronouns.

Outside quoted speech only: what a quoted voice calls "he" is another matter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from quotes.coreference.document_mentions import document_mentions
from quotes.coreference.entities import Entity
from quotes.coreference.grammatical_role import GrammaticalRoles
from quotes.coreference.name_scanner import Name
from quotes.coreference.names_beside import beside
from quotes.coreference.origins import natives
from quotes.coreference.people import People
from quotes.coreference.roles import Role, descriptions, role_of
from quotes.coreference.stated_bodies import NOUNS
from quotes.lexicon import words

# He, him, her, his, hers, himself, herself, she, they, them, their, it, its: the search leaps from one such letter to
# the next, where it would try every word
PRONOUN = re.compile(
    r"[hstiHSTI](?<!\w.)(?i:(?<=h)(?:e|im|er|is|ers|imself|erself)|(?<=s)he|(?<=t)h(?:ey|em|eir)|(?<=i)ts?)\b"
)

# here: pronouns, a closed set
GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}

BODY = re.compile(
    r"(?:[’']s)?[ \u00a0](?P<noun>campaign|administration|foundation|government)\b"
    r"|[’'](?:s[ \u00a0]|[ \u00a0])(?:press )?(?P<office>office)\b",
    re.IGNORECASE,
)

_BODY_NOUNS = "|".join(sorted(NOUNS, key=len, reverse=True))
_OTHERS = "|".join(sorted(words("modifiers_of_others")))
_BODY_NOUN = re.compile(
    rf"[Tt](?<!\w.)he (?:(?!(?:{_OTHERS})\b)[^\W\d_][\w-]* ){{0,2}}?(?:{_BODY_NOUNS})\b(?!-|[’'](?!s\b))"
)

_OWNED_BODY = re.compile(r"[hH](?<!\w.)(?i:(?:is|er) (campaign|administration|foundation|office)\b)(?![’'-])")

# here: the forms of mentions
_FORMS = {"name": 0, "pronoun": 1, "description": 2, "document": 3, "owner": 4}

_FALLEN = re.compile(
    r",? (?:who )?(?:(?:was|were|had been|has been|is|being) (?:\w+ly )?"
    r"(?:killed|murdered|slain|executed|assassinated|beheaded|hanged|lynched|buried"
    r"|shot dead|stabbed to death|found dead)"
    r"|died|perished|drowned)\b"
)


@dataclass(slots=True)
class Mention:
    """One mention: a name's, a description's, a pronoun's or a document's, of whose issuer `noun` tells the kind;
    an owner's is a description in the possessive, which keeps somebody in mind and speaks for nobody.

    `sentence` numbers the sentences of the article; `prominence` tells how the mention stands: 3 the subject of a
    sentence's main clause, 2 of another clause, 1 an object or whatever else, 0 possessive, quoted or headline.
    """

    start: int
    end: int
    text: str
    form: str  # "name" | "description" | "pronoun" | "document" | "owner"
    sentence: int
    prominence: int
    name: Name | None = None
    role: Role | None = None
    entity: Entity | None = None
    choices: tuple[Entity, ...] = ()
    quoted: bool = False
    introduces: bool = False
    fallen: bool = False  # told dead by the words that follow
    noun: str = ""
    index: int = -1  # its place among the mentions of the article
    why: str = ""  # why it is this entity's, in a few words, where that had to be found out
    rivalry: float | None = None  # how near the next candidate came, 0 to 1; None: none was weighed


def mentions_of(
    unquoted: str, names: Sequence[Name], people: People, grammar: GrammaticalRoles, role_starts: set[int]
) -> list[Mention]:
    """Every mention outside quoted speech, and the names within it, in order.

    `role_starts`: where the roles beside names begin: "X, a doctor" is said of X, and no mention of its own.
    """
    described = list(_descriptions(unquoted, names, people, grammar, role_starts))
    starts = role_starts | {mention.start for mention in described}
    found = [
        *_names(unquoted, names, people, grammar),
        *described,
        *(_described(unquoted, one[:2], grammar, role=one[2]) for one in natives(unquoted) if one[0] not in starts),
        *_owners(unquoted, grammar),
        *_bodies(unquoted, names, people, grammar),
        *(
            _described(unquoted, match.span(), grammar, noun=match[1].lower())
            for match in _OWNED_BODY.finditer(unquoted)
        ),
        *_eponymous(unquoted, names, people, grammar),
        *_pronouns(unquoted, grammar),
        *_documents(unquoted, grammar),
    ]
    # the owner comes before what is owned: "Her mother" is not she
    found.sort(key=lambda mention: (mention.start, _FORMS[mention.form]))
    for index, mention in enumerate(found):
        mention.index = index
    return found


def _names(unquoted: str, names: Sequence[Name], people: People, grammar: GrammaticalRoles) -> Iterator[Mention]:
    for name in names:
        entity, choices = people.of.get(name.start), people.choices.get(name.start, ())
        if entity is None and not choices:
            continue
        prominence = 0 if name.quoted else grammar.prominence(name.start, name.end, name.possessive)
        yield Mention(
            name.start, name.end, name.text, "name", grammar.sentence(name.start), prominence,
            name=name, entity=entity, choices=choices, quoted=name.quoted,
            fallen=_FALLEN.match(unquoted, name.end) is not None,
        )  # fmt: skip


def _descriptions(
    unquoted: str, names: Sequence[Name], people: People, grammar: GrammaticalRoles, role_starts: set[int]
) -> Iterator[Mention]:
    """ "The mayor", but not where it is a name's role: "the Republican nominee Jane Roe"."""
    starts = [name.start for name in names]
    for start, end, role in descriptions(unquoted, grammar.words):
        after = bisect_left(starts, end)
        if after < len(names) and starts[after] - end < 3 and "," not in unquoted[end : starts[after]]:
            continue
        within = bisect_left(starts, start)
        if within < len(names) and starts[within] < end and names[within].end >= end:
            continue
        if start in role_starts:
            continue
        next_to = beside(unquoted, start, end, names[after : after + 2])
        entity = people.of.get(next_to.start) if next_to is not None else None
        yield _described(unquoted, (start, end), grammar, role=role, entity=entity, fallen="late" in role.limits)


# the, this, that, his, her, their; what follows the first letter is its first group
_OWNER = re.compile(
    r"[thTH](?<!\w.)(?i:(?=((?:(?<=t)(?:he|his|hat|heir)|(?<=h)(?:is|er))(?: [\w-]+){1,4}?)[’']s? [^\W\d_]))"
)


def _owners(unquoted: str, grammar: GrammaticalRoles) -> Iterator[Mention]:
    """ "The mayor’s plan": who is told of, though the plan is the subject."""
    end = 0
    for match in _OWNER.finditer(unquoted):
        if match.start() < end:
            continue
        owner = unquoted[match.start() : match.end(1)]
        role = role_of(owner, match.start())
        if role is not None and len(role.text) == len(owner):
            end = match.end(1)
            sentence = grammar.sentence(match.start())
            yield Mention(match.start(), end, owner, "owner", sentence, 0, role=role)


_TOLD_MORE = re.compile(r"(?: (?:that|which|behind) [^,.;:\n“”\"]{2,60})?, ")


def _bodies(unquoted: str, names: Sequence[Name], people: People, grammar: GrammaticalRoles) -> Iterator[Mention]:
    """ "The firm", and "the firm that owns the mill, Norvik Ade,", whose name stands beside it."""
    starts = [name.start for name in names]
    for match in _BODY_NOUN.finditer(unquoted):
        comma = _TOLD_MORE.match(unquoted, match.end())
        after = bisect_left(starts, comma.end() if comma is not None else match.end())
        named = comma is not None and starts[after : after + 1] == [comma.end()]
        closed = named and unquoted.startswith(",", names[after].end)
        entity = people.of.get(starts[after]) if closed else None
        told = entity if entity is not None and entity.kind == "organization" else None
        yield _described(unquoted, match.span(), grammar, entity=told)


def _described(unquoted: str, at: tuple[int, int], grammar: GrammaticalRoles, **known: Any) -> Mention:
    start, end = at
    prominence = grammar.prominence(start, end)
    return Mention(start, end, unquoted[start:end], "description", grammar.sentence(start), prominence, **known)


def _eponymous(unquoted: str, names: Sequence[Name], people: People, grammar: GrammaticalRoles) -> Iterator[Mention]:
    """ "Roe's campaign", "the Roe campaign": a body called after somebody."""
    for name in names:
        body = BODY.match(unquoted, name.end)
        entity = people.of.get(name.start)
        if body is None or entity is None or not entity.is_person or name.quoted:
            continue
        noun = body["noun"] or body["office"]
        campaign = people.organizations.eponymous(entity, noun.lower(), name)
        prominence = grammar.prominence(body.end() - len(noun), body.end())
        text = unquoted[name.start : body.end()]
        sentence = grammar.sentence(name.start)
        yield Mention(name.start, body.end(), text, "description", sentence, prominence, entity=campaign)


def _pronouns(unquoted: str, grammar: GrammaticalRoles) -> Iterator[Mention]:
    for match in PRONOUN.finditer(unquoted):
        owner = match.group().lower() in ("his", "its", "their")
        prominence = grammar.prominence(match.start(), match.end(), owner)
        sentence = grammar.sentence(match.start())
        yield Mention(match.start(), match.end(), match.group(), "pronoun", sentence, prominence)


def _documents(unquoted: str, grammar: GrammaticalRoles) -> Iterator[Mention]:
    for start, end, noun in document_mentions(unquoted, grammar.words):
        prominence = grammar.prominence(start, end)
        yield Mention(
            start, end, unquoted[start:end], "document", grammar.sentence(start), prominence, noun=noun.lower()
        )


def introduce(mentions: Sequence[Mention], people: People, roles: dict[int, list[Role]]) -> None:
    """Mark the first full name of each person that a role beside it introduces."""
    seen: set[int] = set()
    for mention in mentions:
        entity = mention.entity
        if entity is None or mention.name is None or mention.quoted or mention.name.headline:
            continue
        if entity.number not in seen and len(mention.name.parts) > 1:
            mention.introduces = any(mention.start - 60 < r.start <= mention.end + 60 for r in roles[entity.number])
        seen.add(entity.number)
