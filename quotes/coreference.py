"""Who the mentions of one article are: from "he" to the fullest name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from quotes.frames import Frame
from quotes.gender import gender_of_given, gender_of_noun
from quotes.lexicon import words
from quotes.mentions import PRONOUN, Mention, Standing, masked, quoted_ranges
from quotes.models import Person, Speaker, SpeakerType, TextRange
from quotes.names import OFFICE_OF, Name, is_given, plain, scan
from quotes.people import Entity, People, keys_of
from quotes.roles import Role, descriptions, role_of, roles_beside, same_office
from quotes.salience import Mind, gender_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_DOCUMENT = re.compile(r"(?:[’']s?)?(?: [a-z-]+){1,2}$")
_RELATIVES = frozenset(("who", "that", "which", "whom"))
_SILENT = frozenset(("i", "we", "me", "us", "you", "one", "someone", "everyone", "nobody", "others", "another"))
_BODY = re.compile(r"(?:[’']s)?[ \u00a0](campaign|administration|foundation|government)\b", re.IGNORECASE)
_INSIDE = re.compile(r"\b(?:of|at|for|in|from|by|to|with|on|about|under|against)(?: the| a| an)?(?: \w+){0,3} $")
_ORGANISATION_NOUNS = frozenset(
    [
        "company",
        "firm",
        "agency",
        "union",
        "group",
        "newspaper",
        "paper",
        "magazine",
        "organization",
        "organisation",
        "body",
        "network",
        "party",
        "bank",
        "club",
        "charity",
        "commission",
        "committee",
        "council",
        "court",
        "ministry",
        "department",
        "government",
        "outlet",
        "site",
        "website",
        "association",
        "institute",
        "university",
        "school",
        "station",
        "broadcaster",
        "regulator",
        "watchdog",
        "bureau",
        "office",
        "board",
        "panel",
        "foundation",
        "campaign",
        "police",
        "army",
        "church",
        "band",
        "team",
        "alliance",
        "federation",
        "authority",
        "corporation",
        "hospital",
        "airline",
        "think-tank",
    ]
)
_BODY_NOUN = re.compile(r"\b[Tt]he (?:" + "|".join(sorted(_ORGANISATION_NOUNS)) + r")\b(?![’'-])")


class Cast:
    """The people and organisations of one article, and who each mention is."""

    def __init__(
        self,
        text: str,
        people: People,
        mentions: Sequence[Mention],
        names: Sequence[Name],
        relatives: Mapping[int, int],
    ) -> None:
        self._text = text
        self._people = people
        self._names = names
        self._name_starts = [name.start for name in names]
        self._mentions = mentions
        self._relatives = relatives
        self._starts = [mention.start for mention in mentions]
        self.people: tuple[Person, ...] = tuple(
            Person(entity.name, _type(entity), tuple(entity.names), tuple(dict.fromkeys(r for r, _ in entity.roles)))
            for entity in people.entities
            if entity.mentions and entity.name and entity.kind in ("person", "organization")
        )

    def who(self, mention: TextRange) -> Speaker:
        """Who a mention is: its name, type and role, with the chain that leads there."""
        words_of_it = mention.text.strip()
        low = words_of_it.lower()
        if low in _RELATIVES:
            return self._relative(mention)
        if PRONOUN.fullmatch(low):
            return self._pronoun(mention)
        if low in _SILENT:
            return Speaker(mention=mention, chain=(mention,), type="person" if low in ("i", "me") else None)
        heads = self._heads(mention)
        if len(heads) == 1 and heads[0].kind == "place" and (name := self._named_after(mention)) is not None:
            heads = [name]
        if len(heads) > 1:
            return self._joint(mention, heads)
        if heads:
            entity = self._bearer(heads[0])
            if entity is not None:
                return self._speaker(mention, entity)
            return self._unlisted(mention, heads[0])
        if (body := self._body(mention)) is not None:
            return body
        if (name := self._named_after(mention)) is not None:
            entity = self._bearer(name)
            return self._speaker(mention, entity) if entity is not None else self._unlisted(mention, name)
        return self._description(mention)

    # -- names ---------------------------------------------------------------------------------------------

    def _within(self, start: int, end: int) -> list[Name]:
        low = bisect_left(self._name_starts, start)
        while low and self._names[low - 1].end > start:
            low -= 1
        high = bisect_left(self._name_starts, end)
        return list(self._names[low:high])

    def _heads(self, mention: TextRange) -> list[Name]:
        """The names that the mention is a mention of: not those that only limit it ("Trump's", "of Ohio")."""
        heads: list[Name] = []
        for name in self._within(mention.start, mention.end):
            before = self._text[mention.start : name.start - (len(name.title) + 1 if name.title else 0)]
            rest = self._text[name.end : mention.end]
            if not heads and _DOCUMENT.match(rest) and rest.split()[-1].lower() in words("documents"):
                return [name]  # "a Treasury memo": the Treasury speaks by it
            if name.possessive and len(rest.strip("’' s")) > 0:
                continue
            if re.match(r"(?: [a-z]|-[a-z])", rest) and not re.match(
                r" (?:and|of|who|for|in|at|from|on|with|now|said|himself|herself)\b", rest
            ):
                continue
            if False:
                continue
            if (_INSIDE.search(before) and not OFFICE_OF.search(before)) or ("," in before and heads):
                continue
            if heads and not re.search(r"\b(?:and|&)(?: \w+){0,4} $", before):
                continue
            entity = self._bearer(name)
            if (entity is None or entity.kind == "place") and rest.strip(" ,") and not heads:
                following = [n for n in self._within(name.end, mention.end) if n.start > name.start]
                if following and not rest.startswith(","):
                    continue
            heads.append(name)
        return heads

    def _named_after(self, mention: TextRange) -> Name | None:
        """The name that stands beside a description: "its chief forecaster, Ian Wray"."""
        at = bisect_left(self._name_starts, mention.end)
        return _beside(self._text, mention.start, mention.end, self._names[at : at + 1])

    def _bearer(self, name: Name) -> Entity | None:
        entity = self._people.of.get(name.start)
        if entity is not None:
            return entity
        at = bisect_right(self._starts, name.start) - 1
        for mention in self._mentions[max(at - 1, 0) : at + 2]:
            if mention.start <= name.start < mention.end and mention.entity is not None:
                return mention.entity
        return None

    def _unlisted(self, mention: TextRange, name: Name) -> Speaker:
        """A name that stands for nobody the article names otherwise."""
        low = plain(name.text)
        if low in words("openers") or low in words("roles") or (name.weak and low.endswith("s")):
            return Speaker(mention=mention, chain=(mention,))
        kind: SpeakerType = "organization" if name.kind in ("organization", "place") else "person"
        return Speaker(name=name.text, mention=mention, chain=(mention,), type=kind)

    def _joint(self, mention: TextRange, heads: Sequence[Name]) -> Speaker:
        entities = [entity for entity in (self._bearer(name) for name in heads) if entity is not None]
        names = list(dict.fromkeys(entity.name for entity in entities))
        if len(names) < 2:
            return self._speaker(mention, entities[0]) if entities else Speaker(mention=mention, chain=(mention,))
        chain = (mention, *(self._range(_fullest_mention(entity)) for entity in entities))
        return Speaker(name=" and ".join(names), type="group", mention=mention, chain=chain)

    def _body(self, mention: TextRange) -> Speaker | None:
        """ "Clinton's campaign", "the Trump administration": an organisation named after its head."""
        for name in self._within(mention.start, mention.end):
            body = _BODY.match(self._text, name.end)
            if body is not None and body.end() == mention.end:
                found = self._at(TextRange(name.start, body.end(), ""))
                if found is not None and found.form == "description" and found.entity is not None:
                    return self._speaker(mention, found.entity)
        return None

    # -- what is no name -----------------------------------------------------------------------------------

    def _at(self, mention: TextRange) -> Mention | None:
        at = bisect_left(self._starts, mention.start)
        for found in self._mentions[at : at + 3]:
            if found.start < mention.end and found.end == mention.end:
                return found
        return None

    def _pronoun(self, mention: TextRange) -> Speaker:
        found = self._at(mention)
        if found is None or found.entity is None or not found.entity.name:
            kind: SpeakerType | None = "person" if mention.text.lower() in ("he", "she", "him", "her") else None
            return Speaker(mention=mention, chain=(mention,), type=kind)
        return self._speaker(mention, found.entity)

    def _relative(self, mention: TextRange) -> Speaker:
        head = self._relatives.get(mention.start)
        if head is not None:
            low = bisect_right(self._starts, head) - 1
            for found in reversed(self._mentions[max(0, low - 2) : low + 1]):
                if found.start <= head < found.end and found.entity is not None and found.entity.name:
                    return self._speaker(mention, found.entity)
            if not any(name.start <= head < name.end for name in self._within(head, head + 1)):
                return Speaker(mention=mention, chain=(mention,))
        at = bisect_left(self._starts, mention.start) - 1
        while at >= 0 and self._mentions[at].form == "pronoun":
            at -= 1
        if at >= 0 and mention.start - self._mentions[at].end < 120:
            before = self._mentions[at]
            if before.entity is not None and before.entity.name and "\n" not in self._text[before.end : mention.start]:
                return self._speaker(mention, before.entity)
        return Speaker(mention=mention, chain=(mention,))

    def _description(self, mention: TextRange) -> Speaker:
        at = bisect_left(self._starts, mention.start)
        for found in self._mentions[max(0, at - 2) : at + 4]:
            if found.start >= mention.end:
                break
            if found.form == "description" and found.start <= mention.start + 1 and found.end > mention.start:
                if found.entity is not None and found.entity.name:
                    return self._speaker(mention, found.entity)
        role = role_of(mention.text, mention.start)
        kind: SpeakerType | None = None
        if role is not None:
            kind = "group" if role.plural else "person"
        return Speaker(mention=mention, chain=(mention,), type=kind)

    # -- answers -------------------------------------------------------------------------------------------

    def _range(self, name: Name) -> TextRange:
        return TextRange(name.start, name.end, self._text[name.start : name.end])

    def _speaker(self, mention: TextRange, entity: Entity) -> Speaker:
        chain = [mention]
        if not any(name.start < mention.end and mention.start < name.end for name in entity.mentions):
            near = [name for name in entity.mentions if not name.quoted and name.end <= mention.start]
            if near:
                chain.append(self._range(near[-1]))
        full = _fullest_mention(entity)
        if not any(link.start <= full.start and full.end <= link.end for link in chain):
            chain.append(self._range(full))
        told = [role for role, _ in entity.roles]
        role = next((role for role in told if " " in role), told[0] if told else None)
        return Speaker(name=entity.name, type=_type(entity), mention=mention, role=role, chain=tuple(chain))


def _type(entity: Entity) -> SpeakerType:
    return "organization" if entity.kind in ("organization", "place") else "person"


def _fullest_mention(entity: Entity) -> Name:
    keys = keys_of(entity.name.split())
    return next((name for name in entity.mentions if keys_of(name.parts) == keys), entity.mentions[0])


def cast(text: str, frames: Sequence[Frame], docs: Sequence[Doc | None]) -> Cast:
    """Read an article's mentions. `docs[k]` is the parse of `frames[k]`, None where it was not parsed."""
    quoted = quoted_ranges(frames)
    names = scan(text, quoted)
    people = People(names)
    view = masked(text, quoted)
    standing = Standing(view, frames, docs)
    roles: dict[int, list[Role]] = defaultdict(list)
    for entity in people.entities:
        for name in entity.mentions:
            if name.kind != "place" and not name.headline:
                roles[entity.number].extend(roles_beside(text, name))
        _settle(entity, roles[entity.number])
        if entity.kind is None and any(role.head in words("roles") for role in roles[entity.number]):
            entity.kind = "person"
        entity.roles = [(role.said, role.start) for role in roles[entity.number] if not role.text.isdigit()]
    told = {role.start for known in roles.values() for role in known}
    mentions = _mentions(view, names, people, standing, told)
    _introduce(mentions, people, roles)
    _resolve(mentions, people, roles, standing)
    return Cast(text, people, mentions, names, standing.relatives)


