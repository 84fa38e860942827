"""The steps of one article, in order: its names, their entities, their roles, its mentions, who each mention is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quotes.coreference.appositions import roles_beside
from quotes.coreference.cataphora import resolve_cataphora, resolve_introduced_next
from quotes.coreference.credits import credit_ranges, inside
from quotes.coreference.foreign_bodies import with_foreign_bodies
from quotes.coreference.gender import gender_by_pronouns, settle
from quotes.coreference.grammatical_role import GrammaticalRoles, masked, quoted_ranges
from quotes.coreference.mentions import introduce, mentions_of
from quotes.coreference.ministries import with_ministries
from quotes.coreference.name_scanner import scan
from quotes.coreference.origins import origins_beside, origins_of
from quotes.coreference.other_names import other_names
from quotes.coreference.people import People
from quotes.coreference.personhood import weigh_persons
from quotes.coreference.resolve import resolve
from quotes.coreference.roles import Role
from quotes.coreference.speakers import ArticleSpeakers
from quotes.coreference.stated_bodies import read_stated_bodies
from quotes.coreference.unlisted_names import English, any_word
from quotes.lexicon import words
from quotes.text.masking import MaskedParagraph

if TYPE_CHECKING:
    from spacy.tokens import Doc


def resolve_article(
    text: str,
    paragraphs: Sequence[MaskedParagraph],
    docs: Sequence[Doc | None],
    title: str = "",
    english: English = any_word,
) -> ArticleSpeakers:
    """Read an article's mentions. `docs[k]` is the parse of `paragraphs[k]`, None where it was not parsed; `title` is
    the article's, which may name in full whom the text does not; `english` tells the words of English from names."""
    quoted = quoted_ranges(paragraphs)
    names = with_foreign_bodies(text, with_ministries(text, scan(text, quoted)))
    people = People(names, title, other_names(text, names), english)
    unquoted = masked(text, quoted)
    grammar = GrammaticalRoles(unquoted, paragraphs, docs)
    roles: dict[int, list[Role]] = defaultdict(list)
    for name, entity in people.of_title:
        roles[entity.number].extend(replace(role, start=-1) for role in roles_beside(title, name))
    for entity in people.entities:
        for name in entity.mentions:
            if name.kind != "place" and not name.headline:
                roles[entity.number].extend(roles_beside(text, name))
        settle(entity, roles[entity.number])
        heads = {role.head for role in roles[entity.number]} & words("roles")
        if entity.kind is None and heads - words("roles_of_bodies"):
            entity.kind = "person"
    read_stated_bodies(unquoted, people.entities)
    weigh_persons(unquoted, people.entities, roles)
    for entity in people.entities:
        if entity.is_person:
            beside = {
                country for name in entity.mentions if not name.headline for country in origins_beside(text, name)
            }
            entity.origins = origins_of(roles[entity.number]) | beside
    gender_by_pronouns(unquoted, people.entities)
    role_starts = {role.start for known in roles.values() for role in known}
    credited = inside(credit_ranges(text), [name.start for name in names])
    uncredited = [name for name in names if name.start not in credited]
    mentions = mentions_of(unquoted, uncredited, people, grammar, role_starts)
    introduce(mentions, people, roles)
    resolve(mentions, uncredited, people, roles, grammar)
    resolve_cataphora(unquoted, mentions, people, roles)
    resolve_introduced_next(mentions, people, roles)
    for entity in people.entities:
        said = [role for role in roles[entity.number] if not role.text.isdigit()]
        entity.roles = [(" ".join(role.said.split()), role.start) for role in said]
    return ArticleSpeakers(text, people, mentions, names, grammar.relatives)
