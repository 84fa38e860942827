"""Two names with what is known of their bearers: one person, two people, or not to be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotes.linking.context_evidence import NOT_SEEN, Seen
from quotes.linking.exclusive_offices import are_kin, of_state, rule_out
from quotes.linking.roles import incompatible
from quotes.names.comparison import ANOTHER_NAME, Relation, relate_names, relate_organizations
from quotes.names.family_names import common_surnames
from quotes.names.parsing import parse

Answer = Literal["same", "new", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Node:
    """One distinct spelling with its witnesses: `facet` is the field of life its roles agree on and the seats
    they tell of (for a lone name the offices), `offices` what the roles say in plain words, `articles` in how many
    it was read, `seen` in what company, outlets and days."""

    folded: str
    type: str = "person"
    facet: str = ""
    offices: frozenset[str] = frozenset()
    articles: int = 1
    seen: Seen = NOT_SEEN

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.folded, self.type, self.facet)


@dataclass(frozen=True, slots=True)
class Verdict:
    answer: Answer
    reason: str


_ANSWERS: dict[Relation, Answer] = {
    Relation.UNRELATED: "new",
    Relation.CONFLICT: "new",
    Relation.APART: "ambiguous",
    Relation.LESS: "ambiguous",
    Relation.SAME: "same",
}


def compare(a: Node, b: Node) -> Verdict:
    """Whether two nodes are one person, as far as these two alone tell.

    >>> compare(Node("alexander lukashenko"), Node("alyaksandr lukashenka")).answer
    'same'
    """
    relation, reason = relate(a, b)
    return Verdict(_ANSWERS[relation], reason)


def relate(a: Node, b: Node) -> tuple[Relation, str]:
    if b.key < a.key:
        a, b = b, a
    if a.type == b.type == "person":
        relation, reason = relate_names(a.folded, b.folded)
        if relation is Relation.SAME and a.facet != b.facet and parse(a.folded).tier == parse(b.folded).tier == 2:
            relation, reason = _relate_lone(a, b)
        if relation in (Relation.SAME, Relation.LESS) and incompatible(
            _field(a), _field(b), common_name=is_common(a) and is_common(b)
        ):
            return Relation.CONFLICT, f"the roles do not go together: {_field(a)} and {_field(b)}"
        if relation in (Relation.SAME, Relation.LESS) and (ruled := _ruled_out(a, b)):
            return Relation.CONFLICT, ruled
        if relation is Relation.LESS:
            relation, reason = _relate_roles(a, b, reason)
        if relation is Relation.APART and _formal_style(a, b):
            return Relation.LESS, f"{reason}, but is so formally and holds the same office"
        return relation, reason
    if "person" in (a.type, b.type):
        if a.folded != b.folded:
            return Relation.UNRELATED, "a person and an organisation"
        if " " in a.folded:
            return Relation.SAME, "the same name, letter by letter"
        return Relation.LESS, "the same single word, once of a person, once of an organisation"
    return relate_organizations(a.folded, b.folded)


def _relate_lone(a: Node, b: Node) -> tuple[Relation, str]:
    """One lone name with two roles: the same person's only if a role is the same, or one is not given."""
    if not a.facet or not b.facet or one_office(a.offices, b.offices):
        return Relation.LESS, "a lone name"
    return Relation.UNRELATED, "a lone name with another role"


def one_office(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two people's offices, each as fully as it is told, have one that may be the same: a king may be the
    king of Jordan, the king of Jordan not that of Norway, though both are called king as well."""
    mine, theirs = ([frozenset(office.split()) for office in offices] for offices in (a, b))
    mine, theirs = ([one for one in told if not any(one < other for other in told)] for told in (mine, theirs))
    return any(one <= other or other <= one for one in mine for other in theirs)


def _ruled_out(a: Node, b: Node) -> str:
    """The two seats that one person does not hold, where none is both's."""
    mine, theirs = _told(a), _told(b)
    if mine & theirs:
        return ""
    return next((f"{x} and {y}" for x in sorted(mine) for y in sorted(theirs) if rule_out(x, y)), "")


def _formal_style(a: Node, b: Node) -> bool:
    """Joe Biden, Joseph R. Biden Jr.: whoever holds the same office and is called otherwise in other ways too. A
    father who held it had the same given names, and is told from his son by the suffix alone."""
    x, y = parse(a.folded), parse(b.folded)
    given = [name.readings[0].given for name in (x, y)]
    return (
        one_office(of_state(a.offices), of_state(b.offices))
        and not (x.suffix and y.suffix)
        and all(given)
        and given[0][0] != given[1][0]
    )


def _told(node: Node) -> frozenset[str]:
    told = node.facet.partition(":")[2]
    return frozenset(told.split("; ")) if told else frozenset()


def _relate_roles(a: Node, b: Node, reason: str) -> tuple[Relation, str]:
    """Two names of which one says more: by their roles they may yet be two people's."""
    if are_kin(a.offices, b.offices):
        return Relation.CONFLICT, "one is the other's kin"
    if reason == ANOTHER_NAME and a.offices and b.offices and not one_office(a.offices, b.offices):
        return Relation.APART, f"{reason}, and other roles"
    return Relation.LESS, reason


def is_common(node: Node) -> bool:
    """Whether many people have this family name."""
    return parse(node.folded).readings[0].surname[-1] in common_surnames()


def _field(node: Node) -> str:
    """The field of life that the roles agree on."""
    return node.facet.partition(":")[0]