def _settle(entity: Entity, roles: Iterable[Role]) -> None:
    """Give a person the gender that titles, roles and the given name say, in this order."""
    for name in entity.mentions:
        for title in name.title.split():
            if gender := gender_of_noun(title):
                entity.gender = gender
                return
    for role in roles:
        if gender := gender_of_noun(role.head):
            entity.gender = gender
            return
    given = next((name.parts[0] for name in entity.mentions if len(name.parts) > 1), None)
    if given is None and entity.mentions:
        given = entity.mentions[0].parts[0]
    if given is not None:
        entity.gender = gender_of_given(given)
    if entity.gender is None and entity.keys:
        surname = entity.keys[-1]
        # Slavic surnames decline: Tikhanovskaya, Kolesnikova, Petrova
        if surname.endswith(("skaya", "skaia", "ska", "ova", "eva", "ovna", "dottir", "kaya")) and len(surname) > 5:
            entity.gender = "f"


def _beside(text: str, start: int, end: int, following: Sequence[Name]) -> Name | None:
    """The name of which the words from `start` to `end` are an apposition: "The venue, Fjordhallen, said"."""
    for name in following[:1]:
        gap = text[end : name.start - (len(name.title) + 1 if name.title else 0)]
        if len(gap) > 60 or "\n" in gap or name.possessive or name.kind == "place":
            return None
        closed = text[name.end : name.end + 1] in (",", ".", ";", ":", "”", "’", '"', "'", ")", "", "\n", "—", "–")
        if gap in (", ", " – ", " — ", " - ") and closed:
            return name
        if gap == " " and (name.kind == "person" or name.title):
            return name  # "the Latvian journalist Ana Roe", cut before the name
        if name.title and re.fullmatch(r",? (?:[a-z]+ ){0,2}", gap):
            return name  # "Roe's niece, state Sen. Ana Lee"; "Tulsa police Chief Tom Fox"
        if closed and re.fullmatch(_ROLE_GAP, gap) and role_of(gap.strip(" ,"), end) is not None:
            return name
        whole = text[start : name.start]
        if re.fullmatch(r"-[\w-]+(?: [\w-]+){0,4} ", gap) and role_of(whole, start) is not None:
            return name  # "co-founder and chief Amit Rao", cut at the hyphen
    return None


