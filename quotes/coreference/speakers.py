"""Who the mentions of one article are: from "he" to the fullest name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from quotes.coreference.document_mentions import is_document
from quotes.coreference.entities import Entity, fullest_mention
from quotes.coreference.heads import INSIDE, NameHeads, bearer
from quotes.coreference.mentions import BODY, PRONOUN, Mention
from quotes.coreference.name import Name
from quotes.coreference.name_circumstances import Naming, Namings
from quotes.coreference.names_beside import apposed_to, beside
from quotes.coreference.naming_entities import as_person, is_common, person_type, with_a_name
from quotes.coreference.people import People
from quotes.coreference.police_forces import force_meant
from quotes.coreference.resolvers.issuer import ISSUER
from quotes.coreference.resolvers.pronoun_of_a_document import PRONOUN_OF_A_DOCUMENT
from quotes.coreference.roles import role_of
from quotes.coreference.spokespeople import PART_OF_A_BODY
from quotes.coreference.writers import Writers
from quotes.lexicon import plain, words
from quotes.models import NamingStep, Person, Speaker, SpeakerType, TextRange

_HANDLE = re.compile(r"@\w{2,30}")
_RELATIVES = frozenset(("who", "that", "which", "whom"))
_HOLDS_THE_NAME = "holds the name"
_SILENT = frozenset(
    # here: pronouns that no other words resolve
    ("i", "we", "me", "my", "us", "our", "you", "one", "someone", "everyone", "nobody", "others", "another")
)


class ArticleSpeakers:
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
        self._writers = Writers(text, names)
        self._starts = [mention.start for mention in mentions]
        # no method of this object: who knows itself waits for the collector of garbage with all that it knows
        self._entity_of = partial(bearer, people, mentions, self._starts)
        self._names_in = NameHeads(text, names, self._entity_of)
        self._namings = Namings(mentions, people.entities)
        self.people: tuple[Person, ...] = tuple(
            as_person(entity)
            for entity in people.entities
            if entity.mentions and entity.name and entity.kind in ("person", "organization")
        )

    def who(self, mention: TextRange) -> Speaker:
        """Who a mention is: its name, type and role, with the chain that leads there."""
        return self._resolve(mention)[0]

    def naming(self, mention: TextRange) -> Naming:
        """Who a mention is, with what the chance that the name is right hangs on."""
        return self._namings.naming(*self._resolve(mention))

    def steps(self, mention: TextRange) -> tuple[NamingStep, ...]:
        """How `who` gets from a mention to its name: each link of the chain with its reason."""
        speaker, why = self._resolve(mention)
        if speaker.name is None:
            return (NamingStep(mention, f"{why}; no name is given"),)
        found = [NamingStep(mention, why)]
        found += [NamingStep(link, "where the article last named them before") for link in speaker.chain[1:-1]]
        found += [NamingStep(link, "the fullest name it gives") for link in speaker.chain[1:][-1:]]
        return tuple(found)

    def _resolve(self, mention: TextRange) -> tuple[Speaker, str]:
        """Who a mention is, and why, in a few words; what a document is called by is its issuer's name."""
        speaker, why = self._named_by(mention)
        issued = speaker.name is None or why in (ISSUER.reason, _HOLDS_THE_NAME)
        document = why == PRONOUN_OF_A_DOCUMENT.reason or (issued and is_document(mention.text))
        return replace(speaker, type="document") if document else speaker, why

    def _named_by(self, mention: TextRange) -> tuple[Speaker, str]:
        words_of_it = mention.text.strip()
        low = words_of_it.lower()
        if low in _RELATIVES and not words_of_it.isupper():  # who, but not WHO
            return self._relative(mention), "stands for the words before it"
        if _HANDLE.fullmatch(low):
            return Speaker(name=mention.text.strip(), mention=mention, chain=(mention,)), "an account's own name"
        if PRONOUN.fullmatch(low):
            speaker, reason = self._pronoun(mention), self._reason(self._at(mention))
            return speaker, reason if speaker.name else "a pronoun that fits nobody named"
        if low in _SILENT:
            return self._first_person(mention, low)
        heads = self._names_in.heads(mention)
        if len(heads) == 1 and heads[0].kind == "place" and (name := self._named_after(mention)) is not None:
            heads = [name]
        if len(heads) == 1 and (name := self._names_in.officer(mention, heads[0])) is not None:
            heads = [name]
        if len(heads) > 1:
            return self._joint(mention, heads), "names several together"
        if heads:
            return self._named(mention, heads[0])
        if (force := force_meant(low, self._text[mention.end : mention.end + 20], self._people.entities)) is not None:
            return self._speaker(mention, force), "the one police force that is named"
        if (body := self._body(mention)) is not None:
            return body, "an organisation called after its head"
        if (issuer := self._document(mention)) is not None:
            return self._speaker(mention, issuer), ISSUER.reason
        if (owner := self._owner_of_a_part(mention)) is not None:
            return self._speaker(mention, owner), "a part of the body it is of"
        if (name := self._named_after(mention)) is not None:
            entity = self._entity_of(name)
            speaker = self._speaker(mention, entity) if entity is not None else self._unlisted(mention, name)
            return speaker, "the name stands beside it"
        return self._description(mention)

    def _named(self, mention: TextRange, name: Name) -> tuple[Speaker, str]:
        """Whom a mention with a name in it is a mention of."""
        entity = self._entity_of(name)
        if entity is not None and entity.kind != "person" and is_common(entity):
            return Speaker(mention=mention, chain=(mention,), type="organization"), "a body without a name"
        if entity is not None and (club := self._people.organizations.club_of(entity)) is not None:
            return self._speaker(mention, club), "the club of that town"
        if entity is not None:
            return self._speaker(mention, entity), self._reason(self._named_at(name)) or _HOLDS_THE_NAME
        return self._unlisted(mention, name), "a name that stands here alone"

    def _first_person(self, mention: TextRange, low: str) -> tuple[Speaker, str]:
        """ "I said": whoever wrote the article."""
        one = low in ("i", "me", "my")
        writer = self._writers.of(mention.start) if one else None
        if writer is None:
            return Speaker(mention=mention, chain=(mention,), type="person" if one else None), (
                "a pronoun that no name stands for"
            )
        entity = self._entity_of(writer)
        if entity is not None and entity.name:
            return self._speaker(mention, entity), "whoever wrote the article"
        name = writer.text.title() if writer.text.isupper() else writer.text
        chain = (mention, self._range(writer))
        return Speaker(name=name, mention=mention, chain=chain, type="person"), "whoever wrote the article"

    def _named_at(self, name: Name) -> Mention | None:
        at = bisect_left(self._starts, name.start)
        found = self._mentions[at] if at < len(self._mentions) else None
        return found if found is not None and found.name is name else None

    @staticmethod
    def _reason(found: Mention | None) -> str:
        return found.why if found is not None else ""

    # -- names ---------------------------------------------------------------------------------------------

    def _named_after(self, mention: TextRange) -> Name | None:
        """The name that stands beside a description: "its chief forecaster, Ian Wray"."""
        at = bisect_left(self._name_starts, mention.end)
        return beside(self._text, mention.start, mention.end, self._names[at : at + 2])

    def _unlisted(self, mention: TextRange, name: Name) -> Speaker:
        """A name that stands for nobody the article names otherwise."""
        low = plain(name.text)
        nameless = low in words("nationalities") or low in words("not_names")
        opener = low in words("openers") and not name.text.isupper()
        if nameless or opener or low in words("roles") or (name.tentative and low.endswith("s")):
            return Speaker(mention=mention, chain=(mention,))
        kind: SpeakerType = "organization" if name.kind in ("organization", "place") else "person"
        return Speaker(name=name.text, mention=mention, chain=(mention,), type=kind)

    def _joint(self, mention: TextRange, heads: Sequence[Name]) -> Speaker:
        entities = [entity for entity in (self._entity_of(name) for name in heads) if entity is not None]
        names = list(dict.fromkeys(entity.name for entity in entities))
        if len(names) < 2:
            return self._speaker(mention, entities[0]) if entities else Speaker(mention=mention, chain=(mention,))
        chain = (mention, *(self._range(fullest_mention(entity)) for entity in entities))
        return Speaker(name=" and ".join(names), type="group", mention=mention, chain=chain)

    def _body(self, mention: TextRange) -> Speaker | None:
        """ "Clinton's campaign", "the Trump administration": an organisation named after its head."""
        for name in self._names_in.within(mention.start, mention.end):
            body = BODY.match(self._text, name.end)
            if body is not None and body.end() == mention.end:
                found = self._at(TextRange(name.start, body.end(), ""))
                if found is not None and found.form == "description" and found.entity is not None:
                    return self._speaker(mention, found.entity)
        return None

    def _owner_of_a_part(self, mention: TextRange) -> Entity | None:
        """ "The paper's editorial board", "the company's press office": the body that speaks by it."""
        if (part := PART_OF_A_BODY.fullmatch(mention.text)) is None:
            return None
        found = self._at(TextRange(mention.start, mention.start + part.end("owner"), part["owner"]))
        entity = found.entity if found is not None else None
        return entity if entity is not None and entity.kind == "organization" and entity.name else None

    def _document(self, mention: TextRange) -> Entity | None:
        """Whoever issued the document that the mention is a mention of."""
        at = bisect_left(self._starts, mention.start)
        for found in self._mentions[max(0, at - 3) : at + 4]:
            if found.form != "document" or found.end <= mention.start or found.start >= mention.end:
                continue
            if found.entity is None or not found.entity.name:
                return None
            return None if INSIDE.search(self._text[mention.start : max(mention.start, found.start)]) else found.entity
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
        entity = with_a_name(found.entity) if found is not None else None
        if entity is None:
            kind: SpeakerType | None = "person" if mention.text.lower() in ("he", "she", "him", "her") else None
            return Speaker(mention=mention, chain=(mention,), type=kind)
        return self._speaker(mention, entity)

    def _relative(self, mention: TextRange) -> Speaker:
        head = self._relatives.get(mention.start)
        if head is not None:
            low = bisect_right(self._starts, head) - 1
            for found in reversed(self._mentions[max(0, low - 2) : low + 1]):
                if found.start <= head < found.end and found.entity is not None and found.entity.name:
                    speaker = self._speaker(mention, found.entity)
                    return replace(speaker, type="document") if found.form == "document" else speaker
            if not any(name.start <= head < name.end for name in self._names_in.within(head, head + 1)):
                word = self._text[head : mention.start].split(" ", 1)[0]
                # "his daughter Ana Roe, who said", "Ana Roe, a nurse, who said"
                name = self._named_after(TextRange(head, head + len(word), word))
                name = name or apposed_to(self._text, head, self._names)
                entity = self._entity_of(name) if name is not None and name.end <= mention.start else None
                return Speaker(mention=mention, chain=(mention,)) if entity is None else self._speaker(mention, entity)
        at = bisect_left(self._starts, mention.start) - 1
        while at >= 0 and self._mentions[at].form == "pronoun":
            at -= 1
        if at >= 0 and mention.start - self._mentions[at].end < 120:
            before = self._mentions[at]
            if before.entity is not None and before.entity.name and "\n" not in self._text[before.end : mention.start]:
                return self._speaker(mention, before.entity)
        return Speaker(mention=mention, chain=(mention,))

    def _description(self, mention: TextRange) -> tuple[Speaker, str]:
        at = bisect_left(self._starts, mention.start)
        for found in self._mentions[max(0, at - 2) : at + 4]:
            if found.start >= mention.end:
                break
            covers = found.form == "description" and found.end > mention.start
            if covers and found.start > mention.start + 1:  # "Ana Roe's son", which begins as a name
                covers = any(
                    name.start == mention.start and name.end > found.start
                    for name in self._names_in.within(mention.start, found.end)
                )
            if covers and found.entity is not None and (entity := with_a_name(found.entity)) is not None:
                return self._speaker(mention, entity), found.why or "a description of them"
        role = role_of(mention.text, mention.start)
        kind: SpeakerType | None = None
        if role is not None:
            kind = "group" if role.plural else "person"
        return Speaker(mention=mention, chain=(mention,), type=kind), "a description of nobody named"

    # -- answers -------------------------------------------------------------------------------------------

    def _range(self, name: Name) -> TextRange:
        return TextRange(name.start, name.end, self._text[name.start : name.end])

    def _speaker(self, mention: TextRange, entity: Entity) -> Speaker:
        chain = [mention]
        if not any(name.start < mention.end and mention.start < name.end for name in entity.mentions):
            near = [name for name in entity.mentions if not name.quoted and name.end <= mention.start]
            if near:
                chain.append(self._range(near[-1]))
        full = fullest_mention(entity) if entity.mentions else None  # None: named in the title alone
        if full is not None and not any(link.start <= full.start and full.end <= link.end for link in chain):
            chain.append(self._range(full))
        told = [role for role, _ in entity.roles]
        role = next((role for role in told if " " in role), told[0] if told else None)
        return Speaker(name=entity.name, type=person_type(entity), mention=mention, role=role, chain=tuple(chain))
