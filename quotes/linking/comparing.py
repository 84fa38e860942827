"""Two names with what is known of whoever is called so: one person, two people, or not to be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotes.linking.context_evidence import NO_CONTEXT, ContextEvidence
from quotes.linking.disambiguator import elsewhere, far_in_time, read
from quotes.linking.exclusive_offices import are_kin, of_state, rule_out
from quotes.linking.roles import incompatible, seldom_one_life
from quotes.names.comparison import ANOTHER_NAME, Relation, compare_names, compare_organizations
from quotes.names.generic import has_common_surname, is_common_full_name, is_local
from quotes.names.given import is_given
from quotes.names.organizations import known_bodies
from quotes.names.parsing import parse
from quotes.names.places import are_apart, is_place, regions_of

Answer = Literal["same", "new", "ambiguous"]


@dataclass(frozen=True, slots=True)
class NameRecord:
    """One distinct spelling with what the articles say of whoever is called so.

    `disambiguator`: the field of life its roles agree on, the exclusive offices they tell of (for a lone name all
    offices) and the setting of its articles (see `disambiguator.py`); `offices`: what the roles say in plain words;
    `articles`: in how many it was read; `context`: beside which names, in which outlets, on which days.
    """

    folded: str
    type: str = "person"
    disambiguator: str = ""
    offices: frozenset[str] = frozenset()
    articles: int = 1
    context: ContextEvidence = NO_CONTEXT

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.folded, self.type, self.disambiguator)


def completeness(record: NameRecord) -> int:
    """0 a full name or an organisation, 1 an initial for the given name, 2 a lone name."""
    return parse(record.folded).completeness if record.type == "person" else 0


@dataclass(frozen=True, slots=True)
class Verdict:
    answer: Answer
    reason: str


_ANSWERS: dict[Relation, Answer] = {
    Relation.UNRELATED: "new",
    Relation.CONFLICT: "new",
    Relation.FAR: "ambiguous",
    Relation.SEPARATE_BUT_SUGGEST: "ambiguous",
    Relation.LESS_SPECIFIC: "ambiguous",
    Relation.SAME: "same",
}


def compare(a: NameRecord, b: NameRecord) -> Verdict:
    """Whether two records are one person, as far as these two alone tell.

    >>> compare(NameRecord("alexander lukashenko"), NameRecord("alyaksandr lukashenka")).answer
    'same'
    """
    relation, reason = relate(a, b)
    return Verdict(_ANSWERS[relation], reason)


def relate(a: NameRecord, b: NameRecord) -> tuple[Relation, str]:
    if b.key < a.key:
        a, b = b, a
    if a.type == b.type == "person":
        return _relate_people(a, b)
    if "person" in (a.type, b.type):
        return _relate_person_and_body(a, b)
    relation, reason = compare_organizations(a.folded, b.folded)
    of_the_world = a.folded != b.folded and known_bodies(a.folded) & known_bodies(b.folded)  # it is read of everywhere
    if (
        relation in (Relation.SAME, Relation.LESS_SPECIFIC)
        and not of_the_world
        and elsewhere(read(a.disambiguator), read(b.disambiguator), regions=is_local(a.folded) or is_local(b.folded))
    ):
        return Relation.SEPARATE_BUT_SUGGEST, "a name that every place has one of, in two places"
    return relation, reason


def _relate_people(a: NameRecord, b: NameRecord) -> tuple[Relation, str]:
    relation, reason = compare_names(a.folded, b.folded)
    if relation is Relation.SAME and a.disambiguator != b.disambiguator and completeness(a) == completeness(b) == 2:
        relation, reason = _relate_lone(a, b)
    if relation in (Relation.SAME, Relation.LESS_SPECIFIC) and incompatible(
        _field(a), _field(b), common_name=is_common(a) and is_common(b)
    ):
        return Relation.CONFLICT, f"the roles do not go together: {_field(a)} and {_field(b)}"
    if relation in (Relation.SAME, Relation.LESS_SPECIFIC) and (ruled := _ruled_out(a, b)):
        return Relation.CONFLICT, ruled
    if relation in (Relation.SAME, Relation.LESS_SPECIFIC) and (set_apart := _set_apart(a, b)):
        return set_apart
    if relation is Relation.LESS_SPECIFIC:
        relation, reason = _relate_roles(a, b, reason)
    if relation is Relation.SEPARATE_BUT_SUGGEST and _formal_style(a, b):
        return Relation.LESS_SPECIFIC, f"{reason}, but is so formally"
    return relation, reason


def _relate_person_and_body(a: NameRecord, b: NameRecord) -> tuple[Relation, str]:
    """The recogniser may have taken one for the other; but a firm is called after its founder as well."""
    if a.folded != b.folded:
        return Relation.UNRELATED, "a person and an organisation"
    if " " in a.folded and not is_given(a.folded.split()[0]):
        return Relation.SAME, "the same name, letter by letter"
    if " " in a.folded:
        return Relation.SEPARATE_BUT_SUGGEST, "a person, and an organisation of that name"
    person = a if a.type == "person" else b
    if person.offices:
        return (
            Relation.SEPARATE_BUT_SUGGEST,
            "the same single word, once of a person with an office, once of an organisation",
        )
    return Relation.LESS_SPECIFIC, "the same single word, once of a person, once of an organisation"


def _set_apart(a: NameRecord, b: NameRecord) -> tuple[Relation, str] | None:
    """What the settings of their articles say against two people of one name."""
    x, y = read(a.disambiguator), read(b.disambiguator)
    lone = [completeness(record) for record in (a, b)].count(2)
    if far_in_time(x, y, lone=lone):
        return Relation.FAR, "the name of two ages"
    if lone or not (is_common_full_name(a.folded) and is_common_full_name(b.folded)) or _one_placed_office(a, b):
        return None
    if elsewhere(x, y) or _in_office_elsewhere(a, b):
        return Relation.SEPARATE_BUT_SUGGEST, "a name that many have, in two countries"
    mine, theirs = (one.field or ("sport" if one.sport else "") for one in (x, y))
    if seldom_one_life(mine, theirs):
        return Relation.SEPARATE_BUT_SUGGEST, f"a name that many have, in {mine} and in {theirs}"
    if bool(x.country) != bool(y.country) and not mine and not theirs and not one_office(a.offices, b.offices):
        return Relation.FAR, "a name that many have, and nothing in common"
    return None


def _one_placed_office(a: NameRecord, b: NameRecord) -> bool:
    """Whether both hold one office of one place."""
    placed = [{one for one in record.offices if any(map(is_place, one.split()))} for record in (a, b)]
    return any(
        set(x.split()) <= set(y.split()) or set(y.split()) <= set(x.split()) for x in placed[0] for y in placed[1]
    )


def _in_office_elsewhere(a: NameRecord, b: NameRecord) -> bool:
    """Whether one's office is in another country than the articles of the other."""
    for one, other in ((a, b), (b, a)):
        country = read(other.disambiguator).country
        held = {word for office in _exclusive_offices(one) for word in office.split() if is_place(word)}
        nation = {regions_of()[word].partition("/")[0] if word in regions_of() else word for word in held}
        if country and nation and are_apart(frozenset({country}), frozenset(nation)):
            return True
    return False