_FORMS = {"name": 0, "pronoun": 1, "description": 2}
_ROLE_GAP = r", (?:the |an? )?(?:[a-z-]+ ){1,4}"


def _mentions(view: str, names: Sequence[Name], people: People, standing: Standing, told: set[int]) -> list[Mention]:
    found: list[Mention] = []
    for name in names:
        entity, choices = people.of.get(name.start), people.choices.get(name.start, ())
        if entity is None and not choices:
            continue
        rank = 0 if name.quoted else standing.rank(name.start, name.end, name.possessive)
        found.append(
            Mention(
                name.start, name.end, name.text, "name", standing.sentence(name.start), rank,
                name=name, entity=entity, choices=choices, quoted=name.quoted,
            )
        )  # fmt: skip
    order = range(len(names))
    taken = [(name.start, name.end) for name in names]
    starts = [start for start, _ in taken]
    for start, end, role in descriptions(view):
        after = bisect_left(starts, end)
        # "the Republican nominee Jane Roe" is a name with a role before it
        if after < len(taken) and taken[after][0] - end < 3 and "," not in view[end : taken[after][0]]:
            continue
        within = bisect_left(starts, start)
        if within < len(taken) and taken[within][0] < end and taken[within][1] >= end:
            continue
        if start in told:
            continue  # "X, a doctor": said of X, and no mention of its own
        beside = _beside(
            view, start, end, [names[i] for i in order[bisect_left(starts, end) : bisect_left(starts, end) + 1]]
        )
        bearer = people.of.get(beside.start) if beside is not None else None
        rank = standing.rank(start, end)
        found.append(
            Mention(
                start, end, view[start:end], "description", standing.sentence(start), rank, role=role, entity=bearer
            )
        )
    for match in _BODY_NOUN.finditer(view):
        rank = standing.rank(match.start(), match.end())
        found.append(
            Mention(match.start(), match.end(), match.group(), "description", standing.sentence(match.start()), rank)
        )
    for name in names:
        body = _BODY.match(view, name.end)
        entity = people.of.get(name.start)
        if body is not None and entity is not None and entity.is_person and not name.quoted:
            campaign = people.body_of(entity, body.group(1).lower(), name)
            rank = standing.rank(body.start(1), body.end(1))
            text = view[name.start : body.end()]
            found.append(
                Mention(
                    name.start, body.end(), text, "description", standing.sentence(name.start), rank, entity=campaign
                )
            )
    for match in PRONOUN.finditer(view):
        rank = standing.rank(match.start(), match.end(), match.group().lower() in ("his", "its", "their"))
        found.append(
            Mention(match.start(), match.end(), match.group(), "pronoun", standing.sentence(match.start()), rank)
        )
    # the owner comes before what is owned: "Her mother" is not she
    found.sort(key=lambda mention: (mention.start, _FORMS[mention.form]))
    return found


def _introduce(mentions: Sequence[Mention], people: People, roles: dict[int, list[Role]]) -> None:
    """Mark the first full name of each person that a role beside it introduces."""
    seen: set[int] = set()
    for mention in mentions:
        entity = mention.entity
        if entity is None or mention.name is None or mention.quoted or mention.name.headline:
            continue
        if entity.number not in seen and len(mention.name.parts) > 1:
            mention.introduces = any(mention.start - 60 < r.start <= mention.end + 60 for r in roles[entity.number])
        seen.add(entity.number)


def _resolve(mentions: Sequence[Mention], people: People, roles: dict[int, list[Role]], standing: Standing) -> None:
    mind = Mind()
    unnamed: dict[str, Entity] = {}
    ahead = _Ahead(mentions, standing)
    for index, mention in enumerate(mentions):
        if mention.form == "name":
            if mention.entity is None:
                mention.entity = _choose(mention, mind)
                people.settle(mention.name, mention.entity)
            elif " " not in mention.entity.name:
                _inherit(mention, mentions[max(0, index - 2) : index], mind, standing.view)
        elif mention.form == "description":
            mention.entity = _described(mention, index, people, roles, mind, unnamed, ahead)
        else:
            mention.entity = _meant(mention, index, mind, ahead)
        if mention.entity is not None:
            mind.hear(mention, mention.entity)