def _relate_lone(a: NameRecord, b: NameRecord) -> tuple[Relation, str]:
    """One lone name with two roles: the same person's only if a role is the same, or one is not given."""
    x, y = read(a.disambiguator), read(b.disambiguator)
    shared = one_office(a.offices, b.offices)
    if x.offices and y.offices and not shared:
        return Relation.UNRELATED, "a lone name with another role"
    if elsewhere(x, y) and not _one_placed_office(a, b):
        return Relation.UNRELATED, "a lone name in another country"
    if is_common(a) and not shared:
        return Relation.UNRELATED, "a lone name that many have"
    if x.offices == y.offices and x.field == y.field and not far_in_time(x, y, lone=2):
        return Relation.SAME, "a lone name with one role"
    return Relation.LESS_SPECIFIC, "a lone name"


def one_office(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two people's offices, each as fully as it is told, have one that may be the same: a king may be the
    king of Jordan, the king of Jordan not that of Norway, though both are called king as well."""
    mine, theirs = ([frozenset(office.split()) for office in offices] for offices in (a, b))
    mine, theirs = ([one for one in told if not any(one < other for other in told)] for told in (mine, theirs))
    return any(one <= other or other <= one for one in mine for other in theirs)


def _ruled_out(a: NameRecord, b: NameRecord) -> str:
    """The two exclusive offices that one person does not hold, where none is both's."""
    mine, theirs = _exclusive_offices(a), _exclusive_offices(b)
    if mine & theirs:
        return ""
    return next((f"{x} and {y}" for x in sorted(mine) for y in sorted(theirs) if rule_out(x, y)), "")


def _formal_style(a: NameRecord, b: NameRecord) -> bool:
    """Joe Biden, Joseph R. Biden Jr.: whoever is called otherwise in other ways too, and of whom no other office is
    told. A father had the same given names, and is told from his son by the suffix alone."""
    x, y = parse(a.folded), parse(b.folded)
    given = [name.readings[0].given for name in (x, y)]
    return (
        (not (a.offices and b.offices) or one_office(of_state(a.offices), of_state(b.offices)))
        and not (x.suffix and y.suffix)
        and all(given)
        and given[0][0] != given[1][0]
    )


def _exclusive_offices(record: NameRecord) -> frozenset[str]:
    return frozenset(read(record.disambiguator).offices)


def _relate_roles(a: NameRecord, b: NameRecord, reason: str) -> tuple[Relation, str]:
    """Two names of which one says more: by their roles they may yet be two people's."""
    if are_kin(a.offices, b.offices):
        return Relation.CONFLICT, "one is the other's kin"
    common = is_common(a) or is_common(b)
    if reason == ANOTHER_NAME and common and a.offices and b.offices and not one_office(a.offices, b.offices):
        return Relation.SEPARATE_BUT_SUGGEST, f"{reason}, and other roles"
    return Relation.LESS_SPECIFIC, reason


def is_common(record: NameRecord) -> bool:
    """Whether many people have this family name."""
    return has_common_surname(record.folded)


def _field(record: NameRecord) -> str:
    """The field of life that the roles agree on."""
    return read(record.disambiguator).field