def _inherit(mention: Mention, before: Sequence[Mention], mind: Mind, view: str) -> None:
    """Give one who is named by the given name alone, as somebody's next of kin, the family's surname."""
    entity = mention.entity
    if entity is None or entity.kind != "person" or not is_given(entity.name) or not before:
        return
    if _KIN.search(view, max(0, mention.start - 60), mention.start) is None:
        return
    owner = before[-1].entity
    if before[-1].text.lower() == "their":
        present = mind.rank(None, mention.sentence, None)
        owner = next((known for _, known in present if " " in known.name), None)
    if owner is not None and owner is not entity and owner.kind == "person" and " " in owner.name:
        surname = owner.name.split(" ", 1)[1] if len(owner.keys) == 2 else owner.name.split()[-1]
        entity.name = f"{entity.name} {surname}"


_KIN = re.compile(
    r"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir)|[’']s) (?:[\w-]+ ){0,2}(?:husband|wife|son|daughter|brother|sister|widow|widower),? $"
)


def _choose(mention: Mention, mind: Mind) -> Entity | None:
    """Which of several bearers of a surname: the one its title fits, then the article's main bearer of it."""
    choices = list(mention.choices)
    titles = mention.name.title.split() if mention.name is not None else []
    gender = next((g for g in map(gender_of_noun, titles) if g), None)
    choices = [entity for entity in choices if gender is None or entity.gender in (gender, None)] or choices
    if titles:
        office = plain(titles[-1])
        holders = [e for e in choices if any(plain(n.title).endswith(office) for n in e.mentions if n.title)]
        choices = holders or choices

    active = [entity for entity in choices if mind.value(entity, mention.sentence) > 0.5]
    if len(active) == 1:
        return active[0]

    def weight(entity: Entity) -> float:
        told = [name.start for name in entity.mentions if not name.quoted]
        first = min(told, default=1 << 60) <= min(
            (name.start for other in choices for name in other.mentions if not name.quoted), default=0
        )
        return 2.0 * min(len(told), 5) + (6.0 if first else 0.0) + 0.5 * mind.value(entity, mention.sentence)

    return max(choices, key=lambda entity: (weight(entity), -entity.number))


def _described(
    mention: Mention,
    index: int,
    people: People,
    roles: dict[int, list[Role]],
    mind: Mind,
    unnamed: dict[str, Entity],
    ahead: _Ahead,
) -> Entity | None:
    role = mention.role
    if role is None:
        return mention.entity or _body_in_mind(mention, mind)
    if mention.entity is not None:
        return mention.entity
    if role.plural:
        return _CROWD
    if role.definite:
        best, most = None, 0.0
        for entity in people.entities:
            if not entity.mentions or entity.kind not in ("person", None):
                continue
            score = max((_agreement(role, known) for known in roles[entity.number]), default=0.0)
            if score > 0:
                score += min(0.9, 0.05 * mind.value(entity, mention.sentence))
            if score > most:
                best, most = entity, score
        if best is not None:
            return best
        known = unnamed.get(role.head)
        if known is not None and mind.value(known, mention.sentence) > 0.05:
            return known
        beside = ahead.subject_beside(index) if mention.rank < 2 else None
        if (entity := _in_mind(mention, role, mind, roles, beside)) is not None:
            return entity
    if not mind.has_person and mention.rank > 1 and (role.head in words("epithets") or role.head.endswith("-old")):
        # "A Bendigo woman says ...", and only the next sentences name her
        if (entity := ahead.person(index, gender_of_noun(role.head), introduced=True)) is not None:
            return entity
    if role.head not in unnamed or not role.definite:
        entity = Entity(1_000_000 + len(unnamed), "person", gender=gender_of_noun(role.head))
        unnamed[role.head] = entity
    return unnamed[role.head]


_CROWD = Entity(2_000_000, "group")
_BODIES = {
    "union": "union association federation teamsters",
    "agency": "agency administration bureau service investigations department authority",
    "newspaper": "times post journal herald tribune telegraph guardian gazette chronicle mail independent mirror sun",
    "paper": "times post journal herald tribune telegraph guardian gazette chronicle mail independent mirror sun",
    "court": "court tribunal",
    "ministry": "ministry",
    "department": "department ministry",
    "university": "university college",
    "club": "fc united city club albion rovers wanderers",
    "airline": "airlines airways air",
    "bank": "bank",
    "regulator": "authority commission",
}


def _body_in_mind(mention: Mention, mind: Mind) -> Entity | None:
    """Which organisation "the union" or "the agency" is: one so named, else the one in the reader's mind."""
    noun = mention.text.lower().split()[-1]
    known = mind.organisations(mention.sentence)
    kinds = frozenset((noun, *_BODIES.get(noun, "").split()))
    named = [entity for _, entity in known if kinds & set(entity.keys)]
    if named:
        return named[0]
    if noun in _NEEDS_NAME:
        return None
    least = 0.2 if noun in ("company", "firm") else 2.0
    return known[0][1] if known and known[0][0] > least else None


_NEEDS_NAME = frozenset(
    [
        "government",
        "church",
        "army",
        "police",
        "court",
        "board",
        "office",
        "site",
        "website",
        "panel",
        "campaign",
        "team",
        "body",
        "band",
    ]
)


def _in_mind(
    mention: Mention, role: Role, mind: Mind, roles: dict[int, list[Role]], beside: Entity | None
) -> Entity | None:
    """Whom a description means that fits no role told: the person the reader has in mind, if it tells of them."""
    origin = words("places") | words("nationalities")
    telling = (
        bool(role.limits & origin)
        or re.search(r" [A-Z]", mention.text) is not None
        or role.head.endswith("-old")
        or any(limit.endswith("-old") for limit in role.limits)
        or role.head in words("epithets")
        or re.match(r"[A-Z]\w+[’']s former", mention.text) is not None
    )
    if not telling or re.match(r"(?:his|her|its|their|our|my)\b", mention.text, re.I):
        return None
    ranked = [(v, e) for v, e in mind.rank(None, mention.sentence, gender_of_noun(role.head)) if e.name]
    if role.head.endswith("-old"):
        aged = {n for n, known in roles.items() for r in known if r.head.endswith("-old") and r.head != role.head}
        ranked = [(v, e) for v, e in ranked if e.number not in aged]
    ranked = [(v, e) for v, e in ranked if e is not beside]  # "Roe met the Acme chairman": not Roe
    return ranked[0][1] if ranked and ranked[0][0] > 1.0 else None


def _agreement(said: Role, known: Role) -> float:
    """How well a description fits a role that the article gives somebody, 0: not at all."""
    if said.head == known.head or (known.head in said.limits and said.head in known.limits):
        score = 2.0
    elif same_office(said.head, known.head):
        score = 1.0
    else:
        return 0.0
    for origin in (words("places"), words("nationalities")):
        mine, theirs = said.limits & origin, known.limits & origin
        if mine and theirs and not mine & theirs:
            return 0.0
    # "Latvia's president" is "the Latvian president": the stem will do
    stems = {limit[:5] for limit in known.limits}
    return score + sum(limit[:5] in stems for limit in said.limits)


def _meant(mention: Mention, index: int, mind: Mind, ahead: _Ahead) -> Entity | None:
    low = mention.text.lower()
    if low in ("they", "them", "their", "it", "its"):
        ranked = mind.organisations(mention.sentence, crowds=low[0] == "t")
        near = [entity for value, entity in ranked if value > (3.0 if low[0] == "t" else 1.0)]
        return near[0] if near and near[0] is not _CROWD else None
    gender = gender_of(mention)
    if (entity := ahead.fronted(index, gender)) is not None:
        return entity
    fitting = mind.rank(None, mention.sentence, gender, near=mention.rank < 2)
    if low in ("him", "her") and (subject := ahead.subject_beside(index)) is not None:
        fitting = [(value, entity) for value, entity in fitting if entity is not subject]
    if fitting:
        return fitting[0][1]
    return ahead.person(index, gender_of(mention))


class _Ahead:
    """Names that come after a pronoun: "In his speech, X said", a speaker introduced after the quotation."""

    def __init__(self, mentions: Sequence[Mention], standing: Standing) -> None:
        self._mentions = mentions
        self._standing = standing
        self._view = standing.view

    def person(self, index: int, gender: str | None, *, introduced: bool = False) -> Entity | None:
        """The next person that a sentence is about; `introduced`: by a full name."""
        here = self._mentions[index]
        for mention in self._mentions[index + 1 : index + 12]:
            if mention.sentence > here.sentence + 2:
                return None
            entity = mention.entity
            if mention.form != "name" or mention.quoted or entity is None or mention.rank < 2:
                continue
            if introduced and (mention.name is None or len(mention.name.parts) < 2 or mention.rank < 3):
                continue
            if entity.kind == "person" and (entity.gender in (gender, None) or gender is None):
                return entity
        return None

    def subject_beside(self, index: int) -> Entity | None:
        """The subject of the verb that has the pronoun for its object."""
        at = self._standing.co_subject(self._mentions[index].start, self._mentions[index].end)
        if at is None:
            return None
        for mention in reversed(self._mentions[max(0, index - 12) : index]):
            if mention.start <= at < mention.end:
                return mention.entity
        return None

    def fronted(self, index: int, gender: str | None) -> Entity | None:
        """The subject after an opening phrase that holds the pronoun: "In her book, Roe wrote"."""
        here = self._mentions[index]
        opening = self._view[self._standing.starts[here.sentence] : here.start]
        if not re.fullmatch(_FRONTED, opening):
            return None
        for mention in self._mentions[index + 1 : index + 6]:
            if mention.sentence != here.sentence:
                return None
            entity = mention.entity
            if mention.form == "name" and mention.rank == 3 and entity is not None and entity.kind == "person":
                between = self._view[here.end : mention.start]
                return entity if entity.gender == gender and re.search(_COMMA, between) else None
        return None


_FRONTED = r"(?:In|After|As|While|When|With|Despite|During|At|On|For|Before|Since|Throughout|Upon|Asked|Speaking)\b[^,.;:]{0,60}"
_COMMA = r", (?:[\w.’'-]+ ){0,5}$"
__all__ = ["Cast", "cast", "gender_of_given"]
